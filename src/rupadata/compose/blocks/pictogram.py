"""Pictogram rows: each part of an amount as a row of symbols, one for a round number of units.

Two to seven parts, at most twenty symbols in a row; a part of a symbol is rounded to a whole one. Beyond the
limits, or where a part would have no symbol, the breakdown's bars take over.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import BreakdownSeries, breakdown_series, describe_parts, dimensions_of
from rupadata.analysis.facts import is_additive
from rupadata.compose.blocks.base import Block, Heading
from rupadata.compose.blocks.breakdown import gather_breakdown
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, write
from rupadata.compose.scales import round_step
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.subjects.symbols import has_symbol
from rupadata.typeset import measure
from rupadata.wording import parse_unit

MOST_PARTS = 7
MOST_SYMBOLS = 20
WANTED = 14
"""How many symbols the longest row has, about."""
NAME_SHARE = 0.3


class PictogramRow(Struct, frozen=True):
    """One part: its name, its figure, how many symbols stand for it."""

    name: Writing
    value: float
    shown: Writing
    count: int
    strong: bool = False


class Pictogram(Struct, frozen=True):
    """Rows of symbols."""

    kind: ClassVar[str] = "pictogram"
    heading: Heading
    rows: tuple[PictogramRow, ...]
    symbol: str
    key: Writing
    """What one symbol stands for."""
    form: NumberForm
    label: str
    alt: str
    name: str = "pictogram"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of rows of symbols that can be told as such."""
        side = self._side(width, look)
        if side < 20 * look.u:
            return None
        head = self.heading.height(width, look) + look.text().size * 1.5
        lines = 34 + 28 * (self._lines(width, look) - 1)
        least, count = max(lines * look.u, min(side, 40 * look.u)), len(self.rows)
        most = max(least, min(side * 1.3, 76 * look.u))
        return Fit(head + count * least, head + count * (least + most) / 2, head + count * most)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw what a symbol stands for and the rows."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        size = look.text().size
        pen.symbol("key", self.symbol, area.x, area.y + size * CAP / 2 - 14 * u, 28 * u, palette.mark, "fill")
        pen.text("key-words", "legend", area.x + 38 * u, area.y + size * CAP, self.key, look.text())
        body = area.inset(top=size * 1.5)
        pitch = min(body.height / len(self.rows), 76 * u)
        names = self._names(area.width, look)
        side = min(self._side(area.width, look), pitch * 0.86)
        for index, row in enumerate(self.rows):
            middle = body.y + (index + 0.5) * pitch
            style = look.label_strong if row.strong else look.label
            written = write(row.name, style, names, max_lines=2, leading=1.05)
            height = written.leading * (len(written.lines) - 1) + style.size * CAP
            pen.lines("name", "label", body.x + names, middle - height / 2, written, "end")
            x = body.x + names + 16 * u
            fill = palette.accent if row.strong else palette.mark
            first = len(pen.nodes)
            for _ in range(row.count):
                pen.symbol("figure", self.symbol, x, middle - side / 2, side, fill, "fill")
                x += side
            figure = look.value_strong if row.strong else look.value
            pen.text("value", "value", x + 12 * u, middle + size * CAP / 2, row.shown, figure)
            pen.tell_drawn(index, first)
        chart = ChartData(
            "pictogram",
            tuple(row.name.text for row in self.rows),
            (ChartSeries(self.label, tuple(row.value for row in self.rows)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _names(self, width: float, look: Look) -> float:
        return min(max(measure(row.name.text, look.label_strong) for row in self.rows), NAME_SHARE * width)

    def _lines(self, width: float, look: Look) -> int:
        names = self._names(width, look)
        return max(len(write(row.name, look.label_strong, names, max_lines=2).lines) for row in self.rows)

    def _side(self, width: float, look: Look) -> float:
        figures = max(measure(row.shown.text, look.value_strong) for row in self.rows)
        room = width - self._names(width, look) - figures - 30 * look.u
        return min(60 * look.u, room / max(row.count for row in self.rows))


def gather_pictogram(block: BlockSpec, source: Source) -> Block | None:
    """Return the parts of an amount in rows of symbols, or as the breakdown shows them."""
    indicator = source.indicator(block)
    point = source.years(block).latest
    if not is_additive(indicator) or point is None:
        return gather_breakdown(block, source)
    for dimension in [block.dimension] if block.dimension else dimensions_of(source.book, indicator.key):
        for period in dict.fromkeys((block.period or source.spec.period, point.key)):
            series = breakdown_series(source.book, indicator.key, period, dimension)
            found = _rows(series, source) if 2 <= len(series.known) <= MOST_PARTS else None
            if found is not None:
                rows, each = found
                return _pictogram(block, series, rows, each, source)
    return gather_breakdown(block, source)


def _rows(series: BreakdownSeries, source: Source) -> tuple[tuple[PictogramRow, ...], float] | None:
    """Return the rows and how much one symbol stands for; None where a part would have none."""
    largest = max(point.value or 0.0 for point in series.known)
    if largest <= 0:
        return None
    each = round_step(largest, WANTED)
    counts = [round((point.value or 0.0) / each) for point in series.known]
    if min(counts) < 1 or max(counts) > MOST_SYMBOLS:
        return None
    form = source.form(series.points, series.indicator)
    focus = (source.lead.focus_part if source.lead else "") or max(
        series.known, key=lambda point: point.value or 0.0
    ).key
    rows = tuple(
        PictogramRow(
            plain(source.part(p.name, series.dimension)),
            p.value or 0.0,
            form.show(p, mark=True),
            count,
            p.key == focus,
        )
        for p, count in zip(series.known, counts)
    )
    return rows, each


def _pictogram(
    block: BlockSpec, series: BreakdownSeries, rows: tuple[PictogramRow, ...], each: float, source: Source
) -> Pictogram:
    indicator = series.indicator
    source.mark_points(series.known)
    form = source.form(series.points, indicator)
    by = source.by_dimension(series.dimension)
    bound = form.bound(each)
    key = Writing(
        f"= {bound.text} {form.words}".rstrip(), (*bound.evidence, *source.unit_labels(indicator.key))
    )
    return Pictogram(
        Heading(
            source.titled(block, by),
            source.heading_note(source.about(indicator), form.words, source.period(series.period)),
        ),
        rows,
        str(block.options.get("symbol", "")) or _symbol(source, block),
        key,
        form,
        f"{by}: {source.name(indicator)}",
        describe_parts(series, source.lang).text,
    )


def _symbol(source: Source, block: BlockSpec) -> str:
    indicator = source.indicator(block)
    if parse_unit(indicator.unit).is_persons:
        return "person"
    held = (indicator.symbol, source.spec.subject.symbol)
    return next((name for name in held if name and has_symbol(name)), "circle")
