"""What other cases take of people's time: of days to come by their plans, of days gone by as recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from rupadata.errors import RupadataError
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decision import BusyDay, HeldSpan
from rupadata.procedure.schedule import PlannedStep, plan_as_decided
from rupadata.procedure.store import CaseStore, load_case, summarise


class Elsewhere(Struct, frozen=True):
    """What other open cases take of people's days from a moment on, and the keys of those not counted."""

    busy: Callable[[datetime], tuple[BusyDay, ...]]
    broken: Sequence[str] = ()


def read_elsewhere(store: CaseStore, key: str) -> Elsewhere:
    """Return the work beside one case, as the histories of all others say it."""
    others, broken = open_cases(store, key)
    return Elsewhere(lambda at: busy_days(others, at), broken)


def open_cases(store: CaseStore, but: str = "") -> tuple[dict[str, Case], list[str]]:
    """Return the open cases beside one, by key, and the keys of those that cannot be read."""
    cases: dict[str, Case] = {}
    broken = []
    for key in store.keys():  # noqa: SIM118 - a store is no mapping
        try:
            if key != but and summarise(store, key).standing.status == "open":
                cases[key] = load_case(store, key)
        except RupadataError:
            broken.append(key)
    return cases, broken


def held_elsewhere(store: CaseStore, key: str, case: Case, until: datetime) -> tuple[HeldSpan, ...]:
    """Return when people had other cases in hand while they had this one, as far as they recorded it.

    Cases that cannot be read are left out.
    """
    mine = _spans(case, until)
    if not mine:
        return ()
    begun = min(span.start for span in mine)
    found = []
    for other in store.keys():  # noqa: SIM118 - a store is no mapping
        try:
            if other == key or summarise(store, other).changed_at < begun:
                continue
            spans = _spans(load_case(store, other), until)
        except RupadataError:
            continue
        found += [
            span
            for span in spans
            if any(
                one.person == span.person and one.start < span.end and span.start < one.end for one in mine
            )
        ]
    return tuple(found)


def _spans(case: Case, until: datetime) -> list[HeldSpan]:
    """Return when the steps of a case were in somebody's hands; what is in hand now is so until a moment."""
    spans = [span for run in case.progress.runs for span in run.spans]
    for waiting in case.progress.open.values():
        spans += waiting.put_aside(until).spans
    return [HeldSpan(case.key, span.person, span.start, span.end) for span in spans if span.start < span.end]


def busy_days(cases: Mapping[str, Case], start: datetime) -> tuple[BusyDay, ...]:
    """Return what cases take of people's days from a moment on.

    A case counts once it has a schedule, with the steps that are still to be done. Work that should have been
    done by then is late, and taken to be done first.
    """
    minutes: dict[tuple[str, date], int] = defaultdict(int)
    keys: dict[tuple[str, date], list[str]] = defaultdict(list)
    for key, case in cases.items():
        for day, taken in _remaining(case, start).items():
            minutes[day] += taken
            keys[day].append(key)
    return tuple(
        BusyDay(person, day, taken, tuple(keys[(person, day)]))
        for (person, day), taken in sorted(minutes.items())
        if taken
    )


def _remaining(case: Case, start: datetime) -> dict[tuple[str, date], int]:
    plan = plan_as_decided(case) if case.status == "open" else None
    taken: dict[tuple[str, date], int] = defaultdict(int)
    if plan is None:
        return taken
    calendar = WorkingCalendar(case.office)
    late: dict[str, int] = defaultdict(int)
    for step in plan.steps:
        if _is_done(case, step):
            continue
        late[step.person] += calendar.minutes_between(step.start, min(step.end, start))
        _spread(taken, calendar, step.person, max(step.start, start), step.end)
    for person, missed in late.items():
        if missed:
            begin = calendar.next_working(start)
            _spread(taken, calendar, person, begin, calendar.add_minutes(begin, missed))
    return taken


def _is_done(case: Case, planned: PlannedStep) -> bool:
    """Return whether a planned step lies behind the place of its infographic, or of the whole case."""
    index = case.procedure.index(planned.step)
    item = case.progress.items.get(planned.item)
    return index < (item.at if item is not None else case.progress.at)


def _spread(
    taken: dict[tuple[str, date], int],
    calendar: WorkingCalendar,
    person: str,
    start: datetime,
    end: datetime,
) -> None:
    """Add the working minutes between two moments to the days on which they lie."""
    day = start.astimezone(end.tzinfo).date()
    while day <= end.date():
        for opening, closing in calendar.spans(day):
            overlap = (min(end, closing) - max(start, opening)).total_seconds()
            taken[(person, day)] += max(0, int(overlap // 60))
        day += timedelta(days=1)
