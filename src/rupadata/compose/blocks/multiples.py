"""Many series at once: small lines side by side, a heat table, a table with sparklines.

Up to 40 regions over up to 15 periods, all of them or none; the fallback is the year chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point, describe_regions, region_series, year_series
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.region_map import draw_legend, legend_height, map_classes
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.hatching import draw_plate, hatch_box
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, Written, plain, recolour, write
from rupadata.compose.scales import LinearScale, skipped_before
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint
from rupadata.typeset import measure

MOST_SERIES = 40
MOST_PERIODS = 15


class Strand(Struct, frozen=True):
    """One series of many: its name, its values by period, the figure of its last known value."""

    name: Writing
    values: tuple[float | None, ...]
    shown: tuple[Writing, ...]
    strong: bool = False
    breaks: frozenset[int] = frozenset()
    """Before which values the series is cut."""

    @property
    def last(self) -> int:
        """Return the place of the last known value."""
        return max(index for index, value in enumerate(self.values) if value is not None)


class Multiples(Struct, frozen=True):
    """Series over the same periods, in one of three forms: lines, heat, table."""

    kind: ClassVar[str] = "multiples"
    heading: Heading
    periods: tuple[Writing, ...]
    strands: tuple[Strand, ...]
    form: NumberForm
    label: str
    alt: str
    variant: str = "lines"
    name: str = "multiples"
    places: tuple[float, ...] = ()
    """Where the periods stand on a line, from 0 to 1."""

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of this form; all series or none."""
        count = len(self.strands)
        if not 2 <= count <= MOST_SERIES or len(self.periods) < 2 or width < 420 * look.u:
            return None
        u = look.u
        head = self.heading.height(width, look)
        if self.variant == "lines":
            columns = self._columns(width, look)
            rows = ceil(count / columns)
            least = self._strand_height(width, look)
            return Fit(head + rows * least, head + rows * least * 1.15, head + rows * least * 1.7)
        if self.variant == "heat" and self._cell_width(width, look) < 26 * u:
            return None
        extra = look.label.size * 1.5 + (legend_height(look) if self.variant == "heat" else 0.0)
        least = count * self._row(width, look)
        return Fit(head + extra + least, head + extra + least * 1.1, head + extra + least * 1.45)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the series that fit."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        if self.variant == "lines":
            self._draw_lines(pen, area, look)
        elif self.variant == "heat":
            self._draw_heat(pen, area, look)
        else:
            self._draw_table(pen, area, look)
        chart = ChartData(
            {"lines": "small-multiples", "heat": "heat"}.get(self.variant, "table"),
            tuple(period.text for period in self.periods),
            tuple(ChartSeries(strand.name.text, strand.values) for strand in self.strands),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _columns(self, width: float, look: Look) -> int:
        return max(1, min(5, int(width // (200 * look.u))))

    def _row(self, width: float, look: Look) -> float:
        """Return the least height of a row: that of a name, which may take two lines."""
        names = self._names(width, look)
        lines = max(len(_name(strand, names, look).lines) for strand in self.strands)
        return (34 + 27 * (lines - 1)) * look.u

    def _strand_height(self, width: float, look: Look) -> float:
        column = (width - 28 * look.u * (self._columns(width, look) - 1)) / self._columns(width, look)
        lines = max(len(_name(s, self._name_room(s, column, look), look).lines) for s in self.strands)
        return (118 + 27 * (lines - 1)) * look.u

    def _name_room(self, strand: Strand, column: float, look: Look) -> float:
        return column - measure(strand.shown[strand.last].text, look.value_strong) - 10 * look.u

    def _names(self, width: float, look: Look) -> float:
        return min(max(measure(s.name.text, look.label_strong) for s in self.strands), 0.34 * width)

    def _cell_width(self, width: float, look: Look) -> float:
        return (width - self._names(width, look) - 14 * look.u) / len(self.periods)

    def _draw_lines(self, pen: Pen, area: Box, look: Look) -> None:
        u = look.u
        columns = self._columns(area.width, look)
        rows = ceil(len(self.strands) / columns)
        pitch = min(area.height / rows, self._strand_height(area.width, look) * 1.7)
        values = [v for s in self.strands for v in s.values if v is not None]
        low, high = min(values), max(values)
        places = area.columns([1.0] * columns, 28 * u)
        for index in range(len(self.strands)):
            row, col = divmod(index, columns)
            place = Box(places[col].x, area.y + row * pitch, places[col].width, pitch - 18 * u)
            self._draw_strand(pen, place, index, low, high, look)

    def _draw_strand(self, pen: Pen, box: Box, index: int, low: float, high: float, look: Look) -> None:
        u, palette, strand = look.u, look.palette, self.strands[index]
        size = look.label.size
        figure = strand.shown[strand.last]
        wide = measure(figure.text, look.value_strong)
        name = _name(strand, box.width - wide - 10 * u, look)
        pen.lines("name", "label", box.x, box.y, name)
        pen.text("value", "value", box.right, box.y + size * CAP, figure, look.value_strong, "end")
        top, bottom = box.y + name.height + 12 * u, box.bottom - 8 * u
        scale = LinearScale(low, high if high > low else low + 1.0, bottom, top)
        colour = palette.accent if strand.strong else palette.mark
        x = self._draw_spark(pen, index, box.x + 6 * u, box.right - 10 * u, scale, colour, look)
        pen.line("base", "axis", box.x, box.bottom, box.right, box.bottom, palette.hairline, 1.4 * u)
        last = strand.values[strand.last] or 0.0
        pen.circle("dot", "dot", x[strand.last], scale(last), 6 * u, colour, value=last)

    def _draw_spark(
        self, pen: Pen, series: int, left: float, right: float, scale: LinearScale, colour: str, look: Look
    ) -> list[float]:
        strand = self.strands[series]
        count = len(strand.values)
        xs = [left + (right - left) * place for place in self.places]
        run: list[tuple[float, float]] = []
        for index in range(count + 1):
            value = strand.values[index] if index < count else None
            if index in strand.breaks:
                self._draw_run(pen, run, colour, look)
                run = []
            if value is not None:
                run.append((xs[index], scale(value)))
            elif run:
                self._draw_run(pen, run, colour, look)
                run = []
        known = [
            (place, xs[place], scale(value)) for place, value in enumerate(strand.values) if value is not None
        ]
        pen.tell_points(known, series=series)
        return xs

    def _draw_run(self, pen: Pen, run: list[tuple[float, float]], colour: str, look: Look) -> None:
        if not run:
            return
        if len(run) == 1:
            # A figure between gaps has no line to stand on.
            pen.circle("lone", "dot", *run[0], 4 * look.u, colour)
            return
        ys = [y for _, y in run]
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
        box = (run[0][0], min(ys), run[-1][0] - run[0][0], max(ys) - min(ys))
        pen.path("spark", "line", d, Paint("", colour, 3.4 * look.u, round_caps=True), box)

    def _draw_heat(self, pen: Pen, area: Box, look: Look) -> None:
        u, palette = look.u, look.palette
        names, cell = self._names(area.width, look), self._cell_width(area.width, look)
        left = area.x + names + 14 * u
        size = look.label.size
        self._draw_periods(pen, left, cell, area.y + size * CAP, look)
        body = area.inset(top=size * 1.5, bottom=legend_height(look))
        rows = len(self.strands)
        pitch = min(body.height / rows, self._row(area.width, look) * 1.45)
        classes = map_classes([v for s in self.strands for v in s.values], look)
        for index, strand in enumerate(self.strands):
            y = body.y + index * pitch
            baseline = y + pitch / 2 + size * CAP / 2
            name = _name(strand, names, look)
            middle = (name.leading * (len(name.lines) - 1) + size * CAP) / 2
            pen.lines("name", "label", area.x + names, y + pitch / 2 - middle, name, "end")
            for place, value in enumerate(strand.values):
                if value is None:
                    continue
                fill = classes.colour_of(value)
                pen.rect("cell", "tile", left + place * cell + u, y + u, cell - 2 * u, pitch - 2 * u, fill,
                         radius=min(look.corner, 4 * u), value=value)  # fmt: skip
                figure = recolour(look.value, palette.text_on(fill))
                wide = measure(strand.shown[place].text, figure)
                if value < 0:
                    hatch_box(
                        pen,
                        Box(left + place * cell + u, y + u, cell - 2 * u, pitch - 2 * u),
                        palette.paper,
                        u,
                    )
                if wide <= cell - 8 * u:
                    if value < 0:
                        middle_x = left + (place + 0.5) * cell
                        plate = Box(middle_x - wide / 2, baseline - size * CAP, wide, size * CAP)
                        draw_plate(pen, plate, fill, u)
                    pen.text(
                        "value",
                        "value",
                        left + (place + 0.5) * cell,
                        baseline,
                        strand.shown[place],
                        figure,
                        "middle",
                    )
        width = min(area.width, 460 * u)
        draw_legend(
            pen,
            Box(left, body.y + rows * pitch + 18 * u, min(width, area.right - left), 0),
            classes,
            self.form,
            look,
        )

    def _draw_periods(self, pen: Pen, left: float, cell: float, y: float, look: Look) -> None:
        style = look.text()
        limit = float("inf")
        placed: list[tuple[float, Writing]] = []
        for index in range(len(self.periods) - 1, -1, -1):
            width = measure(self.periods[index].text, style)
            x = left + (index + 0.5) * cell
            if x + width / 2 > limit or width > cell * 2.4:
                continue
            right = left + len(self.periods) * cell
            x = min(x, right - width / 2)
            placed.append((x, self.periods[index]))
            limit = x - width / 2 - 8 * look.u
        for x, period in reversed(placed):
            pen.text("period", "label", x, y, period, style, "middle")

    def _draw_table(self, pen: Pen, area: Box, look: Look) -> None:
        u, palette = look.u, look.palette
        names = self._names(area.width, look)
        size = look.label.size
        figures = max(measure(s.shown[s.last].text, look.value_strong) for s in self.strands)
        period = self.periods[-1]
        figures = max(figures, measure(period.text, look.text()))
        spark = min(260 * u, area.width - names - figures - 60 * u)
        right = area.x + names + 24 * u + figures
        pen.text("period", "label", right, area.y + size * CAP, period, look.text(), "end")
        span = Writing(f"{self.periods[0].text}–{period.text}", (*self.periods[0].evidence, *period.evidence))
        if measure(span.text, look.text()) <= spark:
            pen.text("span", "label", right + 30 * u, area.y + size * CAP, span, look.text())
        body = area.inset(top=size * 1.5)
        rows = len(self.strands)
        pitch = min(body.height / rows, self._row(area.width, look) * 1.45)
        for index, strand in enumerate(self.strands):
            y = body.y + index * pitch
            baseline = y + pitch / 2 + size * CAP / 2
            pen.line(
                "rule", "ornament", area.x, y, right + 30 * u + max(0.0, spark), y, palette.hairline, 1.2 * u
            )
            name = _name(strand, names, look)
            middle = (name.leading * (len(name.lines) - 1) + size * CAP) / 2
            pen.lines("name", "label", area.x, y + pitch / 2 - middle, name)
            if strand.values[-1] is not None:
                pen.text("value", "value", right, baseline, strand.shown[-1], look.value_strong, "end")
            else:
                pen.text("value", "label", right, baseline, "–", look.text(), "end")
            known = [value for value in strand.values if value is not None]
            if spark > 60 * u and len(known) > 1:
                low, high = min(known), max(known)
                scale = LinearScale(low, high if high > low else low + 1.0, y + pitch - 8 * u, y + 8 * u)
                colour = palette.accent if strand.strong else palette.mark
                self._draw_spark(pen, index, right + 30 * u, right + 30 * u + spark, scale, colour, look)


def _name(strand: Strand, width: float, look: Look) -> Written:
    style = look.label_strong if strand.strong else look.label
    return write(strand.name, style, width, max_lines=2, leading=1.1)


def gather_multiples(block: BlockSpec, source: Source, *, variant: str = "lines") -> Multiples | None:
    """Return regions over time, the greatest first."""
    indicator = source.indicator(block)
    periods = source.region_periods(block)[-MOST_PERIODS:]
    if len(periods) < 2:
        return None
    latest = region_series(source.book, indicator.key, periods[-1])
    names = source.short_names(latest.points)
    lines: list[tuple[str, str, list[Point | None]]] = []
    for point in latest.ranked[:MOST_SERIES]:
        series = year_series(source.book, indicator.key, region_code=point.key)
        lines.append((point.key, names[point.name], [series.point(period) for period in periods]))
    known = [p for *_, points in lines for p in points if p is not None and p.value is not None]
    if len(known) < 4:
        return None
    form = source.form(known, indicator)
    source.mark_points(known)
    skipped = skipped_before(periods)
    strands = tuple(_strand(key, name, points, form, source, skipped) for key, name, points in lines)
    noun = source.region_word(latest)
    by = source.say(f"Perkembangan per {noun}", f"Over time by {source.by_region(latest)}")
    about = source.about(indicator)
    marked = {point.key for point in known if point.provisional}
    first, last = (source.period(key, provisional=key in marked) for key in (periods[0], periods[-1]))
    span = Writing(f"{first.text}–{last.text}", (*first.evidence, *last.evidence))
    return Multiples(
        Heading(source.titled(block, by), source.heading_note(about, form.words, span)),
        tuple(source.period(period, provisional=period in marked) for period in periods),
        strands,
        form,
        f"{by}: {source.name(indicator)}",
        describe_regions(latest, source.lang).text,
        block.variant or variant,
        f"multiples-{block.variant or variant}",
        _places(periods),
    )


def _places(periods: Sequence[str]) -> tuple[float, ...]:
    """Return the places of periods on a line: as far apart as the years are, else evenly."""
    times = [float(text) if text.isdigit() else float(index) for index, text in enumerate(periods)]
    if not all(text.isdigit() for text in periods):
        times = [float(index) for index in range(len(periods))]
    span = (times[-1] - times[0]) or 1.0
    return tuple((time - times[0]) / span for time in times)


def gather_heat(block: BlockSpec, source: Source) -> Multiples | None:
    """Return regions over time as a heat table."""
    return gather_multiples(block, source, variant="heat")


def gather_table(block: BlockSpec, source: Source) -> Multiples | None:
    """Return regions over time as a table with sparklines."""
    return gather_multiples(block, source, variant="table")


def _strand(
    key: str,
    name: str,
    points: Sequence[Point | None],
    form: NumberForm,
    source: Source,
    skipped: frozenset[int],
) -> Strand:
    return Strand(
        plain(name),
        tuple(None if point is None else point.value for point in points),
        tuple(Writing("") if point is None else form.show(point) for point in points),
        key == source.focus_region,
        skipped | {index for index, point in enumerate(points) if point is not None and point.breaks},
    )
