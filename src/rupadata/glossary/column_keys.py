"""Column keys: names that were written for machines, told in words."""

from __future__ import annotations

import re
from functools import lru_cache

from rupadata.glossary.keys import key_of
from rupadata.glossary.lexicon import read_words
from rupadata.glossary.lookup import load_glossary

_CODE = re.compile(r"(?<=[a-z]{3})_?\d{3,}$", re.IGNORECASE)
_SHORTEST = 5


@lru_cache(maxsize=16384)
def in_words(key: str) -> str:
    """Return a column key in words: 'jml_guru_sd' gives 'jumlah guru sd', 'Gurusd' gives 'guru sd'.

    Words that keys shorten are written out, a code of a region at the end goes ('Keluarga3204'), and a word
    without spaces is parted where its parts together name a standard indicator. Anything else stays as it is.
    """
    text = key.strip()
    if " " in text:
        return " ".join(_full(word) if word.casefold() in _COUNTS else word for word in text.split())
    parts = [part for part in text.split("_") if part]
    if len(parts) > 1:
        return " ".join(map(_full, parts))
    bare = _CODE.sub("", text)
    return _part_glued(bare) or bare


def _full(word: str) -> str:
    """Return a word that keys shorten written out, in the case that it has."""
    written = str(read_words()["abbreviations"].get(word.casefold(), word))
    return written.capitalize() if word[:1].isupper() and not word.isupper() else written


_COUNTS = frozenset({"jml", "jmlh", "jlh", "jum", "rata2"})


def _part_glued(word: str) -> str:
    """Return a word parted into two or three of the glossary's, where they name an indicator together."""
    glossary = load_glossary()
    folded = word.casefold()
    if len(folded) < _SHORTEST or not folded.isalpha() or folded in glossary.vocabulary:
        return ""
    for size in range(2, len(folded) - 1):
        first, rest = folded[:size], folded[size:]
        if first in glossary.vocabulary and glossary.named(key_of(f"{first} {rest}")):
            return f"{first} {rest}"
    return ""
