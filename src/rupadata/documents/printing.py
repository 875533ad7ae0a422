"""Texts as the fonts of papers can print them: no character that people type keeps a paper from being made.

Typst refuses to make a PDF/A with a character that no font shows, so such a character is replaced before it
gets there: a control or invisible one by nothing, a space of any width by a space, another by U+25A1 or "?".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import uharfbuzz as hb

_BLANK = "\u25a1"
_STAND_INS = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2212": "–",
    "\u02bc": "’",
    "\u02bb": "‘",
    "\u2605": "*",
}
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")


@cache
def shown_characters(font: bytes) -> frozenset[str]:
    """Return the characters that a font shows."""
    return frozenset(chr(code) for code in hb.Face(font).unicodes)


def make_printable(text: str, shown: frozenset[str]) -> str:
    """Return a text with nothing in it that cannot be printed; line ends stay."""
    if shown.issuperset(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c in shown or c == "\n" else _stand_in(c, shown) for c in composed)


def _stand_in(character: str, shown: frozenset[str]) -> str:
    if character in "\t\r\v\f\u2028\u2029\x85" or unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.category(character) in _DROPPED or "\ufe00" <= character <= "\ufe0f":
        return ""
    near = _STAND_INS.get(character) or unicodedata.normalize("NFKC", character)
    if near != character and shown.issuperset(near):
        return near
    if unicodedata.combining(character):
        return ""
    return _BLANK if _BLANK in shown else "?"


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
