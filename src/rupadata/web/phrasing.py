"""Times, spans and names as officials write them, in Indonesian and English."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from rupadata.language import message_language, say
from rupadata.wording import format_date, month_name

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_CLOSE_DAYS = 6
_WORKDAY_MINUTES = 450
"""Peraturan Presiden 21/2023, article 4: 37 hours 30 minutes in five days."""
_FIRST_DAYS = 3


def weekday(day: date) -> str:
    """Return the name of a day of the week."""
    return _DAYS[message_language()][day.weekday()]


def day_words(day: date, *, short: bool = False) -> str:
    """Return a day: 23 September 2026, or 23 Sep 2026."""
    return format_date(day, message_language(), short=short)


def full_day(day: date) -> str:
    """Return a day with its name: Jumat, 2 Oktober 2026."""
    return f"{weekday(day)}, {day_words(day)}"


def month_words(day: date) -> str:
    """Return the name of a day's month."""
    return month_name(day.month, message_language())


def weekday_heads() -> tuple[str, ...]:
    """Return the days of the week for the head of a calendar, Monday first."""
    return tuple(name[:3] for name in _DAYS[message_language()])


def brief_day(day: date) -> str:
    """Return a day for the head of a column: Kam 24; the month on its first days, Kam 1 Okt."""
    words = f"{weekday(day)[:3]} {day.day}"
    return f"{words} {day_words(day, short=True).split()[1]}" if day.day <= _FIRST_DAYS else words


def hours_typed(minutes: int) -> str:
    """Return minutes as hours that people type: 8, 7,5."""
    text = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if message_language() == "id" else text


def clock(moment: datetime) -> str:
    """Return the time of day: 13.40."""
    local = timezone.localtime(moment)
    return f"{local:%H.%M}" if message_language() == "id" else f"{local:%H:%M}"


def moment_words(moment: datetime, now: datetime | None = None) -> str:
    """Return a moment as one tells it today: 11.50, Selasa 11.50, 7 Sep, 11.50; another year is told."""
    local = timezone.localtime(moment)
    today = timezone.localtime(now or timezone.now()).date()
    days = (today - local.date()).days
    if days == 0:
        return clock(moment)
    if 0 < days <= _CLOSE_DAYS:
        return f"{weekday(local.date())} {clock(moment)}"
    day = day_words(local.date(), short=True)
    return f"{day.removesuffix(f' {today.year}')}, {clock(moment)}"


def span_words(minutes: int, *, short: bool = False) -> str:
    """Return working minutes: 7 jam 50 menit; short: 7 j 50 m."""
    hours, rest = divmod(max(0, minutes), 60)
    hour, minute = (
        (say(id="j", en="h"), say(id="m", en="m"))
        if short
        else (say(id="jam", en="hours" if hours != 1 else "hour"), say(id="menit", en="minutes"))
    )
    parts = [f"{hours}\u00a0{hour}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}\u00a0{minute}")
    return " ".join(parts)


def lateness_words(minutes: int) -> str:
    """Return working minutes too late; from two working days on in days: 616 hours tell nobody anything."""
    days = minutes // _WORKDAY_MINUTES
    return span_words(minutes) if days < 2 else f"{days}\u00a0" + say(id="hari kerja", en="working days")


def size_words(size: int) -> str:
    """Return a file's size: 214 KB, 8,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0KB"
    text = f"{size / 1_000_000:.1f}".removesuffix(".0")
    return (text.replace(".", ",") if message_language() == "id" else text) + "\u00a0MB"
