"""Matching: from what is known of an indicator to its subject, with a score and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rupadata.language import say
from rupadata.subjects.catalogue import Catalogue, load_catalogue
from rupadata.subjects.classifier import (
    Classifier,
    Floats,
    chance_to_be_right,
    load_classifier,
    rank_subjects,
)
from rupadata.subjects.features import split_heading, tokens_of_words
from rupadata.subjects.lexicon import LEXICON_SAY, Hit, Lexicon
from rupadata.subjects.words import STOP_WORDS, words_of

_AROUND_SAY = 0.25
"""What a phrase adds that stands not in the title but in the file's name, its folder or tags."""
_OWN_SAY = 1.5
"""What a phrase adds to a subject that the office added and the model has never seen."""
_OFFICE_SAY = 2.0
_BATCH = 4096
_ALTERNATIVES = 3
_TELLING = 0.35
"""How much a word must speak for a subject to be named in the reason."""


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
    """The subject of an indicator: the best guess, whether it is decided, why, and the next best.

    The score is the chance that the best guess is right, as measured on titles that were not trained on.
    """

    subject: Candidate
    decided: bool
    reason: str
    alternatives: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What was found in one clue: tokens for the model, phrases in the title and around it, offices."""

    tokens: list[str]
    hits: list[Hit]
    around: list[Hit]
    offices: set[int]


class Matcher:
    """Matches clues to the subjects of one catalogue: a trained model and the catalogue's own phrases."""

    def __init__(self, catalogue: Catalogue, classifier: Classifier | None = None) -> None:
        self.catalogue = catalogue
        self._lexicon = Lexicon(catalogue)
        self._classifier = classifier or load_classifier(catalogue.taxonomy)
        known = {subject: column for column, subject in enumerate(self._classifier.subjects)}
        # An office may have added subjects of its own: the model knows nothing of them, their phrases do.
        self._columns = [known.get(entry.official_id, -1) for entry in catalogue.subjects]

    def match(self, clues: Sequence[Clue]) -> list[Match]:
        """Return one match for each clue, in order."""
        different = list(dict.fromkeys(clues))
        answers: dict[Clue, Match] = {}
        for start in range(0, len(different), _BATCH):
            batch = different[start : start + _BATCH]
            answers.update(zip(batch, self._match_batch(batch)))
        return [answers[clue] for clue in clues]

    def _match_batch(self, clues: Sequence[Clue]) -> list[Match]:
        evidence = [self._find_evidence(clue) for clue in clues]
        raw, shares = self._classifier.score([found.tokens for found in evidence])
        scores = self._in_order(raw)
        phrases = np.zeros_like(scores)
        for row, found in enumerate(evidence):
            for hit in found.hits:
                phrases[row, hit.subject] += hit.weight
            for hit in found.around:
                scores[row, hit.subject] += hit.weight * _AROUND_SAY
            for office in found.offices:
                scores[row, office] += _OFFICE_SAY / len(found.offices)
        scores += phrases * np.where(np.asarray(self._columns) < 0, _OWN_SAY, LEXICON_SAY)
        chances = chance_to_be_right(scores, shares, phrases, self._classifier.calibration)
        order = rank_subjects(scores, phrases, _ALTERNATIVES + 1)
        ratios = np.exp(np.take_along_axis(scores, order, axis=1) - scores.max(axis=1)[:, None])
        columns = np.maximum(np.asarray(self._columns)[order[:, 0]], 0)
        says = self._classifier.contributions([found.tokens for found in evidence], columns)
        return [
            self._answer(*each)
            for each in zip(clues, evidence, order.tolist(), ratios.tolist(), chances.tolist(), says)
        ]

    def _find_evidence(self, clue: Clue) -> _Evidence:
        own, heading = (clue.title, clue.table) if clue.table else split_heading(clue.title)
        words, above = words_of(own), words_of(heading)
        around = f"{clue.path} {clue.tags}"
        return _Evidence(
            tokens=tokens_of_words(words, above, clue.unit),
            hits=self._lexicon.find_words(words) + self._lexicon.find_words(above),
            around=self._lexicon.find(around) if around != " " else [],
            offices=self._lexicon.subjects_of_producer(clue.producer) if clue.producer else set(),
        )

    def _in_order(self, raw: Floats) -> Floats:
        """Return the model's scores in the catalogue's order; subjects it does not know get its lowest."""
        columns = np.asarray(self._columns)
        scores = raw[:, np.maximum(columns, 0)]
        scores[:, columns < 0] = raw.min(axis=1)[:, None]
        return np.ascontiguousarray(scores, dtype=np.float32)

    def _answer(
        self,
        clue: Clue,
        found: _Evidence,
        order: list[int],
        ratios: list[float],
        chance: float,
        says: list[float],
    ) -> Match:
        best, *others = (self._candidate(number, chance * ratio) for number, ratio in zip(order, ratios))
        return Match(
            subject=best,
            decided=chance >= self._classifier.calibration.threshold,
            reason=self._reason(clue, found, order[0], says),
            alternatives=tuple(others),
        )

    def _candidate(self, number: int, score: float) -> Candidate:
        subject = self.catalogue.subjects[number].subject
        return Candidate(subject.key, subject.name, round(score, 4))

    def _reason(self, clue: Clue, found: _Evidence, subject: int, says: list[float]) -> str:
        parts = []
        words = self._telling_words(found, subject, says)
        if words:
            listed = _listed(words)
            parts.append(say(id=f"{listed} di judul tabel", en=f"{listed} in the table's title"))
        around = list(dict.fromkeys(hit.text for hit in found.around if hit.subject == subject))
        around = [word for word in around if word not in words][:2]
        if around:
            listed = _listed(around)
            parts.append(say(id=f"{listed} di nama berkas", en=f"{listed} in the file's name"))
        if subject in found.offices:
            parts.append(say(id=f"produsen {clue.producer}", en=f"producer {clue.producer}"))
        return "; ".join(parts) or say(id="tidak ada kata yang menentukan", en="no word decides it")

    def _telling_words(self, found: _Evidence, subject: int, says: list[float]) -> list[str]:
        """Return the phrases and words that speak for a subject most, as they stand in the title."""
        own = [hit for hit in found.hits if hit.subject == subject]
        own.sort(key=lambda hit: -hit.weight)
        words = list(dict.fromkeys([hit.text for hit in own]))[:3]
        if len(words) >= 2 or self._columns[subject] < 0:
            return words
        spoken = {word for phrase in words for word in phrase.split()}
        telling = sorted(
            [
                (-say, token)
                for say, token in zip(says, found.tokens)
                if say >= _TELLING and token.startswith(("own:", "head:"))
            ]
        )
        for _, token in telling:
            word = token.partition(":")[2]
            if word not in spoken and word not in STOP_WORDS:
                words.append(word)
                spoken.add(word)
                if len(words) == 3:
                    break
        return words


@lru_cache(maxsize=8)
def get_matcher(taxonomy: str = "dda") -> Matcher:
    """Return the matcher of a taxonomy with the catalogue that ships."""
    return Matcher(load_catalogue(taxonomy))


def _listed(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    if len(quoted) == 1:
        return quoted[0]
    return ", ".join(quoted[:-1]) + say(id=" dan ", en=" and ") + quoted[-1]
