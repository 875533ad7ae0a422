"""The library of all observations: searched, filtered, compared, told what is missing, taken away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import polars as pl
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rupadata.holdings import (
    EXPORTS,
    Filters,
    Holding,
    export,
    filtered,
    find_conflicts,
    find_gaps,
    holdings_of,
    series_of,
)
from rupadata.language import message_language, say
from rupadata.web.accounts.office_files import current_folder, office_at
from rupadata.web.cases.holdings import office_rows
from rupadata.wording import format_number, format_period

PAGE = 40
MOST_FIGURES = 400
MOST_CONFLICTS = 200
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
WIDTH, HEIGHT = 120.0, 32.0


@login_required
@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Show what the office holds: all, what is new, where sources disagree, or what is missing."""
    rows = _rows(request)
    filters = _filters(request)
    found = filtered(rows, filters)
    view = request.GET.get("lihat", "")
    context: dict[str, Any] = {
        "here": "library",
        "filters": filters,
        "view": view,
        "query": urlencode({name: one for name, one in request.GET.items() if name not in ("hal", "lihat")}),
        "subjects": _subjects(rows),
        "producers": sorted(one for one in rows["producer"].unique() if one),
        "periods": sorted({one[:4] for one in rows["period"].unique() if one[:4].isdigit()}, reverse=True),
        "regions": _regions(rows),
        "figures": found.height,
        "forms": EXPORTS,
        "any": not rows.is_empty(),
    }
    if view == "bentrok":
        conflicts = find_conflicts(found)
        context |= {
            "conflicts": [_conflict(one) for one in conflicts[:MOST_CONFLICTS]],
            "many": len(conflicts),
        }
    elif view == "kurang":
        year = filters.period or (context["periods"][0] if context["periods"] else "")
        subjects = office_at(str(current_folder())).catalogues.choose().subjects
        held = holdings_of(rows)
        context |= {"year": year, "gaps": find_gaps(held, (one.subject for one in subjects), year, rows)}
    else:
        held = holdings_of(found)
        page = Paginator([_shown(one, context["subjects"]) for one in held], PAGE).get_page(
            request.GET.get("hal")
        )
        rest = f"&{context['query']}" + (f"&lihat={view}" if view else "")
        context |= {"page": page, "many": len(held), "rest": rest}
    return render(request, "cases/library.html", context)


@login_required
@require_GET
def holding(request: HttpRequest, key: str) -> HttpResponse:
    """Show all figures of one indicator, where each came from, and what disagrees."""
    rows = _rows(request)
    mine = series_of(rows, key)
    if mine.is_empty():
        raise Http404
    (one,) = holdings_of(mine) or (None,)
    context = {
        "here": "library",
        "holding": _shown(one, _subjects(rows)) if one is not None else None,
        "name": mine["indicator"][0],
        "key": key,
        "many": mine.height,
        "figures": [_figure(row) for row in mine.head(MOST_FIGURES).iter_rows(named=True)],
        "conflicts": [_conflict(conflict) for conflict in find_conflicts(mine)],
        "forms": EXPORTS,
    }
    return render(request, "cases/holding.html", context)


@login_required
@require_GET
def take_away(request: HttpRequest, form: str) -> HttpResponse:
    """Send the observations that are looked for, or those of one indicator."""
    rows = _rows(request)
    if key := request.GET.get("indikator", ""):
        rows = series_of(rows, key)
    else:
        rows = filtered(rows, _filters(request))
    title = say(id="Pustaka data", en="Library of data")
    content = export(rows, form, title)
    response = HttpResponse(content, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="pustaka-data.{form}"'
    return response


def _rows(request: HttpRequest) -> pl.DataFrame:
    person = request.user
    if not person.official:
        raise Http404  # Whoever takes part in no work order has no data here.
    return office_rows(person)


def _filters(request: HttpRequest) -> Filters:
    asked = request.GET
    return Filters(
        words=asked.get("q", "")[:200],
        subject=asked.get("substansi", "")[:80],
        region=asked.get("wilayah", "")[:20],
        period=asked.get("tahun", "")[:4],
        producer=asked.get("asal", "")[:200],
        only="new" if asked.get("lihat") == "baru" else "",
    )


def _subjects(rows: pl.DataFrame) -> dict[str, str]:
    """Return the names of the subjects that something is held of, by their keys."""
    subjects = office_at(str(current_folder())).catalogues.choose().subjects
    held = set(rows["subject"].unique())
    lang = message_language()
    return {
        one.subject.key: one.subject.name_en if lang == "en" else one.subject.name
        for one in subjects
        if one.subject.key in held
    }


def _regions(rows: pl.DataFrame) -> list[tuple[str, str]]:
    named = rows.filter(pl.col("region_code") != "").select("region_code", "region").unique()
    found: dict[str, str] = {}
    for code, name in named.sort("region_code", "region").iter_rows():
        found[code] = name or found.get(code, code)
    return sorted(found.items())


def _shown(one: Holding, subjects: dict[str, str]) -> dict[str, Any]:
    lang = message_language()
    last = one.course[-1] if one.course else None
    return {
        "one": one,
        "subject": subjects.get(one.subject, ""),
        "span": format_period(one.first, lang, short=True)
        if one.first == one.last
        else f"{format_period(one.first, lang, short=True)}–{format_period(one.last, lang, short=True)}",
        "latest": format_number(last[1], lang) if last else "",
        "latest_of": format_period(last[0], lang, short=True) if last else "",
        "points": _line(one.course),
        "dot": _line(one.course[-1:], one.course),
        "said": ", ".join(f"{period}: {format_number(value, lang)}" for period, value in one.course),
    }


def _line(course: tuple[tuple[str, float], ...], whole: tuple[tuple[str, float], ...] = ()) -> str:
    """Return the points of a small line of a course, on the scales of the whole."""
    whole = whole or course
    if len(whole) < 2:
        return ""
    values = [value for _, value in whole]
    least, most = min(values), max(values)
    places = {period: at for at, (period, _) in enumerate(whole)}
    step, spread = (WIDTH - 8) / (len(whole) - 1), (most - least) or 1.0
    return " ".join(
        f"{4 + places[period] * step:.1f},{HEIGHT - 4 - (value - least) / spread * (HEIGHT - 8):.1f}"
        for period, value in course
    )


def _figure(row: dict[str, Any]) -> dict[str, Any]:
    lang = message_language()
    value = row["value"]
    return {
        **row,
        "shown": row["missing"] if value is None else format_number(value, lang, decimals=row["decimals"]),
        "when": format_period(row["period"], lang, short=True),
        "part": "" if row["dimensions"] == "{}" else row["dimensions"].strip("{}").replace('"', ""),
    }


def _conflict(one: Any) -> dict[str, Any]:
    lang = message_language()
    return {
        "one": one,
        "when": format_period(one.period, lang, short=True),
        "part": "" if one.dimensions == "{}" else one.dimensions.strip("{}").replace('"', ""),
        "told": [{"one": told, "shown": format_number(told.value, lang)} for told in one.told],
        "apart": format_number(one.apart * 100, lang, decimals=1),
    }
