"""Matching: from what is known of an indicator to its subject, with a score and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from rupadata.language import say
from rupadata.subjects.catalogue import Catalogue, load_catalogue
from rupadata.subjects.lexicon import Hit, Lexicon

_TITLE, _TABLE, _PATH, _TAGS = 1.0, 0.6, 0.35, 0.6
_PRODUCER = 1.6
_SHARPNESS = 2.5


@dataclass(frozen=True, slots=True)
class Clue:
    """What is known of one indicator: all that may speak for a subject."""

    title: str
    unit: str = ""
    table: str = ""
    path: str = ""
    producer: str = ""
    tags: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject by key and name with its score, 0 to 1."""

    key: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The subject of an indicator: the best guess, whether it is decided, why, and the next best."""

    subject: Candidate
    decided: bool
    reason: str
    alternatives: tuple[Candidate, ...]


class Matcher:
    """Matches clues to the subjects of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._lexicon = Lexicon(catalogue)

    def match(self, clues: Sequence[Clue]) -> list[Match]:
        """Return one match for each clue, in order."""
        return [self._match_one(clue) for clue in clues]

    def _match_one(self, clue: Clue) -> Match:
        scores = [0.0] * len(self.catalogue.subjects)
        words: dict[int, list[str]] = {}
        for text, factor in (
            (clue.title, _TITLE),
            (clue.table, _TABLE),
            (clue.path, _PATH),
            (clue.tags, _TAGS),
        ):
            for hit in self._lexicon.find(text):
                scores[hit.subject] += hit.weight * factor
                _remember(words, hit)
        offices = self._lexicon.subjects_of_producer(clue.producer) if clue.producer else set()
        for number in offices:
            scores[number] += _PRODUCER / len(offices)
        known = any(scores)
        weights = [exp(_SHARPNESS * score) for score in scores]
        total = sum(weights)
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))
        candidates = [self._candidate(number, weights[number] / total) for number in order[:4]]
        return Match(
            subject=candidates[0],
            decided=known and candidates[0].score >= 0.5,
            reason=_reason(words.get(order[0], []), clue.producer if order[0] in offices else ""),
            alternatives=tuple(candidates[1:]),
        )

    def _candidate(self, number: int, score: float) -> Candidate:
        subject = self.catalogue.subjects[number].subject
        return Candidate(subject.key, subject.name, round(score, 4))


@lru_cache(maxsize=8)
def get_matcher(taxonomy: str = "dda") -> Matcher:
    """Return the matcher of a taxonomy with the catalogue that ships."""
    return Matcher(load_catalogue(taxonomy))


def _remember(words: dict[int, list[str]], hit: Hit) -> None:
    found = words.setdefault(hit.subject, [])
    if hit.text not in found:
        found.append(hit.text)


def _reason(words: Sequence[str], producer: str) -> str:
    parts = []
    if words:
        quoted = [f"'{word}'" for word in words[:3]]
        listed = (
            quoted[0]
            if len(quoted) == 1
            else ", ".join(quoted[:-1]) + say(id=" dan ", en=" and ") + quoted[-1]
        )
        parts.append(say(id=f"{listed} di judul tabel", en=f"{listed} in the table's title"))
    if producer:
        parts.append(say(id=f"produsen {producer}", en=f"producer {producer}"))
    return "; ".join(parts) or say(id="tidak ada kata kunci yang dikenal", en="no known key word")
