"""More forms that offices make: one small table for each kind, with what a reader must take from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from tests.unit.tables.test_forms import at, categories, told

SheetReader = Callable[..., Reading]
TextReader = Callable[..., Reading]

ELEMENTS = (
    "Persyaratan",
    "Sistem, Mekanisme dan Prosedur",
    "Waktu Penyelesaian",
    "Biaya/Tarif",
    "Produk Spesifikasi Jenis Pelayanan",
    "Kompetensi Pelaksana",
    "Perilaku Pelaksana",
    "Penanganan Pengaduan, Saran dan Masukan",
    "Sarana dan Prasarana",
)


def elements(*columns: float) -> list[list[object]]:
    return [[f"U{n}", name, *columns] for n, name in enumerate(ELEMENTS, 1)]


def test_scores_of_elements_by_quarter_are_of_their_quarter(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["HASIL SKM PER TRIWULAN DISDUKCAPIL KOTA SALATIGA TAHUN 2023"],
            ["No", "Unsur Pelayanan", "TW I", "TW II"],
            *elements(3.2, 3.4),
            [None, "Nilai IKM", 80.0, 85.0],
            [None, "Jumlah Responden", 120, 140],
        ]
    )
    assert at(reading, "C3", "period", "value") == ("2023-Q1", 3.2)
    assert at(reading, "D3", "period", "value") == ("2023-Q2", 3.4)
    assert at(reading, "C12", "indicator", "period") == ("Indeks Kepuasan Masyarakat", "2023-Q1")
    assert at(reading, "D12", "value", "period") == (85.0, "2023-Q2")
    assert at(reading, "D13", "indicator", "period") == ("Jumlah responden", "2023-Q2")


def test_scores_of_elements_by_unit_are_of_their_unit(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["NILAI SKM PUSKESMAS KOTA MADIUN TAHUN 2023"],
            ["No", "Unsur", "Puskesmas Oro-Oro Ombo", "Puskesmas Banjarejo", "Rata-rata"],
            *elements(3.2, 3.4, 3.3),
        ]
    )
    assert categories(reading, "D3") == {"Puskesmas Banjarejo", "persyaratan"}
    assert categories(reading, "E3") == {"persyaratan"}


def test_a_column_of_scores_and_one_of_their_conversion_name_no_units(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["NILAI SKM KECAMATAN TAMAN KOTA MADIUN TAHUN 2023"],
            ["No", "Unsur", "NRR", "NRR Tertimbang"],
            *[["U", name, 3.2, 1.06] for name in ELEMENTS],
        ]
    )
    assert categories(reading, "C3") == {"persyaratan"}


def test_the_mean_of_a_recap_of_units_is_their_whole(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["REKAP SKM SEMESTER I 2023 KOTA PASURUAN"],
            ["No", "Unit Layanan", *[f"U{n}" for n in range(1, 10)], "IKM"],
            [1, "Kecamatan Purworejo", *[3.2] * 9, 80.0],
            [2, "Kecamatan Bugulkidul", *[3.4] * 9, 85.0],
            [None, "Rata-rata", *[3.3] * 9, 82.5],
        ]
    )
    assert at(reading, "L5", "role", "dimensions") == ("total", "{}")
    assert at(reading, "L3", "role") == ("part",)


def test_a_title_of_the_province_goes_before_the_letterhead_of_a_regency(read_sheet: SheetReader) -> None:
    rows = [
        ["BADAN PUSAT STATISTIK KABUPATEN SRAGEN"],
        ["Luas Panen dan Produksi Padi di Provinsi Jawa Tengah, 2021-2022"],
        ["Tahun", "Luas Panen (ha)", "Produksi (ton)"],
        [2021, 1696712, 9618656],
        [2022, 1688670, 9356445],
    ]
    assert at(read_sheet(rows), "B4", "region_code") == ("33",)
    rows[1] = ["Luas Panen dan Produksi Padi, 2021-2022"]
    assert at(read_sheet(rows), "B4", "region_code") == ("33.14",)
    rows[1] = ["Luas Panen Padi di Kecamatan Gemolong Kabupaten Sragen Provinsi Jawa Tengah, 2021-2022"]
    assert str(at(read_sheet(rows), "B4", "region_code")[0]).startswith("33.14.")


def test_a_title_that_its_commas_part_is_one_title(read_text_table: TextReader) -> None:
    text = "Volume Sampah Terangkut Menurut Bulan, Kota Probolinggo, 2022 (ton)\nBulan,Volume\n"
    reading = read_text_table(text + "Januari,1327.8\nFebruari,1478.5\nMaret,1941.9\n")
    assert at(reading, "B3", "region_code", "period", "unit") == ("35.74", "2022-01", "ton")


def test_rows_with_blanks_behind_their_commas_stay_rows(read_text_table: TextReader) -> None:
    text = "kecamatan, tahun, jumlah_sekolah\nPurwokerto Barat, 2022, 31\nPurwokerto Timur, 2022, 28\n"
    reading = read_text_table(text, name="sekolah kabupaten banyumas.csv")
    assert reading.observations["value"].to_list() == [31.0, 28.0]
    assert reading.observations["indicator"].unique().to_list() == ["Jumlah Sekolah"]


WONOSOBO = (("Wadaslintang", 12, 3), ("Kepil", 15, 4), ("Sapuran", 9, 2), ("Kaliwiro", 11, 1))


@pytest.mark.parametrize(
    ("last", "region", "role"),
    [((47, 10), "33.07", "total"), ((14, 2), "33.07.09", "part")],
)
def test_a_last_row_called_as_the_regency_is_the_sum_or_the_district(
    read_sheet: SheetReader, last: tuple[int, int], region: str, role: str
) -> None:
    reading = read_sheet(
        [
            ["Jumlah Sekolah Menurut Kecamatan di Kabupaten Wonosobo, 2022"],
            ["Kecamatan", "Negeri", "Swasta"],
            *map(list, WONOSOBO),
            ["Wonosobo", *last],
        ]
    )
    assert at(reading, "B7", "region_code", "role") == (region, role)


def test_items_below_an_element_of_data_are_parts_of_it(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["No", "Elemen Data", "2021", "2022", "Satuan"],
            [1, "Jumlah Penduduk", 978, 981, "Orang"],
            ["1.1", "Laki-laki", 487, 488, "Orang"],
            ["1.2", "Perempuan", 491, 493, "Orang"],
            [2, "Jumlah Koperasi", 40, 42, "Unit"],
            [None, "- Aktif", 30, 31, "Unit"],
            [None, "- Tidak Aktif", 10, 11, "Unit"],
            [3, "Kepadatan Penduduk", 1890.2, 1901.4, "Jiwa/km2"],
            [None, "- Jumlah Desa", 75, 75, "Desa"],
        ],
        name="Data Kabupaten Bantul.xlsx",
    )
    assert at(reading, "C3", "indicator", "unit") == ("Jumlah Penduduk", "orang")
    assert categories(reading, "C3") == {"laki-laki"}
    assert at(reading, "C5", "indicator", "role") == ("Jumlah Koperasi", "total")
    assert at(reading, "C6", "indicator", "role") == ("Jumlah Koperasi", "part")
    assert categories(reading, "C7") == {"tidak aktif"}
    assert at(reading, "C9", "indicator", "dimensions") == ("Jumlah Desa", "{}")


def test_quarters_with_their_sum_below_are_quarters(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Produksi Perikanan Tangkap Kabupaten Biak Numfor Tahun 2022"],
            ["Triwulan", "Volume (Ton)", "Nilai (Rp Juta)"],
            ["I", 100.5, 2000],
            ["II", 120.0, 2400],
            ["III", 90.5, 1900],
            ["IV", 110.0, 2300],
            ["Jumlah", 421.0, 8600],
        ]
    )
    assert at(reading, "B5", "period") == ("2022-Q3",)
    assert at(reading, "B7", "period", "role") == ("2022", "total")


def test_a_province_beside_one_of_its_cities_is_no_whole_of_it(read_text_table: TextReader) -> None:
    text = "wilayah,tahun,tpt\nJawa Barat,2022,8.31\nKota Banjar,2022,5.53\nJawa Barat,2023,7.44\n"
    reading = read_text_table(text + "Kota Banjar,2023,5.43\n")
    assert at(reading, "C2", "region_code", "role") == ("32", "single")
    text += "Kota Bogor,2022,9.1\nKota Bogor,2023,8.2\n"
    assert at(read_text_table(text), "C2", "role") == ("total",)


def test_the_words_that_all_categories_share_are_kept_where_nothing_else_says_them(
    read_sheet: SheetReader,
) -> None:
    rows = [
        ["Rekap Kegiatan Kabupaten Blora Tahun 2023"],
        ["No", "Jenis", "Sasaran"],
        [1, "Pelayanan kesehatan ibu hamil", 900],
        [2, "Pelayanan kesehatan balita", 800],
        [3, "Pelayanan kesehatan lansia", 700],
    ]
    assert categories(read_sheet(rows), "C3") == {"pelayanan kesehatan ibu hamil"}
    rows[0] = ["Rekap Pelayanan Kesehatan Kabupaten Blora Tahun 2023"]
    assert categories(read_sheet(rows), "C3") == {"ibu hamil"}


@pytest.mark.parametrize("head", ["Indeks", "Skor"])
def test_a_bare_head_beside_a_rank_is_what_the_title_says(read_sheet: SheetReader, head: str) -> None:
    reading = read_sheet(
        [
            [f"{head} Kebahagiaan Menurut Provinsi di Sumatera, 2021"],
            ["Provinsi", head, "Peringkat"],
            ["Aceh", 71.24, 18],
            ["Riau", 71.8, 16],
            ["Jambi", 75.17, 4],
        ]
    )
    assert at(reading, "B3", "indicator") == (f"{head} Kebahagiaan",)
    assert at(reading, "C3", "indicator") == ("Peringkat",)


def test_a_column_that_begins_with_persen_is_a_share(read_text_table: TextReader) -> None:
    reading = read_text_table(
        "tahun,kabupaten_kota,persen_terkelola\n2023,Kab. Lampung Barat,60.5\n2023,Kab. Tanggamus,71.2\n"
    )
    assert at(reading, "C2", "unit", "measure") == ("persen", "rate")
    assert "reading-doubtful" not in told(reading)


def test_the_sum_of_a_district_is_of_it_and_its_heading_may_stand_in_another_column(
    read_sheet: SheetReader,
) -> None:
    reading = read_sheet(
        [
            ["REKAPITULASI KETETAPAN PBB KABUPATEN KENDAL TAHUN 2023"],
            ["NO", "DESA/KELURAHAN", "SPPT"],
            ["KECAMATAN PAGERUYUNG"],
            [1, "GONDOHARUM", 90],
            [2, "PUCAKWANGI", 60],
            [None, "JUMLAH KEC. PAGERUYUNG", 150],
            ["KECAMATAN SUKOREJO"],
            [1, "PURWOSARI", 70],
            [2, "KEBUMEN", 80],
            [None, "JUMLAH KEC. SUKOREJO", 150],
            [None, "JUMLAH", 300],
        ]
    )
    assert at(reading, "C6", "region_code", "role") == ("33.24.02", "subtotal")
    assert at(reading, "C8", "region_code") == ("33.24.03.2003",)
    assert at(reading, "C5", "region_code") != at(reading, "C9", "region_code")
    assert at(reading, "C11", "region_code", "role") == ("33.24", "total")
    assert "region-unknown" not in told(reading)


def test_the_name_of_a_sheet_says_what_is_measured_where_the_title_is_only_a_place(
    read_sheet: SheetReader,
) -> None:
    rows = [
        ["KABUPATEN BANGGAI LAUT"],
        ["KECAMATAN", "L", "P", "JML"],
        ["BANGGAI", 9, 8, 17],
        ["BANGKURUNG", 5, 6, 11],
    ]
    reading = read_sheet(rows, sheet="PENDUDUK 2023", name="rekap.xlsx")
    assert at(reading, "B3", "indicator", "unit", "period") == ("Jumlah Penduduk", "jiwa", "2023")
    assert at(read_sheet(rows, sheet="Final"), "B3", "indicator") == ("Nilai",)


def test_each_thing_that_a_title_lists_has_the_unit_behind_it(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Pelanggan, Daya Terpasang (VA), dan Energi Terjual (kWh) PLN di Kota Tual, 2022"],
            ["Golongan Tarif", "Pelanggan", "Daya Terpasang", "Energi Terjual"],
            ["Sosial", 10, 1000, 20000],
            ["Rumah Tangga", 90, 9000, 80000],
        ]
    )
    assert at(reading, "C3", "unit") == ("VA",)
    assert at(reading, "D3", "unit") == ("kWh",)
    assert at(reading, "B3", "unit")[0] not in ("VA", "kWh")


def test_a_line_of_poverty_is_no_sum_of_town_and_country(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Garis Kemiskinan Menurut Daerah di Provinsi Papua Barat (Rp/Kapita/Bulan)"],
            ["Daerah", "Maret 2022", "Maret 2023"],
            ["Perkotaan", 700000, 720000],
            ["Perdesaan", 650000, 660000],
            ["Perkotaan+Perdesaan", 670000, 685000],
        ]
    )
    assert "total-differs" not in told(reading)
    assert at(reading, "B5", "period", "flags") == ("2022-03", "")


def test_tons_a_day_add_up(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Timbulan Sampah Menurut Jenis di Kota Serang, 2023 (ton/hari)"],
            ["Jenis", "Timbulan"],
            ["Organik", 40],
            ["Plastik", 30],
            ["Kertas", 20],
            ["Jumlah", 95],
        ]
    )
    assert "total-differs" in told(reading)


def test_a_change_beside_years_is_that_of_the_last_year(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Jumlah Kendaraan Bermotor Menurut Jenis di Kabupaten Karimun"],
        ["Jenis Kendaraan", "2021", "2022", "Selisih", "Pertumbuhan (%)"],
        ["Sepeda Motor", 4000, 4400, 400, 10.0],
        ["Mobil Penumpang", 900, 855, -45, -5.0],
    ]
    reading = read_sheet(rows)
    assert at(reading, "E3", "period", "unit") == ("2022", "persen")
    assert "period-missing" not in told(reading)
    rows[1][4] = "Keterangan lain"
    assert "period-missing" in told(read_sheet(rows))


def test_spending_without_a_unit_is_in_rupiah(read_text_table: TextReader) -> None:
    text = "Nama SKPD;Belanja Operasi;Rasio Belanja\nDinas Sosial;1.250.000.000;1,5\n"
    text += "Dinas Kesehatan;950.500.000;2,5\n"
    reading = read_text_table(text, name="Belanja Kota Metro 2023.csv")
    assert at(reading, "B2", "unit", "value") == ("rupiah", 1250000000.0)
    assert at(reading, "C2", "unit") != ("rupiah",)


def test_a_key_that_ends_in_a_scale_is_of_money_where_it_names_the_product(
    read_text_table: TextReader,
) -> None:
    reading = read_text_table("tahun,pdrb_adhb_juta,penduduk_ribu\n2021,175000.5,1200\n2022,188000.5,1250\n")
    assert at(reading, "B2", "unit") == ("juta rupiah",)
    assert at(reading, "C2", "unit") == ("ribu jiwa",)


def test_earlier_years_below_do_not_hide_that_the_last_region_is_the_sum(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Tabel 2.1.1 Wilayah Administrasi Kabupaten Wonosobo Menurut Kecamatan, 2023"],
            ["Kecamatan", "Desa", "RT"],
            *map(list, WONOSOBO),
            ["Wonosobo", 47, 10],
            [2022, 47, 9],
        ]
    )
    assert at(reading, "B7", "region_code", "role") == ("33.07", "total")
    assert at(reading, "B8", "region_code", "period") == ("33.07", "2022")
    assert at(reading, "C3", "indicator", "unit") == ("Jumlah Rukun Tetangga (RT)", "")


def test_the_year_of_a_regulation_is_not_that_of_its_figures(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["LAMPIRAN I PERATURAN DAERAH KABUPATEN PATI"],
            ["NOMOR 5 TAHUN 2023"],
            ["LAPORAN REALISASI ANGGARAN TAHUN ANGGARAN 2022"],
            ["No", "Uraian", "Anggaran 2022", "Realisasi 2022", "(%)"],
            [1, "Pendapatan Pajak Daerah", 100_000_000, 120_000_000, 120.0],
            [2, "Pendapatan Retribusi Daerah", 200_000_000, 190_000_000, 95.0],
        ]
    )
    assert at(reading, "C5", "region_code", "period", "unit") == ("33.18", "2022", "rupiah")
    assert at(reading, "E5", "period", "unit") == ("2022", "persen")
    assert "Peraturan" not in str(at(reading, "D5", "indicator"))


@pytest.mark.parametrize(
    ("title", "amount", "unit"),
    [
        ("Realisasi Anggaran Kabupaten Pati, 2022", 10_000_000, "rupiah"),
        ("Realisasi Anggaran Kabupaten Pati, 2022", 9_999_999, ""),
        ("Nilai Ekspor Kabupaten Pati, 2022", 80_000_000, ""),
    ],
)
def test_the_size_of_a_budget_tells_that_it_is_in_rupiah(
    read_sheet: SheetReader, title: str, amount: int, unit: str
) -> None:
    name = title.partition(" Kabupaten")[0]
    rows = [[title], ["Uraian", name], ["Belanja A", amount], ["Belanja B", amount], ["Belanja C", amount]]
    assert at(read_sheet(rows), "B3", "unit") == (unit,)


def test_names_of_regions_under_nama_are_no_persons(read_text_table: TextReader) -> None:
    rows = [("1109", "Simeulue"), ("1110", "Aceh Singkil"), ("1101", "Aceh Selatan")]
    rows += [("1102", "Aceh Tenggara"), ("1171", "Banda Aceh"), ("1172", "Sabang")]
    text = "kode,nama,2022,2023\n" + "".join(f"{code},{name},66.1,67.2\n" for code, name in rows)
    reading = read_text_table(text, name="ipm.csv")
    assert "personal-data" not in told(reading)
    assert reading.observations["region_code"].n_unique() == 6
    people = ("Budi Santoso", "Siti Aminah", "Agus Salim", "Dewi Lestari", "Joko Susilo", "Rina Wati")
    text = "kode,nama,2022\n" + "".join(f"{i},{name},66\n" for i, name in enumerate(people))
    assert "personal-data" in told(read_text_table(text, name="ipm.csv"))


def test_a_share_beside_a_value_is_a_figure(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Export Value by Commodity, Riau Province"],
            ["2022 (Million US$)"],
            ["Commodity", "Value", "Share (%)"],
            ["Crude Palm Oil", 9000.5, 60.0],
            ["Pulp and Paper", 6000.5, 40.0],
        ]
    )
    assert at(reading, "B4", "unit", "period") == ("juta US$", "2022")
    assert at(reading, "C4", "unit", "value") == ("persen", 60.0)


def test_a_header_and_its_denial_are_kinds_whatever_the_letters_stand_for(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["REKAPITULASI PENERBITAN NIB KABUPATEN SUKOHARJO BULAN MARET 2024"],
            ["KECAMATAN", "PMA", None, "PMDN", None, "TOTAL"],
            [None, "UMK", "NON UMK", "UMK", "NON UMK", None],
            ["WERU", 1, 2, 30, 4, 37],
            ["BULU", 0, 1, 20, 3, 24],
        ],
        merges=("B2:C2", "D2:E2"),
    )
    assert "umk" in categories(reading, "B4")
    assert "non umk" in categories(reading, "E4")
    assert "Upah" not in str(at(reading, "B4", "indicator"))
    assert "total-differs" not in told(reading)


def test_a_count_in_thousands_beside_its_share_keeps_its_unit(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah dan Persentase Penduduk Miskin Provinsi Banten Menurut Kabupaten/Kota"],
            ["Kabupaten/Kota", "2022", None, "2023", None],
            [None, "Jumlah (ribu)", "%", "Jumlah (ribu)", "%"],
            ["Pandeglang", 114.7, 9.32, 113.4, 9.27],
            ["Lebak", 117.2, 8.91, 115.1, 8.68],
        ],
        merges=("B2:C2", "D2:E2"),
    )
    assert at(reading, "B4", "unit", "period") == ("ribu jiwa", "2022")
    assert at(reading, "C4", "unit") == ("persen",)


@pytest.mark.parametrize(("total", "differs"), [(18, False), (19, True)])
def test_a_total_may_sum_kinds_of_which_one_is_parted_further(
    read_sheet: SheetReader, total: int, differs: bool
) -> None:
    reading = read_sheet(
        [
            ["Jumlah Kapal Penangkap Ikan Menurut Ukuran di Kabupaten Buton Selatan, 2023"],
            ["Kecamatan", "Tanpa Motor", "Motor Tempel", "Kapal Motor", None, "Jumlah"],
            [None, None, None, "<5 GT", "5-10 GT", None],
            ["Batauga", 3, 4, 5, 6, total],
            ["Sampolawa", 1, 2, 3, 4, 10],
        ],
        merges=("D2:E2",),
    )
    assert ("total-differs" in told(reading)) is differs


def test_a_village_among_others_called_as_its_district_is_the_village(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["JUMLAH PENDUDUK MENURUT DESA"],
        ["Desa", "Laki-laki"],
        ["Ngadirejan", 900],
        ["Pringkuku", 800],
        ["Glinggangan", 700],
    ]
    reading = read_sheet(rows, sheet="Pringkuku", name="Profil 2023 Kabupaten Pacitan.xlsx")
    assert str(at(reading, "B4", "region_code")[0]).startswith("35.01.02.")
    rows = [*rows[:3], rows[4], ["Pringkuku", 1600]]
    reading = read_sheet(rows, sheet="Pringkuku", name="Profil 2023 Kabupaten Pacitan.xlsx")
    assert at(reading, "B5", "region_code") == ("35.01.02",)


def test_a_sheet_named_after_a_district_says_where_its_villages_are(read_sheet: SheetReader) -> None:
    rows = [["JUMLAH PENDUDUK MENURUT DESA"], ["Desa", "Laki-laki"], ["Widoro", 900], ["Sawahan", 800]]
    reading = read_sheet(rows, sheet="Donorojo", name="Profil 2023 Kabupaten Pacitan.xlsx")
    assert at(reading, "B3", "region_code") == ("35.01.01.2001",)
    assert "region-unknown" in told(
        read_sheet(rows, sheet="Final", name="Profil 2023 Kabupaten Pacitan.xlsx")
    )


def test_a_unit_behind_a_year_in_a_header_is_that_of_the_column(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Angkatan Kerja Kota Bima"],
            ["Uraian", "Tahun 2021 (Orang)", "Tahun 2022 (Orang)"],
            ["Bekerja", 70000, 72000],
            ["Pengangguran", 4000, 3900],
        ]
    )
    assert at(reading, "C3", "unit", "period") == ("orang", "2022")


def test_heights_and_energy_with_their_unit_in_the_cell_are_figures(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Ketinggian dan Listrik Terjual Menurut Kecamatan di Kabupaten Karo, 2022"],
            ["Kecamatan", "Ketinggian", "Listrik"],
            ["Mardingding", "1.150 mdpl", "120 kWh"],
            ["Laubaleng", "987 mdpl", "95 kWh"],
        ]
    )
    assert at(reading, "B3", "value", "unit") == (1150.0, "m dpl")
    assert at(reading, "C4", "value", "unit") == (95.0, "kWh")
