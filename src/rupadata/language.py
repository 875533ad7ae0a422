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


class Said(str):
    """Words in the language of messages that keep the other language beside them.

    To whoever shows it, a `str`; a `Problem` that keeps it can be said in either language. Cutting, joining
    and `str()` give a plain `str` again. msgspec encodes plain ones only.
    """

    __slots__ = ("en", "id")

    id: str
    en: str

    def __new__(cls, id: str, en: str, lang: str = "id") -> Said:
        """Return the words, shown in `lang`."""
        words = super().__new__(cls, en if lang == "en" else id)
        words.id, words.en = id, en
        return words

    def __reduce__(self) -> tuple[type[Said], tuple[str, str, str]]:
        return Said, (self.id, self.en, "en" if str(self) == self.en else "id")


def say(*, id: str, en: str) -> str:
    """Return the words in the language of messages, to be shown now."""
    return en if _current.get() == "en" else id


def in_both(*, id: str, en: str) -> Said:
    """Return the words in the language of messages with the other beside them, to be kept for later."""
    return Said(id, en, _current.get())


def in_language(words: str, lang: str) -> str:
    """Return words in a language where they were said in both, else as they are."""
    return (words.en if lang == "en" else words.id) if isinstance(words, Said) else words


def message_language() -> str:
    """Return the language of messages: `id` or `en`."""
    return _current.get()


@contextmanager
def messages_in(lang: str) -> Iterator[None]:
    """Say messages in a language for the length of a block; unknown languages are a ValueError.

    The language holds for this thread or task alone and ends with the block: threads and processes that work
    for a call are told it.
    """
    if lang not in LANGUAGES:
        raise ValueError(lang)
    token = _current.set(lang)
    try:
        yield
    finally:
        _current.reset(token)
