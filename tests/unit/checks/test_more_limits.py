"""Limits of the checks that other tests only pass by: both sides of each, in small scenes."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest

from rupadata.checks.design import LEAST_HERO, MOST_EMPTY, check_design
from rupadata.checks.marks import check_marks
from rupadata.checks.overlaps import check_geometry
from rupadata.checks.truth import check_digits_proven
from rupadata.checks.written import check_svg, parse_svg
from rupadata.model.evidence import Evidence
from rupadata.scene.nodes import (
    ChartData,
    ChartSeries,
    Circle,
    Group,
    Image,
    Node,
    Paint,
    Path,
    Rect,
    Text,
    TextStyle,
)
from rupadata.scene.scene import Scene

INK = TextStyle("Source Sans Pro", 400, 40, "#000000")


def scene(*nodes: Node) -> Scene:
    return Scene(1000, 1000, "#ffffff", "J", "U", "id", nodes)


def codes(*nodes: Node) -> list[str]:
    return [problem.code for problem in check_design(scene(*nodes))]


def filled(name: str, top: float, bottom: float, role: str = "bar") -> Rect:
    return Rect(name, role, 0, top, 900, bottom - top, Paint("#123456"))


SOURCE = Text("source", "source", 60, 995, "Sumber", INK, 80)


@pytest.mark.parametrize(
    ("gap", "found"), [(239, []), (240, []), (240.05, ["page-empty"]), (241, ["page-empty"])]
)
@pytest.mark.parametrize("where", ["middle", "top", "bottom"])
def test_less_than_a_quarter_of_a_page_may_be_empty(gap: float, found: list[str], where: str) -> None:
    assert MOST_EMPTY == 0.24
    foot = Text("source", "source", 60, 940, "Sumber", INK, 80)
    if where == "middle":
        marks: tuple[Node, ...] = (filled("a", 0, 400), filled("b", 400 + gap, 1000), SOURCE)
    elif where == "top":
        marks = (filled("a", gap, 1000), SOURCE)
    else:
        marks = (filled("a", 0, 1000 - gap), Text("source", "source", 60, 700, "Sumber", INK, 80))
    assert codes(*marks) == found
    assert codes(*(node for node in marks if node is not marks[-1])) == [], "no page that has no source"
    assert codes(filled("a", 0, 1000, "background"), foot) == ["page-empty"]
    assert codes(filled("a", 0, 1000, "ornament"), foot) == ["page-empty"]


def test_only_a_text_can_be_the_source_of_a_page() -> None:
    assert codes(filled("a", 0, 100, "source")) == []
    assert codes(filled("a", 0, 100), Text("t", "note", 60, 95, "Sumber", INK, 80)) == []


@pytest.mark.parametrize(("height", "found"), [(44, ["hero-small"]), (45, []), (46, [])])
def test_a_hero_takes_its_part_of_the_height(height: float, found: list[str]) -> None:
    assert LEAST_HERO == 0.045
    ground = Rect("ground_band", "background", 0, 0, 1000, 900, Paint("#eeeeee"))
    hero = Group("hero", "figure", (filled("a", 200, 200 + height),), "G", "x")
    assert codes(ground, hero) == found
    assert codes(hero) == [], "a hero on the page's own ground has its figures to be large by"


def arrowed(mark: Node, x: float = 500, y: float = 500) -> list[str]:
    head = Path("c_arrow-head", "leader", "M0 0L1 1", Paint("", "#000000", 2), (x - 4, y - 4, 8, 8))
    return codes(Group("c", "figure", (mark, head), "G", "x"))


def test_an_arrow_ends_within_reach_of_a_mark_on_whichever_side() -> None:
    reach = 60 * 1000 / 1080
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        for far, found in ((reach - 0.1, []), (reach + 0.1, ["comment-astray"])):
            dot = Circle("d", "dot", 500 + dx * (far + 10), 500 + dy * (far + 10), 10, Paint("#123456"))
            assert arrowed(dot) == found
    dot = Circle("d", "dot", 500, 500, 10, Paint("#123456"))
    assert arrowed(dot) == []
    assert arrowed(Circle("d", "ornament", 500, 500, 10, Paint("#123456"))) == ["comment-astray"]
    # What is written on a mark, or drawn as a picture, is no mark that an arrow could mean.
    assert arrowed(Text("t", "dot", 500, 500, "A", INK, 10)) == ["comment-astray"]
    assert arrowed(Image("i", "dot", 490, 490, 20, 20, "image/png", "", "x")) == ["comment-astray"]


@pytest.mark.parametrize(
    ("x", "across"), [(96.9, True), (97.1, False), (98, False), (282, False), (282.9, False), (283.1, True)]
)
def test_a_name_on_a_map_may_reach_three_units_over_a_border(x: float, across: bool) -> None:
    land = Path("m", "area", "M100 300L400 300L400 600L100 600Z", Paint("#88aacc"), (100, 300, 300, 300))
    name = Text("n", "map-label", x, 450, "Lebak", INK, 120)
    found = codes(Group("g", "figure", (land, name), "G", "x"))
    assert (found == ["map-name-across"]) is across


@pytest.mark.parametrize(
    ("y", "across"), [(326.5, True), (326.7, False), (594.9, False), (595.1, True)], ids=str
)
def test_a_name_on_a_map_may_reach_three_units_up_or_down_over_a_border(y: float, across: bool) -> None:
    # Its letters reach from 29.6 units above the line to 8 below it.
    land = Path("m", "area", "M100 300L400 300L400 600L100 600Z", Paint("#88aacc"), (100, 300, 300, 300))
    found = codes(Group("g", "figure", (land, Text("n", "map-label", 150, y, "Lebak", INK, 120)), "G", "x"))
    assert (found == ["map-name-across"]) is across


def tile(name: str, value: float, fill: str) -> Rect:
    return Rect(name, "tile", 0, 0, 50, 50, Paint(fill), value=value)


def marked(*nodes: Node, chart: ChartData | None = None) -> list[str]:
    return [one.code for one in check_marks(scene(Group("f", "figure", nodes, "G", "x", chart=chart)))]


def test_a_greater_amount_is_never_lighter_by_however_little() -> None:
    assert marked(tile("a", 2, "#4478aa"), tile("b", 1, "#4477aa")) == ["ramp-not-monotone"]
    assert marked(tile("a", 2, "#4477aa"), tile("b", 1, "#4477aa")) == []
    assert marked(tile("a", 2, "#4477aa"), tile("b", 1, "#4478aa")) == []


def test_amounts_between_none_and_one_are_held_against_each_other() -> None:
    assert marked(tile("a", 0.9, "#ddeeff"), tile("b", 0.5, "#4477aa")) == ["ramp-not-monotone"]
    assert marked(tile("a", -0.9, "#ddeeff"), tile("b", -0.5, "#4477aa")) == ["ramp-not-monotone"]
    assert marked(tile("a", 0.9, "#4477aa"), tile("b", 0.0, "#ddeeff")) == []
    # Each side of zero has a ramp of its own.
    assert marked(tile("a", 0.5, "#113355"), tile("b", -0.9, "#4477aa")) == []


def steps(values: tuple[float | None, ...], drawn: int) -> list[str]:
    years = tuple(str(2018 + place) for place in range(len(values)))
    chart = ChartData("line", years, (ChartSeries("A", values),), "0")
    path = Path("l", "line", "M0 0" + "L1 1" * drawn, Paint("", "#000000", 2), (0, 0, 10, 10))
    return marked(path, chart=chart)


@pytest.mark.parametrize(
    ("values", "allowed"),
    [
        ((1.0, 2.0, 3.0), 2),
        ((None, 2.0, 3.0), 1),
        ((1.0, None, 3.0), 0),
        ((1.0, 2.0, None), 1),
        ((1.0, None, 3.0, 4.0), 1),
        ((None, None), 0),
    ],
)
def test_a_line_takes_a_step_only_between_two_known_figures(
    values: tuple[float | None, ...], allowed: int
) -> None:
    assert steps(values, allowed) == []
    assert steps(values, allowed + 1) == ["line-through-gap"]


@pytest.mark.parametrize(("role", "named"), [("bar", "bar"), ("", "m")])
def test_a_mark_that_crosses_a_text_is_named_by_what_it_is_or_by_its_id(role: str, named: str) -> None:
    bar = Rect("m", role, 250, 260, 150, 60, Paint("#88aacc"))
    [problem] = check_geometry(scene(bar, Text("t", "label", 200, 300, "Judul", INK, 100)))
    assert problem.code == "text-crosses-mark"
    assert dict(problem.arguments)["mark"] == named


@pytest.mark.parametrize(("thick", "found"), [(2.9, []), (3.0, []), (3.1, ["text-crosses-mark"])])
def test_a_mark_that_is_thin_as_a_line_crosses_nothing(thick: float, found: list[str]) -> None:
    bar = Rect("m", "bar", 250, 285, 150, thick, Paint("#88aacc"))
    assert [
        p.code for p in check_geometry(scene(bar, Text("t", "label", 200, 300, "Judul", INK, 100)))
    ] == found


def test_a_long_text_without_evidence_is_told_by_its_first_sixty_letters() -> None:
    words = "9" + "a" * 80
    [problem] = check_digits_proven(Text("t", "label", 0, 0, words, INK, 100), "hal.svg")
    assert dict(problem.arguments)["text"] == words[:60]


@pytest.mark.parametrize(
    ("words", "shown", "proven"),
    [
        ("12", ("12",), True),
        ("12 dari 12", ("12",), True),
        ("12, lalu 12.", ("12",), True),
        ("2019–2023", ("2019", "2023"), True),
        ("Rp12,5", ("12,5",), True),
        ("12% dan 12%", ("12%",), True),
        ("2024: 12%", ("2024", "12%"), True),
        ("12%12%", ("12%",), True),
        ("naik 12%5", ("12%", "5"), True),
        ("1212", ("12",), False),
        ("12.12", ("12",), False),
        ("12,12", ("12",), False),
        ("112", ("12", "1"), False),
        ("121", ("12", "1"), False),
        ("1.12", ("12", "1"), False),
        ("12.1", ("12", "1"), False),
        ("12,5", ("12", "5"), False),
        ("12+12", ("1+1", "2"), False),
        ("12a13", ("12",), False),
    ],
)
def test_a_figure_proves_where_it_stands_whole_and_nothing_longer(
    words: str, shown: tuple[str, ...], proven: bool
) -> None:
    evidence = tuple(Evidence(one, 0.0, "", "value") for one in shown)
    text = Text("t", "label", 0, 0, words, INK, 100, evidence=evidence)
    told = [] if proven else ["figure-without-evidence"]
    assert [p.code for p in check_digits_proven(text, "hal.svg")] == told


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000" width="1000" height="1000" lang="id">
<title>Judul</title><desc>Isi</desc><rect id="page-background" width="1000" height="1000" fill="#ffffff"/>
<g id="picture" data-role="figure" aria-label="kulit"><g role="img" aria-label="Peta"/></g>
<g id="told" data-role="figure"><g role="img" aria-label="Peta"><desc>Tertinggi di utara</desc></g></g>
<g id="plain" data-role="figure" aria-label="Grafik"/>
<text id="t" data-role="label" x="100" y="100" font-family="Source Sans Pro" font-size="40"
 fill="{ink}">Judul</text></svg>"""


def test_a_picture_read_back_is_described_by_its_words_or_by_its_name(tmp_path: FilePath) -> None:
    path = tmp_path / "hal.svg"
    path.write_text(SVG.format(ink="#000000"), encoding="utf-8")
    figures = {node.id: (node.label, node.alt) for node in parse_svg(path).nodes if isinstance(node, Group)}
    assert figures == {
        "picture": ("Peta", "Peta"),
        "told": ("Peta", "Tertinggi di utara"),
        "plain": ("Grafik", ""),
    }


def test_a_written_page_is_looked_at_for_contrast_as_well(tmp_path: FilePath) -> None:
    path = tmp_path / "hal.svg"
    path.write_text(SVG.format(ink="#eeeeee"), encoding="utf-8")
    faint = {problem.code for problem in check_svg(path)}
    path.write_text(SVG.format(ink="#000000"), encoding="utf-8")
    assert {problem.code for problem in check_svg(path)} == faint - {"contrast-low"}
    assert "contrast-low" in faint
