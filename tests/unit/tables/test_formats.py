"""The same table gives the same observations in whatever format it comes."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from tests.unit.tables.formats import (
    LONG,
    NESTED,
    SHOWN,
    TABLES,
    YEARS,
    Table,
    as_html,
    as_text,
    as_xlsb,
    as_xlsx,
    as_zip,
)

FILES = Path(__file__).parents[2] / "tables" / "formats"
Make = Callable[[Table], bytes]


def read(path: Path, name: str, content: bytes) -> Reading:
    file = path / "data" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return read_tables(file)


def figures(reading: Reading) -> pl.DataFrame:
    return reading.observations.drop("file", "sheet")


def assert_same(path: Path, table: Table, name: str, content: bytes) -> None:
    expected = read(path, "tabel.xlsx", as_xlsx(table))
    found = read(path, name, content)
    assert figures(expected).height
    assert figures(found).to_dicts() == figures(expected).to_dicts(), found.problems
    assert [p.code for p in found.problems] == [p.code for p in expected.problems]


WORKBOOKS: dict[str, Make] = {
    "tabel.xlsm": lambda table: as_xlsx(table, macros=True),
    "tabel.xlsb": as_xlsb,
    "a.zip": lambda table: as_zip({"map/dalam/tabel.xlsx": as_xlsx(table)}),
    "b.zip": lambda table: as_zip({"satu.zip": as_zip({"dua.zip": as_zip({"tabel.xlsx": as_xlsx(table)})})}),
}


@pytest.mark.parametrize("name", WORKBOOKS)
@pytest.mark.parametrize("table", TABLES)
def test_workbooks_and_archives_give_the_same(table: str, name: str, tmp_path: Path) -> None:
    assert_same(tmp_path, TABLES[table], name, WORKBOOKS[name](TABLES[table]))


@pytest.mark.parametrize("ending", ["xls", "ods"])
@pytest.mark.parametrize("table", TABLES)
def test_what_an_office_program_saved_gives_the_same(table: str, ending: str, tmp_path: Path) -> None:
    assert_same(tmp_path, TABLES[table], f"tabel.{ending}", (FILES / f"{table}.{ending}").read_bytes())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "pipe"])
@pytest.mark.parametrize("table", ["nested", "years", "long", "labels"])
def test_text_gives_the_same(table: str, separator: str, ending: str, encoding: str, tmp_path: Path) -> None:
    decimal = "." if separator == "," else ","
    text = as_text(TABLES[table], separator, ending=ending, decimal=decimal)
    name = "tabel.tsv" if separator == "\t" else "tabel.csv"
    assert_same(tmp_path, TABLES[table], name, text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", ["tabel.html", "tabel.htm", "tabel.xls"])
@pytest.mark.parametrize("table", ["nested", "years", "long", "labels"])
def test_web_pages_give_the_same_also_when_called_xls(
    table: str, name: str, encoding: str, tmp_path: Path
) -> None:
    assert_same(tmp_path, TABLES[table], name, as_html(TABLES[table], decimal=",").encode(encoding))


def test_a_static_table_of_the_webapi_gives_the_same(tmp_path: Path) -> None:
    body = Table(NESTED.rows[3:], ("A1:A2", "B1:C1", "D1:E1"))
    answer = {"status": "OK", "data": {"title": NESTED.rows[0][0], "table": html.escape(as_html(body))}}
    found = read(tmp_path, "tabel.json", json.dumps(answer).encode())
    expected = read(tmp_path, "tabel.xlsx", as_xlsx(NESTED))
    parts = ("indicator", "unit", "region_code", "period", "dimensions", "role", "value", "missing")
    assert found.observations.select(parts).rows() == expected.observations.select(parts).rows()


def test_a_dynamic_table_of_the_webapi_gives_the_same(tmp_path: Path) -> None:
    regions = {"3671": "Kota Tangerang", "3672": "Kota Cilegon", "3673": "Kota Serang", "3600": "Banten"}
    years = {"121": "2021", "122": "2022", "123": "2023"}
    rows = {str(row[0]): row[1:] for row in YEARS.rows[2:]}
    answer = {
        "status": "OK",
        "data-availability": "available",
        "var": [{"val": 8, "label": "Tingkat Pengangguran Terbuka", "unit": "Persen"}],
        "vervar": [{"val": int(code), "label": name} for code, name in regions.items()],
        "turvar": [{"val": 0, "label": "Tidak ada"}],
        "tahun": [{"val": int(key), "label": year} for key, year in years.items()],
        "turtahun": [{"val": 0, "label": "Tahun"}],
        "labelvervar": "Kabupaten/Kota",
        "datacontent": {
            f"{code}80{key}0": rows[name][place]
            for code, name in regions.items()
            for place, key in enumerate(years)
        },
    }
    found = read(tmp_path, "tabel.json", json.dumps(answer).encode())
    expected = read(tmp_path, "tabel.xlsx", as_xlsx(YEARS))
    parts = ("indicator", "measure", "unit", "region_code", "period", "value", "decimals")
    assert found.observations.select(parts).rows() == expected.observations.select(parts).rows()


def test_rows_of_a_data_portal_give_the_same(tmp_path: Path) -> None:
    head = [str(name) for name in LONG.rows[0]]
    records = [{"_id": n, **dict(zip(head, row))} for n, row in enumerate(LONG.rows[1:], 1)]
    answer = {
        "success": True,
        "result": {"fields": [{"id": name} for name in ("_id", *head)], "records": records},
    }
    found = read(tmp_path, "tabel.json", json.dumps(answer).encode())
    expected = read(tmp_path, "tabel.xlsx", as_xlsx(LONG))
    assert figures(found).drop("cell").rows() == figures(expected).drop("cell").rows()
    assert found.observations["cell"][0] == "/result/records/0/jumlah_penduduk"


def test_a_catalogue_entry_of_a_data_portal_has_no_figures(tmp_path: Path) -> None:
    answer = {"success": True, "result": {"name": "penduduk", "resources": [{"id": "r1", "format": "CSV"}]}}
    found = read(tmp_path, "package_show.json", json.dumps(answer).encode())
    assert [p.code for p in found.problems] == ["no-figures"]


def test_parquet_gives_the_same(tmp_path: Path) -> None:
    out = io.BytesIO()
    pl.DataFrame([list(row) for row in LONG.rows[1:]], schema=list(LONG.rows[0]), orient="row").write_parquet(
        out
    )
    assert_same(tmp_path, LONG, "tabel.parquet", out.getvalue())


def test_a_folder_gives_what_its_files_give(tmp_path: Path) -> None:
    for name, table in TABLES.items():
        (tmp_path / "data" / name).mkdir(parents=True)
        (tmp_path / "data" / name / "tabel.xlsx").write_bytes(as_xlsx(table))
    together = figures(read_tables(tmp_path / "data"))
    alone = [figures(read_tables(tmp_path / "data" / name)) for name in sorted(TABLES)]
    assert together.drop("flags").to_dicts() == pl.concat(alone).drop("flags").to_dicts()


def test_names_in_an_archive_that_are_no_unicode_are_kept(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("aaaa.csv", as_text(YEARS))
    content = out.getvalue().replace(b"aaaa.csv", b"\x82\xe9\xff\x81.csv")
    found = read(tmp_path, "arsip.zip", content)
    assert found.observations.height == 12
    assert not found.refused


def test_percent_formats_scale_and_shown_decimals_are_kept(tmp_path: Path) -> None:
    for name, content in (
        ("tabel.xlsb", as_xlsb(SHOWN)),
        ("tabel.xls", (FILES / "shown.xls").read_bytes()),
        ("tabel.ods", (FILES / "shown.ods").read_bytes()),
    ):
        rows = read(tmp_path, name, content).observations.select("value", "decimals").rows()
        assert rows[:2] == [(5.89, 2), (130.0, 1)], name


def test_error_cells_are_unreadable_in_binary_workbooks(tmp_path: Path) -> None:
    for ending in ("xls", "ods"):
        reading = read(tmp_path, f"tabel.{ending}", (FILES / f"errors.{ending}").read_bytes())
        assert [p.code for p in reading.problems] == ["cell-unreadable"], ending
        assert "#N/A" in reading.problems[0].message


def test_a_workbook_with_a_password_is_refused_as_such(tmp_path: Path) -> None:
    reading = read(tmp_path, "tabel.xlsx", (FILES / "locked.xlsx").read_bytes())
    assert [(p.code, bool(p.hint)) for p in reading.problems] == [("file-locked", True)]
    assert reading.refused
