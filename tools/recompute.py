"""Recompute every figure of built pages from the cells alone, independently of the engine.

It reads `evidence.json` beside each page and `observations.parquet` at the top of the build, knows the
formulas from `docs/reference/evidence.md`, and imports nothing of the engine. Where the source file is at
hand, the cell itself is opened and compared with the observation as well.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from contextlib import suppress
from functools import cache
from pathlib import Path

import openpyxl
import polars as pl

NO_CELL = {"period", "years", "bound", "label", "count"}


def computed(formula: str, v: list[float], of: int) -> float:
    """Return what a formula gives for the values of its cells."""
    match formula:
        case "value":
            return v[0]
        case "sum":
            return math.fsum(v)
        case "mean":
            return math.fsum(v) / len(v)
        case "share":
            return v[0] / v[1] * 100
        case "share-of-sum":
            return v[0] / math.fsum(v) * 100
        case "shares-of-sum":
            return math.fsum(v[:of]) / math.fsum(v) * 100
        case "shares-of-total":
            return math.fsum(v[:-1]) / v[-1] * 100
        case "one-in":
            return v[-1] / v[0]
        case "one-in-of-sum":
            return math.fsum(v) / v[0]
        case "one-in-of-rate":
            return 100 / v[0]
        case "above-limit":
            return v[0] - of / 10_000
        case "change" | "difference":
            return v[0] - v[1]
        case "growth":
            return (v[0] - v[1]) / v[1] * 100
        case "mean-growth":
            return ((v[0] / v[1]) ** (1 / of) - 1) * 100
        case "mean-change":
            return (v[0] - v[1]) / of
        case "ratio":
            return v[0] / v[1]
        case "change-of-sums":
            return math.fsum(v[:of]) - math.fsum(v[of:])
        case "growth-of-sums":
            return (math.fsum(v[:of]) / math.fsum(v[of:]) - 1) * 100
        case "ratio-of-sums":
            return math.fsum(v[:of]) / math.fsum(v[of:])
        case "contribution":
            return 100 * (v[0] - v[of]) / (math.fsum(v[:of]) - math.fsum(v[of:]))
        case "rank":
            return 1 + len([x for x in v[1:] if x > v[0]])
        case "rank-low":
            return 1 + len([x for x in v[1:] if x < v[0]])
        case "max":
            return max(v)
        case "min":
            return min(v)
    raise KeyError(formula)


def near(one: float, other: float) -> bool:
    """Tell whether two figures are the same but for rounding in the last bits."""
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


@cache
def _csv_grid(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    dialect = ";" if text[:2000].count(";") > text[:2000].count(",") else ","
    return list(csv.reader(text.splitlines(), delimiter=dialect))


@cache
def _workbook(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def raw_cell(root: Path, file: str, sheet: str, cell: str) -> object:
    """Return what stands in a source cell, or None where this tool cannot open the file itself."""
    path = root / file
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    if match is None or not path.exists():
        return None
    if path.suffix.lower() == ".csv":
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        grid = _csv_grid(path)
        row = int(match[2]) - 1
        return grid[row][column - 1] if row < len(grid) and column - 1 < len(grid[row]) else None
    if path.suffix.lower() == ".xlsx":
        book = _workbook(path)
        return book[sheet][cell].value if sheet in book.sheetnames else None
    return None


def same_digits(raw: object, value: float) -> bool:
    """Tell whether a raw cell may stand for a value: the same number, or text with the same digits."""
    if isinstance(raw, int | float):
        return near(float(raw), value) or near(float(raw) * 100, value)
    with suppress(ValueError):
        if near(float(str(raw)), value):
            return True
    digits = re.sub(r"\D", "", str(raw)).strip("0")
    wanted = re.sub(r"\D", "", f"{abs(value):.12g}").strip("0")
    return digits == wanted or digits.startswith(wanted) or wanted.startswith(digits)


def check_build(folder: Path, source_root: Path | None = None) -> dict[str, list[str]]:
    """Return the faults of each page of a build, by the page's path; pages without fault are listed empty."""
    frame = pl.read_parquet(folder / "observations.parquet").filter(pl.col("value").is_not_null())
    cells: dict[tuple[str, str, str, str], list[float]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        region = f"{row['region_code']} {row['region']}".strip()
        part = " | ".join((row["indicator"], region, row["period"], row["dimensions"]))
        for named in ("", part):
            cells[row["file"], row["sheet"], row["cell"], named].append(row["value"])
    faults: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("evidence.json")):
        page = path.parent.relative_to(folder).as_posix()
        faults[page] = []
        for entry in json.loads(path.read_text(encoding="utf-8")):
            fault = _entry_fault(entry, cells, source_root)
            if fault:
                faults[page].append(f"{entry['node']}: {fault}")
    return faults


def _entry_fault(
    entry: dict[str, object], cells: dict[tuple[str, str, str, str], list[float]], root: Path | None
) -> str:
    formula = str(entry["formula"])
    places = [(c["file"], c["sheet"], c["cell"], c.get("part", "")) for c in entry["from"]]  # type: ignore[attr-defined]
    unknown = [place for place in places if place not in cells]
    if unknown and formula not in NO_CELL:
        return f"cell {unknown[0]} is not among the observations"
    if root is not None:
        for place in places[:40]:
            raw = raw_cell(root, *place[:3])
            if raw not in (None, "") and not any(same_digits(raw, value) for value in cells.get(place, [])):
                return f"cell {place} holds {raw!r}, not {cells.get(place)}"
    if formula in NO_CELL:
        return ""
    shown = float(entry["value"])  # type: ignore[arg-type]
    if formula == "value" and any(near(value, shown) for value in cells[places[0]]):
        return ""
    try:
        anew = computed(formula, [cells[place][0] for place in places], int(entry.get("of", 0)))  # type: ignore[call-overload]
    except (ZeroDivisionError, IndexError, KeyError, ValueError) as error:
        return f"{formula} fails: {error!r}"
    return "" if near(anew, shown) else f"{entry['shown']!r} says {shown!r}, {formula} gives {anew!r}"


def main() -> int:
    """Check the builds named on the command line."""
    wrong = 0
    for name in sys.argv[1:]:
        for page, faults in check_build(Path(name)).items():
            wrong += len(faults)
            for fault in faults:
                print(f"{name}/{page}: {fault}")
    print(f"figures that do not follow from their cells: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
