"""Step 3, beside the upload: a sheet as it was read, its questions answered and its faults corrected."""

from __future__ import annotations

import tomllib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_POST

from rupadata.errors import StepNotOpenError, UsageError
from rupadata.language import say
from rupadata.model.source import column_letters
from rupadata.tables.reading.recipe import parse_area
from rupadata.web.accounts.office_files import forget_recipe
from rupadata.web.audit.log import note
from rupadata.web.cases.desk import READ
from rupadata.web.cases.models import SourceUpload
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.sheet_answers import Cell, Changed, SheetView
from rupadata.web.cases.sheet_desk import SheetDesk
from rupadata.web.cases.views.tables import refuse_others
from rupadata.web.jobs.queue import ask_for
from rupadata.web.ways_out import way_out

_CLASSES = {
    "title": "r-title", "header": "r-head", "region": "r-place", "period": "r-time", "category": "r-cat",
    "key": "r-key", "value": "r-fig", "missing": "r-gone", "group": "r-cat", "note": "r-note",
    "unused": "r-skip", "total": "r-total", "doubt": "r-doubt",
}  # fmt: skip
_FIELDS = (
    "title", "unit", "period", "region", "region_column", "year_column", "header_rows", "decimal",
    "drop_columns", "skip",
)  # fmt: skip
_MOST_OF_A_KIND = 3
LET_GO = "lepas"
"""What the button says that drops all corrections of a sheet."""


@login_required
@require_GET
def sheet(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show a sheet of a table as it looks, with what each cell was taken for."""
    opened, upload = _open(request, key, number)
    at = _asked_sheet(upload, request.GET.get("lembar", ""))
    context = _page(opened, upload, at, _whole(request.GET.get("baris")), request.GET.get("sel", "")[:12])
    context["changed"] = request.session.pop("reading-changed", None)
    return render(request, "cases/sheet.html", context)


@login_required
@require_GET
def cell(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Say of one cell what it was taken for and why."""
    opened, upload = _open(request, key, number)
    at = _whole(request.GET.get("lembar"))
    view = SheetDesk(upload).cell(at, request.GET.get("sel", "")[:12])
    context = {"cell": view, "opened": opened, "upload": upload, "at": at, "may": _may_correct(opened)}
    return render(request, "cases/cellbar.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Answer a question of a sheet; the answer is kept as a recipe."""
    opened, upload = _open_to_change(request, key, number)
    desk, at = SheetDesk(upload), _whole(request.POST.get("lembar"))
    changed = desk.answer(at, _whole(request.POST.get("pertanyaan")), request.POST.get("bacaan", ""))
    return _changed(request, opened, desk, at, changed)


@login_required
@require_POST
def correct(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Correct title, headers, unit, period, region or columns of a sheet; kept as a recipe."""
    opened, upload = _open_to_change(request, key, number)
    desk, at = SheetDesk(upload), _whole(request.POST.get("lembar"))
    view = desk.show(at)
    changed = desk.correct(at, view.sheets[view.number].name, _typed_words(request, view, upload))
    return _changed(request, opened, desk, at, changed)


@login_required
@require_POST
def correct_cell(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take what a button says of a cell, or read the sheet without corrections; kept as a recipe."""
    opened, upload = _open_to_change(request, key, number)
    desk, at = SheetDesk(upload), _whole(request.POST.get("lembar"))
    cell, name = request.POST.get("sel", "")[:12], request.POST.get("koreksi", "")[:20]
    if name == LET_GO:
        forget_recipe(desk.show(at).shape)
        return _changed(request, opened, desk, at, desk.let_go(at))
    return _changed(request, opened, desk, at, desk.correct_cell(at, cell, name), cell)


@login_required
@require_POST
def undo(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take the last answer or correction back."""
    opened, upload = _open_to_change(request, key, number)
    if SheetDesk(upload).undo():
        ask_for(READ, case=key, person=opened.person.username)
    return redirect(_address(opened, upload, _whole(request.POST.get("lembar"))))


def _open_to_change(request: HttpRequest, key: str, number: int) -> tuple[Opened, SourceUpload]:
    """Open a table; refuse to correct a reading that is not the person's, or whose grouping is set."""
    opened, upload = _open(request, key, number)
    refuse_others(opened)
    if not opened.is_open("group"):
        raise StepNotOpenError(
            say(id="Pengelompokan sudah ditetapkan.", en="The grouping is set already."),
            code="step-not-open",
            hint=say(
                id="Minta Kepala Bidang membuka kembali infografisnya.",
                en="Ask the head of the division to reopen the infographic.",
            ),
        )
    return opened, upload


def _may_correct(opened: Opened) -> bool:
    return opened.may("group") and opened.is_open("group")


def _open(request: HttpRequest, key: str, number: int) -> tuple[Opened, SourceUpload]:
    opened = open_case(request, key)
    upload = SourceUpload.objects.select_related("case").filter(case=opened.row, pk=number).first()
    if upload is None:
        raise Http404
    return opened, upload


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


def _asked_sheet(upload: SourceUpload, text: str) -> int:
    """Return the number of the sheet that an address names; `tanya` is the first with a question."""
    if text != "tanya":
        return _whole(text)
    sheets = SheetDesk(upload).show(0).sheets
    return next((at for at, line in enumerate(sheets) if line.questions), 0)


def _address(opened: Opened, upload: SourceUpload, at: int) -> str:
    return f"{reverse('sheet', args=[opened.key, upload.pk])}?lembar={at}"


def _changed(
    request: HttpRequest, opened: Opened, desk: SheetDesk, at: int, changed: Changed, cell: str = ""
) -> HttpResponse:
    """Tell what a correction changed, have the pages drawn again, and keep it for next year where asked."""
    person, upload = opened.person.username, desk.upload
    note("reading-corrected", person, request, case=opened.key, name=upload.name)
    if request.POST.get("ingat") == "on" and desk.remember(at, person):
        note("recipe-remembered", person, request, case=opened.key, name=upload.name)
    ask_for(READ, case=opened.key, person=person)
    request.session["reading-changed"] = {"count": changed.count, "first": changed.first}
    if not changed.count:
        words = say(id="Tersimpan; tidak ada angka yang berubah.", en="Kept; no figure changed.")
        messages.success(request, words, extra_tags="good")
    return redirect(_address(opened, upload, at) + (f"&sel={cell}" if cell else ""))


def _typed_words(request: HttpRequest, view: SheetView, upload: SourceUpload) -> dict[str, Any]:
    """Return the words of a recipe that a person typed: what she left as it was understood is none."""
    words: dict[str, Any] = {}
    said = _said_before(view, upload)
    for field in _FIELDS:
        typed = request.POST.get(field, "").strip()[:500].replace("\r\n", "\n")
        if not typed or (_says_same(field, typed, view.words.get(field, "")) and field not in said):
            continue
        if field == "period" and typed.isdigit() and len(typed) == 4:
            words["year"] = int(typed)
        elif field == "header_rows":
            words[field] = _typed_rows(typed)
        elif field == "drop_columns":
            words[field] = [one.strip() for one in typed.split(",") if one.strip()]
        else:
            words[field] = True if field == "skip" else typed
    return words


def _says_same(field: str, typed: str, shown: str) -> bool:
    """Tell whether a person left a field as it was shown, however rows are written."""
    if field == "header_rows" and shown:
        return _typed_rows(typed) == _typed_rows(shown)
    return typed == shown


def _said_before(view: SheetView, upload: SourceUpload) -> set[str]:
    content = tomllib.loads(upload.recipe)
    own = content.get("sheets", {}).get(view.sheets[view.number].name, {})
    said = {*own, *content} - {"sheets"}
    return {*said, "period"} if "year" in said else said


def _typed_rows(text: str) -> list[int]:
    parts = [part.strip() for part in text.replace("–", "-").split("-")]
    if not 1 <= len(parts) <= 2 or not all(part.isdigit() and 0 < int(part) < 1000 for part in parts):
        raise UsageError(
            say(id=f"Baris kepala “{text}” tidak dikenali.", en=f"The rows “{text}” are not understood."),
            code="answer-invalid",
            hint=say(id="Tulis seperti 4 atau 4-5.", en="Write it like 4 or 4-5."),
        )
    return [int(parts[0]), int(parts[-1])]


def _page(opened: Opened, upload: SourceUpload, at: int, first: int, chosen: str) -> dict[str, Any]:
    desk = SheetDesk(upload)
    view = desk.show(at, first)
    question = view.questions[0] if view.questions else None
    shown = chosen or (question.cell if question else _first_figure(view))
    asked = [one for one, line in enumerate(view.sheets) if line.questions and one != view.number]
    following = next((one for one in asked if one > view.number), asked[0] if asked else None)
    return {
        "opened": opened,
        "upload": upload,
        "view": view,
        "line": view.sheets[view.number],
        "lines": list(enumerate(view.sheets)),
        "table": _table(view, chosen or (question.cell if question else "")),
        "letters": [column_letters(column) for column in range(view.width)],
        "legend": _legend(view.roles),
        "question": question,
        "next": None if following is None else {"at": following, "line": view.sheets[following]},
        "cell": desk.cell(view.number, shown) if shown else None,
        "around": _around(view, question.cell) if question else (),
        "problems": _by_code(view),
        "at": view.number,
        "may": _may_correct(opened),
        "has_words": bool(upload.recipe.strip()),
        "can_undo": upload.recipes_before != "[]",
        "here": "cases",
    }


def _by_code(view: SheetView) -> list[dict[str, Any]]:
    """Return the problems of a sheet, those of one kind together: the first few and how many more."""
    found: dict[str, dict[str, Any]] = {}
    for problem in view.problems:
        hint = way_out(problem.code, problem.hint)
        kind = found.setdefault(
            problem.code, {"severity": problem.severity, "first": [], "more": 0, "hint": hint}
        )
        if len(kind["first"]) < _MOST_OF_A_KIND:
            kind["first"].append({"told": problem, "cell": problem.cell.partition(":")[0]})
        else:
            kind["more"] += 1
    return list(found.values())


def _first_figure(view: SheetView) -> str:
    figures = (
        f"{column_letters(cell.column)}{row + 1}"
        for row, cells in view.rows
        for cell in cells
        if cell.role in ("value", "total")
    )
    return next(figures, "")


def _around(view: SheetView, name: str) -> list[dict[str, Any]]:
    """Return the neighbourhood of a cell, for narrow screens: its row and those beside it, four columns."""
    row, column, _, _ = parse_area(name)
    place = next((at for at, (number, _) in enumerate(view.rows) if number == row), None)
    if place is None:
        return []
    places = [one.column for one in view.rows[place][1] if one.role == "region"]
    wanted = dict.fromkeys([*places[-1:], column - 1, column, column + 1])
    return [
        {
            "row": number + 1,
            "cells": [
                {"cell": one, "kind": _CLASSES.get(one.role, ""), "at": (number, one.column) == (row, column)}
                for one in cells
                if one.column in wanted
            ],
        }
        for number, cells in view.rows[max(0, place - 1) : place + 2]
    ]


def _table(view: SheetView, asked: str) -> SafeString:
    """Return the rows of the sheet as HTML; a template would take ten times as long for a large sheet."""
    wanted = parse_area(asked)[:2] if asked else (-1, -1)
    rows = []
    for number, cells in view.rows:
        made = "".join(_cell(one, (number, one.column) == wanted) for one in cells)
        rows.append(f'<tr data-r="{number + 1}"><th scope="row">{number + 1}</th>{made}</tr>')
    return mark_safe("".join(rows))


def _cell(cell: Cell, asked: bool) -> str:
    names = (_CLASSES.get(cell.role, ""), "n" if cell.figure else "", "at" if asked else "")
    spans = (f' colspan="{cell.wide}"' if cell.wide > 1 else "") + (
        f' rowspan="{cell.high}"' if cell.high > 1 else ""
    )
    kind = " ".join(filter(None, names))
    return f'<td data-c="{cell.column}" class="{kind}"{spans}>{escape(cell.text)}</td>'


def _legend(roles: tuple[str, ...]) -> list[tuple[str, str]]:
    words = {
        "title": say(id="Judul", en="Title"),
        "header": say(id="Kepala kolom", en="Header"),
        "region": say(id="Wilayah", en="Region"),
        "period": say(id="Waktu", en="Time"),
        "category": say(id="Rincian", en="Category"),
        "value": say(id="Angka", en="Figure"),
        "total": say(id="Jumlah", en="Total"),
        "missing": say(id="Tidak ada", en="Missing"),
        "key": say(id="Nomor, satuan", en="Number, unit"),
        "note": say(id="Catatan", en="Note"),
        "unused": say(id="Diabaikan", en="Not used"),
        "doubt": say(id="Ragu", en="In doubt"),
    }
    found = dict.fromkeys("category" if role == "group" else role for role in roles)
    return [(_CLASSES[role], text) for role, text in words.items() if role in found]
