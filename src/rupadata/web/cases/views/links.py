"""The review link: a colleague without an account sees one edition and leaves remarks; nothing else."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rupadata.errors import NotTheirStepError
from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.store import edition_name, load_case
from rupadata.web.audit.log import note
from rupadata.web.blobs import read_blob
from rupadata.web.cases.acts import edition_number
from rupadata.web.cases.models import Remark, ReviewLink
from rupadata.web.cases.page_parts import read_parts
from rupadata.web.cases.rights import open_case
from rupadata.web.cases.store import DatabaseStore
from rupadata.web.cases.views.files import SVG_POLICY

DAYS = 7
MOST_AN_HOUR = 20
"""So many remarks a link takes within an hour: it lies open to whoever has it."""
PICTURE = "portrait.svg"


@login_required
@require_POST
def make_link(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Make a link to the edition that is reviewed; its address is shown once."""
    opened = open_case(request, key)
    progress = opened.case.progress.items.get(item)
    if progress is None or progress.edition is None:
        raise Http404
    if not opened.may("approve", "consult"):
        raise NotTheirStepError(
            say(id="Tautan tinjauan dibuat oleh pemeriksa.", en="Review links are made by reviewers."),
            code="not-their-step",
            hint=say(id="Mintalah Kepala Seksi membuatnya.", en="Ask the section head to make one."),
        )
    secret = secrets.token_urlsafe(24)
    ReviewLink.objects.create(
        case=opened.row,
        item=item,
        digest=progress.edition.digest,
        secret=_digest(secret),
        made_by=opened.official,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    note("link-made", opened.person.username, request, case=key, item=item)
    request.session["link-made"] = request.build_absolute_uri(reverse("link", args=[secret]))
    return redirect(f"{reverse('review', args=[key, item])}#tautan")


@login_required
@require_POST
def end_link(request: HttpRequest, key: str, item: str, number: int) -> HttpResponse:
    """End a link before its day."""
    opened = open_case(request, key)
    if not opened.may("approve", "consult"):
        raise Http404
    found = ReviewLink.objects.filter(case=opened.row, item=item, pk=number, ended_at=None).first()
    if found is not None:
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        note("link-ended", opened.person.username, request, case=key, item=item)
    return redirect(f"{reverse('review', args=[key, item])}#tautan")


@never_cache
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an edition to whoever has the link, and take a remark."""
    found = _find(secret)
    if found is None:
        return _apart(render(request, "cases/link_ended.html", status=410))
    case = load_case(DatabaseStore(), found.case.key)
    fields = {name: request.POST.get(name, "").strip() for name in ("name", "text", "node")}
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = _faults(found, fields)
        if not faults:
            Remark.objects.create(
                case=found.case,
                item=found.item,
                digest=found.digest,
                node=fields["node"][:120],
                text=fields["text"][:2000],
                guest=fields["name"][:120],
                link=found,
            )
            note("guest-remark", "", request, case=found.case.key, item=found.item, name=fields["name"][:120])
            words = say(id="Catatan Anda terkirim.", en="Your remark was sent.")
            messages.success(request, words, extra_tags="good")
            answer = redirect("link", secret)
            answer.set_cookie(
                "rupadata-nama", fields["name"][:120].encode().hex(), httponly=True, samesite="Lax"
            )
            return _apart(answer)
    context = _page(request, found, case, secret, fields, faults)
    return _apart(render(request, "cases/link.html", context, status=422 if faults else 200))


@require_GET
@never_cache
def link_picture(request: HttpRequest, secret: str) -> HttpResponse:
    """Send the picture of the edition that a link shows."""
    found = _find(secret)
    name = edition_name(found.item, found.digest, PICTURE) if found else ""
    file = found.case.files.filter(name=name).first() if found else None
    if file is None:
        raise Http404
    response = HttpResponse(read_blob(file.sha256), content_type="image/svg+xml")
    response["Content-Security-Policy"] = SVG_POLICY
    return _apart(response)


def _find(secret: str) -> ReviewLink | None:
    """Return a link that holds still: neither ended nor over, and its infographic not withdrawn."""
    found = (
        ReviewLink.objects.select_related("case")
        .filter(secret=_digest(secret), ended_at=None, expires_at__gt=timezone.now(), case__status="open")
        .first()
    )
    return found


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _apart(response: HttpResponse) -> HttpResponse:
    """Keep the address to those who have it: no search engine, no other site learns of it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _faults(found: ReviewLink, fields: dict[str, str]) -> dict[str, str]:
    faults = {}
    if not fields["name"]:
        faults["name"] = say(id="Tulis nama Anda.", en="Give your name.")
    if not fields["text"]:
        faults["text"] = say(id="Catatannya kosong.", en="The remark is empty.")
    since = timezone.now() - timedelta(hours=1)
    if Remark.objects.filter(link=found, at__gt=since).count() >= MOST_AN_HOUR:
        faults["text"] = say(
            id="Terlalu banyak catatan dalam satu jam. Coba lagi nanti.",
            en="Too many remarks within an hour. Try again later.",
        )
    return faults


def _page(
    request: HttpRequest,
    found: ReviewLink,
    case: Case,
    secret: str,
    fields: dict[str, str],
    faults: dict[str, str],
) -> dict[str, Any]:
    content = DatabaseStore().find(found.case.key, edition_name(found.item, found.digest, PICTURE))
    parts = read_parts(content) if content else ()
    by_id = {part.id: part for part in parts}
    progress = case.progress.items[found.item]
    remarks = Remark.objects.filter(case=found.case, item=found.item, digest=found.digest).exclude(guest="")
    return {
        "found": found,
        "secret": secret,
        "title": progress.item.subject,
        "headline": next(
            (
                one.edition.title
                for one in case.decisions
                if one.edition and one.edition.digest == found.digest
            ),
            "",
        ),
        "number": edition_number(case, found.item, found.digest),
        "approved": progress.approved == found.digest,
        "who": case.procedure.title_of("section_head"),
        "parts": parts,
        "fields": {**fields, "name": fields["name"] or _known_name(request)},
        "faults": faults,
        "remarks": [
            {"remark": one, "at": at, "part": by_id.get(one.node)} for at, one in enumerate(remarks, start=1)
        ],
        "next_number": len(remarks) + 1,
    }


def _known_name(request: HttpRequest) -> str:
    """Return the name that the same browser gave before."""
    try:
        return bytes.fromhex(request.COOKIES.get("rupadata-nama", "")).decode()[:120]
    except ValueError:
        return ""
