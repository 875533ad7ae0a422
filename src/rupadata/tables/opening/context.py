"""What is known around a table before it is read: its file, the folders, a catalogue that lists it."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct, field

from rupadata.glossary import Glossary, load_glossary
from rupadata.model.region import Region, RegionLevel
from rupadata.regions.gazetteer import is_within
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.periods import TextPeriod, find_period
from rupadata.tables.lexicon.table_regions import find_home, home_of_folders, sure_regency
from rupadata.tables.lexicon.table_words import DISTRICTS, VILLAGES

_PUBLICATION = re.compile(r"\b(?:dalam[\s_-]angka|in[\s_-]figures)\b|dalam[_-]angka", re.I)
"""A yearbook bears the year in which it comes out, not that of its tables."""


def names_yearbook(text: str) -> bool:
    """Tell whether a text names a yearbook, whose year is not that of its tables."""
    return bool(_PUBLICATION.search(text))


def without_publication(title: str) -> str:
    """Return a title without the lines that name the yearbook around it: 'Kabupaten X Dalam Angka 2024'."""
    lines = title.split("\n")
    kept = [line for line in lines if not _PUBLICATION.search(line)]
    return "\n".join(kept) if kept else title


_GOVERNMENT = re.compile(r"(?:pemerintah(?: daerah)?|pemkot|pemkab|pemprov)\b.{0,60}", re.I)
_OFFICE = re.compile(
    r"(?:dinas|badan(?! usaha)|sekretariat|inspektorat|kantor|satuan polisi|rumah sakit|rsud|kementerian)\b"
    r".{3,90}",
    re.I,
)
_ADDRESS = re.compile(
    r"(?:jl|jln|jalan)\b\.? .*|.*\b(?:telp|telepon|fax|faks|kode pos|e-?mail|website|laman)\b.*", re.I
)
_ATTACHMENT = re.compile(
    r"(?:lampiran|attachment|annex|formulir|form)\s*(?:[ivxlc]+|\d+|[a-z])?\s*[.:]?(?:\s*surat\b.{0,60})?|"
    r"(?:lampiran\s*(?:[ivxlc]+|\d+)?\s*[.:]?\s*)?"
    r"(?:rancangan )?(?:peraturan|keputusan|instruksi|surat edaran|perda|perbup|perwal|pergub)\b.{0,90}|"
    r"(?:nomor|no\.?|tanggal)\s*:?\s*\d.{0,30}",
    re.I,
)
"""A line that says where the paper hangs: 'Lampiran II', 'Peraturan Daerah Kabupaten Pati', 'Nomor 5 Tahun
2023'."""
_DOCUMENT = re.compile(
    r"(?:laporan|buku|profil|rekap(?:itulasi)?|publikasi|dokumen|data)"
    r"(?:\s+(?:tahunan|bulanan|triwulan(?:an)?|semester(?:an)?|daerah|sektoral|statistik|kegiatan|pelaksanaan|"
    r"umum|dasar|data))+",
    re.I,
)
"""A line that says what paper it is and nothing of its figures: 'Laporan Tahunan'."""
_SURE_OFFICE = re.compile(
    r"(?:dinas|badan|sekretariat|inspektorat|kementerian|satuan polisi|pemerintah|pemkot|pemkab|pemprov)\b"
    r"(?!.*\b(?:menurut|per|tahun|jumlah|banyaknya|persentase|realisasi|anggaran)\b)[^\d]*",
    re.I,
)
_SUBUNIT = re.compile(
    rf"(?:bidang|bagian|sub ?bagian|seksi|uptd?|cabang|balai|instalasi|{DISTRICTS}|{VILLAGES})\b"
    r"(?!.*\b(?:menurut|per|tahun|jumlah|banyaknya|persentase|realisasi|anggaran)\b)[^\d]{0,60}\d?[^\d]{0,20}",
    re.I,
)
"""A part of an office or of its region, in the letterhead below its name: 'Bidang P2P', 'Kecamatan Metro
Pusat'."""
_SAYS_ENOUGH = 3


def without_letterhead(title: str, glossary: Glossary) -> tuple[str, str]:
    """Return a title without the letterhead above it and 'Lampiran II', and the office that it names; empty
    without one.

    A line that only may be an office's name stays where nothing is left that says what is measured; one that
    is nothing else goes, and leaves no title.
    """
    lines = title.split("\n")
    office = government = ""
    sure = True
    for place, line in enumerate(lines):
        text = " ".join(line.split())
        if _GOVERNMENT.fullmatch(text):
            government = government or text
        elif _OFFICE.fullmatch(text):
            office = office or text
            sure = sure and _SURE_OFFICE.fullmatch(text) is not None
        elif (government or office) and (_SUBUNIT.fullmatch(text) or _DOCUMENT.fullmatch(text)):
            continue
        elif not _ATTACHMENT.fullmatch(text) and not ((government or office) and _ADDRESS.fullmatch(text)):
            rest = lines[place:]
            told = len(re.findall(r"[^\W\d_]{2,}", " ".join(rest))) >= _SAYS_ENOUGH
            told = told or glossary.find(text) is not None
            return ("\n".join(rest), office or government) if place and told else (title, "")
    return ("", office or government) if sure and title else (title, "")


def without_office_below(title: str) -> str:
    """Return a title without the lines below its first that only name an office: 'Dinas Kesehatan Kota
    Samarinda 2023' says whose figures these are, and where and when."""
    first, *below = title.split("\n")
    kept = [line for line in below if not _OFFICE_BELOW.fullmatch(" ".join(line.split()))]
    return "\n".join([first, *kept])


_OFFICE_BELOW = re.compile(
    r"(?:dinas|badan(?! usaha)|sekretariat|inspektorat|satuan polisi|kementerian)\b"
    r"(?!.*\b(?:menurut|berdasarkan|per|jumlah|banyaknya|persentase|realisasi|anggaran|dan jenis)\b).{3,90}",
    re.I,
)


class Context(Struct, frozen=True):
    """The surroundings of a table: `file` as observations name it, the regions that the office knows and its
    glossary, folders from near to far, catalogue data."""

    file: str
    regions: Regions
    stem: str = ""
    folders: tuple[str, ...] = ()
    title: str = ""
    period: str = ""
    producer: str = ""
    region: str = ""
    fixed_period: str = ""
    """The period that a recipe names; it goes before all others."""
    glossary: Glossary = field(default_factory=load_glossary)

    def home(self, *texts: str, notes: str = "") -> tuple[Region | None, str]:
        """Return the home region and what told it: the texts in order, the file name, the notes, the
        folders."""
        for text in texts:
            region = find_home(self.regions, text) if text else None
            if region is not None:
                if _PROVINCE_OF_FORM.search(text) and (inside := self._regency_in(region)):
                    return inside, "file name"
                return region, "title"
        if self.title and (region := find_home(self.regions, self.title)):
            return region, "catalogue"
        if region := find_home(self.regions, readable_stem(self.stem)) or self._region_of_code():
            return region, "file name"
        if notes and (region := find_home(self.regions, notes)) and region.code != "00":
            return region, "notes"
        if region := home_of_folders(self.regions, self.folders):
            return region, "folder"
        return None, ""

    def _regency_in(self, province: Region) -> Region | None:
        """Return the regency or city of a province that a file is named after."""
        words = (
            re.findall(r"[^\W\d_]+", readable_stem(self.stem))
            if province.level == RegionLevel.PROVINCE
            else []
        )
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                name = " ".join(words[start : start + size])
                named = sure_regency(self.regions, name, province.code)
                if named is not None and is_within(named.code, province.code):
                    return named
        return None

    def _region_of_code(self) -> Region | None:
        """Return the regency whose code a file's name begins with: '3505 PDRB'; a year is none."""
        match = re.match(r"(?:\d{1,2}[-.\s]+)?(\d{2})\.?(\d{2})(?=[\s_\-][^\d\s])", readable_stem(self.stem))
        if match is None or match[1] in ("19", "20"):
            return None
        found = self.regions.of_code(match[1] + match[2])
        return found[0] if len(found) == 1 else None

    def file_period(self) -> TextPeriod | None:
        """Return the period in the file name, None when it has none or only a span."""
        found = find_period(readable_stem(self.stem)) if not _PUBLICATION.search(self.stem) else None
        return found if found and found.year and not found.span else None


_PROVINCE_OF_FORM = re.compile(r"\bprov(?:insi|\.)?\s*:", re.I)
"""The field of a form that says in which province its place is: 'Prov : 33 Jateng'."""
_PUBLISHER = re.compile(
    r"^(bps|badan pusat statistik|open ?data|satu ?data|diskominfo|bappeda|sipd)\s+(\D+)", re.I
)
_PUBLISHER_NAMES = {
    "bps": "BPS",
    "badan pusat statistik": "BPS",
    "opendata": "Open Data",
    "satudata": "Satu Data",
    "diskominfo": "Diskominfo",
    "bappeda": "Bappeda",
    "sipd": "SIPD",
}


@lru_cache(maxsize=4096)
def producer_of_names(regions: Regions, names: tuple[str, ...]) -> str:
    """Return the publisher that a folder or file is named after: 'bps_provinsi_banten' is BPS Provinsi
    Banten."""
    for name in names:
        match = _PUBLISHER.match(re.sub(r"[-_\s]+", " ", name).strip())
        region = home_of_folders(regions, (name,)) if match else None
        if match is None or region is None or region.level > RegionLevel.REGENCY:
            continue
        word = match[1].casefold()
        publisher = _PUBLISHER_NAMES.get(word) or _PUBLISHER_NAMES[word.replace(" ", "")]
        if region.code == "00":
            return publisher
        kind = "Provinsi " if region.level == RegionLevel.PROVINCE else ""
        return f"{publisher} {kind}{region.name}"
    return ""


@lru_cache(maxsize=4096)
def readable_stem(stem: str) -> str:
    """Return a file name as words: separators become spaces."""
    text = re.sub(r"(?<=\d)_(?=\d)", "-", stem)
    text = re.sub(r"Kabupaten_Kota", "Kabupaten/Kota", text)
    text = re.sub(r"(?<=[A-Za-z)])-(?=(?:19|20)\d\d(?!\d))", " ", text)
    return " ".join(re.sub(r"[_]+", " ", text).split())


_MEANINGLESS = re.compile(
    r"^(?:data|dataset|book\d*|sheet\d*|lembar\d*|table\d*|tabel\d*|export|download|unduhan|tidy|hasil|"
    r"file|new|baru|copy|salinan|\W|\d)+$",
    re.I,
)
_PREFIXES = re.compile(
    r"^(?:datastore|opendata|open data|dataset|data|od|bps|dpmdes idm|rev\w*|final|fix|clip\d+|\d{6,})\s+",
    re.I,
)
_SUFFIXES = re.compile(
    r"\s+(?:data|dataset|kabupaten data|kabupatenkota data|kabupaten kota data|des kel data|long|wide|"
    r"tidy|v\d+|final|rev\w*)$",
    re.I,
)


_LEVEL_AT_END = re.compile(
    r"__(?:provinsi|kabupaten_?/?kota|kabupaten|kota|kecamatan|des_kel|desa_kelurahan|desa)(?=(?:_data)?$)",
    re.I,
)
"""How portals end the name of a file with the level of its regions: 'garis_kemiskinan__provinsi'."""
_NUMBERS_BEFORE = re.compile(
    r"^(?:(?:\d{1,2}[-.\s]+)?(?!19|20)\d{4}[\s_-]+|\d{1,3}[\s._-]+|\d{8,}[\d\W_]*)(?=[A-Za-z])"
)
"""What programs and archives number a file with: its place, the code of its region, when it was made."""
_HYPHENS = 2
"""A file's name of more words than these, joined by hyphens, is written so by a portal."""
_TWO_WORDS = re.compile(r"[^\W\d_]{3,}-[^\W\d_]{3,}")


@lru_cache(maxsize=4096)
def title_of_stem(stem: str) -> str:
    """Return the title that a file name gives, empty when it says nothing."""
    stem = _LEVEL_AT_END.sub("", stem)
    text = _NUMBERS_BEFORE.sub("", readable_stem(stem))
    if " " not in stem and stem.count("-") > _HYPHENS and "_" not in stem:
        text = text.replace("-", " ")
    if " " not in text and (text.count("-") > 1 or _TWO_WORDS.fullmatch(text)):
        text = text.replace("-", " ")
    for _ in range(3):
        text = _SUFFIXES.sub("", _PREFIXES.sub("", text))
    return "" if _MEANINGLESS.match(text) or len(text) < 3 else text
