"""A source file is passed on only when neither its columns nor its rows speak of persons."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.tables import read_tables
from rupadata.tables.opening.files import find_files
from rupadata.tables.redistribution import why_kept_back

PLAIN = "Kecamatan,2023,2024\nContoh Utara,120,130\nContoh Selatan,90,95\nContoh Timur,70,72\n"
CONTACT = PLAIN + "\nKontak: dinas@contoh.example,,\n"
PHONES = "Puskesmas,Telepon,Jumlah\nA,021-5551234,3\nB,021-5551235,4\nC,021-5551236,5\n"
COUNTED = "Kecamatan,Jumlah Telepon,2024\nContoh Utara,12,13\nContoh Selatan,14,15\nContoh Timur,16,17\n"
BELOW = PLAIN + "\n\nNama Penerima,Alamat,\nContoh A,X,\nContoh B,Y,\nContoh C,Z,\n"

REGISTER = "Register Pengaduan Kota Tangerang,,,\n\nNo Tiket,Tanggal Masuk,Kategori,Kecamatan\n" + "".join(
    f"T{number},2024-05-0{number},Sampah,Benda\n" for number in range(1, 7)
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (REGISTER, "single-records"),
        (PLAIN, ""),
        (CONTACT, ""),
        (COUNTED, ""),
        (PHONES, "personal-data"),
        (BELOW, "personal-data"),
    ],
)
def test_what_a_file_holds_decides(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_text(text, encoding="utf-8")
    assert why_kept_back(next(iter(find_files(path)))) == why


def test_a_file_whose_recipe_drops_columns_is_kept_back(tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_text(PLAIN, encoding="utf-8")
    (tmp_path / "tabel.recipe.toml").write_text('drop_columns = ["2023"]\n', encoding="utf-8")
    assert why_kept_back(next(iter(find_files(path)))) == "column-dropped"


def test_what_cannot_be_read_is_kept_back(tmp_path: Path) -> None:
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(b"PK\x03\x04 damaged")
    assert why_kept_back(next(iter(find_files(path.parent)))) == "unreadable"


def test_reading_tells_which_columns_were_left_out(tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_text("Kecamatan,Keterangan,2024\nContoh Utara,x,13\nContoh Selatan,y,15\n", encoding="utf-8")
    problems = read_tables(path, drop_columns=["keterangan"]).problems
    assert [problem.where.cell for problem in problems if problem.code == "column-dropped"] == ["B1"]
