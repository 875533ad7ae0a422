"""Names of indicators as people write them, cleaned of what belongs to the table and not to the name."""

from __future__ import annotations

import re

from rupadata.subjects.title_words import ABBREVIATIONS, fold, stem, words_of
from rupadata.tables.lexicon.naming import people_case
from rupadata.wording.vocabulary import FUNCTION_WORDS

_TABLE_NUMBER = re.compile(
    r"^\s*(?:tabel|table)?\s*(?:/\s*table)?\s*\d+(?:\.\d+)+[a-z]?\.?\s+", re.IGNORECASE
)
_TAG = re.compile(r"^\s*\[[^\]]*\]\s*")
# A colon after it leads on to one part of the breakdown, which belongs to the name.
_BREAKDOWN = re.compile(
    r"\s*,?\s*\b(?:menurut|berdasarkan|by|per\s+(?:kecamatan|kelurahan|desa|kabupaten|kota|provinsi))\b[^:>]*$",
    re.IGNORECASE,
)
_TRANSLATION = re.compile(
    r"\s+/\s+(?=[^/]*\b(?:of|by|the|and|in|number|total|population|percentage|average|rate)\b)[^/]*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\s*,?\s*\b(?:di\s+)?(?:(?:Kabupaten|Kota|Provinsi|Kecamatan|KABUPATEN|KOTA|PROVINSI|KECAMATAN)\s*/?\s*)+"
    r"(?:[A-Z][\w'-]*\s*){0,3}(?=$|,|\b(?:tahun|menurut)\b)"
)
# "Penduduk Akhir Tahun 2022" keeps its Tahun, and the base year of constant prices is no period.
_YEAR = r"(?:19|20)\d{2}\*{0,3}"
_YEARS = re.compile(
    rf"(?<!konstan)(?<!adhk)(?:[\s,(]+(?:pada\s+)?(?<!akhir\s)(?<!tengah\s)(?<!awal\s)tahun)?"
    rf"[\s,(]+{_YEAR}(?:\s*(?:[-–─/,]|dan|s\.?d\.?)\s*{_YEAR})*\)?\s*$",
    re.IGNORECASE,
)
_PLACE_ANYWHERE = re.compile(
    r"\b(?:(?:Kabupaten|Kota|Provinsi|KABUPATEN|KOTA|PROVINSI|Kab\.?)\s*/?\s*)+"
    r"(?:(?!Kabupaten|KABUPATEN|Kota\b|KOTA\b|Provinsi|Menurut|MENURUT|Berdasarkan|Tahun|TAHUN|Dan\b|dan\b|Dalam)[A-Z][\w'-]*\s*){1,3}"
)
_HALF_YEAR = re.compile(r"\b(akhir|tengah|pertengahan|awal)$", re.IGNORECASE)
_NOTE = re.compile(r"\s*[({\[]\s*([^(){}\[\]]*)\s*[)}\]]\s*$")
_LONG_FORMS = ((re.compile(r"\bproduk domestik regional bruto\b", re.IGNORECASE), "PDRB"),)
_EXPORT = re.compile(r"^(?:sum|average|count|max|min)\s+of\s+", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\s*[:,]?\s*\(\d{1,2}\)\s*$")
_DANGLING = re.compile(
    r"(?:\s+(?:per|ke|di|dari|dan|menurut|pada|dengan|untuk|di D\.\s?I\.?))+\s*$", re.IGNORECASE
)
_CHEMICAL = re.compile(r"^(?:PM|SO|NO|CO|O|NH|CH)\d{1,2}$", re.IGNORECASE)
_CONSONANTS = re.compile(r"^[bcdfghjklmnpqrstvwxz]{3,}$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_CAPITALS = re.compile(r"^[A-Z0-9&/.-]{2,}$")
_UNIT_WORDS = re.compile(
    r"(?:ribu|juta|miliar|milyar|triliun|rp|rupiah|persen|percent|jiwa|orang|people|unit|buah|ton|ha|km2|km|m2|m3|"
    r"kk|ekor|kwintal|kuintal|hektar|hektare|liter|kwh|mm|tahun|000|ribuan|jutaan|thousand|million|per|\s)+"
)

# Words that say how something is counted but not what: a name of these alone needs its table's title.
_EMPTY_WORDS = frozenset(
    stem(word)
    for word in [
        "jumlah",
        "banyaknya",
        "total",
        "nilai",
        "volume",
        "persentase",
        "persen",
        "rata",
        "laju",
        "pertumbuhan",
        "perubahan",
        "proporsi",
        "kontribusi",
        "distribusi",
        "share",
        "selisih",
        "kenaikan",
        "penurunan",
        "peningkatan",
        "target",
        "realisasi",
        "capaian",
        "pagu",
        "indeks",
        "rasio",
        "angka",
        "rincian",
        "uraian",
        "individu",
        "laki",
        "perempuan",
        "domestik",
        "internasional",
        "negeri",
        "swasta",
        "aktif",
        "dalam",
        "proses",
        "riil",
        "per",
        "dan",
        "di",
        "ke",
        "dari",
        "yang",
        "atau",
        "tahun",
        "bulan",
        "triwulan",
        "kumulatif",
        "lainnya",
        "lain",
        "tetap",
        "data",
        "value",
        "jenis",
        "kategori",
        "baik",
        "sedang",
        "ringan",
        "berat",
        "rusak",
        "masuk",
        "keluar",
        "baru",
        "lama",
        "berhasil",
        "gagal",
    ]
)


def clean_name(name: str, unit: str = "", table: str = "") -> str:
    """Return an indicator's name as people write it: no table number, place, year, unit or breakdown.

    A name that says nothing by itself (`Pertumbuhan`, `Jumlah`) stands behind its table's title.
    """
    own = _clean(name, unit) or name.strip()
    if table and says_nothing(own):
        heading = _clean(_AS_OF.sub("", table), "")
        if heading and not says_nothing(heading) and fold(heading) != fold(own):
            return f"{title_case(people_case(heading))}: {title_case(own)}"
    return title_case(own)


_AS_OF = re.compile(
    r"\s+(?:per|posisi|keadaan|kondisi|sampai(?: dengan)?|s\.?/?d\.?)\s+(?:tanggal\s+)?"
    r"\d{1,2}\s+[^\W\d_]+\s+\d{4}\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""From where on a title says of which day it is and who wrote it: 'PER 31 MARET 2023 DINAS SOSIAL ...'."""


def says_nothing(name: str) -> bool:
    """Tell whether a name holds no word that tells what is measured.

    "Proporsi terhadap PDRB" does not say what is set against it.
    """
    words = words_of(name)
    if "terhadap" in words:
        words = words[: words.index("terhadap")]
    return all(stem(word) in _EMPTY_WORDS for word in words)


def _clean(name: str, unit: str) -> str:
    text = _SPACES.sub(" ", name.replace("_", " ")).strip(" :;,.-–")
    text = _TRANSLATION.sub("", text)
    text = _TAG.sub("", _TABLE_NUMBER.sub("", _EXPORT.sub("", text)))
    text = _COLUMN_NUMBER.sub("", text)
    for pattern, short in _LONG_FORMS:
        text = pattern.sub(short, text)
    for _ in range(3):
        before = text
        text = _YEARS.sub("", text).strip(" ,;:-–─")
        note = _NOTE.search(text)
        if note and _is_aside(note[1], unit):
            text = text[: note.start()].strip(" ,;:")
        if text == before:
            break
    for pattern in (_BREAKDOWN, _PLACE):
        shorter = pattern.sub("", text).strip(" ,;:")
        text = shorter if words_of(shorter) else text
    shorter = _DANGLING.sub("", text)
    return _HALF_YEAR.sub(r"\1 Tahun", shorter if words_of(shorter) else text)


def without_place(text: str) -> str:
    """Return a title without the place it speaks of: a place's name tells nothing of the subject."""
    return _SPACES.sub(" ", _PLACE_ANYWHERE.sub(" ", text)).strip(" ,")


def _is_aside(note: str, unit: str) -> bool:
    """Tell whether a bracket holds a unit or a year; a base (`2018=100`) belongs to the name."""
    folded = fold(note)
    return (
        (bool(folded) and (folded == fold(unit) or _UNIT_WORDS.fullmatch(folded) is not None))
        or note.strip() in ("%", "°C", "‰")
        or re.fullmatch(rf"(?:tahun\s+)?{_YEAR}(?:\s*[-–/]\s*{_YEAR})?", note, re.IGNORECASE) is not None
    )


def title_case(text: str) -> str:
    """Return the text in Indonesian title case; abbreviations keep their capitals."""
    shouting = text.upper() == text and len(text.split()) > 1
    words = []
    for position, word in enumerate(text.split()):
        bare = word.strip("(),;:")
        if position and bare.lower() in FUNCTION_WORDS:
            words.append(word.lower())
        elif _CAPITALS.match(bare) and (not shouting or len(bare) <= 4):
            words.append(word)
        elif _CHEMICAL.match(bare) or (_CONSONANTS.match(bare) and bare.lower() in ABBREVIATIONS):
            words.append(word.upper())  # CFR, PM10
        elif any(len(part) == 1 for part in bare.split("-")):
            words.append(word)  # m-to-m, y-on-y
        else:
            words.append("-".join(_capital(part, lower=shouting) for part in word.split("-")))
    return " ".join(words).replace("Rata-Rata", "Rata-rata")


def _capital(word: str, *, lower: bool) -> str:
    for position, letter in enumerate(word):
        if letter.isalpha():
            rest = word[position + 1 :]
            return word[:position] + letter.upper() + (rest.lower() if lower else rest)
    return word
