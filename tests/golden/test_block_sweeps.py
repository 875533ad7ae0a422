"""Blocks of tables in which one thing grows: where another form is drawn, or none, changes only on purpose.

`forms.txt` keeps a line a step with what each block asks for at three widths and a digest of what it draws;
`widths.txt` what golden blocks ask for on widths from narrow to wide, each limit among them.
`pytest tests/golden --update-golden` keeps both anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from rupadata.compose.blocks.base import Block
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look, make_look
from rupadata.compose.sizes import parse_size
from rupadata.scene.nodes import Text
from rupadata.scene.scene import walk
from tests.golden.golden_block_sweeps import BLOCK_SWEEPS
from tests.golden.golden_blocks import CASES
from tests.golden.kept_parts import look_at
from tests.golden.test_block_places import WORDS, blocks_of

FORMS, FITS = Path(__file__).parent / "forms.txt", Path(__file__).parent / "widths.txt"
WIDTHS = (420, 760, 1200)
FINE = (*range(180, 960, 20), 1000, 1100, 1250, 1400)
"""In units of the type scale: the limits of blocks are multiples of twenty."""


@cache
def look_of(theme: str) -> Look:
    return make_look(parse_size("portrait"), theme, 200.0, "id")


def digest(drawn: object) -> str:
    # The numbers of a drawing in tenths: no computer's last digit is to matter.
    shape = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", repr(drawn))
    return hashlib.sha256(shape.encode()).hexdigest()[:6]


def asked(fit: Fit | None) -> str:
    return "none" if fit is None else " ".join(f"{part:.0f}" for part in fit[:3])


def drawn(block: Block, look: Look) -> Iterator[str]:
    """Yield what a block asks for at each width, and how it is drawn as high as it would like to be."""
    for width in WIDTHS:
        fit = block.fit(width * look.u, look)
        if fit is None:
            yield f"{width} none"
            continue
        shown = block.draw(Box(40.0, 60.0, width * look.u, max(fit.ideal, fit.whole)), look)
        count = sum(isinstance(node, Text) for node in walk((shown,)))
        yield f"{width} {asked(fit)}: {count} texts {digest(shown)}"


def look(name: str, *, update: bool) -> None:
    lines = []
    for place, (step, blocks) in enumerate(BLOCK_SWEEPS[name].blocks()):
        style = look_of(("default", "vivid", "high-contrast")[place % 3])
        shown = [f"{block.kind} {', '.join(drawn(block, style))}" for block in blocks]
        lines.append(f"{step:g}: {'; '.join(shown) or 'no block'}")
    look_at(FORMS, name, lines, update=update)


def of_kinds(*kinds: str) -> list[str]:
    return [name for name, sweep in BLOCK_SWEEPS.items() if sweep.block.kind in kinds]


OVER_TIME, OF_REGIONS, AS_MAPS = ("years",), ("regions", "strip", "change"), ("map",)
IN_TABLES = ("small-multiples", "heat-table", "table")
OTHERS = sorted(
    {sweep.block.kind for sweep in BLOCK_SWEEPS.values()} - {*OVER_TIME, *OF_REGIONS, *AS_MAPS, *IN_TABLES}
)


@pytest.mark.parametrize("name", of_kinds(*OVER_TIME))
def test_years_take_the_form_that_suits_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", of_kinds(*OF_REGIONS))
def test_regions_take_the_form_that_suits_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", of_kinds(*AS_MAPS))
def test_maps_take_the_form_that_suits_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", of_kinds(*IN_TABLES))
def test_tables_take_the_form_that_suits_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", of_kinds(*OTHERS))
def test_other_blocks_take_the_form_that_suits_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", CASES)
def test_blocks_ask_for_as_much_room_as_before_on_every_width(name, request):
    look, lines = look_of("default"), []
    for words in WORDS[:2]:
        for block in blocks_of(name, words):
            fits = [(width, asked(block.fit(width * look.u, look))) for width in FINE]
            runs = [(fit, [width for width, _ in run]) for fit, run in groupby(fits, key=lambda one: one[1])]
            said = ", ".join(f"{widths[0]}-{widths[-1]} {fit}" for fit, widths in runs)
            lines.append(f"{words.name}, {block.kind}: {said}")
    look_at(FITS, name, lines, update=request.config.getoption("--update-golden"))
