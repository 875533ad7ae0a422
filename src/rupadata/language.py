"""The language of messages: Indonesian first, English second, side by side where they are said.

Codes and ids never change with the language; only sentences do. Pages take their language as an argument;
this is for problems, errors and the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("id", "en")

_current: ContextVar[str] = ContextVar("language", default="id")


def say(*, id: str, en: str) -> str:
    """Return the sentence in the language of messages."""
    return en if _current.get() == "en" else id


def message_language() -> str:
    """Return the language of messages: `id` or `en`."""
    return _current.get()


def set_message_language(lang: str) -> None:
    """Set the language of messages for this context; unknown languages are a ValueError."""
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _current.set(lang)


@contextmanager
def messages_in(lang: str) -> Iterator[None]:
    """Say messages in a language for the length of a block."""
    token = _current.set(lang)
    try:
        yield
    finally:
        _current.reset(token)
