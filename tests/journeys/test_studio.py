"""A designer at the studio in a real browser: by pointer, then by keys alone; the page answers at once."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from served import chromium
from test_workplace_pages import PASSWORD, office

__all__ = ["office"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system"),
]
ROOT = "document.getElementById('page').shadowRoot"
DRAWN = "(document.getElementById('page').dataset.drawn || '')"
PATIENCE = 60.0
STUDIO = "/perintah/{first}/infografis/{drawn}/rancangan/"


def until(page: Any, expression: str) -> None:
    """Wait until something is so; the content policy allows no other way of waiting."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never so: {expression}"
        time.sleep(0.02)


def shows(page: Any, words: str) -> str:
    return f"!!{ROOT} && {ROOT}.textContent.includes({words!r})"


def middle_of(page: Any, words: str, inside: str = "svg") -> list[float]:
    """Bring a text of the drawn page into view, `inside` an element; return where it stands on the screen."""
    return page.evaluate(
        f"([words, inside]) => {{ const all = [...{ROOT}.querySelectorAll('text')];"
        " const one = all.find((t) => t.textContent === words && t.closest(inside));"
        " one.scrollIntoView({ block: 'center' });"
        " const box = one.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }",
        [words, inside],
    )


@pytest.fixture(scope="module")
def sit_down(office: tuple[str, dict[str, str]]) -> Iterator[Callable[[int], Any]]:
    base, names = office
    with chromium() as browser:

        def begin(width: int = 1440) -> Any:
            page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.faults = []
            page.on("console", lambda one: page.faults.append(one.text) if one.type == "error" else None)
            page.on("pageerror", lambda error: page.faults.append(str(error)))
            page.goto(f"{base}/akun/login/")
            page.fill("#id_login", "perancang.contoh")
            page.fill("#id_password", PASSWORD)
            page.click("button.go")
            page.wait_for_url(f"{base}/")
            page.goto(base + STUDIO.format(**names))
            until(page, f"!!{ROOT} && !!{ROOT}.querySelector('text')")
            return page

        yield begin


def test_by_pointer_a_figure_tells_its_cell_takes_a_comment_and_all_is_undone(
    sit_down: Callable[[], Any],
) -> None:
    page = sit_down()
    before = page.evaluate(f"{ROOT}.textContent")
    page.click("#b-hero-years")  # A lead picture over the years holds comments.
    until(page, f"{DRAWN}.includes('n=1')")
    page.mouse.click(*middle_of(page, "11,3"))
    until(page, "document.getElementById('element').textContent.includes('2022')")
    assert "F19" in page.inner_text("#element")
    page.fill("#comment-text", "Kanal baru dibuka")
    page.click("form[data-comment] button")
    until(page, shows(page, "Kanal baru dibuka"))
    page.mouse.click(*middle_of(page, "Kanal baru dibuka"))
    until(page, "!!document.querySelector('[data-comment-at]')")
    x, y = middle_of(page, "Kanal baru dibuka")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 130, y - 5, steps=4)
    page.mouse.up()
    until(page, f"{DRAWN}.includes('n=3')")
    until(page, shows(page, "Kanal baru dibuka"))
    time.sleep(0.3)
    assert middle_of(page, "Kanal baru dibuka")[0] < x - 40
    page.click("#b-theme-night")
    until(page, "document.getElementById('page-now').dataset.number === '4'")
    order = "[...document.querySelectorAll('.block[data-id]')].map((one) => one.dataset.id).join()"
    first = page.evaluate(order).split(",")
    page.drag_and_drop(
        f".block[data-id='{first[1]}']",
        f".block[data-id='{first[0]}']",
        source_position={"x": 60, "y": 20},
        target_position={"x": 60, "y": 4},
    )
    until(page, "document.getElementById('page-now').dataset.number === '5'")
    assert page.evaluate(order).split(",")[:2] == [first[1], first[0]]
    page.reload()
    until(page, shows(page, "Kanal baru dibuka"))
    for number in range(6, 11):
        page.click("#b-undo")
        until(page, f"document.getElementById('page-now').dataset.number === '{number}'")
    assert page.is_disabled("#b-undo")
    until(page, f"{ROOT}.textContent === {before!r}")
    assert page.faults == []


def test_a_click_on_a_picture_that_is_being_replaced_means_what_comes_to_stand_there(
    sit_down: Callable[[], Any],
) -> None:
    page = sit_down()
    until(page, f"{DRAWN} !== ''")
    sizes = page.locator("[data-pick]").evaluate_all("(all) => all.map((one) => one.dataset.pick)")

    def pick(size: str) -> None:
        page.click(f"[data-pick='{size}']")

    def shown(size: str) -> str:
        return f"{DRAWN}.includes({size!r})"

    pick(sizes[1])
    until(page, shown(sizes[1]))
    foot = page.evaluate(f"[...{ROOT}.querySelectorAll('text[data-paragraph]')].pop().textContent")
    x, y = middle_of(page, foot)
    pick(sizes[0])
    until(page, shown(sizes[0]))
    page.route(f"**/{sizes[1]}.svg*", lambda route: (time.sleep(0.5), route.continue_()))
    pick(sizes[1])
    page.mouse.click(x, y)
    until(page, shown(sizes[1]))
    until(page, f"document.getElementById('page-said').textContent.includes({foot!r})")
    assert page.faults == []


@pytest.mark.full
def test_by_keys_alone_an_element_is_chosen_a_headline_written_a_block_moved_and_undone(
    sit_down: Callable[[], Any],
) -> None:
    page = sit_down()
    number = int(page.get_attribute("#page-now", "data-number"))
    page.focus("#page")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    until(page, "document.getElementById('page-said').textContent.length > 3")
    headline = page.evaluate("document.getElementById('page-now').dataset.title")
    for _ in range(12):
        if page.inner_text("#page-said").replace("\n", " ").startswith(headline[:12]):
            break
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    until(page, "!!document.querySelector('[data-focus=own-headline-text]')")
    until(page, "document.activeElement.dataset.focus === 'own-headline-text'")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'own-headline-text'")
    page.keyboard.type("Warga makin rajin mengadu")
    page.keyboard.press("Enter")
    until(page, shows(page, "Warga makin"))
    grip = page.locator("[data-grip]").nth(1)
    name = grip.get_attribute("data-grip")
    grip.focus()
    page.keyboard.press("Alt+ArrowUp")
    until(page, f"document.querySelector('.block[data-id]').dataset.id === {name!r}")
    assert page.evaluate("document.activeElement.dataset.grip") == name
    page.focus("#page")
    for step in (1, 2):
        page.keyboard.press("Control+z")
        until(page, f"document.getElementById('page-now').dataset.number === '{number + 2 + step}'")
    until(page, f"!({shows(page, 'Warga makin')})")
    assert page.faults == []


@pytest.mark.full
def test_two_at_once_see_both_pages(sit_down: Callable[[], Any]) -> None:
    one, other = sit_down(), sit_down()
    one.click("#b-theme-vivid")
    until(one, "document.getElementById('b-theme-vivid').getAttribute('aria-pressed') === 'true'")
    other.click("#b-theme-formal")
    other.wait_for_selector(".clash-n")
    hosts = "[...document.querySelectorAll('.clash-n .small-page')]"
    until(other, f"{hosts}.length === 2 && {hosts}.every((one) => one.shadowRoot)")
    other.click("text=Terapkan perubahan saya di atasnya")
    until(other, "document.getElementById('b-theme-formal').getAttribute('aria-pressed') === 'true'")
    assert all("409" in fault for fault in other.faults)
    for _ in range(2):
        other.click("#b-undo")
        other.wait_for_timeout(300)


@pytest.mark.full
def test_on_a_phone_nothing_is_wider_than_the_screen(sit_down: Callable[..., Any]) -> None:
    page = sit_down(390)
    page.mouse.click(*middle_of(page, "11,3", "[data-block=years]"))
    until(page, "document.getElementById('element').textContent.includes('2022')")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    assert page.faults == []
