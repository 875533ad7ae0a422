"""The administrator's page of the office: its settings, its logo, and the files of its own."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, cast, get_args

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rupadata.errors import RupadataError, UsageError
from rupadata.language import LANGUAGES, say
from rupadata.office.brand import check_logo
from rupadata.office.clean_svg import clean_svg
from rupadata.office.own_fonts import find_letters_behind
from rupadata.office.settings import parse_settings
from rupadata.web.accounts.models import OfficeFile, OfficeVersion, current_office
from rupadata.web.accounts.office_files import (
    KINDS,
    RECIPES,
    check_settings,
    current_value,
    forget_file,
    keep_illustration,
    keep_office_file,
)
from rupadata.web.accounts.office_fonts import ENDINGS, MOST_FILES, FontPart, set_fonts, shown_fonts
from rupadata.web.accounts.office_form import plain_settings, show_form, take_form, write_toml
from rupadata.web.accounts.views import for_administrators
from rupadata.web.audit.log import note
from rupadata.web.blobs import read_blob
from rupadata.web.uploads import take_upload
from rupadata.web.ways_out import way_out

LOGO_ENDINGS = (".png", ".jpg", ".jpeg", ".svg")


@for_administrators
def office(request: HttpRequest) -> HttpResponse:
    """Show the office's settings; save a new version, after it was understood."""
    version = current_office()
    text = version.text if version else ""
    fault = ""
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")
        try:
            saved = _read_settings(request, text, version)
        except RupadataError as error:
            fault = str(error)
        else:
            return _save(request, saved, "office")
    context = {
        "text": text,
        "fault": fault,
        "version": version,
        "fonts": _fonts(version),
        "font_endings": ",".join(ENDINGS),
        "versions": OfficeVersion.objects.all()[:10],
        "files": OfficeFile.objects.exclude(name__startswith=RECIPES),
        "recipes": OfficeFile.objects.filter(name__startswith=RECIPES).count(),
        "kinds": _kinds(),
        "here": "office",
        "tab": "office",
    }
    return render(request, "accounts/office.html", context, status=422 if fault else 200)


@for_administrators
def office_form(request: HttpRequest) -> HttpResponse:
    """Show the office's settings as fields; check them, or save them as a new version."""
    version = current_office()
    plain = plain_settings(version.office) if version else {}
    fault, checked, status = "", False, 200
    if request.method == "POST":
        try:
            saved = _read_settings(request, write_toml(take_form(request.POST, plain)), version)
        except RupadataError as error:
            fault, status = f"{error.message} {way_out(error.code, str(error.hint or ''))}".strip(), 422
        else:
            if request.POST.get("act") == "save":
                return _save(request, saved, "office-form")
            checked = True
    context = {
        **show_form(plain, request.POST if request.method == "POST" else None),
        "fault": fault,
        "checked": checked,
        "version": version,
        "here": "office",
        "tab": "form",
    }
    return render(request, "accounts/office_form.html", context, status=status)


@for_administrators
@require_POST
def add_office_file(request: HttpRequest) -> HttpResponse:
    """Keep a file of the office's own: it holds for all work orders from now on."""
    kind = request.POST.get("kind", "")
    if kind not in KINDS or "file" not in request.FILES:
        raise UsageError(
            say(id="Pilih jenis dan berkasnya.", en="Choose a kind and a file."),
            code="upload-missing",
            hint=say(id="Lalu simpan lagi.", en="Then save again."),
        )
    name, content = take_upload(request.FILES["file"], KINDS[kind])
    person = request.user.username
    content = clean_svg(content) if name.lower().endswith(".svg") else content
    if kind == "illustration":
        asked = {field: request.POST.get(field, "").strip()[:300] for field in ("alt-id", "alt-en", "credit")}
        alt = {lang: asked[f"alt-{lang}"] for lang in LANGUAGES if asked[f"alt-{lang}"]}
        kept = keep_illustration(name, content, alt, asked["credit"], person)
    else:
        kept = keep_office_file(kind, name, content, person)
    note("office-file-saved", request.user.username, request, name=kept)
    words = say(
        id=f"{kept} tersimpan dan berlaku mulai pembacaan berikutnya.",
        en=f"{kept} is kept and holds from the next reading on.",
    )
    messages.success(request, words, extra_tags="good")
    return redirect("office")


@for_administrators
@require_POST
def office_fonts(request: HttpRequest) -> HttpResponse:
    """Set a part of the office's pages in fonts of its own, or in those of the product again."""
    version, part = current_office(), request.POST.get("part", "")
    if version is None:
        raise UsageError(
            say(id="Pengaturan kantor belum ada.", en="There are no settings of the office yet."),
            code="office-missing",
            hint=say(id="Simpan pengaturan kantor dahulu.", en="Save the office's settings first."),
        )
    to_product = request.POST.get("act") == "remove"
    sent = [] if to_product else request.FILES.getlist("files")
    if part not in get_args(FontPart) or (not sent and not to_product):
        raise UsageError(
            say(id="Pilih bagian halaman dan berkas hurufnya.", en="Choose a part of pages and its files."),
            code="upload-missing",
            hint=say(id="Lalu simpan lagi.", en="Then save again."),
        )
    files = [take_upload(one, ENDINGS) for one in sent[:MOST_FILES]]
    set_fonts(version, cast(FontPart, part), files, request.user.username)
    note(
        "office-fonts-saved",
        request.user.username,
        request,
        part=part,
        files=", ".join(name for name, _ in files),
    )
    words = say(
        id="Huruf halaman tersimpan dan berlaku bagi gambar berikutnya.",
        en="The fonts of pages are kept and hold for the next pictures.",
    )
    messages.success(request, words, extra_tags="good")
    for problem in find_letters_behind(current_value().fonts):
        messages.info(request, problem.message)
    return redirect("office")


@for_administrators
@require_POST
def remove_office_file(request: HttpRequest, number: int) -> HttpResponse:
    """Take a file of the office's own away; its content stays for work that used it."""
    found = OfficeFile.objects.filter(pk=number).first()
    if found is not None:
        note("office-file-removed", request.user.username, request, name=found.name, sha256=found.sha256)
        forget_file(found)
    return redirect("office")


@for_administrators
@require_GET
def office_file(request: HttpRequest, number: int) -> HttpResponse:
    """Send a file of the office's own, to be corrected and brought again."""
    found = OfficeFile.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    response = HttpResponse(read_blob(found.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{PurePosixPath(found.name).name}"'
    return response


def _read_settings(request: HttpRequest, text: str, before: OfficeVersion | None) -> OfficeVersion:
    """Return the settings as they would be saved; refuse those that cannot be understood or drawn."""
    parse_settings(text)
    logo_name, logo = (before.logo_name, bytes(before.logo)) if before else ("", b"")
    if "logo" in request.FILES:
        name, logo = take_upload(request.FILES["logo"], LOGO_ENDINGS)
        logo_name = PurePosixPath(name).name
        logo = clean_svg(logo) if logo_name.lower().endswith(".svg") else logo
        check_logo(logo_name, logo)
    version = OfficeVersion(text=text, logo_name=logo_name, logo=logo, saved_by=request.user.username)
    check_settings(version)
    return version


def _save(request: HttpRequest, version: OfficeVersion, then: str) -> HttpResponse:
    version.save()
    note("office-saved", request.user.username, request)
    words = say(
        id="Pengaturan tersimpan dan berlaku bagi perintah kerja berikutnya.",
        en="The settings are saved and hold for the next work orders.",
    )
    messages.success(request, words, extra_tags="good")
    return redirect(then)


def _fonts(version: OfficeVersion | None) -> list[dict[str, Any]]:
    """Return what the parts of pages are set in, for the page; nothing before there are settings."""
    words: dict[FontPart, str] = {
        "heading": say(id="Judul dan angka besar", en="Headlines and large figures"),
        "text": say(id="Teks", en="Texts"),
    }
    if version is None:
        return []
    return [
        {
            "part": one.part,
            "words": words[one.part],
            "family": one.family,
            "weights": ", ".join(map(str, one.weights)),
        }
        for one in shown_fonts(version)
    ]


def _kinds() -> list[dict[str, str]]:
    words = {
        "regions": say(id="Wilayah sendiri", en="Own regions"),
        "catalogue": say(id="Katalog substansi", en="Catalogue of subjects"),
        "glossary": say(id="Kamus indikator", en="Glossary of indicators"),
        "grouping": say(id="Ingatan pengelompokan", en="Remembered grouping"),
        "boundaries": say(id="Batas wilayah", en="Outlines of regions"),
        "symbol": say(id="Simbol sendiri", en="Own symbol"),
        "illustration": say(id="Ilustrasi", en="Illustration"),
    }
    return [{"key": key, "words": words[key], "endings": ", ".join(KINDS[key])} for key in KINDS]
