"""The index of a site in a real browser: searched and narrowed, by light and dark, on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rupadata.build import build_pages
from rupadata.office import load_office
from rupadata.request import BuildRequest
from rupadata.site import make_site

CITY = Path(__file__).parents[2] / "examples" / "kota-contoh"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("site")
    request = BuildRequest(formats=("html", "svg"))
    tables = [CITY / "kesehatan.xlsx", CITY / "pendidikan.xlsx"]
    build_pages(tables, folder / "build", request, office=load_office(CITY))
    make_site(folder / "build", folder / "site")
    return (folder / "site" / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_every_picture_is_shown(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    import axe_playwright_python

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)")
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.eval_on_selector_all("img", "all => all.forEach((one) => (one.loading = 'eager'))")
    page.wait_for_timeout(800)
    assert page.evaluate("[...document.images].filter((one) => !one.naturalWidth).length") == 0
    assert said == []
    page.close()


def test_pages_are_searched_and_narrowed_and_the_address_remembers(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    cards = page.locator("li")
    whole = cards.count()
    page.get_by_label("Substansi").select_option(label="Kesehatan")
    left = page.locator("li:visible").count()
    assert 0 < left < whole
    assert page.locator("#count").inner_text().startswith(str(left))
    page.reload()
    assert page.locator("li:visible").count() == left
    page.get_by_label("Cari judul").fill("tidak ada yang begini")
    assert page.locator("li:visible").count() == 0
    assert page.locator("#none").is_visible()
    page.close()


def test_a_card_leads_to_its_page(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    link = page.locator("li h2 a").first
    title = link.inner_text()
    link.click()
    assert page.locator("h1").inner_text() == title
    page.close()


def test_without_its_script_the_whole_list_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("li:visible").count() == page.locator("li").count() > 0
    assert page.locator("form:visible").count() == 0
    context.close()
