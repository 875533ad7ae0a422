"""Lay figures out on sheets the way Indonesian yearbooks (*Dalam Angka*) do, for `make_tables.py` scripts.

A table has a number, a title in two languages, a header of one or more merged levels, the row of column
numbers `(1) (2) (3)`, the rows, and under them notes and the source line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

Cell = float | int | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header from the top level down, and how many decimals its numbers are printed with.

    Neighbours that share the upper words share a merged cell.
    """

    header: tuple[str | int, ...]
    decimals: int = 0
    width: float = 13


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook."""

    sheet: str
    number: str
    title: str
    title_en: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    notes: tuple[str, ...] = ()
    totals: frozenset[str] = frozenset()
    """First cells of the rows that stand in bold."""


def year_columns(first: Column, years: Sequence[str | int], decimals: int = 0) -> tuple[Column, ...]:
    """Return a first column and one column a year."""
    return (first, *(Column((year,), decimals, 11) for year in years))


def write_workbook(path: Path, tables: Sequence[Table], *, title: str, author: str, date: datetime) -> None:
    """Write the tables to an xlsx file whose bytes depend on nothing but the arguments."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": title, "author": author, "created": date})
    formats = _Formats(book)
    for table in tables:
        _write_table(book.add_worksheet(table.sheet), table, formats)
    book.close()


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": "Arial", "font_size": 10}
        self.title = book.add_format({**base, "bold": True})
        self.title_en = book.add_format({**base, "italic": True})
        self.header = book.add_format(
            {**base, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        )
        self.number_row = book.add_format({**base, "align": "center", "border": 1, "font_size": 8})
        self.note = book.add_format({**base, "font_size": 9})
        self._book = book
        self._base = base
        self._cells: dict[tuple[str, bool], object] = {}

    def cell(self, pattern: str, bold: bool) -> object:
        """Return the format of a cell, made once."""
        key = (pattern, bold)
        if key not in self._cells:
            look: dict[str, object] = {**self._base, "bold": bold}
            if pattern == "text":
                look["align"] = "right"
            elif pattern:
                look["num_format"] = pattern
            self._cells[key] = self._book.add_format(look)
        return self._cells[key]


def _write_table(sheet: xlsxwriter.worksheet.Worksheet, table: Table, formats: _Formats) -> None:
    sheet.write(0, 0, f"Tabel {table.number}  {table.title}", formats.title)
    sheet.write(1, 0, f"Table {table.number}  {table.title_en}", formats.title_en)
    row = _write_header(sheet, 3, table.columns, formats)
    for number in range(len(table.columns)):
        sheet.write(row, number, f"({number + 1})", formats.number_row)
    for values in table.rows:
        row += 1
        bold = values[0] in table.totals
        for column, value in enumerate(values):
            _write_cell(sheet, row, column, value, table.columns[column], bold, formats)
    row += 2
    for i, note in enumerate(table.notes):
        sheet.write_string(row, 0, ("Catatan/Note: " if i == 0 else "") + note, formats.note)
        row += 1
    sheet.write_string(row, 0, f"Sumber/Source: {table.source}", formats.note)
    for i, column in enumerate(table.columns):
        sheet.set_column(i, i, column.width)


def _write_header(
    sheet: xlsxwriter.worksheet.Worksheet, top: int, columns: Sequence[Column], formats: _Formats
) -> int:
    """Write the header levels, merging equal neighbours, and return the row below."""
    depth = max(len(column.header) for column in columns)
    for level in range(depth):
        start = 0
        while start < len(columns):
            path = columns[start].header[: level + 1]
            end = start + 1
            while end < len(columns) and columns[end].header[: level + 1] == path:
                end += 1
            if len(path) == level + 1:
                last = level + 1 == len(columns[start].header)
                bottom = depth - 1 if last else level
                _write_span(sheet, (top + level, start, top + bottom, end - 1), path[-1], formats)
            start = end
    return top + depth


def _write_span(
    sheet: xlsxwriter.worksheet.Worksheet,
    span: tuple[int, int, int, int],
    text: str | int,
    formats: _Formats,
) -> None:
    if span[:2] == span[2:]:
        sheet.write(span[0], span[1], text, formats.header)
    else:
        sheet.merge_range(*span, text, formats.header)


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: Cell,
    look: Column,
    bold: bool,
    formats: _Formats,
) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(
            row, column, value, formats.cell("text" if column and look.width < 16 else "", bold)
        )
    elif column == 0:
        sheet.write_number(row, column, value, formats.cell("0", bold))
    else:
        pattern = "#,##0" + ("." + "0" * look.decimals if look.decimals else "")
        sheet.write_number(row, column, value, formats.cell(pattern, bold))
