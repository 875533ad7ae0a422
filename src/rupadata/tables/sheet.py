"""A sheet: one grid of cells as found, whatever the file format."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

CellValue = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | None
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


class CellFormat(Struct, frozen=True):
    """What the format of a cell adds to its value: percent, decimals shown, indentation, an error text."""

    percent: bool = False
    decimals: int | None = None
    indent: int = 0
    error: str = ""


PLAIN = CellFormat()
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\u2060-\u2069]")
"""Control characters and marks of writing direction: nobody sees them, terminals obey them."""


class Sheet(Struct, frozen=True):
    """A grid: `rows` from the first row of the sheet on, so that positions are those that people see.

    `title` is what stands outside of the grid (a JSON title, an HTML caption), `unit`, `producer` and
    `notes` likewise.
    `pointers` replaces cell names where the source is no grid (JSON pointers).
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    merges: tuple[Merge, ...] = ()
    formats: Mapping[tuple[int, int], CellFormat] = field(default_factory=dict)
    hidden: bool = False
    """The program that wrote the workbook does not show this sheet."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    title: str = ""
    unit: str = ""
    producer: str = ""
    notes: str = ""
    pointers: Mapping[tuple[int, int], str] = field(default_factory=dict)
    column_units: Mapping[int, str] = field(default_factory=dict)
    """Units that stood behind the figures in the cells of a column."""
    region: str = ""
    around: str = ""
    """Headings of the page around a table: they may name its region, and nothing else."""
    stray: tuple[str, ...] = ()
    """Cells far away from all others that were left out."""
    sparse: bool = False
    """Only cells with a pointer exist; the others are no blanks but absent."""
    text_numbers: bool = False
    """Every cell is text (CSV, HTML): figures are read from their marks."""

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def value(self, row: int, column: int) -> CellValue:
        """Return a cell's value, None outside of the grid or when blank."""
        if row < 0 or row >= len(self.rows) or column < 0:
            return None
        cells = self.rows[row]
        if column >= len(cells):
            return None
        value = cells[column]
        if isinstance(value, str) and not value.strip("\u00a0\u200b\ufeff \t\r\n"):
            return None
        return value

    def format(self, row: int, column: int) -> CellFormat:
        """Return a cell's format."""
        return self.formats.get((row, column), PLAIN)


def cell_text(value: CellValue) -> str:
    """Return a cell's value as people read it, spaces squeezed, line breaks kept as one newline."""
    if isinstance(value, str):
        return _plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ") if value.time() != datetime.time() else value.date().isoformat()
    return _plain(str(value))


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = text.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").replace("\r\n", "\n")
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)
