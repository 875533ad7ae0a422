"""A key of colours and names in rows, for charts whose series have no room for a label at the mark."""

from __future__ import annotations

from collections.abc import Sequence

from rupadata.compose.boxes import Box
from rupadata.compose.look import Look
from rupadata.compose.pen import CAP, Pen, Writing
from rupadata.typeset import measure

LINE = 1.35
"""The height of a row against the size of its names."""


def key_entry(name: Writing, look: Look) -> float:
    """Return the width of one name with its colour."""
    return 30 * look.u + measure(name.text, look.label)


def key_rows(names: Sequence[Writing], width: float, look: Look) -> int:
    """Return how many rows the names need, flowing from the left."""
    rows, x = 1, 0.0
    for name in names:
        entry = key_entry(name, look)
        if x and x + entry > width:
            rows, x = rows + 1, 0.0
        x += entry + 28 * look.u
    return rows


def key_height(names: Sequence[Writing], width: float, look: Look) -> float:
    """Return the height of the key."""
    return key_rows(names, width, look) * look.label.size * LINE


def draw_key(pen: Pen, area: Box, names: Sequence[Writing], colours: Sequence[str], look: Look) -> None:
    """Draw the key from the top of an area."""
    u, size = look.u, look.label.size
    x, y = area.x, area.y
    for name, colour in zip(names, colours):
        entry = key_entry(name, look)
        if x > area.x and x + entry > area.right + 0.5:
            x, y = area.x, y + size * LINE
        pen.rect("key", "legend", x, y + size * CAP / 2 - 9 * u, 18 * u, 18 * u, colour, radius=3 * u)
        pen.text("name", "label", x + 30 * u, y + size * CAP, name, look.label)
        x += entry + 28 * u
