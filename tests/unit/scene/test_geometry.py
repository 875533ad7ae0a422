from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rupadata.scene.geometry import Bounds, group_box, ink_box, node_box, text_box, union
from rupadata.scene.nodes import Circle, Group, Image, Line, Paint, Path, Rect, Text, TextStyle
from rupadata.typeset import measure

SIDES = st.floats(0, 1000)
BOXES = st.builds(Bounds, SIDES, SIDES, SIDES, SIDES)
PLAIN = Paint("#000000")


def line(anchor: str) -> Text:
    style = TextStyle("Manrope", 700, 40, "#000000", anchor)
    return Text("t", "value", 100, 200, "12,4", style, measure("12,4", style))


def test_the_anchor_decides_on_which_side_of_x_the_text_stands() -> None:
    start, middle, end = (text_box(line(anchor)) for anchor in ("start", "middle", "end"))
    assert start.x == 100
    assert abs(middle.x + middle.width / 2 - 100) < 1e-9
    assert abs(end.right - 100) < 1e-9


def test_a_text_stands_on_its_baseline() -> None:
    box, ink = text_box(line("start")), ink_box(line("start"))
    assert box.y < ink.y < 200 < ink.bottom < box.bottom
    assert box.contains(ink)


def test_half_of_the_stroke_counts() -> None:
    assert node_box(Rect("r", "", 10, 10, 5, 5, Paint("", "#000000", 4))) == Bounds(8, 8, 9, 9)
    assert node_box(Line("l", "", 10, 5, 0, 5, Paint(stroke="#000000", stroke_width=2))) == Bounds(
        -1, 4, 12, 2
    )
    assert node_box(Circle("c", "", 5, 5, 5, PLAIN)) == Bounds(0, 0, 10, 10)
    assert node_box(Path("p", "", "M0 0", PLAIN, (1, 2, 3, 4))) == Bounds(1, 2, 3, 4)
    assert node_box(Image("i", "", 1, 2, 3, 4, "image/png", b"", "")) == Bounds(1, 2, 3, 4)


def test_a_group_of_nothing_has_no_box() -> None:
    assert node_box(Group("g", "", (Group("h", "", ()),))) is None
    assert group_box((Group("h", "", ()), Rect("r", "", 1, 1, 1, 1, PLAIN))) == Bounds(1, 1, 1, 1)


@given(BOXES, BOXES)
def test_what_two_boxes_share_lies_in_both_and_both_lie_in_their_union(one: Bounds, other: Bounds) -> None:
    shared, around = one.overlap(other), union((one, other))
    assert shared == other.overlap(one)
    assert around is not None
    assert around.contains(one, 1e-6)
    assert around.contains(other, 1e-6)
    if shared is not None:
        assert one.contains(shared, 1e-6)
        assert other.contains(shared, 1e-6)


def test_boxes_that_only_touch_do_not_overlap() -> None:
    assert Bounds(0, 0, 10, 10).overlap(Bounds(10, 0, 10, 10)) is None
    assert union(()) is None
