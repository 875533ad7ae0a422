"""Findings as a list of sentences, and a quiet line."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis.finding import Finding
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.course_colours import MARK, course_ink
from rupadata.compose.look import Look
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, Written, plain, write
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Group
from rupadata.subjects.symbols import has_symbol

MOST_SENTENCES = 8
DISC, GAP = 46.0, 20.0
PLAIN_SYMBOL = "info"
SYMBOLS = {
    "change": "arrows-down-up", "growth": "chart-line", "trend": "chart-line",
    "turn": "arrow-bend-right-down",
    "peak": "arrow-line-up", "low": "arrow-line-down", "record": "medal", "milestone": "flag",
    "steady": "equals", "rank": "trophy", "rank-change": "arrows-down-up", "share": "chart-pie-slice",
    "concentration": "chart-pie-slice", "breakdown": "chart-pie-slice", "spread": "arrows-out-line-vertical",
    "outlier": "warning-circle", "ratio": "scales", "whole": "scales", "breadth": "map-pin",
    "fastest": "lightning", "level": "hash", "break": "warning-circle", "missing": "minus-circle",
}  # fmt: skip
"""The symbol that stands before a finding of each kind."""
_MOVES = frozenset({"change", "growth", "trend", "fastest"})
_RISING = frozenset({"naik", "bertambah", "tumbuh", "meningkat"})
_FALLING = frozenset({"turun", "berkurang", "menyusut", "menurun"})
_NOTES = ("missing", "provisional", "break", "caution", "revision")
_ALIKE = 0.0005
_NO_FIGURES = frozenset({"period", "label", "bound"})
_ABOUT = dict.fromkeys(("trend", "growth", "ratio", "record", "milestone", "turn", "change"), "course")


class Sentences(Struct, frozen=True):
    """True sentences with a symbol of what they tell, the weightiest first; as many as there is room for."""

    kind: ClassVar[str] = "findings"
    heading: Heading
    sentences: tuple[Writing, ...]
    symbols: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    """`better`, `worse` or nothing for each sentence; the symbol before it has that colour."""
    name: str = "findings"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the first row or two up to that of all."""
        if not self.sentences or width < 240 * look.u:
            return None
        head = self.heading.height(width, look)
        heights = _row_heights(self._rows(width, look), look)
        gap = GAP * look.u
        total = sum(heights) + gap * (len(heights) - 1)
        first = heights[: 2 // self._columns(width, look)]
        least = sum(first) + gap * (len(first) - 1)
        return Fit(head + least, head + total, head + total + 16 * look.u * (len(heights) - 1), 0.4)

    def draw(self, box: Box, look: Look) -> Group:
        """Write the sentences of the rows that fit."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        rows = self._rows(box.width, look)
        gap = GAP * look.u
        while len(rows) > 1 and sum(_row_heights(rows, look)) + gap * (len(rows) - 1) > area.height + 1:
            rows = rows[:-1]
        heights = _row_heights(rows, look)
        if len(rows) > 1:
            rest = area.height - sum(heights) - gap * (len(rows) - 1)
            gap += min(16 * look.u, max(0.0, rest / (len(rows) - 1)))
        places = area.columns([1.0] * self._columns(box.width, look), look.gutter)
        y, index = area.y, 0
        for row, height in zip(rows, heights):
            for place, lines in zip(places, row):
                self._draw_one(pen, place.x, y, lines, index, look)
                index += 1
            y += height + gap
        return pen.group("section", label=self.heading.title.text)

    def _draw_one(self, pen: Pen, x: float, y: float, lines: Written, index: int, look: Look) -> None:
        u, disc = look.u, DISC * look.u
        pen.circle("disc", "ornament", x + disc / 2, y + disc / 2, disc / 2, look.palette.tint)
        symbol = self.symbols[index] if index < len(self.symbols) else PLAIN_SYMBOL
        side = disc * 0.62
        course = self.courses[index] if index < len(self.courses) else ""
        ink = course_ink(course, look.palette.accent, (look.palette.tint,), look, MARK)
        pen.symbol("mark", symbol, x + (disc - side) / 2, y + (disc - side) / 2, side, ink, "bold")
        first = max(0.0, (disc - _ink_height(lines)) / 2)
        pen.lines("sentence", "sentence", x + disc + 16 * u, y + first, lines)

    def _columns(self, width: float, look: Look) -> int:
        return 2 if width >= 860 * look.u and len(self.sentences) > 1 else 1

    def _rows(self, width: float, look: Look) -> list[list[Written]]:
        columns = self._columns(width, look)
        style = look.text(fill=look.palette.ink)
        column = (width - look.gutter * (columns - 1)) / columns - (DISC + 16) * look.u
        written = [
            write(sentence, style, min(column, style.size * 34), leading=1.22)
            for sentence in self.sentences[:MOST_SENTENCES]
        ]
        return [written[start : start + columns] for start in range(0, len(written), columns)]


def _ink_height(lines: Written) -> float:
    return lines.leading * (len(lines.lines) - 1) + lines.style.size * CAP


def _row_heights(rows: Sequence[Sequence[Written]], look: Look) -> list[float]:
    return [max(DISC * look.u, *(lines.height for lines in row)) for row in rows]


def _with_news(findings: Sequence[Finding], source: Source) -> list[Finding]:
    """Return the findings whose sentences hold a figure that those before them, or the lead's, do not."""
    said = set(source.told)
    if source.lead is not None:
        said |= _figures(source.lead, source.lang)
    kept: list[Finding] = []
    families: set[tuple[str, str]] = set()
    for finding in findings:
        figures = _figures(finding, source.lang)
        new = {one for one in figures if not any(isclose(one, other, rel_tol=_ALIKE) for other in said)}
        about = _ABOUT.get(finding.kind, finding.kind)
        family = (
            "" if about in _NOTES else finding.indicator,
            finding.pattern if about == "caution" else about,
        )
        # A sentence most of whose figures stand above says little; nor do two on one turn of events.
        stale = not new or (len(figures) > 1 and 2 * len(new) <= len(figures))
        if (figures and stale and about != "caution") or family in families:
            continue
        families.add(family)
        said |= figures
        kept.append(finding)
    return kept


def _figures(finding: Finding, lang: str) -> set[float]:
    return {one.value for one in finding.sentence[lang].evidence if one.formula not in _NO_FIGURES}


def gather_findings(block: BlockSpec, source: Source) -> Sentences | None:
    """Return the sentences of the findings named, else of the weightiest that the headline does not say."""
    if block.findings:
        chosen = [source.findings[name] for name in block.findings if name in source.findings]
        chosen = [finding for finding in chosen if finding.id not in source.said_above | source.answered]
    else:
        chosen = [finding for finding in source.findings.values() if finding is not source.lead]
    count = int(block.options.get("count", 5))
    told = _with_news([one for one in chosen if not source.is_drawn(one)], source)[:count]
    sentences = tuple(source.sentence(finding) for finding in told)
    if not sentences:
        return None
    title = source.words(block.title, source.say("Yang perlu diketahui", "Worth knowing"))
    courses = tuple(finding.course for finding in told)
    return Sentences(Heading(plain(title)), sentences, tuple(map(_symbol_of, told)), courses)


def _symbol_of(finding: Finding) -> str:
    """Return the symbol of what a finding tells; an arrow only where its sentence says one direction."""
    symbol = SYMBOLS.get(finding.kind, PLAIN_SYMBOL)
    if finding.kind in _MOVES:
        words = set(finding.sentence["id"].text.casefold().split())
        rises, falls = bool(words & _RISING), bool(words & _FALLING)
        if rises != falls:
            return "trend-up" if rises else "trend-down"
    return symbol if has_symbol(symbol) else PLAIN_SYMBOL
