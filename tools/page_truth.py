"""Compare every printed figure of built pages with the gold answers of the cells it comes from.

`evidence.json` beside each page names the cells behind its figures, `observations.parquet` at the top of
the build what was read from them. Where a cell has a gold answer, one of its observations must have the
value, the region, the period and every category of it; else the figure on the page is false, whatever
arithmetic was done with it.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tools.reading_score import load_gold

Row = dict[str, Any]
Cell = tuple[str, str, str]
"""The name of a file without its folders, a sheet, a cell."""


def compare_build(folder: Path, golds: Sequence[Path]) -> tuple[dict[str, list[str]], int]:
    """Return what is false by page of a build (its path below `folder`), and how many cells had an answer."""
    answers = _answers(golds)
    read = _observations(folder / "observations.parquet", {file for file, _, _ in answers})
    false: dict[str, list[str]] = {}
    compared = 0
    for path in sorted(folder.rglob("evidence.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        cells = {cell: str(entry.get("shown", "")) for entry in entries for cell in _cells_of(entry)}
        known = {cell: shown for cell, shown in cells.items() if cell in answers}
        compared += len(known)
        told = [
            f"{cell[2]}: {shown!r}, {_as_text(answers[cell])}"
            for cell, shown in known.items()
            if not any(agrees(o, answers[cell]) for o in read.get(cell, ()))
        ]
        if told:
            false[path.parent.relative_to(folder).as_posix()] = told
    return false, compared


def agrees(observation: Mapping[str, Any], answer: Mapping[str, str]) -> bool:
    """Tell whether an observation has the value, region, period and categories of a gold answer."""
    value = observation["value"]
    if value is None or not math.isclose(value, float(answer["value"]), rel_tol=1e-9, abs_tol=1e-12):
        return False
    # A file alone cannot know what only the name of its folder tells.
    told = not answer["region_code"] or "folder" in answer["note"]
    if not told and observation["region_code"] != answer["region_code"]:
        return False
    if answer["period"] and observation["period"] != answer["period"]:
        return False
    said = _words(" ".join(str(observation[key]) for key in ("dimensions", "indicator", "table", "unit")))
    return all(_words(str(given)) <= said for given in json.loads(answer["dimensions"] or "{}").values())


def _answers(golds: Sequence[Path]) -> dict[Cell, Row]:
    rows = (row for gold in golds for rows in load_gold(gold).values() for row in rows)
    return {(Path(row["file"]).name, row["sheet"], row["cell"]): row for row in rows if row["value"] != ""}


def _observations(path: Path, files: set[str]) -> dict[Cell, list[Row]]:
    found: dict[Cell, list[Row]] = defaultdict(list)
    for row in pl.read_parquet(path).iter_rows(named=True):
        if (name := Path(row["file"]).name) in files:
            found[name, row["sheet"], row["cell"]].append(row)
    return found


def _cells_of(entry: Mapping[str, Any]) -> Iterable[Cell]:
    return ((Path(c["file"]).name, c.get("sheet") or "", c["cell"]) for c in entry.get("from", ()))


def _as_text(answer: Mapping[str, str]) -> str:
    return f"gold {answer['value']} {answer['region_code']} {answer['period']} {answer['dimensions']}"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))
