"""What pages are planned of tables in which one thing grows, and how they are set: changed only on purpose.

`plans.txt` keeps a line a step: the architecture, the hero and the blocks in words, then a digest of the page
in two sizes. `pytest tests/golden --update-golden` keeps it anew.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from rupadata.compose import compose_page, plan_page
from rupadata.office import Office, default_office
from rupadata.pagespec import BlockSpec, PageSpec
from rupadata.scene.scene import Scene
from tests.golden.golden_block_sweeps import BLOCK_SWEEPS, BlockSweep
from tests.golden.golden_blocks import outlined_office
from tests.golden.kept_parts import look_at

KEPT = Path(__file__).parent / "plans.txt"
SIZES = (("portrait", "a4"), ("square", "slide"), ("story", "a3"))
THEMES = ("default", "formal", "vivid", "night", "high-contrast")


def different() -> list[str]:
    """Return the names of sweeps whose tables no other sweep before them has."""
    names: dict[tuple[object, ...], str] = {}
    for name, sweep in BLOCK_SWEEPS.items():
        names.setdefault((sweep.rows, sweep.of, sweep.outlined), name)
    return list(names.values())


def words_of(block: BlockSpec | None) -> str:
    if block is None:
        return "none"
    said = [block.variant, block.dimension, block.period, *(f"{k}={v}" for k, v in block.options.items())]
    return f"{block.kind}{' keep' if block.keep else ''} {' '.join(filter(None, said))}".rstrip()


def digest(scene: Scene) -> str:
    shape = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", repr(scene.nodes))
    return hashlib.sha256(shape.encode()).hexdigest()[:6]


def line_of(sweep: BlockSweep, step: float, place: int, office: Office) -> str:
    book = sweep.book(step)
    page, keys = book.pages[0]
    spec: PageSpec = plan_page(book, page, keys, regions=office.regions, outlined=sweep.outlined)
    sizes, theme = SIZES[place % len(SIZES)], THEMES[place % len(THEMES)]
    lang = ("id", "en")[place % 2]
    set_ = [
        digest(compose_page(spec, book, office=office, size=size, theme=theme, lang=lang, date="2026-11-22"))
        for size in sizes
    ]
    blocks = "; ".join(map(words_of, spec.blocks))
    lacking = len(spec.missing_elements)
    planned = f"{spec.architecture} {spec.period} {spec.title.pattern}, hero {words_of(spec.hero)}"
    drawn = " ".join(map(" ".join, zip(sizes, set_, strict=True)))
    return f"{step:g}: {planned} | {blocks} | {lacking} missing | {theme} {drawn}"


def look(name: str, *, update: bool) -> None:
    sweep = BLOCK_SWEEPS[name]
    steps = list(enumerate(sweep.steps))
    if sweep.outlined:
        with outlined_office(sweep.home[0]) as office:
            lines = [line_of(sweep, step, place, office) for place, step in steps]
    else:
        lines = [line_of(sweep, step, place, default_office()) for place, step in steps]
    look_at(KEPT, name, lines, update=update)


NAMES = different()


@pytest.mark.parametrize("name", NAMES[0::4])
def test_pages_are_planned_and_set_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", NAMES[1::4])
def test_more_pages_are_planned_and_set_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", NAMES[2::4])
def test_still_more_pages_are_planned_and_set_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", NAMES[3::4])
def test_the_last_pages_are_planned_and_set_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))
