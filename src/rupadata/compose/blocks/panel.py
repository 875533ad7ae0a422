"""The panel that a hero in figures stands on: full of the accent, or tinted, as the theme has it."""

from __future__ import annotations

from typing import NamedTuple

from rupadata.compose.boxes import Box
from rupadata.compose.look import Look
from rupadata.compose.pen import Pen
from rupadata.scene.nodes import TextStyle

PAD = 30.0
"""The space between a panel's edge and what stands on it, on the type scale."""


class PanelInks(NamedTuple):
    """The colours of a panel and of what stands on it."""

    fill: str
    figure: str
    strong: str
    quiet: str
    ghost: str


def pad(look: Look) -> float:
    """Return the space inside of a panel's edges; none where a band of the page takes its place."""
    return 0.0 if look.bare else PAD * look.u


def panel_inks(look: Look, *, full: bool = True) -> PanelInks:
    """Return the colours of a panel; `full` lets the theme fill it with the accent."""
    palette = look.palette
    if look.bare:
        ghost = palette.ghost if palette.ink == "#ffffff" else palette.tint
        return PanelInks(palette.paper, palette.accent, palette.ink, palette.muted, ghost)
    if full and look.theme.ornament.panel == "fill":
        white = palette.on_accent
        return PanelInks(palette.accent, white, white, white, palette.ghost)
    return PanelInks(palette.tint, palette.accent, palette.ink, palette.muted, palette.ramp[1])


def draw_panel(pen: Pen, box: Box, inks: PanelInks, look: Look) -> Box:
    """Draw a panel over a box and return the box inside of its padding."""
    if look.bare:
        return box
    radius = look.theme.card.radius * look.u
    pen.rect("panel", "background", box.x, box.y, box.width, box.height, inks.fill, radius=radius)
    room = pad(look)
    return box.inset(room, room, room, room)


def unit_gap(figure: TextStyle, look: Look) -> float:
    """Return the room between a large figure and its unit: a space of the figure, or readers join the two."""
    return max(16 * look.u, 0.2 * figure.size)
