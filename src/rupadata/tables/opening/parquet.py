"""Parquet files as sheets."""

from __future__ import annotations

import io

import polars as pl

from rupadata.tables.opening.refusals import refuse, silence
from rupadata.tables.sheet import CellValue, Sheet

MAX_ROWS = 3_000_000


def read_parquet(data: bytes) -> tuple[Sheet, ...]:
    """Return the one sheet of a Parquet file; its header counts as the first row."""
    try:
        with silence():
            frame = pl.read_parquet(io.BytesIO(data))
    except BaseException as error:  # a panic of the Rust reader is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise refuse(
            "file-damaged",
            id="Berkas Parquet rusak.",
            en="The Parquet file is damaged.",
            hint_id="Buat ulang berkasnya.",
            hint_en="Make it again.",
        ) from error
    if frame.height > MAX_ROWS:
        raise refuse(
            "file-too-large",
            id=f"Tabel memuat {frame.height} baris.",
            en=f"The table has {frame.height} rows.",
            hint_id="Bagi tabelnya, misalnya per tahun.",
            hint_en="Part the table, by year for example.",
        )
    rows: list[list[CellValue]] = [list(frame.columns)]
    rows.extend([_plain(value) for value in row] for row in frame.iter_rows())
    return (Sheet("", rows),)


def _plain(value: object) -> CellValue:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)
