"""The schedule of a work order: which subject, who, on which days; with what is too early or too much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rupadata.problems import Argument, Place, Problem
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decision import BusyDay, Decision, Item
from rupadata.procedure.definition import Step

# Row 1 of the SOP: infographics of KCDA and KODA start in September.
YEARBOOK_MONTH = 9


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A span of work for one person; `item` is empty for a step of the whole work order."""

    step: str
    row: int
    activity: str
    item: str
    title: str
    subject: str
    person: str
    start: datetime
    end: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class DayLoad:
    """The planned minutes of one person on one day against the working minutes of that day.

    `elsewhere_minutes` are those of other open cases, named by their keys in `elsewhere`.
    """

    person: str
    day: date
    planned_minutes: int
    capacity_minutes: int
    elsewhere_minutes: int = 0
    elsewhere: tuple[str, ...] = ()

    @property
    def all_minutes(self) -> int:
        """Return the planned minutes of this case and of the others that are open."""
        return self.planned_minutes + self.elsewhere_minutes

    @property
    def overload(self) -> bool:
        """Return whether this case makes a day hold more than it has."""
        return self.planned_minutes > 0 and self.all_minutes > self.capacity_minutes


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned spans in order of time, the load per person and day, and what is wrong with it."""

    steps: tuple[PlannedStep, ...]
    loads: tuple[DayLoad, ...]
    problems: tuple[Problem, ...]

    @property
    def start(self) -> datetime:
        """Return when the plan begins."""
        return min(step.start for step in self.steps)

    @property
    def end(self) -> datetime:
        """Return when the plan is over."""
        return max(step.end for step in self.steps)


def plan_case(
    case: Case,
    start: datetime,
    *,
    items: tuple[Item, ...] = (),
    deadline: date | None = None,
    elsewhere: tuple[BusyDay, ...] = (),
) -> Plan:
    """Return a plan of all steps from a moment on.

    Each step takes its standard time, one after the other per person; steps per item go to whoever of the
    role is free first. Infographics of a yearbook wait for September. With a deadline, work that ends later
    is moved back before it. The days on which somebody has too much are told, `elsewhere` counted in.
    """
    calendar = WorkingCalendar(case.office)
    items = items or tuple(item.item for item in case.progress.active_items())
    planner = _Planner(case, calendar, start)
    steps = planner.plan(items)
    if deadline is not None:
        steps = _press(steps, calendar, start, deadline)
    loads = _add_elsewhere(_loads(steps, calendar), elsewhere, calendar, start, steps)
    last = max((step.end for step in steps), default=start)
    problems = (
        *_check_yearbooks(case, items, steps),
        *_check_loads(case, loads),
        *calendar.check_days(start.date(), last.date()),
    )
    return Plan(tuple(sorted(steps, key=lambda step: (step.start, step.row, step.item))), loads, problems)


def gives_schedule(step: Step) -> bool:
    """Return whether a step yields the schedule."""
    return any(paper.kind == "schedule" for paper in step.papers)


def schedule_decision(case: Case) -> Decision | None:
    """Return the decision by which a case was scheduled last; None while it is not."""
    steps = {step.key for step in case.procedure.steps if gives_schedule(step)}
    return next(
        (made for made in reversed(case.decisions) if made.step in steps and made.action != "start"), None
    )


def planned_ends(case: Case) -> dict[tuple[str, str], datetime]:
    """Return by when each step of each infographic is to be done under the case's schedule."""
    made = schedule_decision(case)
    if made is None:
        return {}
    plan = plan_case(case, made.at, deadline=case.progress.deadline)
    return {(step.step, step.item): step.end for step in plan.steps if step.item}


class _Planner:
    """Hands out work in the order of the procedure, knowing when each person is free."""

    def __init__(self, case: Case, calendar: WorkingCalendar, start: datetime) -> None:
        self.case = case
        self.calendar = calendar
        self.start = start
        self.free: dict[str, datetime] = {}

    def plan(self, items: tuple[Item, ...]) -> list[PlannedStep]:
        """Return the planned steps of the whole procedure."""
        planned: list[PlannedStep] = []
        ready = self.start
        index = 0
        steps = self.case.procedure.steps
        while index < len(steps):
            if steps[index].scope == "case":
                one = self._assign(steps[index], None, ready)
                planned.append(one)
                ready = one.end
                index += 1
                continue
            end = self.case.progress.block_end(index)
            block = [self._assign_block(steps[index:end], item, ready) for item in _in_order(items)]
            planned += [one for row in block for one in row]
            ready = max((one.end for row in block for one in row), default=ready)
            index = end
        return planned

    def _assign_block(self, steps: tuple[Step, ...], item: Item, ready: datetime) -> list[PlannedStep]:
        row = []
        for step in steps:
            one = self._assign(step, item, max(ready, self._earliest(item)))
            row.append(one)
            ready = one.end
        return row

    def _earliest(self, item: Item) -> datetime:
        """Return when an item may begin: those of a yearbook wait for September of the same year."""
        if not item.yearbook:
            return self.start
        september = datetime.combine(
            date(self.start.year, YEARBOOK_MONTH, 1), time.min, self.case.office.zone
        )
        return max(self.start, september)

    def _assign(self, step: Step, item: Item | None, ready: datetime) -> PlannedStep:
        people = [holder.id for role in step.actors[:1] for holder in self.case.office.holders(role)]
        person = min(people, key=lambda known: (max(self.free.get(known, ready), ready), people.index(known)))
        begin = self.calendar.next_working(max(self.free.get(person, ready), ready))
        end = self.calendar.add_minutes(begin, step.minutes)
        if step.minutes:
            self.free[person] = end
        return PlannedStep(
            step=step.key,
            row=step.row,
            activity=str(step.activity),
            item=item.id if item else "",
            title=item.title if item else "",
            subject=item.subject if item else "",
            person=person,
            start=begin,
            end=end,
            minutes=step.minutes,
        )


def _in_order(items: tuple[Item, ...]) -> list[Item]:
    """Return the items with those of yearbooks last: the others need not wait for September."""
    return sorted(items, key=lambda item: bool(item.yearbook))


def _press(
    steps: list[PlannedStep], calendar: WorkingCalendar, start: datetime, deadline: date
) -> list[PlannedStep]:
    """Return the plan with what ends after the deadline put on its last days, one upon the other."""
    limit = datetime.combine(deadline, time.max, start.tzinfo)
    pressed = []
    for step in steps:
        if step.end > limit and step.minutes:
            begin = max(start, _last_start(calendar, deadline, step.minutes, start))
            step = PlannedStep(
                step.step,
                step.row,
                step.activity,
                step.item,
                step.title,
                step.subject,
                step.person,
                begin,
                calendar.add_minutes(begin, step.minutes),
                step.minutes,
            )
        elif step.end > limit:
            end = calendar.spans(deadline)[-1][1] if calendar.spans(deadline) else limit
            step = PlannedStep(
                step.step,
                step.row,
                step.activity,
                step.item,
                step.title,
                step.subject,
                step.person,
                end,
                end,
                0,
            )
        pressed.append(step)
    return pressed


def _last_start(calendar: WorkingCalendar, deadline: date, minutes: int, start: datetime) -> datetime:
    """Return the latest moment from which so many minutes fit before a deadline."""
    day = deadline
    left = timedelta(minutes=minutes)
    while day >= start.date():
        for opening, closing in reversed(calendar.spans(day)):
            if left <= closing - opening:
                return closing - left
            left -= closing - opening
        day -= timedelta(days=1)
    return start


def _loads(steps: list[PlannedStep], calendar: WorkingCalendar) -> tuple[DayLoad, ...]:
    planned: dict[tuple[str, date], int] = defaultdict(int)
    for step in steps:
        day = step.start.date()
        while day <= step.end.date():
            planned[(step.person, day)] += sum(
                max(0, int((min(step.end, closing) - max(step.start, opening)).total_seconds()) // 60)
                for opening, closing in calendar.spans(day)
            )
            day += timedelta(days=1)
    return tuple(
        DayLoad(person, day, minutes, calendar.capacity(day))
        for (person, day), minutes in sorted(planned.items())
        if minutes
    )


def _add_elsewhere(
    loads: tuple[DayLoad, ...],
    elsewhere: tuple[BusyDay, ...],
    calendar: WorkingCalendar,
    start: datetime,
    steps: list[PlannedStep],
) -> tuple[DayLoad, ...]:
    """Return the loads with those of other cases, over the days and people of this plan."""
    mine = {(load.person, load.day): load for load in loads}
    people = {step.person for step in steps}
    last = max((step.end for step in steps), default=start).date()
    for busy in elsewhere:
        if busy.person in people and start.date() <= busy.day <= last:
            load = mine.get((busy.person, busy.day))
            planned = load.planned_minutes if load else 0
            mine[(busy.person, busy.day)] = DayLoad(
                busy.person, busy.day, planned, calendar.capacity(busy.day), busy.minutes, busy.cases
            )
    return tuple(load for _, load in sorted(mine.items()))


def _check_yearbooks(case: Case, items: tuple[Item, ...], steps: list[PlannedStep]) -> list[Problem]:
    waiting = [item for item in items if item.yearbook]
    starts = {step.item: step.start for step in reversed(steps) if step.item}
    early = [item for item in waiting if starts[item.id].month < YEARBOOK_MONTH]
    return [
        Problem.of("yearbook-before-september", Place(cell=item.id), yearbook=item.yearbook, title=item.title)
        for item in early
    ]


def _check_loads(case: Case, loads: tuple[DayLoad, ...]) -> list[Problem]:
    """Return a warning for each person with days that hold more than they have."""
    over: dict[str, list[DayLoad]] = defaultdict(list)
    for load in loads:
        if load.overload:
            over[load.person].append(load)
    return [_overloaded(case, person, days) for person, days in over.items()]


def _overloaded(case: Case, person: str, days: list[DayLoad]) -> Problem:
    name = case.office.official(person).name
    worst = max(days, key=lambda load: load.all_minutes - load.capacity_minutes)
    others = ", ".join(dict.fromkeys(key for load in days for key in load.elsewhere))
    told: dict[str, Argument] = {
        "name": name,
        "days": len(days),
        "worst": worst.day.isoformat(),
        "minutes": worst.all_minutes,
        "capacity": worst.capacity_minutes,
    }
    if others:
        told["cases"] = others
    return Problem.with_arguments(
        "person-overloaded", Place(cell=person), told, variant="with-others" if others else ""
    )
