"""Heroes in pictures: one figure in so many, a whole cut into a hundred squares."""

from __future__ import annotations

from math import ceil
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis.finding import Finding
from rupadata.compose.blocks.panel import draw_panel, pad, panel_inks
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import Source
from rupadata.compose.pen import NOTHING, Pen, Writing, Written, joined, plain, write
from rupadata.model.evidence import Evidence
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.subjects.symbols import has_symbol
from rupadata.typeset import measure
from rupadata.wording import format_number, format_percent, parse_unit


class OneIn(Struct, frozen=True):
    """So many symbols in a row, one of them in full colour: "satu dari delapan"."""

    kind: ClassVar[str] = "one-in"
    count: int
    symbol: str
    caption: Writing
    label: str
    alt: str
    name: str = "hero"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights for one or two rows of symbols."""
        if width < 300 * look.u:
            return None
        inner = width - 2 * pad(look)
        rest = self._caption(inner, look).height + 22 * look.u + 2 * pad(look)
        one, two = (self._side(inner, rows, look) for rows in (1, 2))
        most = max(one, 2 * two * 1.06) if self.count >= 6 else one
        return Fit(min(76 * look.u, one) + rest, one + rest, most + rest, 1.0)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw symbols and caption on a tinted panel."""
        pen = Pen(self.name, look, self.kind)
        inks = panel_inks(look, full=False)
        box = draw_panel(pen, box, inks, look)
        caption = self._caption(box.width, look)
        room = box.height - caption.height - 22 * look.u
        rows = 1
        if self.count >= 6 and 2 * self._side(box.width, 2, look) * 1.06 <= room:
            rows = 2
        per_row = ceil(self.count / rows)
        side = min(self._side(box.width, rows, look), room / rows)
        pitch = min(box.width / per_row, side * 1.7)
        top = box.y + max(0.0, (room - rows * side) / 2)
        first = len(pen.nodes)
        for index in range(self.count):
            row, col = divmod(index, per_row)
            colour = look.palette.accent if index == 0 else look.palette.mark
            weight = "fill" if index == 0 else "duotone"
            x = box.x + col * pitch
            pen.symbol("figure", self.symbol, x, top + row * side * 1.06, side, colour, weight)
        pen.tell_drawn(0, first)
        pen.lines("caption", "label", box.x, box.bottom - caption.height, caption)
        chart = ChartData("pictogram", (self.label,), (ChartSeries(self.label, (1.0 / self.count,)),))
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _side(self, width: float, rows: int, look: Look) -> float:
        per_row = ceil(self.count / rows)
        return min(width / per_row * 0.97, 170 * look.u)

    def _caption(self, width: float, look: Look) -> Written:
        return write(self.caption, look.text(fill=look.palette.ink, weight=600), width)


TALL = 1.3
"""How many times larger the squares of a share are where they stand over its words instead of beside them."""


class Waffle(Struct, frozen=True):
    """A hundred squares, so many of them in full colour: a share."""

    kind: ClassVar[str] = "waffle"
    percent: float
    shown: Writing
    caption: Writing
    label: str
    alt: str
    name: str = "hero"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights that keep squares visible beside the words."""
        if width < 440 * look.u:
            return None
        # The words take what the squares leave; they must stand whole in the height.
        inner, pads = width - 2 * pad(look), 2 * pad(look)
        words = self._caption(inner * 0.56 - 32 * look.u, look).height + 100 * look.u
        least = max(190 * look.u, words)
        return Fit(least + pads, max(least, 260 * look.u) + pads, max(least, 400 * look.u) + pads, 1.2)

    def _caption(self, width: float, look: Look) -> Written:
        return write(self.caption, look.text(fill=look.palette.ink), width)

    def _words(self, width: float, look: Look) -> tuple[Written, Written]:
        """Return the figure as large as it stands in a width, and its words."""
        for size in (96.0, 80.0, 66.0, 54.0, 44.0, 34.0, 28.0):
            style = look.heading(size, look.palette.accent, look.theme.type.number_weight, -0.02 * size)
            if measure(self.shown.text, style) <= width:
                return write(self.shown, style, width, leading=1.05), self._caption(width, look)
        value = write(self.shown, look.heading(24, look.palette.accent), width, max_lines=2)
        return value, self._caption(width, look)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the squares at the left, the figure and its words at the right, on a tinted panel.

        In a tall place the words stand under squares that are as wide as it allows.
        """
        pen = Pen(self.name, look, self.kind)
        u = look.u
        inks = panel_inks(look, full=False)
        box = draw_panel(pen, box, inks, look)
        beside = min(box.height, box.width * 0.44)
        below = self._words(box.width, look)
        words = below[0].height + 14 * u + below[1].height
        over = min(box.height - words - 34 * u, box.width)
        stacked = over >= TALL * beside
        side = over if stacked else beside
        pitch = side / 10
        filled = round(self.percent)
        top = box.y + (0.0 if stacked else (box.height - side) / 2)
        for index in range(100):
            # Filled from the lower left, row by row, like a rising level.
            row, col = divmod(index, 10)
            fill = look.palette.accent if index < filled else inks.ghost
            pen.rect(
                "cell", "cell", box.x + col * pitch, top + (9 - row) * pitch, pitch * 0.86, pitch * 0.86,
                fill, radius=min(look.corner, pitch * 0.2),
            )  # fmt: skip
        pen.tell(0, box.x, top, side, side)
        x = box.x if stacked else box.x + side + 32 * u
        value, caption = below if stacked else self._words(box.right - x, look)
        free = box.height - value.height - caption.height - 14 * u
        y = top + side + 34 * u if stacked else box.y + max(0.0, free / 2)
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
    caption = sentence
    if evidence.value in source.headline_figures:
        # The headline has said whose share it is, and how large: the third time would be once too many.
        series, point = source.home_point(block)
        period = source.period(point.key, series.axis, short=False) if point is not None else NOTHING
        of = source.say("dari", "of")
        whole = plain(f"{of} {source.name(source.indicator(block))}")
        caption = joined((whole, period), ", ") if period.text else whole
    return Waffle(
        evidence.value, Writing(text, (proof,)), caption, finding_title(finding, source.lang), sentence.text
    )
