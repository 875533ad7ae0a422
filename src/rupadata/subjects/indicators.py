"""Indicators: when two are the same, and the typical indicator that each is."""

from __future__ import annotations

from functools import lru_cache

from rupadata.subjects.catalogue import CatalogueSubject, TypicalIndicator
from rupadata.subjects.title_words import fold, stem, words_of

_SAME_UNITS = {
    "jiwa": "orang",
    "people": "orang",
    "person": "orang",
    "persons": "orang",
    "percent": "persen",
    "rp": "rupiah",
    "idr": "rupiah",
    "hektar": "ha",
    "hektare": "ha",
    "jiwa km2": "orang km2",
    "jiwa per km2": "orang km2",
    "orang per km2": "orang km2",
    "rp juta": "juta rupiah",
    "juta rp": "juta rupiah",
    "rp miliar": "miliar rupiah",
    "milyar rupiah": "miliar rupiah",
    "ribu orang": "ribu jiwa",
}
_SAME_WORDS = {
    "perkapita": "per kapita",
    "rerata": "rata rata",
    "produk domestik regional bruto": "pdrb",
    "distribusi persentase": "distribusi",
    "usia harapan hidup": "umur harapan hidup",
    "angka harapan hidup": "umur harapan hidup",
}
_COUNTING_WORDS = frozenset(("jumlah", "banyaknya", "total", "number", "angka", "of"))


def fold_unit(unit: str) -> str:
    """Return a unit for comparison: `jiwa` and `orang`, `%` and `persen` are the same."""
    if unit.strip() == "%":
        return "persen"
    folded = fold(unit)
    return _SAME_UNITS.get(folded, folded)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return a name for comparison: stems in order, without the words that only say that it is counted.

    Figures stay: the age group in a name tells two indicators apart.
    """
    text = f" {fold(name)} "
    for long, short in _SAME_WORDS.items():
        text = text.replace(f" {long} ", f" {short} ")
    kept = [stem(word) for word in text.split() if word not in _COUNTING_WORDS]
    return " ".join(kept) or text.strip()


@lru_cache(maxsize=65536)
def find_typical(entry: CatalogueSubject, name: str) -> tuple[TypicalIndicator, float] | None:
    """Return the typical indicator that a name speaks of and how much of the name says so, 0 to 1.

    What stands first is what the name is about ("Distribusi PDRB ..." is a share, no PDRB); of several
    phrases there the longest wins.
    """
    words = words_of(name)
    stems = [stem(word) for word in words]
    start = next((at for at, word in enumerate(words) if word not in _COUNTING_WORDS), 0)
    best: tuple[bool, int, int, float] = (False, 0, 0, 0.0)
    found: TypicalIndicator | None = None
    for wanted, typical in _phrases(entry):
        for at in range(len(stems) - len(wanted) + 1):
            rank = (at <= start, len(wanted), -at, typical.weight)
            if rank > best and tuple(stems[at : at + len(wanted)]) == wanted:
                best, found = rank, typical
    return (found, best[1] / len(stems)) if found is not None else None


@lru_cache(maxsize=256)
def _phrases(entry: CatalogueSubject) -> tuple[tuple[tuple[str, ...], TypicalIndicator], ...]:
    return tuple(
        (tuple(stem(word) for word in words_of(phrase)), typical)
        for typical in entry.indicators
        for phrase in typical.match
    )
