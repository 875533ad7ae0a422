"""Steps 7 to 10: the paper at one side, what it holds and what is missing at the other, one act in the
foot."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.service import Request
from rupadata.procedure.sources import lacking_sources
from rupadata.procedure.timing import sum_time, time_runs
from rupadata.web.cases.acts import item_title, step_words
from rupadata.web.cases.papers import papers_of
from rupadata.web.cases.rights import open_case
from rupadata.web.cases.views.deciding import decide_and_go


@login_required
def step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Show a step of the whole work order, and do it."""
    opened = open_case(request, key)
    known = {one.key: one for one in opened.case.procedure.steps if one.scope == "case"}
    if step not in known:
        raise Http404
    action = known[step].actions[0]
    if request.method == "POST":
        wanted = Request(action.name, opened.official, note=request.POST.get("note", "").strip()[:2000])
        return decide_and_go(
            request, opened, wanted, done=_done_words(step), then=reverse("case", args=[key])
        )
    papers = papers_of(opened)
    mine = [paper for paper in papers if paper.step == step] or [
        paper for paper in papers if paper.kind in _BEFORE.get(step, ())
    ]
    context = {
        "opened": opened,
        "case": opened.case,
        "step": known[step],
        "words": step_words(step, str(known[step].activity)),
        "papers": mine,
        "preview": next((paper for paper in mine if paper.first.endswith(".pdf")), None),
        "facts": _facts(opened.case),
        "missing": _missing(opened.case),
        "is_open": opened.is_open(step),
        "may": opened.may(action.name),
        "verb": _verb(step),
        "consequence": _consequence(step),
        "who": ", ".join(opened.case.procedure.title_of(role) for role in known[step].actors),
        "here": "cases",
    }
    return render(request, "cases/step.html", context)


_BEFORE = {"receive": ("report", "forwarding-note"), "close": ("report", "performance-evidence")}


def _facts(case: Case) -> dict[str, Any]:
    runs = time_runs(case)
    return {
        "items": [
            {"title": item_title(case, one.item.id), "progress": one} for one in case.progress.active_items()
        ],
        "total": sum_time(runs),
        "rounds": sum(one.round for one in case.progress.active_items()),
        "withdrawn": [one.item.title for one in case.progress.items.values() if one.withdrawn],
    }


def _missing(case: Case) -> list[str]:
    """Return what is not there, for people to know before they go on."""
    found = [
        say(
            id=f"Tabel sumber {source.file} tidak tersimpan.",
            en=f"The source table {source.file} is not kept.",
        )
        for source in lacking_sources(case)
    ][:5]
    unsigned = [paper for paper in ("01-surat-perintah", "02-jadwal") if paper not in case.progress.signed]
    if unsigned:
        found.append(
            say(
                id="Surat perintah dan jadwal bertanda tangan belum diunggah.",
                en="The signed work order and schedule are not uploaded yet.",
            )
        )
    return found


def _verb(step: str) -> str:
    return {
        "order": say(id="Terbitkan surat perintah", en="Issue the work order"),
        "document": say(id="Tetapkan dokumentasi", en="Set the documentation"),
        "report": say(id="Sampaikan laporan", en="Hand in the report"),
        "receive": say(id="Terima laporan", en="Receive the report"),
        "close": say(id="Tutup perintah kerja", en="Close the work order"),
    }.get(step, say(id="Selesaikan langkah", en="Finish the step"))


def _consequence(step: str) -> str:
    return {
        "order": say(
            id="Kepala Seksi mendapat tugas menyusun jadwal.", en="The section head gets the schedule to do."
        ),
        "document": say(
            id="Arsip dan dokumentasi dibuat; Staf Analis menyusun laporan.",
            en="Archive and documentation are made; the analyst writes the report.",
        ),
        "report": say(
            id="Laporan dan nota dinas dibuat; Kepala Seksi dan Kepala Bidang menerimanya.",
            en="Report and note are made; the heads receive them.",
        ),
        "receive": say(
            id="Bahan SKP dibuat; Kepala Bidang menutup perintah kerja.",
            en="Performance evidence is made; the division head closes the work order.",
        ),
        "close": say(
            id="Perintah kerja selesai. Hanya infografis tertentu yang dapat dibuka kembali, dengan alasan.",
            en="The work order is finished. Only single infographics can be reopened, with a reason.",
        ),
    }.get(step, "")


def _done_words(step: str) -> str:
    return {
        "order": say(id="Surat perintah terbit.", en="The work order is issued."),
        "document": say(id="Dokumentasi ditetapkan.", en="The documentation is set."),
        "report": say(id="Laporan disampaikan.", en="The report is handed in."),
        "receive": say(id="Laporan diterima.", en="The report is received."),
        "close": say(id="Perintah kerja selesai.", en="The work order is finished."),
    }.get(step, say(id="Langkah selesai.", en="The step is done."))
