"""Dates and periods as written: 7 September 2026, triwulan I 2024, tahun ajaran 2023/2024, 2023*."""

from __future__ import annotations

from datetime import date

from rupadata.model.period import Period, parse_period

_MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_ROMAN = ("I", "II", "III", "IV")
_ORDINAL = ("first", "second", "third", "fourth")
PROVISIONAL_MARK = "*"


def month_name(month: int, lang: str, *, short: bool = False) -> str:
    """Return the name of a month counted from 1."""
    return (_SHORT_MONTHS if short else _MONTHS)[lang][month - 1]


def format_date(day: date | str, lang: str, *, short: bool = False) -> str:
    """Return a day as `7 September 2026` (`7 Sep 2026` when short); text is taken as an ISO date."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"{day.day} {month_name(day.month, lang, short=short)} {day.year}"


def format_period(
    period: str, lang: str, *, school_year: bool = False, provisional: bool = False, short: bool = False
) -> str:
    """Return a period of the observations in words; a provisional one carries its mark: `2023*`.

    `short` is for axes and tight places: `Mar 2024`, `TW I 2024`, `2023/24`. Text that is no period comes
    back unchanged.
    """
    parsed = parse_period(period)
    mark = PROVISIONAL_MARK if provisional else ""
    if parsed is None:
        return period + mark
    return _words(parsed, lang, school_year=school_year, short=short) + mark


def _words(period: Period, lang: str, *, school_year: bool, short: bool) -> str:
    if period.part:
        return _part_words(period, lang, short=short)
    if not period.end_year:
        return f"{period.year}"
    if not school_year:
        return f"{period.year}\u2013{period.end_year}"
    if short:
        return f"{period.year}/{period.end_year % 100:02d}"
    named = f"{period.year}/{period.end_year}"
    return f"tahun ajaran {named}" if lang == "id" else f"school year {named}"


def _part_words(period: Period, lang: str, *, short: bool) -> str:
    kind, number = period.part[0], period.part[1:]
    if kind in "QS":
        index = int(number) - 1
        if lang == "id":
            noun = {"Q": "TW", "S": "Sem."}[kind] if short else {"Q": "triwulan", "S": "semester"}[kind]
            return f"{noun} {_ROMAN[index]} {period.year}"
        if short:
            return f"{'Q' if kind == 'Q' else 'H'}{index + 1} {period.year}"
        return f"{_ORDINAL[index]} {'quarter' if kind == 'Q' else 'half'} of {period.year}"
    month, _, day = period.part.partition("-")
    named = f"{month_name(int(month), lang, short=short)} {period.year}"
    return f"{int(day)} {named}" if day else named
