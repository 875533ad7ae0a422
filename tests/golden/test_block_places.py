"""Every kind of block in places from narrow to wide and from low to high, with short and with long words.

What a block asks for and how it is drawn there changes only on purpose: `places.txt` keeps a line a place,
`pytest tests/golden --update-golden` keeps it anew. Apart from that, a block keeps its word: in any place as
high as it asked for, all of it stands inside, and no two of its texts lie on each other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest
from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.blocks.base import Block
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look, make_look
from rupadata.compose.sizes import parse_size
from rupadata.model.subject import SubjectBook
from rupadata.scene.nodes import Group, Text
from rupadata.scene.scene import walk
from tests.golden.golden_blocks import CASES, BlockCase

KEPT = Path(__file__).parent / "places.txt"
WIDTHS = (250, 330, 430, 560, 700, 950, 1400)
"""From half a phone's column to a whole wide page, in units of the type scale."""
LONG = "raya dan sekitarnya di bagian timur laut"


class Words(Struct, frozen=True):
    """How the names and figures of a case's book are changed before it is drawn."""

    name: str
    size: str
    lang: str = "id"
    longer: bool = False
    larger: float = 1.0


WORDS = (
    Words("as they are", "portrait"),
    Words("long names", "portrait", longer=True),
    Words("long figures", "a4", larger=1234.5),
    Words("in English", "story", lang="en"),
)


class Reworded(BlockCase, frozen=True):
    """A case whose book has other words."""

    words: Words = WORDS[0]

    def made(self) -> SubjectBook:
        book, words = self.book(), self.words
        frame = book.observations
        if words.longer:
            home = pl.col("region_code") == book.region_code
            frame = frame.with_columns(
                region=pl.when(home | (pl.col("region") == "")).then("region").otherwise(
                    pl.concat_str("region", pl.lit(f" {LONG}"))
                ),
                dimensions=pl.col("dimensions").str.replace_all(r'"\}$', f' {LONG}"}}'),
            )  # fmt: skip
        if words.larger != 1.0 and book.indicators[0].measure.startswith("count"):
            frame = frame.with_columns(value=(pl.col("value") * words.larger).round(0))
        return replace(book, observations=frame)


def blocks_of(name: str, words: Words) -> list[Block]:
    """Return the blocks that a golden case shows with other words."""
    case = CASES[name]
    content = replace(case, book=Reworded(case.book, case.block, words=words).made).content(words.lang)
    return [item.block for item in (*([content.hero] if content.hero else []), *content.items)]


@cache
def looked_at(words: Words) -> Look:
    return make_look(parse_size(words.size), "default", 200.0, words.lang)


def heights(fit: Fit) -> tuple[float, ...]:
    """Return the heights in which a block is drawn: the least, what shows all of it, and the most."""
    return tuple(dict.fromkeys((fit.least, max(fit.least, fit.whole), fit.most)))


class Place(Struct, frozen=True):
    """A block in one place."""

    block: Block
    width: float
    fit: Fit
    box: Box
    drawn: Group


def places(name: str, words: Words) -> Iterator[Place | tuple[Block, float]]:
    """Yield a case's blocks as they stand in each place; without more where one cannot stand so narrow."""
    look = looked_at(words)
    for block in blocks_of(name, words):
        for width in WIDTHS:
            fit = block.fit(width * look.u, look)
            if fit is None:
                yield block, width
                continue
            for height in heights(fit):
                box = Box(40.0, 60.0, width * look.u, height)
                yield Place(block, width, fit, box, block.draw(box, look))


def line_of(place: Place | tuple[Block, float]) -> str:
    """Return a place in words: what the block asks for, and a digest of what it draws."""
    if not isinstance(place, Place):
        return f"{place[0].kind} {place[1]}: no room"
    asked = " ".join(f"{part:.1f}" for part in place.fit)
    count = sum(isinstance(node, Text) for node in walk((place.drawn,)))
    # The numbers of a drawing in tenths: no computer's last digit is to matter.
    shape = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", repr(place.drawn))
    digest = hashlib.sha256(shape.encode()).hexdigest()[:8]
    return f"{place.block.kind} {place.width}: {asked} | {place.box.height:.1f}: {count} texts {digest}"


def kept() -> dict[str, str]:
    text = KEPT.read_text(encoding="utf-8") if KEPT.exists() else ""
    parts = (part.partition("\n") for part in f"\n{text}".split("\n# ")[1:])
    return {title: body.strip("\n") for title, _, body in parts}


GROUPS = [(name, words) for name in CASES for words in WORDS]


def look_at(groups: Sequence[tuple[str, Words]], *, update: bool) -> None:
    known = kept()
    found = {f"{name}, {words.name}": "\n".join(map(line_of, places(name, words))) for name, words in groups}
    if update:
        whole = {f"{name}, {words.name}" for name, words in GROUPS}
        known = {title: body for title, body in (known | found).items() if title in whole}
        KEPT.write_text("".join(f"# {title}\n{known[title]}\n" for title in sorted(known)), "utf-8")
    assert found == {title: known.get(title) for title in found}


def of_words(words: Words) -> list[list[tuple[str, Words]]]:
    names = list(CASES)
    return [[(name, words) for name in names[start : start + 6]] for start in range(0, len(names), 6)]


@pytest.mark.parametrize("groups", of_words(WORDS[0]), ids=lambda groups: groups[0][0])
def test_blocks_stand_in_their_places_as_before(groups, request):
    look_at(groups, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("groups", of_words(WORDS[1]), ids=lambda groups: groups[0][0])
def test_blocks_with_long_names_stand_in_their_places_as_before(groups, request):
    look_at(groups, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("groups", of_words(WORDS[2]), ids=lambda groups: groups[0][0])
def test_blocks_with_long_figures_stand_in_their_places_as_before(groups, request):
    look_at(groups, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("groups", of_words(WORDS[3]), ids=lambda groups: groups[0][0])
def test_blocks_in_english_stand_in_their_places_as_before(groups, request):
    look_at(groups, update=request.config.getoption("--update-golden"))


def edges(text: Text) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the ink of a text."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.style.anchor] * text.width
    return text.x - shift, text.y - 0.7 * text.style.size, text.x - shift + text.width, text.y


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.name)
@pytest.mark.parametrize("name", CASES)
def test_a_block_keeps_inside_the_place_it_asked_for(name, words):
    for place in places(name, words):
        if not isinstance(place, Place):
            continue
        box, texts = place.box, [node for node in walk((place.drawn,)) if isinstance(node, Text)]
        where = f"{place.block.kind} {place.width}x{place.box.height:.0f}"
        for text in texts:
            left, top, right, bottom = edges(text)
            assert box.x - 2 <= left, f"{where}: {text.text!r}"
            assert right <= box.right + 2, f"{where}: {text.text!r}"
            assert box.y - 2 <= top, f"{where}: {text.text!r}"
            assert bottom <= box.bottom + 2, f"{where}: {text.text!r}"
        for one, other in combinations(texts, 2):
            a, b = edges(one), edges(other)
            apart = a[0] >= b[2] - 1.5 or b[0] >= a[2] - 1.5 or a[1] >= b[3] - 1.5 or b[1] >= a[3] - 1.5
            assert apart, f"{where}: {one.text!r} lies on {other.text!r}"
