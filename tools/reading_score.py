"""How well tables are read, against gold answers: right, flagged, silent, missed, and what is said of them.

A gold row names one cell, and what a perfect reader takes from it. Of every gold cell it is told whether it
is *right* (value, region and period are those of the gold), *flagged* (not right, and a warning or error
says so), *silent* (not right, and nothing says so) or *missed* (nothing was read, and nothing says so). Of
the right cells: whether role, unit, categories and name hold, and whether a warning stands on them (a
*doubt*).
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rupadata.model.observations import Reading
from rupadata.problems import Problem, Severity

Row = dict[str, Any]
MEANINGS = ("role", "unit", "categories", "name")
_SAME = {"orang": "jiwa", "%": "persen", "unit": "", "buah": "", "rp": "rupiah", "keluarga": "kk"}
_IDLE_WORDS = """
jumlah angka banyaknya nilai menurut dan di per yang total data hasil dengan atas tahun ke pada dari untuk
the of by and in
"""
_IDLE = frozenset(_IDLE_WORDS.split())


def parse_cell(name: str) -> tuple[int, int]:
    """Return row and column of a cell name, both counted from 1."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(name[len(letters) :]), column


@dataclass(slots=True)
class Score:
    """Counts of gold cells by what became of them, and the cells that are not right."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        """Return both together."""
        return Score(self.counts + other.counts, self.wrong + other.wrong)

    @property
    def cells(self) -> int:
        """Return the number of gold cells."""
        return sum(self.counts[k] for k in ("right", "flagged", "silent", "missed"))

    def share(self, what: str) -> float:
        """Return the share of a count among all cells, or of a meaning among the right cells that have it."""
        if what in MEANINGS:
            return self.counts[what] / (self.counts[f"of {what}"] or 1)
        return self.counts[what] / (self.cells or 1)


def load_gold(folder: Path) -> dict[str, list[Row]]:
    """Return the gold rows by the file they speak of."""
    found: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(folder.glob("*.gold.csv")):
        with path.open(newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                found[row["file"]].append(row)
    return found


class Warned:
    """Which cells the warnings and errors of one reading speak of."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.cells: set[tuple[str, str]] = set()
        self.ranges: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
        self.refused = False
        self.whole: set[tuple[str, str]] = set()
        for problem in problems:
            if problem.severity is Severity.INFO:
                continue
            cell, sheet = problem.where.cell or "", problem.where.sheet or ""
            first, colon, last = cell.partition(":")
            if not cell:
                self.refused |= problem.severity is Severity.ERROR
                self.whole.add((sheet, problem.code))
            elif colon and not cell.startswith("/"):
                self.ranges.append((sheet, parse_cell(first), parse_cell(last)))
            else:
                self.cells.add((sheet, cell))

    def lacks(self, code: str, sheet: str) -> bool:
        """Tell whether a problem of a whole sheet says this."""
        return bool({(sheet, code), ("", code)} & self.whole)

    def names(self, sheet: str, cell: str) -> bool:
        """Tell whether a warning stands on a cell."""
        if (sheet, cell) in self.cells or ("", cell) in self.cells:
            return True
        if not re.fullmatch(r"[A-Z]+\d+", cell):
            return False
        row, column = parse_cell(cell)
        return any(
            named in (sheet, "") and first[0] <= row <= last[0] and first[1] <= column <= last[1]
            for named, first, last in self.ranges
        )


def is_right(gold: Row, observed: Row) -> bool:
    """Tell whether value, region and period of an observation are those of a gold cell."""
    value = observed["value"]
    if value is None or not math.isclose(value, float(gold["value"]), rel_tol=1e-9, abs_tol=1e-12):
        return False
    region = (
        not gold["region_code"] or "folder" in gold["note"] or observed["region_code"] == gold["region_code"]
    )
    return region and (not gold["period"] or observed["period"] in (gold["period"], gold["period"] + "-S2"))


def score(reading: Reading, gold: Sequence[Row]) -> Score:
    """Compare a reading of one file with its gold cells."""
    warned = Warned(reading.problems)
    by_place: dict[tuple[str, str], list[Row]] = defaultdict(list)
    by_cell: dict[str, list[Row]] = defaultdict(list)
    rows = reading.observations.to_dicts()
    one_sheet = len({row["sheet"] for row in rows}) <= 1
    for row in rows:
        by_place[row["sheet"], row["cell"]].append(row)
        by_cell[row["cell"]].append(row)
    found = Score()
    for cell in gold:
        candidates = by_place.get((cell["sheet"], cell["cell"])) or []
        if not candidates and one_sheet:
            candidates = by_cell.get(cell["cell"], [])
        kind, match = _judge(cell, candidates, warned, bool(rows))
        found.counts[kind] += 1
        if match is not None:
            flagged = warned.names(cell["sheet"], cell["cell"])
            found.counts["doubt"] += flagged and not cell["note"]
            for what, holds in _meanings(cell, match).items():
                found.counts[f"of {what}"] += holds is not None
                found.counts[what] += bool(holds)
        if kind != "right":
            found.wrong.append(_line(kind, cell, candidates))
    return found


def _judge(cell: Row, candidates: list[Row], warned: Warned, any_rows: bool) -> tuple[str, Row | None]:
    flagged = warned.names(cell["sheet"], cell["cell"])
    refused = warned.refused and not any_rows
    if "flag" in cell["note"] and (flagged or refused):
        return "right", None
    if cell["value"] == "":
        nothing = all(row["value"] in (None, 0) for row in candidates)
        return ("right" if nothing else "flagged" if flagged else "silent"), None
    if not candidates:
        return ("flagged" if flagged or refused else "missed"), None
    twice = len({(row["region_code"], row["period"], row["dimensions"]) for row in candidates}) > 1
    match = next((row for row in candidates if is_right(cell, row)), None)
    if match is not None and not twice:
        return "right", match
    if not twice:
        flagged |= any(not row["region_code"] for row in candidates) and warned.lacks(
            "region-missing", cell["sheet"]
        )
        flagged |= any(not row["period"] for row in candidates) and warned.lacks(
            "period-missing", cell["sheet"]
        )
    return ("flagged" if flagged else "silent"), None


def _words(text: str) -> set[str]:
    return {w for w in (_SAME.get(w, w) for w in re.findall(r"[a-z0-9%+]+", text.lower())) if w}


def _meanings(gold: Row, row: Row) -> dict[str, bool | None]:
    """Tell whether role, unit, categories and name hold; None where the gold is silent."""
    given, found = json.loads(gold["dimensions"] or "{}"), json.loads(row["dimensions"])
    said = _words(" ".join(map(str, [*found, *found.values()]))) | _words(row["indicator"])
    name = _words(gold["indicator"]) - _IDLE
    heard = said | _words(row["unit"]) | _words(row["table"])
    unit = _words(gold["unit"])
    same_role = row["role"] == gold["role"] or {row["role"], gold["role"]} <= {"total", "subtotal"}
    return {
        "role": same_role if gold["role"] else None,
        "unit": unit <= _words(row["unit"]) if gold["unit"] else None,
        "categories": all(_words(str(v)) - _IDLE <= said for v in given.values()) if given else None,
        "name": len(name & heard) >= 0.6 * len(name) if name else None,
    }


def _line(kind: str, cell: Row, candidates: Sequence[Row]) -> str:
    wanted = f"{cell['value']} | {cell['region_code']} | {cell['period']} | {cell['dimensions']}"
    read = " ; ".join(
        f"{row['value']} | {row['region_code']} {row['region']} | {row['period']} | {row['dimensions']}"
        for row in candidates
    )
    return f"{kind} {cell['sheet']}!{cell['cell']}: {wanted} <> {read or 'nothing'}"


def as_line(name: str, found: Score) -> str:
    """Return one row of the report's table."""
    shares = [f"{100 * found.share(k):.2f}" for k in ("right", "flagged", "silent", "missed", "doubt")]
    meanings = [f"{100 * found.share(k):.1f}" if found.counts[f"of {k}"] else "" for k in MEANINGS]
    return f"| {name} | {found.cells} | " + " | ".join([*shares, *meanings]) + " |"


HEADING = (
    "| set | cells | right % | flagged | silent | missed | doubts | role % | unit | categories | name |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)
