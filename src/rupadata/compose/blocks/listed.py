"""The chart per region of many: the form that shows all of them where it has room, else ranked bars."""

from __future__ import annotations

from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.blocks.base import Block, Heading, without_heading
from rupadata.compose.blocks.index_list import IndexList
from rupadata.compose.blocks.nested import Nested
from rupadata.compose.blocks.pair import named
from rupadata.compose.blocks.roster import Roster
from rupadata.compose.blocks.spread import Spread
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.scene.nodes import Group

BAR_ROW = 32.0
"""How high a row of plain bars is, which the list stands in for."""
NEARLY = 1.12
"""How much more height than the shortest bars a list may need to stand in their place everywhere."""
HIDDEN = 2.0
"""What a list of regions loses by hiding most of them: places look for their own name first."""
_MUCH = 1.2
_MOST_OF_PAGE = 0.62
"""Which part of a page's height a list takes at most."""


class Listed(Struct, frozen=True):
    """All regions, by name or by what they belong to, where there is room for them, else ranked bars."""

    bars: Block
    roster: Roster | Nested | IndexList

    @property
    def kind(self) -> str:
        """Return what both show."""
        return self.roster.kind

    @property
    def name(self) -> str:
        """Return the name of both."""
        return self.roster.name

    def named(self, name: str) -> Listed:
        """Return both under another name."""
        return replace(self, bars=named(self.bars, name), roster=replace(self.roster, name=name))

    def without_heading(self) -> tuple[Listed, Heading]:
        """Return both forms without their heading, and that heading."""
        bars, heading = without_heading(self.bars)
        roster, _ = without_heading(self.roster)
        return replace(self, bars=bars, roster=cast(Roster | Nested | IndexList, roster)), heading

    @property
    def label(self) -> str:
        """Return the label of both."""
        return self.roster.label

    @property
    def alt(self) -> str:
        """Return the alternative text of both."""
        return self.roster.alt

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return from the least height of the bars to the whole list; a narrow place loses by it."""
        bars, roster = self.bars.fit(width, look), self.roster.fit(width, look)
        if bars is None or roster is None:
            return bars._replace(lost=HIDDEN) if bars is not None else roster
        if roster.least > _MOST_OF_PAGE * look.size.height:
            return bars._replace(lost=HIDDEN)
        if roster.least <= NEARLY * bars.least:
            return roster
        bonus = -1.6 if roster.least > _MUCH * (bars.whole or bars.most) else bars.bonus
        return Fit(
            bars.least, max(bars.ideal, roster.least), max(bars.most, roster.most), 1.2, roster.least, bonus,
            HIDDEN, self.roster.many * BAR_ROW * look.u,
        )  # fmt: skip

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the list where the box holds it, else the bars."""
        roster = self.roster.fit(box.width, look)
        whole = roster is not None and roster.least <= box.height + 0.5
        return (self.roster if whole else self.bars).draw(box, look)


def shows_spread(block: Block) -> bool:
    """Tell whether a chart per region has dots of all, beside which one more row of them says nothing."""
    return isinstance(block, Spread) or (isinstance(block, Listed) and shows_spread(block.bars))
