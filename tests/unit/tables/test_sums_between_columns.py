"""What columns tell that add up: the whole, what the others are kinds of, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable

from rupadata.model.observations import Reading
from tests.unit.tables.test_forms import at, categories, told

SheetReader = Callable[..., Reading]

ROADS: list[list[object]] = [
    ["PANJANG JALAN MENURUT KONDISI DI KOTA TANGERANG TAHUN 2022 (KM)"],
    ["Kecamatan", "Kondisi Jalan", None, None, "Panjang (Km)", "Kemantapan (%)"],
    [None, "Baik", "Sedang", "Rusak", None, None],
    ["Ciledug", 10.5, 2.25, 1.0, 13.75, 92.7],
    ["Benda", 7.0, 3.0, 0.5, 10.5, 95.2],
    ["Cipondoh", 20.0, 1.0, 4.0, 25.0, 84.0],
]
MERGES = ["A2:A3", "B2:D2", "E2:E3", "F2:F3"]


def test_a_column_that_sums_the_categories_beside_it_is_their_whole(read_sheet: SheetReader) -> None:
    reading = read_sheet(ROADS, merges=MERGES)
    assert at(reading, "E4", "indicator", "role") == ("Panjang Jalan", "total")
    assert at(reading, "B4", "indicator", "role") == ("Panjang Jalan", "part")
    assert at(reading, "F4", "role") == ("single",)


def test_one_row_that_does_not_add_up_makes_no_whole(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in ROADS]
    rows[-1][4] = 25.5
    assert at(read_sheet(rows, merges=MERGES), "E4", "role") == ("part",)


DISASTERS: list[list[object]] = [
    ["REKAPITULASI KEJADIAN BENCANA KOTA TANGERANG TAHUN 2023"],
    ["BULAN", "Banjir", "Tanah Longsor", "Kebakaran", "JUMLAH KEJADIAN", "KERUGIAN (Rp)"],
    ["Januari", 4, 1, 0, 5, 15_000_000],
    ["Februari", 2, 0, 5, 7, 25_000_000],
    ["Maret", 3, 2, 1, 6, 11_000_000],
    ["April", 1, 1, 0, 2, 12_000_000],
]


def test_things_that_a_named_sum_adds_up_are_its_kinds(read_sheet: SheetReader) -> None:
    reading = read_sheet(DISASTERS)
    assert at(reading, "E3", "indicator", "role") == ("Jumlah Kejadian", "total")
    assert at(reading, "C3", "indicator", "role") == ("Jumlah Kejadian", "part")
    assert categories(reading, "C3") == {"tanah longsor"}
    assert at(reading, "F3", "indicator", "unit") == ("Kerugian", "rupiah")


def test_things_whose_named_sum_misses_once_stay_what_they_are(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in DISASTERS]
    rows[-1][4] = 3
    reading = read_sheet(rows)
    assert at(reading, "C3", "indicator") == ("Tanah Longsor",)
    assert categories(reading, "C3") == set()


def test_two_things_and_their_sum_stay_what_they_are(read_sheet: SheetReader) -> None:
    rows = [[row[0], row[1], row[2], *row[4:]] if len(row) > 1 else row for row in DISASTERS]
    for row in rows[2:]:
        row[3] = int(str(row[1])) + int(str(row[2]))
    assert at(read_sheet(rows), "B3", "indicator") == ("Banjir",)


METHODS: list[list[object]] = [
    ["PESERTA KB AKTIF KECAMATAN CILEDUG KOTA TANGERANG BULAN SEPTEMBER 2023"],
    ["NO", "KELURAHAN", "PUS", "IUD", "PIL", "KONDOM", "JUMLAH"],
    [1, "Sudimara Barat", 900, 100, 200, 50, 350],
    [2, "Sudimara Timur", 700, 110, 150, 40, 300],
    [3, "Tajur", 800, 90, 100, 25, 215],
    [4, "Parung Serab", 500, 20, 60, 70, 150],
]


def test_a_column_that_the_sum_leaves_out_is_none_of_its_parts(read_sheet: SheetReader) -> None:
    reading = read_sheet(METHODS)
    assert at(reading, "C3", "indicator") == ("PUS",)
    assert categories(reading, "C3") == set()
    assert categories(reading, "D3") == {"iud"}
    assert at(reading, "G3", "role") == ("total",)
    assert "total-differs" not in {problem.code for problem in reading.problems}


def test_a_sum_that_nothing_adds_up_to_is_told(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in METHODS]
    rows[2][6] = 351
    reading = read_sheet(rows)
    assert categories(reading, "C3") == {"pus"}
    assert "total-differs" in {problem.code for problem in reading.problems}


PEOPLE: list[list[object]] = [
    ["DATA AGREGAT KEPENDUDUKAN SEMESTER I 2025 KECAMATAN KARAWACI KOTA TANGERANG"],
    ["KELURAHAN", "LAKI-LAKI", "PEREMPUAN", "JUMLAH", "WAJIB KTP", "REKAM KTP"],
    ["KARAWACI", 6512, 6420, 12932, 9320, 9210],
    ["KARAWACI BARU", 7981, 7890, 15871, 11520, 11410],
    ["BOJONG JAYA", 6210, 6102, 12312, 8890, 8790],
    ["CIMONE", 9480, 9377, 18857, 13640, 13500],
]


def test_what_stands_behind_the_sum_of_men_and_women_is_no_part_of_it(read_sheet: SheetReader) -> None:
    reading = read_sheet(PEOPLE)
    assert at(reading, "D3", "indicator", "role", "dimensions") == ("Jumlah Penduduk", "total", "{}")
    assert at(reading, "E3", "indicator", "dimensions") == ("Wajib KTP", "{}")
    assert at(reading, "F6", "indicator", "dimensions") == ("Rekam KTP", "{}")
    assert "total-differs" not in told(reading)


def test_where_men_and_women_do_not_add_up_the_sum_is_told_of(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in PEOPLE]
    rows[2][3] = 13932
    assert "total-differs" in told(read_sheet(rows))


def test_all_categories_without_a_name_that_add_up_stay_parts(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in PEOPLE]
    for row in rows[2:]:
        row[5] = float(str(row[3])) - float(str(row[4]))
    rows[1][5] = "BELUM WAJIB KTP"
    reading = read_sheet(rows)
    assert at(reading, "E3", "indicator") == ("Jumlah Penduduk",)
    assert categories(reading, "E3") == {"wajib ktp"}


def test_money_behind_the_total_of_kinds_is_none_of_them(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Data Kejadian Kebakaran di Wilayah Kota Depok Tahun 2024"],
        ["BULAN", "Rumah", "Kendaraan", "Lahan", "Lainnya", "TOTAL", "Kerugian (Rp)"],
        ["Januari", 8, 2, 1, 4, 15, 420_000_000],
        ["Februari", 6, 1, 0, 3, 10, 310_000_000],
        ["Maret", 9, 3, 2, 5, 19, 980_000_000],
        ["April", 7, 2, 1, 4, 14, 275_500_000],
    ]
    reading = read_sheet(rows)
    assert at(reading, "G3", "indicator", "unit", "dimensions") == ("Kerugian", "rupiah", "{}")
    assert at(reading, "F3", "indicator", "role") == ("Kejadian Kebakaran", "total")
    assert categories(reading, "E3") == {"lainnya"}
