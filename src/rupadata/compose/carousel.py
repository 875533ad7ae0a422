"""A page as a row of pictures for social media: a cover, then a picture for each block, readable alone.

Each picture names subject, place and source. The heading of a block, which says its answer, becomes the
headline of its picture; blocks that need little room stand together. A picture is seen on a phone and has
little on it, so its type is as large as its blocks allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rupadata.compose.architectures import ARCHITECTURES
from rupadata.compose.blocks.base import without_heading
from rupadata.compose.foot import Foot
from rupadata.compose.layout import WaitingBlock
from rupadata.compose.look import Look, make_look
from rupadata.compose.open_books import OpenBooks
from rupadata.compose.page import PageContent, set_page
from rupadata.compose.pen import NOTHING, Writing
from rupadata.compose.sizes import PageSize
from rupadata.office import Office
from rupadata.scene.nodes import Group
from rupadata.scene.scene import Scene, texts

WIDTH, HEIGHT = 1080.0, 1350.0
"""Of every picture: 4 to 5, the highest that networks show whole."""
MOST_PICTURES = 10
"""How many pictures networks take in one post."""
UNITS = (1.7, 1.55, 1.4, 1.25, 1.1, 1.0)
"""How large the body type of a picture may be, against that of a page, the largest first."""
_GROUPED = 1.25
"""At which of them it is decided what stands together."""
_ROOM = 0.64
"""How much of a picture's height its blocks have, between head and foot."""
_FULL = 0.6
"""From which share of that room on a block stands alone."""
_CARD = replace(ARCHITECTURES["yearbook"], headline=58.0)
_FIGURES = {"id": "Angka kunci", "en": "Key figures"}
_SWIPE = {"id": "geser untuk rinciannya", "en": "swipe for the details"}


def make_carousel(content: PageContent, theme: str, office: Office, opened: OpenBooks) -> tuple[Scene, ...]:
    """Return a page's content as at most 10 pictures, the cover first.

    Where there are more blocks than pictures, those that matter least are left out.
    """
    content = replace(content, yearbook=None, fuller=())
    looks = [_look(content, unit, theme, office) for unit in UNITS]
    groups = list(_groups(content.items, looks[UNITS.index(_GROUPED)], looks[-1]))
    while len(groups) > MOST_PICTURES - 1:
        groups.remove(min(groups, key=_weight))
    count = len(groups) + 1
    cards = [_card(content, group, _foot(content, at, count)) for at, group in enumerate(groups, 2)]
    cover = replace(content, items=(), foot=_foot(content, 1, count))
    return tuple(_drawn(one, looks, opened) for one in (cover, *cards))


def _drawn(content: PageContent, looks: Sequence[Look], opened: OpenBooks) -> Scene:
    """Return a picture with the largest type in which its blocks stand and none of their names is cut."""
    smallest = set_page(content, looks[-1], opened)
    best = _shortened(smallest), -_shown(smallest)
    for look in looks[:-1]:
        if all(_stands(item, look) for item in content.items):
            scene = set_page(content, look, opened)
            if (_shortened(scene), -_shown(scene)) <= best:
                return scene
    return smallest


def _shortened(scene: Scene) -> int:
    """Return how many texts of a picture are cut."""
    return sum(text.text.endswith("…") for text in texts(scene))


def _shown(scene: Scene) -> int:
    """Return how many blocks stand on a picture."""
    return sum(isinstance(node, Group) and bool(node.block) for node in scene.every)


def _look(content: PageContent, unit: float, theme: str, office: Office) -> Look:
    size = PageSize(f"carousel-{unit}", WIDTH, HEIGHT, unit=unit, head_unit=1.15)
    return make_look(size, theme, content.hue, content.lang, office.symbols, fonts=office.fonts)


def _groups(items: Sequence[WaitingBlock], look: Look, smallest: Look) -> Iterator[tuple[WaitingBlock, ...]]:
    """Yield the blocks of each picture: one, or several that stand under each other in its room."""
    held: list[WaitingBlock] = []
    taken = 0.0
    for item in items:
        wanted = _wanted(item, look) or _wanted(item, smallest)
        if wanted is None:
            continue
        if held and (taken >= _FULL * _room(look) or taken + look.gap + wanted > _room(look)):
            yield tuple(held)
            held, taken = [], 0.0
        held.append(item)
        taken += wanted + (look.gap if taken else 0.0)
    if held:
        yield tuple(held)


def _room(look: Look) -> float:
    return _ROOM * look.size.height


def _wanted(item: WaitingBlock, look: Look) -> float | None:
    """Return the height at which a block shows all that it has; None where it cannot stand or loses by it."""
    fit = item.block.fit(look.size.width - 2 * look.size.margin, look)
    if fit is None or fit.bonus < 0 or fit.least > _room(look):
        return None
    return max(fit.ideal, fit.whole)


def _stands(item: WaitingBlock, look: Look) -> bool:
    wanted = _wanted(item, look)
    return wanted is not None and wanted <= _room(look)


def _weight(group: Sequence[WaitingBlock]) -> tuple[int, float]:
    return max(item.keep for item in group), max(item.weight for item in group)


def _card(content: PageContent, group: Sequence[WaitingBlock], foot: Foot) -> PageContent:
    """Return a picture under the cover: what a block of it says as its headline, that block first.

    Figures alone say nothing of that kind; a headline of another indicator would misname them.
    """
    first = next((item for item in group if without_heading(item.block)[1].title), group[0])
    rest = [item for item in group if item is not first]
    bare, heading = without_heading(first.block)
    if heading.title:
        first = replace(first, block=bare)
    named = Writing(_FIGURES[content.lang]) if first.block.kind == "numbers" else content.head.headlines[0]
    headline = heading.title or named
    head = replace(content.head, headlines=(headline,), standfirst=heading.note if heading.title else NOTHING)
    return replace(
        content,
        head=head,
        hero=None,
        items=(first, *rest),
        foot=foot,
        title=headline.text,
        architecture=_CARD,
    )


def _foot(content: PageContent, number: int, count: int) -> Foot:
    """Return the foot of a picture: source, notes and number; who made it and when on the last."""
    whole = content.foot
    if count == 1:
        return whole
    place = f"{number}/{count}"
    if number == 1:
        place += f" · {_SWIPE[content.lang]}"
    if number == count:
        return replace(whole, made_by=f"{place} · {whole.made_by}")
    return replace(whole, made_by=place, qr="", formal=NOTHING, lacking=NOTHING)
