from __future__ import annotations

import pytest

from rupadata.analysis import breakdown_series, dimensions_of, region_periods, region_series, year_series
from rupadata.analysis.facts import read_facts
from rupadata.analysis.figures import figure
from tests.unit.analysis.analysis_books import Row, indicator, make_book

LEBAK, SERANG = ("99.02", "Kabupaten Lebak"), ("99.04", "Kabupaten Serang")


def values(points):
    return {point.key: point.value for point in points}


def test_years_without_a_row_stand_as_gaps():
    book = make_book([Row("99", "Banten", year, 1.0) for year in ("2019", "2020", "2023", "2024")])
    series = year_series(book, "penduduk")
    assert [point.key for point in series.points] == ["2019", "2020", "2021", "2022", "2023", "2024"]
    assert series.points[2].value is None
    assert series.points[2].missing == "no-row"


def test_a_census_every_tenth_year_has_no_gaps():
    book = make_book([Row("99", "Banten", str(year), 1.0) for year in range(1980, 2030, 10)])
    assert len(year_series(book, "penduduk").points) == 5


def test_a_missing_cell_keeps_its_reason_and_its_place():
    book = make_book(
        [
            Row("99", "Banten", "2022", 5.0),
            Row("99", "Banten", "2023", None, missing="suppressed"),
        ]
    )
    point = year_series(book, "penduduk").points[1]
    assert (point.value, point.missing, point.cells[0].cell) == (None, "suppressed", "A2")


def test_a_break_cuts_the_series():
    book = make_book(
        [
            Row("99", "Banten", "2018", 1.0),
            Row("99", "Banten", "2019", 2.0),
            Row("99", "Banten", "2020", 3.0, flags="break"),
        ]
    )
    assert [len(segment) for segment in year_series(book, "penduduk").segments] == [2, 1]


def test_another_producer_is_a_break():
    book = make_book(
        [
            Row("99", "Banten", "2018", 1.0, producer="BPS"),
            Row("99", "Banten", "2019", 2.0, producer="Dukcapil"),
        ]
    )
    assert [point.breaks for point in year_series(book, "penduduk").points] == [False, True]


def test_the_whole_of_counts_is_the_sum_of_its_regions():
    book = make_book([Row(*LEBAK, "2024", 10.5, 1), Row(*SERANG, "2024", 20.1, 1)])
    series = region_series(book, "penduduk", "2024")
    assert values(series.points) == {"99.02": 10.5, "99.04": 20.1}
    assert series.whole is not None
    assert (series.whole.value, series.whole.formula, len(series.whole.cells)) == (30.6, "sum", 2)


def test_the_total_stays_missing_when_one_region_is_missing():
    book = make_book([Row(*LEBAK, "2024", 10.0), Row(*SERANG, "2024", None)])
    whole = region_series(book, "penduduk", "2024").whole
    assert whole is not None
    assert whole.value is None


def test_a_whole_that_is_printed_nowhere_is_summed_also_where_its_cell_was_left_open():
    rows = [Row(*LEBAK, year, 3.0) for year in ("2023", "2024")]
    rows += [Row(*SERANG, year, 4.0) for year in ("2023", "2024")]
    book = make_book([*rows, Row("99", "Banten", "2023", None)])
    assert values(year_series(book, "penduduk").points) == {"2023": 7.0, "2024": 7.0}
    book = make_book([*rows, Row("99", "Banten", "2023", None), Row("99", "Banten", "2024", 7.0)])
    assert values(year_series(book, "penduduk").points) == {"2023": None, "2024": 7.0}


def test_a_year_with_fewer_regions_than_others_has_no_total():
    book = make_book([Row(*LEBAK, "2023", 10.0), Row(*LEBAK, "2024", 10.0), Row(*SERANG, "2024", 5.0)])
    assert values(year_series(book, "penduduk").points) == {"2024": 15.0}


@pytest.mark.parametrize(
    "one",
    [
        indicator("Tingkat Pengangguran Terbuka", "persen", "rate"),
        indicator("IPM", "", "index"),
        indicator("PDRB per Kapita", "ribu rupiah", "money-nominal"),
        indicator("Garis Kemiskinan", "Rp/kapita/bulan", "money-nominal"),
        indicator("Rata-rata Lama Sekolah", "tahun", "mean"),
    ],
)
def test_what_cannot_be_summed_has_no_total(one):
    book = make_book([Row(*LEBAK, "2024", 10.0), Row(*SERANG, "2024", 5.0)], [one])
    assert region_series(book, "penduduk", "2024").whole is None
    assert year_series(book, "penduduk").points == ()


def test_gross_product_at_market_prices_is_summed_although_it_speaks_of_prices():
    one = indicator("PDRB Atas Dasar Harga Berlaku Menurut Kabupaten/Kota", "miliar rupiah", "money-nominal")
    book = make_book([Row(*LEBAK, "2024", 10.0), Row(*SERANG, "2024", 5.0)], [one])
    assert values(year_series(book, "penduduk").points) == {"2024": 15.0}


def test_sexes_are_summed_where_no_total_is_printed():
    rows = [
        Row("99", "Banten", "2024", 4.0, dims={"jenis kelamin": "laki-laki"}),
        Row("99", "Banten", "2024", 5.0, dims={"jenis kelamin": "perempuan"}),
    ]
    book = make_book(rows)
    assert values(year_series(book, "penduduk").points) == {"2024": 9.0}
    parts = breakdown_series(book, "penduduk", "2024", "jenis kelamin")
    assert values(parts.points) == {"laki-laki": 4.0, "perempuan": 5.0}
    assert parts.whole is not None
    assert parts.whole.formula == "sum"
    assert dimensions_of(book, "penduduk") == ("jenis kelamin",)


def test_overlapping_age_groups_are_never_summed():
    rows = [Row("99", "Banten", "2024", 1.0, dims={"umur": age}) for age in ("0-4", "5-9", "0-14")]
    assert year_series(make_book(rows), "penduduk").points == ()


def test_subtotals_do_not_count_twice():
    rows = [
        Row("99", "Banten", "2024", 3.0, dims={"jenis": "roda dua"}),
        Row("99", "Banten", "2024", 4.0, dims={"jenis": "roda empat"}),
        Row("99", "Banten", "2024", 4.0, dims={"jenis": "kendaraan penumpang"}, role="subtotal"),
    ]
    assert values(year_series(make_book(rows), "penduduk").points) == {"2024": 7.0}


def months(year: int, count: int = 12):
    return [Row("99", "Banten", f"{year}-{month:02d}", float(month)) for month in range(1, count + 1)]


def test_months_of_a_flow_sum_to_complete_years_only():
    book = make_book(
        months(2022) + months(2023) + months(2024, 7), [indicator("Pengaduan", "kasus", "count-flow")]
    )
    series = year_series(book, "penduduk")
    assert series.axis == "year"
    assert values(series.points) == {"2022": 78.0, "2023": 78.0}


def test_months_of_a_stock_give_their_last():
    book = make_book(months(2022) + months(2023))
    assert values(year_series(book, "penduduk").points) == {"2022": 12.0, "2023": 12.0}


def test_months_of_a_rate_are_their_own_axis():
    rows = [row for row in months(2023) if row.period != "2023-05"]
    series = year_series(make_book(rows, [indicator("Inflasi", "persen", "rate")]), "penduduk")
    assert series.axis == "month"
    assert len(series.points) == 12
    assert series.points[4].missing == "no-row"


def test_school_years_follow_each_other():
    rows = [Row("99", "Banten", text, 1.0, flags="school-year") for text in ("2021/2022", "2023/2024")]
    rows.append(Row("99", "Banten", "2024/2025", 1.0, flags="school-year"))
    series = year_series(make_book(rows), "penduduk")
    assert series.axis == "school-year"
    assert [point.key for point in series.points] == ["2021/2022", "2022/2023", "2023/2024", "2024/2025"]


def test_regions_are_those_right_below_home():
    rows = [Row(*LEBAK, "2024", 1.0), Row(*SERANG, "2024", 2.0), Row("99.02.01", "Malingping", "2024", 3.0)]
    assert values(region_series(make_book(rows), "penduduk", "2024").points) == {"99.02": 1.0, "99.04": 2.0}


def test_region_periods_need_two_regions():
    rows = [Row(*LEBAK, "2023", 1.0), Row(*LEBAK, "2024", 1.0), Row(*SERANG, "2024", 2.0)]
    assert region_periods(make_book(rows), "penduduk") == ("2024",)


def test_the_revised_figure_stands_before_the_older_one():
    rows = [Row("99", "Banten", "2024", 1.0), Row("99", "Banten", "2024", 2.0, flags="revised", table="u")]
    assert values(year_series(make_book(rows), "penduduk").points) == {"2024": 2.0}


def test_no_rows_give_an_empty_series():
    book = make_book([Row(*LEBAK, "2024", None)])
    assert year_series(book, "penduduk").known == ()
    assert region_series(book, "penduduk", "2019").points == ()


def test_two_of_eight_official_regions_are_not_the_whole():
    rows = [Row("36.02", "Kabupaten Lebak", "2024", 1.0), Row("36.04", "Kabupaten Serang", "2024", 2.0)]
    assert region_series(make_book(rows, code="36"), "penduduk", "2024").whole is None


@pytest.mark.parametrize(
    ("measure", "value", "formula"),
    [("count-flow", 78.0, "sum"), ("count-stock", 12.0, "value"), ("count", None, ""), ("", None, "")],
)
def test_a_year_of_months_has_a_figure_only_where_the_measure_is_known(measure, value, formula):
    months = [Row("99", "Banten", f"2024-{month:02d}", float(month)) for month in range(1, 13)]
    book = make_book(months, [indicator(measure=measure)])
    found = figure(read_facts(book, "penduduk"), "99", "2024")
    assert (found.value if found else None, found.formula if found else "") == (value, formula)


def test_nothing_is_summed_of_which_nobody_knows_what_it_measures():
    rows = [Row(code, name, "2024", 5.0) for code, name in (LEBAK, SERANG)]
    book = make_book(rows, [indicator(measure="", unit="")])
    assert figure(read_facts(book, "penduduk"), "99", "2024") is None


def test_a_doubtful_figure_is_no_figure():
    book = make_book([Row("99", "Banten", "2023", 1.0), Row("99", "Banten", "2024", 9.0, flags="doubtful")])
    assert values(year_series(book, "penduduk").points) == {"2023": 1.0, "2024": None}


def counted(period, **parts):
    return [
        Row("99", "Banten", period, float(value), dims={"pekerjaan": name}) for name, value in parts.items()
    ]


def test_where_a_table_classifies_anew_its_usual_kinds_keep_their_whole():
    old = [row for year in range(2015, 2019) for row in counted(str(year), petani=1, guru=2, bidan=year)]
    book = make_book([*old, *counted("2019", petani=5, nelayan=6)])
    known = {
        key: value for key, value in values(year_series(book, "penduduk").points).items() if value is not None
    }
    assert known == {"2015": 2018.0, "2016": 2019.0, "2017": 2020.0, "2018": 2021.0}


def test_kinds_of_half_the_periods_or_of_some_with_more_beside_them_make_no_whole():
    two = [row for year in (2015, 2016) for row in counted(str(year), petani=1, guru=2)]
    half = make_book([*two, *counted("2017", petani=5, nelayan=6), *counted("2018", nelayan=6, bidan=1)])
    assert not [point for point in year_series(half, "penduduk").points if point.value is not None]
    more = make_book([*two, *counted("2017", petani=5, guru=1), *counted("2018", petani=2, guru=6, bidan=1)])
    assert values(year_series(more, "penduduk").points)["2018"] == 9.0
    assert all(
        values(year_series(more, "penduduk").points).get(year) is None for year in ("2015", "2016", "2017")
    )
