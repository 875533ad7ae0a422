"""No line runs through years without figures, no figure between gaps is lost, colours tell amounts evenly."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from msgspec.structs import replace as changed

import rupadata as rd
from rupadata.checks.marks import check_marks
from rupadata.compose.blocks.region_map import MOST_CLASSES, map_classes
from rupadata.compose.colour import luminance
from rupadata.compose.look import make_look
from rupadata.compose.number_format import missing_words
from rupadata.compose.scales import class_of, skipped_before
from rupadata.compose.sizes import parse_size
from rupadata.scene.nodes import Circle, Group, Path, Text
from rupadata.scene.scene import Scene, walk

REGIONS = ("36.71", "36.73", "36.74", "36.03", "36.04", "36.01")
LOOK = make_look(parse_size("portrait"), "default", 200.0, "id")


def page_of(
    years: tuple[int, ...], block: str, size: str = "1400x1400px", *, falling: bool = False
) -> rd.Page:
    rows = [
        (
            region,
            year,
            20.0
            + 3.1 * place
            + 0.7 * (year - 2015)
            + (place * year) % 3
            - (30 if falling and place % 2 else 0),
        )
        for place, region in enumerate(REGIONS)
        for year in years
    ]
    frame = pl.DataFrame(rows, schema=["region", "period", "n"], orient="row")
    reading = rd.from_frame(
        frame,
        value="n",
        indicator="Laju pertumbuhan ekonomi",
        region="region",
        period="period",
        unit="persen",
    )
    book = next(iter(rd.group(reading.observations, reading.sources, region="36")))
    return rd.page(book).properties(hero=block, blocks=[], size=size)


def drawn(page: rd.Page, block: str) -> Group:
    found = [n for n in walk(page.scene.nodes) if isinstance(n, Group) and n.role == "figure" and n.block]
    named = [n for n in found if n.id == "hero" or n.id.startswith(block)]
    assert named, [(n.id, n.block) for n in found]
    return named[0]


@pytest.mark.parametrize(
    ("periods", "skipped"),
    [
        (["2019", "2020", "2023"], {2}),
        (["2019", "2020", "2021"], set()),
        (["2000", "2010", "2020"], set()),
        (["2019", "2020", "2023*"], {2}),
        (["2020", "2023"], set()),
        (["2019", "2021", "2022"], {1}),
        (["2020-Q1", "2020-Q3"], set()),
        ([], set()),
    ],
)
def test_years_are_missing_where_a_step_is_longer_than_usual(periods: list[str], skipped: set[int]) -> None:
    assert skipped_before(periods) == skipped


@pytest.mark.parametrize("block", ["small-multiples", "table"])
def test_small_lines_stop_where_years_are_missing(block: str) -> None:
    page = page_of((2017, 2018, 2019, 2022, 2023, 2025), block)
    figure = drawn(page, block)
    lines = [n for n in walk(figure.children) if isinstance(n, Path) and n.role == "line"]
    assert len(lines) == 2 * len(REGIONS)
    assert sum(line.d.count("L") for line in lines) == 3 * len(REGIONS)
    lone = [n for n in walk(figure.children) if isinstance(n, Circle) and "lone" in n.id]
    assert len(lone) == len(REGIONS)
    assert not [one for one in page.check() if one.code == "line-through-gap"]


def years_of(middle: float | None, flags: str) -> rd.Page:
    rows = [("36", year, middle if year == 2022 else 40.0 + year % 7) for year in range(2018, 2025)]
    frame = pl.DataFrame(
        rows, schema={"region": pl.String, "period": pl.Int64, "n": pl.Float64}, orient="row", strict=False
    )
    reading = rd.from_frame(
        frame, value="n", indicator="Tingkat hunian", region="region", period="period", unit="persen"
    )
    told = reading.observations.with_columns(
        flags=pl.when(pl.col("period") == "2022").then(pl.lit(flags)).otherwise(pl.col("flags"))
    )
    book = next(iter(rd.group(told, reading.sources, region="36")))
    return rd.page(book, size="1400x1400px").properties(hero="years", blocks=[])


@pytest.mark.parametrize(
    ("value", "flags", "words"), [(None, "", "tidak ada data"), (55.0, "doubtful", "belum pasti")]
)
def test_a_figure_that_is_doubted_is_not_called_missing(value: float | None, flags: str, words: str) -> None:
    page = years_of(value, flags)
    said = {n.text for n in walk(page.scene.nodes) if isinstance(n, Text)}
    assert said & {"tidak ada data", "belum pasti"} == {words}


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        (["blank", ""], "no data"),
        (["unreadable", "unreadable"], "not certain"),
        (["unreadable", "blank"], "none or not certain"),
        ([], "no data"),
    ],
)
def test_what_is_missing_is_told_by_its_reasons(reasons: list[str], words: str) -> None:
    assert missing_words("en", reasons) == words


def test_the_check_finds_a_line_through_missing_years() -> None:
    page = page_of((2017, 2018, 2019, 2022, 2023), "small-multiples")
    figure = drawn(page, "small-multiples")
    through = next(n for n in walk(figure.children) if isinstance(n, Path) and n.role == "line")
    worse = changed(through, id="more", d=through.d + "L1 1L2 2L3 3L4 4L5 5L6 6L7 7")
    scene: Scene = replace(page.scene, nodes=(changed(figure, children=(*figure.children, worse)),))
    assert "line-through-gap" in [one.code for one in check_marks(scene)]


@pytest.mark.parametrize("block", ["heat-table", "years"])
def test_periods_are_read_from_left_to_right(block: str) -> None:
    page = page_of((2017, 2018, 2019, 2020, 2021, 2022), block)
    for figure in (n for n in walk(page.scene.nodes) if isinstance(n, Group) and n.role == "figure"):
        places = [n.x for n in walk(figure.children) if isinstance(n, Text) and "_period" in n.id]
        assert places == sorted(places)


figures = st.lists(st.floats(-100, 100, allow_nan=False).map(lambda v: round(v, 2)), min_size=2, max_size=40)


@given(figures)
def test_colours_on_both_sides_of_zero_are_symmetric(values: list[float]) -> None:
    classes = map_classes(values, LOOK)
    assert len(classes.colours) == len(classes.breaks) + 1 <= MOST_CLASSES
    assert list(classes.breaks) == sorted(set(classes.breaks))
    filled = {class_of(value, classes.breaks) for value in values}
    assert filled == set(range(len(classes.colours)))
    if min(values) >= 0 or max(values) < 0:
        return
    negative = sorted(value for value in values if value < 0)
    for stronger, weaker in pairwise(negative):
        dark, pale = (luminance(classes.colour_of(value)) for value in (stronger, weaker))
        assert dark <= pale + 1e-9


def test_a_small_fall_is_pale_beside_a_great_rise() -> None:
    classes = map_classes([-0.44, 1.2, 3.5, 5.0, 8.1, 2.2], LOOK)
    assert luminance(classes.colour_of(-0.44)) > luminance(classes.colour_of(8.1)) + 0.1
