"""Observations to take away: a workbook for people, CSV and Parquet for programs, and what describes them."""

from __future__ import annotations

import io
import zipfile

import polars as pl

from rupadata.data_files import PACKAGE_FILE, PEOPLES_FILE, package, peoples_csv, technical_csv, workbook
from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.model.observations import OBSERVATION_SCHEMA

EXPORTS = ("xlsx", "csv", "parquet", "zip")
"""`zip` holds all forms and the Data Package descriptor."""


def export(rows: pl.DataFrame, form: str, title: str) -> bytes:
    """Return observations in one form; the same rows give the same bytes."""
    plain = rows.select(*OBSERVATION_SCHEMA)
    if form == "xlsx":
        return workbook(plain, title=title)
    if form == "csv":
        return technical_csv(plain)
    if form == "parquet":
        return _parquet(plain)
    if form == "zip":
        return _parcel(plain, title)
    raise UsageError(
        say(id=f"Bentuk {form!r} tidak dikenal.", en=f"The form {form!r} is unknown."),
        code="option-unknown",
        hint=say(id=f"Pilih {', '.join(EXPORTS)}.", en=f"Choose one of {', '.join(EXPORTS)}."),
    )


def _parquet(rows: pl.DataFrame) -> bytes:
    held = io.BytesIO()
    rows.write_parquet(held, compression="zstd")
    return held.getvalue()


def _parcel(rows: pl.DataFrame, title: str) -> bytes:
    files = {
        "data.csv": technical_csv(rows),
        PEOPLES_FILE: peoples_csv(rows),
        "data.xlsx": workbook(rows, title=title),
        "data.parquet": _parquet(rows),
        PACKAGE_FILE: package(title, "data"),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
