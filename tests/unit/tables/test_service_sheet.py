from __future__ import annotations

import datetime

from rupadata.tables.context import Context
from rupadata.tables.service_sheet import tidy_service_sheet
from rupadata.tables.sheet import Sheet

HEADER = ("No Tiket", "Tanggal Masuk", "Nama Pelapor", "Kategori", "Kecamatan")
CASES = tuple((f"T{i}", datetime.date(2024, 5, 1 + i), "Budi", "Sampah", "Benda") for i in range(6))


def test_the_home_is_taken_from_the_title_of_the_sheet() -> None:
    sheet = Sheet("Mei", (("Register Pengaduan Kota Tangerang",), (), HEADER, *CASES))
    table = tidy_service_sheet(sheet, Context("mei.xlsx"))
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
    table = tidy_service_sheet(Sheet("SKM", rows), Context("skm.xlsx"))
    assert table is not None
    (index,) = [o for o in table.observations if o.measure == "index" and not o.dimensions]
    assert (index.value, index.period, index.cell, index.region_code) == (75.0, "2024-S1", "A3:I10", "36.71")


def test_invented_figures_are_marked_wherever_the_sheet_says_so() -> None:
    below = ("Catatan: DATA CONTOH, BUKAN ANGKA RESMI",)
    table = tidy_service_sheet(
        Sheet("Mei", (("Register Pengaduan",), HEADER, *CASES, (), below)), Context("mei.xlsx")
    )
    assert table is not None
    assert all("DATA CONTOH" in o.notes for o in table.observations)


def test_other_sheets_are_left_alone() -> None:
    sheet = Sheet("1", (("Penduduk",), ("Kecamatan", "2023"), ("Benda", 4), ("Pinang", 5)))
    assert tidy_service_sheet(sheet, Context("penduduk.xlsx")) is None
