"""Clusters of neighbours: told where they hang together and chance does not make them."""

from __future__ import annotations

import random

import pytest

from rupadata.analysis import find_findings
from rupadata.analysis.clusters import chance_alike, hang_together, side_of
from rupadata.model.neighbourhood import Neighbourhood
from rupadata.model.region import RegionLevel
from rupadata.model.subject import Direction
from tests.unit.analysis.analysis_books import Row, indicator, make_book

SIDE = 4
CODES = [f"99.01.{place:02d}" for place in range(1, SIDE * SIDE + 1)]
FEARED = indicator("Prevalensi Stunting", "persen", "rate", direction=Direction.LOWER_IS_BETTER)


def grid():
    """Return sixteen regions in four rows of four, the first in the north-west."""
    pairs = set()
    for place in range(SIDE * SIDE):
        row, column = divmod(place, SIDE)
        if column + 1 < SIDE:
            pairs.add((CODES[place], CODES[place + 1]))
        if row + 1 < SIDE:
            pairs.add((CODES[place], CODES[place + SIDE]))
    points = tuple(
        (code, 100.0 * (place % SIDE), 100.0 * (place // SIDE)) for place, code in enumerate(CODES)
    )
    return Neighbourhood(frozenset(pairs), points)


WEST = [13.0, 6.1, 5.2, 4.3, 12.4, 6.6, 5.1, 4.4, 12.9, 6.9, 5.6, 4.8, 11.8, 6.2, 5.0, 4.1]


def found(values, of=FEARED, around=None):
    rows = [
        Row(code, f"Kecamatan {code[-2:]}", "2024", value, 1)
        for code, value in zip(CODES, values, strict=True)
    ]
    book = make_book(rows, [of], code="99.01", region="Kota Contoh")
    asked = []

    def neighbours(level):
        asked.append(level)
        return around or grid()

    held = {one.pattern: one for one in find_findings(book, ["penduduk"], neighbours=neighbours)}
    assert set(asked) == {RegionLevel.DISTRICT}
    return held


def test_the_highest_that_lie_beside_each_other_are_told_with_their_side():
    cluster = found(WEST)["cluster"]
    assert cluster.headline["id"].text == "Prevalensi stunting tertinggi mengumpul di barat"
    assert cluster.headline["en"].text.endswith("gathered in the west")
    (many,) = cluster.others
    assert many.text["id"].text == "Prevalensi stunting tertinggi di empat kecamatan yang berdampingan"
    said = cluster.sentence["id"].text
    assert said.startswith(
        "Prevalensi stunting tertinggi pada 2024 ada di empat kecamatan yang berdampingan ("
    )
    assert said.endswith("): 11,8 persen sampai 13,0 persen; di luar itu paling tinggi 6,9 persen.")
    assert cluster.focus_region == CODES[0]
    assert any(why.startswith("neighbours-alike") for why in cluster.why)


def test_where_more_is_hoped_for_the_lowest_are_told():
    hoped = indicator("Cakupan Imunisasi", "persen", "rate", direction=Direction.HIGHER_IS_BETTER)
    said = found([100 - value for value in WEST], hoped)["cluster"].sentence["id"].text
    assert "terendah" in said
    assert said.endswith("87,0 persen sampai 88,2 persen; di luar itu paling rendah 93,1 persen.")


def test_where_nothing_is_feared_the_end_with_the_clearer_step_is_told():
    neutral = indicator("Rata-rata Umur", "tahun", "mean")
    assert "tertinggi" in found(WEST, neutral)["cluster"].headline["id"].text
    assert "terendah" in found([100 - value for value in WEST], neutral)["cluster"].headline["id"].text


def test_amounts_and_regions_without_a_figure_make_no_cluster():
    assert "cluster" not in found(WEST, indicator("Jumlah Kasus", "kasus", "count-flow"))
    assert "cluster" not in found([None, *WEST[1:]])


def test_the_same_figures_dealt_out_anew_make_none():
    dealt = random.Random(3)
    told = 0
    for _ in range(40):
        values = list(WEST)
        dealt.shuffle(values)
        told += "cluster" in found(values)
    assert told <= 2


def test_regions_whose_step_to_the_next_is_nothing_are_no_cluster():
    near = [7.0 + (value - 4) / 100 for value in WEST]
    assert "cluster" in found([7.0 + (value - 4) / 10 for value in WEST])
    assert "cluster" not in found([round(value, 2) for value in near])


def test_chance_is_how_often_a_draw_is_as_alike():
    values = dict(zip(CODES, WEST, strict=True))
    assert chance_alike(grid(), values) <= 0.01
    assert chance_alike(grid(), dict.fromkeys(CODES, 1.0)) == 1.0
    chequered = {code: float((place + place // SIDE) % 2) for place, code in enumerate(CODES)}
    assert chance_alike(grid(), chequered) > 0.95


@pytest.mark.parametrize(
    ("places", "together"),
    [((0, 1, 2), True), ((0, 1, 3), False), ((0, 4, 5), True), ((0, 5), False), ((7,), True)],
)
def test_regions_hang_together_where_one_can_go_from_each_to_each(places, together):
    assert hang_together(grid(), [CODES[place] for place in places]) == together


@pytest.mark.parametrize(
    ("places", "side"),
    [
        ((0, 4, 8, 12), "barat"), ((3, 7, 11, 15), "timur"), ((0, 1, 2, 3), "utara"),
        ((12, 13, 14, 15), "selatan"), ((0, 1, 4), "barat laut"), ((10, 11, 15), "tenggara"),
        ((2, 3, 7), "timur laut"), ((8, 12, 13), "barat daya"), ((5, 6, 9, 10), None),
        (tuple(range(16)), None),
    ],
)  # fmt: skip
def test_a_side_is_told_only_of_what_lies_on_it(places, side):
    told = side_of(grid(), [CODES[place] for place in places])
    assert (told[0] if told else None) == side
