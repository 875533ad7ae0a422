"""What went wrong, as a page: what happened, what it means, what to do; in a part of a page as a notice."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rupadata.errors import EditionChangedError, NotTheirStepError, RupadataError, StepNotOpenError
from rupadata.web.audit.log import note

_log = logging.getLogger("rupadata.web")


def status_of(error: RupadataError) -> int:
    """Return the HTTP status of a refusal: may not, moved on, or cannot be."""
    if isinstance(error, NotTheirStepError):
        return 403
    if isinstance(error, StepNotOpenError | EditionChangedError):
        return 409
    return 404 if error.code == "case-missing" else 422


def answer_refusal(request: HttpRequest, error: RupadataError) -> HttpResponse:
    """Return the page of a refusal."""
    status = status_of(error)
    if status == 404:
        return page_missing(request)
    if status == 403 and request.user.is_authenticated:
        note("refused", request.user.username, request, code=error.code, path=request.path[:200])
    template = "errors/part.html" if getattr(request, "htmx", False) else "errors/refused.html"
    return render(request, template, {"error": error, "status": status}, status=status)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page of what a person may not see."""
    return render(request, "errors/not_yours.html", {"why": str(exception or "")}, status=403)


def page_missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page of what is not there, or is not for this person: nobody learns which."""
    return render(request, "errors/missing.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page of a request that cannot be understood."""
    return render(request, "errors/bad.html", status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page of a form that was open for too long, or came from elsewhere."""
    _log.info("form refused: %s", reason)
    return render(request, "errors/form_expired.html", status=403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Return the page of a fault of ours, with a number to quote that stands in the log as well."""
    number = f"{secrets.randbelow(900_000) + 100_000}"
    _log.error("fault %s at %s", number, request.path, exc_info=sys.exc_info())
    context: dict[str, Any] = {"number": f"{number[:3]} {number[3:]}"}
    return render(request, "errors/fault.html", context, status=500)
