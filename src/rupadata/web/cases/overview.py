"""A work order at a glance: ten segments, for whom it waits, how late, when it will be over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from rupadata.language import say
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.schedule import plan_case, schedule_decision
from rupadata.procedure.tasks import OpenTask, open_tasks
from rupadata.web.cases.models import CaseRow


@dataclass(frozen=True, slots=True)
class Rail:
    """A work order as its line in a list. `segments` are done, now, late or next, one a row of the
    procedure."""

    row: CaseRow
    segments: tuple[str, ...]
    words: str
    label: str
    waits_for: tuple[str, ...]
    late_minutes: int
    deadline: date | None
    forecast: date | None
    approved: int
    items: int

    @property
    def past_deadline(self) -> bool:
        """Return whether the forecast lies after the deadline."""
        return bool(self.deadline and self.forecast and self.forecast > self.deadline)


def rail_of(row: CaseRow, case: Case, now: datetime) -> Rail:
    """Return a work order at a glance."""
    calendar = WorkingCalendar(case.office)
    tasks = open_tasks(case, now, key=row.key, calendar=calendar)
    late = max((calendar.minutes_between(one.due_at, now) for one in tasks if one.overdue), default=0)
    standing = case.progress.standing()
    roles = dict.fromkeys(role for one in tasks for role in one.roles[:1])
    return Rail(
        row=row,
        segments=segments(case, tasks),
        words=_where(case, tasks, standing.approved, standing.items),
        label=_label(case, tasks),
        waits_for=tuple(case.procedure.title_of(role) for role in roles),
        late_minutes=late,
        deadline=case.progress.deadline,
        forecast=forecast(case, now),
        approved=standing.approved,
        items=standing.items,
    )


def segments(case: Case, tasks: tuple[OpenTask, ...]) -> tuple[str, ...]:
    """Return for each step whether it is done, open now, late, or to come."""
    now = {task.step for task in tasks}
    late = {task.step for task in tasks if task.overdue}
    return tuple(_state(case, step.key, now, late) for step in case.procedure.steps)


def _state(case: Case, step: str, now: set[str], late: set[str]) -> str:
    if step in late:
        return "late"
    if step in now:
        return "now"
    if step not in {run.step for run in case.progress.runs} or _before(case, step, now):
        return "next"
    index = case.procedure.index(step)
    waiting = [item for item in case.progress.active_items() if item.at <= index]
    # A step per infographic is over when all have passed it; with some behind it, it is under way.
    return (
        "now" if case.procedure.steps[index].scope == "item" and waiting and case.status == "open" else "done"
    )


def _before(case: Case, step: str, now: set[str]) -> bool:
    """Return whether a step comes after what is open: what was done of it once is to be done again."""
    at = case.procedure.index(step)
    return any(case.procedure.index(key) < at for key in now) and case.procedure.step(step).scope == "case"


def forecast(case: Case, now: datetime) -> date | None:
    """Return when the work order will be over: as planned, moved back by what is late by now."""
    if case.status != "open" or schedule_decision(case) is None:
        return None
    made = schedule_decision(case)
    assert made is not None
    plan = plan_case(case, made.at, deadline=case.progress.deadline)
    if not plan.steps:
        return None
    calendar = WorkingCalendar(case.office)
    done = {(run.step, run.item) for run in case.progress.runs}
    behind = [step for step in plan.steps if (step.step, step.item) not in done and step.end < now]
    lag = max((calendar.minutes_between(step.end, now) for step in behind), default=0)
    left = sum(step.minutes for step in behind)
    end = calendar.add_minutes(plan.end, lag + left if behind else 0)
    return timezone.localtime(end, case.office.zone).date()


def _where(case: Case, tasks: tuple[OpenTask, ...], approved: int, items: int) -> str:
    if case.status == "closed":
        return say(id="selesai", en="finished")
    if case.status == "withdrawn":
        return say(id="ditarik", en="withdrawn")
    rows = sorted({task.row for task in tasks})
    if not rows:
        return ""
    place = str(rows[0]) if len(rows) == 1 else f"{rows[0]}–{rows[-1]}"
    if any(case.procedure.step(task.step).scope == "item" for task in tasks):
        return say(
            id=f"langkah {place} · {approved} dari {items} disetujui",
            en=f"step {place} · {approved} of {items} approved",
        )
    return say(id=f"langkah {place}", en=f"step {place}")


def _label(case: Case, tasks: tuple[OpenTask, ...]) -> str:
    words = {
        "done": say(id="selesai", en="done"),
        "now": say(id="berjalan", en="under way"),
        "late": say(id="terlambat", en="late"),
        "next": say(id="belum", en="to come"),
    }
    return ", ".join(
        f"{step.row} {words[state]}"
        for step, state in zip(case.procedure.steps, segments(case, tasks), strict=True)
    )
