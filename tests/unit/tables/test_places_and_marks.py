"""What columns are beside rows that measure, what marks and notes stand for, and tables that only say
when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from rupadata.regions import official_regions
from rupadata.tables.lexicon.cell_units import infer_unit, parse_unit
from rupadata.tables.lexicon.naming import header_name, title_parts, with_qualifier
from rupadata.tables.lexicon.periods import find_part, find_period
from rupadata.tables.lexicon.table_words import age_group
from rupadata.tables.opening.context import title_of_stem, without_office_below
from tests.unit.tables.test_forms import at, categories, told

SheetReader = Callable[..., Reading]

AIR: list[list[object]] = [
    ["KUALITAS UDARA KOTA TANGERANG TAHUN 2023"],
    ["Parameter", "Satuan", "Terminal Induk", "Kawasan Industri"],
    ["SO2", "µg/m3", 21.5, 30.1],
    ["Kebisingan", "dB(A)", 65.0, 71.5],
    ["NO2", "µg/m3", 12.5, 14.1],
]


def _air(**changed: object) -> list[list[object]]:
    rows = [list(row) for row in AIR]
    rows[1] = [changed.get(str(text), text) for text in rows[1]]
    return rows


def test_places_over_parameters_are_categories_of_each(read_sheet: SheetReader) -> None:
    reading = read_sheet(AIR)
    assert at(reading, "C3", "indicator", "unit") == ("SO2", "µg/m3")
    assert at(reading, "D4", "indicator", "unit") == ("Kebisingan", "dB(A)")
    assert categories(reading, "C3") == {"terminal induk"}
    assert categories(reading, "D3") == {"kawasan industri"}


@pytest.mark.parametrize("head", ["Baku Mutu", "Target", "Nilai Rata-rata", "Kadar Maksimum", "Hasil"])
def test_a_way_to_measure_over_parameters_is_no_place(read_sheet: SheetReader, head: str) -> None:
    reading = read_sheet(_air(**{"Terminal Induk": head}))
    assert categories(reading, "C3") == categories(reading, "D3") == set()


def test_one_column_over_parameters_is_no_breakdown(read_sheet: SheetReader) -> None:
    reading = read_sheet([row[:3] for row in AIR])
    assert categories(reading, "C3") == set()


def test_rows_without_units_leave_columns_what_they_are(read_sheet: SheetReader) -> None:
    reading = read_sheet([[row[0], *row[2:]] for row in AIR])
    assert categories(reading, "B3") != {"terminal induk"}


def test_sampling_points_under_their_header_are_its_categories(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PEMANTAUAN KUALITAS AIR SUNGAI KOTA TANGERANG TAHUN 2023"],
            ["NO", "PARAMETER", "SATUAN", "BAKU MUTU", "TITIK SAMPLING", None, None],
            [None, None, None, None, "HULU", "TENGAH", "HILIR"],
            [1, "BOD", "mg/L", 3, 2.5, 3.5, 4.5],
            [2, "COD", "mg/L", 25, 12.0, 18.5, 30.0],
            [3, "pH", "-", 9, 7.1, 7.0, 6.8],
        ],
        merges=["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"],
    )
    assert at(reading, "E4", "indicator", "unit", "dimensions") == (
        "BOD",
        "mg/L",
        '{"titik sampling": "hulu"}',
    )
    assert at(reading, "G6", "indicator") == ("pH",)
    assert at(reading, "D5", "indicator", "dimensions") == ("Baku Mutu COD", "{}")


CASUALTIES: list[list[object]] = [
    ["Korban Kecelakaan Menurut Kecamatan di Kota Tangerang, 2023"],
    ["Kecamatan", "Md", "Lb", "Lr"],
    ["Ciledug", 2, 5, 9],
    ["Benda", 1, 3, 7],
    ["Cipondoh", 4, 2, 11],
]


def test_marks_are_written_out_beside_each_other(read_sheet: SheetReader) -> None:
    reading = read_sheet(CASUALTIES)
    words = " ".join(
        str(at(reading, cell, "indicator", "dimensions")) for cell in ("B3", "C3", "D3")
    ).casefold()
    assert all(text in words for text in ("meninggal dunia", "luka berat", "luka ringan"))


def test_one_mark_alone_or_in_another_matter_stays(read_sheet: SheetReader) -> None:
    alone = read_sheet([[*row[:2], *row[4:]] for row in CASUALTIES])
    assert "dunia" not in str(at(alone, "B3", "indicator", "dimensions")).casefold()
    other = read_sheet([["Jumlah Lembaga Menurut Kecamatan di Kota Tangerang, 2023"], *CASUALTIES[1:]])
    assert "dunia" not in str(at(other, "B3", "indicator", "dimensions")).casefold()


@pytest.mark.parametrize(
    ("heads", "first"), [(("B", "RR", "RB"), "baik"), (("B", "S", "RB"), "baik"), (("B", "RR", "Q"), "b")]
)
def test_letters_are_written_out_where_all_are_known(
    read_sheet: SheetReader, heads: tuple[str, str, str], first: str
) -> None:
    rows: list[list[object]] = [
        ["Jumlah Ruang Kelas Menurut Kondisi dan Kecamatan di Kota Tangerang, 2023"],
        ["Kecamatan", *heads],
        ["Ciledug", 20, 5, 9],
        ["Benda", 11, 3, 7],
    ]
    assert (
        first
        in str(at(read_sheet(rows), "B3", "indicator", "dimensions")).casefold().replace('"', " ").split()
    )


def test_births_and_deaths_of_people_are_called_so(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["LAPORAN LAHIR, MATI, PINDAH DAN DATANG (LAMPID) KOTA TANGERANG TAHUN 2023"],
        ["KECAMATAN", "LAHIR", None, "MATI", None, "DATANG", None],
        [None, "L", "P", "L", "P", "L", "P"],
        ["Ciledug", 20, 25, 9, 8, 30, 31],
        ["Benda", 11, 13, 7, 6, 21, 22],
    ]
    reading = read_sheet(rows, merges=["A2:A3", "B2:C2", "D2:E2", "F2:G2"])
    assert at(reading, "B4", "indicator", "unit", "measure") == ("Penduduk Lahir", "jiwa", "count-flow")
    assert at(reading, "D4", "indicator", "unit", "measure") == ("Penduduk Mati", "jiwa", "count-flow")
    assert at(reading, "G5", "indicator") == ("Penduduk Datang",)


def test_initials_are_written_out_as_a_note_says(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Cakupan Pelayanan Ibu Menurut Kecamatan di Kota Tangerang Tahun 2023 (persen)"],
        ["Kecamatan", "PN", "KF (%)", "KX"],
        ["Ciledug", 91.5, 88.2, 70.1],
        ["Benda", 92.5, 81.2, 71.1],
        ["Keterangan: PN = Persalinan oleh Tenaga Kesehatan; KF = Kunjungan Nifas"],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3", "indicator") == ("Persalinan oleh Tenaga Kesehatan",)
    assert at(reading, "C3", "indicator", "unit") == ("Kunjungan Nifas", "persen")
    assert at(reading, "D3", "indicator") == ("KX",)


MONTHS: list[list[object]] = [
    ["PENEMPATAN PEKERJA MIGRAN ASAL KOTA TANGERANG TAHUN 2024"],
    ["BULAN JANUARI"],
    ["NO", "NEGARA TUJUAN", "L", "P", "JUMLAH"],
    [1, "Malaysia", 5, 7, 12],
    [2, "Taiwan", 9, 4, 13],
    [],
    ["BULAN FEBRUARI"],
    ["NO", "NEGARA TUJUAN", "L", "P", "JUMLAH"],
    [1, "Malaysia", 6, 8, 14],
    [2, "Taiwan", 1, 2, 3],
]


def test_a_table_that_only_says_when_goes_on_from_the_one_like_it(read_sheet: SheetReader) -> None:
    reading = read_sheet(MONTHS)
    for cell, period in (("C4", "2024-01"), ("C9", "2024-02")):
        assert at(reading, cell, "indicator", "region_code", "period") == (
            "Penempatan Pekerja Migran",
            "36.71",
            period,
        )


def test_the_year_above_a_table_is_its_own(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in MONTHS]
    rows[1], rows[6] = ["TAHUN 2022"], ["TAHUN 2023"]
    rows[0] = ["PENEMPATAN PEKERJA MIGRAN ASAL KOTA TANGERANG SEJAK 2021"]
    reading = read_sheet(rows)
    assert at(reading, "C4", "period") == ("2022",)
    assert at(reading, "C9", "period", "region_code") == ("2023", "36.71")


def test_another_table_takes_no_title_from_the_one_above(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in MONTHS]
    rows[7] = ["NO", "AGAMA", "L", "P", "JUMLAH"]
    assert "Migran" not in str(at(read_sheet(rows), "C9", "indicator", "table"))


def test_a_plan_for_a_year_is_of_that_year_in_a_report_of_months(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["TARGET DAN REALISASI PAJAK DAERAH KOTA TANGERANG S/D BULAN JUNI 2024"],
            ["Jenis Pajak", "Target 2024 (Rp)", "Realisasi 2024 (Rp)"],
            ["Pajak Hotel", 100_000_000, 60_000_000],
            ["Pajak Reklame", 200_000_000, 90_000_000],
        ]
    )
    assert at(reading, "B3", "period") == ("2024",)
    assert at(reading, "C3", "period") == ("2024-06",)


def test_numbers_under_a_header_are_no_numbers_of_columns(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Tingkat Penghunian Kamar Hotel Menurut Klasifikasi Bintang di Kota Tangerang (persen), 2024"],
        ["Bulan", "Klasifikasi Bintang", None, None, "Rata-rata"],
        [None, "1", "2", "3", None],
        ["Januari", 45.5, 52.1, 60.3, 52.6],
        ["Februari", 41.5, 50.1, 61.3, 51.0],
    ]
    reading = read_sheet(rows, merges=["A2:A3", "B2:D2", "E2:E3"])
    assert [categories(reading, f"{column}4") for column in "BCD"] == [{"1"}, {"2"}, {"3"}]


def test_columns_numbered_below_their_heads_stay_numbered(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Jumlah Sekolah Menurut Kecamatan di Kota Tangerang, 2024"],
        ["Kecamatan", "Sekolah", None],
        [None, "Negeri", "Swasta"],
        ["1", "2", "3"],
        ["Ciledug", 20, 5],
        ["Benda", 11, 3],
    ]
    reading = read_sheet(rows, merges=["A2:A3", "B2:C2"])
    assert categories(reading, "B5") == {"negeri"}


COOPERATIVES: list[list[object]] = [
    ["DATA KOPERASI KOTA TANGERANG TAHUN 2023"],
    ["KECAMATAN", "AKTIF", "TIDAK AKTIF", "JUMLAH", "ANGGOTA (ORANG)"],
    ["Ciledug", 20, 5, 25, 300],
    ["Benda", 11, 3, 14, 120],
    ["Cipondoh", 30, 4, 34, 410],
]


def test_what_one_denies_of_the_other_are_kinds_of_their_sum(read_sheet: SheetReader) -> None:
    reading = read_sheet(COOPERATIVES)
    assert at(reading, "B3", "indicator", "role") == ("Koperasi", "part")
    assert at(reading, "D3", "indicator", "dimensions", "role") == ("Koperasi", "{}", "total")
    assert categories(reading, "B3") == {"aktif"}
    assert categories(reading, "C3") == {"tidak aktif"}
    assert at(reading, "E3", "indicator", "unit") == ("Anggota", "orang")


def test_what_one_denies_of_the_other_and_misses_their_sum_once_is_no_kind(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in COOPERATIVES]
    rows[1][3] = "TERDAFTAR"
    assert at(read_sheet(rows), "D3", "role", "dimensions") == ("total", "{}")
    rows[3][3] = 15
    assert at(read_sheet(rows), "D3", "role") == ("part",)


def test_people_with_a_card_and_without_are_kinds_of_those_who_need_one(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["PEREKAMAN KTP-EL KOTA TANGERANG TAHUN 2023"],
        ["KECAMATAN", "WAJIB KTP", "SUDAH REKAM", "BELUM REKAM"],
        ["Ciledug", 2500, 2400, 100],
        ["Benda", 1400, 1350, 50],
        ["Cipondoh", 3400, 3100, 300],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3", "indicator", "role") == ("Wajib KTP", "total")
    assert at(reading, "C3", "indicator", "role") == ("Wajib KTP", "part")
    rows[4][1] = 3401
    assert at(read_sheet(rows), "C3", "indicator") == ("Sudah Rekam",)


def test_conditions_that_add_up_to_a_length_are_lengths(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["DAFTAR RUAS JALAN DAN KONDISI PERMUKAAN KOTA TANGERANG TAHUN 2024"],
        ["No", "Nama Ruas Jalan", "Panjang (km)", "Kondisi", None],
        [None, None, None, "Baik", "Rusak"],
        [1, "Sukajadi - Muara", 5.5, 3.5, 2.0],
        [2, "Cikole - Ranca", 7.5, 3.0, 4.5],
        [3, "Mekarsari - Pasir", 2.5, 1.5, 1.0],
    ]
    merges = ["A2:A3", "B2:B3", "C2:C3", "D2:E2"]
    reading = read_sheet(rows, merges=merges)
    assert at(reading, "D4", "indicator", "unit", "role") == ("Panjang", "km", "part")
    assert at(reading, "C4", "indicator", "role") == ("Panjang", "total")
    rows[3][2] = 5.75
    assert at(read_sheet(rows, merges=merges), "D4", "unit") == ("",)


def test_a_header_may_say_in_which_land_its_regions_lie(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Wilayah Provinsi Kalimantan Selatan", "Gini Rasio", None],
            [None, 2022, 2023],
            ["Tanah Laut", 0.31, 0.32],
            ["Kotabaru", 0.29, 0.28],
            ["Kota Banjarmasin", 0.35, 0.36],
        ],
        merges=["A1:A2", "B1:C1"],
    )
    assert [at(reading, cell, "region_code")[0] for cell in ("B3", "B4", "C5")] == ["63.01", "63.02", "63.71"]


def test_an_office_below_a_title_names_nothing_that_is_measured(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["JUMLAH KUNJUNGAN DI PUSKESMAS"],
            ["DINAS KESEHATAN KOTA TANGERANG 2023"],
            ["Puskesmas", "Kunjungan"],
            ["Melati", 900],
            ["Mawar", 700],
        ]
    )
    assert at(reading, "B4", "region_code", "period") == ("36.71", "2023")
    assert "Dinas" not in str(at(reading, "B4", "indicator"))
    assert "region-missing" not in told(reading)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("A\nDINAS KESEHATAN KOTA TANGERANG", "A"),
        ("DINAS KESEHATAN\nB", "DINAS KESEHATAN\nB"),
        ("A\nBADAN USAHA MILIK DAERAH", "A\nBADAN USAHA MILIK DAERAH"),
        ("A\nDINAS KESEHATAN MENURUT KECAMATAN", "A\nDINAS KESEHATAN MENURUT KECAMATAN"),
    ],
)
def test_only_a_line_that_is_an_office_goes(title: str, kept: str) -> None:
    assert without_office_below(title) == kept


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Laju Pertumbuhan PDRB Kabupaten Bogor ADHK y-on-y (Persen)", "y-on-y"),
        ("Jumlah Penduduk Kabupaten Bogor Usia Sekolah 2023", "Jumlah Penduduk Usia Sekolah"),
        ("Produksi Padi se-Kabupaten Bogor 2023", "Produksi Padi"),
        ("Luas Panen pada Kabupaten Bogor 2023", "Luas Panen"),
        ("INFORMASI HARGA BERAS TANGGAL 5 NOVEMBER 2024", "Harga Beras"),
        ("RINGKASAN REALISASI APBD 2024", "Realisasi APBD"),
        ("RINGKASAN APBD 2024", "Ringkasan APBD"),
        ("BULAN MARET\nJumlah Izin 2024", "Jumlah Izin"),
    ],
)
def test_a_title_keeps_what_is_measured(title: str, name: str) -> None:
    found = title_parts(official_regions(), title)[0]
    assert found.endswith(name)
    assert "Bogor" not in found


def test_per_condition_breaks_down() -> None:
    assert title_parts(official_regions(), "Panjang Jalan per Kondisi") == ("Panjang Jalan", ("kondisi",))


def test_the_short_name_of_a_list_is_none_of_its_things() -> None:
    assert with_qualifier("Mati", "Laporan Lahir, Mati dan Datang (LAMPID)") == "Mati"
    assert with_qualifier("Guru", "Guru dan Murid Sekolah Dasar (SD)") == "Guru Sekolah Dasar (SD)"


def test_a_name_that_begins_small_stays_so() -> None:
    assert header_name("pH") == ("pH", "")
    assert header_name("jumlah anak") == ("Jumlah Anak", "")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("mg/L", "mg/L"),
        ("MPN/100mL", "MPN/100 mL"),
        ("dB(A)", "dB(A)"),
        ("m/s", "m/s"),
        ("per 100.000 KH", "per 100.000 kelahiran hidup"),
        ("per 1.000 penduduk", "per 1.000 penduduk"),
    ],
)
def test_units_of_what_is_sampled_and_of_rates(text: str, unit: str) -> None:
    assert parse_unit(text) == unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Rasio Dokter per 100000", "per 100000 penduduk"),
        ("Rasio Dokter per 100.000", "per 100.000 penduduk"),
        ("Rasio Dokter per 1000", "per 1000 penduduk"),
    ],
)
def test_a_rate_is_of_the_whole_number_it_names(name: str, unit: str) -> None:
    assert infer_unit(name, "") == unit


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("SEMESTER PERTAMA TAHUN 2024", "2024-S1"),
        ("Semester Kedua 2023", "2023-S2"),
        ("Triwulan Ketiga 2024", "2024-Q3"),
        ("Triwulan ke-4 Tahun 2022", "2022-Q4"),
    ],
)
def test_parts_of_years_in_words(text: str, iso: str) -> None:
    found = find_period(text)
    assert found is not None
    assert found.iso == iso


def test_a_month_may_be_called_one() -> None:
    assert find_part("BULAN FEBRUARI") == find_part("Bulan: Februari") == "02"
    assert find_part("Bulanan") == ""


def _sectors(*names: str, total: bool = False) -> list[list[object]]:
    rows: list[list[object]] = [
        ["PDRB Kota Tangerang Menurut Lapangan Usaha (Miliar Rupiah), 2022-2023"],
        ["Lapangan Usaha", 2022, 2023],
        *([name, 10.5 + i, 12.25 + 2 * i] for i, name in enumerate(names)),
    ]
    sums = [sum(float(str(row[column])) for row in rows[2:]) for column in (1, 2)]
    return [*rows, ["PDRB", *sums]] if total else rows


@pytest.mark.parametrize(
    ("names", "total", "marked"),
    [
        (("A. Pertanian", "C. Industri Pengolahan", "F. Konstruksi"), False, True),
        (("B. Pertambangan", "C. Industri Pengolahan", "D. Pengadaan Listrik"), False, True),
        (("A. Pertanian", "C. Industri Pengolahan", "F. Konstruksi"), True, False),
        (("A. Pertanian", "B. Pertambangan", "C. Industri Pengolahan"), False, False),
        (("A. Pertanian", "B,C Pertambangan dan Industri", "D-F Lainnya", "G. Perdagangan"), False, False),
        (("Pertanian", "Industri Pengolahan", "Konstruksi"), False, False),
    ],
)
def test_letters_that_leave_some_out_make_no_whole(
    read_sheet: SheetReader, names: tuple[str, ...], total: bool, marked: bool
) -> None:
    flags = read_sheet(_sectors(*names, total=total)).observations["flags"].to_list()
    assert {"parts-differ" in str(flag) for flag in flags} == {marked}


def test_days_are_of_the_month_that_the_title_tells(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["LAPORAN HARIAN SAMPAH MASUK TPA KOTA TANGERANG"],
        ["BULAN : MEI 2024"],
        ["TGL", "BERAT (KG)"],
        [1, 2500],
        [2, 1400],
        [31, 3400],
        ["TOTAL", 7300],
    ]
    reading = read_sheet(rows)
    assert [at(reading, cell, "period")[0] for cell in ("B4", "B5", "B6", "B7")] == [
        "2024-05-01",
        "2024-05-02",
        "2024-05-31",
        "2024-05",
    ]
    assert len(reading.observations) == 4
    rows[5][0] = 32
    assert "2024-05-01" not in read_sheet(rows).observations["period"].to_list()


def test_days_without_a_month_are_no_period(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["SAMPAH MASUK TPA KOTA TANGERANG TAHUN 2024"],
        ["TGL", "BERAT (KG)"],
        [1, 2500],
        [2, 1400],
    ]
    assert set(read_sheet(rows).observations["period"].to_list()) == {"2024"}


def test_codes_of_diseases_break_nothing_down(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["PENYAKIT TERBANYAK DI PUSKESMAS KOTA TANGERANG TAHUN 2023"],
        ["NO", "KODE ICD-X", "NAMA PENYAKIT", "JUMLAH KASUS"],
        [1, "J06.9", "ISPA", 900],
        [2, "K29.7", "Gastritis", 800],
        [3, "A09", "Diare", 700],
    ]
    reading = read_sheet(rows)
    assert at(reading, "D3", "dimensions") == ('{"penyakit": "ispa"}',)
    rows[1][1] = "GOLONGAN"
    assert categories(read_sheet(rows), "D3") == {"ispa", "j06.9"}


def test_initials_in_two_languages_are_written_out_as_the_title_says(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Indeks Pembangunan Gender (IPG) dan Indeks Kota Hijau (IKH) Menurut Kecamatan di Kota Tangerang"],
        ["Kecamatan", "IPG/GDI", "IKH/GCX"],
        ["Ciledug", 91.5, 88.2],
        ["Benda", 92.5, 81.2],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3", "indicator") == ("Indeks Pembangunan Gender",)
    assert str(at(reading, "C3", "indicator")[0]).startswith("Indeks Kota Hijau")


@pytest.mark.parametrize(("head", "impossible"), [("Migrasi Neto", False), ("Penduduk Datang", True)])
def test_only_a_difference_of_counts_is_less_than_nothing(
    read_sheet: SheetReader, head: str, impossible: bool
) -> None:
    rows: list[list[object]] = [
        ["MUTASI PENDUDUK MENURUT KECAMATAN DI KOTA TANGERANG TAHUN 2023"],
        ["KECAMATAN", "Penduduk Pindah", f"{head} (jiwa)"],
        ["Ciledug", 20, -25],
        ["Benda", 11, 13],
    ]
    assert ("value-impossible" in told(read_sheet(rows))) == impossible


def test_what_is_worth_something_is_named(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Jumlah Pelanggan, Air yang Disalurkan, dan Nilainya Menurut Kecamatan di Kota Tangerang, 2023"],
        ["Kecamatan", "Pelanggan", "Nilai (Rp)"],
        ["Ciledug", 20, 25_000_000],
        ["Benda", 11, 13_000_000],
    ]
    assert at(read_sheet(rows), "C3", "indicator", "unit") == ("Nilai Air yang Disalurkan", "rupiah")


def test_an_age_keeps_its_years() -> None:
    assert title_parts(
        official_regions(), "AKTA KELAHIRAN ANAK USIA 0-18 TAHUN KOTA TANGERANG TAHUN 2023"
    ) == (
        "Akta Kelahiran Anak Usia 0-18 Tahun",
        (),
    )


@pytest.mark.parametrize("head", ["y-on-y", "yoy", "m-to-m", "qtq", "c-to-c"])
def test_growth_against_before_is_of_what_the_title_says(read_sheet: SheetReader, head: str) -> None:
    rows: list[list[object]] = [
        ["Laju Pertumbuhan Ekonomi Kota Tangerang (persen), 2022-2023"],
        ["Tahun", head, "c-to-c"],
        [2022, 5.5, 5.2],
        [2023, 4.5, 5.0],
    ]
    name = str(at(read_sheet(rows), "B3", "indicator")[0])
    assert name.casefold() == f"laju pertumbuhan ekonomi ({head})"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Jumlah Kendaraan Membayar Pajak", ""),
        ("Jumlah Warga yang Membayar Pajak", ""),
        ("Jumlah Pajak Daerah", "rupiah"),
        ("Jumlah Realisasi Pajak Daerah", "rupiah"),
        ("Jumlah Tunggakan Pajak", "rupiah"),
        ("Realisasi Pajak Hotel", "rupiah"),
        ("Jumlah Wajib Pajak", ""),
    ],
)
def test_only_an_amount_of_a_tax_is_money(name: str, unit: str) -> None:
    assert infer_unit(name, "") == unit


MARKETS: list[list[object]] = [
    ["DAFTAR HARGA KEBUTUHAN POKOK DI KOTA TANGERANG"],
    ["Tanggal 12 Maret 2024"],
    ["No", "Nama Bahan Pokok", "Satuan", "Nama Pasar", None],
    [None, None, None, "Pasar Induk", "Pasar Baru"],
    [1, "Beras Premium", "Kg", 15000, 15500],
    [2, "Minyak Curah", "Liter", 14000, 14500],
    [3, "Telur Ayam", "Kg", 28000, 28500],
]
UNDER_NAMES = ["A3:A4", "B3:B4", "C3:C4", "D3:E3"]


def test_markets_under_their_header_are_places_of_one_price(read_sheet: SheetReader) -> None:
    reading = read_sheet(MARKETS, merges=UNDER_NAMES)
    assert at(reading, "D5", "indicator", "unit") == ("Harga Kebutuhan Pokok", "rupiah/kilogram")
    assert categories(reading, "E6") == {"minyak curah", "pasar baru"}


def test_measures_under_one_header_of_places_stay_measures(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in MARKETS]
    rows[3] = [None, None, None, "Harga Beli", "Harga Jual"]
    reading = read_sheet(rows, merges=UNDER_NAMES)
    assert categories(reading, "D5") == {"beras premium"}
    assert at(reading, "D5", "indicator") != at(reading, "E5", "indicator")


def test_stages_over_what_is_sampled_are_its_stages(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["PEMANTAUAN KUALITAS UDARA KOTA TANGERANG TAHUN 2024"],
        ["Lokasi", "Tahap I", None, "Tahap II", None],
        [None, "SO2 (µg/Nm3)", "NO2 (µg/Nm3)", "SO2 (µg/Nm3)", "NO2 (µg/Nm3)"],
        ["Terminal", 21.5, 12.1, 25.5, 14.0],
        ["Industri", 31.5, 22.1, 35.5, 24.0],
    ]
    reading = read_sheet(rows, merges=["A2:A3", "B2:C2", "D2:E2"])
    assert at(reading, "B4", "indicator", "unit") == ("SO2", "µg/Nm3")
    assert categories(reading, "E5") == {"industri", "tahap ii"}


VOTES: list[list[object]] = [
    ["HASIL PEMILIHAN WALI KOTA TANGERANG TAHUN 2024 MENURUT KECAMATAN"],
    ["KECAMATAN", "PASLON 01", "PASLON 02", "PASLON 03", "SUARA SAH", "SUARA TIDAK SAH"],
    ["Ciledug", 2500, 1400, 300, 4200, 90],
    ["Benda", 1400, 2500, 200, 4100, 70],
    ["Cipondoh", 3400, 3100, 100, 6600, 80],
]


def test_numbered_candidates_are_kinds_of_what_they_add_up_to(read_sheet: SheetReader) -> None:
    reading = read_sheet(VOTES)
    assert at(reading, "B3", "indicator", "role") == ("Suara Sah", "part")
    assert at(reading, "E3", "indicator", "role") == ("Suara Sah", "total")
    assert categories(reading, "D3") == {"paslon 03"}
    assert at(reading, "F3", "indicator") == ("Suara Tidak Sah",)


def test_things_of_several_names_are_no_kinds_of_what_they_happen_to_sum_to(read_sheet: SheetReader) -> None:
    rows = [list(row) for row in VOTES]
    rows[1] = ["KECAMATAN", "TPS", "Saksi", "Relawan", "SUARA SAH", "SUARA TIDAK SAH"]
    assert categories(read_sheet(rows), "B3") == set()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Struktur dan Laju Pertumbuhan PDRB Kota Tangerang (persen), 2022-2023", "Struktur PDRB"),
        ("Kontribusi dan Pertumbuhan PDRB Kota Tangerang (persen), 2022-2023", "Kontribusi PDRB"),
    ],
)
def test_a_share_beside_a_growth_is_of_what_grows(read_sheet: SheetReader, title: str, name: str) -> None:
    rows: list[list[object]] = [
        [title],
        ["Lapangan Usaha", name.split()[0], "Laju Pertumbuhan"],
        ["A. Pertanian", 21.5, 3.1],
        ["B. Pertambangan", 31.5, 2.1],
    ]
    assert at(read_sheet(rows), "B3", "indicator") == (name,)


@pytest.mark.parametrize(
    ("text", "age"), [("≥ 50", "50+"), (">= 60 tahun", "60+"), ("usia ≥15", "15+"), ("> 5", ""), ("≥ 5", "")]
)
def test_an_age_and_over_may_be_written_with_a_sign(text: str, age: str) -> None:
    assert age_group(text) == age


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("indeks-standar-pencemar-udara-januari-2024", "indeks standar pencemar udara januari 2024"),
        ("rata-rata-lama-sekolah-2023", "rata rata lama sekolah 2023"),
        ("Rata-rata Lama Sekolah 2023", "Rata-rata Lama Sekolah 2023"),
    ],
)
def test_a_file_of_a_portal_is_named_with_hyphens(stem: str, title: str) -> None:
    assert title_of_stem(stem) == title
