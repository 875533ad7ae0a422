"""Measures: what kind of figures a name, its unit and its table tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rupadata.glossary import Glossary, Kind, load_glossary
from rupadata.glossary.keys import words_of
from rupadata.glossary.kinds import Told, tell_kind
from rupadata.glossary.standard import MEASURE_OF
from rupadata.model.observations import RANK
from rupadata.tables.shape.tidy_types import Observed

_REAL = re.compile(r"konstan|\badhk\b|constant|\briil\b", re.IGNORECASE)
_LISTS = re.compile(r",|\bdan\b|&|/", re.IGNORECASE)


@lru_cache(maxsize=16384)
def measure_of(
    name: str, unit: str, title: str = "", table_name: str = "", glossary: Glossary | None = None
) -> str:
    """Return the measure of figures; empty text where nothing tells it.

    What a name itself tells counts; a name that tells nothing is what its table measures by its title
    (`table_name`), where that is one thing: 'Bayam' of 'Produksi Sayuran'. The whole title says whether
    prices are constant.
    """
    if unit == RANK:
        return "index"
    known = glossary or load_glossary()
    told = Told(None)
    # "Kehutanan: Luas Lahan Reboisasi: Target" is told by its last part that tells anything.
    for part in reversed(name.split(": ")):
        if told.kind in (None, Kind.COUNT):
            told = _more_of(told, tell_kind(part, unit, known))
    if told.kind in (Kind.STOCK, Kind.FLOW) and ": " in name:
        # "Rasio terhadap 100.000 Penduduk: Dokter Gigi" has no sum, whatever dentists are.
        first = tell_kind(name.split(": ")[0], unit, known)
        told = first if first.kind and MEASURE_OF[first.kind] in _NO_SUM else told
    if told.kind in (None, Kind.COUNT):
        told = _of_table(told, table_name, unit, known)
    if told.kind is None:
        return ""
    if told.kind in (Kind.MONEY, Kind.PRICE) and (_REAL.search(name) or _REAL.search(title)):
        return MEASURE_OF[Kind.MONEY_REAL]
    if told.kind is Kind.PRICE and words_of(name)[:1] == ("rata",):
        return MEASURE_OF[Kind.MEAN]
    return MEASURE_OF[told.kind]


def _of_table(told: Told, named: str, unit: str, glossary: Glossary) -> Told:
    """Return what the one thing that a table measures tells, where it is no less than what is known."""
    if not named or _LISTS.search(named):
        return told
    return _more_of(told, tell_kind(named, unit, glossary))


def _more_of(told: Told, further: Told) -> Told:
    """Return what is told further, where it says more and does not contradict: a count stays one."""
    fits = told.kind is None or further.kind in (Kind.STOCK, Kind.FLOW)
    return further if further.kind and fits else told


_NO_SUM = ("rate", "ratio", "index", "mean")


def is_level(measure: str, unit: str) -> bool:
    """Tell whether figures have no sum: rates, means, indices, and amounts per something."""
    return measure in _NO_SUM or "/" in unit


_WORD = re.compile(r"[^\W\d_]{3,}")
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)


def names_that_tell_nothing(observations: Sequence[Observed], glossary: Glossary) -> list[str]:
    """Return the names of figures that are keys of no known word and no measure: 'Xz1', 'Dim3', 'Nilai'."""
    measures: dict[str, str] = {}
    for o in observations:
        measures[o.indicator] = measures.get(o.indicator, "") or o.measure
    return [
        name
        for name, measure in measures.items()
        if (not measure and _is_key(name, glossary))
        or (_VARIABLE.fullmatch(name) and not glossary.find(name))
    ]


_VARIABLE = re.compile(r"[a-z]\d{0,3}", re.IGNORECASE)
"""How studies name their variables: Y, X1. Whatever a table is about, that does not say what they measure."""


def _is_key(name: str, glossary: Glossary) -> bool:
    words = [word for word in _WORD.findall(name) if _VOWEL.search(word)]
    return len(words) < 2 and (name in ("Nilai", "") or glossary.find(name) is None)
