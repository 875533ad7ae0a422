"""Two figures side by side are as long as it takes to tell them apart, and no longer."""

from __future__ import annotations

import pytest

from rupadata.analysis.figures import Point
from rupadata.analysis.voice import Voice
from tests.unit.analysis.analysis_books import indicator


def point(value: float, decimals: int) -> Point:
    return Point("2024", "Alfa", value, decimals)


@pytest.mark.parametrize(
    ("one", "other", "decimals", "said"),
    [
        (5.213456789, 5.214123456, 9, ("5,213", "5,214")),
        (5.213456789, 5.223456789, 9, ("5,21", "5,22")),
        (1_234_567.0, 1_234_890.0, 0, ("1.234.567", "1.234.890")),
        (1_234_567.25, 1_234_567.75, 2, ("1.234.567", "1.234.568")),
        (0.000123456, 0.000123457, 9, ("0,000123456", "0,000123457")),
        (2.5, 2.5, 9, ("2,50", "2,50")),
        (12.5004, 12.5044, 4, ("12,500", "12,504")),
    ],
)
def test_two_figures_that_would_look_equal_get_the_decimals_that_tell_them_apart(
    one: float, other: float, decimals: int, said: tuple[str, str]
) -> None:
    voice = Voice(indicator("Pertumbuhan", "", "index"), "Banten", "id")
    first, second = voice.pair(point(one, decimals), point(other, decimals))
    assert (first.text, second.text) == said
