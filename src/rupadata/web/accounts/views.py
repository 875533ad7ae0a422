"""The administrator's pages: people, background work, the audit log."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.usersessions.views import list_usersessions
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from rupadata.errors import NotTheirStepError
from rupadata.language import say
from rupadata.web.accounts.models import Person
from rupadata.web.audit.log import find_break, note
from rupadata.web.audit.models import AuditEntry
from rupadata.web.audit.words import event_words, fact_words
from rupadata.web.jobs.models import Job
from rupadata.web.jobs.words import kind_words, state_words

PAGE = 50
_LETTERS = string.ascii_lowercase.replace("l", "").replace("o", "") + "23456789"
View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Let only administrators in; everybody else reads whose page this is."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_administrator:
            raise NotTheirStepError(
                say(
                    id="Pengaturan kantor adalah wewenang administrator",
                    en="Settings are for the administrator",
                ),
                code="not-their-step",
                hint=say(id="Mintalah administrator kantor Anda.", en="Ask your office's administrator."),
            )
        return view(request, *args, **kwargs)

    return guarded


@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """Show the devices that are signed in; who ends them shows the password again."""
    ending = request.method == "POST"
    answer: HttpResponse = (reauthentication_required(list_usersessions) if ending else list_usersessions)(
        request
    )
    return answer


@for_administrators
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Show who can sign in, and which officials have no account yet."""
    known = list(Person.objects.order_by("name"))
    office = request.office
    taken = {person.official for person in known}
    context = {
        "people": [
            {
                "person": person,
                "official": next((one for one in office.officials if one.id == person.official), None)
                if office
                else None,
                "factors": Authenticator.objects.filter(user=person).exclude(type="recovery_codes").count(),
            }
            for person in known
        ],
        "without": [one for one in office.officials if one.id not in taken] if office else [],
        "given": request.session.pop("given", None),
        "here": "office",
        "tab": "people",
    }
    return render(request, "accounts/people.html", context)


@for_administrators
@require_POST
def add_person(request: HttpRequest) -> HttpResponse:
    """Make an account, with a password that must be changed at the first sign-in."""
    username = request.POST.get("username", "").strip().casefold()[:60]
    name = request.POST.get("name", "").strip()[:120]
    official = request.POST.get("official", "").strip()
    ids = {one.id for one in request.office.officials} if request.office else set()
    if official and official in ids and not name:
        name = request.office.official(official).name
    if not username or not name or Person.objects.filter(username__iexact=username).exists():
        words = say(
            id="Nama pengguna dan nama harus diisi, dan nama pengguna belum dipakai.",
            en="User name and name are needed, and the user name must be free.",
        )
        messages.error(request, words, extra_tags="late")
        return redirect("people")
    password = new_password()
    Person.objects.create_person(
        username,
        password,
        name=name,
        official=official if official in ids else "",
        email=request.POST.get("email", "").strip()[:254],
        is_administrator=request.POST.get("is_administrator") == "on",
        must_change_password=True,
    )
    note("person-added", request.user.username, request, username=username, official=official)
    request.session["given"] = {"username": username, "password": password}
    return redirect("people")


@for_administrators
@require_POST
def change_person(request: HttpRequest, number: int) -> HttpResponse:
    """Lock, unlock, or set back an account; the person is signed out everywhere."""
    person = get_object_or_404(Person, pk=number)
    act = request.POST.get("act", "")
    if act == "lock" and person != request.user:
        person.is_active = False
    elif act == "unlock":
        person.is_active = True
    elif act == "password":
        password = new_password()
        person.set_password(password)
        person.must_change_password = True
        request.session["given"] = {"username": person.username, "password": password}
    elif act == "factors":
        Authenticator.objects.filter(user=person).delete()
    elif act == "official":
        ids = {one.id for one in request.office.officials} if request.office else set()
        wanted = request.POST.get("official", "")
        person.official = wanted if wanted in ids else ""
    else:
        return redirect("people")
    person.save()
    if act in ("lock", "password", "factors"):
        _sign_out(person)
    note(f"person-{act}", request.user.username, request, username=person.username)
    messages.success(request, say(id="Tersimpan.", en="Saved."), extra_tags="good")
    return redirect("people")


@for_administrators
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Show the work in the background."""
    page = Paginator(Job.objects.order_by("-id"), PAGE).get_page(request.GET.get("hal"))
    jobs = [{"job": one, "kind": kind_words(one.kind), "state": state_words(one)} for one in page]
    return render(
        request, "accounts/jobs.html", {"page": page, "jobs": jobs, "here": "office", "tab": "jobs"}
    )


@for_administrators
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show the audit log, and whether its chain is whole."""
    page = Paginator(AuditEntry.objects.order_by("-number"), PAGE).get_page(request.GET.get("hal"))
    checked = request.GET.get("periksa") == "1"
    context = {
        "page": page,
        "entries": [
            {"entry": one, "event": event_words(one.event), "facts": fact_words(one)} for one in page
        ],
        "checked": checked,
        "fault": find_break() if checked else "",
        "here": "office",
        "tab": "log",
    }
    return render(request, "accounts/log.html", context)


def new_password() -> str:
    """Return a password that can be read out: four groups of four."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _sign_out(person: Person) -> None:
    """End all sessions of a person."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
