"""Recipes: a small TOML beside a file that says what guessing cannot know."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import field
from msgspec.structs import replace

from rupadata.decoding import TOML_MISTAKES, parse_toml
from rupadata.errors import UsageError, nearest_name
from rupadata.language import in_both, say
from rupadata.model.source import column_index
from rupadata.problems import Problem, Severity
from rupadata.tables.lexicon.table_words import fold
from rupadata.tables.shape.columns import Column, Role
from rupadata.tables.shape.row_types import RowsMeaning
from rupadata.tables.shape.tidy_types import Observed, TidyTable
from rupadata.tables.sheet import Sheet, cell_text

ENDINGS = (".recipe.toml", ".resep.toml")


class SheetRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a recipe says of one sheet, or of all sheets of a file. Rows are counted as people see them,
    from 1."""

    skip: bool = False
    title: str = ""
    header_rows: tuple[int, int] | None = None
    unit: str = ""
    year: int | None = None
    period: str = ""
    region: str = ""
    region_column: str = ""
    year_column: str = ""
    decimal: str = ""
    subject: str = ""
    producer: str = ""
    drop_columns: tuple[str, ...] = ()
    total_rows: tuple[str, ...] = ()
    part_rows: tuple[str, ...] = ()
    codes: str = ""
    accept: tuple[str, ...] = ()


class Recipe(msgspec.Struct, frozen=True):
    """A recipe: what holds for the whole file, and what holds for sheets by name."""

    whole: SheetRecipe = field(default_factory=SheetRecipe)
    sheets: Mapping[str, SheetRecipe] = field(default_factory=dict)

    def for_sheet(self, name: str) -> SheetRecipe:
        """Return what holds for a sheet: its own words before those for the file."""
        own = self.sheets.get(name)
        if own is None:
            return self.whole
        empty = SheetRecipe()
        merged = {
            key: getattr(own, key) if getattr(own, key) != getattr(empty, key) else getattr(self.whole, key)
            for key in SheetRecipe.__struct_fields__
        }
        return SheetRecipe(**merged)


def find_recipe(path: Path) -> Path | None:
    """Return the recipe beside a file: `data.xlsx.recipe.toml` or `data.recipe.toml`."""
    for ending in ENDINGS:
        for name in (path.name, path.stem):
            candidate = path.with_name(name + ending)
            # No recipe has a name that is too long for the disk; pathlib would raise.
            if os.path.isfile(candidate):  # noqa: PTH113
                return candidate
    return None


def load_recipe(path: Path) -> Recipe:
    """Read a recipe; a word that no recipe knows is an error that names the nearest known one."""
    try:
        content = parse_toml(path.read_bytes())
    except (OSError, *TOML_MISTAKES) as error:
        raise UsageError(
            in_both(
                id=f"Resep {path.name} tidak dapat dibaca: {error}.",
                en=f"Recipe {path.name} cannot be read: {error}.",
            ),
            code="recipe-invalid",
        ) from error
    sheets = content.pop("sheets", {})
    if not isinstance(sheets, dict):
        raise _invalid(path, "sheets")
    return Recipe(_convert(path, content), {str(name): _convert(path, own) for name, own in sheets.items()})


def _convert(path: Path, content: Any) -> SheetRecipe:
    known = SheetRecipe.__struct_fields__
    for key in content if isinstance(content, dict) else ():
        if key not in known:
            raise _invalid(path, str(key))
    try:
        recipe = msgspec.convert(content, SheetRecipe)
    except msgspec.ValidationError as error:
        raise UsageError(
            in_both(id=f"Resep {path.name}: {error}.", en=f"Recipe {path.name}: {error}."),
            code="recipe-invalid",
        ) from error
    if recipe.codes not in ("", "bps", "kemendagri"):
        raise UsageError(
            say(
                id=f'Resep {path.name}: codes harus "bps" atau "kemendagri".',
                en=f'Recipe {path.name}: codes must be "bps" or "kemendagri".',
            ),
            code="recipe-invalid",
        )
    if recipe.decimal not in ("", "comma", "dot"):
        raise UsageError(
            in_both(
                id=f'Resep {path.name}: decimal harus "comma" atau "dot".',
                en=f'Recipe {path.name}: decimal must be "comma" or "dot".',
            ),
            code="recipe-invalid",
        )
    return recipe


def _invalid(path: Path, key: str) -> UsageError:
    near = nearest_name(key, (*SheetRecipe.__struct_fields__, "sheets"))
    return UsageError(
        in_both(
            id=f'Resep {path.name}: kata "{key}" tidak dikenal.',
            en=f'Recipe {path.name}: unknown word "{key}".',
        ),
        code="recipe-invalid",
        hint=in_both(id=f"Maksudnya {near}?", en=f"Did you mean {near}?") if near else "",
    )


def apply_to_sheet(sheet: Sheet, recipe: SheetRecipe) -> Sheet:
    """Return the sheet with the title, unit, region and producer that the recipe gives."""
    return replace(
        sheet,
        title=recipe.title or sheet.title,
        unit=recipe.unit or sheet.unit,
        region=recipe.region or sheet.region,
        producer=recipe.producer or sheet.producer,
    )


def save_words(path: Path, words: Mapping[str, Mapping[str, str]]) -> None:
    """Write words of a recipe by sheet into a file, beside what it says already; values as TOML writes them.

    Comments of the file are not kept.
    """
    content = parse_toml(path.read_bytes()) if path.exists() else {}
    sheets = content.pop("sheets", {})
    lines = [f"{word} = {as_toml(value)}" for word, value in content.items()]
    for word, value in words.get("", {}).items():
        lines = [*(line for line in lines if not line.startswith(f"{word} =")), f"{word} = {value}"]
    for name in dict.fromkeys((*sheets, *filter(None, words))):
        own = {word: as_toml(value) for word, value in sheets.get(name, {}).items()} | dict(
            words.get(name, {})
        )
        lines += ["", f"[sheets.{_quoted(name)}]", *(f"{word} = {value}" for word, value in own.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_toml(value: object) -> str:
    """Return a value of a recipe as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(as_toml, value))}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def accept_cells(recipe: Recipe, observed: Sequence[Observed], problems: Sequence[Problem]) -> list[Problem]:
    """Take the doubt from figures whose cells are accepted; return the problems, theirs as mere notes."""
    out = list(problems)
    for sheet in {o.sheet for o in observed}:
        areas = [parse_area(area) for area in recipe.for_sheet(sheet).accept]
        if not areas:
            continue
        for o in observed:
            if o.sheet == sheet and any(is_in_area(o.row, o.column, area) for area in areas):
                o.flags.discard("doubtful")
        out = [
            replace(p, severity=Severity.INFO)
            if p.where.sheet == sheet and p.severity is Severity.WARNING and _is_accepted(p.where.cell, areas)
            else p
            for p in out
        ]
    return out


def _is_accepted(cell: str, areas: Sequence[Area]) -> bool:
    if not _AREA.fullmatch(cell):
        return False
    top, left, low, right = parse_area(cell)
    return any(is_in_area(top, left, area) and is_in_area(low, right, area) for area in areas)


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


def parse_area(text: str) -> Area:
    """Return the rows and columns of a cell or a range; one beyond all sheets for what is neither."""
    match = _AREA.fullmatch(text.strip().upper())
    if match is None:
        return -1, -1, -1, -1
    last = (match[3] or match[1], match[4] or match[2])
    return int(match[2]) - 1, column_index(match[1]), int(last[1]) - 1, column_index(last[0])


def is_in_area(row: int, column: int, area: Area) -> bool:
    """Tell whether a place lies in an area."""
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


def apply_to_columns(columns: Sequence[Column], recipe: SheetRecipe) -> list[Column]:
    """Return the columns with the roles that the recipe names."""
    out = []
    for column in columns:
        names = {fold(column.header), *map(fold, column.path)}
        if recipe.region_column and fold(recipe.region_column) in names:
            column = column.with_role(Role.REGION_NAME, "recipe")
        elif recipe.year_column and fold(recipe.year_column) in names:
            column = column.with_role(Role.YEAR, "recipe")
        out.append(column)
    return out


def apply_to_rows(rows: RowsMeaning, sheet: Sheet, columns: Sequence[Column], recipe: SheetRecipe) -> None:
    """Take rows for sums, or for parts like their neighbours, by the labels that the recipe names.

    A sum of all regions belongs to none of them. Where a row is said to be no sum, and no region is called as
    it, its region is not known.
    """
    totals, parts = frozenset(map(fold, recipe.total_rows)), frozenset(map(fold, recipe.part_rows))
    if not totals and not parts:
        return
    for meaning in rows.rows:
        labels = {fold(meaning.region_text), *map(fold, labels_of(sheet, meaning.row, columns))} - {""}
        if labels & totals:
            meaning.region_total = rows.regions_in_rows and meaning.region is None
            meaning.subtotal = not meaning.region_total
            meaning.region_unknown = False
            rows.unknown.discard(meaning.region_text)
        elif labels & parts:
            meaning.region_unknown = meaning.region_unknown or meaning.region_total
            meaning.region_total = meaning.subtotal = meaning.is_total = False


def labels_of(sheet: Sheet, row: int, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the texts by which a row is called: those in its columns of names and of categories."""
    named = (c for c in columns if c.role in (Role.REGION_NAME, Role.LABEL))
    texts = (
        cell_text(sheet.value(row, at)).strip() for c in named for at in range(c.index, c.index + c.span)
    )
    return tuple(text for text in texts if text)


def write_recipe(tables: Sequence[tuple[str, TidyTable]]) -> str:
    """Return a recipe that says what was inferred, to be edited; `tables` come with the names of their
    sheets. Sheets of several tables are left to inference."""
    lines = [
        say(
            id="# Resep: ubah yang keliru, hapus yang tidak perlu, simpan di samping berkas sebagai "
            "NAMA.recipe.toml.",
            en="# A recipe: change what is wrong, delete what is not needed, save it beside the file as "
            "NAME.recipe.toml.",
        )
    ]
    counts = Counter(name for name, _ in tables)
    for name, table in tables:
        if counts[name] > 1:
            continue  # a recipe speaks of a sheet, and cannot tell its tables apart
        lines += ["", f"[sheets.{_quoted(name)}]", f"title = {_quoted(table.title)}"]
        if table.block is not None and table.block.headers:
            lines.append(f"header_rows = [{table.block.headers[0] + 1}, {table.block.headers[-1] + 1}]")
        units = sorted({o.unit for o in table.observations})
        if len(units) == 1 and units[0]:
            lines.append(f"unit = {_quoted(units[0])}")
        periods = sorted({o.period for o in table.observations})
        if len(periods) == 1 and len(periods[0]) == 4:
            lines.append(f"year = {periods[0]}")
        if table.home:
            lines.append(f"region = {_quoted(table.home)}")
        for column in table.columns:
            if column.role is Role.REGION_NAME and column.header:
                lines.append(f"region_column = {_quoted(column.header)}")
                break
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return '"' + "".join(mark for mark in escaped if mark.isprintable()) + '"'
