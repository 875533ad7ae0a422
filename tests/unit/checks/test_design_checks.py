"""Checks of design: each finds its fault, and a page without it passes."""

from rupadata.checks.design import check_design, check_set
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.pagespec import PageSpec, RegionSpec, SubjectSpec
from rupadata.scene.nodes import Circle, Group, Paint, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene

INK = TextStyle("Source Sans Pro", 400, 24, "#000000")
CELL = CellRef("t.csv", "", "A1")
PROOF = (Evidence("12", 12.0, "", "value", (CELL,)),)


def codes(*nodes: object) -> list[str]:
    scene = Scene(1080, 1350, "#ffffff", "J", "U", "id", tuple(nodes))  # type: ignore[arg-type]
    return [problem.code for problem in check_design(scene)]


def hero(height: float) -> tuple[Group, Group]:
    ground = Group(
        "ground", "ornament", (Rect("ground_band", "background", 0, 0, 1080, 900, Paint("#eeeeee")),)
    )
    return ground, Group(
        "hero", "figure", (Rect("a", "bar", 60, 200, 960, height, Paint("#123456")),), "G", "x"
    )


def test_a_hero_on_a_ground_of_its_own_that_is_small_is_found() -> None:
    assert codes(*hero(50)) == ["hero-small"]
    assert codes(*hero(500)) == []


def said(role: str, block: str = "") -> Group:
    return Group("g" + role, "section", (Text(role, role, 60, 60, "12", INK, 30, PROOF),), block=block)


def test_a_headline_number_that_repeats_the_standfirst_is_found() -> None:
    assert codes(said("standfirst"), said("value", "numbers")) == ["figure-twice"]
    assert codes(said("value", "numbers")) == []


def commented(x: float) -> Group:
    head = Path("c_arrow-head", "leader", "M0 0L1 1", Paint("", "#000000", 2), (x, 400, 8, 8))
    return Group("c", "figure", (Circle("d", "dot", 500, 404, 6, Paint("#123456")), head), "G", "x")


def test_an_arrow_that_ends_at_no_mark_is_found() -> None:
    assert codes(commented(700)) == ["comment-astray"]
    assert codes(commented(520)) == []


def on_map(x: float) -> Group:
    land = Path("m_area", "area", "M100 300L400 300L400 600L100 600Z", Paint("#88aacc"), (100, 300, 300, 300))
    name = Text("m_name", "map-label", x, 450, "Lebak", INK, 80)
    return Group("m", "figure", (land, name), "G", "x")


def test_a_name_on_a_map_stands_inside_a_region_or_outside_of_all() -> None:
    assert codes(on_map(360)) == ["map-name-across"]
    assert codes(on_map(200)) == codes(on_map(420)) == []


def test_a_page_with_an_empty_quarter_is_found() -> None:
    def page(*tops: float) -> Group:
        marks = tuple(Rect(f"b{top}", "bar", 60, top, 900, 100, Paint("#123456")) for top in tops)
        foot = Text("f_source", "source", 60, 1320, "Sumber", INK, 80)
        return Group("g", "figure", (*marks, foot), "G", "x")

    full = (100, 400, 700, 1000, 1240)
    assert codes(page(*full)) == []
    assert codes(page(100, 400, 1240)) == ["page-empty"]


def pages(*architectures: str) -> list[PageSpec]:
    subject, region = SubjectSpec(key="s"), RegionSpec(code="99", name="X")
    return [
        PageSpec(page=f"p{place}", subject=subject, region=region, architecture=key)
        for place, key in enumerate(architectures)
    ]


def test_neighbours_of_one_architecture_are_found() -> None:
    assert [p.code for p in check_set(pages("time", "time", "place"))] == ["neighbours-alike"]
    assert check_set(pages("time", "place", "time")) == []


def test_a_set_of_twelve_with_few_architectures_is_found() -> None:
    assert [p.code for p in check_set(pages(*("time", "place") * 6))] == ["set-monotonous"]
    varied = ("time", "place", "split", "parts", "single", "survey") * 2
    assert check_set(pages(*varied)) == []
