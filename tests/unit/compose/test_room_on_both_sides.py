"""What a block shows or refuses just inside and just outside the room that it needs."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from rupadata.compose.annotation import Comment, draw_comment
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.choropleth import Area, Choropleth
from rupadata.compose.blocks.grouped import Cluster, GroupedColumns
from rupadata.compose.blocks.hero_pictures import OneIn
from rupadata.compose.blocks.huge_number import HugeNumber
from rupadata.compose.blocks.listed import Listed
from rupadata.compose.blocks.place_map import PlaceMap
from rupadata.compose.blocks.regions import RegionBars, Row
from rupadata.compose.blocks.roster import ROW, Class, Entry, Roster
from rupadata.compose.blocks.years import TimeStep, YearChart
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.layout import Measured, WaitingBlock
from rupadata.compose.look import make_look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import NOTHING, Pen, Writing
from rupadata.compose.sizes import parse_size
from rupadata.regions.boundaries import Outline
from rupadata.scene.nodes import Circle, Group, Line, Path, Rect, Text
from rupadata.scene.scene import walk

LOOK = make_look(parse_size("portrait"), "default", 200.0, "id")
BARE = Heading(NOTHING)
FORM = NumberForm("persen", "id", 0, 0, "")


@dataclass(frozen=True)
class Sized:
    """A block that takes the heights it is given and draws nothing."""

    wish: Fit
    kind: str = "regions"
    name: str = "sized"

    def fit(self, width, look):
        return self.wish

    def draw(self, box, look):
        return Group(self.name, "figure", ())


def drawn(block, box):
    return list(walk((block.draw(box, LOOK),)))


def said(nodes, name):
    """Return the texts that a block wrote under a name of its own, in their order."""
    return [
        node for node in nodes if isinstance(node, Text) and node.id.partition("_")[2].split("-")[0] == name
    ]


def square(code, x, y, side):
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
    return Outline(code, (ring,), (x + side / 2, y + side / 2), side / 2)


def areas(*outlines):
    return tuple(
        Area(outline, Writing(f"Kota {place}"), float(place), Writing(str(place)))
        for place, outline in enumerate(outlines, 1)
    )


@pytest.mark.parametrize(("islets", "led"), [(14, 14), (15, 0)])
def test_fourteen_labels_stand_beside_a_map_and_of_more_none(islets, led):
    outlines = [square(f"99.{n}", 50.0 + 20.0 * (n % 2), 6.0 * n, 1.0) for n in range(islets)]
    block = Choropleth(BARE, areas(*outlines), 100.0, 100.0, FORM, "Peta", "Peta")
    assert len(said(drawn(block, Box(0, 0, 1000, 900)), "led")) == led


def test_a_longer_figure_becomes_smaller_step_by_step():
    sizes = []
    for length in range(8, 26):
        block = HugeNumber(Writing("8" * length), NOTHING, NOTHING, Writing("Penduduk"), NOTHING)
        value = said(drawn(block, Box(0, 0, 600, 500)), "value")
        sizes.append(value[0].style.size)
    assert sizes[0] > 2 * sizes[-1], "the figures go from such as have room to such as have none"
    assert all(shorter >= longer >= 0.75 * shorter for shorter, longer in pairwise(sizes))


def course(*values, shown=str):
    return tuple(
        TimeStep(Writing(str(2020 + place)), value, Writing(shown(value)), period=str(2020 + place))
        for place, value in enumerate(values)
    )


def test_a_series_that_never_moves_lies_in_the_middle_of_its_ground():
    block = YearChart(BARE, course(5.0, 5.0, 5.0, 5.0), "Angka", "Angka", "persen", variant="line")
    nodes = drawn(block, Box(0, 100, 800, 400))
    ground = next(node for node in nodes if isinstance(node, Line) and node.role == "axis")
    heights = {dot.cy for dot in nodes if isinstance(dot, Circle)}
    assert len(heights) == 1
    assert heights.pop() == pytest.approx((100 + ground.y1) / 2, abs=0.1)


@pytest.mark.parametrize("zeros", [1, 10, 20])
def test_long_figures_at_the_ends_take_little_of_the_line(zeros):
    steps = course(5.0, 5.1, 5.2, 5.1, shown=lambda value: f"{value}{'0' * zeros}")
    block = YearChart(BARE, steps, "Angka", "Angka", "persen", variant="line")
    dots = [node.cx for node in drawn(block, Box(0, 0, 1000, 400)) if isinstance(node, Circle)]
    assert 14 * LOOK.u <= min(dots) <= 70 * LOOK.u + 0.01
    assert max(dots) >= 1000 - 70 * LOOK.u - 0.01


@pytest.mark.parametrize("over", [0.6, 5.0])
def test_what_is_left_over_goes_between_blocks_that_want_none_of_it(over):
    items = [WaitingBlock(Sized(Fit(200, 200, 200, 0.5)), 1.0, 1, pairs=False) for _ in range(2)]
    box = Box(0, 0, 500, 400 + LOOK.gap + over)
    assert [place.bottom for _, place in Measured(items, LOOK).arrange(box).places][-1] == pytest.approx(
        box.bottom
    )


@pytest.mark.parametrize("over", [0.6, 5.0])
def test_what_is_left_over_goes_to_a_block_that_can_use_it(over):
    items = [WaitingBlock(Sized(Fit(200, 200, 200, 1.0)), 1.0, 1)]
    ((_, place),) = Measured(items, LOOK).arrange(Box(0, 0, 500, 200 + over)).places
    assert place.height == pytest.approx(200 + over)


def grouped(name="Perempuan", shown="5"):
    clusters = tuple(
        Cluster(Writing(str(year)), (5.0, 6.0), (Writing(shown), Writing(shown)))
        for year in range(2020, 2024)
    )
    return GroupedColumns(BARE, (Writing("Laki-laki"), Writing(name)), clusters, FORM, "Angka", "Angka")


def test_columns_side_by_side_need_room_for_their_names_and_for_two_steps():
    assert grouped().fit(500, LOOK) is not None
    assert grouped().fit(359 * LOOK.u, LOOK) is None
    assert grouped(name="Perempuan kepala rumah tangga " * 2).fit(500, LOOK) is None
    assert grouped(shown="1.234.567.890").fit(500, LOOK) is None
    assert grouped(name="Perempuan kepala rumah tangga " * 2).fit(1500, LOOK) is not None
    assert grouped(shown="1.234.567.890").fit(1500, LOOK) is not None


def test_one_in_so_many_needs_room_for_its_words():
    block = OneIn(5, "user", Writing("satu dari lima"), "Angka", "Angka")
    assert block.fit(300 * LOOK.u, LOOK) is not None
    assert block.fit(299.9 * LOOK.u, LOOK) is None


def roster(missing=NOTHING, count=24):
    entries = tuple(Entry(Writing(f"Kota {n}"), 90.0 - n, Writing(str(90 - n)), n == 0) for n in range(count))
    classes = (Class(Writing("80 ke atas"), entries[:10]), Class(Writing("Di bawah 80"), entries[10:]))
    return Roster(BARE, classes, missing, FORM, "Angka", "Angka")


@pytest.mark.parametrize("missing", [NOTHING, Writing("Kota Sunyi: data tidak tersedia")])
def test_in_its_least_height_a_list_has_rows_of_the_least_height(missing):
    block = roster(missing)
    fit = block.fit(1000, LOOK)
    names = said(drawn(block, Box(0, 0, 1000, fit.least)), "name")
    column = [name.y for name in names if name.x == names[0].x]
    assert column[1] - column[0] == pytest.approx(ROW * LOOK.u, abs=0.02)


@pytest.mark.parametrize(("times", "loses"), [(1.1, False), (1.5, True)])
def test_a_list_much_higher_than_bars_of_all_regions_gives_way_to_them(times, loses):
    least = roster().fit(1000, LOOK).least
    bars = Sized(Fit(least / 3, least / 2, least, whole=least / times))
    assert (Listed(bars, roster()).fit(1000, LOOK).bonus < 0) is loses


def test_a_comment_is_set_towards_the_side_on_which_it_stands():
    room = Box(0, 0, 1000, 400)
    sides = set()
    for x in range(20, 1000, 40):
        pen = Pen("uji", LOOK)
        assert draw_comment(
            pen,
            Comment(Writing("Tertinggi di antara semua kabupaten dan kota")),
            [(float(x), 390.0)],
            room,
            (),
            LOOK,
        )
        (text,) = [node for node in pen.nodes if isinstance(node, Text)]
        ends = text.style.anchor == "end"
        middle = text.x - text.width / 2 if ends else text.x + text.width / 2
        if abs(middle - 500) > 1:
            assert ends is (middle > 500)
            sides.add(text.style.anchor)
    assert sides == {"start", "end"}


def test_a_short_list_leaves_out_rows_before_they_run_into_each_other():
    rows = tuple(Row(Writing(f"Kota {n}"), 90.0 - n, Writing(str(90 - n))) for n in range(12))
    block = RegionBars(BARE, rows, "Angka", "Angka", "persen", ("dan", "kota lainnya"))
    row = block.fit(500, LOOK).least / 6
    for held in (3.5, 4.5):
        names = said(drawn(block, Box(0, 0, 500, held * row)), "name")
        assert all(lower.y - upper.y >= row - 0.1 for upper, lower in pairwise(names))


def test_the_key_of_a_large_map_stands_where_no_land_is():
    land = Outline("99.1", (((30.0, 0.0), (100.0, 0.0), (100.0, 60.0), (30.0, 60.0)),), (65.0, 30.0), 20.0)
    block = PlaceMap(
        Heading(Writing("Angka")),
        areas(land, square("99.2", 0.0, 96.0, 4.0)),
        100.0,
        100.0,
        FORM,
        (),
        None,
        "Peta",
        "Peta",
    )
    nodes = drawn(block, Box(0, 0, 1080, 900))
    keys = [node for node in nodes if isinstance(node, Rect) and node.role == "legend"]
    shapes = [node for node in nodes if isinstance(node, Path) and node.role == "area"]
    assert keys
    for key in keys:
        for shape in shapes:
            x, y, width, height = shape.box
            apart = (
                key.x >= x + width or key.x + key.width <= x or key.y >= y + height or key.y + key.height <= y
            )
            assert apart, "a key on land hides regions where another corner is free"
