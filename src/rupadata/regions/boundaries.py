"""Outlines of regions out of a file that an office gives: matched to codes, simplified together."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import shapely
from msgspec import Struct
from msgspec.structs import replace

from rupadata.cache import cache_folder, keep
from rupadata.errors import InputRefusedError
from rupadata.language import in_both
from rupadata.logs import get_log
from rupadata.model.region import Region, RegionLevel, level_of
from rupadata.problems import Place, Problem
from rupadata.regions.boundary_file import BoundaryFile
from rupadata.regions.codes import BPS, KEMENDAGRI, split_code
from rupadata.regions.gazetteer import is_within
from rupadata.regions.neighbours import find_neighbours
from rupadata.regions.outline_files import Feature, read_features
from rupadata.regions.regions import Regions
from rupadata.regions.rings import in_ring

log = get_log(__name__)

EXTENT = 1000.0
"""The longer side of a set of outlines, in its own units."""

TOLERANCE = 2.5
"""How far a simplified border may run from the given one, in the same units."""

_CACHE_VERSION = 2
QUIET_TOLERANCE = 5.0
"""The same for the land around home."""

Ring = tuple[tuple[float, float], ...]


class Outline(Struct, frozen=True):
    """The drawn shape of one region, y downwards.

    `rings` are closed without repeating the first point, holes run the other way (fill rule evenodd or
    nonzero); a label fits best at `label`, `label_radius` away from every border.
    """

    code: str
    rings: tuple[Ring, ...]
    label: tuple[float, float]
    label_radius: float

    def path(self, scale: float = 1.0, x: float = 0.0, y: float = 0.0) -> str:
        """Return the SVG path, scaled and then moved."""
        return "".join(
            "M" + "L".join(f"{px * scale + x:.2f} {py * scale + y:.2f}" for px, py in ring) + "Z"
            for ring in self.rings
        )

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside, holes left out: a ray from it meets an odd number of borders."""
        return sum(in_ring(ring, x, y) for ring in self.rings) % 2 == 1


class Land(Struct, frozen=True):
    """A region beside home, as far as a map of home reaches: its name and its shape, in home's units."""

    name: str
    rings: tuple[Ring, ...]


class BoundarySet(Struct, frozen=True):
    """The outlines of a home region's children, in a box of `width` by `height` from 0, 0.

    `around` is the land beside home where the file holds it; `coast` tells that what is neither is water.
    """

    home_code: str
    outlines: tuple[Outline, ...]
    width: float
    height: float
    problems: tuple[Problem, ...] = ()
    around: tuple[Land, ...] = ()
    coast: bool = False

    def outline(self, code: str) -> Outline | None:
        """Return the outline of a region; None when the file has none."""
        return next((outline for outline in self.outlines if outline.code == code), None)


class _Drawn(Struct, frozen=True):
    """Outlines, and what is to be said of them."""

    outlines: BoundarySet
    missing: tuple[str, ...]
    unmatched: tuple[str, ...]
    healed: bool


def load_outlines(
    source: BoundaryFile, regions: Regions, home_code: str, *, level: RegionLevel | None = None
) -> BoundarySet:
    """Return the outlines of a region's children (or of a deeper level) out of a file.

    Smaller regions in the file are joined. The result is kept in the cache folder by the file's content.
    """
    target = level if level is not None else RegionLevel(level_of(home_code) + 1)
    drawn = _load(source, regions, regions.get(home_code).code, target)
    problems = _problems(drawn, regions, source.path.name)
    return replace(drawn.outlines, problems=problems) if problems else drawn.outlines


@lru_cache(maxsize=64)
def _load(source: BoundaryFile, regions: Regions, home_code: str, level: RegionLevel) -> _Drawn:
    path = source.path
    name = f"{source.digest[:32]}-{regions.digest[:16]}-{home_code}-{int(level)}-{_CACHE_VERSION}.json"
    kept = cache_folder() / "boundaries" / name
    if kept.is_file():
        try:
            return _from_json(kept.read_bytes())
        except (ValueError, KeyError, TypeError):
            log.warning("%s is not what was kept; drawn anew", kept, exc_info=True)
            kept.unlink(missing_ok=True)
    source.check_unchanged()
    features = read_features(path)
    shapes, unmatched = match_features(features, regions, home_code, level)
    if not shapes:
        home = regions.get(home_code).name
        raise InputRefusedError(
            in_both(
                id=f"{path.name}: tidak ada batas wilayah di {home}.",
                en=f"{path.name}: no boundary in {home}.",
            ),
            code="boundaries-no-match",
            hint=in_both(
                id="Berkas perlu kolom kode (Kemendagri atau BPS) atau nama wilayah.",
                en="The file needs a column of codes (Kemendagri or BPS) or of names.",
            ),
        )
    found = _draw(shapes, home_code, healed := not shapely.coverage_is_valid(list(shapes.values())))
    found = _with_neighbours(found, features, regions, shapes)
    missing = [r.code for r in regions.descendants(home_code, level) if r.code not in shapes]
    drawn = _Drawn(found, tuple(missing), unmatched, healed)
    keep(kept, _to_json(drawn))
    return drawn


def match_features(
    features: Sequence[Feature], regions: Regions, home_code: str, level: RegionLevel
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the polygon of each region of one level in a home, and what the file names that is none.

    The property that tells most regions apart decides, a code before a name; where undotted codes can be of
    both offices, the names beside decide.
    """
    keys = sorted({key for feature in features for key in feature.properties})
    best: tuple[tuple[float, ...], list[str]] = ((0.0,), [""] * len(features))
    for key in keys:
        texts = [feature.properties.get(key, "") for feature in features]
        for notation in (KEMENDAGRI, BPS, "name"):
            codes = [_code_at(text, regions, home_code, level, notation) for text in texts]
            known = [code for code in codes if code]
            if not known:
                continue
            agreeing = _agreement(features, regions, codes) if notation != "name" else 0.5
            reached = len({_at_level(code, level) for code in known})
            rank = (round(reached * (0.4 + agreeing), 3), len(known), notation != "name")
            if rank > best[0]:
                best = (rank, codes)
    groups: dict[str, list[Any]] = {}
    for feature, code in zip(features, best[1]):
        if code:
            groups.setdefault(_at_level(code, level), []).append(_polygons_of(feature.polygon))
    joined = {
        code: parts[0] if len(parts) == 1 else _polygons_of(shapely.union_all(parts))
        for code, parts in sorted(groups.items())
    }
    # What encloses nothing is no region of a map: it is told as one that the file lacks.
    shapes = {code: shape for code, shape in joined.items() if not shape.is_empty}
    strange = tuple(
        _shown_name(feature)
        for feature, code in zip(features, best[1])
        if not code and not _is_elsewhere(feature, regions) and _inside(feature, shapes)
    )
    return shapes, strange


def _code_at(text: str, regions: Regions, home_code: str, level: RegionLevel, notation: str) -> str:
    """Return the code of the region that a property means, of a level or deeper; "" when none in the home."""
    region: Region | None = None
    if notation == "name":
        found = regions.find(text, within=home_code, level=level)
        region = found.region if found and found.score >= 0.8 else None
    else:
        code, name = split_code(text)
        digits = code.replace(".", "").replace(" ", "")
        if code and not name and len(digits) > 1:
            if notation == BPS and len(digits) == 10:
                # Villages of BPS stand in no list here, but their first digits are the district's code.
                code = digits[:7]
            found_regions = [r for r in regions.of_code(code, notation) if is_within(r.code, home_code)]
            region = found_regions[0] if found_regions else None
    if region is None or not is_within(region.code, home_code) or region.level < level:
        return ""
    return region.code


def _at_level(code: str, level: RegionLevel) -> str:
    return ".".join(code.split(".")[: int(level)])


def _agreement(features: Sequence[Feature], regions: Regions, codes: Sequence[str]) -> float:
    """Return the share of codes whose region is named in any other property of its feature."""
    coded = [(feature, code) for feature, code in zip(features, codes) if code]
    agreeing = 0
    for feature, code in coded:
        names = [text for text in feature.properties.values() if text and not text.isdigit()]
        parent, level = code.rpartition(".")[0], level_of(code)
        matches = (regions.find(name, within=parent, level=level) for name in names)
        agreeing += any(found is not None and found.region.code == code for found in matches)
    return agreeing / len(coded)


def _polygons_of(geometry: Any) -> Any:
    """Return the areas of a geometry, mended; lines and points that mending leaves are dropped."""
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    parts: list[Any] = []
    waiting = [geometry]
    while waiting:
        part = waiting.pop()
        if part.geom_type == "Polygon":
            parts.append(part)
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            waiting.extend(shapely.get_parts(part))
    return shapely.MultiPolygon([part for part in parts if part.area > 0])


def _is_elsewhere(feature: Feature, regions: Regions) -> bool:
    """Tell whether a feature names a region, of another home."""
    texts = feature.properties.values()
    return any(regions.of_code(code) for code, name in map(split_code, texts) if len(code) > 3 and not name)


def _inside(feature: Feature, shapes: dict[str, Any]) -> bool:
    """Tell whether a feature lies among the shapes; one that encloses nothing lies nowhere."""
    point = shapely.point_on_surface(feature.polygon)
    if point.is_empty:
        return False
    west, south, east, north = shapely.total_bounds(list(shapes.values())) if shapes else (0, 0, 0, 0)
    return bool(west <= point.x <= east and south <= point.y <= north)


def _shown_name(feature: Feature) -> str:
    texts = [text for text in feature.properties.values() if any(mark.isalpha() for mark in text)]
    return texts[0] if texts else next(iter(feature.properties.values()), "?")


def _projection(bounds: Sequence[float]) -> tuple[Callable[[Any], Any], float, float]:
    """Return how degrees become units of a map of these bounds, and its width and height."""
    west, south, east, north = bounds
    # At these latitudes an equirectangular map with the middle parallel true is all a picture needs.
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = EXTENT / max((east - west) * narrowing, north - south)

    def project(points: Any) -> Any:
        points[:, 0] = (points[:, 0] - west) * narrowing * scale
        points[:, 1] = (north - points[:, 1]) * scale
        return points

    return project, (east - west) * narrowing * scale, (north - south) * scale


def _with_neighbours(
    found: BoundarySet, features: Sequence[Feature], regions: Regions, shapes: dict[str, Any]
) -> BoundarySet:
    """Return outlines with the land around home that the file holds, coarser than home itself."""
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(list(shapes.values())))
    bounds = (west, south, east, north)
    beside, coast = find_neighbours(features, regions, found.home_code, bounds)
    if not beside:
        return found
    project = _projection(bounds)[0]
    drawn = [shapely.transform(_polygons_of(shape), project) for shape in beside.values()]
    simple = [_polygons_of(shape.simplify(QUIET_TOLERANCE)) for shape in drawn]
    lands = []
    for code, shape in zip(beside, simple):
        large = [part for part in shapely.get_parts(shape) if part.area > (4 * QUIET_TOLERANCE) ** 2]
        rings = tuple(tuple((round(x, 1), round(y, 1)) for x, y in p.exterior.coords[:-1]) for p in large)
        if rings:
            lands.append(Land(regions.get(code).name, rings))
    return replace(found, around=tuple(lands), coast=coast)


def _draw(shapes: dict[str, Any], home_code: str, heal: bool) -> BoundarySet:
    """Project, heal and simplify polygons together, so that neighbours keep one border."""
    project, width, height = _projection(shapely.total_bounds(list(shapes.values())))
    projected = [shapely.transform(shape, project) for shape in shapes.values()]
    if heal:
        projected = _heal(projected)
    simple = shapely.coverage_simplify(projected, TOLERANCE)
    outlines = tuple(
        _outline(code, shape if not shape.is_empty else before)
        for code, shape, before in zip(shapes, simple, projected)
    )
    return BoundarySet(home_code, outlines, round(width, 2), round(height, 2))


def _heal(shapes: list[Any]) -> list[Any]:
    """Close the slivers between borders that were drawn apart, giving overlaps to the first."""
    snapped = [_polygons_of(shapely.set_precision(shape, 0.05)) for shape in shapes]
    cleaned = shapely.coverage_clean(snapped, snapping_distance=0.4, gap_width=4.0)
    return [_polygons_of(after) if not after.is_empty else before for after, before in zip(cleaned, shapes)]


def _outline(code: str, shape: Any) -> Outline:
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    large = [parts[0], *(part for part in parts[1:] if part.area > (2 * TOLERANCE) ** 2)]
    rings = []
    for part in large:
        for ring in (part.exterior, *part.interiors):
            points = tuple((round(x, 2), round(y, 2)) for x, y in ring.coords[:-1])
            if len(points) > 2:
                rings.append(points)
    circle = shapely.maximum_inscribed_circle(parts[0], 0.5)
    (x, y), *_ = circle.coords
    return Outline(code, tuple(rings), (round(x, 2), round(y, 2)), round(circle.length, 2))


def _problems(drawn: _Drawn, regions: Regions, file: str) -> tuple[Problem, ...]:
    """Return what is imperfect about outlines."""
    place = Place(file)
    problems = []
    names = ", ".join(regions.get(code).name for code in drawn.missing)
    if names:
        problems.append(Problem.of("boundaries-region-missing", place, regions=names))
    if unmatched := drawn.unmatched:
        shown = ", ".join(unmatched[:3]) + (f" (+{len(unmatched) - 3})" if len(unmatched) > 3 else "")
        problems.append(Problem.of("boundaries-feature-unknown", place, shapes=shown))
    if drawn.healed:
        problems.append(Problem.of("boundaries-healed", place))
    return tuple(problems)


def _to_json(drawn: _Drawn) -> bytes:
    found = drawn.outlines
    return json.dumps(
        {
            "home": found.home_code,
            "size": [found.width, found.height],
            "outlines": [[o.code, o.rings, o.label, o.label_radius] for o in found.outlines],
            "around": [[land.name, land.rings] for land in found.around],
            "coast": found.coast,
            "missing": list(drawn.missing),
            "unmatched": list(drawn.unmatched),
            "healed": drawn.healed,
        },
        separators=(",", ":"),
    ).encode()


def _from_json(content: bytes) -> _Drawn:
    kept = json.loads(content)
    outlines = tuple(
        Outline(code, tuple(tuple((x, y) for x, y in ring) for ring in rings), (label[0], label[1]), radius)
        for code, rings, label, radius in kept["outlines"]
    )
    width, height = kept["size"]
    around = tuple(
        Land(name, tuple(tuple((x, y) for x, y in ring) for ring in rings)) for name, rings in kept["around"]
    )
    found = BoundarySet(kept["home"], outlines, width, height, (), around, kept["coast"])
    return _Drawn(found, tuple(kept["missing"]), tuple(kept["unmatched"]), kept["healed"])
