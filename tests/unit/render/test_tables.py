from __future__ import annotations

import csv
import datetime
import io

import openpyxl
import polars as pl
import pytest

from rupadata.render import DataTable, Figure, render_csv, render_xlsx

ROWS: tuple[tuple[str | float | int | datetime.date | None, ...], ...] = (
    ("Cipondoh", 248.2, 2025, datetime.date(2025, 1, 31)),
    ("Benda", None, 2025, None),
    ('=HYPERLINK("http://x")', -0.44, 2025, None),
)
TABLE = DataTable(
    "Per kecamatan: 2025/2026",
    ("Kecamatan", "Ribu jiwa", "Tahun", "Tanggal"),
    ROWS,
    ("Sumber: BPS",),
    ("", "0.0"),
)
ATTACKS = ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1+1", "＝1+1", "\r=1"]


def test_workbook_keeps_numbers_as_numbers_and_gaps_empty() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx([TABLE], title="Penduduk")))
    sheet = book.worksheets[0]
    assert sheet["B2"].value == 248.2
    assert sheet["B2"].number_format == "0.0"
    assert sheet["B3"].value is None
    assert sheet["D2"].value == datetime.datetime(2025, 1, 31)
    assert sheet["A6"].value == "Sumber: BPS"
    assert book.properties.title == "Penduduk"


def test_text_never_becomes_a_formula_in_a_workbook() -> None:
    table = DataTable("x", ("a",), tuple((text,) for text in ATTACKS))
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx([table]))).worksheets[0]
    assert {sheet.cell(row, 1).data_type for row in range(2, 2 + len(ATTACKS))} == {"s"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_never_becomes_a_formula_in_csv(attack: str) -> None:
    text = render_csv(DataTable("x", ("a",), ((attack,),))).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1][0].startswith("'")


@pytest.mark.parametrize("harmless", ["-", "–", "-0,44", "+12,4%", "1.948.300", "Rp1,2 triliun"])
def test_marks_and_figures_stay_as_they_are_in_csv(harmless: str) -> None:
    text = render_csv(DataTable("x", ("a",), ((harmless,),))).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [harmless]


def test_csv_reads_back_as_the_same_table() -> None:
    frame = pl.read_csv(render_csv(TABLE))
    assert frame["Ribu jiwa"].to_list() == [248.2, None, -0.44]
    assert frame.columns == list(TABLE.columns)


def test_the_same_tables_give_the_same_bytes() -> None:
    assert render_xlsx([TABLE], date=datetime.date(2026, 1, 2)) == render_xlsx(
        [TABLE], date=datetime.date(2026, 1, 2)
    )


def test_sheet_names_are_ones_that_excel_takes_and_differ() -> None:
    names = ["a" * 40, "A" * 40, "x/y[z]:*?\\", "", "History", "'quoted'"]
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx([DataTable(name, ("a",), ()) for name in names])))
    assert len({name.casefold() for name in book.sheetnames}) == len(names)
    assert all(1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_control_characters_do_not_break_the_files() -> None:
    table = DataTable("x\x00", ("a\x01",), (("b\x0b",),))
    assert openpyxl.load_workbook(io.BytesIO(render_xlsx([table]))).worksheets[0]["A2"].value == "b"
    assert b"\x0b" not in render_csv(table)


def test_each_cell_of_a_csv_is_written_as_if_it_stood_alone() -> None:
    columns = (
        ("sama", "=1+1", None, "sama"),
        (Figure(-0.0, 1), Figure(0.0, 1), None, Figure(0.0, 2)),
        (1, 1.0, 1.5, None),
        ("a", None, 2, datetime.date(2026, 9, 7)),
    )
    rows = tuple(zip(*columns, strict=True))
    whole = render_csv(DataTable("T", ("w", "x", "y", "z"), rows)).decode("utf-8-sig").split("\r\n")[1:-1]
    alone = [
        ",".join(
            render_csv(DataTable("T", ("w",), ((cell,),))).decode("utf-8-sig").split("\r\n")[1].strip('"')
            for cell in row
        )
        for row in rows
    ]
    assert whole == alone
    ragged = render_csv(DataTable("T", ("w", "x"), (("a", 1), ("b",)))).decode("utf-8-sig")
    assert ragged.split("\r\n")[1:3] == ["a,1", "b"]
