"""Breakdowns of one figure: a share strip for few parts, ranked bars for many, a pyramid for age and sex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import (
    BreakdownSeries,
    Point,
    breakdown_series,
    describe_parts,
    dimensions_of,
    newest_of_parts,
)
from rupadata.compose.blocks.base import Block, Heading
from rupadata.compose.blocks.regions import RegionBars, Row
from rupadata.compose.boxes import STRETCH, Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import OVER_PARTS, Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, recolour
from rupadata.model.evidence import Evidence
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure, measure_widest
from rupadata.wording import format_number

MOST_STRIP_PARTS = 5


class Part(Struct, frozen=True):
    """One part of a whole."""

    name: Writing
    value: float
    shown: Writing
    share: Writing
    strong: bool = False


class ShareStrip(Struct, frozen=True):
    """A whole cut into two to five parts, lying on one strip, labelled directly."""

    kind: ClassVar[str] = "breakdown"
    heading: Heading
    parts: tuple[Part, ...]
    label: str
    alt: str
    unit: str
    number_format: str = "General"
    name: str = "breakdown"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of strip and labels; refused where a label has no place."""
        total = sum(part.value for part in self.parts)
        if not 2 <= len(self.parts) <= MOST_STRIP_PARTS or total <= 0 or any(p.value < 0 for p in self.parts):
            return None
        rows = self._label_rows(width, look)
        if rows is None:
            return None
        head = self.heading.height(width, look)
        line = look.label.size * 1.3
        least = head + 52 * look.u + 16 * look.u + rows * line
        return Fit(least, least + 14 * look.u, least + 44 * look.u, 0.3)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the strip with shares inside and names under it."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        rows = self._label_rows(box.width, look) or 1
        line = look.label.size * 1.3
        thickness = min(96 * u, area.height - 16 * u - rows * line)
        total = sum(part.value for part in self.parts)
        colours = self._colours(look)
        x = area.x
        gap = 3 * u
        for part, colour in zip(self.parts, colours):
            width = area.width * part.value / total
            pen.rect("part", "part", x, area.y, max(1.0, width - gap), thickness, colour, value=part.value)
            ink = palette.text_on(colour)
            style = look.heading(26, fill=ink, weight=700)
            if measure(part.share.text, style) <= width - gap - 20 * u:
                middle = area.y + thickness / 2 + style.size * CAP / 2
                pen.text("share", "value", x + 12 * u, middle, part.share, style)
            x += width
        self._draw_labels(pen, area, area.y + thickness + 16 * u, colours, rows, look)
        chart = ChartData(
            "share",
            tuple(part.name.text for part in self.parts),
            (ChartSeries(self.label, tuple(part.value for part in self.parts)),),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _colours(self, look: Look) -> tuple[str, ...]:
        """Return the colours of the parts: the darkest for the one that is told of, else for the largest."""
        count = len(self.parts)
        steps = [look.palette.series[index] for index in {2: (0, 2), 3: (0, 2, 3)}.get(count, range(count))]
        told = next((place for place, part in enumerate(self.parts) if part.strong), None)
        first = told if told is not None else max(range(count), key=lambda place: self.parts[place].value)
        return (*steps[1 : first + 1], steps[0], *steps[first + 1 :])

    def _entries(self, look: Look) -> list[float]:
        extra = 30 * look.u
        return [
            extra + measure(part.name.text, look.label) + 10 * look.u + measure(part.shown.text, look.value)
            for part in self.parts
        ]

    def _label_rows(self, width: float, look: Look) -> int | None:
        """Return how many rows the names need, flowing from the left; None when one is wider than all."""
        rows, x = 1, 0.0
        for entry in self._entries(look):
            if entry > width:
                return None
            if x and x + entry > width:
                rows, x = rows + 1, 0.0
            x += entry + 30 * look.u
        return rows

    def _draw_labels(
        self, pen: Pen, area: Box, top: float, colours: Sequence[str], rows: int, look: Look
    ) -> None:
        u = look.u
        x, y = area.x, top
        line = look.label.size * 1.3
        for part, colour, entry in zip(self.parts, colours, self._entries(look)):
            if x > area.x and x + entry > area.right + 0.5:
                x, y = area.x, y + line
            side = 18 * u
            size = look.label.size
            pen.rect("key", "legend", x, y + size * CAP / 2 - side / 2, side, side, colour, radius=3 * u)
            at = x + 30 * u
            at += pen.text("name", "label", at, y + size * CAP, part.name, look.label) + 10 * u
            pen.text("figure", "value", at, y + size * CAP, part.shown, look.value)
            x += entry + 30 * u


class Band(Struct, frozen=True):
    """One age group of a pyramid: left and right figures."""

    name: Writing
    left: float
    left_shown: Writing
    right: float
    right_shown: Writing


class Pyramid(Struct, frozen=True):
    """Two sides of bars around the names of age groups, the oldest on top."""

    kind: ClassVar[str] = "breakdown"
    heading: Heading
    sides: tuple[Writing, Writing]
    bands: tuple[Band, ...]
    label: str
    alt: str
    unit: str
    number_format: str = "General"
    name: str = "breakdown"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights for readable bands; refused beyond 24 of them."""
        if not 3 <= len(self.bands) <= 24 or width < 420 * look.u:
            return None
        if measure_widest(tuple(side.text for side in self.sides), look.value_strong) > self._arm(
            width, look
        ):
            return None
        head = self.heading.height(width, look) + look.label.size * 1.5
        count = len(self.bands)
        return Fit(head + count * 30 * look.u, head + count * 34 * look.u, head + count * 46 * look.u)

    def _middle(self, look: Look) -> float:
        """Return the width of the strip between the sides, in which the groups are named."""
        return measure_widest(tuple(band.name.text for band in self.bands), look.label) + 28 * look.u

    def _arm(self, width: float, look: Look) -> float:
        """Return the width of one side."""
        return (width - self._middle(look)) / 2

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the pyramid."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        side_style = look.value_strong
        middle, arm = self._middle(look), self._arm(area.width, look)
        figures = max(
            measure(shown.text, look.value)
            for band in self.bands
            for shown in (band.left_shown, band.right_shown)
        )
        reach = arm - figures - 10 * u
        left_base, right_base = area.x + arm, area.x + arm + middle
        size = look.label.size
        pen.text("side", "label", left_base, area.y + size * CAP, self.sides[0],
                 recolour(side_style, palette.accent), "end")  # fmt: skip
        pen.text("side", "label", right_base, area.y + size * CAP, self.sides[1],
                 side_style)  # fmt: skip
        body = area.inset(top=size * 1.5)
        pitch = min(body.height / len(self.bands), STRETCH * 46 * u)
        most = max(max(band.left, band.right) for band in self.bands) or 1.0
        for index, band in enumerate(reversed(self.bands)):
            y = body.y + index * pitch
            thickness = pitch * 0.78
            baseline = y + pitch / 2 + size * CAP / 2
            left, right = reach * band.left / most, reach * band.right / most
            top = y + (pitch - thickness) / 2
            pen.rect("bar", "bar", left_base - left, top, left, thickness, palette.accent, value=band.left)
            pen.rect("bar", "bar", right_base, top, right, thickness, palette.mark, value=band.right)
            pen.text("band", "label", area.x + area.width / 2, baseline, band.name, look.label, "middle")
            pen.text("value", "value", left_base - left - 8 * u, baseline, band.left_shown, look.value, "end")
            pen.text("value", "value", right_base + right + 8 * u, baseline, band.right_shown, look.value)
        chart = ChartData(
            "pyramid",
            tuple(band.name.text for band in self.bands),
            (
                ChartSeries(self.sides[0].text, tuple(band.left for band in self.bands)),
                ChartSeries(self.sides[1].text, tuple(band.right for band in self.bands)),
            ),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)


def gather_breakdown(block: BlockSpec, source: Source) -> Block | None:
    """Return a breakdown of an indicator: pyramid, strip or bars, whatever its parts allow."""
    indicator = source.indicator(block)
    dimensions = dimensions_of(source.book, indicator.key)
    wanted = [block.dimension] if block.dimension else list(dimensions)
    period = block.period or source.spec.period
    if block.variant in ("", "pyramid"):
        pyramid = _gather_pyramid(block, source, dimensions, period)
        if pyramid is not None:
            return pyramid
    for dimension in wanted:
        series = breakdown_series(source.book, indicator.key, period, dimension)
        if len(series.known) < 2:
            newest = newest_of_parts(source.book, indicator.key, region_code=block.region or None)
            if newest:
                series = breakdown_series(source.book, indicator.key, newest, dimension)
        if len(series.known) >= 2:
            return _chart_of(series, block, source)
    return None


def _chart_of(series: BreakdownSeries, block: BlockSpec, source: Source) -> Block:
    indicator = series.indicator
    form = source.form(series.points, indicator)
    source.mark_points(series.points)
    every = all(point.provisional for point in series.known) and bool(series.period)
    by = source.by_dimension(series.dimension)
    about = source.about(indicator)
    heading = Heading(
        source.titled(block, by),
        source.heading_note(about, form.words, source.period(series.period, provisional=every)),
    )
    focus = source.lead.focus_part if source.lead else ""
    alt = describe_parts(series, source.lang).text
    label = f"{by}: {source.name(indicator)}"
    if _is_whole(series) and len(series.known) <= MOST_STRIP_PARTS and block.variant in ("", "strip"):
        total = sum(point.value or 0.0 for point in series.known)
        parts = tuple(
            _part(point, total, series, form, source, focus, mark=not every) for point in series.known
        )
        return ShareStrip(heading, parts, label, alt, form.words, form.number_format)
    ranked = sorted(series.known, key=lambda point: -(point.value or 0.0))
    if all(any(c.isdigit() for c in point.name) for point in series.known):
        ranked = list(series.known)  # Ages and sizes have an order of their own.
    strong = focus or max(series.known, key=lambda point: abs(point.value or 0.0)).key
    rows = tuple(
        Row(
            plain(source.part(point.name, series.dimension)), point.value, form.show(point, mark=not every),
            point.key == strong,
            point.cells[0] if point.cells else None,
        )
        for point in ranked
    )  # fmt: skip
    bars = RegionBars(
        heading, rows, label, alt, form.words,
        (source.say("dan", "and"), source.say("lainnya", "others")), form.number_format, "",
        "breakdown", "breakdown",
    )  # fmt: skip
    if bars.uses_dots:
        source.needed_notes.add("scale")
    return bars


def _is_whole(series: BreakdownSeries) -> bool:
    """Tell whether the parts make up the whole: additive, all known, none negative, summing to the total."""
    values = [point.value or 0.0 for point in series.points]
    if not series.complete or any(value < 0 for value in values) or sum(values) <= 0:
        return False
    if series.whole is None or series.whole.value is None:
        return False
    return abs(sum(values) - series.whole.value) <= 0.006 * abs(series.whole.value)


def _part(
    point: Point,
    total: float,
    series: BreakdownSeries,
    form: NumberForm,
    source: Source,
    focus: str,
    *,
    mark: bool,
) -> Part:
    assert point.value is not None
    percent = 100 * point.value / total
    digits = format_number(percent, source.lang, decimals=1 if percent < 99.95 else 0)
    others = tuple(cell for other in series.known if other is not point for cell in other.cells)
    single = len(point.cells) == 1
    formula = "share-of-sum" if single else "shares-of-sum"
    evidence = Evidence(
        digits, percent, "persen", formula, (*point.cells, *others), 0 if single else len(point.cells)
    )
    return Part(
        plain(source.part(point.name, series.dimension)),
        point.value,
        form.show(point, mark=mark),
        Writing(f"{digits}%", (evidence,)),
        point.key == focus,
    )


def _gather_pyramid(
    block: BlockSpec, source: Source, dimensions: Sequence[str], period: str
) -> Pyramid | None:
    """Return a pyramid where an indicator is broken down by two sexes and by age together."""
    key = source.indicator(block).key
    ages = [name for name in dimensions if "umur" in name.casefold() or "age" in name.casefold()]
    sexes = [
        name for name in dimensions if "kelamin" in name.casefold() or name.casefold() in ("sex", "gender")
    ]
    if not ages or not sexes or source.indicator(block).measure not in ("count-stock", "count-flow", "count"):
        return None
    both = breakdown_series(source.book, key, period, sexes[0])
    if len(both.known) != 2:
        return None
    first, second = both.known
    left = breakdown_series(source.book, key, period, ages[0], where={sexes[0]: first.key})
    right = breakdown_series(source.book, key, period, ages[0], where={sexes[0]: second.key})
    others = {point.key: point for point in right.known}
    pairs = [(point, others[point.key]) for point in left.known if point.key in others]
    if not 3 <= len(pairs) <= 24:
        return None
    indicator = source.indicator(block)
    points = [point for pair in pairs for point in pair]
    source.mark_points(points)
    form = source.form(points, indicator)
    # Where every figure is provisional, the period carries the mark once for all.
    every = all(point.provisional for point in points)
    bands = tuple(
        Band(
            plain(one.name),
            one.value or 0.0,
            form.show(one, mark=not every),
            other.value or 0.0,
            form.show(other, mark=not every),
        )
        for one, other in pairs
    )
    by = source.say("Menurut umur dan jenis kelamin", "By age and sex")
    return Pyramid(
        Heading(
            source.heading(block, by, OVER_PARTS),
            source.heading_note(form.words, source.period(period, provisional=every)),
        ),
        (plain(source.part(first.name, sexes[0])), plain(source.part(second.name, sexes[0]))),
        bands,
        f"{by}: {source.name(indicator)}",
        " ".join(
            f"{source.part(one.name, sexes[0])}. {describe_parts(series, source.lang).text}"
            for one, series in ((first, left), (second, right))
        ),
        form.words,
        form.number_format,
    )
