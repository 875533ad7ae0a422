"""Step 2: people by days, what is too much, and the schedule set."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.procedure.built_pages import BuiltPage
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.decision import FrozenEdition, Item
from rupadata.procedure.schedule import Plan, plan_case
from rupadata.procedure.service import Request
from rupadata.procedure.store import load_case
from rupadata.procedure.workload import busy_days, open_cases
from rupadata.web.accounts.office_files import current_value
from rupadata.web.cases.acts import step_words
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.store import DatabaseStore
from rupadata.web.cases.views.deciding import decide_and_go
from rupadata.web.typed_days import parse_typed_day

MOST_DAYS = 15


@login_required
def schedule(request: HttpRequest, key: str) -> HttpResponse:
    """Show the plan as it would be set now, and set it."""
    opened = open_case(request, key)
    asked = request.POST if request.method == "POST" else request.GET
    typed = asked.get("tenggat", "").strip()[:40]
    deadline, fault = _deadline(opened, typed)
    catalogue = current_value().catalogues.choose()
    chosen = [one for one in catalogue.subjects if one.subject.key in asked.getlist("substansi")]
    known = tuple(item.item for item in opened.case.progress.active_items())
    items = tuple(_item(one.subject.key, one.subject.name) for one in chosen) or known or _last_items(opened)
    if request.method == "POST" and not items:
        fault = say(
            id="Pilih substansi yang akan dijadwalkan dahulu.", en="Choose the subjects to schedule first."
        )
    if request.method == "POST" and not fault:
        wanted = Request(
            "schedule",
            opened.official,
            note=request.POST.get("note", "").strip()[:2000],
            deadline=deadline if typed else None,
            pages=()
            if known and not chosen
            else tuple(BuiltPage(one, FrozenEdition("", one.title), {}) for one in items),
        )
        done = say(
            id="Jadwal ditetapkan. Staf Analis mendapat tugas mengelompokkan data.",
            en="The schedule is set. The analyst now has to group the data.",
        )
        return decide_and_go(request, opened, wanted, done=done, then=reverse("case", args=[key]))
    others, _ = open_cases(DatabaseStore(), key)
    start = timezone.localtime(opened.now, opened.case.office.zone).replace(microsecond=0)
    plan = plan_case(opened.case, start, items=items, deadline=deadline, elsewhere=busy_days(others, start))
    context = {
        "opened": opened,
        "case": opened.case,
        "plan": plan,
        "days": _days(plan, opened),
        "people": _people(plan, opened),
        "agenda": _agenda(plan, opened),
        "deadline": deadline,
        "typed": typed,
        "items": items,
        "subjects": [
            {
                "key": one.subject.key,
                "name": one.subject.name,
                "on": one.subject.name in {item.subject for item in items},
            }
            for one in catalogue.subjects
        ],
        "fault": fault,
        "is_open": opened.is_open("schedule"),
        "may": opened.may("schedule"),
        "problems": [problem for problem in plan.problems if problem.code != "deadline-missed"],
        "late": next((problem for problem in plan.problems if problem.code == "deadline-missed"), None),
        "here": "cases",
    }
    return render(request, "cases/schedule.html", context, status=422 if fault else 200)


def _item(key: str, name: str) -> Item:
    """Return a subject as an item to be scheduled; the grouping puts real infographics in its place."""
    return Item(id=key, title=name, subject=name)


def _last_items(opened: Opened) -> tuple[Item, ...]:
    """Return the subjects of the newest other work order, as a proposal."""
    for row in CaseRow.objects.exclude(pk=opened.row.pk).order_by("-created_at")[:5]:
        case = load_case(DatabaseStore(), row.key)
        names = dict.fromkeys(item.item.subject for item in case.progress.active_items())
        keys = {one.subject.name: one.subject.key for one in current_value().catalogues.choose().subjects}
        found = tuple(_item(keys[name], name) for name in names if name in keys)
        if found:
            return found
    return ()


def _deadline(opened: Opened, typed: str) -> tuple[date | None, str]:
    if not typed:
        return opened.case.progress.deadline, ""
    try:
        return parse_typed_day(typed), ""
    except UsageError as error:
        return opened.case.progress.deadline, str(error)


def _days(plan: Plan, opened: Opened) -> list[date]:
    """Return the working days of the plan, the first ones where there are many."""
    calendar = WorkingCalendar(opened.case.office)
    if not plan.steps:
        return []
    days = sorted(
        {load.day for load in plan.loads} | {step.start.date() for step in plan.steps if step.minutes}
    )
    return [day for day in days if calendar.capacity(day)][:MOST_DAYS]


def _people(plan: Plan, opened: Opened) -> list[dict[str, Any]]:
    days = _days(plan, opened)
    loads = {(load.person, load.day): load for load in plan.loads}
    blocks: dict[tuple[str, date], list[Any]] = defaultdict(list)
    for step in plan.steps:
        day = step.start.date()
        while day <= step.end.date():
            if step.minutes and (step.person, day) in loads:
                blocks[step.person, day].append(step)
            day = date.fromordinal(day.toordinal() + 1)
    people = dict.fromkeys(step.person for step in plan.steps)
    return [
        {
            "official": opened.case.office.official(person),
            "roles": ", ".join(
                opened.case.procedure.title_of(role) for role in opened.case.office.official(person).roles
            ),
            "days": [
                {
                    "day": day,
                    "blocks": [
                        {
                            "title": one.subject or step_words(one.step),
                            "step": step_words(one.step),
                            "minutes": one.minutes,
                            "item": one.item,
                        }
                        for one in blocks[person, day][:3]
                    ],
                    "more": max(0, len(blocks[person, day]) - 3),
                    "load": loads.get((person, day)),
                    "percent": min(100, _percent(loads.get((person, day)))),
                }
                for day in days
            ],
        }
        for person in people
    ]


def _percent(load: Any) -> int:
    return round(100 * load.all_minutes / load.capacity_minutes) if load and load.capacity_minutes else 0


def _agenda(plan: Plan, opened: Opened) -> list[dict[str, Any]]:
    """Return the plan day by day, for narrow screens and for screen readers."""
    by_day: dict[date, list[Any]] = defaultdict(list)
    for step in plan.steps:
        if step.minutes:
            by_day[step.start.date()].append(
                {
                    "who": opened.case.office.official(step.person).name,
                    "what": step_words(step.step),
                    "item": step.subject or step.name,
                    "minutes": step.minutes,
                    "end": step.end,
                }
            )
    return [{"day": day, "steps": steps} for day, steps in sorted(by_day.items())][:40]
