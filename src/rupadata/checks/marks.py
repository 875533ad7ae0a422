"""Honest marks: bars start at zero and are as long as their figures; ramps grow darker with the value."""

from __future__ import annotations

from itertools import pairwise

from rupadata.compose.colour import luminance
from rupadata.problems import Place, Problem
from rupadata.scene.nodes import Group, Path, Rect
from rupadata.scene.scene import Scene, walk

BAR_ROLE = "bar"
TILE_ROLE = "tile"
AREA_ROLE = "area"


def check_marks(scene: Scene, where: str = "") -> list[Problem]:
    """Return the figures whose marks say something else than their values."""
    found = []
    for node in walk(scene.nodes):
        if isinstance(node, Group) and node.role == "figure":
            found += _check_bars(node, where)
            found += _check_ramp(node, where)
    return found


def _members(figure: Group, role: str) -> list[Rect | Path]:
    return [
        node
        for node in walk(figure.children)
        if isinstance(node, Rect | Path) and node.role == role and node.value is not None
    ]


def _check_bars(figure: Group, where: str) -> list[Problem]:
    """Compare lengths with values: one factor must serve all bars of a figure, up to a unit of length."""
    bars = [bar for bar in _members(figure, BAR_ROLE) if isinstance(bar, Rect)]
    if len(bars) < 2:
        return []
    upright = len({round(bar.width, 1) for bar in bars}) == 1
    lengths = [bar.height if upright else bar.width for bar in bars]
    sizes = [abs(bar.value or 0.0) for bar in bars]
    biggest = max(range(len(bars)), key=lambda i: sizes[i])
    if sizes[biggest] == 0:
        return []
    factor = lengths[biggest] / sizes[biggest]
    wrong = [
        bar
        for bar, length, size in zip(bars, lengths, sizes, strict=True)
        if abs(length - factor * size) > 1.0 + 0.005 * lengths[biggest]
    ]
    return (
        [Problem.of("bar-length-wrong", Place(where, "", wrong[0].id), count=len(wrong), chart=figure.label)]
        if wrong
        else []
    )


def _check_ramp(figure: Group, where: str) -> list[Problem]:
    tiles = [*_members(figure, TILE_ROLE), *_members(figure, AREA_ROLE)]
    positive = [tile for tile in tiles if (tile.value or 0.0) >= 0 and tile.paint.fill]
    ordered = sorted(positive, key=lambda tile: tile.value or 0.0)
    for low, high in pairwise(ordered):
        if low.value == high.value:
            continue
        if luminance(high.paint.fill) > luminance(low.paint.fill) + 1e-6:
            return [Problem.of("ramp-not-monotone", Place(where, "", high.id), chart=figure.label)]
    return []
