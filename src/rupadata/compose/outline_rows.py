"""Which parts of a box shapes cover, row by row: where a comment, a key or a name may stand on a map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rupadata.compose.boxes import Box

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Outline, Ring

_ROW = 12.0

Span = tuple[float, float]


class Spans:
    """The spans that shapes cover in rows, a step apart, in scene units; a shape is its closed rings."""

    def __init__(self, shapes: Iterable[Iterable[Ring]], step: float = _ROW) -> None:
        self._step = step
        self._rows: dict[int, list[Span]] = {}
        for rings in shapes:
            self._add(rings)

    def _add(self, rings: Iterable[Ring]) -> None:
        crossings: dict[int, list[float]] = {}
        step = self._step
        for ring in rings:
            x0, y0 = ring[-1]
            for x1, y1 in ring:
                low, high = (y0, y1) if y0 < y1 else (y1, y0)
                for row in range(int(low // step) + 1, int(high // step) + 1):
                    crossings.setdefault(row, []).append(x0 + (x1 - x0) * (row * step - y0) / (y1 - y0))
                x0, y0 = x1, y1
        for row, found in crossings.items():
            found.sort()
            self._rows.setdefault(row, []).extend(zip(found[::2], found[1::2], strict=False))

    def covered(self, box: Box) -> float:
        """Return which share of a box the shapes cover, about."""
        rows = self._of(box)
        if not rows:
            return 0.0
        total = sum(
            max(0.0, min(right, box.right) - max(left, box.x))
            for row in rows
            for left, right in self._rows.get(row, ())
        )
        return total / (len(rows) * box.width)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box touches no shape."""
        return not any(
            left < box.right and box.x < right
            for row in self._of(box)
            for left, right in self._rows.get(row, ())
        )

    def holds(self, box: Box) -> bool:
        """Tell whether a box lies wholly inside one shape."""
        return all(
            any(left <= box.x and box.right <= right for left, right in self._rows.get(row, ()))
            for row in self._of(box)
        )

    def centre(self) -> tuple[float, float]:
        """Return the middle of what is covered."""
        total = x = y = 0.0
        for row, spans in self._rows.items():
            for left, right in spans:
                wide = right - left
                total, x, y = total + wide, x + wide * (left + right) / 2, y + wide * row * self._step
        return (x / total, y / total) if total else (0.0, 0.0)

    def roomiest(self, width: float, height: float) -> tuple[float, float] | None:
        """Return the middle of the widest place inside one shape for a box of a size; None where none is."""
        need = int(height / self._step) + 2
        best, spot = width, None
        for first in sorted(self._rows):
            inner = self._rows[first]
            for row in range(first + 1, first + need):
                inner = _shared(inner, self._rows.get(row, ()))
                if not inner:
                    break
            for left, right in inner:
                if right - left >= best:
                    best = right - left
                    spot = ((left + right) / 2, (first + (need - 1) / 2) * self._step)
        return spot

    def _of(self, box: Box) -> range:
        return range(int(box.y // self._step), int(box.bottom // self._step) + 2)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Return where spans of two rows overlap."""
    return [
        (max(left, start), min(right, end))
        for left, right in one
        for start, end in other
        if max(left, start) < min(right, end)
    ]


def outline_spans(outlines: Sequence[Outline], scale: float, x: float, y: float, step: float = _ROW) -> Spans:
    """Return the spans of outlines, scaled and moved."""
    return Spans(
        (
            [tuple((x + px * scale, y + py * scale) for px, py in ring) for ring in one.rings]
            for one in outlines
        ),
        step,
    )
