"""Classifications that are the same everywhere: lapangan usaha, status pekerjaan, agama ..."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rupadata.glossary.keys import words_of
from rupadata.glossary.lexicon import read_words

_LETTER = re.compile(r"^\s*\(?[A-Z](?:\s*,\s*[A-Z])*[.)]?\s+(?=[A-Z][a-z])|^\s*\d{1,2}[.)]\s*")
_FEWEST = 4
_MOST = 0.8


@lru_cache(maxsize=1)
def _beginnings() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, categories in read_words()["classifications"].items():
        for category in categories:
            words = words_of(category)
            found[words] = (*found.get(words, ()), name)
    return found


def classification_of(labels: Collection[str]) -> str:
    """Return the classification that labels are categories of, empty text where they are of none.

    At least four of them, and four in five, begin as categories of one do: 'C. Industri Pengolahan'.
    """
    counts: dict[str, int] = {}
    for label in labels:
        words = words_of(_LETTER.sub("", label))
        known = {name for size in range(1, 6) for name in _beginnings().get(words[:size], ())}
        for name in known:
            counts[name] = counts.get(name, 0) + 1
    name, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return name if count >= _FEWEST and count >= _MOST * len(labels) else ""
