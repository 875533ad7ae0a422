"""Symbols, letters, and a word to whoever watches whether the workplace is well."""

from __future__ import annotations

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from rupadata.version import __version__
from rupadata.web.assets import sprite, webfont
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


def health(request: HttpRequest) -> JsonResponse:
    """Say that the database answers and how much work waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    waiting = Job.objects.filter(state="queued").count()
    return JsonResponse({"state": "ok", "version": __version__, "waiting": waiting})
