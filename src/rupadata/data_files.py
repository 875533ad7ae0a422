"""The observations behind a page as files: for programs, for Indonesian readers, and what describes both.

`data.csv` is technical: commas, decimal points, ISO periods, codes as they are. `data-id.csv` and `data.xlsx`
say the same to people: Indonesian heads, dimensions as columns, periods in words, figures as printed.
`datapackage.json` (Data Package of Frictionless Data) tells programs the type of every column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from rupadata.model.observations import OBSERVATION_SCHEMA
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


def technical_csv(observations: pl.DataFrame) -> bytes:
    """Return observations as CSV for programs; see docs/reference/observations.md for the columns."""
    rows = observations.select(*OBSERVATION_SCHEMA)
    return render_csv(DataTable("Data", tuple(rows.columns), tuple(rows.iter_rows())))


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
    fields = [
        {"name": column, "type": _TYPES.get(column, "string"), "description": _HEADS.get(column, column)}
        for column in OBSERVATION_SCHEMA
    ]
    described = {
        "name": re.sub(r"[^a-z0-9._-]+", "-", name.casefold()).strip("-") or "data",
        "title": title,
        "profile": "data-package",
        "resources": [
            {
                "name": "data",
                "path": "data.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            },
            {
                "name": "data-id",
                "path": PEOPLES_FILE,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ";"},
            },
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _peoples_table(observations: pl.DataFrame, *, dots: bool = True) -> DataTable:
    rows = observations.select(*OBSERVATION_SCHEMA).to_dicts()
    read = {text: json.loads(text) for text in {row["dimensions"] for row in rows}}
    split = [read[row["dimensions"]] for row in rows]
    dimensions = sorted({name for own in split for name in own})
    return DataTable(
        "Data",
        (
            "Indikator",
            *(name[:1].upper() + name[1:] for name in dimensions),
            *(head for name, head in _HEADS.items() if name != "indicator"),
        ),
        tuple(
            (row["indicator"], *(own.get(name, "") for name in dimensions), *_told(row, dots))
            for row, own in zip(rows, split, strict=True)
        ),
    )


def _told(row: Mapping[str, Any], dots: bool) -> Iterator[Cell]:
    """Yield the cells of a row behind indicator and dimensions, as people read them."""
    flags = row["flags"].split(";") if row["flags"] else []
    for name in list(_HEADS)[1:]:
        cell = row[name]
        if name == "value":
            yield None if cell is None else Figure(cell, row["decimals"])
        elif name == "missing":
            yield _MISSING.get(cell, cell)
        elif name == "flags":
            yield "; ".join(_FLAGS.get(flag, flag) for flag in flags)
        elif name == "period":
            year = _YEAR.fullmatch(cell) and "school-year" not in flags
            yield int(cell) if year else _period(cell, flags)
        elif name == "region_code" and not dots:
            yield cell.replace(".", "")
        else:
            yield cell


def _period(text: str, flags: Sequence[str]) -> str:
    return format_period(text, "id", school_year="school-year" in flags) if text else ""


def _notes(observations: pl.DataFrame) -> Iterable[str]:
    """Yield what the data say of themselves, then what their marks mean."""
    yield from (note for note in observations["notes"].unique(maintain_order=True) if note)
    if observations["missing"].ne("").any():
        yield "Sel nilai yang kosong: lihat kolom Keterangan; kosong bukan nol."
    yield "Angka ditulis dengan desimal seperti tercetak dalam tabel sumber."
