"""Each check finds the fault it is for, and nothing on a page without it."""

from __future__ import annotations

import pytest
from msgspec import structs
from msgspec.structs import replace

from rupadata.checks import check_scene
from rupadata.checks.truth import check_figures, shown_values
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.scene.nodes import Group, Node, Paint, Rect, Text, TextStyle
from rupadata.scene.scene import Scene
from rupadata.subjects.catalogue import UNGROUPED

A, B = CellRef("a.csv", "", "B2"), CellRef("a.csv", "", "B3")


def text(
    node_id: str,
    words: str,
    x: float = 100,
    y: float = 100,
    *,
    size: float = 30,
    fill: str = "#102040",
    role: str = "label",
    width: float | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Text:
    wide = len(words) * size * 0.5 if width is None else width
    style = TextStyle("Source Sans Pro", 400, size, fill)
    return Text(node_id, role, x, y, words, style, wide, evidence)


def bar(node_id: str, x: float, height: float, value: float, fill: str = "#88aacc") -> Rect:
    return Rect(node_id, "bar", x, 900 - height, 60, height, Paint(fill), value=value)


def page(*extra: Node) -> Scene:
    figures = (
        Group(
            "tahun",
            "figure",
            (bar("b1", 100, 100, 10), bar("b2", 200, 200, 20)),
            "Tahun",
            "naik",
            block="years",
        ),
        Group("wilayah", "figure", (), "Wilayah", "merata", block="regions"),
    )
    return Scene(
        1080,
        1350,
        "#ffffff",
        "Judul",
        "Uraian",
        "id",
        (
            text("title", "Judul", 100, 100, size=60, role="headline"),
            text("upper", "Pengantar", 800, 400, role="standfirst"),
            text("lower", "Catatan", 800, 1100, role="section-note"),
            Group("symbol", "symbol", ()),
            *figures,
            text("source", "Sumber: BPS", 100, 1300, size=20, role="source"),
            *extra,
        ),
    )


def codes(scene: Scene) -> list[str]:
    return [problem.code for problem in check_scene(scene)]


def test_a_good_page_has_no_problem() -> None:
    assert codes(page()) == []


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (text("far", "Keluar", 1060, 600), "text-outside-page"),
        (text("clash", "Judul", 110, 102, size=60), "text-overlap"),
        (text("cross", "Melintas", 130, 850), "text-crosses-mark"),
        (text("tiny", "Kecil", 100, 400, size=20), "text-too-small"),
        (text("note", "Kecil", 100, 400, size=17, role="note"), "text-too-small"),
        (text("faint", "Pudar", 100, 400, fill="#cccccc"), "contrast-low"),
        (text("title", "Kembar", 100, 400), "duplicate-id"),
        (text("glyph", "\U000130b8", 100, 400), "glyph-missing"),
        (Group("years2", "figure", (), "Tahun", ""), "alt-text-missing"),
    ],
)
def test_a_fault_is_found(node: Node, code: str) -> None:
    assert codes(page(node)) == [code]


def test_quiet_text_may_be_smaller_than_the_message() -> None:
    assert codes(page(text("note", "Catatan", 100, 400, size=19, role="note"))) == []


def test_a_bar_that_does_not_start_at_zero_is_found() -> None:
    figure = Group("more", "figure", (bar("c1", 500, 50, 90), bar("c2", 600, 200, 100)), "Batang", "x")
    assert codes(page(figure)) == ["bar-length-wrong"]


def test_a_map_that_lightens_with_the_value_is_found() -> None:
    tiles = tuple(
        Rect(f"t{i}", "tile", 500 + 60 * i, 400, 50, 50, Paint(fill), value=value)
        for i, (fill, value) in enumerate((("#ddeeff", 3.0), ("#3366aa", 1.0)))
    )
    assert codes(page(Group("map", "figure", tiles, "Peta", "x"))) == ["ramp-not-monotone"]


def test_an_element_that_the_page_lacks_is_an_error_unless_the_data_cannot_give_it() -> None:
    scene = page()
    without = tuple(node for node in scene.nodes if node.id != "wilayah")
    lacking = Scene(1080, 1350, "#ffffff", "J", "U", "id", without)
    honest = Scene(1080, 1350, "#ffffff", "J", "U", "id", without, metadata=(("sop-missing", "regions"),))
    assert codes(lacking) == ["sop-element-missing"]
    assert codes(honest) == ["sop-element-not-in-data"]


def truth(words: str, evidence: tuple[Evidence, ...], **cells: float) -> list[str]:
    values = {A: [cells.get("a", 200.0)], B: [cells.get("b", 160.0)]}
    scene = page(text("t", words, 100, 400, evidence=evidence))
    return [problem.code for problem in check_figures(scene, values)]


def test_a_figure_that_follows_from_its_cells_is_accepted() -> None:
    assert truth("naik 25 persen", (Evidence("25", 25.0, "persen", "growth", (A, B)),)) == []


def test_a_figure_without_evidence_is_found() -> None:
    assert truth("naik 25 persen", ()) == ["figure-without-evidence"]


def test_a_figure_with_the_wrong_value_is_found() -> None:
    assert truth("naik 26 persen", (Evidence("26", 26.0, "persen", "growth", (A, B)),)) == ["figure-wrong"]


def test_a_figure_shown_otherwise_than_its_value_is_found() -> None:
    wrong = (Evidence("52", 25.0, "persen", "growth", (A, B)),)
    assert truth("naik 52 persen", wrong) == ["figure-shown-wrong"]


def test_a_cell_that_is_not_among_the_observations_is_found() -> None:
    strange = (Evidence("200", 200.0, "jiwa", "value", (CellRef("b.csv", "", "Z9"),)),)
    assert truth("200 jiwa", strange) == ["figure-not-reproducible"]


def test_a_scaled_figure_is_read_with_its_word() -> None:
    assert truth("1,95 juta", (Evidence("1,95 juta", 1948300.0, "jiwa", "value", (A,)),), a=1948300.0) == []


@pytest.mark.parametrize(
    ("shown", "lang", "value"),
    [
        ("1.948.300", "id", 1948300),
        ("−0,44", "id", -0.44),
        ("1,95 juta", "id", 1.95e6),
        ("1.2 bn", "en", 1.2e9),
    ],
)
def test_shown_figures_are_read_as_people_write_them(shown: str, lang: str, value: float) -> None:
    assert any(abs(number - value) < 1e-6 for number, _ in shown_values(shown, lang))


def test_a_formula_that_is_in_no_list_is_found() -> None:
    assert truth("naik 25 persen", (Evidence("25", 25.0, "persen", "guess", (A, B)),)) == ["formula-unknown"]


def test_a_page_that_names_no_source_is_found() -> None:
    whole = page()
    without = replace(whole, nodes=tuple(node for node in whole.nodes if node.role != "source"))
    assert [(p.code, p.where.cell) for p in check_scene(without)] == [("source-missing", "footer")]


def test_a_page_whose_subject_is_not_decided_says_so() -> None:
    undecided = replace(page(), metadata=(("subject", UNGROUPED.subject.key),))
    assert codes(undecided) == ["subject-undecided"]


@pytest.mark.parametrize(("grey", "faint"), [("#767676", False), ("#787878", True)])
def test_text_needs_a_contrast_of_four_and_a_half(grey: str, faint: bool) -> None:
    words = text("t", "Judul", 100, 400)
    shown = structs.replace(words, style=structs.replace(words.style, fill=grey))
    assert ("contrast-low" in codes(page(shown))) is faint


@pytest.mark.parametrize(("height", "wrong"), [(200.0, False), (201.9, False), (204.0, True), (196.0, True)])
def test_a_bar_may_be_off_by_a_unit_of_length_and_no_more(height: float, wrong: bool) -> None:
    bars = (bar("b1", 100, height, 10), bar("b2", 200, 400, 20))
    figure = Group("bars", "figure", bars, "Batang", "naik", block="breakdown")
    assert ("bar-length-wrong" in codes(page(figure))) is wrong


@pytest.mark.parametrize(
    ("size", "role", "small"),
    [
        (24.0, "label", False),
        (23.9, "label", True),
        (18.0, "note", False),
        (17.9, "note", True),
    ],
)
def test_the_least_size_of_text_is_that_of_its_role(size: float, role: str, small: bool) -> None:
    found = codes(page(text("t", "Judul", 100, 400, size=size, role=role)))
    assert ("text-too-small" in found) is small


@pytest.mark.parametrize(("size", "small"), [(14.2, True), (14.8, False)])
def test_text_for_print_has_seven_points_at_least(size: float, small: bool) -> None:
    # 1080 units on 155 mm: a point is 2.46 units, so seven points are 17.2; on 182 mm they are 14.65.
    printed = replace(
        page(text("t", "Judul", 100, 400, size=size, role="note")), width_mm=182.0, height_mm=227.5
    )
    told = [p.where.cell for p in check_scene(printed) if p.code == "text-too-small"]
    assert ("t" in told) is small


@pytest.mark.parametrize(("shown", "wrong"), [("25", False), ("25,4", False), ("24", True), ("25,5", True)])
def test_a_figure_may_be_rounded_by_half_of_its_last_digit(shown: str, wrong: bool) -> None:
    found = truth(f"naik {shown} persen", (Evidence(shown, 25.4, "persen", "growth", (A, B)),), a=200.64)
    assert ("figure-shown-wrong" in found) is wrong


@pytest.mark.parametrize(("down", "together"), [(30.0, True), (200.0, False)])
def test_two_texts_overlap_only_where_they_cover_each_other(down: float, together: bool) -> None:
    found = codes(page(text("a", "Satu", 100, 400), text("b", "Dua", 100, 400 + down / 3)))
    assert ("text-overlap" in found) is together
