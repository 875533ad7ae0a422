"""Who else looks at the same place of a work order: told by the pages themselves while they are open."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache

from rupadata.web.accounts.models import Person

SILENT = timedelta(seconds=60)
"""A page tells of itself every 25 seconds; after this long without a word its reader has gone."""


def note_presence(place: str, person: Person, now: datetime) -> list[str]:
    """Note that a person is at a place, and return the names of the others, in order."""
    key = f"here-{sha256(place.encode()).hexdigest()[:40]}"
    seen: dict[str, tuple[str, datetime]] = cache.get(key, {})
    there = {one: facts for one, facts in seen.items() if now - facts[1] < SILENT}
    there[str(person.pk)] = (str(person), now)
    cache.set(key, there, int(SILENT.total_seconds()))
    return sorted(name for one, (name, _) in there.items() if one != str(person.pk))
