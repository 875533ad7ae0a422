"""What the heads see of all their work orders together: counts, forecasts, load of people, time used.

Worked out from the glances of all cases, and remembered until one of them changes or a quarter of an hour is
over.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import lru_cache
from statistics import median

from msgspec import Struct

from rupadata.web.accounts.models import Person
from rupadata.web.cases.glance import Glance, glance_of, rows_of
from rupadata.web.cases.overview import forecast
from rupadata.web.cases.stamp import quarter_of, read_stamp

_ROWS = 100
"""So many rows are taken from the database at a time."""


class UsedTime(Struct, frozen=True):
    """A step's median of used minutes, over so many runs, and its standard minutes."""

    step: str
    used: int
    standard: int
    count: int


class OfficeFigures(Struct, frozen=True):
    """Counts of work orders, for whom open ones wait, planned minutes by person and Monday, used time."""

    running: int
    closed: int
    past: int
    waits_for: dict[int, tuple[str, ...]]
    planned: dict[tuple[str, date], int]
    used: tuple[UsedTime, ...]


def figures_of(person: Person, monday: date, now: datetime) -> OfficeFigures:
    """Return the figures of all work orders that a person takes part in; weeks from a Monday on."""
    return _figures(person.official, read_stamp(), monday, quarter_of(now))


@lru_cache(maxsize=32)
def _figures(official: str, stamp: int, monday: date, now: datetime) -> OfficeFigures:
    running = closed = past = 0
    waits_for: dict[int, tuple[str, ...]] = {}
    planned: dict[tuple[str, date], int] = defaultdict(int)
    used: dict[tuple[str, int], list[int]] = defaultdict(list)
    rows = rows_of(Person(official=official)).only("pk", "status", "glance")
    # One after the other: a thousand glances at once are 18 MB, and several people ask at the same moment.
    for row in rows.iterator(chunk_size=_ROWS):
        glance = glance_of(row)
        for step, minutes, standard in glance.used:
            used[step, standard].append(minutes)
        closed += row.status == "closed"
        if row.status != "open":
            continue
        running += 1
        past += _is_past(glance, now)
        waits_for[row.pk] = glance.waits_for
        for person, day, minutes in glance.busy:
            # What should have been done before this week is to be done in it.
            planned[person, max(monday, day - timedelta(days=day.weekday()))] += minutes
    return OfficeFigures(
        running=running,
        closed=closed,
        past=past,
        waits_for=waits_for,
        planned=dict(planned),
        used=tuple(
            UsedTime(step, round(median(taken)), standard, len(taken))
            for (step, standard), taken in used.items()
        ),
    )


def _is_past(glance: Glance, now: datetime) -> bool:
    """Return whether a work order will be over after its deadline, as it looks now."""
    end = forecast(glance, now) if glance.deadline else None
    return bool(end and glance.deadline and end > glance.deadline)
