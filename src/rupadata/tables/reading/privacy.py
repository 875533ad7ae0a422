"""Personal data stops a table; counts of few people are pointed out. Only aggregates are published (UU
27/2022)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rupadata.language import Said
from rupadata.model.source import cell_name
from rupadata.model.thresholds import SMALL_CELL
from rupadata.problems import Place, Problem
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.table_words import fold
from rupadata.tables.opening.context import Context
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import DROPPED, Column, Role
from rupadata.tables.shape.tidy_types import Observed
from rupadata.tables.sheet import Sheet

_HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "nik",
        re.compile(
            r"^(?:no(?:mor)? )?(?:nik|ktp|kk pemohon|induk kependudukan)\b|^nik\b|^no(?:mor)? (?:ktp|kk|"
            r"kartu keluarga)$"
        ),
    ),
    ("phone", re.compile(r"\b(?:telp|telepon|tlp|hp|handphone|no wa|whatsapp|nomor wa|ponsel)\b")),
    ("e-mail", re.compile(r"\be ?-?mail\b|\bsurel\b")),
    ("bank-account", re.compile(r"\b(?:no|nomor)?\.? ?rek(?:ening)?\b")),
    ("birth-date", re.compile(r"\b(?:tgl|tanggal|tempat) (?:lahir|tgl lahir)\b")),
    (
        "name",
        re.compile(
            r"\bnama (?:lengkap|pelapor|pemohon|penerima|pegawai|siswa|murid|guru|pasien|responden|warga|"
            r"penduduk|anggota|pemilik|"
            r"kepala keluarga|orang tua|ibu|ayah|korban|peserta|pelanggan|wajib pajak|pengadu|petugas|"
            r"pendaftar|anak|balita)\b"
        ),
    ),
)
_VALUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nik", re.compile(r"(?:1[1-9]|[2-9]\d)\d{4}(?:[0-6]\d|7[01])(?:0[1-9]|1[0-2])\d{2}\d{4}")),
    ("phone", re.compile(r"(?:\+?62[\s-]?|0)8\d{2}[\s-]?\d{3,4}[\s-]?\d{3,5}")),
    ("e-mail", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
)
_NAMES = {
    "nik": Said("NIK", "national identity numbers"),
    "phone": Said("nomor telepon", "telephone numbers"),
    "e-mail": Said("alamat surel", "e-mail addresses"),
    "bank-account": Said("nomor rekening", "bank accounts"),
    "birth-date": Said("tanggal lahir", "dates of birth"),
    "name": Said("nama orang", "names of persons"),
}
_INSTITUTION = re.compile(
    r"\b(?:sdn?|smpn?|sman?|smkn?|min|mts|ma|tk|paud|puskesmas|pustu|rs|rsud|klinik|pt|cv|ud|koperasi|"
    r"dinas|badan|kantor|desa|kelurahan|"
    r"kecamatan|kabupaten|kota|jalan|jl|pasar|hotel|pantai|taman|masjid|gereja|izin|pajak|belanja|sungai|"
    r"gunung|pulau|sekolah|yayasan|"
    r"universitas|bank|jumlah|total|program|kegiatan|stasiun|terminal|pelabuhan|industri|pertanian|jasa)\b",
    re.I,
)
_PERSONS = re.compile(
    r"(?:nama )?(?:kepala keluarga|kk|kpm|penerima(?: manfaat| bantuan)?|pemilik|responden|pasien|siswa|"
    r"pegawai|pemohon|pelapor|wajib pajak|anggota|petani|nelayan|pelaku usaha)"
)
"""Headers that can head names of persons as well as counts of them: the cells tell."""
_PERSON = re.compile(r"[A-Za-z'.]+(?: [A-Za-z'.]+){1,4}(?:, ?[A-Za-z. ]+)?")


def find_personal_columns(columns: Sequence[Column], regions: Regions) -> dict[int, str]:
    """Return the columns that hold personal data, with what they hold; names of regions are none."""
    found: dict[int, str] = {}
    for column in columns:
        if column.role is Role.IGNORED:
            continue
        samples = [s for s in column.samples if s]
        header = fold(column.header)
        kind = is_personal_header(header) if samples else ""
        if kind in ("nik", "bank-account", "phone") and sum(
            len(re.sub(r"\D", "", s)) >= 7 for s in samples
        ) * 2 < len(samples):
            kind = ""  # "Jumlah Telepon", "Jumlah Rekening": counts of them, not they themselves
        if kind == "bank-account" and sum(map(_is_budget_code, samples)) * 2 > len(samples):
            kind = ""  # "kode_rekening" of a budget
        if kind == "e-mail" and not any("@" in s for s in samples):
            kind = ""
        if kind == "name" and sum(bool(re.fullmatch(r"[\d.,\s-]+", s)) for s in samples) * 2 > len(samples):
            kind = ""
        if not kind:
            plain = [_plain_value(s) for s in samples]
            for name, pattern in _VALUES:
                hits = sum(bool(pattern.fullmatch(s)) for s in plain)
                if len(samples) >= 3 and hits * 10 >= len(samples) * 6:
                    kind = name
                    break
        if (
            not kind
            and header == "nama"
            and _look_like_persons(samples)
            and not _name_regions(samples, regions)
        ):
            kind = "name"
        if not kind and _PERSONS.fullmatch(header) and _name_many(samples):
            kind = "name"
        if kind:
            found[column.index] = kind
    return found


def _is_budget_code(text: str) -> bool:
    """Tell whether a text is a code of nested accounts: 5.1.02.01.01.0024."""
    return re.fullmatch(r"\d{1,2}(?:\.\d{1,4})+", text) is not None


def is_personal_header(text: str) -> str:
    """Return what kind of personal data a header names; empty for none."""
    return next((kind for kind, pattern in _HEADERS if pattern.search(fold(text))), "")


def is_personal_value(text: str) -> bool:
    """Tell whether a cell by itself is a NIK, a telephone number or an e-mail address."""
    return any(pattern.fullmatch(_plain_value(text)) for _, pattern in _VALUES)


_ENDS_IN_ZERO = re.compile(r"\.0$")


def _plain_value(text: str) -> str:
    return _ENDS_IN_ZERO.sub("", text).strip().lstrip("'")


def _look_like_persons(samples: Sequence[str]) -> bool:
    if len(samples) < 5 or len(set(samples)) * 10 < len(samples) * 9:
        return False
    persons = [s for s in samples if _PERSON.fullmatch(s) and not _INSTITUTION.search(s)]
    return len(persons) * 10 >= len(samples) * 8


def _name_regions(samples: Sequence[str], regions: Regions) -> bool:
    """Tell whether nearly all of some texts are names of regions as their list writes them."""
    found = [regions.find(text) for text in samples]
    exact = sum(match is not None and match.how != "near" for match in found)
    return exact * 10 >= len(samples) * 9


def _name_many(samples: Sequence[str]) -> bool:
    """Tell whether cells under a header of persons name many: words alone, few of them twice, no offices. One
    word is a name too: Trimo."""
    plain = [s for s in samples if re.fullmatch(r"[^\W\d_][^\d:;/()]*", s) and not _INSTITUTION.search(s)]
    return (
        len(samples) >= 5 and len(plain) * 10 >= len(samples) * 8 and len(set(samples)) * 3 > len(samples) * 2
    )


def stop_for_personal_data(
    sheet: Sheet, block: TableBlock, columns: Sequence[Column], context: Context
) -> list[Problem]:
    """Return an error for each column of personal data; the table is not read while there is one."""
    problems = []
    by_index = {column.index: column for column in columns}
    for index, kind in find_personal_columns(columns, context.regions).items():
        row = block.headers[-1] if block.headers else block.body[0]
        header = by_index[index].header or cell_name(row, index)
        problems.append(
            Problem.of(
                "personal-data",
                Place(context.file, sheet.name, cell_name(row, index)),
                column=header,
                kind=_NAMES[kind],
            )
        )
    return problems


def point_out_dropped(
    sheet: Sheet, block: TableBlock, columns: Sequence[Column], context: Context
) -> list[Problem]:
    """Return a note for each column that was left out on purpose: whoever passes the file on must know."""
    row = block.headers[-1] if block.headers else block.body[0]
    return [
        Problem.of(
            "column-dropped",
            Place(context.file, sheet.name, cell_name(row, column.index)),
            column=column.header,
        )
        for column in columns
        if column.role is Role.IGNORED and column.why == DROPPED
    ]


def point_out_small_cells(observed: Sequence[Observed], threshold: int = SMALL_CELL) -> list[Problem]:
    """Flag counts of few people; one warning tells how many there are in a table."""
    tables: dict[tuple[str, str, str], int] = {}
    for o in observed:
        if (
            o.value is not None
            and 0 < o.value < threshold
            and o.value == int(o.value)
            and not o.decimals
            and counts_people(o.indicator, o.unit, o.measure)
        ):
            o.flags.add("small-cell")
            key = (o.file, o.sheet, o.table)
            tables[key] = tables.get(key, 0) + 1
    return [small_cells(Place(file, sheet), count, threshold) for (file, sheet, _), count in tables.items()]


@lru_cache(maxsize=4096)
def counts_people(indicator: str, unit: str, measure: str) -> bool:
    """Tell whether an indicator counts persons one by one, so that a small figure may tell who they are."""
    named = re.search(r"penduduk|penderita|korban|penyandang|kematian|siswa|pasien", indicator, re.I)
    people = unit in ("jiwa", "orang") or named is not None
    return people and measure.startswith("count") and "ribu" not in unit


def small_cells(where: Place, count: int, threshold: int) -> Problem:
    """Tell how many figures of a table count few persons."""
    return Problem.of("small-cells", where, count=count, threshold=threshold)
