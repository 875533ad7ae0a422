"""Days as people type them: 6 Oktober 2026, 6/10/2026, 6-10-26, 2026-10-06. Never month first."""

from __future__ import annotations

import re
from datetime import date

from rupadata.errors import UsageError
from rupadata.language import say

_MONTHS = (
    ("januari", "january"), ("februari", "february"), ("maret", "march"), ("april", "april"),
    ("mei", "may"), ("juni", "june"), ("juli", "july"), ("agustus", "august"),
    ("september", "september"), ("oktober", "october"), ("november", "november"), ("desember", "december"),
)  # fmt: skip
_WORDS = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})")
_SIGNS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORTEST_MONTH = 3


def parse_typed_day(text: str) -> date:
    """Return the day that a text means; `UsageError` says how to write it."""
    plain = text.strip().casefold()
    try:
        if found := _ISO.fullmatch(plain):
            return date(*(int(part) for part in found.groups()))
        if found := _SIGNS.fullmatch(plain):
            day, month, year = (int(part) for part in found.groups())
            return date(year + 2000 if year < 100 else year, month, day)
        if (found := _WORDS.fullmatch(plain)) and (month := _month(found.group(2))):
            return date(int(found.group(3)), month, int(found.group(1)))
    except ValueError:  # 31 Februari, or a month 13.
        pass
    raise UsageError(
        say(id=f"Tanggal “{text}” tidak dikenali.", en=f"The date “{text}” is not understood."),
        code="date-invalid",
        hint=say(id="Tulis seperti 6 Oktober 2026 atau 6/10/2026.", en="Write it like 6 October 2026."),
    )


def _month(name: str) -> int:
    if len(name) < _SHORTEST_MONTH:
        return 0
    found = [at for at, names in enumerate(_MONTHS, 1) if any(one.startswith(name) for one in names)]
    return found[0] if len(found) == 1 else 0
