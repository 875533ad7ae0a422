"""Units, told by titles and headers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rupadata.glossary import Glossary, load_glossary
from rupadata.glossary.kinds import tell_kind
from rupadata.model.observations import RANK
from rupadata.tables.lexicon.table_words import word_set

_SCALES = {
    "ribu": "ribu",
    "ribuan": "ribu",
    "000": "ribu",
    "1000": "ribu",
    "1.000": "ribu",
    "thousand": "ribu",
    "juta": "juta",
    "jutaan": "juta",
    "million": "juta",
    "milyar": "miliar",
    "miliar": "miliar",
    "milyard": "miliar",
    "billion": "miliar",
    "triliun": "triliun",
    "trilyun": "triliun",
    "trillion": "triliun",
    "ratus": "ratus",
    "puluh": "puluh",
}

_UNITS = {
    "jiwa": "jiwa",
    "orang": "orang",
    "people": "jiwa",
    "persons": "orang",
    "person": "orang",
    "org": "orang",
    "penduduk": "jiwa",
    "rupiah": "rupiah",
    "rp": "rupiah",
    "rp.": "rupiah",
    "idr": "rupiah",
    "us$": "US$",
    "usd": "US$",
    "persen": "persen",
    "%": "persen",
    "percent": "persen",
    "prosen": "persen",
    "persentase": "persen",
    "ha": "hektare",
    "hektar": "hektare",
    "hektare": "hektare",
    "are": "are",
    "km": "km",
    "km2": "km2",
    "km²": "km2",
    "kilometer": "km",
    "m": "m",
    "m2": "m2",
    "m²": "m2",
    "m3": "m3",
    "m³": "m3",
    "meter": "m",
    "mdpl": "m dpl",
    "ton": "ton",
    "tons": "ton",
    "kg": "kilogram",
    "kilogram": "kilogram",
    "kuintal": "kuintal",
    "kwintal": "kuintal",
    "kw": "kuintal",
    "ku": "kuintal",
    "liter": "liter",
    "ltr": "liter",
    "butir": "butir",
    "ekor": "ekor",
    "unit": "unit",
    "buah": "buah",
    "bh": "buah",
    "tahun": "tahun",
    "years": "tahun",
    "year": "tahun",
    "bulan": "bulan",
    "hari": "hari",
    "days": "hari",
    "jam": "jam",
    "menit": "menit",
    "detik": "detik",
    "dt": "detik",
    "det": "detik",
    "indeks": "indeks",
    "index": "indeks",
    "poin": "poin",
    "rasio": "rasio",
    "keluarga": "keluarga",
    "kk": "keluarga",
    "rumah tangga": "rumah tangga",
    "rt": "rumah tangga",
    "ruta": "rumah tangga",
    "desa": "desa",
    "kelurahan": "kelurahan",
    "kecamatan": "kecamatan",
    "sekolah": "sekolah",
    "kasus": "kasus",
    "dokumen": "dokumen",
    "pohon": "pohon",
    "batang": "batang",
    "tangkai": "tangkai",
    "lembar": "lembar",
    "paket": "paket",
    "kwh": "kWh",
    "mwh": "MWh",
    "mw": "MW",
    "gwh": "GWh",
    "kva": "kVA",
    "mva": "MVA",
    "sambungan rumah": "sambungan rumah",
    "sr": "sambungan rumah",
    "kpm": "KPM",
    "rit": "rit",
    "watt": "watt",
    "va": "VA",
    "mm": "mm",
    "°c": "°C",
    "celsius": "°C",
    "derajat celsius": "°C",
    "mbar": "mbar",
    "mb": "mbar",
    "knot": "knot",
    "kapita": "kapita",
    "kap": "kapita",
    "siswa": "siswa",
    "guru": "guru",
    "murid": "murid",
    "anak": "anak",
    "bayi": "bayi",
    "mahasiswa": "mahasiswa",
    "pelanggan": "pelanggan",
    "perusahaan": "perusahaan",
    "usaha": "usaha",
    "gram": "gram",
    "\u03bcg": "\u00b5g",  # casefold makes a Greek letter of the sign
    "ug": "\u00b5g",
    "kalori": "kilokalori",
    "kkal": "kilokalori",
    "rumpun": "rumpun",
    "petak": "petak",
    "kelas": "kelas",
    "tempat tidur": "tempat tidur",
    "kamar": "kamar",
    "kunjungan": "kunjungan",
    "laporan": "laporan",
    "izin": "izin",
    "permohonan": "permohonan",
    "lokasi": "lokasi",
    "titik": "titik",
    "kelompok": "kelompok",
    "lembaga": "lembaga",
    "koperasi": "koperasi",
    "kegiatan": "kegiatan",
    "kali": "kali",
    "mil": "mil",
    "hp": "HP",
    "gt": "GT",
    "teu": "TEU",
    "barel": "barel",
    "kj": "kJ",
    "permil": "per mil",
    "‰": "per mil",
    "µg/m3": "µg/m3",
    "ug/m3": "µg/m3",
    "µg/m³": "µg/m3",
    "tabung": "tabung",
    "karung": "karung",
    "botol": "botol",
    "zak": "zak",
    "lusin": "lusin",
    "kodi": "kodi",
    "rim": "rim",
    "ikat": "ikat",
    "kaleng": "kaleng",
    "galon": "galon",
    "ampul": "ampul",
    "vial": "vial",
    "mg/l": "mg/L",
    "mg/liter": "mg/L",
    "mg/m3": "mg/m3",
    "mg/nm3": "mg/Nm3",
    "µg/nm3": "µg/Nm3",
    "\u03bcg/nm3": "µg/Nm3",
    "ug/nm3": "µg/Nm3",
    "mg/kg": "mg/kg",
    "mpn/100 ml": "MPN/100 mL",
    "mpn/100ml": "MPN/100 mL",
    "jml/100 ml": "jml/100 mL",
    "cfu/100 ml": "CFU/100 mL",
    "ntu": "NTU",
    "ppm": "ppm",
    "db(a)": "dB(A)",
    "dba": "dB(A)",
    "dosis": "dosis",
    "kejadian": "kejadian",
    "perkara": "perkara",
    "wisatawan": "wisatawan",
    "penumpang": "penumpang",
    "kendaraan": "kendaraan",
    "kelahiran": "kelahiran",
    "kelahiran hidup": "kelahiran hidup",
    "trip": "trip",
    "rupiah/kapita": "rupiah/kapita",
    "th": "tahun",
    "thn": "tahun",
    "bln": "bulan",
    "partai": "partai",
    "celcius": "°C",
    "derajat": "derajat",
    "hpa": "hPa",
    "m/s": "m/s",
    "km/jam": "km/jam",
    "km/hour": "km/jam",
}

_PAREN = re.compile(r"[(\[{]([^()\[\]{}]{1,60})[)\]}]")


@lru_cache(maxsize=16384)
def parse_unit(text: str) -> str:
    """Return the unit that a whole text is ('Juta Rp.' gives 'juta rupiah'), or empty text when it is no
    unit."""
    plain = " ".join(re.sub(r"<[^>]+>", "", text).casefold().replace("\u00a0", " ").split()).strip(" .:;,")
    plain = re.sub(r"^(?:dalam|satuan|unit|in)\s*[:=]?\s+", "", plain)
    plain = plain[1:-1].strip() if plain[:1] == "(" and plain[-1:] == ")" else plain
    if not plain or len(plain) > 48:
        return ""
    if plain in _UNITS:
        return _UNITS[plain]
    if short := _SHORT_BASE.fullmatch(plain):
        return f"per {_base_of(short)} {short[3] or 'penduduk'}"
    if ratio := re.fullmatch(r"(?:per|/)\s*(1[.,]?0[.,0]+)\s+([a-z][a-z ]+)", plain):
        of = "kelahiran hidup" if ratio[2] == "kh" else ratio[2]
        return f"per {ratio[1].replace(',', '.')} {of}"
    halves = [half.strip(" .") for half in re.split(r"\s*/\s*|\bper\b", plain) if half.strip(" .")]
    if not halves:
        return ""
    parts = [_simple_unit(half) for half in halves]
    if not parts[0]:
        return ""
    if len(parts) == 1:
        return parts[0]
    if len(set(parts)) == 1:
        return parts[0]  # "persen/percent"
    if all(parts):
        return "/".join(parts)
    known = [p if p else h for p, h in zip(parts, halves)]
    if len(halves) == 2 and re.fullmatch(r"[\d.,]+ ?\w*( \w+)?", halves[1]):
        return f"{known[0]} per {halves[1]}"
    if (
        len(halves) == 2
        and re.fullmatch(r"[a-z ]{2,20}", halves[1])
        and parts[0] in ("persen", "rupiah", "jiwa", "orang")
    ):
        return parts[0]
    return ""


_SHORT_BASE = re.compile(r"(?:per|/)\s*(10{0,2})\s*(k|rb|ribu|jt|juta)(?:\s+([a-z][a-z ]+))?")
"""What a rate is of in short: 'per 100k', 'per 1 ribu kelahiran hidup'."""


def _base_of(short: re.Match[str]) -> str:
    """Return a number as a rate writes it: 100k is 100.000."""
    return f"{int(short[1]) * (1_000_000 if short[2] in ('jt', 'juta') else 1000):,}".replace(",", ".")


_CURRENCY = re.compile(r"^(rp|idr|us\$|usd|\$)[.\s]*(?=[\d'x.]|ribu|juta|mil|tri)")
_ZEROS = re.compile(r"(?<![\d.,])(?:x\s*)?'?(?:1[.,]?)?000(?:([.,]?)000)?(?:[.,]-+|[.,]00)?(?![\d.,])")


def _simple_unit(text: str) -> str:
    text = text.strip(" .")
    if text in _UNITS:
        return _UNITS[text]
    text = _CURRENCY.sub(r"\1 ", text)
    text = _ZEROS.sub(lambda zeros: " juta " if zeros[1] is not None else " ribu ", text)
    words = text.replace(",-", "").split()
    scales = []
    while words and words[0].strip(".'") in _SCALES:
        scales.append(_SCALES[words.pop(0).strip(".'")])
    while len(words) > 1 and not scales and words[-1].strip(".'") in _SCALES:
        scales.insert(0, _SCALES[words.pop().strip(".'")])  # "Rp 000", "US$ Juta"
    rest = " ".join(words).strip(". ")
    if scales and not rest:
        return " ".join(scales)
    if rest in _UNITS or rest.rstrip(".") in _UNITS:
        base = _UNITS.get(rest) or _UNITS[rest.rstrip(".")]
        return " ".join([*scales, base])
    if re.fullmatch(r"km\s*(?:2|persegi)|kilometer persegi|sq\.? ?km", rest):
        return " ".join([*scales, "km2"])
    if re.fullmatch(r"m\s*persegi|meter persegi", rest):
        return " ".join([*scales, "m2"])
    return ""


_SNAKE_UNITS = word_set(
    "persen rp rupiah usd ton ha hektar hektare km km2 m2 m3 kg kwh mwh kuintal mm ribu juta miliar milyar "
    "triliun celsius"
)
_PER_AREA = word_set("ha hektar hektare km2")


_PEOPLE = frozenset({"jiwa", "orang"})


def _take_snake_unit(text: str) -> tuple[str, str]:
    """Take the unit that ends a name of a data file: 'volume_sampah_ton_per_hari', 'penduduk_ribu'."""
    words = text.split("_")
    for size in range(min(4, len(words) - 1), 0, -1):
        tail = words[-size:]
        folded = [word.casefold() for word in tail]
        density = len(folded) > 2 and folded[0] in _PEOPLE and folded[1] == "per"
        if len(folded) == 2 and folded[1] in _PER_AREA and _UNITS.get(folded[0]):
            return "_".join(words[:-2]), f"{_UNITS[folded[0]]}/{_UNITS[folded[1]]}"  # produktivitas_ku_ha
        if (folded[0] not in _SNAKE_UNITS and not density) or "luas" in folded:
            continue
        unit = parse_unit(" ".join(tail))
        if unit:
            return "_".join(words[:-size]), unit
    return text, ""


_CAPITALS = re.compile(r"(?<=\w)\s+(HA|KG|TON|KM2|M2|M3)\s*$")
"""A unit in capitals behind a name without brackets: 'Luas Panen HA'."""
_SCALED_TAIL = re.compile(
    r"(?<=\w)\s+(?:dalam\s+)?((?:ribu|juta|mil[iy]ar|triliun)\s+(?:jiwa|orang|rupiah|rp\.?|ton|unit|us\$|usd))\s*$|"
    r"(?<=\w)\s+(?:dalam\s+)?(rp\.?)\s*$",
    re.I,
)
"""A unit behind a name without brackets that can be no part of it: 'Jumlah Penduduk Ribu Jiwa', 'Garis
Kemiskinan Rp'."""
_LEADING_PERCENT = re.compile(r"\s*%[\s_]*(?=[^\W\d_]{2}|\([^()]*/[^()]*\)\s*$)")
"""A header that begins with the sign, before words or the quotient that it is of: '% Penerima Jamkes', '%
(D/S)'."""


@lru_cache(maxsize=16384)
def take_unit(text: str) -> tuple[str, str]:
    """Return a title or header without its unit, and the unit: 'Luas (Ha)' gives ('Luas', 'hektare')."""
    unit = ""
    if re.fullmatch(r"\w+_\w+", text.strip(), re.ASCII):
        return _take_snake_unit(text.strip())
    out = text
    for match in _PAREN.finditer(text):
        inside = match[1].strip()
        candidates = [
            inside,
            re.sub(r"\b(?:19|20)\d\d(?:\s*[-–─]\s*(?:19|20)\d\d)?\b", "", inside).strip(" ,-"),
        ]
        for candidate in candidates:
            found = parse_unit(candidate)
            if found:
                unit = unit or found
                out = out.replace(match[0], " ")
                break
    if not unit:
        tail = re.search(r"[,\-]\s*(ribu \w+|juta \w+|mil[iy]ar \w+|persen|jiwa|%)\s*$", text, re.I)
        if tail and parse_unit(tail[1]):
            unit, out = parse_unit(tail[1]), text[: tail.start()]
        elif text.rstrip().endswith("%") and len(text.strip()) > 1:
            unit, out = "persen", text.rstrip()[:-1]
        elif capitals := _CAPITALS.search(text):
            unit, out = _UNITS[capitals[1].casefold()], text[: capitals.start()]
        elif scaled := _SCALED_TAIL.search(text):
            unit, out = parse_unit(scaled[1] or scaled[2]), text[: scaled.start()]
        elif leading := _LEADING_PERCENT.match(text):
            unit, out = "persen", text[leading.end() :]
    return " ".join(out.replace("\n", " ").split()).strip(" :;,-_."), unit


SHARE = r"p[er]+[cs]entas[ei]|prosentas[ei]"
"""How published tables write 'persentase': presentase, presentasi, prosentase."""

_SIZES = frozenset({"km", "km2", "m", "m2", "hektare", "persen"})
_SCALE_WORDS = ("ribu", "juta", "miliar", "triliun")


def without_scale(unit: str) -> str:
    """Return a unit without the word that multiplies it: 'ribu rupiah/bulan' gives 'rupiah/bulan',
    'ribu' alone nothing."""
    first, _, rest = unit.partition(" ")
    return rest if first in _SCALE_WORDS else unit


def scale_of(unit: str) -> float:
    """Return what the first word of a unit multiplies by."""
    first = unit.partition(" ")[0]
    return 1000.0 ** (_SCALE_WORDS.index(first) + 1) if first in _SCALE_WORDS else 1.0


_SHARED_MEASURE = re.compile(r"(?:nilai|volume|harga|produksi|realisasi|rata-rata|berat)\b", re.IGNORECASE)
_OWN_MEASURE = re.compile(
    r"(?:jumlah|banyaknya|luas|panjang|kepadatan|rasio|laju|persentase|tingkat|indeks|produktivitas|tenaga|"
    r"nilai|volume|harga|produksi|realisasi|rata-rata|berat)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\s*(?:dalam|in)\b", re.IGNORECASE)
"""How a bracket begins that says in what all figures are: '(dalam jutaan rupiah)'."""
_PLANNED_OR_DONE = re.compile(
    r"\s*(?:target|pagu|plafon|alokasi|rencana|anggaran|realisasi)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def unit_of_listed(title: str, name: str) -> bool:
    """Tell whether the unit in a title can be that of a column; where the title lists several things, a unit
    in brackets right behind one of them is of that one: 'Jumlah RT, RW dan Luas Wilayah (km2) menurut ...'.
    """
    head = re.split(r"\b(?:menurut|berdasarkan|by)\b", title, flags=re.I)[0]
    bracket = next((m for m in _PAREN.finditer(head) if parse_unit(m[1])), None)
    if bracket is None or _OF_ALL.match(bracket[1]):
        return True
    items = [item for item in re.split(r"[,;]|\bdan\b|&", head[: bracket.start()]) if item.strip()]
    if len(items) < 2 or not re.search(r"[a-z]{3}", items[-1], re.I):
        return True
    if _SHARED_MEASURE.match(items[0].strip()) and not _OWN_MEASURE.match(items[-1].strip()):
        return True  # "Nilai Ekspor dan Impor (Juta US$)": one measure of both
    if all(map(_PLANNED_OR_DONE.match, items)):
        return True  # "Target dan Realisasi Pajak Daerah (juta rupiah)": one thing, before and after
    words = set(re.findall(r"[a-z]{3,}", items[-1].casefold())) - {"jumlah", "per", "menurut", "yang"}
    return bool(words & set(re.findall(r"[a-z]{3,}", name.casefold())))


@lru_cache(maxsize=4096)
def unit_of_item(title: str, name: str) -> str:
    """Return the unit in brackets right behind what a name says, where a title gives two and more: 'kWh' for
    'Energi Terjual' of 'Jumlah Pelanggan, Daya Terpasang (VA), dan Energi Terjual (kWh)'; else empty text."""
    head = re.split(r"\b(?:menurut|berdasarkan|by)\b", title, flags=re.I)[0]
    brackets = [(match, unit) for match in _PAREN.finditer(head) if (unit := parse_unit(match[1]))]
    told = set(re.findall(r"[a-z]{3,}", name.casefold()))
    begin, found = 0, []
    for match, unit in brackets:
        item = re.split(r",|\bdan\b|&", head[begin : match.start()])[-1]
        words = set(re.findall(r"[a-z]{3,}", item.casefold()))
        begin = match.end()
        if words and words <= told:
            found.append(unit)
    return found[0] if len(brackets) > 1 and len(found) == 1 else ""


@lru_cache(maxsize=4096)
def unit_of_title_fits(name: str, unit: str) -> bool:
    """Tell whether the unit that a title gives can be that of a column: persons are no 'jiwa/hektare'."""
    own = infer_unit(name, "")
    if own == "" and unit in _SIZES and re.match(r"(?:jumlah|banyaknya)\b", name, re.I):
        return False
    if own not in ("jiwa", "persen", "jiwa/km2", "tahun", "rupiah/kapita/bulan", "keluarga"):
        return True
    words = unit.split(" ")
    while len(words) > 1 and words[0] in _SCALES.values():
        words.pop(0)
    base = " ".join(words)
    if base in _SCALES.values():
        return own != "persen"
    return base == own or ("/" in base and "/" in own) or (base in _PEOPLE and own in _PEOPLE)


_RANK = re.compile(
    r"(?:peringkat|ranking|rangking|rank)\b(?!\s*(?:[\d(]|[ivx]+\b|proper|akreditasi))(?!.*\bjumlah\b)"
)
"""A column of places in an order; "Peringkat I" and "Peringkat PROPER" are grades to count things by."""


_COUNTED = r"(penduduk|orang|jiwa|kelahiran hidup|kelahiran|balita|anak|rumah tangga|perempuan|kh\b)?"
_PER_SO_MANY = re.compile(
    r"\bper[\s_]+(1[.,]?000(?:[.,]?000)?|10[.,]?000|100(?:[.,]?000)?)(?![.,]?\d)[\s_]*" + _COUNTED
)
_PER_SHORT = re.compile(r"\bper[\s_]+(10{0,2})[\s_]?(k|rb|ribu)(?![^\W_])[\s_]*" + _COUNTED)
"""What a rate is of, where its name says so: 'Risiko Kejadian per 100.000 Penduduk', 'Kasus per 100k'."""


_SPENDING = re.compile(
    r"(?:(?:total|realisasi|anggaran|jumlah) )?belanja"
    r"(?: (?:operasi|modal|pegawai|barang|jasa|hibah|bantuan|subsidi|bunga|tidak terduga|transfer|langsung|"
    r"tidak langsung)\b|$)"
)
"""The kinds of spending in a budget, which are written in rupiah where nothing else is said."""


_MONEY = (
    r"(?:pajak|pendapatan|penerimaan|pagu|belanja|anggaran|tunggakan|pembayaran|setoran|piutang|dana|apbd)\b"
)
"""What 'Jumlah' sums in rupiah; a number of anything else that has to do with taxes is none."""


def _is_money(folded: str, *, scaled: bool) -> bool:
    """Tell whether a name is of rupiah: spending, and the domestic product in thousands or millions."""
    product = scaled and re.search(r"\bpdrb\b|produk domestik", folded) is not None
    return product or _SPENDING.match(folded) is not None


@lru_cache(maxsize=16384)
def infer_unit(name: str, unit: str) -> str:
    """Return the unit of an indicator where its name tells it and the table does not."""
    folded = name.casefold()
    if _RANK.match(folded):
        return RANK
    scale_only = unit in ("ribu", "juta", "miliar", "triliun", "ratus")
    if folded.startswith("kepadatan penduduk") and unit in ("km2", "jiwa", "orang"):
        return "jiwa/km2"
    if re.match(r"(?:angka )?garis kemiskinan", folded) and unit in ("", "indeks", "rupiah", "kapita/bulan"):
        return "rupiah/kapita/bulan"
    if unit and not scale_only:
        return unit
    short = _PER_SHORT.search(folded) if not unit else None
    if not unit and (rate := short or _PER_SO_MANY.search(folded)):
        told = rate[3 if short else 2]
        of = "kelahiran hidup" if told == "kh" else told or "penduduk"
        return f"per {_base_of(short) if short else rate[1].replace(',', '.')} {of}"
    base = ""
    if re.search(
        rf"{SHARE}|^persen\b|distribusi|laju|proporsi|pertumbuhan|tingkat (?:partisipasi|pengangguran|"
        r"penghunian)|\bt?pt\b|tpak",
        folded,
    ) or re.match(r"inflasi", folded):
        base = "persen"
    elif re.search(r"kepadatan", folded):
        base = "jiwa/km2"
    elif (
        re.search(r"^(?:jumlah |banyaknya )?penduduk(?! miskin \()|jumlah penduduk", folded)
        and "per" not in folded.split()
    ):
        base = "jiwa"
    elif re.search(r"^(?:jumlah |banyaknya )?(?:kartu keluarga|keluarga\b|kk\b|kepala keluarga)", folded):
        base = "keluarga"
    elif re.search(r"harapan hidup|lama sekolah|usia kawin", folded):
        base = "tahun"
    elif re.match(r"(?:jumlah|banyaknya) jiwa\b", folded):
        base = "jiwa"
    elif re.search(r"pajak|pendapatan asli|pagu|belanja daerah|apbd", folded) and not re.search(
        rf"(?:wajib|ob[jy]ek) pajak|^(?:jumlah|banyaknya) (?!(?:target |realisasi |total )?{_MONEY})\w+ ",
        folded,
    ):
        base = "rupiah"
    base = base or ("rupiah" if _is_money(folded, scaled=scale_only) else "")
    if scale_only:
        return f"{unit} {base}" if base and base != "persen" else unit
    return base or percent_of_standard(name, load_glossary())


def percent_of_standard(name: str, glossary: Glossary) -> str:
    """Return the unit of a name that a glossary knows as a share or a growth: 'APM SD'; else empty."""
    told = tell_kind(name, "", glossary)
    return "persen" if told.indicator is not None and told.unit == "persen" else ""


WHOLE_UNITS = word_set(
    "jiwa orang unit buah keluarga desa kelurahan kecamatan sekolah kasus siswa guru murid rumah tangga "
    "ekor kunjungan pelanggan sambungan kendaraan surat perusahaan pegawai pasien peserta kejadian"
)


def counts_things(unit: str, name: str) -> bool:
    """Tell whether figures in this unit have no decimals: people, schools, cases."""
    folded = name.casefold()
    if unit in WHOLE_UNITS or unit.split("/")[0] == "rupiah":
        return True
    return not unit and re.match(r"(?:jumlah|banyaknya)\b", folded) is not None


_SAYS_SCALE = re.compile(r"ratus|ribu|juta|mil[iy]ar|triliun|rata|rerata|mean", re.IGNORECASE)
_FEWEST_FRACTIONS = 3


def counts_in_fractions(unit: str, name: str, values: Iterable[float | None]) -> bool:
    """Tell whether things that have no decimals are counted with decimals in most figures, and nothing says
    in thousands or millions of what: 1.703,39 people."""
    if not counts_things(unit, name) or unit.startswith("rupiah") or _SAYS_SCALE.search(f"{unit} {name}"):
        return False
    known = [value for value in values if value]
    fractions = sum(not float(value).is_integer() for value in known)
    return fractions >= _FEWEST_FRACTIONS and fractions * 2 > len(known)
