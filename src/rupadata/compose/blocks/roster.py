"""All regions by name: columns headed by classes that one can say, every region once with bar and figure.

Eight to sixty regions. Classes are cut at round figures; the region that the headline speaks of stands out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import ClassVar, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rupadata.analysis import describe_regions
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm, missing_words, spread_share
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, plain, recolour, write
from rupadata.compose.scales import class_of, said_breaks
from rupadata.compose.themes import ramp_of
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure, measure_widest
from rupadata.wording import listed_name

LEAST_REGIONS, MOST_REGIONS = 8, 60
ROW, EASY_ROW, MOST_ROW = 26.5, 30.0, 38.0
MOST_IN_ONE = 20
"""Up to how many regions one long column may hold."""
LEAST_BAR = 26.0
CLASSES = 3
CLOSE = 0.15
_MOST_LACKING = 4
HEAD = 1.2
"""How many rows the head of a class takes: its words stand clear of the rule over them."""
BEFORE = 0.2
"""How many rows stand free between the last region of a class and the rule of the next."""
BELOW = 0.12
"""How many rows stand free between the head of a class and its first region."""
MANY = 36
"""From how many regions on a list may take four columns."""
BETWEEN = 0.7
"""The space between its columns, as a share of that between blocks."""
LEAST_BROKEN, LEAST_SHORT = 24, 8
"""From how many regions on one name of so many may take two lines: long lists need columns."""
SECOND_LINE = 0.8
"""How many rows the second line of a name takes."""


class NamesSet(NamedTuple):
    """How the names of a list stand in its columns: how wide, and which of them take two lines."""

    width: float
    broken: frozenset[str] = frozenset()


class Entry(Struct, frozen=True):
    """One region: its name, figure and class."""

    name: Writing
    value: float
    shown: Writing
    strong: bool
    cell: CellRef | None = None


class Class(Struct, frozen=True):
    """Regions between two round figures, the greatest first."""

    words: Writing
    entries: tuple[Entry, ...]
    bounds: Writing = NOTHING
    """The words alone, without how many it holds: over what of it runs into the next column."""


class Roster(Struct, frozen=True):
    """Regions in columns by class."""

    heading: Heading
    classes: tuple[Class, ...]
    missing: Writing
    form: NumberForm
    label: str
    alt: str
    bars: bool = True
    sticks: bool = False
    """Whether a dot on a stick stands for each figure, as for what is no amount."""
    name: str = "regions"
    kind: ClassVar[str] = "regions"

    @property
    def many(self) -> int:
        """Return how many regions are shown."""
        return sum(len(one.entries) for one in self.classes)

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the longest column; refused where names and figures have no room."""
        columns = self._columns(width, look)
        if columns == 0:
            return None
        head = self.heading.height(width, look)
        missing = 34 * look.u if self.missing else 0.0
        least = head + self._longest(columns, self._named(width, columns, look)) * ROW * look.u + missing
        few = min(self._fewest, columns)
        most = head + self._longest(few, self._named(width, few, look)) * MOST_ROW * look.u + missing
        return Fit(least, least, max(least, most), 0.7, least)

    def _named(self, width: float, columns: int, look: Look, *, barred: bool = False) -> NamesSet | None:
        """Return how names stand in columns beside their figures, with bars or without.

        A few long ones may take two lines; None where names or heads have no room.
        """
        entries = [entry for one in self.classes for entry in one.entries]
        wide = (width - look.gutter * BETWEEN * (columns - 1)) / columns
        figures = measure_widest(tuple(entry.shown.text for entry in entries), look.value_strong)
        room = wide - figures - (LEAST_BAR + 32 if barred else 26) * look.u
        style = look.label_strong
        widest = measure_widest(tuple(entry.name.text for entry in entries), style)
        if max(measure(one.words.text, look.heading(24)) for one in self.classes) > wide:
            return None
        if widest <= room:
            return NamesSet(widest)
        long = {entry.name.text: entry.name for entry in entries if measure(entry.name.text, style) > room}
        if barred or len(entries) < LEAST_BROKEN or len(long) * LEAST_SHORT > len(entries):
            return None  # Bars give way before a name takes two lines.
        broken = [write(name, style, room, leading=1.0) for name in long.values()]
        whole = all(" ".join(one.lines) == name.text for one, name in zip(broken, long.values()))
        if not whole or any(len(one.lines) != 2 or one.width > room for one in broken):
            return None
        short = tuple(entry.name.text for entry in entries if entry.name.text not in long)
        return NamesSet(max(measure_widest(short, style), *(one.width for one in broken)), frozenset(long))

    def _longest(self, columns: int, names: NamesSet | None) -> float:
        """Return how many rows the longest of so many columns takes."""
        broken = names.broken if names is not None else frozenset[str]()
        return max(_rows(column, broken) for column in self._laid(columns))

    def _columns(self, width: float, look: Look, *, barred: bool = False) -> int:
        """Return in how many columns names and figures stand, with bars or without; 0 where in none."""
        most = 4 if self.many >= MANY else 3
        return next((n for n in range(most, 0, -1) if self._named(width, n, look, barred=barred)), 0)

    def _columns_in(self, area: Box, look: Look) -> int:
        """Return the columns of a list with bars where its height allows that, else of one without."""
        barred = self._columns(area.width, look, barred=True) if self.bars else 0
        for columns in range(self._fewest, barred + 1):
            # Where a page has room to spare, long columns fill it and leave bars their length.
            row = EASY_ROW if columns < barred else ROW
            names = self._named(area.width, columns, look, barred=True)
            if self._longest(columns, names) * row * look.u <= area.height + 0.5:
                return columns
        return max(1, self._columns(area.width, look))

    @property
    def _fewest(self) -> int:
        """Return in how few columns a list may stand that has all the room it wants."""
        return 1 if self.many <= MOST_IN_ONE else 2

    def _laid(self, columns: int) -> list[list[Class | Entry]]:
        """Return heads and regions in columns, filled from the greatest on; a class may run over."""
        cells: list[Class | Entry] = []
        for one in self.classes:
            cells.append(one)
            cells += one.entries
        if columns == len(self.classes):
            apart: list[list[Class | Entry]] = [[one, *one.entries] for one in self.classes]
            if max(len(column) for column in apart) <= ceil(len(cells) / columns) + 3:
                return apart
        height = ceil((len(cells) + columns - 1) / columns)
        laid: list[list[Class | Entry]] = [[]]
        head = self.classes[0]
        for cell in cells:
            full = len(laid[-1]) >= height
            # A head does not stand alone at the foot of a column.
            if len(laid) < columns and (full or (isinstance(cell, Class) and len(laid[-1]) == height - 1)):
                # What runs over stands under its class again: no column begins without a head.
                laid.append([] if isinstance(cell, Class) else [replace(head, words=head.bounds, entries=())])
            head = cell if isinstance(cell, Class) else head
            laid[-1].append(cell)
        return laid

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the columns."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        room = area.height - (34 * look.u if self.missing else 0.0)
        columns = self._columns_in(Box(area.x, area.y, area.width, room), look)
        laid = self._laid(columns)
        barred = self._named(area.width, columns, look, barred=True) if self.bars else None
        found = barred or self._named(area.width, columns, look)
        assert found is not None
        if self._longest(columns, found) * ROW * look.u > room + 0.5:
            found = self._named(area.width, columns, look) or found  # Bars give way to names in one line.
        pitch = min(room / self._longest(columns, found), MOST_ROW * look.u)
        entries = [entry for one in self.classes for entry in one.entries]
        figures = measure_widest(tuple(entry.shown.text for entry in entries), look.value_strong)
        places = area.columns([1.0] * columns, look.gutter * BETWEEN)
        most = max(entry.value for entry in entries)
        bar = places[0].width - found.width - figures - 32 * look.u
        if not self.bars or bar < LEAST_BAR * look.u:
            bar = 0.0  # Names come before bars: figures stand alone at the right.
        steps = ramp_of(look.palette, len(self.classes) + 1)[::-1]
        colours = {one.bounds.text: colour for one, colour in zip(self.classes, steps)}
        for place, column in zip(places, laid):
            y, colour = place.y, look.palette.mark
            for cell in column:
                if isinstance(cell, Class):
                    y += pitch * BEFORE if y > place.y else 0.0
                    colour = colours[cell.bounds.text]
                    self._draw_head(pen, place, y, pitch * HEAD, cell, colour, look)
                    y += pitch * (HEAD + BELOW)
                else:
                    factor = bar / most if most > 0 else 0.0
                    high = pitch * (1 + SECOND_LINE) if cell.name.text in found.broken else pitch
                    self._draw_entry(pen, place, y, high, cell, found, factor, colour, look)
                    y += high
        if self.missing:
            style = look.text()
            missing = write(self.missing, style, area.width, max_lines=1)
            pen.lines("missing", "label", area.x, area.bottom - 6 * look.u - style.size * CAP, missing)
        data = ChartData(
            "bar",
            tuple(entry.name.text for entry in entries),
            (ChartSeries(self.label, tuple(entry.value for entry in entries)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)

    def _draw_head(
        self, pen: Pen, place: Box, y: float, height: float, one: Class, colour: str, look: Look
    ) -> None:
        """Draw the rule of a class and its words in the middle of what is left below it."""
        u = look.u
        style = look.heading(24) if one.entries else recolour(look.label, look.palette.muted)
        rule = 4 * u
        pen.line("class-rule", "ornament", place.x, y + rule / 2, place.right, y + rule / 2, colour, rule)
        baseline = y + (rule + height) / 2 + style.size * CAP / 2
        pen.text("class", "label", place.x, baseline, one.words, style)

    def _draw_entry(
        self,
        pen: Pen,
        place: Box,
        y: float,
        pitch: float,
        entry: Entry,
        names: NamesSet,
        factor: float,
        colour: str,
        look: Look,
    ) -> None:
        u = look.u
        style = look.label_strong if entry.strong else look.label
        figure = look.value_strong if entry.strong else look.value
        middle = y + pitch / 2
        baseline = middle + style.size * CAP / 2
        if entry.name.text in names.broken:
            written = write(entry.name, style, names.width + 0.5, leading=1.0)
            height = written.leading * (len(written.lines) - 1) + style.size * CAP
            pen.lines("name", "label", place.x, middle - height / 2, written)
        else:
            pen.text("name", "label", place.x, baseline, entry.name, style)
        if factor == 0.0:
            pen.text("value", "value", place.right, baseline, entry.shown, figure, "end")
            return
        fill = colour  # What is told of is bold: the accent is too near the darkest of the classes.
        length = entry.value * factor
        thick = min(pitch * 0.58, 22 * u)
        x = place.x + names.width + 12 * u
        if self.sticks:
            pen.line("stick", "stick", x, middle, x + length, middle, fill, 6 * u)
            pen.circle("dot", "dot", x + length, middle, 7 * u, fill, value=entry.value)
            length += 7 * u
        else:
            pen.rect("bar", "bar", x, middle - thick / 2, length, thick, fill,
                     radius=min(look.corner, 3 * u), value=entry.value)  # fmt: skip
        pen.text("value", "value", x + length + 8 * u, baseline, entry.shown, figure)


def _rows(column: Sequence[Class | Entry], broken: frozenset[str]) -> float:
    """Return how many rows a column takes: a head more than one, air over it, names in two lines more."""
    heads = sum(isinstance(cell, Class) for cell in column)
    lines = SECOND_LINE * sum(isinstance(cell, Entry) and cell.name.text in broken for cell in column)
    return len(column) + lines + (HEAD - 1 + BELOW) * heads + BEFORE * (heads - isinstance(column[0], Class))


def gather_roster(block: BlockSpec, source: Source, heading: Heading, *, sticks: bool) -> Roster | None:
    """Return all regions by name in classes; None for too few, too many, or figures under zero."""
    series = source.regions(block)
    if series is None or not LEAST_REGIONS <= len(series.known) <= MOST_REGIONS:
        return None
    ranked = series.ranked
    values = [point.value or 0.0 for point in ranked]
    if min(values) < 0 or values[0] == values[-1]:
        return None
    indicator = source.indicator(block)
    form = source.form(series.points, indicator)
    names = source.short_names(series.points)
    every = bool(series.period) and all(point.provisional for point in series.known)
    breaks = said_breaks(values, CLASSES)
    grouped: dict[int, list[Entry]] = {}
    for point in ranked:
        entry = Entry(
            plain(listed_name(names[point.name])), point.value or 0.0, form.show(point, mark=not every),
            point.key == (source.focus_region or ranked[0].key), point.cells[0] if point.cells else None,
        )  # fmt: skip
        grouped.setdefault(class_of(point.value or 0.0, breaks), []).append(entry)
    classes = tuple(
        Class(
            _class_words(index, breaks, tuple(grouped[index]), form, source),
            tuple(grouped[index]),
            _bounds(index, breaks, form, source),
        )
        for index in sorted(grouped, reverse=True)
    )
    source.mark_points(series.points)
    lacking = [point for point in series.points if point.value is None][:_MOST_LACKING]
    said = missing_words(source.lang, (point.missing for point in lacking))
    missing = f"{', '.join(listed_name(names[point.name]) for point in lacking)}: {said}" if lacking else ""
    by = source.say(f"Per {source.region_word(series)}", f"By {source.by_region(series)}")
    return Roster(
        heading,
        classes,
        plain(missing),
        form,
        f"{by}: {source.name(indicator)}",
        describe_regions(series, source.lang).text,
        spread_share(values) >= CLOSE,
        sticks,
    )  # fmt: skip


def _class_words(
    index: int, breaks: Sequence[float], entries: Sequence[Entry], form: NumberForm, source: Source
) -> Writing:
    """Return `Di atas 4 (8)`: the bounds of a class and how many regions it holds."""
    cells = tuple(entry.cell for entry in entries if entry.cell is not None)
    count = str(len(entries))
    held = Evidence(count, float(len(entries)), "", "count", cells)
    bounds = _bounds(index, breaks, form, source)
    return Writing(f"{bounds.text} ({count})", (*bounds.evidence, held))


def _bounds(index: int, breaks: Sequence[float], form: NumberForm, source: Source) -> Writing:
    """Return `Di atas 4`, `2–4`, `Di bawah 2`: the bounds of a class."""
    if not breaks:
        return plain(source.say("Semua", "All"))
    low = form.bound(breaks[index - 1]) if index > 0 else None
    high = form.bound(breaks[index]) if index < len(breaks) else None
    if low is None:
        assert high is not None
        return Writing(source.say(f"Di bawah {high.text}", f"Below {high.text}"), high.evidence)
    if high is None:
        return Writing(source.say(f"{low.text} ke atas", f"{low.text} and over"), low.evidence)
    return Writing(f"{low.text}–{high.text}", (*low.evidence, *high.evidence))
