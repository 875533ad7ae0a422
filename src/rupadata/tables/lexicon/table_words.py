"""The words of Indonesian statistical tables: totals, months, categories, what a column header names."""

from __future__ import annotations

import re
from functools import lru_cache

from rupadata.regions.spelling import DISTRICT_WORDS, VILLAGE_WORDS


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


TOTAL_WORDS = word_set("""
    jumlah total grand_total jumlah/total total/jumlah jumlah total_jumlah subtotal sub_total jumlah_total
    keseluruhan seluruhnya semua gabungan l+p p+l laki-laki+perempuan laki-laki_+_perempuan lk+pr
    laki-laki_dan_perempuan perempuan+laki-laki total_keseluruhan jumlah_keseluruhan jumlah_seluruhnya
    semua_umur semua_kelompok_umur all_ages semua_golongan jml semuanya jumlah_semua grand_jumlah total_umum
    perkotaan+perdesaan perkotaan+pedesaan perkotaan_dan_perdesaan perkotaan_dan_pedesaan
    perdesaan+perkotaan urban+rural kota+desa desa+kota perkotaan/perdesaan
    rata-rata rata-rata/average average rerata sum
    tahunan setahun annual total_pdrb pdrb pdrb_/_grdp pdrb/grdp produk_domestik_regional_bruto
    produk_domestik_regional_bruto_(pdrb) produk_domestik_bruto pdb gdp grdp jumlah_pdrb
    produk_domestik_regional_bruto_dengan_migas total_pdrb_pengeluaran semua_jenis semua_sektor
    """)
"""Labels that sum over a breakdown, folded and with `_` for spaces."""

MONTHS = {
    "januari": 1,
    "january": 1,
    "jan": 1,
    "februari": 2,
    "february": 2,
    "feb": 2,
    "pebruari": 2,
    "peb": 2,
    "maret": 3,
    "march": 3,
    "mar": 3,
    "mrt": 3,
    "april": 4,
    "apr": 4,
    "mei": 5,
    "may": 5,
    "juni": 6,
    "june": 6,
    "jun": 6,
    "juli": 7,
    "july": 7,
    "jul": 7,
    "agustus": 8,
    "august": 8,
    "agt": 8,
    "agu": 8,
    "ags": 8,
    "aug": 8,
    "agus": 8,
    "september": 9,
    "sep": 9,
    "sept": 9,
    "oktober": 10,
    "october": 10,
    "okt": 10,
    "oct": 10,
    "november": 11,
    "nopember": 11,
    "nov": 11,
    "nop": 11,
    "desember": 12,
    "december": 12,
    "des": 12,
    "dec": 12,
}

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

CATEGORIES: dict[str, tuple[str, str]] = {}
"""Folded label to (dimension, category) for breakdowns that are the same everywhere."""
for _dimension, _groups in {
    "jenis kelamin": {
        "laki-laki": "laki-laki laki_laki laki_-_laki l lk lelaki pria male laki-laki/male laki2 laki "
        "laki-laki_(l) men",
        "perempuan": "perempuan p pr wanita female perempuan/female perempuan_(p) women",
        "laki-laki atau perempuan": "laki-laki_atau_perempuan laki_laki_atau_perempuan l_atau_p l/p "
        "pria_atau_wanita",
    },
    "daerah": {
        "perkotaan": "perkotaan urban perkotaan/urban",
        "perdesaan": "perdesaan pedesaan rural perdesaan/rural",
    },
    "kewarganegaraan": {"wni": "wni", "wna": "wna"},
    "status sekolah": {"negeri": "negeri negeri/public", "swasta": "swasta swasta/private"},
    "status penanaman modal": {"pma": "pma", "pmdn": "pmdn"},
}.items():
    for _name, _spellings in _groups.items():
        for _spelling in _spellings.split():
            CATEGORIES[_spelling.replace("_", " ").strip()] = (_dimension, _name)

AGAINST_BEFORE = "|".join(rf"{part} ?-?(?:to|on|t|o)-? ?{part}" for part in "mqyc")
"""Growth against the month, the quarter, the year or the part of the year before, as statistics offices
shorten it, folded: m-to-m, q-to-q, y-on-y, yoy, c-to-c."""
UNNAMED = "rincian"
"""The breakdown of categories that neither a header nor a title gives a name."""

ENGLISH = word_set("""
    the of and by in for to from at with on per year years month months total male female sex gender
    population
    district districts subdistrict subdistricts sub-district village villages regency municipality
    regency/municipality
    city province percentage percent percentages rate rates number numbers area growth density ratio
    index source note notes
    table age group groups industry agriculture forestry fishing mining quarrying manufacturing
    electricity gas
    water supply sewerage waste construction wholesale retail trade repair transportation storage
    accommodation food
    service services activities information communication financial insurance real estate business public
    administration defence education health social work other others gross regional domestic product
    constant current
    market prices price expenditure household government consumption export import exports imports
    january february
    march may june july august october december quarter first second third fourth school schools student
    students
    teacher teachers pupil pupils hospital physician nurse midwife kind type types status level
    household households
    member members employed unemployed labour labor force working worker people person persons poor
    poverty line
    urban rural amount value production harvested yield crop crops livestock poultry fish vehicle
    vehicles road length
    surface condition good damaged medium bridge hotel room rooms guest guests tourist tourists foreign
    domestic
    score scores categories tourism object objects visitor visitors tourist tourists
    subject indicator unit units category description main result results end mid mid-year annual average mean
    private state junior senior high elementary kindergarten university college islamic marriage divorce
    births birth deaths
    death infant maternal fertility mortality migration migrant income revenue budget balance fund funds
    tax taxes
    investment credit deposit loans bank inflation consumer cost growth percentage share distribution
    planted paddy rice
    maize corn soybean vegetables fruit fruits horse cattle buffalo goat sheep pig chicken duck eggs milk meat
    temples mosque church fully not never attending graduated completed certificate attainment educational
    participation unemployment ever married single widowed civil servants rank members member parliament party
    commission court cases case crime accident accidents fire disaster flood victims crossing flights
    departure arrival
    passenger passengers cargo loading unloading ship ships port airport railway station post office
    telephone internet
    customers customer capacity installed sold produced distribution river rivers mountain island
    islands name names
    location longitude latitude altitude slope forest protected conversion plantation estate smallholder
    land use owner building using waqf present right decision letter sector primary secondary tertiary
    religion
    islam protestant catholic hindu buddhist confucian classification buying bought sold sale sales
    height altitude distance capital rainfall temperature humidity wind speed pressure rainy days day
    """) - {"status", "hotel", "unit", "hindu", "islam", "index", "kind"}

GENERIC_HEADERS = word_set("""
    uraian rincian keterangan indikator variabel jenis_data item deskripsi data dim1 dim2 dim3 dim4
    kategori nama komponen elemen_data nama_elemen nama_elemen_data uraian_data nama_indikator jenis_elemen
    kelompok jenis elemen nama_data label name category description indicator variable parameter
    """)

LEVEL_WORDS = {
    "provinsi": 1,
    "propinsi": 1,
    "prov": 1,
    "prop": 1,
    "province": 1,
    "kabupaten": 2,
    "kab": 2,
    "kota": 2,
    "kabkota": 2,
    "kabkot": 2,
    "kabupatenkota": 2,
    "regency": 2,
    "municipality": 2,
    "kokab": 2,
    "kotakab": 2,
    "kecamatan": 3,
    "kec": 3,
    "distrik": 3,
    "kapanewon": 3,
    "kemantren": 3,
    "subdistrict": 3,
    "district": 3,
    "desa": 4,
    "kelurahan": 4,
    "kel": 4,
    "desakelurahan": 4,
    "kelurahandesa": 4,
    "deskel": 4,
    "village": 4,
    "kd": 4,
    "nagari": 4,
    "keldes": 4,
    "gampong": 4,
    "kampung": 4,
    "kalurahan": 4,
    "pekon": 4,
    "lembang": 4,
    "tiyuh": 4,
}
"""Words that name a level of administration in a header, with the level."""
DISTRICTS, VILLAGES = DISTRICT_WORDS, VILLAGE_WORDS
"""What districts and villages are called over the country, for patterns."""

POLICE = r"polres(?:ta(?:bes)?)?(?:\s+metro)?"
OFFICES = (
    rf"{POLICE}|rsud|bps|pdam|bpbd|bnn[kp]|kpu|bawaslu|dprd|baznas|kejari|kemenag|"
    r"diskominfo|disdukcapil|dukcapil|dinkes|dinsos|dishub|disdik|disnaker|disperindag|distan|dpm-?ptsp|dlh|"
    r"bappeda|bapenda|bkpsdm|pengadilan\s+(?:negeri|agama)|kejaksaan\s+negeri"
)
"""Short names of offices that bear the name of their region, for patterns: 'Polres Jember'."""
TRANSPORT = r"trans(?:\s+metro)?"
"""What city buses are called before the name of their city: 'Trans Semarang'."""

REGION_WORDS = word_set("wilayah daerah region area lokasi nama_wilayah wil")
CODE_WORDS = word_set("kode kd code id_wilayah kodewilayah kdprov kdkab kdkec")

_SEPARATORS = re.compile(r"[\s_]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a label for comparing: lower case, one space between words, marks of footnotes gone."""
    text = text.replace("\u00a0", " ").casefold().replace("–", "-").replace("—", "-").replace("─", "-")
    text = re.sub(r"(?<=[^\d\s])\s*[\*¹²³⁴⁵]+\)?$|\s+\d\)$", "", text)
    text = re.sub(r"\s*([/+])\s*", r"\1", text)
    return _SEPARATORS.sub(" ", text).strip(" .,:;")


@lru_cache(maxsize=65536)
def is_total(text: str) -> bool:
    """Tell whether a label sums over a breakdown: Jumlah, Total, Semua Umur, Laki-laki+Perempuan."""
    folded = fold(despace(indonesian(text)))  # "P D R B"
    if folded.replace(" ", "_") in TOTAL_WORDS or fold(text).replace(" ", "_") in TOTAL_WORDS:
        return True
    return sums_categories(folded) or bool(
        re.fullmatch(
            r"(grand |sub ?)?(total|jumlah)( (total|jumlah|semua|seluruh\w*|keseluruhan))?\s*(\(.*\))?",
            folded,
        )
    )


def sums_categories(folded: str) -> bool:
    """Tell whether a label puts all categories of one breakdown together: '(Negeri+Swasta)', 'Perkotaan &
    Perdesaan'."""
    parts = re.split(r"\s*[+&]\s*|\s+dan\s+", re.sub(r"^\((.*)\)$", r"\1", folded.strip()))
    known = [CATEGORIES.get(part.strip(" ()")) for part in parts]
    found = {category for category in known if category is not None}
    return (
        len(parts) > 1 and None not in known and len(found) == len(parts) and len({d for d, _ in found}) == 1
    )


def is_place_total(text: str) -> bool:
    """Tell whether a label in a column of regions sums over them; Tahunan is a district of Jepara."""
    folded = fold(text)
    return folded != "tahunan" and (is_total(text) or _WHOLE_OF_FORM.fullmatch(folded) is not None)


_WHOLE_OF_FORM = re.compile(
    r"\(?kab(?:upaten)?\.?/ ?kota\)?|"
    r"(?:jumlah|total) (?:se-? ?)?(?:kab(?:upaten)?\.?(?:/ ?kota)?|kota|provinsi)"
)
"""What a form that all regencies and cities fill in writes for the one that did: 'KABUPATEN/KOTA'."""


_LEVEL_PREFIX = re.compile(
    rf"^(?:\d+[.)]?\s*)?((?:{DISTRICTS}|{VILLAGES}|kabupaten|kab|provinsi|prov)\.?|kota)\s+\S",
    re.I,
)
_SUM_OF = re.compile(
    r"^(?:sub ?)?(?:jumlah|jml|total)\.?\s+"
    rf"(?=(?:{DISTRICTS}|{VILLAGES}|kabupaten|kab|kota|provinsi)\b\.?\s+\w)",
    re.I,
)
"""What stands before the name in the sum of one region: 'JUMLAH KEC. PLANTUNGAN'."""


def without_sum(label: str) -> str:
    """Return the region that a label gives the sum of, the label itself where it names none."""
    return _SUM_OF.sub("", label)


def named_level(label: str) -> int:
    """Return the level that the first word of a label says: 3 for 'Kec. Ciledug', 0 where it says none."""
    match = _LEVEL_PREFIX.match(label)
    return LEVEL_WORDS[match[1].casefold().rstrip(".")] if match else 0


OF_PRICES = re.compile(
    r"\b(?:inflasi|deflasi|ihk|indeks harga (?:konsumen|produsen|perdagangan))\b", re.IGNORECASE
)
WHOLE_OF_PRICES = frozenset(
    {"umum", "umum/headline", "umum (headline)", "headline", "inflasi umum", "ihk umum"}
)
"""What a table of price changes calls all groups of goods together."""


def is_average(text: str) -> bool:
    """Tell whether a total label is an average instead of a sum."""
    return bool(re.search(r"rata|rerata|average|mean", text.casefold()))


@lru_cache(maxsize=65536)
def known_category(text: str) -> tuple[str, str] | None:
    """Return the dimension and category of a label that means the same everywhere, else None."""
    folded = fold(indonesian(text))
    found = CATEGORIES.get(folded) or CATEGORIES.get(fold(text))
    if found:
        return found
    age = age_group(text)
    return ("kelompok umur", age) if age else None


_AGE = re.compile(
    r"(?:umur |usia )?0*(\d{1,3})\s*(?:-|–|—|─|s/d|sd|to)\s*0*(\d{1,3})(?: ?(?:tahun|thn|th|years?))?"
)
_AGE_FROM = re.compile(r"(?:umur |usia )?(?:≥|>=)\s*(\d{2})(?: ?(?:tahun|thn|th))?")
_AGE_OPEN = re.compile(
    r"(?:umur |usia )?(?:≥|>=|>)?\s*0*(\d{1,3})\s*(\+|tahun ke atas|thn ke atas|ke atas|and over|"
    r"tahun keatas|dan lebih)(?:.*)"
)


@lru_cache(maxsize=65536)
def age_group(text: str) -> str:
    """Return an age group in its plain form (0-4, 75+), or empty text."""
    folded = " ".join(text.casefold().replace("\u00a0", " ").split())
    if match := _AGE.fullmatch(folded):
        low, high = int(match[1]), int(match[2])
        return f"{low}-{high}" if low < high <= 120 else ""
    if match := _AGE_FROM.fullmatch(folded):
        return f"{int(match[1])}+"
    if (match := _AGE_OPEN.fullmatch(folded)) and 10 <= int(match[1]) <= 110:
        return f"{int(match[1])}+"
    return ""


_ENGLISH_ENDING = re.compile(
    r"[a-z]{2}(?:tion|tions|ities|ity|ment|ments|ness|ship|ture|ght|ively|ical|ology|ers|eries|ery)$"
)


def is_english(text: str) -> bool:
    """Tell whether a phrase is the English half of a bilingual label."""
    words = re.findall(r"[a-z\-]+", text.casefold())
    known = sum(word in ENGLISH or bool(_ENGLISH_ENDING.search(word)) for word in words)
    return bool(words) and known * 2 >= len(words) and known > 0


@lru_cache(maxsize=65536)
def indonesian(text: str) -> str:
    """Return the Indonesian half of a bilingual label: 'Laki-laki/Male' gives 'Laki-laki'."""
    text = re.sub(r"<[^>]{1,40}>", " ", text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    kept: list[str] = []
    for line in lines:
        if kept and is_english(line):
            break
        kept.append(line)
    text = " ".join(kept)
    parts = re.split(r"\s*/\s*", text)
    if len(parts) > 1:
        for i in range(1, len(parts)):
            if all(is_english(part) for part in parts[i:]) and not is_english(parts[i - 1]):
                return " / ".join(parts[:i]) if i > 1 else parts[0]
            if all(is_english(part) for part in parts[i:]) and i == 1:
                return parts[0]
    return text


def despace(text: str) -> str:
    """Join letters that were spaced for looks: 'U r a i a n' gives 'Uraian'."""
    letters = text.split()
    return "".join(letters) if len(letters) > 3 and all(len(letter) == 1 for letter in letters) else text


PATH = " > "
"""What parts the names in a label that says its whole path: 'Pendapatan > Pajak > Hotel'."""


def strip_enumeration(text: str) -> str:
    """Drop a leading number or letter: '01. Surodinawan', 'a. ADHB', '1) Padi', '- Hotel', and the codes of
    accounts: 'A. 1. a. Tanaman Pangan', 'M,N. Jasa Perusahaan'."""
    if coded := _ACCOUNT.match(text):
        return text[coded.end() :].strip()
    return re.sub(
        r"^\s*(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\s*[.)]+(?:\d+[.)]?)*\s*|[-•–·]\s+)(?=\D|\d{4,})",
        "",
        text,
    ).strip()


_ACCOUNT = re.compile(
    r"\s*[A-Z](?:\s*,\s*[A-Z])*\.(?:\s*(?:\d{1,2}|[a-z])\.)+\s*(?=[^\W\d_]{2})|"
    r"\s*[A-Z](?:\s*,\s*[A-Z])+\.\s*(?=[^\W\d_]{2})"
)


def enumeration(text: str) -> str:
    """Return the kind of a leading enumeration: `letter`, `number`, `dash`, or empty text."""
    if re.match(r"^\s*\(?[a-zA-Z]\s*[.)]\s*\S", text):
        return "letter"
    if re.match(r"^\s*\(?\d{1,3}\s*[.)]\s*\S", text):
        return "number"
    if re.match(r"^\s*[-•–·]\s+\S", text):
        return "dash"
    return ""
