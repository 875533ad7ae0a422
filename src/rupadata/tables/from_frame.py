"""A frame of an analyst as a reading: pandas, polars, Arrow or plain columns, with what its columns are.

The frame is written as a sheet whose heads say what each column is, and read as every file is, so that roles,
measures, checks and the cell behind each figure are the same as of a file.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

import polars as pl

from rupadata.errors import InputRefusedError, UsageError, nearest_name
from rupadata.glossary import Glossary
from rupadata.language import say
from rupadata.model.observations import Reading
from rupadata.model.period import parse_period
from rupadata.regions import Regions, official_regions
from rupadata.tables.read_files import read_tables

MOST_ROWS = 1_000_000
"""What one sheet can hold; larger tables are read from a CSV or Parquet file."""
_SURE = 0.85
"""From this score on a region is taken for the one that a text means."""
_HEADS = {"region": "Wilayah", "period": "Periode", "indicator": "Indikator", "unit": "Satuan"}
_VALUE = "Nilai"
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


def from_frame(
    frame: object,
    *,
    value: str | Sequence[str],
    indicator: str,
    region: str,
    period: str | int = "",
    unit: str = "",
    dimensions: Sequence[str] = (),
    title: str = "",
    name: str = "tabel",
    regions: Regions | None = None,
    glossary: Glossary | None = None,
) -> Reading:
    """Return the observations of a frame, as `read_tables` returns those of files.

    Parameters
    ----------
    frame
        A pandas, polars or Arrow table, anything with `__arrow_c_stream__`, or a mapping of columns.
    value
        The column of figures. Several columns are a wide table headed by periods; `period` then stays empty.
    indicator, region, period, unit
        Each names a column, or is the one word that holds for all rows (`region="Kota Tangerang"`,
        `period=2024`). Regions are dotted codes or names; periods are years, dates or ISO text (2024,
        2024-03, 2024-Q1).
    dimensions
        Columns that part the figures, such as sex or age group; known ones get their standard names.
    title, name
        The table's title, and what sources and evidence call it.
    regions, glossary
        Those that the office knows; what ships when none are given.

    Raises
    ------
    UsageError
        A column that is not there, a text among the figures, a period that is none. What is merely imperfect
        stands among the problems of the reading.
    """
    table = _as_polars(frame)
    if table.is_empty():
        raise InputRefusedError(say(id="Tabelnya kosong.", en="The frame is empty."), code="frame-unusable")
    if table.height > MOST_ROWS:
        raise InputRefusedError(
            say(
                id=f"Tabelnya {table.height} baris; paling banyak {MOST_ROWS}.",
                en=f"The frame has {table.height} rows; the most are {MOST_ROWS}.",
            ),
            code="frame-unusable",
            hint=say(
                id="Simpan sebagai CSV atau Parquet dan baca dengan read_tables.",
                en="Save it as CSV or Parquet and read that with read_tables.",
            ),
        )
    columns = [value] if isinstance(value, str) else list(value)
    for column in (*columns, *dimensions):
        _check_column(column, table)
    if len(columns) > 1:
        table, period = _unpivoted(table, columns, period, (indicator, region, unit, *dimensions))
        columns = ["value"]
    known = regions or official_regions()
    sheet = [
        _labels(region, table, "region", known).alias(_HEADS["region"]),
        _periods(period, table).alias(_HEADS["period"]),
        _labels(indicator, table, "indicator", known).alias(_HEADS["indicator"]),
        *(_texts(table[column]).alias(column) for column in dimensions),
        _figures(table[columns[0]]).alias(_VALUE),
        *((_labels(unit, table, "unit", known).alias(_HEADS["unit"]),) if unit else ()),
    ]
    stem = "".join(" " if mark in _NOT_IN_NAMES else mark for mark in name).strip(" .") or "tabel"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{stem}.xlsx")
        path.write_bytes(_as_workbook(pl.DataFrame(sheet), title))
        return read_tables(path, regions=regions, glossary=glossary)


def _as_polars(frame: object) -> pl.DataFrame:
    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, Mapping):
        columns = cast("Mapping[object, Iterable[object]]", frame)
        return pl.DataFrame({str(head): list(cells) for head, cells in columns.items()}, strict=False)
    if type(frame).__module__.partition(".")[0] == "pandas" and hasattr(frame, "columns"):
        return _of_pandas(frame)
    try:
        if isinstance(frame, str | bytes):
            raise TypeError(frame)
        return pl.DataFrame(frame)  # type: ignore[arg-type]  # whatever speaks Arrow
    except (TypeError, ValueError) as error:
        raise UsageError(
            say(
                id=f"{type(frame).__name__} bukan tabel.",
                en=f"A {type(frame).__name__} is no table.",
            ),
            code="frame-unusable",
            hint=say(
                id="Beri DataFrame pandas atau polars, tabel Arrow, atau pemetaan kolom.",
                en="Give a pandas or polars DataFrame, an Arrow table or a mapping of columns.",
            ),
        ) from error


def _of_pandas(frame: Any) -> pl.DataFrame:
    """Return a pandas frame by its columns, without pyarrow; an index that is named counts."""
    if any(frame.index.names):
        frame = frame.reset_index()
    heads = [str(head) for head in frame.columns]
    cells = [frame.iloc[:, place] for place in range(len(heads))]
    return pl.DataFrame(
        {head: [None if one else cell for one, cell in zip(column.isna(), column.tolist(), strict=True)]
         for head, column in zip(heads, cells, strict=True)},
        strict=False,
    )  # fmt: skip


def _check_column(column: str, table: pl.DataFrame) -> None:
    if column in table.columns:
        return
    near = nearest_name(column, table.columns)
    raise UsageError(
        say(id=f"Kolom {column!r} tidak ada.", en=f"There is no column {column!r}."),
        code="unknown-name",
        hint=say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?")
        if near
        else say(id=f"Yang ada: {', '.join(table.columns)}.", en=f"There are: {', '.join(table.columns)}."),
    )


def _unpivoted(
    table: pl.DataFrame, columns: Sequence[str], period: str | int, keys: Sequence[str]
) -> tuple[pl.DataFrame, str]:
    """Return a wide table as a long one, and the column that its heads went into."""
    odd = next((column for column in columns if parse_period(column.strip()) is None), None)
    if period or odd is not None:
        raise UsageError(
            say(
                id=f"Beberapa kolom angka harus berkepala periode; {odd!r} bukan periode."
                if odd is not None
                else "Beberapa kolom angka sudah menyebut periodenya: kosongkan period.",
                en=f"Several columns of figures must be headed by periods; {odd!r} is none."
                if odd is not None
                else "Several columns of figures name their periods: leave period empty.",
            ),
            code="frame-unusable",
        )
    kept = [key for key in dict.fromkeys(keys) if key in table.columns]
    for column in columns:
        _figures(table[column])
    long = table.select(*kept, *(pl.col(column).cast(pl.Float64) for column in columns)).unpivot(
        on=columns, index=kept, variable_name="period", value_name="value"
    )
    return long, "period"


def _labels(asked: str, table: pl.DataFrame, what: str, regions: Regions) -> pl.Series:
    """Return the texts of a column, or the one word that holds for all rows."""
    if asked in table.columns:
        return _texts(table[asked])
    near = get_close_matches(asked.casefold(), [head.casefold() for head in table.columns], n=1, cutoff=0.8)
    found = regions.find(asked) if what == "region" else None
    wrong_region = what == "region" and (found is None or found.score < _SURE)
    if near or wrong_region or not asked.strip():
        _check_column(asked, table)
    return pl.Series([asked]).new_from_index(0, table.height)


def _texts(column: pl.Series) -> pl.Series:
    if column.dtype.is_float() and (column.drop_nulls() % 1 == 0).all():
        column = column.cast(pl.Int64)
    return column.cast(pl.String).fill_null("")


def _periods(asked: str | int, table: pl.DataFrame) -> pl.Series:
    """Return the periods as ISO text; the first that is none is refused with its row."""
    name = str(asked)
    if name not in table.columns:
        if parse_period(name) is not None:
            return pl.Series([name]).new_from_index(0, table.height)
        _check_column(name, table)
    texts = _texts(table[name])
    odd = [text for text in texts.unique(maintain_order=True) if text and parse_period(text) is None]
    if odd:
        row = texts.to_list().index(odd[0])
        raise UsageError(
            say(
                id=f"Baris {row + 1}: {odd[0]!r} bukan periode.",
                en=f"Row {row + 1}: {odd[0]!r} is no period.",
            ),
            code="frame-unusable",
            hint=say(
                id="Tulis seperti 2024, 2024-03, 2024-Q1 atau 2024-S1.",
                en="Write it like 2024, 2024-03, 2024-Q1 or 2024-S1.",
            ),
        )
    return texts


def _figures(column: pl.Series) -> pl.Series:
    """Return a column of figures as numbers; texts are refused: which mark parts decimals is not guessed."""
    if column.dtype.is_numeric():
        return column.cast(pl.Float64).fill_nan(None)
    cells = column.to_list()
    odd = next((cell for cell in cells if cell is not None and not isinstance(cell, int | float)), None)
    if odd is None and column.dtype != pl.Boolean:
        return pl.Series(cells, dtype=pl.Float64)
    raise UsageError(
        say(
            id=f"Kolom {column.name!r} memuat yang bukan angka: {odd!r}.",
            en=f"The column {column.name!r} holds what is no number: {odd!r}.",
        ),
        code="frame-unusable",
        hint=say(
            id="Ubah dahulu menjadi angka; sel kosong berarti data tidak ada.",
            en="Make numbers of it first; an empty cell means that there is no figure.",
        ),
    )


def _as_workbook(sheet: pl.DataFrame, title: str) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(buffer, plain)
    workbook.set_properties({"created": dt.datetime(2000, 1, 1)})
    page = workbook.add_worksheet("Data")
    top = 0
    if title:
        page.write_string(0, 0, title)
        top = 2
    page.write_row(top, 0, sheet.columns)
    for row, cells in enumerate(sheet.iter_rows(), top + 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, float):
                page.write_number(row, column, cell)
            elif cell:
                page.write_string(row, column, cell)
    workbook.close()
    return buffer.getvalue()
