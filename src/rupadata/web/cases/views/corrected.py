"""A source was corrected after editions were frozen: which they are, and sending them to review again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rupadata.errors import NotTheirStepError
from rupadata.language import say
from rupadata.procedure.controls import is_revocable
from rupadata.procedure.service import Request
from rupadata.web.cases.corrected import Affected, affected_editions, correction_words
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.views.deciding import decide

MOST_SHOWN = 12


@login_required
def corrected(request: HttpRequest, key: str) -> HttpResponse:
    """Show the editions that rest on corrected figures, and send them through steps 4 to 6 again."""
    opened = open_case(request, key)
    affected = affected_editions(opened.row, opened.case)
    if request.method == "POST":
        return _send_back(request, opened, affected)
    context = {
        "opened": opened,
        "here": "cases",
        "affected": [_shown(opened, one) for one in affected],
        "can": [one.item for one in affected if way_back(opened, one)],
    }
    return render(request, "cases/corrected.html", context)


def way_back(opened: Opened, one: Affected) -> tuple[str, ...]:
    """Return the decisions by which a person sends an edition back to design; none where they may not.

    The head of the division reopens what is approved; the section head takes an approval back while nothing
    follows from it, and returns what is under review.
    """
    progress = opened.case.progress.items[one.item]
    if not one.approved:
        return ("return",) if opened.may("approve") else ()
    if opened.may("order"):
        return ("reopen",)
    if opened.may("approve") and is_revocable(opened.case, progress, "review"):
        return ("revoke", "return")
    return ()


def _send_back(request: HttpRequest, opened: Opened, affected: tuple[Affected, ...]) -> HttpResponse:
    wanted = set(request.POST.getlist("item"))
    chosen = [one for one in affected if one.item in wanted and way_back(opened, one)]
    if wanted and not chosen:
        raise NotTheirStepError(
            say(
                id="Mengirim kembali adalah wewenang Kepala Bidang atau Kepala Seksi.",
                en="Sending back is for the head of the division or the section head.",
            ),
            code="not-their-step",
        )
    for one in chosen:
        words = request.POST.get("note", "").strip()[:1500]
        note = f"{words} {reason_of(one)}".strip()
        for action in way_back(opened, one):
            decide(opened, Request(action, opened.official, item=one.item, note=note, digest=one.digest))
    done = say(
        id=f"{len(chosen)} infografis kembali ke perancang dengan usulan baru.",
        en=f"{len(chosen)} infographics are back with the designer, with new proposals.",
    )
    messages.success(request, done, extra_tags="good")
    return redirect(reverse("corrected", args=[opened.key]))


def reason_of(one: Affected) -> str:
    """Return why an edition goes back, for the record: which figures, from what to what."""
    told = "; ".join(
        f"{row['name']} {row['before']} → {row['after']} ({row['cell']})"
        for row in map(correction_words, one.corrections[:MOST_SHOWN])
    )
    more = len(one.corrections) - MOST_SHOWN
    rest = say(id=f"; dan {more} angka lagi", en=f"; and {more} more figures") if more > 0 else ""
    return say(id=f"Sumber diperbaiki: {told}{rest}.", en=f"The source was corrected: {told}{rest}.")


def _shown(opened: Opened, one: Affected) -> dict[str, Any]:
    return {
        "one": one,
        "rows": [correction_words(each) for each in one.corrections[:MOST_SHOWN]],
        "more": max(0, len(one.corrections) - MOST_SHOWN),
        "may": bool(way_back(opened, one)),
    }
