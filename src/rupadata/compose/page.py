"""A page: head, blocks, foot, set for one size, theme and language, as a finished scene."""

from __future__ import annotations

from dataclasses import dataclass

from rupadata.compose.boxes import Box
from rupadata.compose.foot import Foot, draw_foot, set_foot
from rupadata.compose.head import Head, draw_head, set_head
from rupadata.compose.layout import WaitingBlock, arrange, draw_items
from rupadata.compose.look import Look
from rupadata.compose.open_books import OpenBooks
from rupadata.scene.scene import Scene


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything a page says in one language, its place not yet known."""

    head: Head
    items: tuple[WaitingBlock, ...]
    foot: Foot
    lang: str
    hue: float
    title: str
    description: str
    metadata: tuple[tuple[str, str], ...] = ()


def set_page(content: PageContent, look: Look, opened: OpenBooks) -> Scene:
    """Return the scene of a page's content in one look."""
    size = look.size
    margin = size.margin
    width = size.width - 2 * margin
    head = set_head(content.head, width, look)
    foot = set_foot(content.foot, width, look)
    bottom = size.height - 0.6 * margin - foot.height
    body = Box(margin, head.height + look.gap, width, bottom - look.gap * 0.8 - head.height - look.gap)
    places = opened.recall("places", (content, look), body, lambda: arrange(content.items, body, look))
    nodes = (
        *draw_head(head, look),
        *draw_items(content.items, places, look),
        draw_foot(foot, Box(margin, bottom, width, foot.height), look),
    )
    return Scene(
        width=size.width,
        height=size.height,
        background=look.palette.paper,
        title=content.title,
        description=content.description,
        lang=content.lang,
        nodes=nodes,
        width_mm=size.width_mm,
        height_mm=size.height_mm,
        metadata=content.metadata,
    )
