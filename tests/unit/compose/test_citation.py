"""The source line names tables as people know them, each once."""

import pytest

from rupadata.compose.citation import source_line
from rupadata.pagespec import SourceSpec


def source(producer, title, file):
    return SourceSpec(producer=producer, title=title, file=file)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (
            [
                source("BPS Provinsi Banten", f"Jumlah Penduduk, {year}", f"{year}.csv")
                for year in (2019, 2025)
            ],
            "Sumber: BPS Provinsi Banten, Jumlah Penduduk, 2019–2025.",
        ),
        (
            [source("BPS Kota Uji", f"Tabel 3.1.{n} Penduduk", "a.xlsx") for n in (1, 2, 3)],
            "Sumber: BPS Kota Uji, Tabel 3.1.1; Tabel 3.1.2, dan 1 tabel lain.",
        ),
        (  # The number alone finds no table where nobody is named who made it.
            [source("", "Tabel 1. Jumlah Kasus menurut Kecamatan, 2024", "a.csv")],
            "Sumber: tabel Jumlah Kasus menurut Kecamatan, 2024.",
        ),
        ([source("", "Tabel 1", "a.csv")], "Sumber: Tabel 1."),
        (
            [source("", "BANYAKNYA RT dan RW KECAMATAN CIBODAS KOTA TANGERANG TAHUN 2023 (unit)", "a.csv")],
            "Sumber: tabel Banyaknya RT dan RW Kecamatan Cibodas Kota Tangerang, 2023.",
        ),
        (
            [source("BPS", "Umur Harapan Hidup di Kota Uji (tahun), 2015-2024", "a.xlsx")],
            "Sumber: BPS, Umur Harapan Hidup di Kota Uji, 2015–2024.",
        ),
        ([source("", "Tabel 5.1 Populasi Ternak", "a.csv")], "Sumber: Tabel 5.1."),
        ([source("", "", "data/poverty_index.csv")], "Sumber: tabel Poverty index."),
        (
            [source("BPS", "Jumlah Tamu Hotel Menurut Bulan di Kota Contoh, 2024 dan 2025", "a.csv")],
            "Sumber: BPS, Jumlah Tamu Hotel Menurut Bulan di Kota Contoh, 2024–2025.",
        ),
        (
            [source("BPS", "Laju PDRB Atas Dasar Harga Konstan 2010 di Banten, 2024-2025", "a.csv")],
            "Sumber: BPS, Laju PDRB Atas Dasar Harga Konstan di Banten, 2024–2025.",
        ),
        (
            [source("BPS", "Indeks Harga Konsumen (2022=100), 2023–2025", "a.csv")],
            "Sumber: BPS, Indeks Harga Konsumen, 2023–2025.",
        ),
        ([], "Sumber: tidak disebut dalam data."),
    ],
)
def test_sources_are_told_once_with_their_years(sources, said):
    assert source_line(sources, "id") == said


def test_a_long_title_ends_before_its_classification():
    title = "Laju Pertumbuhan Produk Domestik Regional Bruto Menurut Kabupaten/Kota dan Lapangan Usaha, 2024"
    said = source_line([source("BPS", title, "a.csv")], "id")
    assert said == "Sumber: BPS, Laju Pertumbuhan Produk Domestik Regional Bruto, 2024."


def test_more_than_two_producers_are_counted():
    sources = [source(f"Dinas {letter}", "", "") for letter in "ABCD"]
    assert source_line(sources, "en") == "Source: Dinas A; Dinas B; and 2 more sources."


@pytest.mark.parametrize(("length", "whole"), [(64, True), (65, False)])
def test_a_title_of_64_characters_is_told_whole(length, whole):
    title = "Jumlah Penduduk Menurut Kelompok Umur " + "x" * (length - 38)
    assert len(title) == length
    said = source_line([source("BPS", title, "a.csv")], "id")
    assert (title in said) is whole
    assert ("Menurut" in said) is whole
