"""The lexicon: the catalogue's words and phrases, found in a title by their stems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
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


class Lexicon:
    """The phrases of one catalogue, indexed by their first stem; built once, only read afterwards."""

    def __init__(self, catalogue: Catalogue) -> None:
        subjects_of: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, entry in enumerate(catalogue.subjects):
            typical = [phrase for indicator in entry.indicators for phrase in indicator.match]
            own_name = [entry.subject.name] if catalogue.taxonomy == "dda" else []
            # The typical indicators of the other taxonomies are borrowed from several subjects: too broad.
            for phrase in (*entry.terms, *own_name, *(typical if catalogue.taxonomy == "dda" else ())):
                subjects_of[tuple(stem(word) for word in words_of(phrase))].add(number)
        self._by_first: dict[str, list[tuple[list[str], int, tuple[int, ...], float]]] = defaultdict(list)
        for stems, subjects in subjects_of.items():
            if stems:
                weight = (1.0 + 0.8 * (len(stems) - 1)) / sqrt(len(subjects))
                self._by_first[stems[0]].append((list(stems), len(stems), tuple(sorted(subjects)), weight))
        for entries in self._by_first.values():
            entries.sort(key=lambda item: (-item[1], item[0]))
        self._producers = [
            (tuple(fold(producer).split()), number)
            for number, entry in enumerate(catalogue.subjects)
            for producer in entry.producers
        ]

    def find(self, text: str) -> list[Hit]:
        """Return the longest phrases found, left to right, none overlapping another."""
        return self.find_words(words_of(text))

    def find_words(self, words: Sequence[str]) -> list[Hit]:
        """Return the phrases found in a text that is split into words already."""
        stems = [stem(word) for word in words]
        hits: list[Hit] = []
        at, count, phrases_at = 0, len(stems), self._by_first
        while at < count:
            step = 1
            for phrase, length, subjects, weight in phrases_at.get(stems[at], ()):
                if length == 1 or stems[at : at + length] == phrase:
                    shown = " ".join(words[at : at + length])
                    hits += [Hit(subject, shown, weight) for subject in subjects]
                    step = length
                    break
            at += step
        return hits

    def subjects_of_producer(self, producer: str) -> set[int]:
        """Return the subjects that an office of this name is known for."""
        words = fold(producer).split()
        found = set()
        for phrase, number in self._producers:
            if any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words))):
                found.add(number)
        return found
