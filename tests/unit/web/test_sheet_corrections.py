"""What a click can say of a cell: each correction becomes words of a recipe that the sheet is read by."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from rupadata.errors import UsageError
from rupadata.tables.reading.recipe import as_toml, save_words
from rupadata.web.cases import sheet_view
from rupadata.web.cases.sheet_reading import OpenedTable

HEADS = """Jumlah Sekolah Menurut Kecamatan di Kota Tangerang 2023,,,
(unit),,,
Kecamatan,SD,SMP,Tahun berdiri
,Negeri,Swasta,
Cipondoh,12,5,1990
Benda,34,7,1991
Ciledug,56,9,1992
Semua lokasi,110,29,1993
"""
MARKS = "Kecamatan,2024\nCipondoh,1.234\nBenda,2.345\nCiledug,3.456\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "sekolah.csv"
    path.write_text(HEADS, encoding="utf-8")
    return path


def offers(path: Path, cell: str, recipe: str = "") -> dict[str, str]:
    told = json.loads(sheet_view.show_cell(str(path), "", recipe, 0, cell, "id"))
    return {one["name"]: one["words"] for one in told.get("offers", ())}


def corrected(path: Path, cell: str, name: str, recipe: str = "") -> dict[str, Any]:
    words: dict[str, Any] = json.loads(sheet_view.corrected(str(path), "", recipe, 0, cell, name))
    return words


def text(words: dict[str, Any]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recipe.toml"
        save_words(path, {"": {word: as_toml(value) for word, value in words.items()}})
        return path.read_text(encoding="utf-8")


def read(path: Path, recipe: str) -> dict[str, Any]:
    return {one.cell: one for one in OpenedTable(str(path), "", recipe).read(0).observed}


def test_header_rows_are_one_row_or_reach_from_or_to_the_row_of_the_cell(table: Path) -> None:
    three = "header_rows = [3, 3]\n"
    assert {"header", "header-to"} <= set(offers(table, "B4", three))
    assert "header" not in offers(table, "B3", three)
    assert corrected(table, "B4", "header", three) == {"header_rows": [4, 4]}
    assert corrected(table, "B4", "header-to", three) == {"header_rows": [3, 4]}
    four = "header_rows = [4, 4]\n"
    assert "header-to" not in offers(table, "B3", four)
    assert corrected(table, "B3", "header-from", four) == {"header_rows": [3, 4]}


def test_a_header_that_would_be_higher_than_any_is_not_offered(tmp_path: Path) -> None:
    path = tmp_path / "panjang.csv"
    path.write_text("Kecamatan,2023\n" + "".join(f"Desa {n},{n}\n" for n in range(20)), encoding="utf-8")
    one = "header_rows = [1, 1]\n"
    assert "header-to" in offers(path, "A8", one)
    assert "header-to" not in offers(path, "A9", one)
    last = "header_rows = [12, 12]\n"
    assert "header-from" in offers(path, "A5", last)
    assert "header-from" not in offers(path, "A4", last)


def test_a_column_is_named_left_out_and_used_again(table: Path) -> None:
    base = "header_rows = [3, 4]\n"
    assert corrected(table, "D5", "year-column", base)["year_column"] == "Tahun berdiri"
    assert "D5" not in read(table, base)  # years of schools are no figures
    table.write_text(HEADS.replace("Tahun berdiri", "Daya tampung"), encoding="utf-8")
    assert "year-column" not in offers(table, "B5", base)
    assert "region-column" not in offers(table, "B5", base)
    words = corrected(table, "D5", "drop-column", base)
    assert words["drop_columns"] == ["Daya tampung"]
    assert "D5" not in read(table, text(words))
    assert offers(table, "D3", text(words))["use-column"] == "Pakai kolom “Daya tampung” lagi"
    again = corrected(table, "D3", "use-column", text(words))
    assert again == {"header_rows": [3, 4]}
    assert "D5" in read(table, text(again))


def test_a_column_of_texts_can_name_regions(tmp_path: Path) -> None:
    path = tmp_path / "tempat.csv"
    path.write_text("Nama,Lokasi,2024\nPasar A,Cipondoh,3\nPasar B,Benda,4\nPasar C,Ciledug,5\n", "utf-8")
    words = corrected(path, "A2", "region-column")
    assert words == {"region_column": "Nama"}
    assert "region-column" not in offers(path, "A2", text(words))


def test_a_row_is_said_to_be_a_sum_and_to_be_none(table: Path) -> None:
    base = text({"header_rows": [3, 4], "drop_columns": ["Tahun berdiri"], "region": "36.71"})
    assert offers(table, "B8", base)["total-row"] == "“Semua lokasi” adalah jumlah"
    words = corrected(table, "B8", "total-row", base)
    assert words["total_rows"] == ["Semua lokasi"]
    after = read(table, text(words))
    assert {cell: after[cell].role for cell in ("B5", "B8", "C8")} == {
        "B5": "part", "B8": "total", "C8": "total",
    }  # fmt: skip
    back = corrected(table, "A8", "part-row", text(words))
    assert (back.get("total_rows"), back["part_rows"]) == (None, ["Semua lokasi"])
    assert read(table, text(back))["B8"].role == "part"
    assert corrected(table, "A8", "total-row", text(back)) == words


def test_a_text_above_the_table_tells_title_unit_year_and_home(table: Path) -> None:
    wrong = text({"title": "Salah", "year": 2020, "region": "32.73"})
    said = offers(table, "A1", wrong)
    assert (said["year"], said["home"]) == ("Tahun tabel: 2023", "Wilayah induk: Kota Tangerang")
    assert corrected(table, "A1", "year", wrong)["year"] == 2023
    assert corrected(table, "A1", "home", wrong)["region"] == "36.71"
    assert corrected(table, "A1", "title", wrong)["title"].startswith("Jumlah Sekolah")
    assert corrected(table, "A2", "unit", wrong)["unit"] == "unit"
    period = text({"period": "2020-S1"})
    assert corrected(table, "A1", "year", period) == {"year": 2023}
    assert not {"title", "unit", "year", "home"} & set(offers(table, "B5"))


def test_a_doubtful_figure_is_read_by_another_mark_or_accepted(tmp_path: Path) -> None:
    path = tmp_path / "mutu.csv"
    path.write_text("Indeks Kualitas Air di Kota Tangerang\n" + MARKS, encoding="utf-8")
    assert {"comma", "dot", "accept"} <= set(offers(path, "B3"))
    words = corrected(path, "B3", "dot")
    assert words == {"decimal": "dot"}
    assert read(path, text(words))["B3"].value == 1.234
    assert "dot" not in offers(path, "B3", text(words))
    accepted = corrected(path, "B3", "accept")
    assert accepted == {"accept": ["B3"]}
    assert "doubtful" not in read(path, text(accepted))["B3"].flags
    assert "accept" not in offers(path, "B3", text(accepted))


def test_a_cell_without_a_figure_says_why_in_words_and_is_never_right(tmp_path: Path) -> None:
    path = tmp_path / "rusak.csv"
    path.write_text(
        f"Indeks Kualitas Air di Kota Tangerang\n{MARKS}Neglasari,#REF!\nBatuceper,n.a\n", "utf-8"
    )
    said = {
        (cell, lang): dict(json.loads(sheet_view.show_cell(str(path), "", "", 0, cell, lang))["facts"])
        for cell in ("B6", "B7")
        for lang in ("id", "en")
    }
    assert (said["B6", "id"]["Dibaca"], said["B6", "en"]["Read as"]) == ("tidak terbaca", "unreadable")
    assert (said["B7", "id"]["Dibaca"], said["B7", "en"]["Read as"]) == ("tidak tersedia", "not available")
    assert "accept" in offers(path, "B3")
    assert "accept" not in offers(path, "B6")


def test_header_rows_are_told_as_people_type_them(table: Path) -> None:
    def told(recipe: str) -> str:
        view = json.loads(sheet_view.show_sheet(str(table), "", recipe, 0, 0, "id"))
        return str(view["words"]["header_rows"])

    assert told("header_rows = [4, 4]\n") == "4"
    assert told("header_rows = [3, 4]\n") == "3-4"
    assert told("") in ("3", "3-4")


@pytest.mark.parametrize(("cell", "name"), [("B5", "title"), ("Z99", "header"), ("?", "header"), ("B5", "x")])
def test_what_a_cell_does_not_offer_is_refused(table: Path, cell: str, name: str) -> None:
    with pytest.raises(UsageError) as refused:
        corrected(table, cell, name)
    assert refused.value.code == "answer-invalid"
