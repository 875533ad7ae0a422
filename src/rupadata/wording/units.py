"""Units: what `ribu jiwa`, `juta rupiah` and `%` mean, and a value written with its unit."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from rupadata.wording.numbers import MINUS, format_compact, format_number

_SCALES = {
    "ribu": 3, "ribuan": 3, "rb": 3, "thousand": 3, "thousands": 3, "000": 3, "1000": 3, "1.000": 3,
    "juta": 6, "jutaan": 6, "jt": 6, "million": 6, "millions": 6,
    "miliar": 9, "milyar": 9, "miliaran": 9, "milyaran": 9, "billion": 9, "billions": 9,
    "triliun": 12, "trilyun": 12, "trillion": 12,
}  # fmt: skip
_SCALE_NAMES = {
    "id": {3: "ribu", 6: "juta", 9: "miliar", 12: "triliun"},
    "en": {3: "thousand", 6: "million", 9: "billion", 12: "trillion"},
}
_RUPIAH = re.compile(r"(?<![a-z])(rp\.?|rupiahs?|idr)(?![a-z])", re.IGNORECASE)
_DOLLAR = re.compile(r"(?<![a-z])(us\s?\$|usd|dolar as)", re.IGNORECASE)
_EITHER = re.compile(r"\bkab(?:upaten)?\.?\s*/\s*kota\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bpersen\b|\bpersentase\b|\bpercent(age)?\b|\bprosen\b", re.IGNORECASE)

# Nouns in both languages: Indonesian as tables write them, then English in the plural and the singular.
_NOUNS = {
    "jiwa": ("people", "person"), "orang": ("people", "person"), "penduduk": ("people", "person"),
    "pencari kerja": ("job seekers", "job seeker"), "pekerja": ("workers", "worker"),
    "pegawai": ("employees", "employee"), "unit": ("units", "unit"), "buah": ("", ""),
    "rumah tangga": ("households", "household"), "ruta": ("households", "household"),
    "keluarga": ("families", "family"), "kk": ("families", "family"),
    "kepala keluarga": ("families", "family"),
    "murid": ("pupils", "pupil"), "siswa": ("students", "student"), "mahasiswa": ("students", "student"),
    "peserta didik": ("students", "student"), "guru": ("teachers", "teacher"),
    "dosen": ("lecturers", "lecturer"), "sekolah": ("schools", "school"), "kasus": ("cases", "case"),
    "kejadian": ("events", "event"), "hektar": ("hectares", "hectare"), "hektare": ("hectares", "hectare"),
    "ha": ("ha", "ha"), "ton": ("tonnes", "tonne"), "kuintal": ("quintals", "quintal"), "kg": ("kg", "kg"),
    "km": ("km", "km"), "km²": ("km²", "km²"), "m²": ("m²", "m²"), "m³": ("m³", "m³"),
    "meter": ("metres", "metre"),
    "liter": ("litres", "litre"), "ekor": ("head", "head"), "butir": ("pieces", "piece"),
    "pohon": ("trees", "tree"), "hari": ("days", "day"), "bulan": ("months", "month"),
    "tahun": ("years", "year"),
    "jam": ("hours", "hour"), "menit": ("minutes", "minute"), "poin": ("points", "point"),
    "desa": ("villages", "village"), "kelurahan": ("kelurahan", "kelurahan"),
    "kecamatan": ("districts", "district"), "perusahaan": ("companies", "company"),
    "usaha": ("businesses", "business"), "koperasi": ("cooperatives", "cooperative"),
    "pelanggan": ("customers", "customer"), "izin": ("licences", "licence"),
    "pengaduan": ("complaints", "complaint"), "laporan": ("reports", "report"),
    "kendaraan": ("vehicles", "vehicle"), "puskesmas": ("health centres", "health centre"),
    "rumah sakit": ("hospitals", "hospital"), "bayi": ("babies", "baby"), "kelahiran": ("births", "birth"),
    "proyek": ("projects", "project"), "tamu": ("guests", "guest"), "wisatawan": ("visitors", "visitor"),
    "kunjungan": ("visits", "visit"), "responden": ("respondents", "respondent"),
    "derajat celsius": ("°C", "°C"), "°c": ("°C", "°C"), "mm": ("mm", "mm"), "kwh": ("kWh", "kWh"),
}  # fmt: skip
_PER = {"kapita": "capita", "bulan": "month", "tahun": "year", "hari": "day", "jiwa": "person",
        "orang": "person", "rumah tangga": "household", "hektar": "hectare", "penduduk": "inhabitant",
        "keluarga": "family"}  # fmt: skip
_PERSONS = frozenset({"jiwa", "orang", "penduduk", "pencari kerja", "pekerja", "pegawai", "murid", "siswa",
                      "mahasiswa", "peserta didik", "guru", "dosen", "bayi", "tamu", "wisatawan",
                      "responden"})  # fmt: skip
_COUNTED = _PERSONS | {
    "unit", "buah", "rumah tangga", "ruta", "keluarga", "kk", "kepala keluarga", "sekolah", "kasus",
    "kejadian", "ekor", "pohon", "desa", "kelurahan", "kecamatan", "perusahaan", "usaha", "koperasi",
    "pelanggan", "izin", "pengaduan", "laporan", "kendaraan", "puskesmas", "rumah sakit", "kelahiran",
    "proyek", "kunjungan", "butir",
}  # fmt: skip
_SPELT = {"buah": "", "°c": "°C", "derajat celsius": "°C", "kwh": "kWh", "mw": "MW", "mwh": "MWh"}
_NO_NOUNS = frozenset(
    {"kh", "kelahiran hidup", "indeks", "index", "rasio", "ratio", "nilai", "angka", "skor", "-"}
)
_SYMBOLS = frozenset({"L", "mL", "Nm³", "dB(A)"})
_KEEPS_CAPITALS = frozenset({"km", "kg", "ha", "mm", "kwh", "mw", "mwh", "kva", "gb", "mbps", "kk"})


class Unit(Struct, frozen=True):
    """What a unit's text says: the power of ten in it, the currency before it, the noun after it."""

    power: int = 0
    prefix: str = ""
    noun: str = ""
    percent: bool = False

    @property
    def is_money(self) -> bool:
        """Tell whether values are money."""
        return bool(self.prefix)

    @property
    def is_persons(self) -> bool:
        """Tell whether people are counted."""
        return self.noun in _PERSONS

    @property
    def is_counted(self) -> bool:
        """Tell whether single things are counted, of which one can speak as 'one in eight'."""
        return self.noun in _COUNTED


class ValueText(Struct, frozen=True):
    """A value in two parts that a page may set apart: `1,21 juta` and `jiwa`; `Rp1,2 triliun` and nothing."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}" if self.unit else self.number


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """Return what a unit's text says; unknown words stay as the noun, an empty text gives an empty unit."""
    rest = " ".join(text.replace("(", " ").replace(")", " ").replace("²", "2").replace("³", "3").split())
    if _PERCENT.search(rest):
        return Unit(percent=True)

    prefix = ""
    if _RUPIAH.search(rest):
        prefix, rest = "Rp", _RUPIAH.sub(" ", rest)
    elif _DOLLAR.search(rest):
        prefix, rest = "US$", _DOLLAR.sub(" ", rest)

    power = 0
    words: list[str] = []
    for word in rest.replace("000/", "000 /").split():
        if not word.strip(".,'"):
            continue  # The full stop of "Rp." stays behind when the currency is taken out.
        scale = _SCALES.get(word.casefold().strip("'."))
        if scale is not None and not words:
            power += scale
        else:
            words.append(word)
    return Unit(power=power, prefix=prefix, noun=_noun(" ".join(words)))


def _noun(text: str) -> str:
    # "Jiwa/People" is one unit said twice, "jiwa/km2" is a quotient.
    first, slash, second = text.partition("/")
    english = {word for pair in _NOUNS.values() for word in pair if word}
    if slash and second.strip().casefold() in english | {"person", "persons", "percent"} and first.strip():
        text = first.strip()
    text = _EITHER.sub("kabupaten/kota", text)
    text = re.sub(r"\s*/\s*(?!kota\b|kelurahan\b)", " per ", text).strip()
    text = re.sub(
        r"\b(k?m|Nm)([23])\b", lambda m: m[1] + ("²" if m[2] == "2" else "³"), text, flags=re.IGNORECASE
    )
    words = [
        word if (word.isupper() and len(word) > 1) or word in _SYMBOLS else word.lower()
        for word in text.split()
    ]
    folded = " ".join(words)
    if folded.casefold() in _NO_NOUNS:
        return ""
    if folded.casefold() in _NOUNS and folded.casefold() not in _KEEPS_CAPITALS:
        return folded.casefold()
    return "km" if folded == "KM" else folded


def unit_name(unit: str, lang: str, *, value: float | None = None) -> str:
    """Return the noun of a unit without its scale: `jiwa`, `persen`, `people`; for money what follows."""
    parsed = parse_unit(unit)
    if parsed.percent:
        return "persen" if lang == "id" else "percent"
    if lang == "id":
        return _SPELT.get(parsed.noun, parsed.noun)
    return _english(parsed.noun, singular=value is not None and abs(value) == 1 and not parsed.power)


def _english(noun: str, *, singular: bool = False) -> str:
    head, *rest = noun.split(" per ")
    if head.startswith("per "):
        head, rest = "", [head[4:], *rest]
    plural_one = _NOUNS.get(head.casefold())
    said = (plural_one[1] if singular else plural_one[0]) if plural_one else head
    return " per ".join([said, *(_PER.get(part, part) for part in rest)]).strip()


def word_value(
    value: float, unit: str, lang: str, *, decimals: int | None = None, compact: bool = False
) -> ValueText:
    """Return a value of a unit in its two parts; `decimals` are those printed, in the unit itself.

    1211.9 `ribu jiwa` is `1.211,9 ribu` `jiwa`, compact `1,21 juta` `jiwa`.
    """
    parsed = parse_unit(unit)
    if compact and not parsed.percent:
        known = None if decimals is None else decimals - parsed.power
        number = format_compact(_scaled(value, parsed.power), lang, decimals=known)
    elif compact:
        number = format_compact(value, lang, decimals=decimals)
    else:
        number = format_number(value, lang, decimals=decimals)
        if parsed.power:
            number = f"{number} {_SCALE_NAMES[lang].get(parsed.power, f'×10^{parsed.power}')}"
    if parsed.prefix:
        negative = number.startswith(MINUS)
        number = f"{MINUS if negative else ''}{parsed.prefix}{number.removeprefix(MINUS)}"
    return ValueText(number, unit_name(unit, lang, value=value))


def _scaled(value: float, power: int) -> float:
    # Through the shortest decimal text, so that 1211.9 thousand is 1211900 and not 1211900.0000000002.
    return float(f"{value!r}e{power}") if "e" not in repr(value) else value * 10**power


def format_value(
    value: float, unit: str, lang: str, *, decimals: int | None = None, compact: bool = False
) -> str:
    """Return a value with its unit: `1.948.300 jiwa`, `12,4 persen`, `Rp1,2 triliun`."""
    return str(word_value(value, unit, lang, decimals=decimals, compact=compact))
