"""Stretches: the part of a series over time that its newest figure may be compared with."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import cast

from msgspec import Struct

from rupadata.analysis.figures import Point
from rupadata.analysis.jumps import find_jumps
from rupadata.analysis.series import YearSeries
from rupadata.analysis.timeline import position

_OF_STEP, _OF_LEVEL = 0.1, 0.001
"""The parts of a usual step, and of the level of an amount, up to which a change is no news."""
_HAIR = 1.000001
_STEPPED = ("year", "school-year", "month", "quarter", "semester")


class Stretch(Struct, frozen=True):
    """The part of a series that the newest figure may be compared with: known points after the last break

    and the last jump that is likelier a change of what was counted.
    """

    series: YearSeries
    points: tuple[Point, ...]

    @property
    def now(self) -> Point:
        """Return the newest point."""
        return self.points[-1]

    @property
    def values(self) -> tuple[float, ...]:
        """Return the values of the points."""
        return tuple(cast(float, point.value) for point in self.points)

    @property
    def noise(self) -> float:
        """Return up to which size a change is not called one.

        That is what rounding can make, a tenth of a usual step, of amounts also a thousandth of the level.
        """
        decimals = max(point.decimals for point in self.points)
        steps = [abs(after - before) for before, after in pairwise(self.values)]
        amounts = self.series.indicator.measure.startswith(("count", "money"))
        noise = 10.0**-decimals * _HAIR if decimals or not amounts else 0.0
        if len(steps) > 2:
            noise = max(noise, _OF_STEP * median(steps))
        if amounts:
            noise = max(noise, _OF_LEVEL * abs(self.values[-1]))
        return noise

    @property
    def is_whole(self) -> bool:
        """Tell whether the stretch holds all figures of the series: no break before, no later figure."""
        return len(self.points) == len(self.series.known)

    @property
    def stepped(self) -> bool:
        """Tell whether the points follow each other without a gap."""
        axis = self.series.axis
        places = [position(point.key, axis) for point in self.points]
        return axis in _STEPPED and all(after - before == 1 for before, after in pairwise(places))


def stretch_to(series: YearSeries, period: str | None) -> Stretch | None:
    """Return the stretch that ends at a period, or at the newest figure when there is none for it."""
    for segment in reversed(series.segments):
        known = [point for point in segment if point.value is not None]
        if period is not None:
            limit = (position(period, series.axis), period)
            known = [point for point in known if (position(point.key, series.axis), point.key) <= limit]
        if known:
            jumps = find_jumps(known, series.indicator, series.axis)
            return Stretch(series, tuple(known[jumps[-1] if jumps else 0 :]))
    return None


def is_one_step(stretch: Stretch, before: Point, now: Point) -> bool:
    """Tell whether two points follow each other on the axis of the series."""
    axis = stretch.series.axis
    return axis in _STEPPED and position(now.key, axis) - position(before.key, axis) == 1
