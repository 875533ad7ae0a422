from __future__ import annotations

import datetime
from collections.abc import Callable

from rupadata.model.observations import Reading
from rupadata.regions import official_regions
from rupadata.tables.opening.context import Context
from rupadata.tables.reading.service_sheet import tidy_service_sheet
from rupadata.tables.sheet import Sheet

HEADER = ("No Tiket", "Tanggal Masuk", "Nama Pelapor", "Kategori", "Kecamatan")
CASES = tuple((f"T{i}", datetime.date(2024, 5, 1 + i), "Budi", "Sampah", "Benda") for i in range(6))


def test_the_home_is_taken_from_the_title_of_the_sheet() -> None:
    sheet = Sheet("Mei", (("Register Pengaduan Kota Tangerang",), (), HEADER, *CASES))
    table = tidy_service_sheet(sheet, Context("mei.xlsx", official_regions()))
    assert table is not None
    assert table.home == "36.71"
    assert {(o.region_code, o.value) for o in table.observations if not o.dimensions} == {
        ("36.71", 6),
        ("36.71.04", 6),
    }
    assert {o.cell for o in table.observations if o.dimensions} == {"D4:D9"}
    assert all(
        o.flags == {"computed"} and o.table == "Register Pengaduan Kota Tangerang" for o in table.observations
    )


def test_a_survey_without_dates_is_of_the_period_in_its_title() -> None:
    names = (
        "Persyaratan",
        "Prosedur",
        "Waktu",
        "Biaya",
        "Produk Layanan",
        "Kompetensi",
        "Perilaku",
        "Pengaduan",
        "Sarana",
    )
    rows = (
        ("Survei Kepuasan Masyarakat Kota Tangerang Semester I 2024",),
        names,
        *((3,) * 9 for _ in range(8)),
    )
    table = tidy_service_sheet(Sheet("SKM", rows), Context("skm.xlsx", official_regions()))
    assert table is not None
    (index,) = [o for o in table.observations if o.measure == "index" and not o.dimensions]
    assert (index.value, index.period, index.cell, index.region_code) == (75.0, "2024-S1", "A3:I10", "36.71")


def test_invented_figures_are_marked_wherever_the_sheet_says_so() -> None:
    below = ("Catatan: DATA CONTOH, BUKAN ANGKA RESMI",)
    table = tidy_service_sheet(
        Sheet("Mei", (("Register Pengaduan",), HEADER, *CASES, (), below)),
        Context("mei.xlsx", official_regions()),
    )
    assert table is not None
    assert all("DATA CONTOH" in o.notes for o in table.observations)


def test_other_sheets_are_left_alone() -> None:
    sheet = Sheet("1", (("Penduduk",), ("Kecamatan", "2023"), ("Benda", 4), ("Pinang", 5)))
    assert tidy_service_sheet(sheet, Context("penduduk.xlsx", official_regions())) is None


Reader = Callable[..., Reading]
_NAMED = "persyaratan,prosedur,waktu penyelesaian,biaya,produk,kompetensi,perilaku,pengaduan,sarana"


def test_answers_are_averaged_by_year_and_district(read_text_table: Reader) -> None:
    rows = [
        f"{['Sukun', 'Klojen'][i % 2]},2023,{','.join('3' if i % 2 else '4' for _ in range(9))}"
        for i in range(12)
    ]
    text = "\n".join([f"kecamatan,tahun,{_NAMED}", *rows])
    index = read_text_table(text, "skm_kota_malang.csv").observations.filter(
        indicator="Indeks Kepuasan Masyarakat", dimensions="{}"
    )
    found = {row["region"]: (row["period"], row["value"]) for row in index.to_dicts()}
    assert found == {"Kota Malang": ("2023", 87.5), "Sukun": ("2023", 100.0), "Klojen": ("2023", 75.0)}


def test_answers_in_words_are_scores(read_text_table: Reader) -> None:
    words = ["Sangat Baik", "Baik", "Kurang Baik", "Tidak Baik"]
    rows = [f"2024-01-1{i},{','.join(words[(i + j) % 4] for j in range(9))}" for i in range(8)]
    text = "\n".join([f"tanggal,{_NAMED}", *rows])
    index = read_text_table(text, "skm_kota_malang.csv").observations.filter(
        indicator="Indeks Kepuasan Masyarakat", dimensions="{}"
    )
    assert index.to_dicts()[0]["value"] == 62.5


def test_a_register_of_services_in_english_columns_is_counted(
    read_text_table: Callable[..., Reading],
) -> None:
    rows = [f"{i},2024-0{i % 2 + 1}-10 08:00:00,{['App', 'WA'][i % 2]},jalan,open" for i in range(10)]
    reading = read_text_table("\n".join(["id,created_at,channel,topic,status", *rows]), "aduan_warga.csv")
    whole = reading.observations.filter(dimensions="{}").to_dicts()
    assert [(row["period"], row["value"]) for row in whole] == [("2024-01", 5.0), ("2024-02", 5.0)]
    assert "region-missing" in {problem.code for problem in reading.problems}


def test_offices_that_tell_rows_apart_are_a_breakdown(read_text_table: Reader) -> None:
    text = "perangkat_daerah,tahun,nilai_ikm,mutu\nDinas Sosial,2022,83.4,B\nDinas Sosial,2023,84.4,B\n"
    reading = read_text_table(text + "RSUD,2022,88.5,A\nRSUD,2023,89.5,A\n", folder="kota_bogor")
    row = reading.observations.filter(cell="C2").to_dicts()[0]
    assert row["dimensions"] == '{"perangkat daerah": "dinas sosial"}'
    assert (row["indicator"], row["measure"]) == ("Indeks Kepuasan Masyarakat", "index")
