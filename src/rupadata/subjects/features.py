"""Features of a title: its words, pairs and pieces of words, told apart by where they stand.

A title is a list of tokens, each a small bag of features. What stands last after a comma (`Jumlah, Kacang
Hijau`) is the heading that the rest belongs to, and is known as such. Training and matching share this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from rupadata.subjects.words import ABBREVIATIONS, fold, stem, words_of

_SHORTEST, _LONGEST = 3, 5


def tokens_of(title: str, unit: str = "") -> list[str]:
    """Return the tokens of a title: words of the part and of its heading, pairs, and the unit.

    A token is written `kind:text`; `features_of` tells what it weighs in.
    """
    own, _, heading = title.rpartition(", ") if ", " in title else (title, "", "")
    tokens = _place("own", own)
    if heading:
        tokens += _place("head", heading)
    if unit:
        tokens.append("unit:" + fold(unit))
    return tokens or ["none:"]


def _place(kind: str, text: str) -> list[str]:
    words = words_of(text)
    tokens = [f"{kind}:{word}" for word in words]
    tokens += [f"pair:{stem(one)} {stem(other)}" for one, other in pairwise(words)]
    return tokens


@lru_cache(maxsize=262144)
def features_of(token: str) -> tuple[str, ...]:
    """Return the features that a token stands for, the same one possibly several times."""
    kind, _, text = token.partition(":")
    if kind in ("own", "head"):
        return tuple(_word_features(kind, text))
    return (token,)


def _word_features(kind: str, word: str) -> Iterator[str]:
    root = stem(word)
    yield f"word:{root}"
    yield f"{kind}:{root}"
    for part in ABBREVIATIONS.get(word, "").split():
        yield f"word:{stem(part)}"
    edged = f"<{word}>"
    for length in range(_SHORTEST, _LONGEST + 1):
        for at in range(len(edged) - length + 1):
            yield f"piece:{edged[at : at + length]}"
