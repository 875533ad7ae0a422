"""More regions than a list holds, by what they belong to: villages by district, regencies by province.

Every row is one larger region, every dot on it one of its parts, all on one scale; the figure at the right
is that of its highest part. For 4 to 45 rows; the highest and the lowest of all are named under the heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point, RegionSeries, describe_regions
from rupadata.analysis.over_regions import superlatives
from rupadata.analysis.voice import Voice
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.index_list import Chapter, IndexList, Listing
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, Written, joined, plain, write
from rupadata.compose.scales import LinearScale, round_step
from rupadata.model.region import level_of
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure, measure_widest
from rupadata.wording import capitalised, listed_name, region_noun, short_region_names

LEAST_ROWS, MOST_ROWS = 4, 45
LEAST_PARTS = 2.0
"""How many parts a row has at least, on average."""
ROW, LIKED_ROW, MOST_ROW = 27.0, 31.0, 42.0
LEAST_STRIP = 130.0
LEAST_COLUMN = 440.0
"""How wide a column of rows is at least where there are several, on the type scale."""
WIDE = 0.6
"""Which part of a page's width the rows need: in a part of it they would be one long column."""
ONE_COLUMN = 10
"""Up to how many rows always stand in one column."""
_DOT = 6.5
_FROM_ZERO = 0.3
"""Where the lowest figure is under this share of the highest, the scale begins at zero."""


class Dot(Struct, frozen=True):
    """One part: its name and figure, and whether it is the one told of or the lowest of all."""

    name: str
    value: float
    strong: bool = False
    lowest: bool = False


class Nest(Struct, frozen=True):
    """One larger region with its parts, the highest first, and the figure of that."""

    name: Writing
    dots: tuple[Dot, ...]
    shown: Writing


class Nested(Struct, frozen=True):
    """Rows of dots."""

    kind: ClassVar[str] = "regions"
    heading: Heading
    nests: tuple[Nest, ...]
    poles: Writing
    """Which part is the highest and which the lowest of all."""
    headers: tuple[str, str]
    """What the rows are, and what the figures at the right."""
    form: NumberForm
    label: str
    alt: str
    name: str = "regions"

    @property
    def many(self) -> int:
        """Return how many regions are shown."""
        return sum(len(nest.dots) for nest in self.nests)

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of the longest column; refused where dots have no room beside names."""
        columns = self._columns(width, look)
        if columns == 0 or width < WIDE * look.size.width:
            return None
        rows = ceil(len(self.nests) / columns)
        extra = self._above(width, look) + self._header(look) + self._axis(look)
        least, liked, most = (extra + rows * row * look.u for row in (ROW, LIKED_ROW, MOST_ROW))
        return Fit(least, liked, most, 0.8, least)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw heading, poles and columns of rows, each column with the scale under it."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        top = box.y + self.heading.height(box.width, look)
        pen.lines("poles", "label", box.x, top, self._poles(box.width, look))
        area = box.inset(top=self._above(box.width, look))
        columns = self._columns(box.width, look)
        rows = ceil(len(self.nests) / columns)
        room = area.height - self._header(look) - self._axis(look)
        pitch = min(room / rows, MOST_ROW * look.u)
        for index, place in enumerate(area.columns([1.0] * columns, look.gutter)):
            part = self.nests[index * rows : (index + 1) * rows]
            if part:
                self._draw_column(pen, place, part, pitch, look)
        dots = [dot for nest in self.nests for dot in nest.dots]
        data = ChartData(
            "strip",
            tuple(dot.name for dot in dots),
            (ChartSeries(self.label, tuple(dot.value for dot in dots)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)

    def _poles(self, width: float, look: Look) -> Written:
        return write(self.poles, look.text(), width, max_lines=2)

    def _above(self, width: float, look: Look) -> float:
        """Return the height of the heading and the line that names the poles."""
        return self.heading.height(width, look) + self._poles(width, look).height + 14 * look.u

    def _header(self, look: Look) -> float:
        return look.text().size * 1.35

    def _axis(self, look: Look) -> float:
        return look.text().size * CAP + 16 * look.u

    def _names(self, look: Look) -> float:
        return measure_widest(tuple(nest.name.text for nest in self.nests), look.label)

    def _figures(self, look: Look) -> float:
        figures = measure_widest(tuple(nest.shown.text for nest in self.nests), look.value)
        return max(figures, measure(self.headers[1], look.text()))

    def _columns(self, width: float, look: Look) -> int:
        """Return in how many columns the rows stand: as many as leave the dots their room; 0 for none."""
        most = 1 if len(self.nests) <= ONE_COLUMN else max(1, int(width // (LEAST_COLUMN * look.u)))
        for columns in range(min(most, 3), 0, -1):
            wide = (width - look.gutter * (columns - 1)) / columns
            if wide - self._names(look) - self._figures(look) - 44 * look.u >= LEAST_STRIP * look.u:
                return columns
        return 0

    def _draw_column(self, pen: Pen, place: Box, nests: Sequence[Nest], pitch: float, look: Look) -> None:
        u, palette = look.u, look.palette
        size = look.text().size
        left = place.x + self._names(look) + 22 * u
        right = place.right - self._figures(look) - 22 * u
        scale = self._scale(left, right)
        pen.text("header", "note", place.x, place.y + size * CAP, plain(self.headers[0]), look.text())
        pen.text(
            "header", "note", place.right, place.y + size * CAP, plain(self.headers[1]), look.text(), "end"
        )
        top = place.y + self._header(look)
        bottom = top + pitch * len(nests)
        ticks = self._ticks(scale, look)
        for value, _ in ticks:
            x = scale(value)
            pen.line("tick", "grid", x, top, x, bottom, palette.hairline, 1.2 * u)
        for index, nest in enumerate(nests):
            middle = top + pitch * (index + 0.5)
            strong = any(dot.strong for dot in nest.dots)
            name, figure = (look.label_strong, look.value_strong) if strong else (look.label, look.value)
            baseline = middle + name.size * CAP / 2
            fitted = write(nest.name, name, left - place.x - 10 * u, max_lines=1)
            pen.lines("above", "label", place.x, baseline - name.size * CAP, fitted)
            pen.line("track", "track", left, middle, right, middle, palette.hairline, 2 * u)
            for dot in sorted(nest.dots, key=lambda dot: (dot.strong or dot.lowest, dot.value)):
                fill = palette.accent if dot.strong else palette.ink if dot.lowest else palette.mark
                radius = (_DOT + (1.5 if dot.strong or dot.lowest else 0.0)) * u
                pen.circle(
                    "dot", "dot", scale(dot.value), middle, radius, fill,
                    stroke=palette.paper, stroke_width=1.5 * u, value=dot.value,
                )  # fmt: skip
            pen.text("value", "value", place.right, baseline, nest.shown, figure, "end")
        for value, shown in ticks:
            at = bottom + 8 * u + size * CAP
            pen.text("bound", "label", scale(value), at, shown, look.text(), "middle")

    def _scale(self, left: float, right: float) -> LinearScale:
        values = [dot.value for nest in self.nests for dot in nest.dots]
        low, high = min(values), max(values)
        if 0 < low < _FROM_ZERO * high:
            low = 0.0
        return LinearScale(low, high if high > low else low + 1.0, left, right)

    def _ticks(self, scale: LinearScale, look: Look) -> list[tuple[float, Writing]]:
        """Return round values on the scale that have room under it, from its lowest on."""
        step = round_step(scale.high - scale.low, 4)
        first = ceil(scale.low / step - 1e-9)
        found: list[tuple[float, Writing]] = []
        limit = float("-inf")
        for place in range(first, first + 12):
            value = round(place * step, 12)
            if value > scale.high:
                break
            shown = self.form.bound(value)
            half = measure(shown.text, look.text()) / 2
            if scale(value) - half >= limit:
                found.append((value, shown))
                limit = scale(value) + half + 14 * look.u
        return found


def gather_nested(
    source: Source, series: RegionSeries, form: NumberForm, heading: Heading
) -> tuple[Nested, IndexList] | None:
    """Return regions by what they belong to, as rows of dots and as an index for paper.

    None where that is one region, unknown, or too many.
    """
    regions = source.office.regions
    held: dict[str, list[Point]] = {}
    for point in series.ranked:
        held.setdefault(point.key.rpartition(".")[0], []).append(point)
    if not LEAST_ROWS <= len(held) <= MOST_ROWS or len(series.known) < LEAST_PARTS * len(held):
        return None
    names: dict[str, str] = {}
    for code in held:
        try:
            names[code] = regions.get(code).name
        except KeyError:
            return None
    short = short_region_names(names.values())
    above = {code: listed_name(short[name]) for code, name in names.items()}
    ranked, voice = series.ranked, Voice(series.indicator, source.book.region, source.lang)
    told = source.focus_region if source.focus_region in {p.key for p in ranked} else ranked[0].key
    alone = ranked[-1].value != ranked[-2].value
    lowest = ranked[-1].key if alone else ""
    nests = tuple(
        Nest(
            plain(above[code]),
            tuple(Dot(p.name, p.value or 0.0, p.key == told, p.key == lowest) for p in points),
            form.show(points[0]),
        )
        for code, points in held.items()
    )
    kinds = region_noun(level_of(next(iter(held))), names.values(), held, source.lang)
    by = capitalised(f"{source.region_word(series)} {source.say('menurut', 'by')} {kinds}")
    said = f"{by}: {source.name(series.indicator)}"
    alt = describe_regions(series, source.lang).text
    heads = (capitalised(kinds), superlatives(voice, high=True))
    poles = _poles(series, form, voice, above, source)
    parts = source.short_names(series.points)
    chapters = tuple(
        Chapter(
            plain(above[code]),
            tuple(
                Listing(
                    plain(listed_name(parts[p.name])), p.value or 0.0, form.show(p, mark=True), p.key == told
                )
                for p in held[code]
            ),
        )
        for code in sorted(held, key=lambda code: above[code])
    )
    return (
        Nested(heading, nests, poles, heads, form, said, alt),
        IndexList(heading, chapters, form, said, alt),
    )


def _poles(
    series: RegionSeries,
    form: NumberForm,
    voice: Voice,
    above: Mapping[str, str],
    source: Source,
) -> Writing:
    """Return `Terbanyak: Margasari, Buah Batu, 13,5; paling sedikit: ...`: each end that one region holds."""
    ranked, names = series.ranked, source.short_names(series.points)
    said: list[Writing] = []
    for point, other, high in ((ranked[0], ranked[1], True), (ranked[-1], ranked[-2], False)):
        if point.value != other.value:
            word = superlatives(voice, high=high)
            place = f"{names[point.name]} ({above[point.key.rpartition('.')[0]]})"
            named = plain(f"{word if said else capitalised(word)}: {place}")
            said.append(joined((named, form.show(point, mark=True))))
    each = source.say(
        f"satu titik satu {source.region_word(series)}", "one dot is one " + source.by_region(series)
    )
    return joined((*said, plain(each if said else capitalised(each))), "; ")
