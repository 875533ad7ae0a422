"""Parts over time: columns stacked to the total, or to a hundred percent. Up to five parts, sixteen steps."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import breakdown_series, describe_parts, dimensions_of
from rupadata.analysis.facts import is_additive
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.key import draw_key, key_entry, key_height
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, recolour
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, TextStyle
from rupadata.typeset import measure

MOST_PARTS = 5
MOST_STEPS = 16


class Stack(Struct, frozen=True):
    """One step of time: its parts from below, in the order of the names."""

    label: Writing
    values: tuple[float, ...]
    shown: tuple[Writing, ...]


class StackedColumns(Struct, frozen=True):
    """Columns made of parts."""

    kind: ClassVar[str] = "stacked"
    heading: Heading
    names: tuple[Writing, ...]
    stacks: tuple[Stack, ...]
    form: NumberForm
    label: str
    alt: str
    whole: bool = False
    """Whether all columns are drawn equally high, as a hundred percent."""
    name: str = "stacked"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights; refused where columns or key have no room, or a part is below zero."""
        if width < 420 * look.u or any(value < 0 for stack in self.stacks for value in stack.values):
            return None
        if max(key_entry(name, look) for name in self.names) > width:
            return None
        head = self.heading.height(width, look) + key_height(self.names, width, look)
        return Fit(head + 190 * look.u, head + 260 * look.u, head + 420 * look.u)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the key and the columns."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        colours = palette.series
        area = box.inset(top=self.heading.height(box.width, look))
        draw_key(pen, area, self.names, colours, look)
        area = area.inset(top=key_height(self.names, area.width, look) + 8 * u)
        size = look.label.size
        bottom = area.bottom - size * CAP - 16 * u
        slot = area.width / len(self.stacks)
        thickness = min(slot * 0.82, 130 * u)
        most = max(sum(stack.values) for stack in self.stacks) or 1.0
        limit = area.right + 1
        placed: list[tuple[float, Writing, TextStyle]] = []
        for index in range(len(self.stacks) - 1, -1, -1):
            stack = self.stacks[index]
            total = sum(stack.values) or 1.0
            x = area.x + (index + 0.5) * slot
            y = bottom
            for place, (value, shown, colour) in enumerate(zip(stack.values, stack.shown, colours)):
                height = (bottom - area.y) * value / (total if self.whole else most)
                y -= height
                pen.rect("part", "part", x - thickness / 2, y, thickness, height, colour, value=value)
                pen.tell(index, x - thickness / 2, y, thickness, height, series=place)
                style = recolour(look.value, palette.text_on(colour))
                if height >= size * 1.15 and measure(shown.text, style) <= thickness - 8 * u:
                    pen.text("value", "value", x, y + height / 2 + size * CAP / 2, shown, style, "middle")
            style = look.label_strong if index == len(self.stacks) - 1 else look.text()
            width = measure(stack.label.text, style)
            at = min(x, area.right - width / 2)
            if at + width / 2 <= limit and at - width / 2 >= area.x:
                placed.append((at, stack.label, style))
                limit = at - width / 2 - 8 * u
        for at, label, style in reversed(placed):
            pen.text("period", "label", at, area.bottom - 4 * u, label, style, "middle")
        pen.line("baseline", "axis", area.x, bottom, area.right, bottom, palette.ink, 1.6 * u)
        chart = ChartData(
            "stacked-column",
            tuple(stack.label.text for stack in self.stacks),
            tuple(
                ChartSeries(name.text, tuple(stack.values[place] for stack in self.stacks))
                for place, name in enumerate(self.names)
            ),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)


def gather_stacked(block: BlockSpec, source: Source) -> StackedColumns | None:
    """Return the parts of an additive indicator over the steps in which all of them are known."""
    indicator = source.indicator(block)
    if not is_additive(indicator):
        return None
    for dimension in [block.dimension] if block.dimension else dimensions_of(source.book, indicator.key):
        steps = []
        for point in source.years(block).known[-MOST_STEPS:]:
            parts = breakdown_series(source.book, indicator.key, point.key, dimension)
            if parts.complete and 2 <= len(parts.points) <= MOST_PARTS:
                steps.append((point, parts))
        names = [tuple(p.key for p in parts.points) for _, parts in steps]
        steps = [step for step, held in zip(steps, names) if held == names[-1]]
        if len(steps) < 2:
            continue
        points = [p for _, parts in steps for p in parts.points]
        source.mark_points(points)
        form = source.form(points, indicator)
        stacks = tuple(
            Stack(
                source.period(point.key, provisional=point.provisional),
                tuple(p.value or 0.0 for p in parts.points),
                tuple(form.show(p) for p in parts.points),
            )
            for point, parts in steps
        )
        last = steps[-1][1]
        by = source.by_dimension(dimension) + source.say(", per tahun", " and year")
        return StackedColumns(
            Heading(source.titled(block, by), source.heading_note(form.words)),
            tuple(plain(source.part(p.name, dimension)) for p in last.points),
            stacks,
            form,
            f"{by}: {source.name(indicator)}",
            describe_parts(last, source.lang).text,
            block.variant == "whole",
        )
    return None
