"""Names in running text: indicators without their capitals, regions short, lists with a last *dan*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rupadata.model.region import RegionLevel
from rupadata.wording.phrases import phrase
from rupadata.wording.style import shorter, style_sheet
from rupadata.wording.translation import is_known, translate
from rupadata.wording.vocabulary import (
    ABBREVIATIONS,
    FUNCTION_WORDS,
    JOINTS,
    NO_OFFICES,
    NO_PLACES,
    NOT_OF_OFFICES,
    OFFICES,
    PLACE_MARKERS,
    PROPER,
)

_COUNTING = re.compile(
    r"^(jumlah|banyaknya|banyak|frekuensi|total|number of|total number of)\s+", re.IGNORECASE
)
_KABUPATEN = re.compile(r"^(kabupaten|kab\.?)\s+", re.IGNORECASE)
_BY = re.compile(
    r"\s+(menurut|berdasarkan|dirinci|per (kecamatan|kelurahan|desa|kabupaten|provinsi)|by)\b.*$",
    re.IGNORECASE,
)
_LONG_NAME = 40
_PRICES = (
    (re.compile(r"\batas dasar harga konstan\b", re.IGNORECASE), "ADHK"),
    (re.compile(r"\batas dasar harga berlaku\b", re.IGNORECASE), "ADHB"),
    (re.compile(r"\bproduk domestik regional bruto\b", re.IGNORECASE), "PDRB"),
)

# What newspapers call an indicator; only where the whole name says it.
_TOPICS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), topic_id, topic_en)
    for pattern, topic_id, topic_en in (
        (
            r"(persentase (penduduk )?miskin|tingkat kemiskinan|persentase kemiskinan)",
            "kemiskinan",
            "poverty",
        ),
        (r"tingkat pengangguran( terbuka)?", "pengangguran", "unemployment"),
        (r"indeks pembangunan manusia", "IPM", "HDI"),
        (r"indeks pembangunan gender", "IPG", "gender development index"),
        (r"indeks ketimpangan gender", "IKG", "gender inequality index"),
        (r"indeks harga konsumen", "IHK", "CPI"),
        (r"(angka|umur|usia) harapan hidup", "harapan hidup", "life expectancy"),
        (
            r"laju pertumbuhan (ekonomi|pdrb|produk domestik regional bruto)"
            r"( (adhk|atas dasar harga konstan)( (tahun )?(dasar )?\d{4})?)?",
            "pertumbuhan ekonomi",
            "economic growth",
        ),
        (r"laju pertumbuhan penduduk( per tahun)?", "pertumbuhan penduduk", "population growth"),
        (r"tingkat partisipasi angkatan kerja", "partisipasi kerja", "labour force participation"),
        (r"(jumlah )?penduduk", "penduduk", "population"),
        (r"penduduk (akhir|tengah|pertengahan) tahun", "penduduk", "population"),
        (r"(re|rata-)rata lama sekolah", "lama sekolah", "years of schooling"),
        (r"angka melek huruf", "melek huruf", "literacy"),
        (r"indeks kepuasan masyarakat", "kepuasan masyarakat", "public satisfaction"),
        (r"pendapatan asli daerah", "PAD", "local own revenue"),
    )
)


@lru_cache(maxsize=4096)
def running_name(name: str, lang: str = "id") -> str:
    """Return an indicator's name as it stands inside a sentence: `jumlah penduduk`, `PDRB per kapita`.

    Abbreviations keep their capitals, and so do the names of places after a word like Kota or di.
    """
    said = name
    if lang == "id" and len(name) > _LONG_NAME:
        for pattern, short in _PRICES:
            said = pattern.sub(short, said)
    return _lowered(said)


def _lowered(text: str) -> str:
    words = text.split()
    shouting = len(words) > 1 and text.upper() == text
    said: list[str] = []
    in_name = False
    offices = set() if shouting else _words_of_offices(words)
    for place, word in enumerate(words):
        bare = word.strip("(),:;")
        if place in offices:
            in_name = False
            said.append(word)
            continue
        capital = bare[:1].isupper() and bare[1:].islower()
        follows = place > 0 and (in_name or words[place - 1].casefold() in PLACE_MARKERS)
        following = words[place + 1] if place + 1 < len(words) else ""
        common = follows and _is_common(bare, words[place - 1])
        next_is_name = following[:1].isupper() and following.casefold().strip("(),:;") not in NO_PLACES
        if bare.casefold() in FUNCTION_WORDS:
            in_name = False
            said.append(word.lower())
        elif shouting:
            said.append(word if bare in ABBREVIATIONS else word.lower())
        elif bare.casefold() in PROPER:
            said.append(word[:1].upper() + word[1:])
        elif capital and bare.casefold() in PLACE_MARKERS and next_is_name and not follows:
            said.append(word if following.casefold() not in PLACE_MARKERS else word.lower())
        elif capital and follows and (not common or (bare.casefold() in PLACE_MARKERS and next_is_name)):
            in_name = True
            said.append(word)
        else:
            in_name = False
            said.append(word.lower() if capital or _all_titles(bare) else word)
    return " ".join(said)


def _is_common(word: str, marker: str) -> bool:
    """Tell whether a word with a capital after a place marker is a noun of the language and no name."""
    said = word.casefold()
    return said in NO_PLACES or (marker.casefold() in JOINTS and is_known(said))


def _words_of_offices(words: Sequence[str]) -> set[int]:
    """Return the places of words that are the name of an office: `Dinas Kesehatan`, `RSUD Dr. Harjono`.

    Such a name goes on as long as words have capitals, over a *dan* between two of them.
    """
    found: set[int] = set()
    place = 0
    while place < len(words):
        start = place
        place += 1
        first, before = words[start].casefold(), words[start - 1].casefold() if start else ""
        if first not in OFFICES or before in NOT_OF_OFFICES or not words[start][:1].isupper():
            continue
        end = start + 1
        while end < len(words):
            joint = words[end] in ("dan", "&") and end > start + 1
            if not _is_named(words[end]) and not (joint and _is_named(" ".join(words[end + 1 :][:1]))):
                break
            end += 1
        if end > start + 1 and words[start + 1].casefold() not in NO_OFFICES:
            found.update(range(start, end))
            place = end
    return found


def _is_named(word: str) -> bool:
    return word[:1].isupper() and word.casefold().strip("(),:;") not in NO_OFFICES


def _all_titles(word: str) -> bool:
    # "Kabupaten/Kota" and "Laki-Laki" are made of words with capitals.
    parts = re.split(r"[/-]", word)
    words = [part for part in parts if len(part) > 1]  # "D/S" and "L/P" are made of letters.
    return len(parts) > 1 and bool(words) and all(part[1:].islower() for part in words)


@lru_cache(maxsize=4096)
def topic(name: str, lang: str = "id", *, without: str = "") -> str:
    """Return what an indicator is about, short and as newspapers say it: `penduduk`, `kemiskinan`, `IPM`.

    Whatever makes it another thing stays: solved cases are not all cases. `without` is a region's name that
    the topic need not repeat.
    """
    whole = _BY.sub("", _without(phrase(name), without)).strip(" ,-–")
    for pattern, topic_id, topic_en in _TOPICS:
        if pattern.fullmatch(whole):
            return topic_en if lang == "en" else topic_id
    plain = _without(phrase(name, short=True), without)
    plain = _BY.sub("", plain).strip(" ,-–") or plain
    plain = _COUNTING.sub("", plain) or plain
    for pattern, short in _PRICES:
        plain = pattern.sub(short, plain)
    return shorter(running_name(plain, lang))


@lru_cache(maxsize=4096)
def spoken_name(name: str, lang: str = "id", *, without: str = "") -> str:
    """Return an indicator's name for a sentence: its running name without brackets and classification."""
    text = _without(phrase(name), without)
    return running_name(_BY.sub("", text).strip(" ,-–>") or name, lang)


def _without(text: str, region: str) -> str:
    if not region:
        return text
    shorter = re.sub(rf"\s*\b(di\s+|in\s+|(?P<to>ke\s+))?{re.escape(region)}\b",
                     lambda found: found[0] if found["to"] else "", text, flags=re.IGNORECASE)  # fmt: skip
    return shorter.strip() or text


def capitalised(text: str) -> str:
    """Return the text with a capital first letter, the rest untouched."""
    if text[:1] == "“":
        return text[:1] + capitalised(text[1:])
    return text[:1].upper() + text[1:]


def join_names(names: Sequence[str], lang: str) -> str:
    """Return names as a list in words: `Benda`, `Benda dan Pinang`, `Benda, Pinang, dan Cipondoh`."""
    last = "dan" if lang == "id" else "and"
    if len(names) <= 2:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


_PARTS_EN = {
    "jenis kelamin": "sex", "kelompok umur": "age group", "umur": "age", "laki-laki": "male",
    "pria": "male", "perempuan": "female", "wanita": "female", "jenis": "type", "kategori": "category",
    "pendidikan": "education", "tingkat pendidikan": "level of education", "lapangan usaha": "industry",
    "agama": "religion", "status": "status", "negeri": "public", "swasta": "private", "perkotaan": "urban",
    "perdesaan": "rural", "lainnya": "other", "bulan": "month", "unit": "unit",
    "jenis kendaraan": "type of vehicle",
    # The nine elements of a satisfaction survey, PermenPANRB 14/2017, annex.
    "unsur": "element", "unsur pelayanan": "element of service", "persyaratan": "requirements",
    "sistem, mekanisme dan prosedur": "system, mechanism and procedure",
    "waktu penyelesaian": "time to completion", "waktu penyelesaian pelayanan": "time to completion",
    "biaya/tarif": "fees", "biaya / tarif": "fees",
    "produk spesifikasi jenis pelayanan": "product of the service",
    "produk layanan": "product of the service",
    "kompetensi pelaksana": "competence of staff", "perilaku pelaksana": "conduct of staff",
    "penanganan pengaduan, saran dan masukan": "handling of complaints and suggestions",
    "sarana dan prasarana": "facilities",
}  # fmt: skip


_SAYS_NOTHING = re.compile(
    r"(rincian|keterangan|uraian|kategori|kelompok|jenis|kolom|indikator|variabel|komponen|detail|category|type|"
    r"kind|group|description)",
    re.IGNORECASE,
)


def says_nothing(dimension: str) -> bool:
    """Tell whether a dimension has no name of its own: `rincian`, `uraian`."""
    return _SAYS_NOTHING.fullmatch(dimension.strip()) is not None


_INITIALS = re.compile(r"^(?P<long>.+?)\s*\((?P<short>[a-z]{2,7})\)")
_UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxyz]{4,}")
"""What has no vowel is no word but initials: `dpmptsp`."""
_ROMAN = re.compile(r"x{0,2}(?:ix|iv|v?i{1,3}|v)")
"""Numbers that classes and units are counted by, from i to xxix; no word is written so."""
_WORD = re.compile(r"[^\W\d_]+\d*")


@lru_cache(maxsize=4096)
def part_name(name: str, lang: str, *, of: str = "") -> str:
    """Return a dimension or one of its parts as it is called in a language; unknown names stay.

    `of` is the dimension of a part: those of places are names. Parts are kept in small letters;
    abbreviations get their capitals back: `SMP`, `(NIB)` after its words.
    """
    if of.casefold() in _OF_PARTIES and name == name.casefold():
        return _party(name)
    if of.casefold() in _OF_PEOPLE and name == name.casefold():
        return _titled(name)
    if of.casefold() in PLACES_OF_WORK and name == name.casefold() and not _KIND_OF_PLACE.match(name):
        return _titled(_WORD.sub(lambda word: _abbreviation(word[0]), name))
    usual = style_sheet()["short_parts"].get(_folded(name))
    if usual is not None:
        return str(usual[lang])
    if lang == "en":
        known = _PARTS_EN.get(name.casefold().replace(", dan ", " dan ")) or _in_english(name)
        if known:
            return known
    if name != name.casefold():
        return name
    said = _abbreviations_beside(_WORD.sub(lambda word: _abbreviation(word[0]), name))
    if _PROPER_NAME.match(name) and " " in name:
        said = _titled(said)
    found = _INITIALS.match(name)
    if found and _are_initials(found["short"], found["long"]):
        said = said.replace(f"({found['short']})", f"({found['short'].upper()})", 1)
    return said


_OF_PARTIES = frozenset({"partai", "partai politik", "nama partai", "nama partai politik", "parpol"})
_OF_PEOPLE = frozenset(
    {"calon", "pasangan calon", "nama calon", "nama pasangan calon", "paslon", "candidate"}
)
"""Dimensions whose parts are names: of parties, most of them initials, and of candidates."""
_LONGEST_PARTY_INITIALS = 3


def _party(name: str) -> str:
    """Return a party as it writes itself: `PAN`, `PDI Perjuangan`, `NasDem`; three letters are initials."""
    words = (
        "NasDem" if word == "nasdem"
        else word.upper() if len(word) <= _LONGEST_PARTY_INITIALS and word not in FUNCTION_WORDS
        else word
        for word in name.split(" ")
    )  # fmt: skip
    return _titled(" ".join(words))


def _in_english(name: str) -> str:
    """Return a part in English: as a phrase, as alternatives, with the abbreviation that it explains."""
    bare = re.sub(r"\s*\([^)]*\)", "", name)
    # A part with a name of its own keeps it: `Puskesmas Cigugur Tengah`.
    said = [translate(one.strip().casefold()) for one in bare.split("/")]
    found = _INITIALS.match(name.casefold())
    short = found["short"] if found and _are_initials(found["short"], found["long"]) else ""
    return "/".join(said) + (f" ({short.upper()})" if short else "") if all(said) else ""


PLACES_OF_WORK = frozenset(
    {
        "puskesmas", "rumah sakit", "sekolah", "pasar", "pelabuhan", "terminal", "stasiun", "bandara",
        "polsek", "polres", "objek wisata", "daya tarik wisata", "destinasi wisata", "perguruan tinggi",
        "universitas",
    }
)  # fmt: skip
"""Dimensions whose parts are places by their own names, which keep their capitals: `Way Halim`."""
_KIND_OF_PLACE = re.compile(
    r"(?:.* )?(?:negeri|swasta|umum|lainnya|lain|jumlah|total)$|tipe |kelas |tradisional|modern"
)


def _titled(name: str) -> str:
    """Return a name in small letters with capitals, but for the words between others."""
    return " ".join(
        word if word in FUNCTION_WORDS else word[:1].upper() + word[1:] for word in name.split(" ")
    )


def _folded(name: str) -> str:
    """Return a name in small letters without its commas, a mark in the place of each *dan*."""
    return " ".join(re.sub(r"[,;]|\bdan\b|\band\b|&", " ", name.casefold()).split())


_PROPER_NAME = re.compile(
    r"(?:dinas|badan(?! usaha)|kantor|kecamatan|kelurahan|rsud|rsu|rumah sakit(?= )|puskesmas|sekretariat|"
    r"inspektorat|satuan polisi|bagian|uptd?|pkm|tpa|tpst|rsia|candi|danau|waduk|pasar|terminal|"
    r"bandara|bandar udara|pelabuhan|stasiun|museum|"
    r"universitas|institut|politeknik|akademi|sekolah tinggi|mal pelayanan publik|kua|polres|polsek|"
    r"pdam|perumdam?|samsat|balai|klinik|lapas|rutan|kabupaten|kota|provinsi)"
    r"(?! (?:lain|swasta|negeri|besar|kecil|umum|tradisional|modern|utama|rakyat|induk|keliling|"
    r"pembantu|rawat|ikan|hewan)\b)\b"
)
"""How names of offices and places begin, whose words have capitals: `Dinas Perhubungan`."""


def _abbreviation(word: str) -> str:
    upper = word.upper()
    known = upper in ABBREVIATIONS and upper not in _ALSO_WORDS
    initials = known or _UNSPEAKABLE.fullmatch(word) or _ROMAN.fullmatch(word)
    return _SPELLED.get(upper, upper) if initials else word


_SPELLED = {"MTS": "MTs"}
"""Abbreviations that are not all capitals."""
_ALTERNATIVES = re.compile(r"\w+(?:/\w+)+")


def _abbreviations_beside(said: str) -> str:
    """Return a part with the capitals of what is a word elsewhere, and beside abbreviations none: `SD/MI`."""

    def alternatives(found: re.Match[str]) -> str:
        names = found[0].split("/")
        if not any(name.isupper() for name in names):
            return found[0]
        return "/".join(name.upper() if name.upper() in _ALSO_WORDS else name for name in names)

    return _ALTERNATIVES.sub(alternatives, said)


def _are_initials(short: str, text: str) -> bool:
    """Tell whether the letters of an abbreviation begin words of a text, in their order."""
    words = iter(re.findall(r"\w+", text.casefold()))
    return all(any(word.startswith(letter) for word in words) for letter in short)


_ALSO_WORDS = frozenset({"IT", "MA", "RA", "MI", "APS", "LF"})


def region_noun(level: RegionLevel | None, names: Iterable[str], codes: Iterable[str], lang: str) -> str:
    """Return what regions of a level are called together: `kecamatan`, `kabupaten/kota`, `kelurahan`."""
    if level is None:
        return "wilayah" if lang == "id" else "areas"
    if level == RegionLevel.REGENCY:
        kinds = {"kota" if name.casefold().startswith("kota ") else "kabupaten" for name in names}
        if lang == "en":
            return (
                {"kota": "cities", "kabupaten": "regencies"}[kinds.pop()]
                if len(kinds) == 1
                else ("regencies and cities")
            )
        return kinds.pop() if len(kinds) == 1 else "kabupaten/kota"
    if level == RegionLevel.VILLAGE:
        kinds = {"desa" if code.rpartition(".")[2].startswith("2") else "kelurahan" for code in codes}
        if lang == "en":
            return "villages"
        return kinds.pop() if len(kinds) == 1 else "desa/kelurahan"
    if lang == "en":
        return {RegionLevel.PROVINCE: "provinces", RegionLevel.DISTRICT: "districts"}.get(level, "countries")
    return {RegionLevel.PROVINCE: "provinsi", RegionLevel.DISTRICT: "kecamatan"}.get(level, "negara")


def listed_name(name: str) -> str:
    """Return a region's name as it stands in narrow lists and on maps: `Kab. Bekasi`."""
    return re.sub(r"^Kabupaten\b", "Kab.", name)


def short_region_names(names: Iterable[str]) -> dict[str, str]:
    """Return how each region may be called among the others: `Lebak` for Kabupaten Lebak, but not for a

    kabupaten that shares its name with a kota of the same set; a kota keeps its word.
    """
    return dict(_short_names(tuple(names)))


@lru_cache(maxsize=256)
def _short_names(names: tuple[str, ...]) -> dict[str, str]:
    """Return the short names of one set of regions, which many pictures of a page ask for."""
    cities = {name.casefold().removeprefix("kota ") for name in names if name.casefold().startswith("kota ")}
    short = {}
    for name in names:
        bare = _KABUPATEN.sub("", name)
        short[name] = name if bare.casefold() in cities else bare
    return short
