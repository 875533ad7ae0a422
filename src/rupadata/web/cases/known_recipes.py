"""Recipes that the office keeps by the shape of a sheet, laid beside the tables that have it. No Django here.

A correction of one year's table is asked once: next year's table of the same shape is read with it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from rupadata.errors import InputRefusedError
from rupadata.tables.reading.recipe import ENDINGS, as_toml, find_recipe, save_words
from rupadata.web.cases.sheet_reading import list_shapes

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
            shapes = list_shapes(path)
        except InputRefusedError:
            continue  # The reading says why, in its own words.
        found = {name: kept / f"{shape}.toml" for name, shape in shapes.items() if shape in known}
        if not found:
            continue
        target = path.with_name(path.name + ENDINGS[0])
        for name, recipe in found.items():
            words = tomllib.loads(recipe.read_text(encoding="utf-8"))
            save_words(target, {name: {word: as_toml(value) for word, value in words.items()}})
        laid[path.name] = target.read_text(encoding="utf-8")
    return laid
