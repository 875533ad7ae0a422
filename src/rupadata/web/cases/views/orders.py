"""The list of work orders, and a new one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from rupadata.errors import NotTheirStepError, RupadataError, UsageError
from rupadata.language import say
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.definition import load_procedure
from rupadata.procedure.service import OfficeFiles, Request
from rupadata.web.accounts.models import OfficeVersion, current_office
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.overview import rails_of
from rupadata.web.cases.service import case_service
from rupadata.web.cases.standing import own_cases, rows_at
from rupadata.web.cases.store import all_or_nothing
from rupadata.web.cases.views.deciding import telling
from rupadata.web.phrasing import full_day
from rupadata.web.typed_days import parse_typed_day

PAGE = 25
PROCEDURE = "infografis-layanan-publik"


@login_required
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Show the work orders that the person takes part in."""
    wanted = request.GET.get("keadaan", "open")
    page = Paginator(own_cases(request.user).by_state.get(wanted, ()), PAGE).get_page(request.GET.get("hal"))
    shown = rails_of(rows_at(page.object_list), timezone.now())
    context = {
        "page": page,
        "shown": shown,
        "wanted": wanted,
        "here": "cases",
        "may_order": _may_order(request),
    }
    return render(request, "cases/cases.html", context)


@login_required
def new_order(request: HttpRequest) -> HttpResponse:
    """Write and issue a work order: steps begin with it."""
    version = _office_to_order_in(request)
    office = version.office
    number = next_number()
    fields = {
        "title": request.POST.get("title", "").strip()[:200],
        "deadline": request.POST.get("deadline", "").strip()[:40],
        "note": request.POST.get("note", "").strip()[:2000],
        "number": request.POST.get("number", f"{number:03d}").strip()[:8],
    }
    faults: dict[str, str] = {}
    if request.method == "POST":
        deadline = _read_deadline(fields["deadline"], faults)
        if not fields["title"]:
            faults["title"] = say(
                id="Tulis infografis tentang apa.", en="Say what the infographics are about."
            )
        sequence = int(fields["number"]) if fields["number"].isdigit() else 0
        if not sequence:
            faults["number"] = say(id="Nomor urut berupa angka.", en="The number is made of digits.")
        key = f"{sequence:03d}-{timezone.localdate().year}"
        taken = CaseRow.objects.filter(key=key).exists()
        if taken:
            fields["number"] = f"{number:03d}"
            faults["number"] = say(
                id=f"Nomor {sequence:03d} baru saja dipakai; yang berikutnya {number:03d}.",
                en=f"Number {sequence:03d} was taken just now; the next is {number:03d}.",
            )
        if not faults:
            return _issue(request, version, key, fields, deadline)
    preview = _letter(request, fields)
    context = {
        "fields": fields,
        "faults": faults,
        "office": office,
        "people": _people(office),
        "earliest": _earliest(office),
        "last": CaseRow.objects.filter(key__regex=r"^\d+-\d{4}$").order_by("-created_at").first(),
        "here": "cases",
        **preview,
    }
    if getattr(request, "htmx", False):
        return render(request, "cases/letter.html", context)
    return render(request, "cases/new_order.html", context, status=422 if faults else 200)


@login_required
@require_GET
def letter_preview(request: HttpRequest) -> HttpResponse:
    """Show the letter as the form stands now, to whoever may issue it."""
    _office_to_order_in(request)
    fields = {
        name: request.GET.get(name, "").strip()[:2000] for name in ("title", "deadline", "note", "number")
    }
    return render(request, "cases/letter.html", {**_letter(request, fields), "fields": fields})


def _office_to_order_in(request: HttpRequest) -> OfficeVersion:
    """Return the office's settings for whoever may issue a work order in it; everybody else is refused."""
    version = current_office()
    if version is None or not _may_order(request):
        raise NotTheirStepError(
            say(
                id="Menerbitkan surat perintah adalah wewenang Kepala Bidang",
                en="Issuing a work order is for the head of the division",
            ),
            code="not-their-step",
            hint=say(
                id="Mintalah Kepala Bidang menerbitkannya; tugas Anda muncul sesudah itu.",
                en="Ask the head of the division to issue it; your tasks appear after that.",
            ),
        )
    return version


def next_number() -> int:
    """Return the next number of a work order in this year."""
    year = timezone.localdate().year
    keys = CaseRow.objects.filter(key__regex=rf"^\d+-{year}$").values_list("key", flat=True)
    return max((int(key.split("-")[0]) for key in keys), default=0) + 1


def _issue(
    request: HttpRequest, version: object, key: str, fields: dict[str, str], deadline: date | None
) -> HttpResponse:
    service = case_service(telling(request.user.username))
    logo = (version.logo_name, bytes(version.logo)) if version.logo_name else None  # type: ignore[attr-defined]
    person = request.user.official
    wanted = Request("order", person, note=fields["note"], deadline=deadline)
    try:
        # Begun and ordered at once: a number must not be taken by a work order that was never issued.
        with all_or_nothing(key):
            service.create(
                key,
                OfficeFiles(version.text, logo),  # type: ignore[attr-defined]
                person=person,
                procedure=PROCEDURE,
                title=fields["title"],
                with_papers=False,
            )
            service.decide(key, wanted, with_papers=False)
    except RupadataError as error:
        if error.code != "case-exists":
            raise
        return redirect("new-order")
    words = say(
        id=f"Surat perintah {key.split('-')[0]} terbit. Kepala Seksi mendapat tugas menyusun jadwal.",
        en=f"Work order {key.split('-')[0]} is issued. The section head now has to draw up the schedule.",
    )
    messages.success(request, words, extra_tags="good")
    return redirect(f"{reverse('case', args=[key])}?terkirim=baru")


def _may_order(request: HttpRequest) -> bool:
    office = request.office
    if office is None or not request.user.official:
        return False
    procedure = load_procedure(PROCEDURE).with_actors(office.procedure.actors, office.procedure.titles)
    day = timezone.localtime(timezone.now(), office.zone).date()
    if not any(one.id == request.user.official for one in office.officials):
        return False
    return any(
        office.acting(request.user.official, role, day) is not None for role in procedure.steps[0].actors
    )


def _read_deadline(text: str, faults: dict[str, str]) -> date | None:
    if not text:
        return None
    try:
        day = parse_typed_day(text)
    except UsageError as error:
        faults["deadline"] = str(error)
        return None
    if day < timezone.localdate():
        faults["deadline"] = say(id="Tenggat sudah lewat.", en="The deadline is already past.")
    return day


def _people(office: object) -> list[dict[str, str]]:
    procedure = load_procedure(PROCEDURE)
    work = {
        "section_head": say(id="Jadwal, pemeriksaan", en="Schedule, review"),
        "statistics_analyst": say(id="Pengelompokan, laporan", en="Grouping, report"),
        "infographic_designer": say(id="Rancangan, dokumentasi", en="Design, documentation"),
    }
    return [
        {"name": one.name, "initials": "".join(w[0] for w in one.name.split()[-2:]).upper(), "work": words}
        for role, words in work.items()
        for one in office.holders(role)  # type: ignore[attr-defined]
        if role in {actor.key for actor in procedure.actors}
    ]


def _earliest(office: object) -> str:
    """Return the earliest end that standard times allow for one infographic, as a day."""
    procedure = load_procedure(PROCEDURE)
    calendar = WorkingCalendar(office)  # type: ignore[arg-type]
    now = timezone.localtime(timezone.now(), office.zone)  # type: ignore[attr-defined]
    return full_day(calendar.add_minutes(now, procedure.total_minutes).date())


def _letter(request: HttpRequest, fields: dict[str, str]) -> dict[str, object]:
    office = request.office
    today = timezone.localtime(timezone.now(), office.zone)
    sequence = int(fields["number"]) if fields["number"].isdigit() else None
    try:
        deadline = parse_typed_day(fields["deadline"]) if fields["deadline"] else None
    except UsageError:
        deadline = None
    head = next((one for one in office.officials if one.id == request.user.official), None)
    procedure = load_procedure(PROCEDURE)
    return {
        "letter": {
            "number": office.proposed_number("work-order", today.date(), sequence),
            "deadline": deadline,
            "date": today,
            "head": head,
            "procedure": procedure.name.id,
            "people": _people(office),
        },
        "number_parts": office.proposed_number("work-order", today.date(), 999).split("999"),
    }
