"""Hatching: what is below zero or not final is told by lines, not only by another colour.

Grey print and every kind of sight see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rupadata.compose.boxes import Box
from rupadata.compose.pen import Pen
from rupadata.scene.nodes import Paint

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Outline

STEP, LINE = 11.0, 2.4
"""How far apart the lines stand, and how thick they are, on the type scale."""


def hatch_box(pen: Pen, box: Box, colour: str, u: float) -> None:
    """Draw diagonal lines clipped to a box."""
    step = STEP * u
    parts = []
    offset = step
    while offset < box.width + box.height:
        x1, y1 = box.x + max(0.0, offset - box.height), box.bottom - min(offset, box.height)
        x2, y2 = box.x + min(offset, box.width), box.bottom - max(0.0, offset - box.width)
        parts.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        offset += step
    if box.width > 0 and box.height > 0 and parts:
        pen.path("hatch", "hatch", "".join(parts), Paint("", colour, LINE * u), box)


def draw_plate(pen: Pen, box: Box, fill: str, u: float) -> None:
    """Draw plain ground under what is written on hatching."""
    pen.rect("plate", "background", *box.inset(-5 * u, -3 * u, -5 * u, -3 * u), fill, radius=5 * u)


def hatch_lines(outline: Outline, scale: float, x: float, y: float, step: float) -> str:
    """Return diagonal lines clipped to an outline, as the commands of a path."""
    crossings: dict[int, list[tuple[float, float]]] = {}
    for ring in outline.rings:
        points = [(x + px * scale, y + py * scale) for px, py in ring]
        x0, y0 = points[-1]
        for x1, y1 in points:
            one, other = x0 + y0, x1 + y1
            low, high = (one, other) if one < other else (other, one)
            for line in range(int(low // step) + 1, int(high // step) + 1):
                part = (line * step - one) / (other - one)
                crossings.setdefault(line, []).append((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part))
            x0, y0 = x1, y1
    parts = []
    for found in crossings.values():
        found.sort()
        for (ax, ay), (bx, by) in zip(found[::2], found[1::2], strict=False):
            parts.append(f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}")
    return "".join(parts)
