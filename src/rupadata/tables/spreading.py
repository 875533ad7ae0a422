"""Labels that stand once for several rows under each other, merged or followed by blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rupadata.tables.blocks import Block
from rupadata.tables.columns import Column, Role
from rupadata.tables.sheet import CellValue, Sheet, cell_text

_KEYS = frozenset(Role) - {Role.VALUE, Role.IGNORED, Role.ID, Role.UNIT, Role.PRODUCER}


def spread_labels(sheet: Sheet, block: Block, columns: Sequence[Column]) -> Sheet:
    """Return the sheet with each label of several rows written into all of them."""
    keys = [column.index for column in columns if column.role in _KEYS]
    rows = [row for row in block.body if row not in block.groups]
    filled: dict[tuple[int, int], CellValue] = {}
    for column in keys:
        filled.update(_merged(sheet, column, set(rows)))
        for other in keys:
            if other != column and (runs := _runs(sheet, column, other, rows)):
                filled.update({(row, column): sheet.value(run[0], column) for run in runs for row in run[1:]})
                break
    if not filled:
        return sheet
    grid = [list(row) for row in sheet.rows]
    for (row, column), value in filled.items():
        grid[row].extend([None] * (column + 1 - len(grid[row])))
        grid[row][column] = value
    return replace(sheet, rows=grid)


def _merged(sheet: Sheet, column: int, rows: set[int]) -> dict[tuple[int, int], CellValue]:
    return {
        (row, column): sheet.value(top, column)
        for top, left, low, right in sheet.merges
        if left == right == column and low > top and top in rows
        for row in range(top + 1, low + 1)
        if row in rows
    }


def _runs(sheet: Sheet, column: int, other: int, rows: Sequence[int]) -> list[list[int]]:
    """Return the runs of rows that one label heads; none unless they break down by the same categories."""
    runs: list[list[int]] = []
    for row in rows:
        if sheet.value(row, column) is not None:
            runs.append([row])
        elif runs and sheet.value(row, other) is not None:
            runs[-1].append(row)
        elif sheet.value(row, other) is not None:
            return []
    runs = [run for run in runs if len(run) > 1]
    if len(runs) < 2:
        return []
    categories = [[cell_text(sheet.value(row, other)) for row in run] for run in runs]
    alike = all(own == categories[0] and len(set(own)) == len(own) for own in categories)
    return runs if alike else []
