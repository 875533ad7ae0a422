"""More regions than a list holds stand by what they belong to: rows of dots, and an index on paper."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace

from rupadata.checks import check_scene, check_truth
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.index_list import BETWEEN, HEAD, Chapter, IndexList, Listing
from rupadata.compose.blocks.nested import LEAST_COLUMN, ONE_COLUMN, ROW, Dot, Nest, Nested
from rupadata.compose.blocks.regions import RegionBars, Row
from rupadata.compose.blocks.spread import Spread
from rupadata.compose.blocks.strip import DotStrip, Spot
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import NOTHING, plain
from rupadata.compose.sizes import parse_size
from rupadata.pagespec import BlockSpec
from rupadata.regions import official_regions
from rupadata.scene.nodes import Circle, Group, Text
from rupadata.scene.scene import texts, walk
from tests.unit.analysis.analysis_books import Row as Told
from tests.unit.analysis.analysis_books import indicator, make_book

LOOK, PAPER = (make_look(parse_size(size), "default", 200.0, "id") for size in ("portrait", "a3"))
FORM = NumberForm("", "id", 0, 0, "")


def nested(rows, low=10.0):
    nests = tuple(
        Nest(
            plain(f"Kecamatan {n}"),
            tuple(Dot(f"Desa {n}-{m}", low + n + 10 * m, m == 2 and n == 0, m == n == 0) for m in (2, 1, 0)),
            plain(str(int(low + n + 20))),
        )
        for n in range(rows)
    )
    return Nested(
        Heading(NOTHING), nests, plain("Tertinggi: Desa"), ("Kecamatan", "tertinggi"), FORM, "L", "A"
    )


def drawn(block, width, look=LOOK, height=None):
    fit = block.fit(width, look)
    return [*walk((block.draw(Box(0, 0, width, height or fit.least), look),))]


def of_id(nodes, part):
    return [node for node in nodes if isinstance(node, Text) and part in node.id.rpartition("_")[2]]


@pytest.mark.parametrize(("rows", "columns"), [(ONE_COLUMN, 1), (ONE_COLUMN + 1, 2), (30, 2)])
def test_every_larger_region_is_a_row_and_every_part_a_dot_of_it(rows, columns):
    nodes = drawn(nested(rows), 2 * LEAST_COLUMN + 60)
    names, dots = of_id(nodes, "above"), [node for node in nodes if isinstance(node, Circle)]
    assert [name.text for name in names] == [f"Kecamatan {n}" for n in range(rows)]
    assert len({round(name.x) for name in names}) == columns
    assert len(dots) == 3 * rows
    for n, name in enumerate(names):
        on_row = [
            dot for dot in dots if abs(dot.cy - name.y) < ROW / 2 and 0 < dot.cx - name.x < 950 / columns
        ]
        assert sorted(dot.value for dot in on_row) == [10.0 + n, 20.0 + n, 30.0 + n]


def test_all_rows_share_one_scale_that_begins_at_zero_where_that_is_near():
    dots = [node for node in drawn(nested(30), 960) if isinstance(node, Circle)]
    first = [dot for dot in dots if dot.cx < 480]
    per_unit = {
        round((b.cx - a.cx) / (b.value - a.value), 2) for a, b in pairwise(first) if b.value != a.value
    }
    assert len(per_unit) == 1
    near = [text.text for text in of_id(drawn(nested(5, low=1.0), 900), "bound")]
    far = [text.text for text in of_id(drawn(nested(5, low=900.0), 900), "bound")]
    assert near[0] == "0" != far[0]


def test_the_one_told_of_and_the_lowest_stand_out():
    dots = {dot.value: dot for dot in drawn(nested(8), 900) if isinstance(dot, Circle)}
    assert dots[30.0].paint.fill == LOOK.palette.accent
    assert dots[10.0].paint.fill == LOOK.palette.ink
    assert dots[20.0].paint.fill == LOOK.palette.mark
    assert dots[30.0].r == dots[10.0].r > dots[20.0].r


def test_rows_of_dots_do_not_stand_in_a_part_of_a_page():
    assert nested(30).fit(0.5 * LOOK.size.width, LOOK) is None
    assert nested(30).fit(0.7 * LOOK.size.width, LOOK) is not None


def index(sizes):
    chapters = tuple(
        Chapter(
            plain(f"Bab {n}"), tuple(Listing(plain(f"Desa {n}-{m}"), 1.0, plain("1")) for m in range(size))
        )
        for n, size in enumerate(sizes)
    )
    return IndexList(Heading(NOTHING), chapters, FORM, "L", "A")


def test_an_index_stands_on_paper_alone():
    block = index([5] * 30)
    assert block.fit(1000, LOOK) is None
    assert block.fit(1400, PAPER) is not None
    assert block.many == 150


@pytest.mark.parametrize("sizes", [[5] * 30, [20, 1, 1, 1, 18, 3, 3], [2] * 7])
def test_no_group_of_an_index_is_parted_and_none_is_lost(sizes):
    nodes = drawn(index(sizes), 1400, PAPER)
    heads, names = of_id(nodes, "above"), of_id(nodes, "name")
    assert len(names) == sum(sizes)
    for n, head in enumerate(heads):
        mine = [name for name in names if name.text.startswith(f"Desa {n}-")]
        assert len(mine) == sizes[n]
        assert all(name.x == head.x and name.y > head.y for name in mine)
        others = [name for name in names if name.x == head.x and not name.text.startswith(f"Desa {n}-")]
        assert not [name for name in others if head.y < name.y < mine[-1].y]


def test_columns_of_an_index_are_about_as_long():
    laid = index([5] * 30)._laid(4)
    rows = [sum(HEAD + len(one.listings) for one in column) + BETWEEN * (len(column) - 1) for column in laid]
    assert len(rows) == 4
    assert max(rows) < 1.2 * sum(rows) / 4


def villages(districts=8, each=9):
    """Return a book of a city's villages, whose districts have codes of the list."""
    known = [one.code for one in official_regions().children("32.73")][:districts]
    assert len(known) == districts
    rate = indicator("Keluarga berisiko", "persen", "rate")
    rows = [
        Told(f"{code}.{1001 + m}", f"Kelurahan {chr(65 + n)}{chr(65 + m)}", "2024", 10.0 + 3 * n + m, 1)
        for n, code in enumerate(known)
        for m in range(each)
    ]
    return make_book(
        [*rows, Told("32.73", "Kota Bandung", "2024", 25.0, 1)], [rate], code="32.73", region="Kota Bandung"
    )


@pytest.mark.parametrize("size", ["portrait", "story", "a4", "a3", "slide", "square"])
def test_seventy_villages_stand_whole_on_every_size(size):
    book = villages()
    scene = compose_page(plan_page(book, "uji", ("penduduk",)), book, size=size)
    assert [p for p in (*check_scene(scene), *check_truth(scene, book)) if p.severity == "error"] == []
    shown = {text.text for text in texts(scene)}
    districts = {one.name for one in official_regions().children("32.73")}
    groups = [node for node in walk(scene.nodes) if isinstance(node, Group) and node.chart is not None]
    assert any(len(group.chart.categories) == 72 for group in groups)
    if size in ("story", "a4", "a3"):
        assert len(shown & districts) == 8
    if size == "a3":
        assert len([text for text in shown if text.startswith("Kelurahan ")]) >= 72


def test_villages_of_few_districts_or_of_none_known_keep_their_bars():
    for book in (villages(3, 24), villages(8, 7)):
        scene = compose_page(plan_page(book, "uji", ("penduduk",)), book, size="a4")
        assert not [text for text in texts(scene) if "satu titik satu kelurahan; " in text.text]
        assert not {"Kecamatan"} & {text.text for text in texts(scene)}


def spread(many=80):
    rows = tuple(Row(plain(f"Desa {n}"), 90.0 - n, plain(str(90 - n)), n == 0) for n in range(many))
    heading = Heading(plain("Per desa"), plain("persen"))
    bars = RegionBars(heading, rows, "L", "A", "persen", ("dan", "desa lainnya"), variant="bars")
    spots = tuple(Spot(row.name, row.value, NOTHING, row.strong) for row in rows)
    dots = DotStrip(Heading(NOTHING), spots, FORM, "Sebaran", "Sebaran semua desa")
    return Spread(Heading(plain("Per desa"), plain("persen, satu titik satu desa")), dots, bars)


def test_the_dots_of_all_regions_stand_over_the_bars_of_some():
    block = spread()
    bars = block.bars.fit(950, LOOK)
    nodes = drawn(block, 950, height=bars.least + 140)
    dots = [node for node in nodes if isinstance(node, Circle)]
    names = of_id(nodes, "name")
    assert sorted(dot.value for dot in dots) == sorted(90.0 - n for n in range(80))
    assert max(dot.cy for dot in dots) < min(name.y for name in names) - 30
    assert max(name.y for name in names) <= bars.least + 140
    assert [node.text for node in nodes if isinstance(node, Text) and "satu titik" in node.text]
    assert len([node for node in nodes if isinstance(node, Text) and node.text == "Per desa"]) == 1


def test_without_room_for_dots_the_bars_stand_alone_under_their_own_heading():
    block = spread()
    bars = block.bars.fit(950, LOOK)
    nodes = drawn(block, 950, height=bars.least)
    assert not [node for node in nodes if isinstance(node, Circle)]
    assert [node.text for node in nodes if isinstance(node, Text) and node.text == "persen"]
    assert block.fit(950, LOOK).least == bars.least
    assert block.fit(950, LOOK).most > bars.most
    assert block.fit(300, LOOK) == block.bars.fit(300, LOOK)


def test_dots_without_names_need_less_height_than_those_with_one():
    block = spread().dots
    named_dot = replace(block, spots=(replace(block.spots[0], label=plain("Desa 0")), *block.spots[1:]))
    saved = named_dot.fit(950, LOOK).least - block.fit(950, LOOK).least
    assert saved == pytest.approx(1.5 * LOOK.label.size)


@pytest.mark.parametrize(("hero", "size"), [("strip", "portrait"), ("huge-number", "story")])
def test_a_page_shows_its_spread_once(hero, size):
    book = villages(3, 24)
    spec = plan_page(book, "uji", ("penduduk",))
    spec = replace(spec, hero=BlockSpec(kind=hero, id="hero", indicator="penduduk", options={"large": True}))
    scene = compose_page(spec, book, size=size)
    groups = [node for node in walk(scene.nodes) if isinstance(node, Group) and node.chart is not None]
    assert len([group for group in groups if group.chart.kind == "strip"]) == 1
    assert len([group for group in groups if group.block == "regions"]) == 1
