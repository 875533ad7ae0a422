"""The observations behind a page as files: for programs, for Indonesian readers, and what describes both.

`data.csv` is technical: commas, decimal points, ISO periods, codes as they are. `data-id.csv` and `data.xlsx`
say the same to people: Indonesian heads, dimensions as columns, periods in words, figures as printed.
`datapackage.json` (Data Package of Frictionless Data) tells programs the type of every column.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from rupadata.errors import InputRefusedError
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.observations_file import check_observations
from rupadata.render import DataTable, Figure, render_csv, render_xlsx
from rupadata.render.tables import Cell
from rupadata.wording import format_period

PEOPLES_FILE, PACKAGE_FILE = "data-id.csv", "datapackage.json"
_TYPES = {"value": "number", "decimals": "integer"}
"""The columns that are no text."""
_HEADS = {
    "indicator": "Indikator",
    "unit": "Satuan",
    "region_code": "Kode wilayah",
    "region": "Wilayah",
    "period": "Periode",
    "value": "Nilai",
    "missing": "Keterangan",
    "flags": "Tanda",
    "notes": "Catatan",
    "producer": "Produsen data",
    "table": "Judul tabel",
    "file": "Berkas",
    "sheet": "Lembar",
    "cell": "Sel",
}
_MISSING = {
    "not-available": "tidak tersedia",
    "not-applicable": "tidak berlaku",
    "nil": "nihil",
    "suppressed": "dirahasiakan",
    "blank": "kosong",
    "unreadable": "tidak terbaca",
}
_FLAGS = {
    "break": "deret terputus sebelum angka ini",
    "computed": "dihitung dari data satuan",
    "decimals-inferred": "tanda desimal disimpulkan dari kolomnya",
    "estimate": "angka perkiraan",
    "illustrative": "contoh, bukan angka resmi",
    "negligible": "sangat kecil",
    "projection": "proyeksi",
    "provisional": "angka sementara",
    "revised": "angka diperbaiki",
    "school-year": "tahun ajaran",
    "very-provisional": "angka sangat sementara",
}
_YEAR = re.compile(r"\d{4}")
_FIELDS = [
    {"name": column, "type": _TYPES.get(column, "string"), "description": _HEADS.get(column, column)}
    for column in OBSERVATION_SCHEMA
]
_RESOURCES = [
    {
        "name": "data",
        "path": "data.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": _FIELDS, "missingValues": [""]},
    },
    {
        "name": "data-id",
        "path": PEOPLES_FILE,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"},
    },
]


def technical_csv(observations: pl.DataFrame) -> bytes:
    """Return observations as CSV for programs; see docs/reference/observations.md for the columns."""
    rows = observations[list(OBSERVATION_SCHEMA)]
    return render_csv(DataTable("Data", tuple(rows.columns), tuple(rows.iter_rows())))


def from_technical_csv(content: bytes) -> pl.DataFrame | None:
    """Return the observations that `technical_csv` wrote; None where a file is no such CSV."""
    try:
        rows = pl.read_csv(io.BytesIO(content), schema=OBSERVATION_SCHEMA)
        return check_observations(Path("data.csv"), rows.with_columns(pl.col(pl.String).fill_null("")))
    except (pl.exceptions.PolarsError, UnicodeError, InputRefusedError):
        return None


def peoples_csv(observations: pl.DataFrame) -> bytes:
    """Return observations as CSV for a spreadsheet set to Indonesian: semicolons and decimal commas.

    Codes of regions stand without dots, which such a spreadsheet takes for a time of day.
    """
    table = _peoples_table(observations, dots=False)
    return render_csv(table, delimiter=";", decimal=",")


def workbook(observations: pl.DataFrame, *, title: str = "", day: date | None = None) -> bytes:
    """Return observations as a workbook for people: data, sources and notes, set up for printing."""
    places = observations.select("file", "sheet", "table", "producer").unique(maintain_order=True)
    sources = DataTable("Sumber", tuple(_HEADS[name] for name in places.columns), tuple(places.iter_rows()))
    notes = DataTable("Catatan", ("Catatan",), tuple((line,) for line in _notes(observations)))
    return render_xlsx([_peoples_table(observations), sources, notes], title=title, date=day)


def package(title: str, name: str) -> bytes:
    """Return what describes `data.csv` and `data-id.csv`: types, dialects and the mark of what is missing."""
    described = {
        "name": re.sub(r"[^a-z0-9._-]+", "-", name.casefold()).strip("-") or "data",
        "title": title,
        "profile": "data-package",
        "resources": _RESOURCES,
    }
    # The standard library indents slowly.
    return msgspec.json.format(json.dumps(described, ensure_ascii=False), indent=2).encode() + b"\n"


def _peoples_table(observations: pl.DataFrame, *, dots: bool = True) -> DataTable:
    """Return observations as people read them, by column: what one repeats is put in words once."""
    columns = {name: observations[name].to_list() for name in OBSERVATION_SCHEMA}
    read = {text: json.loads(text) for text in set(columns["dimensions"])}
    dimensions = sorted({name for own in read.values() for name in own})
    told: list[Sequence[Cell]] = [columns["indicator"]]
    for name in dimensions:
        said = {text: own.get(name, "") for text, own in read.items()}
        told.append([said[text] for text in columns["dimensions"]])
    for name in list(_HEADS)[1:]:
        told.append(_told(name, columns, dots=dots))
    return DataTable(
        "Data",
        (
            "Indikator",
            *(name[:1].upper() + name[1:] for name in dimensions),
            *(head for name, head in _HEADS.items() if name != "indicator"),
        ),
        tuple(zip(*told, strict=True)),
    )


def _told(name: str, columns: Mapping[str, list[Any]], *, dots: bool) -> Sequence[Cell]:
    """Return a column behind indicator and dimensions as people read it."""
    cells = columns[name]
    if name == "value":
        return [
            None if value is None else Figure(value, decimals)
            for value, decimals in zip(cells, columns["decimals"], strict=True)
        ]
    if name == "period":
        both = list(zip(cells, columns["flags"], strict=True))
        periods = {pair: _told_period(*pair) for pair in set(both)}
        return [periods[pair] for pair in both]
    if name == "missing":
        words = {cell: _MISSING.get(cell, cell) for cell in set(cells)}
    elif name == "flags":
        words = {cell: "; ".join(_FLAGS.get(flag, flag) for flag in _flags(cell)) for cell in set(cells)}
    elif name == "region_code" and not dots:
        words = {cell: cell.replace(".", "") for cell in set(cells)}
    else:
        return cells
    return [words[cell] for cell in cells]


def _flags(text: str) -> list[str]:
    return text.split(";") if text else []


def _told_period(period: str, flags: str) -> Cell:
    marks = _flags(flags)
    year = _YEAR.fullmatch(period) and "school-year" not in marks
    return int(period) if year else _period(period, marks)


def _period(text: str, flags: Sequence[str]) -> str:
    return format_period(text, "id", school_year="school-year" in flags) if text else ""


def _notes(observations: pl.DataFrame) -> Iterable[str]:
    """Yield what the data say of themselves, then what their marks mean."""
    yield from (note for note in observations["notes"].unique(maintain_order=True) if note)
    if observations["missing"].ne("").any():
        yield "Sel nilai yang kosong: lihat kolom Keterangan; kosong bukan nol."
    yield "Angka ditulis dengan desimal seperti tercetak dalam tabel sumber."
