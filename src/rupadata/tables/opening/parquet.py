"""Parquet files as sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

import polars as pl

from rupadata.errors import InputRefusedError
from rupadata.limits import current_limits
from rupadata.tables.opening.refusals import refuse, silence, too_wide
from rupadata.tables.sheet import CellValue, Sheet

Part = tuple[str, CellValue]
"""What a folder of a lake says of all rows of its files: a column and its value."""
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_UNKNOWN_PART = "__HIVE_DEFAULT_PARTITION__"
"""How engines write the folder of the rows that lack the value."""


def parts_of_lake(folders: Iterable[str]) -> tuple[Part, ...]:
    """Return what the folders of a file say of its rows, from far to near: `tahun=2024`, `region=33.21`.

    `folders` go from near to far, as those of a `Context`. The writers of such lakes leave these columns out
    of the files, and write marks in names as in addresses of the web.
    """
    told: list[Part] = []
    for folder in folders:
        name, mark, text = folder.partition("=")
        if mark and name:
            told.append((unquote(name), None if text == _UNKNOWN_PART else _typed(unquote(text))))
    return tuple(reversed(told))


def _typed(text: str) -> CellValue:
    """Return a value as it stood in its column, where its text tells: whole numbers, not codes like 0301."""
    return int(text) if _WHOLE.fullmatch(text) else text


def read_parquet(data: bytes, parts: Sequence[Part] = ()) -> tuple[Sheet, ...]:
    """Return the one sheet of a Parquet file; its header counts as the first row.

    `parts` that the file has no column for stand behind its own columns, so that its cells keep their names.
    """
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
    added = [part for part in parts if part[0] not in frame.columns]
    values = [value for _, value in added]
    rows: list[list[CellValue]] = [[*frame.columns, *(name for name, _ in added)]]
    rows.extend([*map(_plain, row), *values] for row in frame.iter_rows())
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
