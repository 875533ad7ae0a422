"""Headers of other offices: titles in several cells, quarters, months, days, sections, marks beside years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from tests.unit.tables.lookup import at, codes

Read = Callable[..., Reading]


def test_a_title_in_several_cells_is_no_row_of_figures(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Tabel", 11.2, "Produksi Padi Menurut Kabupaten di Provinsi Aceh (ton), 2022-2023"],
            ["Table", None, "Paddy Production by Regency in Aceh Province (ton), 2022-2023"],
            [],
            ["Kabupaten/Kota", None, None, 2022, "2023x"],
            ["Simeulue", None, None, 120, 130],
            ["Aceh Selatan", None, None, 220, 240],
            ["Aceh Besar", None, None, 520, 540],
        ]
    )
    assert set(reading.observations["cell"]) == {"D5", "E5", "D6", "E6", "D7", "E7"}
    assert set(reading.observations["indicator"]) == {"Produksi Padi"}
    assert at(reading, "E6")["period"] == "2023"


def test_bare_roman_numbers_below_years_are_quarters(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Laju Pertumbuhan PDRB Provinsi Aceh (persen)"],
            [],
            ["Lapangan Usaha", 2022, None, None, None, None, "2023**", None],
            [None, "I", "II", "III", "IV", "Tahunan", "I", "II"],
            ["Pertanian", 2.0, 2.1, 2.2, 2.3, 2.15, 3.0, 3.1],
            ["Industri", 4.0, 4.1, 4.2, 4.3, 4.15, 5.0, 5.1],
            ["Konstruksi", 1.0, 1.1, 1.2, 1.3, 1.15, 1.0, 1.1],
        ]
    )
    row = {cell: at(reading, f"{cell}5")["period"] for cell in "BCDEFGH"}
    assert row == {
        "B": "2022-Q1",
        "C": "2022-Q2",
        "D": "2022-Q3",
        "E": "2022-Q4",
        "F": "2022",
        "G": "2023-Q1",
        "H": "2023-Q2",
    }


def test_a_month_beside_the_words_of_a_header_is_a_period(read_text_table: Read) -> None:
    reading = read_text_table(
        "Provinsi,Garis Kemiskinan - Maret (Rp),Garis Kemiskinan - September (Rp)\n"
        "Aceh,676247,715103\nSumatera Utara,666546,718220\nRiau,713117,747345\n",
        name="Kemiskinan 2025.csv",
    )
    assert at(reading, "B2")["period"] == "2025-03"
    assert at(reading, "C2")["period"] == "2025-09"
    assert set(reading.observations["indicator"]) == {"Garis Kemiskinan"}


def test_six_digits_below_periode_data_are_months(read_text_table: Read) -> None:
    reading = read_text_table(
        "periode_data,jenis,jumlah_izin\n202201,SIUP,13\n202201,IMB,14\n202202,SIUP,15\n202202,IMB,16\n",
        folder="opendata_jakarta",
    )
    assert reading.observations.height == 4
    assert at(reading, "C4")["period"] == "2022-02"


def test_days_in_headers_are_kept_and_first_days_of_months_are_months(read_text_table: Read) -> None:
    daily = read_text_table("Komoditas (Rp),01/01/2024,02/01/2024\nBeras,12000,12100\nCabai,30000,30100\n")
    monthly = read_text_table("Komoditas (Rp),01/01/2024,01/02/2024\nBeras,12000,12100\nCabai,30000,30100\n")
    assert at(daily, "C2")["period"] == "2024-01-02"
    assert at(monthly, "C2")["period"] == "2024-02"


def test_marks_beside_years_leave_the_header_a_header(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Jumlah Penduduk Menurut Kapanewon di Kabupaten Sleman (jiwa)"],
            ["Kapanewon", "2020 (SP)", "2021", "2022 r)", "2023 s)"],
            ["Moyudan", 30000, 30301, 30602, 30903],
            ["Minggir", 34011, 34312, 34613, 34914],
            ["Seyegan", 38022, 38323, 38624, 38925],
        ]
    )
    assert reading.observations.height == 12
    assert at(reading, "B3")["region_code"] == "34.04.03"
    assert at(reading, "D4")["period"] == "2022"
    assert at(reading, "E4")["flags"] == "provisional"


def test_a_running_number_that_begins_again_in_each_section_is_no_figure(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Upah Minimum di Provinsi Jawa Tengah (rupiah)"],
            [],
            ["NO", "KABUPATEN/KOTA", "UMK", None],
            [None, None, 2022, 2023],
            ["I", "Kabupaten", None, None],
            [1, "Cilacap", 2230731, 2383090],
            [2, "Banyumas", 1983261, 2118124],
            ["II", "Kota", None, None],
            [1, "Kota Surakarta", 2034810, 2174169],
            [2, "Kota Salatiga", 2128523, 2284179],
        ]
    )
    assert reading.observations.height == 8
    assert {str(cell)[0] for cell in reading.observations["cell"]} == {"C", "D"}


def test_the_year_behind_a_hyphen_in_a_file_name_is_found(read_text_table: Read) -> None:
    reading = read_text_table("jenis,jumlah_izin\nSIUP,13\nIMB,14\n", name="data-izin-2022.csv")
    assert set(reading.observations["period"]) == {"2022"}
    assert "period-missing" not in codes(reading)


def test_what_the_title_lists_is_measured_and_the_header_above_is_the_category(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Jumlah Sekolah, Guru, dan Murid Menurut Kecamatan dan Jenjang di Kota Tangerang, 2023"],
            [],
            ["Kecamatan", "SD", None, None, "SMP", None, None],
            [None, "Sekolah", "Guru", "Murid", "Sekolah", "Guru", "Murid"],
            ["Ciledug", 30, 300, 6000, 9, 180, 2900],
            ["Larangan", 25, 260, 5100, 7, 150, 2300],
            ["Benda", 21, 220, 4300, 6, 120, 1900],
        ],
        merges=["B3:D3", "E3:G3"],
    )
    said = {
        cell: (at(reading, f"{cell}5")["indicator"], at(reading, f"{cell}5")["dimensions"]) for cell in "BDG"
    }
    assert said == {
        "B": ("Jumlah Sekolah", '{"jenjang": "sd"}'),
        "D": ("Jumlah Murid", '{"jenjang": "sd"}'),
        "G": ("Jumlah Murid", '{"jenjang": "smp"}'),
    }


def test_a_letterhead_is_no_title_but_tells_who_publishes(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["PEMERINTAH KABUPATEN SLEMAN"],
            ["BADAN KEUANGAN DAN ASET DAERAH"],
            ["Jl. Parasamya No. 6, Telp. (0274) 868405"],
            ["Realisasi Pendapatan Daerah Menurut Jenis, 2023 (juta rupiah)"],
            [],
            ["Jenis Pendapatan", "Realisasi"],
            ["Pajak Daerah", 1020],
            ["Retribusi Daerah", 48],
            ["Jumlah", 1068],
        ]
    )
    found = at(reading, "B7")
    assert (found["region_code"], found["period"]) == ("34.04", "2023")
    assert found["indicator"] == "Realisasi Pendapatan Daerah"
    assert found["producer"] == "Badan Keuangan dan Aset Daerah"


def test_an_office_alone_above_the_columns_stays_the_title(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Kantor Kelurahan Menurut Kecamatan di Kota Tangerang, 2023"],
            [],
            ["Kecamatan", "Jumlah"],
            ["Ciledug", 8],
            ["Larangan", 8],
            ["Benda", 5],
        ]
    )
    assert "Kantor Kelurahan" in at(reading, "B4")["table"]
    assert at(reading, "B4")["producer"] == ""


def test_a_plan_may_be_more_than_fulfilled(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Target dan Realisasi Pendapatan Daerah Kota Tangerang Tahun Anggaran 2023 (Rp)"],
            [],
            ["No", "Uraian", "Target", "Realisasi", "%"],
            [1, "Pajak Daerah", 1000000, 1049200, 104.92],
            [2, "Retribusi Daerah", 50000, 48000, 96.0],
            [None, "Jumlah", 1050000, 1097200, 104.5],
        ]
    )
    found = {cell: (at(reading, f"{cell}4")["indicator"], at(reading, f"{cell}4")["unit"]) for cell in "CDE"}
    assert found == {
        "C": ("Target Pendapatan Daerah", "rupiah"),
        "D": ("Realisasi Pendapatan Daerah", "rupiah"),
        "E": ("Persentase Realisasi Pendapatan Daerah", "persen"),
    }
    assert at(reading, "E4")["value"] == 104.92
    assert not reading.problems


def test_a_column_of_grades_and_the_word_rekapitulasi_say_nothing_of_the_figures(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["REKAPITULASI INDEKS KEPUASAN MASYARAKAT (IKM)"],
            ["KABUPATEN BANYUMAS TAHUN 2023"],
            [],
            ["No", "Unit Pelayanan", "Semester I", "Semester II", "Mutu"],
            [1, "Dinas Perhubungan", 82.18, 85.58, "B"],
            [2, "RSUD Banyumas", 84.59, 91.2, "A"],
            [3, "Kecamatan Sokaraja", 83.0, 89.6, "A"],
        ]
    )
    found = at(reading, "D6")
    assert (found["indicator"], found["period"]) == ("Indeks Kepuasan Masyarakat (IKM)", "2023-S2")
    assert found["dimensions"] == '{"unit pelayanan": "rsud banyumas"}'


def test_a_column_takes_its_own_name_from_a_title_that_lists_several(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Luas Daerah dan Jumlah Desa/Kelurahan Menurut Kecamatan di Kabupaten Banyumas, 2023"],
            [],
            ["Kecamatan", "Luas (km2)", "Jumlah Desa", "Jumlah Kelurahan"],
            ["Lumbir", 102.66, 10, 0],
            ["Wangon", 60.78, 12, 0],
            ["Jatilawang", 48.16, 11, 0],
        ]
    )
    names = [at(reading, f"{cell}4")["indicator"] for cell in "BCD"]
    assert names == ["Luas Daerah", "Jumlah Desa", "Jumlah Kelurahan"]


def test_labels_in_two_languages_below_such_a_header_keep_the_first(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Jumlah Kendaraan Bermotor menurut Jenis Kendaraan di Kabupaten Banyumas"],
            [],
            ["Jenis Kendaraan / Type", "2022", "2023"],
            ["Mobil Penumpang/Passenger Cars", 62000, 64000],
            ["Bus/Buses", 900, 910],
            ["Truk/Trucks", 18800, 18900],
            ["Sepeda Motor/Motorcycles", 560000, 570000],
        ]
    )
    kinds = [str(at(reading, f"B{row}")["dimensions"]).split('"')[3] for row in range(4, 8)]
    assert kinds == ["mobil penumpang", "bus", "truk", "sepeda motor"]


def test_levels_that_nothing_else_tells_apart_are_what_is_counted_by(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Jumlah Desa Menurut Kategori Risiko di Kabupaten Banyumas, 2023"],
            [],
            ["Kategori", "Jumlah"],
            ["Tinggi", 10],
            ["Sedang", 20],
            ["Rendah", 30],
        ]
    )
    said = [at(reading, f"B{row}")["dimensions"] for row in (4, 5, 6)]
    assert said == [f'{{"kategori risiko": "{level}"}}' for level in ("tinggi", "sedang", "rendah")]


@pytest.mark.parametrize("over", [True, False])
def test_lowest_mean_and_highest_are_measures_and_no_parts(read_sheet: Read, over: bool) -> None:
    title = ["Suhu Udara Menurut Bulan di Kota Malang, 2023 (°C)"]
    header = [["Bulan", "Suhu Udara", None, None], [None]] if over else [["Bulan"]]
    header[-1] += ["Minimum", "Rata-rata", "Maks"]
    figures = [["Januari", 19.1, 24.1, 31.2], ["Februari", 19.5, 24.3, 31.0], ["Maret", 19.2, 24.2, 30.9]]
    reading = read_sheet([title, *header, *figures])
    row = 5 if over else 4
    found = [(at(reading, f"{c}{row}")["indicator"], at(reading, f"{c}{row}")["role"]) for c in "BCD"]
    assert found == [(f"Suhu Udara {word}", "single") for word in ("Minimum", "Rata-rata", "Maksimum")]
