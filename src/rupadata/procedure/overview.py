"""A case in plain values, as command line, web and papers show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case, ItemProgress, OpenStep
from rupadata.procedure.decide import who_may
from rupadata.procedure.schedule import planned_ends
from rupadata.procedure.store import CaseSummary
from rupadata.procedure.timing import TimeSum, due_at, sum_time, time_runs


def summarise_case(case: Case) -> dict[str, Any]:
    """Return what a list shows of a case: where it stands and for whom it waits."""
    return CaseSummary(
        case.key,
        case.header.title,
        case.progress.standing(),
        len(case.decisions),
        case.decisions[-1].at if case.decisions else case.header.created_at,
        case.head,
    ).as_dict()


def describe_case(case: Case, now: datetime | None = None) -> dict[str, Any]:
    """Return everything about a case: open steps with due times, items, time, decisions.

    `now` tells what is overdue; without it the last decision's time does.
    """
    calendar = WorkingCalendar(case.office)
    moment = now or (case.decisions[-1].at if case.decisions else case.header.created_at)
    runs = time_runs(case, calendar)
    planned = planned_ends(case) if case.status == "open" else {}
    return {
        **summarise_case(case),
        "procedure": {
            "id": case.procedure.id,
            "version": case.procedure.version,
            "name": str(case.procedure.name),
        },
        "created_at": case.header.created_at.isoformat(),
        "created_by": case.header.created_by,
        "deadline": case.progress.deadline.isoformat() if case.progress.deadline else None,
        "open": [
            _describe_open(case, waiting, moment, calendar, planned)
            for waiting in (case.progress.open.values() if case.status == "open" else ())
        ],
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


def _describe_open(
    case: Case,
    waiting: OpenStep,
    moment: datetime,
    calendar: WorkingCalendar,
    planned: Mapping[tuple[str, str], datetime],
) -> dict[str, Any]:
    step = case.procedure.step(waiting.step)
    due = due_at(case, waiting, calendar)
    if not waiting.round:
        # Many infographics open at once for few people: each is due when the schedule comes to it.
        due = max(due, planned.get((waiting.step, waiting.item), due))
    return {
        "step": step.key,
        "row": step.row,
        "activity": str(step.activity),
        "item": waiting.item,
        "round": waiting.round,
        "actors": list(step.actors),
        "people": list(who_may(case, step.key, day=moment)),
        "actions": [action.name for action in step.actions],
        "opened_at": waiting.opened_at.isoformat(),
        "started_at": waiting.started_at.isoformat() if waiting.started_at else None,
        "due_at": due.isoformat(),
        "overdue": moment > due,
    }


def _describe_item(case: Case, item: ItemProgress) -> dict[str, Any]:
    steps = case.procedure.steps
    at = steps[item.at].key if 0 <= item.at < len(steps) and steps[item.at].scope == "item" else ""
    return {
        "id": item.item.id,
        "title": item.edition.title if item.edition else item.item.title,
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
    }
