"""Tasks, notices, search, and what a person settles for herself."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.web.cases.glance import glance_of, rows_of
from rupadata.web.cases.inbox import MOST, read_inbox
from rupadata.web.cases.models import Notice
from rupadata.web.cases.news import news_of, unread
from rupadata.web.cases.presence import note_presence
from rupadata.web.cases.rights import heads_roles, open_case
from rupadata.web.middleware import LANGUAGE_COOKIE

PAGE = 25


@login_required
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person."""
    now = timezone.now()
    asked = request.GET.get("mulai", "")
    inbox = read_inbox(request.user, now, int(asked) if asked.isdigit() and len(asked) < 7 else 0)
    order = "case" if request.GET.get("urut") == "perintah" else "late"
    everything = (*inbox.late, *inbox.today, *inbox.later)
    by_case: dict[str, list[object]] = {}
    for task in everything:
        by_case.setdefault(task.open.title, []).append(task)
    office = request.office
    spans = WorkingCalendar(office).spans(timezone.localtime(now, office.zone).date()) if office else ()
    may_order = bool(office) and any(role in heads_roles(office, request.user) for role in ("division_head",))
    context = {
        "inbox": inbox,
        "order": order,
        "by_case": by_case,
        "first": everything[0] if everything else None,
        "following": inbox.first + MOST if inbox.first + inbox.shown < inbox.count else 0,
        "now": now,
        "closes": spans[-1][1] if spans else None,
        "news": [news_of(notice) for notice in unread(request.user)[:5]],
        "may_order": may_order,
        "deputies": _deputies(request),
        "here": "tasks",
    }
    return render(request, "cases/tasks.html", context)


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Show the notices of a person; sending the form marks all as read."""
    mine = Notice.objects.filter(person=request.user.official or "-")
    if request.method == "POST":
        mine.filter(read_at=None).update(read_at=timezone.now())
        return redirect("notices")
    page = Paginator(mine.select_related("case"), PAGE).get_page(request.GET.get("hal"))
    context = {"page": page, "news": [news_of(notice) for notice in page], "here": "notices"}
    return render(request, "cases/notices.html", context)


@login_required
@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    """Answer the sign of notices, which a page asks for again and again."""
    return render(request, "parts/bell.html")


@login_required
@require_GET
def presence(request: HttpRequest, key: str, place: str) -> HttpResponse:
    """Note that a person looks at a place of a work order, and answer who else does."""
    opened = open_case(request, key)
    others = note_presence(f"{key}/{place}", request.user, opened.now)
    return render(request, "parts/others.html", {"others": others})


@login_required
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find work orders and infographics by their words."""
    words = request.GET.get("q", "").strip()[:200]
    found = []
    if words:
        asked = words.casefold().split()[:12]
        rows = rows_of(request.user)
        for word in asked:
            rows = rows.filter(search__contains=word)
        for row in rows[:PAGE]:
            items = [
                {"id": key, "title": title, "subject": subject}
                for key, title, subject in glance_of(row).titles
                if all(word in f"{title} {subject}".casefold() for word in asked)
            ]
            found.append({"row": row, "items": items[:8]})
    context = {"words": words, "found": found, "here": "search"}
    return render(request, "cases/search.html", context)


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show what a person settles: looks, devices, second factor, password."""
    person = request.user
    if request.method == "POST":
        if "mail" in request.POST:
            person.wants_mail = request.POST["mail"] == "yes"
        else:
            theme = request.POST.get("theme", "")
            person.theme = theme if theme in ("light", "dark") else ""
        person.save(update_fields=["theme", "wants_mail"])
        return redirect("me")
    return render(request, "cases/me.html", {"here": "me", "mails": bool(settings.EMAIL_HOST)})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language, for a person who is signed in for good."""
    chosen = "en" if request.POST.get("language") == "en" else "id"
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    then = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(then if safe else "tasks")
    answer.set_cookie(
        LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return answer


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Show the ten steps and who does them."""
    from rupadata.procedure.definition import load_procedure

    procedure = load_procedure("infografis-layanan-publik")
    if request.office:
        form = request.office.procedure
        procedure = procedure.with_actors(form.actors, form.titles)
    steps = [
        {"step": step, "who": ", ".join(procedure.title_of(actor) for actor in step.actors)}
        for step in procedure.steps
    ]
    return render(request, "cases/help.html", {"procedure": procedure, "steps": steps})


def _deputies(request: HttpRequest) -> list[dict[str, object]]:
    """Return who stands in for the person, from today on."""
    office = request.office
    known = (
        next((one for one in office.officials if one.id == request.user.official), None) if office else None
    )
    today = timezone.localdate()
    return [
        {"name": office.official(one.person).name, "deputy": one}
        for one in (known.deputies if known else ())
        if one.until is None or one.until >= today
    ]
