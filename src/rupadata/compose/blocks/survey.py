"""The hero of a satisfaction survey: index and grade, the whole scale thin, and a lens on its years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point, YearSeries, describe_years
from rupadata.analysis.grades import GRADES, above_limit, grade_of, limit_of
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import big_number
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, joined, plain, write
from rupadata.compose.scales import LinearScale
from rupadata.model.evidence import Evidence
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint, TextStyle
from rupadata.typeset import measure
from rupadata.wording import capitalised, format_number

LOW, HIGH = 25.0, 100.0
LEAST_YEARS = 3
FIGURE, LENS = 275.0, 130.0
"""The heights of figure and scale, and of the lens under them."""
LEAST_WORDS = 180.0
"""The width that the words beside the figure need."""


class SurveyYear(Struct, frozen=True):
    """One year's index on the lens."""

    label: Writing
    value: float
    shown: Writing


class SurveyHero(Struct, frozen=True):
    """Index, grade, how far above its limit, the scale of grades and the years on it."""

    title: Writing
    value: Writing
    index: float
    grade: str
    grade_words: str
    apart: Writing
    limit: float
    limit_words: Writing
    bounds: tuple[Writing, ...]
    class_words: tuple[str, ...]
    years: tuple[SurveyYear, ...]
    label: str
    alt: str
    name: str = "satisfaction"
    kind: ClassVar[str] = "satisfaction"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of figure, scale and lens."""
        if width < 620 * look.u or width - self._words_begin(150, look) < LEAST_WORDS * look.u:
            return None
        least = (FIGURE + (LENS if self._has_lens else 0.0)) * look.u
        return Fit(least, least + 30 * look.u, least + 130 * look.u, 0.6)

    def _words_begin(self, size: float, look: Look) -> float:
        """Return how far from the left the words of the grade begin, beside an index of some size."""
        style = self._value_style(size, look)
        return measure(self.value.text, style) + style.size * CAP + 64 * look.u

    def _value_style(self, size: float, look: Look) -> TextStyle:
        return look.heading(size, look.palette.accent, look.theme.type.number_weight, -0.03 * size)

    @property
    def _has_lens(self) -> bool:
        return len(self.years) >= LEAST_YEARS

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the hero."""
        pen = Pen(self.name, look, self.kind)
        u, palette = look.u, look.palette
        pen.lines("title", "section-heading", box.x, box.y,
                  write(self.title, look.text(24, palette.ink, 700), box.width, max_lines=1))  # fmt: skip
        extra = max(0.0, box.height - (FIGURE + (LENS if self._has_lens else 0.0)) * u)
        size = min(150 + extra / u * 0.4, 190)
        if box.width - self._words_begin(size, look) < LEAST_WORDS * u:
            size = 150
        style = self._value_style(size, look)
        top = box.y + 46 * u
        high = style.size * CAP
        pen.text("value", "value", box.x, top + high, self.value, style)
        x = box.x + measure(self.value.text, style) + 34 * u
        pen.rect("seal", "seal", x, top, high, high, palette.accent, radius=14 * u)
        letter = look.heading(size * 0.62, palette.on_accent, 800)
        pen.text(
            "grade",
            "value",
            x + high / 2,
            top + high / 2 + letter.size * CAP / 2,
            self.grade,
            letter,
            "middle",
        )
        x += high + 30 * u
        words = write(Writing(self.grade_words), look.heading(30, palette.ink), box.right - x, max_lines=1)
        y = pen.lines("words", "label", x, top + 4 * u, words) + 8 * u
        apart = write(self.apart, look.text(25, palette.muted), box.right - x, max_lines=3, leading=1.2)
        pen.lines("apart", "label", x, y, apart)
        y = top + high + 62 * u + extra * 0.25
        y = self._draw_scale(pen, box, y, look)
        if self._has_lens:
            self._draw_lens(pen, box, y, look)
        chart = ChartData(
            "line",
            tuple(year.label.text for year in self.years),
            (ChartSeries(self.label, tuple(year.value for year in self.years)),),
            "0.00",
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _draw_scale(self, pen: Pen, box: Box, y: float, look: Look) -> float:
        """Draw all grades on one thin strip; return its lower edge."""
        u, palette = look.u, look.palette
        scale = LinearScale(LOW, HIGH, box.x, box.right)
        edges = [least for least, *_ in reversed(GRADES)] + [HIGH]
        style = look.text(24)
        for index, (low, high) in enumerate(pairwise(edges)):
            letter = GRADES[len(GRADES) - 1 - index][1]
            strong = letter == self.grade
            fill = (
                palette.accent
                if strong
                else palette.ramp[4 - index]
                if palette.ink == "#ffffff"
                else palette.ramp[index + 1]
            )
            left, right = scale(low), scale(high)
            pen.rect("class", "legend", left, y, right - left - 2 * u, 16 * u, fill)
            words = f"{letter} {self.class_words[index]}"
            face = look.text(24, palette.ink, 700) if strong else style
            said = words if measure(words, face) <= right - left - 6 * u else letter
            pen.text("class-name", "legend", (left + right) / 2, y - 12 * u, said, face, "middle")
        baseline = y + 16 * u + 10 * u + style.size * CAP
        pen.text("bound", "legend", box.x, baseline, self.bounds[0], style)
        pen.text("bound", "legend", box.right, baseline, self.bounds[-1], style, "end")
        return y + 16 * u

    def _draw_lens(self, pen: Pen, box: Box, y: float, look: Look) -> None:
        """Open the part of the scale where the years lie: a funnel, a strip, a dot for each year."""
        u, palette = look.u, look.palette
        values = [*(year.value for year in self.years), self.limit]
        low, high = floor(min(values)) - 1.0, min(HIGH, ceil(max(values)) + 1.0)
        whole = LinearScale(LOW, HIGH, box.x, box.right)
        scale = LinearScale(low, high, box.x, box.right)
        top = y + 58 * u
        points = [(whole(low), y), (whole(high), y), (box.right, top), (box.x, top)]
        d = "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + "Z"
        xs = [px for px, _ in points]
        pen.path("funnel", "background", d, Paint(palette.tint), (min(xs), y, max(xs) - min(xs), top - y))
        strip = 34 * u
        cut = min(max(scale(self.limit), box.x), box.right)
        pen.rect("lens", "background", box.x, top, cut - box.x, strip, palette.mark)
        pen.rect("lens-grade", "background", cut, top, box.right - cut, strip, palette.accent)
        pen.line("limit", "axis", cut, top - 22 * u, cut, top + strip, palette.ink, 3 * u)
        style = look.text(24, palette.ink, 700)
        room = measure(self.limit_words.text, style)
        end = cut - 10 * u if cut - 10 * u - room > box.x else cut + 10 * u
        pen.text("limit-words", "legend", end, top - 10 * u, self.limit_words, style,
                 "end" if end < cut else "start")  # fmt: skip
        for index, year in enumerate(self.years):
            last = year is self.years[-1]
            radius = (15 if last else 9) * u
            pen.circle(
                "dot", "dot", scale(year.value), top + strip / 2, radius, palette.on_accent, stroke="#ffffff",
                stroke_width=3 * u,
            )  # fmt: skip
            pen.tell_drawn(index, len(pen.nodes) - 1)
        self._label_years(pen, box, top + strip, scale, look)

    def _label_years(self, pen: Pen, box: Box, y: float, scale: LinearScale, look: Look) -> None:
        """Write year and index under the dots; years too near to stand side by side share one place."""
        u = look.u
        quiet, strong = look.text(24), look.text(24, look.palette.ink, 700)
        gap, taken = 14 * u, box.right + 60 * u
        for years in _joined_years(self.years, scale, quiet, gap):
            face = strong if self.years[-1] in years else quiet
            labels = joined([year.label for year in years], ", ")
            figures = joined([year.shown for year in years], "; ")
            half = max(measure(labels.text, face), measure(figures.text, face)) / 2
            middle = sum(scale(year.value) for year in years) / len(years)
            x = min(max(middle, box.x + half), box.right - half)
            if x + half > taken:
                continue
            pen.text("year", "label", x, y + 12 * u + face.size * CAP, labels, face, "middle")
            pen.text("index", "value", x, y + 12 * u + face.size * (CAP + 1.1), figures, face, "middle")
            taken = x - half - gap


def _joined_years(
    years: Sequence[SurveyYear], scale: LinearScale, face: TextStyle, gap: float
) -> list[tuple[SurveyYear, ...]]:
    """Return years from the right to the left of the scale, those whose labels would meet together.

    The last year stands alone, and no more than two share a place.
    """
    last = years[-1]
    ordered = sorted((year for year in years if year is not last), key=lambda year: -year.value)
    found: list[tuple[SurveyYear, ...]] = []
    for year in ordered:
        before = found[-1] if found else ()
        if len(before) == 1:
            room = scale(before[0].value) - scale(year.value)
            wide = (measure(year.shown.text, face) + measure(before[0].shown.text, face)) / 2
            if room < wide + gap:
                found[-1] = tuple(sorted((*before, year), key=lambda one: one.label.text))
                continue
        found.append((year,))
    return sorted([(last,), *found], key=lambda held: -max(year.value for year in held))


def gather_survey(series: YearSeries, point: Point, source: Source) -> SurveyHero | None:
    """Return the hero of an index in a period."""
    index = point.value or 0.0
    grade = grade_of(index)
    if grade is None or len(point.cells) != 1:
        return None
    lang = source.lang
    limit = limit_of(grade[0])
    value, _ = big_number(point, series.indicator.unit, lang)
    proof = above_limit(point, limit)
    text = format_number(proof.value, lang, decimals=2)
    bound = format_number(limit, lang, decimals=2)
    letter = grade[0]
    apart = Writing(
        source.say(
            f"{text} poin di atas batas mutu {letter}", f"{text} points above the limit of grade {letter}"
        ),
        (Evidence(text, proof.value, "", proof.formula, proof.cells, proof.of),),
    )
    years = tuple(
        SurveyYear(source.period(one.key, series.axis, provisional=one.provisional), one.value or 0.0,
                   _shown(one, lang))
        for one in series.known if LOW <= (one.value or 0.0) <= HIGH and len(one.cells) == 1
    )  # fmt: skip
    source.mark_points([*series.known])
    words = source.say(grade[1], grade[2])
    name = capitalised(source.name(series.indicator))
    limits = [*(least for least, *_ in reversed(GRADES)), HIGH]
    return SurveyHero(
        plain(name),
        value,
        index,
        letter,
        capitalised(words),
        apart,
        limit,
        Writing(
            source.say(f"batas {letter} {bound}", f"limit of {letter} {bound}"), _bound(bound, limit).evidence
        ),
        tuple(_bound(format_number(one, lang, decimals=0), one) for one in limits),
        tuple(source.say(worded, english) for _, _, worded, english in reversed(GRADES)),
        years,
        source.name(series.indicator),
        describe_years(series, lang).text,
    )


def _bound(text: str, value: float) -> Writing:
    return Writing(text, (Evidence(text, value, "", "bound"),))


def _shown(point: Point, lang: str) -> Writing:
    if point.value is None:
        return NOTHING
    text = format_number(point.value, lang, decimals=2)
    return Writing(text, (Evidence(text, point.value, "", point.formula, point.cells),))
