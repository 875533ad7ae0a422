"""The map as a hero: outlines from edge to edge, names on them, the poles called out where ground is free.

A second chart may stand in the empty ground beside them. Any number of regions. Names and figures stand
inside a region where its outline holds them, a long name in two lines first; what does not fit is left to the
list below, but for the poles, which get a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rupadata.compose.annotation import Comment, Place, Way, draw_comment, runs_through
from rupadata.compose.blocks.base import Block, Heading
from rupadata.compose.blocks.choropleth import Area
from rupadata.compose.blocks.region_map import MapClasses, map_classes
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.outline_rows import OutlineRows, hatch_lines
from rupadata.compose.pen import CAP, Pen, Writing, Written, recolour, resize, write
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
    inset: Block | None = None
    """A chart that stands in the ground beside the outlines, where that has room."""
    name: str = "map"
    kind: ClassVar[str] = "map"
    bleeds: bool = True

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of a map, from readable to wide; refused where its key has no room."""
        u = look.u
        if self._room(Box(0, 0, width, 0), look).width < LEGEND * u:
            return None
        natural = (width - 2 * look.size.margin) * self.height / self.width + 60 * u
        least = 340 * u
        return Fit(
            least, max(least, min(natural, 620 * u)), max(least, min(natural + 120 * u, 1150 * u)), 1.6
        )

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the map in the whole box, and the chart beside it."""
        pen = Pen(self.name, look, self.kind)
        room = self._room(box, look)
        classes = map_classes([area.value for area in self.areas], look)
        scale, x, y, beside = self._place(room, look)
        rows = OutlineRows([area.outline for area in self.areas], scale, x, y, room)
        self._draw_halo(pen, scale, x, y, look)
        for area in self.areas:
            self._draw_area(pen, area, scale, x, y, classes, look)
        key = self._draw_key(pen, room, rows, classes, look, beside)
        centres = {area.outline.code: _at(area.outline, scale, x, y) for area in self.areas}
        taken = [key, *([beside] if beside is not None else [])]

        def is_free(spot: Box) -> bool:
            return rows.is_free(spot) and not any(_meet(spot, one) for one in taken)

        ways: dict[str, Way] = {}
        for comment in self.comments:
            if comment.at in centres:
                way = draw_comment(pen, comment, [centres[comment.at]], room, (), look, free=is_free)
                if way is not None:
                    ways[comment.at] = way
        for area in self.areas:
            if area.outline.code not in ways:  # A comment names the others, with their figure.
                self._draw_label(pen, area, scale, x, y, classes, look, list(ways.values()), key)
        data = ChartData(
            "map",
            tuple(area.name.text for area in self.areas),
            (ChartSeries(self.label, tuple(area.value for area in self.areas)),),
            self.form.number_format,
            self.form.words,
        )
        drawn = pen.group("figure", label=self.label, alt=self.alt, chart=data)
        if self.inset is None or beside is None:
            return drawn
        return Group(f"{self.name}_pair", "section", (drawn, self.inset.draw(beside, look)))

    def takes_inset(self, box: Box, look: Look) -> bool:
        """Tell whether the ground of a box has room for the chart beside the outlines."""
        return self._place(self._room(box, look), look)[3] is not None

    def _room(self, box: Box, look: Look) -> Box:
        margin = look.size.margin if box.width > 0.9 * look.size.width else 34 * look.u
        return box.inset(margin, 30 * look.u, margin, 30 * look.u)

    def _place(self, room: Box, look: Look) -> tuple[float, float, float, Box | None]:
        """Return scale and origin of the outlines, and the box of the chart beside them where it has one."""
        if self.inset is not None:
            for part in (1.0, 0.92, 0.84):
                found = self._beside_inset(room, part, look)
                if found is not None:
                    return found
        return (*self._place_alone(room, look), None)

    def _beside_inset(self, room: Box, part: float, look: Look) -> tuple[float, float, float, Box] | None:
        """Return the places of map and chart, the map at one side, the chart in a corner of the other."""
        assert self.inset is not None
        u = look.u
        scale = part * min(room.width / self.width, room.height / self.height)
        spare = room.width - self.width * scale
        y = room.y + (room.height - self.height * scale) / 2
        outlines = [area.outline for area in self.areas]
        for width, height in ((400, 260), (340, 230), (310, 215)):
            wide, high = width * u, height * u
            fit = self.inset.fit(wide, look)
            if fit is None or fit.least > high or wide > 0.5 * room.width or high > room.height:
                continue
            # What is left of the width stands beyond the map, where comments on the poles find room.
            aside = max(0.0, spare - wide - 24 * u)
            for x, left in ((room.x + aside, room.right - wide), (room.x + spare - aside, room.x)):
                rows = OutlineRows(outlines, scale, x, y, room)
                for top in (room.y, room.bottom - high):
                    spot = Box(left, top, wide, high)
                    clear = spot.inset(-14 * u, -8 * u, -14 * u, -14 * u)
                    if rows.is_free(clear) and self._key_stands_free(room, rows, spot, look):
                        return scale, x, y, spot
        return None

    def _place_alone(self, room: Box, look: Look) -> tuple[float, float, float]:
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
        key: Box,
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
            if _meet(held, key) or any(runs_through(way, held) for way in ways):
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

    def _draw_key(
        self,
        pen: Pen,
        room: Box,
        rows: OutlineRows,
        classes: MapClasses,
        look: Look,
        beside: Box | None,
    ) -> Box:
        """Draw the classes in the freest corner: what is measured, the colours, their bounds, home's own."""
        u = look.u
        title = self._key_title(look)
        width = LEGEND * u
        open_ = self._key_corners(room, title.height, beside, look)
        spot = min(open_, key=rows.covered)
        if rows.covered(spot) > 0.3:
            spot = open_[0]
        if rows.covered(spot) > 0:
            pen.rect(
                "key-ground",
                "background",
                spot.x - 12 * u,
                spot.y - 10 * u,
                width + 24 * u,
                spot.height + 16 * u,
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
        return spot

    def _key_title(self, look: Look) -> Written:
        return write(self.heading.title, look.text(24, look.palette.ink, 700), LEGEND * look.u, max_lines=2)

    def _key_corners(self, room: Box, title: float, beside: Box | None, look: Look) -> list[Box]:
        """Return the corners where the key may stand, but for the one where the second chart does."""
        u, width = look.u, LEGEND * look.u
        height = title + 12 * u + 18 * u + 34 * u + (30 * u if self.whole else 0.0)
        corners = [
            Box(room.right - width, room.y, width, height),
            Box(room.x, room.bottom - height, width, height),
            Box(room.x, room.y, width, height),
            Box(room.right - width, room.bottom - height, width, height),
        ]
        return [corner for corner in corners if beside is None or not _meet(corner, beside)] or corners

    def _key_stands_free(self, room: Box, rows: OutlineRows, beside: Box, look: Look) -> bool:
        """Tell whether the key, too, has a corner without land under it."""
        corners = self._key_corners(room, self._key_title(look).height, beside, look)
        return any(rows.is_free(corner) and not _meet(corner, beside) for corner in corners)

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


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


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
