"""Which characters pages can show, in any script, and what stands in for those that they cannot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rupadata.typeset.fonts import character_set
from rupadata.typeset.paper_text import is_mark, pair_printed
from rupadata.typeset.wide import wide_characters, wide_fonts

_STAND_INS = {
    "\u2011": "-",
    "\u2010": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u202f": "\u00a0",
    "\u2007": "\u00a0",
    "ʼ": "’",
    "ʻ": "‘",
}
"""What is the same to who reads it, taken from the page's own font before another font is asked."""

_UNKNOWN = "?"
_JOINERS = "\u200c\u200d"


def missing_glyphs(text: str, family: str) -> str:
    """Return the characters of a text that no font behind a family shows, each once, in order."""
    if character_set(family).issuperset(text):
        return ""
    lost = (
        character
        for character, made in _pairs(text, family)
        if made != character and (made == _UNKNOWN or (not made and _is_lost_mark(character)))
    )
    return "".join(dict.fromkeys(lost))


@lru_cache(maxsize=8192)
def printable(text: str, family: str) -> str:
    """Return the text as a page can show it in a family: composed, without control and invisible characters.

    What the family lacks is drawn by a font behind it (`rupadata.typeset.wide`). A character that none has
    becomes its nearest relative, at last a question mark: a page never drops a letter in silence.
    `missing_glyphs` tells what was lost.
    """
    if character_set(family).issuperset(text):
        return text
    return "".join(made for _, made in _pairs(text, family))


def _pairs(text: str, family: str) -> Iterator[tuple[str, str]]:
    """Yield each character, composed, and what a page shows for it."""
    known = character_set(family)
    shown = {one: _shown(one, known, family) for one in set(unicodedata.normalize("NFC", text))}
    shown["\n"] = " "
    if known.issuperset("".join(shown.values())):
        yield from ((one, shown[one]) for one in unicodedata.normalize("NFC", text))
    else:
        for one, made in pair_printed(text, wide_fonts(family), shown.__getitem__):
            yield one, " " if made == "\n" else made


def _shown(character: str, known: frozenset[str], family: str) -> str:
    """Return what a page shows for a character: itself, its relative, or the sign for what is lost."""
    if character in known:
        return character
    if character in "\t\n\r\v\f\u2028\u2029\x85" or unicodedata.category(character) == "Zs":
        nearest = _STAND_INS.get(character, " ")
        return nearest if nearest in known else " "
    if character not in _JOINERS and (
        unicodedata.category(character) in ("Cc", "Cf", "Cs") or "\ufe00" <= character <= "\ufe0f"
    ):
        return ""
    nearest = _STAND_INS.get(character, "")
    if nearest and nearest in known:
        return nearest
    wide = wide_characters(family)
    if character in wide:
        return character
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if plain and plain != character and wide.issuperset(plain):
        return plain
    return "" if is_mark(character) else _UNKNOWN


def _is_lost_mark(character: str) -> bool:
    """Tell whether a dropped character was drawn, and not one that only ties others together."""
    return is_mark(character) and character not in _JOINERS and not "\ufe00" <= character <= "\ufe0f"
