"""Step 3: tables come, are read in the background, their indicators are put to subjects, and the
grouping is set."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct

from rupadata.errors import InputRefusedError, NotTheirStepError, UsageError
from rupadata.language import say
from rupadata.model.edition import Manifest
from rupadata.procedure.built_pages import BuiltPage, read_pages
from rupadata.procedure.service import Request
from rupadata.regions.own import FILE_NAME as REGION_LIST
from rupadata.subjects.decisions import GroupingDecision
from rupadata.tables.opening.files import find_files
from rupadata.web.accounts.office_files import current_value, remember_grouping
from rupadata.web.audit.log import note
from rupadata.web.blobs import keep_blob
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.corrected import affected_editions
from rupadata.web.cases.desk import READ
from rupadata.web.cases.models import SourceUpload
from rupadata.web.cases.naming import Naming, kind_choices, name_indicator, naming_of, unname_indicator
from rupadata.web.cases.placement import Placement
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.symbol_choices import is_symbol, symbol_choices, with_chosen
from rupadata.web.cases.views.deciding import decide_and_go
from rupadata.web.jobs.models import Job
from rupadata.web.jobs.queue import ask_for
from rupadata.web.uploads import TABLE_ENDINGS, take_upload

STOP_POLLING = 286


@login_required
def tables(request: HttpRequest, key: str) -> HttpResponse:
    """Show the tables of a work order and how far their reading is; take new ones."""
    opened = open_case(request, key)
    if request.method == "POST":
        return _take_uploads(request, opened)
    context = {
        **_standing(opened),
        "here": "cases",
        "endings": ",".join(TABLE_ENDINGS),
        "corrected_editions": affected_editions(opened.row, opened.case),
    }
    return render(request, "cases/tables.html", context)


@login_required
@require_GET
def tables_state(request: HttpRequest, key: str) -> HttpResponse:
    """Answer how far the reading is; 286 tells the page to stop asking."""
    opened = open_case(request, key)
    context = _standing(opened)
    running = context["job"] is not None and context["job"].running
    return render(request, "cases/tables_state.html", context, status=200 if running else STOP_POLLING)


@login_required
@require_POST
def remove_table(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take a table off the bench, as long as the grouping is not set."""
    opened = open_case(request, key)
    refuse_others(opened)
    upload = SourceUpload.objects.filter(case=opened.row, pk=number).first()
    if upload is not None:
        note("table-removed", opened.person.username, request, case=key, name=upload.name)
        upload.delete()
        if SourceUpload.objects.filter(case=opened.row).exists():
            ask_for(READ, case=key, person=opened.person.username)
    return redirect("tables", key)


@login_required
@require_POST
def stop_reading(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the reading that runs."""
    opened = open_case(request, key)
    refuse_others(opened)
    Job.objects.filter(case_key=key, kind=READ, state__in=("queued", "running")).update(stop=True)
    Job.objects.filter(case_key=key, kind=READ, state="queued").update(state="stopped")
    return redirect("tables", key)


@login_required
def grouping(request: HttpRequest, key: str) -> HttpResponse:
    """Show the board of indicators by subject; set the grouping."""
    opened = open_case(request, key)
    bench = Bench(key)
    if request.method == "POST":
        return _set_grouping(request, opened, bench)
    return render(
        request,
        "cases/grouping.html",
        {**_board(opened, bench), "moved": request.GET.get("kartu", ""), "here": "cases"},
    )


@login_required
@require_POST
def place(request: HttpRequest, key: str) -> HttpResponse:
    """Put indicators to a subject, one or several; the pages are drawn again in the background."""
    opened = open_case(request, key)
    refuse_others(opened)
    bench = Bench(key)
    wanted, subject = set(request.POST.getlist("indicator")), request.POST.get("subject", "")
    found = [one for one in bench.placements() if one.key in wanted]
    if not found:
        raise _gone()
    chosen = current_value().catalogues.choose().get(subject).subject.key if subject else ""
    bench.place(found, chosen, opened.official)
    named = say(id=f"{len(found)} indikator", en=f"{len(found)} indicators")
    named = f"“{found[0].name}”" if len(found) == 1 else named
    ask_for(READ, case=key, person=opened.person.username)
    messages.success(
        request,
        say(
            id=f"{named} dipindahkan; halaman digambar ulang.",
            en=f"{named} moved; pages are drawn again.",
        ),
        extra_tags="good",
    )
    return redirect(f"{reverse('grouping', args=[key])}?kartu={found[0].key}")


@login_required
@require_GET
def indicator_symbols(request: HttpRequest, key: str) -> HttpResponse:
    """Show the symbols for an indicator that a search leads to; without words those for its name."""
    opened = open_case(request, key)
    refuse_others(opened)
    asked, chosen = request.GET.get("q", "").strip(), request.GET.get("symbol", "")
    indicator = request.GET.get("indicator", "")
    name = next((one.name for one in Bench(key).placements() if one.key == indicator), "")
    office = current_value()
    chosen = chosen if is_symbol(office, chosen) else ""
    context = {
        "symbols": with_chosen(office, asked or name, chosen),
        "missed": bool(asked) and not symbol_choices(office, asked),
        "chosen": chosen,
    }
    return render(request, "cases/card_symbols.html", context)


@login_required
@require_POST
def name(request: HttpRequest, key: str) -> HttpResponse:
    """Say what the office calls an indicator, its unit, direction and symbol; the tables are read again."""
    opened = open_case(request, key)
    refuse_others(opened)
    found = next((one for one in Bench(key).placements() if one.key == request.POST.get("indicator")), None)
    if found is None:
        raise _gone()
    person, asked = opened.person.username, request.POST
    if asked.get("act") == "lepas":
        unname_indicator(found.name, person)
    else:
        fields = ("name", "name_en", "kind", "unit", "better", "symbol")
        name_indicator(found.name, Naming(**{one: asked.get(one, "").strip() for one in fields}), person)
    note("indicator-named", person, request, case=key, name=found.name)
    ask_for(READ, case=key, person=person)
    messages.success(
        request,
        say(
            id="Kamus kantor disimpan; tabel dibaca ulang.", en="The glossary is kept; tables are read again."
        ),
        extra_tags="good",
    )
    return redirect(f"{reverse('grouping', args=[key])}?kartu={found.key}")


def _gone() -> UsageError:
    return UsageError(
        say(id="Indikator itu tidak ada lagi.", en="That indicator is gone."),
        code="indicator-missing",
        hint=say(id="Muat ulang papan.", en="Load the board again."),
    )


@login_required
@require_POST
def undo_move(request: HttpRequest, key: str) -> HttpResponse:
    """Take the last move of an indicator back."""
    opened = open_case(request, key)
    refuse_others(opened)
    if Bench(key).undo_move():
        ask_for(READ, case=key, person=opened.person.username)
        words = say(id="Pemindahan terakhir diurungkan.", en="The last move was taken back.")
        messages.success(request, words, extra_tags="good")
    return redirect("grouping", key)


def _take_uploads(request: HttpRequest, opened: Opened) -> HttpResponse:
    refuse_others(opened)
    files = request.FILES.getlist("files")
    if not files:
        raise InputRefusedError(
            say(id="Tidak ada berkas yang sampai.", en="No file arrived."),
            code="upload-missing",
            hint=say(
                id="Pilih paling banyak 20 berkas, masing-masing di bawah batas ukuran.",
                en="Choose at most 20 files, each below the limit.",
            ),
        )
    with transaction.atomic():  # A table that is kept is read: the machine may stop at any moment.
        _keep_tables(request, opened, files)
    return redirect("tables", opened.key)


def _keep_tables(request: HttpRequest, opened: Opened, files: list[UploadedFile]) -> None:
    taken = 0
    for file in files:
        try:
            name, content = take_upload(file, TABLE_ENDINGS)
        except InputRefusedError as error:
            messages.error(request, str(error), extra_tags="late")
            continue
        digest = keep_blob(content)
        same = SourceUpload.objects.filter(case=opened.row, sha256=digest).exclude(name=name).first()
        if same is not None:
            words = say(
                id=f"{name} sama persis dengan {same.name}; tidak dibaca lagi.",
                en=f"{name} is exactly {same.name}; it is not read again.",
            )
            messages.warning(request, words, extra_tags="warn")
            continue
        SourceUpload.objects.update_or_create(
            case=opened.row,
            name=name,
            defaults={
                "sha256": digest,
                "size": len(content),
                "state": "waiting",
                "brought_by": opened.official,
            },
        )
        note("table-uploaded", opened.person.username, request, case=opened.key, name=name, sha256=digest)
        taken += 1
    if taken:
        ask_for(READ, case=opened.key, person=opened.person.username)


def _standing(opened: Opened) -> dict[str, Any]:
    from django.conf import settings

    bench = Bench(opened.key)
    manifest = bench.manifest()
    job = Job.objects.filter(case_key=opened.key, kind=READ).last()
    uploads = list(opened.row.uploads.all())
    placements = bench.placements()
    problems: dict[str, list[Any]] = {}
    for problem in manifest.problems if manifest else ():
        if problem.severity in ("error", "warning"):
            problems.setdefault(problem.where.file.rpartition("/")[2], []).append(problem)
    return {
        "opened": opened,
        "case": opened.case,
        "uploads": [
            {
                "upload": upload,
                "problems": problems.get(upload.name, [])[:4],
                "indicators": sum(one.file.rpartition("/")[2] == upload.name for one in placements),
                "regions": upload.name.endswith(REGION_LIST),
                "questions": _questions(manifest, upload.name),
                "refused": bool(manifest and any(one.endswith(upload.name) for one in manifest.refused)),
            }
            for upload in uploads
        ],
        "job": job,
        "pages": len(manifest.editions) if manifest else 0,
        "undecided": sum(not one.decided for one in placements),
        "indicators": len(placements),
        "result": json.loads(job.result) if job and job.state == "done" else {},
        "may": opened.may("group"),
        "is_open": opened.is_open("group"),
        "limit": settings.UPLOAD_BYTES,
        "limit_files": settings.UPLOAD_FILES,
    }


QUESTIONS = ("reading-doubtful", "number-mark-ambiguous")


def _questions(manifest: Manifest | None, name: str) -> int:
    """Return how many questions the last reading asked about a table."""
    return sum(
        one.code in QUESTIONS and one.where.file.rpartition("/")[2] == name
        for one in (manifest.problems if manifest else ())
    )


class _Card(Struct, frozen=True):
    """An indicator of the board, and what is said of it."""

    one: Placement
    naming: Naming


def _board(opened: Opened, bench: Bench) -> dict[str, Any]:
    placements = bench.placements()
    office = current_value()
    catalogue = office.catalogues.choose()
    cards = [_Card(one, naming_of(office.glossary, one.name, one.unit)) for one in placements]
    columns: dict[str, dict[str, Any]] = {}
    for entry in catalogue.subjects:
        mine = [card for card in cards if card.one.decided and card.one.subject == entry.subject.key]
        if mine:
            columns[entry.subject.key] = {"key": entry.subject.key, "name": entry.subject.name, "cards": mine}
    job = Job.objects.filter(case_key=opened.key, kind=READ).last()
    return {
        "opened": opened,
        "case": opened.case,
        "open_cards": [card for card in cards if not card.one.decided],
        "kinds": kind_choices(),
        "columns": list(columns.values()),
        "subjects": [{"key": one.subject.key, "name": one.subject.name} for one in catalogue.subjects],
        "count": len(placements),
        "pages": pages_of(bench),
        "job": job,
        "running": bool(job and job.running),
        "can_undo": bench.can_undo,
        "may": opened.may("group"),
        "is_open": opened.is_open("group"),
    }


def pages_of(bench: Bench) -> tuple[BuiltPage, ...]:
    """Return the pages that lie on a bench."""
    return read_pages(bench.build) if bench.manifest() is not None else ()


def _set_grouping(request: HttpRequest, opened: Opened, bench: Bench) -> HttpResponse:
    pages = pages_of(bench)
    chosen = set(request.POST.getlist("page"))
    kept = tuple(page for page in pages if page.item.id in chosen) if chosen else pages
    wanted = Request(
        "group",
        opened.official,
        note=request.POST.get("note", "").strip()[:2000],
        pages=kept,
        tables=tuple(find_files(bench.tables)) if bench.tables.is_dir() else (),
    )
    done = say(
        id=f"Pengelompokan ditetapkan: {len(kept)} infografis untuk dirancang.",
        en=f"The grouping is set: {len(kept)} infographics to design.",
    )
    with transaction.atomic():
        answer = decide_and_go(request, opened, wanted, done=done, then=reverse("case", args=[opened.key]))
        if answer.status_code == 302:
            remember_grouping(_decided(bench, opened), opened.person.username)
    return answer


def _decided(bench: Bench, opened: Opened) -> list[GroupingDecision]:
    """Return what the grouping says of each indicator: what people changed, and what they let stand."""
    changed = bench.changed()
    name = opened.case.office.official(opened.official).name
    return [
        GroupingDecision(
            indicator=one.indicator,
            subject=one.subject,
            unit=one.unit,
            table=one.table,
            file=one.file,
            sheet=one.sheet,
            name=one.name,
            by=name,
            edited=one.key in changed,
        )
        for one in bench.placements()
        if one.decided
    ]


def refuse_others(opened: Opened) -> None:
    """Refuse to touch the bench of a step that is not the person's."""
    if not opened.may("group"):
        raise NotTheirStepError(
            say(
                id="Tabel sumber diurus oleh Staf Analis Statistik.",
                en="Source tables are the statistics analyst's work.",
            ),
            code="not-their-step",
            hint=say(
                id="Anda dapat melihatnya di halaman perintah kerja.",
                en="You can see them on the work order's page.",
            ),
        )
