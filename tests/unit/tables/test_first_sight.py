"""Forms invented without a look at the reader: one small table for each kind that it read wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from rupadata.tables.lexicon.naming import header_name, people_case
from rupadata.tables.opening.context import title_of_stem
from tests.unit.tables.lookup import codes
from tests.unit.tables.test_forms import at, categories

SheetReader = Callable[..., Reading]
TextReader = Callable[..., Reading]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def test_earlier_school_years_below_the_whole_are_of_the_whole(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Murid SD Menurut Kecamatan di Kota Tangerang, 2021/2022"],
            ["Kecamatan", "Negeri", "Swasta"],
            ["Ciledug", 90, 10],
            ["Benda", 70, 20],
            ["Kota Tangerang", 160, 30],
            ["2020/2021", 155, 28],
            ["2019/2020", 150, 27],
        ]
    )
    assert at(reading, "B5", "region_code", "period") == ("36.71", "2021/2022")
    assert at(reading, "C6", "region_code", "period", "value") == ("36.71", "2020/2021", 28)
    assert at(reading, "B7", "region_code", "period", "value") == ("36.71", "2019/2020", 150)


def test_the_sum_of_a_district_may_shorten_its_kind_beside_the_villages(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Penduduk Menurut Kelurahan Kota Tangerang Tahun 2021"],
            ["No", "Kecamatan", "Kelurahan", "Penduduk"],
            [1, "Ciledug", "Sudimara Barat", 100],
            [2, None, "Tajur", 140],
            [None, "Jumlah Kec. Ciledug", None, 240],
            [1, "Benda", "Belendung", 70],
            [2, None, "Jurumudi", 80],
            [None, None, "Jumlah Kec. Benda", 150],
        ]
    )
    assert at(reading, "D4", "region_code", "role") == ("36.71.06.1004", "part")
    assert at(reading, "D5", "region_code", "role")[0] == "36.71.06"
    assert at(reading, "D8", "region_code", "role")[0] == "36.71.04"
    assert "region-unknown" not in codes(reading)


def test_a_spaced_total_in_the_column_of_numbers_is_of_all(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["JUMLAH RW DI KOTA TANGERANG TAHUN 2021"],
            ["NO", "KECAMATAN", "NO", "KELURAHAN", "JUMLAH RW"],
            [1, "CILEDUG", 1, "Sudimara Barat", 11],
            [None, None, 2, "Tajur", 14],
            [2, "BENDA", 3, "Belendung", 7],
            [None, None, 4, "Jurumudi", 8],
            ["T O T A L", None, None, None, 40],
        ],
        merges=["A7:D7"],
    )
    assert at(reading, "E6", "region_code", "value")[1] == 8
    assert at(reading, "E7", "region_code", "role") == ("36.71", "total")


def test_each_sum_before_its_district_stays_that_of_the_district(read_sheet: SheetReader) -> None:
    rows = [
        ["JUMLAH RW DI KOTA TANGERANG TAHUN 2021"],
        ["NO", "KECAMATAN", "KELURAHAN", "JUMLAH RW"],
        [1, "CILEDUG", "Sudimara Barat", 11],
        [2, None, "Tajur", 14],
        ["Jumlah", None, None, 25],
        [1, "BENDA", "Belendung", 7],
        [2, None, "Jurumudi", 8],
        ["Jumlah", None, None, 15],
        ["Total", None, None, 40],
    ]
    reading = read_sheet(rows)
    places = [at(reading, cell, "region_code")[0] for cell in ("D5", "D8", "D9")]
    assert places == ["36.71.06", "36.71.04", "36.71"]


@pytest.mark.parametrize("heads", [("NO_PROP", "NO_KAB", "NO_KEC"), ("kode_prov", "kode_kab", "kode_kec")])
def test_parts_of_codes_in_columns_of_their_own_are_no_figures(
    heads: tuple[str, str, str], read_text_table: TextReader
) -> None:
    head = f"{heads[0]},{heads[1]},{heads[2]},jumlah_tps\n"
    reading = read_text_table(head + "36,71,6,31\n36,71,4,27\n36,3,1,29\n", name="tps 2024.csv")
    found = {(row["region_code"], row["value"]) for row in reading.observations.to_dicts()}
    assert found == {("36.71.06", 31.0), ("36.71.04", 27.0), ("36.03.01", 29.0)}


def test_parts_of_codes_begin_below_the_region_of_the_title(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah TPS Menurut Kecamatan di Kota Tangerang, 2024"],
            ["Kode Kecamatan", "Kode Kelurahan", "TPS"],
            [6, 1004, 31],
            [6, 1001, 27],
        ]
    )
    assert at(reading, "C3", "region_code", "value") == ("36.71.06.1004", 31)
    assert at(reading, "C4", "region_code", "value") == ("36.71.06.1001", 27)


def test_a_gap_between_parts_of_codes_joins_nothing(read_text_table: TextReader) -> None:
    reading = read_text_table("kode_prov,kode_kec,tps\n36,6,31\n36,4,27\n", name="tps 2024.csv")
    assert not {code for code in reading.observations["region_code"].to_list() if code.count(".") > 1}


def test_a_row_that_tells_what_columns_are_made_of_numbers_them(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Realisasi Pajak Kota Tangerang Tahun 2022"],
            [
                "No",
                "Jenis Pajak",
                "Target",
                "Semester I",
                "Semester II",
                "Jumlah Realisasi",
                "Lebih/(Kurang)",
            ],
            ["1", "2", "3", "4", "5", "6=4+5", "7 = (6-3)"],
            [1, "Pajak Hotel", 900_000_000, 400_000_000, 450_000_000, 850_000_000, -50_000_000],
            [2, "Pajak Reklame", 100_000_000, 60_000_000, 70_000_000, 130_000_000, 30_000_000],
            [3, "Pajak Parkir", 200_000_000, 90_000_000, 80_000_000, 170_000_000, -30_000_000],
        ]
    )
    assert not reading.observations.filter(cell="D3").height
    assert at(reading, "F4", "value", "unit") == (850_000_000, "rupiah")
    assert at(reading, "G5", "value", "unit") == (30_000_000, "rupiah")


def test_what_no_arithmetic_makes_money_keeps_no_unit(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Realisasi Pajak Kota Tangerang Tahun 2022"],
            ["Jenis Pajak", "Target", "Realisasi", "Jumlah Objek Pajak"],
            ["Pajak Hotel", 900_000_000, 400_000_000, 1_300_000_000],
            ["Pajak Reklame", 100_000_000, 60_000_000, 160_000_000],
            ["Pajak Parkir", 200_000_000, 90_000_000, 12],
        ]
    )
    assert at(reading, "D3", "unit") == ("",)


def test_categories_that_add_up_to_a_named_column_are_of_it(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Penduduk dan Kepala Keluarga Kota Tangerang per Semester"],
            ["Tahun", "Laki-laki", "Perempuan", "Jumlah Penduduk", "Kepala Keluarga"],
            [2021, 1000, 1010, 2010, 600],
            [2022, 1020, 1015, 2035, 610],
            [2023, 1030, 1040, 2070, 620],
        ]
    )
    assert at(reading, "B3", "indicator", "unit") == ("Jumlah Penduduk", "jiwa")
    assert categories(reading, "C4") == {"perempuan"}
    assert at(reading, "D3", "role") == ("total",)
    assert at(reading, "E3", "indicator", "unit") == ("Jumlah Kepala Keluarga per Semester", "keluarga")


def test_the_end_of_a_year_among_ends_of_quarters_is_a_month(read_sheet: SheetReader) -> None:
    rows = [
        ["Stok Beras Menurut Kecamatan di Kota Tangerang (ton)"],
        ["Kecamatan", "30 September 2023", "31 Desember 2023"],
        ["Ciledug", 10, 12],
        ["Benda", 11, 15],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3", "period") == ("2023-09",)
    assert at(reading, "C3", "period") == ("2023-12",)
    rows[1] = ["Kecamatan", "31 Desember 2022", "31 Desember 2023"]
    assert at(read_sheet(rows), "C3", "period") == ("2023",)


def test_a_mean_beside_a_sum_is_named_as_one(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PRODUKSI PERIKANAN TANGKAP MENURUT JENIS IKAN DI KOTA BATAM TAHUN 2023 (TON)"],
            ["Jenis Ikan", *MONTHS, "Total", "Rata-rata"],
            ["Tongkol", *[10] * 11, 22, 132, 11],
            ["Teri", *[1] * 11, 13, 24, 2],
        ]
    )
    assert at(reading, "N3", "indicator", "period") == ("Produksi Perikanan Tangkap", "2023")
    assert at(reading, "O3", "indicator", "unit", "measure") == (
        "Rata-rata Produksi Perikanan Tangkap",
        "ton",
        "mean",
    )
    assert "duplicate-differs" not in codes(reading)


def test_a_mean_below_a_sum_is_named_as_one(read_sheet: SheetReader) -> None:
    rows = [
        ["Jumlah Kunjungan Wisatawan Menurut Bulan di Kota Batam, 2023"],
        ["Bulan", "Mancanegara", "Nusantara"],
        *[[month, 10, 20] for month in MONTHS],
        ["Jumlah", 120, 240],
        ["Rata-rata", 10, 20],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B15", "indicator", "value") == ("Jumlah Kunjungan Wisatawan: Mancanegara", 120)
    assert at(reading, "B16", "indicator", "measure") == (
        "Rata-rata Kunjungan Wisatawan: Mancanegara",
        "mean",
    )
    del rows[14]
    alone = read_sheet(rows)  # nothing else is of the whole year
    assert at(alone, "B15", "indicator", "role") == ("Jumlah Kunjungan Wisatawan: Mancanegara", "total")


def test_a_price_of_what_a_column_of_units_tells_is_in_rupiah_of_that(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PERKEMBANGAN HARGA RATA-RATA BAHAN POKOK DI KOTA TANGERANG"],
            ["BULAN MARET 2024"],
            ["No", "Komoditas", "Satuan", "Minggu I", "Minggu II"],
            [1, "Beras Premium", "Kg", 14200, 13500],
            [2, "Minyak Goreng", "Liter", 15100, 15300],
        ]
    )
    assert at(reading, "D4", "indicator", "unit", "measure") == (
        "Harga Rata-rata Bahan Pokok: Minggu I",
        "rupiah/kilogram",
        "money-nominal",
    )
    assert at(reading, "E5", "unit") == ("rupiah/liter",)


def test_the_usual_unit_holds_only_where_all_figures_can_be_in_it(read_sheet: SheetReader) -> None:
    rows = [
        ["UPAH MINIMUM KABUPATEN/KOTA DI BANTEN"],
        ["KABUPATEN/KOTA", "UMK 2023", "UMK 2024"],
        ["Kota Tangerang", 4_584_519, 4_760_289],
        ["Kota Serang", 4_090_799, 4_148_601],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3", "unit", "period") == ("rupiah", "2023")
    rows[3] = ["Kota Serang", 4_090, 4_148]
    assert at(read_sheet(rows), "B3", "unit") == ("",)


def test_lines_that_cells_part_say_what_a_title_would(read_text_table: TextReader) -> None:
    reading = read_text_table(
        "Judul;Jumlah Pelanggan PDAM Menurut Kecamatan\nWilayah;Kota Tangerang\nSatuan;Pelanggan\n\n"
        "Kecamatan;2022;2023\nCiledug;1200;1300\nBenda;800;900\n"
    )
    row = reading.observations.filter(region_code="36.71.06", period="2023").to_dicts()[0]
    assert (row["value"], row["unit"], row["indicator"]) == (1300, "pelanggan", "Jumlah Pelanggan PDAM")


def test_a_list_of_pairs_without_a_title_keeps_its_first_rows(read_text_table: TextReader) -> None:
    reading = read_text_table(
        "Satuan;Pelanggan\nKota Tangerang;1200\nKota Serang;900\n", name="pdam 2023.csv"
    )
    assert {1200.0, 900.0} <= set(reading.observations["value"].to_list())


def test_names_of_the_districts_of_one_regency_need_no_header_and_no_home(read_sheet: SheetReader) -> None:
    names = ["BATANG ASAI", "LIMUN", "PAUH", "PELAWAN", "MANDIANGIN", "AIR HITAM"]
    rows = [
        ["Sum of Jumlah KPM", "Column Labels", None],
        ["Row Labels", "BPNT", "PKH"],
        *[[name, 100 + i, 200 + i] for i, name in enumerate(names)],
    ]
    reading = read_sheet(rows, name="pivot bansos 2023.xlsx")
    assert at(reading, "B3", "region_code") == ("15.03.01",)
    assert str(at(reading, "C8", "region_code")[0]).startswith("15.03.")
    four = read_sheet(rows[:6], name="pivot bansos 2023.xlsx")
    assert at(four, "B3", "region_code") == ("",)


def test_codes_with_leading_zeros_beside_names_are_no_figures(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Nilai Ekspor Jawa Timur Menurut Komoditas (Juta US$)"],
            ["HS", "Komoditas", 2022, 2023],
            ["15", "Lemak dan Minyak", 10.5, 11.5],
            ["71", "Perhiasan", 20.5, 21.5],
            ["03", "Ikan dan Udang", 30.5, 31.5],
        ]
    )
    assert set(reading.observations["cell"].to_list()) == {f"{c}{r}" for c in "CD" for r in (3, 4, 5)}


def test_single_ages_may_end_in_their_sum(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PENDUDUK MENURUT UMUR KOTA TANGERANG TAHUN 2023"],
            ["UMUR", "PRIA", "WANITA"],
            [0, 11, 10],
            [1, 12, 13],
            [2, 14, 15],
            ["TOTAL", 37, 38],
        ]
    )
    assert categories(reading, "B4") == {"1", "laki-laki"}
    assert at(reading, "C6", "role", "value") == ("total", 38)
    assert not reading.observations.filter(cell="A4").height


def test_a_year_behind_dasar_is_a_base_only_in_brackets(read_text_table: TextReader) -> None:
    rows = "kecamatan,jumlah_kk\nCiledug,10\nBenda,12\n"
    assert read_text_table(rows, name="data_dasar_2023.csv").observations["period"].to_list() == ["2023"] * 2


def test_a_title_above_elements_heads_no_column(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["NILAI UNSUR DAN IKM PER UNIT LAYANAN KOTA SERANG TAHUN 2024"],
            [],
            ["No", "Unit Layanan", *[f"U{n}" for n in range(1, 10)], "IKM"],
            [1, "Puskesmas Melati", *[3.2] * 9, 80.0],
            [2, "Samsat", *[3.4] * 9, 85.0],
        ]
    )
    assert at(reading, "L4", "indicator", "value") == ("Indeks Kepuasan Masyarakat", 80.0)
    assert not reading.observations.filter(cell="A4").height


def test_what_a_title_drops_joins_no_words(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["REALISASI PENERIMAAN PBB-P2 S.D. BULAN AGUSTUS 2020 KOTA TANGERANG"],
            ["KECAMATAN", "REALISASI (Rp)"],
            ["Ciledug", 100_000_000],
            ["Benda", 200_000_000],
        ]
    )
    assert at(reading, "B3", "indicator") == ("Realisasi Penerimaan PBB-P2",)


def test_a_village_named_with_its_district_is_the_place(read_sheet: SheetReader) -> None:
    rows = [
        ["DATA MONOGRAFI DESA PADANG RATU KECAMATAN GEDONG TATAAN KABUPATEN PESAWARAN TAHUN 2023"],
        [],
        ["A. DATA UMUM"],
        ["1. Luas Wilayah", 838, "Ha"],
        ["B. KEPENDUDUKAN"],
        ["1. Jumlah Penduduk", 100, "Jiwa"],
        ["   a. Laki-laki", 60, "Jiwa"],
        ["   b. Perempuan", 40, "Jiwa"],
        ["2. Jumlah KK", 30, "KK"],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B4", "region_code", "indicator", "unit") == (
        "18.09.01.2001",
        "Luas Wilayah",
        "hektare",
    )
    assert at(reading, "B9", "region_code", "unit") == ("18.09.01.2001", "keluarga")
    rows[0] = ["DATA DESA MANDIRI KABUPATEN PESAWARAN TAHUN 2023"]
    assert at(read_sheet(rows), "B4", "region_code") == ("18.09",)


def test_the_name_of_the_whole_may_stand_below_codes_and_sections(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Kecamatan Menurut Kabupaten/Kota di Banten, 2023"],
            ["Kode", "Kabupaten/Kota", "Kecamatan"],
            [None, "Kabupaten"],
            ["3601", "Pandeglang", 35],
            ["3602", "Lebak", 28],
            [None, "Kota"],
            ["3671", "Tangerang", 13],
            [None, "Banten", 76],
        ]
    )
    assert at(reading, "C7", "region_code") == ("36.71",)
    assert at(reading, "C8", "region_code", "role") == ("36", "total")


def test_codes_may_have_dashes(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah BUMDes 2023"],
            ["Kode Wilayah", "Nama Desa", "Jumlah BUMDes"],
            ["18-09-01-2001", "Padang Ratu", 1],
            ["18-09-01-2002", "Cipadang", 2],
        ]
    )
    assert at(reading, "C4", "region_code", "value") == ("18.09.01.2002", 2)


def test_a_header_that_is_a_counted_thing_names_it(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Angka Kematian Ibu Menurut Kabupaten/Kota di Banten, 2022"],
            ["Kabupaten/Kota", "Kelahiran Hidup", "Kematian Ibu", "AKI per 100.000 KH"],
            ["Kota Tangerang", 34_000, 31, 91.2],
            ["Kota Serang", 12_000, 15, 125.0],
        ]
    )
    assert at(reading, "B3", "indicator", "unit", "measure") == ("Kelahiran Hidup", "", "count-flow")
    assert at(reading, "D3", "unit") == ("per 100.000 kelahiran hidup",)


def test_a_word_of_time_over_months_is_no_unit(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["REKAPITULASI IZIN TERBIT TAHUN 2023 DPMPTSP KOTA TANGERANG"],
            ["JENIS IZIN", "BULAN", None, "JUMLAH"],
            [None, "JAN", "FEB"],
            ["Izin Lokasi", 3, 4, 7],
            ["Izin Apotek", 5, 6, 11],
        ],
        merges=["A2:A3", "B2:C2", "D2:D3"],
    )
    assert at(reading, "B4", "period", "unit") == ("2023-01", "")
    assert "Tahun" not in str(at(reading, "B4", "indicator")[0])


def test_a_unit_in_the_corner_above_the_header_is_of_all_columns(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH KOTA TANGERANG TAHUN 2023"],
            [None, None, None, "(dalam juta rupiah)"],
            ["Uraian", "Anggaran 2023", "Realisasi 2023", "Realisasi 2022"],
            ["Pendapatan Asli Daerah", 900, 850, 800],
            ["Pendapatan Transfer", 700, 690, 600],
        ]
    )
    names = {str(at(reading, cell, "indicator")[0]) for cell in ("C4", "D4")}
    assert len(names) == 1
    assert at(reading, "B4", "unit") == ("juta rupiah",)
    assert at(reading, "D4", "unit", "period") == ("juta rupiah", "2022")


def test_a_district_of_the_whole_table_is_no_part_of_a_name(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["JUMLAH PENDUDUK KECAMATAN CILEDUG MENURUT KELURAHAN, 2023"],
            ["Kelurahan", "Laki-Laki", "Perempuan", "Jumlah", "Sex Ratio"],
            ["Sudimara Barat", 100, 101, 201, 99.0],
            ["Tajur", 140, 135, 275, 103.7],
        ],
        name="Penduduk Kota Tangerang 2023.xlsx",
        sheet="Ciledug",
    )
    assert at(reading, "B3", "indicator", "region_code") == ("Jumlah Penduduk", "36.71.06.1002")
    assert at(reading, "E4", "indicator", "unit") == ("Rasio Jenis Kelamin", "")


def test_columns_of_subsectors_beside_their_index_are_categories(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Nilai Tukar Petani Provinsi Banten Menurut Subsektor (2018=100), 2023"],
            ["Bulan", "Tanaman Pangan", "Hortikultura", "Peternakan", "NTP"],
            ["Januari", 101.5, 99.1, 98.2, 100.4],
            ["Februari", 101.6, 99.2, 98.3, 100.5],
        ]
    )
    assert at(reading, "B3", "indicator", "dimensions") == (
        "Nilai Tukar Petani",
        '{"subsektor": "tanaman pangan"}',
    )
    assert at(reading, "E3", "indicator", "dimensions") == ("Nilai Tukar Petani", "{}")


def test_crops_over_the_same_measures_are_not_called_districts(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Luas Panen dan Produksi Padi Menurut Kecamatan di Kota Tangerang, 2023"],
            ["Kecamatan", "Padi Sawah", None, "Padi Ladang"],
            [None, "Luas Panen (ha)", "Produksi (ton)", "Luas Panen (ha)", "Produksi (ton)"],
            ["Ciledug", 10, 55, 3, 9],
            ["Benda", 12, 66, 4, 11],
        ],
        merges=["A2:A3", "B2:C2", "D2:E2"],
    )
    assert at(reading, "D4", "dimensions") == ('{"rincian": "padi ladang"}',)


@pytest.mark.parametrize(
    ("title", "columns", "names"),
    [
        (
            "Tingkat Penghunian Kamar dan Rata-rata Lama Menginap Tamu Hotel di Kota Tangerang, 2023",
            ("TPK (%)", "RLMT (hari)"),
            ("Tingkat Penghunian Kamar", "Rata-rata Lama Menginap Tamu Hotel"),
        ),
        (
            "Tinggi Wilayah dan Jarak ke Ibu Kota di Kota Tangerang, 2023",
            ("Tinggi Wilayah (mdpl)", "Jarak ke Ibu Kota (km)"),
            ("Tinggi Wilayah", "Jarak ke Ibu Kota"),
        ),
        (
            "TARGET DAN REALISASI PAJAK DAERAH KOTA TANGERANG TAHUN 2023",
            ("Target", "Persentase"),
            ("Target Pajak Daerah", "Persentase Realisasi Pajak Daerah"),
        ),
        (
            "Realisasi Dana Desa Kota Tangerang Tahun 2023 (juta rupiah)",
            ("Tahap I", "Tahap II"),
            ("Realisasi Dana Desa: Tahap I", "Realisasi Dana Desa: Tahap II"),
        ),
        (
            "RINGKASAN APBD KOTA TANGERANG TAHUN 2023 (JUTA RUPIAH)",
            ("Sebelum Perubahan", "Setelah Perubahan"),
            ("Ringkasan APBD: Sebelum Perubahan", "Ringkasan APBD: Setelah Perubahan"),
        ),
        (
            "DATA BALITA KOTA TANGERANG TAHUN 2023",
            ("BALITA PENDEK (TB/U)", "% DESA/KEL UCI"),
            ("Balita Pendek (TB/U)", "Persentase Desa/Kel Uci"),
        ),
    ],
)
def test_a_column_takes_from_its_title_only_what_is_its_own(
    title: str, columns: tuple[str, str], names: tuple[str, str], read_sheet: SheetReader
) -> None:
    reading = read_sheet(
        [[title], ["Kecamatan", *columns], ["Ciledug", 41, 52], ["Benda", 43, 54], ["Karawaci", 45, 51]]
    )
    assert (at(reading, "B3", "indicator")[0], at(reading, "C3", "indicator")[0]) == names


def test_a_remark_in_brackets_between_rows_heads_nothing(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Pelanggan Air Bersih Kota Tangerang, 2021-2022"],
            ["Kecamatan", 2021, 2022],
            ["Ciledug", 10, 11],
            ["(data sementara)"],
            ["Benda", 12, 13],
            ["Karawaci", 14, 15],
        ]
    )
    assert at(reading, "B5", "indicator") == ("Jumlah Pelanggan Air Bersih",)


@pytest.mark.parametrize("header", ["Wilayah Jateng", "Kabupaten/Kota di Jawa Tengah", "Kab/Kota se-Jateng"])
def test_a_header_of_regions_may_say_in_which_province(header: str, read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Rata-rata Lama Sekolah Menurut Kabupaten/Kota di Jawa Tengah (Tahun), 2022"],
            [header, "2021", "2022"],
            ["Kabupaten Cilacap", 6.9, 7.1],
            ["Kabupaten Banyumas", 7.5, 7.8],
            ["PROVINSI JAWA TENGAH", 7.6, 7.7],
        ]
    )
    assert at(reading, "B3", "region_code", "dimensions") == ("33.01", "{}")
    assert at(reading, "C5", "region_code") == ("33",)


def villages_of_namlea(first: int) -> list[list[object]]:
    return [
        ["Jumlah Perangkat Desa Kecamatan Namlea Kabupaten Buru 2023"],
        ["Desa", "Perangkat"],
        ["Namlea", first],
        ["Lala", 9],
        ["Karang Jaya", 11],
        ["Siahoni", 8],
        ["Jamilu", 7],
    ]


def test_a_village_that_counts_less_than_its_neighbours_is_not_their_whole(read_sheet: SheetReader) -> None:
    assert at(read_sheet(villages_of_namlea(9)), "B3", "region_code") == ("81.04.01.2001",)
    assert at(read_sheet(villages_of_namlea(35)), "B3", "region_code") == ("81.04.01",)


def test_places_that_are_no_regions_are_categories(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["KUALITAS UDARA KOTA CILEGON TAHUN 2023"],
        ["Lokasi", "SO2 (µg/m3)", "PM10 (ug/m3)"],
        ["Terminal", 11.5, 20.5],
        ["Pasar", 12.5, 30.5],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3", "region_code", "unit") == ("36.72", "µg/m3")
    assert at(reading, "C4", "unit") == ("µg/m3",)
    assert categories(reading, "B4") == {"pasar"}
    rows[1][0] = "Kecamatan"
    assert "region-unknown" in codes(read_sheet(rows))


def test_a_share_behind_each_category_is_of_that_category(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PESERTA KB AKTIF MENURUT JENIS KONTRASEPSI DAN KECAMATAN KOTA TANGERANG TAHUN 2022"],
            ["KECAMATAN", "PUS", "PESERTA KB AKTIF", None, None, None],
            [None, None, "KONDOM", "%", "PIL", "%"],
            ["Ciledug", 2887, 236, 8.2, 498, 17.2],
            ["Benda", 1800, 100, 5.5, 200, 11.0],
        ],
        merges=["A2:A3", "B2:B3", "C2:F2"],
    )
    assert at(reading, "D4", "unit") == ("persen",)
    assert categories(reading, "D4") == categories(reading, "C4") == {"kondom"}
    assert categories(reading, "F4") == {"pil"}


def test_names_under_a_header_of_districts_are_no_regencies(read_text_table: TextReader) -> None:
    names = ("Gading Rejo", "Ambarawa", "Pagelaran", "Banyumas", "Sukoharjo", "Adiluwih", "Pringsewu")
    rows = "".join(f"{name},2023,{n}\n" for n, name in enumerate(names, 11))
    reading = read_text_table(f"nama_kecamatan,tahun,jumlah_dokter\n{rows}", name="dokter.csv")
    places = dict(zip(names, reading.observations["region_code"].to_list(), strict=True))
    assert places["Banyumas"] == "18.10.06"
    assert all(code.startswith("18.10.") for code in places.values())


def test_years_among_the_districts_of_one_column_head_them(read_sheet: SheetReader) -> None:
    for header in ("Tahun/Kecamatan", "Kecamatan / Tahun"):
        reading = read_sheet(
            [
                ["Produksi Daging Ternak Menurut Kecamatan di Kota Tangerang (kg)"],
                [header, "Sapi", "Ayam"],
                [2021],
                ["Ciledug", 51543, 6861],
                ["Benda", 89246, 1200],
                [2022],
                ["Ciledug", 50000, 7000],
                ["Benda", 90000, 1300],
            ]
        )
        assert at(reading, "B4", "region_code", "period") == ("36.71.06", "2021")
        assert at(reading, "C8", "region_code", "period", "value") == ("36.71.04", "2022", 1300)


VILLAGES_OF_CEMPAKA = ("Cempaka", "Bangkal", "Palam", "Sungai Tiung")
"""Villages of the district Cempaka in Banjarbaru, the first of which is called as it."""


def village_funds(numbers: bool, values: tuple[int, ...]) -> list[list[object]]:
    rows: list[list[object]] = [
        ["PENYALURAN DANA DESA KECAMATAN CEMPAKA KOTA BANJARBARU TAHUN 2023"],
        ["No", "Nama Desa", "Pagu (Rp)", "Capaian (%)"],
    ]
    for number, (name, value) in enumerate(zip(VILLAGES_OF_CEMPAKA, values, strict=True), 1):
        rows.append([number if numbers else None, name, value * 1_000_000, 95.5])
    return rows


def test_the_village_called_as_its_district_is_numbered_as_the_others(read_sheet: SheetReader) -> None:
    values = (1500, 999, 1413, 800)
    reading = read_sheet(village_funds(numbers=True, values=values))
    assert at(reading, "C3", "region_code") == ("63.72.03.1004",)
    reading = read_sheet(village_funds(numbers=False, values=values))
    assert at(reading, "C3", "region_code") == ("63.72.03",)


def test_what_counts_less_than_a_village_is_no_district_whatever_its_shares(read_sheet: SheetReader) -> None:
    reading = read_sheet(village_funds(numbers=False, values=(1059, 999, 1413, 800)))
    assert at(reading, "C3", "region_code") == ("63.72.03.1004",)


def desa_of(district: str, *villages: str) -> list[list[object]]:
    rows: list[list[object]] = [[f"Jumlah Penduduk Menurut Desa/Kelurahan di Kecamatan {district}, 2022"]]
    rows.append(["Desa/Kelurahan", "Penduduk"])
    return [*rows, *([village, 900 + place] for place, village in enumerate(villages))]


def test_a_district_that_is_called_so_alone_needs_no_regency(read_sheet: SheetReader) -> None:
    reading = read_sheet(desa_of("Tanete Riaja", "Lompo Riaja", "Harapan", "Lompo Tengah", "Kading"))
    assert at(reading, "B3", "region_code") == ("73.11.01.1001",)
    assert "region-unknown" not in codes(reading)
    reading = read_sheet(
        [["Jumlah Sekolah Kecamatan Tanete Riaja 2022"], ["Jenis", "Jumlah"], ["SD", 3], ["SMP", 1]]
    )
    assert at(reading, "B3", "region_code") == ("73.11.01",)


def test_villages_tell_which_of_several_districts_a_title_means(read_sheet: SheetReader) -> None:
    reading = read_sheet(desa_of("Cempaka", "Bangkal", "Palam", "Sungai Tiung"))
    assert all(code.startswith("63.72.03.") for code in reading.observations["region_code"])
    reading = read_sheet(
        [["Jumlah Sekolah Kecamatan Cempaka 2022"], ["Jenis", "Jumlah"], ["SD", 3], ["SMP", 1]]
    )
    assert {"region-missing"} <= codes(reading)


def test_villages_of_other_districts_make_no_home(read_sheet: SheetReader) -> None:
    reading = read_sheet(desa_of("Tanete Riaja", "Bangkal", "Palam", "Sungai Tiung"))
    assert not set(reading.observations["region_code"]) & {"73.11.01"}


def test_numbers_of_an_outline_are_no_figures(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["RINGKASAN REALISASI APBD KOTA TANGERANG TAHUN ANGGARAN 2022"],
        ["URUT", "URAIAN", "ANGGARAN", "REALISASI"],
        ["1", "PENDAPATAN", 30, 27],
        ["1.1", "PENDAPATAN ASLI DAERAH", 30, 27],
        ["1.1.1", "Pajak Daerah", 20, 19],
        ["1.1.2", "Retribusi Daerah", 10, 8],
        ["2", "BELANJA", 25, 22],
        ["2.1", "BELANJA OPERASI", 25, 22],
    ]
    reading = read_sheet(rows)
    assert set(reading.observations["cell"].str.slice(0, 1)) == {"C", "D"}
    assert at(reading, "C4", "role") == ("subtotal",)
    assert at(reading, "C5", "role") == ("part",)


def test_a_share_beside_figures_of_one_year_is_of_that_year(read_text_table: TextReader) -> None:
    text = "Jenis Pajak;Target 2023 (Rp);Realisasi 2023 (Rp);{}\nHotel;100;90;90\nParkir;50;55;110\n"
    reading = read_text_table(text.format("Capaian (%)"), name="pajak kota tangerang.csv")
    assert at(reading, "D2", "period") == ("2023",)
    reading = read_text_table(text.format("Luas (m2)"), name="pajak kota tangerang.csv")
    assert at(reading, "D2", "period") == ("",)


def test_headers_over_sexes_say_what_the_ones_above_them_begin(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["CAKUPAN IMUNISASI DPT-HB-Hib 3 DAN CAMPAK RUBELA PADA BAYI KOTA TANGERANG TAHUN 2022"],
            ["KECAMATAN", "JUMLAH BAYI", None, "BAYI DIIMUNISASI", None, None, None],
            [None, None, None, "DPT-HB-Hib3", None, "CAMPAK RUBELA", None],
            [None, "L", "P", "L", "P", "L", "P"],
            ["Ciledug", 900, 880, 800, 790, 700, 690],
            ["Benda", 500, 480, 400, 390, 300, 290],
        ],
        merges=["A2:A4", "B2:C3", "D2:G2", "D3:E3", "F3:G3"],
    )
    assert at(reading, "D5", "indicator") == ("Bayi Diimunisasi: DPT-HB-Hib3",)
    assert at(reading, "G5", "indicator") == ("Bayi Diimunisasi: Campak Rubela",)
    assert categories(reading, "G5") == {"perempuan"}


def test_words_that_all_categories_begin_with_stay_where_no_name_says_them(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["CAPAIAN SPM BIDANG KESEHATAN KOTA TANGERANG TAHUN 2023"],
            ["Jenis Pelayanan Dasar", "Sasaran", "Terlayani"],
            ["Pelayanan Kesehatan Ibu Hamil", 900, 850],
            ["Pelayanan Kesehatan Balita", 800, 750],
            ["Pelayanan Kesehatan Lansia", 700, 650],
        ]
    )
    assert categories(reading, "B3") == {"pelayanan kesehatan ibu hamil"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("KORBAN JIWA", "Korban Jiwa"),
        ("CAKUPAN IMUNISASI DPT-HB-Hib PADA BAYI", "Cakupan Imunisasi DPT-HB-Hib pada Bayi"),
        ("Pelayanan BPJS KESEHATAN", "Pelayanan BPJS KESEHATAN"),
        ("PDRB ADHB per Kapita", "PDRB ADHB per Kapita"),
    ],
)
def test_capitals_become_small_where_only_an_odd_word_is(text: str, told: str) -> None:
    assert people_case(text) == told


ROOMS = "Ruang Kelas SD dan SMP"


@pytest.mark.parametrize(
    ("title", "name", "unit"),
    [
        (f"Kondisi {ROOMS}", "Kondisi Ruang Kelas SD", ""),
        (f"Persentase {ROOMS} dalam Kondisi Baik", "Persentase Ruang Kelas SD dalam Kondisi Baik", "persen"),
        ("Jumlah SD dan SMP", "SD", ""),
    ],
)
def test_things_that_a_title_lists_are_named_with_what_it_says_of_them(
    read_sheet: SheetReader, title: str, name: str, unit: str
) -> None:
    reading = read_sheet(
        [
            [f"{title} Kota Tangerang 2023"],
            ["Kecamatan", "SD", "SMP"],
            ["Ciledug", 50, 63],
            ["Benda", 51, 64],
        ]
    )
    assert at(reading, "B3", "indicator", "unit") in ((name, unit), (f"Jumlah {name}", unit))
    assert str(at(reading, "C4", "indicator")[0]) == str(at(reading, "B3", "indicator")[0]).replace(
        "SD", "SMP"
    )


def test_initials_stay_capitals_where_the_sheet_does_not_shout(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Capaian UCI Kota Tangerang 2023"],
        ["Kecamatan", "DESA UCI", "Jumlah IKS", "Cakupan"],
        ["Ciledug", 5, 6, 7],
        ["Benda", 4, 3, 2],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3", "indicator") == ("Desa UCI",)
    assert at(reading, "C3", "indicator") == ("Jumlah IKS",)
    rows[0], rows[1] = ["CAPAIAN KOTA TANGERANG 2023"], ["KECAMATAN", "DESA BARU", "JUMLAH IBU", "CAKUPAN"]
    assert at(read_sheet(rows), "C3", "indicator") == ("Jumlah Ibu",)


def test_a_row_that_only_says_how_it_changed_is_of_the_row_above(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Incremental Capital Output Ratio Kota Mojokerto"],
            ["Uraian", 2022, 2023],
            ["PMTB (Juta Rp)", 1705184.07, 1725476.37],
            ["Perubahan (Juta Rp)", 276506.52, 146626.29],
            ["Perubahan (%)", 5.5, 2.8],
            ["ICOR", 6.17, 11.77],
        ]
    )
    assert at(reading, "B4", "indicator", "unit") == ("Perubahan PMTB", "juta rupiah")
    assert at(reading, "B5", "indicator", "unit") == ("Perubahan PMTB", "persen")
    assert "Perubahan" not in str(at(reading, "B6", "indicator")[0])


def test_decimals_of_one_year_take_the_unit_of_all_years(read_text_table: TextReader) -> None:
    text = "Wilayah;2021;2022\nAceh;834;806,82\nRiau;500;485,03\nJambi;293;279,37\n"
    reading = read_text_table(text, name="penduduk-miskin.csv")
    assert at(reading, "B2", "indicator", "unit") == ("Jumlah Penduduk Miskin", "")
    whole = read_text_table(
        text.replace(",82", "").replace(",03", "").replace(",37", ""), name="penduduk.csv"
    )
    assert at(whole, "B2", "unit") == ("jiwa",)


def test_one_amount_beyond_all_budgets_in_thousands_tells_rupiah(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Rekapitulasi Belanja Kota Tangerang Tahun 2023"],
        ["Uraian", "Operasi", None, "Modal", None],
        [None, "Anggaran", "Realisasi", "Anggaran", "Realisasi"],
        ["Kegiatan A", 900_000, 800_000, 0, 0],
        ["Kegiatan B", 700_000, 600_000, 5_000, 0],
        ["Kegiatan C", 20_000_000_000, 19_000_000_000, 4_000, 3_000],
    ]
    merges = ["A2:A3", "B2:C2", "D2:E2"]
    assert at(read_sheet(rows, merges=merges), "D5", "unit") == ("rupiah",)
    rows[-1][1] = 19_999_999_999
    assert at(read_sheet(rows, merges=merges), "D5", "unit") == ("",)


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("1771833698_0051.03.000018Bangunan Gedung Negara", "Bangunan Gedung Negara"),
        ("09_3505 PDRB Pengeluaran", "PDRB Pengeluaran"),
        ("2023 PDRB Pengeluaran", "2023 PDRB Pengeluaran"),
        ("penduduk-miskin", "penduduk miskin"),
        ("KTP-el", "KTP-el"),
        ("angka_garis_kemiskinan__provinsi", "angka garis kemiskinan"),
        ("jumlah_provinsi", "jumlah provinsi"),
    ],
)
def test_a_file_is_called_without_what_programs_write_around_its_name(stem: str, title: str) -> None:
    assert title_of_stem(stem) == title


def test_a_bare_count_beside_others_is_not_named_after_a_file_that_tells_nothing(
    read_text_table: TextReader,
) -> None:
    text = "desa,kemiskinan_persen,Jumlah (kg/bulan),harga\nA,1,20,3\nB,2,30,4\n"
    reading = read_text_table(text, name="Dataset kemiskinan - pesawaran.csv")
    assert at(reading, "C2", "indicator", "unit") == ("Jumlah", "kilogram/bulan")


def test_growths_and_brackets_are_written_as_people_do() -> None:
    assert header_name("ANDIL(MOM)")[0] == "Andil (MoM)"
    assert header_name("IPM(indeks pembangunan manusia)")[0] == "IPM (indeks pembangunan manusia)"
    assert header_name("Jum Penduduk")[0] == "Jumlah Penduduk"


def test_a_sheet_that_says_in_which_way_is_named_with_its_file(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Komponen Pengeluaran", "2023", "2024"],
        ["Ekspor", 4.1, 3.5],
        ["PDRB", 5.0, 3.3],
    ]
    reading = read_sheet(rows, name="3505 PDRB Pengeluaran.xlsx", sheet="distribusi")
    assert at(reading, "B2", "indicator", "unit") == ("Distribusi PDRB Pengeluaran", "persen")


@pytest.mark.parametrize(
    ("home", "word", "names"),
    [
        ("Kabupaten Bantul", "Kapanewon", ("Srandakan", "Sanden", "Kretek")),
        ("Kota Yogyakarta", "Kemantren", ("Tegalrejo", "Jetis", "Gondokusuman")),
        ("Kota Jayapura", "Distrik", ("Abepura", "Jayapura Selatan", "Jayapura Utara")),
        ("Kota Tangerang", "Kecamatan", ("Ciledug", "Benda", "Cipondoh")),
    ],
)
def test_things_under_what_districts_are_called_anywhere_are_things(
    home: str, word: str, names: tuple[str, ...], read_sheet: SheetReader
) -> None:
    reading = read_sheet(
        [
            [f"Jumlah Sekolah, Guru, dan Murid Sekolah Dasar (SD) Menurut {word} di {home}, 2024/2025"],
            [word, "Sekolah", None, "Guru", None, "Murid", None],
            [None, *("Negeri", "Swasta") * 3],
            *([name, 13 + n, 3, 130, 30 + n, 1547, 735] for n, name in enumerate(names)),
        ]
    )
    told = reading.observations["indicator"].unique().to_list()
    assert sorted(told) == [f"Jumlah {what}Sekolah Dasar (SD)" for what in ("Guru ", "Murid ", "")]
    assert categories(reading, "B4") == {"negeri"}
