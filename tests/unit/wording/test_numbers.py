from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.wording import format_number, format_percent, format_value, number_word, word_value


@pytest.mark.parametrize(
    ("value", "decimals", "in_id", "in_en"),
    [
        (1948300, 0, "1.948.300", "1,948,300"),
        (12.4, 1, "12,4", "12.4"),
        (12.4, 2, "12,40", "12.40"),
        (-2.5, 1, "−2,5", "−2.5"),
        (0, 0, "0", "0"),
        (0.125, 2, "0,13", "0.13"),
        (2.5, 0, "3", "3"),
        (1e13, 0, "10.000.000.000.000", "10,000,000,000,000"),
        (-0.0, 0, "0", "0"),
        (-0.004, 2, "0,00", "0.00"),
    ],
)
def test_numbers_have_the_marks_of_the_language(value, decimals, in_id, in_en):
    assert format_number(value, "id", decimals=decimals) == in_id
    assert format_number(value, "en", decimals=decimals) == in_en


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "full", "short"),
    [
        (1948300, "jiwa", 0, "1.948.300 jiwa", "1,95 juta jiwa"),
        (1211.9, "ribu jiwa", 1, "1.211,9 ribu jiwa", "1,21 juta jiwa"),
        (845.3, "ribu jiwa", 1, "845,3 ribu jiwa", "845 ribu jiwa"),
        (12.43, "persen", 2, "12,43 persen", "12,4 persen"),
        (12.43, "%", 2, "12,43 persen", "12,4 persen"),
        (1.2e12, "Rp", 0, "Rp1.200.000.000.000", "Rp1,2 triliun"),
        (1234.5, "miliar rupiah", 1, "Rp1.234,5 miliar", "Rp1,23 triliun"),
        (-1234567, "Rupiah", 0, "−Rp1.234.567", "−Rp1,23 juta"),
        (999600, "jiwa", 0, "999.600 jiwa", "1 juta jiwa"),
        (7, "Jiwa/People", 0, "7 jiwa", "7 jiwa"),
        (450000, "Rp/kapita/bulan", 0, "Rp450.000 per kapita per bulan", "Rp450 ribu per kapita per bulan"),
        (6.46, "mg/L", 2, "6,46 mg per L", "6,46 mg per L"),
        (8612, "MPN/100 mL", 0, "8.612 MPN per 100 mL", "8,61 ribu MPN per 100 mL"),
        (41.1, "µg/Nm3", 1, "41,1 µg per Nm³", "41,1 µg per Nm³"),
        (12314, "jiwa/km2", 0, "12.314 jiwa per km²", "12,3 ribu jiwa per km²"),
        (0.00123, "", 5, "0,00123", "0,00123"),
        (73.85, "", 2, "73,85", "73,9"),
    ],
)
def test_values_are_written_in_full_and_short(value, unit, decimals, full, short):
    assert format_value(value, unit, "id", decimals=decimals) == full
    assert format_value(value, unit, "id", decimals=decimals, compact=True) == short


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "orang", "1 person"),
        (2, "orang", "2 people"),
        (1211.9, "ribu jiwa", "1,211.9 thousand people"),
        (5, "persen", "5 percent"),
        (1.5e9, "rupiah", "Rp1,500,000,000"),
        (8.2, "tahun", "8.2 years"),
    ],
)
def test_values_are_written_in_english(value, unit, said):
    assert format_value(value, unit, "en") == said


def test_a_value_can_be_set_apart_from_its_unit():
    worded = word_value(1211.9, "ribu jiwa", "id", decimals=1, compact=True)
    assert (worded.number, worded.unit) == ("1,21 juta", "jiwa")


def test_a_percentage_can_carry_its_plus():
    assert format_percent(1.24, "id", sign=True) == "+1,2 persen"
    assert format_percent(-1.24, "en", sign=True) == "−1.2 percent"


@pytest.mark.parametrize(("number", "in_id", "in_en"), [(3, "tiga", "three"), (13, "tiga belas", "13")])
def test_small_numbers_have_words(number, in_id, in_en):
    assert number_word(number, "id") == in_id
    assert number_word(number, "en") == in_en


def read_back(text: str, lang: str) -> float:
    scales = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12,
              "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}  # fmt: skip
    figure, _, scale = text.replace("−", "-").partition(" ")
    if lang == "id":
        figure = figure.replace(".", "").replace(",", ".")
    return float(figure.replace(",", "")) * scales.get(scale, 1)


@given(st.floats(min_value=-1e15, max_value=1e15), st.sampled_from(["id", "en"]))
def test_short_forms_are_right_to_three_figures(value, lang):
    shown = read_back(format_number(value, lang, compact=True), lang)
    assert abs(shown - value) <= 0.0051 * abs(value) + 1e-12


@given(st.floats(min_value=-1e12, max_value=1e12), st.integers(0, 4), st.sampled_from(["id", "en"]))
def test_full_forms_are_right_to_the_printed_decimals(value, decimals, lang):
    shown = read_back(format_number(value, lang, decimals=decimals), lang)
    assert abs(shown - value) <= 0.5 * 10.0**-decimals * 1.0001 + 1e-9 * abs(value)
