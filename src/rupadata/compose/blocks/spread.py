"""More regions than stand by name: how all of them spread, and under it the first and the last as bars."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.blocks.base import Block, Heading, without_heading
from rupadata.compose.blocks.pair import named
from rupadata.compose.blocks.strip import DotStrip, gather_strip
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import Source
from rupadata.compose.pen import NOTHING, Pen, joined, plain
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Group

BETWEEN = 26.0
"""The space between dots and bars, on the type scale."""
FEWER_ROWS, LEAST_ROW = 2, 32.0
"""How many rows the bars give up for the dots, which show the same regions, and how high each is."""
_GROWS = 60.0
"""By how much the dots may grow beyond their least."""


class Spread(Struct, frozen=True):
    """Dots of all regions over bars of some; the bars alone where both have no room."""

    heading: Heading
    dots: DotStrip
    bars: Block
    """The bars with a heading of their own."""

    @property
    def kind(self) -> str:
        """Return what both show."""
        return self.bars.kind

    @property
    def name(self) -> str:
        """Return the name of the bars."""
        return self.bars.name

    def named(self, name: str) -> Spread:
        """Return both under another name."""
        dots = replace(self.dots, name=f"{name}_spread")
        return replace(self, bars=named(self.bars, name), dots=dots)

    def without_heading(self) -> tuple[Spread, Heading]:
        """Return both without a heading, and that of the bars."""
        bars, heading = without_heading(self.bars)
        return replace(self, bars=bars, heading=Heading(NOTHING)), heading

    @property
    def label(self) -> str:
        """Return the label of the dots, which show every region."""
        return self.dots.label

    @property
    def alt(self) -> str:
        """Return the alternative text of the dots."""
        return self.dots.alt

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return from the least height of the bars to that of both."""
        bars, dots = self.bars.fit(width, look), self.dots.fit(width, look)
        if bars is None or dots is None:
            return bars
        over = self._over(dots, width, look)
        more = _GROWS * look.u
        return bars._replace(ideal=bars.ideal + over, most=bars.most + over + more)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw both, or the bars alone."""
        bars, dots = self.bars.fit(box.width, look), self.dots.fit(box.width, look)
        over = self._over(dots, box.width, look) if dots is not None else 0.0
        fewer = FEWER_ROWS * LEAST_ROW * look.u
        if bars is None or dots is None or bars.least - fewer + over > box.height + 0.5:
            return self.bars.draw(box, look)
        pen = Pen(f"{self.name}_head", look, self.kind)
        self.heading.draw(pen, box, look)
        head = self.heading.height(box.width, look)
        spare = max(0.0, box.height - bars.most - over)
        high = dots.least + min(spare, _GROWS * look.u)
        top = box.y + head
        bare, own = without_heading(self.bars)
        low = top + high + BETWEEN * look.u
        drawn = (
            pen.group("section"),
            self.dots.draw(Box(box.x, top, box.width, high), look),
            bare.draw(Box(box.x, low, box.width, box.bottom - low), look),
        )
        return Group(f"{self.name}_both", "section", drawn, label=own.title.text)

    def _over(self, dots: Fit, width: float, look: Look) -> float:
        """Return what the dots add to the height of bars with their heading."""
        bars = without_heading(self.bars)[1].height(width, look)
        return dots.least + BETWEEN * look.u + self.heading.height(width, look) - bars


def spread_over(bars: Block, block: BlockSpec, source: Source, noun: str, one: str) -> Block:
    """Return bars of regions under the dots of all of them; the bars where dots cannot be drawn."""
    dots = gather_strip(BlockSpec(kind="strip", indicator=block.indicator, period=block.period), source)
    if dots is None:
        return bars
    heading = without_heading(bars)[1]
    each = plain(source.say(f"satu titik satu {noun}", f"one dot is one {one}"))
    plainly = tuple(replace(spot, label=NOTHING) for spot in dots.spots)
    return Spread(
        replace(heading, note=joined((heading.note, each), ", ")),
        replace(dots, heading=Heading(NOTHING), spots=plainly),
        bars,
    )
