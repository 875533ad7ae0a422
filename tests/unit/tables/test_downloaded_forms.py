"""Tables as they lie in the folders of analysts: national workbooks, variables of studies, units in short."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from rupadata.tables.lexicon.cell_units import infer_unit, take_unit
from rupadata.tables.lexicon.table_words import strip_enumeration
from tests.unit.tables.lookup import codes
from tests.unit.tables.test_forms import at, categories

SheetReader = Callable[..., Reading]
NATIONAL_FORM = [
    ["TABEL 1. PDRB SERI 2010 ATAS DASAR HARGA BERLAKU MENURUT LAPANGAN USAHA (JUTA RUPIAH)"],
    ["Prov :", None, "33 Jateng Data", None, "Kab/Kota :", "17 REMBANG"],
    ["Kab./Kota", *[None] * 12, 2036019.35, 2036019.35],
    [None, None, None, 73, 74, 75, 76, None, 78, 79, 80, 81],
    [None, None, None, "I", "J", "K", "L", None, "N", "O", "P", "Q"],
    ["Kategori", "Uraian", None, 2017, None, None, None, None, 2018],
    [None, None, None, *["I", "II", "III", "IV", "Total Triwulanan"] * 2],
    [],
    [-1, -2, None, -3, -4, -5, -6, None, -8, -9, -10, -8],
    [],
    ["A. Pertanian", None, None, 10, 20, 30, 40, 100, 11, 21, 31, 41, 104],
    ["A. 1. Tanaman", None, None, 6, 12, 18, 24, 60, 7, 13, 19, 25, 64],
    ["A. 1. a. Tanaman Pangan", None, None, 4, 8, 12, 16, 40, 4, 8, 12, 16, 40],
    ["A. 1. b. Perkebunan", None, None, 2, 4, 6, 8, 20, 3, 5, 7, 9, 24],
    ["A. 2. Perikanan", None, None, 4, 8, 12, 16, 40, 4, 8, 12, 16, 40],
    ["B. Pertambangan", None, None, 5, 5, 5, 5, 20, 6, 6, 6, 6, 24],
    ["M,N. Jasa Perusahaan", None, None, 1, 1, 1, 1, 4, 1, 1, 1, 1, 4],
    ["PDRB", None, None, 16, 26, 36, 46, 124, 18, 28, 38, 48, 132],
    ["PDRB TANPA MIGAS", None, None, 15, 25, 35, 45, 120, 17, 27, 37, 47, 128],
]


def test_a_national_workbook_of_the_regional_product_is_read_by_its_form(read_sheet: SheetReader) -> None:
    reading = read_sheet(NATIONAL_FORM)
    assert at(reading, "D11", "indicator", "region_code", "period", "unit", "role") == (
        "PDRB atas Dasar Harga Berlaku", "33.17", "2017-Q1", "juta rupiah", "subtotal",
    )  # fmt: skip
    assert at(reading, "L13", "period", "role", "value") == ("2018-Q4", "part", 16)
    assert at(reading, "M15", "period", "role", "value") == ("2018", "part", 40)
    assert at(reading, "H18", "period", "role", "value") == ("2017", "total", 124)
    assert at(reading, "H19", "role", "value") == ("subtotal", 120)
    assert categories(reading, "D14") == {"perkebunan"}
    assert categories(reading, "D17") == {"jasa perusahaan"}
    cells = set(reading.observations["cell"])
    assert not cells & {"N3", "O3", "D4", "D5", "A9", "B9", "D9"}
    assert "total-differs" not in codes(reading)


def test_years_over_columns_count_no_places(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Guru di Kota Tangerang"],
            ["Kecamatan", 2019, 2020, 2021, 2022],
            ["Ciledug", 5, 6, 7, 8],
            ["Benda", 9, 11, 10, 14],
        ]
    )
    assert at(reading, "B3", "period", "value") == ("2019", 5)
    assert at(reading, "E4", "period", "value") == ("2022", 14)


def test_the_field_of_a_form_says_the_place_and_a_file_may_say_it_closer(read_sheet: SheetReader) -> None:
    rows = [["Prov : 33 Jateng"], ["Uraian", 2020, 2021], ["Luas Panen (ha)", 10, 12]]
    assert at(read_sheet(rows), "B3", "region_code") == ("33",)
    assert at(read_sheet(rows, name="Padi Rembang.xlsx"), "B3", "region_code") == ("33.17",)
    assert at(read_sheet(rows, name="Padi Cianjur.xlsx"), "B3", "region_code") == ("33",)


def test_a_list_of_particulars_is_no_title_and_names_no_place(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Keterangan", "Nilai"],
            [
                "Wilayah dipakai",
                "Banggai, Morowali, Poso, Donggala, Toli-Toli, Buol, Parigi Moutong dan Sigi",
            ],
            ["Wilayah dikeluarkan", "Banggai Laut dan Sulawesi Tengah"],
            ["Alasan Banggai Laut dikeluarkan", "Pada tabel sumber data tidak lengkap untuk beberapa tahun"],
            [],
            ["Tahun", "Total Luas Panen (Ha)", "Total Produksi (Ton)"],
            [2018, 201279.24, 926978.66],
            [2019, 186100.44, 844904.3],
        ]
    )
    assert set(reading.observations["region_code"]) == {""}
    assert "region-missing" in codes(reading)


def test_the_short_lines_of_a_form_still_say_the_place(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Provinsi", "Jawa Tengah"],
            ["Kabupaten", "Kabupaten Rembang"],
            ["Data", "Luas Panen Padi"],
            [],
            ["Tahun", "Luas Panen (Ha)"],
            [2018, 201.2],
            [2019, 186.1],
        ]
    )
    assert set(reading.observations["region_code"]) == {"33.17"}


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("Penemuan Kasus Kusta 2020 (per 100k)", "Penemuan Kasus Kusta 2020", "per 100.000 penduduk"),
        ("Angka Kesakitan Malaria (per 1k)", "Angka Kesakitan Malaria", "per 1.000 penduduk"),
        ("Kasus DBD (per 100 ribu penduduk)", "Kasus DBD", "per 100.000 penduduk"),
        ("AKI (per 100 rb kelahiran hidup)", "AKI", "per 100.000 kelahiran hidup"),
        ("Kasus (per 1 juta penduduk)", "Kasus", "per 1.000.000 penduduk"),
        ("Jumlah Penduduk Miskin Maret Ribu Jiwa", "Jumlah Penduduk Miskin Maret", "ribu jiwa"),
        ("Nilai Ekspor dalam Juta US$", "Nilai Ekspor", "juta US$"),
        ("Garis Kemiskinan Rp", "Garis Kemiskinan", "rupiah"),
        ("Ribu Jiwa", "Ribu Jiwa", ""),
        ("Rp", "Rp", ""),
    ],
)
def test_units_in_short_and_behind_a_name(header: str, name: str, unit: str) -> None:
    assert take_unit(header) == (name, unit)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Kasus Kusta per 100k", "per 100.000 penduduk"),
        ("Kasus Kusta per 100 ribu penduduk", "per 100.000 penduduk"),
        ("Angka Kematian Bayi per 1k KH", "per 1.000 kelahiran hidup"),
        ("Kasus Kusta per 100.000 Penduduk", "per 100.000 penduduk"),
        ("Dokter per 1000", "per 1000 penduduk"),
    ],
)
def test_what_a_rate_is_of_is_told_in_its_name_in_short_too(name: str, unit: str) -> None:
    assert infer_unit(name, "") == unit


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("A. 1. a. Tanaman Pangan", "Tanaman Pangan"),
        ("C. 01. Industri Batubara", "Industri Batubara"),
        ("M,N. Jasa Perusahaan", "Jasa Perusahaan"),
        ("R,S,T,U. Jasa lainnya", "Jasa lainnya"),
        ("A. Yani", "Yani"),
    ],
)
def test_codes_of_accounts_are_no_part_of_a_name(label: str, name: str) -> None:
    assert strip_enumeration(label) == name


def test_variables_of_a_study_tell_nothing_whatever_the_file_is_called(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Kabupaten/Kota", "Tahun", "Y", "X1", "TPT"],
            ["Kabupaten Bogor", 2022, 28527, 101, 10.6],
            ["Kabupaten Garut", 2022, 12251, 58, 7.6],
            ["Kota Cimahi", 2022, 11924, 47, 10.8],
        ],
        name="Kasus TBC.xlsx",
    )
    assert "name-tells-nothing" in codes(reading)
    assert at(reading, "C2", "measure") == ("",)
    assert at(reading, "D3", "measure") == ("",)
    assert at(reading, "E4", "measure", "unit") == ("rate", "persen")


def test_a_distribution_is_of_a_hundred_whatever_unit_its_title_copied(read_sheet: SheetReader) -> None:
    rows = [
        ["Distribusi PDRB Kabupaten Rembang Menurut Lapangan Usaha (Juta Rupiah)"],
        ["Lapangan Usaha", 2020, 2021],
        ["Pertanian", 40.2, 41.0],
        ["Industri", 35.0, 34.6],
        ["Jasa", 24.8, 24.4],
        ["Jumlah", 100, 100],
    ]
    assert at(read_sheet(rows), "B3", "unit", "measure") == ("persen", "rate")
    rows[-1] = ["Jumlah", 1000, 100]
    assert at(read_sheet(rows), "B3", "unit") == ("juta rupiah",)


PEOPLE_IN_FRACTIONS = [
    ["Kode", "Kabupaten/Kota", "Jumlah Penduduk", "Jumlah Rumah"],
    [3301, "Kabupaten Cilacap", 1703.39, 5],
    [3302, "Kabupaten Banyumas", 1650.625, 7],
    [3303, "Kabupaten Purbalingga", 907.507, 9],
    [3300, "Provinsi Jawa Tengah", 4261.522, 21],
]


def test_people_counted_with_decimals_are_in_the_thousands_that_their_regions_allow(
    read_sheet: SheetReader,
) -> None:
    reading = read_sheet(PEOPLE_IN_FRACTIONS, name="Penduduk 2023.xlsx")
    assert at(reading, "C2", "unit", "value") == ("ribu jiwa", 1703.39)
    assert "reading-doubtful" not in codes(reading)


@pytest.mark.parametrize(
    ("place", "value", "asked"),
    [
        ("Jawa Timur", 33.06, True),
        ("Jawa Timur", 60.5, False),
        ("Kota Tangerang", 6.9, True),
        ("Kota Tangerang", 7.1, False),
    ],
)
def test_what_may_be_thousands_or_millions_is_asked_about_once(
    read_sheet: SheetReader, place: str, value: float, asked: bool
) -> None:
    rows = [
        [f"Ketenagakerjaan {place}"],
        ["Indikator", 2023, 2024, 2025],
        ["Penduduk Usia Kerja", 3.5, 3.6, value],
        ["Angkatan Kerja", 2.5, 2.6, 2.7],
    ]
    reading = read_sheet(rows)
    questions = [problem.message for problem in reading.problems if problem.code == "reading-doubtful"]
    assert at(reading, "D3", "unit")[0] in ("ribu jiwa", "ribu orang")
    assert len(questions) <= 1
    assert any("lainnya dalam juta" in message for message in questions) == asked


def test_more_people_than_live_there_are_no_thousands(read_sheet: SheetReader) -> None:
    rows = [["Provinsi", "Jumlah Penduduk"], ["Aceh", 5554812.4], ["Riau", 6728101.7], ["Jambi", 3679212.5]]
    reading = read_sheet(rows, name="Proyeksi 2023.xlsx")
    assert "ribu" not in at(reading, "B2", "unit")[0]
    assert "reading-doubtful" not in codes(reading)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Jumlah Penduduk (ribu)", (5.5, 6.5, 7.5)),
        ("Rata-rata Jumlah Penduduk", (5.5, 6.5, 7.5)),
        ("Jumlah Penduduk", (5.5, 6.0, 7.5)),
        ("Jumlah Penduduk", (5.0, 6.0, 7.0)),
        ("Luas Wilayah (km2)", (5.5, 6.5, 7.5)),
    ],
)
def test_nothing_is_asked_where_the_scale_is_told_or_decimals_are_few(
    read_sheet: SheetReader, header: str, values: tuple[float, ...]
) -> None:
    rows = [["Provinsi", header], *zip(("Aceh", "Riau", "Jambi"), values, strict=True)]
    assert "reading-doubtful" not in codes(read_sheet(rows, name="Data 2023.xlsx"))


def test_a_code_filled_with_zeros_is_of_the_whole(read_sheet: SheetReader) -> None:
    reading = read_sheet(PEOPLE_IN_FRACTIONS, name="Penduduk 2023.xlsx")
    assert at(reading, "C5", "region_code", "role") == ("33", "total")
    assert at(reading, "C2", "region_code", "role") == ("33.01", "part")


def test_years_of_things_are_no_figures_and_a_total_has_the_unit_of_its_parts(
    read_sheet: SheetReader,
) -> None:
    reading = read_sheet(
        [
            ["Panjang Jalan di Kota Bandar Lampung Menurut Kondisi"],
            ["Tahun", "Kondisi (Km)", None, "Jumlah"],
            [None, "Baik", "Rusak", None],
            [2022, 1162.657, 126.755, 1289.412],
            [],
            ["Jumlah Fly Over di Kota Bandar Lampung"],
            ["Nama Fly Over", "Panjang (Meter)", "Tahun Pembuatan"],
            ["Gajah Mada", 650, 2013],
            ["Sultan Agung", 325, 2015],
            ["Pangeran Antasari", 450, 2016],
        ],
        merges=["B2:C2"],
    )
    assert at(reading, "D4", "role", "unit") == ("total", "km")
    assert at(reading, "B8", "value") == (650,)
    assert not set(reading.observations["cell"]) & {"C8", "C9", "C10"}


def test_zeros_that_a_format_adds_to_all_figures_are_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "Kemiskinan Jawa Barat 2023.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page, three = book.add_worksheet(), book.add_format({"num_format": "0.000"})
        page.write_row(0, 0, ["Kabupaten/Kota", "Persentase Penduduk Miskin", "Indeks Kedalaman"])
        for row, (place, share, depth) in enumerate(
            [("Kabupaten Bogor", 7.2, 1.125), ("Kabupaten Garut", 9.84, 2.5), ("Kota Cimahi", 5.1, 1.75)], 1
        ):
            page.write(row, 0, place)
            page.write(row, 1, share, three)
            page.write(row, 2, depth, three)
    reading = read_tables(path)
    assert at(reading, "B2", "decimals") == (2,)
    assert at(reading, "C3", "decimals") == (3,)


def test_a_label_that_ends_in_a_limit_is_read_like_any_other(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Koperasi di Kota Tangerang Menurut Jenis"],
            ["Jenis", 2022, 2023],
            ["Koperasi non .", 5, 6],
            ["Koperasi Simpan Pinjam", 7, 9],
            ["Jumlah", 12, 15],
        ]
    )
    assert at(reading, "B3", "role", "value") == ("part", 5)
