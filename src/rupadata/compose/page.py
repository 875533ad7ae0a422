"""A page: head, hero, blocks, foot, set for one size, theme and language, as a finished scene."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.architectures import Architecture
from rupadata.compose.blocks.base import Block
from rupadata.compose.blocks.place_map import PlaceMap
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.foot import Foot, SetFoot, draw_foot, set_foot
from rupadata.compose.head import Head, SetHead, draw_band, draw_head, set_head
from rupadata.compose.layout import Arranged, WaitingBlock, draw_block, draw_items, measure_items
from rupadata.compose.look import Look
from rupadata.compose.open_books import OpenBooks
from rupadata.compose.pen import Pen
from rupadata.compose.sizes import PageSize
from rupadata.scene.nodes import Group, Node
from rupadata.scene.scene import Scene

LEAST_BESIDE = 1.25
"""From which width over height on a hero may stand at the right of all the rest."""
LEAST_SHEET_MM, LEAST_UPRIGHT = 170.0, 1.2
"""From which width and height over width on a printed page is one of a yearbook."""
COLUMN = 0.47
"""How much of such a page head and blocks take, at its left."""
_LESS = (1.0, 0.88, 1.12, 0.76, 0.64, 1.3, 0.0)
"""The heights that a hero is tried in, as shares of what its architecture wants; last the least it needs."""
_PROVED = 4
"""In how many of them, the best first, a full hero is tried whether it shows all that it promises."""
_CUT = 2.2
"""What it costs that a hero does not show all of its content."""
_FILLS = 1.7
"""How many times its height a hero that scales takes at most where all the rest leaves a page empty."""
_HIGHER, _LOWER = 7.0, 12.0
"""What it costs that a hero is as high as the page more, or less, than its architecture wants."""


class PageContent(Struct, frozen=True):
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
    fuller: tuple[tuple[WaitingBlock, frozenset[int]], ...] = ()
    """Heroes that show more, the fullest first, each with the items that then need not stand under it."""

    stand_in: WaitingBlock | None = None
    """The plainer hero of a page too narrow for its own, so that its chart over time is not lost."""

    yearbook: PageContent | None = None
    """The same page as paper has it: quiet grounds, the full list of regions, how to read it."""

    def fuller_ones(self) -> Iterator[PageContent]:
        """Yield the content with each of the heroes that show more in place of the plain one."""
        for hero, inside in self.fuller:
            items = tuple(item for index, item in enumerate(self.items) if index not in inside)
            yield replace(self, hero=hero, items=items, fuller=())


class Placed(Struct, frozen=True):
    """Where the parts of a page stand: bands from edge to edge, hero, the blocks under it, the foot."""

    head: SetHead
    left: float
    right: float
    bands: tuple[tuple[str, Box], ...]
    hero: Box | None
    blocks: Arranged
    foot: SetFoot
    foot_box: Box


def _place(content: PageContent, look: Look, opened: OpenBooks) -> tuple[PageContent, Placed]:
    """Return what is set and how: the fullest hero that stands, else the plain one and all under it."""
    for fuller in content.fuller_ones():
        found = _set(fuller, look, opened, full=True)
        if found is not None and _owed_shown(fuller.items, found) == _owed(fuller.items):
            return fuller, found
    return _place_apart(content, look, opened)


def _place_sheet(content: PageContent, look: Look, opened: OpenBooks) -> tuple[PageContent, Placed]:
    """Return a page as paper has it; as any other where its full list leaves no room for what it owes."""
    assert content.yearbook is not None
    shown, placed = _place(content.yearbook, look, opened)
    lacking = _owed(shown.items) - _owed_shown(shown.items, placed)
    if not lacking:
        return shown, placed
    plainly, found = _place(content, look, opened)
    return (
        (plainly, found)
        if _owed(plainly.items) - _owed_shown(plainly.items, found) < lacking
        else (shown, placed)
    )


def _set(content: PageContent, look: Look, opened: OpenBooks, *, full: bool = False) -> Placed | None:
    """Return a page with its hero at the right or above the rest; None where it has no room.

    A `full` hero must show in its place all that it promises.
    """
    wide = look.size.width / look.size.height >= LEAST_BESIDE
    found = _beside(content, look, opened) if wide and content.architecture.beside else None
    assert content.hero is not None
    if found is not None and found.hero is not None:
        floor = look.on(_side_ground(look, content.architecture), bare=True)
        if full and not _stands(content.hero.block, found.hero, floor):
            found = None
    return found or _stacked(content, look, opened, wide=wide, full=full)


def _stands(block: Block, box: Box, look: Look) -> bool:
    """Tell whether a fuller hero shows in a box what it promises; most do wherever they fit."""
    return not isinstance(block, PlaceMap) or block.stands(box, look)


def _owed(items: tuple[WaitingBlock, ...]) -> int:
    return sum(1 for item in items if item.keep == 2)


def _place_apart(content: PageContent, look: Look, opened: OpenBooks) -> tuple[PageContent, Placed]:
    """Return the best setting; where the hero leaves no room for what a page owes, it joins the others.

    A hero that stands in no height of the page gives way to its stand-in first.
    """
    if content.hero is not None:
        found = _set(content, look, opened)
        if found is not None and _owed_shown(content.items, found) == _owed(content.items):
            return content, found
        if found is None and content.stand_in is not None:
            return _place_apart(replace(content, hero=content.stand_in, stand_in=None), look, opened)
    return content, _without_hero(content, look, opened)


def _owed_shown(items: tuple[WaitingBlock, ...], placed: Placed) -> int:
    """Return how many of the blocks that the procedure wants on the page stand on it."""
    return sum(1 for index, _ in placed.blocks.places if items[index].keep == 2)


def _stacked(content: PageContent, look: Look, opened: OpenBooks, *, wide: bool, full: bool) -> Placed | None:
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
    share = arch.share if arch.firm else getattr(content.hero.block, "page_share", arch.share)
    share = arch.wide_share if wide else share
    wanted = share * size.height - above - below
    most = max(fit.most * 1.08, fit.least)
    measured = measure_items(content.items, look, opened)
    tried: dict[float, Arranged] = {}
    for height in (*(max(fit.least, round(min(wanted * part, most), 1)) for part in _LESS), fit.whole):
        y = top + height + below + look.gap * 0.9
        room = bottom - look.gap * 0.8 - y
        if height in tried or room < 0 or height < fit.least:
            continue
        tried[height] = measured.arrange(Box(margin, y, width, room))
    if not tried:
        return None
    if not content.items:
        height = max(tried)
        tried = {height: tried[height]}

    def worth(height: float) -> tuple[float, float]:
        found = tried[height]
        away = (height - wanted) / size.height
        cost = _HIGHER * away if away > 0 else -_LOWER * away
        if height + 0.5 < fit.whole:
            cost += _CUT + fit.lost * (1 - height / max(fit.named, fit.whole))
        return found.kept, found.score - cost

    x = 0.0 if bleeding else margin
    heights = sorted(tried, key=worth, reverse=True)
    if full:
        block = content.hero.block
        heights = [one for one in heights[:_PROVED] if _stands(block, Box(x, top, hero_width, one), floor)]
        if not heights:
            return None
    height = heights[0]
    if not tried[height].places:
        # Nothing stands under the hero: it takes the page down to the foot.
        height = max(height, bottom - look.gap * 0.8 - below - top)
        tried[height] = Arranged((), 0, 0.0)
    else:
        more = _growth(tried[height], bottom - look.gap * 0.8, height, fit)
        blocks = tried.pop(height)
        height += more
        tried[height] = _lower(blocks, more)
    bands = _bands(look, arch, head.height, top + height + below)
    hero = Box(x, top, hero_width, height)
    foot_box = Box(margin, bottom, width, foot.height)
    return Placed(head, margin, size.width - margin, bands, hero, tried[height], foot, foot_box)


def _growth(blocks: Arranged, bottom: float, height: float, fit: Fit) -> float:
    """Return by how much a hero grows into what the blocks under it leave empty, as far as it can fill it."""
    slack = bottom - max(box.bottom for _, box in blocks.places)
    most = max(fit.most * 1.08, height * (_FILLS if fit.stretch >= 1 else 1.0))
    return max(0.0, min(slack, most - height))


def _lower(blocks: Arranged, by: float) -> Arranged:
    return replace(blocks, places=tuple((index, box._replace(y=box.y + by)) for index, box in blocks.places))


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


def _beside(content: PageContent, look: Look, opened: OpenBooks) -> Placed | None:
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
    measured = measure_items(content.items, look, opened)
    blocks = measured.arrange(Box(margin, y, width, bottom - look.gap * 0.6 - y))
    if blocks.kept < sum(1 for item in content.items if item.keep):
        return None
    band = (ground, Box(left, 0, size.width - left, size.height))
    bands = (band,) if not _same(look, ground, "paper") else ()
    foot_box = Box(margin, bottom, width, foot.height)
    return Placed(head, margin, margin + width, bands, hero, blocks, foot, foot_box)


def _side_ground(look: Look, arch: Architecture) -> str:
    """Return the ground of a hero that stands at the right: its own, a tint where that is the page's."""
    return "tint" if _same(look, arch.hero, "paper") else arch.hero


def _without_hero(content: PageContent, look: Look, opened: OpenBooks) -> Placed:
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
    blocks = measure_items(_all_items(content), look, opened).arrange(box)
    bands = ((arch.head, Box(0, 0, size.width, head.height)),) if framed else ()
    return Placed(head, margin, size.width - margin, bands, None, blocks, foot,
                  Box(margin, bottom, width, foot.height))  # fmt: skip


def _all_items(content: PageContent) -> tuple[WaitingBlock, ...]:
    return content.items if content.hero is None else (content.hero, *content.items)


def is_yearbook_size(size: PageSize) -> bool:
    """Tell whether a page is a sheet that people hold and keep: printed, upright, a book page or larger."""
    return size.is_print and size.width_mm >= LEAST_SHEET_MM and size.aspect >= LEAST_UPRIGHT


def set_page(content: PageContent, look: Look, opened: OpenBooks) -> Scene:
    """Return the scene of a page's content in one look."""
    size = look.size
    placing = _place_sheet if content.yearbook is not None and is_yearbook_size(size) else _place
    shown, placed = opened.recall("places", (content, look), "", lambda: placing(content, look, opened))
    return Scene(
        width=size.width,
        height=size.height,
        background=look.palette.paper,
        title=content.title,
        description=content.description,
        lang=content.lang,
        nodes=tuple(_nodes(shown, placed, look, opened)),
        width_mm=size.width_mm,
        height_mm=size.height_mm,
        metadata=content.metadata,
    )


def _nodes(content: PageContent, placed: Placed, look: Look, opened: OpenBooks) -> Iterator[Node]:
    arch = content.architecture
    yield _draw_grounds(placed, look)
    beside = placed.hero is not None and placed.hero.x > 0.3 * look.size.width
    head_look = look if beside else look.on(arch.head)
    if placed.head.band:
        yield draw_band(placed.head, look)
    if placed.hero is None:
        yield from draw_head(placed.head, placed.left, placed.right, head_look)
        yield from draw_items(_all_items(content), placed.blocks.places, look, opened)
    else:
        assert content.hero is not None
        yield from draw_head(placed.head, placed.left, placed.right, head_look)
        floor = look.on(_side_ground(look, arch) if beside else arch.hero, bare=True)
        yield draw_block(content.hero.block, placed.hero, floor, opened)
        yield from draw_items(content.items, placed.blocks.places, look, opened)
    yield _draw_foot(content, placed, look)


def _draw_foot(content: PageContent, placed: Placed, look: Look) -> Group:
    """Draw the foot with the notes of what is drawn, from where it ends."""
    items = _all_items(content) if placed.hero is None else content.items
    drawn = [items[index] for index, _ in placed.blocks.places]
    if placed.hero is not None and content.hero is not None:
        drawn.append(content.hero)
    shown = placed.foot.foot.beside({note for item in drawn for note in item.notes})
    if shown is placed.foot.foot:
        return draw_foot(placed.foot, placed.foot_box, look)
    box = placed.foot_box
    foot = set_foot(shown, box.width, look)
    return draw_foot(foot, Box(box.x, box.y + box.height - foot.height, box.width, foot.height), look)


def _draw_grounds(placed: Placed, look: Look) -> Group:
    pen = Pen("ground", look)
    for wanted, box in placed.bands:
        pen.rect("band", "background", box.x, box.y, box.width, box.height, look.on(wanted).palette.paper)
    return pen.group("ornament")
