"""Which parts of a map shapes cover, row by row: where a comment, a key or a name may stand.

The rows are found once for each set of shapes, in the shapes' own units; a map asks of boxes on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rupadata.compose.boxes import Box

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Outline, Ring

ROWS = 130
"""In how many rows the shapes of a map are looked at, from top to bottom."""

Span = tuple[float, float]
Rows = dict[int, list[Span]]


@lru_cache(maxsize=1024)
def _rows_of(shapes: tuple[tuple[Ring, ...], ...], step: float) -> Rows:
    """Return the spans that shapes cover in rows a step apart; a shape is its closed rings."""
    rows: Rows = {}
    for rings in shapes:
        crossings: dict[int, list[float]] = {}
        for ring in rings:
            x0, y0 = ring[-1]
            for x1, y1 in ring:
                low, high = (y0, y1) if y0 < y1 else (y1, y0)
                for row in range(int(low // step) + 1, int(high // step) + 1):
                    crossings.setdefault(row, []).append(x0 + (x1 - x0) * (row * step - y0) / (y1 - y0))
                x0, y0 = x1, y1
        for row, found in crossings.items():
            found.sort()
            rows.setdefault(row, []).extend(zip(found[::2], found[1::2], strict=False))
    return rows


class Spans:
    """The rows of shapes that stand on a page, scaled and moved."""

    def __init__(
        self,
        shapes: Iterable[tuple[Ring, ...]],
        step: float,
        scale: float = 1.0,
        x: float = 0.0,
        y: float = 0.0,
    ) -> None:
        self._rows = _rows_of(tuple(shapes), step)
        self._step = step
        self._scale, self._x, self._y = scale, x, y

    def covered(self, box: Box) -> float:
        """Return which share of a box the shapes cover, about."""
        left, right, rows = self._of(box)
        total = sum(
            max(0.0, min(end, right) - max(start, left))
            for row in rows
            for start, end in self._rows.get(row, ())
        )
        return total / (len(rows) * (right - left))

    def is_free(self, box: Box) -> bool:
        """Tell whether a box touches no shape."""
        left, right, rows = self._of(box)
        return not any(start < right and left < end for row in rows for start, end in self._rows.get(row, ()))

    def holds(self, box: Box) -> bool:
        """Tell whether a box lies wholly inside one shape."""
        left, right, rows = self._of(box)
        return all(
            any(start <= left and right <= end for start, end in self._rows.get(row, ())) for row in rows
        )

    def seen_in(self, box: Box) -> Box | None:
        """Return the box around what is seen of the shapes in a box, None where nothing is."""
        left, right, rows = self._of(box)
        seen = [
            (row, max(start, left), min(end, right))
            for row in rows
            for start, end in self._rows.get(row, ())
            if start < right and left < end
        ]
        if not seen:
            return None
        west, east = min(start for _, start, _ in seen), max(end for *_, end in seen)
        top, bottom = seen[0][0] * self._step, seen[-1][0] * self._step
        scale = self._scale
        return Box(
            self._x + west * scale, self._y + top * scale, (east - west) * scale, (bottom - top) * scale
        )

    def roomiest(self, width: float, height: float) -> tuple[float, float] | None:
        """Return the middle of the widest place inside one shape for a box of a size; None where none is."""
        need = int(height / self._scale / self._step) + 2
        best, spot = width / self._scale, None
        for first in sorted(self._rows):
            inner: Sequence[Span] = self._rows[first]
            for row in range(first + 1, first + need):
                inner = _shared(inner, self._rows.get(row, ()))
                if not inner:
                    break
            for left, right in inner:
                if right - left >= best:
                    best = right - left
                    spot = ((left + right) / 2, (first + (need - 1) / 2) * self._step)
        if spot is None:
            return None
        return self._x + spot[0] * self._scale, self._y + spot[1] * self._scale

    def _of(self, box: Box) -> tuple[float, float, range]:
        """Return a box in the shapes' own units: its sides, and the rows that it lies on."""
        left, right = (box.x - self._x) / self._scale, (box.right - self._x) / self._scale
        top, bottom = (box.y - self._y) / self._scale, (box.bottom - self._y) / self._scale
        return left, right, range(int(top // self._step), int(bottom // self._step) + 2)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Return where spans of two rows overlap."""
    return [
        (max(left, start), min(right, end))
        for left, right in one
        for start, end in other
        if max(left, start) < min(right, end)
    ]


def outline_spans(outlines: Sequence[Outline], extent: float, scale: float, x: float, y: float) -> Spans:
    """Return the spans of outlines on a page; `extent` is the height of the whole map in its own units."""
    return Spans((one.rings for one in outlines), extent / ROWS, scale, x, y)
