"""Cautions: each is told where its figure is, and not beside the limit."""

import pytest

from rupadata.analysis import find_findings
from tests.unit.analysis.analysis_books import Row, indicator, make_book

SEEKERS = indicator("Pencari Kerja Terdaftar", "orang", "count-flow")
SHARE = indicator("Persentase Penyelesaian Perkara", "persen", "rate")
PEOPLE = indicator("Penduduk Miskin", "jiwa", "count-stock")
CASES = indicator("Kasus Kekerasan", "kasus", "count-flow")


def cautions(rows, of, code="99"):
    found = find_findings(make_book(rows, [of], code=code), ["penduduk"])
    return {one.pattern: one for one in found if one.kind == "caution"}


def years(*values, decimals=0):
    return [Row("99", "Banten", str(2024 - len(values) + place + 1), value, decimals)
            for place, value in enumerate(values)]  # fmt: skip


def regions(*values, decimals=0):
    return [Row(f"99.{place:02}", f"Daerah {place}", "2024", value, decimals)
            for place, value in enumerate(values, 1)]  # fmt: skip


@pytest.mark.parametrize(("now", "told"), [(150.0, True), (149.0, False)])
def test_a_count_that_rose_by_half_asks_whether_as_many_were_covered(now, told):
    found = cautions(years(100.0, now), SEEKERS)
    assert ("leap" in found) == told
    if told:
        assert found["leap"].sentence["id"].text == (
            "Kenaikan dari 100 orang pada 2023 menjadi 150 orang pada 2024 jangan langsung dibaca sebagai "
            "lonjakan: tabel tidak menyebut apakah cakupan pendataannya sama."
        )
        assert not found["leap"].headlines


@pytest.mark.parametrize(("highest", "told"), [(100.5, True), (100.0, False)])
def test_a_share_above_a_hundred_is_to_be_checked(highest, told):
    assert ("over-hundred" in cautions(regions(highest, 80.0, 70.0, decimals=1), SHARE)) == told


@pytest.mark.parametrize(("highest", "told"), [(61.0, True), (60.0, False)])
def test_a_rate_six_times_the_next_is_to_be_checked(highest, told):
    assert ("far-off" in cautions(regions(highest, 10.0, 9.0), SHARE)) == told


def test_people_in_fractions_may_be_thousands():
    assert "parts-of-people" in cautions(years(151.68, 142.5, decimals=2), PEOPLE)
    assert "parts-of-people" in cautions(regions(1162.97, 151.68, 68.69, decimals=2), PEOPLE)
    assert "parts-of-people" not in cautions(years(151.0, 142.0), PEOPLE)


@pytest.mark.parametrize(("highest", "told"), [(9.0, True), (10.0, False)])
def test_very_few_cases_are_said_to_be_few(highest, told):
    assert ("very-few" in cautions(regions(highest, 4.0, 3.0), CASES)) == told


def test_an_earlier_figure_that_is_not_compared_is_named_with_the_step():
    found = cautions(years(1000.0, 1010.0, 3000.0, 3050.0), PEOPLE)
    assert "3.000 jiwa" in found["not-comparable"].sentence["id"].text


def test_part_of_the_regions_is_said_to_be_a_part():
    rows = [Row("36.71", "Kota Tangerang", "2024", 5.0), Row("36.72", "Kota Cilegon", "2024", 4.0)]
    assert "coverage" in cautions(rows, SHARE, code="36")
