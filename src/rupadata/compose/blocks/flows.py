"""Parts of a total over the years as lying bars, each part joined by a ribbon, the last year twice as high.

Two to six parts of an amount over two to six years, on one scale from zero; parts in the order of the last
year, the part that the headline speaks of at the end, where its edge is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import breakdown_series, describe_parts, dimensions_of
from rupadata.analysis.facts import is_additive
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import OVER_PARTS, Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, recolour
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint
from rupadata.typeset import measure

MOST_PARTS, MOST_STEPS = 6, 6
LEAST_SHARE = 0.02
"""A part smaller than this share of the largest total is joined by no ribbon that one could see."""


class Course(Struct, frozen=True):
    """One year: its parts in order, and their total."""

    label: Writing
    values: tuple[float, ...]
    shown: tuple[Writing, ...]
    total: Writing


class Flows(Struct, frozen=True):
    """Bars with ribbons between them."""

    heading: Heading
    names: tuple[Writing, ...]
    courses: tuple[Course, ...]
    strong: int
    total_words: str
    form: NumberForm
    label: str
    alt: str
    name: str = "flows"
    kind: ClassVar[str] = "flows"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of bars and ribbons; refused where names have no room over the last bar."""
        if width < 620 * look.u:
            return None
        head = self.heading.height(width, look)
        count = len(self.courses)
        least = (44 + count * 34 + (count - 1) * 22 + 40) * look.u + self._keys(
            width, look
        ) * look.label.size * 1.3
        return Fit(head + least, head + least * 1.3, head + least * 1.9, 1.2)

    def _keys(self, width: float, look: Look) -> int:
        """Return in how many rows the names stand under the bars."""
        rows, x = 1, 0.0
        for name in self.names:
            wide = measure(name.text, look.label_strong) + 62 * look.u
            if x and x + wide > width:
                rows, x = rows + 1, 0.0
            x += wide
        return rows

    def draw(self, box: Box, look: Look) -> Group:
        """Draw years from top to bottom."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u = look.u
        area = box.inset(top=self.heading.height(box.width, look))
        size = look.label.size
        keys = self._keys(box.width, look) * size * 1.3
        left = area.x + max(measure(c.label.text, look.heading(30)) for c in self.courses) + 22 * u
        totals = max(measure(c.total.text, look.heading(28)) for c in self.courses) + 30 * u
        most = max(sum(course.values) for course in self.courses)
        factor = (area.right - totals - left) / most
        if any(not self._has_room(c, c.values[-1] * factor, look) for c in self.courses):
            # A figure that stands beside the last part stands between the bar and its total.
            beside = max(measure(c.shown[-1].text, look.value_strong) for c in self.courses)
            factor = (area.right - totals - beside - 12 * u - left) / most
        units = len(self.courses) + 1 + 0.62 * (len(self.courses) - 1)
        height = (area.height - keys - 34 * u - 16 * u) / units
        pen.text(
            "total-words",
            "legend",
            area.right,
            area.y + size * CAP,
            plain(self.total_words),
            look.text(),
            "end",
        )
        colours = self._colours(look)
        y = area.y + 34 * u
        before: list[tuple[float, float]] = []
        for index, course in enumerate(self.courses):
            last = index == len(self.courses) - 1
            thick = height * (2 if last else 1)
            spans = self._spans(course, left, factor)
            if before:
                self._draw_ribbons(pen, before, y - 0.62 * height, spans, y, colours)
            self._draw_bar(pen, course, spans, y, thick, colours, look, last=last)
            middle = y + thick / 2
            face = look.heading(30) if last else look.text(24)
            pen.text("period", "label", area.x, middle + face.size * CAP / 2, course.label, face)
            figure = look.heading(28) if last else look.value
            pen.text(
                "total", "value", area.right, middle + figure.size * CAP / 2, course.total, figure, "end"
            )
            before = spans
            y += thick + 0.62 * height
        self._draw_key(pen, area, area.bottom - keys + 6 * u, colours, look)
        data = ChartData(
            "stacked-bar",
            tuple(course.label.text for course in self.courses),
            tuple(
                ChartSeries(name.text, tuple(course.values[place] for course in self.courses))
                for place, name in enumerate(self.names)
            ),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)

    def _has_room(self, course: Course, width: float, look: Look) -> bool:
        """Tell whether the figure of a bar's last part fits inside it."""
        return measure(course.shown[-1].text, look.value_strong) <= width - 18 * look.u

    def _colours(self, look: Look) -> tuple[str, ...]:
        """Return the accent for the part that matters, tints of the hue for the others."""
        steps = [*look.palette.series[1:], look.palette.mark]
        others = iter(steps)
        return tuple(
            look.palette.accent if place == self.strong else next(others) for place in range(len(self.names))
        )

    def _spans(self, course: Course, left: float, factor: float) -> list[tuple[float, float]]:
        spans, x = [], left
        for value in course.values:
            spans.append((x, x + value * factor))
            x += value * factor
        return spans

    def _draw_ribbons(
        self,
        pen: Pen,
        upper: Sequence[tuple[float, float]],
        top: float,
        lower: Sequence[tuple[float, float]],
        bottom: float,
        colours: Sequence[str],
    ) -> None:
        middle = (top + bottom) / 2
        for (a, b), (c, d), colour in zip(upper, lower, colours):
            if max(b - a, d - c) < LEAST_SHARE * 0.2 * (upper[-1][1] - upper[0][0]):
                continue
            path = (
                f"M{a:.1f} {top:.1f}C{a:.1f} {middle:.1f} {c:.1f} {middle:.1f} {c:.1f} {bottom:.1f}"
                f"L{d:.1f} {bottom:.1f}C{d:.1f} {middle:.1f} {b:.1f} {middle:.1f} {b:.1f} {top:.1f}Z"
            )
            box = (min(a, c), top, max(b, d) - min(a, c), bottom - top)
            pen.path("ribbon", "ribbon", path, Paint(colour, opacity=0.38), box)

    def _draw_bar(
        self, pen: Pen, course: Course, spans: Sequence[tuple[float, float]], y: float, thick: float,
        colours: Sequence[str], look: Look, *, last: bool,
    ) -> None:  # fmt: skip
        u = look.u
        for place, ((start, end), value, shown) in enumerate(zip(spans, course.values, course.shown)):
            fill = colours[place]
            pen.rect("part", "part", start, y, max(0.5, end - start - 1.5 * u), thick, fill, value=value)
            style = look.heading(28) if last and place != len(spans) - 1 else look.value_strong
            style = recolour(style, look.palette.text_on(fill))
            baseline = y + thick / 2 + style.size * CAP / 2
            if measure(shown.text, style) <= end - start - 18 * u:
                pen.text("value", "value", start + 10 * u, baseline, shown, style)
            elif place == len(spans) - 1:
                # The last edge is free: what has no room inside stands beside it.
                outer = recolour(
                    look.value_strong, look.palette.accent if place == self.strong else look.palette.ink
                )
                pen.text("value", "value", end + 8 * u, baseline, shown, outer)

    def _draw_key(self, pen: Pen, area: Box, y: float, colours: Sequence[str], look: Look) -> None:
        u, size = look.u, look.label.size
        x = area.x
        for name, colour in zip(self.names, colours):
            wide = measure(name.text, look.label_strong) + 62 * u
            if x > area.x and x + wide > area.right:
                x, y = area.x, y + size * 1.3
            pen.rect("key", "legend", x, y + size * CAP / 2 - 9 * u, 18 * u, 18 * u, colour, radius=3 * u)
            pen.text("name", "label", x + 28 * u, y + size * CAP, name, look.label)
            x += wide


def gather_flows(block: BlockSpec, source: Source) -> Flows | None:
    """Return the parts of an amount over the years in which all of them are known and add up."""
    indicator = source.indicator(block)
    if not is_additive(indicator):
        return None
    for dimension in [block.dimension] if block.dimension else dimensions_of(source.book, indicator.key):
        steps = []
        for point in source.years(block).known:
            parts = breakdown_series(source.book, indicator.key, point.key, dimension)
            values = [p.value or 0.0 for p in parts.points]
            if not parts.complete or not 2 <= len(values) <= MOST_PARTS or min(values) < 0:
                continue
            if abs(sum(values) - (point.value or 0.0)) <= 0.005 * (point.value or 1.0):
                steps.append((point, parts))
        if len(steps) < 2 or {p.key for p in steps[-1][1].points} != {p.key for p in steps[0][1].points}:
            continue
        if len({frozenset(p.key for p in parts.points) for _, parts in steps}) > 1:
            continue
        steps = steps[-MOST_STEPS:]
        focus = source.lead.focus_part if source.lead is not None else ""
        order = sorted(steps[-1][1].points, key=lambda p: (p.key == focus, -(p.value or 0.0)))
        strong = next((place for place, p in enumerate(order) if p.key == focus), 0)
        form = source.form([p for _, parts in steps for p in parts.points], indicator)
        courses = []
        for point, parts in steps:
            held = {p.key: p for p in parts.points}
            courses.append(
                Course(
                    source.period(point.key, provisional=point.provisional),
                    tuple(held[p.key].value or 0.0 for p in order),
                    tuple(form.show(held[p.key]) for p in order),
                    form.show(point),
                )
            )
        source.mark_points([point for point, _ in steps])
        by = source.by_dimension(dimension)
        return Flows(
            Heading(source.heading(block, by, OVER_PARTS), plain(form.words)),
            tuple(plain(source.part(p.name, dimension)) for p in order),
            tuple(courses),
            strong,
            source.say("Jumlah", "Total"),
            form,
            f"{by}: {source.name(indicator)}",
            describe_parts(steps[-1][1], source.lang).text,
        )
    return None
