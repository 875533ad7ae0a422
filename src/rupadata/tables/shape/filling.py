"""Labels that stand once for several rows: merged downwards, or left blank until the next one comes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rupadata.tables.lexicon.table_words import fold, is_total
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import Column, Role
from rupadata.tables.sheet import CellValue, Sheet, cell_text

_PLACES = (Role.REGION_CODE, Role.REGION_NAME)
_KEYS = (*_PLACES, Role.LABEL, Role.YEAR, Role.PERIOD, Role.MONTH, Role.QUARTER, Role.SEMESTER)


def fill_labels(sheet: Sheet, block: TableBlock, columns: Sequence[Column]) -> Sheet:
    """Return the sheet with the labels of a table written into every row that they stand for."""
    body = [row for row in block.body if row not in block.groups]
    keys = [column for column in columns if column.role in _KEYS and column.span == 1]
    filled: dict[int, dict[int, CellValue]] = {}
    for column in keys:
        values = _merged(sheet, body, column.index)
        if _stands_once(sheet, body, column, keys, _is_numbered(sheet, body, column, columns)):
            values |= _carried(sheet, block, column.index)
        elif column.role is Role.REGION_NAME and (listed := _lists_below(sheet, body, column, keys)):
            values |= {
                row: value
                for row, value in _carried(sheet, block, column.index).items()
                if sheet.value(row, listed.index) is not None
            }
        for row, value in values.items():
            filled.setdefault(row, {})[column.index] = value
    if not filled:
        return sheet
    rows = list(sheet.rows)
    for row, values in filled.items():
        cells = list(rows[row])
        cells += [None] * (max(values) + 1 - len(cells))
        for index, value in values.items():
            cells[index] = value
        rows[row] = cells
    return replace(sheet, rows=rows)


def _merged(sheet: Sheet, body: Sequence[int], column: int) -> dict[int, CellValue]:
    """Return the value of a merged cell for the rows below its first."""
    rows = set(body)
    return {
        row: sheet.value(top, left)
        for top, left, bottom, right in sheet.merges
        if left <= column <= right and bottom > top and top in rows
        for row in range(top + 1, bottom + 1)
        if row in rows and sheet.value(row, column) is None
    }


def _is_numbered(sheet: Sheet, body: Sequence[int], column: Column, columns: Sequence[Column]) -> bool:
    """Tell whether a column of running numbers stands before a label wherever it is written, and nowhere
    else: '1' beside 'Jenis Kelamin', nothing beside its second answer."""
    filled = [sheet.value(row, column.index) is not None for row in body]
    return any(
        c.role is Role.ID
        and c.index < column.index
        and [sheet.value(row, c.index) is not None for row in body] == filled
        for c in columns
    )


def _stands_once(
    sheet: Sheet, body: Sequence[int], column: Column, keys: Sequence[Column], numbered: bool
) -> bool:
    """Tell whether a column names each of its labels once, above a run of rows that a column further on tells
    apart. Where the labels are `numbered`, the runs need no rows of one name."""
    own = [cell_text(sheet.value(row, column.index)) for row in body]
    if not own[0] or all(own) or sum(map(bool, own)) * 3 > len(own) * 2:
        return False
    return any(
        _tells_apart(sheet, body, own, column, other, numbered)
        for other in keys
        if other.index > column.index
    )


def _tells_apart(
    sheet: Sheet, body: Sequence[int], own: Sequence[str], column: Column, other: Column, numbered: bool
) -> bool:
    """Tell whether a column tells apart the rows below each of the labels that another names once."""
    if column.role in _PLACES and other.role in _PLACES:
        return not _says_the_same(column, other)  # districts above their villages
    beside = [cell_text(sheet.value(row, other.index)) for row in body]
    runs: list[list[str]] = []
    for label, text in zip(own, beside):
        if label:
            runs.append([])
        runs[-1].append(fold(text))
    whole = all(beside) and all(len(set(run)) == len(run) for run in runs)
    return whole and len(runs) > 1 and (numbered or bool(set(runs[0]) & set(runs[1])))


def _lists_below(sheet: Sheet, body: Sequence[int], column: Column, keys: Sequence[Column]) -> Column | None:
    """Return the column that tells apart the rows below one name of a region, none twice: the health centres
    'Sewon I' and 'Sewon II' of a district that is written once."""
    for other in keys:
        if other.role is not Role.LABEL or other.index < column.index:
            continue
        pairs = [
            (cell_text(sheet.value(row, column.index)), fold(cell_text(sheet.value(row, other.index))))
            for row in body
        ]
        below = [label for place, label in pairs if label and not place]
        labels = [label for _, label in pairs if label]
        if below and pairs[0][0] and len(set(labels)) == len(labels) and not any(map(is_total, below)):
            return other
    return None


def _says_the_same(column: Column, other: Column) -> bool:
    """Tell whether two columns are the code and the name of one region."""
    if column.role is other.role or column.region is None or other.region is None:
        return False
    return bool(set(column.region.levels) & set(other.region.levels))


def _carried(sheet: Sheet, block: TableBlock, column: int) -> dict[int, CellValue]:
    """Return the last label above for each blank cell of a column; a group row ends what was carried."""
    found: dict[int, CellValue] = {}
    last: CellValue = None
    wholes = _wholes_before(sheet, block.body, column)
    for row in block.body:
        value = sheet.value(row, column)
        if row in block.groups:
            last = None
        elif row in wholes:
            continue
        elif value is not None:
            last = value
        elif last is not None:
            found[row] = last
    return found


def _wholes_before(sheet: Sheet, body: Sequence[int], column: int) -> frozenset[int]:
    """Return the rows that say in an earlier column that they sum all: 'T O T A L' where the others have
    their number. Where each label has its sum, only one right below another sums all."""
    sums = [row for row in body if any(is_total(text) for text in _texts_before(sheet, row, column))]
    if len(sums) == 1:
        return frozenset(sums)
    return frozenset(sums[-1:] if len(sums) > 1 and sums[-1] == sums[-2] + 1 else ())


def _texts_before(sheet: Sheet, row: int, column: int) -> list[str]:
    return [value for value in sheet.rows[row][:column] if isinstance(value, str)]
