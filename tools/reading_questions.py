"""What a reading asks of people: how much stands on sure ground, how many questions a table asks, and whether
one of the two readings that a doubt names is right.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from rupadata.model.observations import Reading
from rupadata.model.source import cell_name
from rupadata.problems import Severity
from rupadata.regions import official_regions
from rupadata.tables import read_tables
from rupadata.tables.read_files import understand
from rupadata.tables.reading.recipe import save_words
from rupadata.tables.shape.doubts import Doubt
from tools.reading_score import Row, Warned, is_right

_UNSURE = frozenset({"doubtful", "damaged"})


@dataclass(slots=True)
class Asked:
    """Counts over many files: gold figures and those on sure ground, questions by table, doubts by whether
    they name a right reading."""

    figures: int = 0
    sure: int = 0
    questions: list[int] = field(default_factory=list)
    """How many questions each table asks that asks any."""
    doubts: int = 0
    doubts_right: int = 0

    def __add__(self, other: Asked) -> Asked:
        """Return both together."""
        return Asked(
            self.figures + other.figures,
            self.sure + other.sure,
            self.questions + other.questions,
            self.doubts + other.doubts,
            self.doubts_right + other.doubts_right,
        )

    def line(self, name: str) -> str:
        """Return one row of the report's table."""
        sure = f"{100 * self.sure / self.figures:.2f}" if self.figures else ""
        middle = f"{median(self.questions):g}" if self.questions else ""
        right = f"{self.doubts_right} of {self.doubts}" if self.doubts else ""
        return f"| {name} | {self.figures} | {sure} | {len(self.questions)} | {middle} | {right} |"


HEADING = (
    "| set | gold figures | on sure ground % | tables that ask | questions, median | doubts that name a "
    "right reading |\n|---|---|---|---|---|---|"
)


def ask(path: Path, reading: Reading, gold: Sequence[Row]) -> Asked:
    """Return what the reading of one file asks."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for problem in reading.problems:
        if problem.severity is not Severity.INFO:
            kinds[problem.where.sheet or ""].add(problem.code)
    figures, sure = _sure_ground(reading, gold)
    found = Asked(figures, sure, [len(codes) for codes in kinds.values()])
    if gold and any("reading-doubtful" in codes for codes in kinds.values()):
        rights = [_names_right(path, doubt, gold) for doubt in _doubts(path)]
        found.doubts = sum(right is not None for right in rights)
        found.doubts_right = sum(right is True for right in rights)
    return found


def _sure_ground(reading: Reading, gold: Sequence[Row]) -> tuple[int, int]:
    """Return the figures of the gold, and those that are read without a question or an error on them."""
    warned = Warned(reading.problems)
    flags: Counter[tuple[str, str]] = Counter()
    for sheet, cell, said in reading.observations.select("sheet", "cell", "flags").iter_rows():
        flags[sheet, cell] += not (_UNSURE & set(said.split(";")))
    one_sheet = len({sheet for sheet, _ in flags}) <= 1
    by_cell = {cell: count for (_, cell), count in flags.items()} if one_sheet else {}
    figures = [row for row in gold if row["value"] != ""]
    sure = sum(
        bool(flags.get((row["sheet"], row["cell"])) or by_cell.get(row["cell"]))
        and not warned.names(row["sheet"], row["cell"])
        for row in figures
    )
    return len(figures), sure


def _doubts(path: Path) -> list[Doubt]:
    sheets, _ = understand(path, official_regions())
    return [
        doubt
        for _, tables in sheets
        for table in tables
        for doubt in table.doubts
        if not doubt.told_elsewhere
    ]


def _names_right(path: Path, doubt: Doubt, gold: Sequence[Row]) -> bool | None:
    """Tell whether one of the readings of a doubt is right for most gold cells that it speaks of; None where
    it speaks of none."""
    shares = []
    for choice in doubt.choices:
        with tempfile.TemporaryDirectory() as folder:
            recipe = Path(folder, "recipe.toml")
            save_words(recipe, {doubt.where.sheet: dict(choice.recipe)})
            rows = read_tables(path, recipe=recipe).observations.to_dicts()
        spoken = {(doubt.where.sheet, name) for name in _cells(doubt, gold)}
        cells = [row for row in gold if (row["sheet"], row["cell"]) in spoken and row["value"] != ""]
        if not cells:
            return None
        right = sum(any(is_right(cell, row) for row in rows if row["cell"] == cell["cell"]) for cell in cells)
        shares.append(right / len(cells))
    return max(shares) > _MOSTLY


_MOSTLY = 0.9


def _cells(doubt: Doubt, gold: Sequence[Row]) -> set[str]:
    rows = doubt.rows or range(max((_row_of(row["cell"]) for row in gold), default=0) + 1)
    return {cell_name(row, column) for row in rows for column in doubt.columns}


def _row_of(cell: str) -> int:
    digits = "".join(letter for letter in cell if letter.isdigit())
    return int(digits) if digits and not cell.startswith("/") else 0
