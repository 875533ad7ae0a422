"""Sheets of paper as a yearbook has them, figures with their course, two years as two bars, seasons."""

import pytest

from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks import get_kind
from rupadata.compose.blocks.almanac import Almanac
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.then_now import Moment, ThenNow
from rupadata.compose.blocks.years import TimeStep, YearChart
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.page import is_yearbook_size
from rupadata.compose.page_data import Source
from rupadata.compose.pen import NOTHING, Writing, plain
from rupadata.compose.sizes import parse_size
from rupadata.office import default_office
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Group, Rect, Text
from rupadata.scene.scene import texts, walk
from tests.golden.golden_blocks import _book, _city, indicator, people, seasons
from tests.unit.compose.random_pages import random_book

LOOK = make_look(parse_size("portrait"), "default", 200.0, "id")


def page(book, size):
    name, keys = book.pages[0]
    return compose_page(plan_page(book, name, keys), book, size=size, date="2026-11-30")


@pytest.mark.parametrize(
    ("size", "sheet"),
    [
        ("a4", True),
        ("a3", True),
        ("book", True),
        ("portrait", False),
        ("297x210mm", False),
        ("148x210mm", False),
    ],
)
def test_upright_sheets_from_a_book_page_on_are_a_yearbooks(size, sheet):
    assert is_yearbook_size(parse_size(size)) is sheet


def course(*values):
    steps = tuple(
        TimeStep(Writing(str(2020 + n)), v, Writing(f"{v:g}"), period=str(2020 + n))
        for n, v in enumerate(values)
    )
    return YearChart(Heading(NOTHING), steps, "G", "G", "jiwa")


def bars(chart, width=900):
    return [
        n for n in walk((chart.draw(Box(0, 0, width, 140), LOOK),)) if isinstance(n, Rect) and n.role == "bar"
    ]


def test_two_years_are_two_bars_from_zero_in_proportion():
    first, second = bars(course(50.0, 100.0))
    assert first.x == second.x
    assert second.width == pytest.approx(2 * first.width, rel=0.01)
    assert second.y > first.y


def test_two_years_that_lie_close_are_a_line_not_bars():
    assert bars(course(99.0, 100.0)) == []


def test_a_huge_figure_on_a_page_has_its_course_in_its_band():
    scene = page(people(), "portrait")
    places = {node.id: node for node in walk(scene.nodes) if not isinstance(node, Text)}
    if "hero_pair" in places:
        assert any(name.startswith("hero_years") for name in places)


def months_of(book):
    name, keys = book.pages[0]
    spec = plan_page(book, name, keys)
    source = Source(spec, book, {}, "id", default_office())
    return get_kind("months").gather(BlockSpec(kind="months", indicator=keys[0]), source)


def test_the_season_is_told_by_the_month_that_is_busiest_in_every_year():
    found = months_of(seasons())
    assert found is not None
    assert found.heading.title.text == "Puncaknya tiap tahun pada Februari"
    for year in found.years:
        assert sum(year.shares) == pytest.approx(12)


def test_months_without_a_season_are_no_strip():
    rows = [_city(f"{year}-{month:02d}", 900.0 + month) for year in (2022, 2023) for month in range(1, 13)]
    assert months_of(_book(rows, indicator("Jumlah Pengaduan", "pengaduan", "count-flow"))) is None


def entry_block(count):
    from rupadata.compose.blocks.almanac import Entry

    entries = tuple(
        Entry(Writing(f"Kecamatan {n}"), (100.0, 100.0 + n), 10.0 + n, Writing(str(10 + n)), Writing(f"+{n}"))
        for n in range(count)
    )
    headers = (Writing("2020–2021"), Writing("2021"), Writing("berubah, %"))
    return Almanac(Heading(Writing("Semua")), entries, headers, (0.0, 1.0), "L", "A", "jiwa", "General")


@pytest.mark.parametrize("count", [6, 13, 38, 60])
def test_a_yearbooks_list_names_every_region_once_and_inside_its_box(count):
    block = entry_block(count)
    fit = block.fit(950, LOOK)
    assert fit is not None
    nodes = list(walk((block.draw(Box(60, 100, 950, fit.least), LOOK),)))
    names = [node for node in nodes if isinstance(node, Text) and "_name" in node.id]
    assert [node.text for node in names] == [f"Kecamatan {n}" for n in range(count)]
    assert all(node.y <= 100 + fit.least + 1 for node in nodes if isinstance(node, Text))


def test_a_sheet_says_how_its_list_is_read_where_it_has_one():
    said = [text.text for text in texts(page(people(), "a4"))]
    listed = any("berubah" in text for text in said)
    assert ("Cara membaca" in said) is listed


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_full_list_gives_way_where_it_leaves_no_room_for_the_chart_per_year(lang):
    book = random_book(1005)
    name, keys = book.pages[0]
    scene = compose_page(plan_page(book, name, keys), book, size="book", lang=lang)
    shown = {node.block for node in walk(scene.nodes) if isinstance(node, Group)}
    assert {"years", "regions"} <= shown
    assert not any(isinstance(node, Text) and "Semua kabupaten" in node.text for node in walk(scene.nodes))


@pytest.mark.parametrize("width", [560, 700, 1000])
def test_two_months_over_short_figures_stand_apart(width):
    then, now = (Moment(plain(month), plain(str(n)), plain(str(n)), n) for n, month in
                 ((3, "September 2016"), (5, "Desember 2016")))  # fmt: skip
    block = ThenNow(then, now, NOTHING, NOTHING, "", "")
    fit = block.fit(width, LOOK)
    assert fit is not None
    drawn = [n for n in walk((block.draw(Box(0, 0, width, fit.least), LOOK),)) if isinstance(n, Text)]
    first, second = sorted((n for n in drawn if n.text.endswith("2016")), key=lambda n: n.x)
    assert first.x + first.width < second.x
    assert second.x + second.width <= width
