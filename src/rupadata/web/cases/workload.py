"""What the other work orders of the office take of people's days, from what lists keep of each.

An office of a thousand work orders must not play a thousand histories to draw up one schedule. Days are
counted whole: what should have been done before today is late, and taken to be done first, from now on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from rupadata.procedure.decision import BusyDay
from rupadata.procedure.store import CaseStore
from rupadata.procedure.workload import Elsewhere
from rupadata.web.cases.glance import calendar_of, read_glance
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.stamp import quarter_of, read_stamp

_MOST_NAMED = 6
"""So many other work orders are named a day; the minutes are those of all."""
_LONGEST_DAYS = 800

Minutes = Mapping[tuple[str, date], int]


def kept_elsewhere(store: CaseStore, key: str) -> Elsewhere:
    """Return the work beside one work order; the store's histories are not read."""
    return Elsewhere(lambda at: busy_beside(key, at))


def busy_beside(key: str, at: datetime) -> tuple[BusyDay, ...]:
    """Return what open work orders beside one take of people's days from a moment on."""
    minutes: dict[tuple[str, date], int] = defaultdict(int)
    names: dict[tuple[str, date], list[str]] = defaultdict(list)
    for other, taken in _taken(read_stamp(), quarter_of(at)):
        if other == key:
            continue
        for day, count in taken.items():
            minutes[day] += count
            if len(names[day]) < _MOST_NAMED:
                names[day].append(other)
    return tuple(
        BusyDay(person, day, count, tuple(names[person, day]))
        for (person, day), count in sorted(minutes.items())
    )


@lru_cache(maxsize=4)
def _taken(stamp: int, now: datetime) -> tuple[tuple[str, Minutes], ...]:
    rows = CaseRow.objects.filter(status="open").order_by("key").values_list("key", "glance")
    found = []
    for key, content in rows.iterator(chunk_size=500):
        glance = read_glance(content)
        if glance.busy:
            found.append((key, remaining(glance.office, glance.busy, now)))
    return tuple(found)


def remaining(office: str, busy: Iterable[tuple[str, date, int]], now: datetime) -> Minutes:
    """Return the minutes a person and day that are still to be done from a moment on."""
    today = timezone.localtime(now, calendar_of(office).zone).date()
    taken: dict[tuple[str, date], int] = defaultdict(int)
    late: dict[str, int] = defaultdict(int)
    for person, day, minutes in busy:
        if day < today:
            late[person] += minutes
        else:
            taken[person, day] += minutes
    for person, minutes in late.items():
        for day, part in _spread(office, now, minutes):
            taken[person, day] += part
    return taken


@lru_cache(maxsize=4096)
def _spread(office: str, now: datetime, minutes: int) -> tuple[tuple[date, int], ...]:
    """Return on which days so many working minutes are done, from a moment on."""
    calendar = calendar_of(office)
    today = timezone.localtime(now, calendar.zone).date()
    midnight = datetime.combine(today + timedelta(days=1), time.min, calendar.zone)
    left, found = minutes, []
    for offset in range(_LONGEST_DAYS):
        day = today + timedelta(days=offset)
        free = calendar.capacity(day)
        if offset == 0:
            free = min(free, calendar.minutes_between(now, midnight))
        part = min(left, free)
        if part:
            found.append((day, part))
            left -= part
        if not left:
            break
    return tuple(found)
