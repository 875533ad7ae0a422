"""A hero in one figure, as large as its panel allows, with what it is and what it means."""

from __future__ import annotations

import re
from typing import ClassVar, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.blocks.illustration import Illustration
from rupadata.compose.blocks.number_choice import change_remark
from rupadata.compose.blocks.panel import PanelInks, draw_panel, pad, panel_inks, unit_gap
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.course_colours import course_ink, course_of
from rupadata.compose.look import Look
from rupadata.compose.number_format import big_number
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, Written, joined, plain, write
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Group
from rupadata.subjects.symbols import has_symbol
from rupadata.typeset import measure
from rupadata.wording import capitalised

POSTER = (330.0, 290.0, 255.0, 225.0, 200.0, 175.0)
"""The sizes that a figure is tried in where nothing else stands on the page, before the usual ones."""
POSTER_SHARE = 0.62
"""How much of such a page figure and words take at most."""
LEAST_BESIDE = 270.0
"""The width that the words of a figure need beside it."""
SIZES = (150.0, 132.0, 116.0, 100.0, 88.0, 76.0, 64.0, 52.0, 44.0, 36.0)
WORTH = 0.68
"""How much of its size a figure gives up so that its unit stands beside it."""
_WITH_COMMA, _WITH_CURRENCY = 0.24, 0.36
"""What hangs below the line of a figure, as shares of its size, with some air under it."""
_PICTURE, _HIGH, _APART = 0.36, 260.0, 40.0
"""What share of the width a picture takes at most, how high it is at most, and what stands before it."""
_BY_CHANGE = frozenset({"level", "milestone", "record"})
"""Findings whose sentence says what figure and headline have said: the change is told instead."""


class _Texts(NamedTuple):
    value: Written
    unit: Written | None
    label: Written
    remark: Written


class HugeNumber(Struct, frozen=True):
    """One figure on a panel; the unit beside it, else before its name."""

    kind: ClassVar[str] = "huge-number"
    value: Writing
    short: Writing
    unit: Writing
    label: Writing
    remark: Writing = NOTHING
    symbol: str = ""
    course: str = ""
    """`better` or `worse` where the remark tells of a change whose direction is hoped for or feared."""
    picture: Illustration | None = None
    """The office's own illustration, which stands in place of the symbol."""
    sideways: bool = False
    """Whether its words stand at its right where they have room, so that a chart under it has more height."""
    name: str = "hero"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the figure and its words."""
        if width < 300 * look.u:
            return None
        inner = width - 2 * pad(look)
        height = self._height(inner - self._beside(inner, look), look) + 2 * pad(look)
        return Fit(height, height + 16 * look.u, height + 110 * look.u, 0.5)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw panel, figure and words, in the middle of the height."""
        pen = Pen(self.name, look, self.kind)
        inks = panel_inks(look)
        area = draw_panel(pen, box, inks, look)
        beside = self._beside(area.width, look)
        aside = self._aside(area.width - beside, look)
        if aside is not None:
            self._draw_sideways(pen, area, aside, look)
            return pen.group("number")
        texts = self._texts_in(area.width - beside, area.height, look)
        value, unit = texts.value, texts.unit
        height = _height(texts, look)
        y = area.y + max(0.0, (area.height - height) / 2)
        poster = value.style.size > SIZES[0] * look.u + 0.5
        if poster:
            y = area.y + (area.height - height) * 0.22
        if self.picture is not None:
            room = beside - _APART * look.u
            self.picture.draw_on(pen, Box(area.right - room, area.y, room, area.height))
        elif poster and self.symbol:
            side = min(area.bottom - y - height - 24 * look.u, 0.5 * area.width, 420 * look.u)
            if side >= 96 * look.u:
                pen.symbol("symbol", self.symbol, area.right - side, area.bottom - side, side, inks.ghost)
        else:
            self._draw_symbol(pen, area, texts, inks, look)
        baseline = y + value.style.size * CAP + value.leading * (len(value.lines) - 1)
        pen.lines("value", "value", area.x, y, value)
        if unit is not None:
            x = area.x + value.width + unit_gap(value.style, look)
            pen.text("unit", "label", x, baseline, self.unit, unit.style)
        y = baseline + _space(value, look)
        y = pen.lines("label", "label", area.x, y, texts.label)
        pen.lines("remark", "label", area.x, y + 8 * look.u, texts.remark)
        return pen.group("number")

    def _height(self, width: float, look: Look) -> float:
        aside = self._aside(width, look)
        if aside is None:
            return _height(self._texts(width, look), look)
        figure = aside.value.style.size * CAP + _space(aside.value, look) * 0.6
        return max(figure, _words_height(aside, look))

    def _aside(self, width: float, look: Look) -> _Texts | None:
        """Return figure and words to stand beside each other; None where the words have no room there."""
        if not self.sideways:
            return None
        texts = self._texts(width, look)
        if len(texts.value.lines) > 1 or (self.unit and texts.unit is None):
            return None
        room = width - _taken(texts, look) - 46 * look.u
        if room < LEAST_BESIDE * look.u:
            return None
        words = self._words(room, look, joined_unit=False)
        return texts._replace(label=words[0], remark=words[1])

    def _draw_sideways(self, pen: Pen, area: Box, texts: _Texts, look: Look) -> None:
        """Draw the words at the right of the figure, its height in common with theirs."""
        value = texts.value
        high, words = value.style.size * CAP, _words_height(texts, look)
        top = area.y + max(0.0, (words - high) / 2)
        pen.lines("value", "value", area.x, top, value)
        if texts.unit is not None:
            x = area.x + value.width + unit_gap(value.style, look)
            pen.text("unit", "label", x, top + high, self.unit, texts.unit.style)
        x = area.x + _taken(texts, look) + 46 * look.u
        y = pen.lines("label", "label", x, area.y + max(0.0, (high - words) / 2), texts.label)
        pen.lines("remark", "label", x, y + 8 * look.u, texts.remark)

    def _beside(self, width: float, look: Look) -> float:
        """Return what a picture takes of a width, with the space before it; nothing without one."""
        if self.picture is None:
            return 0.0
        return min(_PICTURE * width, _HIGH * look.u * self.picture.aspect) + _APART * look.u

    def _draw_symbol(self, pen: Pen, area: Box, texts: _Texts, inks: PanelInks, look: Look) -> None:
        """Draw the subject's symbol large and faint where the figure leaves room at its right."""
        taken = max(texts.label.width, texts.remark.width, texts.value.width)
        if texts.unit is not None:
            taken = max(taken, texts.value.width + unit_gap(texts.value.style, look) + texts.unit.width)
        side = min(area.width - taken - 40 * look.u, area.height + pad(look), 230 * look.u)
        if self.symbol and side >= 96 * look.u:
            y = area.y + (area.height - side) / 2
            pen.symbol("symbol", self.symbol, area.right - side, y, side, inks.ghost)

    def _texts_in(self, width: float, height: float, look: Look) -> _Texts:
        """Return the texts, the figure larger than usual where a page has room for nothing else."""
        usual = self._texts(width, look)
        if self.picture is not None or _height(usual, look) > 0.5 * height:
            return usual
        for size in POSTER:
            texts = replace(self, short=self.value)._texts(width, look, (size,))
            whole = len(texts.value.lines) == 1 and texts.value.style.size >= size * look.u - 0.5
            if whole and _height(texts, look) <= POSTER_SHARE * height:
                return texts
        return usual

    def _words(self, width: float, look: Look, *, joined_unit: bool) -> tuple[Written, Written]:
        """Return the figure's name, after its unit where that does not stand beside it, and the remark."""
        inks = panel_inks(look)
        quiet = course_ink(self.course, inks.quiet, (inks.fill,), look)
        label = joined((self.unit, self.label), " · ") if joined_unit else self.label
        measured = min(width, 760 * look.u)
        return (
            write(label, look.text(27, inks.strong, 600), measured, max_lines=3, leading=1.2),
            write(self.remark, look.text(25, quiet), measured, leading=1.2),
        )

    def _texts(self, width: float, look: Look, sizes: tuple[float, ...] = SIZES) -> _Texts:
        inks = panel_inks(look)
        weight = look.theme.type.number_weight
        unit = write(self.unit, look.heading(30, inks.strong), width, max_lines=1)
        value, beside = None, False
        for size in sizes:
            for shown in (self.value, self.short):
                style = look.heading(size, inks.figure, weight, -0.02 * size)
                wide = measure(shown.text, style) if shown else 2 * width
                extra = unit_gap(style, look) + unit.width
                if value is None and wide <= width:
                    value = write(shown, style, width, leading=1.05)
                if value is None or not self.unit or beside or wide + extra > width:
                    continue
                if style.size >= WORTH * value.style.size and measure(self.unit.text, unit.style) <= width:
                    value, beside = write(shown, style, width, leading=1.05), True
        if value is None:
            style = look.heading(28.0, inks.figure, weight)
            value = write(self.short or self.value, style, width, max_lines=2)
        words = self._words(width, look, joined_unit=bool(self.unit) and not beside)
        return _Texts(value, unit if beside else None, *words)


def _taken(texts: _Texts, look: Look) -> float:
    """Return the width of the figure with its unit."""
    if texts.unit is None:
        return texts.value.width
    return texts.value.width + unit_gap(texts.value.style, look) + texts.unit.width


def _words_height(texts: _Texts, look: Look) -> float:
    return texts.label.height + (8 * look.u + texts.remark.height if texts.remark.lines else 0.0)


_HANGING = re.compile(r"[gjpqy]")


def _space(value: Written, look: Look) -> float:
    """Return the space from a figure's baseline to its name: commas hang down, the p of Rp and the j of juta
    farther."""
    hangs = _WITH_CURRENCY if _HANGING.search("".join(value.lines)) else _WITH_COMMA
    return max(24 * look.u, hangs * value.style.size)


def _height(texts: _Texts, look: Look) -> float:
    value = texts.value
    height = value.style.size * CAP + value.leading * (len(value.lines) - 1)
    height += _space(value, look) + texts.label.height
    return height + (8 * look.u + texts.remark.height if texts.remark.lines else 0.0)


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
        value, short = Writing(f"{value.text}*", value.evidence), Writing(f"{short.text}*", short.evidence)
    name = source.name(indicator)
    period = source.period(point.key, series.axis, short=False)
    said = f"{capitalised(name)}, {period.text}" if period.text else capitalised(name)
    label = Writing(said, (*plain(name).evidence, *period.evidence))
    symbol = next((s for s in (indicator.symbol, source.spec.subject.symbol) if s and has_symbol(s)), "")
    remark, way = _remark(block, source)
    return HugeNumber(value, short, plain(unit), label, remark, symbol, course_of(indicator, way))


def _remark(block: BlockSpec, source: Source) -> tuple[Writing, int]:
    """Return what the figure means: the finding's sentence, or the change where that says no more.

    With it the way of the change that it tells, 1 for a rise, -1 for a fall, 0 for none.
    """
    finding = source.findings.get(block.findings[0]) if block.findings else source.lead
    if finding is None:
        return NOTHING, 0
    if finding.kind in _BY_CHANGE or finding.id in source.said_above:
        series, point = source.home_point(block)
        change = change_remark(series, point, source) if point is not None else None
        if change is not None:
            return change[0], {"trend-up": 1, "trend-down": -1}.get(change[1], 0)
    return (NOTHING if finding.id in source.said_above else source.sentence(finding)), 0
