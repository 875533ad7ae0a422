"""Home beside the region around it: two lines, their distance shaded and drawn once more as bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from rupadata.analysis import Point, describe_years, year_series
from rupadata.analysis.voice import Voice
from rupadata.compose.annotation import Comment, Place, draw_comment
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import OVER_TIME, Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, write
from rupadata.compose.scales import LinearScale, bar_scale, joined_runs, meets_line, skipped_before
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint
from rupadata.typeset import measure, measure_widest
from rupadata.wording import capitalised

LEAST_SHARED = 4
MOST_STEPS = 14
LEAST_SLOT = 30.0
"""How far apart two steps stand at least; where figures need more, ends and poles alone have theirs."""
_FARTHEST = 48
"""How far from its point a figure may stand to be clear of the lines."""
_BARS = 0.30
"""How much of the height the bars of the distance take."""
_NAMES = 0.24
"""How much of the width the names at the end of the courses take before they wrap."""


class GapStep(Struct, frozen=True):
    """One step of time: both figures and their distance, each as shown."""

    label: Writing
    home: float
    home_shown: Writing
    around: float
    around_shown: Writing
    apart: float
    apart_shown: Writing


class GapChart(Struct, frozen=True):
    """The two courses."""

    heading: Heading
    steps: tuple[GapStep, ...]
    names: tuple[Writing, Writing]
    words: Writing
    comment: Comment | None
    label: str
    alt: str
    unit: str
    number_format: str = "General"
    name: str = "years-gap"
    kind: ClassVar[str] = "gap"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights; refused where steps and names have no room."""
        room = width - self._names_width(width, look)
        if width < 560 * look.u or room / len(self.steps) < LEAST_SLOT * look.u:
            return None
        head = self.heading.height(width, look)
        return Fit(head + 320 * look.u, head + 480 * look.u, head + 760 * look.u, 1.4)

    def _names_width(self, width: float, look: Look) -> float:
        """Return what names, last figures and the words at the bars take at the right."""
        style = look.label_strong
        figure = max(measure(self.steps[-1].home_shown.text, look.heading(40, weight=800)),
                     measure(self.steps[-1].around_shown.text, look.heading(32, weight=700)))  # fmt: skip
        whole = max(measure(name.text, style) for name in self.names)
        words = measure_widest(tuple(word for name in self.names for word in name.text.split()), style)
        said = measure_widest(tuple(self.words.text.split()), look.text())
        return max(min(whole, _NAMES * width), words, said, figure) + 34 * look.u

    def draw(self, box: Box, look: Look) -> Group:
        """Draw lines, shading, bars, and the comment where it has room."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        u, palette = look.u, look.palette
        area = box.inset(top=self.heading.height(box.width, look))
        right = self._names_width(area.width, look)
        size = look.value.size
        chart = Box(area.x, area.y, area.width - right, area.height - size * CAP - 18 * u)
        slot = chart.width / len(self.steps)
        xs = [chart.x + slot * (index + 0.5) for index in range(len(self.steps))]
        bars_height = chart.height * _BARS
        top, low = chart.y + 40 * u, chart.bottom - bars_height - 34 * u
        values = [v for step in self.steps for v in (step.home, step.around)]
        scale = LinearScale(min(values), max(values), low - 26 * u, top + 26 * u)
        home = [(x, scale(step.home)) for x, step in zip(xs, self.steps)]
        around = [(x, scale(step.around)) for x, step in zip(xs, self.steps)]
        runs = joined_runs([True] * len(self.steps), skipped_before([step.label.text for step in self.steps]))
        for run in runs:
            self._shade(pen, [home[i] for i in run], [around[i] for i in run], look)
        self._draw_bars(pen, chart, xs, slot, bars_height, right, look)
        for run in runs:
            values = [self.steps[i].around for i in run]
            self._draw_course(pen, [around[i] for i in run], values, palette.counter, look, xs[-1], thin=True)
        for run in runs:
            values = [self.steps[i].home for i in run]
            self._draw_course(pen, [home[i] for i in run], values, palette.accent, look, xs[-1], thin=False)
        self._draw_figures(pen, home, around, look)
        self._draw_names(pen, home[-1], around[-1], right, look)
        last = len(self.steps) - 1
        for index in apart_enough(range(last, -1, -1), xs, [step.label for step in self.steps], look):
            pen.text("period", "label", xs[index], area.bottom - 4 * u, self.steps[index].label,
                     look.label_strong if index == last else look.text(), "middle")  # fmt: skip
        if self.comment is not None:
            at = max(range(len(self.steps)), key=lambda index: abs(self.steps[index].apart))
            upper = around if around[-1][1] < home[-1][1] else home
            marks = [_between(around, index) for index in range(at, len(around) - 1)]
            room = Box(chart.x, area.y - 14 * u, area.right - chart.x, low - area.y)
            wanted = self.comment.wanted_in(box)
            draw_comment(
                pen, self.comment, marks, room, (home, around), look, above=upper is around, wanted=wanted
            )
        data = ChartData(
            "line",
            tuple(step.label.text for step in self.steps),
            (
                ChartSeries(self.names[0].text, tuple(step.home for step in self.steps)),
                ChartSeries(self.names[1].text, tuple(step.around for step in self.steps)),
            ),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)

    def _shade(self, pen: Pen, home: Sequence[Place], around: Sequence[Place], look: Look) -> None:
        if len(home) < 2:
            return
        points = [*home, *reversed(around)]
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        pen.path("between", "background", d, Paint(look.palette.tint), box)

    def _draw_bars(
        self, pen: Pen, chart: Box, xs: Sequence[float], slot: float, height: float, right: float, look: Look
    ) -> None:
        u, palette = look.u, look.palette
        sizes = [abs(step.apart) for step in self.steps]
        scale = bar_scale(sizes, chart.bottom, chart.bottom - height + 34 * u)
        thick = min(slot * 0.5, 56 * u)
        widest, last = sizes.index(max(sizes)), len(xs) - 1
        named = apart_enough(
            (last, widest, *range(len(xs))), xs, [step.apart_shown for step in self.steps], look
        )
        for index, (x, step) in enumerate(zip(xs, self.steps)):
            strong = index in (widest, len(xs) - 1)
            y = scale(abs(step.apart))
            fill = palette.ink if strong else palette.mark
            pen.rect("bar", "bar", x - thick / 2, y, thick, chart.bottom - y, fill,
                     radius=look.corner / 2, value=abs(step.apart))  # fmt: skip
            if index in named:
                style = look.label_strong if strong else look.value
                pen.text("gap", "value", x, y - 9 * u, step.apart_shown, style, "middle")
        pen.line(
            "baseline", "axis", chart.x, chart.bottom, chart.right, chart.bottom, palette.hairline, 1.8 * u
        )
        x, y = chart.right + 14 * u, chart.bottom - 8 * u
        words = write(self.words, look.text(), right - 18 * u, max_lines=3, leading=1.12)
        pen.lines("words", "label", x, y - words.height + 8 * u, words)

    def _draw_course(
        self,
        pen: Pen,
        points: Sequence[Place],
        values: Sequence[float],
        colour: str,
        look: Look,
        end: float,
        *,
        thin: bool,
    ) -> None:
        u = look.u
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        if len(points) > 1:
            pen.path("line", "line", d, Paint("", colour, (4.0 if thin else 6.0) * u, round_caps=True), box)
        for (x, y), value in zip(points, values, strict=True):
            last = x == end
            pen.circle("dot", "dot", x, y, (9 if last else 6.5) * u, colour,
                       stroke=look.palette.paper, stroke_width=2.5 * u, value=value)  # fmt: skip

    def _draw_figures(self, pen: Pen, home: Sequence[Place], around: Sequence[Place], look: Look) -> None:
        xs = [x for x, _ in home]
        for index in self._told(xs, look):
            step = self.steps[index]
            above = around[index][1] <= home[index][1]
            for place, shown, colour, over in (
                (around[index], step.around_shown, look.palette.counter, above),
                (home[index], step.home_shown, look.palette.accent, not above),
            ):
                style = look.text(24, colour, 600)
                baseline = _clear_of(place, measure(shown.text, style), (home, around), look, over=over)
                if baseline is not None:
                    pen.text("value", "value", place[0], baseline, shown, style, "middle")

    def _told(self, xs: Sequence[float], look: Look) -> list[int]:
        """Return which steps but the last have their figures: all with room, else ends and poles first."""
        last, steps = len(self.steps) - 1, self.steps
        measures = (
            [abs(step.apart) for step in steps[:-1]],
            [step.home for step in steps[:-1]],
            [step.around for step in steps[:-1]],
        )
        poles = [values.index(pick(values)) for values in measures for pick in (max, min)]
        longest = [
            max((one.home_shown, one.around_shown), key=lambda shown: len(shown.text)) for one in steps
        ]
        found = apart_enough((last, 0, *poles, *range(1, last)), xs, longest, look)
        return sorted(index for index in found if index != last)

    def _draw_names(self, pen: Pen, home: Place, around: Place, right: float, look: Look) -> None:
        """Write figure and name of both at the end of their courses, apart from each other."""
        u, step = look.u, self.steps[-1]
        x = home[0] + 22 * u
        big, name = look.heading(40, look.palette.accent, 800), look.text(24, look.palette.accent, 700)
        mid, other = look.heading(32, look.palette.counter, 700), look.text(24, look.palette.counter, 600)
        named, beyond = (
            write(words, style, right - 30 * u, max_lines=3, leading=1.1)
            for words, style in ((self.names[0], name), (self.names[1], other))
        )
        heights = (big.size * CAP + 10 * u + named.height, mid.size * CAP + 10 * u + beyond.height)
        near = sum(heights) / 2 + 6 * u
        ys = {"home": home[1], "around": around[1]}
        short = near - abs(ys["home"] - ys["around"])
        if short > 0:
            sign = 1 if ys["home"] > ys["around"] else -1
            ys["home"] += sign * short / 2
            ys["around"] -= sign * short / 2
        for key, figure, style, words in (
            ("around", step.around_shown, mid, beyond),
            ("home", step.home_shown, big, named),
        ):
            top = ys[key] - (style.size * CAP + 10 * u + words.height) / 2
            pen.text("value", "value", x, top + style.size * CAP, figure, style)
            pen.lines("name", "label", x, top + style.size * CAP + 10 * u, words)


def _clear_of(
    place: Place, width: float, courses: Sequence[Sequence[Place]], look: Look, *, over: bool
) -> float | None:
    """Return the nearest baseline where a point's figure is clear of all lines; None where it is nowhere."""
    u, size = look.u, look.value.size
    for away in range(15, _FARTHEST, 3):
        baseline = place[1] - away * u if over else place[1] + away * u + size * CAP
        if not any(meets_line(one, place[0], width, baseline - size * CAP, baseline) for one in courses):
            return baseline
    return None


def apart_enough(
    wanted: Iterable[int], xs: Sequence[float], texts: Sequence[Writing], look: Look
) -> list[int]:
    """Return which of the wanted places have room for the texts centred on them; the first go before."""
    widths = [measure(text.text, look.label_strong) for text in texts]
    kept: list[int] = []
    for index in dict.fromkeys(wanted):
        near = (abs(xs[index] - xs[other]) - (widths[index] + widths[other]) / 2 for other in kept)
        if all(room >= 8 * look.u for room in near):
            kept.append(index)
    return kept


def _between(points: Sequence[Place], at: int) -> Place:
    one, other = points[at], points[at + 1]
    return one[0] + (other[0] - one[0]) * 0.55, one[1] + (other[1] - one[1]) * 0.55


def shared_points(block: BlockSpec, source: Source) -> tuple[str, list[tuple[Point, Point]]]:
    """Return the name of the nearest region around home and the figures of both in the periods they share."""
    key = source.indicator(block).key
    parts = source.book.region_code.split(".")
    around = [".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
    mine = year_series(source.book, key)
    for code in (*around, "00"):
        if code == source.book.region_code:
            continue
        theirs = year_series(source.book, key, region_code=code)
        pairs = [
            (point, other)
            for segment in mine.segments[-1:]
            for point in segment
            if point.value is not None
            and (other := theirs.point(point.key)) is not None
            and other.value is not None
        ]
        if len(pairs) >= LEAST_SHARED:
            return theirs.region, pairs
    return "", []


def gather_gap(block: BlockSpec, source: Source) -> GapChart | None:
    """Return home's course beside that of the region around it."""
    around, pairs = shared_points(block, source)
    pairs = pairs[-MOST_STEPS:]
    if len(pairs) < LEAST_SHARED or any(len(p.cells) != 1 for pair in pairs for p in pair):
        return None
    indicator = source.indicator(block)
    form = source.form([point for pair in pairs for point in pair], indicator)
    voice = Voice(indicator, source.book.region, source.lang)
    axis = source.years(block).axis
    steps = []
    for mine, theirs in pairs:
        told = voice.points(mine, theirs, formula="difference")
        if told is None:
            return None
        proof = told.evidence[0]
        steps.append(
            GapStep(
                source.period(mine.key, axis, provisional=mine.provisional),
                mine.value or 0.0, _shown(voice, mine, theirs),
                theirs.value or 0.0, _shown(voice, theirs, mine), proof.value, Writing(proof.shown, (proof,)),
            )
        )  # fmt: skip
    source.mark_points([point for pair in pairs for point in pair])
    source.needed_notes.add("scale")
    noun = voice.point_noun()
    words = source.say(f"Selisih, {noun}", f"Gap, {noun}")
    heading = Heading(
        source.heading(block, capitalised(source.name(indicator)), OVER_TIME), plain(form.words)
    )
    home = source.book.region
    return GapChart(
        heading,
        tuple(steps),
        (plain(home), plain(around)),
        plain(words),
        own[0] if (own := source.comments(block)) else _comment(pairs, around, voice, source),
        source.say(
            f"{source.name(indicator)}: {home} dan {around}", f"{source.name(indicator)}: {home} and {around}"
        ),
        describe_years(source.years(block), source.lang).text,
        form.words,
        _as_precise(form, [point for pair in pairs for point in pair]).number_format,
    )


def _as_precise(form: NumberForm, points: Sequence[Point]) -> NumberForm:
    """Return a form that writes figures as precise as they stand at the dots, where it has their unit."""
    return form if form.shift else replace(form, decimals=max(point.decimals for point in points))


def _shown(voice: Voice, point: Point, other: Point) -> Writing:
    """Return a figure as printed, as precise as its distance to the other."""
    proof = voice.value(point, decimals=other.decimals).evidence
    return Writing(proof[0].shown, proof)


def _comment(
    pairs: Sequence[tuple[Point, Point]], around: str, voice: Voice, source: Source
) -> Comment | None:
    """Say by how much both moved since they were farthest apart, where that was some time ago."""
    apart = [abs((mine.value or 0.0) - (theirs.value or 0.0)) for mine, theirs in pairs]
    at = apart.index(max(apart))
    if at > len(pairs) - 3:
        return None
    then, now = pairs[at], pairs[-1]
    moved = [voice.points(new, old) for new, old in zip(now, then)]
    signs = [(new.value or 0.0) - (old.value or 0.0) for new, old in zip(now, then)]
    if moved[0] is None or moved[1] is None or signs[0] * signs[1] <= 0:
        return None
    since = voice.period(then[0])
    verb = voice.verb(signs[1])
    first = source.say(
        f"Sejak {since.text} {around} {verb} {moved[1].text},",
        f"Since {since.text} {around} {verb} by {moved[1].text},",
    )
    less = abs(signs[0]) < abs(signs[1])
    only = (source.say("hanya ", "only ")) if less else ""
    second = f"{source.book.region} {only}{moved[0].evidence[0].shown}."
    return Comment(
        Writing(first, (*since.evidence, *moved[1].evidence)), Writing(second, moved[0].evidence), then[0].key
    )
