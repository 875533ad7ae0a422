"""Cells that a spreadsheet program turned into dates: years that got a date's format, ranges typed as 5-9."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from msgspec.structs import replace

from rupadata.tables.sheet import CellValue, Sheet

_FIRST_DAY = datetime.date(1899, 12, 30)
"""Day 0 of spreadsheets, as they number the days of this century."""
_YEARS = range(1930, 2070)
_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})(?:\s*tahun)?", re.IGNORECASE)


def settle_dates(sheet: Sheet) -> Sheet:
    """Return the sheet with what only looks like dates written as what it was.

    A year with a date's format is a day of 1905: 2019 comes as 1905-07-11. A range like 5-9 or 10-14 becomes
    the fifth of September; it is one again where the ranges above and below it leave just its place.
    """
    dates = [
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if isinstance(value, datetime.date)
    ]
    if not dates:
        return sheet
    changed: dict[tuple[int, int], CellValue] = {}
    for row, column in dates:
        value = sheet.rows[row][column]
        assert isinstance(value, datetime.date)
        if (year := _year_of_day(value)) is not None:
            changed[row, column] = year
    for column in sorted({column for place, column in dates if (place, column) not in changed}):
        changed |= _ranges(sheet, column)
    return _with(sheet, changed) if changed else sheet


def _year_of_day(value: datetime.date) -> int | None:
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return None
        value = value.date()
    number = (value - _FIRST_DAY).days
    return number if number in _YEARS else None


def _ranges(sheet: Sheet, column: int) -> dict[tuple[int, int], CellValue]:
    """Return the dates of a column that the ranges around them show to be ranges, as texts."""
    cells = [(row, value) for row in range(sheet.height) if (value := sheet.value(row, column)) is not None]
    found: dict[tuple[int, int], CellValue] = {}
    high = -1
    for place, (row, value) in enumerate(cells):
        if isinstance(value, str):
            match = _RANGE.fullmatch(value.strip())
            high = int(match[2]) if match else -1
        elif isinstance(value, datetime.date):
            low, top = sorted((value.day, value.month))
            follows = low == high + 1
            leads = _low_after(cells[place + 1 :]) == top + 1
            if low < top and (follows or (leads and high < 0)):
                found[row, column] = f"{low}-{top}"
                high = top
            else:
                high = -1
    return found


def _low_after(cells: Sequence[tuple[int, CellValue]]) -> int:
    """Return where the next range begins, -1 where none follows."""
    for _, value in cells[:1]:
        if isinstance(value, str) and (match := _RANGE.fullmatch(value.strip())):
            return int(match[1])
        if isinstance(value, datetime.date):
            return min(value.day, value.month)
    return -1


def _with(sheet: Sheet, changed: dict[tuple[int, int], CellValue]) -> Sheet:
    rows = list(sheet.rows)
    for (row, column), value in changed.items():
        cells = list(rows[row])
        cells[column] = value
        rows[row] = cells
    return replace(sheet, rows=rows)
