"""Texts at any depth of what a template or a letter is filled with, changed alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any


def without_controls(text: str) -> str:
    """Return a text without the characters that no XML may hold: programs show the others as they can."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def change_texts(data: Any, change: Callable[[str], str]) -> Any:
    """Return the data of a template with every text in it changed, at any depth."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: change_texts(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [change_texts(value, change) for value in data]
    return data


def texts_of(data: Any) -> Iterator[str]:
    """Yield every text in the data of a template."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts_of(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts_of(value)
