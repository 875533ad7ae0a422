"""What the heads see: all work orders at a glance, who has how much, how long steps really take."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import xlsxwriter
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rupadata.errors import NotTheirStepError
from rupadata.language import say
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.web.audit.log import note
from rupadata.web.cases.acts import step_words
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.office_figures import OfficeFigures, figures_of
from rupadata.web.cases.overview import rails_of
from rupadata.web.cases.rights import is_head
from rupadata.web.cases.standing import OwnCases, count_tasks, own_cases, rows_at

WEEKS = 3
PAGE = 25
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the overview to those who oversee."""
    _refuse_others(request)
    now = timezone.now()
    own = own_cases(request.user)
    wanted, numbers = _wanted(request, own)
    page = Paginator(numbers, PAGE).get_page(request.GET.get("hal"))
    monday = _monday(request.office, now)
    figures = figures_of(request.user, monday, now)
    late = own.late(now)
    context = {
        "rails": rails_of(rows_at(page.object_list), now),
        "page": page,
        "rest": "&keadaan=closed" if wanted == "closed" else "",
        "wanted": wanted,
        "figures": figures,
        "late": len(late),
        "mine": count_tasks(request.user),
        "headline": _headline(figures.running, [figures.waits_for.get(at, ()) for at in late]),
        "loads": _loads(request.office, figures, monday, now),
        "used": _used(figures),
        "now": now,
        "here": "overview",
    }
    return render(request, "cases/overview.html", context)


@login_required
@require_GET
def overview_workbook(request: HttpRequest) -> HttpResponse:
    """Send the overview as a workbook: a row for each work order, and one for each step of used time."""
    _refuse_others(request)
    now = timezone.now()
    wanted, numbers = _wanted(request, own_cases(request.user))
    figures = figures_of(request.user, _monday(request.office, now), now)
    note("overview-sent", request.user.username, request, state=wanted)
    response = HttpResponse(_workbook(rows_at(numbers), figures, now), content_type=_KIND)
    day = timezone.localtime(now, request.office.zone).date()
    response["Content-Disposition"] = f'attachment; filename="ikhtisar-{day:%Y-%m-%d}.xlsx"'
    return response


def _refuse_others(request: HttpRequest) -> None:
    if not is_head(request.office, request.user):
        raise NotTheirStepError(
            say(id="Ikhtisar untuk Kepala Bidang dan Kepala Seksi", en="The overview is for the heads"),
            code="not-their-step",
            hint=say(id="Pekerjaan Anda ada di Tugas saya.", en="Your work stands under My tasks."),
        )


def _wanted(request: HttpRequest, own: OwnCases) -> tuple[str, Sequence[int]]:
    """Return the state that is asked for, and its work orders, what is due first first."""
    if request.GET.get("keadaan") == "closed":
        return "closed", own.by_state.get("closed", ())
    return "open", own.by_due


def _monday(office: Any, now: datetime) -> date:
    local = timezone.localtime(now, office.zone).date()
    return local - timedelta(days=local.weekday())


def _headline(running: int, late: list[tuple[str, ...]]) -> str:
    if not running:
        return say(id="Tidak ada perintah kerja yang berjalan.", en="No work order is under way.")
    if not late:
        return say(
            id=f"{running} perintah kerja berjalan, tidak ada yang terlambat.",
            en=f"{running} work orders under way, none late.",
        )
    waits: dict[str, int] = defaultdict(int)
    for people in late:
        for who in people:
            waits[who] += 1
    most = max(waits, key=lambda one: waits[one]) if waits else ""
    return say(
        id=f"{len(late)} dari {running} perintah kerja terlambat; {waits[most]} menunggu {most}.",
        en=f"{len(late)} of {running} work orders are late; {waits[most]} wait for {most}.",
    )


def _loads(office: Any, figures: OfficeFigures, monday: date, now: datetime) -> dict[str, Any]:
    """Return the planned minutes of each person in the next weeks, against what the weeks hold."""
    calendar = WorkingCalendar(office)
    today = timezone.localtime(now, office.zone).date()
    weeks = [(monday + timedelta(weeks=at), monday + timedelta(weeks=at, days=6)) for at in range(WEEKS)]
    capacities = {
        first: sum(
            calendar.capacity(day) for day in (first + timedelta(days=at) for at in range(7)) if day >= today
        )
        for first, _ in weeks
    }
    people = []
    for official in office.officials:
        if not official.roles:
            continue
        cells = []
        for first, _ in weeks:
            minutes, capacity = figures.planned.get((official.id, first), 0), capacities[first]
            cells.append(
                {
                    "minutes": minutes,
                    "capacity": capacity,
                    "percent": min(100, round(100 * minutes / capacity)) if capacity else 0,
                    "over": minutes > capacity,
                }
            )
        people.append({"name": official.name, "cells": cells})
    return {"weeks": weeks, "people": people}


def _used(figures: OfficeFigures) -> list[dict[str, Any]]:
    """Return the median of used time against the standard, for each step that was measured."""
    return [
        {
            "words": step_words(one.step),
            "used": one.used,
            "standard": one.standard,
            "count": one.count,
            "percent": min(100, round(100 * one.used / one.standard)),
            "over": one.used > one.standard,
        }
        for one in figures.used
    ]


def _workbook(rows: Iterable[CaseRow], figures: OfficeFigures, now: datetime) -> bytes:
    target = io.BytesIO()
    # Texts are written as texts: what begins with "=" is no formula.
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(say(id="Perintah kerja", en="Work orders"))
    for column, (words, width) in enumerate(
        (
            (say(id="Nomor", en="Number"), 12),
            (say(id="Perintah kerja", en="Work order"), 48),
            (say(id="Kemajuan", en="Progress"), 34),
            (say(id="Menunggu", en="Waits for"), 34),
            (say(id="Keterlambatan langkah (menit kerja)", en="Overdue step (working minutes)"), 16),
            (say(id="Disetujui", en="Approved"), 10),
            (say(id="Infografis", en="Infographics"), 10),
            (say(id="Tenggat", en="Deadline"), 12),
            (say(id="Perkiraan selesai", en="Forecast"), 12),
        )
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, head)
    for at, rail in enumerate(rails_of(rows, now), start=1):
        sheet.write_string(at, 0, rail.row.key)
        sheet.write_string(at, 1, rail.row.title)
        sheet.write_string(at, 2, rail.words)
        sheet.write_string(at, 3, ", ".join(rail.waits_for))
        for column, number in ((4, rail.late_minutes), (5, rail.approved), (6, rail.items)):
            sheet.write_number(at, column, number)
        for column, moment in ((7, rail.deadline), (8, rail.forecast)):
            if moment is not None:
                sheet.write_datetime(at, column, datetime(moment.year, moment.month, moment.day), day)
    sheet.freeze_panes(1, 2)
    used = book.add_worksheet(say(id="Waktu terpakai", en="Time used"))
    for column, words in enumerate(
        (
            say(id="Langkah", en="Step"),
            say(id="Median (menit)", en="Median (minutes)"),
            say(id="Baku (menit)", en="Standard (minutes)"),
            say(id="Banyaknya", en="How many"),
        )
    ):
        used.set_column(column, column, 36 if not column else 16)
        used.write_string(0, column, words, head)
    for at, one in enumerate(figures.used, start=1):
        used.write_string(at, 0, step_words(one.step))
        for column, number in enumerate((one.used, one.standard, one.count), start=1):
            used.write_number(at, column, number)
    book.close()
    return target.getvalue()
