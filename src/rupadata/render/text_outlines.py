"""Text as outlines, for print shops that want no fonts."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from rupadata.render.xml_text import number
from rupadata.scene.nodes import Text
from rupadata.typeset import measure, shape, shaping_font


class _Pen:
    """Writes what HarfBuzz draws as relative path commands, so that a glyph reads the same anywhere.

    `scale` is how many units of the path a unit of the glyph's font is.
    """

    def __init__(self, scale: float) -> None:
        self.commands: list[str] = []
        self._scale = scale
        self._here = (0.0, 0.0)
        self._start = (0.0, 0.0)

    def draw_functions(self) -> hb.DrawFuncs:
        functions = hb.DrawFuncs()
        functions.set_move_to_func(self._move)
        functions.set_line_to_func(lambda *points: self._draw("l", points[:2]))
        functions.set_quadratic_to_func(lambda *points: self._draw("q", points[:4]))
        functions.set_cubic_to_func(lambda *points: self._draw("c", points[:6]))
        functions.set_close_path_func(self._close)
        return functions

    def _move(self, x: float, y: float, _: object) -> None:
        self._draw("m", (x, y))
        self._start = (x, y)

    def _draw(self, command: str, points: tuple[float, ...]) -> None:
        steps = ((value - self._here[i % 2]) * self._scale for i, value in enumerate(points))
        self.commands.append(command + " ".join(map(number, steps)))
        self._here = (points[-2], points[-1])

    def _close(self, _: object) -> None:
        self.commands.append("z")
        self._here = self._start


@lru_cache(maxsize=4096)
def _glyph_outline(family: str, weight: int, glyph: int, scale: float) -> str:
    pen = _Pen(scale)
    shaping_font(family, weight).draw_glyph(glyph, pen.draw_functions(), None)
    return "".join(pen.commands)


def text_outline(node: Text) -> tuple[str, str]:
    """Return the path data of a line of text in font units, and the transform that sets it in its place."""
    style = node.style
    parts: list[str] = []
    for glyph in shape(node.text, style):
        outline = _glyph_outline(glyph.family, glyph.weight, glyph.number, glyph.scale)
        if outline:
            parts.append(f"M{number(glyph.x)} {number(glyph.y)}{outline}")
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[style.anchor] * measure(node.text, style)
    scale = style.size / shaping_font(style.family, style.weight).face.upem
    transform = (
        f"translate({number(node.x - shift)} {number(node.y)}) scale({number(scale)} {number(-scale)})"
    )
    return "".join(parts), transform
