"""Correcting how a sheet was read with a click: what can be said of a cell, and the recipe that says it.

It runs in the guarded process, beside the reading: no Django, no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.model.source import cell_name
from rupadata.tables.lexicon.cell_numbers import looks_like_value
from rupadata.tables.lexicon.cell_units import parse_unit, take_unit
from rupadata.tables.lexicon.periods import find_period, year_of
from rupadata.tables.lexicon.table_regions import find_home
from rupadata.tables.lexicon.table_words import fold
from rupadata.tables.reading.recipe import SheetRecipe, is_in_area, labels_of, parse_area
from rupadata.tables.shape.blocks import MAX_HEADER_ROWS
from rupadata.tables.shape.columns import DROPPED, Column, Role
from rupadata.tables.shape.tidy_types import TidyTable
from rupadata.tables.sheet import CellValue, cell_text
from rupadata.web.cases.sheet_answers import Offer
from rupadata.web.cases.sheet_reading import SheetRead

_MARKED = re.compile(r"\d[.,]\d")
_SUMS = ("total", "subtotal")


class Correction(msgspec.Struct, frozen=True):
    """What can be said of a cell: its name, its words, and what the recipe then says of the sheet."""

    name: str
    words: str
    recipe: dict[str, Any]


def offers_of(read: SheetRead, own: SheetRecipe, cell: str) -> tuple[Offer, ...]:
    """Return what can be said of a cell otherwise than it was read, in the words of buttons."""
    return tuple(Offer(one.name, one.words) for one in _corrections(read, own, cell))


def words_of(read: SheetRead, own: SheetRecipe, cell: str, name: str) -> dict[str, Any]:
    """Return the words of the sheet's recipe with one correction; refuse one that the cell does not offer."""
    found = next((one for one in _corrections(read, own, cell) if one.name == name), None)
    if found is None:
        raise UsageError(
            say(id="Koreksi itu tidak berlaku untuk sel ini.", en="That correction is not for this cell."),
            code="answer-invalid",
            hint=say(id="Pilih selnya lagi.", en="Choose the cell again."),
        )
    empty = SheetRecipe()
    held = {word: getattr(own, word) for word in SheetRecipe.__struct_fields__}
    said = {word: value for word, value in held.items() if value != getattr(empty, word)}
    said = {**said, **found.recipe}
    if "year" in found.recipe or "period" in found.recipe:
        said.pop("period" if "year" in found.recipe else "year", None)
    words: dict[str, Any] = msgspec.to_builtins({word: value for word, value in said.items() if value})
    return words


def _corrections(read: SheetRead, own: SheetRecipe, cell: str) -> Iterator[Correction]:
    row, column, _, _ = parse_area(cell)
    text = cell_text(read.sheet.value(row, column)).strip() if row >= 0 else ""
    if not text:
        return
    table = _table_at(read, row)
    found = next((c for c in table.columns if c.index <= column < c.index + c.span), None) if table else None
    yield from _as_header(table, row)
    yield from _of_column(read, table, found, own)
    yield from _of_row(read, table, own, row)
    yield from _of_text(read, own, row, column, text)
    yield from _of_figure(read, own, row, column, text)


def _table_at(read: SheetRead, row: int) -> TidyTable | None:
    """Return the table that a row lies in; the first one that ends below it, else the last."""
    tables = [table for table in read.tables if table.block is not None]
    below = (table for table in tables if table.block and row <= max(table.block.body, default=-1))
    return next(below, tables[-1] if tables else None)


def _as_header(table: TidyTable | None, row: int) -> Iterator[Correction]:
    heads = table.block.headers if table is not None and table.block is not None else ()
    if tuple(heads) == (row,):
        return
    number = row + 1
    alone = say(id=f"Baris {number} kepala kolomnya", en=f"Row {number} is the header")
    yield Correction("header", alone, {"header_rows": (number, number)})
    if not heads:
        return
    first, last = heads[0], heads[-1]
    if row < first and last - row < MAX_HEADER_ROWS:
        words = say(id=f"Kepala mulai baris {number}", en=f"The header begins in row {number}")
        yield Correction("header-from", words, {"header_rows": (number, last + 1)})
    if row > last and row - first < MAX_HEADER_ROWS:
        words = say(id=f"Kepala sampai baris {number}", en=f"The header ends in row {number}")
        yield Correction("header-to", words, {"header_rows": (first + 1, number)})


def _of_column(
    read: SheetRead, table: TidyTable | None, column: Column | None, own: SheetRecipe
) -> Iterator[Correction]:
    """Say what a column is that has a header: a recipe knows columns by nothing else."""
    name = column.header.split("\n")[-1] if column is not None else ""
    if table is None or table.block is None or column is None or not name:
        return
    if column.why == DROPPED:
        called = {fold(column.header), *map(fold, column.path)}
        kept = tuple(one for one in own.drop_columns if fold(one) not in called)
        words = say(id=f"Pakai kolom “{name}” lagi", en=f"Use the column “{name}” again")
        yield Correction("use-column", words, {"drop_columns": kept})
        return
    cells = [read.sheet.value(row, column.index) for row in table.block.body]
    if column.role is not Role.REGION_NAME and any(map(_is_name, cells)):
        words = say(id=f"Kolom “{name}” nama wilayah", en=f"The column “{name}” names regions")
        yield Correction("region-column", words, {"region_column": name})
    if column.role is not Role.YEAR and any(map(year_of, cells)):
        words = say(id=f"Kolom “{name}” tahun", en=f"The column “{name}” is the year")
        yield Correction("year-column", words, {"year_column": name})
    words = say(id=f"Abaikan kolom “{name}”", en=f"Leave the column “{name}” out")
    yield Correction("drop-column", words, {"drop_columns": (*own.drop_columns, name)})


def _is_name(value: CellValue) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not looks_like_value(value)


def _of_row(read: SheetRead, table: TidyTable | None, own: SheetRecipe, row: int) -> Iterator[Correction]:
    here = [one for one in read.observed if one.row == row]
    label = next(iter(labels_of(read.sheet, row, table.columns)), "") if table is not None and here else ""
    if not label:
        return
    if all(one.role in _SUMS for one in here):
        words = say(id=f"“{label}” bukan jumlah", en=f"“{label}” is no sum")
        yield Correction("part-row", words, _rows(own, "part_rows", "total_rows", label))
    else:
        words = say(id=f"“{label}” adalah jumlah", en=f"“{label}” is a sum")
        yield Correction("total-row", words, _rows(own, "total_rows", "part_rows", label))


def _rows(own: SheetRecipe, into: str, out_of: str, label: str) -> dict[str, tuple[str, ...]]:
    left = tuple(one for one in getattr(own, out_of) if fold(one) != fold(label))
    return {into: (*getattr(own, into), label), out_of: left}


def _of_text(read: SheetRead, own: SheetRecipe, row: int, column: int, text: str) -> Iterator[Correction]:
    """Say what a text outside the figures tells of the whole table."""
    if any((one.row, one.column) == (row, column) for one in read.observed):
        return
    if len(text.split()) > 1 and text != own.title:
        yield Correction("title", say(id="Ini judul tabel", en="This is the title"), {"title": text})
    if (unit := parse_unit(text) or take_unit(text)[1]) and unit != own.unit:
        yield Correction("unit", say(id=f"Satuan: {unit}", en=f"Unit: {unit}"), {"unit": unit})
    period = find_period(text)
    if period is not None and period.year and not period.span and not period.part:
        words = say(id=f"Tahun tabel: {period.year}", en=f"Year of the table: {period.year}")
        yield Correction("year", words, {"year": period.year})
    home = find_home(read.regions, text)
    if home is not None and home.code not in (own.region, *(table.home for table in read.tables)):
        words = say(id=f"Wilayah induk: {home.name}", en=f"Home region: {home.name}")
        yield Correction("home", words, {"region": home.code})


def _of_figure(read: SheetRead, own: SheetRecipe, row: int, column: int, text: str) -> Iterator[Correction]:
    one = next((one for one in read.observed if (one.row, one.column) == (row, column)), None)
    if one is None:
        return
    if isinstance(read.sheet.value(row, column), str) and _MARKED.search(text):
        for mark, words in (
            ("comma", say(id="Koma tanda desimal", en="The comma is the decimal mark")),
            ("dot", say(id="Titik tanda desimal", en="The dot is the decimal mark")),
        ):
            if own.decimal != mark:
                yield Correction(mark, words, {"decimal": mark})
    name = cell_name(row, column)
    told = any(
        str(problem.severity) == "warning" and is_in_area(row, column, parse_area(problem.where.cell))
        for problem in read.problems
    )
    if one.value is not None and (told or "doubtful" in one.flags) and name not in own.accept:
        words = say(id="Angka ini memang benar", en="This figure is right")
        yield Correction("accept", words, {"accept": (*own.accept, name)})
