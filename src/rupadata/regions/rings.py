"""Closed borders of points."""

from __future__ import annotations

from collections.abc import Sequence


def in_ring(ring: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Tell whether a point lies inside a closed border: a ray from it meets it an odd number of times."""
    inside = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            inside = not inside
        x0, y0 = x1, y1
    return inside
