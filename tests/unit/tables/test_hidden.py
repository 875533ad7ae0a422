"""Hidden rows, columns and sheets are read, and the reader says so."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from tests.unit.tables.formats import YEARS, as_xlsb, as_xlsx, as_zip

FILES = Path(__file__).parents[2] / "tables" / "formats"
ROW, COLUMN = 4, 2
"""A row and a column of figures in the table of years, from 0."""


def hide_in_xlsx() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(YEARS)))
    book.active.row_dimensions[ROW + 1].hidden = True
    book.active.column_dimensions["C"].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hide_in_ods() -> bytes:
    with zipfile.ZipFile(FILES / "years.ods") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    whole = b'<table:table-column table:style-name="co1" table:number-columns-repeated="16384"'
    shown = b'<table:table-column table:style-name="co1" table:number-columns-repeated="2"/>'
    hidden = b'<table:table-column table:style-name="co1" table:visibility="collapse"/>'
    assert whole in members["content.xml"]
    text = members["content.xml"].replace(whole, shown + hidden + whole)
    parts = text.split(b"<table:table-row ")
    parts[ROW + 1] = b'table:visibility="filter" ' + parts[ROW + 1]
    return as_zip({**members, "content.xml": b"<table:table-row ".join(parts)})


def hide_in_xls() -> bytes:
    data = bytearray((FILES / "years.xls").read_bytes())
    place = data.index(struct.pack("<3H", 0x208, 16, ROW))
    data[place + 4 + 12] |= 32
    return bytes(data)


def hide_in_xlsb() -> bytes:
    with zipfile.ZipFile(io.BytesIO(as_xlsb(YEARS))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.bin"
    sheet = bytearray(members[name])
    place = sheet.index(bytes([0, 17]) + struct.pack("<2I", ROW, 0))
    sheet[place + 2 + 11] |= 16
    column = bytes([60, 18]) + struct.pack("<4IH", COLUMN, COLUMN, 2560, 0, 1)
    return as_zip({**members, name: bytes(sheet[:-3]) + column + bytes(sheet[-3:])})


HIDDEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "tabel.xlsx": (hide_in_xlsx, "Baris 5 dan kolom C disembunyikan"),
    "tabel.ods": (hide_in_ods, "Baris 5 dan kolom C disembunyikan"),
    "tabel.xls": (hide_in_xls, "Baris 5 disembunyikan"),
    "tabel.xlsb": (hide_in_xlsb, "Baris 5 dan kolom C disembunyikan"),
}


def told(reading: Reading) -> list[str]:
    return [problem.message for problem in reading.problems if problem.code == "hidden-cells"]


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path, name: str) -> None:
    make, message = HIDDEN[name]
    path = tmp_path / name
    path.write_bytes(make())
    reading = read_tables(path)
    shown = tmp_path / "terlihat.xlsx"
    shown.write_bytes(as_xlsx(YEARS))
    expected = read_tables(shown)
    assert [text.partition(",")[0] for text in told(reading)] == [message]
    assert told(expected) == []
    assert reading.observations["value"].to_list() == expected.observations["value"].to_list()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_with_figures_is_told(tmp_path: Path, state: str) -> None:
    book = openpyxl.Workbook()
    for title, year in (("Terbit", 2023), ("Lama", 2022), ("Kosong", 0)):
        sheet = book.active if title == "Terbit" else book.create_sheet(title)
        sheet.title = title
        if year:
            sheet.append([f"Jumlah Sekolah menurut Kecamatan di Kota Tangerang, {year}"])
            sheet.append(["Kecamatan", "Sekolah"])
            for number, name in enumerate(("Ciledug", "Benda", "Karawaci")):
                sheet.append([name, 5 + number])
        if title != "Terbit":
            sheet.sheet_state = state
    path = tmp_path / "sekolah.xlsx"
    book.save(path)
    reading = read_tables(path)
    assert reading.observations.height == 6
    assert [p.where.sheet for p in reading.problems if p.code == "hidden-cells"] == ["Lama"]
