"""The outlines of the invented districts: drawn from their places on the tile grid, a coast in the north.

Nothing of it is a real border. Seeds stand where the tiles do, each district is what lies nearest to its
seed, and every border is bent by the same dice on both of its sides.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import shapely
from city import CODE, DISTRICTS, chance

Point = tuple[float, float]

WEST, NORTH = 100.02, -12.04
"""Somewhere in the ocean, so that nobody takes the city for a real one."""
STEP = 0.031
"""The side of a tile in degrees, about 3.4 km."""
BENDS = 3
ROUGH = 0.17


def write_outlines() -> str:
    """Return the GeoJSON of the districts."""
    shapes = _districts()
    features = [
        {
            "type": "Feature",
            "properties": {"kode": district.code, "nama": district.name, "kota": CODE},
            "geometry": shapely.geometry.mapping(shape),
        }
        for district, shape in zip(DISTRICTS, shapes, strict=True)
    ]
    note = "Batas rekaan, bukan batas resmi/Invented borders, not official ones"
    return json.dumps({"type": "FeatureCollection", "note": note, "features": features}, indent=None) + "\n"


def _districts() -> list[Any]:
    dice = chance("outlines")
    seeds = [(d.column + dice.uniform(-0.2, 0.2), -d.row + dice.uniform(-0.2, 0.2)) for d in DISTRICTS]
    city = shapely.Polygon(_bent([*_rim(seeds), _rim(seeds)[0]])).buffer(0)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=city.buffer(2), ordered=True)
    bent = [shapely.Polygon(_bent(list(cell.exterior.coords))).buffer(0) for cell in cells.geoms]
    clipped = [cell.intersection(city) for cell in bent]
    parts = [max(shapely.get_parts(shape), key=lambda part: part.area) for shape in clipped]
    return [shapely.transform(shape, _place) for shape in parts]


def _rim(seeds: list[Point]) -> list[Point]:
    """Return the corners of the city around its seeds, the coast in the north drawn in."""
    hull = shapely.concave_hull(shapely.MultiPoint(seeds), 0.45).buffer(0.62, quad_segs=2)
    return [(x, min(y, 0.42 + 0.10 * (x % 1.0))) for x, y in list(hull.exterior.coords)[:-1]]


def _bent(ring: list[Point]) -> list[Point]:
    bent: list[Point] = []
    for one, other in pairwise(ring):
        bent += _bend(one, other)
    return [*bent, bent[0]]


def _bend(one: Point, other: Point) -> Iterator[Point]:
    """Yield the points of a border but its last; both of its sides throw the same dice."""
    ends = sorted((tuple(round(n, 6) for n in one), tuple(round(n, 6) for n in other)))
    points = _broken(ends[0], ends[1], random.Random(f"{ends}"), BENDS)
    if ends[0] != tuple(round(n, 6) for n in one):
        points.reverse()
    yield from points[:-1]


def _broken(one: Any, other: Any, dice: random.Random, depth: int) -> list[Point]:
    length = ((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5
    if depth == 0 or length < 0.09:
        return [one, other]
    aside = dice.uniform(-ROUGH, ROUGH)
    middle = (
        (one[0] + other[0]) / 2 - (other[1] - one[1]) * aside,
        (one[1] + other[1]) / 2 + (other[0] - one[0]) * aside,
    )
    first = _broken(one, middle, dice, depth - 1)
    return [*first[:-1], *_broken(middle, other, dice, depth - 1)]


def _place(points: Any) -> Any:
    points = points.copy()
    points[:, 0] = (WEST + points[:, 0] * STEP).round(5)
    points[:, 1] = (NORTH + points[:, 1] * STEP).round(5)
    return points
