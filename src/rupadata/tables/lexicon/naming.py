"""Names that people read: indicators from titles and headers, dimensions from 'Menurut ...', categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from rupadata.glossary.column_keys import in_words
from rupadata.glossary.lexicon import read_words
from rupadata.model.region import Region, RegionLevel, level_of, parent_of
from rupadata.regions.gazetteer import is_within
from rupadata.regions.regions import Regions
from rupadata.regions.spelling import bare_name
from rupadata.tables.lexicon.cell_units import parse_unit, take_unit
from rupadata.tables.lexicon.periods import DAY_RANGE, find_period, period_of_cell
from rupadata.tables.lexicon.table_regions import find_home, short_names
from rupadata.tables.lexicon.table_words import (
    DISTRICTS,
    GENERIC_HEADERS,
    POLICE,
    TRANSPORT,
    VILLAGES,
    age_group,
    despace,
    fold,
    indonesian,
    is_english,
    known_category,
    strip_enumeration,
    word_set,
)
from rupadata.wording.vocabulary import FUNCTION_WORDS

FULL_NAMES: dict[str, str] = read_words()["full"]
"""Well-known short names, folded, as people spell them out."""

_ACRONYMS = frozenset(
    """
    pdrb pdb adhb adhk ipm ikg ihk tpt tpak tpk umkm kk lnprt pmtb icor apbd apbn pad dprd dpr pns asn
    tni polri wni wna pma pmdn
    sd smp sma smk ma mts mi slb paud tk ra ktp bpjs jkn pbi bpnt pkh kpm dtks ntp p0 p1 p2 ekg ba dpt
    skm ikm spm puskesmas nib imb siup ptsp pbg oss ispa dbd tbc hiv aids iud cfr ispu so2 no2 o3
    co2 co pm10 pm25 bumd bumdes bpd bps rtlh rth tps tpa tpi ump umr uptd rsud rsu
    ii iii iv vi vii viii ix xi xii diii div pdam pln sp2020 lf kb pus wus pkm posyandu_ upt opd ks rt rw
    kwh mwh bod cod tss tds
    """.replace("_", "").split()
).union(word for word in FULL_NAMES if len(word) <= 4 and word.isalnum()) - {
    "puskesmas",
    "posyandu",
    "ba",
    "ma",
    "mi",
    "ra",
    "ks",
    "sp2020",
    "lf",
    "jiwa",
}
_SHORTENED = word_set(
    "jml jmlh thn bln tgl dgn utk org klp kls krn tdk sdh blm dll dsb dst prsn pddk mhs ltr kec kel kab prov "
    "th dr jl rp kg ml bh lk pr sd km ds dg yg hr"
)
_SMALL = FUNCTION_WORDS | {"atas"}
_BASIS_SMALL = re.compile(r"\bAtas Dasar\b")


_UNSPEAKABLE = re.compile(
    r"(?![bdfgkp][lrh]|[ks]w|tr|sr|s[kptyhl]|kh|ny|ng|dw|th|own|egg|art|arm|ship)[bcdfghjklmnpqrstvwxyz]{2}[a-z]{1,2}|"
    r"(?!own|egg|art|arm|ons|eks)[aiueo](?!n[gs]|rs)[bcdfghjklmnpqrstvwxz]{2}"
)
"""Three or four letters that no word begins or ends with are initials: TKI, IKS, SHU."""
_GROWTHS = {"mom": "MoM", "mtm": "MtM", "yoy": "YoY", "ytd": "YtD", "qtq": "QtQ", "ctc": "CtC"}
"""Growth against the month, the year or the quarter before, as statisticians write it."""


def _part_case(part: str) -> str:
    """Return a word of a shouted or whispered text as titles write it; abbreviations stay capitals."""
    bare = re.sub(r"\W", "", part).casefold()
    if bare in _GROWTHS:
        return re.sub(r"\w+", _GROWTHS[bare], part)
    short = re.fullmatch(r"[bcdfghjklmnpqrstvwxz]{2,9}|(?=\D*\d)(?=\d*\D)[a-z\d]{2,5}", bare)
    short = short or _UNSPEAKABLE.fullmatch(bare)
    if bare in _ACRONYMS or (short and part.isupper() and bare not in _SHORTENED):
        return part.upper()
    return part[:1].upper() + part[1:].lower()


@lru_cache(maxsize=16384)
def people_case(text: str) -> str:
    """Return a snake, capital or lower case label in the way titles are written; mixed case stays as it
    is."""
    text = text.replace("_", " ") if " " not in text.strip() or "_" in text else text
    text = " ".join(text.split())
    letters = [mark for mark in text if mark.isalpha()]
    if not letters:
        return text
    mixed = any(mark.islower() for mark in letters) and any(mark.isupper() for mark in letters)
    if mixed and not shouts(text):
        return text
    words: list[str] = []
    for i, word in enumerate(text.split(" ")):
        if mixed and any(mark.islower() for mark in word):
            words.append(word)
            continue
        bare = re.sub(r"\W", "", word).casefold()
        if (bare in _SMALL and i) or bare in ("km2", "m2", "m3"):
            words.append(word.lower())
        elif re.fullmatch(r"\(\w{2,8}\)[,;:]?", word) and _are_initials(bare, words):
            words.append(word.upper())
        else:
            words.append("".join(_part_case(part) for part in re.split(r"([-/(])", word)))
    return _TWICE.sub(lambda said: f"{said[1]}-{said[1].lower()}", " ".join(words))


_TWICE = re.compile(r"\b([A-Z][a-z]{2,})-\1")
"""A word said twice, which is one word: 'Rata-rata', 'Buah-buahan'."""


def shouts(text: str) -> bool:
    """Tell whether a text of capitals only holds an odd word that is written otherwise: 'IMUNISASI
    DPT-HB-Hib PADA BAYI'. Abbreviations among small letters make none."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    loud = [word for word in words if word.isupper()]
    long = [word for word in loud if len(word) > _LONGEST_INITIALS and word.casefold() not in _ACRONYMS]
    return len(long) >= 2 and len(loud) * 4 >= len(words) * 3


_LONGEST_INITIALS = 5


def _are_initials(short: str, before: Sequence[str]) -> bool:
    """Tell whether a word in brackets shortens the words before it: 'Imunisasi Dasar Lengkap (IDL)'."""
    named = [word for word in before if word.casefold() not in _SMALL]
    return short == "".join(word[:1] for word in named[-len(short) :]).casefold()


def explained_by(initials: str, before: Sequence[str]) -> str:
    """Return the words before a bracket that its initials shorten: 'Angka Partisipasi Murni' before '(APM)';
    empty text where they shorten none."""
    tails = (before[at:] for at in reversed(range(len(before))) if before[at].casefold() not in _SMALL)
    return next((" ".join(tail) for tail in tails if _are_initials(initials.casefold(), tail)), "")


_TABLE_NUMBER = re.compile(
    r"^\s*(?:(?:tabel|table)\s*(?:/\s*(?:tabel|table))?\s*[\d.IVX]*[a-z]?\s*[.:\-–]?\s*|"
    r"\d+(?:\.\d+){1,3}\.?[a-z]?\s+)",
    re.I,
)
_LIST_NUMBER = re.compile(r"^\s*(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]\s+(?=[A-Za-z]{3})")
"""What numbers the tables of one sheet: 'A. Jumlah Masjid'."""
_TAG = re.compile(r"^\s*\[[^\]]{2,20}\]\s*")
_BY = re.compile(
    rf"\b(?:menurut|berdasarkan|dirinci(?: tiap)?|per(?=\s+(?:{DISTRICTS}|{VILLAGES}|"
    r"kabupaten|kelompok umur|umur|usia|jenis|kondisi|jenjang|kategori|agama|pekerjaan|"
    r"golongan darah)\b)|by)\b",
    re.I,
)
_REGION_TAIL = re.compile(
    r"(?:\s*[,\-–]?\s*"
    r"(?:(?<![^\W_])(?:(?:di|in|pada|se)(?![^\W_])-?|se(?=[^\W_]))|-)?\s*(?:wilayah\s+)?"
    rf"(?:(?:kabupaten|kab|kota|provinsi|propinsi|prov|{DISTRICTS})\b\.?)"
    r"\s+[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’-]*){0,3})(?=$|\s*[,;:(\[{/\n–—-]|"
    r"\s+(?:menurut|berdasarkan|tahun|atas|dan|dalam|akhir|tengah\s+tahun|bulan|pada|\d))",
    re.I,
)


@lru_cache(maxsize=8192)
def title_parts(regions: Regions, title: str) -> tuple[str, tuple[str, ...]]:
    """Return the indicator that a title names, and the dimensions it is broken down by ('Menurut X dan
    Y')."""
    text = _TAG.sub(
        "", title.replace("_", " ") if title.count("_") > 1 and " " not in title.strip() else title
    )
    text = text.replace("_", "/") if re.search(r"Kabupaten_Kota", text) else text
    text = re.sub(r"<[^>]+>", " ", text)
    kept: list[str] = []
    lines = [line for line in text.split("\n") if line.strip()]
    for line in [line for line in lines if period_of_cell(line) is None] or lines:
        if kept and is_english(line):
            break
        ends = bool(kept) and _BY.search(kept[-1]) is not None and _says_where_or_when(regions, line)
        kept.append(f"; {line}" if ends else line)
    text = _LIST_NUMBER.sub("", _TABLE_NUMBER.sub("", " ".join(kept)))
    text = _BASE_YEAR.sub(" ", indonesian(text))
    text, _ = take_unit(text)
    dimensions: tuple[str, ...] = ()
    by = _BY.search(text)
    if by:
        tail = text[by.end() :]
        text = text[: by.start()] + _what_follows(tail)
        dimensions = _dimension_names(tail)
    text = _clean(regions, text)
    if (
        (tag := _TAG.match(title))
        and tag[0].strip(" []").casefold() == "pdrb"
        and not re.search(r"pdrb|produk domestik", text, re.I)
    ):
        text = f"{people_case(text)} PDRB"
    if "_" in title:
        text = re.sub(r"\s+(?:jenis kelamin|kelompok umur|jk|kategori umur)$", "", text, flags=re.I)
    return expand(people_case(text)), dimensions


_BASE_YEAR = re.compile(r"\s+seri\s+(?:tahun\s+)?(?:19|20)\d\d\b", re.I)
"""What a table is counted on, not what it measures: 'PDRB Seri 2010 atas Dasar Harga Berlaku'."""


def _says_where_or_when(regions: Regions, line: str) -> bool:
    """Tell whether a line of a title below its breakdown only says where and when: 'DPMPTSP KABUPATEN
    SIJUNJUNG', 'SEMESTER I TAHUN 2023'; one that goes on with the breakdown says 'dan' or a breakdown."""
    if re.match(r"\s*(?:dan|serta|&|,)\b", line, re.I) or re.search(r"\bmenurut\b|\bjenis\b", line, re.I):
        return False
    return find_home(regions, line) is not None or find_period(line) is not None


def _what_follows(tail: str) -> str:
    """Keep what still belongs to the indicator after its breakdown: 'Menurut Lapangan Usaha Atas Dasar
    Harga Berlaku'."""
    match = re.search(r"\batas dasar harga (?:berlaku|konstan)(?: \d{4})?|\badh[bk](?: \d{4})?", tail, re.I)
    return " " + match[0] if match else ""


_HOME_AT_END = re.compile(
    r"(?<=\w)\s+(?:kabupaten|kab\.?|kota|provinsi)(?:\s+(?!dan\b|kota\b|kabupaten\b)[\w'’-]+){1,3}$", re.I
)
"""The home region behind a breakdown: 'Risiko Kota Padang'."""


def _dimension_names(tail: str) -> tuple[str, ...]:
    ends = r"\b(?:di|pada|tahun|dalam|yang|atas dasar|periode|posisi|keadaan|s\.?/?d\.?)\b|[,;:(\[{]|\d{4}"
    tail = re.split(ends, tail, flags=re.I)[0]
    tail = _HOME_AT_END.sub("", _REGION_TAIL.sub(" ", tail + " ").rstrip())
    tail = re.split(r"\bper (?:kecamatan|kelurahan|desa|kabupaten|bulan)", tail, flags=re.I)[0]
    tail = re.sub(
        r"\b(jenis|penggunaan|kondisi|status|bentuk|fungsi|kelas|ukuran)nya\b", r"\1", tail, flags=re.I
    )
    names = [fold(name) for name in re.split(r"\bdan\b|&|,", tail, flags=re.I) if name.strip()]
    return tuple(name for name in names if name and len(name) < 40)


_DANGLING = re.compile(
    r"\s*\b(?:(?<!akhir )(?<!tengah )(?<!awal )(?<!\d )"
    r"tahun(?: (?:anggaran|ajaran|pelajaran))?|t\.?a\.?|dirinci|"
    r"di (?:seluruh )?(?:wilayah|daerah|lingkungan)|bulan|di|ke|dari|asal|oleh|pada|per|menurut|dan|"
    r"atau|untuk|"
    r"dalam|dengan|keadaan|tanggal|"
    r"s\s*[./]\s*d|sampai(?: dengan)?|hingga|lanjutan tabel|lanjutan)\s*[,.:]*\s*$",
    re.I,
)
_YEARLY = re.compile(r"(?:^|\s)(?:laju|pertumbuhan|rata-rata)\b.*\bper tahun\b", re.I)


def _drop_dangling(text: str, yearly: bool) -> str:
    """Drop words that lead to nothing once period and region are gone; a yearly rate stays 'per Tahun'."""
    before = None
    while text != before:
        before, text = text, _DANGLING.sub("", text)
    return f"{text} per Tahun" if yearly and not re.search(r"\bper tahun\b", text, re.I) else text


_REPORTED = re.compile(
    r"\s*\buntuk (?:tahun|periode|masa)(?: anggaran)? yang berakhir\b.*|"
    r"^\s*laporan\s+(?:(?:harian|mingguan|bulanan)\s+)?"
    r"(?=\w+\s+\w)|"
    r"\s*\b(?:sampai dengan|s\.?/?d\.?)\s*(?=(?:bulan|triwulan|semester|tanggal)\b|\d{1,2}\s)",
    re.I | re.S,
)
"""What a report says of itself: 'Laporan ... untuk tahun yang berakhir 31 Desember 2023 dan 2022'."""


def _clean(regions: Regions, text: str) -> str:
    """Drop periods, regions, units and edge words from a title or header."""
    text = _REPORTED.sub(" ", DAY_RANGE.sub(" ", text))
    yearly = bool(_YEARLY.search(text))
    for _ in range(3):
        found = find_period(text)
        if found is None or not found.year or found.rest == text:
            break
        text = found.rest
    inner = ""
    while (
        (home := find_home(regions, text)) is not None
        and is_within(inner or home.code, home.code)
        and home.code != inner
    ):
        # "di Kecamatan Ngaglik, Kabupaten Sleman": a district, then the regency around it
        inner, text = home.code, _without_home(text, home)
    text = re.sub(r"\b(?:kabupaten\s*/\s*kota|kabupatenkota|kabupaten\s*/?)\s*$", " ", text, flags=re.I)
    text = re.sub(r"\(\s*\)|\[\s*\]|\{\s*\}", " ", text)
    text = _drop_dangling(text, yearly)
    text = re.sub(
        r"^\s*(?:rekapitulasi|rekap|(?:data|daftar|ringkasan|perkembangan|profil|monografi|informasi)(?=\s+(?:responden|jumlah|banyaknya|"
        r"persentase|harga|luas|nilai|produksi|volume|realisasi|rata-rata|populasi|indeks|angka|tingkat)\b))"
        r"\s+(?=\w)",
        "",
        text,
        flags=re.I,
    )
    text = _DATA_OF.sub("", text)
    text = re.sub(r"^\s*(?:lanjutan|continued)\b[:\s]*(?:tabel)?[\s\d.]*", "", text, flags=re.I)
    return " ".join(text.split()).strip(" ,;:-–─/.*")


def without_small_home(regions: Regions, name: str, home: str) -> str:
    """Return a name without the district or village that its whole table is of: 'Jumlah Penduduk Kecamatan
    Serpong' on a sheet of Serpong; regencies and provinces are known without their tables."""
    shorter = name
    while home and level_of(home) > RegionLevel.REGENCY:
        shorter = _without_home(shorter, regions.get(home))
        home = parent_of(home)
    return shorter or name


_DATA_OF = re.compile(
    r"^\s*data\s+(?!(?:pokok|dasar|umum|sektoral|statistik|pilah|agregat|induk|terpilah|kependudukan)\b)"
    r"(?=[^\W\d_]{3,})",
    re.I,
)
"""'Data' before what a title is of."""


def _without_home(text: str, home: Region) -> str:
    """Drop the region that a text speaks of, with the words that lead to it."""
    if re.search(rf"\b{TRANSPORT}\s+{re.escape(bare_name(home)[0])}\b", text, re.I):
        return text  # city buses are called after their city
    bare = re.sub(r"^(Kabupaten|Kota) ", "", home.name)
    # "Palangka Raya" is the Palangkaraya of the list.
    spelled = (r"\s?".join(map(re.escape, bare.replace(" ", ""))) if len(bare) > 5 else re.escape(bare),)
    names = "|".join((*spelled, *map(re.escape, short_names(home.code))))
    kinds = (
        rf"(?:provinsi|propinsi|kabupaten|kab|kota|{DISTRICTS}|{VILLAGES})\b\.?"
        r"(?:\s+(?:administrasi|administratif|adm)\b\.?)?"
    )
    # The police only says where something happened; members of a council are its own.
    police = rf"(?:(?:di\s+)?wilayah\s+hukum\s+)?{POLICE}\s+(?:{names})\b(?:\s+kota\b)?"
    text = re.sub(rf"\s*[,\-–]?\s*\b{police}", " ", text, flags=re.I)
    leads = r"(?:(?<![^\W_])(?:(?:di|in|pada|se)(?![^\W_])[\s-]*|se(?=[^\W_])))?(?:wilayah\s+)?"
    named = re.sub(rf"\s*[,\-–]?\s*{leads}(?:(?:{kinds})\s+|\b)(?:{names})(?=\W|$)", " ", text, flags=re.I)
    return (_REGION_TAIL.sub(" ", text + " ") if named == text else named).strip()


_PIVOT_WORDS = re.compile(r"^(?:sum|average|count|max|min) of\s+(?=\S)", re.I)
"""What a pivot table writes before the name of a field."""


@lru_cache(maxsize=16384)
def header_name(text: str) -> tuple[str, str]:
    """Return the name and the unit of an indicator from a header: 'Luas\\nArea (Ha)' gives ('Luas',
    'hektare')."""
    text = re.sub(r"(?<=[^\W\d_]{3})\((?=[^\W\d_]{3})", " (", despace(text))  # "IPM(indeks ...)"
    name, unit = take_unit(text)
    name = indonesian(name) if "\n" not in text else indonesian(take_unit_lines(text))
    name = strip_enumeration(name) or name
    name, second = take_unit(name)
    unit = unit or second
    density = re.match(
        r"(kepadatan penduduk)\s*(?:per|/)?\s*(?:km2|km persegi|km²|kilometer persegi)?$", name.strip(), re.I
    )
    if density:
        return people_case(density[1].lower()), "jiwa/km2" if unit in ("", "km2", "jiwa", "persen") else unit
    name = _drop_marks(name).strip(" .:;,")
    name = _PIVOT_WORDS.sub("", name)
    if text.lstrip().startswith("%") and unit == "persen" and name:
        name = f"persentase {name}" if name.islower() else f"Persentase {people_case(name)}"
    if re.match(r"laju|pertumbuhan|rata-rata|kenaikan|penurunan|perubahan|selisih", name, re.I):
        name = re.sub(r"[\s,(]*(?:19|20)\d\d\s*[-–─]\s*(?:19|20)\d\d\)?$", "", name)
    folded = fold(name)
    if folded in FULL_NAMES:
        return FULL_NAMES[folded], unit
    told = people_case(in_words(name))
    told = re.sub(r"\brata rata\b", "rata-rata", told, flags=re.I) if "ata " in told else told
    return told if re.match(r"[a-z][A-Z]", told) else told[:1].upper() + told[1:], unit  # pH stays pH


def _drop_marks(text: str) -> str:
    """Drop footnote marks at the end: 'Padi 1)', 'Jagung*', 'Kedelai²'; '(P1)' stays."""
    text = re.sub(r"\*+\)?$|[¹²³⁴⁵]+\)?$", "", text.strip())
    if not text.islower() and not text.isupper():
        text = re.sub(r"(?<=[A-Za-z]{4})[1-9]\)?$", "", text)  # a superscript: "Penduduk1"
    if text.count("(") < text.count(")"):
        text = re.sub(r"\s*(?:\d|[a-z])\)$", "", text)
    return text


def take_unit_lines(text: str) -> str:
    """Return a header of several lines without unit brackets, line breaks kept."""
    return "\n".join(take_unit(line)[0] for line in text.split("\n"))


_MEASURED = re.compile(
    r"jumlah|banyak|persen|rasio|rata|kepadatan|laju|luas|distribusi|produksi|indeks|tingkat|angka|nilai|"
    r"proporsi|harga|total"
)


_OWN_SUBJECT = re.compile(
    r"(?:jumlah|persentase|rasio|laju|distribusi|kepadatan|indeks|tingkat|angka|garis|rata|jarak|tinggi)\b"
)


_SHORT_NAME = re.compile(r"\s*\(([A-Za-z]+)\)$")


@lru_cache(maxsize=4096)
def with_qualifier(column: str, title: str, beside: frozenset[str] = frozenset()) -> str:
    """Complete a short column name by a title that lists several: 'Guru' of 'Jumlah Sekolah, Guru, dan
    Murid SD'. `beside` are the folded names of all columns: what one of them says in full ('Kerugian
    Material') is no end that the others share."""
    items = [item.strip() for item in re.split(r",\s*(?:dan\s+)?|\s+dan\s+", title) if item.strip()]
    if len(items) < 2:
        return column
    short = _SHORT_NAME.search(items[-1])
    if short and not explained_by(short[1], items[-1][: short.start()].split()):
        items[-1] = items[-1][: short.start()]  # "(LAMPID)" shortens the whole list, "(SD)" its last thing
    counted = re.match(r"(?:jumlah|banyaknya)\s+", items[0], re.I)
    items[0] = items[0][counted.end() :] if counted else items[0]
    own = fold(column)
    last = fold(items[-1])
    if last != own and last in {re.sub(r"\s*\([^)]*\)", "", name) for name in beside}:
        return (
            f"Jumlah {column}" if counted and not _MEASURED.match(own) and own in map(fold, items) else column
        )
    heads = [fold(item) for item in items[:-1]]
    qualifier = ""
    if own in heads or last.startswith(own):
        shared = next((h for h in [own, *heads] if last.startswith(h + " ")), "")
        first_word = last.split(" ")[0]
        size = len(shared) if shared else len(first_word)
        qualifier = items[-1][size:].strip()
        if not shared and (first_word == last or (own not in heads and first_word != own)):
            qualifier = ""  # "Jumlah Desa" of "... Jumlah Desa/Kelurahan" is whole
    if own not in heads and not last.startswith(own):
        return column
    if own in heads and fold(qualifier).startswith("yang "):
        qualifier = ""  # "Pelanggan dan Air yang Disalurkan" says of the water alone what is done
    if own in heads and len(own.split()) > 1 and last.split(" ")[0] == own.split()[0]:
        qualifier = ""  # "Kendaraan Bermotor dan Kendaraan Umum": each says in full what it is
    if not last.startswith(own) and _OWN_SUBJECT.match(last):
        return column  # "Rasio Jenis Kelamin" after a comma says nothing of "Kepadatan Penduduk"
    if fold(qualifier).startswith(own):
        name = qualifier  # "Sekolah" of "... Sekolah Dasar" is "Sekolah Dasar"
    else:
        name = f"{column} {qualifier}".strip() if qualifier and fold(qualifier) not in own else column
    return f"Jumlah {name}" if counted and not _MEASURED.match(own) else name


_JOINED = re.compile(rf"\b(?:{'|'.join(map(re.escape, read_words()['joined']['names']))})\b", re.IGNORECASE)
_BOND = "\ue000"


@lru_cache(maxsize=4096)
def bind(text: str) -> str:
    """Return a text in which the 'dan' within a name parts no list: 'Pajak Bumi dan Bangunan' is one
    thing."""
    return _JOINED.sub(lambda name: re.sub(r"\s+dan\s+", _BOND, name[0], flags=re.I), text)


def unbind(text: str) -> str:
    """Return a text that was bound as people read it."""
    return text.replace(_BOND, " dan ")


class ListInTitle(Struct, frozen=True):
    """What a title says before and behind the things that it lists, and these, folded."""

    head: str
    tail: str
    items: frozenset[str]

    def name(self, item: str) -> str:
        """Return what is measured of one of the things: 'Persentase Ruang Kelas SD dalam Kondisi Baik'."""
        return f"{self.head} {item}{self.tail}"


_IDLE_HEAD = re.compile(
    r"(?:jumlah|banyaknya|banyak|data|perkembangan|statistik|rekap(?:itulasi)?|laporan|profil|informasi|"
    r"persentase|rata-rata|total|indeks|indikator|capaian|realisasi|target|keadaan|kondisi)(?: dan \w+)?",
    re.IGNORECASE,
)


def find_list(title: str, names: Iterable[str]) -> ListInTitle | None:
    """Return the list of a title whose things head the columns, where the title says before it of what they
    are kinds: 'SD' and 'SMP' of 'Kondisi Ruang Kelas SD dan SMP'. None without one.

    A list of measures is none, nor one behind 'Jumlah' alone: its things are what is counted.
    """
    heads = sorted({name for name in names if name and not _MEASURED.search(fold(name))}, key=len)[::-1]
    if len(heads) < 2:
        return None
    item = "|".join(map(re.escape, heads))
    match = re.fullmatch(
        rf"(?P<head>\S.*?\w)\s+(?P<list>(?:{item})(?:(?:\s*,\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s*&\s*|/)"
        rf"(?:{item}))+)(?P<tail>|\s.*)",
        title,
        re.IGNORECASE,
    )
    if match is None or _IDLE_HEAD.fullmatch(match["head"]) or "," in match["head"]:
        return None
    items = re.findall(rf"(?:{item})(?![\w-])", match["list"], re.IGNORECASE)
    return ListInTitle(match["head"], match["tail"], frozenset(map(fold, items)))


@lru_cache(maxsize=16384)
def expand(name: str) -> str:
    """Spell out a well-known short name as a whole ('TPK'), and price bases inside a name."""
    folded = fold(name)
    if folded in FULL_NAMES:
        return FULL_NAMES[folded]
    name = re.sub(r"\bADHB\b", "Atas Dasar Harga Berlaku", name)
    name = re.sub(r"\bADHK\b", "Atas Dasar Harga Konstan", name)
    return " ".join(name.split())


@lru_cache(maxsize=16384)
def category_name(text: str) -> str:
    """Return a category as dimensions carry it: lower case, without numbering, footnote marks and English
    half."""
    plain = indonesian(despace(text))
    age = age_group(plain)
    if age:
        return age
    known = known_category(plain)
    if known:
        return known[1]
    plain = re.sub(r"^\s*(?:[A-Z](?:\s*,\s*[A-Z])*\.?\s+)(?=[A-Z][a-z])", "", plain)
    plain = strip_enumeration(plain) or plain
    plain = _drop_marks(plain).replace("_", " ")
    name, unit = take_unit(plain)
    if unit and name:
        plain = name
    return " ".join(plain.split()).strip(" .:;,").lower()


@lru_cache(maxsize=4096)
def dimension_name(header: str) -> str:
    """Return the dimension that a header names, empty text when it names none ('Uraian', 'Rincian')."""
    plain = indonesian(despace(header))
    plain, _ = take_unit(plain)
    plain = plain.replace("_", " ")
    folded = fold(plain)
    if not folded or folded.replace(" ", "_") in GENERIC_HEADERS or parse_unit(folded):
        return ""
    folded = re.sub(r"^(?:nama|kategori|kode) (?=umur|usia)", "kelompok ", folded)
    folded = re.sub(r"^(?:nama|kategori) ", "", folded)
    folded = re.sub(r"^(?:kategori )?pdrb ", "", folded)
    folded = re.sub(r" per (?:kecamatan|kelurahan|desa|kabupaten.*)$", "", folded)
    if folded in ("sex", "gender", "jk", "kelamin", "jenis kelamin/gender"):
        return "jenis kelamin"
    if folded in ("umur", "usia", "golongan umur", "kelompok usia", "age group", "gol umur"):
        return "kelompok umur"
    if folded in ("lapangan usaha/industry", "industry", "lapangan usaha", "sektor lapangan usaha"):
        return "lapangan usaha"
    return folded


_KINDS = word_set("jenis kategori status kelompok golongan nama bentuk tipe klasifikasi uraian rincian")


@lru_cache(maxsize=4096)
def is_kind_of(dimension: str, name: str) -> bool:
    """Tell whether a breakdown is of what a name measures: 'Jenis Jamkes' of '% Penerima Jamkes'."""
    words = fold(dimension).replace("_", " ").split()
    telling = set(words) - _KINDS
    return (
        len(telling) < len(words) and bool(telling) and telling <= set(fold(name).replace("_", " ").split())
    )
