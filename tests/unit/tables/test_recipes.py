"""Recipes say what guessing cannot know; a written recipe changes nothing; explaining says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rupadata.cli.app import run
from rupadata.errors import UsageError
from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from rupadata.tables.explain import REASONS
from rupadata.tables.reading.recipe import load_recipe
from rupadata.tables.shape import columns as columns_module
from tests.unit.tables.formats import TABLES, as_xlsx

TABLE = "Daerah;Nilai\nCipondoh;12\nBenda;34\nCiledug;56\n"


@pytest.fixture
def read_with(tmp_path: Path) -> Callable[..., Reading]:
    def read(recipe: str, text: str = TABLE, name: str = "tabel.csv") -> Reading:
        path = tmp_path / "data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.with_name(f"{path.stem}.recipe.toml").write_text(recipe, encoding="utf-8")
        return read_tables(path)

    return read


def test_title_unit_year_region_and_producer_are_taken(read_with: Callable[..., Reading]) -> None:
    reading = read_with(
        'title = "Jumlah Sekolah"\nunit = "unit"\nyear = 2024\nregion = "36.71"\n'
        'region_column = "Daerah"\nproducer = "Dinas Pendidikan"\n'
    )
    names = ("indicator", "unit", "period", "region_code", "producer", "value")
    assert reading.observations.select(names).rows()[0] == (
        "Jumlah Sekolah",
        "unit",
        "2024",
        "36.71.05",
        "Dinas Pendidikan",
        12.0,
    )


def test_header_rows_are_those_that_it_names(read_with: Callable[..., Reading]) -> None:
    text = "Kecamatan;1;2\nNama;2023;2024\nCipondoh;12;13\nBenda;34;35\nCiledug;56;57\n"
    recipe = 'header_rows = [2, 2]\nregion = "36.71"\ntitle = "Jumlah Sekolah"\n'
    rows = read_with(recipe, text).observations.select("period", "value", "cell").rows()
    assert rows[:2] == [("2023", 12.0, "B3"), ("2024", 13.0, "C3")]


def test_the_decimal_mark_is_the_one_that_it_names(read_with: Callable[..., Reading]) -> None:
    text = "Kecamatan;2024\nCipondoh;1.234\nBenda;2.345\nCiledug;3.456\n"
    base = 'title = "Indeks"\nregion = "36.71"\n'
    comma = read_with(base + 'decimal = "comma"\n', text).observations["value"].to_list()
    dot = read_with(base + 'decimal = "dot"\n', text).observations["value"].to_list()
    assert (comma[0], dot[0]) == (1234.0, 1.234)


def test_rows_are_sums_or_parts_as_it_names_them(read_with: Callable[..., Reading]) -> None:
    text = "Kecamatan;2023\nCipondoh;12\nBenda;34\nCiledug;56\nSemua lokasi;110\n"
    base = 'title = "Jumlah Sekolah (unit)"\nregion = "36.71"\n'

    def read(recipe: str) -> dict[str, tuple[str, str]]:
        rows = read_with(base + recipe, text).observations.select("cell", "role", "region").rows()
        return {cell: (role, region) for cell, role, region in rows}

    plain, summed = read(""), read('total_rows = ["semua  LOKASI"]\n')
    assert (plain["B5"][0], summed["B5"][0]) == ("part", "total")
    assert {cell: summed[cell] for cell in ("B2", "B3", "B4")} == {
        cell: plain[cell] for cell in ("B2", "B3", "B4")
    }
    of_one = read('total_rows = ["Benda"]\n')
    assert (of_one["B3"], of_one["B2"][0]) == (("subtotal", "Benda"), "part")
    text = text.replace("Semua lokasi", "Jumlah")
    assert read("")["B5"][0] == "total"
    assert read('part_rows = ["Jumlah"]\n')["B5"][0] == "part"
    assert read('part_rows = ["Benda"]\n') == read("")


def test_categories_can_be_sums_of_the_others(read_with: Callable[..., Reading]) -> None:
    text = "Jenis;2023\nNegeri;12\nSwasta;34\nKeduanya;40\n"
    base = 'title = "Jumlah Sekolah (unit)"\nregion = "36.71"\n'
    plain, told = (
        read_with(base + recipe, text).observations["role"].to_list()
        for recipe in ("", 'total_rows = ["Keduanya"]\n')
    )
    assert told == [*plain[:2], "subtotal"]
    assert plain[2] == plain[0]


def test_a_sheet_can_be_left_out(read_with: Callable[..., Reading]) -> None:
    assert read_with("skip = true\n").observations.is_empty()


@pytest.mark.parametrize("wrong", ["unti = 'x'\n", "decimal = 'semicolon'\n", "year = 'dua'\n", "unit = \n"])
def test_a_word_that_no_recipe_knows_is_refused(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "a.recipe.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        load_recipe(tmp_path / "a.recipe.toml")
    assert refused.value.code == "recipe-invalid"
    assert "a.recipe.toml" in refused.value.message
    if wrong.startswith("unti"):
        assert "unit" in refused.value.hint


def assert_round_trip(path: Path, folder: Path) -> int:
    recipe = folder / "written.toml"
    assert run(["read", str(path), "--write-recipe", "-o", str(recipe)]) == 0
    read, again = read_tables(path).observations, read_tables(path, recipe=recipe).observations
    assert again.to_dicts() == read.to_dicts(), path.name
    return read.height


@pytest.mark.parametrize("name", TABLES)
def test_a_written_recipe_gives_the_same_observations(name: str, tmp_path: Path) -> None:
    (tmp_path / "tabel.xlsx").write_bytes(as_xlsx(TABLES[name]))
    assert assert_round_trip(tmp_path / "tabel.xlsx", tmp_path)


def test_a_written_recipe_of_two_tables_on_a_sheet_can_be_read(tmp_path: Path) -> None:
    half = TABLE.replace("Daerah;Nilai", "Kecamatan;2023")
    (tmp_path / "a.csv").write_text(f"Jumlah Guru\n{half}\n\nJumlah Murid\n{half}", encoding="utf-8")
    assert assert_round_trip(tmp_path / "a.csv", tmp_path)


@pytest.mark.full
@pytest.mark.shared
def test_written_recipes_of_all_published_tables_give_the_same(
    shared: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    files = [path for path in sorted((shared / "data" / "tables").rglob("*")) if path.is_file()]
    small = [path for path in files if path.stat().st_size < 3_000_000]
    record_property("cases", sum(bool(assert_round_trip(path, tmp_path)) for path in small))


@pytest.mark.parametrize("name", TABLES)
def test_explaining_names_roles_and_reasons(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tabel.xlsx").write_bytes(as_xlsx(TABLES[name]))
    assert run(["read", str(tmp_path / "tabel.xlsx"), "--explain", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "header" in said
    assert ": figures (" in said
    assert " -> " in said
    page = tmp_path / "page.html"
    assert run(["read", str(tmp_path / "tabel.xlsx"), "--explain", "-o", str(page), "--lang", "en"]) == 0
    text = page.read_text("utf-8")
    assert "class='value' title='" in text
    assert "<script" not in text


def test_a_figure_on_the_page_of_reasons_says_what_it_was_read_as(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Jumlah Sekolah per Kecamatan di Kota Tangerang, 2023;\n" + TABLE.replace("Daerah", "Kecamatan")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    assert run(["read", str(tmp_path / "a.csv"), "--explain", "-o", str(page)]) == 0
    assert "title='B4: angka - Jumlah Sekolah, Benda (36.71.04), 2023 = 34'" in page.read_text("utf-8")
    assert run(["read", str(tmp_path / "a.csv"), "--explain"]) == 0
    said = capsys.readouterr().out
    assert "wilayah induk: Kota Tangerang (36.71)" in said
    assert "nama wilayah (" in said


def test_every_reason_is_said_in_indonesian_too() -> None:
    source = (Path(columns_module.__file__)).read_text(encoding="utf-8")
    said = set(re.findall(r'with_role\([^"]*"([^"]+)"\)', source)) | set(re.findall(r'why="([^"]+)"', source))
    assert len(said) > 15
    assert said <= set(REASONS)


def test_what_a_cell_says_is_no_markup_on_the_page(tmp_path: Path) -> None:
    text = TABLE.replace("Benda", "<script>alert(1)</script>")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    assert run(["read", str(tmp_path / "a.csv"), "--explain", "-o", str(page)]) == 0
    assert "<script" not in page.read_text("utf-8")
