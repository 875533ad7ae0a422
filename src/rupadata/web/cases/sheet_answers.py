"""What the guarded process answers about a sheet: plain data that pages show."""

from __future__ import annotations

import msgspec


class SheetLine(msgspec.Struct, frozen=True):
    """A sheet in the list of sheets: how many questions and problems it has, and the title of its table.

    `read` is false where a workbook is so large that this sheet is read when it is opened.
    """

    name: str
    title: str
    questions: int
    problems: int
    figures: int
    read: bool = True


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell as it looks: text, role, how many columns and rows it covers."""

    column: int
    text: str
    role: str = ""
    wide: int = 1
    high: int = 1
    figure: bool = False


class Reading(msgspec.Struct, frozen=True):
    """One of two readings of a question: its words, and what would follow from it."""

    words: str
    example: str
    figures: int
    problems: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """What can be read in two ways: where, a cell to look at, its text, both readings, the taken first."""

    number: int
    where: str
    cell: str
    text: str
    cells: int
    readings: tuple[Reading, ...]


class Told(msgspec.Struct, frozen=True):
    """A problem of a sheet."""

    severity: str
    code: str
    cell: str
    message: str
    hint: str


class SheetView(msgspec.Struct, frozen=True, tag=True):
    """A sheet with all that is known of it; `rows` are those that are not blank, from `first` on.

    `header` are the words of the rows that its recipe names as the header.
    """

    sheets: tuple[SheetLine, ...]
    number: int
    shape: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    width: int
    height: int
    more: int
    roles: tuple[str, ...]
    questions: tuple[Question, ...]
    problems: tuple[Told, ...]
    columns: tuple[tuple[str, str], ...]
    figures: int
    words: dict[str, str]
    header: tuple[str, ...] = ()


class Offer(msgspec.Struct, frozen=True):
    """What a click can say of a cell: the correction's name, and its words on the button."""

    name: str
    words: str


class CellView(msgspec.Struct, frozen=True, tag=True):
    """A cell in words: what stands in it, what it was taken for and why; facts by their names;

    `offers` are what can be said of it otherwise.
    """

    cell: str
    text: str
    role: str
    facts: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...] = ()


class Changed(msgspec.Struct, frozen=True, tag=True):
    """How many figures are read otherwise after a correction, and the first of them: cell, before, after."""

    count: int
    first: tuple[tuple[str, str, str], ...]


class Refused(msgspec.Struct, frozen=True, tag=True):
    """Why a file cannot be shown."""

    refused: str
    code: str
    hint: str
