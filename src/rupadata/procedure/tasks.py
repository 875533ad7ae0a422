"""What waits for somebody: the open steps of a case, who can end them, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from rupadata.procedure.authority import who_may
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case, OpenStep
from rupadata.procedure.schedule import planned_ends
from rupadata.procedure.timing import due_at


class OpenTask(Struct, frozen=True):
    """One open step of one case: `item` is empty for a step of the whole work order.

    `key` is the store's key of the case, `people` are the ids of those who can end the step at the moment
    that was asked about, deputies included, `actions` the names of what can be decided in it.
    """

    key: str
    title: str
    step: str
    row: int
    activity: str
    item: str
    item_title: str
    round: int
    roles: tuple[str, ...]
    people: tuple[str, ...]
    actions: tuple[str, ...]
    opened_at: datetime
    started_at: datetime | None
    due_at: datetime
    overdue: bool


def open_tasks(
    case: Case, now: datetime, *, key: str = "", calendar: WorkingCalendar | None = None
) -> tuple[OpenTask, ...]:
    """Return the steps of a case that wait for somebody, in the order in which they opened."""
    if case.status != "open":
        return ()
    calendar = calendar or WorkingCalendar(case.office)
    planned = planned_ends(case)
    people = {
        step: who_may(case, step, day=now) for step in {one.step for one in case.progress.open.values()}
    }
    return tuple(
        _task(case, waiting, now, key or case.key, people[waiting.step], planned, calendar)
        for waiting in case.progress.open.values()
    )


def _task(
    case: Case,
    waiting: OpenStep,
    now: datetime,
    key: str,
    people: tuple[str, ...],
    planned: Mapping[tuple[str, str], datetime],
    calendar: WorkingCalendar,
) -> OpenTask:
    step = case.procedure.step(waiting.step)
    due = due_at(case, waiting, calendar)
    if not waiting.round:
        # Many infographics open at once for few people: each is due when the schedule comes to it.
        due = max(due, planned.get((waiting.step, waiting.item), due))
    return OpenTask(
        key=key,
        title=case.header.title,
        step=step.key,
        row=step.row,
        activity=str(step.activity),
        item=waiting.item,
        item_title=case.progress.items[waiting.item].title if waiting.item else "",
        round=waiting.round,
        roles=step.actors,
        people=people,
        actions=tuple(action.name for action in step.actions),
        opened_at=waiting.opened_at,
        started_at=waiting.since,
        due_at=due,
        overdue=now > due,
    )
