"""Several of a kind on one page: how many are told, and which of them belong together."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest

from rupadata.checks.colour_vision import check_colour_vision
from rupadata.checks.data import CellFacts, check_data
from rupadata.checks.plausible import MOST_TOLD, check_plausible
from rupadata.checks.written import parse_svg
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.pagespec import PageSpec, RegionSpec, SubjectSpec
from rupadata.scene.nodes import Circle, Group, Node, Paint, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene
from tests.unit.analysis.analysis_books import Row, indicator, make_book

STYLE = TextStyle("Source Sans Pro", 400, 24, "#000000")


def scene(*nodes: Node) -> Scene:
    return Scene(1080, 1350, "#ffffff", "J", "U", "id", nodes)


def jumping(count: int, *, wild: bool = True) -> list[str]:
    named = [indicator(f"Jumlah Penduduk {place}", key=f"penduduk-{place}") for place in range(count)]
    rows = [
        Row("99", "Banten", str(2018 + step), value, key=one.key)
        for one in named
        for step, value in enumerate((1000.0, 1010.0, 2600.0 if wild else 1020.0, 2620.0 if wild else 1030.0))
    ]
    spec = PageSpec(
        page="p",
        subject=SubjectSpec(key="s"),
        region=RegionSpec(code="99", name="Banten"),
        indicators=tuple(one.key for one in named),
    )
    return [str(problem.where.cell) for problem in check_plausible(spec, make_book(rows, named))]


def test_no_more_than_three_jumps_are_told_of_a_page_one_of_each_indicator() -> None:
    assert MOST_TOLD == 3
    assert [len(jumping(count)) for count in (1, 2, 3, 4, 5)] == [1, 2, 3, 3, 3]
    assert len(set(jumping(5))) == 3
    assert jumping(3, wild=False) == []


HOME, PART = "36.71", "36.71.01"
FACTS = {
    CellRef("a.csv", "", cell): CellFacts("penduduk", True, region, period, False)
    for cell, region, period in (("H4", HOME, "2024"), ("A3", PART, "2023"), ("A4", PART, "2024"))
}


def value(cell: str, figure: float = 1.0) -> Text:
    proof = Evidence(f"{figure:g}", figure, "", "value", (CellRef("a.csv", "", cell),))
    return Text(f"v{cell}", "value", 0, 0, f"{figure:g}", STYLE, 10, (proof,))


@pytest.mark.parametrize("role", ["numbers", "number"])
def test_headline_numbers_of_a_part_and_of_the_whole_are_no_chart_of_parts(role: str) -> None:
    page = scene(Group("n", role, (value("A3"), value("H4")), block="numbers"))
    assert check_data(page, make_book([Row(HOME, "Banten", "2024", 1.0)], code=HOME), "", FACTS) == []


def test_figures_of_another_section_are_no_total_of_a_chart() -> None:
    parts = Group("p", "figure", (value("A4", 60), value("H4", 40)), "G", "x", block="breakdown")
    book = make_book([Row(HOME, "Banten", "2024", 1.0)], code=HOME)
    for role, codes in (("section", []), ("numbers", ["total-less-than-parts"])):
        total = Group("n", role, (value("H4", 50),), block="numbers")
        assert [p.code for p in check_data(scene(parts, total), book, "", FACTS)] == codes


def test_only_shapes_carry_colours_that_must_differ() -> None:
    words = Text("t", "bar", 0, 0, "1", STYLE, 10)
    bars = tuple(
        Rect(f"b{i}", "bar", 0, 0, 9, 9, Paint(fill)) for i, fill in enumerate(("#12507a", "#e8b26a"))
    )
    assert check_colour_vision(scene(Group("f", "figure", (words, *bars), "G", "x"))) == []


@pytest.mark.parametrize(
    ("transform", "place", "box"),
    [
        ("", (0, 0, 1), (0, 0, 10, 20)),
        ('transform="translate(600,500)"', (600, 500, 1), (600, 500, 10, 20)),
        ('transform="translate(600 500)"', (600, 500, 1), (600, 500, 10, 20)),
        ('transform="translate(-6.5,5e1) scale(0.5)"', (-6.5, 50, 0.5), (-6.5, 50, 5, 10)),
    ],
)
def test_an_outline_is_read_where_it_was_moved_to(
    tmp_path: FilePath, transform: str, place: tuple[float, ...], box: tuple[float, ...]
) -> None:
    path = tmp_path / "p.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1350">'
        f'<path id="p" d="M0 0L10 0L10 20Z" {transform} fill="#112233"/>'
        '<circle id="c"/><rect id="r" fill="#112233"/><line id="l"/><!-- words -->'
        "</svg>",
        encoding="utf-8",
    )
    scene = parse_svg(path)
    assert scene.nodes == (
        Path("p", "", "M0 0L10 0L10 20Z", Paint("#112233"), box, place),
        Circle("c", "", 0, 0, 0, Paint("")),
        Rect("r", "", 0, 0, 0, 0, Paint("#112233")),
    )
    assert (scene.background, scene.lang) == ("#ffffff", "id")
