"""The lexicon: the catalogue's words and phrases, found in a title by their stems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from msgspec import Struct

from rupadata.subjects.catalogue import Catalogue
from rupadata.subjects.title_words import fold, stem, telling_words

LEXICON_SAY = 0.1
"""How much a phrase of the catalogue adds to the trained model's raw score of its subject."""
_KEPT_WORDS = 150_000
_COUNTING_WORDS = frozenset(("jumlah", "banyaknya", "total", "angka", "number"))
_BREAKDOWN_WORDS = frozenset(
    (
        "menurut", "by", "jenis", "kelamin", "sex", "kelompok", "umur", "usia", "age", "kecamatan", "distrik",
        "kabupaten", "kota", "kelurahan", "desa", "provinsi", "wilayah", "tahun", "bulan", "triwulan",
        "semester",
    )
)  # fmt: skip
"""What tables of any subject are broken down by: no word of it tells what they count."""


class Hit(Struct, frozen=True):
    """A phrase of the catalogue found in a text: as it stands there, for which subject, how telling."""

    subject: int
    text: str
    weight: float


def _whole_key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words if word not in _COUNTING_WORDS)


def without_breakdown(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a title without those at its end that any table is broken down by."""
    end = len(words)
    while end and words[end - 1] in _BREAKDOWN_WORDS:
        end -= 1
    return words[:end]


def _whole_names(catalogue: Catalogue) -> dict[tuple[str, ...], int]:
    """Return the names of typical indicators that one subject alone is known for."""
    subjects: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, entry in enumerate(catalogue.subjects if catalogue.taxonomy == "dda" else ()):
        for phrase in (phrase for typical in entry.indicators for phrase in typical.match):
            subjects[_whole_key(telling_words(phrase))].add(number)
    return {key: next(iter(found)) for key, found in subjects.items() if key and len(found) == 1}


class Lexicon:
    """The phrases of one catalogue, indexed by their first two stems; built once, only read afterwards."""

    def __init__(self, catalogue: Catalogue) -> None:
        subjects_of: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, entry in enumerate(catalogue.subjects):
            typical = [phrase for indicator in entry.indicators for phrase in indicator.match]
            own_name = [entry.subject.name] if catalogue.taxonomy == "dda" else []
            # The typical indicators of the other taxonomies are borrowed from several subjects: too broad.
            for phrase in (*entry.terms, *own_name, *(typical if catalogue.taxonomy == "dda" else ())):
                subjects_of[tuple(stem(word) for word in telling_words(phrase))].add(number)
        self._subjects: dict[tuple[str, ...], tuple[tuple[int, ...], float]] = {}
        self._longer: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
        for stems, subjects in subjects_of.items():
            if stems:
                weight = (1.0 + 0.8 * (len(stems) - 1)) / sqrt(len(subjects))
                self._subjects[stems] = tuple(sorted(subjects)), weight
            if len(stems) > 1:
                self._longer[stems[0], stems[1]].append(list(stems))
        self._longer.default_factory = None
        self._beginnings = frozenset(self._longer)
        for phrases in self._longer.values():
            phrases.sort(key=lambda phrase: (-len(phrase), phrase))
        self._whole = _whole_names(catalogue)
        self._shown: dict[str, tuple[Hit, ...]] = {}
        self._producers = [
            (tuple(fold(producer).split()), number)
            for number, entry in enumerate(catalogue.subjects)
            for producer in entry.producers
        ]

    def find(self, text: str) -> list[Hit]:
        """Return the longest phrases found, left to right, none overlapping another."""
        return self.find_words(telling_words(text))

    def find_words(self, words: Sequence[str], stems: Sequence[str] = ()) -> list[Hit]:
        """Return the phrases found in a text that is split into words already, or into their stems too."""
        stems = stems or [stem(word) for word in words]
        if self._beginnings.isdisjoint(pairwise(stems)):
            return [hit for word in words for hit in self._of_word(word)]
        hits: list[Hit] = []
        free = 0
        for at, pair in enumerate(pairwise([*stems, ""])):
            if at < free:
                continue
            for phrase in self._longer.get(pair, ()):
                if stems[at : at + len(phrase)] == phrase:
                    free = at + len(phrase)
                    hits += self._show(" ".join(words[at:free]), tuple(phrase))
                    break
            else:
                hits += self._of_word(words[at])
        return hits

    def _of_word(self, word: str) -> Sequence[Hit]:
        hits = self._shown.get(word)
        return self._show(word, (stem(word),)) if hits is None else hits

    def _show(self, shown: str, phrase: tuple[str, ...]) -> Sequence[Hit]:
        """Return the hits of a phrase as it stands; the words name the phrase: equal words, equal stems."""
        hits = self._shown.get(shown)
        if hits is None:
            if len(self._shown) > _KEPT_WORDS:
                self._shown.clear()
            subjects, weight = self._subjects.get(phrase, ((), 0.0))
            hits = self._shown[shown] = tuple(Hit(subject, shown, weight) for subject in subjects)
        return hits

    def subject_of_whole(self, words: Sequence[str]) -> int | None:
        """Return the subject of the typical indicator that a title names wholly, if it is of one subject."""
        found = self._whole.get(_whole_key(words))
        return self._whole.get(_whole_key(without_breakdown(words))) if found is None else found

    def subjects_of_producer(self, producer: str) -> set[int]:
        """Return the subjects that an office of this name is known for."""
        words = fold(producer).split()
        found = set()
        for phrase, number in self._producers:
            if any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words))):
                found.add(number)
        return found
