"""Registers, one row per case, counted by month, category, unit, status and district.

Nothing of a single case leaves this module: columns of persons are never read beyond their header.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from rupadata.model.region import Region, RegionLevel, level_of
from rupadata.regions import Regions
from rupadata.tables.lexicon.table_words import DISTRICTS, VILLAGES

Cell = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | None
Rows = Sequence[Sequence[Cell]]

Key = tuple[tuple[tuple[str, str], ...], Region | None, int]

LEAST_CASES = 5

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("done", r"\b(?:tanggal|tgl|waktu)\b.*\b(?:selesai|penyelesaian|ditutup|tindak lanjut)\b"),
        ("other-date", r"\b(?:tanggal|tgl)\b.*\b(?:lahir|berlaku|habis|kadaluarsa|expired)\b"),
        (
            "date",
            r"^(?:tanggal|tgl|waktu)\.?$|\b(?:tanggal|tgl|waktu)\b.*\b(?:masuk|lapor|laporan|pengaduan|aduan|diterima|"
            r"terima|permohonan|pengajuan|daftar|pendaftaran|kejadian|registrasi|register|dibuat)\b|^created",
        ),
        (
            "issued",
            r"\b(?:tanggal|tgl)\b.*\b(?:terbit|diterbitkan|penerbitan|penetapan|sk|izin)\b",
        ),
        ("category", r"\bnama (?:izin|layanan|perizinan)\b"),
        (
            "case",
            r"\b(?:tiket|ticket)\b|^(?:no|nomor|id|kode)\b.*\b(?:register|registrasi|laporan|pengaduan|aduan|"
            r"permohonan|izin|sk|pendaftaran|berkas)\b",
        ),
        (
            "personal",
            r"\b(?:nama|nik|ktp|alamat|telp|telepon|hp|wa|whatsapp|e ?-?mail|surel|pelapor|pemohon|pemilik|"
            r"npwp|nib|rekening|lahir|umur|usia)\b",
        ),
        (
            "text",
            r"\b(?:isi|uraian|deskripsi|judul|perihal|kronologi|tanggapan|jawaban|keterangan|catatan)\b",
        ),
        ("district", rf"\b(?:{DISTRICTS})\b"),
        ("village", rf"\b(?:{VILLAGES})\b"),
        ("status", r"\bstatus\b"),
        (
            "unit",
            r"\b(?:opd|skpd|perangkat daerah|dinas|instansi|unit(?: kerja| layanan)?|disposisi|tujuan)\b",
        ),
        ("channel", r"\b(?:kanal|media|sumber|saluran|channel)\b"),
        ("category", r"\b(?:kategori|category|topik|topic|klasifikasi|bidang|sektor|jenis(?! kelamin))\b"),
    )
)
DIMENSIONS = {"category": "kategori", "unit": "unit layanan", "status": "status", "channel": "kanal"}
_NO_WORDS = re.compile(r"[^a-z0-9 -]+")
_LETTER = re.compile(r"[a-z]")
_COUNTS = re.compile(
    r"\b(?:jumlah|total|realisasi|target|persen|persentase|nilai|rata-rata|volume|banyaknya)\b"
)
_MONTHS = {
    name: i + 1
    for i, names in enumerate(
        (
            "jan",
            "feb",
            "mar",
            "apr",
            "mei may",
            "jun",
            "jul",
            "agu aug agt",
            "sep",
            "okt oct",
            "nov nop",
            "des dec",
        )
    )
    for name in names.split()
}


class Register(Struct, frozen=True):
    """A register as found: its kind, which column is what, and the rows of cases, all counted from 0."""

    kind: str  # pengaduan, izin, permohonan izin or layanan
    header: int
    columns: Mapping[str, int]
    personal: tuple[str, ...]
    first: int
    last: int


class Count(Struct, frozen=True):
    """How many cases there are of a period, dimension and region; `column` is the column counted by."""

    period: str
    dimensions: tuple[tuple[str, str], ...]
    region: Region | None
    column: int
    cases: int


class Duration(Struct, frozen=True):
    """How many days the cases of a period took on average, and how many are done."""

    period: str
    days: float
    cases: int
    column: int


@lru_cache(maxsize=4096)
def role_of(header: str) -> str:
    """Return what a column of a register is by its header; "" when it says nothing known."""
    folded = " ".join(_NO_WORDS.sub(" ", header.casefold().replace("_", " ")).split())
    if not _LETTER.search(folded):  # A figure: every role is told by a word.
        return ""
    return next((role for role, pattern in _ROLES if pattern.search(folded)), "")


def parse_date(value: Cell) -> datetime.date | None:
    """Return the day of a cell; the day stands before the month, as Indonesians write it."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip().casefold()
    if found := re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", text):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", text):
        day, month, year = (int(part) for part in found.groups())
    elif found := re.match(r"(?:\w+, *)?(\d{1,2})[ -]([a-z]+)[ -](\d{4})(?!\d)", text):
        day, month, year = int(found[1]), _MONTHS.get(found[2][:3], 0), int(found[3])
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def find_register(rows: Rows, titles: str = "") -> Register | None:
    """Return the register that a sheet is, or None: most sheets are tables of figures.

    A register has a column of dates with a case in each row, something to count by, a sign that rows are
    single cases (a ticket, a person, a status, a text), and no column of figures.
    """
    for header, row in enumerate(rows[:15]):
        names = [str(cell) if isinstance(cell, str) else "" for cell in row]
        if sum(bool(name.strip()) for name in names) < 3:
            continue
        columns: dict[str, int] = {}
        personal: list[str] = []
        for index, name in enumerate(names):
            role = role_of(name)
            if role == "personal":
                personal.append(" ".join(name.split()))
            elif role and role not in columns:
                columns[role] = index
        date_role = next((role for role in ("date", "issued") if role in columns), "")
        signs = [role for role in ("case", "status", "text") if role in columns]
        groups = [role for role in (*DIMENSIONS, "district") if role in columns and role != "status"]
        if not date_role or not groups or not (signs or personal):
            continue
        if any(_COUNTS.search(name.casefold()) for name in names):
            return None
        first = header + 1
        dates = [parse_date(_at(rows[i], columns[date_role])) for i in range(first, len(rows))]
        filled = [i for i in range(first, len(rows)) if sum(cell not in (None, "") for cell in rows[i]) >= 3]
        if len(filled) < LEAST_CASES or sum(date is not None for date in dates) < 0.8 * len(filled):
            continue
        words = f"{titles} {' '.join(names)}".casefold().replace("_", " ")
        kind = _kind_of(words, date_role)
        if not kind:
            continue
        return Register(
            kind, header, {**columns, "date": columns[date_role]}, tuple(personal), filled[0], filled[-1]
        )
    return None


def _kind_of(words: str, date_role: str) -> str:
    if re.search(r"\b(?:pengaduan|aduan|keluhan|pelapor|laporan warga|lapor)\b", words):
        return "pengaduan"
    if re.search(r"\b(?:izin|ijin|perizinan|perijinan|permohonan|pemohon)\b", words):
        return "izin" if date_role == "issued" else "permohonan izin"
    if re.search(r"\b(?:layanan|pelayanan)\b", words):
        return "layanan"
    return ""


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None


def count_cases(
    regions: Regions, rows: Rows, register: Register, home: str
) -> tuple[list[Count], Counter[str], int]:
    """Return the counts by month and, for years with all twelve months, by year.

    Also returned: how often each district name is none in the home, and how many cases have no date.
    """
    dated: list[tuple[datetime.date, Sequence[Cell]]] = []
    undated = 0
    for row in rows[register.first : register.last + 1]:
        date = parse_date(_at(row, register.columns["date"]))
        if date is not None:
            dated.append((date, row))
        elif sum(cell not in (None, "") for cell in row) >= 3:
            undated += 1
    months: dict[int, set[int]] = defaultdict(set)
    for date, _ in dated:
        months[date.year].add(date.month)
    whole_years = {year for year, found in months.items() if len(found) == 12}

    counts: Counter[tuple[str, tuple[tuple[str, str], ...], Region | None, int]] = Counter()
    strange: Counter[str] = Counter()
    for date, row in dated:
        keys: list[Key] = [((), None, register.columns["date"])]
        for role, dimension in DIMENSIONS.items():
            if role in register.columns:
                column = register.columns[role]
                keys.append((((dimension, _category(_at(row, column))),), None, column))
        if "district" in register.columns:
            column = register.columns["district"]
            name = " ".join(str(_at(row, column) or "").split())
            region = find_district(regions, name, home)
            if region is not None:
                keys.append(((), region, column))
            else:
                strange[name or "?"] += 1
        periods = [f"{date:%Y-%m}", *([f"{date:%Y}"] if date.year in whole_years else [])]
        counts.update((period, *key) for period in periods for key in keys)
    found = [Count(*key, cases) for key, cases in counts.items()]
    found.sort(key=_order)
    return found, strange, undated


def _order(count: Count) -> tuple[object, ...]:
    code = count.region.code if count.region else ""
    return count.column, count.dimensions, code, len(count.period), count.period


def _category(value: Cell) -> str:
    text = " ".join(str(value if value is not None else "").split()).strip(" .-")
    return text[:1].upper() + text[1:].lower() if text.isupper() and len(text) > 5 else text or "Tidak diisi"


def find_district(regions: Regions, name: str, home: str) -> Region | None:
    """Return the district of a name in the home region; None without a sure one."""
    if not name or not home or level_of(home) > RegionLevel.REGENCY:
        return None
    found = regions.find(name, within=home, level=RegionLevel.DISTRICT)
    return found.region if found is not None and found.score >= 0.8 else None


def mean_durations(rows: Rows, register: Register) -> list[Duration]:
    """Return how long cases took by the month in which they came in; none without a column of their end."""
    end = next((role for role in ("done", "issued") if role in register.columns), "")
    if not end or register.columns[end] == register.columns["date"]:
        return []
    days: dict[str, list[int]] = defaultdict(list)
    for row in rows[register.first : register.last + 1]:
        begun = parse_date(_at(row, register.columns["date"]))
        done = parse_date(_at(row, register.columns[end]))
        if begun and done and done >= begun:
            days[f"{begun:%Y-%m}"].append((done - begun).days)
    column = register.columns[end]
    return [
        Duration(period, sum(all_) / len(all_), len(all_), column) for period, all_ in sorted(days.items())
    ]
