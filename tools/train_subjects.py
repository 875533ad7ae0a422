"""Train the subject model and measure it: `python -m tools.train_subjects LABELS_FOLDER [--write]`.

The model is a multinomial logistic regression over the features of `rupadata.subjects.title_features`, one
for each taxonomy. What it learns from is told in `tools/subject_labels.py`. Quality is measured on headings
that were not trained on: five rounds, in each of which every title under a fifth of the headings is left
out, and the words of the catalogue, which know nothing of the labels, stay in. Beside it, TF-IDF with
logistic regression is trained and measured on the same rounds. The chance to be right is fitted on the
answers of those rounds and on the half of the natural titles (`tools/natural_titles.py`) that may be looked
at; none is trained on."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from rupadata.subjects.catalogue import TAXONOMIES, load_catalogue
from rupadata.subjects.classifier import OUTSIDE, Calibration, chance_inside, rank_subjects
from rupadata.subjects.lexicon import LEXICON_SAY, Lexicon
from rupadata.subjects.title_features import IMPORTANCE, features_of, tokens_of
from tools.natural_titles import NaturalTitle, read_titles
from tools.subject_labels import (
    Element,
    Lesson,
    branch_subject,
    lessons_of_branches,
    lessons_of_catalogue,
    lessons_of_definitions,
    lessons_of_glossary,
    lessons_of_matters,
    lessons_of_metadata,
    lessons_of_sectors,
    read_labelled,
    read_unlabelled,
)

MODEL = Path("src/rupadata/subjects/model.npz")
ROUNDS = 5
STRENGTH = 20.0
RAREST_PIECE = 3
CERTAIN = {"urusan": 0.97, "dda": 0.955, "csa": 0.955}
"""Right in at least this share of what counts as decided, in the rounds and on natural titles."""
NATURAL_SAY = 0.5
"""How much the natural titles weigh beside the rounds when the chance to be right is fitted."""


class Space:
    """The features that some lessons hold, numbered, with their weight: rare ones say more."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        seen: Counter[str] = Counter()
        for lesson in lessons:
            tokens = tokens_of(lesson.title, lesson.unit)
            seen.update({feature for token in tokens for feature in features_of(token)})
        self.names = sorted(
            name
            for name, count in seen.items()
            if count >= (RAREST_PIECE if name.startswith("piece:") else 1)
        )
        self.index = {name: number for number, name in enumerate(self.names)}
        total = len(lessons) + 1
        self.scale = np.array(
            [
                (1 + np.log(total / (seen[name] + 1))) * IMPORTANCE[name.partition(":")[0]]
                for name in self.names
            ],
            dtype=np.float32,
        )

    def matrix(self, titles: Sequence[tuple[str, str]]) -> sp.csr_matrix:
        starts, columns, values = [0], [], []
        for title, unit in titles:
            counts: Counter[int] = Counter(
                self.index[feature]
                for token in tokens_of(title, unit)
                for feature in features_of(token)
                if feature in self.index
            )
            numbers = list(counts)
            amounts = np.array([counts[number] for number in numbers], dtype=np.float32)
            scaled = self.scale[numbers]
            norm = np.sqrt(max(float((amounts * scaled**2).sum()), 1e-12))
            columns += numbers
            values += list(amounts * scaled / norm)
            starts.append(len(columns))
        return sp.csr_matrix(
            (values, columns, starts), shape=(len(titles), len(self.names)), dtype=np.float32
        )


class Fitted:
    """A fitted model over a space."""

    def __init__(
        self, lessons: Sequence[Lesson], subjects: Sequence[str], space: Space | None = None
    ) -> None:
        self.subjects = list(subjects)
        self.space = space or Space(lessons)
        number = {subject: i for i, subject in enumerate(self.subjects)}
        learned = LogisticRegression(C=STRENGTH, max_iter=150, tol=1e-3).fit(
            self.space.matrix([(lesson.title, lesson.unit) for lesson in lessons]),
            [number[lesson.subject] for lesson in lessons],
            sample_weight=[lesson.weight for lesson in lessons],
        )
        self.weights = np.zeros((len(self.space.names), len(self.subjects)), dtype=np.float32)
        self.bias = np.full(len(self.subjects), -12.0, dtype=np.float32)
        self.weights[:, learned.classes_] = learned.coef_.T
        self.bias[learned.classes_] = learned.intercept_

    def score(self, titles: Sequence[tuple[str, str]]) -> np.ndarray:
        return np.asarray(self.space.matrix(titles) @ self.weights + self.bias)


def lexicon_scores(taxonomy: str, titles: Sequence[tuple[str, str]]) -> np.ndarray:
    """Return what the phrases of the catalogue say of titles."""
    catalogue = load_catalogue(taxonomy)
    lexicon = Lexicon(catalogue)
    scores = np.zeros((len(titles), len(catalogue.subjects)), dtype=np.float32)
    for row, (title, _) in enumerate(titles):
        for hit in lexicon.find(title):
            scores[row, hit.subject] += hit.weight
    return scores


def known_shares(space: Space, titles: Sequence[tuple[str, str]]) -> np.ndarray:
    """Return for each title the share of its tokens with a known word."""
    shares = []
    for title, unit in titles:
        known = [
            any(f in space.index for f in features_of(token) if not f.startswith("piece:"))
            for token in tokens_of(title, unit)
        ]
        shares.append(sum(known) / len(known) if known else 0.0)
    return np.array(shares, dtype=np.float32)


def signals(scores: np.ndarray, shares: np.ndarray, lexicon: np.ndarray) -> np.ndarray:
    """Return what the chance to be right is judged by: likelihood, gap, known words, phrases."""
    ordered = np.sort(scores, axis=1)
    best = ordered[:, -1] - np.log(np.exp(scores - ordered[:, -1:]).sum(axis=1)) - ordered[:, -1]
    odds = best - np.log(np.maximum(-np.expm1(best), 1e-6))
    top = scores.argmax(axis=1)
    agrees = lexicon[np.arange(len(top)), top] > 0
    return np.stack([odds, ordered[:, -1] - ordered[:, -2], shares, agrees], axis=1)


class Answers(Struct, frozen=True):
    """Answers to titles: what the chance is judged by, how likely a subject is at all, which are right."""

    inputs: np.ndarray
    inside: np.ndarray
    right: np.ndarray


def calibrate(rounds: Answers, natural: Answers | None, certain: float) -> tuple[Calibration, np.ndarray]:
    """Return the fitted chance to be right, and the chances of the answers of the rounds."""
    sets = [rounds] if natural is None else [rounds, natural]
    weights = [np.ones(len(rounds.right))]
    if natural is not None:
        weights.append(np.full(len(natural.right), NATURAL_SAY * len(rounds.right) / len(natural.right)))
    fitted = LogisticRegression(C=1.0).fit(
        np.concatenate([each.inputs for each in sets]),
        np.concatenate([each.right for each in sets]),
        sample_weight=np.concatenate(weights),
    )
    best, gap, known, lexicon = (float(value) for value in fitted.coef_[0])
    chances = [fitted.predict_proba(each.inputs)[:, 1] * each.inside for each in sets]
    threshold = max(_threshold(each, answers.right, certain) for each, answers in zip(chances, sets))
    return Calibration(float(fitted.intercept_[0]), best, gap, known, lexicon, threshold), chances[0]


def _threshold(chances: np.ndarray, right: np.ndarray, certain: float) -> float:
    order = np.argsort(-chances)
    share_right = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.nonzero(share_right >= certain)[0]
    return float(chances[order[enough[-1]]]) if len(enough) else 0.99


def calibration_error(chances: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error over ten equal bins."""
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (chances > low) & (chances <= low + 0.1)
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - chances[inside].mean())
    return float(error)


def baseline_scores(
    lessons: Sequence[Lesson], subjects: Sequence[str], titles: Sequence[tuple[str, str]]
) -> np.ndarray:
    """Return what TF-IDF with logistic regression says, trained on labelled titles only."""
    number = {subject: i for i, subject in enumerate(subjects)}
    vectors = TfidfVectorizer()
    learned = LogisticRegression(C=10, max_iter=1000).fit(
        vectors.fit_transform([lesson.title for lesson in lessons]),
        [number[lesson.subject] for lesson in lessons],
    )
    scores = np.full((len(titles), len(subjects)), -1.0)
    scores[:, learned.classes_] = learned.predict_proba(vectors.transform([title for title, _ in titles]))
    return scores


def top_shares(
    scores: np.ndarray,
    wanted: Sequence[set[str]],
    subjects: Sequence[str],
    phrases: np.ndarray | None = None,
) -> tuple[np.ndarray, float]:
    """Return which best answers are right, and the share of titles with a right one among the first three."""
    order = rank_subjects(scores, np.zeros_like(scores) if phrases is None else phrases, 3)
    first = np.array([subjects[row[0]] in known for row, known in zip(order, wanted)])
    three = np.mean([bool({subjects[i] for i in row} & known) for row, known in zip(order, wanted)])
    return first, float(three)


def answer(
    taxonomy: str, scores: np.ndarray, shares: np.ndarray, asked: Sequence[tuple[str, str]]
) -> tuple[Answers, np.ndarray, np.ndarray]:
    """Return answers without what is right yet, the scores of the subjects, and what phrases say."""
    count = len(load_catalogue(taxonomy).subjects)
    phrases = lexicon_scores(taxonomy, asked)
    together = scores[:, :count] + LEXICON_SAY * phrases
    inside = chance_inside(scores, count) if scores.shape[1] > count else np.ones(len(scores))
    return Answers(signals(together, shares, phrases), inside, np.zeros(0)), together, phrases


def answer_natural(taxonomy: str, fitted: Fitted) -> Answers | None:
    """Return the answers to the natural titles that may be looked at; CSA has none."""
    if taxonomy == "csa":
        return None
    asked: list[NaturalTitle] = [each for each in read_titles(taxonomy) if each.half == "mended"]
    titles = [(each.title, each.unit) for each in asked]
    given, together, phrases = answer(
        taxonomy, fitted.score(titles), known_shares(fitted.space, titles), titles
    )
    wanted = [set(each.right) for each in asked]
    right, _ = top_shares(together, wanted, fitted.subjects, phrases)
    return replace(given, right=right)


def subjects_of(taxonomy: str) -> list[str]:
    """Return the ids that a model of a taxonomy tells apart, what is outside of it last."""
    catalogue = load_catalogue(taxonomy)
    listed = [entry.official_id for entry in catalogue.subjects]
    return [*listed, OUTSIDE] if catalogue.outside else listed


def measure(taxonomy: str, folder: Path) -> tuple[Calibration, dict[str, Any]]:
    """Return the calibration and the quality on headings that were not trained on."""
    labelled, unlabelled = read_labelled(folder), read_unlabelled(folder)
    subjects = subjects_of(taxonomy)
    answers: dict[tuple[str, str], set[str]] = defaultdict(set)
    parents: dict[tuple[str, str], str] = {}
    for element in labelled if taxonomy == "urusan" else [*labelled, *unlabelled]:
        right = element.matter if taxonomy == "urusan" else branch_subject(element, taxonomy)
        if right:
            answers[element.title, element.unit].add(right)
            parents.setdefault((element.title, element.unit), element.parent)
    titles = sorted(answers)
    wanted = [answers[title] for title in titles]
    numbers = {parent: i for i, parent in enumerate(sorted(set(parents.values())))}
    groups = np.array([numbers[parents[title]] for title in titles])
    scores, peer = np.zeros((len(titles), len(subjects))), np.zeros((len(titles), len(subjects)))
    shares = np.zeros(len(titles))
    for train, test in GroupKFold(ROUNDS, shuffle=True, random_state=0).split(titles, groups=groups):
        hidden = {parents[titles[i]] for i in test}
        asked = [titles[i] for i in test]
        lessons = make_lessons(taxonomy, folder, labelled, unlabelled, hidden)
        fitted = Fitted(lessons, subjects)
        scores[test] = fitted.score(asked)
        shares[test] = known_shares(fitted.space, asked)
        plain = [Lesson(titles[i][0], "", subject, 1.0) for i in train for subject in sorted(wanted[i])]
        peer[test] = baseline_scores(plain, subjects, asked)
    given, together, lexicon = answer(taxonomy, scores, shares, titles)
    first, three = top_shares(together, wanted, subjects, lexicon)
    whole = Fitted(make_lessons(taxonomy, folder, labelled, unlabelled), subjects)
    calibration, chances = calibrate(
        replace(given, right=first), answer_natural(taxonomy, whole), CERTAIN[taxonomy]
    )
    decided = chances >= calibration.threshold
    peer_first, peer_three = top_shares(peer, wanted, subjects)
    quality = {
        "titles": len(titles),
        "headings": len(numbers),
        "top1": round(float(first.mean()), 4),
        "top3": round(three, 4),
        "calibration_error": round(calibration_error(chances, first), 4),
        "decided": round(float(decided.mean()), 4),
        "right_where_decided": round(float(first[decided].mean()), 4),
        "baseline_top1": round(float(peer_first.mean()), 4),
        "baseline_top3": round(peer_three, 4),
        "model_alone_top1": round(
            float(top_shares(scores[:, : together.shape[1]], wanted, subjects)[0].mean()), 4
        ),
        "lexicon_alone_top1": round(float(top_shares(lexicon, wanted, subjects)[0].mean()), 4),
    }
    return calibration, quality


def make_lessons(
    taxonomy: str,
    folder: Path,
    labelled: Sequence[Element],
    unlabelled: Sequence[Element],
    hidden: set[str] = frozenset(),  # type: ignore[assignment]
) -> list[Lesson]:
    """Return all lessons of a taxonomy but those that label a title under a hidden heading."""
    seen = [element for element in labelled if element.parent not in hidden]
    if taxonomy == "urusan":
        lessons = lessons_of_matters(seen, unlabelled) + lessons_of_sectors()
    else:
        others = [element for element in unlabelled if element.parent not in hidden]
        lessons = lessons_of_branches([*seen, *others], taxonomy)
    lessons += lessons_of_catalogue(load_catalogue(taxonomy))
    lessons += lessons_of_glossary(load_catalogue(taxonomy))
    lessons += lessons_of_metadata(folder, taxonomy)
    if taxonomy == "csa":
        lessons += lessons_of_definitions(folder)
    return lessons


def write_model(folder: Path, path: Path, measured: dict[str, tuple[Calibration, dict[str, Any]]]) -> None:
    """Train on everything and write the model with its facts, weights in steps of one byte."""
    labelled, unlabelled = read_labelled(folder), read_unlabelled(folder)
    lessons = {taxonomy: make_lessons(taxonomy, folder, labelled, unlabelled) for taxonomy in TAXONOMIES}
    space = Space([lesson for each in lessons.values() for lesson in each])
    arrays: dict[str, np.ndarray] = {
        "vocabulary": np.frombuffer("\n".join(space.names).encode(), dtype=np.uint8),
        "scale": space.scale.astype(np.float16),
    }
    facts: dict[str, Any] = {
        "trained": datetime.date.today().isoformat(),
        "by": "tools/train_subjects.py",
        "from": sorted(file.name for file in folder.glob("*.csv")),
        "taxonomies": {},
    }
    with ProcessPoolExecutor(len(TAXONOMIES)) as pool:
        asked = [(lessons[taxonomy], subjects_of(taxonomy), space) for taxonomy in TAXONOMIES]
        fits = dict(zip(TAXONOMIES, pool.map(Fitted, *zip(*asked))))
    for taxonomy in TAXONOMIES:
        subjects = subjects_of(taxonomy)
        fitted = fits[taxonomy]
        steps = np.abs(fitted.weights).max(axis=0) / 127
        steps[steps == 0] = 1
        arrays[f"{taxonomy}_weights"] = np.round(fitted.weights / steps).astype(np.int8)
        arrays[f"{taxonomy}_steps"] = steps.astype(np.float32)
        arrays[f"{taxonomy}_bias"] = fitted.bias
        calibration, quality = measured[taxonomy]
        facts["taxonomies"][taxonomy] = {
            "subjects": subjects,
            "lessons": len(lessons[taxonomy]),
            "calibration": asdict(calibration),
            "quality": quality,
        }
    arrays["facts"] = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path, help="folder of the published titles")
    parser.add_argument("--write", action="store_true", help=f"write {MODEL}")
    parser.add_argument("--taxonomies", default=",".join(TAXONOMIES))
    given = parser.parse_args(argv)
    taxonomies = given.taxonomies.split(",")
    measured = {}
    with ProcessPoolExecutor(len(taxonomies)) as pool:
        for taxonomy, found in zip(taxonomies, pool.map(partial(measure, folder=given.labels), taxonomies)):
            measured[taxonomy] = found
            print(taxonomy, json.dumps(found[1]), found[0], flush=True)
    if given.write:
        write_model(given.labels, MODEL, measured)
        print(f"{MODEL}: {MODEL.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
