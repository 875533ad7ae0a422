"""Scales, classes, number forms and shares of height keep their promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.analysis import Point
from rupadata.compose.boxes import Fit, share_height
from rupadata.compose.number_format import big_number, choose_form, unit_words
from rupadata.compose.scales import bar_scale, class_breaks, class_of, said_breaks

values = st.floats(min_value=-1e12, max_value=1e13, allow_nan=False).map(lambda value: round(value, 4))


@given(st.lists(values, min_size=1, max_size=60))
def test_bars_are_measured_from_zero(found):
    scale = bar_scale(found, 0.0, 100.0)
    assert scale.low <= 0 <= scale.high


@given(st.lists(values, min_size=2, max_size=120, unique=True))
def test_map_classes_are_at_most_five_and_none_is_empty(found):
    breaks = class_breaks(found)
    assert len(breaks) <= 4
    assert list(breaks) == sorted(set(breaks))
    assert {class_of(value, breaks) for value in found} == set(range(len(breaks) + 1))


@given(st.lists(values, min_size=2, max_size=60, unique=True))
def test_breaks_that_can_be_said_leave_no_class_empty(found):
    breaks = said_breaks(found)
    assert len(breaks) <= 4
    assert list(breaks) == sorted(set(breaks))
    assert {class_of(value, breaks) for value in found} == set(range(len(breaks) + 1))


def test_breaks_can_be_said_where_values_bunch_at_one_end():
    assert said_breaks([0.46, 0.75, 1.34, 1.40, 1.46, 1.72, 1.97, 3.44]) == (0.5, 1.0, 1.5, 2.0)
    assert said_breaks([18.7, 25, 27, 31, 38, 47, 53, 62, 67, 70, 71, 73, 77, 82.2]) == (25, 50, 75)


def test_breaks_are_round_where_values_spread_evenly():
    assert class_breaks([83.5, 91, 101, 118, 141, 164, 184, 248]) == (100, 150, 200)


def test_a_value_on_a_break_belongs_to_the_class_above():
    assert class_of(100, (100, 150)) == 1


@given(
    st.lists(st.tuples(st.floats(1, 400), st.floats(0, 400), st.floats(0, 400)), min_size=1, max_size=8),
    st.floats(0, 3000),
)
def test_height_is_shared_without_taking_more_than_there_is(wishes, more):
    fits = [Fit(least, least + a, least + a + b) for least, a, b in wishes]
    room = sum(fit.least for fit in fits) + more
    heights = share_height(room, fits)
    assert sum(heights) <= room + 0.1
    for fit, height in zip(fits, heights):
        assert fit.least - 0.01 <= height <= fit.most + 0.1


def test_whoever_is_hungrier_gets_more_of_the_rest():
    calm, hungry = share_height(300, [Fit(100, 100, 500, 0.5), Fit(100, 100, 500, 1.5)])
    assert calm < hungry


def points(*found: float, decimals: int = 0) -> list[Point]:
    return [Point(str(i), str(i), value, decimals) for i, value in enumerate(found)]


@pytest.mark.parametrize(
    ("found", "decimals", "unit", "shown", "words"),
    [
        ((248_212, 83_526), 0, "jiwa", ("248", "84"), "ribu jiwa"),
        ((1_948_300, 1_750_000), 0, "jiwa", ("1,95", "1,75"), "juta jiwa"),
        ((1_234, 56), 0, "jiwa", ("1.234", "56"), "jiwa"),
        ((12.43, 9.1), 2, "persen", ("12,4", "9,1"), "persen"),
        ((70.51, 70.72), 2, "", ("70,51", "70,72"), ""),
        ((1211.9, 300.2), 1, "ribu jiwa", ("1,21", "0,30"), "juta jiwa"),
        ((8.04e6, 6.8e6), 2, "juta rupiah", ("8,04", "6,80"), "triliun rupiah"),
        ((0.0229, 0.005), 4, "kasus", ("0,0229", "0,0050"), "kasus"),
        ((-4.79, 4.91), 2, "persen", ("−4,79", "4,91"), "persen"),
    ],
)
def test_a_chart_writes_three_significant_figures_in_one_scale(found, decimals, unit, shown, words):
    form = choose_form(points(*found, decimals=decimals), unit, "id")
    assert tuple(form.show(point).text for point in points(*found, decimals=decimals)) == shown
    assert form.words == words


@given(st.lists(st.floats(0.001, 1e13), min_size=1, max_size=30), st.integers(0, 4))
def test_shown_digits_times_scale_are_the_value(found, decimals):
    marks = points(*(round(value, decimals) for value in found), decimals=decimals)
    form = choose_form(marks, "jiwa", "en")
    for point in marks:
        (evidence,) = form.show(point).evidence
        shown = float(evidence.shown.replace(",", "").replace("−", "-"))
        half = 0.5 * 10**-form.decimals * evidence.scale
        assert abs(shown * evidence.scale - point.value) <= half * 1.001 + 1e-9


def test_big_numbers_stand_in_full_up_to_a_hundred_million():
    assert big_number(points(1_948_300)[0], "jiwa", "id")[0].text == "1.948.300"
    assert big_number(points(8.04e6, decimals=2)[0], "juta rupiah", "id")[0].text == "Rp8,04 triliun"


def test_units_are_said_with_their_scale_and_currency():
    assert unit_words("juta rupiah", "id") == "juta rupiah"
    assert unit_words("ribu jiwa", "en") == "thousand people"
    assert unit_words("", "id") == ""


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (99_999_999.0, "jiwa", ("99.999.999", "jiwa")),
        (100_000_000.0, "jiwa", ("100 juta", "jiwa")),
        (999.0, "ribu jiwa", ("999 ribu", "jiwa")),
        (1_000.0, "ribu jiwa", ("1 juta", "jiwa")),
    ],
)
def test_a_headline_number_takes_a_word_of_scale_from_a_hundred_million_on(value, unit, said):
    """Where the table counts in thousands, from a million on."""
    number, words = big_number(Point("2024", "2024", value), unit, "id")
    assert (number.text, words) == said
