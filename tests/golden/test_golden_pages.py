"""Golden pages: a scene changes only on purpose, by `pytest tests/golden --update-golden`, after a look.

A change writes `golden-report/index.html` with the pages before and after, side by side.
"""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from msgspec.structs import replace

from rupadata.checks import check_scene
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks import BLOCKS
from rupadata.render import render_svg
from rupadata.scene.nodes import Group
from rupadata.scene.scene import Scene, walk
from rupadata.scene.serialise import scene_from_json, scene_to_json
from tests.golden.golden_blocks import CASES as BLOCK_CASES
from tests.golden.golden_books import city_book, growth_book

HERE = Path(__file__).parent
CASES = {
    "city-portrait": (city_book, {"size": "portrait"}),
    "city-square-vivid": (city_book, {"size": "square", "theme": "vivid"}),
    "city-story-en": (city_book, {"size": "story", "lang": "en"}),
    "city-slide-high-contrast": (city_book, {"size": "slide", "theme": "high-contrast"}),
    "city-a4-formal": (city_book, {"size": "a4", "theme": "formal"}),
    "city-a3": (city_book, {"size": "a3"}),
    "city-book": (city_book, {"size": "book"}),
    "growth-portrait": (growth_book, {"size": "portrait"}),
    "growth-story": (growth_book, {"size": "story"}),
}
_TITLES = "<h1>Golden pages that changed</h1><p>Before at the left, after at the right.</p>"


def draw_case(name: str) -> Scene:
    make, options = CASES[name]
    book = make()
    page, keys = book.pages[0]
    return compose_page(plan_page(book, page, keys), book, date="2026-11-22", **options)


@pytest.fixture(scope="module")
def report():
    """Collect the changed pages and write them side by side at the end."""
    changed: list[tuple[str, str, str]] = []
    yield changed
    if changed:
        folder = HERE.parents[1] / "golden-report"
        folder.mkdir(exist_ok=True)
        rows = "".join(
            f"<h2>{html.escape(name)}</h2><div style='display:flex;gap:2em'>"
            f"<div style='width:48%'>{before}</div><div style='width:48%'>{after}</div></div>"
            for name, before, after in changed
        )
        style = "<meta charset='utf-8'><style>svg{width:100%;height:auto;border:1px solid #ccc}</style>"
        (folder / "index.html").write_text(style + _TITLES + rows, encoding="utf-8")


def compare(name: str, scene: Scene, report, *, update: bool) -> None:
    """Fail where a scene differs from the one that is kept under a name; keep it where that is asked."""
    path = HERE / "pages" / f"{name}.json"
    written = scene_to_json(scene, indent=1) + "\n"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before == written:
        return
    old = render_svg(scene_from_json(before)) if before else "<p>(new)</p>"
    report.append((name, old, render_svg(scene)))
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8")
        return
    pytest.fail(f"{name} is drawn differently; look at golden-report/index.html, then --update-golden")


@pytest.mark.parametrize("name", CASES)
def test_page_is_drawn_as_before(name, report, request):
    compare(name, draw_case(name), report, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", BLOCK_CASES)
def test_block_is_drawn_as_before(name, report, request):
    scene = BLOCK_CASES[name].draw()
    drawn = [node for node in walk(scene.nodes) if isinstance(node, Group) and node.block]
    assert drawn
    update = request.config.getoption("--update-golden")
    compare(f"block-{name}", replace(scene, nodes=tuple(drawn)), report, update=update)


def test_every_kind_of_block_has_a_golden_case():
    assert {case.block.kind for case in BLOCK_CASES.values()} == set(BLOCKS)


@pytest.mark.parametrize("name", BLOCK_CASES)
def test_golden_block_has_no_fault_of_its_own(name):
    faults = [p for p in check_scene(BLOCK_CASES[name].draw()) if p.severity == "error"]
    assert {fault.code for fault in faults} <= {"sop-element-missing"}


@pytest.mark.parametrize("name", CASES)
def test_golden_page_has_no_fault(name):
    faults = [p for p in check_scene(draw_case(name)) if p.severity == "error"]
    assert not faults
