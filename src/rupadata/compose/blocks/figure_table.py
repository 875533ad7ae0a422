"""The figures themselves, for paper: every period or region in full, one column for each indicator.

Months of several years stand as months by years. Between 4 and 40 rows; up to four columns of figures, and
one of the change of the first of them against the row before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import (
    Point,
    YearSeries,
    breakdown_series,
    dimensions_of,
    region_periods,
    region_series,
    year_series,
)
from rupadata.analysis.facts import read_facts
from rupadata.analysis.figures import figure
from rupadata.analysis.voice import Voice
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm, missing_words, unit_words
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, Written, plain, write
from rupadata.compose.signed import signed_changes
from rupadata.model.subject import Indicator
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure_widest
from rupadata.wording import capitalised, listed_name, month_name, parse_unit

LEAST_ROWS, MOST_ROWS = 4, 40
MOST_COLUMNS = 4
MOST_IN_ONE = 14
"""How many rows stand one under the other before the table is set in two halves beside each other."""
_ROW, _LIKED, _MOST = 29.0, 33.0, 42.0
_WIDE = 700.0
_SHADED, _QUARTER = 5, 3
"""After how many rows a faint line helps the eye: of periods that follow one another, of a year's months."""
MOST_DECIMALS = 3


class Column(Struct, frozen=True):
    """One column: what stands over it, and its figures by row; empty ones say why."""

    head: Writing
    unit: Writing
    cells: tuple[Writing, ...]
    values: tuple[float | None, ...]
    change: bool = False


class FigureTable(Struct, frozen=True):
    """Rows of periods or regions with their figures."""

    kind: ClassVar[str] = "table"
    heading: Heading
    rows: tuple[Writing, ...]
    columns: tuple[Column, ...]
    label: str
    alt: str
    number_format: str
    by_years: bool = False
    """Whether rows are the months of a year, which begins anew in each column."""
    ends: bool = False
    """Whether the last row is the newest, which stands out."""
    name: str = "figures"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of all rows; refused where heads or figures have no room."""
        if width < _WIDE * look.u or not self._stands(width, look):
            return None
        above = self.heading.height(width, look) + self._head_height(width, look)
        rows = ceil(len(self.rows) / self._halves)
        least, liked, most = (above + rows * row * look.u for row in (_ROW, _LIKED, _MOST))
        return Fit(least, liked, most, 0.7, least)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the halves of the table."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        high = self._head_height(box.width, look)
        rows = ceil(len(self.rows) / self._halves)
        pitch = min((area.height - high) / rows, _MOST * look.u)
        for half, place in enumerate(area.columns([1.0] * self._halves, look.gutter)):
            self._draw_half(
                pen, place, range(half * rows, min(len(self.rows), (half + 1) * rows)), pitch, look
            )
        data = ChartData(
            "table",
            tuple(row.text for row in self.rows),
            tuple(
                ChartSeries(column.head.text, column.values) for column in self.columns if not column.change
            ),
            self.number_format,
            self.columns[0].unit.text,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)

    @property
    def _halves(self) -> int:
        return 2 if len(self.rows) > MOST_IN_ONE and len(self.columns) <= 2 else 1

    def _widths(self, width: float, look: Look) -> tuple[float, float]:
        """Return the width of the periods and of each column beside them."""
        half = (width - look.gutter * (self._halves - 1)) / self._halves
        first = measure_widest(tuple(row.text for row in self.rows), look.label_strong) + 26 * look.u
        return first, (half - first) / len(self.columns)

    def _stands(self, width: float, look: Look) -> bool:
        _, wide = self._widths(width, look)
        room = wide - 18 * look.u
        figures = tuple(cell.text for column in self.columns for cell in column.cells)
        heads = [self._head(column, wide, look) for column in self.columns]
        return (
            room > 0
            and measure_widest(figures, look.value_strong) <= room
            and all(head.width <= room for head in heads)
            and all(" ".join(h.lines).split() == c.head.text.split() for h, c in zip(heads, self.columns))
        )

    def _head(self, column: Column, wide: float, look: Look) -> Written:
        return write(column.head, look.text(22, look.palette.ink, 600), wide - 18 * look.u, max_lines=3,
                     leading=1.12)  # fmt: skip

    def _head_height(self, width: float, look: Look) -> float:
        _, wide = self._widths(width, look)
        heads = max(self._head(column, wide, look).height for column in self.columns)
        unit = look.quiet.size * 1.3 if any(column.unit for column in self.columns) else 0.0
        return heads + unit + 16 * look.u

    def _draw_half(self, pen: Pen, place: Box, rows: Sequence[int], pitch: float, look: Look) -> None:
        u, palette = look.u, look.palette
        first, wide = self._widths(place.width, look) if self._halves == 1 else self._of_half(place, look)
        high = max(self._head(column, wide, look).height for column in self.columns)
        unit = look.quiet.size * 1.3 if any(column.unit for column in self.columns) else 0.0
        for number, column in enumerate(self.columns):
            right = place.x + first + wide * (number + 1)
            head = self._head(column, wide, look)
            pen.lines("header", "note", right, place.y + high - head.height, head, "end")
            pen.text(
                "unit", "note", right, place.y + high + look.quiet.size * CAP, column.unit, look.quiet, "end"
            )
        top = place.y + high + unit + 8 * u
        pen.line("rule", "ornament", place.x, top, place.right, top, palette.muted, 1.6 * u)
        top += 8 * u
        for index, row in enumerate(rows):
            last = row == len(self.rows) - 1 and self.ends
            baseline = top + pitch * (index + 0.5) + look.label.size * CAP / 2
            pen.text("period", "label", place.x, baseline, self.rows[row],
                     look.label_strong if last else look.label)  # fmt: skip
            for number, column in enumerate(self.columns):
                right = place.x + first + wide * (number + 1)
                style = look.text() if column.change or column.values[row] is None else (
                    look.value_strong if last else look.value
                )  # fmt: skip
                pen.text("value", "value", right, baseline, column.cells[row], style, "end")
            if (index + 1) % (_QUARTER if self.by_years else _SHADED) == 0 and index + 1 < len(rows):
                y = top + pitch * (index + 1)
                pen.line("faint", "ornament", place.x, y, place.right, y, palette.hairline, 1.2 * u)

    def _of_half(self, place: Box, look: Look) -> tuple[float, float]:
        return self._widths(2 * place.width + look.gutter, look)


def gather_figures(source: Source, *, by_region: bool = False) -> FigureTable | None:
    """Return the figures of a page's indicators at home over time, or in one period by region.

    None for too few or too many rows, and where a list of regions has all there is.
    """
    lead = source.book.indicator(source.spec.indicators[0])
    if by_region:
        return _regions(lead, source)
    return _months_by_years(lead, source) or _periods(lead, source)


def _regions(lead: Indicator, source: Source) -> FigureTable | None:
    """Return the regions of a page's period with all indicators known there, else with the lead's parts."""
    series = source.regions(BlockSpec(kind="regions", indicator=lead.key))
    if series is None or not LEAST_ROWS <= len(series.known) <= MOST_ROWS:
        return None
    codes = [point.key for point in series.ranked]
    name = capitalised(source.topic(lead))
    columns = [_cells(plain(name), lead, dict(zip(codes, series.ranked)), codes, source)]
    for key in source.spec.indicators[1:]:
        if series.period in region_periods(source.book, key) and len(columns) < MOST_COLUMNS:
            other = region_series(source.book, key, series.period)
            points = {point.key: point for point in other.known}
            if 2 * len(points) >= len(codes) and points.keys() <= set(codes):
                head = plain(capitalised(source.topic(other.indicator)))
                columns.append(_cells(head, other.indicator, points, codes, source))
    if len(columns) == 1:
        columns += _parts(lead, series.period, codes, source)
    if len(columns) == 1:
        return None
    names = source.short_names(series.points)
    rows = [plain(listed_name(names[point.name])) for point in series.ranked]
    return _table(lead, rows, columns, source, over_time=False)


def _parts(lead: Indicator, period: str, codes: Sequence[str], source: Source) -> list[Column]:
    """Return a column for each part of the lead's simplest breakdown, where these are few."""
    for dimension in dimensions_of(source.book, lead.key)[:1]:
        parted: dict[str, dict[str, Point]] = {}
        for code in codes:
            found = breakdown_series(source.book, lead.key, period, dimension, region_code=code)
            for point in found.known:
                parted.setdefault(point.key, {})[code] = point
        if 2 <= len(parted) < MOST_COLUMNS + 1:
            return [
                _cells(plain(source.part(name, dimension)), lead, points, codes, source)
                for name, points in parted.items()
            ]
    return []


def _periods(lead: Indicator, source: Source) -> FigureTable | None:
    """Return the periods of the lead, and its companions' figures in them."""
    first = year_series(source.book, lead.key)
    points = [point for point in first.points if point.value is not None]
    if not LEAST_ROWS <= len(points) <= MOST_ROWS:
        return None
    keys = [point.key for point in points]
    columns = [_column(first, keys, source)]
    columns += [change] if (change := _changes(first, points, source)) is not None else []
    for key in source.spec.indicators[1:]:
        series = year_series(source.book, key)
        held = sum(point.value is not None for point in series.points if point.key in keys)
        if series.axis == first.axis and 2 * held >= len(keys) and len(columns) < MOST_COLUMNS:
            columns.append(_column(series, keys, source))
    rows = tuple(source.period(point.key, first.axis, provisional=point.provisional) for point in points)
    return _table(lead, rows, columns, source)


def _months_by_years(lead: Indicator, source: Source) -> FigureTable | None:
    """Return the months of two to four years as rows, a column for each year."""
    facts = read_facts(source.book, lead.key)
    periods = [
        text for text in source.book.values_of("period", (lead.key,)) if len(text) == 7 and text[5:].isdigit()
    ]
    years = sorted({text[:4] for text in periods})[-MOST_COLUMNS:]
    if len(years) < 2:
        return None
    found = {
        year: [figure(facts, facts.home, f"{year}-{month:02d}") for month in range(1, 13)] for year in years
    }
    if any(sum(p is not None and p.value is not None for p in points) < 10 for points in found.values()):
        return None
    form = _full(lead, [p for points in found.values() for p in points if p is not None], source)
    columns = [
        Column(
            source.period(year), plain(form.words), tuple(_cell(p, form, source) for p in points),
            tuple(None if p is None else p.value for p in points),
        )
        for year, points in found.items()
    ]  # fmt: skip
    rows = tuple(plain(month_name(month, source.lang)) for month in range(1, 13))
    source.mark_points([p for points in found.values() for p in points if p is not None])
    return _table(lead, rows, columns, source, by_years=True)


def _table(
    lead: Indicator,
    rows: Sequence[Writing],
    columns: Sequence[Column],
    source: Source,
    *,
    by_years: bool = False,
    over_time: bool = True,
) -> FigureTable:
    title = source.say("Angka lengkap", "The figures in full")
    name = source.name(lead)
    said = source.say(f"Tabel: {name}", f"Table: {name}")
    note = plain(name) if by_years else NOTHING
    return FigureTable(
        Heading(plain(title), note), tuple(rows), tuple(columns), said, f"{said}.", "General", by_years,
        over_time and not by_years,
    )  # fmt: skip


def _column(series: YearSeries, keys: Sequence[str], source: Source) -> Column:
    """Return an indicator's figures in some periods."""
    points = {point.key: point for point in series.points}
    return _cells(plain(capitalised(source.topic(series.indicator))), series.indicator, points, keys, source)


def _cells(
    head: Writing, indicator: Indicator, points: Mapping[str, Point], keys: Sequence[str], source: Source
) -> Column:
    """Return the figures of some rows under a head, all as exact as the most exact of them."""
    held = [points[key] for key in keys if key in points]
    form = _full(indicator, held, source)
    source.mark_points(held)
    return Column(
        head, plain(form.words), tuple(_cell(points.get(key), form, source) for key in keys),
        tuple(points[key].value if key in points else None for key in keys),
    )  # fmt: skip


def _changes(series: YearSeries, points: Sequence[Point], source: Source) -> Column | None:
    """Return the change of each period against the row before it; None where hardly one can be told."""
    voice = Voice(series.indicator, source.book.region, source.lang, axis=series.axis)
    told = {
        now.key: said
        for before, now in pairwise(points)
        if not now.breaks and (said := voice.change(now, before)) is not None
    }
    if 2 * len(told) < len(points):
        return None
    changes = signed_changes(told, source.lang)
    unit = "%" if voice.relative else source.say("poin", "points")
    return Column(
        plain(source.say("Berubah", "Change")), plain(unit),
        tuple(changes.get(point.key, plain("–")) for point in points), (None,) * len(points), change=True,
    )  # fmt: skip


def _full(indicator: Indicator, points: Sequence[Point], source: Source) -> NumberForm:
    """Return the form that writes figures in full, in the table's unit, as exactly as they were printed."""
    parsed = parse_unit(indicator.unit)
    decimals = min(MOST_DECIMALS, max((p.decimals for p in points if p.value is not None), default=0))
    words = unit_words(indicator.unit, source.lang, power=parsed.power)
    return NumberForm(indicator.unit, source.lang, 0, decimals, words)


def _cell(point: Point | None, form: NumberForm, source: Source) -> Writing:
    if point is None or point.value is None:
        return plain("–" if point is None else missing_words(source.lang, [point.missing]))
    return form.show(point, mark=True)
