"""Response times, or other figures of service, against their standard: a bar and the mark it must not pass.

Two to twelve kinds of service; the first rows and the rest counted where fewer fit. Without a standard in the
data (an indicator of standards, a table's note) or in the spec the block is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import BreakdownSeries, Point, breakdown_series, dimensions_of
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, write
from rupadata.compose.scales import LinearScale
from rupadata.model.evidence import Evidence
from rupadata.model.subject import Indicator
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure
from rupadata.wording import format_number

MOST_ROWS = 12
LEAST_ROW, IDEAL_ROW, MOST_ROW = 36.0, 44.0, 58.0
NAME_SHARE = 0.36
_NOTED = re.compile(r"\bstandar[^:;]*:\s*(.+)", re.IGNORECASE | re.DOTALL)
_NOTED_ONE = re.compile(r"^\s*(.+?)\s+(\d+(?:[.,]\d+)?)\s*(?:\w+\s*)?$")
_STANDARD = re.compile(r"\b(?:standar|standard|target|spm)\b", re.IGNORECASE)


class Service(Struct, frozen=True):
    """One kind of service: what it took, what it may take."""

    name: Writing
    actual: float
    shown: Writing
    standard: float
    standard_shown: Writing
    late: bool


class StandardBars(Struct, frozen=True):
    """Bars of what services took, each with the mark of its standard."""

    kind: ClassVar[str] = "standard"
    heading: Heading
    services: tuple[Service, ...]
    key: Writing
    form: NumberForm
    label: str
    alt: str
    name: str = "standard"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of all rows; refused where bars have no room beside names and figures."""
        if not 2 <= len(self.services) <= MOST_ROWS or self._room(width, look) < 120 * look.u:
            return None
        head = self.heading.height(width, look) + look.text().size * 1.4
        lines = self._lines(width, look)
        row = (LEAST_ROW + (lines - 1) * 26) * look.u
        count = len(self.services)
        return Fit(
            head + count * row, head + count * row * IDEAL_ROW / LEAST_ROW,
            head + count * row * MOST_ROW / LEAST_ROW, 1.1,
        )  # fmt: skip

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the key and a row for each service, the one furthest beyond its standard first."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        size = look.text().size
        pen.line(
            "key", "legend", area.x + 2 * u, area.y, area.x + 2 * u, area.y + size * CAP, palette.ink, 4 * u
        )
        pen.text("key-words", "legend", area.x + 16 * u, area.y + size * CAP, self.key, look.text())
        body = area.inset(top=size * 1.4)
        names = self._names(area.width, look)
        left = body.x + names + 16 * u
        pitch = min(body.height / len(self.services), MOST_ROW * 1.4 * u)
        most = max(max(one.actual, one.standard) for one in self.services) or 1.0
        scale = LinearScale(0.0, most, left, left + self._room(area.width, look))
        for index in range(len(self.services)):
            self._draw_row(pen, body, body.y + index * pitch, pitch, names, scale, index, look)
        chart = ChartData(
            "bar",
            tuple(one.name.text for one in self.services),
            (
                ChartSeries(self.label, tuple(one.actual for one in self.services)),
                ChartSeries(self.key.text, tuple(one.standard for one in self.services)),
            ),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _draw_row(
        self, pen: Pen, area: Box, y: float, pitch: float, names: float, scale: LinearScale, index: int,
        look: Look,
    ) -> None:  # fmt: skip
        u, palette, one = look.u, look.palette, self.services[index]
        middle = y + pitch / 2
        style = look.label_strong if one.late else look.label
        written = write(one.name, style, names, max_lines=2, leading=1.08)
        height = written.leading * (len(written.lines) - 1) + style.size * CAP
        pen.lines("name", "label", area.x + names, middle - height / 2, written, "end")
        thickness = min(pitch * 0.5, 28 * u)
        fill = palette.accent if one.late else palette.mark
        pen.rect(
            "bar", "bar", scale.start, middle - thickness / 2, scale(one.actual) - scale.start,
            thickness, fill,
            radius=min(look.corner, thickness / 3), value=one.actual,
        )  # fmt: skip
        pen.tell_drawn(index, len(pen.nodes) - 1)
        x = scale(one.standard)
        pen.line("limit", "limit", x, middle - pitch * 0.4, x, middle + pitch * 0.4, palette.ink, 4 * u)
        pen.tell_drawn(index, len(pen.nodes) - 1, series=1)
        baseline = middle + style.size * CAP / 2
        at = max(scale(one.actual), x) + 12 * u
        figure = look.value_strong if one.late else look.value
        at += pen.text("value", "value", at, baseline, one.shown, figure) + 8 * u
        pen.text("limit-value", "value", at, baseline, one.standard_shown, look.text())

    def _figures(self, look: Look) -> float:
        return max(
            measure(one.shown.text, look.value_strong) + measure(one.standard_shown.text, look.text())
            for one in self.services
        )

    def _names(self, width: float, look: Look) -> float:
        widest = max(measure(one.name.text, look.label_strong) for one in self.services)
        return min(widest, NAME_SHARE * width)

    def _lines(self, width: float, look: Look) -> int:
        names = self._names(width, look)
        return max(len(write(one.name, look.label_strong, names, max_lines=2).lines) for one in self.services)

    def _room(self, width: float, look: Look) -> float:
        """Return how long the longest bar can be."""
        return width - self._names(width, look) - self._figures(look) - 40 * look.u


def gather_standard(block: BlockSpec, source: Source) -> StandardBars | None:
    """Return what the kinds of a service took against their standards; None where none is known."""
    indicator = source.indicator(block)
    for dimension in [block.dimension] if block.dimension else dimensions_of(source.book, indicator.key):
        series = _latest(source, indicator.key, dimension, block.period or source.spec.period)
        if series is None:
            continue
        standards = _standards(block, source, indicator, series)
        held = [(point, standards[point.key]) for point in series.known if point.key in standards]
        if len(held) < 2:
            continue
        return _bars(block, source, series, held)
    return None


def _latest(source: Source, key: str, dimension: str, period: str) -> BreakdownSeries | None:
    frame = source.book.observations
    periods = sorted(p for p in frame.filter(frame["indicator_key"] == key)["period"].unique().to_list() if p)
    for one in (period, *reversed(periods)):
        series = breakdown_series(source.book, key, one, dimension)
        if len(series.known) >= 2 and all((point.value or 0.0) >= 0 for point in series.known):
            return series
    return None


def _bars(
    block: BlockSpec, source: Source, series: BreakdownSeries, held: Sequence[tuple[Point, Point]]
) -> StandardBars:
    indicator = series.indicator
    source.mark_points(series.known)
    form = source.form([point for point, _ in held], indicator)
    more_is_better = bool(block.options.get("at-least", False))

    def beyond(point: Point, standard: Point) -> bool:
        actual, limit = point.value or 0.0, standard.value or 0.0
        return actual < limit if more_is_better else actual > limit

    order = sorted(held, key=lambda pair: -(pair[0].value or 0.0) / (pair[1].value or 1.0))[:MOST_ROWS]
    word = source.say("standar", "standard")
    services = tuple(
        Service(
            plain(source.part(point.name, series.dimension)),
            point.value or 0.0,
            form.show(point),
            standard.value or 0.0,
            _limit(standard, indicator, word, source.lang),
            beyond(point, standard),
        )
        for point, standard in order
    )
    kept = [point for point, standard in held if not beyond(point, standard)]
    count = Evidence(str(len(kept)), len(kept), "", "count", tuple(c for p in kept for c in p.cells))
    total = Evidence(str(len(held)), len(held), "", "count", tuple(c for p, _ in held for c in p.cells))
    text = source.say(
        f"standar; {len(kept)} dari {len(held)} memenuhi", f"standard; {len(kept)} of {len(held)} meet it"
    )
    told = "; ".join(f"{one.name.text} {one.shown.text}, {one.standard_shown.text}" for one in services)
    title = source.words(block.title, source.say("Dibanding standar", "Against the standard"))
    return StandardBars(
        Heading(
            plain(title),
            source.heading_note(source.about(indicator), form.words, source.period(series.period)),
        ),
        services,
        Writing(text, (count, total)),
        form,
        f"{title}: {source.name(indicator)}",
        f"{text}. {told}.",
    )


def _limit(standard: Point, indicator: Indicator, word: str, lang: str) -> Writing:
    value = standard.value or 0.0
    digits = format_number(value, lang, decimals=standard.decimals)
    formula = standard.formula if standard.cells else "bound"
    return Writing(f"{word} {digits}", (Evidence(digits, value, indicator.unit, formula, standard.cells),))


def _standards(
    block: BlockSpec, source: Source, indicator: Indicator, series: BreakdownSeries
) -> Mapping[str, Point]:
    """Return the standard of each part: that of the spec, of an indicator of standards, or of a note."""
    given = block.options.get("standard")
    if isinstance(given, int | float) and not isinstance(given, bool):
        decimals = 0 if float(given).is_integer() else 1
        return {point.key: Point(point.key, point.name, float(given), decimals) for point in series.known}
    named = str(given) if given else _indicator_of_standards(source, indicator)
    if any(one.key == named for one in source.book.indicators):
        found = breakdown_series(source.book, named, series.period, series.dimension)
        if found.known:
            return {point.key: point for point in found.known}
    return _noted(source, indicator.key, series)


def _indicator_of_standards(source: Source, indicator: Indicator) -> str:
    for other in source.book.indicators:
        if other.key != indicator.key and other.unit == indicator.unit and _STANDARD.search(other.name):
            return other.key
    return ""


def _noted(source: Source, key: str, series: BreakdownSeries) -> dict[str, Point]:
    """Return the standards that a table's note lists: `Standar: jalan rusak 14; sampah 3`."""
    frame = source.book.observations
    notes = frame.filter(frame["indicator_key"] == key)["notes"].unique().to_list()
    names = {point.key.casefold(): point for point in series.known}
    found: dict[str, Point] = {}
    for note in notes:
        listed = _NOTED.search(note or "")
        for entry in listed[1].split(";") if listed else ():
            one = _NOTED_ONE.match(entry)
            part = names.get(one[1].casefold()) if one else None
            if one is None or part is None:
                continue
            text = one[2].replace(",", ".")
            found[part.key] = Point(part.key, part.name, float(text), len(text.partition(".")[2]))
    return found
