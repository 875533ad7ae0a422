"""What the rows of published tables are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from rupadata.tables.long import long_open
from tests.unit.tables.lookup import at

Reader = Callable[..., Reading]


def test_names_below_the_heading_kota_are_cities(read_text_table: Reader) -> None:
    text = (
        '"Jumlah Penduduk Menurut Kabupaten/Kota di Provinsi Jawa Tengah",,\n'
        "Kabupaten/Kota,2022,2023\nKabupaten,,\nMagelang,1312573,1321000\nSemarang,1068492,1080000\n"
        "Kota/Municipality,,\nMagelang,121610,121700\nSemarang,1659975,1694740\n"
        "Jawa Tengah,37032410,37540962\n"
    )
    reading = read_text_table(text)
    assert [at(reading, f"B{row}")["region_code"] for row in (4, 5, 7, 8, 9)] == [
        "33.08",
        "33.22",
        "33.71",
        "33.74",
        "33",
    ]
    assert {at(reading, f"B{row}")["indicator"] for row in (4, 8)} == {"Jumlah Penduduk"}


def test_rates_below_counts_are_indicators_of_their_own(read_sheet: Reader) -> None:
    rows = [
        ["Penduduk Berumur 15 Tahun ke Atas Menurut Jenis Kegiatan di Kabupaten Gresik, 2023"],
        ["Kegiatan Utama", "Laki-laki", "Perempuan", "Jumlah"],
        ["Bekerja/Working", 382110, 272001, 654111],
        ["Pengangguran Terbuka/Unemployment", 30221, 16753, 46974],
        ["Mengurus Rumah Tangga/Housekeeping", 12005, 160332, 172337],
        ["Lainnya/Others", 40662, 23020, 63682],
        ["Jumlah/Total", 464998, 472106, 937104],
        ["Tingkat Partisipasi Angkatan Kerja (TPAK)", 81.96, 56.37, 69.05],
    ]
    reading = read_sheet(rows)
    rate = at(reading, "D8")
    assert (rate["indicator"], rate["unit"], rate["measure"], rate["dimensions"]) == (
        "Tingkat Partisipasi Angkatan Kerja (TPAK)",
        "persen",
        "rate",
        "{}",
    )
    assert at(reading, "D5")["dimensions"] == '{"kegiatan utama": "mengurus rumah tangga"}'
    assert at(reading, "D7")["role"] == "total"
    assert not [p for p in reading.problems if p.code in ("total-differs", "count-not-whole")]


def test_growth_below_the_months_is_no_number_of_visits(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Kedatangan Wisatawan Asing ke Provinsi Bali Menurut Bulan (Kunjungan)"],
        ["Bulan", 2022, 2023],
        *[
            [month, 100000 + i, 200000 + i]
            for i, month in enumerate(("Januari", "Februari", "Maret", "April"))
        ],
        ["Jumlah", 400006, 800006],
        ["Pertumbuhan (%)", 12.5, 99.99],
    ]
    growth = at(read_sheet(rows), "C8")
    assert (growth["indicator"], growth["unit"], growth["measure"]) == (
        "Pertumbuhan Kedatangan Wisatawan Asing",
        "persen",
        "rate",
    )


def test_a_section_of_town_and_country_together_is_the_total(read_sheet: Reader) -> None:
    rows: list[list[object]] = [
        ["Jumlah Penduduk Miskin di Provinsi Jawa Timur Menurut Daerah (ribu jiwa)"],
        ["Daerah/Tahun", "Jumlah Penduduk Miskin (ribu jiwa)"],
    ]
    for section, values in (
        ("Perkotaan", (1700.5, 1701.5)),
        ("Perdesaan", (2300.5, 2301.5)),
        ("Perkotaan+Perdesaan", (4001.0, 4003.0)),
    ):
        rows += [[section, None], ["Maret 2022", values[0]], ["September 2022", values[1]]]
    reading = read_sheet(rows)
    whole = at(reading, "B10")
    assert (whole["dimensions"], whole["role"], whole["period"]) == ("{}", "total", "2022-03")
    assert at(reading, "B4")["dimensions"] == '{"daerah": "perkotaan"}'


def test_a_column_that_only_classifies_is_no_breakdown(read_text_table: Reader) -> None:
    text = (
        "Kabupaten Kota,Tahun,Sum of IPM,Kategori_IPM\n"
        "Asahan,2022,69.92,Sedang\nAsahan,2023,70.29,Tinggi\n"
        "Dairi,2022,70.9,Tinggi\nDairi,2023,71.2,Tinggi\n"
        "Toba,2022,73.1,Tinggi\nToba,2023,74.2,Tinggi\n"
    )
    reading = read_text_table(text, "ipm.csv", "sumatera_utara")
    assert set(reading.observations["dimensions"]) == {"{}"}
    assert [p.code for p in reading.problems if p.code == "column-describes"] == ["column-describes"]


def test_a_column_that_breaks_down_stays_a_breakdown(read_text_table: Reader) -> None:
    text = "Kecamatan,Jenis Ternak,Jumlah (ekor)\n" + "".join(
        f"{district},{animal},{number}\n"
        for number, (district, animal) in enumerate(
            ((d, a) for d in ("Andir", "Coblong", "Sukajadi") for a in ("Sapi", "Kambing")), 40
        )
    )
    reading = read_text_table(text, "ternak 2023.csv", "kota_bandung")
    assert set(reading.observations["dimensions"]) == {
        '{"jenis ternak": "sapi"}',
        '{"jenis ternak": "kambing"}',
    }


def test_a_running_number_of_two_digits_is_as_deep_as_one_of_one_digit(read_sheet: Reader) -> None:
    districts = ["Ciledug", "Larangan", "Karang Tengah", "Cipondoh", "Pinang", "Tangerang", "Karawaci"]
    districts += ["Cibodas", "Jatiuwung", "Periuk", "Neglasari", "Batuceper", "Benda"]
    rows = [
        ["Tabel 4.1.2 Jumlah Guru SD Menurut Kecamatan di Kota Tangerang, 2022 dan 2023"],
        ["Kecamatan", "2022", "2023"],
        *[[f"{i}. {name}", 10 + i, 20 + i] for i, name in enumerate(districts, start=1)],
        ["Kota Tangerang", 221, 351],
    ]
    reading = read_sheet(rows, [])
    assert at(reading, "B12")["region_code"] == "36.71.08"
    assert at(reading, "B15")["region_code"] == "36.71.04"


def test_a_village_with_the_name_of_another_district_stays_a_village(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Penduduk Menurut Kecamatan dan Kelurahan di Kota Tangerang, 2023"],
        ["Kecamatan/Kelurahan", "Jumlah"],
        ["Kecamatan Karawaci", 300],
        ["Karawaci", 100],
        ["Cimone", 200],
        ["Kecamatan Pinang", 90],
        ["Pinang", 40],
        ["Cipete", 50],
    ]
    reading = read_sheet(rows, [])
    assert at(reading, "B3")["region_code"] == "36.71.07"
    assert str(at(reading, "B4")["region_code"]).startswith("36.71.07.")
    assert str(at(reading, "B7")["region_code"]).startswith("36.71.11.")


@pytest.mark.parametrize(
    ("place", "code"),
    [("Kabupaten Batu Bara", "12.19"), ("Kabupaten Intan Jaya", "94.07"), ("Kab. Bintan", "21.01")],
)
def test_a_regency_named_like_a_mineral_is_still_the_home(place: str, code: str, read_sheet: Reader) -> None:
    rows = [
        [f"Jumlah Penduduk Menurut Bulan di {place}, 2023"],
        ["Bulan", 2023],
        ["Januari", 5],
        ["Februari", 6],
    ]
    assert at(read_sheet(rows, []), "B3")["region_code"] == code


def test_numbers_from_seventy_one_on_are_those_of_cities(read_text_table: Callable[..., Reading]) -> None:
    text = "Kabupaten/Kota,2023\n01. Bogor,1\n02. Sukabumi,2\n71. Bogor,3\n72. Sukabumi,4\n"
    reading = read_text_table(text, "IPM Jawa Barat.csv")
    assert [at(reading, f"B{r}")["region_code"] for r in (2, 3, 4, 5)] == [
        "32.01",
        "32.02",
        "32.71",
        "32.72",
    ]


def test_a_second_title_in_two_languages_below_a_source_is_a_title(read_sheet: Reader) -> None:
    rows = [
        ["Tabel 4.1 Jumlah Guru Menurut Kecamatan di Kota Tangerang, 2022-2023"],
        ["Kecamatan", 2022, 2023],
        ["Ciledug", 10, 20],
        ["Benda", 30, 40],
        ["Sumber: BPS Kota Tangerang"],
        [],
        ["Jumlah Puskesmas Menurut Kecamatan di Kota Tangerang (unit), 2022-2023"],
        ["Number of Health Centres by District"],
        ["Kecamatan/District", "Tahun/Year"],
        [None, 2022, 2023],
        ["Ciledug", 1, 2],
        ["Benda", 3, 4],
    ]
    figure = at(read_sheet(rows, ["B9:C9"]), "C12")
    assert (figure["indicator"], figure["unit"], figure["period"]) == ("Jumlah Puskesmas", "unit", "2023")


def test_districts_beside_the_code_of_their_city_are_districts(
    read_text_table: Callable[..., Reading],
) -> None:
    head = "kode_kabupaten_kota,nama_kabupaten_kota,kecamatan,jumlah_posyandu,tahun\n"
    rows = "33.74,KOTA SEMARANG,Mijen,20,2023\n33.74,KOTA SEMARANG,Gunungpati,21,2023\n"
    reading = read_text_table(head + rows + "33.74,KOTA SEMARANG,Antah Berantah,22,2023\n")
    assert [at(reading, f"D{r}")["region_code"] for r in (2, 3, 4)] == ["33.74.14", "33.74.12", ""]
    assert "region-unknown" in {problem.code for problem in reading.problems}


def test_prices_in_rupiah_are_whole(read_text_table: Callable[..., Reading]) -> None:
    text = 'Komoditas,Satuan,Jan-23,Feb-23\nBeras,Rp/kg,"12.500","12.650"\nCabai,Rp/kg,"45.000","52.000"\n'
    reading = read_text_table(text, "Harga Kota Ambon.csv")
    assert at(reading, "C2")["value"] == 12500.0
    assert "number-mark-ambiguous" not in {problem.code for problem in reading.problems}


def test_the_code_and_name_of_the_whole_below_the_districts_are_the_whole(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Penduduk Menurut Kecamatan di Kota Tangerang, 2023"],
        ["Kode", "Kecamatan", 2023],
        ["36.71.06", "Ciledug", 10],
        ["36.71.04", "Benda", 20],
        ["36.71", "Kota Tangerang", 30],
    ]
    whole = at(read_sheet(rows, []), "C5")
    assert (whole["region_code"], whole["role"]) == ("36.71", "total")


def test_the_whole_may_be_called_as_one_of_its_districts(read_sheet: Reader) -> None:
    districts = [("Ciledug", 10), ("Benda", 20), ("Tangerang", 30), ("Larangan", 40)]
    reading = read_sheet(
        [
            ["Jumlah Penduduk Menurut Kecamatan di Kota Tangerang, 2024"],
            [],
            ["Kecamatan", "Laki-laki", "Perempuan"],
            *([name, value, value + 1] for name, value in districts),
            ["Tangerang", 100, 104],
        ]
    )
    found = {cell: at(reading, cell)["region_code"] for cell in ("B6", "B8")}
    assert found == {"B6": "36.71.01", "B8": "36.71"}
    assert not reading.problems


@pytest.mark.parametrize("name", ["Benda", "Serpong"])
@pytest.mark.parametrize("long", [False, True])
def test_a_dotted_code_stands_but_a_name_of_another_region_is_told(
    read_text_table: Reader, monkeypatch: pytest.MonkeyPatch, name: str, long: bool
) -> None:
    rows = ["36.71.06,Ciledug,2020,5", f"36.71.06,{name},2021,6", "36.71.07,KARAWACI,2021,3"]
    text = "\n".join(["kode_kecamatan,nama_kecamatan,tahun,jumlah_sekolah", *rows]) + "\n"
    if long:
        monkeypatch.setattr(long_open, "MIN_BYTES", 0)
        monkeypatch.setattr(long_open, "MIN_ROWS", 0)
    reading = read_text_table(text)
    assert at(reading, "D3")["region_code"] == "36.71.06"
    told = [(p.code, p.where.cell) for p in reading.problems if p.severity == "warning"]
    assert told == [("region-code-against-name", "D3")]


def test_a_row_without_its_code_does_not_take_the_code_above(read_text_table: Reader) -> None:
    text = (
        "kode_kecamatan,nama_kecamatan,tahun,jumlah_sekolah\n36.71.06,Ciledug,2020,11\n"
        "36.71.06,Ciledug,2021,12\n,Antah Berantah,2020,5\n,Antah Berantah,2021,6\n,,2022,9\n"
    )
    reading = read_text_table(text)
    assert [at(reading, f"D{row}")["region_code"] for row in (3, 4, 5, 6)] == ["36.71.06", "", "", ""]
    told = [p.where.cell for p in reading.problems if p.code == "region-unknown"]
    assert told == ["D4", "D5", "D6"]


def test_known_categories_below_an_element_are_its_parts(read_text_table: Reader) -> None:
    text = (
        "Data Kependudukan Kota Tangerang;;;;\nNo;Elemen;2022;2023;Satuan\n1;Jumlah Penduduk;300;310;Jiwa\n"
        ";a. Laki-laki;150;156;Jiwa\n;b. Perempuan;150;153;Jiwa\n2;Kepadatan Penduduk;11;12;Jiwa/Km2\n"
        "3;Angka Harapan Hidup;72,1;72,4;Tahun\n4;Laju Pertumbuhan Penduduk;1,1;1,2;Persen\n"
    )
    reading = read_text_table(text)
    part = at(reading, "C4")
    assert (part["indicator"], part["dimensions"], part["role"]) == (
        "Jumlah Penduduk",
        '{"jenis kelamin": "laki-laki"}',
        "part",
    )
    assert at(reading, "C3")["role"] == "total"
    assert at(reading, "C6")["indicator"] == "Kepadatan Penduduk"
    assert [(p.code, p.where.cell) for p in reading.problems if p.severity == "warning"] == [
        ("total-differs", "D3")
    ]


def test_coded_accounts_hold_those_below_them(read_sheet: Reader) -> None:
    rows = [
        ["REALISASI PENDAPATAN DAN BELANJA DAERAH KABUPATEN SLEMAN TAHUN ANGGARAN 2023"],
        ["(dalam rupiah)"],
        ["No", "Uraian", "Anggaran", "Realisasi", "%"],
        ["1", "PENDAPATAN DAERAH", 3_000_000, 3_100_000, 103.33],
        ["1.1", "Pendapatan Asli Daerah", 1_000_000, 1_100_000, 110.0],
        ["1.1.1", "Pajak Daerah", 700_000, 800_000, 114.29],
        ["1.1.2", "Retribusi Daerah", 300_000, 300_000, 100.0],
        ["1.2", "Pendapatan Transfer", 2_000_000, 2_000_000, 100.0],
        ["2", "BELANJA DAERAH", 2_900_000, 2_800_000, 96.55],
        ["2.1", "Belanja Operasi", 2_900_000, 2_800_000, 96.55],
        ["SURPLUS/(DEFISIT)", None, 100_000, 300_000, None],
    ]
    reading = read_sheet(rows)
    roles = [at(reading, f"C{row}")["role"] for row in range(4, 12)]
    assert roles == ["subtotal", "subtotal", "part", "part", "part", "subtotal", "part", "part"]
    assert at(reading, "C11")["dimensions"] == '{"rincian": "surplus/(defisit)"}'
    names = [at(reading, f"{column}6")["indicator"] for column in "CD"]
    assert names == ["Anggaran Pendapatan dan Belanja Daerah", "Realisasi Pendapatan dan Belanja Daerah"]


def test_the_village_called_as_its_district_is_no_whole_where_a_sum_stands(read_sheet: Reader) -> None:
    rows = [
        ["BANYAKNYA RT DAN RW PER KELURAHAN"],
        ["KECAMATAN CIBODAS KOTA TANGERANG"],
        ["TAHUN 2023"],
        ["NO.", "KELURAHAN", "RW", "RT"],
        [1, "Cibodas", 15, 80],
        [2, "Cibodas Baru", 16, 90],
        [3, "Jatiuwung", 5, 25],
        [None, "JUMLAH", 36, 195],
    ]
    reading = read_sheet(rows)
    codes = [at(reading, f"C{row}")["region_code"] for row in range(5, 9)]
    assert codes == ["36.71.09.1001", "36.71.09.1003", "36.71.09.1006", "36.71.09"]
    assert not reading.problems


def test_components_in_units_of_their_own_are_indicators(read_sheet: Reader) -> None:
    rows = [
        ["Komponen Indeks Pembangunan Manusia Kota Tangerang, 2022–2023"],
        ["Komponen", "Satuan", "2022", "2023"],
        ["Umur Harapan Hidup", "Tahun", 72.4, 72.6],
        ["Pengeluaran per Kapita Disesuaikan", "Ribu Rp/Orang/Tahun", 15000, 15400],
        ["IPM", None, 79.1, 79.6],
    ]
    reading = read_sheet(rows)
    found = [(at(reading, f"C{row}")["indicator"], at(reading, f"C{row}")["unit"]) for row in (3, 4, 5)]
    assert found == [
        ("Umur Harapan Hidup", "tahun"),
        ("Pengeluaran per Kapita Disesuaikan", "ribu rupiah/orang/tahun"),
        ("Indeks Pembangunan Manusia", ""),
    ]
