"""The parts of a drawn page as its SVG names them: where each stands, what it says, and what changed
between two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from rupadata.language import say

_SVG = "{http://www.w3.org/2000/svg}"
_WIDTH_OF_SIGN = 0.54
"""How wide a sign is of its font size, on average: enough for an outline around a line of text."""
_PLAIN = ("ornament", "background", "footer-rule")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page, in whole units of the page: no language writes them with a comma."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page: a group of shapes with its texts by their ids."""

    id: str
    role: str
    words: str
    texts: tuple[tuple[str, str], ...]
    box: Box | None


@dataclass(frozen=True, slots=True)
class Change:
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
        parts.append(Part(name, role, part_words(name, role, texts), texts, _box(group)))
    return tuple(parts)


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


def _box(group: etree._Element) -> Box | None:
    """Return the outline of a group, text widths estimated from their signs."""
    left, top, right, bottom = [], [], [], []

    def take(x: float, y: float, width: float, height: float) -> None:
        left.append(x)
        top.append(y)
        right.append(x + width)
        bottom.append(y + height)

    for shape in group.iter():
        number = _numbers(shape)
        if shape.tag == f"{_SVG}rect":
            take(number("x"), number("y"), number("width"), number("height"))
        elif shape.tag == f"{_SVG}circle":
            radius = number("r")
            take(number("cx") - radius, number("cy") - radius, 2 * radius, 2 * radius)
        elif shape.tag == f"{_SVG}text":
            size = number("font-size") or 16
            width = len("".join(shape.itertext())) * size * _WIDTH_OF_SIGN
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
