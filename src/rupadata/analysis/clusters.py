"""Clusters: regions with the highest, or the lowest, figures that lie beside each other, against chance.

That the first few regions of a list hang together on the map is no news where most regions touch most others.
So neighbours must also be more alike than chance makes them: Moran's I (Moran 1950, Biometrika
37) is reached in at most one of a hundred draws that deal the same figures out anew. The seed is
fixed, so that the same map and figures give the same answer.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from math import fsum
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.facts import is_additive
from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import Regions, number_of, superlatives
from rupadata.analysis.sentence import Piece
from rupadata.analysis.voice import Voice
from rupadata.model.neighbourhood import Neighbourhood
from rupadata.model.subject import Direction

Pieces = Sequence[Piece]

_LEAST_REGIONS, _LEAST, _MOST = 9, 3, 10
"""Of how many regions on there are clusters, and how many a cluster is of."""
_MOST_OF_ALL = 0.4
"""What part of all regions a cluster is at most."""
_BY_CHANCE, _DRAWS = 0.01, 1000
"""In what part of the draws neighbours may be as alike by chance, and how many draws decide."""
_EQUAL = 1e-9
_LEAST_STEP = 0.02
"""By what part of its own figure the last of a cluster stands off the next region at least."""
_WEIGHT = 0.72
_NAMED = 4
_OFF_CENTRE, _MAINLY = 0.1, 0.5
"""How far off the middle of all regions, of the extent, a cluster lies to have a direction; what part of the
greater distance the smaller one is at least for both to be named."""
_ON_ITS_SIDE = 0.75
"""What part of a cluster lies on the side that it is said to lie on."""
_SIDES = {
    (0, -1): ("utara", "north"), (0, 1): ("selatan", "south"), (-1, 0): ("barat", "west"),
    (1, 0): ("timur", "east"), (-1, -1): ("barat laut", "north-west"), (1, -1): ("timur laut", "north-east"),
    (-1, 1): ("barat daya", "south-west"), (1, 1): ("tenggara", "south-east"),
}  # fmt: skip


def find_cluster(regions: Regions, around: Neighbourhood, drafts: Drafts) -> Draft | None:
    """Find the regions at one end that lie beside each other: at the one that is feared, where one is.

    Only of rates, indices and means that every region has; of several numbers of regions, and of both ends
    where none is feared, the one with the clearest step to the next region is told.
    """
    if is_additive(drafts.indicator) or not regions.complete or len(regions.ranked) < _LEAST_REGIONS:
        return None
    codes = {code for code, _, _ in around.points}
    if not {point.key for point in regions.ranked} <= codes:
        return None
    ends = {Direction.HIGHER_IS_BETTER: (True,), Direction.LOWER_IS_BETTER: (False,)}
    found: list[tuple[float, int, bool]] = []
    for low in ends.get(drafts.indicator.direction, (False, True)):
        ranked = _from_end(regions, low=low)
        for size in range(_LEAST, min(_MOST, int(_MOST_OF_ALL * len(ranked))) + 1):
            last, after = number_of(ranked[size - 1]), number_of(ranked[size])
            step = abs(last - after)
            if step >= _LEAST_STEP * abs(last) and hang_together(around, [p.key for p in ranked[:size]]):
                found.append((step, size, low))
    if not found or chance_alike(around, {p.key: number_of(p) for p in regions.ranked}) > _BY_CHANCE:
        return None
    _, size, low = max(found)
    ranked = _from_end(regions, low=low)
    cluster, others = ranked[:size], ranked[size:]
    side = side_of(around, [point.key for point in cluster])
    cells = tuple(cell for point in cluster for cell in point.cells)

    def many(v: Voice) -> Pieces:
        return (v.count(size, cells), f" {regions.noun(v)}")

    def sentence(v: Voice) -> Pieces:
        lower, upper = sorted((cluster[0], cluster[-1]), key=number_of)
        bottom, top = v.pair(lower, upper)
        next_one = v.value(others[0])
        most = superlatives(v, high=not low)
        named: Pieces = (v.names(cluster, regions.short),) if size <= _NAMED else ()
        if v.id:
            told: Pieces = (" (", *named, ")") if named else ()
            bound = "paling rendah" if low else "paling tinggi"
            return (v.name, f" {most} ", regions.at(v), " ada di ", *many(v), " yang berdampingan", *told,
                    ": ", bottom, " sampai ", top, f"; di luar itu {bound} ", next_one)  # fmt: skip
        told = (" (", *named, ")") if named else ()
        bound = "lowest" if low else "highest"
        return (regions.at(v), f", the {most} ", v.name, f" {v.was} in ", *many(v), " side by side", *told,
                ": ", bottom, " to ", top, f"; the {bound} elsewhere {v.was} ", next_one)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        most = superlatives(v, high=not low)
        if side is None:
            return short(v)
        if v.id:
            return (v.topic, f" {most} mengumpul di {side[0]}")
        return (most, " ", v.topic, f" gathered in the {side[1]}")

    def short(v: Voice) -> Pieces:
        most = superlatives(v, high=not low)
        if v.id:
            return (v.topic, f" {most} di ", *many(v), " yang berdampingan")
        return (*many(v), " side by side have the ", most, " ", v.topic)

    return drafts.make(
        "concentration", "cluster", _WEIGHT, headline, sentence, [("cluster-many", short)], family="cluster",
        focus_region=cluster[0].key, focus_period=regions.series.period,
    )  # fmt: skip


def _from_end(regions: Regions, *, low: bool) -> tuple[Point, ...]:
    return tuple(reversed(regions.ranked)) if low else regions.ranked


def hang_together(around: Neighbourhood, codes: Collection[str]) -> bool:
    """Tell whether one can go from each of some regions to each other without leaving them."""
    return _hang_together(_beside(around), frozenset(codes))


def chance_alike(around: Neighbourhood, values: Mapping[str, float]) -> float:
    """Return in what part of the draws neighbours are as alike, or more, as they are."""
    codes = sorted(values)
    middle = fsum(values.values()) / len(values)
    apart = [values[code] - middle for code in codes]
    place = {code: at for at, code in enumerate(codes)}
    pairs = sorted((place[a], place[b]) for a, b in around.pairs if a in place and b in place)
    observed = fsum(apart[a] * apart[b] for a, b in pairs)
    draw, dealt, reached = random.Random(len(codes)), list(apart), 0
    for _ in range(_DRAWS):
        draw.shuffle(dealt)
        reached += fsum(dealt[a] * dealt[b] for a, b in pairs) >= observed - _EQUAL
    return reached / _DRAWS


@lru_cache(maxsize=64)
def _beside(around: Neighbourhood) -> dict[str, frozenset[str]]:
    return {code: around.beside(code) for code, _, _ in around.points}


def _hang_together(beside: dict[str, frozenset[str]], codes: frozenset[str]) -> bool:
    waiting = [min(codes)]
    reached = set(waiting)
    while waiting:
        for other in beside.get(waiting.pop(), frozenset()) & codes - reached:
            reached.add(other)
            waiting.append(other)
    return reached == codes


def side_of(around: Neighbourhood, codes: Collection[str]) -> tuple[str, str] | None:
    """Return on which side of home some regions lie, in both languages; None in the middle, or on several."""
    inside = set(codes)
    places = [(x, y) for _, x, y in around.points]
    mine = [(x, y) for code, x, y in around.points if code in inside]
    middle = tuple(fsum(place[axis] for place in places) / len(places) for axis in (0, 1))
    extent = max(max(p[axis] for p in places) - min(p[axis] for p in places) for axis in (0, 1))
    off = [fsum(place[axis] for place in mine) / len(mine) - middle[axis] for axis in (0, 1)]
    most = max(map(abs, off))
    if extent <= 0 or most < _OFF_CENTRE * extent:
        return None
    way = tuple((distance > 0) - (distance < 0) if abs(distance) >= _MAINLY * most else 0 for distance in off)
    on_it = [all(sign * (place[axis] - middle[axis]) >= 0 for axis, sign in enumerate(way)) for place in mine]
    if sum(on_it) < _ON_ITS_SIDE * len(mine):
        return None
    return _SIDES[cast("tuple[int, int]", way)]
