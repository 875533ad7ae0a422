"""Heroes in pictures: one figure in so many, a huge number, a whole cut into a hundred squares."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from rupadata.analysis.finding import Finding
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.figures import big_number
from rupadata.compose.look import Look
from rupadata.compose.pen import CAP, NOTHING, Pen, Shown, Written, plain, write
from rupadata.compose.source import Source
from rupadata.model.evidence import Evidence
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.spec import BlockSpec
from rupadata.subjects.symbols import has_symbol
from rupadata.typeset import measure
from rupadata.wording import capitalised, format_number, format_percent, parse_unit


@dataclass(frozen=True, slots=True)
class OneIn:
    """So many symbols in a row, one of them in full colour: "satu dari delapan"."""

    count: int
    symbol: str
    caption: Shown
    label: str
    alt: str
    name: str = "hero"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights for one or two rows of symbols."""
        if not 2 <= self.count <= 20 or width < 300 * look.u:
            return None
        caption = self._caption(width, look)
        sizes = [self._side(width, rows, look) for rows in (1, 2)]
        one = sizes[0] + caption.height + 18 * look.u
        two = 2 * sizes[1] * 1.06 + caption.height + 18 * look.u
        least = 76 * look.u + caption.height + 18 * look.u
        return Fit(min(least, one), one, max(one, two) if self.count >= 6 else one, 1.0)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw symbols and caption."""
        pen = Pen(self.name, look)
        caption = self._caption(box.width, look)
        room = box.height - caption.height - 18 * look.u
        rows = 1
        if self.count >= 6 and 2 * self._side(box.width, 2, look) * 1.06 <= room:
            rows = 2
        per_row = ceil(self.count / rows)
        side = min(self._side(box.width, rows, look), room / rows)
        pitch = min(box.width / per_row, side * 1.25)
        top = box.y + max(0.0, (room - rows * side) / 2)
        for index in range(self.count):
            row, col = divmod(index, per_row)
            colour = look.palette.accent if index == 0 else look.palette.mark
            weight = "fill" if index == 0 else "duotone"
            x = box.x + col * pitch + (pitch - side) / 2 if rows == 1 else box.x + col * pitch
            pen.symbol("figure", self.symbol, x, top + row * side * 1.06, side, colour, weight)
        pen.lines("caption", "label", box.x, box.bottom - caption.height, caption)
        chart = ChartData("pictogram", (self.label,), (ChartSeries(self.label, (1.0 / self.count,)),))
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _side(self, width: float, rows: int, look: Look) -> float:
        per_row = ceil(self.count / rows)
        return min(width / per_row * 0.97, 190 * look.u)

    def _caption(self, width: float, look: Look) -> Written:
        return write(self.caption, look.text(fill=look.palette.ink, weight=600), width, max_lines=2)


@dataclass(frozen=True, slots=True)
class HugeNumber:
    """One figure as large as the place allows, with what it is and what it means."""

    value: Shown
    short: Shown
    unit: Shown
    label: Shown
    remark: Shown = NOTHING
    name: str = "hero"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the figure and its words."""
        if width < 240 * look.u:
            return None
        height = self._height(width, look)
        return Fit(height, height + 20 * look.u, height + 90 * look.u, 0.5)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the figure and its words, in the middle of the height."""
        pen = Pen(self.name, look)
        value, unit, label, remark = self._texts(box.width, look)
        height = self._height(box.width, look)
        y = box.y + max(0.0, (box.height - height) / 2)
        at = y + value.style.size * CAP
        y = pen.lines("value", "value", box.x, y, value)
        if self._beside(value, unit, box.width, look):
            pen.text("unit", "label", box.x + value.width + 16 * look.u, at, self.unit, unit.style)
            unit = unit._replace(lines=())
        for name, written, space in (("unit", unit, 14.0), ("label", label, 12.0), ("remark", remark, 6.0)):
            if written.lines:
                y = pen.lines(name, "label", box.x, y + space * look.u, written)
        return pen.group("number")

    def _height(self, width: float, look: Look) -> float:
        value, unit, label, remark = self._texts(width, look)
        if self._beside(value, unit, width, look):
            unit = unit._replace(lines=())
        return value.height + sum(
            written.height + space * look.u
            for written, space in ((unit, 14.0), (label, 12.0), (remark, 6.0))
            if written.lines
        )

    def _beside(self, value: Written, unit: Written, width: float, look: Look) -> bool:
        """Tell whether the unit has room on the line of the figure."""
        return (
            len(value.lines) == 1
            and bool(unit.lines)
            and value.width + 16 * look.u + measure(self.unit.text, unit.style) <= width
        )

    def _texts(self, width: float, look: Look) -> tuple[Written, Written, Written, Written]:
        value = None
        weight = look.theme.type.number_weight
        for size in (150.0, 132.0, 116.0, 100.0, 88.0, 76.0, 64.0, 52.0, 44.0, 36.0):
            for shown in (self.value, self.short):
                style = look.heading(size, look.palette.accent, weight, -0.02 * size)
                if value is None and shown and measure(shown.text, style) <= width:
                    value = write(shown, style, width, leading=1.05)
        if value is None:
            style = look.heading(28.0, look.palette.accent, weight)
            value = write(self.short or self.value, style, width, max_lines=2)
        ink = look.palette.ink
        return (
            value,
            write(self.unit, look.heading(28, ink), width, max_lines=2, leading=1.15),
            write(self.label, look.text(fill=ink, weight=600), width, max_lines=2, leading=1.2),
            write(self.remark, look.text(), width, leading=1.2),
        )


@dataclass(frozen=True, slots=True)
class Waffle:
    """A hundred squares, so many of them in full colour: a share."""

    percent: float
    shown: Shown
    caption: Shown
    label: str
    alt: str
    name: str = "hero"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights that keep squares visible beside the words."""
        if width < 380 * look.u or not 0 <= self.percent <= 100:
            return None
        # The words take what the squares leave; they must stand whole in the height.
        words = self._caption(width * 0.56 - 32 * look.u, look).height + 100 * look.u
        least = max(190 * look.u, words)
        return Fit(least, max(least, 260 * look.u), max(least, 400 * look.u), 1.2)

    def _caption(self, width: float, look: Look) -> Written:
        return write(self.caption, look.text(fill=look.palette.ink), width)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the squares at the left, the figure and its words at the right."""
        pen = Pen(self.name, look)
        u = look.u
        side = min(box.height, box.width * 0.44)
        pitch = side / 10
        filled = round(self.percent)
        top = box.y + (box.height - side) / 2
        for index in range(100):
            # Filled from the lower left, row by row, like a rising level.
            row, col = divmod(index, 10)
            fill = look.palette.accent if index < filled else look.palette.tint
            pen.rect(
                "cell", "cell", box.x + col * pitch, top + (9 - row) * pitch, pitch * 0.86, pitch * 0.86,
                fill, radius=min(look.corner, pitch * 0.2),
            )  # fmt: skip
        x = box.x + side + 32 * u
        width = box.right - x
        value = None
        for size in (96.0, 80.0, 66.0, 54.0, 44.0, 34.0, 28.0):
            style = look.heading(size, look.palette.accent, look.theme.type.number_weight, -0.02 * size)
            if value is None and measure(self.shown.text, style) <= width:
                value = write(self.shown, style, width, leading=1.05)
        if value is None:
            value = write(self.shown, look.heading(24, look.palette.accent), width, max_lines=2)
        caption = self._caption(width, look)
        y = box.y + max(0.0, (box.height - value.height - caption.height - 14 * u) / 2)
        y = pen.lines("value", "value", x, y, value)
        pen.lines("caption", "label", x, y + 14 * u, caption)
        chart = ChartData("waffle", (self.label,), (ChartSeries(self.label, (self.percent,)),), "0.0", "%")
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)


def gather_one_in(block: BlockSpec, source: Source) -> OneIn | None:
    """Return the picture of "one in eight", where a finding says so."""
    finding = source.findings.get(block.findings[0]) if block.findings else source.lead
    found = one_in_of(finding, source.lang) if finding else None
    if finding is None or found is None:
        return None
    symbol = str(block.options.get("symbol", "")) or _figure_symbol(source, block)
    sentence = source.sentence(finding)
    return OneIn(found, symbol, sentence, finding_title(finding, source.lang), sentence.text)


def one_in_of(finding: Finding, lang: str) -> int | None:
    """Return the N of a finding that says one in N, where a row of symbols can show it."""
    said = [*finding.sentence[lang].evidence, *(e for h in finding.headlines for e in h.text[lang].evidence)]
    for evidence in said:
        if evidence.formula.startswith("one-in"):
            count = round(evidence.value)
            return count if 2 <= count <= 12 else None
    return None


def share_of(finding: Finding, lang: str) -> Evidence | None:
    """Return the share that a finding speaks of."""
    said = [*finding.sentence[lang].evidence, *(e for h in finding.headlines for e in h.text[lang].evidence)]
    return next((e for e in said if e.formula.startswith("share") and 0 < e.value <= 100), None)


def finding_title(finding: Finding, lang: str) -> str:
    """Return a finding's headline, else its sentence."""
    said = finding.headline or finding.sentence
    return said[lang].text


def _figure_symbol(source: Source, block: BlockSpec) -> str:
    indicator = source.indicator(block)
    if parse_unit(indicator.unit).is_persons:
        return "person"
    for name in (indicator.symbol, source.spec.subject.symbol):
        if name and has_symbol(name):
            return name
    return "person"


def gather_waffle(block: BlockSpec, source: Source) -> Waffle | None:
    """Return a hundred squares for the share that a finding speaks of."""
    finding = source.findings.get(block.findings[0]) if block.findings else source.lead
    evidence = share_of(finding, source.lang) if finding else None
    if finding is None or evidence is None:
        return None
    text = format_percent(evidence.value, source.lang)
    digits = format_number(evidence.value, source.lang, decimals=1)
    proof = Evidence(digits, evidence.value, "persen", evidence.formula, evidence.cells, evidence.of)
    sentence = source.sentence(finding)
    return Waffle(
        evidence.value, Shown(text, (proof,)), sentence, finding_title(finding, source.lang), sentence.text
    )


def gather_huge_number(block: BlockSpec, source: Source) -> HugeNumber | None:
    """Return the lead's figure as large as the page allows."""
    indicator = source.indicator(block)
    series, point = source.home_point(block)
    if point is None:
        return None
    source.mark_points([point])
    value, unit = big_number(point, indicator.unit, source.lang)
    short, _ = big_number(point, indicator.unit, source.lang, short=True)
    if point.provisional:
        value, short = Shown(f"{value.text}*", value.evidence), Shown(f"{short.text}*", short.evidence)
    name = source.name(indicator)
    period = source.period(point.key, series.axis, short=False)
    label = Shown(f"{capitalised(name)}, {period.text}", (*plain(name).evidence, *period.evidence))
    finding = source.findings.get(block.findings[0]) if block.findings else source.lead
    remark = source.sentence(finding) if finding else NOTHING
    return HugeNumber(value, short, plain(unit), label, remark)
