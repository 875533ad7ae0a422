"""Symbols, letters, and a word to whoever watches whether the workplace is well."""

from __future__ import annotations

import mimetypes

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from rupadata.version import __version__
from rupadata.web.accounts.models import current_office, logo_of
from rupadata.web.assets import sprite, webfont
from rupadata.web.brand_sheet import brand_name
from rupadata.web.brand_sheet import brand_sheet as sheet_of
from rupadata.web.cases.views.files import SVG_POLICY
from rupadata.web.jobs.models import Job


def symbols(request: HttpRequest) -> HttpResponse:
    """Send the symbols of the interface."""
    return HttpResponse(sprite(), content_type="image/svg+xml")


def font(request: HttpRequest, stem: str) -> HttpResponse:
    """Send a face as WOFF."""
    content = webfont(stem)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="font/woff")


def brand_sheet(request: HttpRequest, colour: str) -> HttpResponse:
    """Send the style sheet of the office's colour; a colour has one address for ever."""
    if brand_name(colour) != colour:
        raise Http404
    return HttpResponse(sheet_of(colour), content_type="text/css")


def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """Send the office's logo, as it is now: another has another address."""
    version = current_office()
    if version is None or not digest or digest != logo_of(version):
        raise Http404
    kind = mimetypes.guess_type(version.logo_name)[0] or "application/octet-stream"
    response = HttpResponse(bytes(version.logo), content_type=kind)
    response["Content-Security-Policy"] = SVG_POLICY
    return response


def health(request: HttpRequest) -> JsonResponse:
    """Say that the database answers and how much work waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    waiting = Job.objects.filter(state="queued").count()
    return JsonResponse({"state": "ok", "version": __version__, "waiting": waiting})
