"""Names on a map, the land around it, and what is hatched."""

import pytest

from rupadata.checks.design import check_design
from rupadata.compose.annotation import Comment
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.choropleth import Area, Choropleth
from rupadata.compose.blocks.place_map import PlaceMap
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.map_ground import clip_ring
from rupadata.compose.number_format import NumberForm
from rupadata.compose.outline_rows import Spans
from rupadata.compose.pen import Writing
from rupadata.compose.sizes import parse_size
from rupadata.regions.boundaries import Land, Outline
from rupadata.scene.nodes import Line, Path, Text
from rupadata.scene.scene import Scene, walk

LOOK = make_look(parse_size("portrait"), "default", 200.0, "id", ground="tint", bare=True)
FORM = NumberForm("persen", "id", 0, 0, "")
BOX = Box(0, 400, 1080, 560)


def outline(code, x, y, width, height):
    ring = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Outline(code, (ring,), (x + width / 2, y + height / 2), min(width, height) / 2)


def area(one, name, value):
    return Area(one, Writing(name), value, Writing(f"{value:g}"))


def grid(columns, rows, names, value=5.0):
    wide, high = 100 / columns, 100 / rows
    return tuple(
        area(outline(f"99.{n:02d}", n % columns * wide, n // columns * high, wide, high), name, value + n)
        for n, name in enumerate(names[: columns * rows])
    )


def place_map(areas, **more):
    return PlaceMap(
        Heading(Writing("Angka, persen")), areas, 100.0, 100.0, FORM, more.pop("comments", ()), None,
        "Peta", "Peta", **more,
    )  # fmt: skip


def nodes_of(block, box=BOX):
    return list(walk((block.draw(box, LOOK),)))


def names_on(nodes):
    return [node for node in nodes if isinstance(node, Text) and node.role == "map-label"]


NAMES = ["Benda", "Periuk", "Karawaci", "Neglasari", "Batuceper", "Cipondoh", "Pinang", "Ciledug", "Larangan"]


def test_every_region_is_named_once_with_its_figure_where_the_map_stands_for_the_list():
    block = place_map(grid(3, 3, NAMES), figures=True)
    said = [node.text for node in names_on(nodes_of(block))]
    assert sorted(said) == sorted([*NAMES, *(f"{5 + n}" for n in range(9))])
    assert block.stands(BOX, LOOK)


def test_a_name_too_long_for_its_region_stands_outside_with_a_line():
    slim = [
        area(outline(f"99.{n}", 12.0 * n, 0, 12.0, 100.0), f"Kecamatan{n}panjang", n + 1.0) for n in range(3)
    ]
    nodes = nodes_of(place_map(tuple(slim)))
    assert len([node for node in names_on(nodes) if "panjang" in node.text]) == 3
    assert [node for node in nodes if isinstance(node, Line) and node.role == "leader"]
    scene = Scene(1080, 1350, "#ffffff", "J", "U", "id", (place_map(tuple(slim)).draw(BOX, LOOK),))
    assert not [p for p in check_design(scene) if p.code == "map-name-across"]


def test_a_map_without_room_for_all_names_does_not_stand_for_the_list():
    many = grid(4, 4, [f"Kecamatan bernama panjang sekali {n}" for n in range(16)])
    assert not place_map(many, figures=True).stands(Box(0, 400, 1080, 340), LOOK)


def test_a_comment_names_its_region_alone():
    said = Comment(Writing("Benda"), Writing("5 persen, terendah"), "99.00", accent=True)
    nodes = nodes_of(place_map(grid(3, 3, NAMES), figures=True, comments=(said,)))
    assert [node.text for node in nodes if isinstance(node, Text)].count("Benda") == 1


def test_the_names_of_neighbours_stand_on_their_land_and_on_nothing_else():
    east = Land("Kabupaten Sebelah", (((100.0, -50.0), (300.0, -50.0), (300.0, 150.0), (100.0, 150.0)),))
    nodes = nodes_of(place_map(grid(3, 3, NAMES), figures=True, around=(east,), coast=True))
    named = [node for node in nodes if isinstance(node, Text) and node.role == "map-context"]
    assert [node.text for node in named] == ["Kabupaten Sebelah"]
    left = min(
        x for node in nodes if isinstance(node, Path) and node.id == "map_neighbour" for x in node.box[:1]
    )
    assert named[0].x > left
    home = [node for node in nodes if isinstance(node, Path) and node.role == "area"]
    assert all(named[0].x >= one.box[0] + one.box[2] for one in home)


@pytest.mark.parametrize("hatched", [True, False])
def test_what_is_below_zero_is_hatched_on_both_kinds_of_map(hatched):
    first = -2.0 if hatched else 2.0
    areas = (
        area(outline("99.1", 0, 0, 50, 100), "Barat", first),
        area(outline("99.2", 50, 0, 50, 100), "Timur", 4.0),
    )
    small = Choropleth(Heading(Writing("Angka")), areas, 100.0, 100.0, FORM, "Peta", "Peta")
    for block in (place_map(areas), small):
        assert any(node.role == "hatch" for node in nodes_of(block)) is hatched


def test_a_shape_is_cut_to_its_box():
    ring = ((-50.0, 20.0), (150.0, 20.0), (150.0, 80.0), (-50.0, 80.0))
    cut = clip_ring(ring, Box(0, 0, 100, 100))
    assert {x for x, _ in cut} == {0.0, 100.0}
    assert {y for _, y in cut} == {20.0, 80.0}
    assert clip_ring(ring, Box(200, 0, 50, 50)) == ()


def test_the_roomiest_place_of_a_shape_lies_inside_it():
    narrow_then_wide = (
        (40.0, 0.0),
        (60.0, 0.0),
        (60.0, 50.0),
        (100.0, 50.0),
        (100.0, 100.0),
        (0.0, 100.0),
        (0.0, 50.0),
        (40.0, 50.0),
    )
    spans = Spans([(narrow_then_wide,)], 5.0)
    spot = spans.roomiest(70.0, 20.0)
    assert spot is not None
    assert spans.holds(Box(spot[0] - 35, spot[1] - 10, 70, 20))
    assert spans.roomiest(120.0, 20.0) is None
    seen = spans.seen_in(Box(0, 0, 50, 100))
    assert seen is not None
    assert (seen.x, seen.right) == (0.0, 50.0)
    assert spans.seen_in(Box(0, 0, 30, 30)) is None
