"""The map as a hero: outlines from edge to edge, names on them, the poles called out where ground is free.

Any number of regions. Names and figures stand inside a region where its outline holds them, a long name in
two lines first; what does not fit is left to the list below, but for the poles, which get a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rupadata.compose.annotation import Comment, Place, Way, draw_comment, runs_through
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.choropleth import Area
from rupadata.compose.blocks.region_map import MapClasses, map_classes
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.outline_rows import OutlineRows, hatch_lines
from rupadata.compose.pen import CAP, Pen, Writing, recolour, resize, write
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint
from rupadata.typeset import measure

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Outline

NAME, FIGURE = 20.0, 25.0
LEGEND = 350.0
_HALO = 11.0
_STEPS = (-0.5, -0.25, 0.0, 0.25, 0.5)


@dataclass(frozen=True, slots=True)
class Whole:
    """The home region's own figure, marked on the key."""

    value: float
    shown: Writing
    name: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """Outlines in a box of `width` by `height`, what stands in them and beside them."""

    heading: Heading
    areas: tuple[Area, ...]
    width: float
    height: float
    form: NumberForm
    comments: tuple[Comment, ...]
    whole: Whole | None
    label: str
    alt: str
    name: str = "map"
    kind: ClassVar[str] = "map"
    bleeds: bool = True

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights between a readable map and one that fills the width."""
        u = look.u
        natural = (width - 2 * look.size.margin) * self.height / self.width + 60 * u
        least = 340 * u
        return Fit(
            least, max(least, min(natural, 620 * u)), max(least, min(natural + 120 * u, 1150 * u)), 1.6
        )

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the map in the whole box."""
        pen = Pen(self.name, look, self.kind)
        u = look.u
        margin = look.size.margin if box.width > 0.9 * look.size.width else 34 * u
        room = box.inset(margin, 30 * u, margin, 30 * u)
        classes = map_classes([area.value for area in self.areas], look)
        scale, x, y = self._place(room, look)
        outlines = [area.outline for area in self.areas]
        rows = OutlineRows(outlines, scale, x, y, room)
        self._draw_halo(pen, scale, x, y, look)
        for area in self.areas:
            self._draw_area(pen, area, scale, x, y, classes, look)
        self._draw_key(pen, room, rows, classes, look)
        centres = {area.outline.code: _at(area.outline, scale, x, y) for area in self.areas}
        ways: dict[str, Way] = {}
        for comment in self.comments:
            if comment.at in centres:
                way = draw_comment(pen, comment, [centres[comment.at]], room, (), look, free=rows.is_free)
                if way is not None:
                    ways[comment.at] = way
        for area in self.areas:
            if area.outline.code not in ways:  # A comment names the others, with their figure.
                self._draw_label(pen, area, scale, x, y, classes, look, list(ways.values()))
        data = ChartData(
            "map",
            tuple(area.name.text for area in self.areas),
            (ChartSeries(self.label, tuple(area.value for area in self.areas)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)

    def _place(self, room: Box, look: Look) -> tuple[float, float, float]:
        """Return scale and origin: at the left where the key has room beside it, else under the key."""
        u = look.u
        scale = min(room.width / self.width, room.height / self.height)
        spare = room.width - self.width * scale
        if spare < LEGEND * u * 0.6:
            # The key takes a strip of its own above the map where no corner is wide enough.
            scale = min(scale, (room.height - 40 * u) / self.height)
            spare = room.width - self.width * scale
        x = room.x + spare * (0.32 if spare > 180 * u else 0.5)
        return scale, x, room.y + (room.height - self.height * scale) / 2

    def _draw_halo(self, pen: Pen, scale: float, x: float, y: float, look: Look) -> None:
        white = "#ffffff" if look.palette.ink != "#ffffff" else look.palette.hairline
        for area in self.areas:
            paint = Paint("", white, _HALO * look.u)
            pen.path(
                "halo", "halo", area.outline.path(scale, x, y), paint, _box_of(area.outline, scale, x, y)
            )

    def _draw_area(
        self, pen: Pen, area: Area, scale: float, x: float, y: float, classes: MapClasses, look: Look
    ) -> None:
        u = look.u
        fill = classes.colour_of(area.value) if area.value is not None else look.palette.paper
        path, box = area.outline.path(scale, x, y), _box_of(area.outline, scale, x, y)
        white = "#ffffff" if look.palette.ink != "#ffffff" else look.palette.paper
        thin = (2.2 if len(self.areas) <= 60 else 0.9) * u
        if area.value is None:
            paint = Paint(fill, look.palette.muted, thin, 1.0, (4 * u, 4 * u))
            pen.path("area", "area-missing", path, paint, box)
            return
        pen.path("area", "area", path, Paint(fill, white, thin), box, value=area.value)
        if area.value < 0:
            # Under zero is hatched, not only of another hue: grey print and every kind of sight see it.
            d = hatch_lines(area.outline, scale, x, y, 13 * u)
            pen.path("hatch", "hatch", d, Paint("", white, 3.2 * u), box)

    def _draw_label(
        self,
        pen: Pen,
        area: Area,
        scale: float,
        x: float,
        y: float,
        classes: MapClasses,
        look: Look,
        ways: Sequence[Way],
    ) -> None:
        if area.value is None or area.value < 0:
            return
        ink = look.palette.text_on(classes.colour_of(area.value))
        cx, cy = _at(area.outline, scale, x, y)
        for lines, with_name in self._variants(area, look):
            widths = [look_width(text, size, weight, look) for text, size, weight in lines]
            height = sum(size * look.u * 1.16 for _, size, _ in lines)
            if not _holds(area.outline, max(widths) + 8 * look.u, height, scale, x, y):
                continue
            top = cy - height / 2
            held = Box(cx - max(widths) / 2, top, max(widths), height)
            if any(runs_through(way, held) for way in ways):
                continue
            figure = area.shown
            for index, (text, size, weight) in enumerate(lines):
                last = text == figure.text and index == len(lines) - 1
                style = recolour(resize(look.text(24, weight=weight), size * look.u), ink)
                baseline = top + size * look.u * (0.58 + CAP / 2)
                said = figure if last else Writing(text, area.name.evidence if with_name else ())
                pen.text("figure" if last else "name", "map-label", cx, baseline, said, style, "middle")
                top += size * look.u * 1.16
            return

    def _variants(self, area: Area, look: Look) -> Iterator[tuple[list[tuple[str, float, int]], bool]]:
        """Yield ways to write name and figure: both, the name alone, the figure alone."""
        figure = (area.shown.text, FIGURE, 700)
        name = area.name.text
        yield [(name, NAME, 600), figure], True
        words = name.split()
        for cut in range(1, len(words)):
            first, second = " ".join(words[:cut]), " ".join(words[cut:])
            if not any(c.isdigit() for c in name):
                yield [(first, NAME, 600), (second, NAME, 600), figure], True
        yield [(name, NAME, 600)], True
        for cut in range(1, len(words)):
            yield [(" ".join(words[:cut]), NAME, 600), (" ".join(words[cut:]), NAME, 600)], True
        yield [figure], False

    def _draw_key(self, pen: Pen, room: Box, rows: OutlineRows, classes: MapClasses, look: Look) -> None:
        """Draw the classes in the freest corner: what is measured, the colours, their bounds, home's own."""
        u = look.u
        title = write(self.heading.title, look.text(24, look.palette.ink, 700), LEGEND * u, max_lines=2)
        width = LEGEND * u
        height = title.height + 12 * u + 18 * u + 34 * u + (30 * u if self.whole else 0.0)
        corners = (
            Box(room.right - width, room.y, width, height),
            Box(room.x, room.bottom - height, width, height),
            Box(room.x, room.y, width, height),
            Box(room.right - width, room.bottom - height, width, height),
        )
        spot = min(corners, key=rows.covered)
        if rows.covered(spot) > 0.3:
            spot = corners[0]
        if rows.covered(spot) > 0:
            pen.rect(
                "key-ground",
                "background",
                spot.x - 12 * u,
                spot.y - 10 * u,
                width + 24 * u,
                height + 16 * u,
                look.palette.paper,
                radius=8 * u,
            )
        y = pen.lines("title", "label", spot.x, spot.y, title) + 10 * u
        step = width / len(classes.colours)
        for index, colour in enumerate(classes.colours):
            box = (spot.x + index * step, y, step - 2 * u, 18 * u)
            pen.rect("class", "legend", *box, colour)
            if index < len(classes.breaks) and classes.breaks[index] <= 0:
                self._hatch_key(pen, box, look)
        style = look.text(24)
        baseline = y + 18 * u + 10 * u + style.size * CAP
        taken = spot.x - 60 * u
        for index, limit in enumerate(classes.breaks):
            said = self.form.bound(limit)
            x = spot.x + (index + 1) * step - u
            half = look_width(said.text, 24, 400, look) / 2
            if x - half >= taken and x + half <= spot.right + 4 * u:
                pen.text("bound", "legend", x, baseline, said, style, "middle")
                taken = x + half + 10 * u
        if self.whole is not None:
            text = f"{self.whole.name} {self.whole.shown.text}"
            whole = write(
                Writing(text, self.whole.shown.evidence),
                look.text(24, look.palette.ink, 600),
                width,
                max_lines=1,
            )
            pen.lines("whole", "label", spot.x, baseline + 14 * u, whole)

    def _hatch_key(self, pen: Pen, box: tuple[float, float, float, float], look: Look) -> None:
        x, y, width, height = box
        step = 13 * look.u
        parts = []
        start = x + height
        while start < x + width:
            parts.append(f"M{start - height:.1f} {y + height:.1f}L{start:.1f} {y:.1f}")
            start += step
        if parts:
            pen.path("class-hatch", "hatch", "".join(parts), Paint("", "#ffffff", 3.2 * look.u), box)


def look_width(text: str, size: float, weight: int, look: Look) -> float:
    """Return the width of a text at a size on the type scale."""
    return measure(text, resize(look.text(24, weight=weight), size * look.u))


def _at(outline: Outline, scale: float, x: float, y: float) -> Place:
    return x + outline.label[0] * scale, y + outline.label[1] * scale


def _box_of(outline: Outline, scale: float, x: float, y: float) -> tuple[float, float, float, float]:
    xs = [px for ring in outline.rings for px, _ in ring]
    ys = [py for ring in outline.rings for _, py in ring]
    return (
        x + min(xs) * scale, y + min(ys) * scale, (max(xs) - min(xs)) * scale, (max(ys) - min(ys)) * scale,
    )  # fmt: skip


def _holds(outline: Outline, width: float, height: float, scale: float, x: float, y: float) -> bool:
    """Tell whether a box around the label point lies wholly inside the outline."""
    cx, cy = _at(outline, scale, x, y)
    points = [(cx + fx * width, cy + fy * height) for fx in _STEPS for fy in (-0.5, 0.0, 0.5)]
    return all(_is_in(outline, (px - x) / scale, (py - y) / scale) for px, py in points)


def _is_in(outline: Outline, x: float, y: float) -> bool:
    inside = False
    for ring in outline.rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
                inside = not inside
            x0, y0 = x1, y1
    return inside
