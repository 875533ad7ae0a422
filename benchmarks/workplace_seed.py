"""A workplace to measure: the example office, its work order a thousand times over, people signed in.

Run as a process of its own with RUPADATA_HOME set, the numbers of work orders and of people as arguments, and
the role that all of them have, where it is one; it prints one JSON object: session cookies by user name, and
the addresses to ask for.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

ROLES = ("kabid", "kasie", "analis", "perancang")


def main(cases: int, people: int, role: str = "") -> None:
    """Fill the home folder and print what a measurement needs."""
    os.environ.update(RUPADATA_DEMO="1", DJANGO_SETTINGS_MODULE="rupadata.web.settings")
    from rupadata.web.serving import prepare

    prepare(Path(os.environ["RUPADATA_HOME"]), demo=True, tell=lambda line: None)
    from rupadata.web.cases.models import CaseRow, Waiting

    first = CaseRow.objects.order_by("key")[0]
    multiply(first, cases)
    reviewed = Waiting.objects.filter(case=first, step="review")[0].item
    drawn = [one.item for one in Waiting.objects.filter(case=first, step="design").order_by("item")]
    roles = (role,) if role else ROLES
    sessions = [(roles[at % len(roles)], sign_in(roles[at % len(roles)])) for at in range(people)]
    found = {
        "sessions": sessions,
        "overseer": sign_in("kasie"),
        "key": first.key,
        "reviewed": reviewed,
        "drawn": drawn,
    }
    print(json.dumps(found))


def multiply(first: Any, count: int) -> None:
    """Keep copies of a work order under other keys: rows alone, their editions are the first one's."""
    from rupadata.web.cases.models import CaseFile, CaseRow, DecisionRow, Waiting

    facts = {
        name: getattr(first, name)
        for name in ("header", "version", "status", "created_at", "changed_at", "search", "glance", "people")
    }
    facts["glance_version"] = first.glance_version
    CaseRow.objects.bulk_create(
        CaseRow(key=f"{at:04d}-2025", title=f"{first.title} {at}", **facts) for at in range(1, count)
    )
    copies = list(CaseRow.objects.filter(key__endswith="-2025"))
    _copy(DecisionRow, first.decisions.all(), copies)
    _copy(Waiting, first.waiting.all(), copies)
    _copy(CaseFile, first.files.filter(name="office.toml"), copies)


def _copy(model: Any, rows: Any, cases: list[Any]) -> None:
    names = [field.attname for field in model._meta.fields if field.attname not in ("id", "case_id")]
    values = [{name: getattr(row, name) for name in names} for row in rows]
    model.objects.bulk_create((model(case=case, **one) for case in cases for one in values), batch_size=500)


def sign_in(role: str) -> str:
    """Return the session cookie of somebody who has signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from rupadata.web.accounts.models import Person

    person = Person.objects.get(username=f"{role}.contoh")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
