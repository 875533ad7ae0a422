"""Where a figure comes from: a file by its content, a sheet, a cell."""

from __future__ import annotations

import msgspec


class CellRef(msgspec.Struct, frozen=True, order=True, gc=False, omit_defaults=True):
    """One cell as found: `file` relative to the input's parent with forward slashes (`a.zip!/b.xlsx`),

    `sheet` empty for CSV, HTML and JSON, `cell` the grid position like `C7`, in JSON the RFC 6901 pointer.
    `part` says which figure is meant where a cell or a range of cells gave several, as all the counts of a
    register come from one column; it is empty where the cell alone says it.
    """

    file: str
    sheet: str
    cell: str
    part: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the shape used in `evidence.json`."""
        place = {"file": self.file, "sheet": self.sheet, "cell": self.cell}
        return {**place, "part": self.part} if self.part else place


class SourceFile(msgspec.Struct, frozen=True):
    """A file that was read, identified by its content."""

    file: str
    sha256: str
    bytes: int
    producer: str = ""
    title: str = ""
    """The publication or dataset that the file says it is, for the source line of a page."""


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the number of a column counted from 0: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell counted from 0: row 6, column 2 is C7."""
    return f"{column_letters(column)}{row + 1}"
