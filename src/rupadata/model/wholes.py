"""Wholes: which figures may be summed, and which parts make the whole that a name speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

_ADDITIVE = frozenset({"count-stock", "count-flow", "count", "money-nominal", "money-real"})
# What is called a count or money but cannot be summed: averages, prices, lines, amounts per something.
_NOT_ADDITIVE = re.compile(
    r"\bper\b|/|rata-rata|\bharga\b|\bupah\b|\bumk\b|\bumr\b|garis kemiskinan|\blaju\b|persen|%|indeks|rasio|"
    r"kepadatan|tingkat|average|\bindex\b|\bratio\b|\brate\b",
    re.IGNORECASE,
)
_GREATEST = re.compile(
    r"\b(?:\d{1,2}|tiga|lima|tujuh|sepuluh|lima belas|dua puluh)\s*(?:\(\d+\)\s*)?(?:besar\b|"
    r"(?:\w+\s+){1,4}(?:terbanyak|terbesar|tertinggi|utama|teratas)\b)|\btop[ -]?(?:\d+|three|five|ten)\b",
    re.IGNORECASE,
)
_PER_TIME = re.compile(
    r"\s*(?:/|\bper\b)\s*(?:detik|jam|hari|minggu|bulan|tahun|second|hour|day|week|month|year)\b",
    re.IGNORECASE,
)
"""What flows in a stretch of time adds up over places, as tonnes of waste a day do."""
_RANGE = re.compile(
    r"(\d+)\s*(ribu|juta|miliar|milyar)?\s*[-–—]\s*(\d+)\s*(ribu|juta|miliar|milyar)?", re.IGNORECASE
)
_SCALES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9}
_OPEN_END = re.compile(r"(\d+)\s*\+")
_OF_AGE = re.compile(r"\b(?:umur|usia|balita|anak|remaja|pemuda|lansia|age)\b", re.IGNORECASE)
_FIRST_AGES = (0, 10, 15)
"""From birth, or from the working age of labour statistics."""


def is_summable(measure: str) -> bool:
    """Tell whether figures of a measure are amounts, of which a sum may mean something."""
    return measure in _ADDITIVE


def is_additive(name: str, unit: str, measure: str) -> bool:
    """Tell whether figures of an indicator may be summed: counts and money, unless per something.

    Counts within a stretch of time ("ton/hari") may be summed over places, not over time.
    """
    if not is_summable(measure):
        return False
    if measure.startswith("count"):
        unit = _PER_TIME.sub("", unit)
    said = f"{name} {unit}".casefold().replace("dasar harga", "")
    return _NOT_ADDITIVE.search(_without_scale_slash(said)) is None


def is_per_time(unit: str) -> bool:
    """Tell whether a unit counts within a stretch of time: tonnes a day, which days of a year do not sum."""
    return _PER_TIME.search(unit) is not None


def _without_scale_slash(text: str) -> str:
    # "kabupaten/kota" and "desa/kelurahan" are names, no quotients.
    return re.sub(r"kabupaten\s*/\s*kota|desa\s*/\s*kelurahan|kelurahan\s*/\s*desa", "", text)


def lists_the_greatest(title: str) -> bool:
    """Tell whether a table's title says that it lists the greatest few: "Sepuluh Penyakit Terbanyak"."""
    return _GREATEST.search(title) is not None


def make_whole(name: str, dimension: str, categories: Collection[str]) -> bool:
    """Tell whether the categories of a dimension may be summed to the whole that a name speaks of.

    Ranges (0-4, 5-9; 0-500 juta, 500 juta-1 miliar) must not overlap. Age groups must follow one another
    from birth, or from the working age of labour statistics (10 or 15 years), to an open end (75+): children
    alone are not the population, unless the name itself speaks of an age ("Penduduk Usia Sekolah"). The two
    sides of a budget have no sum, some of the industries of a gross product are not the economy; and those
    who are something and those who are not ("Berisiko", "Tidak berisiko") make all who were asked, not what a
    name says that speaks of the one side alone.
    """
    if _two_sides(categories) or _is_named_after_one_side(name, categories):
        return False
    if _CHOSEN.search(dimension) or _is_part_of_economy(name, dimension, categories):
        return False
    ranges = sorted(found for text in categories if (found := _range(text)) is not None)
    if any(before.overlaps(after) for before, after in pairwise(ranges)):
        return False
    if not ranges or not _OF_AGE.search(dimension) or _OF_AGE.search(name):
        return True
    ends = [int(m[1]) for text in categories if (m := _OPEN_END.search(text))]
    follow = all(before.high + 1 == after.low for before, after in pairwise(ranges))
    return follow and ranges[0].low in _FIRST_AGES and ranges[-1].high + 1 in ends


_CHOSEN = re.compile(r"\b(?:terpilih|pilihan|selected)\b", re.IGNORECASE)
"""How a dimension is called of which a table gives some parts only."""
_GROSS_PRODUCT = re.compile(r"\b(?:pdrb|pdb|grdp|gdp|produk domestik|gross (?:regional )?domestic)\b", re.I)
_INDUSTRIES = re.compile(r"\b(?:lapangan usaha|sektor|kategori|industry|industries)\b", re.IGNORECASE)
_SECTORS = re.compile(r"\b(?:primer|sekunder|tersier|primary|secondary|tertiary)\b", re.IGNORECASE)
_ALL_INDUSTRIES = 9
"""How many industries a whole economy is told in at least: nine until 2010, seventeen since (KBLI 2009)."""


def _is_part_of_economy(name: str, dimension: str, categories: Collection[str]) -> bool:
    """Tell whether categories are some of the industries that make up a gross product, and not all of them.

    The three sectors of industries (primary, secondary, tertiary) are all of them too.
    """
    if not _GROSS_PRODUCT.search(name) or not _INDUSTRIES.search(dimension):
        return False
    sectors = sum(_SECTORS.search(text) is not None for text in categories)
    return len(categories) < _ALL_INDUSTRIES and sectors < len(categories)


_INCOME = re.compile(r"\b(?:pendapatan|penerimaan|pajak|retribusi|revenue|income)\b", re.IGNORECASE)
_OUTLAY = re.compile(r"\b(?:belanja|pengeluaran|surplus|defisit|expenditure|spending)\b", re.IGNORECASE)


def _two_sides(categories: Collection[str]) -> bool:
    """Tell whether categories are both sides of a budget: what comes in and what is spent have no sum."""
    return any(map(_INCOME.search, categories)) and any(map(_OUTLAY.search, categories))


_NEGATIONS = ("tidak", "belum", "bukan", "non", "tanpa", "not", "without")
_NEGATED = re.compile(rf"(?:{'|'.join(_NEGATIONS)})[\s-]+(.+)", re.IGNORECASE)
_SHORT_WORD = 4


def _is_named_after_one_side(name: str, categories: Collection[str]) -> bool:
    """Tell whether a name speaks of what some categories are and others are not, but not of both."""
    plain = {text.casefold() for text in categories}
    denied = {match[1].casefold() for text in categories if (match := _NEGATED.fullmatch(text.strip()))}
    heard = set(re.findall(r"\w+", name.casefold()))
    if not heard.isdisjoint(_NEGATIONS):
        return False
    return any(
        len(stem) > _SHORT_WORD and stem in heard for text in plain & denied for stem in stems_of(text)
    )


def stems_of(text: str) -> frozenset[str]:
    """Return the words of a text, and what is left of them without "ber-" and "ter-".

    The first loses its r before another: "berisiko" is of "risiko".
    """
    stems = set()
    for word in re.findall(r"\w+", text.casefold()):
        stems.add(word)
        if word.startswith(("ber", "ter")):
            stems |= {word[3:], word[2:]}
    return frozenset(stems)


class _Range(NamedTuple):
    low: float
    high: float
    amount: bool
    """Whether it is one of amounts ("500 juta - 1 miliar"), which share limits with their neighbours."""

    def overlaps(self, after: _Range) -> bool:
        return self.high > after.low or (self.high == after.low and not (self.amount and after.amount))


def _range(text: str) -> _Range | None:
    match = _RANGE.search(text)
    if match is None:
        return None
    low, low_scale, high, high_scale = match.groups(default="")
    scale = _SCALES.get(high_scale.casefold(), 1.0)
    start = int(low) * _SCALES.get(low_scale.casefold(), scale)
    return _Range(start, int(high) * scale, bool(high_scale))
