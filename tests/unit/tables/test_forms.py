"""Forms that offices fill in, yearbooks go on and programs save: one small table for each kind."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading

SheetReader = Callable[..., Reading]
TextReader = Callable[..., Reading]


def at(reading: Reading, cell: str, *columns: str) -> tuple[object, ...]:
    rows = reading.observations.filter(cell=cell).select(columns).rows()
    assert len(rows) == 1, f"{len(rows)} observations at {cell}"
    return rows[0]


def categories(reading: Reading, cell: str) -> set[str]:
    return set(json.loads(str(at(reading, cell, "dimensions")[0])).values())


def told(reading: Reading) -> set[str]:
    return {str(problem.code) for problem in reading.problems}


def test_kabupaten_kota_in_a_form_is_the_whole(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["LUAS WILAYAH MENURUT KECAMATAN KABUPATEN BANYUMAS TAHUN 2023"],
            ["NO", "KECAMATAN", "LUAS (km2)"],
            [1, "Lumbir", 102.5],
            [2, "Wangon", 60.5],
            [3, "Jatilawang", 48.0],
            ["KABUPATEN/KOTA", None, 211.0],
        ]
    )
    assert at(reading, "C6", "region_code", "role") == ("33.02", "total")
    assert "region-unknown" not in told(reading)


def test_health_centres_below_a_district_that_is_written_once_are_of_it(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["KASUS DBD MENURUT KECAMATAN DAN PUSKESMAS KABUPATEN BANYUMAS TAHUN 2023"],
            ["NO", "KECAMATAN", "PUSKESMAS", "KASUS"],
            [1, "Lumbir", "Lumbir", 3],
            [2, "Wangon", "Wangon I", 5],
            [None, None, "Wangon II", 4],
            [3, "Jatilawang", "Jatilawang", 7],
            ["JUMLAH", None, None, 19],
        ]
    )
    assert at(reading, "D5", "region_code") == ("33.02.02",)
    assert categories(reading, "D5") == {"wangon ii"}
    assert at(reading, "D7", "region_code", "role") == ("33.02", "total")


def test_a_row_of_units_in_brackets_belongs_to_the_header(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Produksi dan Nilai Produksi Perikanan Kabupaten Jember, 2022"],
            ["Jenis Ikan", "Produksi", "Nilai Produksi"],
            [None, "(Ton)", "(Rp. 000)"],
            ["Lele", 2034, 450123],
            ["Nila", 1100, 320500],
        ]
    )
    assert reading.observations.height == 4
    assert at(reading, "B4", "unit") == ("ton",)
    assert at(reading, "C4", "unit") == ("ribu rupiah",)


def test_lines_of_a_form_say_what_a_title_would(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Nama Data", ": Jumlah Industri Kecil Menengah"],
            ["Wilayah", ": Kabupaten Lombok Barat"],
            ["Tahun", ": 2023"],
            ["Satuan : Pelaku Usaha"],
            ["Produsen Data", ": Dinas Perindustrian"],
            [],
            ["No", "Kecamatan", "Formal", "Non Formal", "Jumlah"],
            [1, "Gerung", 23, 44, 67],
            [2, "Kediri", 31, 52, 83],
        ]
    )
    assert at(reading, "C8", "indicator", "unit", "period", "producer") == (
        "Jumlah Industri Kecil Menengah",
        "pelaku usaha",
        "2023",
        "Dinas Perindustrian",
    )
    assert at(reading, "C8", "region_code") == ("52.01.01",)


def test_one_line_with_a_colon_is_no_form(read_sheet: SheetReader) -> None:
    rows = [["Tahun: 2023"], ["Kecamatan", "Jumlah Posyandu"], ["Gerung", 23], ["Kediri", 31]]
    reading = read_sheet(rows, name="Posyandu Kabupaten Lombok Barat.xlsx")
    assert at(reading, "B3", "period", "indicator") == ("2023", "Jumlah Posyandu")


def test_a_second_table_right_below_the_first_has_its_own_title(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["A. Jumlah Masjid di Kabupaten Bantul, 2023"],
            ["Kecamatan", "Jumlah"],
            ["Srandakan", 40],
            ["Sanden", 31],
            ["B. Jumlah Gereja di Kabupaten Bantul, 2023"],
            ["Kecamatan", "Jumlah"],
            ["Srandakan", 4],
            ["Sanden", 3],
        ]
    )
    assert at(reading, "B3", "indicator", "period") == ("Jumlah Masjid", "2023")
    assert at(reading, "B7", "indicator", "period") == ("Jumlah Gereja", "2023")


def test_a_heading_that_only_says_which_table_goes_on_keeps_the_title_above(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Tabel 5.3.4"],
            ["Produksi Buah Menurut Jenis dan Kecamatan di Kabupaten Sleman (kuintal), 2023"],
            ["Kecamatan", "Mangga", "Durian"],
            ["Gamping", 40, 12],
            ["Godean", 31, 15],
            [],
            [],
            ["Lanjutan Tabel 5.3.4"],
            ["Kecamatan", "Pisang", "Salak"],
            ["Gamping", 400, 120],
            ["Godean", 310, 150],
        ]
    )
    assert at(reading, "B10", "period", "unit") == at(reading, "B4", "period", "unit") == ("2023", "kuintal")


def test_a_sheet_named_after_a_month_is_of_that_month(read_sheet: SheetReader) -> None:
    rows = [["LAPORAN KEPENDUDUKAN"], ["KECAMATAN", "LAHIR", "MATI"], ["Grabag", 25, 12], ["Ngombol", 18, 11]]
    reading = read_sheet(rows, name="LAMPID Kabupaten Purworejo 2023.xlsx", sheet="Januari")
    assert at(reading, "B3", "period") == ("2023-01",)


def test_a_quarter_in_the_name_of_a_file_makes_no_quarters_of_years(read_sheet: SheetReader) -> None:
    rows = [["Jenis Pajak", "2023", "2024"], ["Pajak Hotel", 4500, 5100], ["Pajak Restoran", 3100, 3900]]
    reading = read_sheet(rows, name="Realisasi Pajak Kota Serang TW 4 2024.xlsx")
    assert at(reading, "B2", "period") == ("2023",)
    assert at(reading, "C2", "period") == ("2024",)


def test_a_quarter_in_the_name_of_a_file_dates_figures_that_nothing_else_dates(
    read_sheet: SheetReader,
) -> None:
    rows = [["Jenis Pajak", "Realisasi (Rp)"], ["Pajak Hotel", 4500], ["Pajak Restoran", 3100]]
    reading = read_sheet(rows, name="Realisasi Pajak Kota Serang TW III 2024.xlsx")
    assert at(reading, "B2", "period") == ("2024-Q3",)


def test_target_and_achievement_of_a_rate_are_two_figures(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PENGUKURAN KINERJA DINAS KESEHATAN KABUPATEN SLEMAN TAHUN 2023"],
            ["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)"],
            [1, "Angka Harapan Hidup", "Tahun", 74.5, 74.9, 100.5],
            [2, "Persentase puskesmas terakreditasi", "Persen", 60.0, 64.0, 106.7],
            [3, "Indeks Kepuasan Masyarakat", "Indeks", 85.0, 86.1, 101.3],
        ]
    )
    names = {at(reading, f"{column}4", "indicator") for column in "DEF"}
    assert len(names) == 3
    assert "duplicate-differs" not in told(reading)


def test_a_category_that_sums_those_above_it_is_a_sum(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah PNS Menurut Golongan di Kabupaten Jember, 2023"],
            ["Golongan", "Laki-laki", "Perempuan"],
            ["II/a", 10, 20],
            ["II/b", 15, 25],
            ["Golongan II", 25, 45],
            ["III/a", 30, 40],
            ["III/b", 35, 50],
            ["Golongan III", 65, 90],
            ["Jumlah", 90, 135],
        ]
    )
    assert at(reading, "B5", "role") == ("subtotal",)
    assert at(reading, "B4", "role") == ("part",)
    assert "total-differs" not in told(reading)


def test_columns_under_three_headers_keep_all_of_them(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Guru di Kabupaten Blitar Tahun 2023"],
            ["Jenjang", "PNS", None, None, None, "Non PNS", None, None, None],
            [None, "Sertifikasi", None, "Belum", None, "Sertifikasi", None, "Belum", None],
            [None, "L", "P", "L", "P", "L", "P", "L", "P"],
            ["SD", 1, 2, 3, 4, 5, 6, 7, 8],
            ["SMP", 11, 12, 13, 14, 15, 16, 17, 18],
        ],
        merges=["B2:E2", "F2:I2", "B3:C3", "D3:E3", "F3:G3", "H3:I3"],
    )
    assert "pns" in categories(reading, "B5")
    assert "non pns" in categories(reading, "F5")
    assert "duplicate-differs" not in told(reading)


def test_regions_over_two_rows_of_headers_are_regions(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Produksi Perikanan Tangkap (ton) di Jawa Timur"],
            [None, "Jember", None, "Blitar", None, "Banyuwangi", None],
            ["Tahun", "Laut", "Perairan Umum", "Laut", "Perairan Umum", "Laut", "Perairan Umum"],
            [2022, 10, 20, 30, 40, 50, 60],
            [2023, 11, 21, 31, 41, 51, 61],
        ],
        merges=["B2:C2", "D2:E2", "F2:G2"],
    )
    assert at(reading, "B4", "region_code", "period") == ("35.09", "2022")
    assert "perairan umum" in " ".join(map(str, at(reading, "C4", "indicator", "dimensions"))).casefold()


@pytest.mark.parametrize("blank", [True, False])
def test_a_year_over_rows_holds_with_a_blank_row_or_a_number_before(
    read_sheet: SheetReader, blank: bool
) -> None:
    gap: list[list[object]] = [[]] if blank else []
    months = ["Januari", "Februari", "Maret"]
    reading = read_sheet(
        [
            ["Posisi Kredit di Provinsi Bali (miliar rupiah)"],
            ["No", "Bulan", "Investasi", "Konsumsi"],
            *gap,
            [None, "2022"],
            *[[i + 1, month, 100.5 + i, 200.5 + i] for i, month in enumerate(months)],
            *gap,
            [None, "2023"],
            *[[i + 1, month, 110.5 + i, 220.5 + i] for i, month in enumerate(months)],
        ]
    )
    assert sorted(set(reading.observations["period"])) == [
        f"{year}-{month:02d}" for year in (2022, 2023) for month in (1, 2, 3)
    ]
    assert reading.observations.height == 12


def test_a_unit_behind_two_things_with_one_measure_is_of_both(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Nilai Ekspor dan Impor Provinsi Jawa Timur (Juta US$), 2023"],
            ["Bulan", "Ekspor", "Impor"],
            ["Januari", 544.6, 1777.0],
            ["Februari", 601.2, 1650.1],
        ]
    )
    assert at(reading, "B3", "unit") == at(reading, "C3", "unit") == ("juta US$",)


def test_a_unit_behind_the_last_of_several_measures_is_of_that_one(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah RT, RW dan Luas Wilayah (km2) Kota Serang, 2023"],
            ["Kecamatan", "RT", "RW", "Luas Wilayah"],
            ["Curug", 160, 40, 49.6],
            ["Walantaka", 300, 70, 48.5],
        ]
    )
    assert at(reading, "B3", "unit") != ("km2",)
    assert at(reading, "D3", "unit") == ("km2",)


def test_things_that_pay_taxes_are_counted_not_paid(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Kendaraan Bermotor yang Membayar Pajak di Kabupaten Bantul 2023"],
            ["Bulan", "Roda 2", "Roda 4"],
            ["Januari", 5958, 812],
            ["Februari", 6011, 790],
        ]
    )
    assert at(reading, "B3", "unit") != ("rupiah",)


def test_texts_of_prices_in_thousands_are_no_decimals(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["HARGA RATA-RATA DI PASAR KOTA MATARAM TAHUN 2024"],
            ["Komoditas", "Satuan", "Januari", "Februari"],
            ["Beras Medium", "Kg", "13.500", "13.750"],
            ["Gula Pasir", "Kg", "17.250", "17.500"],
        ]
    )
    assert at(reading, "C3", "value") == (13_500,)
    assert "number-mark-ambiguous" not in told(reading)


def test_small_plain_figures_decide_the_mark_of_the_whole_table(read_text_table: TextReader) -> None:
    text = "kecamatan;xa;xb\nCurug;1.583;612\nWalantaka;4.676;1.204\nTaktakan;2.001;88\n"
    reading = read_text_table(text, "air minum kota serang.csv")
    assert at(reading, "B2", "value") == (1583,)
    assert "number-mark-ambiguous" not in told(reading)


def test_numbers_beside_texts_in_one_column_tell_their_mark(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [["Curug", "1.583", 12], ["Walantaka", 681, 8], ["Taktakan", "1.104", 9]]
    reading = read_sheet([["Kecamatan", "Xa", "Xb"], *rows], name="Air Kota Serang 2023.xlsx")
    assert at(reading, "B2", "value") == (1583,)
    assert "number-mark-ambiguous" not in told(reading)


def test_three_digits_behind_every_mark_of_a_table_are_thousands(read_text_table: TextReader) -> None:
    places = ["Curug", "Walantaka", "Taktakan", "Kasemen", "Serang", "Cipocok Jaya"]
    lines = [f"{place};{i + 1}.{i + 2}50;{i + 3}.{i}08" for i, place in enumerate(places)]
    reading = read_text_table("kecamatan;xa;xb\n" + "\n".join(lines) + "\n", "air kota serang 2023.csv")
    assert at(reading, "B2", "value") == (1250,)
    assert "number-mark-ambiguous" not in told(reading)


def test_codes_grouped_as_figures_stay_codes(read_text_table: TextReader) -> None:
    text = (
        "kode_kabupaten_kota;nama_kabupaten_kota;bps_kode_kecamatan;jumlah_posyandu;tahun\n"
        "3.273;KOTA BANDUNG;3.273.180;61;2022\n3.273;KOTA BANDUNG;3.273.141;44;2022\n"
        "3.273;KOTA BANDUNG;3.273.120;39;2022\n"
    )
    reading = read_text_table(text, "posyandu.csv")
    assert reading.observations.height == 3
    assert at(reading, "D2", "region_code") == ("32.73.05",)


def test_a_blank_column_between_number_and_name_parts_no_label(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Jumlah Penduduk Kota Mojokerto 2023"],
        ["Kecamatan/Kelurahan", None, None, "Laki-laki", "Perempuan"],
        ["010.", None, "Prajuritkulon", 45, 47],
        ["1.", None, "Surodinawan", 21, 22],
        ["2.", None, "Prajuritkulon", 24, 25],
        ["020.", None, "Magersari", 60, 63],
        ["1.", None, "Gunung Gedangan", 30, 31],
        ["2.", None, "Kedundung", 30, 32],
    ]
    reading = read_sheet(rows, merges=["A2:C2"])
    assert at(reading, "D4", "region_code") == ("35.76.01.1007",)
    assert at(reading, "D6", "region_code") == ("35.76.02",)


def test_numbers_of_rows_hide_no_codes_of_accounts(read_sheet: SheetReader) -> None:
    accounts = [("5", "BELANJA", 30), ("5.1", "Belanja Operasi", 30), ("5.1.01", "Belanja Pegawai", 20)]
    accounts.append(("5.1.02", "Belanja Barang", 10))
    rows = [[i + 1, code, name, value, value - 1] for i, (code, name, value) in enumerate(accounts)]
    head = [["LRA Kabupaten Purworejo 2023"], ["No", "Kode Rekening", "Uraian", "Anggaran", "Realisasi"]]
    reading = read_sheet([*head, *rows])
    assert [at(reading, f"D{row}", "role")[0] for row in (3, 4, 5, 6)] == ["subtotal"] * 2 + ["part"] * 2


def test_what_a_report_says_of_its_year_is_no_part_of_a_name(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["LAPORAN REALISASI ANGGARAN"],
            ["Untuk Tahun yang Berakhir Sampai dengan 31 Desember 2023 dan 2022"],
            ["Uraian", "Anggaran 2023", "Realisasi 2023"],
            ["Belanja Pegawai", 500.5, 480.25],
            ["Belanja Barang", 300.5, 290.75],
        ],
        name="Kabupaten Purworejo.xlsx",
    )
    assert "Berakhir" not in "".join(reading.observations["indicator"])


def test_indents_of_a_page_say_what_belongs_to_what(read_text_table: TextReader) -> None:
    def line(label: str, pixels: int, *figures: int) -> str:
        cells = "".join(f"<td>{figure}</td>" for figure in figures)
        return f'<tr><td style="padding-left:{pixels}px">{label}</td>{cells}<td>Orang</td></tr>'

    head = "<tr><th>JENIS DATA</th><th>2021</th><th>2022</th><th>SATUAN</th></tr>"
    body = [
        line("1. Jumlah Angkatan Kerja", 0, 300, 304),
        line("1. Laki-laki", 22, 180, 182),
        line("1. Kota Barat", 38, 100, 101),
        line("2. Dungingi", 38, 80, 81),
        line("2. Perempuan", 22, 120, 122),
        line("1. Kota Barat", 38, 70, 71),
        line("2. Dungingi", 38, 50, 51),
    ]
    page = f"<html><body><h3>KOTA GORONTALO</h3><table>{head}{''.join(body)}</table></body></html>"
    reading = read_text_table(page, "profil.html")
    assert at(reading, "B4", "region_code", "indicator") == ("75.71.01", "Jumlah Angkatan Kerja")
    assert categories(reading, "B4") == {"laki-laki"}
    assert categories(reading, "B7") == {"perempuan"}


def test_things_named_in_full_take_no_word_from_each_other(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Kendaraan Bermotor dan Kendaraan Umum di Kota Serang, 2022-2023"],
            ["Tahun", "Kendaraan Bermotor", "Kendaraan Umum"],
            [2022, 152340, 2110],
            [2023, 159877, 2147],
        ]
    )
    assert at(reading, "B3", "indicator") == ("Jumlah Kendaraan Bermotor",)


def test_what_was_finished_may_be_more_than_what_came_in(read_sheet: SheetReader) -> None:
    rows = [["Kecamatan", "Persentase Penyelesaian Kasus"], ["Curug", 115.6], ["Walantaka", 92.1]]
    reading = read_sheet(rows, name="Kasus Kota Serang 2023.xlsx")
    assert "value-impossible" not in told(reading)


def test_a_half_year_is_no_jump_among_its_months(read_sheet: SheetReader) -> None:
    months = ["JANUARI", "FEBRUARI", "MARET", "APRIL", "MEI", "JUNI"]
    kinds = ["Reklame", "Trayek", "Apotek", "Praktik Dokter", "Bangunan"]
    rows = [
        [kind, *(20 + i + j for j in range(6)), sum(20 + i + j for j in range(6))]
        for i, kind in enumerate(kinds)
    ]
    title = ["IZIN TERBIT KABUPATEN JEMBER JANUARI S.D. JUNI 2024"]
    reading = read_sheet([title, ["JENIS IZIN", *months, "JUMLAH"], *rows])
    assert "period-scale-jump" not in told(reading)


def test_further_columns_of_survey_results_are_read_and_text_numbers_name_no_unit(
    read_sheet: SheetReader,
) -> None:
    names = ["Persyaratan", "Sistem, Mekanisme dan Prosedur", "Waktu Penyelesaian", "Biaya/Tarif"]
    names += ["Produk Spesifikasi Jenis Pelayanan", "Kompetensi Pelaksana", "Perilaku Pelaksana"]
    names += ["Penanganan Pengaduan, Saran dan Masukan", "Sarana dan Prasarana"]
    rows = [[f"U{i + 1}", name, 3.2 + i / 100, 0.35 + i / 100] for i, name in enumerate(names)]
    head = [["SKM DISDUKCAPIL KABUPATEN SLEMAN 2023"], ["No", "Unsur", "NRR", "NRR Tertimbang"]]
    reading = read_sheet([*head, *rows])
    assert at(reading, "D3", "indicator", "value") == ("NRR Tertimbang", 0.35)
    assert categories(reading, "C10") == {"penanganan pengaduan, saran, dan masukan"}

    recap = [["Unit Pelayanan", "Responden", *(f"U{i}" for i in range(1, 10)), "IKM"]]
    recap += [[unit, "150", *["3.5"] * 9, "87.5"] for unit in ("Disdukcapil", "DPMPTSP")]
    reading = read_sheet([["SKM KABUPATEN SLEMAN 2023"], *recap], name="rekap.xlsx")
    assert "Disdukcapil" in categories(reading, "L3")


def test_a_rate_with_a_thing_behind_it_has_no_sum(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["TENAGA MEDIS KABUPATEN JEMBER TAHUN 2023"],
            ["UNIT KERJA", "DOKTER UMUM", None, None, "DOKTER GIGI", None, None],
            [None, "L", "P", "L+P", "L", "P", "L+P"],
            ["RSD Balung", 5, 7, 12, 2, 3, 5],
            ["RSD Kalisat", 4, 6, 10, 1, 4, 5],
            ["JUMLAH", 9, 13, 22, 3, 7, 10],
            ["RASIO TERHADAP 100.000 PENDUDUK", 1.1, 1.9, 1.4, 0.4, 0.9, 0.6],
        ],
        merges=["B2:D2", "E2:G2"],
    )
    assert at(reading, "D7", "measure")[0] in ("rate", "ratio")
    assert "total-differs" not in told(reading)


def test_money_of_a_whole_that_lies_among_its_parts_is_no_sum(read_sheet: SheetReader) -> None:
    places = ["Kulon Progo", "Bantul", "Gunungkidul", "Sleman", "Yogyakarta"]
    rows = [[place, 9000 + 500 * i] for i, place in enumerate(places)]
    head = [
        ["Pengeluaran Menurut Kabupaten/Kota di DI Yogyakarta, 2023"],
        ["Kabupaten/Kota", "Pengeluaran (Rp)"],
    ]
    reading = read_sheet([*head, *rows, ["DI Yogyakarta", 10100]])
    assert "region-total-differs" not in told(reading)


def test_a_name_spelt_otherwise_is_the_one_that_nothing_else_names(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Penduduk Menurut Kecamatan di Kabupaten Padang Pariaman, 2022"],
            ["No", "Kecamatan", "Penduduk (jiwa)"],
            [1, "Batang Anai", 52123],
            [2, "2 x 11 Enam Lingkung", 21456],
            [3, "2 X 11 Kayu Tanam", 29111],
            [4, "Nan Sabaris", 38999],
            [5, "V Koto Kampung Dalam", 25111],
            [6, "Negeri Antah", 100],
        ]
    )
    assert at(reading, "C4", "region_code") == ("13.05.04",)
    assert at(reading, "C7", "region_code") == ("13.05.06",)
    assert at(reading, "C8", "region_code") == ("",)
    assert "region-unknown" in told(reading)


def test_what_a_pivot_table_writes_into_its_header_names_nothing(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Sum of Jumlah Aduan", "Column Labels"],
            ["Row Labels", "2022", "2023"],
            ["Curug", 12, 15],
            ["Walantaka", 31, 28],
            ["Taktakan", 7, 11],
        ],
        name="Pivot Kota Serang.xlsx",
    )
    assert at(reading, "B3", "indicator", "region_code", "period") == ("Jumlah Aduan", "36.73.04", "2022")


def test_a_header_repeated_at_a_page_break_begins_no_other_table(read_sheet: SheetReader) -> None:
    head = ["No", "Kecamatan", "Jumlah UMKM"]
    rows = [[1, "Gamping", 5], [2, "Godean", 6], head, [3, "Moyudan", 7], [4, "Minggir", 8]]
    reading = read_sheet([["UMKM Menurut Kecamatan Kabupaten Sleman 2023"], head, *rows])
    assert at(reading, "C6", "period") == at(reading, "C3", "period") == ("2023",)
    assert set(reading.observations["table"]) == {"UMKM Menurut Kecamatan Kabupaten Sleman 2023"}


def test_a_grade_beside_its_lower_ones_is_no_height(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["JUMLAH NIB TERBIT MENURUT SKALA USAHA DAN RISIKO KOTA PADANG"],
            ["Periode Januari - Desember 2023"],
            ["Skala Usaha", "Rendah", "Menengah", "Tinggi", "Total"],
            ["Mikro", 93, 40, 6, 139],
            ["Kecil", 61, 30, 8, 99],
        ]
    )
    assert at(reading, "D4", "indicator") == ("Jumlah NIB Terbit",)
    assert json.loads(str(at(reading, "D4", "dimensions")[0])) == {"risiko": "tinggi", "skala usaha": "mikro"}
    assert "total-differs" not in told(reading)


def test_the_kind_of_paper_below_an_office_is_no_name_of_figures(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PEMERINTAH KOTA SERANG"],
            ["DINAS KESEHATAN"],
            ["Laporan Tahunan"],
            [],
            ["Jumlah Kasus DBD Menurut Kecamatan, 2023"],
            ["Kecamatan", "Laki-laki", "Perempuan"],
            ["Curug", 12, 15],
            ["Walantaka", 31, 28],
        ]
    )
    assert at(reading, "B7", "indicator") == ("Jumlah Kasus DBD",)
