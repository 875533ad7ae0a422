"""The two languages side by side, symbols, and times as officials write them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rupadata.language import say as say_words
from rupadata.web import phrasing
from rupadata.web.assets import sprite_version
from rupadata.web.ways_out import way_out

register = template.Library()


@register.simple_tag(name="say")
def say(indonesian: str, english: str, **values: Any) -> str:
    """Return a sentence in the person's language; `{name}` stands for a value given by name."""
    text = say_words(id=indonesian, en=english)
    return text.format(**values) if values else text


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """Return a symbol; what it means stands in words beside it."""
    return _icon(name, kind)


@lru_cache(maxsize=256)
def _icon(name: str, kind: str) -> SafeString:
    address = f"{reverse('symbols')}?{sprite_version()}#i-{name}"
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}"/></svg>', f" {kind}" if kind else "", address
    )


@register.filter
def in_textarea(text: str) -> SafeString:
    """Return a text as the content of a text area: its script reads it again letter for letter."""
    return SafeString(text.replace("&", "&amp;").replace("<", "&lt;"))


@register.filter
def hint(problem: Any) -> str:
    """Return the way out of a problem or a refusal, as a page can offer it."""
    return way_out(str(problem.code), str(problem.hint or ""))


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment: 11.50, Selasa 11.50, 7 Sep 2026 11.50."""
    return phrasing.moment_words(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """Return the time of day."""
    return phrasing.clock(value) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a day: 23 September 2026."""
    return phrasing.day_words(_date(value)) if value else ""


@register.filter
def full_day(value: date | datetime | None) -> str:
    """Return a day with its name."""
    return phrasing.full_day(_date(value)) if value else ""


@register.filter
def span(minutes: int | None) -> str:
    """Return working minutes in words."""
    return "" if minutes is None else phrasing.span_words(minutes)


@register.filter
def lateness(minutes: int) -> str:
    """Return in words by how many working minutes something is late."""
    return phrasing.lateness_words(minutes)


@register.filter
def short_span(minutes: int | None) -> str:
    """Return working minutes for a table."""
    return "" if minutes is None else phrasing.span_words(minutes, short=True)


@register.filter
def brief_day(value: date) -> str:
    """Return a day for the head of a column."""
    return phrasing.brief_day(value)


@register.filter
def month_words(value: date) -> str:
    """Return the name of a month."""
    return phrasing.month_words(value)


@register.filter
def hours_typed(minutes: int) -> str:
    """Return minutes as hours that people type."""
    return phrasing.hours_typed(minutes)


@register.filter
def cut_path(value: str) -> str:
    """Return a file's name without the folders before it."""
    return value.rpartition("/")[2]


@register.filter
def size(value: int) -> str:
    """Return a file's size."""
    return phrasing.size_words(value)


def _date(value: date | datetime) -> date:
    from django.utils import timezone

    return timezone.localtime(value).date() if isinstance(value, datetime) else value
