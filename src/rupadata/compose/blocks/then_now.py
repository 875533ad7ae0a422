"""A hero for a change: the figure then, an arrow, the figure now, on a tinted panel. Two periods, never more.

Where the finding compares no two cells of one series, or the figures have no room beside each other, the year
chart takes over.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point, YearSeries
from rupadata.analysis.finding import Finding
from rupadata.compose.blocks.number_choice import change_remark
from rupadata.compose.blocks.panel import draw_panel, pad, panel_inks, unit_gap
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import big_number
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, Written, joined, plain, write
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, TextStyle
from rupadata.typeset import measure
from rupadata.wording import capitalised

SIZES = (104.0, 92.0, 80.0, 70.0, 60.0, 50.0, 42.0)
THEN = 0.62
"""The size of the figure then against that of now."""
_COMPARED = frozenset({"growth", "change", "mean-growth", "mean-change"})
_COMPARED_SUMS = frozenset({"growth-of-sums", "change-of-sums"})


class Moment(Struct, frozen=True):
    """One of the two periods: its name, its figure in full and in short form."""

    period: Writing
    value: Writing
    short: Writing
    amount: float


class ThenNow(Struct, frozen=True):
    """Two figures of one series with an arrow between them, and the sentence under them."""

    kind: ClassVar[str] = "then-now"
    then: Moment
    now: Moment
    unit: Writing
    caption: Writing
    label: str
    alt: str
    name: str = "hero"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height; refused where the figures have no room beside each other."""
        inner = width - 2 * pad(look)
        if width < 420 * look.u or self._set(inner, look) is None:
            return None
        height = self._height(inner, look) + 2 * pad(look)
        return Fit(height, height + 10 * look.u, height + 90 * look.u, 0.6)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw panel, figures, arrow and sentence, in the middle of the height."""
        pen = Pen(self.name, look, self.kind)
        u = look.u
        inks = panel_inks(look, full=False)
        area = draw_panel(pen, box, inks, look)
        found = self._set(area.width, look)
        assert found is not None
        then, now = found
        y = area.y + max(0.0, (area.height - self._height(area.width, look)) / 2)
        size = look.text().size
        baseline = y + size * CAP + 20 * u + now.style.size * CAP
        pen.text("period", "label", area.x, y + size * CAP, self.then.period, look.text(fill=inks.quiet))
        pen.text("value", "value", area.x, baseline, Writing(then.lines[0], then.evidence), then.style)
        pen.tell_drawn(0, len(pen.nodes) - 2)
        side = min(70 * u, now.style.size * 0.8)
        x = area.x + max(then.width, measure(self.then.period.text, look.text())) + 26 * u
        middle = baseline - now.style.size * CAP / 2
        pen.symbol("arrow", "arrow-right", x, middle - side / 2, side, inks.figure, "bold")
        x += side + 26 * u
        pen.text("period", "label", x, y + size * CAP, self.now.period, look.label_strong)
        pen.text("value", "value", x, baseline, Writing(now.lines[0], now.evidence), now.style)
        pen.tell_drawn(1, len(pen.nodes) - 2)
        if self.unit:
            at = x + now.width + unit_gap(now.style, look)
            pen.text("unit", "label", at, baseline, self.unit, self._unit_style(look))
        caption = self._caption(area.width, look)
        pen.lines("caption", "label", area.x, baseline + self._space(now, look), caption)
        chart = ChartData(
            "column",
            (self.then.period.text, self.now.period.text),
            (ChartSeries(self.label, (self.then.amount, self.now.amount)),),
            "General",
            self.unit.text,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _set(self, width: float, look: Look) -> tuple[Written, Written] | None:
        """Return both figures as large as they stand beside each other with arrow and unit."""
        weight = look.theme.type.number_weight
        inks = panel_inks(look, full=False)
        unit = measure(self.unit.text, self._unit_style(look)) if self.unit else 0.0
        for size in SIZES:
            style = look.heading(size, inks.figure, weight, -0.02 * size)
            other = look.heading(size * THEN, inks.strong, weight, -0.02 * size * THEN)
            for then, now in ((self.then.value, self.now.value), (self.then.short, self.now.short)):
                arrow = min(70 * look.u, style.size * 0.8) + 52 * look.u
                # A month may be wider than a short figure under it.
                first = max(measure(then.text, other), measure(self.then.period.text, look.text()))
                last = measure(now.text, style)
                if self.unit:
                    last += unit_gap(style, look) + unit
                wide = first + arrow + max(last, measure(self.now.period.text, look.label_strong))
                if wide <= width:
                    return write(then, other, width), write(now, style, width)
        return None

    def _height(self, width: float, look: Look) -> float:
        found = self._set(width, look)
        assert found is not None
        now = found[1]
        head = look.text().size * CAP + 20 * look.u + now.style.size * CAP
        return head + self._space(now, look) + self._caption(width, look).height

    def _space(self, now: Written, look: Look) -> float:
        return max(26 * look.u, 0.3 * now.style.size)

    def _unit_style(self, look: Look) -> TextStyle:
        return look.heading(28, look.palette.ink)

    def _caption(self, width: float, look: Look) -> Written:
        return write(
            self.caption, look.text(25, look.palette.ink, 600), min(width, 800 * look.u), leading=1.2
        )


def gather_then_now(block: BlockSpec, source: Source) -> ThenNow | None:
    """Return the two figures that a finding compares."""
    finding = source.findings.get(block.findings[0]) if block.findings else source.lead
    series = source.years(block)
    pair = compared_points(finding, series) if finding is not None else None
    if finding is None or pair is None:
        return None
    then, now = pair
    source.mark_points(pair)
    unit = series.indicator.unit
    said = big_number(now, unit, source.lang)[1]
    sentence = source.sentence(finding)
    return ThenNow(
        _moment(then, series, source),
        _moment(now, series, source),
        plain(said),
        _caption(source, series, now),
        source.name(series.indicator),
        sentence.text,
    )


def _caption(source: Source, series: YearSeries, now: Point) -> Writing:
    """Return what the figures are, and by how much they differ where the headline does not say so."""
    what = plain(capitalised(source.name(series.indicator)))
    told = change_remark(series, now, source)
    if told is None or any(
        one.value in source.headline_figures for one in told[0].evidence if one.formula != "period"
    ):
        return what
    return joined((what, told[0]), ", ")


def compared_points(finding: Finding, series: YearSeries) -> tuple[Point, Point] | None:
    """Return the two points of a series whose cells a finding compares, the earlier first."""
    at = {point.cells: (place, point) for place, point in enumerate(series.points) if point.cells}
    for evidence in finding.sentence["id"].evidence:
        if evidence.formula in _COMPARED and len(evidence.cells) == 2:
            first = 1
        elif evidence.formula in _COMPARED_SUMS:
            first = evidence.of
        else:
            continue
        later, earlier = at.get(evidence.cells[:first]), at.get(evidence.cells[first:])
        if later is not None and earlier is not None and earlier[0] < later[0]:
            return earlier[1], later[1]
    return None


def _moment(point: Point, series: YearSeries, source: Source) -> Moment:
    unit = series.indicator.unit
    value, _ = big_number(point, unit, source.lang)
    short, _ = big_number(point, unit, source.lang, short=True)
    if point.provisional:
        value, short = Writing(f"{value.text}*", value.evidence), Writing(f"{short.text}*", short.evidence)
    period = source.period(point.key, series.axis, short=False)
    return Moment(period, value, short, point.value or 0.0)
