"""Bends: where a series turned some time ago, and where its course became faster or slower."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from rupadata.analysis.comparable_span import Stretch
from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.trends import (
    LONGEST_IN_WORDS,
    WITHIN_SEASON,
    count_run,
    find_signs,
    is_seasonal,
    mean_change,
)
from rupadata.analysis.voice import Voice

Pieces = Sequence[Piece]

_BEFORE_AT_LEAST = 3
_SINCE_AT_LEAST = 2
_LEG_AT_LEAST = 4
"""How many steps each part of a series has at least before their paces are compared."""
_CLEARLY = 2.0
"""How many times the slower pace the faster one is at least."""
_EXPLAINS = 0.5
"""What share of the squared distances from one straight course two courses leave at most."""


def find_bend(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find years of rising followed by years of falling up to the newest figure, or the reverse."""
    signs = find_signs(stretch)
    since = count_run(signs)
    before = count_run(signs[: len(signs) - since]) if since else 0
    if (
        since < _SINCE_AT_LEAST
        or not _BEFORE_AT_LEAST <= before <= LONGEST_IN_WORDS
        or since > LONGEST_IN_WORDS
    ):
        return None
    sign = signs[-1]
    if signs[-since - 1] != -sign:
        return None
    points = stretch.points[-since - before - 1 :]
    turned, now = points[before], points[-1]
    rising = tuple(cell for point in points[: before + 1] for cell in point.cells)
    falling = tuple(cell for point in points[before:] for cell in point.cells)

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(turned, now)
        first, then = v.steps(before, rising), v.steps(since, falling)
        if v.id:
            return (
                *v.name_home(), f" {v.verb(-sign)} ", first, " hingga mencapai ", old, " ", v.at(turned),
                f", lalu {v.verb(sign)} ", then, " menjadi ", new, " ", v.at(now),
            )  # fmt: skip
        return (
            *v.name_home(), f" {v.verb(-sign)} for ", first, " to ", old, " ", v.at(turned),
            f", then {v.verb(sign)} for ", then, " to ", new, " ", v.at(now),
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            tail = (" setelah ", v.steps(before, rising), f" {v.verb(-sign)}")
            return (*v.topic_home(), f" {v.verb(sign)} ", *v.since(turned), *tail)
        course = ("rising", "falling") if sign > 0 else ("falling", "rising")
        return (
            *v.topic_home(), f" {course[0]} ", *v.since(turned), " after ", v.steps(before, rising),
            f" of {course[1]}",
        )  # fmt: skip

    weight = 0.68 + min(0.1, 0.02 * before)
    if is_seasonal(stretch):
        weight = min(weight, WITHIN_SEASON)
    return drafts.make(
        "turn", "bend", weight, headline, sentence, focus_period=now.key, family="trend", sign=sign
    )


def find_pace(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find where a course in one direction became clearly faster or slower.

    The year is the one that parts the series into two straight courses (of logarithms for amounts) with the
    least squared distances; they must explain the series much better than one course does.
    """
    values = stretch.values
    relative = drafts.voices[0].relative
    if stretch.series.axis != "year" or not stretch.stepped or len(values) < 2 * _LEG_AT_LEAST + 1:
        return None
    if relative and min(values) <= 0:
        return None
    heights = [math.log(value) for value in values] if relative else list(values)
    place = _find_corner(heights)
    if place is None:
        return None
    turned = stretch.points[place]
    early = replace(stretch, points=stretch.points[: place + 1])
    late = replace(stretch, points=stretch.points[place:])
    before = (heights[place] - heights[0]) / place
    later = (heights[-1] - heights[place]) / (len(values) - 1 - place)
    slow, fast = sorted((abs(before), abs(later)))
    if before * later <= 0 or fast < _CLEARLY * slow:
        return None
    faster = abs(later) == fast
    first = stretch.points[0]
    if any(mean_change(leg, v) is None for leg in (early, late) for v in drafts.voices):
        return None

    def sentence(v: Voice) -> Pieces:
        old, new = cast(SaidFigure, mean_change(early, v)), cast(SaidFigure, mean_change(late, v))
        if v.id:
            return (
                *v.since(turned), ", ", *v.name_home(), f" {v.verb(later)} rata-rata ", new,
                f" per tahun, lebih {'cepat' if faster else 'lambat'} daripada ", old, " per tahun dari ",
                v.period(first), " sampai ", v.period(turned),
            )  # fmt: skip
        return (
            *v.since(turned), ", ", *v.name_home(), f" {v.verb(later)} by an average of ", new, " a year, ",
            "faster" if faster else "slower", " than the ", old, " a year from ", v.period(first), " to ",
            v.period(turned),
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            what = "kenaikan" if later > 0 else "penurunan"
            return (f"{what} ", v.topic, " makin cepat " if faster else " melambat ", *v.since(turned))
        what = "rise" if later > 0 else "fall"
        return (f"{what} in ", v.topic, " faster " if faster else " slower ", *v.since(turned))

    return drafts.make(
        "trend", "pace", 0.54, headline, sentence, focus_period=stretch.now.key, family="trend"
    )


def _find_corner(heights: Sequence[float]) -> int | None:
    """Return the place where two straight courses through a series meet best; None where one does as well."""
    places = range(_LEG_AT_LEAST, len(heights) - _LEG_AT_LEAST)
    left = {place: _distances(heights[: place + 1]) + _distances(heights[place:]) for place in places}
    best = min(left, key=left.__getitem__)
    whole = _distances(heights)
    return best if whole > 0 and left[best] <= _EXPLAINS * whole else None


def _distances(heights: Sequence[float]) -> float:
    """Return the sum of squared distances from the straight line of least squares."""
    count = len(heights)
    middle, level = (count - 1) / 2, math.fsum(heights) / count
    spread = math.fsum((place - middle) ** 2 for place in range(count))
    slope = math.fsum((place - middle) * (height - level) for place, height in enumerate(heights)) / spread
    return math.fsum((height - level - slope * (place - middle)) ** 2 for place, height in enumerate(heights))
