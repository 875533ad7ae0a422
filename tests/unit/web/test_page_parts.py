"""The parts of a page by their ids, and what changed between two editions."""

from __future__ import annotations

from rupadata.model.evidence import ProvenFigure
from rupadata.model.source import CellRef
from rupadata.web.cases.figure_changes import compare_figures
from rupadata.web.cases.page_parts import Box, compare_colours, compare_parts, find_place, read_parts


def drawn(*groups: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1350">{"".join(groups)}</svg>'.encode()


def group(name: str, **texts: str) -> str:
    lines = "".join(
        f'<text id="{name}-{key}" x="64.8" y="180.5" font-size="60">{text}</text>'
        for key, text in texts.items()
    )
    return f'<g id="{name}" data-role="block">{lines}</g>'


def test_what_was_changed_added_and_taken_away_is_told() -> None:
    old = read_parts(drawn(group("head", headline="Naik 4 persen"), group("kategori", title="Kategori")))
    new = read_parts(drawn(group("head", headline="Terbanyak sejak 2019"), group("peta", title="Peta")))
    changes, same = compare_parts(old, new)
    assert [(change.kind, change.part, change.was, change.now) for change in changes] == [
        ("c", "head", "Naik 4 persen", "Terbanyak sejak 2019"),
        ("n", "peta", "", "Peta"),
        ("g", "kategori", "Kategori", ""),
    ]
    assert same == 0


def test_a_part_that_only_moved_is_no_change() -> None:
    old, new = drawn(group("head", a="1", b="2")), drawn(group("head", b="2", a="1")).replace(b"64.8", b"70")
    assert compare_parts(read_parts(old), read_parts(new)) == ((), 2)


def test_outlines_are_whole_numbers_that_every_browser_reads() -> None:
    box = read_parts(drawn(group("head", headline="Naik")))[0].box
    assert box is not None
    assert all(isinstance(side, int) for side in (box.x, box.y, box.width, box.height))


def test_lines_of_a_paragraph_are_one_spot_with_the_outline_of_all() -> None:
    lines = (
        '<text id="hd" data-paragraph="p" x="60" y="100" font-size="40" textLength="300">Ya</text>'
        '<text id="hd-2" data-paragraph="p" x="60" y="150" font-size="40" textLength="200">x</text>'
        '<text id="head_place" x="600" y="100" font-size="40" textLength="100">Kota</text>'
    )
    parts = read_parts(drawn(f'<g id="head" data-role="header">{lines}</g>'))
    spots = parts[0].spots
    assert [(one.id, one.words, one.nodes) for one in spots] == [
        ("hd", "Ya x", ("hd", "hd-2")),
        ("head_place", "Kota", ("head_place",)),
    ]
    assert spots[0].box == Box(60, 60, 300, 100)
    assert find_place(parts, "hd-2") == ("Ya x", Box(60, 60, 300, 100))
    assert find_place(parts, "head") == ("Judul", parts[0].box)
    assert find_place(parts, "hilang") == ("", None)


def coloured(name: str, *shapes: tuple[str, str]) -> str:
    drawn_shapes = "".join(f'<rect id="{node}" width="1" height="1" fill="{fill}"/>' for node, fill in shapes)
    return f'<g id="{name}" data-role="block">{drawn_shapes}<text id="{name}-t" x="0" y="9">{name}</text></g>'


def test_colours_that_took_the_place_of_others_are_told_by_pair_the_most_first() -> None:
    old = read_parts(
        drawn(
            coloured("a", ("a1", "#111111"), ("a2", "#111111"), ("a3", "#222222")),
            coloured("b", ("b1", "#111111")),
        )
    )
    new = read_parts(
        drawn(
            coloured("a", ("a1", "#AAAAAA"), ("a2", "#aaaaaa"), ("a3", "#333333")),
            coloured("b", ("b1", "#aaaaaa"), ("b2", "#999999")),
        )
    )
    assert [(one.was, one.now, one.shapes, one.parts) for one in compare_colours(old, new)] == [
        ("#111111", "#aaaaaa", 3, ("a", "b")),
        ("#222222", "#333333", 1, ("a",)),
    ]
    assert compare_colours(new, new) == ()


def test_a_line_has_the_colour_of_its_stroke() -> None:
    def line(colour: str) -> bytes:
        return drawn(
            f'<g id="a"><path id="l" d="M0 0" fill="none" stroke="{colour}"/><text id="t">A</text></g>'
        )

    found = compare_colours(read_parts(line("#111111")), read_parts(line("#222222")))
    assert [(one.was, one.now) for one in found] == [("#111111", "#222222")]


def proof(
    shown: str, value: float, cell: str, formula: str = "value", file: str = "a/b.xlsx"
) -> ProvenFigure:
    return ProvenFigure("n", shown, value, "jiwa", formula, (CellRef(file, "1", cell),))


def test_a_figure_out_of_the_same_cells_with_another_value_is_told_once() -> None:
    old = (proof("10", 10, "B2"), proof("20", 20, "B3"), proof("5,0", 5, "B2", "growth"))
    new = (
        proof("12", 12, "B2", file="lain/b.xlsx"),
        proof("12", 12, "B2"),
        proof("20", 20, "B3"),
        proof("5,0", 5, "B2", "growth"),
        proof("7", 7, "B9"),
    )
    found = compare_figures(old, new)
    assert [(one.was, one.now, one.unit, one.cell.cell) for one in found] == [("10", "12", "jiwa", "B2")]
    label = (ProvenFigure("n", "2020", 2020, "", "label", ()),)
    assert compare_figures(label, (ProvenFigure("n", "2021", 2021, "", "label", ()),)) == ()
