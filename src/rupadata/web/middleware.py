"""What holds for every page: the person's language, a session's end, a second factor, refusals as pages."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from rupadata.errors import RupadataError
from rupadata.language import messages_in
from rupadata.web.accounts.models import current_office, logo_of
from rupadata.web.errors import answer_refusal

Answer = Callable[[HttpRequest], HttpResponse]
SEEN_SECONDS = 300.0
MOST_DEVICES = 10_000
LANGUAGE_COOKIE = "rupadata-bahasa"


def spoken_language(answer: Answer) -> Answer:
    """Speak the person's language, in the office's own time."""

    def spoken(request: HttpRequest) -> HttpResponse:
        person = request.user
        asked = person.language if person.is_authenticated else request.COOKIES.get(LANGUAGE_COOKIE, "id")
        language = asked if asked in ("id", "en") else "id"
        version = current_office()
        request.office = version.office if version else None
        request.logo = logo_of(version)
        zone = request.office.zone if request.office else timezone.get_default_timezone()
        with messages_in(language), translation.override(language), timezone.override(zone):
            return answer(request)

    return spoken


def seen_devices(answer: Answer) -> Answer:
    """Note which devices are signed in, each every few minutes: a write a page would make readers wait."""
    noting = UserSessionsMiddleware(answer)
    noted: dict[tuple[str | None, ...], float] = {}

    def seen(request: HttpRequest) -> HttpResponse:
        facts = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT")
        device = (request.session.session_key, *(request.META.get(name) for name in facts))
        now = time.monotonic()
        if now - noted.get(device, -SEEN_SECONDS) < SEEN_SECONDS:
            return answer(request)
        if len(noted) > MOST_DEVICES:
            noted.clear()
        noted[device] = now
        return noting(request)

    return seen


def session_end(answer: Answer) -> Answer:
    """End a session that is too old, or in which nobody did anything; tell a part of a page that nobody is
    signed in."""

    def ended(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            began = request.session.setdefault("began", now)
            acted = request.session.get("acted", now)
            if now - began > settings.SESSION_HOURS * 3600 or now - acted > settings.IDLE_MINUTES * 60:
                logout(request)
            elif not _asks_by_itself(request) and (now - acted > SEEN_SECONDS or acted == now):
                request.session["acted"] = now
        response = answer(request)
        part = request.headers.get("HX-Request") == "true"
        if part and response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
            # A page of signing in must not be put into the middle of another page.
            response = HttpResponse(status=204)
            response["HX-Trigger"] = "rupadata:signedout"
        return response

    return ended


def known_methods(answer: Answer) -> Answer:
    """Answer what browsers send, and refuse everything else: an echo (TRACE) above all."""
    known = ("GET", "HEAD", "POST", "OPTIONS")

    def asked(request: HttpRequest) -> HttpResponse:
        return answer(request) if request.method in known else HttpResponseNotAllowed(known)

    return asked


def kept_by_nobody(answer: Answer) -> Answer:
    """Have browsers keep no page of somebody who is signed in, and forget what they kept at signing out."""

    def told(request: HttpRequest) -> HttpResponse:
        inside = request.user.is_authenticated
        response = answer(request)
        page = response.get("Content-Type", "").startswith("text/html")
        if page and (inside or request.user.is_authenticated) and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        if inside and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'
        return response

    return told


def second_factor(answer: Answer) -> Answer:
    """Let nobody work without a second factor, or with a password that somebody else chose."""

    def guarded(request: HttpRequest) -> HttpResponse:
        person = request.user
        if not person.is_authenticated or _open_to_all(request):
            return answer(request)
        if person.must_change_password and person.has_usable_password():
            return redirect("account_change_password")
        if settings.SECOND_FACTOR == "required" and not is_mfa_enabled(person):
            return redirect("mfa_activate_totp")
        return answer(request)

    return guarded


def refusals(answer: Answer) -> Answer:
    """Turn a refusal of the product into a page that says what to do."""

    def answered(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RupadataError) and not isinstance(error, Http404):
            return answer_refusal(request, error)
        return None

    answered.process_exception = process_exception  # type: ignore[attr-defined]
    return answered


def _asks_by_itself(request: HttpRequest) -> bool:
    """Return whether a page asks again and again on its own: that is nobody at work."""
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


def _open_to_all(request: HttpRequest) -> bool:
    """Return whether an address is needed for setting up a factor, a password, or for leaving."""
    path = request.path_info
    return (
        path.startswith(("/akun/", "/huruf/", "/simbol", "/lambang/", "/warna/", "/static/"))
        or path == "/sehat"
    )
