"""The time axis of a series: which kind of period it goes by, and the steps between two periods."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from rupadata.model.period import Period, parse_period

_parse = lru_cache(maxsize=4096)(parse_period)

AXES = ("year", "school-year", "semester", "quarter", "month", "range", "day", "other")
"""Kinds of period, in the order in which a series prefers them."""

PARTS_OF_YEAR = {
    "month": tuple(f"{month:02d}" for month in range(1, 13)),
    "quarter": ("Q1", "Q2", "Q3", "Q4"),
    "semester": ("S1", "S2"),
}


@lru_cache(maxsize=4096)
def axis_of(text: str, *, school_year: bool = False) -> str:
    """Return the kind of a period's text."""
    period = _parse(text)
    if period is None:
        return "other"
    if period.end_year:
        return "school-year" if school_year and period.end_year == period.year + 1 else "range"
    if not period.part:
        return "year"
    if period.part[0] in "QS":
        return "quarter" if period.part[0] == "Q" else "semester"
    return "day" if "-" in period.part else "month"


@lru_cache(maxsize=8192)
def position(text: str, axis: str) -> int:
    """Return where a period stands on its axis, counted in steps of the axis; 0 where it has no steps."""
    period = _parse(text)
    if period is None:
        return 0
    if axis in PARTS_OF_YEAR:
        parts = PARTS_OF_YEAR[axis]
        return period.year * len(parts) + parts.index(period.part)
    return period.year


@lru_cache(maxsize=4096)
def period_at(place: int, axis: str) -> str:
    """Return the period that stands at a place of an axis; the reverse of `position`."""
    if axis in PARTS_OF_YEAR:
        parts = PARTS_OF_YEAR[axis]
        year, index = divmod(place, len(parts))
        return str(Period(year, parts[index]))
    return str(Period(place, "", place + 1) if axis == "school-year" else Period(place))


def fill_gaps(periods: Iterable[str], axis: str) -> tuple[str, ...]:
    """Return the periods in order with those that are missing in between.

    Only where the periods go step by step: figures of every tenth year (a census) have no gaps.
    """
    known = sorted(set(periods), key=lambda text: (position(text, axis), text))
    if axis in ("range", "day", "other") or len(known) < 2:
        return tuple(known)
    places = [position(text, axis) for text in known]
    steps = [after - before for before, after in pairwise(places)]
    if 2 * steps.count(1) < len(steps):
        return tuple(known)
    return tuple(period_at(place, axis) for place in range(places[0], places[-1] + 1))
