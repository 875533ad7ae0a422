"""A plan as people by days: blocks in lanes, what other work orders take, and how full each day is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from rupadata.language import say
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.schedule import DayLoad, Plan, PlannedStep
from rupadata.web.cases.acts import short_key, step_words

DAYS_A_PAGE = 10
_DAYS_AFTER = 5


class Block(Struct, frozen=True):
    """A step of the plan as a block of the board; `first` and `last` are places among the days shown.

    `people` are those who may have it, `step_minutes` the minutes of the step alone where a block shows the
    next one with it.
    """

    name: str
    title: str
    words: str
    person: str
    day: date
    minutes: int
    step_minutes: int
    first: int
    last: int
    people: tuple[str, ...]
    whole_order: bool
    moved: bool


class Cell(Struct, frozen=True):
    """A place in a lane: a block over `width` days, what another work order takes, or a free day."""

    day: date
    width: int = 1
    block: Block | None = None
    other: str = ""
    other_minutes: int = 0


class Load(Struct, frozen=True):
    """How full a day is: minutes of all work orders, the day's working time, and the bar in percent."""

    day: date
    minutes: int
    capacity: int
    over: bool
    percent: int


class PersonRows(Struct, frozen=True):
    """One person's part of the board."""

    id: str
    name: str
    roles: str
    lanes: tuple[tuple[Cell, ...], ...]
    loads: tuple[Load, ...]
    over: int

    @property
    def rows(self) -> int:
        """Return how many rows of the table the person takes."""
        return len(self.lanes) + 1


class Board(Struct, frozen=True):
    """The page of a plan from a day on. `all_days` are the days to which a block can be moved."""

    days: tuple[date, ...]
    people: tuple[PersonRows, ...]
    all_days: tuple[date, ...]
    blocks: tuple[Block, ...]
    before: int | None
    after: int | None


def lay_out(case: Case, plan: Plan, calendar: WorkingCalendar, moved: Iterable[str], page: int = 0) -> Board:
    """Return a page of the board; `moved` are the names of blocks that were moved by hand."""
    every = _days(plan, calendar)
    page = max(0, min(page, (len(every) - 1) // DAYS_A_PAGE if every else 0))
    days = every[page * DAYS_A_PAGE : (page + 1) * DAYS_A_PAGE]
    blocks = _blocks(case, plan, every, set(moved))
    people = dict.fromkeys([*_holders(case, plan), *(step.person for step in plan.steps if step.minutes)])
    loads = {(load.person, load.day): load for load in plan.loads}
    over: dict[str, int] = defaultdict(int)
    for load in plan.loads:
        over[load.person] += is_over(load)
    return Board(
        days=tuple(days),
        people=tuple(
            PersonRows(
                person,
                case.office.official(person).name,
                ", ".join(case.procedure.title_of(role) for role in case.office.official(person).roles),
                _lanes([one for one in blocks if one.person == person], person, days, every, loads),
                tuple(_load(day, loads.get((person, day)), calendar) for day in days),
                over[person],
            )
            for person in people
        ),
        all_days=tuple(_and_after(every, calendar)),
        blocks=blocks,
        before=page - 1 if page else None,
        after=page + 1 if (page + 1) * DAYS_A_PAGE < len(every) else None,
    )


def block_name(step: str, item: str) -> str:
    """Return how a block is named in addresses."""
    return f"{step}:{item}"


def is_over(load: DayLoad) -> bool:
    """Return whether this plan gives somebody more than a day's working time."""
    return bool(load.planned_minutes and load.all_minutes > load.capacity_minutes)


def people_for(case: Case, step: str) -> tuple[str, ...]:
    """Return who may have a step on some day: holders of its first role, their deputies, who took it over."""
    role = case.procedure.step(step).actors[0]
    holders = case.office.holders(role)
    deputies = [deputy.person for one in holders for deputy in one.deputies]
    handed = [one.to for one in case.progress.handovers if one.role == role]
    return tuple(dict.fromkeys([*(one.id for one in holders), *deputies, *handed]))


def _holders(case: Case, plan: Plan) -> list[str]:
    """Return the holders of the roles that have something to do, in the order of the procedure."""
    roles = dict.fromkeys(case.procedure.step(one.step).actors[0] for one in plan.steps if one.minutes)
    return [holder.id for role in roles for holder in case.office.holders(role)]


def _days(plan: Plan, calendar: WorkingCalendar) -> list[date]:
    """Return the working days of a plan, the first to the last."""
    if not plan.steps:
        return []
    first, last = plan.start.date(), plan.end.date()
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if calendar.capacity(day)]


def _and_after(days: list[date], calendar: WorkingCalendar) -> list[date]:
    found, day = list(days), days[-1] if days else None
    while day is not None and len(found) < len(days) + _DAYS_AFTER:
        day += timedelta(days=1)
        if calendar.capacity(day):
            found.append(day)
    return found


def _blocks(case: Case, plan: Plan, days: Sequence[date], moved: set[str]) -> tuple[Block, ...]:
    """Return the blocks of a plan; a submission that follows its design stands in the design's block."""
    place = {day: at for at, day in enumerate(days)}
    of_subject: dict[str, set[str]] = defaultdict(set)
    for step in plan.steps:
        of_subject[step.subject].add(step.item)
    by_name = {(one.step, one.item): one for one in plan.steps}
    found = []
    for step in plan.steps:
        worked = [day for day, minutes in step.days if minutes and day in place]
        if not step.minutes or not worked or _within(case, step, by_name, moved):
            continue
        more = _following(case, step, by_name, moved)
        worked += [day for one in more for day, minutes in one.days if minutes and day in place]
        words = ", ".join(_verb(one.step) for one in (step, *more))
        found.append(
            Block(
                name=block_name(step.step, step.item),
                title=_title(step, alone=len(of_subject[step.subject]) == 1),
                words=words if step.item else "",
                person=step.person,
                day=step.days[0][0],
                minutes=step.minutes + sum(one.minutes for one in more),
                step_minutes=step.minutes,
                first=place[worked[0]],
                last=place[max(worked)],
                people=people_for(case, step.step),
                whole_order=not step.item,
                moved=block_name(step.step, step.item) in moved,
            )
        )
    return tuple(found)


def _title(step: PlannedStep, *, alone: bool) -> str:
    """Return what a block is called: its subject where no other infographic has it, else what it shows."""
    if not step.item:
        return step_words(step.step)
    if step.subject and alone:
        return step.subject
    return step.name.removeprefix(f"{step.subject}: ") or step.subject


def _following(
    case: Case, step: PlannedStep, by_name: dict[tuple[str, str], PlannedStep], moved: set[str]
) -> list[PlannedStep]:
    """Return the step after one that the same person does at once, where it is short and was not moved."""
    steps = case.procedure.steps
    at = case.procedure.index(step.step) + 1
    after = by_name.get((steps[at].key, step.item)) if step.item and at < len(steps) else None
    if after is None or after.person != step.person or block_name(after.step, after.item) in moved:
        return []
    return [after] if after.minutes and after.minutes < step.minutes else []


def _within(
    case: Case, step: PlannedStep, by_name: dict[tuple[str, str], PlannedStep], moved: set[str]
) -> bool:
    """Return whether a step stands in the block of the one before."""
    at = case.procedure.index(step.step) - 1
    before = by_name.get((case.procedure.steps[at].key, step.item)) if step.item and at >= 0 else None
    return before is not None and step in _following(case, before, by_name, moved)


def _verb(step: str) -> str:
    words = {
        "design": say(id="rancang", en="design"),
        "submit": say(id="ajukan", en="submit"),
        "review": say(id="periksa", en="review"),
    }
    return words.get(step) or step_words(step).lower()


def _lanes(
    blocks: list[Block],
    person: str,
    days: Sequence[date],
    every: Sequence[date],
    loads: dict[tuple[str, date], DayLoad],
) -> tuple[tuple[Cell, ...], ...]:
    """Return the lanes of a person: first what other work orders take, then the blocks, none over another."""
    start = every.index(days[0]) if days else 0
    shown = [one for one in blocks if one.last >= start and one.first < start + len(days)]
    spans: list[tuple[int, int, Cell]] = []
    for at, day in enumerate(days):
        load = loads.get((person, day))
        if load and load.elsewhere_minutes:
            names = " · ".join(short_key(key) for key in load.elsewhere[:2])
            names += f" +{len(load.elsewhere) - 2}" if len(load.elsewhere) > 2 else ""
            spans.append((at, at, Cell(day, 1, None, names, load.elsewhere_minutes)))
    lanes = [spans] if spans else []
    for block in sorted(shown, key=lambda one: (one.first, one.last)):
        first, last = max(0, block.first - start), min(len(days) - 1, block.last - start)
        cell = Cell(days[first], last - first + 1, block)
        own = lanes[1:] if spans else lanes
        for lane in own:
            if lane[-1][1] < first:
                lane.append((first, last, cell))
                break
        else:
            lanes.append([(first, last, cell)])
    return tuple(_filled(lane, days) for lane in lanes) or (tuple(Cell(day) for day in days),)


def _filled(lane: list[tuple[int, int, Cell]], days: Sequence[date]) -> tuple[Cell, ...]:
    """Return a lane with its free days."""
    cells: list[Cell] = []
    at = 0
    for first, last, cell in lane:
        cells += [Cell(day) for day in days[at:first]]
        cells.append(cell)
        at = last + 1
    return (*cells, *(Cell(day) for day in days[at:]))


def _load(day: date, load: DayLoad | None, calendar: WorkingCalendar) -> Load:
    if load is None:
        return Load(day, 0, calendar.capacity(day), over=False, percent=0)
    percent = min(100, round(100 * load.all_minutes / max(1, load.capacity_minutes)))
    return Load(day, load.all_minutes, load.capacity_minutes, is_over(load), percent)
