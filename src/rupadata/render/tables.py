"""The data behind a page as plain tables: XLSX for people, CSV for programs."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any, NamedTuple

from msgspec import Struct


class Figure(NamedTuple):
    """A number as it was printed: its value, and how many decimals are shown (None: as many as it has)."""

    value: float
    decimals: int | None = None


Cell = str | float | int | Figure | datetime.date | None
"""A value of a table; None is an empty cell."""

_DANGEROUS = re.compile("[\\s\x00]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_HARMLESS = re.compile(r"[+\-]?\d[\d.,]*%?|[-+]+|%+")
_SHEET_MARKS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ROW_LIMIT = 1_048_576
_TEXT_LIMIT = 32_767
_A4 = 9


class DataTable(Struct, frozen=True):
    """One table: its name, column heads, rows, and the lines that stand under it (source, notes)."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    number_formats: tuple[str, ...] = ()
    """Excel number formats by column; empty for General."""


def render_xlsx(
    tables: Sequence[DataTable],
    *,
    title: str = "",
    metadata: Sequence[tuple[str, str]] = (),
    date: datetime.date | None = None,
) -> bytes:
    """Return a workbook with one sheet a table. Text stays text: none of it becomes a formula or a link."""
    import xlsxwriter  # Here, because most builds make pictures only and every worker starts.

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(out, options)
    day = date or datetime.date(2000, 1, 1)
    workbook.set_properties(
        {
            "title": title,
            "comments": "; ".join(f"{key}: {value}" for key, value in metadata),
            "created": datetime.datetime(day.year, day.month, day.day),
        }
    )
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    quiet = workbook.add_format({"font_color": "#5b6478", "italic": True})
    dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
    as_printed: dict[int | None, Any] = {}
    taken: set[str] = set()
    for table in tables:
        sheet = workbook.add_worksheet(_sheet_name(table.name, taken))
        formats = [
            workbook.add_format({"num_format": code}) if code else None
            for code in _padded(table.number_formats, table)
        ]
        for column, head in enumerate(table.columns):
            sheet.write_string(0, column, _text(head), bold)
            sheet.set_column(column, column, _column_width(table, column))
        for row, cells in enumerate(table.rows[: _ROW_LIMIT - 1], start=1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, _text(cell))
                elif isinstance(cell, datetime.date):
                    sheet.write_datetime(row, column, cell, dated)
                elif isinstance(cell, Figure):
                    if cell.decimals not in as_printed:
                        code = "General" if cell.decimals is None else f"#,##0{_decimals(cell.decimals)}"
                        as_printed[cell.decimals] = workbook.add_format({"num_format": code})
                    sheet.write_number(row, column, cell.value, as_printed[cell.decimals])
                elif cell is not None:
                    sheet.write_number(row, column, cell, formats[column])
        for line, note in enumerate(table.notes, start=len(table.rows) + 2):
            sheet.write_string(line, 0, _text(note), quiet)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    workbook.close()
    return out.getvalue()


def render_csv(table: DataTable, *, delimiter: str = ",", decimal: str = ".") -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, so that Excel reads its letters rightly.

    Text that a spreadsheet would take for a formula gets an apostrophe before it. A whole number is written
    without decimals, a `Figure` with those that were printed. Notes are left out.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_disarmed(head) for head in table.columns])
    if len({len(row) for row in table.rows}) > 1:
        writer.writerows([[_csv_cell(cell, decimal) for cell in row] for row in table.rows])
    else:
        writer.writerows(zip(*(_csv_column(cells, decimal) for cells in zip(*table.rows))))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _csv_column(cells: Sequence[Cell], decimal: str) -> list[str]:
    """Return a column as text; words, which long tables repeat again and again, are written once each."""
    different = set(cells)
    words = all(cell is None or isinstance(cell, str) for cell in different)
    # A figure is equal to others that are written otherwise: 1 to 1.0, 2.5 to 2.50.
    if not words and not {int, type(None)}.issuperset(map(type, cells)):
        return [_csv_cell(cell, decimal) for cell in cells]
    written = {cell: _csv_cell(cell, decimal) for cell in different}
    return [written[cell] for cell in cells]


def _csv_cell(cell: Cell, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _disarmed(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return _number(*cell if isinstance(cell, Figure) else (cell, None)).replace(".", decimal)


def _number(value: float, decimals: int | None) -> str:
    """Return a number that reads back as itself, with the decimals as printed where they say it all."""
    if decimals is not None and round(value, decimals) == value:
        return f"{value:.{decimals}f}"
    return str(int(value)) if isfinite(value) and value == int(value) and abs(value) < 1e15 else repr(value)


def _decimals(count: int) -> str:
    return f".{'0' * count}" if count else ""


def _disarmed(text: str) -> str:
    if text.isalnum():
        return text
    text = _CONTROL.sub("", text)
    return f"'{text}" if _DANGEROUS.match(text) and not _HARMLESS.fullmatch(text) else text


def _text(text: str) -> str:
    return _CONTROL.sub("", text)[:_TEXT_LIMIT]


def _padded(codes: tuple[str, ...], table: DataTable) -> list[str]:
    width = max([len(table.columns), *(len(row) for row in table.rows)])
    return [*codes, *[""] * width][:width]


def _column_width(table: DataTable, column: int) -> float:
    shown = [table.columns[column], *(_shown(row[column]) for row in table.rows[:200] if column < len(row))]
    return float(min(48, max(8, 2 + max(map(len, shown)))))


def _shown(cell: Cell) -> str:
    return _number(*cell) if isinstance(cell, Figure) else str(cell)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel accepts and no other sheet has."""
    base = _SHEET_MARKS.sub(" ", name).strip(" '")[:31].strip() or "Data"
    if base.casefold() == "history":
        base = "Data"
    chosen, count = base, 2
    while chosen.casefold() in taken:
        suffix = f" ({count})"
        chosen, count = base[: 31 - len(suffix)] + suffix, count + 1
    taken.add(chosen.casefold())
    return chosen
