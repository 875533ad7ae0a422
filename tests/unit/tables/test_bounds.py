"""Files that ask for far more than they hold are refused in one sentence, and the others are read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from msgspec.structs import replace

from rupadata.limits import SERVER_LIMITS, Limits
from rupadata.tables import read_tables
from rupadata.tables.opening.guarded_reading import is_out_of_the_ordinary
from tests.unit.tables.formats import YEARS, as_text, as_xlsx

_HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
_CELL = (
    '<table:table-cell {repeat} office:value-type="float" office:value="1">'
    "<text:p>1</text:p></table:table-cell>"
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_with(sheet: str, styles: str = "", *, listed: str = "sheet1") -> bytes:
    """Return a workbook whose sheet is written by hand; with no list of styles where there are none."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{office}/worksheet" Target="worksheets/{listed}.xml"/></Relationships>',
        f"xl/worksheets/{listed}.xml": _HEAD + sheet + "</sheetData></worksheet>",
    }
    if styles:
        members["xl/styles.xml"] = styles
    return zipped(members)


def far_cells() -> bytes:
    rows = "".join(
        f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1_048_570, 1_048_577)
    )
    return xlsx_with('<row r="1"><c r="A1"><v>1</v></c></row>' + rows)


def long_format(letters: int = 4_000_000, used: int = 1) -> bytes:
    return xlsx_with(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
        f'<numFmt numFmtId="164" formatCode="{"0" * letters}"/></numFmts>'
        f'<cellXfs count="{used}">' + '<xf numFmtId="164"/>' * used + "</cellXfs></styleSheet>",
    )


def huge_cell() -> bytes:
    return xlsx_with(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"A" * 30_000_000}</t></is></c></row>')


def repeated_rows() -> bytes:
    row = (
        f'<table:table-row table:number-rows-repeated="900000000">{_CELL.format(repeat="")}</table:table-row>'
    )
    return zipped({"content.xml": _ODS.format(rows=row)})


def repeated_cells() -> bytes:
    cell = _CELL.format(repeat='table:number-columns-repeated="16000"')
    row = f'<table:table-row table:number-rows-repeated="2000">{cell}</table:table-row>'
    return zipped({"content.xml": _ODS.format(rows=row)})


def swollen_json() -> bytes:
    return zipped({"a.json": "[" + "{}," * 20_000_000 + "{}]"})


def broken_parquet() -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame({"Kecamatan": ["Ciledug", "Benda"] * 50, "2024": list(range(100))}).write_parquet(buffer)
    content = bytearray(buffer.getvalue())
    for at in range(40, len(content) - 12, 7):
        content[at] ^= 0xA5
    return bytes(content)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "far.xlsx": far_cells,
    "cell.xlsx": huge_cell,
    "rows.ods": repeated_rows,
    "cells.ods": repeated_cells,
    "swollen.zip": swollen_json,
    "broken.parquet": broken_parquet,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_and_its_neighbour_is_read(tmp_path: Path, name: str) -> None:
    content = HOSTILE[name]()
    assert len(content) < 1_000_000
    (tmp_path / name).write_bytes(content)
    (tmp_path / "baik.csv").write_bytes(as_text(YEARS).encode())
    reading = read_tables(tmp_path)
    assert {Path(source.file).name for source in reading.sources} == {"baik.csv"}
    assert reading.observations.height > 0
    codes = {problem.code for problem in reading.problems if name in problem.where.file}
    assert codes & {"file-too-large", "file-too-slow", "file-damaged"}


def test_a_number_format_of_megabytes_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "format.xlsx").write_bytes(long_format())
    (tmp_path / "baik.csv").write_bytes(as_text(YEARS).encode())
    reading = read_tables(tmp_path)
    assert f"{tmp_path.name}/baik.csv" in {source.file for source in reading.sources}


def test_a_long_format_that_many_styles_name_is_given_up_in_time(tmp_path: Path) -> None:
    content = long_format(250_000, 60_000)
    assert len(content) < 1_000_000
    (tmp_path / "format.xlsx").write_bytes(content)
    (tmp_path / "baik.csv").write_bytes(as_text(YEARS).encode())
    reading = read_tables(tmp_path, limits=replace(Limits(), seconds=1.0))
    assert {Path(source.file).name for source in reading.sources} == {"baik.csv"}
    assert {p.code for p in reading.problems if "format.xlsx" in p.where.file} == {"file-too-slow"}


def test_ordinary_files_are_read_in_this_process() -> None:
    for content in (as_text(YEARS).encode(), as_xlsx(YEARS), json.dumps([{"a": 1}] * 100).encode()):
        assert not is_out_of_the_ordinary(content, len(content))


def test_a_line_longer_than_any_row_is_out_of_the_ordinary() -> None:
    assert is_out_of_the_ordinary(b"a,b\n" + b"x" * 250_000 + b"\n1,2\n", 250_000)
    assert not is_out_of_the_ordinary(b"a,b\n" * 100_000, 400_000)


def test_a_server_reads_the_same_from_a_guarded_process(tmp_path: Path) -> None:
    (tmp_path / "tahun.xlsx").write_bytes(as_xlsx(YEARS))
    here, apart = read_tables(tmp_path), read_tables(tmp_path, limits=SERVER_LIMITS)
    assert apart.observations.equals(here.observations)
    assert (apart.sources, apart.problems, apart.refused) == (here.sources, here.problems, here.refused)


@pytest.mark.parametrize("figure", ["1e400", "-1e400", "1e100", "9" * 40, "1.7e308"])
def test_a_figure_without_end_is_flagged_and_its_neighbours_are_read(tmp_path: Path, figure: str) -> None:
    (tmp_path / "a.csv").write_text(
        "Jumlah Penduduk menurut Kecamatan di Kota Tangerang (jiwa),,\n"
        f"Kecamatan,2020,2021\nCiledug,{figure},100\nBenda,90,95\n"
    )
    reading = read_tables(tmp_path)
    assert sorted(reading.observations["value"].drop_nulls()) == [90, 95, 100]
    assert any(problem.where.cell == "B3" for problem in reading.problems)
