"""Does the short way for big files read a table as the ordinary way does? Tried on a sample of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl
from msgspec.structs import replace

from rupadata.tables.long.long_open import LongTable
from rupadata.tables.shape.tidy_types import Observed
from rupadata.tables.sheet import CellValue, Sheet

SAMPLE_ROWS = 300
MOST_READ_SINGLY = 200_000
"""Rows up to which a table is better read row by row than with a figure misunderstood."""
_COMPARED = ("indicator", "measure", "unit", "region_code", "region", "period", "dimensions", "role", "value")


def sample_of(table: LongTable) -> LongTable:
    """Return a table of the first rows of another and of rows spread over the rest of it.

    The rows stand below the header as if they were all; what they mean does not depend on where they stand.
    """
    height = table.body.height
    half = SAMPLE_ROWS // 2
    step = max(1, (height - half) // half)
    rows = sorted({*range(min(half, height)), *range(half, height, step), *_extremes(table.body)})
    body = table.body[rows]
    above = [list(row) for row in table.sheet.rows[: table.top]]
    cells: list[list[CellValue]] = [
        [value if value is None or isinstance(value, (str, int, float)) else str(value) for value in row]
        for row in body.iter_rows()
    ]
    return replace(table, sheet=replace(table.sheet, rows=[*above, *cells]), body=body, sampled_from=height)


def _extremes(body: pl.DataFrame) -> set[int]:
    """Return the rows of the largest figures of each column: what checks find is found there first."""
    found: set[int] = set()
    for name in body.columns[-_MOST_COLUMNS:]:
        series = body[name]
        if series.dtype == pl.Categorical():
            continue
        figures = series.cast(pl.Float64, strict=False)
        if figures.null_count() * 2 < len(figures):
            found.update(figures.fill_null(0.0).abs().arg_sort(descending=True).head(_EXTREMES).to_list())
    return found


_MOST_COLUMNS = 40
_EXTREMES = 10


def reads_alike(
    table: LongTable,
    short: Callable[[LongTable], pl.DataFrame | None],
    ordinary: Callable[[Sheet], Sequence[Observed]],
    as_frame: Callable[[Sequence[Observed]], pl.DataFrame],
) -> bool:
    """Tell whether both ways give the same observations for a sample of a table."""
    sample = sample_of(table)
    first = short(sample)
    if first is None:
        return False
    second = as_frame(ordinary(sample.sheet))
    if first.height != second.height:
        return False
    keys = ["cell", *_COMPARED]
    one, other = (frame.select(keys).sort("cell", "dimensions") for frame in (first, second))
    values, others = one["value"].fill_null(0.0), other["value"].fill_null(0.0)
    alike = ((values - others).abs() <= 1e-9 * others.abs().clip(1.0)).all()
    return alike and one.drop("value").equals(other.drop("value"))
