from __future__ import annotations

from collections.abc import Callable

from rupadata.model.observations import OBSERVATION_SCHEMA, Reading
from tests.unit.tables.lookup import at, codes

Reader = Callable[..., Reading]
DISTRICTS = ["Ciledug", "Larangan", "Karang Tengah", "Cipondoh", "Pinang"]


def test_the_frame_has_exactly_the_columns_of_the_contract(read_text_table: Reader) -> None:
    reading = read_text_table("Kecamatan,2022\nMagersari,3\n", folder="kota_mojokerto")
    assert dict(reading.observations.schema) == OBSERVATION_SCHEMA


def test_a_bilingual_table_with_merged_headers_gives_categories_and_totals(read_sheet: Reader) -> None:
    rows = [
        ["Tabel/Table 4.1 Jumlah Guru Menurut Kecamatan di Kota Tangerang, 2022/2023"],
        [],
        ["Kecamatan\nDistrict", "Status Sekolah", None, None],
        [None, "Negeri\nPublic", "Swasta\nPrivate", "Jumlah\nTotal"],
        ["(1)", "(2)", "(3)", "(4)"],
        *[[name, 10 + i, 5, 15 + i] for i, name in enumerate(DISTRICTS)],
        ["Kota Tangerang", 60, 25, 85],
        ["Sumber/Source: Dinas Pendidikan Kota Tangerang"],
    ]
    reading = read_sheet(rows, ["A3:A4", "B3:D3"])
    part, total = at(reading, "B6"), at(reading, "D6")
    assert (part["indicator"], part["dimensions"], part["value"]) == (
        "Jumlah Guru",
        '{"status sekolah": "negeri"}',
        10.0,
    )
    assert (part["region_code"], part["period"], part["flags"]) == ("36.71.06", "2022/2023", "school-year")
    assert (total["dimensions"], total["role"], total["value"]) == ("{}", "total", 15.0)
    assert at(reading, "D11")["region_code"] == "36.71"
    assert part["producer"] == "Dinas Pendidikan Kota Tangerang"


def test_years_as_columns_with_marks_are_periods_with_flags(read_sheet: Reader) -> None:
    rows = [
        ["Lapangan Usaha/Industry", 2021, "2022*", "2023**"],
        ["Pertanian/Agriculture", "1,5", "1,6", "…"],
    ]
    reading = read_sheet(rows, name="Laju Pertumbuhan PDRB Kota Mojokerto.xlsx")
    assert [at(reading, cell)["period"] for cell in ("B2", "C2", "D2")] == ["2021", "2022", "2023"]
    assert at(reading, "C2")["flags"] == "provisional"
    assert at(reading, "D2")["missing"] == "not-available"
    assert at(reading, "B2")["dimensions"] == '{"lapangan usaha": "pertanian"}'


def test_regions_as_columns_are_regions(read_text_table: Reader) -> None:
    text = (
        "Tahun,Kab. Lebak,Kota Serang,Kota Cilegon,Banten\n"
        "2022,64.7,73.7,73.9,73.3\n"
        "2023,65.1,74.1,74.2,73.9\n"
    )
    reading = read_text_table(text, "Indeks Pembangunan Manusia Provinsi Banten.csv")
    assert [at(reading, f"{c}2")["region_code"] for c in "BCDE"] == ["36.02", "36.73", "36.72", "36"]


def test_districts_and_their_villages_under_each_other_keep_apart(read_sheet: Reader) -> None:
    rows = [
        ["Kecamatan/Kelurahan", "Jumlah Penduduk 2023"],
        ["010. Prajurit Kulon", 50],
        ["01. Surodinawan", 20],
        ["02. Prajurit Kulon", 30],
        ["020. Magersari", 40],
        ["01. Wates", 25],
        ["02. Magersari", 15],
        ["Jumlah", 90],
    ]
    reading = read_sheet(rows, folder="bps_kota_mojokerto")
    assert [at(reading, f"B{row}")["region_code"] for row in (2, 4, 5, 7, 8)] == [
        "35.76.01", "35.76.01.1006", "35.76.02", "35.76.02.1003", "35.76",
    ]  # fmt: skip
    assert [at(reading, f"B{row}")["role"] for row in (2, 3, 8)] == ["subtotal", "part", "total"]


def test_headings_between_rows_name_the_indicators_below(read_sheet: Reader) -> None:
    rows = [
        ["Uraian", 2022, 2023],
        ["Nilai PDRB (Juta Rp.)", None, None],
        ["a. ADHB", 10.5, 11.5],
        ["b. ADHK 2010", 8.5, 9.5],
        ["Jumlah Penduduk (jiwa)", 100, 110],
    ]
    reading = read_sheet(rows, folder="kota_mojokerto")
    first, last = at(reading, "B3"), at(reading, "C5")
    assert (first["indicator"], first["unit"], first["period"]) == (
        "PDRB Atas Dasar Harga Berlaku",
        "juta rupiah",
        "2022",
    )
    assert (last["indicator"], last["unit"], last["period"]) == ("Jumlah Penduduk", "jiwa", "2023")


def test_a_total_that_does_not_add_up_is_told_at_its_cell(read_text_table: Reader) -> None:
    reading = read_text_table(
        "Kecamatan,Laki-laki,Perempuan,Jumlah\nMagersari,10,12,23\n", "penduduk 2023.csv", "kota_mojokerto"
    )
    assert [p.where.cell for p in reading.problems if p.code == "total-differs"] == ["D2"]


def test_shares_that_lost_their_decimal_mark_are_flagged(read_text_table: Reader) -> None:
    text = (
        "uraian,rasio\nBelanja Daerah,100.0\nBelanja Operasi,717.0\nBelanja Modal,278.0\nBelanja Lain,5.0\n"
    )
    text = text.replace("uraian,rasio", "uraian,pagu,rasio").replace("Daerah,", "Daerah,1000,")
    text = (
        text.replace("Operasi,", "Operasi,717,").replace("Modal,", "Modal,278,").replace("Lain,", "Lain,5,")
    )
    reading = read_text_table(text, "belanja 2023.csv", "kota_tangerang")
    assert at(reading, "B2")["role"] == "total"
    assert {p.where.cell for p in reading.problems if p.code == "share-scale"} == {"C3", "C4", "C5"}
    assert at(reading, "C3")["flags"] == "damaged"


def test_earlier_years_below_the_regions_are_totals_of_those_years(read_sheet: Reader) -> None:
    rows = [
        ["Kecamatan", "Jumlah Sekolah"],
        ["Magersari", 4],
        ["Kranggan", 3],
        ["Kota Mojokerto", 7],
        ["2021", 6],
    ]
    reading = read_sheet(rows, name="sekolah 2022.xlsx", folder="kota_mojokerto")
    earlier = at(reading, "B5")
    assert (earlier["period"], earlier["region_code"], earlier["role"]) == ("2021", "35.76", "total")


def test_a_second_table_on_the_sheet_has_its_own_title_and_columns(read_sheet: Reader) -> None:
    rows = [
        ["Tabel 5.1 Curah Hujan di Kota Tangerang, 2022"],
        ["Bulan", "Curah Hujan (mm)"],
        ["Januari/January", "10,5"],
        ["Februari/February", "-"],
        [],
        ["Tabel 5.2 Jumlah Pengaduan di Kota Tangerang, 2023"],
        ["Kategori", "Triwulan I", "Triwulan II"],
        ["Sampah", 3, 4],
        ["Jalan", 5, 6],
    ]
    reading = read_sheet(rows)
    assert (at(reading, "B3")["period"], at(reading, "B3")["unit"]) == ("2022-01", "mm")
    second = at(reading, "C8")
    assert (second["indicator"], second["period"]) == ("Jumlah Pengaduan", "2023-Q2")
    assert second["dimensions"] == '{"kategori": "sampah"}'


def test_an_unknown_region_is_told_and_gets_no_code(read_text_table: Reader) -> None:
    reading = read_text_table(
        "Kecamatan,Jumlah Sekolah\nMagersari,3\nAtlantis Raya,4\n", "2023.csv", "kota_mojokerto"
    )
    assert "region-unknown" in codes(reading)
    assert at(reading, "B3")["region_code"] == ""


def test_a_lone_total_column_measures_and_sums_over_nothing(read_text_table: Reader) -> None:
    reading = read_text_table(
        "jenis_izin,jumlah\nReklame,3\nUsaha,4\n", "izin_terbit_2023.csv", "kota_mojokerto"
    )
    assert at(reading, "B2")["role"] == "part"
    assert at(reading, "B2")["dimensions"] == '{"jenis izin": "reklame"}'
