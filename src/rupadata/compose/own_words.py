"""Words that a person wrote: every figure in them is looked up in the findings and in the data.

A figure is borne out by a finding that shows it as it stands, by a period of the data, or by one figure of
the page's indicators that reads the same at the precision written: a cell, or what charts over time show of
the page's region where that is a sum of cells. What is left is unproven, and the checks of the page say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from rupadata.analysis import year_series
from rupadata.analysis.finding import Finding
from rupadata.compose.open_books import OpenBooks
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.model.subject import SubjectBook, refer_rows
from rupadata.office import Office
from rupadata.wording import parse_unit

_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_AFTER = re.compile(r"\s*([^\W\d_]+|%)")
_SCALES = {
    "id": {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12},
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
}
_PERCENT = frozenset({"%", "persen", "percent"})
MOST_PROVED = 16
"""How many texts of each open page are kept with their evidence."""
_LEAST_TOLD = 10.0
"""Below this a whole number stands in some cell of almost any table: only a finding bears it out."""


def prove_words(
    text: str, lang: str, book: SubjectBook, keys: Sequence[str], findings: Iterable[Finding]
) -> tuple[Evidence, ...]:
    """Return the evidence of the figures in a text of a page of some indicators, as far as there is any."""
    if not any(sign.isdigit() for sign in text):
        return ()
    said = [e for one in findings for e in _evidence_of(one, lang) if _stands_in(e.shown, text)]
    found = list(dict.fromkeys(said))
    rest = _without(text, (one.shown for one in found))
    for match in _FIGURE.finditer(rest):
        proof = _prove(match, rest, lang, book, keys)
        if proof is not None and proof not in found:
            found.append(proof)
    return tuple(found)


def prove_once(
    text: str,
    lang: str,
    book: SubjectBook,
    keys: tuple[str, ...],
    until: str,
    opened: OpenBooks,
    office: Office | None = None,
) -> tuple[Evidence, ...]:
    """Return the evidence of a text as `prove_words` does, looked up once while its book is open."""

    def prove() -> tuple[Evidence, ...]:
        return prove_words(text, lang, book, keys, opened.findings(book, keys, until, office))

    return opened.recall("proofs", (book,), (text, lang, keys, until), prove, each=MOST_PROVED)


def find_unproven(text: str, proofs: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the figures of a text that no evidence shows."""
    return tuple(_FIGURE.findall(_without(text, (one.shown for one in proofs))))


def _evidence_of(finding: Finding, lang: str) -> Iterable[Evidence]:
    for headline in finding.headlines:
        yield from headline.text[lang].evidence
    yield from finding.sentence[lang].evidence


def _bounded(shown: str) -> str:
    """Return a pattern of a shown figure that is no part of a longer one."""
    before = r"(?<![\d])(?<!\d[.,])" if shown[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if shown[-1:].isdigit() else ""
    return before + re.escape(shown) + after


def _stands_in(shown: str, text: str) -> bool:
    return bool(shown) and re.search(_bounded(shown), text) is not None


def _without(text: str, shown: Iterable[str]) -> str:
    for one in sorted(shown, key=len, reverse=True):
        text = re.sub(_bounded(one), " ", text)
    return text


def _prove(
    match: re.Match[str], text: str, lang: str, book: SubjectBook, keys: Sequence[str]
) -> Evidence | None:
    """Return what bears out one figure: a period of the data, else the first cell that reads the same."""
    shown = match.group()
    rows = _known_rows(book, tuple(keys))
    of_period = rows.filter(pl.col("period") == shown)
    if not of_period.is_empty():
        return Evidence(shown, float(shown), "", "period", (_cell(of_period),))
    point, comma = (".", ",") if lang == "en" else (",", ".")
    whole, _, fraction = shown.replace(comma, "").partition(point)
    if not whole.isdigit() or not (fraction.isdigit() or not fraction):
        return None
    number, half = float(f"{whole}.{fraction or 0}"), 0.5 * 10.0 ** -len(fraction)
    if not fraction and number < _LEAST_TOLD:
        return None
    after = _AFTER.match(text, match.end())
    word = after.group(1).casefold() if after else ""
    scale = _SCALES[lang].get(word, 1.0)
    slack = half * 1.0001 + 1e-9
    value = pl.col("value").abs()
    reads = ((value - number).abs() <= slack) | ((value / scale - number).abs() <= slack)
    same = rows.filter(reads)
    if word in _PERCENT:
        percents = [unit for unit in same["unit"].unique() if parse_unit(unit).percent]
        same = same.filter(pl.col("unit").is_in(percents))
    if same.is_empty():
        return None if word in _PERCENT else _prove_by_sum(shown, number, scale, slack, book, keys)
    first = same.row(0, named=True)
    unscaled = abs(abs(first["value"]) - number) <= slack
    return Evidence(
        shown, first["value"], first["unit"], "value", (_cell(same),), 0, 1.0 if unscaled else scale
    )


def _prove_by_sum(
    shown: str, number: float, scale: float, slack: float, book: SubjectBook, keys: Sequence[str]
) -> Evidence | None:
    """Return the figure of the page's region over time that reads the same and stands in no one cell."""
    for key in keys:
        for point in year_series(book, key).known:
            value = abs(point.value or 0.0)
            for times in dict.fromkeys((1.0, scale)):
                if point.formula == "sum" and abs(value / times - number) <= slack:
                    unit = book.indicator(key).unit
                    return Evidence(shown, point.value or 0.0, unit, point.formula, point.cells, 0, times)
    return None


def _known_rows(book: SubjectBook, keys: tuple[str, ...]) -> pl.DataFrame:
    """Return the observations of some indicators that have a value, looked up once for a book."""
    place = ("own words", keys)
    rows: pl.DataFrame | None = book.derived.get(place)
    if rows is None:
        rows = book.derived[place] = book.rows_of(keys).filter(pl.col("value").is_not_null())
    return rows


def _cell(rows: pl.DataFrame) -> CellRef:
    return CellRef(*refer_rows(rows).select("file", "sheet", "cell", "part").row(0))
