"""Sheets and their readings, remembered by content: an answer reads one sheet again and nothing else."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from rupadata.language import message_language
from rupadata.office import Office, load_office
from rupadata.problems import Problem
from rupadata.regions import Regions, is_region_list
from rupadata.regions.own import FILE_NAME as REGION_LIST
from rupadata.tables.agreement.consistency import check_consistency
from rupadata.tables.opening.files import find_files, open_sheets
from rupadata.tables.opening.metadata import FolderCatalogues
from rupadata.tables.read_files import tidy_sheet
from rupadata.tables.reading.recipe import (
    Recipe,
    accept_cells,
    load_recipe,
)
from rupadata.tables.shape.doubts import Doubt
from rupadata.tables.shape.tidy_types import Observed, TidyTable
from rupadata.tables.sheet import Sheet, cell_text


class SheetRead(Struct, frozen=True):
    """A sheet with its tables, questions and problems, as one recipe has it read."""

    sheet: Sheet
    tables: tuple[TidyTable, ...]
    problems: tuple[Problem, ...]
    regions: Regions

    @property
    def doubts(self) -> list[Doubt]:
        """Return the questions of all tables of the sheet."""
        return [doubt for table in self.tables for doubt in table.doubts]

    @property
    def observed(self) -> list[Observed]:
        """Return the figures of all tables of the sheet."""
        return [one for table in self.tables for one in table.observations]


class OpenedTable:
    """A file with the office's regions and a recipe; sheets are read when they are asked for."""

    def __init__(self, path: str, office: str, recipe: str) -> None:
        file = next(iter(find_files(Path(path))))
        self.data = file.load()
        self.digest = sha256(self.data).hexdigest()
        self.path, self.office, self.recipe = path, office, recipe

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets of the file."""
        return _sheets(self.data, self.office)

    def read(self, number: int, recipe: str | None = None) -> SheetRead:
        """Return a sheet as the recipe has it read, or as another one would."""
        wanted = self.recipe if recipe is None else recipe
        return _read_sheet(self.path, self.digest, self.office, wanted, number, message_language())


@lru_cache(maxsize=4)
def _sheets(data: bytes, office: str) -> tuple[Sheet, ...]:
    return open_sheets(data, _office(office).regions)


@lru_cache(maxsize=2)
def _office(folder: str) -> Office:
    return load_office(Path(folder)) if folder else Office()


@lru_cache(maxsize=64)
def parse_recipe(text: str) -> Recipe | None:
    """Return the recipe of a text; None for an empty one."""
    if not text.strip():
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recipe.toml"
        path.write_text(text, encoding="utf-8")
        return load_recipe(path)


@lru_cache(maxsize=64)
def _read_sheet(path: str, digest: str, office: str, recipe: str, number: int, lang: str) -> SheetRead:
    """Return one sheet as it is read; the title of the sheet before it may go on in it."""
    file = next(iter(find_files(Path(path))))
    known = _with_lists_beside(_office(office), Path(path))
    sheets = _sheets(file.load(), office)
    sheet = sheets[min(max(number, 0), len(sheets) - 1)]
    given = parse_recipe(recipe)
    own = given.for_sheet(sheet.name) if given is not None else None
    context = file.context(known.regions, FolderCatalogues(), known.glossary)
    tables = tidy_sheet(sheet, context, (), own, _title_before(sheets, number))
    observed = [one for table in tables for one in table.observations]
    problems = [problem for table in tables for problem in table.problems]
    problems += check_consistency(observed, known.regions)
    if given is not None:
        problems = accept_cells(given, observed, problems)
    return SheetRead(sheet, tuple(tables), tuple(problems), known.regions)


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


def list_sheets(path: Path) -> dict[str, Sheet]:
    """Return the sheets of a file by their names; none of an archive, nor of a list of regions."""
    files = [file for file in find_files(path) if file.archive is None]
    return {
        sheet.name: sheet
        for file in files
        for sheet in _sheets(file.load(), "")
        if not file.name.endswith(REGION_LIST)
    }


def shape_of(sheet: Sheet) -> str:
    """Return what tells tables of this form apart from others: the words at the head, without figures."""
    words = {
        _without_figures(text).strip()
        for row in sheet.rows[:8]
        for value in row
        if isinstance(value, str) and (text := value)
    }
    return sha256("\n".join(sorted(word for word in words if len(word) > 1)).encode()).hexdigest()[:24]


def row_words(sheet: Sheet, first: int, last: int) -> tuple[str, ...]:
    """Return the words of some rows, counted from 0, each row's in one text: what stays alike from year to
    year. A row of figures alone has none."""
    return tuple(
        " | ".join(
            word for value in row if isinstance(value, str) and (word := _without_figures(value).strip())
        )
        for row in sheet.rows[first : last + 1]
    )


def find_rows(sheet: Sheet, words: Sequence[str], near: int) -> tuple[int, int] | None:
    """Return the first and last row, counted from 0, that say these words: those nearest to where they stood;
    None where no rows do."""
    said = row_words(sheet, 0, len(sheet.rows) - 1)
    count = len(words)
    places = [at for at in range(len(said) - count + 1) if said[at : at + count] == tuple(words)]
    if not count or not places:
        return None
    first = min(places, key=lambda at: (abs(at - near), at))
    return first, first + count - 1


def _without_figures(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text).casefold()
