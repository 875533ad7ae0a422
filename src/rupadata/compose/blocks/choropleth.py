"""A map of given boundaries: regions coloured by class, labels inside them or led out by a line.

Any number of regions; beyond 40 only the highest, the lowest and the region that matters are labelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.region_map import MapClasses, draw_legend, legend_height, map_classes
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.hatching import LINE, STEP, draw_plate, hatch_lines
from rupadata.compose.look import Look
from rupadata.compose.map_insets import draw_frames
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import CAP, Pen, Writing, recolour
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint, TextStyle
from rupadata.typeset import measure

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Outline

MOST_LABELS = 40
MOST_LED = 14
MOST_BESIDE = 30
LEAST_INSIDE = 0.4
"""Which part of the regions must have room for labels before a small map has any."""
LEAST_SHRUNK = 0.8
"""How much of its size a map keeps for labels beside it."""


class Area(Struct, frozen=True):
    """One region's outline, name and figure."""

    outline: Outline
    name: Writing
    value: float | None
    shown: Writing
    strong: bool = False
    labelled: bool = True
    told: bool = False
    """Whether its label matters so much that it is led out where it has no place inside."""


class Led(Struct, frozen=True):
    """A label that stands beside the map, with the point that its line leads to."""

    area: Area
    x: float
    y: float


class Choropleth(Struct, frozen=True):
    """A map of outlines in a box of `width` by `height`."""

    kind: ClassVar[str] = "map"
    heading: Heading
    areas: tuple[Area, ...]
    width: float
    height: float
    form: NumberForm
    label: str
    alt: str
    name: str = "map"
    large: bool = False
    frames: tuple[Box, ...] = ()
    """The frames around regions that are led in, in the outlines' units."""

    @property
    def stands_beside(self) -> bool:
        """Tell whether the map can be read in a part of the page's width."""
        return len(self.areas) <= MOST_BESIDE and self.width <= 1.8 * self.height

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights that keep the map readable at a width."""
        many = len(self.areas) > 15 if self.large else not self.stands_beside
        if width < (700 if many else 280) * look.u:
            return None
        u = look.u
        extra = self.heading.height(width, look) + legend_height(look)
        natural = width * self.height / self.width
        least = min(natural, (300 if self.large else 240) * u)
        ideal = min(natural, (520 if self.large else 380) * u)
        return Fit(
            extra + least,
            extra + ideal,
            extra + max(ideal, min(natural, 1000 * u)),
            1.5 if self.large else 0.8,
        )

    def draw(self, box: Box, look: Look) -> Group:
        """Draw areas, labels and legend."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        room = Box(area.x, area.y, area.width, area.height - legend_height(look))
        classes = map_classes([a.value for a in self.areas], look)
        scale, x, y, inside, led = self._place(room, look)
        low = max(y + self.height * scale, room.y + 0.5 * room.height)
        draw_frames(pen, self.frames, scale, x, y)
        for one in self.areas:
            self._draw_area(pen, one, scale, x, y, classes, look)
        for one in inside:
            self._draw_inside(pen, one, scale, x, y, classes, look)
        self._draw_led(pen, led, room, x, x + self.width * scale, look)
        width = min(area.width, 460 * look.u)
        left = area.x if self.large else area.x + (area.width - width) / 2
        draw_legend(pen, Box(left, low + 22 * look.u, width, 0.0), classes, self.form, look)
        chart = ChartData(
            "map",
            tuple(one.name.text for one in self.areas),
            (ChartSeries(self.label, tuple(one.value for one in self.areas)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _place(self, room: Box, look: Look) -> tuple[float, float, float, list[Area], list[Led]]:
        """Return scale, origin, the areas labelled inside and those led out."""
        full = min(room.width / self.width, room.height / self.height)
        labelled = [a for a in self.areas if a.labelled]
        inside = [a for a in labelled if self._stands_inside(a, full, look)]
        without = [a for a in labelled if a not in inside]
        # The map comes first: labels beside it are given up before it shrinks.
        for out in (without, [a for a in without if a.told]):
            widest = max((measure(_led_text(a).text, look.label_strong) for a in out), default=0.0)
            side = widest + 30 * look.u if out else 0.0
            scale = min((room.width - 2 * side) / self.width, full)
            if len(out) <= MOST_LED and scale >= LEAST_SHRUNK * full:
                break
        else:
            out, scale = [], full
        inside = [a for a in inside if self._stands_inside(a, scale, look)]
        if not self.large and not out and len(inside) < LEAST_INSIDE * len(labelled):
            inside = []  # A lone label among many regions would stand for nothing.
        x = room.x + (room.width - self.width * scale) / 2
        y = room.y + (room.height - self.height * scale) / 2
        led = [Led(a, x + a.outline.label[0] * scale, y + a.outline.label[1] * scale) for a in out]
        return scale, x, y, inside, led

    def _stands_inside(self, area: Area, scale: float, look: Look) -> bool:
        """Tell whether name and figure lie wholly inside the outline around its label point."""
        width, height = _label_size(area, look)
        cx, cy = area.outline.label[0] * scale, area.outline.label[1] * scale
        steps = (-0.5, -0.25, 0.0, 0.25, 0.5)
        points = [(cx + fx * width, cy + fy * height) for fx in steps for fy in (-0.5, 0.0, 0.5)]
        return all(area.outline.contains(px / scale, py / scale) for px, py in points)

    def _draw_area(
        self, pen: Pen, one: Area, scale: float, x: float, y: float, classes: MapClasses, look: Look
    ) -> None:
        fill = classes.colour_of(one.value) if one.value is not None else look.palette.tint
        xs = [px for ring in one.outline.rings for px, _ in ring]
        ys = [py for ring in one.outline.rings for _, py in ring]
        box = (
            x + min(xs) * scale,
            y + min(ys) * scale,
            (max(xs) - min(xs)) * scale,
            (max(ys) - min(ys)) * scale,
        )
        thin = 2.0 if len(self.areas) <= 2 * MOST_BESIDE else 0.9
        stroke = look.palette.ink if one.strong else look.palette.paper
        paint = Paint(fill, stroke, (3.0 if one.strong else thin) * look.u)
        pen.path("area", "area" if one.value is not None else "area-missing", one.outline.path(scale, x, y),
                 paint, box, value=one.value)  # fmt: skip
        if one.value is not None and one.value < 0:
            d = hatch_lines(one.outline, scale, x, y, STEP * look.u)
            pen.path("hatch", "hatch", d, Paint("", look.palette.paper, LINE * look.u), box)

    def _draw_inside(
        self, pen: Pen, one: Area, scale: float, x: float, y: float, classes: MapClasses, look: Look
    ) -> None:
        fill = classes.colour_of(one.value) if one.value is not None else look.palette.tint
        ink = look.palette.text_on(fill)
        cx, cy = x + one.outline.label[0] * scale, y + one.outline.label[1] * scale
        size = look.label.size
        name, figure = _styles(one, look)
        height = 2 * size * CAP + 9 * look.u
        top = cy - height / 2
        if one.value is not None and one.value < 0:
            width = _label_size(one, look)[0] - 6 * look.u
            draw_plate(pen, Box(cx - width / 2, top, width, height), fill, look.u)
        pen.text("name", "label", cx, top + size * CAP, one.name, recolour(name, ink), "middle")
        baseline = top + 2 * size * CAP + 9 * look.u
        pen.text("value", "value", cx, baseline, one.shown, recolour(figure, ink), "middle")

    def _draw_led(
        self, pen: Pen, led: Sequence[Led], room: Box, left: float, right: float, look: Look
    ) -> None:
        """Write labels in the margins beside the map, each as near to its region as there is room."""
        u = look.u
        middle = (left + right) / 2
        pitch = look.label.size * 1.25
        for side, labels in (
            ("left", [one for one in led if one.x < middle]),
            ("right", [one for one in led if one.x >= middle]),
        ):
            labels = sorted(labels, key=lambda one: one.y)[: int(room.height // pitch)]
            ys = _spread([one.y for one in labels], room.y + pitch / 2, room.bottom - pitch / 2, pitch)
            for one, y in zip(labels, ys):
                said = _led_text(one.area)
                style = look.label_strong if one.area.strong else look.label
                width = measure(said.text, style)
                baseline = y + style.size * CAP / 2
                if side == "left":
                    if width > left - room.x - 12 * u and width > 0.3 * room.width:
                        continue
                    pen.text("led", "label", room.x, baseline, said, style)
                    start = room.x + width + 8 * u
                else:
                    if width > room.right - right - 12 * u and width > 0.3 * room.width:
                        continue
                    pen.text("led", "label", room.right, baseline, said, style, "end")
                    start = room.right - width - 8 * u
                pen.line("leader", "leader", start, y, one.x, one.y, look.palette.muted, 1.5 * u)
                pen.circle(
                    "point", "leader", one.x, one.y, 5 * u, look.palette.muted,
                    stroke=look.palette.paper, stroke_width=1.5 * u,
                )  # fmt: skip


def _styles(area: Area, look: Look) -> tuple[TextStyle, TextStyle]:
    return (look.label_strong if area.strong else look.label), look.value_strong


def _label_size(area: Area, look: Look) -> tuple[float, float]:
    name, figure = _styles(area, look)
    width = max(measure(area.name.text, name), measure(area.shown.text, figure))
    return width + 6 * look.u, 2 * look.label.size * CAP + 9 * look.u + 10 * look.u


def _led_text(area: Area) -> Writing:
    if not area.shown:
        return area.name
    return Writing(f"{area.name.text} {area.shown.text}", (*area.name.evidence, *area.shown.evidence))


def _spread(wanted: Sequence[float], top: float, bottom: float, pitch: float) -> list[float]:
    """Return places at least a pitch apart, as near to the wanted ones as order allows."""
    places: list[float] = []
    for y in wanted:
        places.append(max(y, top, places[-1] + pitch if places else top))
    over = places[-1] - bottom if places else 0.0
    if over > 0:
        limit = bottom
        for index in range(len(places) - 1, -1, -1):
            places[index] = min(places[index], limit)
            limit = places[index] - pitch
    return places
