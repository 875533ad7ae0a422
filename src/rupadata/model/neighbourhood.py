"""Neighbourhoods: which regions of one level lie beside each other, and where, as plain values."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from rupadata.model.region import RegionLevel


class Neighbourhood(Struct, frozen=True):
    """The regions of one level in a home region: pairs of codes that touch, and a point inside each.

    `pairs` are in order, the smaller code first; `points` are code, x to the east and y to the south, in
    units of which the longer side of home has 1000.
    """

    pairs: frozenset[tuple[str, str]]
    points: tuple[tuple[str, float, float], ...]

    def beside(self, code: str) -> frozenset[str]:
        """Return the regions that touch one."""
        return frozenset(b if a == code else a for a, b in self.pairs if code in (a, b))


Neighbours = Callable[[RegionLevel], Neighbourhood | None]
"""Gives the neighbourhood of the regions of a level; None where no outlines are known."""
