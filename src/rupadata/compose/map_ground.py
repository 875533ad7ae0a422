"""What lies around the outlines of a map: neighbours by name, and water where it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rupadata.compose.boxes import Box
from rupadata.compose.colour import contrast, hex_of, luminance, oklch_of
from rupadata.compose.look import Look
from rupadata.compose.outline_rows import ROWS, Spans
from rupadata.compose.pen import CAP, Pen, plain
from rupadata.compose.themes import TEXT_CONTRAST
from rupadata.scene.nodes import Paint
from rupadata.typeset import measure

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Land, Ring

NAME = 19.0
_STEP = 34.0
_DARK = 0.2


class GroundColours(NamedTuple):
    """The colours behind a map: of water or plain ground, of neighbours' land, of lines between them."""

    ground: str
    land: str
    border: str


@lru_cache(maxsize=256)
def ground_colours(paper: str, tint: str, hairline: str, *, coast: bool) -> GroundColours:
    """Return the colours around a map on a band of some paper: water cool, land warm, both nearly as light.

    Without a known coast the ground stays the band's and land is a shade of it.
    """
    if luminance(paper) < _DARK:
        return GroundColours(paper, tint, hairline)
    if coast:
        return GroundColours(hex_of(0.948, 0.014, 228), hex_of(0.968, 0.006, 95), hex_of(0.90, 0.008, 95))
    lightness, chroma, hue = oklch_of(paper)
    return GroundColours(paper, hex_of(lightness - 0.025, chroma, hue), hex_of(lightness - 0.07, chroma, hue))


def draw_surroundings(
    pen: Pen, around: Sequence[Land], box: Box, scale: float, x: float, y: float, colours: GroundColours
) -> list[Land]:
    """Draw water and neighbours' land in a box; return the neighbours of whom something is seen."""
    seen = []
    pen.rect("surroundings", "background", box.x, box.y, box.width, box.height, colours.ground)
    for land in around:
        rings = []
        for ring in land.rings:
            placed = tuple((x + px * scale, y + py * scale) for px, py in ring)
            if (cut := clip_ring(placed, box)) and len(cut) > 2:
                rings.append(cut)
        if not rings:
            continue
        d = "".join("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in ring) + "Z" for ring in rings)
        left, top = min(px for r in rings for px, _ in r), min(py for r in rings for _, py in r)
        right, bottom = max(px for r in rings for px, _ in r), max(py for r in rings for _, py in r)
        place = (left, top, right - left, bottom - top)
        pen.path("neighbour", "background", d, Paint(colours.land), place)
        lines = "".join(_border(ring, box) for ring in rings)
        pen.path("neighbour-border", "background", lines, Paint("", colours.border, 1.6 * pen.look.u), place)
        seen.append(land)
    return seen


def _border(ring: Ring, box: Box) -> str:
    """Return the line around a shape, but for where it was cut along the edges of the box."""
    parts, drawing = [], False
    for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])):
        cut = (x0 == x1 and x0 in (box.x, box.right)) or (y0 == y1 and y0 in (box.y, box.bottom))
        if not cut:
            parts.append(f"L{x1:.1f} {y1:.1f}" if drawing else f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}")
        drawing = not cut
    return "".join(parts)


def draw_neighbour_names(
    pen: Pen,
    seen: Sequence[Land],
    room: Box,
    placed: tuple[float, float, float, float],
    free: Callable[[Box], bool],
    colours: GroundColours,
    look: Look,
) -> None:
    """Write the name of each neighbour where its land has room for it and nothing else stands.

    `placed` is the scale of the map, where it begins, and its height in its own units.
    """
    u = look.u
    scale, x, y, extent = placed
    style = look.text(max(NAME, look.quiet.size / u), look.palette.muted, 600)
    if contrast(style.fill, colours.land) < TEXT_CONTRAST:
        return
    for land in seen:
        width, height = measure(land.name, style), style.size
        spans = Spans([(ring,) for ring in land.rings], 2 * extent / ROWS, scale, x, y)
        part = spans.seen_in(room)
        if part is None or part.width < width or part.height < height:
            continue
        middle = (part.x + part.width / 2, part.y + part.height / 2)
        for spot in sorted(_spots(part, width, height, _STEP * u), key=lambda spot: _off(spot, middle)):
            airy = spot.inset(-10 * u, -8 * u, -10 * u, -8 * u)
            if spans.holds(spot.inset(-8 * u, -4 * u, -8 * u, -4 * u)) and free(airy):
                name = plain(land.name)
                pen.text("neighbour-name", "map-context", spot.x, spot.y + style.size * CAP, name, style)
                break


def _spots(room: Box, width: float, height: float, step: float) -> Iterator[Box]:
    across, down = int((room.width - width) / step), int((room.height - height) / step)
    for row in range(max(0, down) + 1):
        for column in range(max(0, across) + 1):
            yield Box(room.x + column * step, room.y + row * step, width, height)


def _off(spot: Box, middle: tuple[float, float]) -> float:
    return abs(spot.x + spot.width / 2 - middle[0]) + 1.5 * abs(spot.y + spot.height / 2 - middle[1])


def clip_ring(ring: Ring, box: Box) -> Ring:
    """Return the part of a closed ring inside a box (Sutherland and Hodgman); edges may run along the box."""
    points: Ring = ring
    for axis, limit, below in (
        (0, box.x, False),
        (0, box.right, True),
        (1, box.y, False),
        (1, box.bottom, True),
    ):
        if not points:
            return ()
        if all((point[axis] <= limit) == below or point[axis] == limit for point in points):
            continue
        kept: list[tuple[float, float]] = []
        last = points[-1]
        for point in points:
            inside = point[axis] <= limit if below else point[axis] >= limit
            was = last[axis] <= limit if below else last[axis] >= limit
            if inside != was:
                part = (limit - last[axis]) / (point[axis] - last[axis])
                kept.append((last[0] + (point[0] - last[0]) * part, last[1] + (point[1] - last[1]) * part))
            if inside:
                kept.append(point)
            last = point
        points = tuple(kept)
    return points
