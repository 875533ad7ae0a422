"""Figures that nobody sees who opens the file: they are read, and that is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from rupadata.model.source import column_letters
from rupadata.problems import Place, Problem
from rupadata.tables.opening.context import Context
from rupadata.tables.shape.tidy_types import TidyTable
from rupadata.tables.sheet import Sheet


def point_out_hidden(sheet: Sheet, context: Context, tables: Sequence[TidyTable]) -> list[Problem]:
    """Tell which hidden rows and columns of a sheet gave figures, or that the whole sheet is hidden."""
    observed = [o for table in tables for o in table.observations]
    rows = sorted({o.row for o in observed} & sheet.hidden_rows)
    columns = sorted({o.column for o in observed} & sheet.hidden_columns)
    if not observed or not (sheet.hidden or rows or columns):
        return []
    numbers, letters = _runs(rows, lambda row: str(row + 1)), _runs(columns, column_letters)
    where = Place(context.file, sheet.name)
    if sheet.hidden:
        return [Problem.of("hidden-cells", where, variant="sheet")]
    if rows and columns:
        return [Problem.of("hidden-cells", where, variant="rows-and-columns", rows=numbers, columns=letters)]
    if rows:
        return [Problem.of("hidden-cells", where, variant="rows", rows=numbers)]
    return [Problem.of("hidden-cells", where, variant="columns", columns=letters)]


def _runs(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Return numbers in order as people write them: 5-9, 12."""
    out = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        out.append(name(members[0]) + (f"-{name(members[-1])}" if len(members) > 1 else ""))
    return ", ".join(out[:5]) + (", ..." if len(out) > 5 else "")
