"""The card of a public satisfaction survey (SKM): the index, its grade, and its elements ranked."""

from __future__ import annotations

import re
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from rupadata.analysis import Point, breakdown_series, dimensions_of
from rupadata.analysis.grades import grade_of, is_satisfaction_index
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.regions import RegionBars, Row
from rupadata.compose.blocks.survey import SurveyHero, gather_survey
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import big_number
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, Written, plain, write
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Group, TextStyle
from rupadata.typeset import measure
from rupadata.wording import capitalised

SEAL, BEFORE_SEAL = 64.0, 26.0
"""How wide the round with the grade is, and how far from the index it stands."""
_ELEMENT = re.compile(r"unsur|element", re.IGNORECASE)


class SatisfactionCard(Struct, frozen=True):
    """Index and grade at the left, the elements at the right where they are known."""

    kind: ClassVar[str] = "satisfaction"
    heading: Heading
    value: Writing
    grade: str
    grade_words: str
    label: Writing
    elements: RegionBars | None
    name: str = "satisfaction"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the card and its elements."""
        if width < 420 * look.u:
            return None
        head = self.heading.height(width, look)
        words = self._label(width, look).height
        own = 170 * look.u + words
        if self.elements is None or not self._stands_beside(width, look):
            return Fit(head + own, head + own, head + own + 40 * look.u, 0.3)
        bars = self.elements.fit(width * 0.6, look)
        assert bars is not None
        least, ideal, most, whole = (
            head + max(own, height) for height in (bars.least, bars.ideal, bars.most, bars.whole)
        )
        return Fit(least, ideal, most, 1.0, whole)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the card."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        value = write(self.value, self._value_style(look), area.width, leading=1.05)
        at = pen.lines("value", "value", area.x, area.y + 8 * u, value)
        seal = SEAL * u
        x = area.x + value.width + BEFORE_SEAL * u
        pen.circle(
            "seal",
            "seal",
            x + seal / 2,
            area.y + 8 * u + value.style.size * CAP / 2,
            seal / 2,
            palette.accent,
        )
        style = look.heading(36, palette.on_accent, 800)
        middle = area.y + 8 * u + value.style.size * CAP / 2 + style.size * CAP / 2
        pen.text("grade", "value", x + seal / 2, middle, self.grade, style, "middle")
        words = write(Writing(self.grade_words), look.heading(28, palette.ink), area.width * 0.4, max_lines=2)
        at = pen.lines("words", "label", area.x, at + 14 * u, words)
        pen.lines("label", "label", area.x, at + 8 * u, self._label(box.width, look))
        nodes: list[Group] = [pen.group("number")]
        if self.elements is not None and self._stands_beside(box.width, look):
            elements = replace(self.elements, name=f"{self.name}_elements")
            nodes.append(elements.draw(area.inset(left=area.width * 0.4), look))
        return Group(f"{self.name}_card", "section", tuple(nodes), label=self.heading.title.text)

    def _value_style(self, look: Look) -> TextStyle:
        return look.heading(84, look.palette.accent, look.theme.type.number_weight)

    def _stands_beside(self, width: float, look: Look) -> bool:
        """Tell whether elements have room at the right of index and grade, in three fifths of the width."""
        own = measure(self.value.text, self._value_style(look)) + (BEFORE_SEAL + SEAL) * look.u
        return width >= 700 * look.u and own <= 0.4 * width - 10 * look.u

    def _label(self, width: float, look: Look) -> Written:
        beside = self.elements is not None and self._stands_beside(width, look)
        return write(self.label, look.text(), width * (0.36 if beside else 1.0), max_lines=4)


def gather_satisfaction(block: BlockSpec, source: Source) -> SatisfactionCard | SurveyHero | None:
    """Return the card of an index of satisfaction; None where the indicator is none."""
    indicator = source.indicator(block)
    if not is_satisfaction_index(indicator):
        return None
    series = source.years(block)
    point = series.point(block.period or source.spec.period) or series.latest
    if point is None or point.value is None:
        return None
    grade = grade_of(point.value)
    if grade is None:
        return None
    if block.options.get("large"):
        return gather_survey(series, point, source)
    source.mark_points([point])
    value, _ = big_number(point, indicator.unit, source.lang)
    period = source.period(point.key, series.axis)
    name = capitalised(source.name(indicator))
    title = source.words(block.title, source.say("Kepuasan masyarakat", "Public satisfaction"))
    return SatisfactionCard(
        Heading(plain(title)),
        value,
        grade[0],
        source.say(capitalised(grade[1]), capitalised(grade[2])),
        Writing(f"{name}, {period.text}", (*plain(name).evidence, *period.evidence)),
        _any_elements(source, indicator.key, point),
    )


def _any_elements(source: Source, key: str, at: Point) -> RegionBars | None:
    """Return the elements of the index, else those that another table of the survey gives."""
    others = [
        one.key for one in source.book.indicators if one.key != key and one.measure in ("index", "mean")
    ]
    return next((found for one in (key, *others) if (found := _elements(source, one, at)) is not None), None)


def _elements(source: Source, key: str, at: Point) -> RegionBars | None:
    for dimension in dimensions_of(source.book, key):
        if not _ELEMENT.search(dimension):
            continue
        series = breakdown_series(source.book, key, at.key, dimension)
        if len(series.known) < 3:
            continue
        source.mark_points(series.known)
        form = source.form(series.points, series.indicator)
        ranked = sorted(series.known, key=lambda point: -(point.value or 0.0))
        rows = tuple(
            Row(
                plain(source.part(p.name, dimension)),
                p.value,
                form.show(p),
                p is ranked[-1],
                p.cells[0] if p.cells else None,
            )
            for p in ranked
        )
        words = source.say("Unsur pelayanan", "Elements of service")
        return RegionBars(
            Heading(Writing("")), rows, words, f"{words}: {ranked[0].name} … {ranked[-1].name}", form.words,
            (source.say("dan", "and"), source.say("unsur lainnya", "other elements")), form.number_format,
            "bars", "elements", "elements",
        )  # fmt: skip
    return None
