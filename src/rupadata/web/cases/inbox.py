"""What waits for a person, what the person waits for, and the notices of what others did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from rupadata.errors import RupadataError
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.store import load_case
from rupadata.procedure.tasks import OpenTask, open_tasks
from rupadata.web.accounts.models import Person
from rupadata.web.cases.acts import Task, describe_task
from rupadata.web.cases.models import CaseRow, Notice
from rupadata.web.cases.rights import takes_part
from rupadata.web.cases.store import DatabaseStore


@dataclass(frozen=True, slots=True)
class Waited:
    """A step that somebody else has to do in a work order that the person follows."""

    task: Task
    case: Case
    who: str
    initials: str
    key: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """The tasks of a person, late ones first, and what the person waits for."""

    late: tuple[Task, ...]
    today: tuple[Task, ...]
    later: tuple[Task, ...]
    waited: tuple[Waited, ...]

    @property
    def count(self) -> int:
        """Return how many tasks wait."""
        return len(self.late) + len(self.today) + len(self.later)


def open_cases(person: Person) -> list[tuple[CaseRow, Case]]:
    """Return the open work orders that a person takes part in."""
    store = DatabaseStore()
    found = []
    for row in CaseRow.objects.filter(status="open"):
        try:
            case = load_case(store, row.key)
        except RupadataError:
            continue
        if takes_part(case, person):
            found.append((row, case))
    return found


def count_tasks(person: Person) -> int:
    """Return how many steps a person could end now."""
    now = timezone.now()
    return sum(
        person.official in task.people
        for row, case in open_cases(person)
        for task in open_tasks(case, now, key=row.key)
    )


def read_inbox(person: Person, now: datetime | None = None) -> Inbox:
    """Return the inbox of a person."""
    now = now or timezone.now()
    mine: list[Task] = []
    waited: list[Waited] = []
    for row, case in open_cases(person):
        calendar = WorkingCalendar(case.office)
        tasks = open_tasks(case, now, key=row.key, calendar=calendar)
        mine += [
            describe_task(case, task, now, calendar, _acting(case, task, person.official, now))
            for task in tasks
            if person.official in task.people
        ]
        waited += _waited(case, row.key, tasks, person.official, now, calendar)
    mine.sort(key=lambda task: (-task.late_minutes, task.open.due_at, task.open.item))
    day = timezone.localtime(now).date()
    late = tuple(task for task in mine if task.late)
    rest = [task for task in mine if not task.late]
    today = tuple(task for task in rest if timezone.localtime(task.open.due_at).date() <= day)
    later = tuple(task for task in rest if timezone.localtime(task.open.due_at).date() > day)
    return Inbox(late, today, later, tuple(waited[:6]))


def notify(case: Case, row: CaseRow) -> None:
    """Tell the others of the newest decision: who can go on, and whose work it is about."""
    if not case.decisions:
        return
    decision = case.decisions[-1]
    if decision.action == "start":
        return
    people: set[str] = set()
    if decision.item and decision.item in case.progress.items:
        people.add(case.progress.items[decision.item].designer)
        people |= {one.person for one in case.decisions if one.item == decision.item}
    if decision.action in ("withdraw", "reopen", "handover", "consult"):
        people |= {one.id for one in case.office.officials if one.roles}
    for task in open_tasks(case, decision.at):
        if task.opened_at == decision.at:
            people |= set(task.people)
    for person in people - {"", decision.person}:
        Notice.objects.get_or_create(
            person=person,
            case=row,
            number=decision.number,
            defaults={"item": decision.item, "at": decision.at},
        )


def _acting(case: Case, task: OpenTask, official: str, now: datetime) -> str:
    """Return "Plh" or "Plt" where a person can end a step only as somebody's deputy."""
    day = timezone.localtime(now, case.office.zone).date()
    held = [case.office.acting(official, role, day, case.progress.handovers) for role in task.roles]
    return "" if "" in held else next((one for one in held if one), "")


def _waited(
    case: Case,
    key: str,
    tasks: tuple[OpenTask, ...],
    official: str,
    now: datetime,
    calendar: WorkingCalendar,
) -> list[Waited]:
    first: dict[str, OpenTask] = {}
    for task in sorted(tasks, key=lambda one: one.due_at):
        if official not in task.people and task.people:
            first.setdefault(task.step, task)
    found = []
    for task in first.values():
        name = case.office.official(task.people[0]).name
        initials = "".join(word[0] for word in name.split()[-2:]).upper()
        title = case.procedure.title_of(task.roles[0])
        found.append(Waited(describe_task(case, task, now, calendar, ""), case, title, initials, key))
    return found
