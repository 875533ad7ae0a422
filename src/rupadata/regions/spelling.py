"""The ways in which people write the name of one region, folded to one form.

"JATI UWUNG" is Jatiuwung, "Kec. Ciledug" is the district Ciledug, "Kota Adm. Jakarta Barat" the city.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from rupadata.model.region import Region, RegionLevel

KABUPATEN = "kabupaten"
KOTA = "kota"

DISTRICT_WORDS = "kecamatan|kec|distrik|kapanewon|kemantren"
VILLAGE_WORDS = "kelurahan|kalurahan|kel|desa|nagari|gampong|pekon"
"""What districts and villages are called over the country, for patterns; not what names begin with as well
(Kampung, Lembang)."""

_ADMINISTRATIVE = r"(?:\s*(?:administrasi|administratif|adm)\b\.?)?"
_PREFIXES: tuple[tuple[str, RegionLevel, str], ...] = (
    (r"(?:kabupaten|kab)\b\.?\s*/\s*(?:kota|kodya)\b", RegionLevel.REGENCY, ""),
    (r"(?:kabu*p+a+t+e+n+|kab)\b\.?" + _ADMINISTRATIVE, RegionLevel.REGENCY, KABUPATEN),
    (r"(?:kotamadya|kodya|kodia|kota)\b\.?" + _ADMINISTRATIVE, RegionLevel.REGENCY, KOTA),
    (r"(?:provinsi|propinsi|prov|prop)\b\.?", RegionLevel.PROVINCE, ""),
    (rf"(?:{DISTRICT_WORDS})\b\.?", RegionLevel.DISTRICT, ""),
    (rf"(?:{VILLAGE_WORDS}|ds)\b\.?", RegionLevel.VILLAGE, ""),
)
_SUFFIXES: tuple[tuple[str, RegionLevel, str], ...] = (
    (r"\bregency", RegionLevel.REGENCY, KABUPATEN),
    (r"\b(?:city|municipality)", RegionLevel.REGENCY, KOTA),
    (r"\bprovince", RegionLevel.PROVINCE, ""),
    (r"\b(?:sub-?\s*district|district)", RegionLevel.DISTRICT, ""),
    (r"\bvillage", RegionLevel.VILLAGE, ""),
)
_PREFIX_PATTERNS = tuple((re.compile(p + r"\s*[:\-]?\s*"), level, kind) for p, level, kind in _PREFIXES)
_SUFFIX_PATTERNS = tuple((re.compile(r"\s*" + p + r"$"), level, kind) for p, level, kind in _SUFFIXES)

_WORDS = {
    "kep": "kepulauan",
    "kepul": "kepulauan",
    "gn": "gunung",
    "gng": "gunung",
    "sei": "sungai",
    "sui": "sungai",
    "tj": "tanjung",
    "tjg": "tanjung",
    "tg": "tanjung",
    "tnjg": "tanjung",
    "kp": "kampung",
    "pd": "pondok",
    "ps": "pasar",
    "psr": "pasar",
    "sp": "simpang",
    "tlk": "teluk",
    "pem": "pematang",
    "p": "pulau",
    "utr": "utara",
    "slt": "selatan",
    "sltn": "selatan",
    "tmr": "timur",
    "brt": "barat",
    "and": "dan",
    "sumatra": "sumatera",
    "jogja": "yogyakarta",
    "jogjakarta": "yogyakarta",
}
_NUMBERS = (
    ("1", "satu", "i"),
    ("2", "dua", "ii"),
    ("3", "tiga", "iii"),
    ("4", "empat", "ampek", "iv"),
    ("5", "lima", "v"),
    ("6", "enam", "anam", "vi"),
    ("7", "tujuh", "vii"),
    ("8", "delapan", "viii"),
    ("9", "sembilan", "ix"),
    ("10", "sepuluh", "x"),
    ("11", "sebelas", "xi"),
    ("12", "duabelas", "xii"),
    ("13", "tigabelas", "xiii"),
)
_WORDS |= {word: digits for digits, *words in _NUMBERS for word in words}

_NOTE_MARK = re.compile(r"(?:\s*\(?\d{1,2}\)|[\s*†‡¹²³⁰-⁹ᵃ-ᶻ]+)+$")
_LIST_NUMBER = re.compile(
    r"^\s*(?:\(?\d{1,3}[.)]\s*|[A-OQ-Za-oq-z][.)]\s+|\d{1,3}\s+(?=[^\W\d]{2}))(?=[^\W\d])"
)
"""P. is no letter of a list but an island: P. Panggang."""
_TOKEN = re.compile(r"[a-z0-9]+")


class Spelling(Struct, frozen=True):
    """What a text says of a region: the folded name in one or two forms, and the kind it is called by."""

    keys: tuple[str, ...]
    level: RegionLevel | None = None
    kind: str = ""


_UNHEARD = re.compile(r"['`´‘’ʻʼ\u200b\u200e\u200f\ufeff]")
"""Apostrophes and marks without a width."""


@lru_cache(maxsize=1 << 16)
def clean_text(text: str) -> str:
    """Return a text in lower case without accents, apostrophes, note marks and doubled spaces."""
    text = text.strip()
    # Names are cleaned by the ten thousand: what a plain letter or digit ends has no mark of a note.
    if not (text[-1:].isascii() and text[-1:].isalnum()):
        text = _NOTE_MARK.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in text if not unicodedata.combining(mark))
    return " ".join(_UNHEARD.sub("", text.casefold()).split())


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> tuple[str, ...]:
    """Return the keys of a name: its letters joined, and the same with short words written out."""
    tokens = _TOKEN.findall(clean_text(name))
    plain = "".join(tokens)
    written_out = "".join(_WORDS.get(token, token) for token in tokens)
    return (plain,) if plain == written_out else (plain, written_out)


@lru_cache(maxsize=1 << 16)
def read_spellings(text: str) -> tuple[Spelling, ...]:
    """Return the readings of a text, the most telling first: with its kind taken off, then as it stands."""
    cleaned = clean_text(text)
    readings = []
    for pattern, level, kind in _PREFIX_PATTERNS:
        if (found := pattern.match(cleaned)) and (keys := fold_name(cleaned[found.end() :])) != ("",):
            readings.append(Spelling(keys, level, kind))
            break
    for pattern, level, kind in _SUFFIX_PATTERNS:
        if (found := pattern.search(cleaned)) and (keys := fold_name(cleaned[: found.start()])) != ("",):
            readings.append(Spelling(keys, level, kind))
            break
    whole = fold_name(cleaned)
    if whole != ("",):
        readings.append(Spelling(whole))
    return tuple(readings)


def drop_list_number(text: str) -> str:
    """Return a text without the number or letter of a list before it: "1. Benda", "a) Benda", "3 Benda"."""
    return _LIST_NUMBER.sub("", text)


def bare_name(region: Region) -> tuple[str, str]:
    """Return the name of a region without its kind, and the kind: "Kota Tangerang" is Tangerang, kota."""
    if region.level == RegionLevel.REGENCY:
        for kind in (KABUPATEN, KOTA):
            start = kind.capitalize() + " "
            if region.name.startswith(start):
                return region.name[len(start) :], kind
    return region.name, ""
