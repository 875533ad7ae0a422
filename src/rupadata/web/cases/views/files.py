"""Files of a work order: editions, small pictures, papers and their pages; signed papers come back here."""

from __future__ import annotations

import io
import re
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from PIL import Image

from rupadata.language import say
from rupadata.procedure.attaching import SignedFile
from rupadata.procedure.case import Case
from rupadata.procedure.store import PAPERS, SIGNED, edition_name
from rupadata.web.audit.log import note
from rupadata.web.blobs import blob_path, read_blob
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.inbox import notify
from rupadata.web.cases.models import CaseFile, CaseRow
from rupadata.web.cases.papers import papers_of
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.service import case_service
from rupadata.web.library.builds import MEDIA_TYPES
from rupadata.web.uploads import SCAN_ENDINGS, take_upload
from rupadata.whole_files import write_whole

THUMB = 200
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"
_SHOWN = (".svg", ".png", ".webp", ".jpg", ".pdf")
_KINDS = {
    **MEDIA_TYPES,
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
    ".ics": "text/calendar; charset=utf-8",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".jpeg": "image/jpeg",
}
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


@login_required
@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def edition_file(request: HttpRequest, key: str, item: str, digest: str, name: str) -> HttpResponse:
    """Send a file of an edition; an edition never changes, so browsers may keep it."""
    opened = open_case(request, key)
    return send_file(_find(opened, edition_name(item, digest, name)), request)


@login_required
@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def thumb(request: HttpRequest, key: str, item: str, digest: str) -> HttpResponse:
    """Send the small picture of an edition."""
    opened = open_case(request, key)
    under = edition_name(item, digest)
    pictures = sorted(
        (file for file in opened.row.files.filter(name__startswith=under) if file.name.endswith(".png")),
        key=lambda file: (not file.name.endswith("/portrait.png"), file.name),
    )
    if not pictures:
        raise Http404
    return HttpResponse(_small(pictures[0].sha256), content_type="image/webp")


@login_required
@require_GET
def bench_file(request: HttpRequest, key: str, path: str) -> HttpResponse:
    """Send a picture of a page that is being designed; nothing but what its manifest names."""
    open_case(request, key)
    bench = Bench(key)
    manifest = bench.manifest()
    named = {file.path for edition in manifest.editions for file in edition.files} if manifest else set()
    if path not in named or PurePosixPath(path).suffix not in _SHOWN:
        raise Http404
    content = (bench.build / path).read_bytes()
    response = HttpResponse(content, content_type=_KINDS[PurePosixPath(path).suffix])
    response["Cache-Control"] = "private, no-store"
    return _with_policy(response, path)


@login_required
@require_GET
def paper(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Send a paper, or the signed one that came back."""
    opened = open_case(request, key)
    under = SIGNED if request.GET.get("ttd") == "1" else PAPERS
    response = send_file(_find(opened, f"{under}{name}"), request)
    if PurePosixPath(name).suffix != ".pdf":
        note("paper-sent", opened.person.username, request, case=key, name=name)
    return response


@login_required
@require_GET
def paper_page(request: HttpRequest, key: str, name: str, number: int) -> HttpResponse:
    """Send a page of a PDF as a picture, so that it shows in every browser under the strict policy."""
    opened = open_case(request, key)
    file = _find(opened, f"{PAPERS}{name}")
    content = draw_page(file.sha256, number)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@login_required
def attach(request: HttpRequest, key: str) -> HttpResponse:
    """Take a signed paper that came back."""
    opened = open_case(request, key)
    papers = [paper for paper in papers_of(opened) if paper.ready and paper.kind != "procedure-form"]
    if request.method == "POST":
        name, content = (
            take_upload(request.FILES["file"], SCAN_ENDINGS) if "file" in request.FILES else ("", b"")
        )
        if not content:
            messages.error(
                request, say(id="Pilih berkasnya dahulu.", en="Choose the file first."), extra_tags="late"
            )
            return redirect("attach", key)
        signed = SignedFile(
            request.POST.get("paper", ""),
            name,
            content,
            number=request.POST.get("number", "").strip()[:100],
            note=request.POST.get("note", "").strip()[:500],
            person=opened.official,
        )

        def tell(case: Case, row: CaseRow) -> None:
            notify(case, row)
            note("paper-attached", opened.person.username, request, case=key, name=name)

        case_service(tell).attach(key, signed)
        messages.success(
            request,
            say(id="Naskah bertanda tangan tersimpan.", en="The signed paper is kept."),
            extra_tags="good",
        )
        return redirect("case", key)
    context = {
        "opened": opened,
        "papers": papers,
        "wanted": request.GET.get("naskah", ""),
        "endings": ",".join(SCAN_ENDINGS),
        "limit": settings.UPLOAD_BYTES,
        "here": "cases",
    }
    return render(request, "cases/attach.html", context)


def send_file(file: CaseFile, request: HttpRequest) -> HttpResponse:
    """Return a file: pictures and PDFs to look at, everything else to keep; never to be guessed at."""
    ending = PurePosixPath(file.name).suffix.lower()
    name = _SAFE.sub("-", PurePosixPath(file.name).name)
    keep = request.GET.get("unduh") == "1" or ending not in _SHOWN
    response = FileResponse(
        blob_path(file.sha256).open("rb"),
        as_attachment=keep,
        filename=name,
        content_type=_KINDS.get(ending, "application/octet-stream"),
    )
    return _with_policy(response, file.name)


def draw_page(digest: str, number: int, width: int = 1240) -> bytes | None:
    """Return a page of a stored PDF as PNG, counted from 1; None when it has no such page."""
    kept = Path(settings.STORAGE) / "pages" / f"{digest}-{number}-{width}.png"
    if kept.is_file():
        return kept.read_bytes()
    import pypdfium2

    document = pypdfium2.PdfDocument(read_blob(digest))
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, target.getvalue())
    return target.getvalue()


def _small(digest: str) -> bytes:
    kept = Path(settings.STORAGE) / "small" / f"{digest}-{THUMB}.webp"
    if kept.is_file():
        return kept.read_bytes()
    with Image.open(io.BytesIO(read_blob(digest))) as picture:
        small = picture.convert("RGB")
        small.thumbnail((THUMB, THUMB * 2))
    target = io.BytesIO()
    small.save(target, "WEBP", quality=80)
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, target.getvalue())
    return target.getvalue()


def _find(opened: Opened, name: str) -> CaseFile:
    found = opened.row.files.filter(name=name).first()
    if found is None:
        raise Http404
    return found


def _with_policy(response: HttpResponse, name: str) -> HttpResponse:
    if name.endswith(".svg"):
        # An SVG opened by itself is a document: it may style itself, and do nothing else.
        response["Content-Security-Policy"] = SVG_POLICY
    return response
