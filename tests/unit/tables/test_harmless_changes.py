"""A change of a table that changes nothing for people changes nothing that is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import Struct
from msgspec.structs import replace

from rupadata.model.observations import Reading

Rows = list[list[object]]
SheetReader = Callable[..., Reading]


class Table(Struct, frozen=True):
    """A table as it is written: rows, merges, the name of the sheet; `rows_moved` and `columns_moved` say
    where each row and column of the plain table has gone."""

    rows: Rows
    merges: tuple[str, ...] = ()
    sheet: str = "Sheet1"
    rows_moved: Callable[[int], int] = lambda row: row
    columns_moved: Callable[[int], int] = lambda column: column


SEXES: Rows = [
    ["Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin di Kota Serang, 2023"],
    ["Kecamatan", "Laki-laki", "Perempuan", "Jumlah"],
    ["Curug", 27512, 26144, 53656],
    ["Walantaka", 51820, 49713, 101533],
    ["Kasemen", 55213, 52874, 108087],
    ["Kota Serang", 134545, 128731, 263276],
]
MONTHS: Rows = [
    ["Produksi Padi di Kabupaten Jember (ton), 2023"],
    ["Bulan", "Padi Sawah", "Padi Ladang"],
    ["Januari", 1250.5, 310.25],
    ["Februari", 1310.75, 298.5],
    ["Maret", 2140.25, 405.75],
]
RATES: Rows = [
    ["Indikator Kabupaten Sleman"],
    ["Indikator", "Satuan", 2022, 2023],
    ["Persentase Penduduk Miskin", "Persen", 7.74, 7.52],
    ["Jumlah Puskesmas", "Unit", 25, 25],
    ["Umur Harapan Hidup", "Tahun", 75.02, 75.11],
]
TABLES = {"sexes": SEXES, "months": MONTHS, "rates": RATES}


def with_lines_above(table: Table) -> Table:
    lines: Rows = [["BADAN PUSAT STATISTIK"], ["Lampiran II"], []]
    return replace(table, rows=[*lines, *table.rows], rows_moved=lambda row: row + 3)


def with_blank_rows_below(table: Table) -> Table:
    return replace(table, rows=[*table.rows, [], [], [None, " "], [], ["Dicetak pada 12 Maret 2025"]])


def with_another_sheet_name(table: Table) -> Table:
    return replace(table, sheet="Lembar kerja (2)")


def with_a_blank_column(table: Table) -> Table:
    rows = [[row[0], None, *row[1:]] if row else row for row in table.rows]
    return replace(table, rows=rows, columns_moved=lambda column: column + (column > 0))


def with_a_blank_row_under_the_header(table: Table) -> Table:
    rows = [*table.rows[:2], [], *table.rows[2:]]
    return replace(table, rows=rows, rows_moved=lambda row: row + (row > 1))


def with_numbers_of_the_columns(table: Table) -> Table:
    numbers: list[object] = [f"({n + 1})" for n in range(len(table.rows[1]))]
    rows = [*table.rows[:2], numbers, *table.rows[2:]]
    return replace(table, rows=rows, rows_moved=lambda row: row + (row > 1))


def with_a_merged_header(table: Table) -> Table:
    wide = len(table.rows[1])
    letters = "ABCDEFG"[:wide]
    rows: Rows = [*table.rows[:2], [None] * wide, *table.rows[2:]]
    merges = tuple(f"{letter}2:{letter}3" for letter in letters)
    return replace(table, rows=rows, merges=merges, rows_moved=lambda row: row + (row > 1))


def with_reversed_rows(table: Table) -> Table:
    body = table.rows[2:]
    last = len(table.rows) - 1
    rows = [*table.rows[:2], *body[::-1]]
    return replace(table, rows=rows, rows_moved=lambda row: row if row < 2 else last - row + 2)


def with_reversed_figures(table: Table) -> Table:
    first = next(i for i, value in enumerate(table.rows[2]) if isinstance(value, int | float))
    last = len(table.rows[1]) - 1
    rows = [table.rows[0], *([*row[:first], *row[first:][::-1]] for row in table.rows[1:])]
    return replace(
        table, rows=rows, columns_moved=lambda column: column if column < first else last - column + first
    )


def with_numbers_as_text(table: Table) -> Table:
    def text(value: object) -> object:
        if isinstance(value, float):
            whole, _, part = f"{value:,.2f}".partition(".")
            return f"{whole.replace(',', '.')},{part}"
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value

    rows = [*table.rows[:2], *([text(value) for value in row] for row in table.rows[2:])]
    return replace(table, rows=rows)


CHANGES = (
    with_lines_above,
    with_blank_rows_below,
    with_another_sheet_name,
    with_a_blank_column,
    with_a_blank_row_under_the_header,
    with_numbers_of_the_columns,
    with_a_merged_header,
    with_reversed_rows,
    with_reversed_figures,
    with_numbers_as_text,
)
SAID = ["value", "region_code", "period", "dimensions", "unit", "indicator", "measure", "role"]


def read_cells(read: SheetReader, table: Table, name: str) -> dict[tuple[int, int], tuple[object, ...]]:
    reading = read(table.rows, table.merges, name=name, sheet=table.sheet)
    return {
        (int(cell[1:]) - 1, ord(cell[0]) - 65): tuple(said)
        for cell, *said in reading.observations.select("cell", *SAID).iter_rows()
    }


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("name", TABLES)
def test_a_harmless_change_changes_nothing(
    read_sheet: SheetReader, name: str, change: Callable[[Table], Table]
) -> None:
    plain = Table(TABLES[name])
    changed = change(plain)
    before = read_cells(read_sheet, plain, "plain.xlsx")
    after = read_cells(read_sheet, changed, "changed.xlsx")
    assert len(before) >= 6
    moved = {
        (changed.rows_moved(row), changed.columns_moved(column)): said
        for (row, column), said in before.items()
    }
    assert after == moved
