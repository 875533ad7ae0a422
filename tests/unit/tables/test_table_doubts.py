"""What can be read in two ways is told with both readings, and settled by a choice that becomes a recipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.errors import UsageError
from rupadata.problems import Severity
from rupadata.regions import official_regions
from rupadata.tables import read_tables
from rupadata.tables.read_files import understand
from rupadata.tables.reading.recipe import save_words
from rupadata.tables.shape.doubts import Doubt, chosen, question_lines

LRA = """Realisasi Belanja Kota Tangerang Tahun Anggaran 2026
Uraian,Anggaran,Realisasi
Belanja Gaji,90,40
Belanja Jasa,50,20
"""


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "lra april.csv"
    path.write_text(LRA, encoding="utf-8")
    return path


def doubts(path: Path) -> list[Doubt]:
    return [
        d for _, tables in understand(path, official_regions())[0] for table in tables for d in table.doubts
    ]


def test_a_year_that_may_not_be_over_is_doubted_where_something_was_done(budget: Path) -> None:
    reading = read_tables(budget)
    told = [p.where.cell for p in reading.problems if p.code == "reading-doubtful"]
    flags = dict(reading.observations.select("cell", "flags").iter_rows())
    assert told == ["C3:C4"]
    assert (flags["B3"], flags["C3"]) == ("", "doubtful")


def test_both_readings_are_said_as_sentences(budget: Path) -> None:
    lines = question_lines(doubts(budget))
    assert lines[1].startswith("1. lra april.csv C3:C4")
    assert [line.strip() for line in lines[2:]] == [
        "a) angka tahun 2026 seluruhnya",
        "b) angka sampai April 2026",
    ]


def test_a_choice_becomes_a_recipe_that_ends_the_doubt(budget: Path) -> None:
    save_words(budget.with_name("lra april.csv.recipe.toml"), chosen(doubts(budget), ["1=b"]))
    reading = read_tables(budget)
    assert set(reading.observations["period"]) == {"2026-04"}
    assert "doubtful" not in "".join(reading.observations["flags"])


def test_an_answer_to_no_question_is_refused(budget: Path) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(doubts(budget), ["7=b"])
    assert refused.value.code == "answer-invalid"


def test_words_are_added_to_what_a_recipe_says_already(tmp_path: Path) -> None:
    path = tmp_path / "a.recipe.toml"
    path.write_text('unit = "jiwa"\n[sheets."Satu"]\nyear = 2023\nheader_rows = [1, 2]\n', encoding="utf-8")
    save_words(path, {"Satu": {"codes": '"bps"'}, "": {"year": "2024"}})
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[:2] == ['unit = "jiwa"', "year = 2024"]
    assert '[sheets."Satu"]\nyear = 2023\nheader_rows = [1, 2]\ncodes = "bps"' in text


def test_codes_of_two_notations_without_names_are_doubted_until_a_recipe_says_whose_they_are(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sekolah 2023.csv"
    path.write_text("kode wilayah,jumlah sekolah\n1101,12\n1102,15\n1103,20\n", encoding="utf-8")
    first = read_tables(path)
    assert "reading-doubtful" in {p.code for p in first.problems}
    assert set(first.observations["flags"]) == {"doubtful"}
    path.with_name(path.name + ".recipe.toml").write_text('codes = "kemendagri"\n', encoding="utf-8")
    settled = read_tables(path)
    assert settled.observations["region_code"].to_list() == ["11.01", "11.02", "11.03"]
    assert set(settled.observations["flags"]) == {""}


def test_accepted_cells_are_no_longer_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "sekolah kota tangerang 2023.csv"
    path.write_text("kecamatan,jumlah sekolah\nCiledug,12\nCiledug,17\nLarangan,9\n", encoding="utf-8")
    assert "doubtful" in set(read_tables(path).observations["flags"])
    path.with_name(path.name + ".recipe.toml").write_text('accept = ["B2:B3"]\n', encoding="utf-8")
    reading = read_tables(path)
    assert set(reading.observations["flags"]) == {""}
    assert {p.severity for p in reading.problems if p.code == "duplicate-differs"} == {Severity.INFO}
