"""Places, steps, classes, heights and digits, each worked out by hand."""

from __future__ import annotations

import pytest

from rupadata.analysis import Point
from rupadata.compose.boxes import Box, Fit, share_height
from rupadata.compose.number_format import NumberForm, choose_form, spread_share
from rupadata.compose.scales import LinearScale, bar_scale, class_breaks, class_of, round_step, said_breaks


def test_a_scale_puts_values_in_proportion_between_its_ends() -> None:
    scale = LinearScale(10, 30, 100, 500)
    assert [scale(value) for value in (10, 15, 30, 5)] == [100, 200, 500, 0]
    assert LinearScale(4, 4, 100, 500)(4) == 100


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [((5, 20), 0, 20), ((-5, 20), -5, 20), ((-5, -20), -20, 0), ((0, 0), 0, 1), ((0.5,), 0, 0.5)],
)
def test_a_scale_of_bars_holds_zero(values: tuple[float, ...], low: float, high: float) -> None:
    assert bar_scale(values, 3, 9) == LinearScale(low, high, 3, 9)


@pytest.mark.parametrize(
    ("span", "wanted", "step"),
    [
        (10, 10, 1),
        (10, 9, 2),
        (100, 5, 20),
        (100, 4, 25),
        (100, 3, 50),
        (100, 1, 100),
        (0.3, 3, 0.1),
        (7, 1, 10),
        (7, 0, 10),
        (0, 5, 1),
        (-3, 5, 1),
    ],
)
def test_a_step_is_the_next_round_one(span: float, wanted: int, step: float) -> None:
    assert round_step(span, wanted) == pytest.approx(step)


def test_classes_of_even_values_have_even_round_breaks() -> None:
    assert class_breaks(range(100)) == (20, 40, 60, 80)
    assert class_breaks((4.0, 4.0, 4.0)) == ()
    assert class_breaks(()) == ()
    assert [class_of(value, (20, 40)) for value in (19.9, 20, 39.9, 40)] == [0, 1, 1, 2]


@pytest.mark.parametrize("parts", [range(1, 41), [2.0**n for n in range(12)], [1, 2, 3, 4, 5, 6, 7, 100]])
def test_no_class_of_a_map_is_empty_or_holds_most_of_the_values(parts: list[float]) -> None:
    for find in (class_breaks, said_breaks):
        breaks = find(parts)
        assert list(breaks) == sorted(set(breaks))
        counts = [0] * (len(breaks) + 1)
        for value in parts:
            counts[class_of(value, breaks)] += 1
        assert min(counts) > 0
        assert 2 <= len(counts) <= 5
        if find is class_breaks:
            assert max(counts) <= 0.55 * len(parts)


def test_boxes_keep_their_edges() -> None:
    box = Box(10, 20, 300, 100)
    assert (box.right, box.bottom) == (310, 120)
    assert box.inset(1, 2, 3, 4) == Box(11, 22, 296, 94)
    assert box.inset() == box
    assert box.columns((1, 2), 30) == [Box(10, 20, 90, 100), Box(130, 20, 180, 100)]
    assert box.columns((5,), 30) == [box]


@pytest.mark.parametrize(
    ("room", "heights"),
    [
        (250, [100, 100]),
        (200, [100, 100]),
        (260, [110, 100 + 50]),
        (300, [150, 150]),
        (330, [180, 150]),
    ],
)
def test_height_goes_to_the_whole_first_then_to_the_ideal_then_to_the_most(
    room: float, heights: list[float]
) -> None:
    first = Fit(100, 150, 200)
    second = Fit(100, 100, 150, whole=150)
    shared = share_height(room, [first, second])
    assert sum(shared) == pytest.approx(min(room, 350))
    if room >= 250:
        assert shared[1] == pytest.approx(150)
    else:
        assert shared == heights


def test_what_is_left_is_shared_by_want_and_stretch_and_passed_on() -> None:
    # 60 are left: by want times stretch 100:300, so 15 and 45.
    assert share_height(260, [Fit(100, 200, 200), Fit(100, 200, 200, 3.0)]) == pytest.approx([115, 145])
    # The second is full with 10 and passes the other 50 on.
    assert share_height(260, [Fit(100, 200, 200), Fit(100, 110, 110, 30.0)]) == pytest.approx([150, 110])
    assert share_height(900, [Fit(100, 200, 250), Fit(100, 110, 110)]) == pytest.approx([250, 110])
    assert share_height(150, [Fit(100, 200, 250), Fit(100, 110, 110)]) == [100, 100]
    assert share_height(500, [Fit(100, 50, 60)]) == [100]


def point(value: float | None, decimals: int = 0, **facts: bool) -> Point:
    return Point("2024", "2024", value, decimals, **facts)  # type: ignore[arg-type]


def test_a_figure_is_shown_with_the_digits_and_the_scale_of_its_chart() -> None:
    form = NumberForm("jiwa", "id", 3, 1, "ribu jiwa")
    assert form.digits(1_234_567) == "1.234,6"
    assert (form.number_format, NumberForm("jiwa", "id", 3, 0, "").number_format) == ("#,##0.0,", "#,##0,")
    tick = form.bound(2_500_000)
    assert (tick.text, tick.evidence[0].scale, tick.evidence[0].formula) == ("2.500", 1000, "bound")
    assert form.bound(1_250).text == "1,25"


@pytest.mark.parametrize(
    ("values", "unit", "shift", "decimals"),
    [
        ((150.0, 900.0), "jiwa", 0, 0),
        ((15_000.0, 90_000.0), "jiwa", 3, 1),
        ((9_000.0, 1_000.0), "jiwa", 0, 0),
        ((1_500_000.0, 9_000_000.0), "jiwa", 6, 2),
        ((1_500_000_000.0, 9_000_000_000.0), "jiwa", 9, 2),
        ((900_000.0, 100_000.0), "persen", 0, 0),
    ],
)
def test_a_chart_divides_by_the_thousand_that_leaves_three_figures(
    values: tuple[float, ...], unit: str, shift: int, decimals: int
) -> None:
    form = choose_form([point(value) for value in values], unit, "id")
    assert (form.shift, form.decimals) == (shift, decimals)


@pytest.mark.parametrize(
    ("values", "share"), [((), 0), ((5,), 0), ((5, 10), 0.5), ((-10, 10), 2), ((0, 0), 0), ((-10, -5), 0.5)]
)
def test_values_lie_apart_by_a_share_of_their_level(values: tuple[float, ...], share: float) -> None:
    assert spread_share(values) == share
