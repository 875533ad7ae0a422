"""The full list of a yearbook: every region with its rank, its course, its latest figure and its change.

Up to 60 regions over at least three periods; in two columns where there is width. The small lines share one
scale: of amounts the first period is 100, of rates the figures themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import describe_regions, region_series, year_series
from rupadata.analysis.voice import Voice
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.guide import Guide
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import REGION_LEVELS, Source
from rupadata.compose.pen import CAP, Pen, Writing, Written, plain, write
from rupadata.compose.scales import LinearScale, skipped_before
from rupadata.compose.signed import signed_changes
from rupadata.model.wholes import is_summable
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint
from rupadata.typeset import measure
from rupadata.wording import listed_name

LEAST_REGIONS, MOST_REGIONS = 6, 60
LEAST_PERIODS, MOST_PERIODS = 3, 20
_ROW, _LIKED_ROW, _MOST_ROW = 29.0, 35.0, 44.0
_TWO = 860.0
_LINE = 118.0
_NAMED = 6
_SHADED = 5
"""After how many rows a faint line helps the eye."""


class Entry(Struct, frozen=True):
    """One region: its name, its course on the shared scale (None for gaps), its figure and its change."""

    name: Writing
    course: tuple[float | None, ...]
    value: float
    shown: Writing
    change: Writing
    falls: bool = False
    strong: bool = False
    breaks: frozenset[int] = frozenset()


class Almanac(Struct, frozen=True):
    """The list of all regions."""

    kind: ClassVar[str] = "regions"
    heading: Heading
    entries: tuple[Entry, ...]
    headers: tuple[Writing, Writing, Writing]
    """What stands over the courses, the figures and the changes."""
    places: tuple[float, ...]
    label: str
    alt: str
    unit: str
    number_format: str
    name: str = "regions"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of all rows; nothing is left out."""
        columns = self._columns(width, look)
        if columns == 0:
            return None
        rows = ceil(len(self.entries) / columns)
        head = self.heading.height(width, look) + self._header(look)
        wide = (width - 48 * look.u * (columns - 1)) / columns
        row = self._row(wide, look)
        least = head + rows * row
        liked, most = (head + rows * max(row, height * look.u) for height in (_LIKED_ROW, _MOST_ROW))
        return Fit(least, liked, most, 1.2, least)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the columns of rows."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        columns = self._columns(box.width, look)
        rows = ceil(len(self.entries) / columns)
        pitch = (area.height - self._header(look)) / rows
        pitch = min(pitch, max(_MOST_ROW * look.u, self._row(area.width / columns - 48 * look.u, look)))
        values = [value for entry in self.entries for value in entry.course if value is not None]
        low, high = min(values), max(values)
        for index, place in enumerate(area.columns([1.0] * columns, 48 * look.u)):
            part = self.entries[index * rows : (index + 1) * rows]
            self._draw_column(pen, place, part, index * rows, pitch, (low, high), look)
        chart = ChartData(
            "table",
            tuple(entry.name.text for entry in self.entries),
            (ChartSeries(self.label, tuple(entry.value for entry in self.entries)),),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _row(self, width: float, look: Look) -> float:
        """Return the least height of a row: more where names take two lines."""
        names = self._names(width, look) - 10 * look.u
        lines = max(len(_fitted(entry, names, look).lines) for entry in self.entries)
        return max(_ROW * look.u, (lines + 0.15) * look.quiet.size if lines > 1 else 0.0)

    def _header(self, look: Look) -> float:
        return look.quiet.size * 1.9

    def _columns(self, width: float, look: Look) -> int:
        """Return two columns where both have room, else one, else none."""
        for count in (2, 1):
            wide = (width - 48 * look.u * (count - 1)) / count
            roomy = count == 1 or width >= _TWO * look.u
            if roomy and len(self.entries) >= 2 * count and self._names(wide, look) >= 130 * look.u:
                return count
        return 0

    def _parts(self, look: Look) -> tuple[float, float, float]:
        """Return the widths of ranks, figures and changes."""
        u = look.u
        rank = measure(str(len(self.entries)), look.quiet) + 12 * u
        figure = max(
            *(measure(entry.shown.text, look.value_strong) for entry in self.entries),
            measure(self.headers[1].text, look.quiet),
        )
        change = max(
            *(measure(entry.change.text, look.value_strong) for entry in self.entries),
            measure(self.headers[2].text, look.quiet),
        )
        return rank, figure + 18 * u, change + 18 * u

    def _names(self, width: float, look: Look) -> float:
        return width - sum(self._parts(look)) - (_LINE + 16) * look.u

    def _draw_column(
        self,
        pen: Pen,
        place: Box,
        entries: Sequence[Entry],
        before: int,
        pitch: float,
        ends: tuple[float, float],
        look: Look,
    ) -> None:
        u, palette = look.u, look.palette
        rank, figure, change = self._parts(look)
        names = self._names(place.width, look)
        course = place.x + rank + names + 8 * u
        value_at, change_at = place.right - change, place.right
        top = place.y + look.quiet.size * CAP
        if measure(self.headers[0].text, look.quiet) <= _LINE * u + figure - 18 * u - measure(
            self.headers[1].text, look.quiet
        ):
            pen.text("header", "note", course, top, self.headers[0], look.quiet)
        pen.text("header", "note", value_at, top, self.headers[1], look.quiet, "end")
        pen.text("header", "note", change_at, top, self.headers[2], look.quiet, "end")
        y = place.y + self._header(look)
        pen.line("rule", "ornament", place.x, y - 4 * u, place.right, y - 4 * u, palette.muted, 1.6 * u)
        size = look.label.size
        for index, entry in enumerate(entries):
            middle = y + pitch * (index + 0.5)
            baseline = middle + size * CAP / 2
            number = plain(str(before + index + 1))
            pen.text("rank", "note", place.x + rank - 12 * u, baseline, number, look.quiet, "end")
            name = _fitted(entry, names - 10 * u, look)
            height = name.leading * (len(name.lines) - 1) + name.style.size * CAP
            pen.lines("name", "label", place.x + rank, middle - height / 2, name)
            self._draw_course(
                pen, entry, Box(course, middle - 0.4 * pitch, _LINE * u, 0.8 * pitch), ends, look
            )
            pen.tell(before + index, place.x, y + pitch * index, place.width, pitch)
            strong = look.value_strong if entry.strong else look.value
            pen.text("value", "value", value_at, baseline, entry.shown, strong, "end")
            told = look.text(
                24, palette.counter if entry.falls else palette.ink, 700 if entry.strong else 600
            )
            pen.text("change", "value", change_at, baseline, entry.change, told, "end")
            if (index + 1) % _SHADED == 0 and index + 1 < len(entries):
                line = y + pitch * (index + 1)
                pen.line("faint", "ornament", place.x, line, place.right, line, palette.hairline, 1.2 * u)

    def _draw_course(self, pen: Pen, entry: Entry, box: Box, ends: tuple[float, float], look: Look) -> None:
        u, palette = look.u, look.palette
        low, high = ends
        scale = LinearScale(low, high if high > low else low + 1.0, box.bottom - 2 * u, box.y + 3 * u)
        colour = palette.counter if entry.falls else palette.accent if entry.strong else palette.mark
        run: list[tuple[float, float]] = []
        for index in range(len(entry.course) + 1):
            value = entry.course[index] if index < len(entry.course) else None
            if index in entry.breaks or value is None:
                self._draw_run(pen, run, box.bottom, colour, look)
                run = []
            if value is not None:
                run.append((box.x + (box.width - 6 * u) * self.places[index], scale(value)))

    def _draw_run(
        self, pen: Pen, run: Sequence[tuple[float, float]], bottom: float, colour: str, look: Look
    ) -> None:
        u = look.u
        if not run:
            return
        if len(run) > 1:
            line = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
            top = min(y for _, y in run)
            low = max(y for _, y in run)
            box = (run[0][0], top, run[-1][0] - run[0][0], bottom - top)
            d = f"M{run[0][0]:.1f} {bottom:.1f}L{line}L{run[-1][0]:.1f} {bottom:.1f}Z"
            pen.path("under", "under", d, Paint(look.palette.tint), box)
            ends = (run[0][0], top, run[-1][0] - run[0][0], low - top)
            pen.path("course", "line", f"M{line}", Paint("", colour, 2.6 * u, round_caps=True), ends)
        pen.circle("end", "dot", *run[-1], 4 * u, colour)


def _fitted(entry: Entry, width: float, look: Look) -> Written:
    style = look.label_strong if entry.strong else look.label
    whole = write(entry.name, style, width)
    return whole if len(whole.lines) == 1 else write(entry.name, look.quiet, width, max_lines=2, leading=1.0)


def gather_almanac(block: BlockSpec, source: Source) -> tuple[Almanac, Guide] | None:
    """Return the full list of the regions of a block and how to read it; None where it has too few."""
    periods = source.region_periods(block)[-MOST_PERIODS:]
    if len(periods) < LEAST_PERIODS:
        return None
    indicator = source.indicator(block)
    first, last = (region_series(source.book, indicator.key, key) for key in (periods[0], periods[-1]))
    if not LEAST_REGIONS <= len(last.known) <= MOST_REGIONS:
        return None
    form = source.form(last.points, indicator)
    names, voice = source.short_names(last.points), Voice(indicator, source.book.region, source.lang)
    indexed = is_summable(indicator.measure)
    moved = {
        now.key: change
        for before, now in source.compared(first, last)
        if (change := voice.change(now, before)) is not None
    }
    changes = signed_changes(moved, source.lang)
    entries = []
    for point in last.ranked:
        series = year_series(source.book, indicator.key, region_code=point.key)
        points = [series.point(key) for key in periods]
        values = [None if one is None else one.value for one in points]
        start = values[0]
        if indexed and not start:
            return None  # Without a first figure there is no 100.
        course = tuple(None if v is None else 100 * v / start if indexed and start else v for v in values)
        moved_by = changes.get(point.key, plain("–"))
        entries.append(
            Entry(
                plain(listed_name(names[point.name])), course, point.value or 0.0, form.show(point),
                moved_by, moved_by.text.startswith("−"), point.key == source.focus_region,
                skipped_before(periods)
                | {index for index, one in enumerate(points) if one is not None and one.breaks},
            )
        )  # fmt: skip
    source.mark_points(last.points)
    since, until = source.period(periods[0]), source.period(periods[-1])
    span = Writing(f"{since.text}–{until.text}", (*since.evidence, *until.evidence))
    unit = "%" if indexed else source.say("poin", "points")
    moves = source.say(f"berubah, {unit}", f"change, {unit}")
    noun = source.region_word(last)
    by = source.say(f"Semua {noun}", f"All by {source.by_region(last)}")
    almanac = Almanac(
        Heading(
            source.heading(block, by, REGION_LEVELS), source.heading_note(source.about(indicator), form.words)
        ),
        tuple(entries), (span, until, plain(moves)), _places(periods),
        f"{by}: {source.name(indicator)}", describe_regions(last, source.lang).text,
        form.words, form.number_format,
    )  # fmt: skip
    missing = [names[point.name] for point in last.points if point.value is None]
    return almanac, _guide(source, since, until, noun, missing, indexed=indexed)


def _places(periods: Sequence[str]) -> tuple[float, ...]:
    """Return the places of periods on a line: as far apart as the years are, else evenly."""
    even = not all(text.isdigit() for text in periods)
    times = [float(index) if even else float(text) for index, text in enumerate(periods)]
    return tuple((time - times[0]) / ((times[-1] - times[0]) or 1.0) for time in times)


def _guide(
    source: Source, since: Writing, until: Writing, noun: str, missing: Sequence[str], *, indexed: bool
) -> Guide:
    """Return how the list is read and how it was made."""
    scale = (
        source.say(f"{since.text} = 100", f"{since.text} = 100")
        if indexed
        else source.say("angka tabel", "the figures themselves")
    )
    read = source.say(
        f"Garis kecil: jalannya angka {since.text}–{until.text}, skala sama untuk semua {noun} ({scale}). "
        f"Kolom kanan: perubahan dari {since.text} ke {until.text}.",
        f"Small lines: {since.text} to {until.text}, on one scale for every {noun} ({scale}). "
        f"Right column: the change from {since.text} to {until.text}.",
    )
    made = source.say(
        f"Urutan menurut angka {until.text}. Perubahan dihitung dari angka tabel. "
        "Tahun tanpa angka memutus garis; tanda – berarti tidak dapat dibandingkan.",
        f"Ranked by the figure of {until.text}. Changes are computed from the figures of the table. "
        "Years without a figure interrupt a line; – means that figures cannot be compared.",
    )
    if missing:
        named = ", ".join(missing[:_NAMED]) + ("…" if len(missing) > _NAMED else "")
        made += source.say(f" Tanpa angka: {named}.", f" Without a figure: {named}.")
    proof = (*since.evidence, *until.evidence, *plain("100").evidence, *plain(" ".join(missing)).evidence)
    return Guide(
        (
            (source.say("Cara membaca", "How to read this"), Writing(read, proof)),
            (source.say("Catatan metode", "Method"), Writing(made, proof)),
        )
    )
