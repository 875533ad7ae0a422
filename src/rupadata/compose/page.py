"""A page: head, hero, blocks, foot, set for one size, theme and language, as a finished scene."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rupadata.compose.architectures import Architecture
from rupadata.compose.blocks.place_map import PlaceMap
from rupadata.compose.boxes import Box
from rupadata.compose.foot import Foot, SetFoot, draw_foot, set_foot
from rupadata.compose.head import Head, SetHead, draw_band, draw_head, set_head
from rupadata.compose.layout import Arranged, Measured, WaitingBlock, arrange, draw_items
from rupadata.compose.look import Look
from rupadata.compose.open_books import OpenBooks
from rupadata.compose.pen import Pen
from rupadata.scene.nodes import Group, Node
from rupadata.scene.scene import Scene

LEAST_BESIDE = 1.25
"""From which width over height on a hero may stand at the right of all the rest."""
COLUMN = 0.47
"""How much of such a page head and blocks take, at its left."""
_LESS = (1.0, 0.88, 1.12, 0.76, 0.64, 1.3, 0.0)
"""The heights that a hero is tried in, as shares of what its architecture wants; last the least it needs."""
_CUT = 1.2
"""What it costs that a hero does not show all of its content."""
_DISTANCE = 7.0
"""What it costs that a hero is as high as the page more or less than its architecture wants."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything a page says in one language, its place not yet known."""

    head: Head
    hero: WaitingBlock | None
    items: tuple[WaitingBlock, ...]
    foot: Foot
    lang: str
    hue: float
    title: str
    description: str
    architecture: Architecture
    metadata: tuple[tuple[str, str], ...] = ()
    joined: tuple[WaitingBlock, int] | None = None
    """The hero with a chart of the page inside it, and which of the items that is."""

    def with_chart_inside(self) -> PageContent | None:
        """Return the content with that chart inside the hero; None where it has none."""
        if self.joined is None:
            return None
        hero, inside = self.joined
        items = tuple(item for index, item in enumerate(self.items) if index != inside)
        return replace(self, hero=hero, items=items, joined=None)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the parts of a page stand: bands from edge to edge, hero, the blocks under it, the foot."""

    head: SetHead
    left: float
    right: float
    bands: tuple[tuple[str, Box], ...]
    hero: Box | None
    blocks: Arranged
    foot: SetFoot
    foot_box: Box


def _place(content: PageContent, look: Look) -> tuple[PageContent, Placed]:
    """Return what is set and how: a chart inside the hero where it has room for it, else under it."""
    inside = content.with_chart_inside()
    wide = look.size.width / look.size.height >= LEAST_BESIDE
    if inside is not None and not (wide and content.architecture.beside):
        found = _stacked(inside, look, wide=wide)
        owed = sum(1 for item in inside.items if item.keep == 2)
        if found is not None and found.hero is not None and _owed_shown(inside.items, found) == owed:
            hero = inside.hero
            assert hero is not None
            if isinstance(hero.block, PlaceMap) and hero.block.takes_inset(found.hero, look):
                return inside, found
    return content, _place_apart(content, look)


def _place_apart(content: PageContent, look: Look) -> Placed:
    """Return the best setting; where the hero leaves no room for what a page owes, it joins the others."""
    wide = look.size.width / look.size.height >= LEAST_BESIDE
    if content.hero is not None:
        beside = wide and content.architecture.beside
        found = _beside(content, look) if beside else None
        found = found or _stacked(content, look, wide=wide)
        owed = sum(1 for item in content.items if item.keep == 2)
        if found is not None and _owed_shown(content.items, found) == owed:
            return found
    return _without_hero(content, look)


def _owed_shown(items: tuple[WaitingBlock, ...], placed: Placed) -> int:
    """Return how many of the blocks that the procedure wants on the page stand on it."""
    return sum(1 for index, _ in placed.blocks.places if items[index].keep == 2)


def _stacked(content: PageContent, look: Look, *, wide: bool) -> Placed | None:
    """Set head, hero and blocks under each other; the hero as high as serves the whole page."""
    size, arch = look.size, content.architecture
    margin = size.margin
    width = size.width - 2 * margin
    assert content.hero is not None
    ground, floor = look.on(arch.head), look.on(arch.hero, bare=True)
    head = set_head(content.head, width, ground, arch.headline)
    foot = set_foot(content.foot, width, look)
    bottom = size.height - 0.6 * margin - foot.height
    joined = _same(look, arch.head, arch.hero)
    framed = not _same(look, arch.hero, "paper")
    bleeding = getattr(content.hero.block, "bleeds", False)
    above = (0.0 if bleeding else (6.0 if joined else 30.0)) * look.u
    below = (0.0 if bleeding else 34.0 if framed else 0.0) * look.u
    top = head.height + above
    hero_width = size.width if bleeding else width
    fit = content.hero.block.fit(hero_width, floor)
    if fit is None:
        return None
    wanted = (arch.wide_share if wide else arch.share) * size.height - above - below
    most = max(fit.most * 1.08, fit.least)
    measured = Measured(content.items, look)
    tried: dict[float, Arranged] = {}
    for height in (*(round(min(max(wanted * part, fit.least), most), 1) for part in _LESS), fit.whole):
        y = top + height + below + look.gap * 0.9
        room = bottom - look.gap * 0.8 - y
        if height in tried or room < 0 or height < fit.least:
            continue
        tried[height] = arrange(measured, Box(margin, y, width, room))
    if not tried:
        return None
    if not content.items:
        height = max(tried)
        tried = {height: tried[height]}

    def worth(height: float) -> tuple[float, float]:
        found = tried[height]
        away = abs(height - wanted) / size.height
        cut = height + 0.5 < fit.whole
        return found.kept, found.score - _DISTANCE * away - (_CUT if cut else 0.0)

    height = max(tried, key=worth)
    if not tried[height].places:
        # Nothing stands under the hero: it takes the page down to the foot.
        height = max(height, bottom - look.gap * 0.8 - below - top)
        tried[height] = Arranged((), 0, 0.0)
    x = 0.0 if bleeding else margin
    bands = _bands(look, arch, head.height, top + height + below)
    hero = Box(x, top, hero_width, height)
    foot_box = Box(margin, bottom, width, foot.height)
    return Placed(head, margin, size.width - margin, bands, hero, tried[height], foot, foot_box)


def _bands(look: Look, arch: Architecture, head: float, hero: float) -> tuple[tuple[str, Box], ...]:
    """Return the grounds from edge to edge: one for head and hero where theirs is the same, else two."""
    width = look.size.width
    if _same(look, arch.head, arch.hero):
        found = [(arch.head, Box(0, 0, width, hero))]
    else:
        found = [(arch.head, Box(0, 0, width, head)), (arch.hero, Box(0, head, width, hero - head))]
    return tuple(one for one in found if not _same(look, one[0], "paper"))


def _same(look: Look, one: str, other: str) -> bool:
    return look.theme.grounds.of(one) == look.theme.grounds.of(other)


def _beside(content: PageContent, look: Look) -> Placed | None:
    """Set the hero at the right from top to bottom, head, blocks and foot in a column at its left."""
    size, arch = look.size, content.architecture
    margin = size.margin
    width = COLUMN * size.width - margin
    assert content.hero is not None
    head = set_head(content.head, width, look, arch.headline * 0.9)
    foot = set_foot(content.foot, width, look)
    bottom = size.height - 0.6 * margin - foot.height
    left = COLUMN * size.width + look.gutter
    bleeding = getattr(content.hero.block, "bleeds", False)
    pad = 0.0 if bleeding else margin * 0.8
    top = head.band if bleeding else head.band + pad
    hero = Box(left + pad, top, size.width - left - 2 * pad, size.height - top - pad)
    ground = _side_ground(look, arch)
    fit = content.hero.block.fit(hero.width, look.on(ground, bare=True))
    if fit is None or fit.least > hero.height or fit.most < 0.6 * hero.height:
        return None
    y = head.height + look.gap * 0.4
    blocks = arrange(Measured(content.items, look), Box(margin, y, width, bottom - look.gap * 0.6 - y))
    if blocks.kept < sum(1 for item in content.items if item.keep):
        return None
    band = (ground, Box(left, 0, size.width - left, size.height))
    bands = (band,) if not _same(look, ground, "paper") else ()
    foot_box = Box(margin, bottom, width, foot.height)
    return Placed(head, margin, margin + width, bands, hero, blocks, foot, foot_box)


def _side_ground(look: Look, arch: Architecture) -> str:
    """Return the ground of a hero that stands at the right: its own, a tint where that is the page's."""
    return "tint" if _same(look, arch.hero, "paper") else arch.hero


def _without_hero(content: PageContent, look: Look) -> Placed:
    """Set all blocks under the head, the hero the first of them."""
    size, arch = look.size, content.architecture
    margin = size.margin
    width = size.width - 2 * margin
    head = set_head(content.head, width, look.on(arch.head), arch.headline)
    foot = set_foot(content.foot, width, look)
    bottom = size.height - 0.6 * margin - foot.height
    framed = not _same(look, arch.head, "paper")
    y = head.height + look.gap * (0.8 if framed else 0.2)
    box = Box(margin, y, width, bottom - look.gap * 0.8 - y)
    blocks = arrange(Measured(_all_items(content), look), box)
    bands = ((arch.head, Box(0, 0, size.width, head.height)),) if framed else ()
    return Placed(head, margin, size.width - margin, bands, None, blocks, foot,
                  Box(margin, bottom, width, foot.height))  # fmt: skip


def _all_items(content: PageContent) -> tuple[WaitingBlock, ...]:
    return content.items if content.hero is None else (content.hero, *content.items)


def set_page(content: PageContent, look: Look, opened: OpenBooks) -> Scene:
    """Return the scene of a page's content in one look."""
    size = look.size
    shown, placed = opened.recall("places", (content, look), "", lambda: _place(content, look))
    return Scene(
        width=size.width,
        height=size.height,
        background=look.palette.paper,
        title=content.title,
        description=content.description,
        lang=content.lang,
        nodes=tuple(_nodes(shown, placed, look)),
        width_mm=size.width_mm,
        height_mm=size.height_mm,
        metadata=content.metadata,
    )


def _nodes(content: PageContent, placed: Placed, look: Look) -> Iterator[Node]:
    arch = content.architecture
    yield _draw_grounds(placed, look)
    beside = placed.hero is not None and placed.hero.x > 0.3 * look.size.width
    head_look = look if beside else look.on(arch.head)
    if placed.head.band:
        yield draw_band(placed.head, look)
    if placed.hero is None:
        yield from draw_head(placed.head, placed.left, placed.right, head_look)
        yield from draw_items(_all_items(content), placed.blocks.places, look)
    else:
        assert content.hero is not None
        yield from draw_head(placed.head, placed.left, placed.right, head_look)
        floor = look.on(_side_ground(look, arch) if beside else arch.hero, bare=True)
        yield content.hero.block.draw(placed.hero, floor)
        yield from draw_items(content.items, placed.blocks.places, look)
    yield draw_foot(placed.foot, placed.foot_box, look)


def _draw_grounds(placed: Placed, look: Look) -> Group:
    pen = Pen("ground", look)
    for wanted, box in placed.bands:
        pen.rect("band", "background", box.x, box.y, box.width, box.height, look.on(wanted).palette.paper)
    return pen.group("ornament")
