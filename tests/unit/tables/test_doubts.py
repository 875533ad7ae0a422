"""What is said of figures that cannot be as they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from tests.unit.tables.lookup import at, codes

Read = Callable[..., Reading]


def test_a_column_of_counts_divided_by_a_thousand_is_told_on_each_cell(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Jumlah Pelanggan PLN Menurut Kecamatan di Kota Malang, 2022"],
            ["Kecamatan", "Pelanggan"],
            ["Kedungkandang", 61.234],
            ["Sukun", 58.12],
            ["Klojen", 45.9],
        ]
    )
    told = {p.where.cell for p in reading.problems if p.code == "count-not-whole"}
    assert told == {"B3", "B4", "B5"}
    assert set(reading.observations["flags"]) == {"damaged"}


def test_thousands_of_people_with_three_decimals_are_not_doubted(read_sheet: Read) -> None:
    reading = read_sheet(
        [
            ["Jumlah Penduduk Menurut Kecamatan di Kota Malang (ribu jiwa), 2022"],
            ["Kecamatan", "Penduduk"],
            ["Kedungkandang", 61.234],
            ["Sukun", 58.12],
            ["Klojen", 45.9],
        ]
    )
    assert not [p for p in reading.problems if p.code == "count-not-whole"]


def test_a_key_that_is_missing_everywhere_is_told_once(read_text_table: Read) -> None:
    lines = [f"3571,2023,{100 + i}" for i in range(40)]
    reading = read_text_table("kode_kabupaten,tahun,jumlah_penduduk\n" + "\n".join(lines) + "\n")
    doubled = [p for p in reading.problems if p.code == "duplicate-differs"]
    assert [p.where.cell for p in doubled] == ["C2:C41"]


def test_a_lone_duplicate_is_told_on_its_cells(read_text_table: Read) -> None:
    lines = [f"35{kab},2023,{i}" for i, kab in enumerate(range(10, 19), 100)]
    lines += ["3571,2023,7", "3571,2023,8"]
    reading = read_text_table("kode_kabupaten,tahun,jumlah_penduduk\n" + "\n".join(lines) + "\n")
    doubled = [p for p in reading.problems if p.code == "duplicate-differs"]
    assert {p.where.cell for p in doubled} == {"C11", "C12"}


def test_a_unit_that_says_thousands_over_single_rupiah_is_dropped(
    read_text_table: Callable[..., Reading],
) -> None:
    text = "uraian,satuan,tahun,nilai\nUpah Minimum Provinsi,Rp.000/bln,2013,2069318\n"
    reading = read_text_table(text + "Upah Minimum Provinsi,Rp.000/bln,2014,2390718\n", folder="papua")
    assert set(reading.observations["unit"]) == {"rupiah/bulan"}
    told = [p.where.cell for p in reading.problems if p.code == "unit-scale-doubtful"]
    assert told == ["D2:D3"]


def test_a_total_of_none_over_parts_is_damaged(read_text_table: Callable[..., Reading]) -> None:
    text = "sektor,pma,pmdn,total\nPrimer,0,1,0\nSekunder,9,13,0\n"
    reading = read_text_table(text, "Jumlah Proyek Investasi Kota Tangerang Selatan 2020.csv")
    flags = dict(reading.observations.select("cell", "flags").iter_rows())
    assert (flags["D3"], flags["C3"]) == ("damaged", "")


def test_a_column_without_a_period_beside_dated_ones_is_told(read_text_table: Callable[..., Reading]) -> None:
    text = "Kabupaten/Kota,UMK 2022,UMK 2023,Cakupan (%)\nKota Dumai,34,37,7.2\nSiak,30,33,8.8\n"
    reading = read_text_table(text, "UMK Riau.csv")
    assert [p.where.cell for p in reading.problems if p.code == "period-missing"] == ["D2:D3"]


SHARES = (
    "Agama;Jumlah;Persentase\nIslam;900000;90,0\nKristen;80000;{share}\nLainnya;20000;2,0\n"
    "Jumlah;1000000;100,0\n"
)


@pytest.mark.parametrize(
    "measured", ["Jumlah dan Persentase", "Persentase dan Jumlah", "Persentase", "Jumlah"]
)
@pytest.mark.parametrize("share", ["8,0", "9,0"])
def test_shares_are_held_against_the_counts_beside_them(
    read_text_table: Read, measured: str, share: str
) -> None:
    title = f"{measured} Penduduk menurut Agama di Kota Tangerang, 2023;;\n"
    reading = read_text_table(title + SHARES.format(share=share))
    named = {(at(reading, cell)["indicator"], at(reading, cell)["unit"]) for cell in ("B3", "C3")}
    assert named == {("Jumlah Penduduk", "jiwa"), ("Persentase Penduduk", "persen")}
    told = {(p.code, p.where.cell) for p in reading.problems if p.severity == "warning"}
    assert told == ({("share-differs", "C4"), ("total-differs", "C6")} if share == "9,0" else set())


@pytest.mark.parametrize(("whole", "told"), [("Jumlah", ["C6", "D6"]), ("Kota Tangerang", [])])
def test_a_sum_of_some_districts_is_held_against_those_that_are_listed(
    read_text_table: Read, whole: str, told: list[str]
) -> None:
    text = (
        "Jumlah Puskesmas menurut Kecamatan di Kota Tangerang;;;\nKecamatan;2021;2022;2023\nCiledug;3;3;3\n"
        f"Benda;2;2;\nKarawaci;4;4;44\n{whole};9;12;10\n"
    )
    problems = read_text_table(text).problems
    assert [p.where.cell for p in problems if p.code == "region-total-differs"] == told


def test_a_last_year_in_thousands_is_told_in_a_table_of_few_rows(read_text_table: Read) -> None:
    text = (
        "Produksi Padi (ton) Kabupaten Tangerang;;;;\nKecamatan;2020;2021;2022;2023\n"
        "Balaraja;10200;10100;10150;10,3\nCurug;5100;5200;5150;5,2\nKronjo;7000;7100;7150;7,1\n"
    )
    problems = read_text_table(text).problems
    assert [p.where.cell for p in problems if p.code == "period-scale-jump"] == ["E3:E5"]


def test_a_last_figure_of_another_size_is_told(read_text_table: Read) -> None:
    text = (
        "Produksi Padi (ton) Kabupaten Tangerang;;;;\nKecamatan;2020;2021;2022;2023\nCurug;510;520;515;5150\n"
    )
    problems = read_text_table(text).problems
    assert [p.where.cell for p in problems if p.code == "value-jump"] == ["E3"]


@pytest.mark.parametrize(("figure", "doubted"), [(41234, True), (41, False)])
def test_thousands_of_customers_that_no_district_has(
    read_text_table: Read, figure: int, doubted: bool
) -> None:
    text = (
        "Jumlah Pelanggan Listrik (ribu) di Kota Tangerang, 2023;\nKecamatan;Pelanggan\n"
        f"Ciledug;{figure}\nBenda;{figure - 5}\n"
    )
    reading = read_text_table(text)
    assert ("unit-scale-doubtful" in codes(reading)) is doubted
    assert str(at(reading, "B3")["unit"]).startswith("ribu") is not doubted


def test_a_sum_over_a_region_that_is_not_known_is_not_doubted(read_text_table: Read) -> None:
    text = (
        "Jumlah Puskesmas menurut Kecamatan di Kota Tangerang, 2023;\nKecamatan;Puskesmas\nCiledug;3\n"
        "Benda;2\nKarawaci;4\nAntah Berantah;5\nJumlah;14\n"
    )
    assert {p.code for p in read_text_table(text).problems if p.severity == "warning"} == {"region-unknown"}


def test_figures_that_are_about_the_same_and_differ_are_doubtful(
    read_text_table: Callable[..., Reading],
) -> None:
    text = "kecamatan,jumlah sekolah\nCiledug,12\nCiledug,17\nLarangan,9\n"
    reading = read_text_table(text, "Jumlah Sekolah Kota Tangerang 2020.csv")
    flags = dict(reading.observations.select("cell", "flags").iter_rows())
    assert flags == {"B2": "doubtful", "B3": "doubtful", "B4": ""}
