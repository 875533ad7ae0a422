"""Thousands of tables as offices lay them out: every figure is read right, or its cell is warned about."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from tests.unit.tables.generated import Figure, Maker, Table

SPELLED = {"ha": "hektare", "KK": "keluarga", "jiwa/km²": "jiwa/km2"}
"""Units as they are read, where the table writes them shorter."""
SAMPLE = range(100)
EVERYTHING = range(100, 3100)


def save(table: Table, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tabel")
        for area in table.merges:
            sheet.merge_range(*area, None)
        for r, row in enumerate(table.rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)


def is_right(figure: Figure, row: dict[str, object]) -> bool:
    value = row["value"]
    if figure.value is None:
        same = value is None
    else:
        same = isinstance(value, float) and math.isclose(value, figure.value, rel_tol=1e-9)
    said = set(json.loads(str(row["dimensions"])).values())
    return (
        same
        and row["region_code"] == figure.region
        and row["period"] == figure.period
        and {str(word).casefold() for word in said} == figure.parts
        and (row["unit"] == SPELLED.get(figure.unit, figure.unit) if figure.unit else row["unit"] != "tahun")
    )


def area(cells: str) -> tuple[int, int, int, int]:
    """Return the first row and column and the last of a cell or a range."""
    first, _, last = cells.partition(":")
    return (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last or first))


def judge(table: Table, reading: Reading) -> dict[str, list[str]]:
    """Return the cells that were read wrong in silence, missed, or wrong but warned about."""
    by_cell: dict[str, list[dict[str, object]]] = {}
    for row in reading.observations.to_dicts():
        by_cell.setdefault(str(row["cell"]), []).append(row)
    warned = [area(p.where.cell) for p in reading.problems if p.severity != "info" and p.where.cell]
    found: dict[str, list[str]] = {"silent": [], "missed": [], "flagged": []}
    for figure in table.figures:
        cell = xl_rowcol_to_cell(figure.row, figure.column)
        rows = by_cell.get(cell, [])
        if rows and all(is_right(figure, row) for row in rows):
            continue
        told = any(a <= figure.row <= c and b <= figure.column <= d for a, b, c, d in warned)
        kind = "flagged" if told else "silent" if rows else "missed"
        seen = [(r["value"], r["region_code"], r["period"], r["dimensions"]) for r in rows]
        found[kind].append(f"{cell}: {seen} for {figure}")
    return found


def read_all(seeds: range, folder: Path) -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    told: list[str] = []
    for seed in seeds:
        table = Maker(seed).make()
        path = folder / f"Kegiatan {seed}.xlsx"
        save(table, path)
        found = judge(table, read_tables(path))
        path.unlink()
        counts["figures"] += len(table.figures)
        for kind, cells in found.items():
            counts[kind] += len(cells)
            if cells and kind != "flagged":
                told.append(f"{kind} seed {seed} ({table.told}): {len(cells)}, {cells[0]}")
    return counts, told


def test_a_sample_of_tables_is_read_right(tmp_path: Path) -> None:
    counts, told = read_all(SAMPLE, tmp_path)
    assert not told, "\n".join(told[:20])
    assert counts["flagged"] <= 0.01 * counts["figures"], counts


@pytest.mark.full
def test_thousands_of_tables_are_read_right(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    counts, told = read_all(EVERYTHING, tmp_path)
    record_property("cases", f"{len(EVERYTHING)} tables, {counts['figures']} figures")
    record_property("worst", told[0] if told else f"{counts['flagged']} figures flagged")
    assert not told, "\n".join(told[:20])
    assert counts["flagged"] <= 0.01 * counts["figures"], counts
