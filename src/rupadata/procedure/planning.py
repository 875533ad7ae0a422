"""Who does what when: list scheduling that keeps the order of the procedure and everybody's working time.

Step after step, the one that can begin earliest is given to whoever of its role is done with it first. Nobody
has two things in hand at once, works on a holiday or on leave, or gets time that other work orders take; what
does not fit before a deadline comes after it. What was moved by hand stands where it was put, even on a day
that is full; everything else keeps out of its time. Why no solver:
`docs/adr/0016-schedules-without-a-solver.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decision import BusyDay, Item, MovedStep
from rupadata.procedure.definition import Step

# Row 1 of the SOP: infographics of KCDA and KODA start in September.
YEARBOOK_MONTH = 9

_LONGEST_SEARCH_DAYS = 800
"""Days after which nobody who could do a step is looked for any more: the settings must be wrong."""

Spans = tuple[tuple[datetime, datetime], ...]


class PlannedStep(Struct, frozen=True):
    """A span of work for one person; `item` is empty for a step of the whole work order.

    `acting` says how the person then holds the role: "" by office, "Plh" or "Plt". `name` is what the item is
    called before it has a headline, `days` the minutes of each day.
    """

    step: str
    row: int
    activity: str
    item: str
    name: str
    subject: str
    person: str
    acting: str
    start: datetime
    end: datetime
    minutes: int
    days: tuple[tuple[date, int], ...] = ()


class _Stint(Struct, frozen=True):
    """From when to when somebody would be at a step, and the minutes of each day."""

    begin: datetime
    end: datetime
    days: tuple[tuple[date, int], ...]


class Planner:
    """Plans the steps of one case, knowing when each person is free."""

    def __init__(
        self,
        case: Case,
        calendar: WorkingCalendar,
        start: datetime,
        elsewhere: tuple[BusyDay, ...] = (),
        *,
        moved: tuple[MovedStep, ...] = (),
        more: dict[str, int] | None = None,
        known: dict[tuple[str, str, date], Spans] | None = None,
    ) -> None:
        """`more` adds so many people to a role who are always there: what would one more designer change.

        `known` are the days that planners of the same case, start and work elsewhere have looked up.
        """
        self._case = case
        self._calendar = calendar
        self._start = start.astimezone(case.office.zone)
        self._elsewhere = {(busy.person, busy.day): busy.minutes for busy in elsewhere}
        self._moved = {(one.step, one.item): one for one in moved}
        self._taken: dict[tuple[str, date], int] = {}
        self._reserved: dict[tuple[str, str], _Stint] = {}
        self._more = more or {}
        self._free: dict[str, datetime] = {}
        self._spans = {} if known is None else known

    def plan(self, items: tuple[Item, ...], *, rest: bool = False) -> list[PlannedStep]:
        """Return the planned steps of the whole procedure; of the `rest`, those that are not done yet."""
        self._reserve(items, rest=rest)
        planned: list[PlannedStep] = []
        ready = self._start
        index = 0
        steps = self._case.procedure.steps
        while index < len(steps):
            if rest and index < self._case.progress.at and steps[index].scope == "case":
                index += 1
                continue
            if steps[index].scope == "case":
                one = self._assign(steps[index], None, ready)
                planned.append(one)
                ready = one.end
                index += 1
                continue
            end = self._case.progress.block_end(index)
            at = {item.id: self._place(item, index) if rest else 0 for item in items}
            block = self._plan_block(steps[index:end], items, ready, at)
            planned += block
            ready = max((one.end for one in block), default=ready)
            index = end
        return planned

    def _plan_block(
        self, steps: tuple[Step, ...], items: tuple[Item, ...], ready: datetime, at: Mapping[str, int]
    ) -> list[PlannedStep]:
        """Plan the steps per item from where each item is (`at`): what can begin earliest comes first.

        At the same moment an item that is further on goes first, so that what is begun is also finished.
        """
        planned = []
        waiting = [
            (item, at[item.id], max(ready, self._earliest(item)))
            for item in items
            if at[item.id] < len(steps)
        ]
        while waiting:
            # Many items wait for the same step since the same moment: each is asked about once.
            asked = [
                (place, since, item.id if (steps[place].key, item.id) in self._reserved else "")
                for item, place, since in waiting
            ]
            begins = {one: self._begin(steps[one[0]], one[1], one[2]) for one in set(asked)}
            _, _, order = min((begins[one], -one[0], order) for order, one in enumerate(asked))
            item, place, since = waiting[order]
            one = self._assign(steps[place], item, since)
            planned.append(one)
            if place + 1 < len(steps):
                waiting[order] = (item, place + 1, one.end)
            else:
                del waiting[order]
        return planned

    def _place(self, item: Item, first: int) -> int:
        """Return how many steps of a block per item that begins at `first` an item has behind it."""
        progress = self._case.progress.items.get(item.id)
        return max(0, progress.at - first) if progress else 0

    def _earliest(self, item: Item) -> datetime:
        """Return when an item may begin: those of a yearbook wait for September of the same year."""
        if not item.yearbook:
            return self._start
        september = datetime.combine(
            date(self._start.year, YEARBOOK_MONTH, 1), time.min, self._case.office.zone
        )
        return max(self._start, september)

    def _reserve(self, items: tuple[Item, ...], *, rest: bool) -> None:
        """Set aside the time of what was moved by hand, in the order in which it was moved."""
        known = {item.id for item in items}
        for key, moved in self._moved.items():
            step = next((one for one in self._case.procedure.steps if one.key == moved.step), None)
            if step is None or (step.scope == "item") != bool(moved.item):
                continue
            if moved.item and moved.item not in known:
                continue
            at = self._case.progress.items[moved.item].at if moved.item in self._case.progress.items else 0
            at = at if moved.item else self._case.progress.at
            if rest and at > self._case.procedure.index(step.key):
                continue
            stint = self._stint_of(moved, step)
            if stint is not None:
                self._reserved[key] = stint
                self._take(moved.person, stint, 1)

    def _stint_of(self, moved: MovedStep, step: Step) -> _Stint | None:
        """Return when a moved step is done: on its day, however full; None when its person never can."""
        role, minutes = step.actors[0], moved.minutes or step.minutes
        if moved.person not in self._people(role):
            return None
        since = max(self._start, datetime.combine(moved.day, time.min, self._case.office.zone))
        for offset in range(_LONGEST_SEARCH_DAYS):
            day = since.date() + timedelta(days=offset)
            on_duty = self._acting(moved.person, role, day) is not None
            spans = [one for one in (self._calendar.spans(day) if on_duty else ()) if one[1] > since]
            if spans:
                break
        else:
            return None
        begin = max(since, spans[0][0])
        if any(closing > begin for _, closing in self._working(moved.person, role, day)):
            return self._work(moved.person, role, begin, minutes)
        return self._crowd(moved.person, role, spans, begin, minutes)

    def _crowd(
        self, person: str, role: str, spans: list[tuple[datetime, datetime]], begin: datetime, minutes: int
    ) -> _Stint:
        """Return a stint that begins on a day that has no time left: its first day is too full."""
        left = timedelta(minutes=minutes)
        end = begin
        for opening, closing in spans:
            part = min(left, closing - max(begin, opening))
            end, left = max(begin, opening) + part, left - part
            if not left:
                break
        first = minutes - int(left.total_seconds()) // 60
        if not left:
            return _Stint(begin, end, ((begin.date(), first),))
        tomorrow = datetime.combine(begin.date() + timedelta(days=1), time.min, begin.tzinfo)
        more = self._work(person, role, tomorrow, minutes - first)
        return _Stint(begin, more.end, ((begin.date(), first), *more.days))

    def _take(self, person: str, stint: _Stint, sign: int) -> None:
        """Set the minutes of a stint aside, or give them free again."""
        for day, minutes in stint.days:
            self._taken[(person, day)] = self._taken.get((person, day), 0) + sign * minutes

    def _begin(self, step: Step, ready: datetime, item: str = "") -> datetime:
        """Return when a step could begin at the earliest."""
        role = step.actors[0]
        kept = self._reserved.get((step.key, item)) if item else None
        if kept is not None and kept.begin >= ready:
            return kept.begin
        return min(
            self._work(person, role, max(ready, self._free.get(person, ready)), 0).begin
            for person in self._people(role)
        )

    def _assign(self, step: Step, item: Item | None, ready: datetime) -> PlannedStep:
        role = step.actors[0]
        key = (step.key, item.id if item else "")
        kept, moved = self._reserved.get(key), self._moved.get(key)
        minutes = moved.minutes or step.minutes if kept and moved else step.minutes
        if kept and moved and kept.begin >= ready:
            person, stint = moved.person, kept
        else:
            if kept and moved:  # What comes before it ends later: it is done as soon as it can be.
                self._take(moved.person, kept, -1)
            people = [moved.person] if kept and moved else self._people(role)
            stints = {
                one: self._work(one, role, max(ready, self._free.get(one, ready)), minutes) for one in people
            }
            person = min(stints, key=lambda one: stints[one].end)
            stint = stints[person]
            if minutes:
                self._free[person] = stint.end
        return PlannedStep(
            step=step.key,
            row=step.row,
            activity=str(step.activity),
            item=item.id if item else "",
            name=item.name if item else "",
            subject=item.subject if item else "",
            person=person,
            acting=self._acting(person, role, stint.begin.date()) or "",
            start=stint.begin,
            end=stint.end,
            minutes=minutes,
            days=stint.days,
        )

    def _people(self, role: str) -> list[str]:
        """Return who may hold a role on some day: holders, deputies, and those who are added."""
        office = self._case.office
        holders = [holder.id for holder in office.holders(role)]
        deputies = [deputy.person for holder in office.holders(role) for deputy in holder.deputies]
        handed = [handover.to for handover in self._case.progress.handovers if handover.role == role]
        added = [f"+{role}-{number}" for number in range(self._more.get(role, 0))]
        return list(dict.fromkeys([*holders, *deputies, *handed, *added]))

    def _acting(self, person: str, role: str, day: date) -> str | None:
        if person.startswith("+"):
            return ""
        return self._case.office.acting(person, role, day, self._case.progress.handovers)

    def _work(self, person: str, role: str, since: datetime, minutes: int) -> _Stint:
        """Return when a person who is free from a moment on does so many minutes in a role."""
        left = timedelta(minutes=minutes)
        day = since.date()
        begun: datetime | None = None
        days: dict[date, int] = {}
        for _ in range(_LONGEST_SEARCH_DAYS + minutes):
            for opening, closing in self._working(person, role, day):
                begin = max(since, opening)
                if begin >= closing:
                    continue
                if begun is None:
                    begun = begin
                part = min(left, closing - begin)
                if part:
                    days[day] = days.get(day, 0) + int(part.total_seconds()) // 60
                if left <= closing - begin:
                    return _Stint(begun, begin + left, tuple(days.items()))
                left -= part
            day += timedelta(days=1)
            if begun is None and (day - since.date()).days > _LONGEST_SEARCH_DAYS:
                break
        if self._others(person, role):
            never = datetime.max.replace(tzinfo=since.tzinfo)
            return _Stint(never, never, ())
        raise InputRefusedError(
            say(
                id=f"Tidak ada yang dapat bertugas sebagai {self._case.procedure.title_of(role)} sejak "
                f"{since:%d-%m-%Y}.",
                en=f"Nobody can serve as {self._case.procedure.title_of(role)} from {since:%Y-%m-%d} on.",
            ),
            code="nobody-on-duty",
            hint=say(
                id="Periksa cuti, masa tugas, dan pengganti dalam office.toml.",
                en="Look at leave, terms and deputies in office.toml.",
            ),
        )

    def _others(self, person: str, role: str) -> bool:
        """Return whether somebody else holds the role without an end: one who left can be passed by."""
        office = self._case.office
        return any(
            other != person and (other.startswith("+") or office.official(other).until is None)
            for other in self._people(role)
        )

    def _working(self, person: str, role: str, day: date) -> Spans:
        """Return the spans of a day in which a person can work in a role, without what others take of it.

        What other work orders take of a day comes first in it: their work was planned before. What was moved
        by hand comes next.
        """
        key = (person, role, day)
        known = self._spans.get(key)
        if known is None:
            on_duty = self._acting(person, role, day) is not None
            spans = self._calendar.spans(day) if on_duty else ()
            known = _after(spans, self._elsewhere.get((person, day), 0))
            self._spans[key] = known
        taken = self._taken.get((person, day), 0)
        return _after(known, taken) if taken else known


def _after(spans: Spans, minutes: int) -> Spans:
    """Return what is left of spans when their first minutes are taken."""
    left = timedelta(minutes=minutes)
    rest = []
    for opening, closing in spans:
        taken = min(left, closing - opening)
        left -= taken
        if opening + taken < closing:
            rest.append((opening + taken, closing))
    return tuple(rest)
