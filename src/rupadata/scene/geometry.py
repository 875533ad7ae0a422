"""The boxes that nodes fill, texts by the metrics of their fonts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rupadata.scene.nodes import Circle, Group, Image, Line, Node, Paint, Path, Rect, Text
from rupadata.typeset import font_metrics

_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}


class Bounds(NamedTuple):
    """An upright rectangle in scene units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.height

    def grown(self, by: float) -> Bounds:
        """Return the box with all edges moved outwards, or inwards when negative."""
        return Bounds(self.x - by, self.y - by, max(0.0, self.width + 2 * by), max(0.0, self.height + 2 * by))

    def overlap(self, other: Bounds) -> Bounds | None:
        """Return what both boxes cover; None when they are apart or only touch."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Bounds(x, y, right - x, bottom - y) if right > x and bottom > y else None

    def contains(self, other: Bounds, slack: float = 0.0) -> bool:
        """Tell whether another box lies within this one, give or take *slack*."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


def union(boxes: Iterable[Bounds]) -> Bounds | None:
    """Return the smallest box around all; None when there is none."""
    found = tuple(boxes)
    if not found:
        return None
    x, y = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.right for box in found), max(box.bottom for box in found)
    return Bounds(x, y, right - x, bottom - y)


def text_box(text: Text) -> Bounds:
    """Return the box of a line of text, from the font's ascender to its descender."""
    metrics = font_metrics(text.style)
    x = text.x - _ANCHOR[text.style.anchor] * text.width
    return Bounds(x, text.y - metrics.ascender, text.width, metrics.ascender + metrics.descender)


def ink_box(text: Text) -> Bounds:
    """Return the box that letters nearly always keep within: capitals above, descenders below the line."""
    metrics = font_metrics(text.style)
    x = text.x - _ANCHOR[text.style.anchor] * text.width
    return Bounds(x, text.y - metrics.cap_height, text.width, metrics.cap_height + metrics.descender * 0.8)


def node_box(node: Node) -> Bounds | None:
    """Return the box that a node paints in, half its stroke included; None for a group of nothing."""
    match node:
        case Group():
            return group_box(node.children)
        case Text():
            return text_box(node)
        case Rect():
            return Bounds(node.x, node.y, node.width, node.height).grown(_half_stroke(node.paint))
        case Circle():
            return Bounds(node.cx, node.cy, 0.0, 0.0).grown(node.r + _half_stroke(node.paint))
        case Line():
            x, y = min(node.x1, node.x2), min(node.y1, node.y2)
            box = Bounds(x, y, abs(node.x2 - node.x1), abs(node.y2 - node.y1))
            return box.grown(_half_stroke(node.paint))
        case Path():
            return Bounds(*node.box).grown(_half_stroke(node.paint))
        case Image():
            return Bounds(node.x, node.y, node.width, node.height)


def group_box(nodes: Iterable[Node]) -> Bounds | None:
    """Return the box around all that nodes paint."""
    return union(box for node in nodes if (box := node_box(node)) is not None)


def _half_stroke(paint: Paint) -> float:
    return paint.stroke_width / 2 if paint.stroke else 0.0
