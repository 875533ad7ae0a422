"""The trained model: titles to the likelihood of each subject, with numpy alone.

A linear model over the features of `features.py`. The score of a title is the sum of what its tokens say, so
each token's say is computed once and kept. `tools/train_subjects.py` makes the file that is read here.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from rupadata.subjects.title_features import features_of

Floats = npt.NDArray[np.float32]

OUTSIDE = ""
"""The id under which a model knows what belongs to no subject of its taxonomy."""

_SECOND_SAY = 0.1
"""What the catalogue's phrases add when the alternatives are ranked: they know rare subjects too."""
_KEPT_ROWS = 150_000
_SMALLEST_NORM = 1e-6


class Calibration(Struct, frozen=True):
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


class TokenRows(dict[str, int]):
    """The rows of one kind of token by its text, each made when it is first asked for."""

    def __init__(self, kind: str, make: Callable[[str], int]) -> None:
        self._kind = kind
        self._make = make

    def __missing__(self, text: str) -> int:
        row = self[text] = self._make(f"{self._kind}:{text}")
        return row


class Classifier:
    """The linear model of one taxonomy.

    What a token says is a row of a table, computed once. `own`, `head` and `units` give the rows of words
    and units; `pairs` holds those of the pairs of stems that were learned, the others say nothing.
    """

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
        self.own = TokenRows("own", self._add_row)
        self.head = TokenRows("head", self._add_row)
        self.units = TokenRows("unit", self._add_row)
        learned = [(name, at) for name, at in vocabulary.items() if name.startswith("pair:")]
        self.pairs = {name.removeprefix("pair:"): row for row, (name, _) in enumerate(learned)}
        numbers = [at for _, at in learned]
        self._lasting = self._filled = len(learned)
        self._says = scale[numbers, None] * weights[numbers]
        self._squares = scale[numbers] ** 2
        self._known = np.ones(len(learned), dtype=np.float32)
        self._means = self._says.mean(axis=1)

    def score(self, titles: Sequence[Sequence[int]], counts: Sequence[int]) -> tuple[Floats, Floats]:
        """Return for titles given as rows the raw scores of each subject, and the share of known tokens.

        `counts` says how many tokens a title has: pairs that were not learned have no row but count.
        """
        lengths = np.fromiter(map(len, titles), dtype=np.int64, count=len(titles))
        flat = np.fromiter(chain.from_iterable(titles), dtype=np.int64, count=int(lengths.sum()))
        scores = np.tile(self._bias, (len(titles), 1))
        shares = np.zeros(len(titles), dtype=np.float32)
        filled = lengths > 0
        if flat.size:
            starts = (np.cumsum(lengths) - lengths)[filled]
            norms = np.sqrt(np.add.reduceat(self._squares[flat], starts))
            sums = np.add.reduceat(self._says[flat], starts, axis=0)
            scores[filled] += sums / np.maximum(norms, _SMALLEST_NORM)[:, None]
            totals = np.asarray(counts, dtype=np.float32)[filled]
            shares[filled] = np.add.reduceat(self._known[flat], starts) / totals
        return scores, shares

    def contributions(self, rows: Sequence[int], subjects: Sequence[int]) -> list[float]:
        """Return how much more each row speaks for the subject beside it than for the others."""
        numbers = np.asarray(rows, dtype=np.int64)
        own = self._says[numbers, np.asarray(subjects, dtype=np.int64)] - self._means[numbers]
        says: list[float] = own.tolist()
        return says

    def forget_if_full(self) -> None:
        """Forget the rows of words when there are very many; those that were given out are void then."""
        if self._filled > _KEPT_ROWS:
            for rows in (self.own, self.head, self.units):
                rows.clear()
            self._filled = self._lasting

    def _add_row(self, token: str) -> int:
        row = self._filled
        if row == len(self._says):
            self._grow(2 * row + 1024)
        features = features_of(token)
        vocabulary = self._vocabulary
        found = [vocabulary[feature] for feature in features if feature in vocabulary]
        scaled = self._scale[found]
        says = scaled @ self._weights[found]
        self._says[row] = says
        self._squares[row] = scaled @ scaled
        self._means[row] = says.mean()
        # Pieces of words are nearly always known; only whole words and pairs tell.
        self._known[row] = any(f in vocabulary for f in features if not f.startswith("piece:"))
        self._filled = row + 1
        return row

    def _grow(self, size: int) -> None:
        more = size - len(self._says)
        self._says = np.pad(self._says, ((0, more), (0, 0)))
        self._squares = np.pad(self._squares, (0, more))
        self._known = np.pad(self._known, (0, more))
        self._means = np.pad(self._means, (0, more))


def rank_subjects(scores: Floats, phrases: Floats, count: int) -> npt.NDArray[np.int64]:
    """Return for each title the numbers of its best subjects, the best by the scores alone."""
    blended = scores + _SECOND_SAY * phrases
    blended[np.arange(len(scores)), scores.argmax(axis=1)] = np.inf
    return np.argsort(-blended, axis=1, kind="stable")[:, :count]


def chance_to_be_right(scores: Floats, shares: Floats, phrases: Floats, calibration: Calibration) -> Floats:
    """Return the chance that the best guess is right, from how the scores stand to each other.

    A title of which no word is known has no chance worth naming, whatever the numbers say.
    """
    if scores.shape[1] == 1:
        # A catalogue of one subject: it stands against nothing.
        scores = np.pad(scores, ((0, 0), (0, 1)))
        phrases = np.pad(phrases, ((0, 0), (0, 1)))
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


def chance_inside(raw: Floats, outside: int) -> Floats:
    """Return the chance that titles belong to a subject at all; `outside` is the column of what does not."""
    likely = np.exp(raw - raw.max(axis=1)[:, None])
    return np.asarray(1 - likely[:, outside] / likely.sum(axis=1), dtype=np.float32)


@lru_cache(maxsize=1)
def _open_file() -> Any:
    content = (resources.files("rupadata.subjects") / "model.npz").read_bytes()
    return np.load(io.BytesIO(content), allow_pickle=False)


@lru_cache(maxsize=32)
def _load_array(name: str) -> Any:
    """Return one array of the model: a build unpacks those of its own taxonomy alone."""
    return _open_file()[name]


@lru_cache(maxsize=1)
def model_facts() -> dict[str, Any]:
    """Return what the model says of itself: when and from what it was trained, its measured quality."""
    facts: dict[str, Any] = json.loads(bytes(_load_array("facts")).decode())
    return facts


@lru_cache(maxsize=4)
def load_classifier(taxonomy: str) -> Classifier:
    """Return the trained model of a taxonomy."""
    names = bytes(_load_array("vocabulary")).decode().split("\n")
    facts = model_facts()["taxonomies"][taxonomy]
    return Classifier(
        vocabulary={name: index for index, name in enumerate(names)},
        scale=_load_array("scale").astype(np.float32),
        weights=_load_array(f"{taxonomy}_weights").astype(np.float32) * _load_array(f"{taxonomy}_steps"),
        bias=_load_array(f"{taxonomy}_bias").astype(np.float32),
        subjects=facts["subjects"],
        calibration=Calibration(**facts["calibration"]),
    )
