"""How names are compared: any way of writing an indicator, from a printed title to a column key, becomes the
same words in the same order."""

from __future__ import annotations

import re
from functools import lru_cache

from rupadata.glossary.lexicon import read_words

_WORD = re.compile(r"[a-z]+\d{0,2}(?![a-z\d])|[a-z]+|\d+(?:[.,]\d+)*|[%‰]")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_WORDS = read_words()
_SAME = {spelling: word for word, spellings in _WORDS["same"].items() for spelling in spellings}
_IDLE = frozenset(_WORDS["idle"]["words"])
COUNTING = frozenset({"jumlah"})
"""Words at the front that only say that something is counted, once written alike."""


@lru_cache(maxsize=32768)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared, in order: lower case, spelled alike, idle words gone.

    'Persentase Penduduk Miskin', 'PERSENTASE_PENDUDUK_MISKIN' and '% penduduk miskin' give the same words.
    """
    plain = _HUMP.sub(" ", text.replace("\u00a0", " ")).casefold().replace("rata-rata", "rata")
    plain = plain.replace("rata rata", "rata").replace("laki-laki", "laki").replace("'", "").replace("’", "")
    words: list[str] = []
    for word in _WORD.findall(plain.replace("_", " ")):
        if word not in _IDLE:
            words += _SAME.get(word, word).split()
    return tuple(words)


@lru_cache(maxsize=32768)
def key_of(text: str) -> tuple[str, ...]:
    """Return the words of a name without those at its front that only say that it is counted."""
    words = words_of(text)
    start = 0
    while start < len(words) - 1 and words[start] in COUNTING:
        start += 1
    return words[start:]
