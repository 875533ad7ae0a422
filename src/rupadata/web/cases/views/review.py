"""Step 6: an edition beside the one before, what changed, remarks, coordination, and the decision."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.model.evidence import ProvenFigure, parse_evidence
from rupadata.procedure.case import Case
from rupadata.procedure.controls import is_revocable
from rupadata.procedure.decision import FrozenEdition
from rupadata.procedure.service import Request
from rupadata.procedure.store import edition_name
from rupadata.web.cases.acts import actor_words, edition_number, item_title, task_address
from rupadata.web.cases.figure_changes import FigureChange, compare_figures
from rupadata.web.cases.inbox import open_here
from rupadata.web.cases.models import Notice, Remark, ReviewLink, SourceUpload
from rupadata.web.cases.page_parts import Box, Part, compare_colours, compare_parts, find_place, read_parts
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.store import DatabaseStore
from rupadata.web.cases.views.deciding import decide_and_go

APPROVED = "approved-now"
ACTIONS = ("approve", "return", "consult", "revoke")
VIEWS = ("berdampingan", "tumpuk", "beda", "satu")
PAGE_WIDTH, PIN = 1080, 36
"""The width of a page in its own units, and the radius of a pin on it."""


@login_required
def review(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Show an edition for its decision; take the decision."""
    opened = open_case(request, key)
    if item not in opened.case.progress.items:
        raise Http404
    if request.method == "POST":
        return _decide(request, opened, item)
    context = {
        **_page(opened, item, request.GET),
        "link_made": request.session.pop("link-made", ""),
        "approved_now": approved_now(request, opened),
        "here": "tasks",
    }
    return render(request, "cases/review.html", context)


@login_required
@require_GET
def item(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Show an infographic to everybody who takes part in its work order."""
    opened = open_case(request, key)
    if item not in opened.case.progress.items:
        raise Http404
    return render(request, "cases/item.html", {**_page(opened, item, request.GET), "here": "cases"})


@login_required
@require_POST
def remark(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Leave a remark about one place of the edition, or answer one."""
    opened = open_case(request, key)
    progress = opened.case.progress.items.get(item)
    if progress is None or progress.edition is None:
        raise Http404
    known = request.POST.get("remark", "")
    if known.isdigit():
        found = Remark.objects.filter(case=opened.row, item=item, pk=int(known)).first()
        if found is None:
            raise Http404
        found.answer = request.POST.get("text", "").strip()[:2000]
        found.resolved_by, found.resolved_at = opened.official, timezone.now()
        found.save()
    else:
        text = request.POST.get("text", "").strip()[:2000]
        if not text:
            raise UsageError(say(id="Catatannya kosong.", en="The remark is empty."), code="note-missing")
        Remark.objects.create(
            case=opened.row,
            item=item,
            digest=progress.edition.digest,
            node=request.POST.get("node", "")[:120],
            text=text,
            person=opened.official,
        )
    messages.success(request, say(id="Catatan tersimpan.", en="The remark is kept."), extra_tags="good")
    if request.POST.get("back") == "studio":
        return redirect("studio", key, item)
    view = request.POST.get("tampak", "")
    return redirect(reverse("review", args=[key, item]) + (f"?tampak={view}" if view in VIEWS else ""))


def _decide(request: HttpRequest, opened: Opened, item: str) -> HttpResponse:
    action = request.POST.get("action", "")
    if action not in ACTIONS:
        raise UsageError(say(id="Pilih keputusannya.", en="Choose a decision."), code="action-unknown")
    note = request.POST.get("note", "").strip()[:2000]
    if action == "return" and not note:
        note = "\n".join(one.text for one in _open_remarks(opened, item))
    wanted = Request(action, opened.official, item=item, note=note, digest=request.POST.get("digest", ""))
    number = edition_number(opened.case, item)
    done = {
        "approve": say(id=f"Edisi {number} disetujui.", en=f"Edition {number} is approved."),
        "return": say(
            id=f"Edisi {number} dikembalikan kepada perancang.",
            en=f"Edition {number} went back to the designer.",
        ),
        "consult": say(id="Koordinasi dicatat.", en="The coordination is recorded."),
        "revoke": say(
            id=f"Persetujuan edisi {number} ditarik; edisi itu menunggu keputusan Anda lagi.",
            en=f"The approval of edition {number} is taken back; it waits for your decision again.",
        ),
    }[action]
    then = reverse("review", args=[opened.key, item])
    if action in ("approve", "return"):
        then = _next_review(opened, item) or reverse("case", args=[opened.key])
    answer = decide_and_go(request, opened, wanted, done=done, then=then)
    if answer.status_code == 302:
        if action == "approve":
            request.session[APPROVED] = [opened.key, item]
        Notice.objects.filter(person=opened.official, case=opened.row, item=item, read_at=None).update(
            read_at=timezone.now()
        )
    return answer


def approved_now(request: HttpRequest, opened: Opened) -> dict[str, Any] | None:
    """Return what the person approved just now, told once, as long as it can be taken back."""
    key, item = request.session.pop(APPROVED, None) or ("", "")
    progress = opened.case.progress.items.get(item) if key == opened.key else None
    if progress is None or not is_revocable(opened.case, progress, "review"):
        return None
    number = edition_number(opened.case, item, progress.approved)
    return {"item": item, "title": item_title(opened.case, item), "number": number}


def _next_review(opened: Opened, item: str) -> str:
    """Return where the next infographic waits for the same person; the next one opens by itself."""
    for task in open_here(opened.row, opened.now):
        facts = task.facts
        if facts.step == "review" and facts.item != item and opened.official in task.people:
            return task_address(opened.key, "review", facts.item)
    return ""


def _page(opened: Opened, item: str, asked: QueryDict) -> dict[str, Any]:
    case = opened.case
    progress = case.progress.items[item]
    editions = editions_of(case, item)
    now = progress.edition
    before = editions[-2] if len(editions) > 1 else None
    parts = _parts(opened, item, now)
    old_parts = _parts(opened, item, before)
    changes, same = compare_parts(old_parts, parts) if before and now else ((), 0)
    proofs = _proofs(opened, item, now)
    colours = compare_colours(old_parts, parts) if before else ()
    figure_changes = _figure_changes(opened, item, before, proofs)
    view = asked.get("tampak", "")
    chosen = asked.get("pilih", "")[:120]
    waiting = [
        task
        for task in open_here(opened.row, opened.now)
        if task.facts.step == "review" and opened.official in task.people
    ]
    mine = next((task for task in waiting if task.facts.item == item), None)
    others = [task for task in waiting if task.facts.item != item]
    consults = [one for one in case.decisions if one.item == item and one.action == "consult"]
    submitted = next(
        (one for one in reversed(case.decisions) if one.item == item and one.action == "submit"), None
    )
    returned = next(
        (one for one in reversed(case.decisions) if one.item == item and one.action == "return"), None
    )
    remarks = list(Remark.objects.filter(case=opened.row, item=item))
    return {
        "opened": opened,
        "case": case,
        "item": item,
        "progress": progress,
        "title": item_title(case, item),
        "edition": now,
        "before": before,
        "number": edition_number(case, item, now.digest) if now else 0,
        "number_before": edition_number(case, item, before.digest) if before else 0,
        "change_count": len(changes) + len(figure_changes) + len(colours),
        "editions": [
            {"number": at, "edition": one, "files": _files(one)} for at, one in enumerate(editions, start=1)
        ],
        "picture": _picture(opened.key, item, now),
        "picture_before": _picture(opened.key, item, before),
        "sizes": _sizes(opened.key, item, now),
        "parts": parts,
        "changes": changes,
        "same": same,
        "view": (view if view in VIEWS else VIEWS[0]) if before else VIEWS[-1],
        "chosen": chosen,
        "picked": _picked(opened, parts, proofs, chosen),
        "spots": _spots(parts, proofs),
        "colours": colours,
        "figure_changes": figure_changes,
        "remarks": _pinned(case, parts, remarks),
        "open_remarks": [one for one in remarks if one.resolved_at is None],
        "consults": [{"decision": one, "who": actor_words(case, one)} for one in consults],
        "submitted": submitted,
        "returned": returned,
        "is_open": opened.is_open("review", item),
        "may_approve": opened.may("approve"),
        "may_consult": opened.may("consult"),
        "may_revoke": opened.may("approve") and is_revocable(case, progress, "review"),
        "is_head": opened.holds("division_head"),
        "task": mine,
        "others": others,
        "next": task_address(opened.key, "review", others[0].facts.item) if others else "",
        "links": ReviewLink.objects.filter(
            case=opened.row, item=item, ended_at=None, expires_at__gt=opened.now
        ),
        "figures": _figures(proofs),
        "studio": task_address(opened.key, "design", item) if opened.may("design") else "",
    }


def editions_of(case: Case, item: str) -> list[FrozenEdition]:
    """Return the editions of an item in the order in which they came."""
    found: dict[str, FrozenEdition] = {}
    for decision in case.decisions:
        if decision.item == item and decision.edition is not None:
            found.setdefault(decision.edition.digest, decision.edition)
    return list(found.values())


def _open_remarks(opened: Opened, item: str) -> list[Remark]:
    return list(Remark.objects.filter(case=opened.row, item=item, resolved_at=None))


def _who(case: Case, person: str) -> str:
    return str(case.office.official(person).name)


def _files(edition: FrozenEdition) -> list[str]:
    return [
        file.name for file in edition.files if PurePosixPath(file.name).suffix in (".svg", ".png", ".pdf")
    ]


def _picture(key: str, item: str, edition: FrozenEdition | None) -> str:
    if edition is None:
        return ""
    names = [file.name for file in edition.files]
    name = next((one for one in ("portrait.svg", "portrait.png") if one in names), "")
    name = name or next((one for one in names if one.endswith((".svg", ".png"))), "")
    return reverse("edition-file", args=[key, item, edition.digest, name]) if name else ""


def _sizes(key: str, item: str, edition: FrozenEdition | None) -> list[dict[str, str]]:
    if edition is None:
        return []
    words = {
        "portrait": "Potret",
        "square": "Persegi",
        "story": "Story",
        "slide": "Slide",
        "a4": "A4",
        "a3": "A3",
    }
    return [
        {
            "name": PurePosixPath(file.name).stem,
            "words": words.get(PurePosixPath(file.name).stem, PurePosixPath(file.name).stem),
            "address": reverse("edition-file", args=[key, item, edition.digest, file.name]),
        }
        for file in edition.files
        if file.name.endswith(".png")
    ]


def _parts(opened: Opened, item: str, edition: FrozenEdition | None) -> tuple[Part, ...]:
    if edition is None or "portrait.svg" not in {file.name for file in edition.files}:
        return ()
    content = DatabaseStore().find(opened.key, edition_name(item, edition.digest, "portrait.svg"))
    return read_parts(content) if content else ()


def _pinned(case: Case, parts: tuple[Part, ...], remarks: list[Remark]) -> list[dict[str, Any]]:
    """Return the remarks with their pins: at the far end of what they are about, side by side where several
    are about the same."""
    told: dict[str, int] = {}
    found = []
    for at, one in enumerate(remarks, start=1):
        words, box = find_place(parts, one.node) if one.node else ("", None)
        beside = told.get(one.node, 0)
        told[one.node] = beside + 1
        found.append(
            {
                "remark": one,
                "at": at,
                "words": words,
                "lost": bool(one.node and not words),
                "number": edition_number(case, one.item, one.digest),
                "who": one.guest or _who(case, one.person),
                "pin": _pin(box, beside) if box else None,
            }
        )
    return found


def _pin(box: Box, beside: int) -> tuple[int, int]:
    """Return the middle of a pin, whole on the page: from the end of its place to the left, row by row."""
    edge = min(PAGE_WIDTH - PIN, max(PIN, box.x + box.width))
    a_row = 1 + (edge - PIN) // (2 * PIN)
    return edge - 2 * PIN * (beside % a_row), max(PIN, box.y) + 2 * PIN * (beside // a_row)


def _spots(parts: tuple[Part, ...], proofs: tuple[ProvenFigure, ...]) -> list[dict[str, Any]]:
    """Return the places of a page that can be chosen: its parts, and above them their paragraphs."""
    proven = {one.node for one in proofs if one.cells}
    found = [
        {"id": part.id, "words": part.words, "box": part.box, "figure": False} for part in parts if part.box
    ]
    for part in parts:
        for spot in part.spots:
            figure = not proven.isdisjoint(spot.nodes)
            found.append({"id": spot.id, "words": spot.words, "box": spot.box, "figure": figure})
    return found


def _picked(
    opened: Opened, parts: tuple[Part, ...], proofs: tuple[ProvenFigure, ...], chosen: str
) -> dict[str, Any] | None:
    """Return what was chosen on the page, with the figures that stand in it."""
    words, box = find_place(parts, chosen) if chosen else ("", None)
    if box is None:
        return None
    spots = [spot for part in parts for spot in part.spots if part.id == chosen or chosen in spot.nodes]
    nodes = {node for spot in spots for node in spot.nodes}
    figures = [one for one in proofs if one.node in nodes and one.cells]
    known = {one.name: one.pk for one in SourceUpload.objects.filter(case=opened.row)} if figures else {}
    return {
        "id": chosen,
        "words": words,
        "box": box,
        "figures": [
            {**figure, "table": known.get(figure["cells"][0]["file"].rpartition("/")[2])}
            for figure in _figures(tuple(figures[:12]))
        ],
    }


def _figure_changes(
    opened: Opened, item: str, before: FrozenEdition | None, proofs: tuple[ProvenFigure, ...]
) -> tuple[FigureChange, ...]:
    return compare_figures(_proofs(opened, item, before), proofs) if before else ()


def _proofs(opened: Opened, item: str, edition: FrozenEdition | None) -> tuple[ProvenFigure, ...]:
    """Return what stands behind the figures of an edition."""
    if edition is None or "evidence.json" not in {file.name for file in edition.files}:
        return ()
    content = DatabaseStore().find(opened.key, edition_name(item, edition.digest, "evidence.json")) or b"[]"
    return parse_evidence(content)


def _figures(proofs: tuple[ProvenFigure, ...]) -> list[dict[str, Any]]:
    """Return figures with their cells, for a list."""
    return [
        {
            "node": one.node,
            "shown": one.shown,
            "unit": one.unit,
            "formula": one.formula,
            "cells": [cell.as_dict() for cell in one.cells[:4]],
            "more": max(0, len(one.cells) - 4),
        }
        for one in proofs
        if one.cells
    ][:80]
