"""Finding symbols by Indonesian and English words."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import lru_cache
from importlib import resources

from msgspec import Struct
from rapidfuzz import fuzz, process

from rupadata.subjects.catalogue import Catalogue, load_catalogue
from rupadata.subjects.own_symbols import OwnSymbols
from rupadata.subjects.symbols import NO_SYMBOLS, symbol_names
from rupadata.subjects.title_words import fold, stem, words_of

_NEAR = 84.0


class FoundSymbol(Struct, frozen=True):
    """A symbol that answers a search, how well (0 to 1), and the word that led to it."""

    name: str
    score: float
    because: str


def search_symbols(
    query: str, *, limit: int = 12, own: OwnSymbols = NO_SYMBOLS, catalogue: Catalogue | None = None
) -> tuple[FoundSymbol, ...]:
    """Return the symbols that the words of a query lead to, the best first; none when nothing comes near.

    An office's `own` symbols are found too; `catalogue` lends the words of its subjects, by default the one
    that ships.
    """
    index = _index(own.names, catalogue or load_catalogue())
    found: dict[str, FoundSymbol] = {}
    words = words_of(query)
    for phrase in dict.fromkeys([" ".join(words), *words]):
        _collect(phrase, index, found, whole=phrase == " ".join(words))
    ordered = sorted(found.values(), key=lambda symbol: (-symbol.score, symbol.name))
    return tuple(ordered[:limit])


def _collect(
    phrase: str, index: dict[str, dict[str, float]], found: dict[str, FoundSymbol], *, whole: bool
) -> None:
    key = _key(phrase)
    trust = 1.0 if whole else 0.8
    if key not in index and key:
        near = process.extractOne(key, list(index), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near is None:
            return
        key, trust = near[0], trust * near[1] / 100 * 0.9
    for name, fit in index.get(key, {}).items():
        score = round(fit * trust, 4)
        if name not in found or found[name].score < score:
            found[name] = FoundSymbol(name, score, phrase)


def _key(phrase: str) -> str:
    return " ".join(stem(word) for word in words_of(phrase))


@lru_cache(maxsize=4)
def _index(own: tuple[str, ...], catalogue: Catalogue) -> dict[str, dict[str, float]]:
    """Return for each word or phrase the symbols it leads to: listed words first, then names, then kin."""
    index: dict[str, dict[str, float]] = defaultdict(dict)

    def add(phrase: str, name: str, fit: float) -> None:
        known = index[_key(phrase)]
        known[name] = max(known.get(name, 0.0), fit)

    raw = tomllib.loads((resources.files("rupadata.subjects") / "symbols.toml").read_text(encoding="utf-8"))
    for word, names in raw["words"].items():
        for position, name in enumerate(names):
            add(word, name, 1.0 - 0.05 * position)
    for name in symbol_names():
        add(name.replace("-", " "), name, 1.0)
        for part in name.split("-"):
            add(part, name, 0.7)
    for name in own:
        add(name.removeprefix("own/").replace("-", " "), name, 1.0)
        for part in fold(name.removeprefix("own/")).split():
            add(part, name, 0.95)
    for entry in catalogue.subjects:
        add(entry.subject.name, entry.subject.symbol, 0.9)
        add(entry.subject.name_en, entry.subject.symbol, 0.9)
        for typical in entry.indicators:
            for phrase in (typical.name, typical.name_en, *typical.match):
                add(phrase, typical.symbol, 0.75)
    return dict(index)
