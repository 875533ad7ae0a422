"""The parts of a drawn page as its SVG names them: where each stands, what it says, and what changed
between two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from msgspec import Struct

from rupadata.language import say

_SVG = "{http://www.w3.org/2000/svg}"
_WIDTH_OF_SIGN = 0.54
"""How wide a sign is of its font size, on average: enough for an outline around a line of text."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
_PLAIN = ("ornament", "background", "footer-rule")


class Box(Struct, frozen=True):
    """A place on the page, in whole units of the page: no language writes them with a comma."""

    x: int
    y: int
    width: int
    height: int


class Spot(Struct, frozen=True):
    """A line or paragraph of a part, which a remark can be about and a figure can stand in.

    `nodes` are the ids of its texts, the first one names it.
    """

    id: str
    words: str
    nodes: tuple[str, ...]
    box: Box


class Part(Struct, frozen=True):
    """One part of a page: a group of shapes with its texts and colours by their ids."""

    id: str
    role: str
    words: str
    texts: tuple[tuple[str, str], ...]
    box: Box | None
    spots: tuple[Spot, ...] = ()
    colours: tuple[tuple[str, str], ...] = ()


class Recolouring(Struct, frozen=True):
    """One colour in the place of another: in how many shapes, of which parts."""

    was: str
    now: str
    shapes: int
    parts: tuple[str, ...]


class Change(Struct, frozen=True):
    """What became of a part: replaced, new, gone; what it said and says."""

    kind: str
    part: str
    words: str
    was: str
    now: str
    box: Box | None

    @property
    def label(self) -> str:
        """Return the word for the change."""
        return {
            "c": say(id="Diganti", en="Changed"),
            "n": say(id="Baru", en="New"),
            "g": say(id="Dihapus", en="Gone"),
        }[self.kind]


@lru_cache(maxsize=64)
def read_parts(svg: bytes) -> tuple[Part, ...]:
    """Return the parts of a page in the order of reading."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    parts = []
    for group in root.findall(f"{_SVG}g"):
        name, role = group.get("id", ""), group.get("data-role", "")
        if not name or role in _PLAIN:
            continue
        texts = tuple(
            (text.get("id", ""), "".join(text.itertext()).strip()) for text in group.iter(f"{_SVG}text")
        )
        words = part_words(name, role, texts)
        parts.append(Part(name, role, words, texts, _box(group.iter()), _spots(group), _colours(group)))
    return tuple(parts)


def find_place(parts: tuple[Part, ...], node: str) -> tuple[str, Box | None]:
    """Return what people call a node of a page, and its outline; nothing for one that is not there."""
    for part in parts:
        if part.id == node:
            return part.words, part.box
        for spot in part.spots:
            if node in spot.nodes:
                return spot.words, spot.box
    return "", None


def compare_colours(old: tuple[Part, ...], new: tuple[Part, ...]) -> tuple[Recolouring, ...]:
    """Return which colours took the place of others, in shapes that both pages have; the most first."""
    before = {node: colour for part in old for node, colour in part.colours}
    shapes: Counter[tuple[str, str]] = Counter()
    parts: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for part in new:
        for node, colour in part.colours:
            if (was := before.get(node)) is not None and was != colour:
                shapes[was, colour] += 1
                parts[was, colour][part.words] = None
    return tuple(Recolouring(*pair, count, tuple(parts[pair])) for pair, count in shapes.most_common())


def compare_parts(old: tuple[Part, ...], new: tuple[Part, ...]) -> tuple[tuple[Change, ...], int]:
    """Return what changed between two pages by the ids of their parts, and how many texts stayed."""
    before = {part.id: part for part in old}
    after = {part.id: part for part in new}
    changes: list[Change] = []
    same = 0
    for part in new:
        known = before.get(part.id)
        if known is None:
            if part.texts:
                changes.append(Change("n", part.id, part.words, "", _short(part.texts), part.box))
            continue
        was, now = dict(known.texts), dict(part.texts)
        lost = [text for key, text in known.texts if now.get(key) != text]
        come = [text for key, text in part.texts if was.get(key) != text]
        same += sum(was.get(key) == text for key, text in part.texts)
        if lost or come:
            changes.append(Change("c", part.id, part.words, _join(lost), _join(come), part.box))
    for part in old:
        if part.id not in after and part.texts:
            changes.append(Change("g", part.id, part.words, _short(part.texts), "", part.box))
    return tuple(changes), same


def part_words(name: str, role: str, texts: tuple[tuple[str, str], ...]) -> str:
    """Return what people call a part: what its kind is, and its own first words."""
    kinds = {
        "header": say(id="Judul", en="Title"),
        "symbol": say(id="Simbol substansi", en="Subject symbol"),
        "number": say(id="Angka besar", en="Big number"),
        "chart": say(id="Grafik", en="Chart"),
        "map": say(id="Peta", en="Map"),
        "table": say(id="Tabel", en="Table"),
        "footer": say(id="Sumber dan keterangan", en="Sources and notes"),
        "findings": say(id="Temuan", en="Findings"),
    }
    heading = next((text for key, text in texts if text and "title" in key), "")
    kind = next((words for key, words in kinds.items() if key in (role, name) or name.startswith(key)), "")
    if role == "header":
        return kinds["header"]
    return heading or kind or next((text for _, text in texts if text), name)


def _spots(group: etree._Element) -> tuple[Spot, ...]:
    """Return the paragraphs of a group, each with the outline of its lines."""
    found: dict[str, list[etree._Element]] = {}
    for text in group.iter(f"{_SVG}text"):
        if text.get("id") and "".join(text.itertext()).strip():
            found.setdefault(text.get("data-paragraph") or text.get("id", ""), []).append(text)
    spots = []
    for texts in found.values():
        box = _box(iter(texts))
        words = " ".join("".join(text.itertext()).strip() for text in texts)
        if box is not None:
            spots.append(Spot(texts[0].get("id", ""), words, tuple(one.get("id", "") for one in texts), box))
    return tuple(spots)


def _colours(group: etree._Element) -> tuple[tuple[str, str], ...]:
    """Return the colours of the shapes that have an id and one; lines have that of their stroke."""
    found = []
    for shape in group.iter():
        colour = shape.get("fill") or ""
        colour = colour if _COLOUR.fullmatch(colour) else shape.get("stroke") or ""
        if shape.get("id") and _COLOUR.fullmatch(colour):
            found.append((shape.get("id", ""), colour.lower()))
    return tuple(found)


def _box(shapes: Iterator[etree._Element]) -> Box | None:
    """Return the outline of shapes, text widths estimated from their signs where the page does not say."""
    left, top, right, bottom = [], [], [], []

    def take(x: float, y: float, width: float, height: float) -> None:
        left.append(x)
        top.append(y)
        right.append(x + width)
        bottom.append(y + height)

    for shape in shapes:
        number = _numbers(shape)
        if shape.tag == f"{_SVG}rect":
            take(number("x"), number("y"), number("width"), number("height"))
        elif shape.tag == f"{_SVG}circle":
            radius = number("r")
            take(number("cx") - radius, number("cy") - radius, 2 * radius, 2 * radius)
        elif shape.tag == f"{_SVG}text":
            size = number("font-size") or 16
            width = number("textLength") or len("".join(shape.itertext())) * size * _WIDTH_OF_SIGN
            anchor = shape.get("text-anchor", "start")
            shift = width if anchor == "end" else width / 2 if anchor == "middle" else 0
            take(number("x") - shift, number("y") - size, width, size * 1.25)
    if not left:
        return None
    x, y = max(0.0, min(left)), max(0.0, min(top))
    return Box(round(x), round(y), round(max(right) - x), round(max(bottom) - y))


def _numbers(shape: etree._Element):  # type: ignore[no-untyped-def]
    def number(name: str) -> float:
        try:
            return float(shape.get(name, "0"))
        except ValueError:
            return 0.0

    return number


def _short(texts: tuple[tuple[str, str], ...]) -> str:
    return _join([text for _, text in texts])


def _join(texts: list[str]) -> str:
    found = " · ".join(text for text in texts if text)
    return found if len(found) <= 160 else f"{found[:157]}…"
