"""Which parts of a box outlines cover, row by row: where a comment or a key may stand on a map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rupadata.compose.boxes import Box

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Outline

_ROW = 12.0


class OutlineRows:
    """The spans that outlines cover in rows of a box, in scene units."""

    def __init__(self, outlines: Sequence[Outline], scale: float, x: float, y: float, room: Box) -> None:
        self._top = room.y - 4 * _ROW
        count = int((room.height + 8 * _ROW) / _ROW) + 1
        self._spans: list[list[tuple[float, float]]] = [[] for _ in range(count)]
        for outline in outlines:
            for ring in outline.rings:
                self._add([(x + px * scale, y + py * scale) for px, py in ring])

    def _add(self, ring: list[tuple[float, float]]) -> None:
        crossings: dict[int, list[float]] = {}
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            first = max(0, int((low - self._top) / _ROW) + 1)
            last = min(len(self._spans) - 1, int((high - self._top) / _ROW))
            for row in range(first, last + 1):
                level = self._top + row * _ROW
                crossings.setdefault(row, []).append(x0 + (x1 - x0) * (level - y0) / (y1 - y0))
            x0, y0 = x1, y1
        for row, found in crossings.items():
            found.sort()
            self._spans[row] += list(zip(found[::2], found[1::2], strict=False))

    def covered(self, box: Box) -> float:
        """Return which share of a box outlines cover, about."""
        rows = self._rows(box)
        if not rows:
            return 0.0
        total = sum(
            max(0.0, min(right, box.right) - max(left, box.x))
            for row in rows
            for left, right in self._spans[row]
        )
        return total / (len(rows) * box.width)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box touches no outline."""
        return not any(
            left < box.right and box.x < right for row in self._rows(box) for left, right in self._spans[row]
        )

    def _rows(self, box: Box) -> range:
        first = max(0, int((box.y - self._top) / _ROW))
        last = min(len(self._spans) - 1, int((box.bottom - self._top) / _ROW) + 1)
        return range(first, last + 1)


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
