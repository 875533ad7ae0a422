"""Parts side by side over time, where they are no amounts to stack. Two or three parts, up to eight steps.

Fewer steps are shown where the columns would be too narrow for their figures; the fallback is the year chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import BreakdownSeries, Point, breakdown_series, describe_parts, dimensions_of
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.key import draw_key, key_entry, key_height
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, plain
from rupadata.compose.scales import bar_scale
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure

MOST_PARTS = 3
MOST_STEPS = 8
INNER = 3.0
"""The space between the columns of one step."""


class Cluster(Struct, frozen=True):
    """One step of time with a column for each part."""

    label: Writing
    values: tuple[float | None, ...]
    shown: tuple[Writing, ...]


class GroupedColumns(Struct, frozen=True):
    """Columns of parts beside each other, from zero."""

    kind: ClassVar[str] = "grouped"
    heading: Heading
    names: tuple[Writing, ...]
    clusters: tuple[Cluster, ...]
    form: NumberForm
    label: str
    alt: str
    name: str = "grouped"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights; refused where not even two steps have room for their figures."""
        if not 2 <= len(self.names) <= MOST_PARTS or width < 360 * look.u:
            return None
        if self._steps(width, look) < 2 or max(key_entry(name, look) for name in self.names) > width:
            return None
        head = self.heading.height(width, look) + key_height(self.names, width, look) + 10 * look.u
        return Fit(head + 170 * look.u, head + 230 * look.u, head + 400 * look.u)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the key and the columns of the last steps that fit."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        colours = self._colours(look)
        draw_key(pen, area, self.names, colours, look)
        area = area.inset(top=key_height(self.names, area.width, look) + 10 * u)
        clusters = self.clusters[-self._steps(area.width, look) :]
        size = look.value.size
        values = [value for cluster in clusters for value in cluster.values if value is not None]
        line = size * CAP + 12 * u
        low_room = line if min(values) < 0 else 0.0
        floor = area.bottom - size * CAP - 16 * u
        scale = bar_scale(values, floor - low_room, area.y + (line if max(values) > 0 else 4 * u))
        zero = scale(0.0)
        slot = area.width / len(clusters)
        count = len(self.names)
        thickness = min((slot * 0.88 - INNER * u * (count - 1)) / count, 110 * u)
        spread = thickness * count + INNER * u * (count - 1)
        for index, cluster in enumerate(clusters):
            last = index == len(clusters) - 1
            centre = area.x + (index + 0.5) * slot
            for place, (value, shown) in enumerate(zip(cluster.values, cluster.shown)):
                if value is None:
                    continue
                x = centre - spread / 2 + place * (thickness + INNER * u)
                end = scale(value)
                pen.rect("bar", "bar", x, min(zero, end), thickness, abs(end - zero), colours[place],
                         radius=min(look.corner, thickness / 4), value=value)  # fmt: skip
                style = look.value_strong if last else look.value
                y = end - 10 * u if value >= 0 else end + 8 * u + size * CAP
                pen.text("value", "value", x + thickness / 2, y, shown, style, "middle")
            style = look.label_strong if last else look.text()
            pen.text("period", "label", centre, area.bottom - 4 * u, cluster.label, style, "middle")
        pen.line("baseline", "axis", area.x, zero, area.right, zero, palette.ink, 1.6 * u)
        chart = ChartData(
            "column",
            tuple(cluster.label.text for cluster in clusters),
            tuple(
                ChartSeries(name.text, tuple(cluster.values[place] for cluster in clusters))
                for place, name in enumerate(self.names)
            ),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _colours(self, look: Look) -> tuple[str, ...]:
        series = look.palette.series
        return (series[0], series[2]) if len(self.names) == 2 else (series[0], series[2], series[3])

    def _steps(self, width: float, look: Look) -> int:
        """Return how many of the last steps have room for every figure over its column."""
        widest = max(
            measure(shown.text, look.value_strong) for cluster in self.clusters for shown in cluster.shown
        )
        periods = max(measure(cluster.label.text, look.label_strong) for cluster in self.clusters)
        column = widest + (8 + INNER) * look.u
        slot = max(column * len(self.names) / 0.88, periods + 14 * look.u)
        return min(len(self.clusters), MOST_STEPS, int(width // slot))


def gather_grouped(block: BlockSpec, source: Source) -> GroupedColumns | None:
    """Return two or three parts of an indicator over the steps in which any of them is known."""
    indicator = source.indicator(block)
    for dimension in [block.dimension] if block.dimension else dimensions_of(source.book, indicator.key):
        steps = _steps(source, indicator.key, dimension)
        if len(steps) < 2:
            continue
        names = [point.key for point in steps[-1].points]
        held = [[_point(parts, name) for name in names] for parts in steps]
        known = [point for points in held for point in points if point is not None]
        form = source.form(known, indicator)
        source.mark_points(known)
        clusters = tuple(
            Cluster(
                source.period(parts.period, provisional=any(p.provisional for p in parts.known)),
                tuple(None if point is None else point.value for point in points),
                tuple(Writing("") if point is None else form.show(point) for point in points),
            )
            for parts, points in zip(steps, held)
        )
        by = source.by_dimension(dimension) + source.say(", per tahun", " and year")
        return GroupedColumns(
            Heading(
                source.titled(block, by),
                source.heading_note(source.about(indicator), form.words),
            ),
            tuple(plain(source.part(point.name, dimension)) for point in steps[-1].points),
            clusters,
            form,
            f"{by}: {source.name(indicator)}",
            describe_parts(steps[-1], source.lang).text,
        )
    return None


def _steps(source: Source, key: str, dimension: str) -> list[BreakdownSeries]:
    """Return the breakdowns of the last steps that have the parts of the last one; none across a break."""
    found: list[BreakdownSeries] = []
    for period in reversed(_periods(source, key)):
        parts = breakdown_series(source.book, key, period, dimension)
        if not parts.known:
            continue
        if not found and not 2 <= len(parts.points) <= MOST_PARTS:
            return []
        names = {point.key for point in parts.points}
        if found and names != {point.key for point in found[0].points}:
            break
        found.insert(0, parts)
        if len(found) == MOST_STEPS or any(point.breaks for point in parts.points):
            break
    return found


def _periods(source: Source, key: str) -> Sequence[str]:
    frame = source.book.observations
    periods = frame.filter(frame["indicator_key"] == key)["period"].unique().to_list()
    years = sorted(period for period in periods if period.isdigit())
    return years or sorted(period for period in periods if period)


def _point(parts: BreakdownSeries, name: str) -> Point | None:
    return next((point for point in parts.known if point.key == name), None)
