"""The schedule of a work order: which infographic, who, on which days; what is late, and what would help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from rupadata.language import Said
from rupadata.problems import Place, Problem
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decide import replay
from rupadata.procedure.decision import BusyDay, Decision, Item, MovedStep
from rupadata.procedure.definition import WORK_RECORDS, Step
from rupadata.procedure.moves import moved_now
from rupadata.procedure.planning import YEARBOOK_MONTH, PlannedStep, Planner, Spans

REPLAN = "replan"

__all__ = ["YEARBOOK_MONTH", "DayLoad", "Overrun", "Plan", "PlannedStep", "plan_case"]


class DayLoad(Struct, frozen=True):
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


class Overrun(Struct, frozen=True):
    """By how much a plan runs past its deadline, and what would help.

    `minutes` are working minutes after the deadline's last one, `days` the days on which they are worked.
    `done` of `items` infographics pass all their steps in time. `role` is the one in which one more person
    helps most, `helped_end` when the plan would then end, `fewer` how many infographics fit.
    """

    deadline: date
    end: datetime
    days: int
    minutes: int
    done: int
    items: int
    role: str
    helped_end: datetime
    fewer: int
    yearbooks: bool


class Plan(Struct, frozen=True):
    """The planned spans in order of time, the load per person and day, and what is wrong with it."""

    steps: tuple[PlannedStep, ...]
    loads: tuple[DayLoad, ...]
    problems: tuple[Problem, ...]
    overrun: Overrun | None = None

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
    moved: tuple[MovedStep, ...] = (),
    rest: bool = False,
) -> Plan:
    """Return a plan of all steps from a moment on; with `rest`, of those that are not done yet.

    Each step takes its standard time, in the order of the procedure and one thing at a time per person, on
    days on which the person is on duty; what other cases take of a day is not available. Infographics of a
    yearbook wait for September. A deadline changes nothing of that: what does not fit comes later, and the
    plan says by how much and what would help. Steps that were `moved` by hand stand where they were put; a
    day that holds too much for somebody is told.
    """
    calendar = WorkingCalendar(case.office)
    items = items or tuple(item.item for item in case.progress.active_items())

    known: dict[tuple[str, str, date], Spans] = {}

    def planner(more: dict[str, int] | None = None) -> Planner:
        return Planner(case, calendar, start, elsewhere, moved=moved, more=more, known=known)

    steps = planner().plan(items, rest=rest)
    overrun = (
        _find_overrun(case, calendar, start, items, planner, steps, deadline, rest=rest)
        if deadline and steps
        else None
    )
    last = max((step.end for step in steps), default=start)
    loads = _add_elsewhere(_loads(steps, calendar), elsewhere, calendar, start, steps)
    problems = (
        *(_late(case, overrun) for overrun in ([overrun] if overrun else [])),
        *_too_full(case, loads),
        *calendar.check_days(start.date(), last.date()),
    )
    ordered = tuple(sorted(steps, key=lambda step: (step.start, step.row, step.item)))
    return Plan(ordered, loads, problems, overrun)


def gives_schedule(step: Step) -> bool:
    """Return whether a step yields the schedule."""
    return any(paper.kind == "schedule" for paper in step.papers)


def schedule_decision(case: Case) -> Decision | None:
    """Return the decision by which a case was scheduled last; None while it is not."""
    steps = {step.key for step in case.procedure.steps if gives_schedule(step)}
    return next(
        (made for made in reversed(case.decisions) if made.step in steps and made.action not in WORK_RECORDS),
        None,
    )


def plan_as_decided(case: Case) -> Plan | None:
    """Return the plan of the case's schedule; None while it has none."""
    made = schedule_decision(case)
    if made is None:
        return None
    if made.action == REPLAN:
        return plan_of(case, made)
    return plan_case(
        case,
        made.at,
        deadline=case.progress.deadline,
        elsewhere=made.elsewhere,
        moved=moved_now(case, made),
    )


def plan_of(case: Case, made: Decision) -> Plan:
    """Return the plan of one of the decisions that scheduled a case, as the case then stood."""
    then = replay(case.header, case.first, case.began_with, case.decisions[: made.number])
    return plan_case(
        then,
        made.at,
        deadline=then.progress.deadline,
        elsewhere=made.elsewhere,
        moved=moved_now(then, made),
        rest=made.action == REPLAN,
    )


def plan_before(case: Case, made: Decision) -> Plan | None:
    """Return the plan that a new one took the place of; None for the first schedule."""
    steps = {step.key for step in case.procedure.steps if gives_schedule(step)}
    earlier = [
        one
        for one in case.decisions[: made.number - 1]
        if one.step in steps and one.action not in WORK_RECORDS
    ]
    return plan_of(case, earlier[-1]) if earlier and made.action == REPLAN else None


def planned_ends(case: Case) -> dict[tuple[str, str], datetime]:
    """Return by when each step of each infographic is to be done under the case's schedule."""
    made = schedule_decision(case)
    if made is None:
        return {}
    if made.action == REPLAN:
        return {(step.step, step.item): step.end for step in plan_of(case, made).steps if step.item}
    items = tuple(item.item for item in case.progress.active_items())
    calendar = WorkingCalendar(case.office)
    planner = Planner(case, calendar, made.at, made.elsewhere, moved=moved_now(case, made))
    return {(step.step, step.item): step.end for step in planner.plan(items) if step.item}


def _find_overrun(
    case: Case,
    calendar: WorkingCalendar,
    start: datetime,
    items: tuple[Item, ...],
    planner: Callable[[dict[str, int] | None], Planner],
    steps: list[PlannedStep],
    deadline: date,
    *,
    rest: bool,
) -> Overrun | None:
    zone = case.office.zone

    def is_late(moment: datetime) -> bool:
        return moment.astimezone(zone).date() > deadline

    end = max(step.end for step in steps)
    if not is_late(end):
        return None

    def end_of(some: tuple[Item, ...], more: dict[str, int] | None = None) -> datetime:
        return max((step.end for step in planner(more).plan(some, rest=rest)), default=start)

    last = {
        item.id: max((step.end for step in steps if step.item == item.id), default=start) for item in items
    }
    role, helped = _find_help(case, lambda role: end_of(items, {role: 1}))
    days = {day for step in steps for day, minutes in step.days if minutes and day > deadline}
    day_after = datetime.combine(deadline + timedelta(days=1), time.min, zone)
    # An infographic more never makes the plan end earlier: halve the numbers that are left.
    fits, too_many = 0, len(items)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if is_late(end_of(items[:middle])):
            too_many = middle
        else:
            fits = middle
    return Overrun(
        deadline=deadline,
        end=end,
        days=len(days),
        minutes=calendar.minutes_between(day_after, end),
        done=sum(not is_late(moment) for moment in last.values()),
        items=len(items),
        role=role,
        helped_end=helped,
        fewer=fits,
        yearbooks=any(item.yearbook for item in items),
    )


def _find_help(case: Case, end_with: Callable[[str], datetime]) -> tuple[str, datetime]:
    """Return the role in which one more person helps most, and when the plan would then end."""
    roles = dict.fromkeys(step.actors[0] for step in case.procedure.steps if step.minutes)
    ends = [(end_with(role), role) for role in roles]
    best, role = min(ends, key=lambda found: found[0])
    return role, best


def _late(case: Case, overrun: Overrun) -> Problem:
    """Say by how much a plan is late, and what would help."""
    end = overrun.end.astimezone(case.office.zone)
    helped = overrun.helped_end.astimezone(case.office.zone)
    title = case.procedure.title_of(overrun.role)
    ways_id = [f"tenggat paling cepat {end:%d-%m-%Y}"]
    ways_en = [f"a deadline of {end:%Y-%m-%d} at the earliest"]
    if helped.date() < end.date():
        ways_id.append(f"seorang {title} lagi (selesai {helped:%d-%m-%Y})")
        ways_en.append(f"one more {title} (done on {helped:%Y-%m-%d})")
    if overrun.fewer:
        ways_id.append(f"paling banyak {overrun.fewer} infografis dalam perintah kerja ini")
        ways_en.append(f"no more than {overrun.fewer} infographics in this work order")
    return Problem.of(
        "deadline-missed",
        Place(file=case.key),
        variant="yearbooks" if overrun.yearbooks else "",
        deadline=overrun.deadline.isoformat(),
        end=end.date().isoformat(),
        clock=f"{end:%H.%M}",
        days=overrun.days,
        done=overrun.done,
        items=overrun.items,
        ways=Said("; atau ".join(ways_id), "; or ".join(ways_en)),
    )


def _too_full(case: Case, loads: tuple[DayLoad, ...]) -> Iterator[Problem]:
    """Say whose days hold more than their working time: how many, and the fullest of them."""
    full: dict[str, list[DayLoad]] = defaultdict(list)
    for load in loads:
        if load.planned_minutes and load.all_minutes > load.capacity_minutes:
            full[load.person].append(load)
    for person, days in full.items():
        most = max(days, key=lambda load: load.all_minutes - load.capacity_minutes)
        yield Problem.of(
            "day-too-full",
            Place(file=case.key),
            person=case.office.official(person).name,
            days=len(days),
            day=most.day.isoformat(),
            hours=most.all_minutes / 60,
            capacity=most.capacity_minutes / 60,
        )


def _loads(steps: list[PlannedStep], calendar: WorkingCalendar) -> tuple[DayLoad, ...]:
    planned: dict[tuple[str, date], int] = defaultdict(int)
    for step in steps:
        for day, minutes in step.days:
            planned[(step.person, day)] += minutes
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
