"""Text beside, on and across marks: where each limit of the geometry lies."""

from __future__ import annotations

import pytest
from msgspec import structs
from msgspec.structs import replace

from rupadata.checks.drawing import CAP_HEIGHT, DESCENT, DrawnBox, drawn, text_box
from rupadata.checks.overlaps import check_geometry
from rupadata.scene.nodes import Circle, Image, Node, Paint, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene

STYLE = TextStyle("Source Sans Pro", 400, 40, "#000000")


def text(node_id: str, x: float, y: float, width: float = 100, words: str = "Judul") -> Text:
    return Text(node_id, "label", x, y, words, STYLE, width)


def mark(left: float, top: float, right: float, bottom: float, role: str = "bar") -> Rect:
    return Rect("m", role, left, top, right - left, bottom - top, Paint("#88aacc"))


def found(*nodes: Node, **of: float) -> list[str]:
    return [problem.code for problem in check_geometry(replace(scene(*nodes), **of))]  # type: ignore[arg-type]


def scene(*nodes: Node) -> Scene:
    return Scene(1080, 1350, "#ffffff", "J", "U", "id", nodes)


def test_letters_fill_a_box_from_above_the_capitals_to_below_the_line() -> None:
    assert (CAP_HEIGHT, DESCENT) == (0.74, 0.2)
    assert text_box(text("t", 200, 300)) == DrawnBox(200, 270.4, 300, 308)
    middle, end = (
        structs.replace(text("t", 200, 300), style=structs.replace(STYLE, anchor=a))
        for a in ("middle", "end")
    )
    assert (text_box(middle).left, text_box(end).left) == (150, 100)


def test_boxes_measure_what_they_share_and_hold() -> None:
    box = DrawnBox(10, 20, 40, 60)
    assert box.area == 1200
    assert DrawnBox(10, 20, 5, 60).area == 0
    assert box.overlap(DrawnBox(30, 50, 90, 90)) == (10, 10)
    assert box.overlap(DrawnBox(45, 70, 90, 90)) == (-5, -10)
    assert box.holds(box)
    for outside in (
        DrawnBox(9.95, 20, 40, 60),
        DrawnBox(10, 19.95, 40, 60),
        DrawnBox(10, 20, 40.05, 60),
        DrawnBox(10, 20, 40, 60.05),
    ):
        assert not box.holds(outside)
        assert box.holds(outside, slack=0.06)
    assert box.has_point(10, 60)
    assert not any(box.has_point(x, y) for x, y in ((9, 30), (41, 30), (20, 19), (20, 61)))


@pytest.mark.parametrize(
    ("x", "y", "width", "outside"),
    [
        (100, 600, 979, False),
        (100, 600, 980.9, False),
        (100, 600, 981.1, True),
        (-0.9, 600, 100, False),
        (-1.1, 600, 100, True),
        (100, 28.7, 100, False),
        (100, 28.5, 100, True),
        (100, 1342.9, 100, False),
        (100, 1343.1, 100, True),
    ],
)
def test_text_may_reach_over_the_edge_of_the_page_by_one_unit(
    x: float, y: float, width: float, outside: bool
) -> None:
    assert ("text-outside-page" in found(text("t", x, y, width))) is outside


@pytest.mark.parametrize(
    ("right", "down", "together"),
    [(0, 0, True), (98.4, 0, True), (98.6, 0, False), (0, 36.0, True), (0, 36.2, False), (98.6, 36.2, False)],
)
def test_texts_may_touch_by_a_unit_and_a_half(right: float, down: float, together: bool) -> None:
    pair = text("a", 200, 300), text("b", 200 + right, 300 + down)
    for nodes in (pair, pair[::-1]):
        assert ("text-overlap" in found(*nodes)) is together


def test_each_text_is_held_against_each_below_it() -> None:
    three = [text(name, 200, 300 + 10 * place) for place, name in enumerate("abc")]
    assert found(*three).count("text-overlap") == 3


ON = text("t", 200, 300)
"""Fills (200, 270.4) to (300, 308)."""


@pytest.mark.parametrize(
    ("bar", "across"),
    [
        (mark(190, 260, 310, 320), False),
        (mark(201.9, 272.3, 298.1, 306.1), False),
        (mark(202.1, 260, 310, 320), True),
        (mark(190, 260, 297.9, 320), True),
        (mark(296.9, 260, 400, 320), True),
        (mark(297.1, 260, 400, 320), False),
        (mark(100, 260, 203.1, 320), True),
        (mark(100, 260, 202.9, 320), False),
        (mark(250, 304.9, 400, 400), True),
        (mark(250, 305.1, 400, 400), False),
        (mark(250, 100, 400, 273.5), True),
        (mark(250, 100, 400, 273.3), False),
        (mark(190, 290, 310, 320), False),
    ],
)
def test_text_may_stand_in_a_mark_or_beside_it_but_not_across_its_side(bar: Rect, across: bool) -> None:
    assert ("text-crosses-mark" in found(bar, ON)) is across


def test_text_that_is_painted_over_is_found_even_where_it_crosses_no_side() -> None:
    low = mark(190, 290, 310, 320)
    assert "text-crosses-mark" not in found(low, ON)
    assert "text-crosses-mark" in found(ON, low)


def test_text_crosses_one_mark_at_most_and_no_ground() -> None:
    two = [structs.replace(mark(250, 260, 400, 320), id=name) for name in ("m1", "m2")]
    assert found(*two, ON).count("text-crosses-mark") == 1
    assert "text-crosses-mark" not in found(mark(250, 260, 400, 320, role="background"), ON)
    assert "text-crosses-mark" not in found(mark(250, 0, 1080, 1000), ON)
    assert "text-crosses-mark" in found(mark(250, 0, 1080, 800), ON)


def test_a_name_that_stands_twice_is_told_with_how_often() -> None:
    apart = [text("t", 200, 300 * (place + 1)) for place in range(3)]
    [problem] = check_geometry(scene(*apart))
    assert problem.code == "duplicate-id"
    assert "3" in problem.message


@pytest.mark.parametrize(("length", "shown"), [(40, "a" * 40), (41, "a" * 39 + "…")])
def test_a_long_text_is_told_by_its_beginning(length: int, shown: str) -> None:
    [problem] = check_geometry(scene(text("t", 2000, 300, words="a" * length)))
    assert shown in problem.message
    assert "a" * 41 not in problem.message


def test_the_least_size_grows_with_the_shorter_side_of_the_page() -> None:
    wide = replace(scene(text("t", 200, 300)), width=3000, height=2000)
    assert [p.code for p in check_geometry(wide)] == ["text-too-small"]
    assert [p.code for p in check_geometry(replace(wide, height=1790))] == []


def test_filled_shapes_are_marks_in_the_order_of_painting_and_lines_are_none() -> None:
    nodes = (
        Rect("r", "bar", 10, 20, 30, 40, Paint("#111111", opacity=0.5)),
        Rect("line", "bar", 10, 20, 30, 40, Paint("", "#111111", 2)),
        Circle("c", "dot", 100, 100, 10, Paint("#222222")),
        Circle("ring", "dot", 100, 100, 10, Paint("", "#222222", 2)),
        text("t", 200, 300),
        Path("p", "part", "M0 0L4 0L4 4L0 4Z", Paint("#333333"), (50, 60, 8, 8), (50, 60, 2)),
        Image("i", "photo", 5, 6, 7, 8, "image/png", b"", ""),
    )
    picture = drawn(scene(*nodes))
    assert [(m.id, m.box, m.fill, m.opacity, m.order) for m in picture.marks] == [
        ("r", DrawnBox(10, 20, 40, 60), "#111111", 0.5, 0),
        ("c", DrawnBox(90, 90, 110, 110), "#222222", 1.0, 2),
        ("p", DrawnBox(50, 60, 58, 68), "#333333", 1.0, 5),
        ("i", DrawnBox(5, 6, 12, 14), "", 1.0, 6),
    ]
    assert [(order, box) for _, order, box in picture.texts] == [(4, text_box(nodes[4]))]
    assert picture.marks[2].rings == (((50, 60), (58, 60), (58, 68), (50, 68)),)


def test_an_outline_covers_what_lies_inside_it_and_not_in_its_hole() -> None:
    d = "M0 0L10 0L10 10L0 10ZM3 3L7 3L7 7L3 7Z"
    [shape] = drawn(scene(Path("p", "tile", d, Paint("#333333"), (100, 200, 10, 10), (100, 200, 1)))).marks
    assert len(shape.rings) == 2
    assert all(shape.covers(x, y) for x, y in ((101, 201), (109, 209), (101, 205), (108, 205), (105, 208)))
    assert not any(shape.covers(x, y) for x, y in ((105, 205), (99, 205), (111, 205), (105, 199)))
    [slanted] = drawn(scene(Path("p", "tile", "M0 0L10 0L0 10Z", Paint("#333333"), (0, 0, 10, 10)))).marks
    assert slanted.covers(2, 6)
    assert not slanted.covers(6, 6)
    [curved] = drawn(scene(Path("p", "tile", "M0 0C1 1 2 2 3 3Z", Paint("#333333"), (0, 0, 9, 9)))).marks
    assert curved.rings == ()
    assert curved.covers(8, 1)


@pytest.mark.parametrize(("left", "across"), [(201.9, False), (202.0, False), (202.1, True), (203.0, True)])
def test_a_mark_that_begins_within_two_units_of_a_text_holds_it(left: float, across: bool) -> None:
    """A text lies on a wide mark that was painted before it, from its first letter or from within it."""
    wide = mark(left, 285, 400, 295)
    assert ("text-crosses-mark" in found(wide, text("t", 200, 300))) is across
