"""Survei Kepuasan Masyarakat (PermenPANRB 14/2017): the nine elements by name, index, grade and sample size.

Elements are known by their names, never by U8 and U9: offices number the last two either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from msgspec import Struct

ELEMENTS: tuple[str, ...] = (
    "persyaratan",
    "sistem, mekanisme, dan prosedur",
    "waktu penyelesaian",
    "biaya/tarif",
    "produk spesifikasi jenis pelayanan",
    "kompetensi pelaksana",
    "perilaku pelaksana",
    "penanganan pengaduan, saran, dan masukan",
    "sarana dan prasarana",
)
BARE_ELEMENTS = {"8": "unsur U8", "9": "unsur U9"}
"""What elements are called whose header is no more than U8 or U9."""

DEFAULT_WEIGHT = 1 / len(ELEMENTS)
"""The weight of each element; offices that compute with 0.11 reach 99 at most."""

LOWEST_SCORE, HIGHEST_SCORE = 1, 4

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (element, re.compile(pattern))
    for element, pattern in zip(
        ELEMENTS,
        (
            r"\bpersyaratan\b|\bsyarat\b",
            r"\bprosedur\b|\bmekanisme\b|\balur\b",
            r"\bwaktu\b(?!.*\b(?:isi|pengisian|survei|input)\b)|\bkecepatan\b",
            r"\bbiaya\b|\btarif\b",
            r"\bproduk\b|\bspesifikasi\b|\bhasil (?:pe)?layanan\b",
            r"\bkompetensi\b|\bkemampuan\b",
            r"\bperilaku\b|\bkesopanan\b|\bkeramahan\b",
            r"\bpengaduan\b|\bsaran\b(?!.{0,3}(?:a|dan prasarana))|\bmasukan\b",
            r"\bsarana\b|\bprasarana\b|\bfasilitas\b",
        ),
    )
)
_LETTER = re.compile(r"[a-z]")
_NUMBERED = re.compile(r"u(?:nsur)? ?\.?-?([1-9])")


class SatisfactionIndex(Struct, frozen=True):
    """The index on a scale of 25 to 100, rounded to two decimals, with its grade and what it says."""

    value: float
    grade: str
    service: str


@lru_cache(maxsize=4096)
def find_element(text: str) -> str | None:
    """Return the element that a header names; None for none, and for a bare U8 or U9."""
    folded = " ".join(text.casefold().split())
    if not _LETTER.search(folded):  # A figure: every element is told by a word or by its U.
        return None
    by_name = [element for element, pattern in _PATTERNS if pattern.search(folded)]
    if "perilaku pelaksana" in by_name or "kompetensi pelaksana" in by_name:
        # "Kompetensi petugas menjelaskan prosedur": whom it is about goes before what it mentions.
        by_name = [element for element in by_name if element.endswith("pelaksana")]
    if len(by_name) == 1:
        return by_name[0]
    if not by_name and (number := _NUMBERED.fullmatch(folded)) and int(number[1]) <= 7:
        return ELEMENTS[int(number[1]) - 1]
    return None


def find_elements(texts: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Return the place of each element among headers; a bare U8 and U9 stand for the last two together.

    The index weighs all elements alike, so it does not matter which of the two is which.
    """
    elements: dict[str, int] = {}
    bare: dict[str, int] = {}
    for place, text in texts:
        if element := find_element(text):
            elements.setdefault(element, place)
        elif is_bare_number(text):
            bare.setdefault(BARE_ELEMENTS[text.strip()[-1]], place)
    if len(bare) == len(BARE_ELEMENTS) and list(elements) == list(ELEMENTS[: -len(bare)]):
        elements |= bare
    return elements


def with_legend(names: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return headers with what a legend of the sheet calls U8 and U9 in place of the bare numbers."""
    if not any(map(is_bare_number, names)):
        return list(names)
    legend: dict[str, str] = {}
    for row in rows:
        texts = [" ".join(cell.split()) for cell in row if isinstance(cell, str) and cell.strip()]
        for text, beside in zip(texts, [*texts[1:], ""]):
            match = _LEGEND.fullmatch(text)
            said = match and (match[2] or beside)
            if match and said and (element := find_element(said)) in ELEMENTS[-2:]:
                legend.setdefault(match[1], element)
    return [
        legend.get(name.strip()[-1], name) if name.strip() and is_bare_number(name) else name
        for name in names
    ]


_LEGEND = re.compile(r"u(?:nsur)?[ .\-]?([89])(?:\s*[:=.\-–)]\s*|\s+)?(.*)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_bare_number(text: str) -> bool:
    """Tell whether a header is U8 or U9 without a name."""
    number = _NUMBERED.fullmatch(" ".join(text.casefold().split()))
    return number is not None and int(number[1]) > 7


def round_half_up(value: float, decimals: int = 2) -> float:
    """Return a value rounded as offices round: a half goes up."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def compute_index(means: Mapping[str, float], weight: float = DEFAULT_WEIGHT) -> SatisfactionIndex:
    """Return the index of the mean scores of the nine elements; ValueError when there are not nine."""
    if len(means) != len(ELEMENTS):
        raise ValueError(f"{len(means)} elements instead of {len(ELEMENTS)}")
    # Ten digits first, so that a sum like 88.305 is not rounded down for what binary fractions lose.
    value = round_half_up(round(sum(means.values()) * weight * 25, 10))
    grade, service = grade_of(value)
    return SatisfactionIndex(value, grade, service)


def grade_of(index: float) -> tuple[str, str]:
    """Return grade and wording of an index that is rounded to two decimals already."""
    if index >= 88.31:
        return "A", "sangat baik"
    if index >= 76.61:
        return "B", "baik"
    if index >= 65:
        return "C", "kurang baik"
    return "D", "tidak baik"


def sample_size(population: int) -> int:
    """Return how many respondents a population needs (Krejcie and Morgan, 95 percent, 5 points)."""
    if population <= 0:
        return 0
    spread = 3.841 * 0.25
    return int(round_half_up(spread * population / (0.05**2 * (population - 1) + spread), 0))
