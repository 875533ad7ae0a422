"""The map as a hero: outlines from edge to edge, names on them, the poles called out where ground is free.

Around them lies the land of neighbours and the sea, as far as the file of boundaries holds them. A second
chart may stand in the empty ground. Any number of regions. Where a map tells name and figure of every region
no list need stand under it; else the list has the figures and the map the names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from rupadata.compose.annotation import Comment, Way, draw_comment, keeps_clear, runs_through
from rupadata.compose.blocks.base import Block, Heading
from rupadata.compose.blocks.choropleth import Area
from rupadata.compose.blocks.map_labels import Spot, draw_inside, lead_out
from rupadata.compose.blocks.region_map import MapClasses, map_classes
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.hatching import hatch_box, hatch_lines
from rupadata.compose.look import Look
from rupadata.compose.map_ground import (
    draw_neighbour_names,
    draw_surroundings,
    ground_colours,
)
from rupadata.compose.map_insets import draw_frames, frame_ring
from rupadata.compose.number_format import NumberForm
from rupadata.compose.outline_rows import ROWS, Spans
from rupadata.compose.pen import CAP, Pen, Writing, Written, resize, write
from rupadata.scene.nodes import ChartData, ChartSeries, Group, Paint
from rupadata.typeset import measure

if TYPE_CHECKING:
    from rupadata.regions.boundaries import Land, Outline

LEGEND = 350.0
MOST_LED = 20
"""Up to how many regions one without room for its name gets it beside the map."""
MOST_OUTSIDE = 0.5
"""Which part of the regions a map that stands for a list may name beside itself."""
_ALONE, _WITH_LIST = 0.50, 0.40
_LEAST_SHARE = 0.29
"""How much of an upright page a map takes at least: a smaller one shows no places."""
_NEAR = 215.0
"""How long the arrow of a comment may be before its region is better named beside itself."""
_CROSSED = 70.0
"""How much of the land such an arrow may cross."""
_FAR = 290.0
"""How long it may be where there is no room for that either; a longer one hides the land under it."""
_SMALLER = (1.0, 0.93, 0.87, 0.81)
"""How much smaller a map may be drawn so that its key stands free."""
_HIDDEN = 0.05
"""Which part of its key may lie on the land of a map in a column, where the key is nearly as wide as that."""
_HALO = 11.0


class Whole(Struct, frozen=True):
    """The home region's own figure, marked on the key."""

    value: float
    shown: Writing
    name: str


class PlaceMap(Struct, frozen=True):
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
    around: tuple[Land, ...] = ()
    coast: bool = False
    """Whether ground that is neither home's nor a neighbour's is water."""
    frames: tuple[Box, ...] = ()
    """The frames around regions that are led in, in the outlines' units."""
    figures: bool = False
    """Whether every region has its figure with its name."""
    name: str = "map"
    kind: ClassVar[str] = "map"
    bleeds: bool = True

    @property
    def page_share(self) -> float:
        """Return how much of a page's height the map wants: more where it stands for a list as well."""
        return _ALONE if self.figures else _WITH_LIST

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of a map, from readable to wide; refused where its key has no room."""
        u = look.u
        if self._room(Box(0, 0, width, 0), look).width < LEGEND * u:
            return None
        natural = (width - 2 * look.size.margin) * self.height / self.width + 60 * u
        least = max(340 * u, _LEAST_SHARE * look.size.height if look.size.aspect > 1.05 else 0.0)
        most = max(least, min(natural + 120 * u, 1150 * u))
        beside = width < look.size.width - 2.5 * look.size.margin
        if beside and not _shows_its_land(self, width, most, look):
            return None
        return Fit(least, max(least, min(natural, 620 * u)), most, 1.6)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the map in the whole box, and the chart beside it."""
        return _drawn(self, box, look)

    def draw_anew(self, box: Box, look: Look) -> Group:
        """Draw it without looking for what was drawn before."""
        pen, beside, _ = self._draw(box, look)
        data = ChartData(
            "map",
            tuple(area.name.text for area in self.areas),
            (ChartSeries(self.label, tuple(area.value for area in self.areas)),),
            self.form.number_format,
            self.form.words,
        )
        drawn = pen.group("figure", label=self.label, alt=self.alt, chart=data)
        if beside is None:
            return drawn
        assert self.inset is not None
        return Group(f"{self.name}_pair", "section", (drawn, self.inset.draw(beside, look)))

    def _draw(self, box: Box, look: Look) -> tuple[Pen, Box | None, bool]:
        """Return what is drawn, where the second chart stands, and whether the map names every region."""
        pen = Pen(self.name, look, self.kind)
        room = self._room(box, look)
        classes = map_classes([area.value for area in self.areas], look)
        scale, x, y, beside = self._place(room, look)
        spot = Spot(scale, x, y, self.height)
        rows = self._rows(scale, x, y)
        palette = look.palette
        colours = ground_colours(palette.paper, palette.tint, palette.hairline, coast=self.coast)
        seen = draw_surroundings(pen, self.around, box, scale, x, y, colours) if self.around else []
        draw_frames(pen, self.frames, scale, x, y, colours.ground if self.around else "")
        self._draw_halo(pen, scale, x, y, look)
        for area in self.areas:
            self._draw_area(pen, area, scale, x, y, classes, look)
        if self.around and beside is not None:
            self._draw_card(pen, beside, look)
        key = self._draw_key(pen, room, rows, classes, look, beside)
        air = 18 * look.u
        taken = [one.inset(-air, -air, -air, -air) for one in (key, beside) if one is not None]

        def is_free(free: Box) -> bool:
            return rows.is_free(free) and not any(_meet(free, one) for one in taken)

        ways = self._draw_comments(pen, spot, room, is_free, look)
        named = self._draw_labels(pen, spot, room, classes, is_free, look, ways, key, alone=beside is None)
        if seen:
            arrows = tuple(ways.values())

            def is_open(free: Box) -> bool:
                return (
                    is_free(free)
                    and keeps_clear(pen, free, 0.0)
                    and not any(runs_through(way, free) for way in arrows)
                )

            draw_neighbour_names(pen, seen, room, (scale, x, y, self.height), is_open, colours, look)
        return pen, beside, named

    def _draw_comments(
        self, pen: Pen, spot: Spot, room: Box, is_free: Callable[[Box], bool], look: Look
    ) -> dict[str, Way]:
        """Call out what is said of single regions: near them, else by name and figure, else from afar."""
        areas = {area.outline.code: area for area in self.areas}
        ways: dict[str, Way] = {}
        for comment in self.comments:
            area = areas.get(comment.at)
            if area is None:
                continue
            mark, led = spot.of(area.outline), list(ways.values())
            wanted = comment.wanted_in(room)
            reach = _NEAR * look.u if wanted is None else inf
            near = draw_comment(
                pen, comment, [mark], room, (), look, free=is_free, reach=reach, wanted=wanted,
                crossing=_CROSSED * look.u if wanted is None else inf,
            )  # fmt: skip
            if near is None and lead_out(pen, area, spot, room, is_free, look, led, figures=True):
                near = led[-1]
            far = _FAR * look.u
            way = near or draw_comment(
                pen, comment, [mark], room, (), look, free=is_free, reach=far, crossing=far / 2
            )
            if way is not None:
                ways[comment.at] = way
        return ways

    def _draw_labels(
        self,
        pen: Pen,
        spot: Spot,
        room: Box,
        classes: MapClasses,
        is_free: Callable[[Box], bool],
        look: Look,
        called: dict[str, Way],
        key: Box,
        *,
        alone: bool,
    ) -> bool:
        """Name the regions that no comment names; tell whether each one with a figure is named.

        Beside a second chart many names would cross the outlines to the ground that is left: a list has them.
        """
        ways = list(called.values())
        waiting = []
        for area in sorted(self.areas, key=lambda area: -area.outline.label_radius):
            if area.outline.code in called or area.value is None:
                continue
            colour = classes.colour_of(area.value)
            figures = self.figures
            if not draw_inside(pen, area, spot, colour, look, ways, key, figures=figures):
                waiting.append(area)
        if len(self.areas) > MOST_LED:
            return not waiting
        if (self.figures or not alone) and len(waiting) > MOST_OUTSIDE * len(self.areas):
            return False
        led = [lead_out(pen, area, spot, room, is_free, look, ways, figures=self.figures) for area in waiting]
        return all(led)

    def _draw_card(self, pen: Pen, beside: Box, look: Look) -> None:
        """Draw plain ground under a chart that stands on the land of neighbours."""
        u = look.u
        card = beside.inset(-18 * u, -14 * u, -18 * u, -14 * u)
        pen.rect("card", "background", *card, look.palette.paper, radius=14 * u if look.corner else 0.0)

    def stands(self, box: Box, look: Look) -> bool:
        """Tell whether the ground of a box has room for all that this map shows beside its outlines.

        That is the chart in it, where it has one, and name and figure of every region, where it has those.
        """
        return _stands(self, box, look)

    def stands_anew(self, box: Box, look: Look) -> bool:
        """Tell it without looking for what was found before."""
        if self.inset is not None and self._place(self._room(box, look), look)[3] is None:
            return False
        return not self.figures or self._draw(box, look)[2]

    def _rows(self, scale: float, x: float, y: float) -> Spans:
        """Return what the map covers on the page: outlines, and the frames around those led in."""
        shapes = (area.outline.rings for area in self.areas)
        frames = ((frame_ring(frame),) for frame in self.frames)
        return Spans((*shapes, *frames), self.height / ROWS, scale, x, y)

    def _room(self, box: Box, look: Look) -> Box:
        margin = look.size.margin if box.width > 0.9 * look.size.width else 34 * look.u
        return box.inset(margin, 30 * look.u, margin, 30 * look.u)

    def _place(self, room: Box, look: Look) -> tuple[float, float, float, Box | None]:
        """Return scale and origin of the outlines, and the box of the chart beside them where it has one."""
        if self.inset is not None:
            for part in (1.0, 0.92, 0.84, 0.78):
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
        free = room.height - self.height * scale
        for width, height in ((400, 260), (340, 230), (310, 215)):
            wide, high = width * u, height * u
            fit = self.inset.fit(wide, look)
            if fit is None or fit.least > high or wide > 0.5 * room.width or high > room.height:
                continue
            # What is left of the width stands beyond the map, where comments on the poles find room.
            aside = max(0.0, spare - wide - 24 * u)
            for x, left in ((room.x + aside, room.right - wide), (room.x + spare - aside, room.x)):
                for y in dict.fromkeys((room.y + free / 2, room.y, room.y + free)):
                    rows = self._rows(scale, x, y)
                    for top in (room.y, room.bottom - high):
                        spot = Box(left, top, wide, high)
                        clear = spot.inset(-24 * u, -20 * u, -24 * u, -20 * u)
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
        usual = room.x + spare * (0.32 if spare > 180 * u else 0.5)
        corners = self._key_corners(room, self._key_title(look).height, None, look)
        for part in _SMALLER:
            # A little smaller, or to one side, where the key would else hide land.
            less = scale * part
            y = room.y + (room.height - self.height * less) / 2
            aside = room.width - self.width * less
            for x in dict.fromkeys((usual + 0.32 * (aside - spare), room.x, room.x + aside)):
                rows = self._rows(less, x, y)
                if any(rows.is_free(corner) for corner in corners):
                    return less, x, y
        return scale, usual, room.y + (room.height - self.height * scale) / 2

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

    def _draw_key(
        self,
        pen: Pen,
        room: Box,
        rows: Spans,
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
                hatch_box(pen, Box(*box), "#ffffff", u)
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

    def key_covers(self, width: float, height: float, look: Look) -> float:
        """Return the part of the key that lies on land in a box of this size, in its freest corner."""
        room = self._room(Box(0, 0, width, height), look)
        scale, x, y = self._place_alone(room, look)
        rows = self._rows(scale, x, y)
        return min(map(rows.covered, self._key_corners(room, self._key_title(look).height, None, look)))

    def _key_stands_free(self, room: Box, rows: Spans, beside: Box, look: Look) -> bool:
        """Tell whether the key, too, has a corner without land under it."""
        corners = self._key_corners(room, self._key_title(look).height, beside, look)
        return any(rows.is_free(corner) and not _meet(corner, beside) for corner in corners)


@lru_cache(maxsize=64)
def _drawn(block: PlaceMap, box: Box, look: Look) -> Group:
    """Return a map in a place: finding room for its names takes longer than the rest of the page."""
    return block.draw_anew(box, look)


@lru_cache(maxsize=256)
def _stands(block: PlaceMap, box: Box, look: Look) -> bool:
    """Tell whether a map stands in a place: it is asked of many heights whenever a word of a page changes."""
    return block.stands_anew(box, look)


@lru_cache(maxsize=256)
def _shows_its_land(block: PlaceMap, width: float, height: float, look: Look) -> bool:
    """Tell whether the key of a map beside another block hides hardly any of it."""
    return block.key_covers(width, height, look) <= _HIDDEN


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def look_width(text: str, size: float, weight: int, look: Look) -> float:
    """Return the width of a text at a size on the type scale."""
    return measure(text, resize(look.text(24, weight=weight), size * look.u))


def _box_of(outline: Outline, scale: float, x: float, y: float) -> tuple[float, float, float, float]:
    xs = [px for ring in outline.rings for px, _ in ring]
    ys = [py for ring in outline.rings for _, py in ring]
    return (
        x + min(xs) * scale, y + min(ys) * scale, (max(xs) - min(xs)) * scale, (max(ys) - min(ys)) * scale,
    )  # fmt: skip
