"""Which characters the fonts can show, and what stands in for those that they cannot."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import uharfbuzz as hb

from rupadata.typeset.fonts import FACES, font_bytes, get_face

_STAND_INS = {
    "\u2011": "-",
    "\u2010": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u202f": "\u00a0",
    "\u2007": "\u00a0",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u2212": "–",
    "\u2215": "/",
    "\u00b5": "μ",
    "μ": "\u00b5",
    "ʼ": "’",
    "ʻ": "‘",
    "▲": "↑",
    "△": "↑",
    "▼": "↓",
    "▽": "↓",
    "↗": "↑",
    "↘": "↓",
    "►": "→",
    "●": "•",
    "○": "°",
    "■": "•",
    "◆": "•",
    "★": "*",
    "✓": "√",
    "♀": "P",
    "♂": "L",
}
"""What looks or means nearly the same, tried when a font lacks the character."""

_UNKNOWN = "?"


@cache
def character_set(family: str) -> frozenset[str]:
    """Return the characters that every weight of a family can show."""
    weights = [face.weight for face in FACES if face.family == family]
    if not weights:
        get_face(family, 400)
    sets = [set(hb.Face(font_bytes(family, weight)).unicodes) for weight in weights]
    return frozenset(chr(code) for code in set.intersection(*sets))


def missing_glyphs(text: str, family: str) -> str:
    """Return the characters of a text that its family cannot show, each once, in order."""
    known = character_set(family)
    return "".join(dict.fromkeys(c for c in text if c not in known and not _is_invisible(c)))


@lru_cache(maxsize=8192)
def printable(text: str, family: str) -> str:
    """Return the text as its family can show it: composed, without control and invisible characters.

    A character that the font lacks becomes its nearest relative, at last a question mark: a page never drops
    a character in silence. `missing_glyphs` tells what was lost.
    """
    known = character_set(family)
    if known.issuperset(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c in known else _stand_in(c, known) for c in composed)


def _is_invisible(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") or "\ufe00" <= character <= "\ufe0f"
    )


def _stand_in(character: str, known: frozenset[str]) -> str:
    if character in "\t\n\r\v\f\u2028\u2029\x85":
        return " "
    if _is_invisible(character):
        return ""
    nearest = _STAND_INS.get(character, "")
    if nearest in known and nearest:
        return nearest
    if unicodedata.category(character) == "Zs":
        return " "
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if plain and plain != character and known.issuperset(plain):
        return plain
    return "" if unicodedata.combining(character) else _UNKNOWN
