"""Workbooks and text tables with cells moved, cut and replaced: read or refused, never a crash."""

from __future__ import annotations

import random
from collections.abc import Callable

from rupadata.model.observations import OBSERVATION_SCHEMA, Reading

Read = Callable[..., Reading]

TABLES = 600
_TABLE: list[list[object]] = [
    ["Tabel", 3.1, "Jumlah Penduduk Menurut Kecamatan di Kabupaten Sleman (jiwa), 2022-2023"],
    [None, None, None, None],
    ["No", "Kecamatan", 2022, "2023*)"],
    ["(1)", "(2)", "(3)", "(4)"],
    [1, "Moyudan", 30301, "30.602"],
    [2, "Minggir", 34312, "34.613"],
    [3, "Seyegan", 38323, "-"],
    [None, "Jumlah", 102936, "..."],
    ["Sumber: BPS", None, None, None],
]
_ODD: list[object] = [
    None,
    "",
    " ",
    "I",
    "II",
    "2022 r)",
    "202201",
    "01/01/2024",
    "31/31/2024",
    "Maret",
    "Tabel",
    "(1)",
    "-",
    "1.2.3",
    "1,2,3.4",
    "#REF!",
    "x" * 300,
    0,
    -1,
    1e300,
    0.1,
    2023,
    True,
    "Total",
    "Kota",
    "Jumlah (persen)",
    "Tw IV",
    "(",
    ")",
    "\n",
    "2024/2025",
    "0" * 40,
    "12*)",
    "%",
    "Triwulan",
    "\u00a0",
    "=1+1",
]


def test_mutated_tables_are_read_or_refused_with_a_reason(read_text_table: Read, read_sheet: Read) -> None:
    chance = random.Random(20)
    for number in range(TABLES):
        rows = [list(row) for row in _TABLE]
        for _ in range(chance.randint(1, 6)):
            _mutate(rows, chance)
        filled = [[None if v == "" else v for v in row] for row in rows]
        if number % 2:
            reading = read_sheet(filled)
        else:
            lines = (";".join("" if v is None else str(v).replace(";", ",") for v in row) for row in filled)
            reading = read_text_table("\n".join(lines) + "\nakhir;1\n")
        told = {problem.code for problem in reading.problems}
        assert "table-not-understood" not in told, (number, filled)
        assert dict(reading.observations.schema) == dict(OBSERVATION_SCHEMA)
        assert reading.observations.height or told


def _mutate(rows: list[list[object]], chance: random.Random) -> None:
    row = chance.randrange(len(rows))
    match chance.randrange(5):
        case 0:
            rows.insert(row, [chance.choice(_ODD) for _ in range(chance.randint(0, 6))])
        case 1 if len(rows) > 2:
            del rows[row]
        case 2:
            chance.shuffle(rows[row])
        case 3:
            rows[row].insert(0, chance.choice(_ODD))
        case _:
            for column in range(len(rows[row])):
                if chance.random() < 0.4:
                    rows[row][column] = chance.choice(_ODD)
