"""Plausibility: steps in a page's figures that are likelier a change of what was counted than news."""

from __future__ import annotations

from rupadata.analysis import Point, year_series
from rupadata.analysis.jumps import find_jumps
from rupadata.language import LANGUAGES, Said
from rupadata.model.subject import SubjectBook
from rupadata.pagespec import PageSpec
from rupadata.problems import Place, Problem
from rupadata.wording import format_period, format_value

MOST_TOLD = 3


def _words(point: Point, unit: str) -> Said:
    return Said(*(_words_in(point, unit, lang) for lang in LANGUAGES))


def _words_in(point: Point, unit: str, lang: str) -> str:
    value = format_value(point.value or 0.0, unit, lang, decimals=point.decimals)
    return f"{value} ({format_period(point.key, lang)})"


def check_plausible(spec: PageSpec, book: SubjectBook, where: str = "") -> list[Problem]:
    """Return the newest jump of each indicator of a page, the first few of them.

    The engine tells no change across one; whether to mark it as a break is for the office to say.
    """
    found: list[Problem] = []
    for key in spec.indicators:
        series = year_series(book, key)
        for segment in reversed(series.segments):
            known = [point for point in segment if point.value is not None]
            places = find_jumps(known, series.indicator, series.axis)
            if not places:
                continue
            before, now = known[places[-1] - 1], known[places[-1]]
            unit, name = series.indicator.unit, series.indicator.name
            found.append(
                Problem.of(
                    "jump-implausible",
                    Place(where, "", key),
                    indicator=name,
                    before=_words(before, unit),
                    after=_words(now, unit),
                )
            )
            break
        if len(found) == MOST_TOLD:
            break
    return found
