"""What is drawn, as boxes in painting order: the common ground of the checks on geometry and contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from rupadata.regions.rings import in_ring
from rupadata.scene.nodes import Circle, Group, Image, Node, Path, Rect, Text
from rupadata.scene.scene import Scene

CAP_HEIGHT = 0.74
"""From the baseline up, as a share of the size: digits and capitals of both families stay below."""
DESCENT = 0.2


class DrawnBox(NamedTuple):
    """A rectangle from (left, top) to (right, bottom) in scene units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Return the area; never negative."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    @property
    def high(self) -> float:
        """Return the height."""
        return self.bottom - self.top

    def overlap(self, other: DrawnBox) -> tuple[float, float]:
        """Return how wide and how high two boxes overlap; negative where they are apart."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )

    def holds(self, other: DrawnBox, slack: float = 0.0) -> bool:
        """Tell whether another box lies inside, up to some slack."""
        return (
            other.left >= self.left - slack
            and other.right <= self.right + slack
            and other.top >= self.top - slack
            and other.bottom <= self.bottom + slack
        )

    def has_point(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class DrawnMark(Struct, frozen=True):
    """A filled shape that text may stand on or cross."""

    id: str
    role: str
    box: DrawnBox
    fill: str
    opacity: float
    order: int
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    """The outline where the shape is no rectangle and has straight sides."""

    def covers(self, x: float, y: float) -> bool:
        """Tell whether a point is painted by this shape (for curved outlines: by its box)."""
        if not self.box.has_point(x, y):
            return False
        return not self.rings or sum(in_ring(ring, x, y) for ring in self.rings) % 2 == 1


class Drawn(Struct, frozen=True):
    """Texts and marks of a page in painting order, with the order and the box of each text."""

    width: float
    height: float
    background: str
    texts: tuple[tuple[Text, int, DrawnBox], ...]
    marks: tuple[DrawnMark, ...]


_LEFT_OF = {"start": 0.0, "middle": 0.5, "end": 1.0}


def text_box(text: Text) -> DrawnBox:
    """Return the box that the letters of a line may fill."""
    size = text.style.size
    left = text.x - _LEFT_OF[text.style.anchor] * text.width
    return DrawnBox(left, text.y - CAP_HEIGHT * size, left + text.width, text.y + DESCENT * size)


def drawn(scene: Scene) -> Drawn:
    """Return the texts and filled marks of a scene."""
    texts: list[tuple[Text, int, DrawnBox]] = []
    marks: list[DrawnMark] = []
    for order, node in enumerate(_leaves(scene.nodes)):
        if isinstance(node, Text):
            texts.append((node, order, text_box(node)))
        elif (mark := _mark(node, order)) is not None:
            marks.append(mark)
    return Drawn(scene.width, scene.height, scene.background, tuple(texts), tuple(marks))


def _leaves(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Group):
            yield from _leaves(node.children)
        else:
            yield node


def _mark(node: Node, order: int) -> DrawnMark | None:
    match node:
        case Rect() if node.paint.fill:
            box = DrawnBox(node.x, node.y, node.x + node.width, node.y + node.height)
            return DrawnMark(node.id, node.role, box, node.paint.fill, node.paint.opacity, order)
        case Circle() if node.paint.fill:
            box = DrawnBox(node.cx - node.r, node.cy - node.r, node.cx + node.r, node.cy + node.r)
            return DrawnMark(node.id, node.role, box, node.paint.fill, node.paint.opacity, order)
        case Path() if node.paint.fill:
            x, y, width, height = node.box
            box = DrawnBox(x, y, x + width, y + height)
            rings = _rings(node.d, node.place)
            return DrawnMark(node.id, node.role, box, node.paint.fill, node.paint.opacity, order, rings)
        case Image():
            box = DrawnBox(node.x, node.y, node.x + node.width, node.y + node.height)
            return DrawnMark(node.id, node.role, box, "", 1.0, order)
    return None


_STRAIGHT = re.compile(r"[MLZ\d\s.,+\-eE]*")
_PIECE = re.compile(r"([MLZ])([^MLZ]*)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def _rings(d: str, place: tuple[float, float, float]) -> tuple[tuple[tuple[float, float], ...], ...]:
    if not _STRAIGHT.fullmatch(d):
        return ()
    dx, dy, factor = place
    rings: list[list[tuple[float, float]]] = []
    for command, numbers in _PIECE.findall(d):
        if command == "M":
            rings.append([])
        coordinates = [float(n) for n in _NUMBER.findall(numbers)]
        if rings:
            pairs = zip(coordinates[::2], coordinates[1::2], strict=False)
            rings[-1].extend((dx + factor * x, dy + factor * y) for x, y in pairs)
    return tuple(tuple(ring) for ring in rings if len(ring) > 2)
