"""What the office's settings come to, for the administrator: who serves when, the calendar, the procedure as
it holds, and how long papers are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from msgspec import Struct

from rupadata.language import say
from rupadata.office.settings import OfficeSettings, Official
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.definition import Procedure, load_procedure
from rupadata.web.accounts.models import Person
from rupadata.web.accounts.views import for_administrators
from rupadata.web.phrasing import weekday_heads

PAGE = 25
YEARS_AROUND = 3
PROCEDURE = "infografis-layanan-publik"


class Span(Struct, frozen=True):
    """Somebody's days in a role, away, or as a stand-in: `state` is now, coming or past."""

    who: str
    words: str
    since: date | None
    until: date | None
    state: str


@for_administrators
@require_GET
def appointments(request: HttpRequest) -> HttpResponse:
    """Show who holds which role today, who serves from when to when, stands in, or is away."""
    office = request.office
    context: dict[str, Any] = {"here": "office", "tab": "appointments", "roles": [], "spans": []}
    if office is not None:
        today = timezone.localtime(timezone.now(), office.zone).date()
        procedure = procedure_of(office)
        accounts = set(Person.objects.filter(is_active=True).values_list("official", flat=True))
        context |= {
            "today": today,
            "roles": [
                {
                    "title": procedure.title_of(actor.key),
                    "holders": [
                        {"name": one.name, "kind": kind, "account": one.id in accounts}
                        for one, kind in office.on_duty(actor.key, today)
                    ],
                }
                for actor in procedure.actors
            ],
            "spans": sorted(
                _spans(office, procedure, today), key=lambda one: (_ORDER[one.state], one.since or date.min)
            ),
        }
    return render(request, "accounts/appointments.html", context)


@for_administrators
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year of working days: national and own holidays, estimated dates, hours of certain dates."""
    office = request.office
    asked = request.GET.get("tahun", "")
    this = timezone.localdate().year
    year = int(asked) if asked.isdigit() and abs(int(asked) - this) <= YEARS_AROUND else this
    context: dict[str, Any] = {"here": "office", "tab": "calendar", "year": year, "months": []}
    if office is not None:
        working = WorkingCalendar(office)
        context |= {
            "weekday_heads": weekday_heads(),
            "months": [_month(working, year, month) for month in range(1, 13)],
            "holidays": _holidays(working, office, year),
            "profiles": [one for one in office.profiles if one.since.year <= year <= one.until.year],
            "unknown": any(one.code == "holidays-not-announced" for one in _doubts(working, year)),
            "before": year - 1 if year > this - YEARS_AROUND else None,
            "after": year + 1 if year < this + YEARS_AROUND else None,
        }
    return render(request, "accounts/calendar.html", context)


@for_administrators
@require_GET
def procedures(request: HttpRequest) -> HttpResponse:
    """Show the procedure as it holds in this office: steps, who does them, standard time, papers."""
    office = request.office
    procedure = procedure_of(office) if office is not None else load_procedure(PROCEDURE)
    context = {
        "procedure": procedure,
        "form": office.procedure if office else None,
        "steps": [
            {
                "step": step,
                "who": ", ".join(procedure.title_of(role) for role in step.actors),
            }
            for step in procedure.steps
        ],
        "here": "office",
        "tab": "procedures",
    }
    return render(request, "accounts/procedures.html", context)


@for_administrators
@require_GET
def retention(request: HttpRequest) -> HttpResponse:
    """Show how long the papers of finished work orders are kept, those first whose time ends first."""
    from rupadata.web.cases.glance import glance_of, office_settings
    from rupadata.web.cases.models import CaseRow

    rows = CaseRow.objects.filter(status="closed").defer("header", "search").order_by("changed_at", "id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    today = timezone.localdate()
    context = {
        "page": page,
        "kept": request.office.retention if request.office else None,
        "rows": [_kept(row, office_settings(glance_of(row).office), today) for row in page],
        "here": "office",
        "tab": "retention",
    }
    return render(request, "accounts/retention.html", context)


def procedure_of(office: OfficeSettings) -> Procedure:
    """Return the procedure with the office's own actors and titles."""
    return load_procedure(PROCEDURE).with_actors(office.procedure.actors, office.procedure.titles)


_ORDER = {"now": 0, "coming": 1, "past": 2}


def _spans(office: OfficeSettings, procedure: Procedure, today: date) -> list[Span]:
    """Return the dated facts of all officials: terms, stand-ins, leave."""
    found = []
    for official in office.officials:
        roles = ", ".join(procedure.title_of(role) for role in official.roles)
        if official.roles:
            found.append(_span(official, roles, official.since, official.until, today))
        for deputy in official.deputies:
            who = office.official(deputy.person)
            words = f"{deputy.kind}. {roles}" if deputy.kind else roles
            named = say(id=f"{words} (pengganti {official.name})", en=f"{words} (for {official.name})")
            found.append(_span(who, named, deputy.since, deputy.until, today))
        for leave in official.leave:
            reason = f": {leave.reason}" if leave.reason else ""
            words = say(id=f"Tidak di tempat{reason}", en=f"Away{reason}")
            found.append(_span(official, words, leave.since, leave.until, today))
    return found


def _span(official: Official, words: str, since: date | None, until: date | None, today: date) -> Span:
    state = "past" if until and until < today else "coming" if since and since > today else "now"
    return Span(official.name, words, since, until, state)


def _month(working: WorkingCalendar, year: int, month: int) -> dict[str, Any]:
    """Return a month as weeks of seven days, Monday first; None outside the month."""
    first = date(year, month, 1)
    days: list[dict[str, Any] | None] = [None] * first.weekday()
    day = first
    while day.month == month:
        days.append({"day": day, "works": bool(working.spans(day)), "holiday": working.holiday_words(day)})
        day += timedelta(days=1)
    days += [None] * (-len(days) % 7)
    weeks = [days[at : at + 7] for at in range(0, len(days), 7)]
    return {"first": first, "weeks": weeks, "count": sum(bool(one and one["works"]) for one in days)}


def _holidays(working: WorkingCalendar, office: OfficeSettings, year: int) -> list[dict[str, Any]]:
    own = {one.date: one for one in office.holidays}
    found = []
    for at in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        day = date(year, 1, 1) + timedelta(days=at)
        name = working.holiday_words(day)
        if name or (day in own and own[day].works):
            found.append({"day": day, "name": name or own[day].name, "own": day in own, "works": not name})
    return found


def _doubts(working: WorkingCalendar, year: int) -> tuple[Any, ...]:
    return working.check_days(date(year, 1, 1), date(year, 12, 31))


def _kept(row: Any, office: OfficeSettings, today: date) -> dict[str, Any]:
    """Return until which year a finished work order is active, then inactive, and what comes then."""
    rule = office.retention
    closed = timezone.localtime(row.changed_at, office.zone).year
    active, inactive = closed + rule.active_years, closed + rule.active_years + rule.inactive_years
    state = "none"
    if rule.then:
        state = "active" if today.year <= active else "inactive" if today.year <= inactive else "over"
    return {"row": row, "rule": rule, "active": active, "inactive": inactive, "state": state}
