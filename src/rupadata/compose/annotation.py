"""Comments tied to marks: two short lines in free room, and a curved arrow from them to the mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import atan2, cos, hypot, inf, sin

from msgspec import Struct

from rupadata.compose.boxes import Box
from rupadata.compose.look import Look
from rupadata.compose.pen import NOTHING, Pen, Writing, Written, write
from rupadata.scene.nodes import Circle, Paint, Rect, Text

Place = tuple[float, float]
Way = tuple[Place, Place]
"""From where to where an arrow runs."""

_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
_AIR = 8.0
"""The free room around a comment, on the type scale."""
_HEAD = 11.0
_NARROW, _LATE = 215.0, 90.0
"""The narrower column that a comment is tried in, and how much nearer to its mark that must bring it."""
_SAMPLES = 12
"""At how many places it is looked at whether an arrow runs over what is drawn."""
_STEPS_DOWN = 11
_STEPS_ACROSS = 13


class Comment(Struct, frozen=True):
    """What is said of a mark: a strong line and a quiet one; `at` is the period or region it is about."""

    strong: Writing
    more: Writing = NOTHING
    at: str = ""
    accent: bool = False
    """Whether the strong line has the accent's colour."""
    wanted: Place | None = None
    """Where a person wants its middle, as shares of the block's width and height."""

    def wanted_in(self, block: Box) -> Place | None:
        """Return where its middle is wanted on the page."""
        if self.wanted is None:
            return None
        return block.x + self.wanted[0] * block.width, block.y + self.wanted[1] * block.height


def draw_comment(
    pen: Pen,
    comment: Comment,
    marks: Sequence[Place],
    room: Box,
    lines: Sequence[Sequence[Place]],
    look: Look,
    *,
    above: bool | None = None,
    free: Callable[[Box], bool] | None = None,
    reach: float = inf,
    wanted: Place | None = None,
    crossing: float = inf,
) -> Way | None:
    """Write a comment where a room is free, nearest to one of its marks, and return its arrow's way.

    Without a place it is left out.

    `lines` are drawn courses that it may not lie on; `above` says on which side of them it belongs;
    `free` tells of a box whether nothing else is drawn there; its arrow is no longer than `reach`, and
    it runs over no more than `crossing` of what else is drawn. A place
    that is `wanted` for its middle goes before nearness to the mark and before `above`.
    The arrow takes a way that crosses no text; where there is none the comment stands without one.
    """
    pairs = []
    shapes: list[tuple[Written, Written]] = []
    for wide, late in ((room.width * 0.66, 0.0), (_NARROW * look.u, _LATE * look.u)):
        strong, more = _texts(comment, wide, look)
        width, height = max(strong.width, more.width), strong.height + 7 * look.u + more.height
        if width > room.width or height > room.height or (shapes and shapes[0][1].lines == more.lines):
            continue
        shapes.append((strong, more))
        spots = _spots(room, width, height) if wanted is None else _spots_at(room, width, height, wanted)
        pairs += [
            (_away(spot, mark if wanted is None else wanted) + late, spot, mark, strong, more)
            for spot in spots
            for mark in marks
        ]
    for _, spot, mark, strong, more in sorted(pairs, key=lambda pair: pair[0]):
        if wanted is None and above is not None and (spot.bottom < mark[1]) != above:
            continue
        if free is not None and not free(spot):
            continue
        start, end = _way(spot, mark, look)
        if hypot(end[0] - start[0], end[1] - start[1]) > reach:
            continue
        if crossing < inf and free is not None and not _runs_over(free, start, end, crossing):
            continue
        if not _is_free(pen, spot, lines, _AIR * look.u) or not _is_clear_way(pen, start, end):
            continue
        width = spot.width
        right = spot.x + width / 2 > room.x + room.width / 2
        anchor, x = ("end", spot.right) if right else ("start", spot.x)
        pen.lines("comment", "annotation", x, spot.y, strong, anchor)
        pen.lines("comment-more", "annotation", x, spot.y + strong.height + 7 * look.u, more, anchor)
        _draw_arrow(pen, start, end, look)
        return start, end
    return None


def _runs_over(free: Callable[[Box], bool], start: Place, end: Place, most: float) -> bool:
    """Tell whether a straight line runs over what is not free for no longer than `most`."""
    parts = [index / _SAMPLES for index in range(_SAMPLES + 1)]
    places = [(start[0] + (end[0] - start[0]) * p, start[1] + (end[1] - start[1]) * p) for p in parts]
    covered = sum(not free(Box(x - 1, y - 1, 2, 2)) for x, y in places)
    return covered / len(parts) * hypot(end[0] - start[0], end[1] - start[1]) <= most


def _texts(comment: Comment, width: float, look: Look) -> tuple[Written, Written]:
    ink = look.palette.accent if comment.accent else look.palette.ink
    strong = write(comment.strong, look.text(24, ink, 700), width, leading=1.16)
    return strong, write(comment.more, look.text(24, look.palette.muted), width, leading=1.16)


def _spots(room: Box, width: float, height: float) -> Iterator[Box]:
    for row in range(_STEPS_DOWN):
        y = room.y + (room.height - height) * row / (_STEPS_DOWN - 1)
        for column in range(_STEPS_ACROSS):
            x = room.x + (room.width - width) * column / (_STEPS_ACROSS - 1)
            yield Box(x, y, width, height)


def _spots_at(room: Box, width: float, height: float, wanted: Place) -> Iterator[Box]:
    """Give the place that is wanted first, as far as the room holds it, then all others."""
    x = min(max(wanted[0] - width / 2, room.x), room.right - width)
    y = min(max(wanted[1] - height / 2, room.y), room.bottom - height)
    yield Box(x, y, width, height)
    yield from _spots(room, width, height)


def _away(spot: Box, mark: Place) -> float:
    dx = max(spot.x - mark[0], 0.0, mark[0] - spot.right)
    dy = max(spot.y - mark[1], 0.0, mark[1] - spot.bottom)
    return hypot(dx, dy)


def keeps_clear(pen: Pen, spot: Box, air: float) -> bool:
    """Tell whether a box with some air around it meets no text, dot or bar of a block."""
    return _is_free(pen, spot, (), air)


def _is_free(pen: Pen, spot: Box, lines: Sequence[Sequence[Place]], air: float) -> bool:
    left, right, top, bottom = spot.x - air, spot.right + air, spot.y - air, spot.bottom + air
    for node in pen.nodes:
        if isinstance(node, Text):
            start = node.x - _BEFORE[node.style.anchor] * node.width
            box = (
                start,
                node.y - 0.78 * node.style.size,
                start + node.width,
                node.y + 0.22 * node.style.size,
            )
        elif isinstance(node, Circle):
            box = (node.cx - node.r, node.cy - node.r, node.cx + node.r, node.cy + node.r)
        elif isinstance(node, Rect) and node.role != "background":
            box = (node.x, node.y, node.x + node.width, node.y + node.height)
        else:
            continue
        if box[0] < right and left < box[2] and box[1] < bottom and top < box[3]:
            return False
    return not any(
        _crosses(one, other, left, top, right, bottom) for line in lines for one, other in pairwise(line)
    )


def _crosses(one: Place, other: Place, left: float, top: float, right: float, bottom: float) -> bool:
    """Tell whether a straight line runs through a box."""
    for step in range(13):
        part = step / 12
        x, y = one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
        if left < x < right and top < y < bottom:
            return True
    return False


def _way(spot: Box, mark: Place, look: Look) -> tuple[Place, Place]:
    """Return where an arrow leaves a comment and where it ends, just before the mark."""
    u = look.u
    x = min(max(mark[0], spot.x + 0.2 * spot.width), spot.right - 0.2 * spot.width)
    y = spot.bottom + 5 * u if mark[1] > spot.bottom else spot.y - 7 * u
    if spot.y < mark[1] < spot.bottom:
        x, y = (spot.x - 9 * u if mark[0] < spot.x else spot.right + 9 * u), (spot.y + spot.bottom) / 2
    length = max(1e-6, hypot(mark[0] - x, mark[1] - y))
    short = min(14 * u, 0.4 * length) / length
    return (x, y), (mark[0] - (mark[0] - x) * short, mark[1] - (mark[1] - y) * short)


def runs_through(way: Way, box: Box) -> bool:
    """Tell whether an arrow, slightly bowed as it is, runs through a box."""
    bow = 0.06 * hypot(way[1][0] - way[0][0], way[1][1] - way[0][1])
    return _crosses(*way, box.x - bow, box.y - 4, box.right + bow, box.bottom + 4)


def _is_clear_way(pen: Pen, start: Place, end: Place) -> bool:
    for node in pen.nodes:
        if isinstance(node, Text):
            left = node.x - _BEFORE[node.style.anchor] * node.width
            high = node.style.size
            if _crosses(
                start, end, left - 4, node.y - 0.8 * high, left + node.width + 4, node.y + 0.24 * high
            ):
                return False
    return True


def _draw_arrow(pen: Pen, start: Place, end: Place, look: Look) -> None:
    """Draw a slightly bowed line with a head."""
    u, (x, y) = look.u, start
    if hypot(end[0] - x, end[1] - y) < 20 * u:
        return
    # A level arrow bows down, away from what stands above a chart.
    level = abs(end[1] - y) < 0.3 * abs(end[0] - x)
    bow = (-0.05 if level else 0.10) * (1 if end[0] > x else -1)
    middle = ((x + end[0]) / 2 + (end[1] - y) * bow, (y + end[1]) / 2 - (end[0] - x) * bow)
    colour = look.palette.ink
    d = f"M{x:.1f} {y:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    pen.path("arrow", "leader", d, Paint("", colour, 2.2 * u, round_caps=True), _box_of((start, middle, end)))
    angle = atan2(end[1] - middle[1], end[0] - middle[0])
    one, other = (
        (end[0] - _HEAD * u * cos(angle + turn), end[1] - _HEAD * u * sin(angle + turn))
        for turn in (-0.45, 0.45)
    )
    d = f"M{one[0]:.1f} {one[1]:.1f}L{end[0]:.1f} {end[1]:.1f}L{other[0]:.1f} {other[1]:.1f}"
    pen.path(
        "arrow-head", "leader", d, Paint("", colour, 2.2 * u, round_caps=True), _box_of((one, end, other))
    )


def _box_of(points: Sequence[Place]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
