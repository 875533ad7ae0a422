"""Titles and headers as offices write them: police, hospitals and buses that bear a region's name, breakdowns
in the next line, lists that are none, units and initials in headers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from rupadata.regions import official_regions
from rupadata.tables.lexicon.cell_units import parse_unit, take_unit
from rupadata.tables.lexicon.naming import (
    bind,
    explained_by,
    people_case,
    title_parts,
    unbind,
    with_qualifier,
)
from rupadata.tables.lexicon.periods import find_period
from rupadata.tables.lexicon.table_regions import find_home
from rupadata.tables.lexicon.table_words import DISTRICTS, LEVEL_WORDS, VILLAGES
from tests.unit.tables.test_forms import at, categories, told

SheetReader = Callable[..., Reading]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("DATA GANGGUAN KAMTIBMAS POLRES JEMBER TAHUN 2023", "35.09"),
        ("Kinerja RSUD Mamasa", "76.03"),
        ("Pasien RSUD Mamasa, Provinsi Sulawesi Barat", "76.03"),
        ("Laka Lantas Polres Magelang 2023", "33.08"),
        ("Laka Lantas Polres Magelang Kota 2023", "33.71"),
        ("Laka Lantas Polresta Magelang", "33.71"),
        ("Penumpang Trans Semarang", "33.74"),
        ("Penumpang Trans Metro Pekanbaru", "14.71"),
        ("Pasien RSUD Magelang", ""),
        ("Anggaran KPU Batu", ""),
        ("Distribusi Jember", ""),
        ("Kecamatan Metro Pusat Kota Metro", "18.72.01"),
        ("Kelurahan Metro Kecamatan Metro Pusat Kota Metro", "18.72.01.1001"),
        ("Nagari Mandiri di Kabupaten Agam", "13.06"),
    ],
)
def test_offices_are_of_the_region_whose_name_they_bear(title: str, code: str) -> None:
    home = find_home(official_regions(), title)
    assert (home.code if home else "") == code


def test_words_of_small_regions_are_known_with_their_level() -> None:
    assert {LEVEL_WORDS[word] for word in DISTRICTS.split("|")} == {3}
    assert {LEVEL_WORDS[word] for word in VILLAGES.split("|")} == {4}


@pytest.mark.parametrize(
    ("title", "name", "dimensions"),
    [
        ("DATA GANGGUAN KAMTIBMAS POLRES JEMBER", "Gangguan Kamtibmas", ()),
        (
            "JUMLAH KORBAN DI WILAYAH HUKUM POLRES MAGELANG KOTA TAHUN 2023",
            "Jumlah Korban",
            (),
        ),
        ("JUMLAH PENUMPANG BUS TRANS SEMARANG", "Jumlah Penumpang Bus Trans Semarang", ()),
        ("REKAPITULASI STRATA POSYANDU SE-KOTA PANGKAL PINANG TAHUN 2023", "Strata Posyandu", ()),
        ("Jumlah RT se Kota Salatiga", "Jumlah RT", ()),
        ("Jumlah Sekolah Kota Salatiga", "Jumlah Sekolah", ()),
        ("PROFIL JUMLAH PENDUDUK KOTA ADMINISTRASI JAKARTA UTARA", "Jumlah Penduduk", ()),
        (
            "PENERBITAN NIB BERDASARKAN TINGKAT RISIKO\nDPMPTSP KABUPATEN SIJUNJUNG",
            "Penerbitan NIB",
            ("tingkat risiko",),
        ),
        (
            "JUMLAH DISABILITAS BERDASARKAN JENIS\nSEMESTER I TAHUN 2023",
            "Jumlah Disabilitas",
            ("jenis",),
        ),
        (
            "JUMLAH PENDUDUK MENURUT JENIS KELAMIN\nDAN KELOMPOK UMUR KOTA BOGOR",
            "Jumlah Penduduk",
            ("jenis kelamin", "kelompok umur"),
        ),
        ("LAPORAN REALISASI ANGGARAN 1 Januari s.d. 31 Mei 2023", "Realisasi Anggaran", ()),
    ],
)
def test_titles_say_what_is_measured_and_by_what(title: str, name: str, dimensions: tuple[str, ...]) -> None:
    assert title_parts(official_regions(), title) == (name, dimensions)


@pytest.mark.parametrize(
    ("text", "iso", "span", "rest"),
    [
        ("TPT, Agustus 2020–Agustus 2024", "2020-08/2024", True, "TPT"),
        ("P1, Maret 2021-September 2022", "2021/2022", True, "P1"),
        ("LRA 1 Januari s.d. 31 Mei 2023", "2023", False, "LRA"),
        ("LRA 1 Januari 2023 s.d. 31 Maret 2023", "2023-Q1", False, "LRA"),
        ("LRA 01 Juli sampai dengan 31 Desember 2023", "2023-S2", False, "LRA"),
        ("TPT Agustus 2024", "2024-08", False, "TPT"),
    ],
)
def test_ranges_of_months_are_one_period_or_a_span_of_years(
    text: str, iso: str, span: bool, rest: str
) -> None:
    found = find_period(text)
    assert found is not None
    assert (found.iso, found.span, found.rest) == (iso, span, rest)


def test_some_months_of_a_year_are_provisional() -> None:
    some, half = find_period("1 Januari s.d. 31 Mei 2023"), find_period("1 Januari s.d. 30 Juni 2023")
    assert some is not None
    assert some.flags == ("provisional",)
    assert half is not None
    assert half.flags == ()


def test_all_years_are_of_the_month_that_the_title_ranges_over(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Tingkat Pengangguran Terbuka di Kota Salatiga, Agustus 2020–Agustus 2022"],
            ["Jenis Kelamin", 2020, 2021, 2022],
            ["Laki-laki", 4.1, 4.2, 4.3],
            ["Perempuan", 5.1, 5.2, 5.3],
        ]
    )
    assert [at(reading, cell, "period")[0] for cell in ("B3", "C3", "D4")] == [
        "2020-08",
        "2021-08",
        "2022-08",
    ]


def test_a_month_without_years_is_no_period(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Penganggur di Kota Salatiga, Agustus 2020–Agustus 2022"],
            ["Jenis Kelamin", "Jumlah"],
            ["Laki-laki", 410],
            ["Perempuan", 510],
        ]
    )
    assert at(reading, "B3", "period") == ("",)
    assert "period-missing" in told(reading)


def test_and_within_a_name_parts_no_list(read_sheet: SheetReader) -> None:
    assert unbind(bind("Pajak Bumi dan Bangunan")) == "Pajak Bumi dan Bangunan"
    assert "dan" not in bind("Pajak Bumi dan Bangunan").split()
    assert bind("Padi dan Jagung") == "Padi dan Jagung"
    reading = read_sheet(
        [
            ["Target dan Realisasi Pajak Bumi dan Bangunan Menurut Kecamatan di Kota Salatiga, 2023"],
            ["Kecamatan", "Target (Rp)", "Realisasi (Rp)", "Persentase"],
            ["Sidorejo", 410_000_000, 400_000_000, 97.56],
            ["Tingkir", 510_000_000, 500_000_000, 98.04],
        ]
    )
    assert at(reading, "B3", "indicator", "unit") == ("Target Pajak Bumi dan Bangunan", "rupiah")
    assert at(reading, "C3", "indicator") == ("Realisasi Pajak Bumi dan Bangunan",)
    assert at(reading, "D3", "indicator") == ("Persentase Realisasi Pajak Bumi dan Bangunan",)


def test_groups_of_columns_are_the_measures_that_the_title_lists(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Produksi dan Nilai Produksi Ikan Menurut TPI di Kabupaten Demak, 2022 dan 2023"],
            ["TPI", "Produksi (kg)", None, "Nilai (000 Rp)", None],
            [None, 2022, 2023, 2022, 2023],
            ["Muara Jaya", 900, 950, 8000, 8100],
            ["Karya Bahari", 700, 750, 6000, 6100],
        ],
        merges=["B2:C2", "D2:E2"],
    )
    assert at(reading, "B4", "indicator", "unit") == ("Produksi Ikan", "kilogram")
    assert at(reading, "E4", "indicator", "unit") == ("Nilai Produksi Ikan", "ribu rupiah")


def test_what_one_column_says_in_full_is_no_end_of_the_others() -> None:
    title = "Jumlah Kecelakaan, Korban, dan Kerugian Material"
    assert with_qualifier("Korban", title) == "Jumlah Korban Material"
    assert with_qualifier("Korban", title, frozenset({"korban", "kerugian material"})) == "Jumlah Korban"
    assert with_qualifier("Luka", title, frozenset({"luka", "kerugian material"})) == "Luka"
    health = "Jumlah Posyandu, Kader Posyandu, dan Balita Ditimbang"
    assert with_qualifier("Posyandu", health, frozenset({"balita ditimbang (d)"})) == "Jumlah Posyandu"
    assert (
        with_qualifier("Guru", "Jumlah Sekolah, Guru, dan Murid SD", frozenset({"guru"})) == "Jumlah Guru SD"
    )


def test_a_breakdown_at_the_end_of_a_title_goes_where_the_table_gives_it(read_sheet: SheetReader) -> None:
    def name(title: str, *heads: str) -> object:
        reading = read_sheet(
            [[f"{title} Kota Salatiga Tahun 2023"], ["Jenis", *heads], ["Bus", 10, 20], ["Taksi", 30, 40]]
        )
        return at(reading, "B3", "indicator")[0]

    assert name("Jumlah Penumpang per Koridor", "Koridor I", "Koridor II") == "Jumlah Penumpang"
    assert "per Koridor" in str(name("Jumlah Penumpang per Koridor", "Umum", "Pelajar"))
    assert name("Jumlah Penumpang per Triwulan", "Triwulan I", "Triwulan II") == "Jumlah Penumpang"
    assert name("Rata-rata Penumpang per Triwulan", "Triwulan I", "Triwulan II") == (
        "Rata-rata Penumpang per Triwulan"
    )
    assert "per Jenis" not in str(name("Jumlah Penumpang per Jenis", "Umum", "Pelajar"))


def test_n_and_s_are_public_and_private_where_schools_are_counted(read_sheet: SheetReader) -> None:
    def heads(title: str, *leaves: str) -> set[str]:
        reading = read_sheet(
            [
                [f"{title} di Kota Salatiga Tahun 2023"],
                ["Kecamatan", *leaves],
                ["Sidorejo", 12, 3],
                ["Tingkir", 9, 4],
            ]
        )
        return categories(reading, "B3") | {str(at(reading, "B3", "indicator")[0]).casefold()}

    assert "negeri" in heads("Jumlah Sekolah Dasar", "N", "S")
    assert "negeri" not in heads("Jumlah Pohon", "N", "S")
    assert "negeri" not in heads("Jumlah Sekolah Dasar", "N", "T")


def test_the_whole_of_price_groups_is_called_general(read_sheet: SheetReader) -> None:
    groups = ["Umum", "Makanan, Minuman dan Tembakau", "Transportasi"]
    rows = read_sheet(
        [
            ["Inflasi Kota Tegal Menurut Kelompok Pengeluaran, 2023 (persen)"],
            ["Kelompok Pengeluaran", "Januari", "Februari"],
            *([group, 0.3, 0.4] for group in groups),
        ]
    )
    assert at(rows, "B3", "role", "dimensions") == ("total", "{}")
    assert at(rows, "B4", "role") == ("part",)
    columns = read_sheet(
        [
            ["Inflasi Kota Tegal Menurut Kelompok Pengeluaran, 2023 (persen)"],
            ["Bulan", *groups],
            ["Januari", 0.3, 0.4, 0.1],
            ["Februari", 0.2, 0.5, 0.2],
        ]
    )
    assert at(columns, "B3", "role", "dimensions") == ("total", "{}")
    others = read_sheet(
        [
            ["Jumlah Bank di Kota Tegal Menurut Kelompok, 2023"],
            ["Kelompok", "Jumlah"],
            ["Umum", 3],
            ["Syariah", 4],
            ["Perkreditan", 5],
        ]
    )
    assert categories(others, "B3") == {"umum"}


def test_a_row_of_units_holds_those_that_nobody_knows_too(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Perkembangan Pelayanan Air Minum Kota Tegal"],
            ["Tahun", "Kapasitas Produksi", "Air Terjual", "Pelanggan", "Kebocoran", "Pompa"],
            [None, "(liter/detik)", "(m3)", "(SR)", "(%)", "(set)"],
            [2021, 90, 100_000, 900, 25.5, 3],
            [2022, 95, 110_000, 950, 24.5, 4],
        ]
    )
    assert at(reading, "B4", "indicator", "unit") == ("Kapasitas Produksi", "liter/detik")
    assert at(reading, "D4", "indicator", "unit") == ("Pelanggan", "sambungan rumah")
    assert at(reading, "F4", "indicator", "unit") == ("Pompa", "set")


def test_numbers_of_columns_in_brackets_are_no_units(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Luas Panen dan Produksi Padi Menurut Kecamatan di Kota Tegal, 2022"],
            ["Kecamatan", "Luas Panen (ha)", "Produksi (ton)"],
            ["(1)", "(2)", "(3)"],
            ["Tegal Barat", 90, 400],
            ["Tegal Timur", 95, 420],
        ]
    )
    assert at(reading, "B4", "unit") == ("hektare",)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("liter/detik", "liter/detik"),
        ("KPM", "KPM"),
        ("SR", "sambungan rumah"),
        ("GWh", "GWh"),
        ("kVA", "kVA"),
    ],
)
def test_units_of_offices(text: str, unit: str) -> None:
    assert parse_unit(text) == unit


def test_a_quotient_behind_the_sign_is_in_per_cent() -> None:
    assert take_unit("% (D/S)") == ("(D/S)", "persen")
    assert take_unit("% (sementara)")[1] == ""


def test_a_share_beside_kinds_is_none_of_them(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Posisi Kredit Menurut Jenis Penggunaan di Kota Tegal (miliar rupiah), 2023"],
            ["Bulan", "Modal Kerja", "Investasi", "Konsumsi", "Total", "NPL (%)"],
            ["Januari", 90.5, 10.5, 20.5, 121.5, 2.5],
            ["Februari", 91.5, 11.5, 21.5, 124.5, 2.6],
        ]
    )
    assert at(reading, "F3", "indicator", "unit", "dimensions") == ("NPL", "persen", "{}")
    assert categories(reading, "B3") == {"modal kerja"}
    assert at(reading, "E3", "role", "unit") == ("total", "miliar rupiah")


def test_codes_of_a_classification_are_no_figures(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["Jumlah Perusahaan Menurut Kelompok Industri di Kota Tegal, 2022"],
            ["KBLI", "Kelompok Industri", "Perusahaan"],
            [10, "Industri Makanan", 90],
            [13, "Industri Tekstil", 95],
        ]
    )
    assert set(reading.observations["cell"]) == {"C3", "C4"}


def test_a_header_over_all_columns_says_what_is_counted(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["JUMLAH KEMATIAN NEONATAL, BAYI, DAN BALITA MENURUT KECAMATAN KOTA TEGAL TAHUN 2023"],
            ["NO", "KECAMATAN", "JUMLAH KEMATIAN", None, None, None, None],
            [None, None, "NEONATAL", "POST NEONATAL", "BAYI", "ANAK BALITA", "BALITA"],
            [1, "Tegal Barat", 3, 2, 5, 1, 6],
            [2, "Tegal Timur", 4, 1, 5, 2, 7],
        ],
        merges=["A2:A3", "B2:B3", "C2:G2"],
    )
    assert at(reading, "C4", "indicator") == ("Jumlah Kematian: Neonatal",)
    assert at(reading, "E4", "indicator", "unit") == ("Jumlah Kematian: Bayi", "")


def test_planned_and_done_stand_before_what_they_are_of(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PENYALURAN PUPUK BERSUBSIDI KOTA TEGAL TAHUN 2023 (TON)"],
            ["KECAMATAN", "UREA", None, "NPK", None],
            [None, "ALOKASI", "REALISASI", "ALOKASI", "REALISASI"],
            ["Tegal Barat", 90, 80, 70, 60],
            ["Tegal Timur", 91, 81, 71, 61],
        ],
        merges=["A2:A3", "B2:C2", "D2:E2"],
    )
    assert at(reading, "B4", "indicator") == ("Alokasi Urea",)
    assert at(reading, "E4", "indicator") == ("Realisasi NPK",)


def test_the_district_in_a_letterhead_is_no_part_of_the_name(read_sheet: SheetReader) -> None:
    reading = read_sheet(
        [
            ["PEMERINTAH KOTA METRO"],
            ["KECAMATAN METRO PUSAT"],
            ["Jalan Merdeka Nomor 1"],
            ["DATA PENERIMA PKH PER KELURAHAN"],
            ["TAHUN 2023"],
            ["Kelurahan", "PKH (KPM)", "BPNT (KPM)"],
            ["Metro", 90, 80],
            ["Imopuro", 70, 60],
        ]
    )
    name, unit, region = at(reading, "B7", "indicator", "unit", "region_code")
    assert "Jalan" not in str(name)
    assert "PKH" in str(name)
    assert (unit, region) == ("KPM", "18.72.01.1001")


@pytest.mark.parametrize(
    ("loud", "calm"),
    [
        ("NILAI IKS", "Nilai IKS"),
        ("JUMLAH TKI", "Jumlah TKI"),
        ("ANAK DAN IKAN", "Anak dan Ikan"),
        ("TRAYEK KLINIK", "Trayek Klinik"),
        ("RATA-RATA PER HARI", "Rata-rata per Hari"),
        ("BUAH-BUAHAN", "Buah-buahan"),
        ("IKAN-LAUT", "Ikan-Laut"),
        ("nilai iks", "Nilai Iks"),
    ],
)
def test_letters_that_no_word_has_are_initials(loud: str, calm: str) -> None:
    assert people_case(loud) == calm


@pytest.mark.parametrize(
    ("periods", "header", "period"),
    [
        (("Juli 2024", "Juni 2025", "Juli 2025"), "Perubahan (poin)", "2025-07"),
        (("Juli 2024", "Juni 2025", "Juli 2025"), "m-to-m", "2025-07"),
        (("TW II 2024", "TW I 2025", "TW II 2025"), "y-on-y (%)", "2025-Q2"),
        (("2023", "2024"), "yoy", "2024"),
    ],
)
def test_changes_are_of_the_last_period_beside_them(
    read_sheet: SheetReader, periods: tuple[str, ...], header: str, period: str
) -> None:
    reading = read_sheet(
        [
            [f"Tingkat Penghunian Kamar Hotel menurut Kelas di Kota Tangerang, {', '.join(periods)}"],
            ["Kelas", *periods, header],
            ["Bintang 1", *(41.25 + n for n in range(len(periods))), 2.25],
            ["Bintang 2", *(52.5 + n for n in range(len(periods))), 1.5],
            ["Bintang 3", *(58.75 + n for n in range(len(periods))), 2.5],
        ]
    )
    assert at(reading, f"{'ABCDE'[len(periods) + 1]}3", "period") == (period,)
    assert at(reading, "B3", "period") != (period,)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Target dan Realisasi Pajak Daerah Kota Tangerang s.d. September 2025 (dalam jutaan rupiah)", True),
        ("Pagu dan Realisasi Belanja Kota Tangerang 2025 (juta rupiah)", True),
        (
            "Jumlah Wajib Pajak dan Realisasi Pajak Kota Tangerang s/d September 2025 (dalam jutaan rupiah)",
            True,
        ),
        ("Jumlah Wajib Pajak dan Realisasi Pajak Kota Tangerang 2025 (juta rupiah)", False),
    ],
)
def test_a_scale_that_the_title_gives_to_all_is_that_of_plans_too(
    read_sheet: SheetReader, title: str, unit: bool
) -> None:
    reading = read_sheet(
        [
            [title],
            ["Jenis Pajak", "Target", "Realisasi Bulan Ini", "Sisa Target"],
            ["PBB-P2", 620_000, 519_360, 100_640],
            ["BPHTB", 710_000, 505_320, 204_680],
            ["Reklame", 48_000, 33_330, 14_670],
        ]
    )
    assert at(reading, "C3", "unit") == ("juta rupiah",)
    assert (at(reading, "B3", "unit") == ("juta rupiah",)) is unit
    assert (at(reading, "D3", "unit") == ("juta rupiah",)) is unit
    assert "s.d" not in str(at(reading, "B3", "indicator")[0])


def test_initials_that_the_title_explains_are_what_columns_measure(read_sheet: SheetReader) -> None:
    title = "Angka Partisipasi Murni (APM) dan Angka Partisipasi Kasar (APK) di Kota Salatiga, 2024"
    heads = ["APM Laki-laki", "APM Perempuan", "APM Total", "APK Laki-laki", "APK Perempuan", "APK Total"]
    reading = read_sheet(
        [
            [title],
            ["Jenjang", *heads],
            ["SD/MI", 98.12, 98.44, 98.28, 104.2, 103.8, 104.0],
            ["SMP/MTs", 78.2, 80.1, 79.14, 88.1, 90.4, 89.24],
            ["SMA/SMK/MA", 52.1, 55.6, 53.8, 70.2, 73.5, 71.8],
        ]
    )
    assert at(reading, "B3", "indicator", "unit") == ("Angka Partisipasi Murni (APM)", "persen")
    assert categories(reading, "C3") == {"perempuan", "sd/mi"}
    assert at(reading, "G5", "indicator", "role") == ("Angka Partisipasi Kasar (APK)", "total")
    assert "value-impossible" not in told(reading)


@pytest.mark.parametrize(
    ("initials", "before", "name"),
    [
        ("APM", "Tabel 4.1 Angka Partisipasi Murni", "Angka Partisipasi Murni"),
        ("APK", "dan Angka Partisipasi Kasar", "Angka Partisipasi Kasar"),
        ("PDRB", "Produk Domestik Regional Bruto", "Produk Domestik Regional Bruto"),
        ("KB", "Peserta Aktif", ""),
    ],
)
def test_initials_shorten_the_words_before_them(initials: str, before: str, name: str) -> None:
    assert explained_by(initials, before.split()) == name


def test_initials_in_labels_stay_capitals_beside_words_that_are_none(read_sheet: SheetReader) -> None:
    rows: list[list[object]] = [
        ["Kualitas Air Sungai Cisadane Kota Tangerang Tahun 2024"],
        ["Parameter", "Satuan", "Hulu", "Hilir"],
        ["BOD", "mg/L", 4.2, 6.8],
        ["KOB", "mg/L", 28.5, 41.7],
        ["TSS", "mg/L", 42, 71],
        ["Fecal Coliform", "MPN/100mL", 4300, 15000],
    ]
    assert at(read_sheet(rows), "C4", "indicator", "dimensions") == ("KOB", '{"rincian": "hulu"}')
    rows[5][0] = "KOLIFORM TINJA"
    assert at(read_sheet(rows), "C4", "indicator") == ("Kob",)


def test_rows_that_add_up_to_the_row_above_are_in_its_unit(read_sheet: SheetReader) -> None:
    def units(*figures: tuple[int, int]) -> list[object]:
        labels = ["Angkatan Kerja (orang)", "Bekerja", "Pengangguran", "Garis Depan"]
        reading = read_sheet(
            [
                ["Indikator Ketenagakerjaan Kota Tegal, 2021-2022"],
                ["Uraian", 2021, 2022],
                *([label, *row] for label, row in zip(labels, figures)),
            ]
        )
        return [at(reading, f"B{row}", "unit")[0] for row in range(3, 3 + len(figures))]

    assert units((90, 95), (60, 65), (30, 30), (7, 8)) == ["orang", "orang", "orang", ""]
    assert units((90, 95), (60, 65), (30, 31), (7, 8)) == ["orang", "", "", ""]
    assert units((90, 95), (90, 95), (7, 8)) == ["orang", "", ""]


def test_growths_against_earlier_quarters_are_of_the_growth_that_the_title_tells(
    read_sheet: SheetReader,
) -> None:
    reading = read_sheet(
        [
            ["Laju Pertumbuhan PDRB Kota Tegal Triwulan II-2024 Menurut Lapangan Usaha (persen)"],
            ["Lapangan Usaha", "q-to-q", "y-on-y"],
            ["A. Pertanian, Kehutanan, dan Perikanan", 1.2, 3.4],
            ["C. Industri Pengolahan", 2.2, 4.4],
        ]
    )
    assert at(reading, "B3", "indicator") == ("Laju Pertumbuhan PDRB (q-to-q)",)
    assert at(reading, "C4", "indicator") == ("Laju Pertumbuhan PDRB (y-on-y)",)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Jumlah Anggota DPRD Jember Tahun 2023", "Jumlah Anggota DPRD"),
        ("Jumlah Pasien RSUD Mamasa", "Jumlah Pasien RSUD"),
        ("Profil Responden RSUD Mamasa", "Responden RSUD"),
    ],
)
def test_members_and_patients_are_of_their_office(title: str, name: str) -> None:
    assert title_parts(official_regions(), title)[0] == name


def test_courts_bear_the_name_of_their_region() -> None:
    home = find_home(official_regions(), "Keadaan Perkara Pengadilan Negeri Jember 2023")
    assert home is not None
    assert home.code == "35.09"


@pytest.mark.parametrize(("numbers", "filled"), [((1, None, 2, None, None), True), ((1, 2, 3, 4, 5), False)])
def test_a_numbered_label_stands_for_the_rows_without_a_number(
    read_sheet: SheetReader, numbers: tuple[int | None, ...], filled: bool
) -> None:
    answers = ["Laki-laki", "Perempuan", "SD", "SMP", "SMA"]
    labels = ["Jenis Kelamin", None, "Pendidikan", None, None]
    reading = read_sheet(
        [
            ["PROFIL RESPONDEN SKM KOTA TEGAL SEMESTER I 2024"],
            ["No", "Karakteristik", "Jawaban", "Jumlah"],
            *zip(numbers, labels, answers, [40, 50, 20, 30, 41], strict=True),
        ]
    )
    assert ("pendidikan" in categories(reading, "D7")) is filled
    assert "sma" in categories(reading, "D7")
