"""Home regions: the one place that a table speaks about as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from rupadata.model.region import level_of
from rupadata.regions import ancestors, common_region


def find_home(codes: Iterable[str]) -> str:
    """Return the lowest region that holds the finest rows of a table; empty when no row has a region.

    A table of Banten and its regencies is at home in Banten, one with a single city in that city. Wider
    regions that stand beside the finest ones for comparison (province, country) do not widen the home.
    """
    known = sorted({code for code in codes if code})
    if not known:
        return ""
    finest = max(level_of(code) for code in known)
    rows = [code for code in known if level_of(code) == finest]
    others = [code for code in known if level_of(code) < finest]
    if len(rows) == 1 and len(others) > 1 and not _lies_on_one_line(rows[0], others):
        # A lone finer row among many wider ones is a stray, not what the table is about.
        return find_home(others)
    return common_region(rows)


def _lies_on_one_line(code: str, others: Iterable[str]) -> bool:
    line = {code, *ancestors(code)}
    return all(other in line for other in others)
