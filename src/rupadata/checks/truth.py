"""Truth: every shown figure follows from the cells that it names, at the precision it is shown with.

The formulas are written out here a second time, from `docs/reference/evidence.md` and not from the analysis,
so that a fault there is found here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from rupadata.model.evidence import FORMULAS, Evidence, ProvenFigure
from rupadata.model.source import CellRef
from rupadata.problems import Place, Problem
from rupadata.scene.nodes import Text
from rupadata.scene.scene import Scene, texts

EXEMPT_ROLES = frozenset({"source", "note", "date", "credit"})
UNCOMPUTED = frozenset({"period", "years", "bound", "label", "count"})
"""Formulas whose figure does not follow from cell values alone."""

_DIGIT = re.compile(r"\d")
_FIGURE_BEFORE = re.compile(r"\d[.,]?\Z")
_FIGURE_AFTER = re.compile(r"[.,]?\d")

CellValues = Mapping[CellRef, Sequence[float]]
"""The values that stand in a cell: usually one, several where one cell gave more than one observation."""


def _mean_growth(v: Sequence[float], years: int) -> float:
    return 100 * (math.pow(v[0] / v[1], 1 / years) - 1)


_COMPUTE: dict[str, Callable[[Sequence[float], int], float]] = {
    "value": lambda v, of: v[0],
    "sum": lambda v, of: math.fsum(v),
    "mean": lambda v, of: math.fsum(v) / len(v),
    "share": lambda v, of: 100 * v[0] / v[1],
    "share-of-sum": lambda v, of: 100 * v[0] / math.fsum(v),
    "shares-of-sum": lambda v, of: 100 * math.fsum(v[:of]) / math.fsum(v),
    "shares-of-total": lambda v, of: 100 * math.fsum(v[:-1]) / v[-1],
    "one-in": lambda v, of: v[-1] / v[0],
    "one-in-of-sum": lambda v, of: math.fsum(v) / v[0],
    "one-in-of-rate": lambda v, of: 100 / v[0],
    "above-limit": lambda v, of: v[0] - of / 10_000,
    "change": lambda v, of: v[0] - v[1],
    "difference": lambda v, of: v[0] - v[1],
    "growth": lambda v, of: 100 * (v[0] / v[1] - 1),
    "mean-growth": _mean_growth,
    "mean-change": lambda v, of: (v[0] - v[1]) / of,
    "ratio": lambda v, of: v[0] / v[1],
    "change-of-sums": lambda v, of: math.fsum(v[:of]) - math.fsum(v[of:]),
    "growth-of-sums": lambda v, of: 100 * (math.fsum(v[:of]) / math.fsum(v[of:]) - 1),
    "ratio-of-sums": lambda v, of: math.fsum(v[:of]) / math.fsum(v[of:]),
    "contribution": lambda v, of: 100 * (v[0] - v[of]) / (math.fsum(v[:of]) - math.fsum(v[of:])),
    "rank": lambda v, of: 1 + sum(other > v[0] for other in v[1:]),
    "rank-low": lambda v, of: 1 + sum(other < v[0] for other in v[1:]),
    "max": lambda v, of: max(v),
    "min": lambda v, of: min(v),
}


def recompute(evidence: Evidence, cells: CellValues) -> float | None:
    """Return the figure computed anew from its cells, or None when a cell is unknown or the formula fails."""
    values = []
    for cell in evidence.cells:
        held = cells.get(cell)
        if not held:
            return None
        values.append(held[0])
    try:
        return _COMPUTE[evidence.formula](values, evidence.of)
    except (ZeroDivisionError, ValueError, IndexError, OverflowError, KeyError):
        return None


def check_figures(scene: Scene, cells: CellValues, where: str = "") -> list[Problem]:
    """Return the figures that have no evidence, or whose evidence does not bear them out."""
    found: list[Problem] = []
    for text in texts(scene):
        if text.role in EXEMPT_ROLES:
            continue
        found += check_digits_proven(text, where)
        for evidence in text.evidence:
            found += _check_proof(Place(where, "", text.id), evidence, cells, text.lang or scene.lang)
    return found


def check_evidence(
    entries: Iterable[ProvenFigure], cells: CellValues, lang: str, where: str = ""
) -> list[Problem]:
    """Return the written proofs of a page that its observations do not bear out."""
    found: list[Problem] = []
    for entry in entries:
        found += _check_proof(Place(where, "", entry.node), entry.as_evidence(), cells, lang)
    return found


def check_digits_proven(text: Text, where: str) -> list[Problem]:
    """Return a problem when digits of a text stand in no piece of its evidence; exempt roles have none."""
    if text.role in EXEMPT_ROLES or not _DIGIT.search(text.text):
        return []
    rest = text.text
    for shown in sorted({e.shown for e in text.evidence}, key=len, reverse=True):
        rest = without_figure(rest, shown)
    if not _DIGIT.search(rest):
        return []
    return [
        Problem.of("figure-without-evidence", Place(where, "", text.id), text=text.text[:60]),
    ]


def without_figure(text: str, shown: str) -> str:
    """Return a text with a space wherever a shown figure stands as one: 12 proves neither 1212 nor 12,12.

    Found as text: figures differ from page to page, and a pattern of each would be made for one search.
    """
    at = text.find(shown) if shown else -1
    kept, done = [], 0
    while at >= 0:
        end = at + len(shown)
        inside = (shown[0].isdigit() and _FIGURE_BEFORE.search(text, max(0, at - 2), at) is not None) or (
            shown[-1].isdigit() and _FIGURE_AFTER.match(text, end) is not None
        )
        if not inside:
            kept += [text[done:at], " "]
            done = end
        at = text.find(shown, at + 1 if inside else end)
    return "".join((*kept, text[done:]))


def _check_proof(at: Place, evidence: Evidence, cells: CellValues, lang: str) -> list[Problem]:
    if evidence.formula not in FORMULAS:
        return [Problem.of("formula-unknown", at, formula=evidence.formula)]
    if evidence.formula in UNCOMPUTED:
        return []
    if evidence.formula == "value" and len(evidence.cells) == 1:
        held = cells.get(evidence.cells[0], ())
        if any(_same(value, evidence.value) for value in held):
            return _check_shown(at, evidence, lang)
    anew = recompute(evidence, cells)
    if anew is None:
        return [Problem.of("figure-not-reproducible", at, shown=evidence.shown)]
    if not _same(anew, evidence.value):
        return [Problem.of("figure-wrong", at, shown=evidence.shown, computed=anew)]
    return _check_shown(at, evidence, lang)


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


_SCALES = {
    "ribu": 1e3,
    "rb": 1e3,
    "juta": 1e6,
    "jt": 1e6,
    "miliar": 1e9,
    "m": 1e9,
    "triliun": 1e12,
    "t": 1e12,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_SHOWN = re.compile(r"(?P<sign>[-−+])?\s*(?:Rp)?\s*(?P<digits>\d[\d.,  ]*\d|\d)\s*(?P<scale>[A-Za-z]+)?")


def shown_values(shown: str, lang: str) -> tuple[tuple[float, float], ...]:
    """Return the (value, half a unit of the last shown digit) that a shown figure may stand for.

    A word of scale ("juta") multiplies; because a unit may hold its own scale ("ribu jiwa"), the plain number
    is a reading as well.
    """
    match = _SHOWN.search(shown)
    if match is None:
        return ()
    point, comma = (".", ",") if lang == "en" else (",", ".")
    digits = re.sub(r"[  ]", "", match["digits"]).replace(comma, "")
    whole, _, fraction = digits.partition(point)
    number = float(f"{whole}.{fraction or 0}")
    half = 0.5 * 10 ** -len(fraction)
    if match["sign"] in ("-", "−"):
        number = -number
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
    return ((number, half), (number * scale, half * scale)) if scale != 1 else ((number, half),)


_UNIT_SCALE = re.compile(
    r"\b(ribu|juta|miliar|milyar|triliun|thousand|million|billion|trillion)\b", re.IGNORECASE
)


def unit_factor(unit: str) -> float:
    """Return what a unit multiplies its figures by: 1000 for "ribu jiwa"."""
    match = _UNIT_SCALE.search(unit)
    return _SCALES.get(match[1].lower().replace("milyar", "miliar"), 1.0) if match else 1.0


def _check_shown(at: Place, evidence: Evidence, lang: str) -> list[Problem]:
    """Compare the shown digits with the value, up to half a unit of the last digit shown."""
    readings = shown_values(evidence.shown, lang)
    if not readings:
        return []
    value = evidence.value
    factor = unit_factor(evidence.unit)
    for number, half in readings:
        slack = half * 1.0001 + 1e-9
        for true in {value, value * factor, value / evidence.scale}:
            if abs(number - true) <= slack or abs(number - abs(true)) <= slack:
                return []
    with_unit = f"{value:.10g} {evidence.unit}".rstrip()
    return [Problem.of("figure-shown-wrong", at, shown=evidence.shown, value=with_unit)]
