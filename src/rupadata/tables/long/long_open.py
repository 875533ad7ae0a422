"""Open a big file as a frame of its figures, with what stands above them as a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl
from msgspec import Struct

from rupadata.logs import get_log
from rupadata.tables.agreement.consistency import MAX_CHECKED
from rupadata.tables.opening.refusals import DAMAGED, check_archive, check_members, damaged
from rupadata.tables.shape.blocks import find_blocks
from rupadata.tables.sheet import CellValue, Sheet

log = get_log(__name__)

MIN_BYTES = 1_500_000
MIN_ROWS = 20_000
MIN_CELLS = MAX_CHECKED
"""Cells from which on a table of fewer rows is read the short way too: no figures are compared beyond."""
SAMPLE_ROWS = 400
MAX_ABOVE = 12
"""Rows above a header or below a body that may tell of the table."""
_UNNAMED = re.compile(r"__UNNAMED__\d+|(?:_\d+)?")
"""What fastexcel calls columns whose header is blank, or an empty text."""
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")


class LongTable(Struct, frozen=True):
    """A long table: its body as a frame with columns `0`, `1` ... in order, and what stands above it with
    its first rows as a sheet; `notes` are the lines below it."""

    sheet: Sheet
    body: pl.DataFrame
    notes: Sequence[str] = ()
    top: int = 1
    """The row of the sheet, from 0, in which the body begins."""
    sampled_from: int = 0
    """The number of rows of the table that this one is a sample of; 0 when it is whole."""

    @property
    def height(self) -> int:
        """Return the number of rows of the whole table."""
        return self.sampled_from or self.body.height


def open_long(data: bytes) -> LongTable | None:
    """Return a big file as a long table, None when it is small or of another shape."""
    if data.startswith(b"PK"):
        return open_long_sheet(data) if len(data) > 1_000_000 else None
    return (
        open_long_text(data)
        if data[:1].isalnum() or data[:3] in (b"\xef\xbb\xbf",) or data[:1] == b'"'
        else None
    )


def open_long_text(data: bytes) -> LongTable | None:
    """Return a long text table as a frame of texts; None when it is small or not plain."""
    if len(data) < MIN_BYTES or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    from rupadata.tables.opening.delimited import find_separator, read_delimited

    head = data[: 512 * 1024]
    head = head[: head.rfind(b"\n") + 1]
    if not head:
        return None
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    separator = find_separator(text)
    rows = read_delimited(head)[0].rows
    top = _lines_above(head, rows)
    begin = _end_of_lines(head, top)
    if not top or re.search(rb"\n\s*\n", head[begin:]):
        return None
    sheet = Sheet("", rows[: SAMPLE_ROWS + top], text_numbers=True)
    kinds = [
        _kind_of_column([row[i] if i < len(row) else "" for row in sheet.rows[top:]])
        for i in range(sheet.width)
    ]
    data = data[begin:]
    body = _load_text(data, separator, kinds)
    if body is None and pl.Int64 in kinds:
        body = _load_text(data, separator, [pl.String() if kind == pl.Int64 else kind for kind in kinds])
    if body is None or _is_small(body) or body.width != len(sheet.rows[top - 1]):
        return None
    return LongTable(sheet, body, top=top)


def _lines_above(head: bytes, rows: Sequence[Sequence[CellValue]]) -> int:
    """Return how many lines of a text stand above its figures: the header, and a title over it; 0 where rows
    are not lines."""
    if (
        len(rows[0]) > 1
        and rows[0][-1]
        and not re.search(rb"\n\s*\n", head[: _end_of_lines(head, 4 * MAX_ABOVE)])
    ):
        return 1
    blocks = find_blocks(Sheet("", [list(row) for row in rows[: 4 * MAX_ABOVE]], text_numbers=True))
    top = blocks[0].body[0] if len(blocks) == 1 else 0
    return top if top <= MAX_ABOVE and b'"' not in head[: _end_of_lines(head, top)] else 0


def _end_of_lines(text: bytes, count: int) -> int:
    """Return where the first lines of a text end."""
    end = 0
    for _ in range(count):
        end = text.find(b"\n", end) + 1 or len(text)
    return end


def _kind_of_column(sample: Sequence[CellValue]) -> pl.DataType:
    """Return how a column is kept: few distinct texts by number, plain whole figures as such, else as text.

    Columns of five million rows take a quarter of the memory that their texts would.
    """
    texts = [str(value) for value in sample if value]
    if len(set(texts)) * 2 <= len(texts):
        return pl.Categorical()
    return pl.Int64() if all(_WHOLE.fullmatch(text) for text in texts) else pl.String()


def _load_text(data: bytes, separator: str, kinds: Sequence[pl.DataType]) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            data,
            separator=separator,
            has_header=False,
            schema={str(i): kind for i, kind in enumerate(kinds)},
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        return None


def open_long_sheet(data: bytes) -> LongTable | None:
    """Return the one sheet of a big workbook as a typed frame; None when it is not long and plain."""
    import fastexcel

    from rupadata.tables.opening.cell_formats import first_filled, is_surely_plain, shows_percent

    archive = check_archive(data)
    try:
        plain = is_surely_plain(archive)
    except DAMAGED as error:
        raise damaged() from error
    if not plain:
        check_members(archive)
        if shows_percent(archive):
            return None  # whose cells they are is found by the ordinary way
    corner = first_filled(archive)
    if corner is None or corner[1] > 0:
        return None  # a frame does not tell in which column it begins
    try:
        book = fastexcel.read_excel(data)
        if len(book.sheet_names) != 1:
            return None
        body = book.load_sheet(0, header_row=0).to_polars()
        above: list[list[CellValue]] = [list(body.columns)]
        if any(_UNNAMED.fullmatch(name) for name in body.columns):
            above = _rows_above(body)
            body = book.load_sheet(0, header_row=None, skip_rows=corner[0] + len(above)).to_polars()
    except MemoryError:
        raise
    except Exception:  # the ordinary way tells what is wrong
        log.debug("the quick way cannot read a workbook", exc_info=True)
        return None
    if _is_small(body) or any(dtype.is_temporal() for dtype in body.dtypes):
        return None
    body, notes = _without_notes(body)
    head = body.head(SAMPLE_ROWS)
    blank: list[list[CellValue]] = [[None] for _ in range(corner[0])]  # a frame begins below them
    above = [*blank, *above]
    rows: list[list[CellValue]] = [*above, *(list(row) for row in head.iter_rows())]
    body = body.rename({name: str(i) for i, name in enumerate(body.columns)})
    return LongTable(Sheet(book.sheet_names[0], rows), body, notes, len(above))


def _is_small(body: pl.DataFrame) -> bool:
    return body.height < MIN_ROWS and body.height * body.width < MIN_CELLS


def _rows_above(body: pl.DataFrame) -> list[list[CellValue]]:
    """Return the rows above the figures of a sheet whose first row was taken for its header."""
    first: list[CellValue] = [None if _UNNAMED.fullmatch(name) else name for name in body.columns]
    rows = [first, *(list(row) for row in body.head(4 * MAX_ABOVE).iter_rows())]
    blocks = find_blocks(Sheet("", rows, text_numbers=True))
    return rows[: blocks[0].body[0]] if blocks else []


def _without_notes(body: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Return a body without the lines below it, and these: they stand alone in their first cell."""
    notes: list[str] = []
    for row in body.tail(MAX_ABOVE).reverse().iter_rows():
        if any(value is not None and str(value).strip() for value in row[1:]):
            break
        notes.append(str(row[0] or ""))
    return body.head(body.height - len(notes)), notes[::-1]
