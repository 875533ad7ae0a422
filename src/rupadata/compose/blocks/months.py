"""The season: twelve months of each year, coloured by how they stand to the mean of their own year.

The last year is large and has its figures; earlier years are thin rows over it. At least two years of months,
and a season: in most years one month lies well over its year's mean. Else the chart over time says more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point
from rupadata.analysis.facts import read_facts
from rupadata.analysis.figures import figure
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, recolour
from rupadata.compose.themes import ramp_of
from rupadata.model.subject import SubjectBook
from rupadata.model.wholes import is_summable
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure
from rupadata.wording import month_name

MONTHS = 12
LEAST_YEARS, MOST_YEARS = 2, 10
LIMITS = (0.85, 1.0, 1.15, 1.3)
"""Between which shares of its year's monthly mean a month is quiet or busy."""
SEASON = 1.2
"""How far over the mean the busiest month of most years lies where there is a season."""
_THIN, _TALL = 16.0, 74.0


class YearOfMonths(Struct, frozen=True):
    """Twelve months of a year: each as a share of the year's mean, None where it is not known."""

    label: Writing
    shares: tuple[float | None, ...]
    shown: tuple[Writing, ...]
    values: tuple[float | None, ...]


class MonthStrip(Struct, frozen=True):
    """Rows of months, the last year at the bottom."""

    kind: ClassVar[str] = "months"
    heading: Heading
    names: tuple[str, ...]
    years: tuple[YearOfMonths, ...]
    ends: tuple[str, str]
    label: str
    alt: str
    unit: str
    number_format: str
    name: str = "months"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of the rows; refused where a month has no room for its figure."""
        if self._cell(width, look) < 1.06 * self._widest(look):
            return None
        u = look.u
        head = self.heading.height(width, look) + self._key(look)
        thin = (len(self.years) - 1) * _THIN * u
        return Fit(head + thin + _TALL * u, head + 1.15 * thin + 82 * u, head + 1.6 * thin + 92 * u, 0.5)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw thin rows of earlier years, and the last year with names and figures."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u = look.u
        top = box.y + self.heading.height(box.width, look)
        colours = ramp_of(look.palette, len(LIMITS) + 1)
        left, cell = box.x + self._years(look), self._cell(box.width, look)
        rest = box.bottom - top - self._key(look)
        tall = min(_TALL * u, rest)
        thin = (rest - tall) / max(1, len(self.years) - 1)
        for row in range(len(self.years) - 1):
            y = top + row * thin
            self._draw_row(pen, row, Box(left, y, cell, thin), colours, look, named=False)
        if len(self.years) > 1:
            first = self.years[0].label
            pen.text("year", "label", box.x, top + look.text().size * CAP, first, look.text())
        last = self.years[-1]
        y = top + thin * (len(self.years) - 1)
        self._draw_row(pen, len(self.years) - 1, Box(left, y, cell, tall), colours, look, named=True)
        middle = y + tall / 2 + look.label_strong.size * CAP / 2
        pen.text("year", "label", box.x, middle, last.label, look.label_strong)
        self._draw_key(pen, Box(left, y + tall + 14 * u, 0, 0), colours, look)
        chart = ChartData(
            "heat",
            self.names,
            tuple(ChartSeries(year.label.text, year.values) for year in self.years),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _draw_row(
        self, pen: Pen, place: int, first: Box, colours: Sequence[str], look: Look, *, named: bool
    ) -> None:
        u, year = look.u, self.years[place]
        for month, share in enumerate(year.shares):
            box = Box(first.x + month * first.width, first.y, first.width - 3 * u, first.height - 3 * u)
            if share is None:
                stroke = look.palette.hairline
                pen.rect("month", "tile", *box, look.palette.paper, stroke=stroke, stroke_width=1.4 * u)
                fill = look.palette.paper
            else:
                fill = colours[bisect_right(LIMITS, share)]
                pen.rect("month", "tile", *box, fill, radius=min(look.corner, 5 * u), value=share)
                pen.tell(month, *box, series=place)
            if not named:
                continue
            ink = look.palette.text_on(fill)
            size, x = look.label.size, box.x + box.width / 2
            top = box.y + (box.height - 2 * size * CAP - 10 * u) / 2 + size * CAP
            pen.text("name", "label", x, top, self.names[month], recolour(look.label, ink), "middle")
            if share is not None:
                figure_at = top + size * CAP + 10 * u
                style = recolour(look.value_strong, ink)
                pen.text("value", "value", x, figure_at, year.shown[month], style, "middle")

    def _draw_key(self, pen: Pen, at: Box, colours: Sequence[str], look: Look) -> None:
        u, style = look.u, look.text()
        baseline = at.y + style.size * CAP
        x = at.x + pen.text("key", "legend", at.x, baseline, self.ends[0], style) + 12 * u
        for colour in colours:
            pen.rect("class", "legend", x, baseline - 16 * u, 30 * u, 16 * u, colour)
            x += 32 * u
        pen.text("key", "legend", x + 10 * u, baseline, self.ends[1], style)

    def _key(self, look: Look) -> float:
        return look.text().size * CAP + 20 * look.u

    def _years(self, look: Look) -> float:
        return max(measure(year.label.text, look.label_strong) for year in self.years) + 16 * look.u

    def _cell(self, width: float, look: Look) -> float:
        return (width - self._years(look)) / MONTHS

    def _widest(self, look: Look) -> float:
        figures = [measure(shown.text, look.value_strong) for shown in self.years[-1].shown]
        return max(*figures, *(measure(name, look.label) for name in self.names)) + 6 * look.u


def gather_months(block: BlockSpec, source: Source) -> MonthStrip | None:
    """Return the months of an amount at home; None without two years of them, or without a season."""
    indicator = source.indicator(block)
    if not is_summable(indicator.measure):
        return None
    points = _months_at_home(indicator.key, source)
    years = sorted(points)[-MOST_YEARS:]
    if len(years) < LEAST_YEARS:
        return None
    shares = {year: _shares(points[year]) for year in years}
    busiest = [max(range(MONTHS), key=lambda month: shares[year][month] or 0.0) for year in years]
    seasonal = sum((shares[year][month] or 0.0) >= SEASON for year, month in zip(years, busiest, strict=True))
    if 2 * seasonal <= len(years):
        return None
    last = [point for point in points[years[-1]] if point is not None]
    form = source.form(last, indicator)
    source.mark_points(last)
    rows = tuple(
        YearOfMonths(
            source.period(year, provisional=any(p is not None and p.provisional for p in points[year])),
            shares[year],
            tuple(form.show(point) if point is not None else NOTHING for point in points[year]),
            tuple(None if point is None else point.value for point in points[year]),
        )
        for year in years
    )
    words = source.say("dibanding rata-rata bulanan tahunnya", "against the monthly mean of its year")
    title = _title(busiest, source)
    name = source.name(indicator)
    label = source.say(f"Per bulan: {name}", f"By month: {name}")
    return MonthStrip(
        Heading(source.titled(block, title), source.heading_note(source.about(indicator), words)),
        tuple(month_name(month, source.lang, short=True) for month in range(1, MONTHS + 1)),
        rows,
        (source.say("sepi", "quiet"), source.say("ramai", "busy")),
        label,
        f"{label}. {title}.",
        form.words,
        form.number_format,
    )


def _title(busiest: Sequence[int], source: Source) -> str:
    """Return which month is the busiest, as far as the years bear it out."""
    month, times = Counter(busiest).most_common(1)[0]
    name = month_name(month + 1, source.lang)
    if times == len(busiest):
        return source.say(f"Puncaknya tiap tahun pada {name}", f"The peak is in {name} every year")
    if 2 * times > len(busiest):
        return source.say(f"Puncaknya paling sering pada {name}", f"The peak is mostly in {name}")
    return source.say("Per bulan", "By month")


def has_months(book: SubjectBook, key: str) -> bool:
    """Tell whether an indicator has so many months that they may show a season."""
    periods = set(book.values_of("period", (key,)))
    return sum(_is_month(text) for text in periods) >= LEAST_YEARS * (MONTHS - 2)


def _is_month(period: str) -> bool:
    return len(period) == 7 and period[4] == "-" and period[5:].isdigit()


def _months_at_home(key: str, source: Source) -> dict[str, list[Point | None]]:
    """Return the points of every year with nearly all of its months, by year."""
    facts = read_facts(source.book, key)
    wanted = set(source.book.values_of("period", (key,)))
    found: dict[str, list[Point | None]] = {}
    for year in {text[:4] for text in wanted if _is_month(text)}:
        points: list[Point | None] = []
        for month in range(1, MONTHS + 1):
            point = figure(facts, facts.home, f"{year}-{month:02d}")
            points.append(point if point is not None and point.value is not None else None)
        if sum(point is not None for point in points) >= MONTHS - 2 and all(
            point is None or (point.value or 0.0) >= 0 for point in points
        ):
            found[year] = points
    return found


def _shares(points: Sequence[Point | None]) -> tuple[float | None, ...]:
    """Return months as shares of the mean of those that are known."""
    known = [point.value for point in points if point is not None and point.value is not None]
    mean = sum(known) / len(known)
    return tuple(
        None if point is None or point.value is None else (point.value / mean if mean else 1.0)
        for point in points
    )
