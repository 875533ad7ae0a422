"""Figures with their unit in the same cell: "25 orang", "1.200 Ha" below a header."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from msgspec.structs import replace

from rupadata.tables.lexicon.cell_units import WHOLE_UNITS, parse_unit
from rupadata.tables.sheet import CellValue, Sheet

LEAST_CELLS = 2

_NUMBER_AND_UNIT = re.compile(r"\s*(-?\d[\d.,]*)\s*([^\W\d_][\w/²³]*(?: tangga)?)\.?\s*")
_MEASURED = frozenset(
    {"hektare", "km", "km2", "m", "m2", "m3", "m dpl", "ton", "kilogram", "gram", "kuintal", "liter", "mm"}
    | {"kWh", "MWh", "MW"}
)


def part_units(sheet: Sheet) -> Sheet:
    """Return a sheet with the units taken out of cells, as `column_units`.

    Only where all such cells of a column name the same unit, and never in the first column: "2 orang" there
    is the label of a row.
    """
    if sheet.sparse:
        return sheet
    found: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    first = min((c for row in sheet.rows[:50] for c, v in enumerate(row) if v not in (None, "")), default=0)
    for r, row in enumerate(sheet.rows):
        for c, value in enumerate(row):
            if c > first and isinstance(value, str) and value[:1].isdigit() and value[-1:].isalnum():
                match = _NUMBER_AND_UNIT.fullmatch(value)
                unit = parse_unit(match[2]) if match else ""
                if match and (unit in WHOLE_UNITS or unit in _MEASURED):
                    found[c][r] = match[1], unit
    units: dict[int, str] = {}
    rows: list[list[CellValue]] | None = None
    for column, cells in found.items():
        (unit, count), *others = Counter(unit for _, unit in cells.values()).most_common()
        if others or count < LEAST_CELLS:
            continue
        units[column] = unit
        rows = rows if rows is not None else [list(row) for row in sheet.rows]
        for row_index, (number, _) in cells.items():
            rows[row_index][column] = number
    return sheet if rows is None else replace(sheet, rows=rows, column_units=units)
