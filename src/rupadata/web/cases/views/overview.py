"""What the heads see: all work orders at a glance, who has how much, how long steps really take."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from statistics import median
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rupadata.errors import NotTheirStepError
from rupadata.language import say
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.store import load_case
from rupadata.procedure.tasks import open_tasks
from rupadata.procedure.timing import time_runs
from rupadata.procedure.workload import busy_days
from rupadata.web.cases.acts import step_words
from rupadata.web.cases.overview import rail_of
from rupadata.web.cases.rights import is_head, visible_rows
from rupadata.web.cases.store import DatabaseStore

WEEKS = 3


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the overview to those who oversee."""
    if not is_head(request.office, request.user):
        raise NotTheirStepError(
            say(id="Ikhtisar untuk Kepala Bidang dan Kepala Seksi", en="The overview is for the heads"),
            code="not-their-step",
            hint=say(id="Pekerjaan Anda ada di Tugas saya.", en="Your work stands under My tasks."),
        )
    now = timezone.now()
    store = DatabaseStore()
    loaded = [(row, load_case(store, row.key)) for row in visible_rows(request.user)]
    wanted = request.GET.get("keadaan", "open")
    running = [(row, case) for row, case in loaded if row.status == "open"]
    closed = [(row, case) for row, case in loaded if row.status == "closed"]
    rails = [rail_of(row, case, now) for row, case in (running if wanted == "open" else closed)]
    rails.sort(key=lambda rail: -rail.late_minutes)
    open_rails = [rail_of(row, case, now) for row, case in running] if wanted != "open" else rails
    mine = sum(
        request.user.official in task.people
        for row, case in running
        for task in open_tasks(case, now, key=row.key)
    )
    late = [rail for rail in open_rails if rail.late_minutes]
    context = {
        "rails": rails,
        "wanted": wanted,
        "running": len(running),
        "closed": len(closed),
        "late": len(late),
        "mine": mine,
        "past": sum(rail.past_deadline for rail in open_rails),
        "headline": _headline(len(running), late),
        "loads": _loads(request.office, [case for _, case in running], now),
        "used": _used([case for _, case in loaded]),
        "now": now,
        "here": "overview",
    }
    return render(request, "cases/overview.html", context)


def _headline(running: int, late: list[Any]) -> str:
    if not running:
        return say(id="Tidak ada perintah kerja yang berjalan.", en="No work order is under way.")
    if not late:
        return say(
            id=f"{running} perintah kerja berjalan, tidak ada yang terlambat.",
            en=f"{running} work orders under way, none late.",
        )
    waits: dict[str, int] = defaultdict(int)
    for rail in late:
        for who in rail.waits_for:
            waits[who] += 1
    most = max(waits, key=lambda one: waits[one]) if waits else ""
    return say(
        id=f"{len(late)} dari {running} perintah kerja terlambat; {waits[most]} menunggu {most}.",
        en=f"{len(late)} of {running} work orders are late; {waits[most]} wait for {most}.",
    )


def _loads(office: Any, cases: list[Case], now: Any) -> dict[str, Any]:
    """Return the planned minutes of each person in the next weeks, against what the weeks hold."""
    calendar = WorkingCalendar(office)
    local = timezone.localtime(now, office.zone)
    monday = local.date() - timedelta(days=local.weekday())
    weeks = [(monday + timedelta(weeks=at), monday + timedelta(weeks=at, days=6)) for at in range(WEEKS)]
    busy = busy_days({case.key: case for case in cases}, local)
    people = []
    for official in office.officials:
        if not official.roles:
            continue
        cells = []
        for first, last in weeks:
            minutes = sum(
                one.minutes for one in busy if one.person == official.id and first <= one.day <= last
            )
            days = [first + timedelta(days=at) for at in range(7)]
            capacity = sum(calendar.capacity(day) for day in days if day >= local.date())
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


def _used(cases: list[Case]) -> list[dict[str, Any]]:
    """Return the median of used time against the standard, for each step that was measured."""
    used: dict[str, list[int]] = defaultdict(list)
    standard: dict[str, int] = {}
    for case in cases:
        for run in time_runs(case, WorkingCalendar(case.office)):
            if run.used_minutes is not None and not run.correction and run.standard_minutes:
                used[run.run.step].append(run.used_minutes)
                standard[run.run.step] = run.standard_minutes
    if not cases:
        return []
    return [
        {
            "words": step_words(cases[0], step),
            "used": round(median(minutes)),
            "standard": standard[step],
            "count": len(minutes),
            "percent": min(100, round(100 * median(minutes) / standard[step])),
            "over": median(minutes) > standard[step],
        }
        for step, minutes in used.items()
    ]
