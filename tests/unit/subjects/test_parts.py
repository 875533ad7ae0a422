"""What is known by category only: each category an indicator, no whole made up."""

from __future__ import annotations

import json
from itertools import product

import pytest

from rupadata import subjects
from rupadata.analysis import breakdown_series, year_series
from rupadata.model.subject import SubjectBook
from rupadata.model.wholes import make_whole
from tests.unit.subjects.subject_frames import observations

AGES = ("0-14", "15-64", "65+")


def group(*rows: dict[str, object]) -> SubjectBook:
    books = subjects.group(observations(*rows), (), region="36.71").books
    assert len(books) == 1
    return books[0]


def parts(**dimensions: str) -> str:
    return json.dumps({key.replace("_", " "): value for key, value in dimensions.items()}, sort_keys=True)


def rates(*categories: str, years: int = 3) -> list[dict[str, object]]:
    return [
        {
            "indicator": "Angka Partisipasi Sekolah", "unit": "persen", "measure": "rate", "decimals": 1,
            "period": str(2022 + year), "dimensions": parts(kelompok_umur=age), "role": "part",
            "value": 90.0 + place + year / 10, "table": "Angka Partisipasi Sekolah",
        }
        for place, age in enumerate(categories)
        for year in range(years)
    ]  # fmt: skip


def test_rates_by_category_stand_each_under_its_own_name_and_side_by_side() -> None:
    book = group(*rates("7-12", "13-15", "16-18"))
    named = {each.name: each for each in book.indicators if not each.parts_only}
    assert set(named) == {f"Angka Partisipasi Sekolah: {ages} tahun" for ages in ("7-12", "13-15", "16-18")}
    oldest = year_series(book, named["Angka Partisipasi Sekolah: 16-18 tahun"].key)
    assert [point.value for point in oldest.known] == [92.0, 92.1, 92.2]
    (whole,) = [each for each in book.indicators if each.parts_only]
    assert whole.name == "Angka Partisipasi Sekolah"
    assert not year_series(book, whole.key).known
    found = breakdown_series(book, whole.key, "2024", "kelompok umur")
    assert {point.name: point.value for point in found.known} == {"7-12": 90.2, "13-15": 91.2, "16-18": 92.2}
    assert found.whole is None
    assert all(whole.key in keys for _, keys in book.pages)


def test_a_table_of_women_only_counts_no_population() -> None:
    book = group(
        *(
            {"period": period, "dimensions": parts(jenis_kelamin="perempuan"), "value": 950.0, "role": "part"}
            for period in ("2023", "2024")
        )
    )
    assert [each.name for each in book.indicators] == ["Jumlah Penduduk: Perempuan"]


@pytest.mark.parametrize(
    ("ages", "whole"),
    [
        (("0-4", "5-9", "10-14"), False),
        (("15-64", "65+"), True),
        (AGES, True),
        (("0-14", "20-64", "65+"), False),
        (("0-14", "10-64", "65+"), False),
    ],
)
def test_age_groups_make_the_population_only_to_an_open_end_without_a_gap(
    ages: tuple[str, ...], whole: bool
) -> None:
    rows = [
        {"dimensions": parts(kelompok_umur=age), "value": 100.0 * (place + 1), "role": "part"}
        for place, age in enumerate(ages)
    ]
    book = group(*rows)
    total = sum(100.0 * (place + 1) for place in range(len(ages)))
    told = [
        point.value
        for each in book.indicators
        if each.name == "Jumlah Penduduk"
        for point in year_series(book, each.key).known
    ]
    assert told == ([total] if whole else [])


@pytest.mark.parametrize(
    ("sizes", "whole"),
    [
        (("0-500 juta", "500 juta - 1 milyar", "1 -5 milyar", "di atas 5 milyar"), True),
        (("0-500 juta", "400 juta - 1 miliar"), False),
        (("0-5", "5-10"), False),
        (("1-4 pekerja", "5-19 pekerja", "20-99 pekerja"), True),
    ],
)
def test_ranges_that_overlap_are_never_summed(sizes: tuple[str, ...], whole: bool) -> None:
    rows = [
        {"indicator": "Jumlah Koperasi", "unit": "koperasi", "dimensions": parts(aset=size), "role": "part"}
        for size in sizes
    ]
    names = {each.name for each in group(*rows).indicators if not each.parts_only}
    assert (names == {"Jumlah Koperasi"}) is whole


def test_a_printed_whole_keeps_its_breakdown() -> None:
    rows = rates("7-12", "13-15")
    whole = [{**row, "dimensions": "{}", "role": "total", "value": 95.5} for row in rows[:3]]
    book = group(*rows, *whole)
    assert [each.name for each in book.indicators] == ["Angka Partisipasi Sekolah"]


def test_parts_that_sum_to_a_whole_stay_parts() -> None:
    rows = [
        {"dimensions": parts(jenis_kelamin=sex, kelompok_umur=age), "value": 10.0, "role": "part"}
        for sex, age in product(("laki-laki", "perempuan"), AGES)
    ]
    (only,) = group(*rows).indicators
    assert only.name == "Jumlah Penduduk"


def test_what_lacks_a_whole_by_one_dimension_keeps_the_other_as_a_breakdown() -> None:
    rows = [
        {"dimensions": parts(jenis_kelamin=sex, kelompok_umur=age), "value": 10.0, "role": "part"}
        for sex, age in product(("laki-laki", "perempuan"), ("0-4", "5-9"))
    ]
    book = group(*rows)
    assert {each.name for each in book.indicators} == {
        "Jumlah Penduduk: 0-4 tahun", "Jumlah Penduduk: 5-9 tahun"
    }  # fmt: skip
    for each in book.indicators:
        assert [point.value for point in year_series(book, each.key).known] == [20.0]


def test_every_figure_stays_under_exactly_one_category() -> None:
    rows = rates("7-12", "13-15", "16-18", "19-24", years=4)
    book = group(*rows)
    categories = [each.key for each in book.indicators if not each.parts_only]
    cells = book.rows_of(categories)["cell"].to_list()
    assert sorted(cells) == sorted(f"B{number}" for number in range(1, len(rows) + 1))


def test_long_names_of_two_units_keep_families_of_their_own() -> None:
    name = "Perkembangan Persentase Rata-rata Pengeluaran per Kapita Sebulan Rumah Tangga Kota dan Desa"
    rows = [
        {**row, "indicator": name, "unit": unit}
        for unit in ("persen", "indeks")
        for row in rates("7-12", "13-15")
    ]
    families = [each.key for each in group(*rows).indicators if each.parts_only]
    assert len(set(families)) == 2


def test_the_two_sides_of_a_budget_have_no_sum_and_names_of_their_own() -> None:
    sides = {
        "pendapatan transfer": 2000.0,
        "pajak daerah": 700.0,
        "belanja operasi": 2600.0,
        "surplus": 100.0,
    }
    book = group(
        *(
            {
                "indicator": "Realisasi Pendapatan dan Belanja Daerah", "unit": "rupiah",
                "measure": "money-nominal", "dimensions": parts(rincian=side), "value": value, "role": "part",
                "table": "Realisasi Pendapatan dan Belanja Daerah",
            }
            for side, value in sides.items()
        )
    )  # fmt: skip
    names = {each.name for each in book.indicators if not each.parts_only}
    assert names == {f"Realisasi {side}" for side in sides}
    (family,) = [each for each in book.indicators if each.parts_only]
    found = breakdown_series(book, family.key, "2023", "rincian")
    assert found.whole is None


def test_one_side_of_a_budget_has_a_sum() -> None:
    assert make_whole("Realisasi Pendapatan Daerah", "rincian", ("pajak daerah", "retribusi daerah"))


@pytest.mark.parametrize(
    ("name", "categories", "whole"),
    [
        ("Resiko stunting", ("Beresiko stunting", "Tidak beresiko stunting"), False),
        ("Keluarga Berisiko", ("berisiko", "tidak berisiko"), False),
        ("Imunisasi Dasar Lengkap", ("lengkap", "tidak lengkap"), False),
        ("Rumah Layak Huni", ("Layak huni", "Belum layak huni"), False),
        ("Jumlah Keluarga", ("Beresiko stunting", "Tidak beresiko stunting"), True),
        ("Jumlah Sekolah", ("terakreditasi", "belum terakreditasi"), True),
        ("Penduduk Usia Kerja", ("bekerja", "tidak bekerja"), True),
        ("Anak Sekolah dan Tidak Sekolah", ("sekolah", "tidak sekolah"), True),
        ("Rumah Layak Huni", ("layak huni", "sedang dibangun"), True),
    ],
)
def test_those_who_are_and_those_who_are_not_are_no_whole_of_a_name_for_one_side(
    name: str, categories: tuple[str, ...], whole: bool
) -> None:
    assert make_whole(name, "kategori", categories) == whole


INDUSTRIES = ("pertanian", "industri pengolahan", "konstruksi", "a", "b", "c", "d", "e", "f")


@pytest.mark.parametrize(
    ("name", "dimension", "categories", "whole"),
    [
        ("PDRB Atas Dasar Harga Berlaku", "lapangan usaha", INDUSTRIES[:3], False),
        ("PDRB Atas Dasar Harga Berlaku", "lapangan usaha", INDUSTRIES[:8], False),
        ("PDRB Atas Dasar Harga Berlaku", "lapangan usaha", INDUSTRIES, True),
        ("PDRB Atas Dasar Harga Berlaku", "lapangan usaha terpilih", INDUSTRIES, False),
        ("PDRB Atas Dasar Harga Berlaku", "sektor", ("primer", "sekunder", "tersier"), True),
        ("PDRB Atas Dasar Harga Berlaku", "sektor", ("primer", "sekunder", "konstruksi"), False),
        ("PDRB Atas Dasar Harga Berlaku", "triwulan", ("i", "ii", "iii"), True),
        ("Jumlah Tenaga Kerja", "lapangan usaha", INDUSTRIES[:3], True),
    ],
)
def test_some_of_the_industries_are_not_the_economy(name, dimension, categories, whole):
    assert make_whole(name, dimension, categories) == whole
