"""What waits for a person, what the person waits for, and the notices of what others did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone
from msgspec import Struct

from rupadata.procedure.case import Case
from rupadata.procedure.definition import WORK_RECORDS, load_procedure
from rupadata.procedure.tasks import open_tasks
from rupadata.web.accounts.models import Person
from rupadata.web.cases.acts import OpenStepFacts, Task, describe_task
from rupadata.web.cases.glance import calendar_of, office_settings, people_of
from rupadata.web.cases.models import CaseRow, Duty, Notice, Waiting
from rupadata.web.cases.standing import OwnSteps, own_steps

MOST = 25
"""So many tasks a page shows; the others are counted and one page further."""
_NOT_SHOWN = ("case__header", "case__search", "case__glance")


class Waited(Struct, frozen=True):
    """A step that somebody else has to do in a work order that the person follows."""

    task: Task
    who: str
    initials: str
    key: str


class Inbox(Struct, frozen=True):
    """The tasks of a person, late ones first, and what the person waits for; `count` are all of them."""

    late: tuple[Task, ...]
    today: tuple[Task, ...]
    later: tuple[Task, ...]
    waited: tuple[Waited, ...]
    count: int
    shown: int
    first: int


class OpenHere(Struct, frozen=True):
    """An open step of one work order: what lists need of it, who can end it today, whether it is overdue."""

    facts: OpenStepFacts
    people: tuple[str, ...]
    overdue: bool


def open_here(row: CaseRow, now: datetime) -> tuple[OpenHere, ...]:
    """Return the open steps of a work order, in the order in which they opened."""
    steps = Waiting.objects.filter(case=row).select_related("duty").order_by("id")
    found = []
    for step in steps if row.status == "open" else ():
        step.case = row
        found.append(OpenHere(step_facts(step), people_of(step.duty, now), now > step.due_at))
    return tuple(found)


def read_inbox(person: Person, now: datetime | None = None, first: int = 0) -> Inbox:
    """Return the inbox of a person from a task on."""
    now = now or timezone.now()
    own = own_steps(person, now)
    mine = [
        describe_task(step_facts(step), now, calendar_of(step.duty.office), own.held[step.duty_id])
        for step in _read(own.steps[first : first + MOST])
    ]
    tonight = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=1), time()))
    late = tuple(task for task in mine if task.late)
    rest = [task for task in mine if not task.late]
    return Inbox(
        late,
        tuple(task for task in rest if task.open.due_at < tonight),
        tuple(task for task in rest if task.open.due_at >= tonight),
        _waited(own, now),
        len(own.steps),
        len(mine),
        first,
    )


def step_facts(step: Waiting) -> OpenStepFacts:
    """Return what lists need of an open step that was kept."""
    return OpenStepFacts(
        key=step.case.key,
        title=step.case.title,
        step=step.step,
        item=step.item,
        item_title=step.item_title,
        number=step.number,
        digest=step.digest,
        round=step.round,
        standard_minutes=step.standard_minutes,
        opened_at=step.opened_at,
        started_at=step.started_at,
        due_at=step.due_at,
    )


def notify(case: Case, row: CaseRow) -> None:
    """Tell the others of the newest decision: who can go on, and whose work it is about."""
    if not case.decisions:
        return
    decision = case.decisions[-1]
    if decision.action in WORK_RECORDS:
        return
    people: set[str] = set()
    if decision.item and decision.item in case.progress.items:
        people.add(case.progress.items[decision.item].designer)
        people |= {one.person for one in case.decisions if one.item == decision.item}
    if decision.action in ("withdraw", "reopen", "revoke", "handover", "consult"):
        people |= {one.id for one in case.office.officials if one.roles}
    for task in open_tasks(case, decision.at):
        if task.opened_at == decision.at:
            people |= set(task.people)
    for person in people - {"", decision.person}:
        Notice.objects.get_or_create(
            person=person,
            case=row,
            number=decision.number,
            about="",
            defaults={"item": decision.item, "at": decision.at},
        )


def _read(numbers: Sequence[int]) -> list[Waiting]:
    """Return open steps in the order of their numbers; those that have ended since are left out."""
    steps = Waiting.objects.select_related("case", "duty").defer(*_NOT_SHOWN).in_bulk(list(numbers))
    return [steps[one] for one in numbers if one in steps]


def _waited(own: OwnSteps, now: datetime) -> tuple[Waited, ...]:
    """Return the steps of others that are due first."""
    found = []
    for step in _read(own.waited):
        name, initials = _who(step.duty, now)
        if name:
            task = describe_task(step_facts(step), now, calendar_of(step.duty.office))
            found.append(Waited(task, name, initials, step.case.key))
    return tuple(found)


def _who(duty: Duty, now: datetime) -> tuple[str, str]:
    """Return the title of who can end the steps of a duty today, and the initials of the first."""
    people = people_of(duty, now)
    if not people:
        return "", ""
    office = office_settings(duty.office)
    name = office.official(people[0]).name
    procedure = load_procedure("infografis-layanan-publik").with_actors(
        office.procedure.actors, office.procedure.titles
    )
    title = procedure.title_of(duty.first_role)
    return title, "".join(word[0] for word in name.split()[-2:]).upper()
