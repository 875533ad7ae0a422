"""Tables that stand side by side on one sheet are read one by one, each with labels of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from rupadata.tables.lexicon.cell_numbers import is_figure, looks_like_value
from rupadata.tables.lexicon.periods import year_of
from rupadata.tables.lexicon.table_words import fold
from rupadata.tables.shape.blocks import TableBlock, find_blocks
from rupadata.tables.sheet import CellValue, Merge, Sheet, cell_text

_NUMBER_HEADERS = ("no", "no.", "nomor", "number", "no/number")
_YEAR_HEADERS = ("tahun", "thn", "th", "year", "tahun/year")
_SAMPLE_ROWS = 300
Window = tuple[int, int]


def find_tables(sheet: Sheet, header_rows: tuple[int, int] | None = None) -> list[tuple[Sheet, TableBlock]]:
    """Return the tables of a sheet from top to bottom and left to right, each with the sheet it is read from.

    A table beside another stands on a copy that shows nothing else; its cells keep their places.
    """
    blocks = find_blocks(sheet, header_rows)
    if header_rows is not None or sheet.sparse or sheet.pointers:
        return [(sheet, block) for block in blocks]
    tables: list[tuple[Sheet, TableBlock]] = []
    above = 0
    for block in blocks:
        windows = _windows(sheet, block)
        below = max((*block.body, *block.notes, *block.headers)) + 1
        if len(windows) < 2:
            tables.append((sheet, block))
        for window in windows if len(windows) > 1 else ():
            part = _show_only(sheet, block, window, above, below)
            tables.extend((part, own) for own in find_blocks(part))
        above = below
    return tables


class _Column(Struct, frozen=True):
    """What a block shows of one column: its lowest header, and how many cells below it hold what."""

    index: int
    header: str
    filled: int
    figures: int
    texts: int
    years: int

    def is_blank(self) -> bool:
        return not self.filled and not self.header

    def is_number(self) -> bool:
        return self.header in _NUMBER_HEADERS

    def is_label(self) -> bool:
        years = self.header in _YEAR_HEADERS and self.years == self.filled
        return self.filled > 0 and self.header != "" and (self.texts * 2 > self.filled or years)

    def has_figures(self) -> bool:
        return self.figures * 2 > self.filled and not self.is_number() and not self.is_label()


def _windows(sheet: Sheet, block: TableBlock) -> list[Window]:
    """Return the first and last column of each table of a block; one where it holds a single table."""
    body = [row for row in block.body if row not in block.groups]
    whole = [(block.first_column, block.last_column)]
    if len(body) < 2 or not block.headers or block.last_column - block.first_column < 3:
        return whole
    headers = [_header(sheet, block, c) for c in range(block.first_column, block.last_column + 1)]
    if all(headers) and all(headers.count(header) == 1 for header in headers[:2]):
        return whole  # No blank column, no header of first labels again: what stands below tells no more.
    columns = [_look(sheet, block, body, c) for c in range(block.first_column, block.last_column + 1)]
    starts = _starts_after_gaps(columns) or _starts_at_same_header(columns)
    bounds = [0, *starts, len(columns)]
    return [(columns[a].index, columns[b - 1].index) for a, b in pairwise(bounds)]


def _header(sheet: Sheet, block: TableBlock, column: int) -> str:
    """Return the lowest header over a column, folded; "" for none."""
    headers = [text for row in block.headers if (text := cell_text(sheet.value(row, column)))]
    return fold(headers[-1]) if headers else ""


def _look(sheet: Sheet, block: TableBlock, body: Sequence[int], column: int) -> _Column:
    step = max(1, len(body) // _SAMPLE_ROWS)
    values: list[CellValue] = [v for row in body[::step] if (v := sheet.value(row, column)) is not None]
    figures = sum(looks_like_value(v) for v in values)
    return _Column(
        column,
        _header(sheet, block, column),
        len(values),
        figures,
        len(values) - figures,
        sum(is_figure(v) and bool(year_of(v)) for v in values),
    )


def _is_table(columns: Sequence[_Column]) -> bool:
    """Tell whether columns begin with labels, or a running number and labels, and go on with figures."""
    first = 1 if columns and columns[0].is_number() else 0
    return (
        len(columns) > first + 1
        and columns[first].is_label()
        and any(column.has_figures() for column in columns[first + 1 :])
    )


def _starts_after_gaps(columns: Sequence[_Column]) -> list[int]:
    """Return where tables begin that a blank column parts from those on their left."""
    begins = [i for i in range(1, len(columns)) if columns[i - 1].is_blank() and not columns[i].is_blank()]
    ends = [*begins[1:], len(columns)]
    starts = [begin for begin, end in zip(begins, ends) if _is_table(columns[begin:end])]
    return starts if starts and _is_table(columns[: starts[0]]) else []


def _starts_at_same_header(columns: Sequence[_Column]) -> list[int]:
    """Return where the header of the first labels comes again, over labels with figures beside them."""
    first = 1 if columns[0].is_number() else 0
    header = columns[first].header
    starts: list[int] = []
    for i in range(first + 2, len(columns)):
        if columns[i].header == header and columns[i].is_label():
            starts.append(i - 1 if columns[i - 1].is_number() else i)
    bounds = [0, *starts, len(columns)]
    return starts if all(_is_table(columns[a:b]) for a, b in pairwise(bounds)) else []


def _show_only(sheet: Sheet, block: TableBlock, window: Window, above: int, below: int) -> Sheet:
    """Return the sheet with one table of a block: its columns, and the titles and notes that speak of it."""
    first, last = window
    titles = {row: _texts_over(sheet, row, window) for row in block.titles}
    own_title = any(titles.values())
    rows: list[list[CellValue]] = []
    blank: list[CellValue] = [None] * first
    for row in range(sheet.height):
        shown: list[CellValue] = []
        if above <= row < below:
            shown = [*blank, *(sheet.value(row, c) for c in range(first, last + 1))]
            if row in block.notes or (row in block.titles and not own_title):
                texts = [text for v in sheet.rows[row] if (text := cell_text(v))]
                shown = [*blank, " ".join(texts) or None]
            elif first < len(shown) and shown[first] is None and row not in block.body:
                shown[first] = _spanning(sheet, row, first)
        rows.append(shown)
    merges: list[Merge] = [
        (top, max(left, first), bottom, min(right, last))
        for top, left, bottom, right in sheet.merges
        if above <= top and bottom < below and left <= last and right >= first
    ]
    return replace(sheet, rows=rows, merges=tuple(merges))


def _texts_over(sheet: Sheet, row: int, window: Window) -> bool:
    """Tell whether a row has a text over a window, of its own or spanning it."""
    first, last = window
    own = any(sheet.value(row, c) is not None for c in range(first, last + 1))
    return own or _spanning(sheet, row, first) is not None


def _spanning(sheet: Sheet, row: int, column: int) -> CellValue:
    """Return the value of the merged cell that covers a cell from its left."""
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left < column <= right:
            return sheet.value(top, left)
    return None
