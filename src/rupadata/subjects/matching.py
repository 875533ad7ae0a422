"""Matching: from what is known of an indicator to its subject, with a score and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from rupadata.language import say
from rupadata.subjects.catalogue import Catalogue
from rupadata.subjects.classifier import (
    OUTSIDE,
    Classifier,
    Floats,
    TokenRows,
    chance_inside,
    chance_to_be_right,
    load_classifier,
    rank_subjects,
)
from rupadata.subjects.lexicon import LEXICON_SAY, Hit, Lexicon, without_breakdown
from rupadata.subjects.title_features import split_heading
from rupadata.subjects.title_words import STOP_WORDS, fold, stem, telling_words

_AROUND_SAY = 0.25
"""What a phrase adds that stands not in the title but in the file's name, its folder or tags."""
_OWN_SAY = 1.5
"""What a phrase adds to a subject that the office added and the model has never seen."""
_OFFICE_SAY = 2.0
_WHOLE_SAY = 3.0
"""What it adds that a title is the name of a typical indicator and nothing else ("Jumlah Penduduk")."""
_BATCH = 4096
_ALTERNATIVES = 3
_Question = tuple[tuple[str, ...], tuple[str, ...], str, str, str]
"""What decides an answer: words of a title and of its heading, unit, producer, and what stands around."""
_TELLING = 0.35
"""How much a word must speak for a subject to be named in the reason."""


class Clue(Struct, frozen=True):
    """What is known of one indicator: all that may speak for a subject."""

    title: str
    unit: str = ""
    table: str = ""
    path: str = ""
    producer: str = ""
    tags: str = ""


class Candidate(Struct, frozen=True):
    """A subject by key and name with its score, 0 to 1."""

    key: str
    name: str
    score: float


class Match(Struct, frozen=True):
    """The subject of an indicator: the best guess, whether it is decided, why, and the next best.

    The score is the chance that the best guess is right, as measured on titles that were not trained on.
    """

    subject: Candidate
    decided: bool
    reason: str
    alternatives: tuple[Candidate, ...]


class _Part(NamedTuple):
    """What stands in a title or its heading: words and their rows, rows of pairs, and phrases."""

    words: list[str]
    rows: list[int]
    pairs: list[int]
    tokens: int
    hits: list[Hit]


class _Evidence(NamedTuple):
    """What was found in one clue: its parts, phrases around it, offices, and the row of its unit."""

    own: _Part
    heading: _Part
    around: list[Hit]
    offices: set[int]
    producer: str
    unit: list[int]


class Matcher:
    """Matches clues to the subjects of one catalogue: a trained model and the catalogue's own phrases."""

    def __init__(self, catalogue: Catalogue, classifier: Classifier | None = None) -> None:
        self.catalogue = catalogue
        self._lexicon = Lexicon(catalogue)
        self._classifier = classifier or load_classifier(catalogue.taxonomy)
        known = {subject: column for column, subject in enumerate(self._classifier.subjects)}
        # An office may have added subjects of its own: the model knows nothing of them, their phrases do.
        # A chapter of an edition gathers several of the model's subjects.
        self._columns = [
            [known[member] for member in entry.members or (entry.official_id,) if member in known]
            for entry in catalogue.subjects
        ]
        self._outside = known.get(OUTSIDE, -1)
        self._is_new = np.asarray([not columns for columns in self._columns])
        self._candidates: dict[tuple[int, float], Candidate] = {}

    def match(self, clues: Sequence[Clue]) -> list[Match]:
        """Return one match for each clue, in order; clues of the same words are answered once."""
        split: dict[str, tuple[str, ...]] = {}
        numbers: dict[_Question, int] = {}
        order = []
        for clue in clues:
            own, heading = (clue.title, clue.table) if clue.table else split_heading(clue.title)
            above = split.get(heading)
            if above is None:
                above = split[heading] = tuple(telling_words(heading))
            around = f"{clue.path} {clue.tags}"
            question = (tuple(telling_words(own)), above, clue.unit, clue.producer, around)
            order.append(numbers.setdefault(question, len(numbers)))
        different = list(numbers)
        answers: list[Match] = []
        for start in range(0, len(different), _BATCH):
            answers += self._match_batch(different[start : start + _BATCH])
        return [answers[number] for number in order]

    def _match_batch(self, questions: Sequence[_Question]) -> list[Match]:
        self._classifier.forget_if_full()
        headings: dict[tuple[str, ...], _Part] = {}
        evidence = [self._find_evidence(question, headings) for question in questions]
        raw, shares = self._classifier.score(
            [[*e.own.rows, *e.heading.rows, *e.own.pairs, *e.heading.pairs, *e.unit] for e in evidence],
            [e.own.tokens + e.heading.tokens + len(e.unit) for e in evidence],
        )
        scores = self._in_order(raw)
        phrases = _weights(scores, [[*e.own.hits, *e.heading.hits] for e in evidence])
        scores += _AROUND_SAY * _weights(scores, [e.around for e in evidence])
        for row, found in enumerate(evidence):
            for office in found.offices:
                scores[row, office] += _OFFICE_SAY / len(found.offices)
            named = self._lexicon.subject_of_whole(found.own.words)
            if named is not None:
                above = without_breakdown(found.heading.words)
                alone = not above or above == without_breakdown(found.own.words)
                scores[row, named] += _WHOLE_SAY if alone else _WHOLE_SAY / 2
        scores += phrases * np.where(self._is_new, _OWN_SAY, LEXICON_SAY)
        chances = chance_to_be_right(scores, shares, phrases, self._classifier.calibration)
        if self._outside >= 0:
            chances = chances * chance_inside(raw, self._outside)
        order = rank_subjects(scores, phrases, _ALTERNATIVES + 1)
        ratios = np.exp(np.take_along_axis(scores, order, axis=1) - scores.max(axis=1)[:, None])
        listed = np.round(chances[:, None].astype(np.float64) * ratios, 4)
        decided = chances >= self._classifier.calibration.threshold
        best = order[:, 0].tolist()
        reasons = self._reasons(evidence, best, raw)
        return [
            self._answer(*each) for each in zip(order.tolist(), listed.tolist(), decided.tolist(), reasons)
        ]

    def _find_evidence(self, question: _Question, headings: dict[tuple[str, ...], _Part]) -> _Evidence:
        own, above, unit, producer, around = question
        heading = headings.get(above)
        if heading is None:
            heading = headings[above] = self._find_part(above, self._classifier.head)
        return _Evidence(
            own=self._find_part(own, self._classifier.own),
            heading=heading,
            around=self._lexicon.find(around) if around != " " else [],
            offices=self._lexicon.subjects_of_producer(producer) if producer else set(),
            producer=producer,
            unit=[self._classifier.units[fold(unit)]] if unit else [],
        )

    def _find_part(self, words: Sequence[str], rows: TokenRows) -> _Part:
        stems = list(map(stem, words))
        known = self._classifier.pairs
        pairs = [known[pair] for pair in map(" ".join, pairwise(stems)) if pair in known]
        return _Part(
            words=list(words),
            rows=list(map(rows.__getitem__, words)),
            pairs=pairs,
            tokens=max(0, 2 * len(words) - 1),
            hits=self._lexicon.find_words(words, stems),
        )

    def _in_order(self, raw: Floats) -> Floats:
        """Return the model's scores in the catalogue's order; subjects it does not know get its lowest."""
        scores = np.empty((len(raw), len(self._columns)), dtype=np.float32)
        lowest = raw.min(axis=1)
        for number, columns in enumerate(self._columns):
            if len(columns) == 1:
                scores[:, number] = raw[:, columns[0]]
            else:
                scores[:, number] = np.logaddexp.reduce(raw[:, columns], axis=1) if columns else lowest
        return scores

    def _answer(self, order: list[int], scores: list[float], decided: bool, reason: str) -> Match:
        best, *others = map(self._candidate, order, scores)
        return Match(best, decided, reason, tuple(others))

    def _candidate(self, number: int, score: float) -> Candidate:
        # Scores have four places, so the same candidates come again and again.
        candidate = self._candidates.get((number, score))
        if candidate is None:
            subject = self.catalogue.subjects[number].subject
            candidate = self._candidates[number, score] = Candidate(subject.key, subject.name, score)
        return candidate

    def _reasons(self, evidence: Sequence[_Evidence], subjects: Sequence[int], raw: Floats) -> list[str]:
        """Return for each clue what spoke for its subject, in words."""
        words = [_spoken_phrases(found, subject) for found, subject in zip(evidence, subjects)]
        doubtful = [
            number
            for number, subject in enumerate(subjects)
            if len(words[number]) < 2 and self._columns[subject]
        ]
        rows: list[int] = []
        columns: list[int] = []
        for number in doubtful:
            found = evidence[number]
            rows += found.own.rows
            rows += found.heading.rows
            own = self._columns[subjects[number]]
            column = own[0] if len(own) == 1 else max(own, key=raw[number].__getitem__)
            columns += [column] * (len(found.own.rows) + len(found.heading.rows))
        says = iter(self._classifier.contributions(rows, columns))
        for number in doubtful:
            found = evidence[number]
            told = [(-say, 1, word) for word, say in zip(found.own.words, says) if say >= _TELLING]
            told += [(-say, 0, word) for word, say in zip(found.heading.words, says) if say >= _TELLING]
            _add_telling_words(words[number], told)
        # Asked for the language once: most reasons name words of the title and nothing else.
        joint, in_title = say(id="dan", en="and"), say(id="di judul tabel", en="in the table's title")
        reasons = []
        for found, subject, spoken in zip(evidence, subjects, words):
            listed = _list_words(spoken, joint)
            plain = spoken and not found.around and not found.offices
            reasons.append(f"{listed} {in_title}" if plain else self._reason(found, subject, listed, spoken))
        return reasons

    def _reason(self, found: _Evidence, subject: int, listed: str, words: list[str]) -> str:
        parts = [say(id=f"{listed} di judul tabel", en=f"{listed} in the table's title")] if words else []
        around = list(dict.fromkeys(hit.text for hit in found.around if hit.subject == subject))
        around = [word for word in around if word not in words][:2]
        if around:
            files = _list_words(around, say(id="dan", en="and"))
            parts.append(say(id=f"{files} di nama berkas", en=f"{files} in the file's name"))
        if subject in found.offices:
            parts.append(say(id=f"produsen {found.producer}", en=f"producer {found.producer}"))
        return "; ".join(parts) or say(id="tidak ada kata yang menentukan", en="no word decides it")


def _weights(like: Floats, hits: Sequence[Sequence[Hit]]) -> Floats:
    """Return the weights of phrases by title and subject."""
    titles, subjects = like.shape
    at = [row * subjects + hit.subject for row, found in enumerate(hits) for hit in found]
    weights = [hit.weight for found in hits for hit in found]
    sums = np.bincount(np.asarray(at, dtype=np.int64), weights, minlength=titles * subjects)
    return np.asarray(sums.reshape(titles, subjects), dtype=np.float32)


def _spoken_phrases(found: _Evidence, subject: int) -> list[str]:
    """Return the catalogue's phrases that speak for a subject most, as they stand in the title."""
    own = [hit for part in (found.own, found.heading) for hit in part.hits if hit.subject == subject]
    if len(own) > 1:
        own.sort(key=lambda hit: -hit.weight)
    return list(dict.fromkeys([hit.text for hit in own]))[:3]


def _add_telling_words(words: list[str], told: list[tuple[float, int, str]]) -> None:
    """Add to the phrases the words that the model heeds most, up to three in all."""
    spoken = {word for phrase in words for word in phrase.split()}
    for _, _, word in sorted(told):
        if word not in spoken and word not in STOP_WORDS:
            words.append(word)
            spoken.add(word)
            if len(words) == 3:
                break


@lru_cache(maxsize=8)
def get_matcher(catalogue: Catalogue) -> Matcher:
    """Return the matcher that chooses from a catalogue; made once of the same one."""
    return Matcher(catalogue)


def _list_words(words: Sequence[str], joint: str) -> str:
    if len(words) < 2:
        return f"'{words[0]}'" if words else ""
    *first, last = words
    listed = "', '".join(first)
    return f"'{listed}' {joint} '{last}'"
