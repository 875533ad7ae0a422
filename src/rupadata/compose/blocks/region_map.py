"""Maps: every region one tile, in four or five classes with round breaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.hatching import draw_plate, hatch_box
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import CAP, Pen, Writing, plain, recolour
from rupadata.compose.scales import class_of, said_breaks
from rupadata.compose.themes import counter_ramp, ramp_of
from rupadata.scene.nodes import ChartData, ChartSeries, Group, TextStyle
from rupadata.typeset import measure

MOST_CLASSES = 5
LEAST_TILE, MOST_TILE = 46.0, 150.0


class TileMark(Struct, frozen=True):
    """One region in the grid: where, its short name, its full name, its figure."""

    row: int
    col: int
    short: str
    name: str
    value: float | None
    shown: Writing
    strong: bool = False


class TileMap(Struct, frozen=True):
    """A tile-grid map of one indicator."""

    kind: ClassVar[str] = "map"
    heading: Heading
    tiles: tuple[TileMark, ...]
    form: NumberForm
    label: str
    alt: str
    missing: str
    name: str = "map"
    large: bool = False
    figures: bool = True
    """Whether tiles show their figures; not where a chart beside them does."""

    @property
    def rows(self) -> int:
        """Return how many rows the grid has."""
        return 1 + max(tile.row for tile in self.tiles)

    @property
    def cols(self) -> int:
        """Return how many columns the grid has."""
        return 1 + max(tile.col for tile in self.tiles)

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights that give tiles of a readable size."""
        most = min(MOST_TILE * look.u, width / self.cols)
        if most < LEAST_TILE * look.u or not self._labels_fit(most, look):
            return None
        least = LEAST_TILE * look.u
        while least < most and not self._labels_fit(least, look):
            least += 4 * look.u
        least = min(least, most)
        extra = self.heading.height(width, look) + legend_height(look)
        ideal = min(most, max(least, (108 if self.large else 72) * look.u))
        return Fit(
            extra + self.rows * least,
            extra + self.rows * ideal,
            extra + self.rows * most,
            1.4 if self.large else 0.8,
        )

    def draw(self, box: Box, look: Look) -> Group:
        """Draw tiles and legend, centred in the height."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        room = area.height - legend_height(look)
        pitch = min(area.width / self.cols, room / self.rows, MOST_TILE * look.u)
        classes = map_classes([t.value for t in self.tiles], look)
        left = area.x if self.large and not look.bare else area.x + (area.width - pitch * self.cols) / 2
        top = area.y + (room - pitch * self.rows) / 2
        narrow = self._widest(look.heading(24, weight=700)) > pitch - _gap(pitch, look) - 4 * look.u
        for tile in self.tiles:
            x, y = left + tile.col * pitch, top + tile.row * pitch
            self._draw_tile(pen, tile, x, y, pitch, classes, look, narrow=narrow)
        width = min(area.width, max(pitch * self.cols, 320 * look.u))
        draw_legend(
            pen, Box(left if self.large else area.x + (area.width - width) / 2,
                     top + pitch * self.rows + 22 * look.u, width, 0.0),
            classes, self.form, look,
        )  # fmt: skip
        chart = ChartData(
            "map",
            tuple(tile.name for tile in self.tiles),
            (ChartSeries(self.label, tuple(tile.value for tile in self.tiles)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=chart)

    def _labels_fit(self, pitch: float, look: Look) -> bool:
        return self._widest(look.text(weight=700)) <= pitch - _gap(pitch, look) - 2 * look.u

    def _widest(self, style: TextStyle) -> float:
        return max(measure(tile.short, style) for tile in self.tiles)

    def _draw_tile(
        self,
        pen: Pen,
        tile: TileMark,
        x: float,
        y: float,
        pitch: float,
        classes: MapClasses,
        look: Look,
        *,
        narrow: bool,
    ) -> None:
        u, palette = look.u, look.palette
        gap = _gap(pitch, look)
        side = pitch - gap
        fill = classes.colour_of(tile.value) if tile.value is not None else palette.paper
        pen.rect(
            "tile", "tile", x + gap / 2, y + gap / 2, side, side, fill,
            radius=min(side * 0.14, 14 * u) if look.corner else 0, value=tile.value,
            stroke=palette.ink if tile.strong else (palette.hairline if tile.value is None else ""),
            stroke_width=3 * u if tile.strong else (1.5 * u if tile.value is None else 0.0),
        )  # fmt: skip
        negative = tile.value is not None and tile.value < 0
        if negative:
            hatch_box(pen, Box(x + gap / 2, y + gap / 2, side, side), palette.paper, u)
        ink = palette.text_on(fill)
        short = look.heading(24, fill=ink, weight=700)
        if narrow:
            short = look.text(fill=ink, weight=700)
        figure = recolour(look.value, ink)
        centre = x + pitch / 2
        size = short.size
        shows_value = (
            self.figures
            and tile.value is not None
            and side >= 2 * size * CAP + 30 * u
            and measure(tile.shown.text, figure) <= side - 8 * u
        )
        if negative:
            wide = max(measure(tile.short, short), measure(tile.shown.text, figure) if shows_value else 0.0)
            high = 2 * size * CAP + 12 * u if shows_value else size * CAP
            draw_plate(pen, Box(centre - wide / 2, y + pitch / 2 - high / 2, wide, high), fill, u)
        if shows_value:
            top = y + pitch / 2 - (2 * size * CAP + 12 * u) / 2
            pen.text("short", "label", centre, top + size * CAP, tile.short, short, "middle")
            pen.text("figure", "value", centre, top + 2 * size * CAP + 12 * u, tile.shown, figure, "middle")
        else:
            pen.text("short", "label", centre, y + pitch / 2 + size * CAP / 2, tile.short, short, "middle")


def _gap(pitch: float, look: Look) -> float:
    """Return the space between tiles."""
    return max(3 * look.u, min(pitch * 0.06, 8 * look.u))


class MapClasses(Struct, frozen=True):
    """Round breaks, and a colour for each class between them."""

    breaks: tuple[float, ...]
    colours: tuple[str, ...]

    def colour_of(self, value: float) -> str:
        """Return the colour of the class that a value is in."""
        return self.colours[class_of(value, self.breaks)]


def map_classes(values: Sequence[float | None], look: Look) -> MapClasses:
    """Return the classes of a map: one ramp, or two from zero where values stand on both sides of it.

    Two ramps are symmetric: equal amounts above and below zero are of equal strength, so that a fall of next
    to nothing is as pale as a rise of next to nothing. Classes that would be empty are left out.
    """
    known = [value for value in values if value is not None]
    if not any(value < 0 for value in known) or not any(value >= 0 for value in known):
        breaks = said_breaks(known, MOST_CLASSES)
        return MapClasses(breaks, ramp_of(look.palette, len(breaks) + 1))
    for most in (MOST_CLASSES - 2, MOST_CLASSES - 3, 1):
        limits = said_breaks([abs(value) for value in known], most)
        below = sorted({bisect_left(limits, -value) for value in known if value < 0}, reverse=True)
        above = sorted({class_of(value, limits) for value in known if value >= 0})
        if len(below) + len(above) <= MOST_CLASSES:
            break
    rising = ramp_of(look.palette, len(limits) + 1)
    falling = counter_ramp(look.palette, len(limits) + 1)
    return MapClasses(
        (*(-limits[level - 1] for level in below[:-1]), 0.0, *(limits[level - 1] for level in above[1:])),
        (*(falling[level] for level in below), *(rising[level] for level in above)),
    )


def legend_height(look: Look) -> float:
    """Return the height of a legend with the space above it."""
    return (22 + 14 + 12) * look.u + look.text().size


def draw_legend(
    pen: Pen,
    box: Box,
    classes: MapClasses,
    form: NumberForm,
    look: Look,
) -> None:
    """Draw the classes as a strip with the breaks under their borders and the unit at the end."""
    u = look.u
    step = box.width / len(classes.colours)
    style = look.text()
    for index, colour in enumerate(classes.colours):
        strip = Box(box.x + index * step, box.y, step - 2 * u, 14 * u)
        pen.rect("class", "legend", *strip, colour)
        if index < len(classes.breaks) and classes.breaks[index] <= 0:
            hatch_box(pen, strip, look.palette.paper, u)
    baseline = box.y + 14 * u + 12 * u + style.size * CAP
    taken = box.x - 100 * u
    for index, limit in enumerate(classes.breaks):
        shown = form.bound(limit)
        width = measure(shown.text, style)
        x = box.x + (index + 1) * step - u
        if x - width / 2 >= taken and x + width / 2 <= box.right:
            pen.text("bound", "legend", x, baseline, shown, style, "middle")
            taken = x + width / 2 + 12 * u
    width = measure(form.words, style)
    if form.words and box.right - width >= taken:
        pen.text("unit", "legend", box.right, baseline, plain(form.words), style, "end")
