"""Names and figures on a map: inside an outline with room for them, else led out beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from msgspec import Struct

from rupadata.compose.annotation import Place, Way, keeps_clear, runs_through
from rupadata.compose.blocks.choropleth import Area
from rupadata.compose.boxes import Box
from rupadata.compose.hatching import draw_plate
from rupadata.compose.look import Look
from rupadata.compose.outline_rows import outline_spans
from rupadata.compose.pen import CAP, Pen, Writing, recolour, resize
from rupadata.typeset import measure

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Outline

FIGURE = 23.0
NAMES = (22.0, 20.0, 18.5)
"""The sizes that a name is tried in, on the type scale."""
_LEADING = 1.14
_STEPS = (-0.5, -0.25, 0.0, 0.25, 0.5)
_TURNS = 16
_NEAREST, _FARTHEST, _STEP = 26.0, 250.0, 16.0
"""How far from its region a name that is led out may stand."""

Lines = list[tuple[Writing, float, int]]
"""Texts with their sizes on the type scale and their weights, one under the other."""


class Spot(Struct, frozen=True):
    """Where outlines stand on the page."""

    scale: float
    x: float
    y: float
    extent: float
    """How high the whole map is in the outlines' own units."""

    def of(self, outline: Outline) -> Place:
        """Return the point of an outline where a label fits best."""
        return self.x + outline.label[0] * self.scale, self.y + outline.label[1] * self.scale


def label_lines(area: Area, look: Look, *, figures: bool) -> Iterator[Lines]:
    """Yield ways to write a region's name and, where figures are shown, its figure; the largest first."""
    least = max(18.0, look.quiet.size / look.u)
    figure: Lines = [(area.shown, FIGURE, 700)] if figures else []
    words = area.name.text.split()
    cuts = [
        (
            Writing(" ".join(words[:cut]), area.name.evidence),
            Writing(" ".join(words[cut:]), area.name.evidence),
        )
        for cut in range(1, len(words))
        if not any(mark.isdigit() for mark in area.name.text)
    ]
    for size in NAMES:
        if size < least and size != NAMES[0]:
            continue
        yield [(area.name, size, 600), *figure]
        for first, second in cuts:
            yield [(first, size, 600), (second, size, 600), *figure]


def draw_inside(
    pen: Pen, area: Area, spot: Spot, colour: str, look: Look, ways: Sequence[Way], key: Box, *, figures: bool
) -> bool:
    """Write a label inside its outline, in two lines before in a smaller size; tell whether it had room."""
    u = look.u
    ink = look.palette.text_on(colour)
    spans = None
    for lines in label_lines(area, look, figures=figures):
        width = max(_width(text.text, size, weight, look) for text, size, weight in lines)
        height = sum(size * u * _LEADING for _, size, _ in lines)
        cx, cy = spot.of(area.outline)
        if not _holds(area.outline, width + 8 * u, height, spot):
            if spans is None:
                spans = outline_spans([area.outline], spot.extent, spot.scale, spot.x, spot.y)
            found = spans.roomiest(width + 10 * u, height)
            if found is None:
                continue
            cx, cy = found
        held = Box(cx - width / 2, cy - height / 2, width, height)
        if (
            _meet(held, key)
            or any(runs_through(way, held) for way in ways)
            or not keeps_clear(pen, held, 2 * u)
        ):
            continue
        if area.value is not None and area.value < 0:
            draw_plate(pen, held, colour, u)
        _write(pen, lines, cx, held.y, "middle", ink, look)
        return True
    return False


def lead_out(
    pen: Pen,
    area: Area,
    spot: Spot,
    room: Box,
    is_free: Callable[[Box], bool],
    look: Look,
    ways: list[Way],
    *,
    figures: bool,
) -> bool:
    """Write a label on free ground near its region, with a thin line to it; tell whether one was there."""
    u = look.u
    lines: Lines = [(area.name, 20.0, 600)]
    if figures:
        lines.append((area.shown, 22.0, 700))
    width = max(_width(text.text, size, weight, look) for text, size, weight in lines)
    height = sum(size * u * _LEADING for _, size, _ in lines)
    mx, my = spot.of(area.outline)
    for away in range(int(_NEAREST), int(_FARTHEST), int(_STEP)):
        for turn in range(_TURNS):
            angle = 2 * pi * turn / _TURNS
            x, y = mx + away * u * cos(angle), my + away * u * sin(angle)
            left = x if cos(angle) >= 0 else x - width
            held = Box(left, y - height / 2, width, height)
            inside = (
                held.x >= room.x
                and held.right <= room.right
                and held.y >= room.y
                and held.bottom <= room.bottom
            )
            if not inside or not is_free(held) or not keeps_clear(pen, held, 6 * u):
                continue
            start = (held.x - 5 * u if cos(angle) >= 0 else held.right + 5 * u, y)
            way = (start, (mx, my))
            if hypot(start[0] - mx, start[1] - my) < 8 * u or any(runs_through(one, held) for one in ways):
                continue
            if not _way_is_clear(pen, way):
                continue
            pen.line("lead", "leader", *start, mx, my, look.palette.muted, 1.6 * u)
            pen.circle("lead-end", "dot", mx, my, 3.4 * u, look.palette.ink)
            anchor, at = ("start", held.x) if cos(angle) >= 0 else ("end", held.right)
            _write(pen, lines, at, held.y, anchor, look.palette.ink, look)
            ways.append(way)
            return True
    return False


def _way_is_clear(pen: Pen, way: Way) -> bool:
    (x0, y0), (x1, y1) = way
    return all(
        keeps_clear(pen, Box(x0 + (x1 - x0) * part - 2, y0 + (y1 - y0) * part - 2, 4, 4), 1.0)
        for part in (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
    )


def _write(pen: Pen, lines: Lines, x: float, top: float, anchor: str, ink: str, look: Look) -> None:
    for text, size, weight in lines:
        style = recolour(resize(look.text(24, weight=weight), size * look.u), ink)
        baseline = top + size * look.u * (0.57 + CAP / 2)
        named = weight != 700
        pen.text("name" if named else "figure", "map-label", x, baseline, text, style, anchor)
        top += size * look.u * _LEADING


def _width(text: str, size: float, weight: int, look: Look) -> float:
    return measure(text, resize(look.text(24, weight=weight), size * look.u))


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _holds(outline: Outline, width: float, height: float, spot: Spot) -> bool:
    """Tell whether a box around the label point lies wholly inside the outline."""
    cx, cy = spot.of(outline)
    points = [(cx + fx * width, cy + fy * height) for fx in _STEPS for fy in (-0.5, 0.0, 0.5)]
    return all(outline.contains((px - spot.x) / spot.scale, (py - spot.y) / spot.scale) for px, py in points)
