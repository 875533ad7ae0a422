"""How to read a yearbook's list, and how its figures were made: two short texts beside each other."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.pen import Pen, Writing, Written, write
from rupadata.scene.nodes import Group

_TWO = 700.0


class Guide(Struct, frozen=True):
    """Titled texts, side by side where there is width."""

    kind: ClassVar[str] = "guide"
    parts: tuple[tuple[str, Writing], ...]
    name: str = "guide"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the texts."""
        if width < 300 * look.u:
            return None
        set_ = self._set(width, look)
        heights = [title.height + 10 * look.u + text.height for title, text in set_]
        high = max(heights) if width >= _TWO * look.u else sum(heights) + 22 * look.u * (len(heights) - 1)
        return Fit(high + 18 * look.u, high + 20 * look.u, high + 26 * look.u, 0.2)

    def draw(self, box: Box, look: Look) -> Group:
        """Write the texts under a rule."""
        pen = Pen(self.name, look, self.kind)
        u = look.u
        pen.line("rule", "ornament", box.x, box.y, box.right, box.y, look.palette.hairline, 1.6 * u)
        wide = box.width >= _TWO * u
        places = box.columns([1.0] * len(self.parts), look.gutter) if wide else [box] * len(self.parts)
        y = box.y + 18 * u
        for place, (title, text) in zip(places, self._set(box.width, look), strict=True):
            at = pen.lines("title", "section-heading", place.x, y, title)
            at = pen.lines("text", "note", place.x, at + 10 * u, text)
            y = y if wide else at + 22 * u
        return pen.group("section", label=self.parts[0][0])

    def _set(self, width: float, look: Look) -> list[tuple[Written, Written]]:
        count = len(self.parts) if width >= _TWO * look.u else 1
        column = (width - look.gutter * (count - 1)) / count
        title, text = look.heading(24), look.text(22)
        return [
            (write(Writing(name), title, column, max_lines=1), write(said, text, column, leading=1.25))
            for name, said in self.parts
        ]
