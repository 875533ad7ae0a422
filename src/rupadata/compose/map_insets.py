"""Insets: regions far off the others, led in beside them at the same scale and framed, so that all is larger.

Only where a gap of open ground parts them from the rest, and where the whole gains by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from rupadata.compose.boxes import Box
from rupadata.compose.outline_rows import ROWS, Spans
from rupadata.compose.pen import Pen

if TYPE_CHECKING:
    from rupadata.regions.boundaries import BoundarySet, Outline, Ring

MOST_FRAMES = 3
MOST_LED_IN = 1 / 3
"""Which part of the regions an inset may hold."""
LEAST_GAP = 0.05
"""How wide the open ground before them is at least, as a share of the longer side of the map."""
LEAST_GAIN = 1.18
"""How many times larger the rest must stand by it."""
WIDE = 1.75
"""Width over height of the ground that a map mostly has."""
_PAD, _AIR, _STEP = 0.02, 0.025, 0.03
"""What stands around an inset in its frame, around the frame, and how finely places are looked through."""
_FAR = 0.12
"""What it costs that an inset is moved by the longer side of the map."""


class _Moved(NamedTuple):
    """Outlines with one group of them moved, the frames, and how good that is."""

    outlines: tuple[Outline, ...]
    frames: tuple[Box, ...]
    led: frozenset[str]
    worth: float


def lead_in(found: BoundarySet) -> tuple[BoundarySet, tuple[Box, ...]]:
    """Return outlines with those led in that lie far off, and the frames around these, in the map's units."""
    outlines: tuple[Outline, ...] = found.outlines
    frames: tuple[Box, ...] = ()
    led = frozenset[str]()
    for _ in range(MOST_FRAMES):
        best = max(_moves(outlines, frames, led), key=lambda move: move.worth, default=None)
        if best is None:
            break
        outlines, frames, led = best.outlines, best.frames, best.led
    if not frames:
        return found, ()
    whole = _around([*map(_box_of, outlines), *frames])
    moved = tuple(_shifted(one, -whole.x, -whole.y) for one in outlines)
    around = tuple(
        replace(land, rings=tuple(_moved_ring(ring, -whole.x, -whole.y) for ring in land.rings))
        for land in found.around
    )
    return (
        replace(found, outlines=moved, width=whole.width, height=whole.height, around=around),
        tuple(frame._replace(x=frame.x - whole.x, y=frame.y - whole.y) for frame in frames),
    )


def frame_ring(frame: Box) -> Ring:
    """Return a frame as a closed ring, for what asks where a map is covered."""
    return (
        (frame.x, frame.y), (frame.right, frame.y), (frame.right, frame.bottom), (frame.x, frame.bottom),
    )  # fmt: skip


def draw_frames(pen: Pen, frames: Sequence[Box], scale: float, x: float, y: float, ground: str = "") -> None:
    """Draw the frames of insets, on plain ground where neighbours' land is drawn under them."""
    u, palette = pen.look.u, pen.look.palette
    for frame in frames:
        box = Box(x + frame.x * scale, y + frame.y * scale, frame.width * scale, frame.height * scale)
        pen.rect(
            "inset", "background", *box, ground or palette.paper, radius=min(pen.look.corner, 6 * u),
            stroke=palette.muted, stroke_width=1.4 * u,
        )  # fmt: skip


def _moves(outlines: Sequence[Outline], frames: Sequence[Box], led: frozenset[str]) -> Iterator[_Moved]:
    """Yield each way of leading one group in by which the rest stands enough larger."""
    boxes = {one.code: _box_of(one) for one in outlines}
    whole = _around([*boxes.values(), *frames])
    now, longer = _scale(whole), max(whole.width, whole.height)
    for group in _far_groups({code: box for code, box in boxes.items() if code not in led}, longer):
        inside = _around([boxes[code] for code in group])
        pad = _PAD * longer
        size = (inside.width + 2 * pad, inside.height + 2 * pad)
        rest = [one for one in outlines if one.code not in group]
        land = _around([*(boxes[one.code] for one in rest), *frames])
        shapes = [*(one.rings for one in rest), *((frame_ring(frame),) for frame in frames)]
        spans = Spans(shapes, longer / ROWS)
        best: tuple[float, float, Box] | None = None
        for spot in _spots(land, size, longer):
            air = _AIR * longer
            if not spans.is_free(spot.inset(-air, -air, -air, -air)):
                continue
            gain = _scale(_around([land, spot])) / now
            away = abs(spot.x + pad - inside.x) + abs(spot.y + pad - inside.y)
            worth = gain - _FAR * away / longer
            if gain >= LEAST_GAIN and (best is None or worth > best[0]):
                best = worth, gain, spot
        if best is not None:
            spot = best[2]
            dx, dy = spot.x + pad - inside.x, spot.y + pad - inside.y
            moved = tuple(_shifted(one, dx, dy) if one.code in group else one for one in outlines)
            yield _Moved(moved, (*frames, spot), led | group, best[0])


def _far_groups(boxes: dict[str, Box], longer: float) -> Iterator[frozenset[str]]:
    """Yield the groups of regions that open ground parts from all others, from each of the four sides."""
    most = int(MOST_LED_IN * len(boxes))
    sides: tuple[Callable[[Box], tuple[float, float]], ...] = (
        lambda box: (box.x, box.right),
        lambda box: (-box.right, -box.x),
        lambda box: (box.y, box.bottom),
        lambda box: (-box.bottom, -box.y),
    )
    for side in sides:
        spans = sorted((side(box)[::-1], code) for code, box in boxes.items())
        for count in range(1, most + 1):
            near = spans[count - 1][0][0]
            if min(low for (_, low), _ in spans[count:]) - near >= LEAST_GAP * longer:
                yield frozenset(code for _, code in spans[:count])


def _spots(land: Box, size: tuple[float, float], longer: float) -> Iterator[Box]:
    """Yield the places of a frame in the box around the rest, and beside it along each of its sides."""
    width, height = size
    step, air = _STEP * longer, _AIR * longer
    across = [land.x + step * n for n in range(int(max(0.0, land.width - width) / step) + 1)]
    across += [land.right - width]
    down = [land.y + step * n for n in range(int(max(0.0, land.height - height) / step) + 1)]
    down += [land.bottom - height]
    for x in (land.x - width - air - 1, *across, land.right + air + 1):
        for y in (land.y - height - air - 1, *down, land.bottom + air + 1):
            yield Box(x, y, width, height)


def _scale(box: Box) -> float:
    return min(WIDE / box.width, 1.0 / box.height)


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _box_of(outline: Outline) -> Box:
    xs = [x for ring in outline.rings for x, _ in ring]
    ys = [y for ring in outline.rings for _, y in ring]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _moved_ring(ring: Ring, dx: float, dy: float) -> Ring:
    return tuple((x + dx, y + dy) for x, y in ring)


def _shifted(outline: Outline, dx: float, dy: float) -> Outline:
    label = (outline.label[0] + dx, outline.label[1] + dy)
    return replace(outline, rings=tuple(_moved_ring(ring, dx, dy) for ring in outline.rings), label=label)
