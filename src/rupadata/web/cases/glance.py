"""What lists show of a case, kept beside it and made anew in the transaction of each decision.

A list of a thousand cases must not play a thousand histories. Nothing here decides anything, and everything
here can be made again from the histories (`renew_glances`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256

import msgspec
from django.db.models import QuerySet
from django.utils import timezone

from rupadata.office.settings import Handover, OfficeSettings, parse_settings
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.schedule import Plan, plan_as_decided
from rupadata.procedure.tasks import OpenTask, open_tasks
from rupadata.procedure.timing import time_runs
from rupadata.procedure.workload import busy_days
from rupadata.web.accounts.models import Person
from rupadata.web.blobs import keep_blob, read_blob
from rupadata.web.cases.acts import facts_of, item_title
from rupadata.web.cases.models import CaseRow, Duty, Waiting
from rupadata.web.cases.stamp import renew_stamp

FORMAT = 3
"""Raised when a glance holds something else: `upgrade` makes all of them anew."""


class Glance(msgspec.Struct, frozen=True, omit_defaults=True):
    """A case for lists. `segments` are done, now or next, one a step; `behind` are the ends and minutes of
    planned steps still to be done; `busy` what the plan takes of people's days; `used` step, used, standard;
    `planned` the last end of each step.
    """

    format: int = 0
    deadline: date | None = None
    approved: int = 0
    items: int = 0
    rows: tuple[int, ...] = ()
    by_item: bool = False
    segments: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    office: str = ""
    plan_end: datetime | None = None
    behind: tuple[tuple[datetime, int], ...] = ()
    busy: tuple[tuple[str, date, int], ...] = ()
    used: tuple[tuple[str, int, int], ...] = ()
    planned: tuple[tuple[str, datetime], ...] = ()
    titles: tuple[tuple[str, str, str], ...] = ()


_decoder = msgspec.msgpack.Decoder(Glance)


def glance_of(row: CaseRow) -> Glance:
    """Return what lists show of a case."""
    return read_glance(row.glance)


def read_glance(content: bytes) -> Glance:
    """Return what was kept for lists; an empty one where nothing was."""
    return _decoder.decode(bytes(content)) if content else Glance()


def keep_glance(row: CaseRow, case: Case, office_text: bytes) -> None:
    """Keep what lists show of a case, and its open steps; within the transaction of the decision."""
    now = case.decisions[-1].at if case.decisions else case.header.created_at
    office = keep_blob(office_text)
    tasks = open_tasks(case, now, key=row.key)
    people = "".join(f" {one.id} " for one in case.office.officials)
    CaseRow.objects.filter(pk=row.pk).update(
        glance=msgspec.msgpack.encode(_glance(case, tasks, now, office)),
        glance_version=len(case.decisions) + 1,
        people=people,
    )
    Waiting.objects.filter(case=row).delete()
    Waiting.objects.bulk_create(_waiting(row, case, task, office) for task in tasks)
    renew_stamp()


def renew_glances() -> int:
    """Make anew what is missing, behind its case, or of an earlier form; return how many."""
    from rupadata.web.cases.store import DatabaseStore

    store, count = DatabaseStore(), 0
    for row in CaseRow.objects.iterator():
        if row.glance_version != row.version + 1 or glance_of(row).format != FORMAT:
            store.renew(row.key)
            count += 1
    return count


@lru_cache(maxsize=32)
def office_settings(digest: str) -> OfficeSettings:
    """Return an office's settings by the digest of their text."""
    return parse_settings(read_blob(digest).decode())


@lru_cache(maxsize=32)
def calendar_of(digest: str) -> WorkingCalendar:
    """Return the working calendar of an office's settings."""
    return WorkingCalendar(office_settings(digest))


def duties_of(official: str, now: datetime) -> dict[int, str]:
    """Return the duties that an official has today, each with how it is held: by office, as Plh or Plt."""
    held = {}
    for duty in Duty.objects.all() if official else ():
        office = office_settings(duty.office)
        kinds = _kinds(duty.key, duty.office, duty.roles, duty.handovers, official, _day(office, now))
        if kinds:
            held[int(duty.pk)] = "" if "" in kinds else kinds[0]
    return held


def people_of(duty: Duty, now: datetime) -> tuple[str, ...]:
    """Return who can end steps of a duty today."""
    office = office_settings(duty.office)
    day = _day(office, now)
    facts = (duty.key, duty.office, duty.roles, duty.handovers)
    return tuple(one.id for one in office.officials if _kinds(*facts, one.id, day))


def rows_of(person: Person) -> QuerySet[CaseRow]:
    """Return the rows of the work orders that a person takes part in, newest first."""
    if not person.official:
        return CaseRow.objects.none()
    return CaseRow.objects.filter(people__contains=f" {person.official} ")


@lru_cache(maxsize=4096)
def _kinds(key: str, office: str, roles: str, handovers: str, official: str, day: date) -> tuple[str, ...]:
    """Return how an official holds the roles of a duty on a day; nothing when not at all."""
    settings = office_settings(office)
    if not any(one.id == official for one in settings.officials):
        return ()
    given = tuple(msgspec.json.decode(handovers, type=tuple[Handover, ...]))
    found = (settings.acting(official, role, day, given) for role in json.loads(roles))
    return tuple(kind for kind in found if kind is not None)


def _day(office: OfficeSettings, now: datetime) -> date:
    return timezone.localtime(now, office.zone).date()


def _glance(case: Case, tasks: Iterable[OpenTask], now: datetime, office: str) -> Glance:
    tasks = tuple(tasks)
    standing = case.progress.standing()
    roles = dict.fromkeys(role for one in tasks for role in one.roles[:1])
    plan = plan_as_decided(case) if case.status == "open" else None
    done = {(run.step, run.item) for run in case.progress.runs}
    left = [one for one in plan.steps if (one.step, one.item) not in done] if plan else []
    return Glance(
        format=FORMAT,
        deadline=case.progress.deadline,
        approved=standing.approved,
        items=standing.items,
        rows=tuple(sorted({task.row for task in tasks})),
        by_item=any(case.procedure.step(task.step).scope == "item" for task in tasks),
        segments=segments(case, {task.step for task in tasks}),
        steps=tuple(step.key for step in case.procedure.steps),
        waits_for=tuple(case.procedure.title_of(role) for role in roles),
        office=office,
        plan_end=plan.end if plan and plan.steps else None,
        behind=tuple(sorted((one.end, one.minutes) for one in left)),
        busy=tuple((one.person, one.day, one.minutes) for one in busy_days({case.key: case}, now)),
        used=tuple(
            (run.run.step, run.used_minutes, run.standard_minutes)
            for run in time_runs(case, WorkingCalendar(case.office))
            if run.used_minutes is not None and not run.correction and run.standard_minutes
        ),
        planned=tuple(_last_ends(plan).items()) if plan else (),
        titles=tuple(
            (key, item_title(case, key), item.item.subject) for key, item in case.progress.items.items()
        ),
    )


def _last_ends(plan: Plan) -> dict[str, datetime]:
    """Return when each step ends by plan, its last infographic included."""
    ends: dict[str, datetime] = {}
    for step in plan.steps:
        ends[step.step] = max(step.end, ends.get(step.step, step.end))
    return ends


def segments(case: Case, now: set[str]) -> tuple[str, ...]:
    """Return for each step whether it is done, open now, or to come."""
    return tuple(_state(case, step.key, now) for step in case.procedure.steps)


def _state(case: Case, step: str, now: set[str]) -> str:
    if step in now:
        return "now"
    if step not in {run.step for run in case.progress.runs} or _before(case, step, now):
        return "next"
    index = case.procedure.index(step)
    waiting = [item for item in case.progress.active_items() if item.at <= index]
    # A step per infographic is over when all have passed it; with some behind it, it is under way.
    per_item = case.procedure.steps[index].scope == "item"
    return "now" if per_item and waiting and case.status == "open" else "done"


def _before(case: Case, step: str, now: set[str]) -> bool:
    """Return whether a step comes after what is open: what was done of it once is to be done again."""
    at = case.procedure.index(step)
    return any(case.procedure.index(key) < at for key in now) and case.procedure.step(step).scope == "case"


def _waiting(row: CaseRow, case: Case, task: OpenTask, office: str) -> Waiting:
    facts = facts_of(case, task)
    return Waiting(
        case=row,
        duty=_duty(office, task.roles, case.progress.handovers),
        step=facts.step,
        item=facts.item,
        item_title=facts.item_title,
        number=facts.number,
        digest=facts.digest,
        round=facts.round,
        standard_minutes=facts.standard_minutes,
        opened_at=facts.opened_at,
        started_at=facts.started_at,
        due_at=facts.due_at,
    )


def _duty(office: str, roles: tuple[str, ...], handovers: tuple[Handover, ...]) -> Duty:
    said = json.dumps(roles)
    given = msgspec.json.encode(handovers).decode()
    key = sha256(f"{office}\n{said}\n{given}".encode()).hexdigest()
    facts = {"office": office, "roles": said, "handovers": given}
    return Duty.objects.get_or_create(key=key, defaults=facts)[0]
