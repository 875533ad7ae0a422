"""Which map a page gets: given boundaries first, else a tile grid, else none."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rupadata.analysis import Point, RegionSeries, describe_regions
from rupadata.analysis.over_regions import superlatives
from rupadata.analysis.voice import Voice
from rupadata.compose.annotation import Comment
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.choropleth import MOST_LABELS, Area, Choropleth
from rupadata.compose.blocks.place_map import PlaceMap, Whole
from rupadata.compose.blocks.region_map import TileMap, TileMark
from rupadata.compose.boxes import Box
from rupadata.compose.map_insets import lead_in
from rupadata.compose.number_format import NumberForm, missing_words
from rupadata.compose.page_data import REGION_LEVELS, Source
from rupadata.compose.pen import NOTHING, Writing, plain
from rupadata.pagespec import BlockSpec
from rupadata.wording import capitalised, listed_name

if TYPE_CHECKING:
    from rupadata.regions.boundaries import BoundarySet, Ring


def gather_map(
    block: BlockSpec, source: Source, *, heading: bool = True
) -> TileMap | Choropleth | PlaceMap | None:
    """Return the map of a block, or None where neither outlines nor a grid know all its regions."""
    series = source.regions(block)
    if series is None or len(series.known) < 3:
        return None
    form = source.form(series.points, source.indicator(block))
    title = _heading(block, series, form, source) if heading else Heading(NOTHING)
    found = _choropleth(block, series, form, title, source) or _tiles(block, series, form, title, source)
    if found is not None:
        source.mark_points(series.points)
    return found


def _heading(block: BlockSpec, series: RegionSeries, form: NumberForm, source: Source) -> Heading:
    noun = source.region_word(series)
    return Heading(
        source.heading(block, source.say(f"Peta {noun}", f"Map of {noun}"), REGION_LEVELS),
        source.heading_note(
            form.words,
            source.period(series.period, provisional=any(point.provisional for point in series.known)),
        ),
    )


def _unknown(code: str, source: Source) -> Point:
    return Point(code, source.office.regions.get(code).name, None)


def _label(series: RegionSeries, source: Source) -> str:
    noun, name = source.region_word(series), source.name(series.indicator)
    return source.say(f"Peta per {noun}: {name}", f"Map by {noun}: {name}")


def _choropleth(
    block: BlockSpec, series: RegionSeries, form: NumberForm, heading: Heading, source: Source
) -> Choropleth | PlaceMap | None:
    outlines = source.outlines(series.level)
    if outlines is None or {point.key for point in series.known} - {one.code for one in outlines.outlines}:
        return None
    outlines, frames = drawn_outlines(outlines)
    points = {point.key: point for point in series.points}
    names = source.short_names(series.points)
    ranked = series.ranked
    told = {point.key for point in (*ranked[:3], ranked[-1])} | {source.focus_region}
    areas = []
    for outline in outlines.outlines:
        point = points.get(outline.code) or Point(
            outline.code, source.office.regions.get(outline.code).name, None
        )
        areas.append(
            Area(
                outline,
                plain(listed_name(names.get(point.name, point.name))),
                point.value,
                form.show(point),
                outline.code == source.focus_region,
                point.value is not None and (len(ranked) <= MOST_LABELS or outline.code in told),
                outline.code in told,
            )
        )
    if block.options.get("large"):
        name = capitalised(source.name(series.indicator))
        said = f"{name}, {form.words}" if form.words else name
        return PlaceMap(
            Heading(source.titled(block, said)),
            tuple(areas),
            outlines.width,
            outlines.height,
            form,
            own if (own := source.comments(block)) is not None else _comments(series, names, form, source),
            _whole(series, form, source),
            _label(series, source),
            describe_regions(series, source.lang).text,
            around=outlines.around,
            coast=outlines.coast,
            frames=frames,
        )
    return Choropleth(
        heading,
        tuple(areas),
        outlines.width,
        outlines.height,
        form,
        _label(series, source),
        describe_regions(series, source.lang).text,
        large=bool(block.options.get("large")),
        frames=frames,
    )


def _comments(
    series: RegionSeries, names: dict[str, str], form: NumberForm, source: Source
) -> tuple[Comment, ...]:
    """Return what is said of the highest and the lowest region, each where it stands alone."""
    ranked = series.ranked
    voice = Voice(series.indicator, source.book.region, source.lang)
    found = []
    for point, other, high in ((ranked[0], ranked[1], True), (ranked[-1], ranked[-2], False)):
        if point.value == other.value:
            continue
        shown = form.show(point)
        words = f" {form.words}" if form.words and len(form.words) <= 16 else ""
        said = f"{shown.text}{words}, {superlatives(voice, high=high)}"
        name = plain(names.get(point.name, point.name))
        more = Writing(said, (*shown.evidence, *plain(words.strip()).evidence))
        found.append(Comment(name, more, point.key, accent=True))
    return tuple(found)


def _whole(series: RegionSeries, form: NumberForm, source: Source) -> Whole | None:
    """Return the home region's figure for the key; not that of a sum, which would stand off the scale."""
    whole = series.whole
    if whole is None or whole.value is None or series.indicator.measure.startswith(("count", "money")):
        return None
    return Whole(whole.value, form.show(whole), source.book.region)


@lru_cache(maxsize=16)
def drawn_outlines(found: BoundarySet) -> tuple[BoundarySet, tuple[Box, ...]]:
    """Return outlines as maps draw them: without far islets, far regions led in, with the frames of these."""
    return lead_in(without_far_islands(found))


def without_far_islands(found: BoundarySet) -> BoundarySet:
    """Return outlines without the islets that lie far off the largest land of every region.

    A few rocks in the open sea would make all the rest of a map small. Every region keeps its largest land.
    """
    largest = [max(one.rings, key=_area) for one in found.outlines]
    xs, ys = [x for ring in largest for x, _ in ring], [y for ring in largest for _, y in ring]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    room = 0.03 * max(right - left, bottom - top)

    def is_near(ring: Ring) -> bool:
        return all(left - room <= x <= right + room and top - room <= y <= bottom + room for x, y in ring)

    kept = [
        tuple(ring for ring in one.rings if ring is main or is_near(ring))
        for one, main in zip(found.outlines, largest)
    ]
    xs = [x for rings in kept for ring in rings for x, _ in ring]
    ys = [y for rings in kept for ring in rings for _, y in ring]
    dx, dy = min(xs), min(ys)
    moved = tuple(
        replace(
            one,
            rings=tuple(tuple((x - dx, y - dy) for x, y in ring) for ring in rings),
            label=(one.label[0] - dx, one.label[1] - dy),
        )
        for one, rings in zip(found.outlines, kept)
    )
    around = tuple(
        replace(land, rings=tuple(tuple((x - dx, y - dy) for x, y in ring) for ring in land.rings))
        for land in found.around
    )
    return replace(found, outlines=moved, width=max(xs) - dx, height=max(ys) - dy, around=around)


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise((*ring, ring[0]))))


def _tiles(
    block: BlockSpec, series: RegionSeries, form: NumberForm, heading: Heading, source: Source
) -> TileMap | None:
    grid = source.office.regions.tile_grid(source.book.region_code, level=series.level)
    if grid is None or {point.key for point in series.known} - {tile.code for tile in grid.tiles}:
        return None
    points = {point.key: point for point in series.points}
    tiles = []
    reasons = []
    for tile in grid.tiles:
        point = points.get(tile.code) or _unknown(tile.code, source)
        if point.value is None:
            reasons.append(point.missing)
        strong = tile.code == source.focus_region
        tiles.append(
            TileMark(tile.row, tile.col, tile.short, point.name, point.value, form.show(point), strong)
        )
    return TileMap(
        heading,
        tuple(tiles),
        form,
        _label(series, source),
        describe_regions(series, source.lang).text,
        missing_words(source.lang, reasons),
        large=bool(block.options.get("large")),
    )
