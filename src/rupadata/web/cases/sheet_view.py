"""One sheet of a table as it was read: each cell's role, figures with their meaning, questions, problems.

It runs in a guarded process, where files of strangers are opened: no Django, no database. What it gives is
plain data. Sheets and readings are remembered there by content, so that an answer reads one sheet again and
nothing else.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from rupadata.errors import InputRefusedError
from rupadata.language import in_language, message_language, messages_in
from rupadata.model.source import cell_name
from rupadata.tables.explain import column_words, roles_of_cells
from rupadata.tables.reading.recipe import (
    SheetRecipe,
    parse_area,
    save_words,
)
from rupadata.tables.shape.columns import Role
from rupadata.tables.shape.doubts import Choice, Doubt, chosen
from rupadata.web.cases.sheet_answers import (
    CellView,
    Changed,
    Question,
    Reading,
    Refused,
    SheetLine,
    SheetView,
    Told,
)
from rupadata.web.cases.sheet_cells import (
    MOST_COLUMNS,
    cell_roles,
    describe_cell,
    figures_of,
    header_words,
    meaning_words,
    short_meaning,
    shown_rows,
    shown_text,
    what_it_means,
)
from rupadata.web.cases.sheet_corrections import offers_of, words_of
from rupadata.web.cases.sheet_reading import OpenedTable, SheetRead, parse_recipe, row_words, shape_of

_EXAMPLES = 3
_CELLS_BESIDE = 60_000


def show_sheet(path: str, office: str, recipe: str, number: int, first: int, lang: str) -> bytes:
    """Return a `SheetView` of a file's sheet, or a `Refused`, as JSON; `number` counts from 0."""
    return _answer(lang, lambda: _view(OpenedTable(path, office, recipe), number, first))


def show_cell(path: str, office: str, recipe: str, number: int, cell: str, lang: str) -> bytes:
    """Return a `CellView`, or a `Refused`, as JSON."""

    def described() -> CellView:
        opened = OpenedTable(path, office, recipe)
        read = opened.read(number)
        told = describe_cell(read, cell)
        return msgspec.structs.replace(told, offers=offers_of(read, _own(opened, read), cell))

    return _answer(lang, described)


def corrected(path: str, office: str, recipe: str, number: int, cell: str, name: str) -> bytes:
    """Return what the recipe says of a sheet after one of the corrections that a cell offers: its words by
    name, as JSON."""
    opened = OpenedTable(path, office, recipe)
    read = opened.read(number)
    return msgspec.json.encode(words_of(read, _own(opened, read), cell, name))


def _own(opened: OpenedTable, read: SheetRead) -> SheetRecipe:
    """Return what the recipe says of a sheet."""
    given = parse_recipe(opened.recipe)
    return given.for_sheet(read.sheet.name) if given is not None else SheetRecipe()


def compare(path: str, office: str, before: str, after: str, number: int, lang: str) -> bytes:
    """Return what becomes of a sheet's figures from one recipe to another: `Changed` as JSON."""

    def changed() -> Changed:
        old = figures_of(OpenedTable(path, office, before).read(number))
        new = figures_of(OpenedTable(path, office, after).read(number))
        places = sorted(
            place
            for place in old.keys() | new.keys()
            if what_it_means(old.get(place)) != what_it_means(new.get(place))
        )
        first = tuple(
            (cell_name(*place), meaning_words(old.get(place)), meaning_words(new.get(place)))
            for place in places[:_EXAMPLES]
        )
        return Changed(len(places), first)

    return _answer(lang, changed)


def answered(path: str, office: str, recipe: str, number: int, answer: str) -> bytes:
    """Return the recipe with the words that settle a question of a sheet (`1=b`)."""
    read = OpenedTable(path, office, recipe).read(number)
    words = chosen(read.doubts, [answer])
    for sheet, own in words.items():
        recipe = with_words(recipe, sheet, tuple(own.items()))
    return recipe.encode()


def _answer(lang: str, make: Callable[[], msgspec.Struct]) -> bytes:
    # A reading makes many small values and no circles; looking for those takes a fifth of its time, and
    # again as long as readings are remembered: they are taken out of what is looked through.
    gc.disable()
    try:
        with messages_in(lang):
            return msgspec.json.encode(make())
    except InputRefusedError as error:
        return msgspec.json.encode(Refused(error.message, error.code, error.hint))
    finally:
        gc.freeze()
        gc.enable()


def _view(opened: OpenedTable, number: int, first: int) -> SheetView:
    sheets = opened.sheets
    number = min(max(number, 0), len(sheets) - 1)
    read = opened.read(number)
    roles = cell_roles(read, roles_of_cells(read.sheet, read.tables))
    width = min(read.sheet.width, MOST_COLUMNS)
    rows, more = shown_rows(read.sheet, roles, first, width)
    used = dict.fromkeys(cell.role for _, cells in rows for cell in cells if cell.role)
    columns = [column for table in read.tables for column in table.columns if column.header]
    own = _own(opened, read)
    named = own.header_rows
    return SheetView(
        sheets=_lines(opened, number),
        number=number,
        shape=shape_of(read.sheet),
        rows=rows,
        width=width,
        height=read.sheet.height,
        more=more,
        roles=tuple(used),
        questions=tuple(_question(opened, number, at, doubt) for at, doubt in enumerate(read.doubts)),
        problems=_told(read),
        columns=tuple(dict.fromkeys((one.header.split("\n")[-1], column_words(one)[0]) for one in columns)),
        figures=len(read.observed),
        words=_words(own, read),
        header=row_words(read.sheet, named[0] - 1, named[1] - 1) if named is not None else (),
    )


def _lines(opened: OpenedTable, shown: int) -> tuple[SheetLine, ...]:
    """Return the list of sheets; of a large workbook only the first are read beside the one that is shown."""
    lines, left = [], _CELLS_BESIDE
    for at, sheet in enumerate(opened.sheets):
        left -= sheet.height * sheet.width
        lines.append(
            _line(opened, at) if at == shown or left > 0 else SheetLine(sheet.name, "", 0, 0, 0, read=False)
        )
    return tuple(lines)


def _line(opened: OpenedTable, number: int) -> SheetLine:
    read = opened.read(number)
    title = next((table.title for table in read.tables if table.title), "")
    return SheetLine(
        read.sheet.name,
        title.split("\n")[0],
        len(read.doubts),
        sum(one.severity != "info" for one in read.problems),
        len(read.observed),
    )


def _words(own: SheetRecipe, read: SheetRead) -> dict[str, str]:
    """Return what the form of corrections begins with: what the recipe says, else what was understood."""
    units = {one.unit for one in read.observed}
    periods = {one.period for one in read.observed}
    block = next((table.block for table in read.tables if table.block is not None), None)
    heads = (block.headers[0] + 1, block.headers[-1] + 1) if block is not None and block.headers else None
    named = [table.columns for table in read.tables]
    return {
        "title": own.title or next((table.title for table in read.tables if table.title), ""),
        "unit": own.unit or (next(iter(units)) if len(units) == 1 else ""),
        "period": own.period or str(own.year or "") or (next(iter(periods)) if len(periods) == 1 else ""),
        "region": own.region or next((table.home for table in read.tables if table.home), ""),
        "region_column": own.region_column or header_words(named, Role.REGION_NAME),
        "year_column": own.year_column or header_words(named, Role.YEAR),
        "header_rows": "-".join(dict.fromkeys(map(str, own.header_rows or heads or ()))),
        "decimal": own.decimal,
        "drop_columns": ", ".join(own.drop_columns),
        "skip": "1" if own.skip else "",
    }


def _question(opened: OpenedTable, number: int, at: int, doubt: Doubt) -> Question:
    read = opened.read(number)
    asked = [one for one in read.observed if doubt.speaks_of(one.row, one.column)]
    top, left, _, _ = parse_area(doubt.where.cell)
    place = (asked[0].row, asked[0].column) if asked else (max(top, 0), max(left, 0))
    return Question(
        number=at + 1,
        where=doubt.where.cell,
        cell=cell_name(*place),
        text=shown_text(read.sheet.value(*place)),
        cells=len(asked),
        readings=tuple(_follow(opened, number, choice, place) for choice in doubt.choices),
    )


def _follow(opened: OpenedTable, number: int, choice: Choice, place: tuple[int, int]) -> Reading:
    """Return what follows when a reading is chosen: the sheet is read so, and looked at."""
    read = opened.read(number, with_words(opened.recipe, opened.read(number).sheet.name, choice.recipe))
    there = next((one for one in read.observed if (one.row, one.column) == place), None)
    told = [one.message for one in read.problems if one.severity != "info" and one.code != "reading-doubtful"]
    return Reading(
        words=in_language(choice.words, message_language()),
        example=short_meaning(there) if there is not None else "",
        figures=len(read.observed),
        problems=tuple(told[:_EXAMPLES]),
    )


def with_words(recipe: str, sheet: str, words: Sequence[tuple[str, str]]) -> str:
    """Return the text of a recipe with words for one sheet added; values as TOML writes them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recipe.toml"
        if recipe.strip():
            path.write_text(recipe, encoding="utf-8")
        save_words(path, {sheet: dict(words)})
        return path.read_text(encoding="utf-8")


def _told(read: SheetRead) -> tuple[Told, ...]:
    order = {"error": 0, "warning": 1, "info": 2}
    found = sorted(read.problems, key=lambda one: order[str(one.severity)])
    asked = "reading-doubtful"  # Told as a question, above.
    return tuple(
        Told(str(one.severity), one.code, one.where.cell, one.message, one.hint)
        for one in found
        if one.code != asked
    )[:40]
