"""Weak elements: in a survey of several units, which element is weakest in most of them, and where most."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.grades import is_element
from rupadata.analysis.over_regions import number_of
from rupadata.analysis.sentence import Piece, SaidFigure, show_name
from rupadata.analysis.voice import Voice
from rupadata.model.source import CellRef
from rupadata.model.subject import PRINTED, SubjectBook
from rupadata.wording import part_name

Pieces = Sequence[Piece]
Survey = Mapping[str, Mapping[str, Point]]
"""The scores of a survey by unit and element."""

_LEAST_UNITS, _LEAST_ELEMENTS = 3, 4
_LOWEST, _HIGHEST = 1.0, 4.0
"""The scale of an element, PermenPANRB 14/2017."""
_MOST_OF_THEM = 0.5
"""In what part of the units an element is the weakest at least, for it to be a weakness of all."""
_WEIGHT = 0.8


def find_weak_element(book: SubjectBook, drafts: Drafts) -> Draft | None:
    """Find the element that is the weakest in at least half of the units, and the unit where it is lowest.

    Only where the newest scores of every unit in every element are known, on the scale from 1 to 4.
    """
    period, survey = read_survey(book)
    weakest = {unit: _weakest(scores) for unit, scores in survey.items()}
    counted = Counter(element for element in weakest.values() if element)
    if not counted:
        return None
    element, many = min(counted.items(), key=lambda one: (-one[1], one[0]))
    if many < _MOST_OF_THEM * len(survey) or list(counted.values()).count(many) > 1:
        return None
    row = sorted(
        (scores[element] for scores in survey.values()), key=lambda point: (number_of(point), point.name)
    )
    last = row[0]
    if number_of(last) == number_of(row[1]):
        return None
    held = sorted(survey.items())
    cells = tuple(scores[element].cells[0] for unit, scores in held if weakest[unit] == element)
    every = tuple(scores[element].cells[0] for _, scores in held)

    def said(v: Voice) -> SaidFigure:
        return show_name(part_name(element, v.lang), last.cells)

    def where(v: Voice) -> SaidFigure:
        return show_name(part_name(last.name, v.lang), last.cells)

    def units(v: Voice) -> Pieces:
        found, of_all = v.count(many, cells), v.count(len(survey), every)
        if v.id:
            return (found, " dari ", of_all, " unit layanan")
        return (found, " of ", of_all, " service units")

    def sentence(v: Voice) -> Pieces:
        at, score = v.at_period(period, row), v.value(last)
        if v.id:
            return (at, ", ", said(v), " menjadi unsur terendah di ", *units(v), "; paling rendah di ",
                    where(v), ", dengan nilai ", score, " pada skala 1–4")  # fmt: skip
        return (at, ", ", said(v), " was the lowest element in ", *units(v), "; it was lowest at ", where(v),
                ", with ", score, " on a scale of 1 to 4")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (said(v), " unsur terlemah di ", *units(v))
        return (said(v), " the weakest element in ", *units(v))

    return drafts.make(
        "breakdown", "weak-element", _WEIGHT, headline, sentence, family="weak-element", focus_part=last.name,
        focus_period=period,
    )  # fmt: skip


def read_survey(book: SubjectBook) -> tuple[str, Survey]:
    """Return the newest period of a survey of elements by unit, and its scores; none where one is unknown."""
    plain = book.plain
    if PRINTED not in plain:
        return "", {}
    columns = ("measure", "period", PRINTED, "value", "decimals", "file", "sheet", "cell", "part")
    periods: dict[str, dict[str, dict[str, Point]]] = {}
    for measure, period, printed, value, decimals, *place in zip(
        *(plain[name] for name in columns), strict=True
    ):
        dims = json.loads(printed) if measure in ("mean", "index") and printed.count(":") > 1 else {}
        elements = [key for key in dims if is_element(key)]
        if len(dims) != 2 or len(elements) != 1 or value is None:
            continue
        unit = next(text for key, text in dims.items() if key != elements[0])
        point = Point(unit, unit, value, decimals or 0, cells=(CellRef(*place),))
        periods.setdefault(period, {}).setdefault(unit, {})[dims[elements[0]]] = point
    if not periods:
        return "", {}
    period = max(periods)
    survey = periods[period]
    names = {element for scores in survey.values() for element in scores}
    whole = all(set(scores) == names for scores in survey.values())
    values = [number_of(point) for scores in survey.values() for point in scores.values()]
    on_scale = min(values) >= _LOWEST and max(values) <= _HIGHEST
    if not whole or not on_scale or len(survey) < _LEAST_UNITS or len(names) < _LEAST_ELEMENTS:
        return "", {}
    return period, survey


def _weakest(scores: Mapping[str, Point]) -> str:
    """Return the element that is lowest by itself, "" where several share that."""
    ranked = sorted(scores.items(), key=lambda one: (number_of(one[1]), one[0]))
    return ranked[0][0] if number_of(ranked[0][1]) < number_of(ranked[1][1]) else ""
