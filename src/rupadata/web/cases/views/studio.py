"""Steps 4 and 5: the designer's studio, one page at a time, and its submission."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_GET, require_POST
from msgspec.structs import replace

from rupadata.compose import NAMED_SIZES
from rupadata.errors import NotTheirStepError, RupadataError, StepNotOpenError, UsageError
from rupadata.language import say
from rupadata.procedure.built_pages import read_pages
from rupadata.procedure.service import Request
from rupadata.render import FORMATS as ALL_FORMATS
from rupadata.studio.actions import Action
from rupadata.studio.telling import place_words_of
from rupadata.web.cases.acts import edition_number
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.desk import FORMATS, SIZES
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.studio import (
    Draft,
    DraftChangedError,
    change_draft,
    draft_svg,
    draw,
    draw_draft,
    leave_misfit,
    open_draft,
    page_seen,
    put_back,
    shows_same_parts,
    step_back,
    try_action,
)
from rupadata.web.cases.studio_export import EXPORT, archive_path, check_export
from rupadata.web.cases.studio_versions import differences, get_version, keep_version, versions_of
from rupadata.web.cases.studio_view import (
    block_view,
    element_view,
    illustrations_view,
    size_checks,
    studio_view,
)
from rupadata.web.cases.studio_words import SIZE_WORDS, in_words
from rupadata.web.cases.symbol_choices import symbol_choices
from rupadata.web.cases.views.deciding import decide, decide_and_go
from rupadata.web.cases.views.files import SVG_POLICY
from rupadata.web.errors import answer_refusal
from rupadata.web.jobs.models import Job
from rupadata.web.jobs.queue import ask_for

STOP_POLLING = 286


@login_required
def studio(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Show the page of an infographic with what can be changed on it."""
    opened, draft = _open(request, key, item)
    context = {**_view(opened, draft, item), "here": "tasks"}
    return render(request, "cases/studio.html", context)


@login_required
@require_GET
@conditional_page
def draft_picture(request: HttpRequest, key: str, item: str, size: str) -> HttpResponse:
    """Send the page as it stands now, drawn from its spec.

    `do` names an action that it is drawn with and that is not kept; `seen` the number of an earlier page,
    `version` a kept one.
    """
    _, draft = _open(request, key, item)
    if size not in NAMED_SIZES:
        raise Http404
    content, digest = draft_svg(_wanted(draft, request), size)
    response = HttpResponse(content, content_type="image/svg+xml")
    response["Content-Security-Policy"] = SVG_POLICY
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{digest}"'
    return response


def _wanted(draft: Draft, request: HttpRequest) -> Draft:
    asked = request.GET
    if number := _whole(asked.get("version")):
        version = get_version(draft.bench, draft.path, number)
        return replace(draft, spec=version.spec)
    if (seen := _whole(asked.get("seen"))) is not None:
        draft = page_seen(draft, seen) or draft
    return try_action(draft, _action(asked["do"])) if "do" in asked else draft


@login_required
@require_GET
def element(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Tell of the element, or the block, that somebody pointed at."""
    opened, draft = _open(request, key, item)
    size = request.GET.get("size", "portrait")
    if size not in NAMED_SIZES:
        raise Http404
    if block := request.GET.get("block", ""):
        context = block_view(opened, draft, item, block[:80])
    else:
        context = element_view(opened, draft, item, request.GET.get("id", "")[:120], size)
    return render(request, "cases/studio_element.html", context)


@login_required
@require_GET
def symbols(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Show the symbols that a search leads to."""
    opened, draft = _open(request, key, item)
    return render(
        request, "cases/studio_symbols.html", _symbols(opened, draft, item, request.GET.get("q", ""))
    )


@login_required
@require_GET
@conditional_page
def illustration(request: HttpRequest, key: str, item: str, name: str) -> HttpResponse:
    """Send one of the office's own pictures."""
    _, draft = _open(request, key, item)
    found = next((one for one in draft.office.illustrations if one.name == name), None)
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Security-Policy"] = SVG_POLICY
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_GET
def checks(request: HttpRequest, key: str, item: str) -> JsonResponse:
    """Say how many errors the page has in each size."""
    _, draft = _open(request, key, item)
    return JsonResponse({"sizes": size_checks(draft)})


@login_required
@require_POST
def edit(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Change one thing on the page."""
    opened, before = _open(request, key, item)
    _refuse_others(opened)
    action, seen, by = _posted(request), _whole(request.POST.get("seen")), str(request.user)
    bench, path = before.bench, before.path
    try:
        if action.op in ("undo", "redo"):
            draft = step_back(bench, path, seen, forward=action.op == "redo")
        elif action.op == "misfit":
            draft = leave_misfit(bench, path, seen, action.at, _whole(action.value) or 0, by)
        elif action.op == "version":
            version = get_version(bench, path, _whole(action.value) or 0)
            draft = put_back(bench, path, seen, version.spec, by)
        else:
            draft = change_draft(bench, path, seen, action, by)
    except DraftChangedError as changed:
        return _clash(request, opened, changed.draft, item, action, seen or 0)
    except RupadataError as error:
        if not getattr(request, "htmx", False):
            raise
        return _over_page(answer_refusal(request, error))
    if not getattr(request, "htmx", False):
        return redirect("studio", key, item)
    view = request.POST.get("view", "")
    picture = draft_svg(draft, view)[0].decode() if view in NAMED_SIZES else ""
    # What the person has before them is the page at number `seen`: what it shows as before stays there.
    same = seen == before.number and shows_same_parts(before, draft)
    parts = studio_view(opened, draft, item) if same else _view(opened, draft, item)
    parts |= {"swapped": True, "same_parts": same, "picture": picture, "picture_size": view}
    return render(request, "cases/studio_parts.html", parts)


def _clash(
    request: HttpRequest, opened: Opened, draft: Draft, item: str, action: Action, seen: int
) -> HttpResponse:
    """Show the page as somebody else has made it beside the page that this person meant to make."""
    last = draft.history.undo[-1] if draft.history.undo else None
    context = {
        "opened": opened,
        "draft": draft,
        "item": item,
        "do": "|".join((action.op, action.at, action.part, action.value)),
        "seen": seen,
        "who": last.by if last is not None else "",
        "known": page_seen(draft, seen) is not None,
        "redoable": action.op not in ("undo", "redo", "misfit", "version"),
    }
    htmx = getattr(request, "htmx", False)
    name = "cases/studio_clash_part.html" if htmx else "cases/studio_clash.html"
    answer = render(request, name, context, status=409)
    return _over_page(answer) if htmx else answer


def _over_page(answer: HttpResponse) -> HttpResponse:
    """Have what is answered stand over the page, whose parts stay as they are."""
    answer["HX-Retarget"], answer["HX-Reswap"] = "#st-clash", "innerHTML"
    return answer


@login_required
def versions(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Show the named versions of a page, and keep the page as a new one."""
    opened, draft = _open(request, key, item)
    if request.method == "POST":
        _refuse_others(opened)
        keep_version(draft, request.POST.get("name", ""), str(request.user), timezone.now())
        return redirect("studio-versions", key, item)
    kept = versions_of(draft.bench, draft.path)
    number = _whole(request.GET.get("versi")) or 0
    chosen = get_version(draft.bench, draft.path, number) if number else None
    context = {
        "opened": opened,
        "draft": draft,
        "item": item,
        "may": opened.may("design"),
        "title": draw(draft).title,
        "versions": [
            {"number": len(kept) - place, "version": one, "now": one.spec == draft.spec}
            for place, one in enumerate(kept)
        ],
        "chosen": chosen,
        "number": number,
        "changed": [place_words_of(place) for place in differences(chosen.spec, draft.spec)]
        if chosen
        else [],
        "here": "tasks",
    }
    return render(request, "cases/studio_versions.html", context)


@login_required
def export(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Ask for the files of the page, and show how far they are."""
    opened, draft = _open(request, key, item)
    if request.method == "POST":
        sizes, formats = request.POST.getlist("size"), request.POST.getlist("format")
        check_export(sizes, formats)
        ask_for(EXPORT, case=key, person=str(request.user.pk), path=draft.path, sizes=sizes, formats=formats)
        return redirect("studio-export", key, item)
    context = {
        **_export_state(draft, key),
        "opened": opened,
        "draft": draft,
        "item": item,
        "title": draw(draft).title,
        "sizes": [
            {"key": one, "words": in_words(words), "on": one in SIZES} for one, words in SIZE_WORDS.items()
        ],
        "formats": [{"key": one, "on": one in FORMATS} for one in ALL_FORMATS],
        "here": "tasks",
    }
    return render(request, "cases/studio_export.html", context)


@login_required
@require_GET
def export_state(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Answer how far the files of the page are; 286 tells the page to stop asking."""
    opened, draft = _open(request, key, item)
    context = {**_export_state(draft, key), "opened": opened, "item": item}
    job = context["job"]
    status = 200 if job is not None and job.running else STOP_POLLING
    return render(request, "cases/studio_export_state.html", context, status=status)


@login_required
@require_GET
def export_file(request: HttpRequest, key: str, item: str, number: int) -> FileResponse:
    """Send the archive of a page that was asked for."""
    _, draft = _open(request, key, item)
    job = Job.objects.filter(pk=number, kind=EXPORT, case_key=key).first()
    if job is None:
        raise Http404
    facts = _facts(job)
    path = archive_path(draft, facts["sizes"], facts["formats"]) if facts["path"] == draft.path else None
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{item}.zip")


def _export_state(draft: Draft, key: str) -> dict[str, Any]:
    jobs = Job.objects.filter(kind=EXPORT, case_key=key).order_by("-id")[:20]
    job = next((one for one in jobs if _facts(one).get("path") == draft.path), None)
    if job is None:
        return {"job": None, "ready": False, "older": False}
    facts = _facts(job)
    ready = job.state == "done" and archive_path(draft, facts["sizes"], facts["formats"]).is_file()
    return {"job": job, "ready": ready, "older": job.state == "done" and not ready}


def _facts(job: Job) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(job.facts)
    return facts


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


def _view(opened: Opened, draft: Draft, item: str) -> dict[str, Any]:
    return {**studio_view(opened, draft, item), **_symbols(opened, draft, item, "")}


def _symbols(opened: Opened, draft: Draft, item: str, asked: str) -> dict[str, Any]:
    return {
        "opened": opened,
        "draft": draft,
        "item": item,
        "may": opened.may("design"),
        "symbols": symbol_choices(draft.office, asked, draft.spec.subject.symbol),
        "illustrations": illustrations_view(draft, asked),
        "illustrated": bool(draft.spec.illustration.picture),
        "asked": asked,
    }


def _posted(request: HttpRequest) -> Action:
    """Return the action that a form asks for: packed into the value of its button, or field by field."""
    packed = request.POST.getlist("do")
    if packed and packed[-1]:
        return _action(packed[-1])
    asked = request.POST
    return Action(asked.get("op", ""), asked.get("at", ""), asked.get("part", ""), asked.get("value", ""))


def _action(packed: str) -> Action:
    parts = packed.split("|", 3)
    if len(parts) != len(("op", "at", "part", "value")):
        raise UsageError(
            say(id="Perubahan itu tidak dikenal.", en="That change is unknown."), code="edit-unknown"
        )
    return Action(*parts)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None
