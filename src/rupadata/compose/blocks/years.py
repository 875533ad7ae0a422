"""The chart per year: columns from zero, or a line where the years lie close together or are many.

Up to 60 steps of time. Two steps become a slope. Gaps stay gaps, a break cuts line and comparison,
provisional columns are hatched and marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point, YearSeries, describe_years
from rupadata.analysis.voice import Voice
from rupadata.compose.annotation import Comment, Place, draw_comment
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.hatching import hatch_box
from rupadata.compose.look import Look
from rupadata.compose.number_format import break_words, missing_words, spread_share
from rupadata.compose.page_data import OVER_TIME, Source
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, plain
from rupadata.compose.scales import (
    LinearScale,
    bar_scale,
    calm_ends,
    joined_runs,
    meets_line,
    skipped_before,
)
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint
from rupadata.typeset import measure

CLOSE = 0.15
"""Where all values lie within this share of their level, columns would all look alike."""
MOST_COLUMNS = 16
LEAST_COMMENTED = 5
MOST_DOTS = 24
"""Up to how many steps a line has a dot at each."""
_SHARPER = 1.1
"""How much larger than any other a step must be to be called the sharpest."""


class TimeStep(Struct, frozen=True):
    """One step of time: what stands under it, its figure, and how it is marked."""

    label: Writing
    value: float | None
    shown: Writing
    provisional: bool = False
    breaks: bool = False
    strong: bool = False
    period: str = ""
    """The period's key."""
    at: float | None = None
    """Where in time the step stands, for lines over years that do not follow one another."""
    missing: str = ""
    """Why it has no figure."""
    brief: Writing = NOTHING
    """What stands under it where the heading says the year for all: `Feb`."""

    @property
    def under(self) -> Writing:
        """Return what stands under the step."""
        return self.brief or self.label


class YearChart(Struct, frozen=True):
    """One indicator over time."""

    kind: ClassVar[str] = "years"
    heading: Heading
    steps: tuple[TimeStep, ...]
    label: str
    alt: str
    unit: str
    number_format: str = "General"
    variant: str = ""
    name: str = "years"
    large: bool = False
    comments: tuple[Comment, ...] = ()
    """What is said of single steps, by their periods, where there is room."""

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights for this form; a width that cannot hold the figures of the ends is refused."""
        known = [step for step in self.steps if step.value is not None]
        if len(known) < 2 or width < 260 * look.u:
            return None
        head = self.heading.height(width, look)
        if self._is_pair(look, width):
            return Fit(head + 84 * look.u, head + 96 * look.u, head + 132 * look.u, 0.4)
        if self.large:
            return Fit(head + 230 * look.u, head + 360 * look.u, head + 620 * look.u, 1.4)
        return Fit(head + 130 * look.u, head + 215 * look.u, head + 400 * look.u)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the chart."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        kind = self.form(area.width, look)
        marks: list[Place] = []
        if self._is_pair(look, area.width):
            _draw_pair(pen, area, self.steps, look)
        elif kind == "columns":
            marks = _draw_columns(pen, area, self.steps, look)
        elif kind == "slope" and _slope_fits(area, self.steps, look):
            _draw_slope(pen, area, self.steps, look)
        elif kind == "slope" and not _lie_close(self.steps):
            _draw_columns(pen, area, self.steps, look)
        else:
            marks = _draw_line(pen, area, self.steps, look)
        self._draw_comments(pen, box, area, marks, look, line=kind != "columns")
        chart = ChartData(
            "column" if kind == "columns" or self._is_pair(look, area.width) else "line",
            tuple(step.label.text for step in self.steps),
            (ChartSeries(self.label, tuple(step.value for step in self.steps)),),
            self.number_format,
            self.unit,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _draw_comments(
        self, pen: Pen, box: Box, area: Box, marks: Sequence[Place], look: Look, *, line: bool
    ) -> None:
        """Write what is said of single steps where nothing else stands, an arrow to each."""
        known = [index for index, step in enumerate(self.steps) if step.value is not None]
        at = {self.steps[index].period: mark for index, mark in zip(known, marks, strict=False)}
        room = area.inset(bottom=look.value.size * CAP + 16 * look.u)
        for comment in self.comments:
            if comment.at in at:
                lines, wanted = ((marks,) if line else ()), comment.wanted_in(box)
                draw_comment(pen, comment, [at[comment.at]], room, lines, look, wanted=wanted)

    @property
    def is_pair(self) -> bool:
        """Tell whether two figures under a page's hero are best two bars, one above the other."""
        values = [step.value for step in self.steps if step.value is not None]
        return (
            not self.large
            and not self.variant
            and len(self.steps) == len(values) == 2
            and not _lie_close(self.steps)
            and min(values) >= 0
        )

    @property
    def is_slope(self) -> bool:
        """Tell whether it is drawn as a slope: of two figures close together, no break between them."""
        return (
            len(self.steps) == 2 and year_form(self.steps, self.variant) == "slope" and _lie_close(self.steps)
        )

    def _is_pair(self, look: Look, width: float) -> bool:
        return (
            self.is_pair
            and self.form(width, look) in ("slope", "columns")
            and _pair_fits(self.steps, width, look)
        )

    def form(self, width: float, look: Look) -> str:
        """Return columns, line or slope: the one named, where honest, else the one that suits the values."""
        return year_form(self.steps, self.variant, width / look.u)


def year_form(steps: Sequence[TimeStep], variant: str = "", width: float = 1000.0) -> str:
    """Return the form that suits steps of time on a width in units of the type scale."""
    values = [step.value for step in steps if step.value is not None]
    close = spread_share(values) < CLOSE
    if variant == "line" or (variant == "slope" and len(values) == 2):
        return variant
    if variant == "columns" and len(steps) <= 2 * MOST_COLUMNS:
        return "columns"
    if len(steps) == 2:
        return "slope" if not steps[-1].breaks else "columns"
    if len(steps) <= MOST_COLUMNS and all(len(run) == 1 for run in _runs(steps)):
        return "columns"  # Where nothing may be joined there is no line.
    if (
        close
        or len(steps) > MOST_COLUMNS
        or width / len(steps) < 22
        or min(values) < 0 < -min(values) - max(values)
    ):
        return "line"
    return "columns"


def _lie_close(steps: Sequence[TimeStep]) -> bool:
    return spread_share([step.value for step in steps if step.value is not None]) < CLOSE


def starts_above_zero(steps: Sequence[TimeStep], form: str = "line") -> bool:
    """Tell whether the line of these steps is drawn on a scale that does not begin at zero."""
    values = [step.value for step in steps if step.value is not None]
    if form == "slope":
        return _lie_close(steps)
    return bool(values) and _line_floor(values) != 0.0 and (min(values) > 0 or max(values) < 0)


def _line_floor(values: Sequence[float]) -> float:
    """Return zero where zero is near enough to be shown, else None of it: the lowest value."""
    low, high = min(values), max(values)
    if low >= 0 and (high - low) >= 0.6 * high:
        return 0.0
    return low


def _labelled(steps: Sequence[TimeStep], centres: Sequence[float], slot: float, look: Look) -> set[int]:
    """Return which steps carry their figure: all where they fit, else the ends, the peak and the low."""
    style = look.value_strong
    widths = [measure(step.shown.text, style) for step in steps]
    known = [index for index, step in enumerate(steps) if step.value is not None]
    if all(widths[index] <= slot - 8 * look.u for index in known):
        return set(known)
    by_value = sorted(known, key=lambda index: steps[index].value or 0.0)
    wanted = [known[-1], *(i for i in known if steps[i].strong), known[0], by_value[-1], by_value[0]]
    kept: list[int] = []
    for index in dict.fromkeys(wanted):
        clear = all(
            abs(centres[index] - centres[other]) >= (widths[index] + widths[other]) / 2 + 10 * look.u
            for other in kept
        )
        if clear:
            kept.append(index)
    return set(kept)


def _draw_periods(
    pen: Pen, steps: Sequence[TimeStep], centres: Sequence[float], y: float, slot: float, box: Box, look: Look
) -> None:
    """Write the periods under the steps: every one, or every second, third ... counted from the last."""
    widest = max(measure(step.under.text, look.label_strong) for step in steps)
    every = 1
    while every * slot < widest + 12 * look.u and every < len(steps):
        every += 1
    limit = box.right
    placed: list[tuple[float, TimeStep]] = []
    for index in range(len(steps) - 1, -1, -every):
        step = steps[index]
        style = look.label_strong if step.strong else look.text()
        width = measure(step.under.text, style)
        x = min(max(centres[index], box.x + width / 2), box.right - width / 2)
        if index < len(steps) - 1 and x + width / 2 > limit:
            continue
        placed.append((x, step))
        limit = x - width / 2 - 8 * look.u
    for x, step in reversed(placed):
        style = look.label_strong if step.strong else look.text()
        pen.text("period", "label", x, y, step.under, style, "middle")


def _centres(steps: Sequence[TimeStep], box: Box, slot: float) -> list[float]:
    return [box.x + slot * (index + 0.5) for index in range(len(steps))]


def _draw_columns(pen: Pen, box: Box, steps: Sequence[TimeStep], look: Look) -> list[Place]:
    """Draw columns; return where an arrow to each ends, above its figure."""
    palette, u = look.palette, look.u
    values = [step.value for step in steps if step.value is not None]
    slot = box.width / len(steps)
    centres = _centres(steps, box, slot)
    size = look.value.size
    line_height = size * CAP + 12 * u
    period_height = size * CAP + 16 * u
    low_room = line_height if min(values) < 0 else 0.0
    top = box.y + (line_height if max(values) > 0 else 4 * u)
    bottom = box.bottom - period_height - low_room
    scale = bar_scale(values, bottom, top)
    zero = scale(0.0)
    thickness = min(slot * 0.84, slot - 4 * u, 150 * u)
    named = _labelled(steps, centres, slot, look)
    first_text = len(pen.nodes)
    for step, x in zip(steps, centres):
        if step.value is None:
            continue
        end = scale(step.value)
        y, height = min(zero, end), abs(zero - end)
        fill = palette.accent if step.strong else palette.mark
        left = x - thickness / 2
        if step.provisional and height > 8 * u:
            pen.rect(
                "bar", "bar", left, y, thickness, height, palette.tint,
                radius=look.corner, value=step.value, stroke=fill, stroke_width=2 * u,
            )  # fmt: skip
            hatch_box(pen, Box(left, y, thickness, height).inset(2 * u, 2 * u, 2 * u, 2 * u), fill, u)
        else:
            pen.rect("bar", "bar", left, y, thickness, height, fill, radius=look.corner, value=step.value)
    pen.line("baseline", "axis", box.x, zero, box.right, zero, palette.ink, 1.6 * u)
    for index, (step, x) in enumerate(zip(steps, centres)):
        if step.value is None or index not in named:
            continue
        style = look.value_strong if step.strong else look.value
        end = scale(step.value)
        y = end - 10 * u if step.value >= 0 else end + 8 * u + size * CAP
        width = measure(step.shown.text, style)
        x = min(max(x, box.x + width / 2), box.right - width / 2)
        if _meets_column(steps, centres, thickness, index, x, width, y, size, scale):
            continue
        pen.text("value", "value", x, y, step.shown, style, "middle")
    _draw_gaps(pen, steps, centres, slot, zero, look)
    _draw_breaks(pen, steps, [x - slot / 2 for x in centres], box, box.bottom - period_height, look)
    pen.read_across(first_text)
    _draw_periods(pen, steps, centres, box.bottom - 4 * u, slot, box, look)
    return [
        (x, max(box.y + 2 * u, min(zero, scale(step.value)) - 14 * u - size))
        for step, x in zip(steps, centres) if step.value is not None
    ]  # fmt: skip


def _meets_column(
    steps: Sequence[TimeStep],
    centres: Sequence[float],
    thickness: float,
    index: int,
    x: float,
    width: float,
    y: float,
    size: float,
    scale: LinearScale,
) -> bool:
    """Tell whether a figure wider than its column would run into a neighbouring one."""
    zero = scale(0.0)
    for place, (step, centre) in enumerate(zip(steps, centres)):
        if place == index or step.value is None or abs(centre - x) >= (thickness + width) / 2 + 1:
            continue
        end = scale(step.value)
        if min(zero, end) < y + 0.1 * size and max(zero, end) > y - size * 0.8:
            return True
    return False


def _draw_gaps(
    pen: Pen, steps: Sequence[TimeStep], centres: Sequence[float], slot: float, zero: float, look: Look
) -> None:
    """Say in words that a run of steps has no figure, where the words fit."""
    style = look.text()
    start = None
    for index in range(len(steps) + 1):
        gap = index < len(steps) and steps[index].value is None
        if gap and start is None:
            start = index
        if not gap and start is not None:
            words = missing_words(look.lang, (step.missing for step in steps[start:index]))
            width = measure(words, style)
            if width <= (index - start) * slot - 8 * look.u:
                middle = (centres[start] + centres[index - 1]) / 2
                baseline = zero - 12 * look.u
                if pen.is_clear(middle, baseline, width, style.size):
                    pen.text("gap", "label", middle, baseline, words, style, "middle")
            start = None


def _draw_breaks(
    pen: Pen, steps: Sequence[TimeStep], edges: Sequence[float], box: Box, bottom: float, look: Look
) -> None:
    """Draw where a series is cut, and say so at the top of the first line that has room beside it."""
    words, style = break_words(look.lang), look.text()
    width, size, u = measure(words, style), style.size, look.u
    said = False
    for index, step in enumerate(steps):
        if not step.breaks or not index:
            continue
        x, baseline = edges[index], box.y + size * CAP
        starts = (x + 10 * u, x - 10 * u - width)
        for start in starts if not said else ():
            inside = start >= box.x and start + width <= box.right
            clear = pen.is_clear(start + width / 2, baseline, width + 6 * u, size)
            if inside and clear and not any(start < edge < start + width for edge in _cuts(steps, edges)):
                pen.text("break-words", "label", start, baseline, words, style)
                said = True
                break
        top = box.y if said else box.y + size
        pen.line("break", "break", x, top, x, bottom, look.palette.muted, 2 * u, dash=(6 * u, 6 * u))


def _cuts(steps: Sequence[TimeStep], edges: Sequence[float]) -> list[float]:
    return [edges[index] for index, step in enumerate(steps) if step.breaks and index]


def _draw_line(pen: Pen, box: Box, steps: Sequence[TimeStep], look: Look) -> list[Place]:
    """Draw the course; return its places."""
    palette, u = look.palette, look.u
    values = [step.value for step in steps if step.value is not None]
    size = look.value.size
    label_room = size * CAP + 22 * u
    period_height = size * CAP + 16 * u
    ends = max(measure(steps[i].shown.text, look.value_strong) for i in (0, len(steps) - 1)) / 2
    inset = max(14 * u, min(ends, 70 * u))
    slot = (box.width - 2 * inset) / max(1, len(steps) - 1)
    centres = _places_in_time(steps, box.x + inset, box.right - inset)
    low, high = (0.0, max(values)) if _line_floor(values) == 0.0 < max(values) else calm_ends(values)
    area_bottom = box.bottom - period_height
    from_zero = low == 0.0
    scale = LinearScale(low, high, area_bottom - (2 * u if from_zero else label_room), box.y + label_room)
    if low < 0 < high or from_zero:
        pen.line("baseline", "axis", box.x, scale(0.0), box.right, scale(0.0), palette.ink, 1.6 * u)
    else:
        pen.line("baseline", "axis", box.x, area_bottom, box.right, area_bottom, palette.hairline, 1.6 * u)
    runs = _runs(steps)
    if from_zero:
        for run in runs:
            _fill_under(pen, run, steps, centres, scale, look)
    for run in runs:
        if len(run) > 1:
            points = [(centres[i], scale(steps[i].value or 0.0)) for i in run]
            d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            xs, ys = [x for x, _ in points], [y for _, y in points]
            pen.path(
                "line", "line", d, Paint("", palette.accent, 4 * u, round_caps=True),
                (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)),
            )  # fmt: skip
    nearest = min((b - a for a, b in pairwise(centres)), default=slot)
    named = _labelled(steps, centres, nearest, look)
    turns = _turning(steps, centres, named, look)
    for index, step in enumerate(steps):
        if step.value is None:
            continue
        if not (len(steps) <= MOST_DOTS or index in named or any(run == [index] for run in runs)):
            continue
        strong = step.strong or index in named
        radius = (9 if step.strong else 6) * u
        hollow = step.provisional
        pen.circle(
            "dot", "dot", centres[index], scale(step.value), radius if strong else 5 * u,
            palette.paper if hollow else palette.accent,
            stroke=palette.accent if hollow else palette.paper, stroke_width=3 * u, value=step.value,
        )  # fmt: skip
    curve = [(centres[i], scale(step.value)) for i, step in enumerate(steps) if step.value is not None]
    if len(steps) > MOST_DOTS:
        known = [index for index, step in enumerate(steps) if step.value is not None]
        pen.tell_points((index, *place) for index, place in zip(known, curve, strict=True))
    first_text = len(pen.nodes)
    for index in (*sorted(named), *turns):
        step = steps[index]
        assert step.value is not None
        style = look.value_strong if step.strong else look.value
        width = measure(step.shown.text, style)
        y = scale(step.value)
        above, below = y - 16 * u, y + 16 * u + size * CAP
        places = [above, below]
        if _dips(steps, index) and not (from_zero and y + 16 * u + size > area_bottom):
            places.reverse()
        middle, aside = centres[index], width / 2 + 4 * u
        clear: tuple[float, float] | None = None
        for x, place in product((middle, middle - aside, middle + aside), places):
            x = min(max(x, box.x + width / 2), box.right - width / 2)
            if place > area_bottom or place - size * CAP < box.y or not pen.is_clear(x, place, width, size):
                continue
            on_axis = low < 0 < high and place - size * CAP - 3 * u < scale(0.0) < place + 3 * u
            if not on_axis and not meets_line(curve, x, width, place - size * CAP, place):
                clear = x, place
                break
            if index in named:
                clear = clear or (x, place)
        if clear is None:
            continue
        x, baseline = clear
        pen.text("value", "value", x, baseline, step.shown, style, "middle")
    edges = [centres[0], *((a + b) / 2 for a, b in pairwise(centres))]
    _draw_breaks(pen, steps, edges, box, area_bottom, look)
    _draw_gaps(pen, steps, centres, nearest, area_bottom - 2 * u, look)
    pen.read_across(first_text)
    _draw_periods(pen, steps, centres, box.bottom - 4 * u, slot, box, look)
    return curve


def _turning(
    steps: Sequence[TimeStep], centres: Sequence[float], named: set[int], look: Look
) -> tuple[int, ...]:
    """Return further steps whose figures have room: where the line turns first, then those between."""
    known = [i for i, step in enumerate(steps) if step.value is not None and i not in named]
    if not known:
        return ()
    peaks = {i for i in known if _dips(steps, i) or _rises_above(steps, i)}
    order = sorted(known, key=lambda i: (i not in peaks, -i))
    kept = list(named)
    room = (centres[-1] - centres[0]) / (130 * look.u)
    wide = max(measure(step.shown.text, look.value_strong) for step in steps) + 16 * look.u
    for index in order:
        if len(kept) >= room:
            break
        if all(abs(centres[index] - centres[other]) >= wide for other in kept):
            kept.append(index)
    return tuple(i for i in kept if i not in named)


def _rises_above(steps: Sequence[TimeStep], index: int) -> bool:
    value = steps[index].value
    around = [steps[i].value for i in (index - 1, index + 1) if 0 <= i < len(steps)]
    return all(other is not None and value is not None and value > other for other in around)


def _places_in_time(steps: Sequence[TimeStep], left: float, right: float) -> list[float]:
    """Return where steps stand on a line: as far apart as they are in time, where that is known."""
    times = [float(index) if step.at is None else step.at for index, step in enumerate(steps)]
    if any(step.at is None for step in steps) or sorted(set(times)) != times:
        times = [float(index) for index in range(len(steps))]
    span = (times[-1] - times[0]) or 1.0
    return [left + (right - left) * (time - times[0]) / span for time in times]


def _dips(steps: Sequence[TimeStep], index: int) -> bool:
    """Tell whether a step is lower than its neighbours, so that its figure stands free below the line."""
    value = steps[index].value
    around = [
        steps[i].value for i in (index - 1, index + 1) if 0 <= i < len(steps) and steps[i].value is not None
    ]
    return bool(around) and all(other is not None and value is not None and value < other for other in around)


def _runs(steps: Sequence[TimeStep]) -> list[list[int]]:
    """Return the runs of steps that one line may join: no gap, no missing year and no break inside."""
    breaks = {index for index, step in enumerate(steps) if step.breaks}
    cut = breaks | skipped_before([step.period for step in steps])
    return joined_runs([step.value is not None for step in steps], cut)


def _fill_under(
    pen: Pen,
    run: list[int],
    steps: Sequence[TimeStep],
    centres: Sequence[float],
    scale: LinearScale,
    look: Look,
) -> None:
    if len(run) < 2:
        return
    zero = scale(0.0)
    points = [(centres[i], scale(steps[i].value or 0.0)) for i in run]
    d = f"M{points[0][0]:.1f} {zero:.1f}" + "".join(f"L{x:.1f} {y:.1f}" for x, y in points)
    d += f"L{points[-1][0]:.1f} {zero:.1f}Z"
    top = min(y for _, y in points)
    box = (points[0][0], top, points[-1][0] - points[0][0], zero - top)
    pen.path("under", "under", d, Paint(look.palette.tint), box)


def _pair_widths(steps: Sequence[TimeStep], look: Look) -> tuple[float, float]:
    return (
        max(measure(step.label.text, look.label_strong) for step in steps) + 18 * look.u,
        max(measure(step.shown.text, look.value_strong) for step in steps) + 14 * look.u,
    )


def _pair_fits(steps: Sequence[TimeStep], width: float, look: Look) -> bool:
    return width - sum(_pair_widths(steps, look)) >= 120 * look.u


def _draw_pair(pen: Pen, box: Box, steps: Sequence[TimeStep], look: Look) -> None:
    """Draw two steps as bars from zero, one above the other; across a break the first is hatched."""
    palette, u = look.palette, look.u
    before, after = _pair_widths(steps, look)
    room = box.width - before - after if look.bare else min(box.width - before - after, 620 * u)
    row = min(box.height / 2, (120 if look.bare else 62) * u)
    most = max(step.value or 0.0 for step in steps)
    for index, step in enumerate(steps):
        assert step.value is not None
        middle = box.y + row * (index + 0.5)
        height = min(0.72 * row, (76 if look.bare else 40) * u)
        width = room * step.value / most if most else 0.0
        style = look.label_strong if step.strong else look.label
        baseline = middle + style.size * CAP / 2
        pen.text("period", "label", box.x, baseline, step.label, style)
        fill = palette.accent if step.strong else palette.mark
        place = Box(box.x + before, middle - height / 2, width, height)
        unlike = step.provisional or (index == 0 and steps[1].breaks)
        if unlike and width > 12 * u:
            pen.rect("bar", "bar", *place, palette.tint, value=step.value, stroke=fill, stroke_width=2 * u)
            hatch_box(pen, place.inset(2 * u, 2 * u, 2 * u, 2 * u), fill, u)
        else:
            pen.rect("bar", "bar", *place, fill, radius=look.corner, value=step.value)
        figure = look.value_strong if step.strong else look.value
        pen.text("value", "value", place.right + 14 * u, baseline, step.shown, figure)


def _slope_fits(box: Box, steps: Sequence[TimeStep], look: Look) -> bool:
    widest = max(measure(step.shown.text, look.value_strong) for step in (steps[0], steps[-1]))
    return widest + 24 * look.u <= 0.32 * box.width


def _draw_slope(pen: Pen, box: Box, steps: Sequence[TimeStep], look: Look) -> None:
    """Draw two steps as a slope, the figures outside of it."""
    palette, u = look.palette, look.u
    first, last = steps[0], steps[-1]
    assert first.value is not None
    assert last.value is not None
    size = look.value.size
    period_height = size * CAP + 16 * u
    widths = [measure(step.shown.text, look.value_strong) for step in (first, last)]
    room = max(widths) + 24 * u
    inset = max(room, box.width * 0.2)
    left, right = box.x + inset, box.right - inset
    pad = size
    floor = box.bottom - period_height
    if _lie_close(steps):
        low, high = calm_ends((first.value, last.value))
        scale = LinearScale(low, high, floor - pad, box.y + pad)
    else:
        low_room = pad if min(first.value, last.value) < 0 else 0.0
        scale = bar_scale((first.value, last.value), floor - low_room, box.y + pad)
    y1, y2 = scale(first.value), scale(last.value)
    if _lie_close(steps):
        for x in (left, right):
            pen.line("post", "axis", x, box.y, x, floor, palette.hairline, 2 * u)
    else:
        zero = scale(0.0)
        d = f"M{left:.1f} {zero:.1f}L{left:.1f} {y1:.1f}L{right:.1f} {y2:.1f}L{right:.1f} {zero:.1f}Z"
        top, low = min(y1, y2, zero), max(y1, y2, zero)
        pen.path("under", "under", d, Paint(palette.tint), (left, top, right - left, low - top))
        pen.line("baseline", "axis", box.x, zero, box.right, zero, palette.ink, 1.6 * u)
    d = f"M{left:.1f} {y1:.1f}L{right:.1f} {y2:.1f}"
    pen.path(
        "line", "line", d, Paint("", palette.accent, 5 * u, round_caps=True),
        (left, min(y1, y2), right - left, abs(y1 - y2)),
    )  # fmt: skip
    for x, y, step in ((left, y1, first), (right, y2, last)):
        pen.circle(
            "dot", "dot", x, y, 11 * u, palette.paper if step.provisional else palette.accent,
            stroke=palette.accent if step.provisional else palette.paper, stroke_width=3 * u,
            value=step.value,
        )  # fmt: skip
    baseline = size * CAP / 2
    lowest = floor - 0.16 * size  # Over the periods, also where a value is zero.
    first_at, last_at = min(y1 + baseline, lowest), min(y2 + baseline, lowest)
    pen.text("value", "value", left - 22 * u, first_at, first.shown, look.value, "end")
    pen.text("value", "value", right + 22 * u, last_at, last.shown, look.value_strong)
    pen.text("period", "label", left, box.bottom - 4 * u, first.label, look.text(), "middle")
    pen.text("period", "label", right, box.bottom - 4 * u, last.label, look.label_strong, "middle")


def _year_of(period: str) -> float | None:
    return float(period) if period.isdigit() else None


def _year_of_months(points: Sequence[Point]) -> str:
    """Return the year that all the months lie in; "" where they lie in several."""
    years = {point.key.partition("-")[0] for point in points}
    return years.pop() if len(years) == 1 else ""


def _month_alone(said: Writing, year: str) -> Writing:
    """Return `Feb` of `Feb 2024` where all months are of that year, with its mark where it has one."""
    name, _, rest = said.text.partition(" ")
    if not year or rest.rstrip("*") != year:
        return NOTHING
    return plain(name + rest.removeprefix(year))


def _from_first_known(points: Sequence[Point]) -> Sequence[Point]:
    """Return the points from the first that is known: nothing is missed before a series begins."""
    first = next(index for index, point in enumerate(points) if point.value is not None)
    return points[first:]


def gather_years(block: BlockSpec, source: Source) -> YearChart | None:
    """Return the chart per year of a block, or None where fewer than two steps are known."""
    series = source.years(block)
    if len(series.known) < 2:
        return None
    indicator = source.indicator(block)
    form = source.form(series.points, indicator)
    focus = block.period or (source.lead.focus_period if source.lead and source.is_lead(indicator) else "")
    latest = series.latest
    strong = focus if series.point(focus) is not None else (latest.key if latest else "")
    points = _from_first_known(series.points)
    year = _year_of_months(points) if series.axis == "month" else ""
    steps = tuple(
        TimeStep(
            source.period(point.key, series.axis, provisional=point.provisional),
            point.value,
            form.show(point),
            point.provisional,
            point.breaks,
            point.key == strong,
            point.key,
            _year_of(point.key) if series.axis == "year" else None,
            point.missing,
            _month_alone(source.period(point.key, series.axis, provisional=point.provisional), year),
        )
        for point in points
    )
    source.mark_points(series.points, breaks=True)
    drawn = year_form(steps, block.variant)
    if drawn != "columns" and starts_above_zero(steps, drawn):
        source.needed_notes.add("scale")
    by = source.say(f"Per {source.axis_word(series.axis)}", f"By {source.axis_word(series.axis)}")
    where = series.region if block.region and block.region != source.book.region_code else ""
    about = source.about(indicator)
    return YearChart(
        Heading(
            source.heading(block, by, OVER_TIME),
            plain(block.note[source.lang])
            if source.lang in block.note
            else source.heading_note(about, where, form.words, source.period(year)),
        ),
        steps,
        f"{by}: {source.name(indicator)}",
        describe_years(series, source.lang).text,
        form.words,
        form.number_format,
        block.variant,
        large=bool(block.options.get("large")),
        comments=_comments(block, series, source),
    )


def _comments(block: BlockSpec, series: YearSeries, source: Source) -> tuple[Comment, ...]:
    """Return the spec's comments, else over a hero what is said of its sharpest step but the last."""
    own = source.comments(block)
    if own is not None or not block.options.get("large") or len(series.segments) != 1:
        return own or ()
    known = series.known
    voice = Voice(series.indicator, source.book.region, source.lang, axis=series.axis)
    if len(known) < LEAST_COMMENTED or len(known) > MOST_COLUMNS or series.axis != "year":
        return ()
    steps = [(_step(before, now, relative=voice.relative), before, now) for before, now in pairwise(known)]
    if any(int(now.key) - int(before.key) != 1 for _, before, now in steps):
        return ()
    size, before, now = max(steps, key=lambda step: abs(step[0]))
    others = max(abs(step[0]) for step in steps if step[2] is not now)
    if abs(size) < _SHARPER * others:
        return ()  # Of steps nearly alike none is the sharpest.
    told = voice.change(now, before)
    if told is None or now is known[-1] or any(value.value in source.told for value in told.evidence):
        return ()
    at, since = voice.period(now), voice.period(before)
    most = source.say("Naik paling tajam" if size > 0 else "Turun paling tajam",
                      "Sharpest rise" if size > 0 else "Sharpest fall")  # fmt: skip
    strong = Writing(source.say(f"{most} pada {at.text}:", f"{most} in {at.text}:"), at.evidence)
    more = source.say(f"{told.text} dari {since.text}", f"{told.text} from {since.text}")
    return (Comment(strong, Writing(more, (*told.evidence, *since.evidence)), now.key),)


def _step(before: Point, now: Point, *, relative: bool) -> float:
    """Return by how much a figure moved: in shares of the figure before for amounts, else in its unit."""
    old, new = before.value or 0.0, now.value or 0.0
    if not relative:
        return round(new - old, 9)
    return new / old - 1 if old > 0 else 0.0
