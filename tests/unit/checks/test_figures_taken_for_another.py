"""What looks like another thing to a check and is none: shapes by their role, cells by their formula."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.checks.design import check_design
from rupadata.checks.drawing import DrawnBox
from rupadata.checks.elements import check_elements, elements_shown
from rupadata.checks.headline import check_headline
from rupadata.checks.marks import check_marks
from rupadata.checks.overlaps import check_geometry
from rupadata.checks.page_checks import check_figure, check_truth, read_cells
from rupadata.checks.truth import check_figures, shown_values
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.pagespec import PageSpec, RegionSpec, SubjectSpec, TitleSpec
from rupadata.scene.nodes import Group, Node, Paint, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene
from tests.unit.analysis.analysis_books import Row, make_book

STYLE = TextStyle("Source Sans Pro", 400, 24, "#000000")
A, B = CellRef("a.csv", "", "B2"), CellRef("a.csv", "", "B3")


def scene(*nodes: Node, **of: float) -> Scene:
    return replace(Scene(1080, 1350, "#ffffff", "J", "U", "id", nodes), **of)  # type: ignore[arg-type]


def words(shown: str, *proof: Evidence, role: str = "value") -> Text:
    return Text("t", role, 100, 400, shown, STYLE, 40, proof)


def told(shown: str, value: float, formula: str, *cells: CellRef) -> list[str]:
    proof = Evidence(shown, value, "", formula, cells)
    return [p.code for p in check_figures(scene(words(shown, proof)), {A: [200.0], B: [160.0]})]


def test_a_figure_of_a_formula_is_not_borne_out_by_the_first_of_its_cells() -> None:
    assert told("200", 200.0, "growth", A, B) == ["figure-wrong"]
    assert told("200", 200.0, "one-in-of-rate", A) == ["figure-wrong"]
    assert told("0,5", 0.5, "one-in-of-rate", A) == []
    assert told("200", 200.0, "value", A) == []


@pytest.mark.parametrize(
    ("word", "lang", "factor"),
    [
        ("ribu", "id", 1e3),
        ("rb", "id", 1e3),
        ("juta", "id", 1e6),
        ("jt", "id", 1e6),
        ("miliar", "id", 1e9),
        ("M", "id", 1e9),
        ("triliun", "id", 1e12),
        ("T", "id", 1e12),
        ("thousand", "en", 1e3),
        ("k", "en", 1e3),
        ("million", "en", 1e6),
        ("billion", "en", 1e9),
        ("bn", "en", 1e9),
        ("trillion", "en", 1e12),
    ],
)
def test_a_word_of_scale_multiplies_the_figure_and_its_slack(word: str, lang: str, factor: float) -> None:
    plain, scaled = shown_values(f"3 {word}", lang)
    assert plain == (3.0, 0.5)
    assert scaled == pytest.approx((3 * factor, 0.5 * factor))


def test_only_groups_are_charts_whatever_the_role_of_a_shape() -> None:
    shape = Rect("r", "figure", 100, 100, 50, 50, Paint("#88aacc"))
    text = words("Judul", role="symbol")
    assert elements_shown(scene(shape, text)) == set()
    assert "alt-text-missing" not in [p.code for p in check_elements(scene(shape, text))]
    assert check_marks(scene(shape)) == []
    assert check_design(scene(shape, Rect("hero", "bar", 0, 0, 9, 9, Paint("#88aacc")))) == []


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        (words("Judul", role="headline"), {"title"}),
        (Group("g", "headline", ()), set()),
        (Group("g", "symbol", ()), {"symbol"}),
        *((Group("g", "figure", (), block=block), {"years"}) for block in ("years", "gap", "flows")),
        *((Group("g", "figure", (), block=block), {"regions"}) for block in ("regions", "map", "change")),
        (Group("g", "section", (), block="years"), set()),
        (Group("g", "section", (), block="regions"), set()),
        (Group("g", "figure", (), block="breakdown"), set()),
    ],
)
def test_an_element_is_shown_by_the_node_that_is_it(node: Node, shown: set[str]) -> None:
    assert elements_shown(scene(node)) == shown


def away(x: float, y: float) -> list[str]:
    head = Path("c_arrow-head", "leader", "M0 0L1 1", Paint("", "#000000", 2), (x - 4, y - 4, 8, 8))
    mark = Rect("m", "bar", 400, 500, 100, 50, Paint("#123456"))
    page = scene(Group("f", "figure", (mark, head), "Grafik", "x"))
    return [problem.code for problem in check_design(page)]


@pytest.mark.parametrize(("x", "y"), [(340, 520), (560, 520), (450, 440), (450, 610), (364, 452), (536, 598)])
def test_an_arrow_that_ends_exactly_sixty_units_away_still_reaches(x: float, y: float) -> None:
    assert away(x, y) == []


@pytest.mark.parametrize(("size", "small"), [(14.6, True), (14.61, False)])
def test_seven_points_of_print_are_counted_in_inches_of_72(size: float, small: bool) -> None:
    # 7 pt = 2.4694 mm; 182 mm are 1080 units: 14.654 units, less a twentieth for rounding.
    text = Text("t", "label", 100, 400, "Judul", TextStyle("Source Sans Pro", 400, size, "#000000"), 40)
    found = check_geometry(scene(text, width_mm=182.0, height_mm=227.5))
    assert [problem.code for problem in found] == (["text-too-small"] if small else [])


@pytest.mark.parametrize(("size", "small"), [(11.44, True), (11.46, False)])
@pytest.mark.parametrize("height", [90.0, 2400.0])
def test_a_figure_of_an_article_is_measured_in_pixels_however_high_it_is(
    size: float, small: bool, height: float
) -> None:
    text = Text("t", "label", 10, 40, "Judul", TextStyle("Source Sans Pro", 400, size, "#000000"), 40)
    figure = scene(text, width=720.0, height=height)
    found = check_geometry(figure, is_figure=True)
    assert [problem.code for problem in found] == (["text-too-small"] if small else [])
    told = [problem.code for problem in check_figure(figure) if problem.code == "text-too-small"]
    assert told == (["text-too-small"] if small else [])


def test_a_box_holds_another_without_slack_unless_told() -> None:
    assert not DrawnBox(0, 0, 10, 10).holds(DrawnBox(-0.05, 0, 10, 10))


def book(*years: int):  # type: ignore[no-untyped-def]
    return make_book([Row("99", "Banten", str(year), 100.0 + 5 * (year % 7)) for year in years])


def test_the_truth_of_a_page_is_that_of_its_figures_and_of_its_data() -> None:
    data = book(2020, 2021)
    cells = read_cells(data)
    first = next(iter(cells.values))
    [held] = cells.values[first]
    right = words(f"{held:g}", Evidence(f"{held:g}", held, "jiwa", "value", (first,)))
    wrong = words("7", Evidence("7", 7.0, "jiwa", "value", (first,)))
    for given in (None, cells):
        assert check_truth(scene(right), data, cells=given) == ()
        assert [p.code for p in check_truth(scene(wrong), data, "h", given)] == ["figure-wrong"]
    strange = Group(
        "g", "figure", (Text("r_name", "label", 0, 0, "Entah", STYLE, 10),), "G", "x", block="regions"
    )
    assert [p.code for p in check_truth(scene(strange), data)] == ["region-name-unknown"]


def test_the_cells_that_a_caller_has_read_are_those_that_count() -> None:
    data = book(2020, 2021)
    nothing = read_cells(replace(data, observations=data.observations.clear()))
    first = next(iter(read_cells(data).values))
    shown = words("7", Evidence("7", 7.0, "jiwa", "value", (first,)))
    assert [p.code for p in check_truth(scene(shown), data, cells=nothing)] == ["figure-not-reproducible"]


def test_a_headline_is_held_against_the_findings_up_to_its_own_period() -> None:
    data = book(*range(2014, 2025))
    key = data.indicators[0].key
    old, new = (
        {finding.id for finding in find_findings(data, (key,), period=until)} for until in ("2018", None)
    )
    only_old, only_new = sorted(old - new), sorted(new - old)
    assert only_old
    assert only_new

    def codes(finding: str, until: str) -> list[str]:
        spec = PageSpec(
            page="p",
            subject=SubjectSpec(key="s"),
            region=RegionSpec(code="99", name="Banten"),
            indicators=(key,),
            title=TitleSpec(finding=finding),
            until=until,
        )
        return [problem.code for problem in check_headline(spec, data, "id")]

    gone = ["headline-not-borne-out"]
    assert (codes(only_old[0], "2018"), codes(only_old[0], "")) == ([], gone)
    assert (codes(only_new[0], ""), codes(only_new[0], "2018")) == ([], gone)
