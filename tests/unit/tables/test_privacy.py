"""Personal data stops a table, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rupadata.cli.app import run
from rupadata.tables import read_tables

PEOPLE = ("Siti Aminah", "Budi Santoso", "Rina Marlina", "Ahmad Fauzi", "Dewi Lestari", "Joko Susilo")
DISTRICTS = ("Benda", "Cipondoh", "Ciledug", "Karawaci", "Pinang", "Periuk")


def write(folder: Path, header: str, values: list[str]) -> Path:
    path = folder / "kota-tangerang" / "Jumlah Bantuan menurut Kecamatan di Kota Tangerang (rupiah), 2024.csv"
    path.parent.mkdir(exist_ok=True)
    lines = [f"Kecamatan;{header};Jumlah Bantuan"]
    lines += [f"{district};{value};{1000 + n}" for n, (district, value) in enumerate(zip(DISTRICTS, values))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


PERSONAL = {
    "nik under its name": ("NIK", [f"36710{n}4107850000{n}" for n in range(6)]),
    "nik under another name": ("Nomor", [f"367105410785000{n}" for n in range(6)]),
    "nik with an apostrophe": ("Nomor", [f"'367105410785000{n}" for n in range(6)]),
    "phone from 08": ("No HP", [f"08121234567{n}" for n in range(6)]),
    "phone from +62": ("Kontak", [f"+62812123456{n}" for n in range(6)]),
    "phone with dashes": ("Kontak", [f"0812-1234-567{n}" for n in range(6)]),
    "phone with dashes from +62": ("Kontak", [f"+62 812-1234-567{n}" for n in range(6)]),
    "e-mail": ("Alamat", [f"warga{n}@contoh.go.id" for n in range(6)]),
    "bank account": ("No Rekening", [f"12300456789{n}" for n in range(6)]),
    "bank account with dashes": ("Nomor Rekening Bank", [f"123-00-456789-{n}" for n in range(6)]),
    "names under a telling header": ("Nama Penerima", list(PEOPLE)),
    "names under a short header": ("Nama", list(PEOPLE)),
}
HARMLESS = {
    "village codes": ("Kode Desa", [f"367105100{n}" for n in range(6)]),
    "village codes of Kemendagri": ("Kode Kelurahan", [f"36.71.05.100{n}" for n in range(6)]),
    "years": ("Tahun", ["2019", "2020", "2021", "2022", "2023", "2024"]),
    "indicator codes": ("Kode Indikator", [f"1.02.03.{n}" for n in range(6)]),
    "postal codes": ("Kode Pos", [f"1514{n}" for n in range(6)]),
    "counts of accounts": ("Jumlah Rekening", ["120", "98", "76", "143", "87", "65"]),
    "counts of telephones": ("Pelanggan Telepon", ["1200", "980", "760", "1430", "870", "650"]),
    "big amounts": ("Anggaran", [f"81234567890{n}" for n in range(6)]),
    "names of schools": ("Nama", [f"SD Negeri Melati {n}" for n in "ABCDEF"]),
}


@pytest.mark.parametrize("case", PERSONAL)
def test_personal_data_stops_the_table(case: str, tmp_path: Path) -> None:
    header, values = PERSONAL[case]
    reading = read_tables(write(tmp_path, header, values))
    (problem,) = (p for p in reading.problems if p.code == "personal-data")
    assert header in problem.message
    assert "--drop-columns" in problem.hint
    assert problem.where.cell == "B1"
    assert reading.observations.is_empty()
    assert reading.refused
    assert not any(value in problem.message for value in values)


@pytest.mark.parametrize("case", HARMLESS)
def test_codes_years_and_counts_do_not_stop_it(case: str, tmp_path: Path) -> None:
    reading = read_tables(write(tmp_path, *HARMLESS[case]))
    assert "personal-data" not in {p.code for p in reading.problems}
    assert reading.observations.height >= 6


def test_the_column_is_left_out_with_an_option(tmp_path: Path) -> None:
    path, out = write(tmp_path, *PERSONAL["nik under its name"]), tmp_path / "out.json"
    assert run(["read", str(path), "-o", str(out)]) == 2
    assert run(["read", str(path), "-o", str(out), "--drop-columns", "NIK"]) == 0
    text = out.read_text("utf-8")
    assert len(json.loads(text)) == 6
    assert "4107850000" not in text


def test_the_column_is_left_out_with_a_recipe(tmp_path: Path) -> None:
    path, out = write(tmp_path, *PERSONAL["names under a telling header"]), tmp_path / "out.json"
    path.with_name(path.name + ".recipe.toml").write_text('drop_columns = ["Nama Penerima"]\n', "utf-8")
    assert run(["read", str(path), "-o", str(out)]) == 0
    text = out.read_text("utf-8")
    assert len(json.loads(text)) == 6
    assert not any(person in text for person in PEOPLE)


@pytest.mark.parametrize(("threshold", "warned"), [(None, 2), ("5", 2), ("3", 1), ("11", 3), ("0", 0)])
def test_counts_of_few_persons_are_warned_of(threshold: str | None, warned: int, tmp_path: Path) -> None:
    path = tmp_path / "Jumlah Penderita Kusta menurut Kecamatan di Kota Tangerang (jiwa), 2024.csv"
    path.write_text("Kecamatan;Jumlah\nBenda;2\nCipondoh;4\nCiledug;10\nPinang;0\nPeriuk;120\n", "utf-8")
    out, problems = tmp_path / "out.json", tmp_path / "problems.json"
    options = ["--small-cells", threshold] if threshold else []
    assert run(["read", str(path), "-o", str(out), "--problems", str(problems), *options]) == 0
    flagged = [row for row in json.loads(out.read_text("utf-8")) if "small-cell" in row["flags"]]
    told = [p for p in json.loads(problems.read_text("utf-8")) if p["code"] == "small-cells"]
    assert len(flagged) == warned
    assert len(told) == bool(warned)
