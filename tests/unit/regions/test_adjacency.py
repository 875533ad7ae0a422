"""Who touches whom, out of outlines."""

from __future__ import annotations

from rupadata.regions.adjacency import find_touching
from rupadata.regions.boundaries import BoundarySet, Outline


def square(code, x, y, size=100.0):
    ring = ((x, y), (x + size, y), (x + size, y + size), (x, y + size))
    return Outline(code, (ring,), (x + size / 2, y + size / 2), size / 2)


def test_regions_touch_across_a_border_a_corner_and_a_narrow_river_but_not_across_a_wide_one():
    squares = (square("a", 0, 0), square("b", 100, 0), square("c", 200, 100), square("d", 302.9, 100),
               square("e", 406, 100))  # fmt: skip
    around = find_touching(BoundarySet("x", squares, 1000, 1000))
    assert around.pairs == {("a", "b"), ("b", "c"), ("c", "d")}
    assert around.beside("c") == {"b", "d"}
    assert around.points[1] == ("b", 150.0, 50.0)
