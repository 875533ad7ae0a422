"""Scales: from values to lengths, which periods a line may join, and round class breaks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from math import floor, log10

from msgspec import Struct

FEW_CLASSES = 4
"""A map with fewer classes says little where its values differ."""


class LinearScale(Struct, frozen=True):
    """Maps `low`..`high` onto `start`..`end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def bar_scale(values: Sequence[float], start: float, end: float) -> LinearScale:
    """Return a scale that holds zero and all values: bars are drawn from its zero, always."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if low == high:
        high = 1.0
    return LinearScale(low, high, start, end)


FEW_STEPS, OF_FEW, OF_MANY = 3, 0.1, 0.02
"""Of so few figures over time, and of more, the least part of their level that a line's scale spans."""


def calm_ends(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of a scale for a line that does not begin at zero.

    They lie so far apart that a step of one percent between two or three figures does not climb from the foot
    of a chart to its top.
    """
    low, high = min(values), max(values)
    least = (OF_FEW if len(values) <= FEW_STEPS else OF_MANY) * max(abs(low), abs(high))
    more = max(0.0, least - (high - low)) / 2
    return (low - more, high + more) if high - low + more > 0 else (low - 0.5, high + 0.5)


_YEAR = re.compile(r"(\d{4})\D*")


def skipped_before(periods: Sequence[str]) -> frozenset[int]:
    """Return the places of the years before which years are missing: no line may run to them.

    Years are missing where the step to one is longer than the usual step, which is the commonest, the shorter
    of two as common. A mark behind a year (2024*) counts for nothing; other periods skip none.
    """
    found = [_YEAR.fullmatch(period) for period in periods]
    years = [int(one[1]) for one in found if one is not None]
    if len(years) < len(periods) or len(years) < 2:
        return frozenset()
    steps = [after - before for before, after in pairwise(years)]
    counts = Counter(steps)
    usual = min(counts, key=lambda step: (-counts[step], step))
    return frozenset(place for place, step in enumerate(steps, 1) if step > usual)


def joined_runs(known: Sequence[bool], cut_before: Collection[int]) -> list[list[int]]:
    """Return the runs of places that one line may join: all known, and none that is cut off from the last."""
    runs: list[list[int]] = [[]]
    for place, is_known in enumerate(known):
        if not is_known or place in cut_before:
            runs.append([])
        if is_known:
            runs[-1].append(place)
    return [run for run in runs if run]


def round_step(span: float, wanted: int) -> float:
    """Return a step of 1, 2, 2.5 or 5 times a power of ten that cuts a span into about `wanted` parts."""
    if span <= 0:
        return 1.0
    raw = span / max(1, wanted)
    power = 10.0 ** floor(log10(raw))
    return next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if raw <= factor * power * 1.0000001)


def class_breaks(values: Sequence[float], wanted: int = 5) -> tuple[float, ...]:
    """Return round breaks that cut values into at most `wanted` classes, none of them empty.

    Equal steps are tried first, then steps that follow the counts (for values bunched at one end).
    """
    return _class_breaks(tuple(sorted(set(values))), wanted)


@lru_cache(maxsize=256)
def _class_breaks(distinct: tuple[float, ...], wanted: int) -> tuple[float, ...]:
    if len(distinct) < 2:
        return ()
    low, high = distinct[0], distinct[-1]
    equal = [_equal_breaks(low, high, parts) for parts in range(wanted + 2, 1, -1)]
    best = _best_breaks(distinct, equal, wanted)
    if len(best) + 1 < FEW_CLASSES <= len(distinct):
        # Where steps are one or two too many, the classes at one end are joined.
        joined = [some for one in equal for some in (one[: wanted - 1], one[-(wanted - 1) :])]
        best = _best_breaks(distinct, [best, *joined], wanted)
    if not best or _largest_class(distinct, best) > 0.55:
        best = _quantile_breaks(distinct, wanted) or best
    return _drop_empty(distinct, best)[: wanted - 1]


def _equal_breaks(low: float, high: float, parts: int) -> tuple[float, ...]:
    step = round_step(high - low, parts)
    first = floor(low / step) + 1
    return tuple((first + i) * step for i in range(12) if low < (first + i) * step <= high)


def _best_breaks(
    distinct: Sequence[float], found: Sequence[tuple[float, ...]], wanted: int
) -> tuple[float, ...]:
    return max(found, key=lambda breaks: _spread_score(distinct, breaks, wanted))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return the class of a value, counted from 0; a value on a break belongs to the class above."""
    return bisect_right(breaks, value)


def _quantile_breaks(distinct: Sequence[float], wanted: int) -> tuple[float, ...]:
    count = len(distinct)
    classes = min(wanted, count)
    breaks: list[float] = []
    for part in range(1, classes):
        at = part * count // classes
        # A break may move by a few values to where a rounder one lies.
        play = max(0, count // 12)
        below, above = distinct[max(0, at - 1 - play)], distinct[min(count - 1, at + play)]
        rounded = _roundest_between(below, above)
        if not breaks or rounded > breaks[-1]:
            breaks.append(rounded)
    return tuple(breaks)


def _roundest_between(below: float, above: float) -> float:
    """Return the value in (below, above] with the fewest significant digits."""
    span = above - below
    power = 10.0 ** floor(log10(max(abs(above), span)) + 1)
    while power > span * 1e-3:
        for factor in (1.0, 0.5, 0.25, 0.2, 0.1):
            step = power * factor
            candidate = floor(above / step + 1e-9) * step
            if below < candidate <= above:
                return candidate
        power /= 10
    return above


def _largest_class(distinct: Sequence[float], breaks: Sequence[float]) -> float:
    counts = [0] * (len(breaks) + 1)
    for value in distinct:
        counts[class_of(value, breaks)] += 1
    return max(counts) / len(distinct)


def _spread_score(distinct: Sequence[float], breaks: Sequence[float], wanted: int) -> float:
    """Return how well breaks tell values apart: filled classes, evenly filled."""
    if not breaks or len(breaks) > wanted - 1:
        return -1.0 if not breaks else -0.5
    counts = [0] * (len(breaks) + 1)
    for value in distinct:
        counts[class_of(value, breaks)] += 1
    filled = sum(1 for count in counts if count)
    largest = max(counts) / len(distinct)
    return filled / wanted - 0.8 * largest - 0.3 * (len(counts) - filled) / wanted


def _drop_empty(distinct: Sequence[float], breaks: Sequence[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for limit in breaks:
        lower = kept[-1] if kept else float("-inf")
        if any(lower <= value < limit for value in distinct):
            kept.append(limit)
    while kept and not any(value >= kept[-1] for value in distinct):
        kept.pop()
    return tuple(kept)


def said_breaks(values: Sequence[float], wanted: int = 5) -> tuple[float, ...]:
    """Return breaks in even round steps that people can say (1, 1,5, 2), the last class open.

    The largest step is taken that fills four classes, none of them with more than half of the values; where
    fewer than three would be filled, the breaks follow the counts instead.
    """
    return _said_breaks(tuple(sorted(values)), wanted)


@lru_cache(maxsize=256)
def _said_breaks(ranked: tuple[float, ...], wanted: int) -> tuple[float, ...]:
    if len(set(ranked)) < 2:
        return class_breaks(ranked, wanted)
    low, high = ranked[0], ranked[-1]
    best: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    for parts in (3, 4, 5, 6, 8, 10, 12, 16):
        step = round_step(high - low, parts)
        first = floor(low / step) + 1
        inside = [round((first + k) * step, 10) for k in range(24) if (first + k) * step <= high]
        for start in range(len(inside)):
            for count in range(2, min(wanted, len(inside) - start + 1)):
                breaks = tuple(inside[start : start + count])
                edges = [0, *(bisect_left(ranked, one) for one in breaks), len(ranked)]
                counts = [after - before for before, after in pairwise(edges)]
                if min(counts) > 0:
                    even = 2 * max(counts) <= len(ranked)
                    rank = (float(min(len(counts), FEW_CLASSES)), float(even), step, float(len(counts)))
                    best = max(best, (rank, breaks))
    return best[1] if best[0] and best[0][0] >= FEW_CLASSES - 1 else class_breaks(ranked, wanted)


def meets_line(
    curve: Sequence[tuple[float, float]], x: float, width: float, top: float, bottom: float
) -> bool:
    """Tell whether the line runs through a figure's box, or nearer to it than three units."""
    left, right = x - width / 2 - 3, x + width / 2 + 3
    for (x1, y1), (x2, y2) in pairwise(curve):
        if x2 < left or x1 > right:
            continue
        start, end = max(left, x1), min(right, x2)
        slope = (y2 - y1) / ((x2 - x1) or 1.0)
        ya, yb = y1 + slope * (start - x1), y1 + slope * (end - x1)
        if min(ya, yb) < bottom + 3 and max(ya, yb) > top - 3:
            return True
    return False
