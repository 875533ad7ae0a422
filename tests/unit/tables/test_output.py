"""Nothing that we write runs as a formula in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from rupadata.cli.app import run
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.render.tables import DataTable, render_csv, render_xlsx
from rupadata.tables.output import as_csv, write_observations

FORMULAS = (
    "=1+1",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    "＝1+1",
    '=HYPERLINK("http://x.example")',
)


def observations() -> pl.DataFrame:
    row = {name: "=A1" if kind == pl.String else 1 for name, kind in OBSERVATION_SCHEMA.items()}
    rows = [{**row, "indicator": text, "dimensions": "{}"} for text in FORMULAS]
    return pl.DataFrame(rows, schema=OBSERVATION_SCHEMA)


def assert_harmless(text: str) -> None:
    cells = [
        cell for line in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) for cell in line
    ]
    assert cells
    assert not [c for c in cells if c.lstrip("\t\r\n \0")[:1] in ("=", "+", "@", "＝") or c[:2] == "-2"]


def assert_no_formula(workbook: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(workbook))
    for name in archive.namelist():
        if name.startswith("xl/worksheets/"):
            assert b"<f>" not in archive.read(name)
            assert b"<hyperlink" not in archive.read(name)


def test_observations_as_csv(tmp_path: Path) -> None:
    assert_harmless(as_csv(observations()))
    write_observations(observations(), tmp_path / "a.csv")
    assert_harmless((tmp_path / "a.csv").read_text("utf-8"))


def test_observations_as_workbook(tmp_path: Path) -> None:
    write_observations(observations(), tmp_path / "a.xlsx")
    assert_no_formula((tmp_path / "a.xlsx").read_bytes())


def test_the_data_behind_a_page() -> None:
    table = DataTable("=1+1", FORMULAS, (FORMULAS,), notes=("=1+1",))
    assert_harmless(render_csv(table).decode("utf-8"))
    assert_no_formula(render_xlsx([table], title="=1+1"))


def test_titles_put_into_subjects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = tmp_path / "titles.csv"
    with titles.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["id", "title"], *[[text, f"Jumlah Penduduk {text}"] for text in FORMULAS]]
        )
    assert run(["group", "--titles", str(titles)]) == 0
    assert_harmless(capsys.readouterr().out)


def test_the_record_of_a_grouping(tmp_path: Path) -> None:
    from rupadata.subjects import group
    from rupadata.subjects.record import write_record

    frame = observations().with_columns(
        pl.format("{} Jumlah Penduduk", "indicator").alias("indicator"), pl.lit("36.71").alias("region_code")
    )
    write_record(tmp_path / "grouping.xlsx", group(frame))
    content = (tmp_path / "grouping.xlsx").read_bytes()
    assert_no_formula(content)
