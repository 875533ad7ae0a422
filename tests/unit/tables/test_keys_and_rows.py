"""Column keys, headings and rows as portals and offices write them, each read as a person would."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from tests.unit.tables.lookup import at, codes

ReadText = Callable[..., Reading]
ReadSheet = Callable[..., Reading]


def names(reading: Reading) -> set[str]:
    return set(reading.observations["indicator"])


def test_numbers_of_records_are_no_figures(read_text_table: ReadText) -> None:
    text = "kode_kabkota,nama_kabkota,tahun,klaster_id,persentase_miskin\n"
    rows = "1101,Simeulue,2020,0,18.49\n1102,Aceh Singkil,2020,1,20.2\n1103,Aceh Selatan,2020,1,13.09\n"
    assert names(read_text_table(text + rows)) == {"Persentase Miskin"}


def test_numbered_quarters_and_months_are_periods(read_text_table: ReadText) -> None:
    text = "tahun,triwulan_num,pdrb_adhb\n2020,1,100.5\n2020,2,101.5\n2020,3,103.5\n2020,4,104.5\n"
    reading = read_text_table(text)
    assert reading.observations["period"].to_list() == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"]
    months = read_text_table("tahun,bulan_ke,jumlah_aduan\n2020,1,5\n2020,12,7\n")
    assert months.observations["period"].to_list() == ["2020-01", "2020-12"]


def test_years_under_an_unknown_key_are_periods_where_rows_differ_by_nothing_else(
    read_text_table: ReadText,
) -> None:
    head = "kecamatan,epoch,lahan_terbangun_m2\n"
    rows = "Rembang,2000,3202\nPancur,2000,1109\nRembang,2005,3302\nPancur,2005,1139\n"
    reading = read_text_table(head + rows)
    assert names(reading) == {"Lahan Terbangun"}
    assert reading.observations["period"].to_list() == ["2000", "2000", "2005", "2005"]


def test_years_of_building_stay_figures_where_rows_differ_without_them(read_text_table: ReadText) -> None:
    text = "nama_sekolah,tahun_berdiri,jumlah_murid\nSDN 1,1985,200\nSDN 2,1990,210\nSDN 3,1985,190\n"
    assert set(read_text_table(text).observations["period"]) == {""}


def test_a_year_within_a_key_is_no_period_where_rows_have_years(read_text_table: ReadText) -> None:
    text = "provinsi,tahun,penduduk_2020_sensus_ribu,tpt_persen\nAceh,2015,5100,9.9\nRiau,2015,6300,7.8\n"
    assert set(read_text_table(text).observations["period"]) == {"2015"}


def test_the_year_behind_a_name_stays_a_period_where_rows_have_years(read_text_table: ReadText) -> None:
    text = "uraian,tahun,anggaran,realisasi 2022\nPajak Daerah,2023,100,90\nRetribusi Daerah,2023,50,40\n"
    assert set(read_text_table(text).observations["period"]) == {"2022", "2023"}


def test_pdrb_beside_other_indicators_is_measured_and_no_sum(read_text_table: ReadText) -> None:
    text = "kabkota,tahun,ipm,tpt,pdrb\nSimeulue,2020,66.0,5.7,2100\nAceh Singkil,2020,68.9,8.2,2500\n"
    assert "PDRB" in names(read_text_table(text, "data panel.csv"))


def test_keys_of_several_words_in_one_are_parted(read_text_table: ReadText) -> None:
    text = "NamaKecamatan,JumlahPenduduk,JumlahKeluarga\nCiledug,100,30\nLarangan,120,40\nBenda,90,25\n"
    reading = read_text_table(text, "Kota Tangerang 2023.csv")
    assert names(reading) == {"Jumlah Penduduk", "Jumlah Keluarga"}
    assert at(reading, "B2")["region_code"] == "36.71.06"


def test_heads_of_families_by_name_are_personal_data(read_text_table: ReadText) -> None:
    people = ["Trimo", "Ramelan", "Bibit", "Abdul Manan", "Suparti", "Katijan"]
    rows = "".join(f"{name},Sampung,{number}\n" for number, name in enumerate(people, 1))
    reading = read_text_table(f"KepalaKeluarga,DesaKelurahan,LuasLantai\n{rows}")
    assert codes(reading) >= {"personal-data"}
    assert reading.observations.is_empty()


def test_counts_of_heads_of_families_are_no_personal_data(read_text_table: ReadText) -> None:
    text = "Kecamatan,Kepala Keluarga\nCiledug,100\nLarangan,120\nBenda,90\nCipondoh,80\nPinang,70\n"
    assert "personal-data" not in codes(read_text_table(text, "Kota Tangerang 2023.csv"))


def test_the_district_called_like_a_source_line_is_a_row(read_text_table: ReadText) -> None:
    text = "Kecamatan,Jumlah Sekolah\nRembang,12\nSumber,15\nBulu,9\n"
    reading = read_text_table(text, "Kabupaten Rembang 2023.csv")
    assert reading.observations["region_code"].to_list() == ["33.17.10", "33.17.01", "33.17.02"]


def test_that_district_without_its_figures_parts_no_long_table(read_text_table: ReadText) -> None:
    rows = [
        f"{place},{year},{value},{value}"
        for year, value in (("2021", "0.5"), ("2022", ""), ("2023", "0.6"))
        for place in ("Bulu", "Sumber", "Rembang")
    ]
    reading = read_text_table("kecamatan,tahun,indeks_hijau,indeks_air\n" + "\n".join(rows) + "\n")
    assert names(reading) == {"Indeks Hijau", "Indeks Air"}
    assert reading.observations.height == 18


def test_a_source_line_in_two_cells_stays_one(read_text_table: ReadText) -> None:
    text = "Kecamatan,Jumlah Sekolah\nRembang,12\nBulu,9\nSumber,BPS Kabupaten Rembang\n"
    assert read_text_table(text, "Kabupaten Rembang 2023.csv").observations.height == 2


@pytest.mark.parametrize("written", ["Tidak Ada Satuan", "-", "n.a."])
def test_no_unit_is_no_unit(read_text_table: ReadText, written: str) -> None:
    rows = f"Aceh,2020,92.1,{written}\nRiau,2020,88.2,{written}\n"
    text = f"provinsi,tahun,indeks_pembangunan_gender,satuan\n{rows}"
    assert set(read_text_table(text).observations["unit"]) == {""}


def test_numbered_months_are_months(read_text_table: ReadText) -> None:
    rows = "1. Januari,5,6\n2. Februari,7,8\n3. Maret,4,5\n"
    reading = read_text_table("Bulan,2022,2023\n" + rows, "Aduan Kota Serang.csv")
    assert at(reading, "C3")["period"] == "2023-02"


def test_rates_below_all_districts_are_those_of_the_whole(read_sheet: ReadSheet) -> None:
    rows: list[list[object]] = [
        ["Kasus DBD Menurut Kecamatan di Kota Tangerang Tahun 2022"],
        ["No", "Kecamatan", "Kasus", "Meninggal"],
        [1, "Ciledug", 36, 1],
        [2, "Larangan", 38, 0],
        ["Jumlah", None, 74, 1],
        ["Incidence Rate per 100.000 Penduduk", None, 37.5, None],
    ]
    rate = at(read_sheet(rows), "C6")
    assert (rate["region_code"], rate["measure"]) == ("36.71", "rate")
    assert "Incidence Rate" in str(rate["indicator"])


def test_sexes_below_one_heading_are_no_roman_section(read_sheet: ReadSheet) -> None:
    rows: list[list[object]] = [
        ["DATA PPKS KOTA SERANG TAHUN 2022"],
        ["NO", "JENIS PPKS", "JENIS KELAMIN", None, "JUMLAH"],
        [None, None, "L", "P", None],
        [1, "Anak Terlantar", 31, 17, 48],
        [2, "Lansia Terlantar", 40, 71, 111],
        ["JUMLAH", None, 71, 88, 159],
    ]
    reading = read_sheet(rows, ["A2:A3", "B2:B3", "C2:D2", "E2:E3", "A6:B6"])
    assert at(reading, "E4")["dimensions"] == '{"jenis ppks": "anak terlantar"}'
    assert at(reading, "E6")["dimensions"] == "{}"


def test_a_value_and_its_grade_below_one_year_are_two_columns(read_sheet: ReadSheet) -> None:
    rows: list[list[object]] = [
        ["HASIL SKM PERANGKAT DAERAH KOTA SERANG TAHUN 2022 DAN 2023"],
        ["No", "Perangkat Daerah", 2022, None, 2023, None],
        [None, None, "Nilai", "Mutu", "Nilai", "Mutu"],
        [1, "Dinas Kesehatan", 83.65, "B (Baik)", 91.62, "A (Sangat Baik)"],
        [2, "Dinas Pertanian", 91.13, "A (Sangat Baik)", 88.32, "B (Baik)"],
    ]
    reading = read_sheet(rows, ["A2:A3", "B2:B3", "C2:D2", "E2:F2"])
    told = reading.observations.select("cell", "value", "period").rows()
    assert told == [
        ("C4", 83.65, "2022"),
        ("E4", 91.62, "2023"),
        ("C5", 91.13, "2022"),
        ("E5", 88.32, "2023"),
    ]
    assert at(reading, "C4")["dimensions"] == '{"perangkat daerah": "dinas kesehatan"}'


def test_indicators_that_name_themselves_need_no_heading(read_sheet: ReadSheet) -> None:
    rows: list[list[object]] = [
        ["RESUME PROFIL KESEHATAN KOTA SERANG TAHUN 2022"],
        ["NO", "INDIKATOR", "ANGKA/NILAI", "SATUAN", "NO. LAMPIRAN"],
        ["I", "GAMBARAN UMUM"],
        [1, "Jumlah Penduduk", 700000, "Jiwa", "Tabel 2"],
        [2, "Kepadatan Penduduk", 2600.5, "Jiwa/Km2", "Tabel 1"],
        ["II", "SARANA"],
        [3, "Jumlah Posyandu", 300, "Posyandu", "Tabel 10"],
    ]
    reading = read_sheet(rows)
    assert names(reading) == {"Jumlah Penduduk", "Kepadatan Penduduk", "Jumlah Posyandu"}
    assert (at(reading, "C4")["unit"], at(reading, "C4")["dimensions"]) == ("jiwa", "{}")


def test_districts_known_in_many_places_lie_where_all_of_them_do(read_text_table: ReadText) -> None:
    text = "kecamatan,kelurahan,jumlah_rt,tahun\nPetasia,Kolonodale,10,2023\nLembo,Beteleme,30,2023\n"
    reading = read_text_table(text)
    assert reading.observations["region_code"].to_list() == ["72.12.01.1001", "72.12.04.2001"]


LRA = """LAPORAN REALISASI ANGGARAN KOTA SERANG TAHUN ANGGARAN 2025
Uraian,Anggaran,Realisasi
Belanja Pegawai,1000000,{0}
Belanja Barang,1000000,{0}
"""


@pytest.mark.parametrize(
    ("done", "period", "flags", "name"),
    [
        (960_000, "2025", "", "Realisasi Anggaran"),
        (350_000, "2025-04", "", "Realisasi Anggaran sampai April"),
        (90_000, "2025", "provisional", "Realisasi Anggaran sampai April"),
    ],
    ids=["over", "until-then", "running"],
)
def test_what_is_done_of_a_budget_tells_whether_its_year_is_over(
    read_text_table: ReadText, done: int, period: str, flags: str, name: str
) -> None:
    reading = read_text_table(LRA.format(done), "lra april.csv")
    found = at(reading, "C3")
    assert (found["period"], found["flags"], found["indicator"]) == (period, flags, name)
    assert "reading-doubtful" not in codes(reading)


def test_half_a_budget_done_by_april_is_asked_about(read_text_table: ReadText) -> None:
    reading = read_text_table(LRA.format(600_000), "lra april.csv")
    assert "reading-doubtful" in codes(reading)


@pytest.mark.parametrize("header", ["K E C A M A T A N", "K E C A\nM A T A N"])
def test_letters_spaced_for_looks_head_districts(read_sheet: ReadSheet, header: str) -> None:
    rows: list[list[object]] = [
        ["JUMLAH PASAR DI KOTA TANGERANG TAHUN 2022"],
        ["N O", header, "J U M L A H   P A S A R"],
        [1, "CILEDUG", 3],
        [2, "LARANGAN", 4],
        [None, "J U M L A H", 7],
    ]
    reading = read_sheet(rows)
    assert reading.observations["region_code"].to_list() == ["36.71.06", "36.71.13", "36.71"]


def test_single_ages_are_categories(read_text_table: ReadText) -> None:
    rows = "7,90,95\n8,91,96\n9,92,97\n10,93,98\n"
    reading = read_text_table(
        f"Umur,Laki-laki,Perempuan\n{rows}", "Penduduk Usia Sekolah Kota Serang 2022.csv"
    )
    assert at(reading, "B2")["dimensions"] == '{"jenis kelamin": "laki-laki", "kelompok umur": "7"}'


def test_breakdowns_without_names_in_rows_and_columns_are_two(read_text_table: ReadText) -> None:
    rows = "Infrastruktur,57,8,65\nKesehatan,6,20,26\nGrand Total,63,28,91\n"
    reading = read_text_table(f",Selesai,Proses,Grand Total\n{rows}", "Jumlah Aduan Kota Serang 2022.csv")
    told = [str(value) for value in reading.observations["dimensions"]]
    assert '{"kelompok": "selesai", "rincian": "infrastruktur"}' in told
    assert "duplicate-differs" not in codes(reading)


def test_sums_within_groups_sum_the_finer_breakdown(read_sheet: ReadSheet) -> None:
    rows: list[list[object]] = [
        ["Aset Koperasi Menurut Kelompok dan Jenis di Kota Serang, 2022 (juta rupiah)"],
        ["Kelompok", "Uraian", "Aset"],
        ["Produsen", "Pertanian", 10],
        [None, "Perikanan", 20],
        [None, "Jumlah", 30],
        ["Konsumen", "Karyawan", 5],
        [None, "Sekolah", 7],
        [None, "Jumlah", 12],
        ["Total", None, 42],
    ]
    reading = read_sheet(rows, ["A3:A5", "A6:A8", "A9:B9"])
    assert at(reading, "C3")["dimensions"] == '{"jenis": "pertanian", "kelompok": "produsen"}'
    assert at(reading, "C5")["dimensions"] == '{"kelompok": "produsen"}'
    assert not codes(reading) & {"total-differs", "duplicate-differs"}


def test_a_line_above_the_header_gives_the_unit(read_sheet: ReadSheet) -> None:
    rows: list[list[object]] = [
        ["Tenaga Kerja Industri Menurut Kecamatan di Kota Tangerang Tahun 2022"],
        [None, None, "Satuan: Orang"],
        ["Kecamatan", "Industri Kecil", "Industri Menengah"],
        ["Ciledug", 100, 20],
        ["Larangan", 80, 15],
    ]
    assert set(read_sheet(rows).observations["unit"]) == {"orang"}


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("kepadatan_penduduk_jiwa_per_km2", "Kepadatan Penduduk", "jiwa/km2"),
        ("tekanan_udara_rata_rata (mb)", "Tekanan Udara Rata-rata", "mbar"),
    ],
)
def test_units_at_the_end_of_keys(read_text_table: ReadText, header: str, name: str, unit: str) -> None:
    text = f"kecamatan,tahun,{header}\nCiledug,2022,100.5\nLarangan,2022,101.5\n"
    found = read_text_table(text).observations.select("indicator", "unit").unique().row(0)
    assert (str(found[0]).casefold(), found[1]) == (name.casefold(), unit)


def test_the_unit_behind_the_english_half_holds_for_lowest_and_highest(read_sheet: ReadSheet) -> None:
    rows: list[list[object]] = [
        ["Suhu Udara Menurut Bulan di Kota Serang, 2022"],
        ["Bulan", "Suhu/Temperature (°C)", None],
        [None, "Minimum", "Maksimum"],
        ["Januari", 22.5, 33.1],
        ["Februari", 22.1, 32.9],
    ]
    reading = read_sheet(rows, ["A2:A3", "B2:C2"])
    assert set(reading.observations["unit"]) == {"°C"}


def test_noise_of_binary_fractions_is_no_figure(read_sheet: ReadSheet, read_text_table: ReadText) -> None:
    text = read_text_table("tahun,pdrb\n2011,31.995759999999997\n2012,34.24883000000001\n")
    assert text.observations["value"].to_list() == [31.99576, 34.24883]
    stored = read_sheet([["Tahun", "PDRB"], [2011, 0.1 + 0.2], [2012, 34.5]])
    assert stored.observations["value"].to_list() == [0.3, 34.5]


def test_counts_under_the_name_of_a_share_are_counts(read_text_table: ReadText) -> None:
    text = "Kecamatan,Sasaran Bayi,IDL,% IDL\nCiledug,803,714,88.9\nLarangan,453,403,89.0\n"
    reading = read_text_table(text, "Imunisasi Kota Tangerang 2022.csv")
    assert (at(reading, "C2")["unit"], at(reading, "C2")["measure"]) == ("", "count")
    assert at(reading, "D2")["unit"] == "persen"


def test_the_unit_of_one_column_is_not_that_of_all(read_text_table: ReadText) -> None:
    text = "tahun,jumlah,growth,satuan\n2001,9090923,1.86,Persen\n2002,9108728,0.2,Persen\n"
    reading = read_text_table(text, "wisatawan jakarta.csv")
    assert (at(reading, "B2")["unit"], at(reading, "C2")["unit"]) == ("", "persen")


def test_figures_that_their_indicator_cannot_have_are_doubted(read_text_table: ReadText) -> None:
    text = "provinsi,tahun,umur_harapan_hidup\nAceh,2020,69.9\nRiau,2020,7.15\nJambi,2020,71.1\n"
    reading = read_text_table(text)
    assert [(p.where.cell, p.variant) for p in reading.problems if p.code == "value-impossible"] == [
        ("C3", "unlikely")
    ]
    assert at(reading, "C3")["flags"] == "doubtful"


def test_counts_that_a_file_name_makes_percentages_are_doubted(read_text_table: ReadText) -> None:
    rows = "15-24,2669321,2117779,50000\n25-34,4807848,14073,60000\n"
    text = f"kelompok_umur,Bekerja,Sekolah,Lainnya\n{rows}"
    reading = read_text_table(text, "tpt umur provinsi agustus 2025.csv")
    assert {p.variant for p in reading.problems if p.code == "value-impossible"} == {"unlikely"}
    assert set(reading.observations["flags"]) == {"doubtful"}


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("produktivitas_ku_ha", "Produktivitas", "kuintal/hektare"),
        ("Luas Panen Padi HA", "Luas Panen Padi", "hektare"),
        ("suhu_max_celsius", "Suhu Max", "°C"),
    ],
)
def test_units_without_brackets(read_text_table: ReadText, header: str, name: str, unit: str) -> None:
    reading = read_text_table(f"kecamatan,tahun,{header}\nCiledug,2022,30.5\nLarangan,2022,31.5\n")
    assert reading.observations.select("indicator", "unit").unique().rows() == [(name, unit)]


def test_a_column_of_indicators_names_what_is_measured(read_text_table: ReadText) -> None:
    head = "tahun,indikator_angkatan_kerja,satuan,nilai\n"
    rows = "2006,Jumlah Angkatan Kerja,Ribu orang,4121.8\n2007,Jumlah Angkatan Kerja,Ribu orang,4395.3\n"
    rows += "2006,Pekerja Informal,Persen,32.6\n2007,Pekerja Informal,Persen,33.1\n"
    assert names(read_text_table(head + rows)) == {"Jumlah Angkatan Kerja", "Pekerja Informal"}
