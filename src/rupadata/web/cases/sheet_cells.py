"""The cells of a sheet as they are shown: what each was taken for, and what its figure means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from rupadata.language import message_language, say
from rupadata.model.source import cell_name
from rupadata.tables.explain import CellRole, column_words, explain_sheet, role_words
from rupadata.tables.lexicon.periods import find_period
from rupadata.tables.reading.recipe import (
    parse_area,
)
from rupadata.tables.shape.columns import Column, Role
from rupadata.tables.shape.tidy_types import Observed
from rupadata.tables.sheet import CellValue, Sheet, cell_text
from rupadata.web.cases.sheet_answers import Cell, CellView
from rupadata.web.cases.sheet_reading import SheetRead
from rupadata.web.cases.sheet_words import flag_words, measure_words, missing_words

_FIGURES = ("value", "total", "doubt", "missing")
_NUMBERING = re.compile(r"[(\[]?\s*-?\d{1,2}\s*[)\]]?")
"""A number that a header gives to its column."""
MOST_COLUMNS = 200
MOST_CELLS = 12_000


def header_words(tables: Sequence[Sequence[Column]], role: Role) -> str:
    """Return the words of the first header that has a role."""
    headers = (one.header for columns in tables for one in columns if one.role is role and one.header)
    return next(headers, "").split("\n")[-1]


def cell_roles(read: SheetRead, roles: Mapping[tuple[int, int], CellRole]) -> dict[tuple[int, int], str]:
    """Return the role of each cell, with those that the screen tells apart beside: total, time, doubt."""
    found = {place: str(role) for place, role in roles.items()}
    for (row, column), role in roles.items():
        if role is CellRole.HEADER and find_period(cell_text(read.sheet.value(row, column))):
            found[row, column] = "period"
        elif role is CellRole.HEADER and _NUMBERING.fullmatch(cell_text(read.sheet.value(row, column))):
            found[row, column] = "unused"
    for one in read.observed:
        if one.role in ("total", "subtotal") or one.region_total or one.subtotal:
            found[one.row, one.column] = "total"
        if "doubtful" in one.flags:
            found[one.row, one.column] = "doubt"
    for doubt in read.doubts:
        for one in read.observed:
            if doubt.speaks_of(one.row, one.column):
                found[one.row, one.column] = "doubt"
    return found


def shown_rows(
    sheet: Sheet, roles: Mapping[tuple[int, int], str], first: int, width: int
) -> tuple[tuple[tuple[int, tuple[Cell, ...]], ...], int]:
    """Return the rows that are not blank from one on, as many as a page holds, and the row to go on from."""
    covered: set[tuple[int, int]] = set()
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, low, right in sheet.merges:
        spans[top, left] = min(right, width - 1) - left + 1, low - top + 1
        covered |= {(r, c) for r in range(top, low + 1) for c in range(left, right + 1)} - {(top, left)}
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    cells_left = MOST_CELLS
    for row in range(max(first, 0), sheet.height):
        cells = tuple(
            Cell(
                column,
                shown_text(sheet.value(row, column)),
                roles.get((row, column), ""),
                *spans.get((row, column), (1, 1)),
                roles.get((row, column)) in _FIGURES or isinstance(sheet.value(row, column), (int, float)),
            )
            for column in range(width)
            if (row, column) not in covered
        )
        if not any(cell.text for cell in cells):
            continue
        if cells_left < len(cells):
            return tuple(rows), row
        cells_left -= len(cells)
        rows.append((row, _spread(cells, roles, row)))
    return tuple(rows), 0


def _spread(cells: tuple[Cell, ...], roles: Mapping[tuple[int, int], str], row: int) -> tuple[Cell, ...]:
    """Return a row whose only text is a title or a note as one wide cell, as people see it run on."""
    texts = [cell for cell in cells if cell.text]
    if len(texts) == 1 and texts[0].role in ("title", "note", "group") and len(cells) > 1:
        only = texts[0]
        before = tuple(cell for cell in cells if cell.column < only.column)
        wide = cells[-1].column + cells[-1].wide - only.column
        return (*before, msgspec.structs.replace(only, wide=wide))
    return cells


def shown_text(value: CellValue) -> str:
    """Return a value as text."""
    return cell_text(value).strip()


def figures_of(read: SheetRead) -> dict[tuple[int, int], Observed]:
    """Return the figures of a sheet by their places."""
    return {(one.row, one.column): one for one in read.observed}


def what_it_means(one: Observed | None) -> object:
    """Return what a figure means as a value to compare: two figures with the same words have the same."""
    if one is None:
        return None
    figure = one.missing if one.value is None else (one.value, one.decimals)
    where = one.region, one.period, tuple(one.dimensions.values())
    return figure, one.unit, one.indicator, where


def short_meaning(one: Observed) -> str:
    """Return a figure with its unit."""
    return f"{_number(one)} {one.unit}".strip()


def meaning_words(one: Observed | None) -> str:
    """Return what a figure means in words; none where there is no figure."""
    if one is None:
        return ""
    where = one.region or say(id="tanpa wilayah", en="no region")
    parts = [one.indicator, where, one.period or "?", *one.dimensions.values()]
    return f"{short_meaning(one)} ({', '.join(parts)})"


def _number(one: Observed) -> str:
    if one.value is None:
        return missing_words(one.missing) if one.missing else ""
    text = f"{one.value:,.{one.decimals}f}" if one.decimals is not None else f"{one.value:,.15g}"
    return text.translate(str.maketrans(",.", ".,")) if message_language() == "id" else text


def describe_cell(read: SheetRead, name: str) -> CellView:
    """Return what a cell of a sheet was taken for, and why."""
    row, column, _, _ = parse_area(name)
    text = shown_text(read.sheet.value(row, column))
    explained = explain_sheet(read.sheet, read.tables, read.regions)
    role = explained.roles.get((row, column), CellRole.UNUSED)
    one = next((one for one in read.observed if (one.row, one.column) == (row, column)), None)
    found = next(
        (c for table in read.tables for c in table.columns if c.index <= column < c.index + c.span), None
    )
    facts = _facts_of(one) if one is not None else []
    if found is not None and role is not CellRole.TITLE:
        what, why = column_words(found)
        facts.append((say(id="Kolom", en="Column"), f"{what}: {why}"))
    home = next((table.home for table in read.tables if table.home), "")
    if one is not None and home:
        facts.append((say(id="Wilayah induk", en="Home"), read.regions.get(home).name))
    return CellView(cell_name(max(row, 0), max(column, 0)), text, role_words(role), tuple(facts))


def _facts_of(one: Observed) -> list[tuple[str, str]]:
    region = f"{one.region} ({one.region_code})" if one.region_code else one.region
    facts = [
        (say(id="Dibaca", en="Read as"), short_meaning(one)),
        (say(id="Wilayah", en="Region"), region),
        (say(id="Periode", en="Period"), one.period),
        (say(id="Indikator", en="Indicator"), one.indicator),
        *((name, value) for name, value in one.dimensions.items()),
        (say(id="Ukuran", en="Measure"), measure_words(one.measure)),
        (say(id="Satuan", en="Unit"), one.unit),
        (say(id="Tanda", en="Marks"), ", ".join(flag_words(flag) for flag in sorted(one.flags))),
        (say(id="Sumber", en="Source"), one.producer),
    ]
    return [(name, value) for name, value in facts if value]
