"""One sheet of a table as it was read: each cell's role, figures with their meaning, questions, problems.

It runs in a guarded process, where files of strangers are opened: no Django, no database. What it gives is
plain data. Sheets and readings are remembered there by content, so that an answer reads one sheet again and
nothing else.
"""

from __future__ import annotations

import gc
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec

from rupadata.errors import InputRefusedError
from rupadata.language import in_language, message_language, messages_in, say
from rupadata.model.source import cell_name
from rupadata.office import Office, load_office
from rupadata.problems import Problem
from rupadata.regions import Regions, is_region_list
from rupadata.regions.own import FILE_NAME as REGION_LIST
from rupadata.tables.agreement.consistency import check_consistency
from rupadata.tables.explain import CellRole, column_words, explain_sheet, role_words
from rupadata.tables.lexicon.periods import find_period
from rupadata.tables.opening.files import find_files, open_sheets
from rupadata.tables.opening.metadata import FolderCatalogues
from rupadata.tables.read_files import tidy_sheet
from rupadata.tables.reading.recipe import (
    Recipe,
    SheetRecipe,
    accept_cells,
    load_recipe,
    parse_area,
    save_words,
)
from rupadata.tables.shape.columns import Column, Role
from rupadata.tables.shape.doubts import Choice, Doubt, chosen
from rupadata.tables.shape.tidy_types import Observed, TidyTable
from rupadata.tables.sheet import CellValue, Sheet, cell_text
from rupadata.web.cases.sheet_words import flag_words, measure_words

MOST_CELLS = 12_000
MOST_COLUMNS = 200
_EXAMPLES = 3
_FIGURES = ("value", "total", "doubt", "missing")
_NUMBERING = re.compile(r"[(\[]?\s*-?\d{1,2}\s*[)\]]?")
"""A number that a header gives to its column."""
_CELLS_BESIDE = 60_000


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
    """A sheet with all that is known of it; `rows` are those that are not blank, from `first` on."""

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


class CellView(msgspec.Struct, frozen=True, tag=True):
    """A cell in words: what stands in it, what it was taken for and why; facts by their names."""

    cell: str
    text: str
    role: str
    facts: tuple[tuple[str, str], ...]


class Changed(msgspec.Struct, frozen=True, tag=True):
    """How many figures are read otherwise after a correction, and the first of them: cell, before, after."""

    count: int
    first: tuple[tuple[str, str, str], ...]


class Refused(msgspec.Struct, frozen=True, tag=True):
    """Why a file cannot be shown."""

    refused: str
    code: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A sheet with its tables, questions and problems, as one recipe has it read."""

    sheet: Sheet
    tables: tuple[TidyTable, ...]
    problems: tuple[Problem, ...]
    regions: Regions

    @property
    def doubts(self) -> list[Doubt]:
        return [doubt for table in self.tables for doubt in table.doubts]

    @property
    def observed(self) -> list[Observed]:
        return [one for table in self.tables for one in table.observations]


def show_sheet(path: str, office: str, recipe: str, number: int, first: int, lang: str) -> bytes:
    """Return a `SheetView` of a file's sheet, or a `Refused`, as JSON; `number` counts from 0."""
    return _answer(lang, lambda: _view(_Opened(path, office, recipe), number, first))


def show_cell(path: str, office: str, recipe: str, number: int, cell: str, lang: str) -> bytes:
    """Return a `CellView`, or a `Refused`, as JSON."""
    return _answer(lang, lambda: _cell(_Opened(path, office, recipe).read(number), cell))


def compare(path: str, office: str, before: str, after: str, number: int, lang: str) -> bytes:
    """Return what becomes of a sheet's figures from one recipe to another: `Changed` as JSON."""

    def changed() -> Changed:
        old = _meanings(_Opened(path, office, before).read(number))
        new = _meanings(_Opened(path, office, after).read(number))
        places = sorted(place for place in old.keys() | new.keys() if old.get(place) != new.get(place))
        first = tuple(
            (cell_name(*place), old.get(place, ""), new.get(place, "")) for place in places[:_EXAMPLES]
        )
        return Changed(len(places), first)

    return _answer(lang, changed)


def answered(path: str, office: str, recipe: str, number: int, answer: str) -> bytes:
    """Return the recipe with the words that settle a question of a sheet (`1=b`)."""
    read = _Opened(path, office, recipe).read(number)
    words = chosen(read.doubts, [answer])
    for sheet, own in words.items():
        recipe = with_words(recipe, sheet, tuple(own.items()))
    return recipe.encode()


def list_shapes(path: Path) -> dict[str, str]:
    """Return the shape of each sheet of a file by its name: what stays alike from year to year."""
    files = [file for file in find_files(path) if file.archive is None]
    return {
        sheet.name: shape_of(sheet)
        for file in files
        for sheet in _sheets(file.load(), "")
        if not file.name.endswith(REGION_LIST)
    }


def shape_of(sheet: Sheet) -> str:
    """Return what tells tables of this form apart from others: the words at the head, without figures."""
    words = {
        re.sub(r"[\W\d_]+", " ", text).casefold().strip()
        for row in sheet.rows[:8]
        for value in row
        if isinstance(value, str) and (text := value)
    }
    return sha256("\n".join(sorted(word for word in words if len(word) > 1)).encode()).hexdigest()[:24]


def _answer(lang: str, make: Callable[[], msgspec.Struct]) -> bytes:
    # A reading makes many small values and no circles; looking for those takes a fifth of its time.
    gc.disable()
    try:
        with messages_in(lang):
            return msgspec.json.encode(make())
    except InputRefusedError as error:
        return msgspec.json.encode(Refused(error.message, error.code, error.hint))
    finally:
        gc.enable()


class _Opened:
    """A file with the office's regions and a recipe; sheets are read when they are asked for."""

    def __init__(self, path: str, office: str, recipe: str) -> None:
        file = next(iter(find_files(Path(path))))
        self.data = file.load()
        self.digest = sha256(self.data).hexdigest()
        self.path, self.office, self.recipe = path, office, recipe

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return _sheets(self.data, self.office)

    def read(self, number: int, recipe: str | None = None) -> _Read:
        wanted = self.recipe if recipe is None else recipe
        return _read_sheet(self.path, self.digest, self.office, wanted, number, message_language())


@lru_cache(maxsize=4)
def _sheets(data: bytes, office: str) -> tuple[Sheet, ...]:
    return open_sheets(data, _office(office).regions)


@lru_cache(maxsize=2)
def _office(folder: str) -> Office:
    return load_office(Path(folder)) if folder else Office()


@lru_cache(maxsize=64)
def _recipe(text: str) -> Recipe | None:
    if not text.strip():
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recipe.toml"
        path.write_text(text, encoding="utf-8")
        return load_recipe(path)


@lru_cache(maxsize=64)
def _read_sheet(path: str, digest: str, office: str, recipe: str, number: int, lang: str) -> _Read:
    """Return one sheet as it is read; the title of the sheet before it may go on in it."""
    file = next(iter(find_files(Path(path))))
    known = _with_lists_beside(_office(office), Path(path))
    sheets = _sheets(file.load(), office)
    sheet = sheets[min(max(number, 0), len(sheets) - 1)]
    given = _recipe(recipe)
    own = given.for_sheet(sheet.name) if given is not None else None
    context = file.context(known.regions, FolderCatalogues(), known.glossary)
    tables = tidy_sheet(sheet, context, (), own, _title_before(sheets, number))
    observed = [one for table in tables for one in table.observations]
    problems = [problem for table in tables for problem in table.problems]
    problems += check_consistency(observed, known.regions)
    if given is not None:
        problems = accept_cells(given, observed, problems)
    return _Read(sheet, tuple(tables), tuple(problems), known.regions)


def _title_before(sheets: Sequence[Sheet], number: int) -> str:
    if number <= 0:
        return ""
    texts = (cell_text(v) for row in sheets[number - 1].rows[:4] for v in row if isinstance(v, str))
    return next((text for text in texts if text.strip()), "")


def _with_lists_beside(office: Office, path: Path) -> Office:
    """Return the office with the lists of regions that lie among the tables of the case."""
    lists = tuple(
        content
        for one in sorted(path.parent.glob(f"*{REGION_LIST}"))
        if is_region_list(one.name, content := one.read_bytes())
    )
    return _office_with(office, lists)


@lru_cache(maxsize=4)
def _office_with(office: Office, lists: tuple[bytes, ...]) -> Office:
    return office.with_region_lists(lists)


def _view(opened: _Opened, number: int, first: int) -> SheetView:
    sheets = opened.sheets
    number = min(max(number, 0), len(sheets) - 1)
    read = opened.read(number)
    explained = explain_sheet(read.sheet, read.tables, read.regions)
    roles = _roles(read, explained.roles)
    width = min(read.sheet.width, MOST_COLUMNS)
    rows, more = _rows(read.sheet, roles, first, width)
    used = dict.fromkeys(cell.role for _, cells in rows for cell in cells if cell.role)
    given = _recipe(opened.recipe)
    own = given.for_sheet(read.sheet.name) if given is not None else SheetRecipe()
    columns = [column for table in read.tables for column in table.columns if column.header]
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
    )


def _lines(opened: _Opened, shown: int) -> tuple[SheetLine, ...]:
    """Return the list of sheets; of a large workbook only the first are read beside the one that is shown."""
    lines, left = [], _CELLS_BESIDE
    for at, sheet in enumerate(opened.sheets):
        left -= sheet.height * sheet.width
        lines.append(
            _line(opened, at) if at == shown or left > 0 else SheetLine(sheet.name, "", 0, 0, 0, read=False)
        )
    return tuple(lines)


def _line(opened: _Opened, number: int) -> SheetLine:
    read = opened.read(number)
    title = next((table.title for table in read.tables if table.title), "")
    return SheetLine(
        read.sheet.name,
        title.split("\n")[0],
        len(read.doubts),
        sum(one.severity != "info" for one in read.problems),
        len(read.observed),
    )


def _words(own: SheetRecipe, read: _Read) -> dict[str, str]:
    """Return what the form of corrections begins with: what the recipe says, else what was understood."""
    units = {one.unit for one in read.observed}
    periods = {one.period for one in read.observed}
    block = next((table.block for table in read.tables if table.block is not None), None)
    heads = f"{block.headers[0] + 1}-{block.headers[-1] + 1}" if block is not None and block.headers else ""
    named = [table.columns for table in read.tables]
    return {
        "title": own.title or next((table.title for table in read.tables if table.title), ""),
        "unit": own.unit or (next(iter(units)) if len(units) == 1 else ""),
        "period": own.period or str(own.year or "") or (next(iter(periods)) if len(periods) == 1 else ""),
        "region": own.region or next((table.home for table in read.tables if table.home), ""),
        "region_column": own.region_column or _header_of(named, Role.REGION_NAME),
        "year_column": own.year_column or _header_of(named, Role.YEAR),
        "header_rows": f"{own.header_rows[0]}-{own.header_rows[1]}" if own.header_rows else heads,
        "decimal": own.decimal,
        "drop_columns": ", ".join(own.drop_columns),
        "skip": "1" if own.skip else "",
    }


def _header_of(tables: Sequence[Sequence[Column]], role: Role) -> str:
    headers = (one.header for columns in tables for one in columns if one.role is role and one.header)
    return next(headers, "").split("\n")[-1]


def _roles(read: _Read, roles: Mapping[tuple[int, int], CellRole]) -> dict[tuple[int, int], str]:
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


def _rows(
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
                _shown(sheet.value(row, column)),
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


def _shown(value: CellValue) -> str:
    return cell_text(value).strip()


def _question(opened: _Opened, number: int, at: int, doubt: Doubt) -> Question:
    read = opened.read(number)
    asked = [one for one in read.observed if doubt.speaks_of(one.row, one.column)]
    top, left, _, _ = parse_area(doubt.where.cell)
    place = (asked[0].row, asked[0].column) if asked else (max(top, 0), max(left, 0))
    return Question(
        number=at + 1,
        where=doubt.where.cell,
        cell=cell_name(*place),
        text=_shown(read.sheet.value(*place)),
        cells=len(asked),
        readings=tuple(_follow(opened, number, choice, place) for choice in doubt.choices),
    )


def _follow(opened: _Opened, number: int, choice: Choice, place: tuple[int, int]) -> Reading:
    """Return what follows when a reading is chosen: the sheet is read so, and looked at."""
    read = opened.read(number, with_words(opened.recipe, opened.read(number).sheet.name, choice.recipe))
    there = next((one for one in read.observed if (one.row, one.column) == place), None)
    told = [one.message for one in read.problems if one.severity != "info" and one.code != "reading-doubtful"]
    return Reading(
        words=in_language(choice.words, message_language()),
        example=_short_meaning(there) if there is not None else "",
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


def _told(read: _Read) -> tuple[Told, ...]:
    order = {"error": 0, "warning": 1, "info": 2}
    found = sorted(read.problems, key=lambda one: order[str(one.severity)])
    asked = "reading-doubtful"  # Told as a question, above.
    return tuple(
        Told(str(one.severity), one.code, one.where.cell, one.message, one.hint)
        for one in found
        if one.code != asked
    )[:40]


def _meanings(read: _Read) -> dict[tuple[int, int], str]:
    return {(one.row, one.column): _meaning(one) for one in read.observed}


def _short_meaning(one: Observed) -> str:
    return f"{_number(one)} {one.unit}".strip()


def _meaning(one: Observed) -> str:
    where = one.region or say(id="tanpa wilayah", en="no region")
    parts = [one.indicator, where, one.period or "?", *one.dimensions.values()]
    return f"{_short_meaning(one)} ({', '.join(parts)})"


def _number(one: Observed) -> str:
    if one.value is None:
        return one.missing
    text = f"{one.value:,.{one.decimals}f}" if one.decimals is not None else f"{one.value:,.15g}"
    return text.translate(str.maketrans(",.", ".,")) if message_language() == "id" else text


def _cell(read: _Read, name: str) -> CellView:
    row, column, _, _ = parse_area(name)
    text = _shown(read.sheet.value(row, column))
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
        (say(id="Dibaca", en="Read as"), _short_meaning(one)),
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
