"""The values behind a figure: which mark shows which, and how a spreadsheet's format writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from rupadata.scene.geometry import Bounds
from rupadata.scene.nodes import ChartData, Circle, Group, Path, Rect
from rupadata.scene.scene import Scene
from rupadata.wording import write_decimal

CellPlace = tuple[int, int, int]
"""A chart of a figure, a series of it, a category: by their places."""
MarkPlaces = dict[CellPlace, list[str]]
"""The ids of the marks that show a value, by its place."""
UPON = 0.35
"""Up to which share of their size two marks lie apart and are still pointed at as one."""
_ALIKE = 0.6
"""From which share of the larger one on the size of a mark is like that of another."""


_MOST_DECIMALS, _USUAL_DECIMALS = 4, 2
_NOISE = 1e-9
"""How far from its decimals a value that was worked out may lie, as a share of it."""


def mark_places(scene: Scene, charts: Sequence[ChartData]) -> MarkPlaces:
    """Return the marks of a scene by the chart, series and category whose value each shows.

    A mark is taken where it can show nothing else: marks of one role whose values are those of the chart,
    series by series from either end or category by category, or a value that the chart has once and the marks
    of that role have once.
    """
    by_role: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for node in scene.every:
        if isinstance(node, Rect | Circle | Path) and node.value is not None:
            by_role[node.role].append((node.id, node.value))
    found: MarkPlaces = defaultdict(list)
    for place, chart in enumerate(charts):
        for marks in by_role.values():
            for cell, name in _matched(marks, chart):
                found[(place, *cell)].append(name)
    return found


def told_areas(scene: Scene, charts: Sequence[ChartData]) -> dict[CellPlace, Bounds]:
    """Return where a scene shows values for which no shape stands alone, by chart, series and category."""
    return {
        (charts.index(node.chart), mark.series, mark.category): Bounds(
            mark.x, mark.y, mark.width, mark.height
        )
        for node in scene.every
        if isinstance(node, Group) and node.chart in charts
        for mark in node.marks
    }


def at_one_place(shown: Sequence[Bounds]) -> list[list[int]]:
    """Return for each box those upon it that pointing does not tell from it, itself first."""
    found = [[place] for place in range(len(shown))]
    centres = [(box.x + box.width / 2, box.y + box.height / 2) for box in shown]
    order = sorted(range(len(shown)), key=lambda place: centres[place])
    for at, one in enumerate(order):
        size = shown[one].width, shown[one].height
        for other in order[at + 1 :]:
            if centres[other][0] - centres[one][0] > UPON * size[0]:
                break
            near = abs(centres[other][1] - centres[one][1]) <= UPON * size[1]
            if near and _alike(size[0], shown[other].width) and _alike(size[1], shown[other].height):
                found[one].append(other)
                found[other].append(one)
    return found


def _alike(one: float, other: float) -> bool:
    return min(one, other) > _ALIKE * max(one, other)


def _matched(marks: Sequence[tuple[str, float]], chart: ChartData) -> Iterable[tuple[tuple[int, int], str]]:
    by_series = [
        ((column, row), value)
        for column, series in enumerate(chart.series)
        for row, value in enumerate(series.values)
        if value is not None
    ]
    values = [value for _, value in marks]
    for cells in (
        by_series,
        sorted(by_series, key=lambda cell: (cell[0][1], cell[0][0])),
        sorted(by_series, key=lambda cell: (-cell[0][0], cell[0][1])),
    ):
        if [value for _, value in cells] == values:
            return [(cell, node) for (cell, _), (node, _) in zip(cells, marks, strict=True)]
    cells_of: dict[float, list[tuple[int, int]]] = defaultdict(list)
    marks_of: dict[float, list[str]] = defaultdict(list)
    for cell, value in by_series:
        cells_of[value].append(cell)
    for node, value in marks:
        marks_of[value].append(node)
    return [
        (cells[0], marks_of[value][0])
        for value, cells in cells_of.items()
        if len(cells) == 1 and len(marks_of.get(value, ())) == 1
    ]


def written_format(chart: ChartData) -> str:
    """Return the spreadsheet's format of a chart's values; where it has none, with the decimals they need.

    Values that were worked out carry the noise of floating point behind their decimals: -2 is kept as
    -1.9999999999999907. What no four decimals tell is written with two.
    """
    if chart.number_format != "General":
        return chart.number_format
    known = [value for series in chart.series for value in series.values if value is not None]
    needed = next(
        (places for places in range(_MOST_DECIMALS + 1) if _are_exact(known, places)), _USUAL_DECIMALS
    )
    return "#,##0" + ("." + "0" * needed if needed else "")


def _are_exact(values: Iterable[float], places: int) -> bool:
    return all(abs(value - round(value, places)) <= _NOISE * max(1.0, abs(value)) for value in values)


def scaled_value(value: float, number_format: str) -> str:
    """Return a value exactly, in the unit that a spreadsheet's format shows it in: `1948300` as `1.9483`."""
    scaled = Decimal(repr(value)).scaleb(-3 * _commas(number_format))
    return f"{scaled.normalize():f}"


def shown_value(value: float, number_format: str, lang: str) -> str:
    """Return a value as a spreadsheet's format shows it, by the signs of a language."""
    scaled = Decimal(repr(value)).scaleb(-3 * _commas(number_format))
    if number_format == "General":
        return write_decimal(scaled, lang, trim=True)
    decimals = len(number_format.rstrip(",").partition(".")[2])
    return write_decimal(scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), lang)


def _commas(number_format: str) -> int:
    return len(number_format) - len(number_format.rstrip(","))
