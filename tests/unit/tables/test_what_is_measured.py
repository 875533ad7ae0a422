"""Names, kinds, totals and breakdowns as offices write them: merged titles, keys, letterheads, budgets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rupadata.glossary import load_glossary
from rupadata.model.observations import Reading
from rupadata.tables.lexicon.naming import header_name
from rupadata.tables.lexicon.table_words import is_total
from rupadata.tables.read_files import read_tables
from tests.unit.tables.lookup import at

Read = Callable[..., Reading]


def dimensions(reading: Reading, cell: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(at(reading, cell)["dimensions"])
    return found


def test_a_title_merged_over_columns_names_them_and_their_breakdown(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Kabupaten/Kota", "Rata-rata Upah Sebulan Menurut Lapangan Pekerjaan, 2022", None, None],
            [None, "Pertanian, Kehutanan", "Pertambangan; Industri; Konstruksi", "Jumlah"],
            ["Kabupaten Pacitan", 1000000, 1100000, 1150000],
            ["Kabupaten Blitar", 1000001, 1100001, 1150001],
            ["Kota Madiun", 1000002, 1100002, 1150002],
        ]
    )
    assert set(reading.observations["indicator"]) == {"Rata-rata Upah Sebulan"}
    assert dimensions(reading, "C3") == {"lapangan pekerjaan": "pertambangan; industri; konstruksi"}
    assert (dimensions(reading, "D3"), at(reading, "D3")["role"]) == ({}, "total")


@pytest.mark.parametrize(
    "label",
    ["(Negeri+Swasta)", "L + P", "Laki-laki & Perempuan", "Perkotaan dan Perdesaan", "Negeri + Swasta"],
)
def test_all_categories_of_one_breakdown_together_are_a_total(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize("label", ["Negeri", "Laki-laki + Swasta", "Pria", "Padi + Jagung", "L + L"])
def test_what_is_no_sum_of_a_breakdown_is_no_total(label: str) -> None:
    assert not is_total(label)


def test_totals_in_brackets_and_behind_dashes_are_found(read_text_table: Read) -> None:
    reading = read_text_table(
        "Provinsi,Jumlah Guru (Negeri),Jumlah Guru (Swasta),Jumlah Guru (Negeri+Swasta),"
        "Faktor - Zina,Faktor - Judi,Faktor - Jumlah\nAceh,10,5,15,1,2,3\nBali,20,10,30,2,4,6\n",
        "guru 2024.csv",
    )
    roles = {cell: at(reading, f"{cell}2")["role"] for cell in "BCDEFG"}
    assert roles == {"B": "part", "C": "part", "D": "total", "E": "part", "F": "part", "G": "total"}
    assert dimensions(reading, "B2") == {"status sekolah": "negeri"}
    assert list(dimensions(reading, "E2").values()) == ["zina"]


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("% Penerima Jamkes", "Persentase Penerima Jamkes", "persen"),
        ("jml_guru_sd", "Jumlah Guru SD", ""),
        ("Jml Penduduk", "Jumlah Penduduk", ""),
        ("Gurusd", "Guru SD", ""),
        ("Keluarga3204", "Keluarga", ""),
        ("rutilahu", "Rumah Tidak Layak Huni (Rutilahu)", ""),
        ("luas_ha", "Luas", "hektare"),
        ("jumlah_sampah", "Jumlah Sampah", ""),
    ],
)
def test_column_keys_are_told_in_words(header: str, name: str, unit: str) -> None:
    assert header_name(header) == (name, unit)


def test_a_rate_says_what_it_is_of(read_text_table: Read) -> None:
    text = "Provinsi,Risiko Kejadian per 100.000 Penduduk,Penerima\nAceh,92,12\nBali,70,14\nRiau,81,9\n"
    reading = read_text_table(text, "risiko 2024.csv")
    assert at(reading, "B2")["unit"] == "per 100.000 penduduk"
    assert at(reading, "B2")["measure"] == "rate"


@pytest.mark.parametrize("above", ["BADAN PUSAT STATISTIK", "Lampiran II", "DINAS PERHUBUNGAN"])
def test_a_line_of_the_office_alone_is_no_title(read_text_table: Read, above: str) -> None:
    table = "Kecamatan;Jumlah\nCiledug;12\nLarangan;9\nPinang;8\n"
    plain = read_text_table(table, "Jumlah Halte Kota Tangerang 2023.csv")
    headed = read_text_table(f"{above};\n{table}", "Jumlah Halte Kota Tangerang 2023.csv")
    told = ["indicator", "unit", "measure", "role", "value", "region_code"]
    assert headed.observations.select(told).rows() == plain.observations.select(told).rows()


def test_labels_that_belong_to_one_column_each_stay_with_it(read_text_table: Read) -> None:
    rows = [
        ("Kab. Pacitan", 23.7, "PBI", 0.9, "TPT"),
        ("Kab. Ponorogo", 31.1, "PBI", 3.5, "TPT"),
        ("Kab. Pacitan", 20.1, "Non PBI", 70.2, "TPAK"),
        ("Kab. Ponorogo", 22.4, "Non PBI", 71.8, "TPAK"),
    ]
    text = "Kabupaten;% Penerima Jamkes;Jenis Jamkes;% Ak_Kerja;Jenis Ak Kerja\n" + "".join(
        ";".join(map(str, row)) + "\n" for row in rows
    )
    reading = read_text_table(text, "data 2019.csv")
    assert dimensions(reading, "B2") == {"jenis jamkes": "pbi"}
    assert dimensions(reading, "D4") == {"jenis ak kerja": "tpak"}


def test_accounts_above_finer_ones_are_subtotals(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Realisasi Belanja Kota Tangerang 2024 (rupiah)"],
            ["Kode", None, None, "Uraian", "Anggaran", "Realisasi"],
            ["2.16", None, None, "Urusan Kominfo", 1000, 400],
            ["2.16", "2.16.01", None, "Program Penunjang", 1000, 400],
            ["2.16", "2.16.01", "5.1.02", "Belanja Barang dan Jasa", 1000, 400],
            ["2.16", "2.16.01", "5.1.02.01", "Belanja Barang", 600, 250],
            ["2.16", "2.16.01", "5.1.02.02", "Belanja Jasa", 400, 150],
        ]
    )
    roles = [at(reading, f"E{row}")["role"] for row in range(3, 8)]
    assert roles == ["subtotal", "subtotal", "subtotal", "part", "part"]


def test_columns_of_a_classification_are_its_categories(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Jumlah Penduduk Bekerja Kota Tangerang"],
            ["Tahun", "A. Pertanian, Kehutanan", "B. Pertambangan dan Penggalian", "C. Industri Pengolahan",
             "F. Konstruksi", "R. Jasa Lainnya"],
            [2022, 414, 16, 370, 147, 90],
            [2023, 428, 18, 362, 127, 91],
        ]
    )  # fmt: skip
    assert dimensions(reading, "D3") == {"lapangan usaha": "industri pengolahan"}
    assert set(reading.observations["indicator"]) == {"Jumlah Penduduk Bekerja"}


def test_figures_under_a_key_that_tells_nothing_are_asked_about(read_text_table: Read) -> None:
    asked = read_text_table(
        "Kecamatan;XQ7\nCiledug;12\nLarangan;9\nPinang;8\n", "qq2 Kota Tangerang 2023.csv"
    )
    clear = read_text_table(
        "Kecamatan;rutilahu\nCiledug;12\nLarangan;9\nPinang;8\n", "a Kota Tangerang 2023.csv"
    )
    assert "name-tells-nothing" in {p.code for p in asked.problems}
    assert "name-tells-nothing" not in {p.code for p in clear.problems}


def test_averages_by_category_without_a_whole_are_no_parts(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Rata-rata Upah Buruh Sebulan Menurut Lapangan Usaha di Kota Serang (rupiah)"],
            ["Lapangan Usaha", 2022, 2023],
            ["Pertanian", 1812500, 1875300],
            ["Industri Pengolahan", 3905200, 4021800],
            ["Konstruksi", 2744100, 2811600],
        ]
    )
    assert set(reading.observations["role"]) == {"single"}


def test_an_office_tells_what_its_own_names_measure(tmp_path: Path) -> None:
    own = "[[indicator]]\nname = 'Tonase Kucing'\nen = 'Waste'\nkind = 'flow'\nunit = 'ton'\n"
    (tmp_path / "glossary.toml").write_text(own, encoding="utf-8")
    table = tmp_path / "Tonase Kucing Kota Tangerang 2023.csv"
    table.write_text("Kecamatan;Tonase Kucing\nCiledug;12\nLarangan;9\nPinang;8\n", encoding="utf-8")
    shipped = read_tables([table]).observations["measure"][0]
    told = read_tables([table], glossary=load_glossary(tmp_path / "glossary.toml")).observations["measure"][0]
    assert (shipped, told) == ("", "count-flow")


def test_headers_that_begin_alike_and_say_by_what_are_categories_of_one_thing(read_text_table: Read) -> None:
    head = "Rata-rata Upah Pekerja berdasarkan Lapangan Pekerjaan"
    text = f"Kabupaten;{head} Pertanian;{head} Industri;{head} Jasa;{head} Jumlah\n" + (
        "Kulon Progo;966149;951088;1078055;996066\nBantul;866149;851088;978055;896066\n"
    )
    reading = read_text_table(text, "upah 2019.csv")
    assert set(reading.observations["indicator"]) == {"Rata-rata Upah Pekerja"}
    assert dimensions(reading, "C2") == {"lapangan pekerjaan": "industri"}
    assert at(reading, "E2")["role"] == "total"


def test_either_sex_is_a_category_of_its_own(read_text_table: Read) -> None:
    text = (
        "Kabupaten;Lowongan Terlapor - Laki-Laki;Lowongan Terlapor - Perempuan;"
        "Lowongan Terlapor - Laki-Laki atau Perempuan;Lowongan Terlapor - Jumlah\n"
        "Kulon Progo;10;5;3;18\nBantul;20;10;5;35\n"
    )
    reading = read_text_table(text, "lowongan 2023.csv")
    assert set(reading.observations["indicator"]) == {"Lowongan Terlapor"}
    assert dimensions(reading, "D2") == {"jenis kelamin": "laki-laki atau perempuan"}
    assert at(reading, "E2")["role"] == "total"


def test_no_unit_of_persons_is_told_of_figures_with_decimals(read_text_table: Read) -> None:
    thousands = read_text_table("Tahun;Jumlah Penduduk\n2021;414,41\n2022;428,97\n", "DI Yogyakarta.csv")
    persons = read_text_table("Tahun;Jumlah Penduduk\n2021;41441\n2022;42897\n", "DI Yogyakarta.csv")
    assert set(thousands.observations["unit"]) == {""}
    assert set(persons.observations["unit"]) == {"jiwa"}


def test_a_share_that_the_glossary_knows_is_in_percent(read_text_table: Read) -> None:
    text = "kecamatan;apm_sd;rasio_murid_guru_sd\nCiledug;98,1;19,2\nLarangan;97,2;21\nPinang;96;22,2\n"
    reading = read_text_table(text, "pendidikan_kota_tangerang_2023.csv")
    assert (at(reading, "B2")["unit"], at(reading, "B2")["measure"]) == ("persen", "rate")
    assert (at(reading, "C2")["unit"], at(reading, "C2")["measure"]) == ("", "ratio")
