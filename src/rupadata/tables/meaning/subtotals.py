"""Whose sum a row of a sum is: that of the rows right above it, or of them all. The figures tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rupadata.model.region import parent_of
from rupadata.regions.regions import Regions
from rupadata.tables.shape.row_types import RowMeaning

Figures = Callable[[int, int], float | None]
"""The figure of a row and a column, None where there is none."""


def settle_subtotals(
    rows: Sequence[RowMeaning], columns: Sequence[int], figures: Figures, regions: Regions
) -> None:
    """Give each *Jumlah* that sums only the rows since the last one the region that holds these.

    Offices close every district with its sum, and the whole with a last one.
    """
    places = [place for place, meaning in enumerate(rows) if meaning.region_total and not meaning.average]
    if len(places) < 2:
        return
    begin = 0
    for place in places:
        members = [m for m in rows[begin:place] if m.region is not None and not m.region_total]
        begin = place + 1
        parents = {parent_of(m.region.code) for m in members if m.region is not None}
        if len(parents) != 1 or not _sums(rows[place], members, columns, figures):
            continue
        code = next(iter(parents))
        whole = {parent_of(m.region.code) for m in rows if m.region is not None and not m.region_total}
        if code and code != "00" and len(whole) > 1:
            meaning = rows[place]
            meaning.region, meaning.region_total, meaning.subtotal = regions.get(code), False, True
            meaning.region_text = meaning.region.name


def _sums(total: RowMeaning, members: Sequence[RowMeaning], columns: Sequence[int], figures: Figures) -> bool:
    """Tell whether a row sums some others, in most columns that have figures."""
    held = tried = 0
    for column in columns:
        value = figures(total.row, column)
        parts = [figure for m in members if (figure := figures(m.row, column)) is not None]
        if value is None or not parts:
            continue
        tried += 1
        held += abs(sum(parts) - value) <= max(1e-6 * abs(value), 1e-9)
    return tried > 0 and held * 2 > tried
