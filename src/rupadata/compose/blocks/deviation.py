"""How far each part stands from a limit: bars both ways from one line, the value itself at the end.

For values so close together that bars from zero would say nothing and cut bars would lie. What lies under the
limit is in the accent; the limit's figure stands in the heading.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import breakdown_series, dimensions_of, newest_of_parts
from rupadata.analysis.findings import elements_of
from rupadata.analysis.grades import (
    ELEMENT_SCALE,
    GRADES,
    above_limit,
    grade_of,
    is_element,
    is_satisfaction_index,
    limit_of,
)
from rupadata.analysis.series import BreakdownSeries
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, write
from rupadata.model.evidence import Evidence
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure_widest
from rupadata.wording import capitalised, format_number, number_word

LEAST, MOST = 3, 16
ROW, MOST_ROW = 29.0, 44.0


class Apart(Struct, frozen=True):
    """One part: its name, its value, how far from the limit."""

    name: Writing
    shown: Writing
    value: float
    apart: float


class Deviations(Struct, frozen=True):
    """Parts on both sides of a limit, the weakest first."""

    heading: Heading
    rows: tuple[Apart, ...]
    label: str
    alt: str
    name: str = "deviation"
    kind: ClassVar[str] = "deviation"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the rows; refused where names and bars have no room beside each other."""
        if self._bar_room(width, look) < 120 * look.u:
            return None
        head = self.heading.height(width, look)
        count = len(self.rows)
        least, most = head + count * ROW * look.u, head + count * MOST_ROW * look.u
        return Fit(least, head + count * 38 * look.u, most, 0.8, least)

    def _names(self, look: Look) -> float:
        return measure_widest(tuple(row.name.text for row in self.rows), look.label_strong)

    def _bar_room(self, width: float, look: Look) -> float:
        figures = measure_widest(tuple(row.shown.text for row in self.rows), look.value_strong)
        return width - min(self._names(look), 0.58 * width) - 2 * figures - 50 * look.u

    def draw(self, box: Box, look: Look) -> Group:
        """Draw names, bars and values."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        pitch = min(area.height / len(self.rows), MOST_ROW * u)
        names = min(self._names(look), 0.58 * area.width)
        figures = measure_widest(tuple(row.shown.text for row in self.rows), look.value_strong)
        low, high = min(0.0, *(r.apart for r in self.rows)), max(0.0, *(r.apart for r in self.rows))
        left, right = area.x + names + 18 * u, area.right - figures - 14 * u
        factor = (right - left) / max(1e-9, high - low)
        line = left - low * factor
        thick = min(pitch * 0.64, 26 * u)
        for index, row in enumerate(self.rows):
            middle = area.y + (index + 0.5) * pitch
            weak = row.apart < 0
            style = look.text(24, palette.accent, 700) if weak else look.label
            baseline = middle + style.size * CAP / 2
            written = write(row.name, style, names, max_lines=1)
            pen.lines("name", "label", area.x, baseline - style.size * CAP, written)
            length = abs(row.apart) * factor
            start = line - length if weak else line
            pen.rect("bar", "bar", start, middle - thick / 2, length, thick,
                     palette.accent if weak else palette.mark, value=row.apart)  # fmt: skip
            pen.tell(index, start, middle - thick / 2, length, thick)
            end = line + 10 * u if weak else line + length + 10 * u
            pen.text("value", "value", end, baseline, row.shown, look.value_strong if weak else look.value)
        pen.line("limit", "axis", line, area.y, line, area.y + pitch * len(self.rows), palette.ink, 3 * u)
        data = ChartData(
            "bar",
            tuple(row.name.text for row in self.rows),
            (ChartSeries(self.label, tuple(row.value for row in self.rows)),),
            "0.00",
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)


def gather_deviation(block: BlockSpec, source: Source) -> Deviations | None:
    """Return the elements of a survey, or its units, against the limit of the index's grade."""
    indicator = source.indicator(block)
    of_units = block.variant == "units"
    parts: BreakdownSeries | None
    if is_satisfaction_index(indicator):
        series = source.years(block)
        point = series.point(block.period or source.spec.period) or series.latest
        grade = grade_of(point.value or 0.0) if point is not None else None
        if point is None or grade is None:
            return None
        parts = (
            _units(source, indicator.key, point.key)
            if of_units
            else elements_of(source.book, indicator.key, series)
        )
    else:
        # Elements alone, without their index, stand against the best grade.
        grade = GRADES[0][1:]
        parts = None if of_units else _elements_alone(source, indicator.key)
    if parts is None or not LEAST <= len(parts.known) <= MOST or any(len(p.cells) != 1 for p in parts.known):
        return None
    scale = 1.0 if of_units else ELEMENT_SCALE
    if not all(
        (1 if not of_units else 25) <= (p.value or 0.0) <= (4 if not of_units else 100) for p in parts.known
    ):
        return None
    source.mark_points(parts.known)
    limit = limit_of(grade[0])
    rows = sorted(
        (
            Apart(
                plain(source.part(p.name, parts.dimension)),
                _value(p.value or 0.0, p.cells, source.lang),
                p.value or 0.0,
                above_limit(p, limit, scale=scale).value,
            )
            for p in parts.known
        ),
        key=lambda row: row.apart,
    )  # fmt: skip
    weak = [row for row in rows if row.apart < 0]
    cells = tuple(cell for row in rows for evidence in row.shown.evidence for cell in evidence.cells)
    shown = format_number(limit / scale, source.lang, decimals=2)
    noun = source.say("unit" if of_units else "unsur", "units" if of_units else "elements")
    letter = grade[0]
    title = _title(weak, rows, noun, letter, cells, source)
    note = source.say(
        f"selisih dari batas mutu {letter} ({shown})", f"distance to the limit of grade {letter} ({shown})"
    )
    proof = Evidence(shown, limit / scale, "", "bound")
    return Deviations(
        Heading(
            source.titled(block, "") if block.title.get(source.lang) else title,
            Writing(note, (proof,)),
        ),
        tuple(rows),
        source.say(f"Nilai per {noun}", f"Scores by {noun}"),
        "; ".join(f"{row.name.text} {row.shown.text}" for row in rows),
    )


def _elements_alone(source: Source, key: str) -> BreakdownSeries | None:
    period = newest_of_parts(source.book, key)
    for dimension in dimensions_of(source.book, key) if period else ():
        if is_element(dimension):
            return breakdown_series(source.book, key, period, dimension)
    return None


def _title(
    weak: list[Apart], rows: list[Apart], noun: str, letter: str, cells: tuple[object, ...], source: Source
) -> Writing:
    """Return what the bars prove: how many lie under the limit, which one where it is alone."""
    if not weak:
        return plain(source.say(f"Semua {noun} mencapai mutu {letter}", f"All {noun} reach grade {letter}"))
    if len(weak) == 1:
        name = weak[0].name
        return Writing(
            source.say(f"Hanya {name.text} di bawah mutu {letter}", f"Only {name.text} below grade {letter}"),
            name.evidence,
        )
    many = number_word(len(weak), source.lang)
    text = capitalised(
        source.say(f"{many} {noun} belum bermutu {letter}", f"{many} {noun} below grade {letter}")
    )
    proof = Evidence(capitalised(many), float(len(weak)), "", "count", cells)  # type: ignore[arg-type]
    return Writing(text, (proof,))


def _units(source: Source, key: str, period: str) -> BreakdownSeries | None:
    for dimension in dimensions_of(source.book, key):
        if not is_element(dimension):
            found = breakdown_series(source.book, key, period, dimension)
            if len(found.known) >= LEAST:
                return found
    return None


def _value(value: float, cells: tuple[object, ...], lang: str) -> Writing:
    text = format_number(value, lang, decimals=2)
    return Writing(text, (Evidence(text, value, "", "value", cells),))  # type: ignore[arg-type]
