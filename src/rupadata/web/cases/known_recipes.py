"""Recipes that the office keeps by the shape of a sheet, laid beside the tables that have it. No Django here.

A correction of one year's table is asked once: next year's table of the same shape is read with it. Rows of a
header are kept with their words, by which next year's are found wherever they stand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rupadata.errors import InputRefusedError
from rupadata.tables.reading.recipe import ENDINGS, as_toml, find_recipe, save_words
from rupadata.tables.sheet import Sheet
from rupadata.web.cases.sheet_reading import find_rows, list_sheets, shape_of

HEADER_ROWS, HEADER_WORDS = "header_rows", "header_words"
MOST_BYTES = 3_000_000
"""Larger files are not opened a second time to learn their shapes."""


def lay_known_recipes(tables: Path, kept: Path) -> dict[str, str]:
    """Write the office's recipe beside each table that has none and whose shape it knows; return the texts
    by the tables' names."""
    known = {path.stem for path in kept.glob("*.toml")} if kept.is_dir() else set()
    if not known:
        return {}
    laid = {}
    for path in sorted(tables.iterdir()):
        if path.suffix == ".toml" or path.stat().st_size > MOST_BYTES or find_recipe(path) is not None:
            continue
        try:
            sheets = list_sheets(path)
        except InputRefusedError:
            continue  # The reading says why, in its own words.
        found = {
            name: words
            for name, sheet in sheets.items()
            if (shape := shape_of(sheet)) in known and (words := _words_for(sheet, kept / f"{shape}.toml"))
        }
        if not found:
            continue
        target = path.with_name(path.name + ENDINGS[0])
        for name, words in found.items():
            save_words(target, {name: {word: as_toml(value) for word, value in words.items()}})
        laid[path.name] = target.read_text(encoding="utf-8")
    return laid


def lasting_header(rows: Sequence[int], words: Sequence[str]) -> dict[str, Any]:
    """Return what the office keeps of corrected header rows, counted from 1: the rows and their words, by
    which they are found again; nothing where they have none."""
    return {HEADER_ROWS: list(rows), HEADER_WORDS: list(words)} if any(words) else {}


def _words_for(sheet: Sheet, recipe: Path) -> dict[str, Any]:
    """Return what a kept recipe says of a sheet; nothing of a header whose words stand nowhere in it."""
    kept = tomllib.loads(recipe.read_text(encoding="utf-8"))
    words = {word: value for word, value in kept.items() if word not in (HEADER_ROWS, HEADER_WORDS)}
    if HEADER_WORDS in kept:
        rows = find_rows(sheet, kept[HEADER_WORDS], kept[HEADER_ROWS][0] - 1)
        if rows is not None:
            words[HEADER_ROWS] = [rows[0] + 1, rows[1] + 1]
    return words
