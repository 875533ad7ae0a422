"""A page as HTML in a real browser: read on a phone and a desk, by light and dark, by pointer and by keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from lxml import etree

from rupadata.compose import compose_article, plan_page
from rupadata.render import render_html
from tests.golden.golden_books import city_book

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system"),
]
REGION_TABLE = "figure:has(input)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    book = city_book()
    page, keys = book.pages[0]
    path = tmp_path_factory.mktemp("article") / "page.html"
    article = compose_article(plan_page(book, page, keys), book, date="2026-11-22")
    path.write_text(render_html(article), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on(
        "request", lambda request: page.said.append(request.url) if request.url.startswith("http") else None
    )
    page.goto(address)
    yield page
    assert page.said == []
    page.close()


@pytest.mark.parametrize("width", [360, 390, 700, 1000, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(tab: Any, width: int, scheme: str) -> None:
    import axe_playwright_python

    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    tab.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)")
    assert [(one["id"], one["nodes"][0]["html"][:300]) for one in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_each_figure_shows_one_picture_at_any_width(tab: Any) -> None:
    for width in (360, 639, 640, 819, 820, 1139, 1140, 1600):
        tab.set_viewport_size({"width": width, "height": 900})
        shown = tab.eval_on_selector_all(
            "figure",
            "all => all.map(f => [...f.querySelectorAll('svg')].filter(s => s.clientWidth).length)",
        )
        assert set(shown) == {1}, width
    tab.set_viewport_size({"width": 690, "height": 900})  # What an A4 sheet has between its margins.
    tab.emulate_media(media="print")
    sizes = tab.eval_on_selector_all(
        "figure",
        "all => all.map(f => [...f.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width)"
        ".map(s => [f.className, s.getBoundingClientRect().width / s.viewBox.baseVal.width]))",
    )
    tab.emulate_media(media="screen")
    assert {len(one) for one in sizes} == {1}
    assert max(scale for ((_, scale),) in sizes) < 1.2, "no picture for a phone is blown up on paper"


def test_a_mark_tells_its_figure_to_the_pointer_and_to_the_keys(tab: Any) -> None:
    marks = tab.locator(f"{REGION_TABLE} svg:visible .mark")
    marks.first.hover()
    told = tab.locator(".tip").inner_text()
    assert told == marks.first.get_attribute("aria-label")
    first = tab.locator(f"{REGION_TABLE} svg:visible .mark[tabindex='0']").first
    first.focus()
    before = tab.locator(".tip").inner_text()
    tab.keyboard.press("ArrowRight")
    after = tab.locator(".tip").inner_text()
    assert before != after
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == after
    tab.keyboard.press("Escape")
    assert tab.locator(".tip").is_hidden()


def test_a_search_leaves_the_rows_and_marks_that_are_meant(tab: Any) -> None:
    figure = tab.locator(REGION_TABLE).first
    figure.locator("summary").click()
    rows = figure.locator("tbody tr")
    count = rows.count()
    name = rows.nth(1).locator("th").inner_text()
    figure.locator("input").fill(name.upper())
    left = [rows.nth(i).locator("th").inner_text() for i in range(count) if rows.nth(i).is_visible()]
    assert name in left
    assert all(name.casefold() in one.casefold() for one in left)
    assert figure.locator(".dim").count() > 0
    figure.locator("input").fill("")
    assert figure.locator(".dim").count() == 0


def test_data_and_picture_are_downloaded(tab: Any) -> None:
    figure = tab.locator("figure:has(table)").first
    figure.locator("summary").click()
    with tab.expect_download() as waiting:
        figure.locator("button[data-get=csv]").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    rows = figure.locator("tbody tr")
    assert len(lines) == rows.count() + 1
    assert lines[1].split(",")[1] == rows.first.locator("data").first.get_attribute("value")
    with tab.expect_download() as waiting:
        figure.locator("button[data-get=svg]").click()
    picture = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert "var(--" not in picture
    texts = etree.fromstring(picture.encode()).findall(".//{http://www.w3.org/2000/svg}text")
    assert texts
    for text in texts:
        told = dict(part.strip().split(": ", 1) for part in text.get("style").strip("; ").split("; "))
        assert told["fill"].startswith(("#", "rgb"))
        assert told["font-size"].endswith("px")
        assert "Source Sans Pro" in told["font-family"] or "Manrope" in told["font-family"]
        assert not text.get("class")
        assert float(text.get("textLength")) > 0


def test_inside_another_page_it_says_how_high_it_is(browser: Any, address: str) -> None:
    holder = Path(url2pathname(urlsplit(address).path)).with_name("outer.html")
    holder.write_text(
        "<script>heights = []; addEventListener('message', (event) => heights.push(event.data))</script>"
        f"<iframe src='{address}?embed=1' width=400></iframe>",
        encoding="utf-8",
    )
    outer = browser.new_page()
    outer.goto(holder.as_uri())
    outer.wait_for_function("heights.length > 0")
    told = outer.evaluate("heights.at(-1)")
    assert told["type"] == "rupadata:height"
    assert told["height"] > 500
    outer.close()


def test_without_its_script_all_of_it_can_be_read(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("h1").is_visible()
    assert page.locator("svg:visible").count() == page.locator("figure").count()
    assert page.locator("table").count() > 0
    assert page.locator("button:visible, input:visible").count() == 0
    context.close()
