"""Where the limits of honest marks, of contrast and of design lie, and what is left out of them."""

from __future__ import annotations

import pytest

from rupadata.checks.contrast import blend, check_contrast
from rupadata.checks.design import check_design, check_set
from rupadata.checks.marks import check_marks
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.pagespec import PageSpec, RegionSpec, SubjectSpec
from rupadata.scene.nodes import (
    ChartData,
    ChartSeries,
    Circle,
    Group,
    Node,
    Paint,
    Path,
    Rect,
    Text,
    TextStyle,
)
from rupadata.scene.scene import Scene


def scene(*nodes: Node, background: str = "#ffffff") -> Scene:
    return Scene(1080, 1350, background, "J", "U", "id", nodes)


def figure(*nodes: Node, role: str = "figure") -> Group:
    return Group("f", role, nodes, "Grafik", "x")


def bar(name: str, length: float, value: float | None, *, upright: bool = True) -> Rect:
    wide, high = (60.0, length) if upright else (length, 60.0)
    return Rect(name, "bar", 100, 100, wide, high, Paint("#88aacc"), value=value)


def marks(*nodes: Node, role: str = "figure") -> list[str]:
    return [problem.code for problem in check_marks(scene(figure(*nodes, role=role)))]


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize(
    ("length", "value", "wrong"),
    [
        (100, 10, False),
        (101.9, 10, False),
        (102.1, 10, True),
        (97.9, 10, True),
        (100, -10, False),
        (0, 0, False),
    ],
)
def test_bars_are_as_long_as_their_values_whichever_way_they_lie(
    length: float, value: float, wrong: bool, upright: bool
) -> None:
    bars = bar("a", length, value, upright=upright), bar("b", 200, 20, upright=upright)
    assert ("bar-length-wrong" in marks(*bars)) is wrong
    assert ("bar-length-wrong" in marks(*bars[::-1])) is wrong


def test_bars_without_a_value_alone_of_nothing_or_outside_a_figure_are_left_out() -> None:
    assert marks(bar("a", 77, None), bar("b", 200, 20), bar("c", 100, 10)) == []
    assert marks(bar("a", 77, 10)) == []
    assert marks(bar("a", 77, 0), bar("b", 5, 0)) == []
    assert marks(bar("a", 77, 10), bar("b", 200, 20), role="ornament") == []
    assert marks(bar("a", 77, 10), bar("b", 200, 20)) == ["bar-length-wrong"]


def test_two_bars_are_enough_and_all_that_are_wrong_are_counted() -> None:
    [problem] = check_marks(scene(figure(bar("a", 50, 10), bar("b", 50, 15), bar("c", 200, 20))))
    assert (problem.where.cell, problem.code) == ("a", "bar-length-wrong")
    assert "2" in problem.message


DARK, MIDDLE, LIGHT = "#113355", "#4477aa", "#ddeeff"


def ramp(*tiles: tuple[float | None, str], role: str = "tile") -> list[str]:
    return marks(
        *(
            Rect(f"t{i}", role, 60 * i, 400, 50, 50, Paint(fill), value=value)
            for i, (value, fill) in enumerate(tiles)
        )
    )


@pytest.mark.parametrize("role", ["tile", "area"])
def test_a_ramp_darkens_with_every_value(role: str) -> None:
    assert ramp((3, DARK), (2, MIDDLE), (1, LIGHT), role=role) == []
    assert ramp((3, MIDDLE), (2, DARK), (1, LIGHT), role=role) == ["ramp-not-monotone"]
    assert ramp((2, MIDDLE), (2, DARK), (1, LIGHT), role=role) == []
    assert ramp((1, MIDDLE), (0, DARK), role=role) == ["ramp-not-monotone"]
    assert ramp((0, LIGHT), (-1, MIDDLE), (-2, DARK), (1, MIDDLE), (2, DARK), role=role) == []
    assert ramp((-1, DARK), (-2, MIDDLE), role=role) == ["ramp-not-monotone"]
    assert ramp((-0.4, DARK), (1, LIGHT), (8, MIDDLE), role=role) == ["ramp-not-monotone"]
    assert ramp((-0.4, LIGHT), (1, LIGHT), (8, MIDDLE), role=role) == []
    assert ramp((2, ""), (1, DARK), role=role) == []
    assert ramp((2, DARK), (None, MIDDLE), (1, LIGHT), role=role) == []


@pytest.mark.parametrize(("small", "found"), [(-2.4, True), (-2.5, False), (2.4, False)])
def test_the_darkest_colour_is_not_that_of_a_small_amount(small: float, found: bool) -> None:
    """On the other side of zero less than a quarter of the greatest amount is small."""
    colour = DARK if small < 0 else MIDDLE
    tiles = (small, colour), (1, LIGHT), (10, DARK if small > 0 else MIDDLE)
    assert (ramp(*tiles) == ["ramp-not-monotone"]) is found


def line(*years: str, steps: int, kind: str = "line") -> list[str]:
    chart = ChartData(kind, years, (ChartSeries("A", tuple(1.0 for _ in years)),), "0")
    path = Path("f_line", "line", "M0 0" + "L1 1" * steps, Paint("", "#000000", 2), (0, 0, 10, 10))
    group = Group("f", "figure", (path,), "Grafik", "x", chart=chart)
    return [problem.code for problem in check_marks(scene(group))]


def test_a_line_takes_no_step_over_a_year_that_is_missing() -> None:
    assert line("2020", "2021", "2022", steps=2) == []
    assert line("2020", "2021", "2023", steps=2) == ["line-through-gap"]
    assert line("2020", "2021", "2023", steps=1) == []
    assert line("2015", "2020", steps=1) == [], "with two years nobody knows the usual step"
    assert line("2010", "2015", "2020", steps=2) == []
    assert line("2020", steps=0) == []
    assert line("2020", "2021", steps=2) == ["line-through-gap"]
    assert line("2020", "2021", steps=2, kind="bar") == []
    assert line("rendah", "sedang", "tinggi", steps=2) == []
    assert line("2020", "2023", "tinggi", steps=2) == []


def test_a_hero_that_draws_nothing_is_no_small_one() -> None:
    band = Group("g", "ornament", (Rect("ground_band", "background", 0, 0, 1080, 900, Paint("#eeeeee")),))
    assert check_design(scene(band, Group("hero", "figure", (), "G", "x"))) == []


def faint(*nodes: Node, fill: str = "#ffffff", background: str = "#ffffff", width: float = 200) -> bool:
    words = Text("t", "label", 100, 400, "Judul", TextStyle("Source Sans Pro", 400, 40, fill), width)
    # Painted in the order of the list; the text stands where the list says None.
    placed = [words if node is None else node for node in nodes] or [words]
    return bool(check_contrast(scene(*placed, background=background)))


def ground(left: float, right: float, fill: str = "#000000", opacity: float = 1.0) -> Rect:
    return Rect("g", "bar", left, 350, right - left, 100, Paint(fill, opacity=opacity))


def test_text_is_held_against_what_lies_under_it_and_not_over_it() -> None:
    assert faint()
    assert not faint(background="#000000")
    assert not faint(ground(90, 310), None)
    assert faint(None, ground(90, 310))
    assert faint(ground(90, 310), ground(90, 310, "#ffffff"), None)


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [(90, 310, False), (103, 310, True), (101, 310, False), (90, 297, True), (90, 299, False)],
)
def test_the_worst_of_both_ends_and_the_middle_counts(left: float, right: float, found: bool) -> None:
    assert faint(ground(left, right), None) is found
    assert faint(ground(90, 199), ground(201, 310), None)


def test_a_mark_that_lets_through_counts_as_the_colour_that_is_seen() -> None:
    assert blend("#000000", "#ffffff", 0.25) == "#bfbfbf"
    assert blend("#ff8000", "#000000", 1.0) == "#ff8000"
    assert faint(ground(90, 310, opacity=0.5), None)
    assert not faint(ground(90, 310, opacity=0.6), None)


def away(x: float, y: float) -> list[str]:
    head = Path("c_arrow-head", "leader", "M0 0L1 1", Paint("", "#000000", 2), (x - 4, y - 4, 8, 8))
    mark = Rect("m", "bar", 400, 500, 100, 50, Paint("#123456"))
    return [problem.code for problem in check_design(scene(figure(mark, head)))]


@pytest.mark.parametrize(
    ("x", "y", "astray"),
    [
        (450, 520, False),
        (341, 520, False),
        (339, 520, True),
        (559, 520, False),
        (561, 520, True),
        (450, 441, False),
        (450, 439, True),
        (450, 609, False),
        (450, 611, True),
        (355, 455, True),
        (360, 465, False),
    ],
)
def test_an_arrow_ends_within_sixty_units_of_a_mark(x: float, y: float, astray: bool) -> None:
    assert (away(x, y) == ["comment-astray"]) is astray


def test_an_arrow_needs_a_mark_of_data() -> None:
    head = Path("c_arrow-head", "leader", "M0 0L1 1", Paint("", "#000000", 2), (500, 500, 8, 8))
    label = Circle("m", "symbol", 500, 500, 6, Paint("#123456"))
    assert [p.code for p in check_design(scene(figure(label, head)))] == ["comment-astray"]


@pytest.mark.parametrize(("height", "small"), [(60.7, True), (60.8, False)])
def test_a_hero_takes_nine_two_hundredths_of_the_height(height: float, small: bool) -> None:
    band = Group("g", "ornament", (Rect("ground_band", "background", 0, 0, 1080, 900, Paint("#eeeeee")),))
    hero = Group("hero", "figure", (Rect("a", "bar", 60, 200, 960, height, Paint("#123456")),), "G", "x")
    assert ([p.code for p in check_design(scene(band, hero))] == ["hero-small"]) is small
    assert check_design(scene(hero)) == []


def said(role: str, formula: str = "value", cells: tuple[str, ...] = ("A1",), block: str = "") -> Group:
    proof = Evidence("12", 12.0, "", formula, tuple(CellRef("t.csv", "", cell) for cell in cells))
    style = TextStyle("Source Sans Pro", 400, 24, "#000000")
    return Group("g" + role, "section", (Text(role, role, 60, 60, "12", style, 30, (proof,)),), block=block)


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        (said("standfirst"), said("value", block="numbers"), True),
        (said("standfirst", "sum"), said("value", block="numbers"), False),
        (said("standfirst"), said("value", "sum", block="numbers"), False),
        (said("standfirst"), said("value", cells=("A2",), block="numbers"), False),
        (said("standfirst", cells=()), said("value", cells=(), block="numbers"), False),
        (said("standfirst"), said("value", block="years"), False),
        (said("standfirst"), said("label", block="numbers"), False),
        (said("label"), said("value", block="numbers"), False),
    ],
)
def test_a_figure_stands_twice_only_where_it_is_one_cell_said_again(
    first: Group, second: Group, twice: bool
) -> None:
    assert ([p.code for p in check_design(scene(first, second))] == ["figure-twice"]) is twice


def codes_of_set(*architectures: str) -> list[str]:
    subject, region = SubjectSpec(key="s"), RegionSpec(code="99", name="X")
    specs = [
        PageSpec(page=f"p{place}", subject=subject, region=region, architecture=key)
        for place, key in enumerate(architectures)
    ]
    return [problem.code for problem in check_set(specs)]


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ("abcabc", []),
        ("ababab", ["set-monotonous"]),
        ("ababa", []),
        ("abababc", ["set-monotonous"]),
        ("abcdefabcdef", []),
        ("abcdeabcdeab", ["set-monotonous"]),
        ("abcdeabcdea", []),
        ("abb", ["neighbours-alike"]),
    ],
)
def test_a_set_has_as_many_architectures_as_its_size_asks(pages: str, found: list[str]) -> None:
    assert codes_of_set(*pages) == found


def test_pages_without_an_architecture_are_not_alike() -> None:
    assert codes_of_set("", "") == []
