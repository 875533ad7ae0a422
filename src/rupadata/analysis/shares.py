"""Shares: the part of a whole with its evidence, and fractions as people name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from rupadata.analysis.figures import Point
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef

_FRACTIONS = (
    (3 / 4, "tiga perempat", "three quarters"),
    (2 / 3, "dua pertiga", "two thirds"),
    (1 / 2, "separuh", "half"),
    (1 / 3, "sepertiga", "a third"),
    (1 / 4, "seperempat", "a quarter"),
    (1 / 5, "seperlima", "a fifth"),
)


def name_fraction(share: float) -> tuple[dict[str, str], dict[str, str]] | None:
    """Return how a share (0 to 1) is named as a fraction: the word before it and the fraction, by language.

    Within half a point it is the fraction itself; up to two points above it is *lebih dari*, up to two below
    *hampir*; anything else has no name.
    """
    for fraction, in_id, in_en in _FRACTIONS:
        apart = round(share - fraction, 9)
        if abs(apart) > 0.02:
            continue
        about = {"id": "", "en": ""}
        if apart > 0.005:
            about = {"id": "lebih dari ", "en": "more than "}
        if apart < -0.005:
            about = {"id": "hampir ", "en": "nearly "}
        return about, {"id": in_id, "en": in_en}
    return None


def share_of(part: Point, whole: Point, parts: Sequence[Point]) -> Evidence | None:
    """Return the evidence that a part is so many percent of the whole; its `shown` is still to be written."""
    return share_of_several((part,), whole, parts)


def share_of_several(some: Sequence[Point], whole: Point, parts: Sequence[Point]) -> Evidence | None:
    """Return the evidence that some parts together are so many percent of the whole.

    None where the cells at hand do not prove it: the whole is a sum of other cells than those of the parts.
    """
    value = 100 * sum(cast(float, point.value) for point in some) / cast(float, whole.value)
    cells = _cells(some)
    if len(whole.cells) == 1:
        formula = "share" if len(cells) == 1 else "shares-of-total"
        return Evidence("", value, "persen", formula, (*cells, *whole.cells))
    if set(whole.cells) != set(_cells(parts)):
        return None
    others = tuple(cell for cell in whole.cells if cell not in set(cells))
    if len(cells) == 1:
        return Evidence("", value, "persen", "share-of-sum", (*cells, *others))
    return Evidence("", value, "persen", "shares-of-sum", (*cells, *others), len(cells))


def _cells(points: Sequence[Point]) -> tuple[CellRef, ...]:
    return tuple(cell for point in points for cell in point.cells)
