"""Parquet files as sheets."""

from __future__ import annotations

import io

import polars as pl

from rupadata.errors import InputRefusedError
from rupadata.limits import current_limits
from rupadata.tables.opening.refusals import refuse, silence, too_wide
from rupadata.tables.sheet import CellValue, Sheet


def read_parquet(data: bytes) -> tuple[Sheet, ...]:
    """Return the one sheet of a Parquet file; its header counts as the first row."""
    try:
        with silence():
            # What is written of it at its end tells how much there is, before any of it is unpacked.
            lazy = pl.scan_parquet(io.BytesIO(data))
            _check_size(lazy.select(pl.len()).collect().item(), len(lazy.collect_schema()))
            frame = lazy.collect()
    except InputRefusedError:
        raise
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
    rows: list[list[CellValue]] = [list(frame.columns)]
    rows.extend([_plain(value) for value in row] for row in frame.iter_rows())
    return (Sheet("", rows),)


def _check_size(height: int, width: int) -> None:
    limits = current_limits()
    if width > limits.columns:
        raise too_wide(width)
    if height > limits.rows or height * width > limits.cells:
        raise refuse(
            "file-too-large",
            id=f"Tabel memuat {height} baris x {width} kolom.",
            en=f"The table has {height} rows x {width} columns.",
            hint_id="Bagi tabelnya, misalnya per tahun.",
            hint_en="Part the table, by year for example.",
        )


def _plain(value: object) -> CellValue:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)
