"""Features of a title: its words, pairs and pieces of words, told apart by where they stand.

A title is a list of tokens, each a small bag of features. What stands last after a comma (`Jumlah, Kacang
Hijau`) is the heading that the rest belongs to, and is known as such. Training and matching share this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rupadata.subjects.title_words import ABBREVIATIONS, fold, stem, telling_words

IMPORTANCE: dict[str, float] = {
    "word": 1.0,
    "own": 0.7,
    "head": 0.7,
    "pair": 0.8,
    "piece": 0.35,
    "unit": 0.6,
}
"""How much the kinds of features weigh before anything is learned."""

_SHORTEST, _LONGEST = 3, 5


def split_heading(title: str) -> tuple[str, str]:
    """Return a title's own part and the heading that stands last after a comma, empty for none."""
    own, mark, heading = title.rpartition(", ")
    return (own, heading) if mark else (title, "")


def tokens_of(title: str, unit: str = "", heading: str = "") -> list[str]:
    """Return the tokens of a title: words of the part and of its heading, pairs, and the unit.

    Without a `heading` the last part after a comma is taken for it. A token is written `kind:text`.
    """
    own = title
    if not heading:
        own, heading = split_heading(title)
    return tokens_of_words(telling_words(own), telling_words(heading), unit)


def tokens_of_words(own: Sequence[str], heading: Sequence[str], unit: str = "") -> list[str]:
    """Return the tokens of a title that is split into words already."""
    tokens = ["own:" + word for word in own]
    tokens += ["head:" + word for word in heading]
    for words in (own, heading):
        stems = [stem(word) for word in words]
        tokens += [f"pair:{one} {other}" for one, other in pairwise(stems)]
    if unit:
        tokens.append("unit:" + fold(unit))
    return tokens


@lru_cache(maxsize=131072)
def features_of(token: str) -> tuple[str, ...]:
    """Return the features that a token stands for, the same one possibly several times."""
    kind, _, text = token.partition(":")
    return tuple(_word_features(kind, text)) if kind in ("own", "head") else (token,)


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
