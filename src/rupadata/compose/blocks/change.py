"""The change per region between two periods: an open dot then and a full dot now, or a bar of the change.

Dots for up to 60 regions, bars for any number and where growth in percent is told of regions of many sizes;
where not all fit, the greatest, the least, and an honest line on the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import median
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point, RegionSeries, describe_regions, region_series
from rupadata.analysis.voice import Voice
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.regions import RegionBars, Row
from rupadata.compose.blocks.shortened import shorten
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import REGION_MOVES, Source, newest_until
from rupadata.compose.pen import CAP, Pen, Writing, plain, recolour, write
from rupadata.compose.scales import LinearScale
from rupadata.compose.signed import signed_changes
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.model.subject import Indicator
from rupadata.model.wholes import is_summable
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure

MOST_REGIONS = 60
LEAST_ROW, IDEAL_ROW, MOST_ROW = 33.0, 38.0, 52.0
MOST_BARS = 600
"""Up to how many regions bars of the change are drawn, both ends of them where not all fit."""
_UNLIKE = 3.0
_SEEN = 0.03
"""Which share of the distance between regions a change is at least to be seen between two dots."""
NAME_SHARE = 0.38
"""How much of the width names may take before they wrap."""
TWO_FROM, TWO_WIDE = 16, 860.0
"""From how many regions, and on which width on the type scale, they stand in two columns before one hides."""
NAME_SHARE_OF_TWO = 0.46
"""How much of each of two columns names may take."""
HIDDEN = 2.0
"""What the chart loses by hiding most of its regions."""


class Pair(Struct, frozen=True):
    """One region then and now."""

    name: Writing
    before: float
    before_shown: Writing
    now: float
    now_shown: Writing
    strong: bool = False
    cell: CellRef | None = None


class Dumbbells(Struct, frozen=True):
    """Regions between two periods, the greatest now or the greatest change on top."""

    kind: ClassVar[str] = "change"
    heading: Heading
    periods: tuple[Writing, Writing]
    pairs: tuple[Pair, ...]
    label: str
    alt: str
    unit: str
    others: tuple[str, str]
    number_format: str = "General"
    name: str = "change"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights from six rows to all."""
        if not 2 <= len(self.pairs) <= MOST_REGIONS or width < 420 * look.u:
            return None
        head = self.heading.height(width, look) + look.label.size * 1.5
        count, row = len(self.pairs), self._row(width, look)
        return Fit(
            head + min(count, 6 if self._names(width, look)[1] == 1 else 4) * row,
            head + count * row * IDEAL_ROW / LEAST_ROW,
            head + count * row * MOST_ROW / LEAST_ROW,
            1.2,
            head + ceil(count / self._most_columns(width, look)) * row,
            lost=HIDDEN,
            named=head + count * row,
        )

    def _most_columns(self, width: float, look: Look) -> int:
        """Return in how many columns all regions may stand, each name in one line."""
        half = (width - look.gutter) / 2
        two = len(self.pairs) >= TWO_FROM and width >= TWO_WIDE * look.u
        return 2 if two and self._names(half, look, NAME_SHARE_OF_TWO)[1] == 1 else 1

    def _names(self, width: float, look: Look, share: float = NAME_SHARE) -> tuple[float, int]:
        """Return how wide the names are, and in how many lines the longest stands."""
        widest = max(measure(pair.name.text, look.label_strong) for pair in self.pairs)
        room = share * width
        if widest <= room:
            return widest, 1
        return room, max(
            len(write(pair.name, look.label_strong, room, max_lines=3).lines) for pair in self.pairs
        )

    def _row(self, width: float, look: Look) -> float:
        """Return the least height of a row."""
        return LEAST_ROW * look.u + (self._names(width, look)[1] - 1) * look.label.size * 1.08

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the rows under the two periods."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u = look.u
        area = box.inset(top=self.heading.height(box.width, look))
        body = area.inset(top=look.label.size * 1.5)
        pairs, hidden, cut = self._shown(body.height, area.width, look)
        columns = self._most_columns(area.width, look) if hidden else 1
        if columns > 1 and ceil(len(self.pairs) / columns) * LEAST_ROW * u <= body.height + 0.5:
            pairs, hidden, cut = self.pairs, (), -1
        else:
            columns = 1
        places = body.columns([1.0] * columns, look.gutter)
        rows = ceil(len(pairs) / columns)
        row = self._row(area.width, look) if columns == 1 else LEAST_ROW * u
        pitch = min(body.height / (rows + (1 if hidden else 0)), row * MOST_ROW / LEAST_ROW)
        names, _ = self._names(places[0].width, look, NAME_SHARE if columns == 1 else NAME_SHARE_OF_TWO)
        figure = max(measure(pair.now_shown.text, look.value_strong) for pair in self.pairs)
        values = [value for pair in pairs for value in (pair.before, pair.now)]
        low, high = min(values), max(values)
        self._draw_key(pen, area, look)
        for number, place in enumerate(places):
            left, right = place.x + names + 16 * u, place.right - figure - 14 * u
            scale = LinearScale(low, high if high > low else low + 1.0, left + 12 * u, right - 12 * u)
            y = body.y
            for index, pair in enumerate(pairs[number * rows : (number + 1) * rows]):
                if hidden and index == cut:
                    self._draw_rest(pen, place, y + pitch / 2, hidden, look)
                    y += pitch
                if low < 0 < high:
                    pen.line("zero", "axis", scale(0), y, scale(0), y + pitch, look.palette.ink, 1.6 * u)
                self._draw_pair(pen, place, names, scale, y + pitch / 2, pair, look)
                y += pitch
        chart = ChartData(
            "dumbbell",
            tuple(pair.name.text for pair in self.pairs),
            (
                ChartSeries(self.periods[0].text, tuple(pair.before for pair in self.pairs)),
                ChartSeries(self.periods[1].text, tuple(pair.now for pair in self.pairs)),
            ),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _shown(self, height: float, width: float, look: Look) -> tuple[Sequence[Pair], Sequence[Pair], int]:
        room = int((height + 0.5) // self._row(width, look))
        if room >= len(self.pairs):
            return self.pairs, (), -1
        return shorten(self.pairs, max(3, room))

    def _draw_key(self, pen: Pen, area: Box, look: Look) -> None:
        u = look.u
        size = look.label.size
        y = area.y + size * CAP
        now_x = area.right - measure(self.periods[1].text, look.value_strong)
        before_x = now_x - 48 * u - measure(self.periods[0].text, look.value)
        middle = y - size * CAP / 2
        pen.text("period", "legend", before_x, y, self.periods[0], look.value)
        pen.circle("key", "legend", before_x - 16 * u, middle, 7 * u, look.palette.paper,
                   stroke=look.palette.mark, stroke_width=3 * u)  # fmt: skip
        style = recolour(look.value_strong, look.palette.accent)
        pen.text("period", "legend", now_x, y, self.periods[1], style)
        pen.circle("key", "legend", now_x - 16 * u, middle, 8 * u, look.palette.accent)

    def _draw_pair(
        self, pen: Pen, area: Box, names: float, scale: LinearScale, middle: float, pair: Pair, look: Look
    ) -> None:
        u, palette = look.u, look.palette
        strong, soft = palette.accent, palette.mark
        style = look.label_strong if pair.strong else look.label
        baseline = middle + style.size * CAP / 2
        name = write(pair.name, style, names, max_lines=3, leading=1.08)
        height = name.leading * (len(name.lines) - 1) + style.size * CAP
        pen.lines("name", "label", area.x + names, middle - height / 2, name, "end")
        x1, x2 = scale(pair.before), scale(pair.now)
        pen.line("link", "link", x1, middle, x2, middle, soft, 5 * u)
        pen.circle(
            "before",
            "dot",
            x1,
            middle,
            8 * u,
            palette.paper,
            stroke=soft,
            stroke_width=3 * u,
            value=pair.before,
        )
        pen.circle("now", "dot", x2, middle, 9 * u, strong, value=pair.now)
        figure = look.value_strong if pair.strong else look.value
        pen.text("value", "value", area.right, baseline, pair.now_shown, figure, "end")

    def _draw_rest(self, pen: Pen, area: Box, middle: float, hidden: Sequence[Pair], look: Look) -> None:
        style = look.text()
        count = str(len(hidden))
        cells = tuple(pair.cell for pair in hidden if pair.cell is not None)
        said = Writing(
            f"{self.others[0]} {count} {self.others[1]}",
            (Evidence(count, float(len(hidden)), "", "count", cells),),
        )
        written = write(said, style, area.width, max_lines=1)
        pen.lines("rest", "label", area.x, middle - style.size * CAP / 2, written)


def gather_change(block: BlockSpec, source: Source) -> Dumbbells | RegionBars | None:
    """Return the last two periods known by region, or since the one asked for, unless a break lies between.

    Then and now on one scale; where regions differ so much in size that both would fall on one dot, bars of
    the change alone.
    """
    periods = source.region_periods(block)
    if len(periods) < 2:
        return None
    until = newest_until(periods, block.period or source.spec.period)
    place = periods.index(until)
    if place == 0:
        return None
    indicator = source.indicator(block)
    since = str(block.options.get("since", ""))
    start = since if since in periods[:place] else periods[place - 1]
    before = region_series(source.book, indicator.key, start)
    now = region_series(source.book, indicator.key, until)
    both = source.compared(before, now)
    if not 2 <= len(both) <= MOST_BARS:
        return None
    order = _sort_as_told(both, source, indicator)
    form = source.form([point for pair in both for point in pair], indicator)
    names = source.short_names(now.points)
    source.mark_points([point for pair in both for point in pair])
    periods_told = (
        source.period(before.period, provisional=any(old.provisional for old, _ in both)),
        source.period(now.period, provisional=any(p.provisional for _, p in both)),
    )
    if len(both) > MOST_REGIONS or _is_hidden(both) or (order and _is_growth_of_unequal(both, indicator)):
        bars = _bars_of_change(block, source, now, both, periods_told)
        if bars is not None or len(both) > MOST_REGIONS:
            return bars
    pairs = tuple(
        Pair(
            plain(names[p.name]), old.value or 0.0, form.show(old), p.value or 0.0, form.show(p),
            p.key == source.focus_region, p.cells[0] if p.cells else None,
        )
        for old, p in both
    )  # fmt: skip
    noun = source.region_word(now)
    by = source.say(f"Perubahan per {noun}", f"Change by {source.by_region(now)}")
    about = source.about(indicator)
    return Dumbbells(
        Heading(source.heading(block, by, REGION_MOVES), source.heading_note(about, form.words, order)),
        periods_told,
        pairs,
        f"{by}: {source.name(indicator)}",
        f"{describe_regions(before, source.lang).text} {describe_regions(now, source.lang).text}",
        form.words,
        (source.say("dan", "and"), source.say(f"{noun} lainnya", f"other {noun}")),
        form.number_format,
    )


def _is_hidden(pairs: Sequence[tuple[Point, Point]]) -> bool:
    """Tell whether most changes are too small to be seen beside the distances between regions."""
    values = [point.value or 0.0 for pair in pairs for point in pair]
    moved = median(abs((now.value or 0.0) - (old.value or 0.0)) for old, now in pairs)
    return moved < _SEEN * (max(values) - min(values))


def _is_growth_of_unequal(pairs: Sequence[tuple[Point, Point]], indicator: Indicator) -> bool:
    """Tell whether a growth in percent is told of so unlike regions that the longest way is no fastest."""
    sizes = [point.value or 0.0 for _, point in pairs]
    return is_summable(indicator.measure) and min(sizes) > 0 and max(sizes) > _UNLIKE * min(sizes)


def _bars_of_change(
    block: BlockSpec,
    source: Source,
    now: RegionSeries,
    pairs: Sequence[tuple[Point, Point]],
    periods: tuple[Writing, Writing],
) -> RegionBars | None:
    """Return bars of each region's change, to both sides of zero; None where one cannot be told."""
    indicator = source.indicator(block)
    voice = Voice(indicator, source.book.region, source.lang)
    names = source.short_names(now.points)
    told = {}
    for old, point in pairs:
        change = voice.change(point, old)
        if change is None and point.value != old.value:
            return None
        if change is not None:
            told[point.key] = change
    growth = any(change.evidence[0].formula.startswith("growth") for change in told.values())
    said, rows = signed_changes(told, source.lang), []
    for _, point in pairs:
        value = told[point.key].evidence[0].value if point.key in told else 0.0
        shown = said.get(point.key, plain("0"))
        cell = point.cells[0] if point.cells else None
        strong = point.key == source.focus_region
        rows.append(Row(plain(names[point.name]), value, shown, strong, cell))
    rows.sort(key=lambda row: -(row.value or 0.0))
    noun = source.region_word(now)
    by = source.say(f"Perubahan per {noun}", f"Change by {source.by_region(now)}")
    unit = source.say("persen", "percent") if growth else source.form(now.points, indicator).words
    span = Writing(f"{periods[0].text}–{periods[1].text}", (*periods[0].evidence, *periods[1].evidence))
    return RegionBars(
        Heading(source.heading(block, by, REGION_MOVES),
                source.heading_note(source.say("perubahan", "change"), unit, span)),
        tuple(rows),
        f"{by}: {source.name(indicator)}",
        describe_regions(now, source.lang).text,
        unit,
        (source.say("dan", "and"), source.say(f"{noun} lainnya", f"other {noun}")),
        variant="bars",
        kind="change",
        name="change",
    )  # fmt: skip


def _sort_as_told(pairs: list[tuple[Point, Point]], source: Source, indicator: Indicator) -> str:
    """Sort regions by their change where the headline is about it, the headline's first; return the note."""
    lead = source.lead
    if lead is None or lead.kind != "fastest" or lead.indicator != indicator.key:
        return ""
    told = [_moved(old, now, indicator) for old, now in pairs if now.key == lead.focus_region]
    falling = bool(told) and told[0] < 0
    pairs.sort(key=lambda pair: _moved(pair[0], pair[1], indicator), reverse=not falling)
    return source.say("perubahan terbesar di atas", "largest change on top")


def _moved(old: Point, now: Point, indicator: Indicator) -> float:
    """Return by how much a figure moved: by share for amounts, else by points."""
    before, after = old.value or 0.0, now.value or 0.0
    return after / before - 1 if is_summable(indicator.measure) and before > 0 else after - before
