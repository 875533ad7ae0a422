"""The blocks of a page: a file each, and a line here."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from rupadata.compose.blocks.base import Block
from rupadata.compose.blocks.breakdown import gather_breakdown
from rupadata.compose.blocks.change import gather_change
from rupadata.compose.blocks.deviation import gather_deviation
from rupadata.compose.blocks.flows import gather_flows
from rupadata.compose.blocks.gap import gather_gap
from rupadata.compose.blocks.grouped import gather_grouped
from rupadata.compose.blocks.hero_pictures import gather_one_in, gather_waffle
from rupadata.compose.blocks.huge_number import gather_huge_number
from rupadata.compose.blocks.illustration import gather_illustration
from rupadata.compose.blocks.mapping import gather_map
from rupadata.compose.blocks.months import gather_months
from rupadata.compose.blocks.multiples import gather_heat, gather_multiples, gather_table
from rupadata.compose.blocks.number_choice import gather_numbers
from rupadata.compose.blocks.out_of import gather_out_of
from rupadata.compose.blocks.pictogram import gather_pictogram
from rupadata.compose.blocks.regions import gather_regions
from rupadata.compose.blocks.satisfaction import gather_satisfaction
from rupadata.compose.blocks.sentences import gather_findings
from rupadata.compose.blocks.stacked import gather_stacked
from rupadata.compose.blocks.standard import gather_standard
from rupadata.compose.blocks.strip import gather_strip
from rupadata.compose.blocks.then_now import gather_then_now
from rupadata.compose.blocks.years import gather_years
from rupadata.compose.page_data import Source
from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.pagespec import BlockSpec


class BlockKind(Struct, frozen=True):
    """How a kind of block gets its content, and how much it matters on a page."""

    gather: Callable[[BlockSpec, Source], Block | None]
    weight: float
    keep: bool = False
    pairs: bool = True
    share: float = 1.0


BLOCKS: dict[str, BlockKind] = {
    "numbers": BlockKind(gather_numbers, 1.6, share=0.8),
    "years": BlockKind(gather_years, 2.2, keep=True),
    "regions": BlockKind(gather_regions, 2.4, keep=True),
    "map": BlockKind(gather_map, 1.8, share=1.25),
    "breakdown": BlockKind(gather_breakdown, 1.5),
    "findings": BlockKind(gather_findings, 0.5),
    "one-in": BlockKind(gather_one_in, 2.0, pairs=False),
    "waffle": BlockKind(gather_waffle, 2.0, share=1.3),
    "then-now": BlockKind(gather_then_now, 1.8, share=1.3),
    "change": BlockKind(gather_change, 1.5),
    "out-of": BlockKind(gather_out_of, 1.4, share=1.2),
    "gap": BlockKind(gather_gap, 2.0, pairs=False),
    "flows": BlockKind(gather_flows, 1.9, pairs=False),
    "months": BlockKind(gather_months, 2.0, pairs=False),
    "grouped": BlockKind(gather_grouped, 1.2),
    "pictogram": BlockKind(gather_pictogram, 1.3),
    "standard": BlockKind(gather_standard, 1.6),
    "strip": BlockKind(gather_strip, 1.0, pairs=False),
    "stacked": BlockKind(gather_stacked, 1.2),
    "small-multiples": BlockKind(gather_multiples, 0.9),
    "heat-table": BlockKind(gather_heat, 0.8),
    "table": BlockKind(gather_table, 0.8),
    "deviation": BlockKind(gather_deviation, 2.0, pairs=False),
    "satisfaction": BlockKind(gather_satisfaction, 1.8),
    "huge-number": BlockKind(gather_huge_number, 1.8, share=1.2),
    "illustration": BlockKind(gather_illustration, 1.0, share=0.8),
}
"""Every kind of block by its name in the PageSpec."""


def get_kind(name: str) -> BlockKind:
    """Return a kind of block; an unknown one is a UsageError with the nearest name."""
    if name in BLOCKS:
        return BLOCKS[name]
    near = nearest_name(name, BLOCKS)
    raise UsageError(
        say(id=f'Blok "{name}" tidak dikenal.', en=f'The block "{name}" is unknown.'),
        code="block-unknown",
        hint=say(id=f'Maksudnya "{near}"?', en=f'Did you mean "{near}"?')
        if near
        else say(id=f"Yang ada: {', '.join(BLOCKS)}.", en=f"There are: {', '.join(BLOCKS)}."),
    )
