from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from msgspec import structs
from PIL import Image as Picture

from rupadata.compose.article import write_article
from rupadata.office import Office
from rupadata.render import render_html, render_png, render_svg
from rupadata.scene.nodes import Text, TextStyle
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import FACES, measure
from rupadata.typeset.own_fonts import prepare_family
from tests.golden.golden_blocks import CASES
from tests.made_fonts import made_font
from tests.unit.typeset.test_paper_text import WRITTEN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system"),
]
WORDS = "Rp1.111,75 AVATAR 11.840 jiwa/km² fi Tangerang – “Çé” 2017"


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1080, "height": 1350})
        browser.close()


def shown_widths(tab: Any, svg: str) -> dict[str, float]:
    tab.set_content(f"<style>body{{margin:0}}</style>{svg}")
    widths: dict[str, float] = tab.evaluate(
        "async () => { await document.fonts.ready; return Object.fromEntries("
        "[...document.querySelectorAll('text')].map(t => [t.id, t.getComputedTextLength()])) }"
    )
    return widths


def test_every_text_is_as_wide_in_a_browser_as_measured(page: Scene, tab: Any) -> None:
    widths = shown_widths(tab, render_svg(page))
    for text in texts(page):
        assert widths[text.id] == pytest.approx(text.width, abs=0.1), text.text


def test_every_face_and_spacing_is_as_wide_in_a_browser_as_measured(tab: Any) -> None:
    lines = []
    for i, face in enumerate(FACES):
        for spacing in (0.0, 3.0):
            style = TextStyle(face.family, face.weight, 31.0, "#000000", letter_spacing=spacing)
            lines.append(
                Text(f"t{i}-{spacing:g}", "label", 5, 40.0 * len(lines), WORDS, style, measure(WORDS, style))
            )
    scene = Scene(1080, 1350, "", "", "", "id", tuple(lines))
    for mode in (
        scene,
        structs.replace(scene, nodes=(*lines, structs.replace(lines[0], id="x", text="Łódź"))),
    ):
        widths = shown_widths(tab, render_svg(mode))
        for text in lines:
            assert widths[text.id] == pytest.approx(text.width, abs=0.15), text.style


@pytest.mark.parametrize("compact", [False, True])
def test_an_offices_own_fonts_are_as_wide_in_a_browser_as_measured(compact: bool, tab: Any) -> None:
    files = [("x", made_font(weight, wider=1.3, without="²–", compact=compact)) for weight in (400, 700)]
    family = prepare_family(files, reading=True)
    styles = [TextStyle(family, weight, 31.0, "#000") for weight in (400, 700)]
    lines = [
        Text(f"t{place}", "label", 5, 40.0 * place + 40, WORDS, style, measure(WORDS, style))
        for place, style in enumerate(styles)
    ]
    made = render_svg(Scene(1080, 1350, "", "", "", "id", tuple(lines)))
    widths = shown_widths(tab, re.sub(' textLength="[^"]*" lengthAdjust="[^"]*"', "", made))
    for text in lines:
        assert widths[text.id] == pytest.approx(text.width, abs=0.3), text.style


def test_every_script_is_as_wide_in_a_browser_as_measured(tab: Any) -> None:
    lines = []
    for words in (*WRITTEN.values(), "Kota السلام (abc) x", "Nguyễn ḥadīṡ ▲ ♀"):
        for style in (
            TextStyle("Manrope", 700, 31.0, "#000"),
            TextStyle("Source Sans Pro", 400, 31.0, "#000"),
        ):
            place = len(lines)
            width = measure(words, style)
            lines.append(Text(f"t{place}", "label", 5, 30.0 * place, words, style, width))
    made = render_svg(Scene(1080, 2000, "", "", "", "id", tuple(lines)))
    widths = shown_widths(tab, re.sub(' textLength="[^"]*" lengthAdjust="[^"]*"', "", made))
    for text in lines:
        # A browser kerns less between words of two scripts.
        assert widths[text.id] == pytest.approx(text.width, rel=0.01, abs=0.3), text.text


def test_a_browser_draws_what_the_png_shows(page: Scene, tab: Any) -> None:
    shown_widths(tab, render_svg(page))
    with (
        Picture.open(io.BytesIO(tab.screenshot())) as shot,
        Picture.open(io.BytesIO(render_png(page))) as drawn,
    ):
        difference = np.abs(
            np.asarray(shot.convert("L"), dtype=float) - np.asarray(drawn.convert("L"), dtype=float)
        )
    assert difference.mean() < 1.0
    assert (difference > 80).mean() < 0.001


def test_outlines_look_like_the_text(page: Scene, tab: Any) -> None:
    pictures = []
    for mode in ("embed", "outline"):
        shown_widths(tab, render_svg(page, text=mode))
        with Picture.open(io.BytesIO(tab.screenshot())) as shot:
            pictures.append(np.asarray(shot.convert("L"), dtype=float))
    difference = np.abs(pictures[0] - pictures[1])
    assert difference.mean() < 1.0
    assert (difference > 100).mean() < 0.001


@pytest.mark.parametrize("name", ["small-multiples", "pictogram", "months", "strip", "standard"])
def test_every_value_of_an_html_page_is_told_by_pointer_and_by_key(name: str, tab: Any) -> None:
    article = write_article(CASES[name].content("id"), "default", Office())
    tab.goto("about:blank")  # The policy of the document before would hold on.
    tab.set_content(render_html(article))
    told, focused, cells = tab.evaluate(
        """() => {
        const tip = document.querySelector(".tip"), told = [], focused = [];
        const marks = [...document.querySelectorAll(".mark")];
        const shown = marks.filter((one) => one.getBoundingClientRect().width);
        for (const mark of shown) {
            mark.dispatchEvent(new PointerEvent("pointerenter"));
            told.push(tip.textContent);
            mark.dispatchEvent(new PointerEvent("pointerleave"));
        }
        const seen = new Set();
        for (const svg of document.querySelectorAll("svg")) {
            const first = svg.querySelector(".mark[tabindex='0']");
            if (!first || !first.getBoundingClientRect().width) continue;
            first.focus();
            for (let one = first; !seen.has(one); one = document.activeElement) {
                seen.add(one);
                focused.push(tip.textContent);
                one.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
            }
        }
        const cells = [...document.querySelectorAll("tbody td")].filter((one) => one.querySelector("data"));
        return [told, focused, cells.map((one) => [one.parentNode.cells[0].textContent, one.textContent])];
        }"""
    )
    assert cells
    assert sorted(told) == sorted(focused)
    lines = [line for one in told for line in one.split("\n")]
    for row, value in cells:
        assert any(line.startswith(row) and f": {value}" in line for line in lines), (
            row,
            value,
            lines[:3],
            len(lines),
        )
    assert all(re.search(r"\b20\d\d\b", line) for line in lines), lines
