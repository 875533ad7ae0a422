"""Grades of public satisfaction surveys: the limits of the regulation, and findings on who reaches which.

PermenPANRB 14/2017, annex: an index from 25 to 100, rounded to two decimals, falls into one of four grades;
an element on the scale from 1 to 4 is the index divided by 25.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.sentence import Piece, SaidFigure, show_name
from rupadata.analysis.series import BreakdownSeries, YearSeries
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.model.subject import Indicator
from rupadata.wording import part_name

Pieces = Sequence[Piece]

GRADES: tuple[tuple[float, str, str, str], ...] = (
    (88.31, "A", "sangat baik", "very good"),
    (76.61, "B", "baik", "good"),
    (65.00, "C", "kurang baik", "less good"),
    (25.00, "D", "tidak baik", "not good"),
)
_LEAST_ELEMENTS = 3
ELEMENT_SCALE = 25.0
"""What an element of the survey is multiplied by to be on the scale of the index."""
_INDEX = re.compile(r"\b(ikm|indeks kepuasan|kepuasan masyarakat|satisfaction index|skm)\b", re.IGNORECASE)
_ELEMENT = re.compile(r"unsur|element", re.IGNORECASE)


def is_satisfaction_index(indicator: Indicator) -> bool:
    """Tell whether an indicator is the index of a public satisfaction survey."""
    said = f"{indicator.name} {indicator.key.replace('-', ' ')}"
    return indicator.measure == "index" and bool(_INDEX.search(said))


def is_element(dimension: str) -> bool:
    """Tell whether a dimension is that of the elements of a survey."""
    return bool(_ELEMENT.search(dimension))


def grade_of(index: float) -> tuple[str, str, str] | None:
    """Return the grade of an index with its words in Indonesian and English; None outside 25 to 100."""
    rounded = round(index + 1e-9, 2)
    if not 25 <= rounded <= 100:
        return None
    return next((letter, worded, english) for least, letter, worded, english in GRADES if rounded >= least)


def limit_of(letter: str) -> float:
    """Return from which index on a grade is reached."""
    return next(least for least, grade, _, _ in GRADES if grade == letter)


def below_limit(series: BreakdownSeries, limit: float) -> list[Point]:
    """Return the elements under a limit of the index, the weakest first."""
    known = sorted(series.known, key=lambda point: (cast(float, point.value), point.name))
    return [point for point in known if round(cast(float, point.value) * ELEMENT_SCALE + 1e-9, 2) < limit]


def find_grade(series: YearSeries, elements: BreakdownSeries | None, drafts: Drafts) -> Draft | None:
    """Find that an index reached another grade, and which elements do not reach it."""
    known = series.known
    if len(known) < 2:
        return None
    before, now = known[-2:]
    old, new = grade_of(cast(float, before.value)), grade_of(cast(float, now.value))
    if old is None or new is None or old[0] == new[0] or now.breaks:
        return None
    rises = cast(float, now.value) > cast(float, before.value)
    limit = limit_of(new[0])
    weak = below_limit(elements, limit) if elements is not None and rises else []
    cells = tuple(cell for point in weak for cell in point.cells)

    def sentence(v: Voice) -> Pieces:
        first, second = v.pair(before, now)
        if v.id:
            return (
                *v.name_home(),
                f" {v.verb(1 if rises else -1)} dari ",
                first,
                f" (mutu {old[0]}) ",
                v.at(before),
                " menjadi ",
                second,
                f" (mutu {new[0]}) ",
                v.at(now),
            )
        return (
            *v.name_home(),
            f" {v.verb(1 if rises else -1)} from ",
            first,
            f" (grade {old[0]}) ",
            v.at(before),
            " to ",
            second,
            f" (grade {new[0]}) ",
            v.at(now),
        )

    def headline(v: Voice) -> Pieces:
        verb = ("naik" if rises else "turun") if v.id else ("rises" if rises else "falls")
        start: Pieces = (*v.topic_home(), f" {verb} {'ke mutu' if v.id else 'to grade'} {new[0]}")
        if not weak:
            return start
        many: SaidFigure = v.count(len(weak), cells)
        if v.id:
            return (*start, ", tetapi ", many, " unsur belum")
        return (*start, ", but ", many, " elements do not" if len(weak) > 1 else " element does not")

    return drafts.make("milestone", "grade", 0.86, headline, sentence, focus_period=now.key, family="grade")


def find_elements(series: BreakdownSeries, drafts: Drafts) -> Draft | None:
    """Find how many elements of a survey have not reached the best grade, and which is weakest.

    Only elements on the scale from 1 to 4, all of them known, with one that is weakest by itself.
    """
    known = sorted(series.known, key=lambda point: (cast(float, point.value), point.name))
    values = [cast(float, point.value) for point in known]
    if (
        not series.complete
        or len(known) < _LEAST_ELEMENTS
        or not 1 <= values[0] < values[1]
        or values[-1] > 4
    ):
        return None
    letter, limit = GRADES[0][1], GRADES[0][0]
    below = below_limit(series, limit)
    weakest, best = known[0], known[-1]
    cells = tuple(cell for point in known for cell in point.cells)

    def name(v: Voice, point: Point) -> SaidFigure:
        return show_name(part_name(point.name, v.lang, of=series.dimension), point.cells)

    def sentence(v: Voice) -> Pieces:
        low, high = v.pair(weakest, best)
        at = v.at_period(series.period, known)
        if v.id:
            return ("unsur terendah ", at, " ialah ", name(v, weakest), " (", low, "), tertinggi ",
                    name(v, best), " (", high, ")")  # fmt: skip
        return (at, ", the lowest element was ", name(v, weakest), " (", low, "), the highest ",
                name(v, best), " (", high, ")")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        every = v.count(len(known), cells)
        few = v.count(len(below), tuple(cell for point in below for cell in point.cells))
        if not below:
            if v.id:
                return ("semua unsur pelayanan bermutu ", letter, ", terendah ", name(v, weakest))
            return ("all elements of service have grade ", letter, ", the lowest ", name(v, weakest))
        many: Pieces = (few, " dari " if v.id else " of ", every)
        if len(below) == len(known):
            many = ("semua" if v.id else "all",)
        if v.id:
            return (*many, f" unsur pelayanan belum bermutu {letter}, terendah ", name(v, weakest))
        return (*many, f" elements of service are below grade {letter}, the lowest ", name(v, weakest))

    return drafts.make(
        "breakdown", "elements", 0.84, headline, sentence, family=f"part-{series.dimension}",
        focus_part=weakest.key, focus_period=series.period,
    )  # fmt: skip


def above_limit(point: Point, limit: float, *, scale: float = 1.0) -> Evidence:
    """Return how far an index stands above a limit of the regulation; its `shown` is still to be written."""
    apart = cast(float, point.value) - limit / scale
    return Evidence("", apart, "", "above-limit", point.cells, round(limit / scale * 10_000))
