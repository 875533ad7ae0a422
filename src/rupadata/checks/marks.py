"""Honest marks: bars as long as their figures, ramps darker with the amount, no line through a gap."""

from __future__ import annotations

import re
from itertools import pairwise

from rupadata.compose.colour import luminance
from rupadata.problems import Place, Problem
from rupadata.scene.nodes import Group, Path, Rect
from rupadata.scene.scene import Scene, walk

BAR_ROLE = "bar"
TILE_ROLE = "tile"
AREA_ROLE = "area"
LINE_CHARTS = frozenset({"small-multiples", "line"})
SMALL_PART = 0.25
"""An amount under this part of the greatest one is small."""


def check_marks(scene: Scene, where: str = "") -> list[Problem]:
    """Return the figures whose marks say something else than their values."""
    found = []
    for node in scene.every:
        if isinstance(node, Group) and node.role == "figure":
            found += _check_bars(node, where)
            found += _check_ramp(node, where)
            found += _check_gaps(node, where)
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
    """Compare colours with amounts: on each side of zero the greater amount is never the lighter one."""
    tiles = [
        (tile.value, tile)
        for tile in (*_members(figure, TILE_ROLE), *_members(figure, AREA_ROLE))
        if tile.value is not None and tile.paint.fill
    ]
    for side in ([one for one in tiles if one[0] >= 0], [one for one in tiles if one[0] < 0]):
        for (less, low), (more, high) in pairwise(sorted(side, key=lambda one: abs(one[0]))):
            if less != more and luminance(high.paint.fill) > luminance(low.paint.fill) + 1e-6:
                return [Problem.of("ramp-not-monotone", Place(where, "", high.id), chart=figure.label)]
    return _check_symmetry(figure, tiles, where)


def _check_symmetry(figure: Group, tiles: list[tuple[float, Rect | Path]], where: str) -> list[Problem]:
    """Find a small amount in the darkest colour, as where amounts on both sides of zero are not alike."""
    if not tiles:
        return []
    value, darkest = min(tiles, key=lambda one: (luminance(one[1].paint.fill), -abs(one[0])))
    if abs(value) < SMALL_PART * max(abs(other) for other, _ in tiles):
        return [
            Problem.of(
                "ramp-not-monotone", Place(where, "", darkest.id), variant="lopsided", chart=figure.label
            )
        ]
    return []


def _check_gaps(figure: Group, where: str) -> list[Problem]:
    """Count the steps that lines take: no more than there are neighbouring years that both have a figure."""
    chart = figure.chart
    if chart is None or chart.kind not in LINE_CHARTS:
        return []
    lines = [node for node in walk(figure.children) if isinstance(node, Path) and node.role == "line"]
    drawn = sum(line.d.count("L") for line in lines)
    skipped = _skipped(chart.categories)
    allowed = sum(
        series.values[place - 1] is not None and series.values[place] is not None and place not in skipped
        for series in chart.series
        for place in range(1, len(series.values))
    )
    if drawn <= allowed:
        return []
    return [Problem.of("line-through-gap", Place(where, "", lines[0].id), chart=figure.label)]


def _skipped(periods: tuple[str, ...]) -> set[int]:
    """Return the places before which years are missing, by the usual step; written again on purpose."""
    years = [int(found[0]) for text in periods if (found := re.match(r"\d{4}(?=\D*$)", text))]
    steps = [after - before for before, after in pairwise(years)]
    if len(years) < len(periods) or not steps:
        return set()
    usual = sorted(steps, key=lambda step: (-steps.count(step), step))[0]
    return {place for place, step in enumerate(steps, 1) if step > usual}
