"""An edited grouping that renames indicators and moves subjects, through build, check, render and trace."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.journeys.test_build import manifest_of, rupadata, write_table


@pytest.fixture
def record(tmp_path: Path) -> Path:
    write_table(tmp_path, years=range(2022, 2025))
    done = rupadata("group", tmp_path / "penduduk.csv", "-o", tmp_path / "grouping.xlsx", "--no-memory")
    assert done.returncode == 0, done.stderr
    return tmp_path / "grouping.xlsx"


def _edit(record: Path, **cells: str) -> None:
    workbook = openpyxl.load_workbook(record)
    sheet = workbook["Pengelompokan"]
    titles = [cell.value for cell in sheet[1]]
    for title, value in cells.items():
        sheet.cell(2, titles.index(title.replace("_", " ")) + 1, value)
    workbook.save(record)


def test_a_renamed_and_moved_indicator_is_built_checked_drawn_and_traced(record: Path) -> None:
    folder = record.parent
    (folder / "kantor").mkdir()
    _edit(record, Substansi="Kesehatan", Nama_indikator="Warga Terlayani", Ditetapkan_oleh="Siti")
    done = rupadata("build", folder / "penduduk.csv", "--grouping", record, "-o", folder / "out",
                    "--office", folder / "kantor")  # fmt: skip
    assert done.returncode == 0, done.stderr
    (edition,) = manifest_of(folder / "out")["editions"]  # type: ignore[misc]
    assert (edition["subject"], edition["indicators"]) == ("kesehatan", ["warga-terlayani"])

    checked = rupadata("check", folder / "out", "--json")
    codes = {problem["code"] for problem in json.loads(checked.stdout)}
    assert "page-not-rebuildable" not in codes
    assert "headline-not-borne-out" not in codes
    page = folder / "out" / edition["path"] / "page.json"
    drawn = rupadata("render", page, "-o", folder / "again.svg")
    assert drawn.returncode == 0, drawn.stderr
    assert (folder / "again.svg").read_bytes() == (page.parent / "portrait.svg").read_bytes()
    traced = rupadata("trace", folder / "out", "kesehatan", "--json")
    assert traced.returncode == 0, traced.stderr
    assert json.loads(traced.stdout)

    later = rupadata("build", folder / "penduduk.csv", "-o", folder / "later", "--formats", "svg",
                     "--office", folder / "kantor")  # fmt: skip
    assert later.returncode == 0, later.stderr
    (remembered,) = manifest_of(folder / "later")["editions"]  # type: ignore[misc]
    assert remembered["indicators"] == ["warga-terlayani"], "the office's answer wins the next time"


def test_a_page_edited_by_hand_keeps_its_words_when_its_indicator_is_renamed(record: Path) -> None:
    folder = record.parent
    built = ("build", folder / "penduduk.csv", "-o", folder / "out", "--formats", "svg")
    assert rupadata(*built).returncode == 0
    (page,) = (folder / "out").glob("*/*/*/page.json")
    spec = json.loads(page.read_text(encoding="utf-8"))
    for block in spec["blocks"]:
        block["title"] = {"id": "Judul saya"}
    page.write_text(json.dumps(spec), encoding="utf-8")
    _edit(record, Nama_indikator="Warga")
    done = rupadata(*built, "--grouping", record)
    assert done.returncode == 0, done.stderr
    (edition,) = manifest_of(folder / "out")["editions"]  # type: ignore[misc]
    assert [problem["code"] for problem in edition["problems"]] == ["spec-edited"]
    now = json.loads(page.read_text(encoding="utf-8"))
    assert now["indicators"] == ["warga"]
    assert {block["title"].get("id") for block in now["blocks"]} == {"Judul saya"}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({"Substansi": "Keshatan"}, "baris 2"),
        ({"Judul_tabel": "x"}, ""),
    ],
)
def test_a_bad_edit_gives_one_clear_sentence(record: Path, edit: dict[str, str], said: str) -> None:
    _edit(record, **edit)
    done = rupadata("group", record.parent / "penduduk.csv", "--grouping", record, "--no-memory")
    assert (done.returncode == 0) == (not said), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_deleted_rows_and_columns_and_another_order_are_understood(record: Path) -> None:
    workbook = openpyxl.load_workbook(record)
    sheet = workbook["Pengelompokan"]
    rows = [[cell.value for cell in row] for row in sheet]
    kept = [rows[0].index(title) for title in rows[0] if title not in ("Alasan", "Usulan", "Keyakinan")]
    del workbook["Pengelompokan"]
    turned = workbook.create_sheet("Pengelompokan", 0)
    for row in rows:
        turned.append([row[at] for at in reversed(kept)])
    workbook.save(record)
    done = rupadata("group", record.parent / "penduduk.csv", "--grouping", record, "--no-memory", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["assignments"][0]["decided_by"] == "office"
    turned.delete_cols([cell.value for cell in turned[1]].index("Berkas") + 1)
    workbook.save(record)
    lacking = rupadata("group", record.parent / "penduduk.csv", "--grouping", record, "--no-memory")
    assert lacking.returncode != 0
    assert "Berkas" in lacking.stderr


def test_a_record_of_another_taxonomy_says_which_one_to_ask_for(record: Path) -> None:
    table, out = record.parent / "penduduk.csv", record.parent / "out"
    done = rupadata("build", table, "-o", out, "--taxonomy", "csa", "--grouping", record)
    assert done.returncode != 0
    assert "--taxonomy dda" in done.stderr
