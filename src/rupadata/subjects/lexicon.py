"""The lexicon: the catalogue's words and phrases, found in a title by their stems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt

from rupadata.subjects.catalogue import Catalogue
from rupadata.subjects.words import fold, stem, words_of

LEXICON_SAY = 0.1
"""How much a phrase of the catalogue adds to the trained model's raw score of its subject."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the catalogue found in a text: as it stands there, for which subject, how telling."""

    subject: int
    text: str
    weight: float


_Phrase = tuple[list[str], tuple[int, ...], float]
"""The stems of a phrase, its subjects, and its weight."""


class Lexicon:
    """The phrases of one catalogue, indexed by their first two stems; built once, only read afterwards."""

    def __init__(self, catalogue: Catalogue) -> None:
        subjects_of: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, entry in enumerate(catalogue.subjects):
            typical = [phrase for indicator in entry.indicators for phrase in indicator.match]
            own_name = [entry.subject.name] if catalogue.taxonomy == "dda" else []
            # The typical indicators of the other taxonomies are borrowed from several subjects: too broad.
            for phrase in (*entry.terms, *own_name, *(typical if catalogue.taxonomy == "dda" else ())):
                subjects_of[tuple(stem(word) for word in words_of(phrase))].add(number)
        self._by_first: dict[str, dict[str, list[_Phrase]]] = {}
        for stems, subjects in subjects_of.items():
            if stems:
                weight = (1.0 + 0.8 * (len(stems) - 1)) / sqrt(len(subjects))
                by_second = self._by_first.setdefault(stems[0], {})
                second = stems[1] if len(stems) > 1 else ""
                by_second.setdefault(second, []).append((list(stems), tuple(sorted(subjects)), weight))
        for by_second in self._by_first.values():
            for phrases in by_second.values():
                phrases.sort(key=lambda item: (-len(item[0]), item[0]))
        # The words of a phrase as it stands name the phrase, since equal words have equal stems.
        self._shown: dict[str, list[Hit]] = {}
        self._producers = [
            (tuple(fold(producer).split()), number)
            for number, entry in enumerate(catalogue.subjects)
            for producer in entry.producers
        ]

    def find(self, text: str) -> list[Hit]:
        """Return the longest phrases found, left to right, none overlapping another."""
        return self.find_words(words_of(text))

    def find_words(self, words: Sequence[str], stems: Sequence[str] = ()) -> list[Hit]:
        """Return the phrases found in a text that is split into words already, or into their stems too."""
        stems = stems or [stem(word) for word in words]
        hits: list[Hit] = []
        free, last = 0, len(stems) - 1
        for at, first in enumerate(stems):
            if at < free or first not in self._by_first:
                continue
            by_second = self._by_first[first]
            longer = by_second.get(stems[at + 1], ()) if at < last else ()
            for phrase, subjects, weight in chain(longer, by_second.get("", ())):
                length = len(phrase)
                if length == 1 or stems[at : at + length] == phrase:
                    shown = " ".join(words[at : at + length])
                    found = self._shown.get(shown)
                    if found is None:
                        found = self._shown[shown] = [Hit(subject, shown, weight) for subject in subjects]
                    hits += found
                    free = at + length
                    break
        return hits

    def subjects_of_producer(self, producer: str) -> set[int]:
        """Return the subjects that an office of this name is known for."""
        words = fold(producer).split()
        found = set()
        for phrase, number in self._producers:
            if any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words))):
                found.add(number)
        return found
