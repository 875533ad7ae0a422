"""Whatever people feed it: one sentence, exit code 2, and everything else is still done."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from feeding import (
    GOOD_NAME,
    Outcome,
    broken_container,
    call,
    encrypted_workbook,
    good_table,
    picture_called_xlsx,
    workbook,
)


def missing(folder: Path) -> Path:
    return folder / "tidak-ada.xlsx"


def empty_workbook(folder: Path) -> Path:
    path = folder / "kosong.xlsx"
    path.write_bytes(b"")
    return path


def empty_csv(folder: Path) -> Path:
    path = folder / "kosong.csv"
    path.write_bytes(b"")
    return path


def blank_csv(folder: Path) -> Path:
    path = folder / "hampa.csv"
    path.write_text("\n\n  \n,,,\n", encoding="utf-8")
    return path


def blank_sheet(folder: Path) -> Path:
    return workbook(folder / "lembar-kosong.xlsx", [])


def letter(folder: Path) -> Path:
    path = folder / "surat.docx"
    path.write_bytes(b"PK\x03\x04 not a table")
    return path


def program(folder: Path) -> Path:
    path = folder / "program.exe"
    path.write_bytes(b"MZ\x90\x00" + bytes(200))
    return path


def truncated_workbook(folder: Path) -> Path:
    whole = workbook(folder / "utuh.xlsx", [["Kecamatan", 2024], ["Cipondoh", 12]])
    path = folder / "terpotong.xlsx"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    whole.unlink()
    return path


def binary_csv(folder: Path) -> Path:
    path = folder / "biner.csv"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def empty_folder(folder: Path) -> Path:
    path = folder / "map-kosong"
    path.mkdir()
    return path


def words_only(folder: Path) -> Path:
    return workbook(folder / "kata.xlsx", [["Nama", "Keterangan"], ["Satu", "baik"], ["Dua", "buruk"]])


REFUSED: list[Callable[[Path], Path]] = [
    missing,
    empty_workbook,
    empty_csv,
    blank_csv,
    blank_sheet,
    letter,
    program,
    truncated_workbook,
    binary_csv,
    empty_folder,
    picture_called_xlsx,
    encrypted_workbook,
    broken_container,
    words_only,
]


def assert_refused_in_one_sentence(outcome: Outcome, name: str) -> None:
    assert outcome.code == 2, outcome.err
    assert "Traceback" not in outcome.err
    about = outcome.lines_about(name)
    assert len(about) == 1, outcome.err
    assert len(about[0]) < 300


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_reading_refuses_it_in_one_sentence_and_reads_the_rest(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    bad, good, out = make(tmp_path), good_table(tmp_path), tmp_path / "out" / "tidy.csv"
    out.parent.mkdir()
    outcome = call("read", bad, good, "--output", out)
    assert_refused_in_one_sentence(outcome, bad.name)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["file"] for row in rows if row["value"]} == {GOOD_NAME}
    assert [path.name for path in out.parent.iterdir()] == ["tidy.csv"]


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_reading_nothing_else_leaves_no_figure(make: Callable[[Path], Path], tmp_path: Path) -> None:
    bad, out = make(tmp_path), tmp_path / "out" / "tidy.csv"
    out.parent.mkdir()
    outcome = call("read", bad, "--output", out)
    assert_refused_in_one_sentence(outcome, bad.name)
    written = [line for path in out.parent.iterdir() for line in path.read_text("utf-8-sig").splitlines()]
    assert len(written) <= 1


@pytest.mark.parametrize("make", REFUSED[:4], ids=lambda make: make.__name__)
def test_the_problem_is_in_the_problem_file_too(make: Callable[[Path], Path], tmp_path: Path) -> None:
    bad, problems = make(tmp_path), tmp_path / "problems.json"
    call("read", bad, good_table(tmp_path), "--output", tmp_path / "tidy.csv", "--problems", problems)
    errors = [p for p in json.loads(problems.read_text(encoding="utf-8")) if p["severity"] == "error"]
    assert [bad.name in p["where"]["file"] for p in errors] == [True]
    assert errors[0]["message"]
    assert errors[0]["hint"]


def test_messages_follow_the_language_and_codes_do_not(tmp_path: Path) -> None:
    said, codes = [], []
    for lang in ("id", "en"):
        problems = tmp_path / f"{lang}.json"
        said.append(call("read", empty_csv(tmp_path), "--problems", problems, lang=lang).err)
        codes.append([p["code"] for p in json.loads(problems.read_text(encoding="utf-8"))])
    assert said[0] != said[1]
    assert codes[0] == codes[1] != []


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("bild", "x"), "build"),
        (("build", "x", "-o", "y", "--sizes", "potrait"), "portrait"),
        (("build", "x", "-o", "y", "--formats", "pgn"), "png"),
        (("build", "x", "-o", "y", "--theme", "defualt"), "default"),
    ],
)
def test_a_mistyped_word_is_answered_with_the_nearest_one(words: tuple[str, ...], near: str) -> None:
    outcome = call(*words)
    assert outcome.code == 2
    assert near in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


@pytest.mark.parametrize("make", [missing, picture_called_xlsx, encrypted_workbook, empty_csv])
def test_building_refuses_it_and_builds_the_rest(make: Callable[[Path], Path], tmp_path: Path) -> None:
    bad, good, out = make(tmp_path), good_table(tmp_path), tmp_path / "out"
    outcome = call("build", bad, good, "--output", out, "--formats", "svg", "--workers", "1")
    assert_refused_in_one_sentence(outcome, bad.name)
    assert list(out.glob("36.71/*/*/portrait.svg"))
    assert not [path for path in out.rglob("*") if path.name.endswith(".part")]


def test_building_from_nothing_usable_leaves_no_folder(tmp_path: Path) -> None:
    outcome = call("build", empty_csv(tmp_path), "--output", tmp_path / "out", "--formats", "svg")
    assert outcome.code == 2
    assert not (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.parametrize(
    ("option", "word"), [("--subjects", "kependudukn"), ("--region", "Kota Tangeran"), ("--period", "1875")]
)
def test_an_unknown_filter_is_refused_in_one_sentence(option: str, word: str, tmp_path: Path) -> None:
    outcome = call("build", good_table(tmp_path), "-o", tmp_path / "out", "--formats", "svg", option, word)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    assert len(outcome.lines_about(word)) == 1, outcome.err


PROVINCES = """\
Aceh; Sumatera Utara; Sumatera Barat; Riau; Jambi; Sumatera Selatan; Bengkulu; Lampung; Kepulauan
Bangka Belitung; Kepulauan Riau; DKI Jakarta; Jawa Barat; Jawa Tengah; DI Yogyakarta; Jawa Timur;
Banten; Bali; Nusa Tenggara Barat; Nusa Tenggara Timur; Kalimantan Barat; Kalimantan Tengah;
Kalimantan Selatan; Kalimantan Timur; Kalimantan Utara; Sulawesi Utara; Sulawesi Tengah; Sulawesi
Selatan; Sulawesi Tenggara; Gorontalo; Sulawesi Barat; Maluku; Maluku Utara; Papua Barat; Papua
Barat Daya; Papua; Papua Selatan; Papua Tengah; Papua Pegunungan"""


def thirty_eight_provinces(folder: Path) -> Path:
    names = [" ".join(name.split()) for name in PROVINCES.split(";")]
    rows: list[list[object]] = [["Provinsi", 2023, 2024]]
    rows += [[name, 4.1 + place % 7 * 0.31, 3.9 + place % 5 * 0.37] for place, name in enumerate(names)]
    title = "Tingkat Pengangguran Terbuka menurut Provinsi di Indonesia (persen), 2023-2024"
    return workbook(folder / "provinsi.xlsx", rows, title=title)


def one_year(folder: Path) -> Path:
    rows = [["Kecamatan", "Sekolah"], ["Cipondoh", 41], ["Benda", 17], ["Ciledug", 28]]
    return workbook(
        folder / "setahun.xlsx", rows, title="Jumlah Sekolah Dasar menurut Kecamatan di Kota Tangerang, 2024"
    )


def negative_values(folder: Path) -> Path:
    rows = [["Kecamatan", 2021, 2022, 2023], ["Cipondoh", 1.2, -0.4, -2.81], ["Benda", -3.1, 0, 0.7]]
    title = "Laju Pertumbuhan Penduduk menurut Kecamatan di Kota Tangerang (persen), 2021-2023"
    return workbook(folder / "negatif.xlsx", rows, title=title)


ODD = [thirty_eight_provinces, one_year, negative_values]


@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
def test_odd_but_honest_tables_are_built_without_an_error(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    outcome = call("build", make(tmp_path), "--output", out, "--formats", "svg", "--workers", "1")
    assert outcome.code == 0, outcome.err
    assert list(out.rglob("portrait.svg"))
    checked = call("check", out, "--json")
    errors = [p for p in json.loads(checked.out) if p["severity"] == "error"]
    assert errors == []


def test_all_thirty_eight_provinces_are_read_as_themselves(tmp_path: Path) -> None:
    out = tmp_path / "tidy.csv"
    assert call("read", thirty_eight_provinces(tmp_path), "--output", out).code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        codes = {row["region_code"] for row in csv.DictReader(file)}
    assert len(codes) == 38
    assert all(len(code) == 2 for code in codes)


def test_negative_values_stay_negative(tmp_path: Path) -> None:
    out = tmp_path / "tidy.csv"
    call("read", negative_values(tmp_path), "--output", out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = {(row["region"], row["period"]): float(row["value"]) for row in csv.DictReader(file)}
    assert found["Cipondoh", "2023"] == -2.81
    assert found["Benda", "2021"] == -3.1


def merged_header(folder: Path) -> Path:
    path = folder / "kepala-gabung.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("3.1.2")
    sheet.write(
        0, 0, "Jumlah Penduduk menurut Kecamatan dan Jenis Kelamin di Kota Tangerang (jiwa), 2023-2024"
    )
    sheet.merge_range(2, 0, 3, 0, "Kecamatan\nDistrict")
    sheet.merge_range(2, 1, 2, 2, 2023)
    sheet.merge_range(2, 3, 2, 4, 2024)
    for column, header in enumerate(("Laki-laki\nMale", "Perempuan\nFemale") * 2, start=1):
        sheet.write(3, column, header)
    for column in range(5):
        sheet.write(4, column, f"({column + 1})")
    sheet.write_row(5, 0, ["Cipondoh", 126_400, 125_900, 127_700, 127_200])
    sheet.write_row(6, 0, ["Benda", 42_700, 42_000, 42_900, 42_300])
    book.close()
    return path


def test_a_merged_header_is_read_level_by_level(tmp_path: Path) -> None:
    out = tmp_path / "tidy.csv"
    assert call("read", merged_header(tmp_path), "--output", out).code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        (row["region"], row["period"], json.loads(row["dimensions"])["jenis kelamin"]): float(row["value"])
        for row in rows
    }
    assert found["Cipondoh", "2023", "laki-laki"] == 126_400
    assert found["Benda", "2024", "perempuan"] == 42_300
    assert len(found) == 8


def test_a_lone_cell_in_the_last_corner_of_a_sheet_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "pojok.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    outcome = call("read", path, good_table(tmp_path), "--output", tmp_path / "tidy.csv", limit_s=20)
    assert_refused_in_one_sentence(outcome, path.name)
    assert (tmp_path / "tidy.csv").exists()


def test_a_sheet_of_many_rows_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "besar.csv"
    lines = ["kode_kecamatan,nama_kecamatan,jumlah_penduduk,satuan,tahun"]
    lines += [f"36.71.05,CIPONDOH,{1000 + place},JIWA,{1900 + place % 120}" for place in range(100_000)]
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = call("read", path, "--output", tmp_path / "tidy.parquet", limit_s=60)
    assert outcome.code == 0, outcome.err


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    good_table(tmp_path)
    tables = tmp_path / "tables"
    tables.mkdir()
    shutil.move(tmp_path / GOOD_NAME, tables / GOOD_NAME)
    for name in ("one", "two"):
        assert call("build", tables, "-o", tmp_path / name, "--formats", "svg,pdf").code == 0
    first, second = (
        {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert len(first) > 5
    assert first == second
