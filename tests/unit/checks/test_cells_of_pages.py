"""Which figures of a page are held against each other by the cells they come from, and which never are."""

from __future__ import annotations

import polars as pl
import pytest

from rupadata.checks.colour_vision import check_colour_vision
from rupadata.checks.data import CellFacts, cell_facts, check_data
from rupadata.model.evidence import Evidence
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.source import CellRef
from rupadata.model.subject import Subject, SubjectBook
from rupadata.scene.nodes import Circle, Group, Node, Paint, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene

HOME, ONE, TWO = "36.71", "36.71.01", "36.71.02"
STYLE = TextStyle("Source Sans Pro", 400, 24, "#000000")


def ref(cell: str) -> CellRef:
    return CellRef("a.csv", "", cell)


def facts_of(
    region: str = HOME, period: str = "2024", indicator: str = "penduduk", *, summed: bool = True
) -> CellFacts:
    return CellFacts(indicator, summed, region, period, False)


FACTS = {
    ref("H4"): facts_of(),
    ref("A4"): facts_of(ONE),
    ref("B4"): facts_of(TWO),
    ref("H3"): facts_of(period="2023"),
    ref("A3"): facts_of(ONE, "2023"),
    ref("B3"): facts_of(TWO, "2023"),
    ref("h4"): facts_of(indicator="rasio", summed=False),
    ref("a3"): facts_of(ONE, "2023", "rasio", summed=False),
    ref("b3"): facts_of(TWO, "2023", "rasio", summed=False),
    ref("x4"): facts_of(indicator="lain"),
}


def value(cells: str, figure: float = 1.0, formula: str = "value", role: str = "value") -> Text:
    """A figure from cells, named with blanks between."""
    proof = Evidence(f"{figure:g}", figure, "", formula, tuple(map(ref, cells.split())))
    return Text(f"v{cells}{figure}", role, 0, 0, f"{figure:g}", STYLE, 10, (proof,))


def parts(*figures: Text, block: str = "regions", role: str = "figure", name: str = "parts") -> Group:
    return Group(name, role, figures, "Grafik", "x", block=block)


def whole(*figures: Text, block: str = "numbers", role: str = "numbers") -> Group:
    return Group("whole", role, figures, block=block)


def book(*names: str) -> SubjectBook:
    subject = Subject("kependudukan", "Kependudukan", "Population", 1, 240.0, "users")
    rows = [{"region": name} for name in names]
    frame = pl.DataFrame(rows, schema={**OBSERVATION_SCHEMA, "indicator_key": pl.String()})
    return SubjectBook(subject, HOME, "Kota Contoh", (), frame)


def found(*nodes: Node, names: tuple[str, ...] = ()) -> list[str]:
    page = Scene(1080, 1350, "#ffffff", "J", "U", "id", nodes)
    return [problem.code for problem in check_data(page, book(*names), "", FACTS)]


YEARS = "parts-and-whole-of-different-years"


@pytest.mark.parametrize("block", ["regions", "map", "change"])
def test_parts_of_last_year_do_not_stand_beside_the_whole_of_this_year(block: str) -> None:
    earlier = parts(value("A3"), value("B3"), block=block)
    assert found(earlier, whole(value("H4"))) == [YEARS]
    assert found(earlier, whole(value("H4"), block="huge-number", role="number")) == [YEARS]
    assert found(earlier, whole(value("H3", 2))) == []
    assert found(earlier, whole(value("A4 B4", formula="sum"))) == [YEARS]
    assert found(parts(value("A3"), value("A4"), block=block), whole(value("H4"))) == []


@pytest.mark.parametrize(
    ("of_parts", "of_whole"),
    [
        (parts(value("a3"), value("b3")), whole(value("h4"))),
        (parts(value("A3"), value("B3")), whole(value("x4"))),
        (parts(value("A3"), value("B3")), whole(value("A4"))),
        (parts(value("A3"), value("B3")), whole(value("H4 A3", formula="change"))),
        (parts(value("A3"), value("B3")), whole(value("H4", role="label"))),
        (parts(value("A3"), value("B3")), whole(value("H4"), role="section")),
        (parts(value("A3"), value("B3")), whole(value("H4"), block="years")),
        (parts(value("A3", role="label")), whole(value("H4"))),
        (parts(value("H3")), whole(value("H4"))),
        (parts(value("A3 B3", formula="sum")), whole(value("H4"))),
        (parts(value("A3"), role="section"), whole(value("H4"))),
        (parts(value("A3"), block="years"), whole(value("H4"))),
        (parts(value("Z9")), whole(value("H4"))),
    ],
    ids=lambda group: group.children[0].id,
)
def test_years_are_compared_only_between_parts_that_add_up_and_their_own_whole(
    of_parts: Group, of_whole: Group
) -> None:
    assert found(of_parts, of_whole) == []


LESS = "total-less-than-parts"


@pytest.mark.parametrize("block", ["breakdown", "regions", "map", "change"])
@pytest.mark.parametrize(("total", "less"), [(99.0, True), (99.6, False), (100.0, False), (0.0, True)])
def test_parts_are_no_more_than_their_total_but_for_rounding(block: str, total: float, less: bool) -> None:
    page = parts(value("A4", 60), value("B4", 40), block=block), whole(value("H4", total))
    assert found(*page) == ([LESS] if less else [])


@pytest.mark.parametrize(
    ("of_parts", "of_whole", "less"),
    [
        (parts(value("A4", 60)), whole(value("H4", 50)), False),
        (parts(value("A4", 60), value("A4", 60)), whole(value("H4", 50)), False),
        (parts(value("A4", 160), value("B4", -40)), whole(value("H4", 50)), False),
        (parts(value("A4", 60), value("B4", 40)), whole(value("H3", 50)), False),
        (parts(value("A4", 60), value("B4", 40)), whole(value("x4", 50)), False),
        (parts(value("A4", 60), value("B4", 40)), whole(value("A4", 50)), False),
        (parts(value("A4", 60), value("B4", 40)), whole(value("A4 B4", 50, "sum")), True),
        (parts(value("H4", 60), value("A4", 40), block="breakdown"), whole(value("H4", 50)), True),
        (parts(value("H4 H4", 60, "sum"), value("A4", 40), block="breakdown"), whole(value("H4", 50)), True),
        (parts(value("A4 B4", 60, "sum"), value("A4", 40), block="regions"), whole(value("H4", 50)), False),
        (parts(value("a3", 60), value("b3", 40)), whole(value("h4", 50)), False),
        (parts(value("A4", 60), value("B4", 40), role="section"), whole(value("H4", 50)), False),
        (parts(value("A4", 60), value("B4", 40), block="years"), whole(value("H4", 50)), False),
        (parts(value("A4", 60, role="label"), value("B4", 40)), whole(value("H4", 30)), False),
        (parts(), whole(value("A4", 60), value("B4", 40), value("H4", 50)), False),
    ],
)
def test_totals_are_held_against_the_parts_of_their_own_year_and_indicator(
    of_parts: Group, of_whole: Group, less: bool
) -> None:
    assert (LESS in found(of_parts, of_whole)) is less


def test_parts_of_two_charts_are_not_added_and_one_total_is_told_once() -> None:
    one, other = parts(value("A4", 60), name="one"), parts(value("B4", 40), name="other")
    assert found(one, other, whole(value("H4", 50))) == []
    both = [parts(value("A4", 60), value("B4", 40), name=name) for name in ("one", "other")]
    assert found(*both, whole(value("H4", 50))) == [LESS]


def name(words: str, node_id: str = "r_name", role: str = "label", paragraph: str = "") -> Text:
    return Text(node_id, role, 0, 0, words, STYLE, 10, paragraph=paragraph)


@pytest.mark.parametrize(
    ("nodes", "known"),
    [
        ([name("Karang Tengah")], True),
        ([name("KarangTengah")], True),
        ([name("Kota Contoh")], True),
        ([name("Karang Ten…")], True),
        ([name("Karang Tim…")], False),
        ([name("Karang Ten")], False),
        ([name("Karang", "r_name", paragraph="p"), name("Tengah", "r_name-2", paragraph="p")], True),
        ([name("Karang", "r_name"), name("Tengah", "r_name-2")], False),
        ([name("Karang Ten", role="value")], True),
        ([name("Karang Ten", "r_axis")], True),
    ],
)
def test_names_of_regions_are_spelt_as_in_the_data(nodes: list[Text], known: bool) -> None:
    names = ("Karang Tengah", "Ciledug")
    told = found(parts(*nodes), names=names)
    assert bool(told) is not known
    assert set(told) <= {"region-name-unknown"}
    for elsewhere in (parts(*nodes, block="map"), parts(*nodes, role="section")):
        assert found(elsewhere, names=names) == []


def test_facts_of_a_cell_say_whether_it_adds_up_and_is_provisional() -> None:
    columns = ("file", "sheet", "cell", "part", "indicator_key", "measure", "region_code", "period", "flags")
    rows = [
        ("a.csv", "", "B2", "", "penduduk", "count-stock", HOME, "2024", "estimate;provisional"),
        ("a.csv", "", "B3", "", "rasio", "rate", ONE, "2023", ""),
    ]
    assert cell_facts(pl.DataFrame(rows, schema=columns, orient="row").to_dict(as_series=False)) == {
        ref("B2"): CellFacts("penduduk", True, HOME, "2024", True),
        ref("B3"): CellFacts("rasio", False, ONE, "2023", False),
    }


def colours(*fills: str, role: str = "bar", group: str = "figure") -> list[str]:
    kinds = [
        lambda i, fill: Rect(f"m{i}", role, 0, 0, 9, 9, Paint(fill)),
        lambda i, fill: Circle(f"m{i}", role, 0, 0, 9, Paint(fill)),
        lambda i, fill: Path(f"m{i}", role, "M0 0L1 1L0 1Z", Paint(fill), (0, 0, 1, 1)),
    ]
    drawn = tuple(kinds[i % 3](i, fill) for i, fill in enumerate(fills))
    page = Scene(1080, 1350, "#ffffff", "J", "U", "id", (Group("f", group, drawn, "Grafik", "x"),))
    return [problem.code for problem in check_colour_vision(page)]


ALIKE = ("#7a8a00", "#b06a2c")
GREYS = ("#000000", "#333333", "#666666", "#999999", "#cccccc", "#ffffff")


def test_only_marks_that_mean_different_things_need_different_colours() -> None:
    for role in ("bar", "part", "dot", "waffle"):
        assert colours(*ALIKE, role=role) == ["colours-too-near"]
    assert colours(*ALIKE, role="tile") == []
    assert colours(*ALIKE, group="ornament") == []
    assert colours(ALIKE[0], ALIKE[0]) == []
    assert colours(ALIKE[0], "") == []


def test_from_two_to_six_colours_are_told_apart_and_a_chart_is_told_once() -> None:
    assert colours(*GREYS) == []
    assert colours(*GREYS[:5], "#cfcfcf") == ["colours-too-near"]
    assert colours(*GREYS, "#cfcfcf") == []
    assert colours(*ALIKE, "#7a8a01") == ["colours-too-near"]


def test_colours_of_one_lightness_are_found_though_eyes_can_tell_them_apart() -> None:
    # Luminance by WCAG: 0.2126 for pure red, 0.2140 for the grey of 127.
    assert colours("#ff0000", "#7f7f7f") == ["colours-too-near"]
    assert colours("#ff0000", "#c8c8c8") == []
