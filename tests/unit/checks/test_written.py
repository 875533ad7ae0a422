"""A page's SVG read back: what a person changed by hand is found, and what nobody changed is not."""

from __future__ import annotations

import json
from pathlib import Path as FilePath

import pytest

from rupadata.checks.written import check_svg, parse_svg
from rupadata.errors import InputRefusedError
from rupadata.scene.nodes import Circle, Group, Paint, Path, Rect, Text
from rupadata.typeset import measure

PAGE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1350" width="{width}" height="{height}"
 lang="en" data-subject="kesehatan">
<title>A title</title><desc>What it shows</desc>
<rect id="page-background" width="1080" height="1350" fill="#fafafa"/>
<text id="title" data-role="headline" x="100" y="120" font-family="'Source Sans Pro', sans-serif"
 font-size="60" font-weight="700" fill="#102040">A <tspan>title</tspan></text>
<g id="symbol" data-role="symbol"/>
<g id="years" data-role="figure" data-block="years" aria-label="Years"><desc>rising</desc>
<rect id="b1" data-role="bar" x="100" y="{top}" width="60" height="{high}" fill="#88aacc" data-value="10"/>
<rect id="b2" data-role="bar" x="200" y="700" width="60" height="200" fill="#88aacc" data-value="20"
 opacity="0.5"/>
<circle id="c" data-role="dot" cx="500" cy="600" r="7" fill="none" stroke="#123456" data-value="3"/>
<path id="p" data-role="area" d="M0 0L10 0L10 20Z" transform="translate(600,500) scale(2)" fill="#112233"/>
<path id="q" d="M1 2L3 5" fill="#112233"/><path id="r" d="M0 0C1 1 2 2 3 3" fill="#112233"/>
</g>
<g id="regions" data-role="figure" data-block="regions"><desc>even</desc></g>
<text id="number" data-role="value" x="700" y="400" font-family="Source Sans Pro" font-size="40"
 fill="#102040" text-anchor="middle" letter-spacing="1.5">{shown}</text>
<text id="source" data-role="source" x="100" y="1300" font-family="Source Sans Pro" font-size="20"
 fill="#102040">Source: BPS 2024</text>
</svg>"""


def page(
    folder: FilePath, shown: str = "12", high: int = 100, size: tuple[str, str] = ("1080", "1350")
) -> FilePath:
    path = folder / "portrait.svg"
    words = PAGE.format(shown=shown, high=high, top=900 - high, width=size[0], height=size[1])
    path.write_text(words, encoding="utf-8")
    return path


def prove(folder: FilePath, shown: str) -> None:
    cell = {"file": "a.csv", "sheet": "", "cell": "B2"}
    entry = {
        "node": "number",
        "shown": shown,
        "value": 12,
        "unit": "jiwa",
        "formula": "value",
        "from": [cell],
    }
    (folder / "evidence.json").write_text(json.dumps([entry]), encoding="utf-8")


def codes(path: FilePath) -> list[str]:
    return [problem.code for problem in check_svg(path)]


def test_a_page_that_nobody_changed_has_no_problem(tmp_path: FilePath) -> None:
    path = page(tmp_path)
    assert codes(path) == []
    prove(tmp_path, "12")
    assert codes(path) == []


def test_a_figure_changed_by_hand_is_found_by_the_evidence_beside_it(tmp_path: FilePath) -> None:
    path = page(tmp_path, shown="13")
    assert codes(path) == []
    prove(tmp_path, "12")
    [problem] = check_svg(path)
    assert (problem.code, problem.where.file, problem.where.cell) == (
        "figure-without-evidence",
        "portrait.svg",
        "number",
    )
    assert check_svg(path, "halaman")[0].where.file == "halaman"


def test_a_bar_changed_by_hand_is_found(tmp_path: FilePath) -> None:
    assert codes(page(tmp_path, high=120)) == ["bar-length-wrong"]


def test_a_page_is_read_back_with_every_part_of_it(tmp_path: FilePath) -> None:
    scene = parse_svg(page(tmp_path))
    assert (scene.width, scene.height, scene.background) == (1080, 1350, "#fafafa")
    assert (scene.title, scene.description, scene.lang) == ("A title", "What it shows", "en")
    assert (scene.width_mm, scene.height_mm) == (0, 0)
    assert scene.metadata == (("subject", "kesehatan"),)
    assert [node.id for node in scene.nodes] == ["title", "symbol", "years", "regions", "number", "source"]
    title, _, years, regions, number, _ = scene.nodes
    assert isinstance(title, Text)
    assert (title.role, title.text, title.x, title.y) == ("headline", "A title", 100, 120)
    style = title.style
    assert (style.family, style.weight, style.size, style.fill) == ("Source Sans Pro", 700, 60, "#102040")
    assert isinstance(number, Text)
    assert (number.style.anchor, number.style.letter_spacing) == ("middle", 1.5)
    assert number.width == measure("12", number.style)
    assert isinstance(years, Group)
    assert isinstance(regions, Group)
    assert (years.role, years.block, years.label, years.alt) == ("figure", "years", "Years", "rising")
    assert (regions.label, regions.alt, regions.children) == ("", "even", ())
    assert years.children == (
        Rect("b1", "bar", 100, 800, 60, 100, Paint("#88aacc"), value=10),
        Rect("b2", "bar", 200, 700, 60, 200, Paint("#88aacc", opacity=0.5), value=20),
        Circle("c", "dot", 500, 600, 7, Paint("", "#123456"), 3),
        Path("p", "area", "M0 0L10 0L10 20Z", Paint("#112233"), (600, 500, 20, 40), (600, 500, 2)),
        Path("q", "", "M1 2L3 5", Paint("#112233"), (1, 2, 2, 3)),
        Path("r", "", "M0 0C1 1 2 2 3 3", Paint("#112233"), (0, 0, 0, 0)),
    )


def test_a_page_for_print_is_read_with_its_millimetres(tmp_path: FilePath) -> None:
    scene = parse_svg(page(tmp_path, size=("210.5mm", "297mm")))
    assert (scene.width_mm, scene.height_mm) == (210.5, 297)


@pytest.mark.parametrize(
    "words",
    [
        "<svg",
        "<html/>",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080"/>',
        '<svg viewBox="0 0 1 1"/>',
    ],
)
def test_what_is_no_page_is_refused(tmp_path: FilePath, words: str) -> None:
    path = tmp_path / "lain.svg"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        parse_svg(path)
    assert refused.value.code == "svg-unreadable"
