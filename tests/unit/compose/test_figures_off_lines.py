"""Figures at two courses stand off the lines, however steep these are."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec.structs import replace

from rupadata.compose.scales import meets_line
from rupadata.model.subject import SubjectBook
from rupadata.scene.geometry import ink_box
from rupadata.scene.nodes import Path, Text
from rupadata.scene.scene import Scene
from tests.golden.golden_blocks import CASES, BlockCase
from tests.unit.analysis.analysis_books import Row, indicator, make_book

CALM = ((5.95, 6.16, 6.73, 6.09, 5.53, 5.43, 5.44), (8.23, 8.04, 10.46, 9.82, 8.31, 7.44, 6.75))
STEEP = ((8.0, 8.3, 9.9, 4.2, 8.1, 8.0, 7.9), (8.4, 8.1, 8.2, 8.9, 3.1, 8.3, 8.4))


def book_of(courses: tuple[tuple[float, ...], ...]) -> SubjectBook:
    rows = [
        Row(code, name, str(2018 + at), value, decimals=2)
        for (code, name), course in zip(
            (("32.79", "Kota Banjar"), ("32", "Jawa Barat")), courses, strict=True
        )
        for at, value in enumerate(course)
    ]
    one = indicator("Tingkat Pengangguran Terbuka", "persen", "rate")
    book = make_book(rows, (one,), region="Kota Banjar", code="32.79")
    return replace(book, pages=(("uji", (one.key,)),))


@pytest.mark.parametrize("courses", [CALM, STEEP])
@pytest.mark.parametrize("size", ["square", "slide", "a4"])
def test_no_figure_of_a_gap_lies_on_a_line(courses: tuple[tuple[float, ...], ...], size: str) -> None:
    scene = BlockCase(partial(book_of, courses), CASES["gap"].block, size=size).draw()
    lines, figures = drawn(scene)
    assert lines
    assert len(figures) >= 4
    for one in figures:
        box = ink_box(one)
        top, foot = box.y + 3, one.y - 3
        assert not any(meets_line(line, one.x, one.width - 6, top, foot) for line in lines), one.text


def drawn(scene: Scene) -> tuple[list[list[tuple[float, float]]], list[Text]]:
    """Return the lines of a gap, point by point, and the figures that stand over or under a point of them."""
    found = [node for node in scene.every if isinstance(node, Path) and node.role == "line"]
    pairs = [[tuple(map(float, at.split())) for at in one.d[1:].split("L")] for one in found]
    lines = [[(x, y) for x, y in line] for line in pairs]
    figures = [node for node in scene.every if isinstance(node, Text) and "_value" in node.id]
    return lines, [one for one in figures if one.style.anchor == "middle"]
