"""Indicators: their names cleaned for people, their keys, and the typical indicator that each is."""

from __future__ import annotations

import re
from functools import lru_cache

from rupadata.subjects.catalogue import CatalogueSubject, TypicalIndicator
from rupadata.subjects.words import fold, stem, words_of

_TABLE_NUMBER = re.compile(
    r"^\s*(?:tabel|table)?\s*(?:/\s*table)?\s*\d+(?:\.\d+)+[a-z]?\.?\s+", re.IGNORECASE
)
_TAG = re.compile(r"^\s*\[[^\]]*\]\s*")
_BREAKDOWN = re.compile(
    r"\s*,?\s*\b(?:menurut|berdasarkan|by|per\s+(?:kecamatan|kelurahan|desa|kabupaten|kota|provinsi))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(
    r"\s*,?\s*\b(?:di\s+)?(?:(?:kabupaten|kota|provinsi|kecamatan)\s*/?\s*)+(?:[A-Z][\w'-]*\s*){0,3}"
    r"(?=$|,|\b(?:tahun|menurut)\b)"
)
_YEARS = re.compile(
    r"[\s,(]*\b(?:tahun\s+|pada\s+tahun\s+)?(?:19|20)\d{2}\*{0,3}(?:\s*(?:[-–─/,]|dan|s\.?d\.?)\s*(?:19|20)\d{2}\*{0,3})*\)?\s*$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*[({\[]\s*([^(){}\[\]]*)\s*[)}\]]\s*$")
_SPACES = re.compile(r"\s+")
_SMALL_WORDS = frozenset(
    [
        "dan",
        "di",
        "ke",
        "dari",
        "yang",
        "untuk",
        "pada",
        "dengan",
        "menurut",
        "per",
        "atau",
        "terhadap",
        "dalam",
        "oleh",
        "serta",
        "of",
    ]
)
_CAPITALS = re.compile(r"^[A-Z0-9&/.-]{2,}$")

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


def clean_name(name: str, unit: str = "") -> str:
    """Return an indicator's name as people write it: no table number, place, year, unit or breakdown."""
    text = _SPACES.sub(" ", name.replace("_", " ")).strip(" :;,.-–")
    text = text.split(" / ")[0] if " / " in text else text
    text = _TAG.sub("", _TABLE_NUMBER.sub("", text))
    for _ in range(3):
        before = text
        text = _YEARS.sub("", text).strip(" ,;:-–─")
        note = _NOTE.search(text)
        if note and (_is_unit(note[1], unit) or re.search(r"(?:19|20)\d{2}", note[1])):
            text = text[: note.start()].strip(" ,;:")
        if text == before:
            break
    shorter = _BREAKDOWN.sub("", text).strip(" ,;:")
    text = shorter if len(words_of(shorter)) >= 1 else text
    shorter = _PLACE.sub("", text).strip(" ,;:")
    text = shorter if len(words_of(shorter)) >= 1 else text
    return title_case(text) or name.strip()


def _is_unit(note: str, unit: str) -> bool:
    folded = fold(note)
    return bool(folded) and (
        folded == fold(unit)
        or bool(
            re.fullmatch(
                r"(?:ribu|juta|miliar|milyar|triliun|rp|rupiah|persen|percent|jiwa|orang|people|unit|buah|ton|ha|"
                r"km2|km|m2|m3|kk|ekor|kwintal|kuintal|hektar|liter|kwh|mm|tahun|000|ribuan|jutaan|thousand|million|"
                r"per|\s)+",
                folded,
            )
        )
        or note.strip() in ("%", "°C", "‰")
    )


def title_case(text: str) -> str:
    """Return the text in Indonesian title case; abbreviations keep their capitals."""
    shouting = text.upper() == text and len(text.split()) > 1
    words = []
    for position, word in enumerate(text.split()):
        bare = word.strip("(),;:")
        if position and bare.lower() in _SMALL_WORDS:
            words.append(word.lower())
        elif _CAPITALS.match(bare) and (not shouting or len(bare) <= 4):
            words.append(word)
        else:
            words.append("-".join(_capital(part, lower=shouting) for part in word.split("-")))
    text = " ".join(words)
    return text.replace("Rata-Rata", "Rata-rata")


def _capital(word: str, *, lower: bool) -> str:
    for position, letter in enumerate(word):
        if letter.isalpha():
            rest = word[position + 1 :]
            return word[:position] + letter.upper() + (rest.lower() if lower else rest)
    return word


def fold_unit(unit: str) -> str:
    """Return a unit for comparison: `jiwa` and `orang`, `%` and `persen` are the same."""
    if unit.strip() == "%":
        return "persen"
    folded = fold(unit)
    return _SAME_UNITS.get(folded, folded)


def fold_name(name: str) -> str:
    """Return a name for comparison: stems in order, without the words that add nothing."""
    return " ".join(
        stem(word) for word in words_of(name) if word not in ("jumlah", "banyaknya", "total", "number")
    )


@lru_cache(maxsize=65536)
def find_typical(entry: CatalogueSubject, name: str) -> TypicalIndicator | None:
    """Return the subject's typical indicator that a name speaks of, the longest phrase winning."""
    stems = [stem(word) for word in words_of(name)]
    best: tuple[int, int, float] = (0, 0, 0.0)
    found: TypicalIndicator | None = None
    for typical in entry.indicators:
        for phrase in typical.match:
            wanted = [stem(word) for word in words_of(phrase)]
            for at in range(len(stems) - len(wanted) + 1):
                if stems[at : at + len(wanted)] == wanted:
                    # The earlier of two equally long phrases is what the title is about.
                    rank = (len(wanted), -at, typical.weight)
                    if rank > best or found is None:
                        best, found = rank, typical
    return found
