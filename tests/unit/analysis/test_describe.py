from __future__ import annotations

import re

import pytest

from rupadata.analysis import (
    breakdown_series,
    describe_parts,
    describe_regions,
    describe_years,
    region_series,
    year_series,
)
from tests.unit.analysis.analysis_books import Row, indicator, make_book


def unproven(sentence) -> str:
    rest = sentence.text
    for one in sorted(sentence.evidence, key=lambda one: -len(one.shown)):
        assert one.shown in sentence.text
        rest = rest.replace(one.shown, "")
    return "".join(re.findall(r"\d", rest))


def book():
    rows = [Row("99", "Banten", str(2015 + step), value) for step, value in enumerate([5.0, 9.0, 3.0, 4.0])]
    rows += [Row("99.01", "Alfa", "2018", 3.0), Row("99.02", "Beta", "2018", 1.0)]
    rows += [
        Row("99", "Banten", "2018", float(place), dims={"umur": name})
        for place, name in enumerate(("0-14", "15-64", "65+"), 1)
    ]
    return make_book(rows)


def test_a_chart_over_time_tells_trend_peak_and_low():
    said = describe_years(year_series(book(), "penduduk"), "id")
    assert said.text == (
        "Jumlah penduduk Banten turun dari 5 jiwa pada 2015 menjadi 4 jiwa pada 2018. "
        "Tertinggi 9 jiwa pada 2016, terendah 3 jiwa pada 2017."
    )


def test_a_chart_over_regions_tells_the_highest_the_lowest_and_the_whole():
    said = describe_regions(region_series(book(), "penduduk", "2018"), "id")
    assert said.text == (
        "Jumlah penduduk pada 2018 di dua kabupaten. "
        "Terbanyak Alfa 3 jiwa, paling sedikit Beta 1 jiwa. Banten: 4 jiwa."
    )


def test_a_chart_over_parts_names_them():
    said = describe_parts(breakdown_series(book(), "penduduk", "2018", "umur"), "en")
    assert said.text.endswith("by age: 0-14 1 person; 15-64 2 people; 65+ 3 people.")


def test_a_trend_is_not_told_across_a_break():
    rows = [Row("99", "Banten", "2019", 1.0), Row("99", "Banten", "2020", 5.0, flags="break")]
    said = describe_years(year_series(make_book(rows), "penduduk"), "id").text
    assert "naik" not in said
    assert "Data sejak 2020 tidak sebanding dengan sebelumnya." in said


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_figure_has_evidence(lang):
    one = book()
    for sentence in (
        describe_years(year_series(one, "penduduk"), lang),
        describe_regions(region_series(one, "penduduk", "2018"), lang),
        describe_parts(breakdown_series(one, "penduduk", "2018", "umur"), lang),
    ):
        assert unproven(sentence) == ""


def test_nothing_known_is_said():
    empty = make_book([Row("99", "Banten", "2020", None)], [indicator()])
    assert describe_years(year_series(empty, "penduduk"), "id").text == "Tidak ada angka."
