"""The page of a work order: its ten steps, infographics, papers and history; and the acts beside the
steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.office.settings import Handover
from rupadata.procedure.case import Case
from rupadata.procedure.service import Request
from rupadata.procedure.timing import sum_time
from rupadata.web.cases.acts import (
    actor_words,
    decision_words,
    describe_task,
    edition_number,
    edition_picture,
    item_title,
    step_words,
    task_address,
)
from rupadata.web.cases.corrected import affected_editions
from rupadata.web.cases.glance import glance_of
from rupadata.web.cases.inbox import open_here
from rupadata.web.cases.overview import Rail, rails_of
from rupadata.web.cases.papers import Paper, papers_by_step, papers_of
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.service import case_service
from rupadata.web.cases.views.deciding import decide_and_go
from rupadata.web.cases.views.review import approved_now
from rupadata.web.jobs.models import Job

EVENTS = 6
PAGE = 50


@login_required
@require_GET
def case(request: HttpRequest, key: str) -> HttpResponse:
    """Show a work order."""
    opened = open_case(request, key)
    tasks = open_here(opened.row, opened.now)
    mine = [
        describe_task(task.facts, opened.now, opened.kept.calendar)
        for task in tasks
        if opened.official in task.people
    ]
    mine.sort(key=lambda task: (-task.late_minutes, task.open.due_at))
    everything = request.GET.get("infografis") == "semua"
    items = _items(opened, tasks)
    shown = items if everything else [one for one in items if one["attention"]] or items[:6]
    rail = rails_of([opened.row], opened.now)[0]
    papers = papers_of(opened)
    context = {
        "opened": opened,
        "case": opened.case,
        "rail": rail,
        "stages": _stages(opened, tasks, rail, papers_by_step(papers)),
        "mine": mine,
        "next": mine[0] if mine else None,
        "in_hand": _in_hand(opened),
        "items": shown,
        "item_count": len(items),
        "hidden": len(items) - len(shown),
        "everything": everything,
        "counts": _counts(opened.case),
        "papers": papers,
        "events": [_event(opened.case, one) for one in reversed(opened.case.decisions[-EVENTS:])],
        "event_count": len(opened.case.decisions),
        "may_control": opened.may("order"),
        "approved_now": approved_now(request, opened),
        "corrected_editions": affected_editions(opened.row, opened.case),
        "job": Job.objects.filter(case_key=key, state__in=("queued", "running")).last(),
        "here": "cases",
    }
    return render(request, "cases/case.html", context)


@login_required
@require_GET
def history(request: HttpRequest, key: str) -> HttpResponse:
    """Show everything that happened to a work order."""
    opened = open_case(request, key)
    page = Paginator(tuple(reversed(opened.case.decisions)), PAGE).get_page(request.GET.get("hal"))
    context = {
        "opened": opened,
        "page": page,
        "events": [_event(opened.case, one) for one in page],
        "here": "cases",
    }
    return render(request, "cases/history.html", context)


@login_required
@require_GET
def verify(request: HttpRequest, key: str) -> HttpResponse:
    """Prove that history, files and papers are what was recorded."""
    opened = open_case(request, key)
    faults = case_service().verify(key)
    context = {"opened": opened, "faults": faults, "head": opened.case.head, "here": "cases"}
    return render(request, "cases/verify.html", context)


@login_required
def control(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw, reopen, or hand a role over: acts that cannot be taken back have this page, no pop-up."""
    opened = open_case(request, key)
    if request.method == "POST":
        return _control(request, opened)
    context = {
        "opened": opened,
        "case": opened.case,
        "items": [
            {"id": one.item.id, "title": item_title(opened.case, one.item.id), "progress": one}
            for one in opened.case.progress.items.values()
        ],
        "officials": opened.case.office.officials,
        "roles": [
            {"key": actor.key, "title": str(actor.title)}
            for actor in opened.case.procedure.actors
            if opened.holds(actor.key) or opened.may("order")
        ],
        "may_order": opened.may("order"),
        "here": "cases",
    }
    return render(request, "cases/control.html", context)


@login_required
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Record that somebody takes up a step: used time counts from here."""
    opened = open_case(request, key)
    step, item = request.POST.get("step", ""), request.POST.get("item", "")
    wanted = Request("start", opened.official, step=step, item=item)
    done = say(id="Mulai dicatat.", en="The start is recorded.")
    return decide_and_go(request, opened, wanted, done=done, then=task_address(key, step, item))


@login_required
@require_POST
def pause(request: HttpRequest, key: str) -> HttpResponse:
    """Put aside what the person has in hand: the time until it is taken up again does not count."""
    opened = open_case(request, key)
    step, item = request.POST.get("step", ""), request.POST.get("item", "")
    wanted = Request("pause", opened.official, step=step, item=item)
    done = say(
        id="Pekerjaan ditunda; waktu sampai dilanjutkan tidak dihitung.",
        en="The work is put aside; the time until it goes on does not count.",
    )
    return decide_and_go(request, opened, wanted, done=done, then=reverse("case", args=[key]))


def _control(request: HttpRequest, opened: Opened) -> HttpResponse:
    action = request.POST.get("action", "")
    note = request.POST.get("note", "").strip()
    if action == "handover":
        role, to, kind = (request.POST.get(name, "") for name in ("role", "to", "kind"))
        wanted = Request(
            "handover",
            opened.official,
            note=note,
            handover=Handover(role, to, kind if kind in ("Plh", "Plt") else ""),
        )
        done = say(id="Peran diserahkan.", en="The role was handed over.")
    elif action in ("withdraw", "reopen"):
        wanted = Request(action, opened.official, item=request.POST.get("item", ""), note=note)
        done = say(id="Dicatat.", en="Recorded.")
    else:
        raise UsageError(say(id="Tindakan tidak dikenal.", en="Unknown act."), code="action-unknown")
    return decide_and_go(request, opened, wanted, done=done, then=reverse("case", args=[opened.key]))


def _in_hand(opened: Opened) -> list[dict[str, Any]]:
    """Return what the person has taken up and not put aside."""
    return [
        {
            "step": waiting.step,
            "item": waiting.item,
            "words": step_words(waiting.step),
            "title": item_title(opened.case, waiting.item) if waiting.item else "",
            "since": waiting.since,
            "address": task_address(opened.key, waiting.step, waiting.item),
        }
        for waiting in opened.case.progress.open.values()
        if waiting.in_hand_of == opened.official and opened.case.status == "open"
    ]


def _stages(
    opened: Opened, tasks: Any, rail: Rail, papers: Mapping[str, tuple[Paper, ...]]
) -> list[dict[str, Any]]:
    """Return the rows of the line: per step who, when, used against standard, papers."""
    case = opened.case
    runs, states = opened.kept.runs, rail.segments
    planned = dict(glance_of(opened.row).planned)
    stages = []
    for step, state in zip(case.procedure.steps, states, strict=True):
        mine = [one for one in runs if one.run.step == step.key]
        first = [one for one in mine if not one.correction]
        total = sum_time(first)
        known = [one for one in first if one.measured and not one.shared]
        each = len(known) if step.scope == "item" and known else 1
        used = round(total.used_minutes / each)
        measured = bool(known)
        waiting = [task for task in tasks if task.facts.step == step.key]
        stages.append(
            {
                "step": step,
                "words": step_words(step.key, str(step.activity)),
                "state": state,
                "who": ", ".join(dict.fromkeys(case.procedure.title_of(role) for role in step.actors)),
                "by": [
                    case.office.official(person).name
                    for person in dict.fromkeys(one.run.person for one in mine)
                ],
                "acting": next((one.run.acting for one in mine if one.run.acting), ""),
                "began": min((one.run.started_at or one.run.opened_at for one in mine), default=None),
                "ended": max((one.run.ended_at for one in mine), default=None) if state == "done" else None,
                "waiting": len(waiting),
                "since": min((task.facts.opened_at for task in waiting), default=None),
                "count": len({one.run.item for one in mine}),
                "used": used if mine else None,
                "average": each > 1,
                "measured": measured,
                "standard": step.minutes,
                "corrections": sum_time(mine).corrections,
                "share": min(100, round(100 * used / step.minutes)) if step.minutes and mine else 0,
                "over": bool(step.minutes and used > step.minutes),
                "planned": planned.get(step.key),
                "papers": papers.get(step.key, ()),
                "address": task_address(opened.key, step.key, "") if step.scope == "case" else "",
                "mine": any(opened.official in task.people for task in waiting),
            }
        )
    return stages


def _items(opened: Opened, tasks: Any) -> list[dict[str, Any]]:
    case, waiting = opened.case, {task.facts.item: task for task in tasks if task.facts.item}
    found = []
    for key, item in case.progress.items.items():
        task = waiting.get(key)
        mine = task is not None and opened.official in task.people
        digest = item.edition.digest if item.edition else ""
        found.append(
            {
                "id": key,
                "title": item_title(case, key),
                "subject": item.item.subject,
                "progress": item,
                "task": task.facts if task else None,
                "mine": mine,
                "late": bool(task and task.overdue),
                "attention": bool(task),
                "number": edition_number(case, key, digest) if digest else 0,
                "picture": edition_picture(opened.key, key, digest) if digest else "",
                "address": task_address(opened.key, task.facts.step, key)
                if mine and task
                else reverse("item", args=[opened.key, key]),
                "rank": (not mine, not (task and task.overdue), item.withdrawn, key),
            }
        )
    return sorted(found, key=lambda one: one["rank"])


def _counts(case: Case) -> dict[str, int]:
    active = case.progress.active_items()
    at = {step.key: 0 for step in case.procedure.steps}
    for item in active:
        if not item.approved and 0 <= item.at < len(case.procedure.steps):
            at[case.procedure.steps[item.at].key] += 1
    approved = sum(bool(item.approved) for item in active)
    return {
        "all": len(active),
        "approved": approved,
        "review": at.get("review", 0),
        "submit": at.get("submit", 0),
        "design": at.get("design", 0),
    }


def _event(case: Case, decision: Any) -> dict[str, Any]:
    return {
        "decision": decision,
        "who": actor_words(case, decision),
        "name": case.office.official(decision.person).name,
        "what": decision_words(case, decision),
    }
