"""Steps 4 and 5: the designer's studio, one page at a time, and its submission."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_GET, require_POST

from rupadata.edition import Drawing
from rupadata.errors import NotTheirStepError, RupadataError, StepNotOpenError
from rupadata.language import say
from rupadata.problems import Severity
from rupadata.procedure.built_pages import read_pages
from rupadata.procedure.service import Request
from rupadata.subjects.symbols import has_symbol
from rupadata.web.cases.acts import edition_number, item_title
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.models import Remark
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.studio import (
    HEROES,
    Draft,
    change_draft,
    draft_findings,
    draft_svg,
    draw,
    draw_draft,
    edit_spec,
    open_draft,
    step_back,
)
from rupadata.web.cases.views.deciding import decide, decide_and_go
from rupadata.web.cases.views.files import SVG_POLICY

HERO_WORDS = {
    "years": ("Deret tahun", "Years"),
    "huge-number": ("Angka besar", "Big number"),
    "then-now": ("Dulu dan kini", "Then and now"),
    "regions": ("Peringkat wilayah", "Ranking"),
    "map": ("Peta", "Map"),
    "breakdown": ("Rincian", "Breakdown"),
    "waffle": ("Bagian seratus", "Hundred squares"),
}
BLOCK_WORDS = {
    **HERO_WORDS,
    "numbers": ("Angka penting", "Key numbers"),
    "findings": ("Kalimat temuan", "Findings"),
    "table": ("Tabel", "Table"),
    "change": ("Perubahan wilayah", "Change by region"),
    "one-in": ("Satu dari sekian", "One in so many"),
    "grouped": ("Batang berkelompok", "Grouped bars"),
    "months": ("Bulan", "Months"),
    "pictogram": ("Piktogram", "Pictogram"),
    "standard": ("Terhadap standar", "Against the standard"),
    "strip": ("Pita nilai", "Strip"),
    "stacked": ("Batang bertumpuk", "Stacked bars"),
    "small-multiples": ("Grafik kecil", "Small multiples"),
    "heat-table": ("Tabel warna", "Heat table"),
    "out-of": ("Sekian dari sekian", "So many out of"),
    "gap": ("Kesenjangan", "Gap"),
    "flows": ("Aliran", "Flows"),
    "deviation": ("Selisih", "Deviation"),
    "satisfaction": ("Indeks kepuasan", "Satisfaction index"),
}
THEME_WORDS = {
    "default": ("Biasa", "Usual"),
    "formal": ("Resmi", "Formal"),
    "vivid": ("Cerah", "Vivid"),
    "high-contrast": ("Kontras tinggi", "High contrast"),
    "night": ("Malam", "Night"),
}
SIZE_WORDS = {
    "portrait": ("Potret", "Portrait"),
    "square": ("Persegi", "Square"),
    "story": ("Story", "Story"),
    "slide": ("Slide", "Slide"),
    "a4": ("A4", "A4"),
}
SOP_BLOCKS = ("years", "regions", "map")


@login_required
def studio(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Show the page of an infographic with what can be changed on it."""
    opened, draft = _open(request, key, item)
    context = {**_studio(opened, draft, item), "here": "tasks"}
    return render(request, "cases/studio.html", context)


@login_required
@require_GET
@conditional_page
def draft_picture(request: HttpRequest, key: str, item: str, size: str) -> HttpResponse:
    """Send the page as it stands now, drawn from its spec."""
    _, draft = _open(request, key, item)
    from rupadata.compose import NAMED_SIZES

    if size not in NAMED_SIZES:
        raise Http404
    content, digest = draft_svg(draft, size)
    response = HttpResponse(content, content_type="image/svg+xml")
    response["Content-Security-Policy"] = SVG_POLICY
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{digest}"'
    return response


@login_required
@require_POST
def edit(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Change one thing on the page."""
    opened, draft = _open(request, key, item)
    _refuse_others(opened)
    op = request.POST.get("op", "")
    if op in ("undo", "redo"):
        draft = step_back(draft, forward=op == "redo")
    else:
        draft = change_draft(draft, edit_spec(draft.spec, op, request.POST.get("value", "")[:300]))
    context = _studio(opened, draft, item)
    if getattr(request, "htmx", False):
        return render(request, "cases/studio_body.html", context)
    return redirect("studio", key, item)


@login_required
@require_POST
def submit(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Draw the edition in all sizes, record the design, and submit it."""
    opened, draft = _open(request, key, item)
    _refuse_others(opened)
    edition = draw_draft(draft)
    note = request.POST.get("note", "").strip()[:2000]
    pages = tuple(page for page in read_pages(draft.bench.build) if page.item.path == edition.path)
    progress = opened.case.progress.items[item]
    if (
        progress.edition is None
        or progress.edition.digest != edition.digest
        or opened.is_open("design", item)
    ) and (progress.approved != edition.digest):
        try:
            decide(opened, Request("design", opened.official, item=item, note=note, pages=pages))
        except StepNotOpenError as error:
            if error.code not in ("step-not-open",):
                raise
    number = edition_number(open_case(request, key).case, item)
    done = say(
        id=f"Edisi {number} diajukan. Kepala Seksi mendapat tugas memeriksanya.",
        en=f"Edition {number} is submitted. The section head now has to review it.",
    )
    wanted = Request("submit", opened.official, item=item, note=note)
    return decide_and_go(request, opened, wanted, done=done, then=reverse("tasks"))


def _open(request: HttpRequest, key: str, item: str) -> tuple[Opened, Draft]:
    opened = open_case(request, key)
    found = opened.case.progress.items.get(item)
    if found is None:
        raise Http404
    return opened, open_draft(Bench(key), found.item.path)


def _refuse_others(opened: Opened) -> None:
    if not opened.may("design"):
        raise NotTheirStepError(
            say(
                id="Merancang adalah wewenang Staf Infografis.",
                en="Designing is for the infographic designer.",
            ),
            code="not-their-step",
            hint=say(id="Beri catatan pada pemeriksaan.", en="Leave a remark in the review."),
        )


def _studio(opened: Opened, draft: Draft, item: str) -> dict[str, Any]:
    lang = 0 if say(id="id", en="en") == "id" else 1
    drawing = draw(draft)
    problems = drawing.problems
    progress = opened.case.progress.items[item]
    missing = [one.statement.get("id", one.element) for one in draft.spec.missing_elements]
    errors = [one for one in problems if one.severity == Severity.ERROR]
    waits = opened.is_open("design", item) or opened.is_open("submit", item)
    reviewed = opened.is_open("review", item)
    number = edition_number(opened.case, item) + (1 if waits or not progress.edition else 0)
    return {
        "opened": opened,
        "case": opened.case,
        "item": item,
        "draft": draft,
        "title": drawing.title or item_title(opened.case, item),
        "progress": progress,
        "number": number,
        "waits": waits,
        "reviewed": reviewed,
        "may": opened.may("design"),
        "missing": missing,
        "errors": errors,
        "notes": [one for one in problems if one.severity != Severity.ERROR],
        "findings": draft_findings(draft),
        "heroes": [
            {
                "key": one,
                "words": HERO_WORDS[one][lang],
                "now": draft.spec.hero is not None and draft.spec.hero.kind == one,
            }
            for one in HEROES
        ],
        "blocks": [
            {
                "at": at,
                "kind": block.kind,
                "words": BLOCK_WORDS.get(block.kind, (block.kind, block.kind))[lang],
                "about": _indicator_name(draft, block.indicator),
                "sop": block.kind in SOP_BLOCKS,
                "last": at == len(draft.spec.blocks) - 1,
            }
            for at, block in enumerate(draft.spec.blocks)
        ],
        "addable": [
            {"key": one, "words": words[lang]}
            for one, words in BLOCK_WORDS.items()
            if one not in {block.kind for block in draft.spec.blocks}
        ],
        "figures": _figures(drawing),
        "remarks": [
            {"remark": one, "who": one.guest or opened.case.office.official(one.person).name}
            for one in Remark.objects.filter(case=opened.row, item=item)
        ],
        "sizes": [{"key": one, "words": words[lang]} for one, words in SIZE_WORDS.items()],
        "themes": [{"key": one, "words": words[lang]} for one, words in THEME_WORDS.items()],
        "theme_now": draft.spec.theme or "default",
        "symbols": _symbols(draft),
        "headline": draft.spec.title.headline.get("id", ""),
        "step": f"{draft.undo}-{draft.redo}",
    }


def _symbols(draft: Draft) -> list[dict[str, Any]]:
    """Return the symbols of all subjects and the page's own, each once, by what it stands for."""
    now = draft.spec.subject.symbol
    known = {one.subject.symbol: one.subject.name for one in draft.office.catalogues.choose().subjects}
    known = {name: words for name, words in known.items() if has_symbol(name)}
    if now not in known:
        known = {now: now, **known}
    return [{"key": one, "words": words, "now": one == now} for one, words in known.items()]


def _indicator_name(draft: Draft, key: str) -> str:
    try:
        return str(draft.book.indicator(key).name) if key else ""
    except (KeyError, RupadataError):
        return key


def _figures(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the figures of the page with their cells, the big ones first."""
    found = [one for one in drawing.evidence if one["from"]]
    return [
        {
            "shown": one["shown"],
            "unit": one["unit"],
            "formula": one["formula"],
            "cells": one["from"][:4],
            "more": max(0, len(one["from"]) - 4),
        }
        for one in found[:60]
    ]
