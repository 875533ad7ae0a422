"""Writing to the audit log, and proving that nothing in it was changed or left out."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from rupadata.language import say
from rupadata.web.audit.models import AuditEntry

FIRST = "0" * 64
_TRIES = 20


def note(event: str, person: str, request: HttpRequest | None = None, **facts: str) -> AuditEntry:
    """Append one event. Of two at once both are kept, one after the other."""
    address = _address(request) if request is not None else ""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    for attempt in range(_TRIES):
        last = AuditEntry.objects.order_by("-number").first()
        number, previous = (last.number + 1, last.hash) if last else (1, FIRST)
        at = timezone.now()
        sealed = seal(number, at, event, person, address, text, previous)
        try:
            with transaction.atomic():
                return AuditEntry.objects.create(
                    number=number,
                    at=at,
                    event=event,
                    person=person,
                    address=address,
                    facts=text,
                    previous=previous,
                    hash=sealed,
                )
        except IntegrityError:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError  # The loop returns or raises.


def seal(number: int, at: datetime, event: str, person: str, address: str, facts: str, previous: str) -> str:
    """Return the hash that binds an entry to the one before."""
    moment = at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds")
    line = json.dumps([number, moment, event, person, address, facts, previous], ensure_ascii=False)
    return sha256(line.encode()).hexdigest()


def find_break() -> str:
    """Return where the chain of the log is broken, in a sentence; empty when it is whole."""
    previous, expected = FIRST, 1
    for entry in AuditEntry.objects.order_by("number").iterator():
        made = seal(
            entry.number, entry.at, entry.event, entry.person, entry.address, entry.facts, entry.previous
        )
        if entry.number != expected or entry.previous != previous or entry.hash != made:
            return say(
                id=f"Catatan ke-{expected} tidak menyambung atau isinya berubah.",
                en=f"Entry {expected} does not follow the one before it, or was changed.",
            )
        previous, expected = entry.hash, expected + 1
    return ""


def _address(request: HttpRequest) -> str:
    from allauth.account.adapter import get_adapter

    if not request.META.get("REMOTE_ADDR"):  # No visitor: a call from within.
        return ""
    return str(get_adapter().get_client_ip(request))
