"""The trained model: titles to the likelihood of each subject, with numpy alone.

A linear model over the features of `features.py`. The score of a title is the sum of what its tokens say, so
each token's say is computed once and kept. `tools/train_subjects.py` makes the file that is read here.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from rupadata.subjects.features import features_of

Floats = npt.NDArray[np.float32]

_SECOND_SAY = 0.4
"""What the catalogue's phrases add when the alternatives are ranked: they know rare subjects too."""
_KEPT_TOKENS = 150_000
_SMALLEST_NORM = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw scores become the chance to be right, measured on titles whose headings were not trained on.

    The chance is a logistic function of the best likelihood, the gap to the second, and how much of the title
    is known; `threshold` is the chance from which a title counts as decided.
    """

    bias: float
    best: float
    gap: float
    known: float
    lexicon: float
    threshold: float


class Classifier:
    """The linear model of one taxonomy."""

    def __init__(
        self,
        vocabulary: dict[str, int],
        scale: Floats,
        weights: Floats,
        bias: Floats,
        subjects: Sequence[str],
        calibration: Calibration,
    ) -> None:
        self.subjects = tuple(subjects)
        self.calibration = calibration
        self._vocabulary = vocabulary
        self._scale = scale
        self._weights = weights
        self._bias = bias
        self._rows: dict[str, int] = {}
        self._says: list[Floats] = []
        self._squares: list[float] = []
        self._known: list[bool] = []

    def score(self, titles: Sequence[Sequence[str]]) -> tuple[Floats, Floats]:
        """Return for titles given as tokens the raw scores of each subject, and the share of known words."""
        if len(self._rows) > _KEPT_TOKENS:
            self._forget()
        known_rows = self._rows
        rows = [
            [known_rows[token] if token in known_rows else self._row(token) for token in tokens]
            for tokens in titles
        ]
        says = np.asarray(self._says, dtype=np.float32).reshape(-1, len(self.subjects))
        squares = np.asarray(self._squares, dtype=np.float32)
        known = np.asarray(self._known, dtype=np.float32)
        lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(lengths.sum()))
        scores = np.tile(self._bias, (len(rows), 1))
        shares = np.zeros(len(rows), dtype=np.float32)
        filled = lengths > 0
        if flat.size:
            starts = (np.cumsum(lengths) - lengths)[filled]
            norms = np.sqrt(np.add.reduceat(squares[flat], starts))
            sums = np.add.reduceat(says[flat], starts, axis=0)
            scores[filled] += sums / np.maximum(norms, _SMALLEST_NORM)[:, None]
            shares[filled] = np.add.reduceat(known[flat], starts) / lengths[filled]
        return scores, shares

    def contributions(
        self, titles: Sequence[Sequence[str]], subjects: npt.NDArray[np.int64]
    ) -> list[list[float]]:
        """Return how much more each token of a title speaks for its subject than for the others."""
        lengths = np.fromiter((len(tokens) for tokens in titles), dtype=np.int64, count=len(titles))
        total = int(lengths.sum())
        rows = np.fromiter(
            (self._rows[token] for tokens in titles for token in tokens), dtype=np.int64, count=total
        )
        says = np.asarray(self._says, dtype=np.float32).reshape(-1, len(self.subjects))
        own = says[rows, np.repeat(subjects, lengths)] - says.mean(axis=1)[rows]
        flat: list[float] = own.tolist()
        ends = np.cumsum(lengths).tolist()
        return [flat[end - length : end] for end, length in zip(ends, lengths.tolist())]

    def _row(self, token: str) -> int:
        row = self._rows.get(token)
        if row is None:
            row = self._rows[token] = len(self._says)
            found = [self._vocabulary[f] for f in features_of(token) if f in self._vocabulary]
            scaled = self._scale[found]
            self._says.append(scaled @ self._weights[found])
            self._squares.append(float(scaled @ scaled))
            # Pieces of words are nearly always known; only whole words and pairs tell.
            whole = [f for f in features_of(token) if not f.startswith("piece:")]
            self._known.append(any(f in self._vocabulary for f in whole))
        return row

    def _forget(self) -> None:
        self._rows.clear()
        self._says.clear()
        self._squares.clear()
        self._known.clear()


def rank_subjects(scores: Floats, phrases: Floats, count: int) -> npt.NDArray[np.int64]:
    """Return for each title the numbers of its best subjects, the best by the scores alone."""
    blended = scores + _SECOND_SAY * phrases
    blended[np.arange(len(scores)), scores.argmax(axis=1)] = np.inf
    return np.argsort(-blended, axis=1, kind="stable")[:, :count]


def chance_to_be_right(scores: Floats, shares: Floats, phrases: Floats, calibration: Calibration) -> Floats:
    """Return the chance that the best guess is right, from how the scores stand to each other.

    A title of which no word is known has no chance worth naming, whatever the numbers say.
    """
    top = scores.argmax(axis=1)
    ordered = np.partition(scores, -2, axis=1)
    best, second = ordered[:, -1], ordered[:, -2]
    likelihood = -np.log(np.exp(scores - best[:, None]).sum(axis=1))
    odds = likelihood - np.log(np.maximum(-np.expm1(likelihood), 1e-6))
    agrees = phrases[np.arange(len(top)), top] > 0
    raw = (
        calibration.bias
        + calibration.best * odds
        + calibration.gap * (best - second)
        + calibration.known * shares
        + calibration.lexicon * agrees
    )
    chances = 1 / (1 + np.exp(-np.clip(raw, -30, 30)))
    return np.asarray(np.where((shares > 0) | agrees, chances, np.minimum(chances, 0.1)), dtype=np.float32)


@lru_cache(maxsize=1)
def _load_file() -> dict[str, Any]:
    content = (resources.files("rupadata.subjects") / "model.npz").read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


@lru_cache(maxsize=1)
def model_facts() -> dict[str, Any]:
    """Return what the model says of itself: when and from what it was trained, its measured quality."""
    facts: dict[str, Any] = json.loads(bytes(_load_file()["facts"]).decode())
    return facts


@lru_cache(maxsize=4)
def load_classifier(taxonomy: str) -> Classifier:
    """Return the trained model of a taxonomy."""
    arrays = _load_file()
    names = bytes(arrays["vocabulary"]).decode().split("\n")
    facts = model_facts()["taxonomies"][taxonomy]
    return Classifier(
        vocabulary={name: index for index, name in enumerate(names)},
        scale=arrays["scale"].astype(np.float32),
        weights=arrays[f"{taxonomy}_weights"].astype(np.float32) * arrays[f"{taxonomy}_steps"],
        bias=arrays[f"{taxonomy}_bias"].astype(np.float32),
        subjects=facts["subjects"],
        calibration=Calibration(**facts["calibration"]),
    )
