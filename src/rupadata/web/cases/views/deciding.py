"""One way for every page to decide: call the service, tell the others, have the papers made."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rupadata.errors import EditionChangedError, StepNotOpenError
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import WORK_RECORDS
from rupadata.procedure.service import Outcome, Request
from rupadata.procedure.store import load_case
from rupadata.web.cases.acts import actor_words, decision_words
from rupadata.web.cases.desk import PAPERS
from rupadata.web.cases.inbox import notify
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.rights import Opened
from rupadata.web.cases.service import case_service
from rupadata.web.cases.store import DatabaseStore
from rupadata.web.jobs.queue import ask_for
from rupadata.web.ways_out import way_out


def decide(opened: Opened, wanted: Request) -> Outcome:
    """Record a decision with its notices; its papers are made in the background."""
    service = case_service(telling(opened.person.username))
    return service.decide(opened.key, wanted, with_papers=False)


def telling(username: str) -> Callable[[Case, CaseRow], None]:
    """Return what is kept with a decision of a person: the others' notices, and the wish for its papers."""

    def tell(case: Case, row: CaseRow) -> None:
        notify(case, row)
        ask_for(PAPERS, case=row.key, person=username)

    return tell


def decide_and_go(
    request: HttpRequest, opened: Opened, wanted: Request, *, done: str, then: str
) -> HttpResponse:
    """Record a decision and go on; where somebody else was first, show both, and keep what was typed."""
    try:
        outcome = decide(opened, wanted)
    except (StepNotOpenError, EditionChangedError) as error:
        won = won_decisions(opened, request.POST.get("seen", ""), wanted.item)
        if not won:
            raise
        return show_clash(request, opened, wanted, error, won[0])
    messages.success(request, done, extra_tags="good")
    for warning in outcome.warnings:
        told = f"{warning.message} {way_out(warning.code, str(warning.hint))}"
        messages.warning(request, told.strip(), extra_tags="warn")
    return redirect(then)


def won_decisions(opened: Opened, seen: str, item: str) -> tuple[Decision, ...]:
    """Return what others decided after the page was opened, on the same infographic or the whole order."""
    case = load_case(DatabaseStore(), opened.key)
    number = int(seen) if seen.isdigit() else len(case.decisions)
    return tuple(
        decision
        for decision in case.decisions[number:]
        if decision.item in (item, "") and decision.action not in (*WORK_RECORDS, "attach")
    )


def show_clash(
    request: HttpRequest,
    opened: Opened,
    wanted: Request,
    error: StepNotOpenError | EditionChangedError,
    decision: Decision,
) -> HttpResponse:
    """Return the page of two decisions at once: the one that holds, and the text that was not sent."""
    case: Case = load_case(DatabaseStore(), opened.key)
    context = {
        "opened": opened,
        "case": case,
        "error": error,
        "decision": decision,
        "who": case.office.official(decision.person).name,
        "role": actor_words(case, decision),
        "what": decision_words(case, decision),
        "note": wanted.note,
        "item": wanted.item,
        "here": "cases",
    }
    return render(request, "cases/clash.html", context, status=409)
