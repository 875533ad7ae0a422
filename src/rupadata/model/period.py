"""Periods: ISO text as the observations carry it, and what can be asked of it."""

from __future__ import annotations

import re

from msgspec import Struct

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<part>Q[1-4]|S[12]|(?:0[1-9]|1[0-2])(?:-\d{2})?))?(?:/(?P<end>\d{4}))?"
)


class Period(Struct, frozen=True, order=True):
    """A stretch of time: 2024, 2024-03, 2024-Q1, 2024-S1, 2024-03-15, a range or school year 2010/2016."""

    year: int
    part: str = ""
    end_year: int = 0

    @property
    def last_year(self) -> int:
        """Return the year that the period ends in."""
        return self.end_year or self.year

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.part:
            text += f"-{self.part}"
        if self.end_year:
            text += f"/{self.end_year:04d}"
        return text


def parse_period(text: str) -> Period | None:
    """Return the period of an ISO text, or None when it is none (also for empty text)."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    return Period(int(match["year"]), match["part"] or "", int(match["end"] or 0))
