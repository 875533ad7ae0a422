"""The comment over a large chart of years names its sharpest step, and sizes of figures fall step by step."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rupadata.compose.blocks.huge_number import SIZES
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Text
from rupadata.scene.scene import texts
from tests.unit.analysis.analysis_books import Row, indicator
from tests.unit.compose.test_blocks import book_of, draw


def comments(values: list[float], unit: str = "jiwa", measure: str = "count-stock", first: int = 2015) -> str:
    one = indicator("Jumlah Pohon", unit, measure)
    rows = [Row("99", "Kota Uji", str(first + n), value, decimals=0) for n, value in enumerate(values)]
    page = draw(
        book_of(rows, one), BlockSpec(kind="years", id="years", indicator=one.key, options={"large": True})
    )
    said: list[Text] = [text for text in texts(page) if "comment" in text.id]
    return " ".join(text.text for text in said)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        # By a share of the figure before: 1000 to 1900 is more than 6000 to 7500.
        ([1000, 1900, 3400, 4800, 6000, 7500, 7600], "Naik paling tajam pada 2016"),
        ([9000, 8800, 5000, 4900, 4800, 4700, 4650], "Turun paling tajam pada 2017"),
        ([1000, 1010, 1020, 1030, 1040, 1050, 2000], ""),
        # Half as much again three times: none of them is the sharpest.
        ([1000, 1500, 2250, 3375, 3400, 3420, 3450], ""),
    ],
)
def test_the_sharpest_step_of_amounts_is_told_unless_it_is_the_last(values: list[float], words: str) -> None:
    said = comments(values)
    assert words in said
    assert bool(said) is bool(words)


def test_rates_are_compared_in_their_unit() -> None:
    # 2 to 8 is four times as much, 40 to 65 the longer step.
    assert "2019" in comments([2, 8, 20, 40, 65, 66, 67], "persen", "rate")


def test_sizes_of_a_huge_figure_are_tried_from_the_largest_down() -> None:
    assert all(more > less for more, less in pairwise(SIZES))
    assert min(SIZES) > 24
