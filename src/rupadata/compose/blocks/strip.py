"""Many regions at a glance: a dot for each, heaped where they are alike, the extremes named.

For 12 to 600 regions, where bars show but a few and no map is at hand. The extremes and the region that
matters are named; dots shrink until the highest heap has room, else the block is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import RegionSeries, describe_regions
from rupadata.analysis.over_regions import superlatives
from rupadata.analysis.voice import Voice
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, joined, plain
from rupadata.compose.scales import LinearScale, round_step
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure

LEAST_DOTS, MOST_DOTS = 12, 600
LARGEST, SMALLEST = 22.0, 6.0
"""The width of a dot on the type scale."""
LARGEST_OF_HERO = 34.0
POLE = 84.0
"""The size of the large figures of a hero."""


class Spot(Struct, frozen=True):
    """One region: its figure, and the label it has where it is named."""

    name: Writing
    value: float
    label: Writing
    strong: bool = False


class Pole(Struct, frozen=True):
    """A figure that is written large: of which region, and what it is among them."""

    name: Writing
    value: float
    shown: Writing
    words: Writing = NOTHING
    strong: bool = False


class DotStrip(Struct, frozen=True):
    """Dots over a scale, heaped up."""

    kind: ClassVar[str] = "strip"
    heading: Heading
    spots: tuple[Spot, ...]
    form: NumberForm
    label: str
    alt: str
    name: str = "strip"
    poles: tuple[Pole, ...] = ()
    """As a hero, the lowest and the highest region in large figures over their dots."""
    home: Pole | None = None
    """As a hero, the figure of all regions together, which a line marks."""

    page_share: ClassVar[float] = 0.33
    """How much of the page's height it wants as a hero."""

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights in which the highest heap has room."""
        if not LEAST_DOTS <= len(self.spots) <= MOST_DOTS or width < 480 * look.u:
            return None
        if any(measure(spot.label.text, look.label_strong) > 0.45 * width for spot in self.spots):
            return None
        if self.poles and sum(self._pole_width(pole, look) for pole in self.poles) + 60 * look.u > width:
            return None
        head = self.heading.height(width, look) + (1.4 + self._named) * look.label.size + self._over(look)
        least = head + max(60 * look.u, self._heap(width, SMALLEST * look.u) * SMALLEST * look.u)
        if least > head + 420 * look.u:
            return None
        ideal = head + max(120 * look.u, self._heap(width, 14 * look.u) * 14 * look.u)
        return Fit(
            least,
            max(least, min(ideal, head + 300 * look.u)),
            max(least, min(ideal * 1.3, head + 420 * look.u)),
        )

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the axis, the heaps, and the names over them."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        size = look.label.size
        floor = area.bottom - size * CAP - 14 * u
        room = floor - area.y - size * self._named - self._over(look)
        dot = (LARGEST_OF_HERO if self.poles else LARGEST) * u
        while dot > SMALLEST * u and self._heap(area.width, dot) * dot > room:
            dot -= u
        scale = self._scale(area.x, area.width, dot)
        heights: dict[int, int] = {}
        named: list[tuple[Spot, float, float]] = []
        for spot in sorted(self.spots, key=lambda spot: (spot.strong, spot.value)):
            place = self._column(spot, area.width, dot)
            level = heights.get(place, 0)
            heights[place] = level + 1
            x, y = area.x + (place + 0.5) * dot, floor - 3 * u - (level + 0.5) * dot
            fill = palette.accent if spot.strong or spot.label else palette.mark
            pen.circle("dot", "dot", x, y, dot * 0.44, fill, value=spot.value)
            if spot.label:
                named.append((spot, x, y))
        pen.line("baseline", "axis", area.x, floor, area.right, floor, palette.ink, 1.6 * u)
        self._draw_bounds(pen, area, scale, look)
        if self.poles:
            self._draw_poles(pen, area, named, scale, floor, look)
        else:
            self._draw_names(pen, area, named, heights, dot, look)
        chart = ChartData(
            "strip",
            tuple(spot.name.text for spot in self.spots),
            (ChartSeries(self.label, tuple(spot.value for spot in self.spots)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    @property
    def _named(self) -> float:
        """Return how many lines the names over the dots take; none where no dot is named."""
        return 1.5 if any(spot.label for spot in self.spots) else 0.0

    def _over(self, look: Look) -> float:
        """Return the height of the large figures over the dots."""
        return (POLE * CAP + 34 + 2.6 * 24) * look.u if self.poles else 0.0

    def _pole_width(self, pole: Pole, look: Look) -> float:
        return max(
            measure(pole.shown.text, look.heading(POLE, weight=look.theme.type.number_weight)),
            measure(pole.name.text, look.text(24, weight=700)),
            measure(pole.words.text, look.text()),
        )

    def _draw_poles(
        self, pen: Pen, area: Box, named: Sequence[tuple[Spot, float, float]], scale: LinearScale,
        floor: float, look: Look,
    ) -> None:  # fmt: skip
        """Write the lowest at the left, the highest at the right, lines to their dots; mark home's."""
        u, palette = look.u, look.palette
        bottom = area.y + self._over(look)
        for pole, x, anchor in zip(self.poles, (area.x, area.right), ("start", "end")):
            fill = palette.accent if pole.strong else palette.ink
            figure = look.heading(POLE, fill, look.theme.type.number_weight)
            y = area.y + figure.size * CAP
            pen.text("pole-value", "value", x, y, pole.shown, figure, anchor)
            y += (14 + 24 * CAP + 6) * u
            pen.text("pole-name", "label", x, y, pole.name, look.text(24, fill, 700), anchor)
            pen.text("pole-words", "label", x, y + 29 * u, pole.words, look.text(), anchor)
            dot = next(((dx, dy) for spot, dx, dy in named if spot.name.text == pole.name.text), None)
            if dot is not None:
                at = min(max(dot[0], area.x + 14 * u), area.right - 14 * u)
                pen.line(
                    "leader", "leader", at, bottom - 8 * u, dot[0], dot[1] - 22 * u, palette.muted, 1.8 * u
                )
        if self.home is None:
            return
        x = scale(self.home.value)
        said = joined((self.home.name, self.home.shown))
        style = look.text(24, palette.ink, 700)
        half = measure(said.text, style) / 2
        sides = [self._pole_width(pole, look) + 24 * u for pole in self.poles]
        at = min(max(x, area.x + sides[0] + half), area.right - sides[1] - half)
        top = bottom - 16 * u
        if area.x + sides[0] + half > area.right - sides[1] - half or not area.x <= x <= area.right:
            return
        pen.text("home", "label", at, top - 8 * u, said, style, "middle")
        pen.line("home-line", "break", x, top, x, floor, palette.ink, 2 * u, dash=(6 * u, 5 * u))

    def _draw_names(
        self, pen: Pen, area: Box, named: Sequence[tuple[Spot, float, float]], heights: dict[int, int],
        dot: float, look: Look,
    ) -> None:  # fmt: skip
        """Write the names in one line over the heaps, the one that matters first; those without room go."""
        size, u = look.label.size, look.u
        baseline = area.y + size * CAP
        taken: list[tuple[float, float]] = []
        for spot, x, y in sorted(named, key=lambda one: (not one[0].strong, -one[1])):
            style = look.label_strong if spot.strong else look.label
            width = measure(spot.label.text, style)
            start = min(max(x - width / 2, area.x), area.right - width)
            if any(start < right + 16 * u and left < start + width + 16 * u for left, right in taken):
                continue
            taken.append((start, start + width))
            pen.text("name", "label", start, baseline, spot.label, style)
            pen.line(
                "leader", "leader", x, baseline + 8 * u, x, y - dot / 2 - 2 * u, look.palette.muted, 1.5 * u
            )

    def _draw_bounds(self, pen: Pen, area: Box, scale: LinearScale, look: Look) -> None:
        """Write round values under the axis."""
        style = look.text()
        step = round_step(scale.high - scale.low, 4)
        value = step * (scale.low // step)
        limit = area.x - 1
        while value <= scale.high:
            x = scale(value)
            shown = self.form.bound(value)
            width = measure(shown.text, style)
            if value >= scale.low and x - width / 2 >= limit and x + width / 2 <= area.right + 1:
                pen.text("bound", "label", x, area.bottom - 2 * look.u, shown, style, "middle")
                limit = x + width / 2 + 14 * look.u
            value = round(value + step, 12)

    def _scale(self, left: float, width: float, dot: float) -> LinearScale:
        values = [spot.value for spot in self.spots]
        low, high = min(values), max(values)
        if 0 < low < 0.3 * high:
            low = 0.0
        return LinearScale(low, high if high > low else low + 1.0, left + dot / 2, left + width - dot / 2)

    def _column(self, spot: Spot, width: float, dot: float) -> int:
        last = int(width / dot) - 1
        return min(last, max(0, int(self._scale(0.0, width, dot)(spot.value) / dot)))

    def _heap(self, width: float, dot: float) -> int:
        """Return how many dots the highest heap has."""
        counts: dict[int, int] = {}
        for spot in self.spots:
            place = self._column(spot, width, dot)
            counts[place] = counts.get(place, 0) + 1
        return max(counts.values())


def gather_strip(block: BlockSpec, source: Source) -> DotStrip | None:
    """Return the dots of all regions of a block's period."""
    series = source.regions(block)
    if series is None or not LEAST_DOTS <= len(series.known) <= MOST_DOTS:
        return None
    indicator = source.indicator(block)
    form = source.form(series.points, indicator)
    source.mark_points(series.points)
    ranked = series.ranked
    names = source.short_names(series.points)
    told = {ranked[0].key, ranked[1].key, ranked[-1].key, source.focus_region}
    strong = source.focus_region if source.focus_region in {p.key for p in ranked} else ranked[0].key
    spots = tuple(
        Spot(
            plain(names[p.name]),
            p.value or 0.0,
            joined((plain(names[p.name]), form.show(p, mark=True))) if p.key in told else Writing(""),
            p.key == strong,
        )
        for p in ranked
    )
    poles: tuple[Pole, ...] = ()
    home = None
    if block.options.get("large"):
        poles = _poles(series, names, form, strong, source)
        home = _home(series, form, source)
        source.told |= {one.value for one in (*poles, *((home,) if home else ()))}
    noun = source.region_word(series)
    by = source.say(f"Sebaran {noun}", f"Spread of {noun}")
    each = source.say(f"satu titik satu {noun}", f"one dot is one {source.by_region(series)}")
    return DotStrip(
        Heading(
            source.titled(block, by),
            source.heading_note(
                each,
                form.words,
                source.period(series.period, provisional=any(p.provisional for p in ranked)),
            ),
        ),
        spots,
        form,
        f"{by}: {source.name(indicator)}",
        describe_regions(series, source.lang).text,
        poles=poles,
        home=home,
    )


def _poles(
    series: RegionSeries, names: dict[str, str], form: NumberForm, strong: str, source: Source
) -> tuple[Pole, ...]:
    """Return the lowest and the highest region; none where one of them shares its figure with another."""
    ranked = series.ranked
    if ranked[0].value == ranked[1].value or ranked[-1].value == ranked[-2].value:
        return ()
    voice = Voice(series.indicator, source.book.region, source.lang)
    ends = ((ranked[-1], False), (ranked[0], True))
    lead = strong if strong in {point.key for point, _ in ends} else ranked[0].key
    return tuple(
        Pole(
            plain(names[point.name]), point.value or 0.0, form.show(point, mark=True),
            plain(superlatives(voice, high=high)), point.key == lead,
        )
        for point, high in ends
    )  # fmt: skip


def _home(series: RegionSeries, form: NumberForm, source: Source) -> Pole | None:
    """Return the figure of the home region; not that of a sum, which would stand off the scale."""
    whole = series.whole
    if whole is None or whole.value is None or series.indicator.measure.startswith(("count", "money")):
        return None
    return Pole(plain(source.book.region), whole.value, form.show(whole))
