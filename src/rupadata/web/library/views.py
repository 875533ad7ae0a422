"""The views of the library: all pages, one page with its evidence, one file."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render

from rupadata.web.library.builds import MEDIA_TYPES, Library, open_library, pictures

FOLDER_VARIABLE = "RUPADATA_LIBRARY"


def content_policy(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer reading requests only, and let pages load nothing but their own pictures and styles."""

    def guarded(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = answer(request)
        response["Content-Security-Policy"] = (
            "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; "
            "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
        )
        return response

    return guarded


@lru_cache(maxsize=4)
def _library(folder: str, changed: float) -> Library:
    return open_library(Path(folder))


def _opened() -> Library:
    folder = os.environ[FOLDER_VARIABLE]
    return _library(folder, Path(folder, "manifest.json").stat().st_mtime)


def library(request: HttpRequest) -> HttpResponse:
    """Show all pages, filtered by words, region and subject."""
    opened = _opened()
    words = request.GET.get("cari", "").strip()
    subject = request.GET.get("substansi", "")
    shown = [
        {"edition": edition, "picture": next(iter(pictures(edition)), "")}
        for edition in opened.manifest.editions
        if (not subject or edition.subject == subject)
        and all(
            word in f"{edition.title} {edition.subject_name} {edition.region_name}".casefold()
            for word in words.casefold().split()
        )
    ]
    subjects = sorted({(e.subject, e.subject_name) for e in opened.manifest.editions}, key=lambda s: s[1])
    context = {"shown": shown, "subjects": subjects, "subject": subject, "words": words}
    return render(request, "library/all.html", context)


def edition(request: HttpRequest, path: str) -> HttpResponse:
    """Show one page in its sizes, its files, its problems and where its figures come from."""
    opened = _opened()
    found = opened.edition(path.strip("/"))
    if found is None:
        raise Http404
    files = [
        {"path": file.path, "name": Path(file.path).name, "kb": -(-file.bytes // 1024)}
        for file in found.files
    ]
    context = {
        "edition": found,
        "pictures": [{"path": picture, "size": Path(picture).stem} for picture in pictures(found)],
        "files": files,
        "evidence": opened.evidence(found),
    }
    return render(request, "library/edition.html", context)


def file(request: HttpRequest, path: str) -> FileResponse:
    """Send one file of an edition."""
    found = _opened().file(path)
    if found is None:
        raise Http404
    return FileResponse(
        found.open("rb"), content_type=MEDIA_TYPES.get(found.suffix, "application/octet-stream")
    )
