"""The chart per region: ranked bars from zero, or dots where the values lie close together.

Any number of regions: all of them while their rows can be read, in one to three columns; beyond that the top,
the bottom and an honest line on the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rupadata.analysis import RegionSeries, describe_regions, region_series
from rupadata.analysis.voice import Voice
from rupadata.compose.blocks.base import Block, Heading
from rupadata.compose.blocks.listed import Listed
from rupadata.compose.blocks.mapping import gather_map
from rupadata.compose.blocks.nested import gather_nested
from rupadata.compose.blocks.pair import Beside
from rupadata.compose.blocks.region_map import TileMap
from rupadata.compose.blocks.roster import MOST_REGIONS as MOST_LISTED
from rupadata.compose.blocks.roster import gather_roster
from rupadata.compose.blocks.shortened import shorten
from rupadata.compose.blocks.spread import spread_over
from rupadata.compose.boxes import STRETCH, Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import missing_words, spread_share
from rupadata.compose.page_data import REGION_LEVELS, Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, Written, plain, write
from rupadata.compose.scales import LinearScale, bar_scale, calm_ends
from rupadata.compose.signed import signed_changes
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, TextStyle
from rupadata.typeset import measure, measure_widest
from rupadata.wording import capitalised

CLOSE = 0.15
LEAST_BARS = 36.0
LEAST_BESIDE = 260.0
"""How long the longest bar is at least before changes may stand beside it."""
LEAST_ROW, IDEAL_ROW, MOST_ROW = 32.0, 37.0, 54.0
HIDDEN_ROWS = 0.25
"""What bars lose of their weight by hiding most of their rows."""
MOST_LINES = 3
NARROW = 640.0
"""In less than this width a block whose names would be cut gives way to one that stands in more."""
LEVELS = frozenset({"rate", "ratio", "index", "mean"})
"""Measures that are no amounts: a dot on a stick, where an amount has a bar."""
MOST_WITH_MAP = 12
"""How many regions may have a map beside their bars; more have a list of all names, and the map apart."""
NAME_SHARE = 0.42
"""How much of a column's width names may take before they wrap."""
WIDER_SHARES = (0.5, 0.58)
"""How much of a wide column they take where they stand in two lines then, and not in three."""
MOST_MISSING = 3
"""How many regions without a figure have a row of their own; where they are more than half as many as
the others, one row stands for them all."""


class Row(Struct, frozen=True):
    """One region: its name, its figure, whether it is the point."""

    name: Writing
    value: float | None
    shown: Writing
    strong: bool = False
    cell: CellRef | None = None
    aside: bool = False
    """The home region itself, shown for comparison: outlined, not ranked."""
    others: bool = False
    """Whether the row stands for several regions that have no figure."""
    change: Writing = NOTHING
    """The change against the period before, with its sign; empty where it cannot be told."""


class Grid(NamedTuple):
    """How rows are set: how many columns, which rows, how wide names are, how high a row is."""

    columns: int
    rows: tuple[Row, ...]
    hidden: tuple[Row, ...]
    cut_at: int
    name_width: float
    row_height: float
    pitch: float
    heights: tuple[float, ...] = ()
    """The height of each row of one column: names in two lines take more than those in one."""


class RegionBars(Struct, frozen=True):
    """One indicator over regions, ranked."""

    heading: Heading
    rows: tuple[Row, ...]
    label: str
    alt: str
    unit: str
    others: tuple[str, str] = ("", "")
    """Words before and after the count of rows left out: ("dan", "kecamatan lainnya")."""
    number_format: str = "General"
    variant: str = ""
    kind: str = "regions"
    """What the rows are: regions, parts of a breakdown, elements of a survey."""
    name: str = "regions"
    large: bool = False
    changes: Writing = NOTHING
    """What the changes beside the bars are against: "kanan: perubahan dari 2023"."""

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights from a short list to all rows with air."""
        if not self.rows or width < 240 * look.u or self._bar_room(width, 1, look) < LEAST_BARS * look.u:
            return None
        cut = width < NARROW * look.u and self._cuts_names(width, look)
        head = self.heading.height(width, look)
        count = len(self.rows)
        row = self._row_height(width, 1, look)
        columns = self._columns_for(width, look, row)
        per_column = ceil(count / columns)
        enough = min(count, 6 if self._name_width(width, look)[1] == 1 else 4)
        stretch = MOST_ROW / LEAST_ROW
        ideal = row * (IDEAL_ROW / LEAST_ROW)
        alone = sum(self._heights(self.rows, self._name_width(width, look)[0], look))
        if columns == 1 and count <= 30:
            liked, most = alone * IDEAL_ROW / LEAST_ROW, alone * stretch
        else:
            liked, most = min(per_column, 30) * ideal, min(per_column, 34) * row * stretch
        return Fit(
            head + min(enough * row, alone),
            head + liked + (8 if count > enough else 0) * look.u,
            head + most,
            1.2,
            head
            + min(
                alone if c == 1 else ceil(count / c) * self._row_height(width, c, look)
                for c in self._even(width, look)
            ),
            -1.0 if cut else 0.0,
            HIDDEN_ROWS,
        )

    def _even(self, width: float, look: Look) -> list[int]:
        """Return in how many columns the rows may stand without breaking names more often than in one."""
        lines = self._name_width(width, look)[1]
        return [
            count
            for count in range(1, self._most(width, look) + 1)
            if self._name_width((width - look.gutter * (count - 1)) / count, look)[1] <= lines
        ]

    def _most(self, width: float, look: Look) -> int:
        """Return in how many columns names, bars and figures have room."""
        most = max(1, min(3, int((width + look.gutter) // (300 * look.u + look.gutter))))
        while most > 1 and self._bar_room(width, most, look) < LEAST_BARS * look.u:
            most -= 1
        return most

    def _bar_room(self, width: float, columns: int, look: Look) -> float:
        """Return how long the longest bar can be beside its name and figure."""
        column = (width - look.gutter * (columns - 1)) / columns
        figures = tuple([row.shown.text for row in self.rows if row.value is not None])
        low = any((row.value or 0.0) < 0 for row in self.rows)
        widest = (
            measure_widest(figures, look.value_strong) + (20 if self.variant == "lollipops" else 10) * look.u
        )
        return (
            column
            - self._name_width(column, look)[0]
            - 14 * look.u
            - widest * (2 if low else 1)
            - 32 * look.u
        )

    def _columns_for(self, width: float, look: Look, row: float) -> int:
        count = len(self.rows)
        if count <= 16:
            return 1
        most = min(
            self._most(width, look), max(1, int((width + look.gutter) // (400 * look.u + look.gutter)))
        )
        return min(3, most, ceil(count / 12))

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the rows."""
        pen = Pen(self.name, look, self.kind)
        changes = self._column_of_changes(box, look)
        (self._headed_with_changes() if changes else self.heading).draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look), right=changes)
        grid = self._grid(area, look)
        self._draw_rows(pen, area, grid, look, box.right if changes else 0.0)
        chart = ChartData(
            "bar",
            tuple(row.name.text for row in self.rows),
            (ChartSeries(self.label, tuple(row.value for row in self.rows)),),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _column_of_changes(self, box: Box, look: Look) -> float:
        """Return the width that changes take at the right; 0 where they have no room beside long bars."""
        told = [row.change.text for row in self.rows if row.change]
        if len(told) < 2 or self.uses_dots or any((row.value or 0.0) < 0 for row in self.rows):
            return 0.0
        width = measure_widest(tuple(told), look.text()) + 26 * look.u
        if self._bar_room(box.width - width, 1, look) < LEAST_BESIDE * look.u:
            return 0.0
        head = self.heading.height(box.width, look)
        if self._headed_with_changes().height(box.width, look) > head:
            return 0.0
        grid = self._grid(box.inset(top=head, right=width), look)
        return width if grid.columns == 1 and not grid.hidden else 0.0

    def _headed_with_changes(self) -> Heading:
        note = self.heading.note
        said = f"{note.text}; {self.changes.text}" if note else self.changes.text
        return replace(self.heading, note=Writing(said, (*note.evidence, *self.changes.evidence)))

    @property
    def uses_dots(self) -> bool:
        """Tell whether dots on a scale that does not begin at zero stand for the values."""
        if self.variant in ("bars", "dots", "lollipops"):
            return self.variant == "dots"
        values = [row.value for row in self.rows if row.value is not None]
        return len(values) > 1 and spread_share(values) < CLOSE

    def _name_width(self, column: float, look: Look) -> tuple[float, int]:
        widest = measure_widest(tuple([row.name.text for row in self.rows]), look.label_strong)
        if widest <= column * NAME_SHARE:
            return widest, 1
        width, lines = column * NAME_SHARE, self._lines_in(column * NAME_SHARE, look)
        for share in WIDER_SHARES if lines > 2 and column >= NARROW * look.u else ():
            if self._lines_in(column * share, look) == 2:
                return column * share, 2
        return width, lines

    def _lines_in(self, width: float, look: Look) -> int:
        """Return in how many lines the longest name stands, three at most."""
        return _lines_of(self.rows, width, look)

    def _cuts_names(self, width: float, look: Look) -> bool:
        """Tell whether a name is too long for three lines."""
        room, lines = self._name_width(width, look)
        return lines == MOST_LINES and any(
            len(write(row.name, look.label_strong, room, leading=1.08).lines) > MOST_LINES
            for row in self.rows
        )

    def _row_height(self, width: float, columns: int, look: Look) -> float:
        column = (width - look.gutter * (columns - 1)) / columns
        _, lines = self._name_width(column, look)
        size = look.label.size
        return LEAST_ROW * look.u + (lines - 1) * size * 1.08

    def _grid(self, area: Box, look: Look) -> Grid:
        """Return the first setting that shows every row, else a short list with its rest named."""
        count = len(self.rows)
        even = self._even(area.width, look)
        preferred = self._columns_for(area.width, look, 0.0)
        order = sorted(
            range(1, self._most(area.width, look) + 1),
            key=lambda columns: (columns not in even, columns != preferred, columns),
        )
        for columns in order:
            row = self._row_height(area.width, columns, look)
            per_column = ceil(count / columns)
            high = per_column * row
            if columns == 1:
                high = sum(self._heights(self.rows, self._name_width(area.width, look)[0], look))
            if high <= area.height + 0.5:
                return self._set(area, look, columns, self.rows, (), -1, row, per_column)
        # Where figures stand on both sides of zero, both ends are the story: as many below as there are.
        falling = sum(1 for one in self.rows if (one.value or 0.0) < 0)
        width, row = self._name_width(area.width, look)[0], LEAST_ROW * look.u
        for room in range(max(3, min(count - 1, int((area.height + 0.5) // row))), 2, -1):
            # Rows are as high as the names that are shown need, not as the longest that is left out.
            shown, hidden, cut_at = shorten(self.rows, room, falling)
            if room == 3 or sum(self._heights(shown, width, look)) + row <= area.height + 0.5:
                break
        return self._set(area, look, 1, shown, hidden, cut_at, row, room)

    def _set(
        self,
        area: Box,
        look: Look,
        columns: int,
        rows: Sequence[Row],
        hidden: Sequence[Row],
        cut_at: int,
        row: float,
        per_column: int,
    ) -> Grid:
        column = (area.width - look.gutter * (columns - 1)) / columns
        name_width, _ = self._name_width(column, look)
        pitch = min(area.height / per_column, STRETCH * row * MOST_ROW / LEAST_ROW)
        heights: tuple[float, ...] = ()
        if columns == 1:
            least = self._heights(rows, name_width, look)
            rest = LEAST_ROW * look.u if cut_at >= 0 else 0.0
            more = min(area.height / (sum(least) + rest), STRETCH * MOST_ROW / LEAST_ROW)
            heights, pitch = tuple(high * more for high in least), rest * more
        return Grid(columns, tuple(rows), tuple(hidden), cut_at, name_width, row, pitch, heights)

    def _heights(self, rows: Sequence[Row], name_width: float, look: Look) -> list[float]:
        """Return how high each row is at least: as its own name needs."""
        more = look.label.size * 1.08
        return [LEAST_ROW * look.u + (_lines_of((row,), name_width, look) - 1) * more for row in rows]

    def _draw_rows(self, pen: Pen, area: Box, grid: Grid, look: Look, changes_at: float) -> None:
        per_column = ceil(len(grid.rows) / grid.columns)
        places = area.columns([1.0] * grid.columns, look.gutter)
        values = [row.value for row in self.rows if row.value is not None]
        dots = self.uses_dots
        for index, place in enumerate(places):
            rows = grid.rows[index * per_column : (index + 1) * per_column]
            inner = place.inset(left=grid.name_width + 14 * look.u)
            scale = self._scale(inner, values, look)
            both = self._scale_over_names(place, grid, look) if grid.columns == 1 and not dots else None
            if both is not None and both.end - both.start > scale.end - scale.start:
                scale = both
            y = place.y
            for position, row in enumerate(rows):
                if index * per_column + position == grid.cut_at:
                    self._draw_rest(pen, place, inner.x, y, grid, look)
                    y += grid.pitch
                held = grid._replace(pitch=grid.heights[position]) if grid.heights else grid
                self._draw_row(pen, place, inner, scale, y, row, held, look, dots)
                if changes_at and row.change:
                    style = look.text()
                    middle = y + held.pitch / 2 + style.size * CAP / 2
                    pen.text("change", "value", changes_at, middle, row.change, style, "end")
                if not dots and values and min(values) < 0:
                    ink, x = look.palette.ink, scale(0.0)
                    pen.line("zero", "axis", x, y, x, y + held.pitch, ink, 1.6 * look.u)
                y += held.pitch

    def _scale(self, inner: Box, values: Sequence[float], look: Look) -> LinearScale:
        style = look.value_strong
        gap = 10 * look.u
        shown = [row for row in self.rows if row.value is not None]
        if self.uses_dots:
            right = max((measure(row.shown.text, style) for row in shown), default=0.0) + gap
            low, high = calm_ends(values)
            return LinearScale(low, high, inner.x + 12 * look.u, inner.right - right - 20 * look.u)
        if self.variant == "lollipops":
            gap += 10 * look.u
        right = max((measure(r.shown.text, style) for r in shown if (r.value or 0) >= 0), default=0.0) + gap
        left = max((measure(r.shown.text, style) for r in shown if (r.value or 0) < 0), default=0.0)
        left = left + gap if left else 0.0
        return bar_scale(values or [0.0], inner.x + left, inner.right - right)

    def _scale_over_names(self, place: Box, grid: Grid, look: Look) -> LinearScale | None:
        """Return the longest scale for bars to both sides whose names all stand across the zero line.

        No column at the left is kept for names then. None where a row has no value, a bar runs to one side
        only, or the names leave no room.
        """
        rows = [(row, row.value) for row in grid.rows if row.value is not None]
        low, high = (pick((value for _, value in rows), default=0.0) for pick in (min, max))
        if len(rows) < len(grid.rows) or not low < 0 < high:
            return None
        gap = 14 * look.u
        names = {
            side: gap + measure_widest(
                tuple(row.name.text for row, value in rows if (value >= 0) is (side > 0)), look.label_strong
            )
            for side in (1, -1)
        }  # fmt: skip
        figures = {
            side: 10 * look.u + (10 * look.u if self.variant == "lollipops" else 0.0) + measure_widest(
                tuple(row.shown.text for row, value in rows if (value >= 0) is (side > 0)), look.value_strong
            )
            for side in (1, -1)
        }  # fmt: skip
        per_unit = min(
            (place.width - figures[-1] - figures[1]) / (high - low),
            (place.width - names[1] - figures[1]) / high,
            (place.width - names[-1] - figures[-1]) / -low,
        )
        if per_unit <= 0 or names[1] + names[-1] > place.width:
            return None
        zero = place.x + max(names[1], figures[-1] - low * per_unit)
        return LinearScale(low, high, zero + low * per_unit, zero + high * per_unit)

    def _draw_rest(self, pen: Pen, place: Box, x: float, y: float, grid: Grid, look: Look) -> None:
        count = str(len(grid.hidden))
        cells = tuple(row.cell for row in grid.hidden if row.cell is not None)
        before, after = self.others
        text = f"{before} {count} {after}".strip()
        said = Writing(text, (Evidence(count, float(len(grid.hidden)), "", "count", cells),))
        style = look.text()
        baseline = y + grid.pitch / 2 + style.size * CAP / 2
        if measure(text, style) <= place.right - x and all((row.value or 0) >= 0 for row in self.rows):
            pen.text("rest", "label", x, baseline, said, style)
            return
        written = write(said, style, place.width, max_lines=1)
        pen.lines("rest", "label", place.x, baseline - style.size * CAP, written)

    def _draw_row(
        self,
        pen: Pen,
        place: Box,
        inner: Box,
        scale: LinearScale,
        y: float,
        row: Row,
        grid: Grid,
        look: Look,
        dots: bool,
    ) -> None:
        palette, u = look.palette, look.u
        style = look.label_strong if row.strong else look.label
        middle = y + grid.pitch / 2
        if dots or not self._name_at_zero(pen, place, row, middle, grid, scale, style, look):
            self._draw_name(pen, place, row, middle, grid, style, look)
        baseline = middle + style.size * CAP / 2
        if row.value is None:
            pen.text("missing", "label", inner.x, baseline, row.shown, look.text())
            return
        figure = look.value_strong if row.strong else look.value
        fill = palette.accent if row.strong else palette.mark
        end = scale(row.value)
        if dots:
            track = inner.x, scale.end + 12 * u
            pen.line("track", "track", track[0], middle, track[1], middle, palette.hairline, 2 * u)
            radius = (10 if row.strong else 8) * u
            pen.circle("dot", "dot", end, middle, radius, fill, value=row.value)
            pen.text("value", "value", track[1] + 14 * u, baseline, row.shown, figure)
            return
        zero = scale(0.0)
        if self.variant == "lollipops":
            radius = (10 if row.strong else 8) * u
            pen.line("stick", "stick", zero, middle, end, middle, fill, 5 * u)
            pen.circle("dot", "dot", end, middle, radius, fill, value=row.value)
            beside, anchor = (radius + 9 * u, "start") if row.value >= 0 else (-radius - 9 * u, "end")
            pen.text("value", "value", end + beside, baseline, row.shown, figure, anchor)
            return
        pitch = min(grid.heights, default=grid.pitch)  # All bars are as thick, whatever their names take.
        thickness = min(max(LEAST_ROW * 0.66 * u, min(pitch * 0.66, 40 * u)), pitch - 5 * u)
        pen.rect(
            "bar", "bar", min(zero, end), middle - thickness / 2, abs(end - zero), thickness, fill,
            radius=min(look.corner, thickness / 3), value=row.value,
        )  # fmt: skip
        if row.value >= 0:
            pen.text("value", "value", end + 10 * u, baseline, row.shown, figure)
        else:
            pen.text("value", "value", end - 10 * u, baseline, row.shown, figure, "end")

    def _name_at_zero(
        self,
        pen: Pen,
        place: Box,
        row: Row,
        middle: float,
        grid: Grid,
        scale: LinearScale,
        style: TextStyle,
        look: Look,
    ) -> bool:
        """Write a name across the zero line from its bar, where bars run to both sides and it has room there.

        The eye then goes from the name to the bar, not over the empty side.
        """
        values = [one.value for one in self.rows if one.value is not None]
        if row.value is None or min(values) >= 0 or max(values) <= 0:
            return False
        zero, gap = scale(0.0), 14 * look.u
        room = _ROUNDING + (zero - gap - place.x if row.value >= 0 else place.right - zero - gap)
        written = write(row.name, style, room, leading=1.02)
        height = written.leading * (len(written.lines) - 1) + style.size * CAP
        cut = " ".join(written.lines).split() != row.name.text.split()
        if cut or written.width > room or height > grid.pitch - 0.36 * style.size:
            return False
        at, anchor = (zero - gap, "end") if row.value >= 0 else (zero + gap, "start")
        pen.lines("name", "label", at, middle - height / 2, written, anchor)
        return True

    def _draw_name(
        self, pen: Pen, place: Box, row: Row, middle: float, grid: Grid, style: object, look: Look
    ) -> None:
        written: Written = write(row.name, style, grid.name_width, max_lines=MOST_LINES, leading=1.08)  # type: ignore[arg-type]
        height = written.leading * (len(written.lines) - 1) + written.style.size * CAP
        name = "others" if row.others else "name"
        pen.lines(name, "label", place.x + grid.name_width, middle - height / 2, written, "end")


_ROUNDING = 0.01
"""What a sum of widths may lose: a scale that leaves a name exactly its room must not lose it again."""


def _lines_of(rows: Sequence[Row], width: float, look: Look) -> int:
    """Return in how many lines the longest name of some rows stands in a width, three at most."""
    return max(
        len(write(row.name, look.label_strong, width, max_lines=MOST_LINES, leading=1.08).lines)
        for row in rows
    )


def _all_close(rows: Sequence[Row]) -> bool:
    values = [row.value for row in rows if row.value is not None]
    return len(values) > 1 and spread_share(values) < CLOSE


def gather_regions(block: BlockSpec, source: Source) -> Block | None:
    """Return the chart per region of a block, a map beside it where there is one and it is wished."""
    series = source.regions(block)
    if series is None or len(series.known) < 2:
        return None
    indicator = source.indicator(block)
    form = source.form(series.points, indicator)
    names = source.short_names(series.points)
    focus = source.focus_region
    if focus not in {point.key for point in series.known}:
        focus = series.ranked[0].key
    missing = [point for point in series.points if point.value is None]
    # Where every figure is provisional, the period carries the mark once for all.
    every = bool(series.period) and all(point.provisional for point in series.known)
    before, changes = _changes(block, source, series)
    rows = tuple(
        Row(
            plain(names[p.name]),
            p.value,
            form.show(p, mark=not every),
            p.key == focus,
            p.cells[0] if p.cells else None,
            change=changes.get(p.key, NOTHING),
        )
        for p in series.ranked
    )
    noun = source.region_word(series)
    if len(missing) > max(MOST_MISSING, len(rows) // 2):
        rows += (
            Row(
                plain(source.say(f"{capitalised(noun)} lain", f"Other {noun}")),
                None,
                plain(missing_words(source.lang, (point.missing for point in missing))),
                others=True,
            ),
        )
    else:
        rows += tuple(
            Row(plain(names[p.name]), None, plain(missing_words(source.lang, [p.missing]))) for p in missing
        )
    source.mark_points(series.points)
    by = source.say(f"Per {noun}", f"By {source.by_region(series)}")
    about = source.about(indicator)
    bars = RegionBars(
        Heading(
            source.heading(block, by, REGION_LEVELS),
            plain(block.note[source.lang]) if source.lang in block.note
            else source.heading_note(
                about, form.words, source.period(series.period, provisional=every)
            ),
        ),
        rows,
        f"{by}: {source.name(indicator)}",
        describe_regions(series, source.lang).text,
        form.words,
        (source.say("dan", "and"), source.say(f"{noun} lainnya", f"other {noun}")),
        form.number_format,
        block.variant or ("lollipops" if indicator.measure in LEVELS and not _all_close(rows) else ""),
        changes=before,
    )  # fmt: skip
    if bars.uses_dots:
        source.needed_notes.add("scale")
    roster = gather_roster(block, source, bars.heading, sticks=indicator.measure in LEVELS)
    if block.options.get("whole"):
        return roster
    if len(series.known) > MOST_LISTED and not block.options.get("large"):
        told = source.spec.hero is not None and source.spec.hero.kind == "strip"
        spread = bars if told else spread_over(bars, block, source, noun, source.by_region(series))
        nested = gather_nested(source, series, form, bars.heading)
        if nested is None:
            return spread
        rows_of_dots, index = nested
        return Listed(Listed(spread, rows_of_dots), index)
    if roster is not None and (not block.options.get("map", True) or len(rows) > MOST_WITH_MAP):
        return Listed(bars, roster)
    if block.options.get("map", True):
        companion = gather_map(replace(block, options={}, title={}, note={}), source, heading=False)
        if companion is not None and not isinstance(companion, TileMap):
            return Beside(bars, companion)  # Squares with letters say nothing that named bars do not.
    return bars if roster is None else Listed(bars, roster)


def _changes(block: BlockSpec, source: Source, series: RegionSeries) -> tuple[Writing, dict[str, Writing]]:
    """Return what changes are against, in words, and the change of each region; none across a break.

    Amounts change in percent, the rest in points of their unit, both with their sign.
    """
    periods = source.region_periods(block)
    place = periods.index(series.period) if series.period in periods else 0
    if not place:
        return NOTHING, {}
    indicator, earlier = source.indicator(block), periods[place - 1]
    voice = Voice(indicator, source.book.region, source.lang)
    if source.form(series.points, indicator).shift and not voice.relative and not voice.unit.is_money:
        return NOTHING, {}  # Thousands of people per km² and single ones do not stand side by side.
    told = {
        now.key: change
        for before, now in source.compared(region_series(source.book, indicator.key, earlier), series)
        if (change := voice.change(now, before)) is not None
    }
    changes = signed_changes(told, source.lang, mark=True)
    period = source.period(earlier)
    words = source.say(f"kanan: perubahan dari {period.text}", f"right: change from {period.text}")
    return Writing(words, period.evidence), changes
