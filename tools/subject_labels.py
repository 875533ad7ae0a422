"""The published titles that the subject model is trained on, and what each of them teaches.

They are read from the folder of labels at training time and are not part of this repository:

- `sipd_elemen_per_urusan.csv`: elements of the regional development information system with their matter of
  government (the label) and the path that they stand under. An element may be listed under several matters.
- `sipd_8_kelompok_data.csv`: elements of the same system without a matter, but with their path. An element
  takes over the matters of the labelled elements that it shares the deepest branch with.
- `sdsn_bps_sdg_goal.csv`: indicators of the national metadata standard with the office that gives them.
- `bps_csa_subjects_with_definitions.csv`: the subjects of the BPS site with their definitions.

Besides, every word of the catalogues is a title of its own.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from rupadata.glossary import load_glossary
from rupadata.subjects.catalogue import Catalogue, load_catalogue
from rupadata.subjects.classifier import OUTSIDE

_NUMBERING = re.compile(r"^[\dIVXA-Za-z]{0,4}[.)]+\s*")
LABELLED, PROPAGATED, LISTED, LISTED_UNDER_HEADING, METADATA = 2.0, 1.0, 1.0, 0.5, 0.25
IN_GLOSSARY = 0.5

# The branches of the development information system by their subject in the yearbook and on the BPS site:
# kind of data, words of the path (the first line that fits wins), subject, CSA id.
BRANCHES: tuple[tuple[str, str, str, str], ...] = (
    ("geografi", r"iklim|suhu|hujan|angin|cuaca", "geografi-dan-iklim", "539"),
    ("geografi", "", "geografi-dan-iklim", "540"),
    ("demografi", r"tenaga ?kerja|bekerja|penganggur|angkatan kerja|usia kerja", "ketenagakerjaan", "520"),
    ("demografi", r"pemberdayaan perempuan|perlindungan anak", "pembangunan-manusia-dan-gender", "564"),
    ("demografi", r"petani dan nelayan", "pertanian-kehutanan-peternakan-dan-perikanan", "557"),
    ("demografi", r"harapan hidup", "pembangunan-manusia-dan-gender", "522"),
    ("demografi", "", "kependudukan", "519"),
    ("pemerintahan", "", "pemerintahan", "534"),
    ("kesehatan", r"akseptor", "kependudukan", "519"),
    ("kesehatan", r"air bersih", "perumahan", "525"),
    ("kesehatan", "", "kesehatan", "522"),
    ("pendidikan", r"cagar budaya|seni dan|pemuda|olah ?raga", "kebudayaan-pemuda-dan-olahraga", "527"),
    ("pendidikan", r"perpustakaan", "pendidikan", "527"),
    ("pendidikan", "", "pendidikan", "521"),
    ("kesejahteraan sosial", r"miskin", "kemiskinan-dan-perlindungan-sosial", "563"),
    ("kesejahteraan sosial", "", "kemiskinan-dan-perlindungan-sosial", "524"),
    ("agama", "", "agama", "527"),
    ("pertanian", "", "pertanian-kehutanan-peternakan-dan-perikanan", "557"),
    ("lingkungan hidup", r"pertanahan|tata ruang", "geografi-dan-iklim", "540"),
    ("lingkungan hidup", "", "lingkungan-hidup", "539"),
    ("pertambangan", r"energi|listrik|bahan bakar", "industri-pertambangan-energi-dan-konstruksi", "558"),
    ("pertambangan", "", "industri-pertambangan-energi-dan-konstruksi", "559"),
    ("pekerjaan umum", r"jalan|jembatan|trotoar", "pariwisata-transportasi-dan-komunikasi", "560"),
    ("pekerjaan umum", r"sampah|mutu air", "lingkungan-hidup", "539"),
    ("pekerjaan umum", r"irigasi", "pertanian-kehutanan-peternakan-dan-perikanan", "557"),
    ("pekerjaan umum", "", "perumahan", "525"),
    ("perumahan", "", "perumahan", "525"),
    ("perhubungan", "", "pariwisata-transportasi-dan-komunikasi", "560"),
    (
        "pariwisata",
        r"wisata|hotel|penginapan|restoran|hiburan",
        "pariwisata-transportasi-dan-komunikasi",
        "561",
    ),
    ("pariwisata", "", "pariwisata-transportasi-dan-komunikasi", "565"),
    ("industri", r"perijinan|perizinan", "layanan-publik", "532"),
    ("industri", r"restoran|rumah makan", "pariwisata-transportasi-dan-komunikasi", "533"),
    ("industri", r"koperasi|usaha nasional", "perbankan-koperasi-dan-perdagangan", "532"),
    ("industri", r"perdagangan|pasar", "perbankan-koperasi-dan-perdagangan", "533"),
    ("industri", r"investasi", "perbankan-koperasi-dan-perdagangan", "532"),
    ("industri", "", "industri-pertambangan-energi-dan-konstruksi", "559"),
    ("bumd", "", "perbankan-koperasi-dan-perdagangan", "562"),
    ("ekspor produk", r"nilai ekspor|nilai impor", "perbankan-koperasi-dan-perdagangan", "535"),
    ("ekspor produk", "", "pendapatan-regional", "531"),
    ("ringkasan apbd", "", "keuangan-daerah", "534"),
    ("dana perimbangan", "", "keuangan-daerah", "534"),
    ("retribusi", "", "keuangan-daerah", "534"),
    ("pengelolaan aset", "", "keuangan-daerah", "534"),
    ("pajak", "", "keuangan-daerah", "534"),
    ("pinjaman", "", "keuangan-daerah", "534"),
    ("keamanan", "", "keamanan", "526"),
    ("hukum", "", "keamanan", "526"),
    ("politik", "", "pemerintahan", "528"),
    ("bencana", "", "keamanan", "539"),
    ("kebakaran hutan", "", "keamanan", "539"),
    ("pencurian", "", "keamanan", "526"),
)

# Branches under which no labelled element may stand: the matter of government by the law.
MATTERS_OF_BRANCHES = {
    "perhubungan": "1.2.09",
    "perumahan": "1.1.04",
    "agama": "1.1.06",
    "kesehatan": "1.1.02",
    "kesejahteraan sosial": "1.1.06",
    "pekerjaan umum": "1.1.03",
    "pertambangan": "2.05",
    "bencana": "1.1.05",
    "keamanan": "1.1.05",
}

# Offices that give figures: matter of government, subject of the yearbook, CSA id.
OFFICES: tuple[tuple[str, str, str, str], ...] = (
    (
        r"kementerian pertanian|tanaman pangan|hortikultura",
        "2.03",
        "pertanian-kehutanan-peternakan-dan-perikanan",
        "557",
    ),
    (
        r"kelautan dan perikanan|\bkkp\b",
        "2.01",
        "pertanian-kehutanan-peternakan-dan-perikanan",
        "557",
    ),
    (r"kementerian kesehatan|kemenkes|riskesdas|sdki", "1.1.02", "kesehatan", "522"),
    (r"kementerian pendidikan|kemendikbud|dapodik", "1.1.01", "pendidikan", "521"),
    (
        r"energi dan sumber daya mineral|\besdm\b",
        "2.05",
        "industri-pertambangan-energi-dan-konstruksi",
        "558",
    ),
    (
        r"kementerian perhubungan|kemenhub",
        "1.2.09",
        "pariwisata-transportasi-dan-komunikasi",
        "560",
    ),
    (
        r"komunikasi dan informatika|kominfo",
        "1.2.10",
        "pariwisata-transportasi-dan-komunikasi",
        "565",
    ),
    (r"kementerian ketenagakerjaan|sakernas|kemnaker", "1.2.01", "ketenagakerjaan", "520"),
    (r"kementerian sosial|kemensos", "1.1.06", "kemiskinan-dan-perlindungan-sosial", "524"),
    (r"kepolisian|polri|badan nasional penanggulangan|bnpb|\bbnn\b", "1.1.05", "keamanan", "526"),
    (r"pemberdayaan perempuan", "1.2.02", "pembangunan-manusia-dan-gender", "564"),
    (r"bkkbn|keluarga berencana", "1.2.08", "kependudukan", "519"),
    (r"pertanahan nasional|agraria", "1.2.04", "geografi-dan-iklim", "540"),
    (r"kementerian perindustrian", "2.07", "industri-pertambangan-energi-dan-konstruksi", "559"),
    (r"kementerian perdagangan", "2.06", "perbankan-koperasi-dan-perdagangan", "533"),
    (r"kementerian koperasi", "1.2.11", "perbankan-koperasi-dan-perdagangan", "532"),
    (r"\bbkpm\b|penanaman modal", "1.2.12", "perbankan-koperasi-dan-perdagangan", "532"),
    (r"kementerian pariwisata|statistik pariwisata", "2.02", "pariwisata-transportasi-dan-komunikasi", "561"),
    (r"pemuda dan olahraga", "1.2.13", "kebudayaan-pemuda-dan-olahraga", "527"),
    (r"perpustakaan nasional", "1.2.17", "pendidikan", "527"),
    (r"arsip nasional", "1.2.18", "pemerintahan", "534"),
)

# What a sector adds to the regional product is an indicator of the matter that looks after the sector
# (Permendagri 54/2010, annex I: "kontribusi sektor pertanian terhadap PDRB" stands under pertanian).
SECTORS: tuple[tuple[str, str], ...] = (
    ("pertanian", "2.03"),
    ("tanaman bahan makanan", "2.03"),
    ("tanaman pangan", "2.03"),
    ("tanaman perkebunan", "2.03"),
    ("perkebunan", "2.03"),
    ("peternakan dan hasilnya", "2.03"),
    ("palawija", "2.03"),
    ("kehutanan", "2.04"),
    ("perikanan", "2.01"),
    ("pertambangan dan penggalian", "2.05"),
    ("pertambangan tanpa migas", "2.05"),
    ("minyak dan gas bumi", "2.05"),
    ("penggalian", "2.05"),
    ("listrik", "2.05"),
    ("gas kota", "2.05"),
    ("listrik gas dan air bersih", "2.05"),
    ("industri pengolahan", "2.07"),
    ("industri tanpa migas", "2.07"),
    ("perdagangan besar dan eceran", "2.06"),
    ("perdagangan", "2.06"),
    ("hotel", "2.02"),
    ("restoran", "2.02"),
    ("hiburan dan rekreasi", "2.02"),
    ("pariwisata", "2.02"),
    ("pengangkutan", "1.2.09"),
    ("angkutan jalan raya", "1.2.09"),
    ("angkutan udara", "1.2.09"),
    ("komunikasi", "1.2.10"),
    ("konstruksi", "1.1.03"),
    ("bangunan", "1.1.03"),
    ("bank", "1.2.12"),
    ("lembaga keuangan", "1.2.12"),
    ("sewa bangunan dan jasa perusahaan", "1.2.12"),
    ("jasa pendidikan", "1.1.01"),
    ("jasa kesehatan", "1.1.02"),
    ("sosial kemasyarakatan", "1.1.06"),
    ("transmigrasi", "2.08"),
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A title that teaches: it belongs to this subject (its official id), as surely as `weight` says."""

    title: str
    unit: str
    subject: str
    weight: float
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the development information system: title, unit, path, matters when they are known."""

    title: str
    unit: str
    path: tuple[str, ...]
    matter: str = ""

    @property
    def parent(self) -> str:
        """Return the name of what the element stands under."""
        return self.path[-2] if len(self.path) > 1 else ""


def clean(text: str) -> str:
    """Return a name without its numbering and marks, as the scorer of titles does."""
    return _NUMBERING.sub("", text.strip()).strip(" *")


def read_labelled(folder: Path) -> list[Element]:
    """Return the elements with their matter of government (official id)."""
    matters = _matters_by_name()
    found = []
    for row in _rows(folder / "sipd_elemen_per_urusan.csv"):
        path = tuple(clean(part) for part in row["uraian_lengkap"].split(">"))
        title = ", ".join(reversed(path[-2:]))
        found.append(Element(title, row["satuan"], path[1:], matters[fold_matter(row["urusan"])]))
    return found


def read_unlabelled(folder: Path) -> list[Element]:
    """Return the elements of which only the path is known."""
    found = []
    for row in _rows(folder / "sipd_8_kelompok_data.csv"):
        names = [clean(part) for part in row["uraian_lengkap"].split(">")]
        path = (row["kelompok"], row["jenis"], *names)
        found.append(Element(", ".join(reversed(path[-2:])), row["satuan"], path))
    return found


def fold_matter(name: str) -> str:
    """Return a matter's name for comparison: its spelling changed with the law."""
    text = name.lower().replace("olah raga", "olahraga").replace("ketentraman", "ketenteraman")
    return re.sub(r"[^a-z]+", " ", text.replace("perlindungan", "pelindungan")).strip()


def _matters_by_name() -> dict[str, str]:
    return {fold_matter(entry.subject.name): entry.official_id for entry in load_catalogue("urusan").subjects}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lessons_of_matters(labelled: Collection[Element], unlabelled: Iterable[Element]) -> list[Lesson]:
    """Return what elements teach of the matters of government."""
    matters: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for element in labelled:
        matters[element.title, element.unit, element.parent].add(element.matter)
    lessons = [
        Lesson(title, unit, matter, LABELLED * len(known) ** -0.5, parent)
        for (title, unit, parent), known in matters.items()
        for matter in sorted(known)
    ]
    return lessons + _propagate(labelled, unlabelled)


def _propagate(labelled: Iterable[Element], unlabelled: Iterable[Element]) -> list[Lesson]:
    branches: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for element in labelled:
        folded = _fold_path(element.path)
        for depth in range(1, len(folded) + 1):
            branches[folded[:depth]][element.matter] += 1
    lessons = []
    for element in unlabelled:
        lessons += _inherited(element, branches)
    return lessons


def _fold_path(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in path)


def _inherited(element: Element, branches: dict[tuple[str, ...], Counter[str]]) -> list[Lesson]:
    path = _fold_path(element.path)
    for depth in range(len(path), 1, -1):
        known = branches.get(path[:depth])
        if known and known.total() >= (1 if depth > 2 else 3):
            near = len(path) - depth <= 2
            trust = (1.0 if near else 0.7) if depth > 2 else 0.3
            return [
                Lesson(element.title, element.unit, matter, PROPAGATED * trust * count / known.total())
                for matter, count in known.most_common(3)
                if count / known.total() >= 0.25
            ]
    for kind, matter in MATTERS_OF_BRANCHES.items():
        if path[1].startswith(kind):
            return [Lesson(element.title, element.unit, matter, PROPAGATED * 0.6)]
    return []


def lessons_of_branches(elements: Iterable[Element], taxonomy: str) -> list[Lesson]:
    """Return what the paths of elements teach of the yearbook (`dda`) or of the BPS subjects (`csa`)."""
    seen = set()
    lessons = []
    for element in elements:
        subject = branch_subject(element, taxonomy)
        if subject and (element.title, subject) not in seen:
            seen.add((element.title, subject))
            lessons.append(Lesson(element.title, element.unit, subject, LABELLED, element.parent))
    return lessons


def branch_subject(element: Element, taxonomy: str) -> str:
    """Return the subject of the branch that an element stands in; empty for an unknown branch."""
    path = _fold_path(element.path)
    rest = " > ".join(path[2:])
    for kind, words, dda, csa in BRANCHES:
        if len(path) > 1 and path[1].startswith(kind) and re.search(words, rest):
            return dda if taxonomy == "dda" else csa
    return ""


def lessons_of_metadata(folder: Path, taxonomy: str) -> list[Lesson]:
    """Return what the national metadata teach: the office that gives a figure tells its subject."""
    lessons = {}
    for row in _rows(folder / "sdsn_bps_sdg_goal.csv"):
        title = (row["judulIndikator"] or row["konsep"]).strip().strip("*")
        given = [entry for entry in OFFICES if re.search(entry[0], row["sumberData"].casefold())]
        if len(given) == 1 and 5 < len(title) < 140:
            subject = given[0][{"urusan": 1, "dda": 2, "csa": 3}[taxonomy]]
            lessons[title] = Lesson(title, "", subject, METADATA)
    return list(lessons.values())


def lessons_of_catalogue(catalogue: Catalogue) -> list[Lesson]:
    """Return the catalogue's own words, each as a title and as the heading of one."""
    listed = {OUTSIDE: list(catalogue.outside)} if catalogue.outside else {}
    for entry in catalogue.subjects:
        listed[entry.official_id] = [*entry.terms, entry.subject.name]
        if catalogue.taxonomy == "dda":
            listed[entry.official_id] += [phrase for each in entry.indicators for phrase in each.match]
    return [
        lesson
        for subject, phrases in listed.items()
        for phrase in dict.fromkeys(phrases)
        for lesson in (
            Lesson(phrase, "", subject, LISTED),
            Lesson(f"jumlah, {phrase}", "", subject, LISTED_UNDER_HEADING),
        )
    ]


def lessons_of_glossary(catalogue: Catalogue) -> list[Lesson]:
    """Return the standard indicators under all their names, where the glossary says whose matter they are."""
    known = {entry.official_id for entry in catalogue.subjects}
    lessons = []
    for one in load_glossary():
        subject = one.id_in(catalogue.taxonomy)
        if not subject and catalogue.outside and one.id_in("dda") == "keuangan-daerah":
            subject = OUTSIDE
        elif subject not in known:
            continue
        lessons += [Lesson(name, one.unit, subject, IN_GLOSSARY) for name in one.names]
    return lessons


def lessons_of_sectors() -> list[Lesson]:
    """Return what the sectors of the regional product teach of the matters of government."""
    return [
        Lesson(title, "", matter, LISTED)
        for sector, matter in SECTORS
        for title in (
            f"{sector}, produk domestik regional bruto",
            f"PDRB subsektor {sector}, produk domestik regional bruto",
            f"kontribusi sektor {sector} terhadap PDRB",
        )
    ]


def lessons_of_definitions(folder: Path) -> list[Lesson]:
    """Return the phrases by which the BPS site defines its subjects."""
    lessons = []
    for row in _rows(folder / "bps_csa_subjects_with_definitions.csv"):
        for phrase in re.split(r"[,;.()]", row["keterangan"]):
            if 3 < len(phrase.strip()) < 80:
                lessons.append(Lesson(phrase.strip(), "", row["sub_id"], 0.4))
    return lessons
