"""A case in plain values, as command line, web and papers show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case, ItemProgress
from rupadata.procedure.store import summary_of
from rupadata.procedure.tasks import OpenTask, open_tasks
from rupadata.procedure.timing import TimeSum, sum_time, time_runs


def describe_case(case: Case, now: datetime | None = None, *, key: str = "") -> dict[str, Any]:
    """Return everything about a case: open steps with due times, items, time, decisions.

    `now` tells what is overdue; without it the last decision's time does. `key` is the store's.
    """
    calendar = WorkingCalendar(case.office)
    moment = now or (case.decisions[-1].at if case.decisions else case.header.created_at)
    runs = time_runs(case, calendar)
    return {
        **summary_of(key or case.key, case).as_dict(),
        "procedure": {
            "id": case.procedure.id,
            "version": case.procedure.version,
            "name": str(case.procedure.name),
        },
        "created_at": case.header.created_at.isoformat(),
        "created_by": case.header.created_by,
        "deadline": case.progress.deadline.isoformat() if case.progress.deadline else None,
        "open": [_describe_open(task) for task in open_tasks(case, moment, key=key, calendar=calendar)],
        "item_list": [_describe_item(case, item) for item in case.progress.items.values()],
        "time": [
            {
                "step": timed.run.step,
                "row": timed.row,
                "item": timed.run.item,
                "round": timed.run.round,
                "person": timed.run.person,
                "role": timed.run.role,
                "acting": timed.run.acting,
                "action": timed.run.action,
                "opened_at": timed.run.opened_at.isoformat(),
                "started_at": timed.run.started_at.isoformat() if timed.run.started_at else None,
                "ended_at": timed.run.ended_at.isoformat(),
                "due_at": timed.due_at.isoformat(),
                "waiting_minutes": timed.waiting_minutes,
                "used_minutes": timed.used_minutes,
                "standard_minutes": timed.standard_minutes,
                "start_recorded": timed.measured,
                "shared": timed.shared,
            }
            for timed in runs
        ],
        "time_total": _describe_sum(sum_time(runs)),
        "time_by_person": {
            person: _describe_sum(sum_time(timed for timed in runs if timed.run.person == person))
            for person in dict.fromkeys(timed.run.person for timed in runs)
        },
        "signed": {
            paper: {
                "file": signed.file,
                "kind": signed.kind,
                "signer": signed.signer,
                "number": signed.number,
            }
            for paper, signed in case.progress.signed.items()
        },
        "history": [
            {
                "number": decision.number,
                "at": decision.at.isoformat(),
                "person": decision.person,
                "role": decision.role,
                "acting": decision.acting,
                "action": decision.action,
                "step": decision.step,
                "item": decision.item,
                "note": decision.note,
                "digest": decision.digest,
                "hash": decision.hash,
            }
            for decision in case.decisions
        ],
    }


def _describe_open(task: OpenTask) -> dict[str, Any]:
    return {
        "step": task.step,
        "row": task.row,
        "activity": task.activity,
        "item": task.item,
        "round": task.round,
        "actors": list(task.roles),
        "people": list(task.people),
        "actions": list(task.actions),
        "opened_at": task.opened_at.isoformat(),
        "started_at": task.started_at.isoformat() if task.started_at else None,
        "due_at": task.due_at.isoformat(),
        "overdue": task.overdue,
    }


def _describe_item(case: Case, item: ItemProgress) -> dict[str, Any]:
    steps = case.procedure.steps
    at = steps[item.at].key if 0 <= item.at < len(steps) and steps[item.at].scope == "item" else ""
    return {
        "id": item.item.id,
        "title": item.title,
        "subject": item.item.subject,
        "region": item.item.region,
        "yearbook": item.item.yearbook,
        "path": item.item.path,
        "step": "" if item.withdrawn else at,
        "round": item.round,
        "withdrawn": item.withdrawn,
        "digest": item.edition.digest if item.edition else "",
        "approved": item.approved,
        "missing_elements": list(item.edition.missing_elements) if item.edition else [],
        "reason": item.reason,
        "consent": item.consent,
    }


def _describe_sum(total: TimeSum) -> dict[str, int]:
    return {
        "waiting_minutes": total.waiting_minutes,
        "used_minutes": total.used_minutes,
        "standard_minutes": total.standard_minutes,
        "correction_minutes": total.correction_minutes,
        "corrections": total.corrections,
        "unmeasured": total.unmeasured + total.corrections_unmeasured,
    }
