"""Regions far off are led in beside the others, framed and unchanged, where all is larger by it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.choropleth import Area, Choropleth
from rupadata.compose.blocks.place_map import PlaceMap
from rupadata.compose.blocks.years import TimeStep, YearChart
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.map_insets import LEAST_GAIN, MOST_FRAMES, WIDE, lead_in
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import NOTHING, plain
from rupadata.compose.sizes import parse_size
from rupadata.regions.boundaries import BoundarySet, Land, Outline
from rupadata.scene.nodes import Path, Rect
from rupadata.scene.scene import walk

LOOK = make_look(parse_size("portrait"), "default", 200.0, "id")


def square(code, x, y, side=100.0):
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
    return Outline(code, (ring,), (x + side / 2, y + side / 2), side / 2)


def city(*far, rows=3):
    """Return nine regions that touch, at 0 to 300, and some far off."""
    near = [square(f"n{r}{c}", 100.0 * c, 100.0 * r) for r in range(rows) for c in range(3)]
    held = (*near, *(square(f"f{n}", x, y, side) for n, (x, y, side) in enumerate(far)))
    boxes = [box_of(one) for one in held]
    width, height = max(box.right for box in boxes), max(box.bottom for box in boxes)
    land = Land("Tetangga", (((0.0, 300.0), (50.0, 300.0), (50.0, 350.0)),))
    return BoundarySet("99", held, width, height, around=(land,))


def box_of(outline):
    xs, ys = zip(*(point for ring in outline.rings for point in ring))
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def scale(found):
    return min(WIDE / found.width, 1 / found.height)


def meets(one, other):
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


@pytest.mark.parametrize("far", [(900.0, 0.0), (0.0, 900.0), (900.0, 900.0), (700.0, 100.0)])
def test_a_region_far_off_stands_in_a_frame_and_all_the_rest_is_larger(far):
    given = city((*far, 40.0))
    found, frames = lead_in(given)
    moved = found.outline("f0")
    assert len(frames) == 1
    assert scale(found) >= LEAST_GAIN * scale(given)
    inside = box_of(moved)
    assert frames[0].x < inside.x < inside.right < frames[0].right
    assert frames[0].y < inside.y < inside.bottom < frames[0].bottom
    assert not any(meets(frames[0], box_of(one)) for one in found.outlines if one.code != "f0")


def test_what_is_led_in_keeps_its_shape_its_size_and_its_label():
    given = city((900.0, 0.0, 40.0))
    found, _ = lead_in(given)
    for one in given.outlines:
        now, then = found.outline(one.code), box_of(one)
        place = box_of(now)
        assert (place.width, place.height) == pytest.approx((then.width, then.height))
        assert now.label_radius == one.label_radius
        assert now.label[0] - place.x == pytest.approx(one.label[0] - then.x)
        assert now.label[1] - place.y == pytest.approx(one.label[1] - then.y)


def test_the_rest_and_its_neighbours_keep_their_places_to_each_other():
    given = city((0.0, -900.0, 40.0))
    found, _ = lead_in(given)
    dx = found.outline("n00").label[0] - given.outline("n00").label[0]
    dy = found.outline("n00").label[1] - given.outline("n00").label[1]
    for one in given.outlines[:9]:
        now = found.outline(one.code)
        assert now.label == pytest.approx((one.label[0] + dx, one.label[1] + dy))
    (x, y), (x0, y0) = found.around[0].rings[0][0], given.around[0].rings[0][0]
    assert (x - x0, y - y0) == pytest.approx((dx, dy))


def test_the_box_of_a_map_with_insets_holds_all_of_it_from_zero_on():
    found, frames = lead_in(city((900.0, 0.0, 40.0), (900.0, 800.0, 40.0)))
    boxes = [*map(box_of, found.outlines), *frames]
    assert min(box.x for box in boxes) == pytest.approx(0)
    assert min(box.y for box in boxes) == pytest.approx(0)
    assert max(box.right for box in boxes) == pytest.approx(found.width)
    assert max(box.bottom for box in boxes) == pytest.approx(found.height)
    assert 1 <= len(frames) <= MOST_FRAMES
    assert not any(meets(one, other) for one in frames for other in frames if one is not other)


@pytest.mark.parametrize(
    "given",
    [
        city(),
        city((310.0, 0.0, 60.0)),  # hardly apart
        city((420.0, 0.0, 60.0)),  # apart, but nothing is gained
        city((900.0, 0.0, 40.0), (950.0, 0.0, 40.0), rows=1),  # two of five are more than a third
        city(*((900.0 + 45 * n, 0.0, 40.0) for n in range(6))),  # too many to be an exception
    ],
)
def test_what_lies_near_or_is_many_stays_where_it_is(given):
    found, frames = lead_in(given)
    assert frames == ()
    assert found is given


def areas(found):
    return tuple(Area(one, plain(one.code), 10.0 + n, plain(str(n))) for n, one in enumerate(found.outlines))


@pytest.mark.parametrize("around", [True, False])
def test_a_map_draws_its_frames_and_keeps_its_key_off_them(around):
    found, frames = lead_in(city((900.0, 0.0, 40.0)))
    form = NumberForm("persen", "id", 0, 0, "persen")
    block = PlaceMap(
        Heading(plain("Kemiskinan")), areas(found), found.width, found.height, form, (), None, "Peta", "Peta",
        frames=frames, around=found.around if around else (),
    )  # fmt: skip
    group = block.draw_anew(Box(0, 0, 1080, 520), LOOK)
    rects = {node.id.rpartition("_")[2]: node for node in walk((group,)) if isinstance(node, Rect)}
    frame = rects["inset"]
    assert frame.width / frame.height == pytest.approx(frames[0].width / frames[0].height)
    assert frame.paint.stroke
    classes = [node for node in walk((group,)) if isinstance(node, Rect) and node.role == "legend"]
    place = Box(frame.x, frame.y, frame.width, frame.height)
    assert classes
    assert not any(meets(place, Box(one.x, one.y, one.width, one.height)) for one in classes)


def test_a_small_map_draws_its_frames_too():
    found, frames = lead_in(city((900.0, 0.0, 40.0)))
    form = NumberForm("persen", "id", 0, 0, "persen")
    block = Choropleth(
        Heading(NOTHING), areas(found), found.width, found.height, form, "Peta", "Peta", frames=frames
    )
    drawn = [node for node in walk((block.draw(Box(0, 0, 900, 500), LOOK),)) if isinstance(node, Rect)]
    assert len([node for node in drawn if "inset" in node.id]) == 1
    bare = replace(block, frames=())
    assert not [node for node in walk((bare.draw(Box(0, 0, 900, 500), LOOK),)) if "inset" in node.id]


def wide_map():
    """Return a flat map whose free ground lies above or below it, with a chart that may stand there."""
    near = [square(f"n{n}", 100.0 * n, 0.0) for n in range(9)]
    found = BoundarySet("99", tuple(near), 900.0, 100.0)
    form = NumberForm("persen", "id", 0, 0, "persen")
    steps = tuple(
        TimeStep(plain(str(year)), value, plain(str(value)), period=str(year))
        for year, value in ((2022, 3.0), (2023, 7.0), (2024, 9.0))
    )
    chart = YearChart(Heading(plain("Per tahun")), steps, "Per tahun", "Per tahun", "persen")
    return PlaceMap(
        Heading(plain("Kemiskinan")), areas(found), 900.0, 100.0, form, (), None, "Peta", "Peta",
        inset=chart,
    )  # fmt: skip


def test_a_chart_stands_over_or_under_a_flat_map_that_makes_way_for_it():
    block = wide_map()
    box = Box(0, 0, 1080, 480)
    assert block.stands(box, LOOK)
    group = block.draw_anew(box, LOOK)
    nodes = [*walk((group,))]
    bars = [node for node in nodes if isinstance(node, Rect) and node.role == "bar"]
    land = [node for node in nodes if isinstance(node, Path) and node.role == "area"]
    assert len(bars) == 3
    top, bottom = min(one.box[1] for one in land), max(one.box[1] + one.box[3] for one in land)
    assert all(bar.y + bar.height < top or bar.y > bottom for bar in bars)
    assert not block.stands(Box(0, 0, 1080, 300), LOOK)


def test_names_without_room_are_not_sent_across_a_map_beside_a_second_chart():
    near = [square(f"n{r}{c}", 40.0 * c, 40.0 * r, 40.0) for r in range(4) for c in range(3)]
    found = BoundarySet("99", tuple(near), 120.0, 160.0)
    named = tuple(
        replace(area, name=plain(f"Kecamatan {area.outline.code} Raya Selatan")) for area in areas(found)
    )
    block = replace(wide_map(), areas=named, width=120.0, height=160.0)
    box = Box(0, 0, 1080, 420)

    def leaders(map_):
        return [node for node in walk((map_.draw_anew(box, LOOK),)) if node.role == "leader"]

    assert block.stands(box, LOOK)
    assert not leaders(block)
    assert leaders(replace(block, inset=None))
