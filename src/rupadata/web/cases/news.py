"""What notices say: on pages, and by mail, one mail a person for all that happened in a while."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from rupadata.language import message_language, messages_in, say
from rupadata.logs import get_log
from rupadata.web.accounts.models import Person
from rupadata.web.cases.acts import actor_words, decision_words, task_address
from rupadata.web.cases.corrected import CORRECTED
from rupadata.web.cases.kept_cases import kept_case
from rupadata.web.cases.models import CaseRow, Notice

QUIET = timedelta(minutes=3)
"""A mail waits until nothing came for so long: a review of several infographics is one mail."""
LONGEST = timedelta(minutes=20)
"""It waits no longer than this, however much comes."""
OLD = timedelta(days=1)
log = get_log(__name__)


def unread(person: Person) -> list[Notice]:
    """Return the notices that a person has not read, newest first."""
    mine = Notice.objects.filter(person=person.official or "-", read_at=None)
    return list(mine.select_related("case").defer("case__header", "case__search"))


def news_of(notice: Notice) -> dict[str, Any]:
    """Return a notice in words, with its work order and where it leads."""
    row = notice.case
    if notice.about.startswith(f"{CORRECTED}:"):
        return {**_tell_corrected(notice), "notice": notice, "case": row}
    told = _tell(row.pk, row.version, notice.number, notice.item, message_language())
    return {**told, "notice": notice, "case": row}


def _tell_corrected(notice: Notice) -> dict[str, str]:
    """Return what a notice says of an edition whose source was corrected."""
    facts: dict[str, Any] = json.loads(notice.detail)
    title, figures = facts["title"], facts["figures"]
    return {
        "who": facts["file"],
        "what": say(
            id=f"kini memuat {figures} angka lain daripada edisi “{title}”",
            en=f"now holds {figures} other figures than the edition “{title}”",
        ),
        "note": "",
        "address": reverse("corrected", args=[notice.case.key]),
    }


@lru_cache(maxsize=1024)
def _tell(row: int, version: int, number: int, item: str, lang: str) -> dict[str, str]:
    """Return what a notice says of a decision, as the case stood with so many decisions."""
    found = CaseRow.objects.defer("header", "search").get(pk=row)
    case = kept_case(found).case
    decision = case.decisions[number - 1]
    waits = next((one for one in case.progress.open.values() if one.item == item), None)
    return {
        "who": actor_words(case, decision),
        "what": decision_words(case, decision),
        "note": decision.note,
        "address": task_address(found.key, waits.step, item) if waits and item else "",
    }


def send_mails(now: datetime | None = None) -> int:
    """Send what was not told by mail yet, one mail a person; return how many mails.

    What a person has read meanwhile is not sent, and nothing goes out twice: notices are marked before the
    mail is handed over, and marked back when that fails.
    """
    if not settings.EMAIL_HOST:
        return 0
    now = now or timezone.now()
    sent = 0
    for person in (
        Person.objects.filter(is_active=True, wants_mail=True).exclude(email="").exclude(official="")
    ):
        taken = _take(person, now)
        if not taken:
            continue
        try:
            _mail(person, taken).send()
        except OSError:
            log.warning("a mail to %s was not sent; it is tried again", person.username, exc_info=True)
            Notice.objects.filter(pk__in=[one.pk for one in taken]).update(mailed_at=None)
            return sent
        sent += 1
    return sent


def _take(person: Person, now: datetime) -> list[Notice]:
    with transaction.atomic():
        waiting = Notice.objects.select_for_update().filter(
            person=person.official, read_at=None, mailed_at=None, at__gt=now - OLD
        )
        found = list(waiting.order_by("at", "id"))
        if not found or (found[-1].at > now - QUIET and found[0].at > now - LONGEST):
            return []
        Notice.objects.filter(pk__in=[one.pk for one in found]).update(mailed_at=now)
    return found


def _mail(person: Person, notices: list[Notice]) -> EmailMessage:
    with messages_in(person.language), translation.override(person.language):
        by_case: dict[str, list[str]] = defaultdict(list)
        for notice in notices:
            told = news_of(notice)
            words = f"- {told['who']} {told['what']}"
            words += f": “{told['note']}”" if told["note"] else ""
            words += f"\n  {_address(told['address'])}" if told["address"] and _address("/") else ""
            by_case[f"{notice.case.key} · {notice.case.title}"].append(words)
        parts = [f"{title}\n" + "\n".join(lines) for title, lines in by_case.items()]
        tasks = _address(reverse("tasks"))
        parts.append(say(id="Tugas Anda", en="Your tasks") + f": {tasks}" if tasks else "")
        parts.append(
            say(
                id="Surat ini dikirim oleh Rupadata; dapat dimatikan di halaman Saya.",
                en="This mail was sent by Rupadata; it can be turned off on the page Me.",
            )
        )
        count = len(notices)
        subject = say(id=f"Rupadata: {count} pemberitahuan", en=f"Rupadata: {count} notices")
        if count == 1:
            subject = f"Rupadata: {notices[0].case.title}"
        body = "\n\n".join(part for part in parts if part)
        return EmailMessage(" ".join(subject.split()), body, to=[person.email])


def _address(path: str) -> str:
    """Return a whole address, where the office named its own."""
    return f"{settings.CSRF_TRUSTED_ORIGINS[0]}{path}" if settings.CSRF_TRUSTED_ORIGINS else ""
