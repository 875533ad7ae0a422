"""The land around a home region, as far as a file of boundaries holds it: drawn quietly behind a map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely

from rupadata.model.region import Region, RegionLevel, level_of, parent_of
from rupadata.regions.codes import BPS, KEMENDAGRI, split_code
from rupadata.regions.gazetteer import is_within
from rupadata.regions.outline_files import Feature
from rupadata.regions.regions import Regions

REACH = 1.4
"""How far around home its neighbours are kept, in lengths of home's longer side."""
LEAST_SIBLINGS = 0.85
"""Which share of home's siblings a file holds before uncovered ground is taken for water."""

Window = tuple[float, float, float, float]


def find_neighbours(
    features: Sequence[Feature], regions: Regions, home_code: str, bounds: Window
) -> tuple[dict[str, Any], bool]:
    """Return the polygons of regions of home's level around it by code, in degrees, cut to a window.

    Also whether what neither they nor home cover is water: the file holds nearly all of home's siblings, and
    for regions below the provinces some land of another province too. Where a file holds only a part, empty
    ground says nothing.
    """
    level = level_of(home_code)
    if level is RegionLevel.COUNTRY:
        return {}, False
    west, south, east, north = bounds
    reach = REACH * max(east - west, north - south)
    window = (west - reach, south - reach, east + reach, north + reach)
    parts: dict[str, list[Any]] = {}
    seen: set[str] = set()
    for feature in features:
        code = _code_beside(feature, regions, home_code, level)
        if not code:
            continue
        seen.add(code)
        if _meets(feature.polygon.bounds, window):
            parts.setdefault(code, []).append(_cut(feature.polygon, window))
    shapes = {code: shapely.union_all(held) for code, held in sorted(parts.items())}
    shapes = {code: shape for code, shape in shapes.items() if shape.area > 0}
    return shapes, bool(shapes) and _is_whole(seen, regions, home_code, level)


def _meets(one: Window, other: Window) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cut(polygon: Any, window: Window) -> Any:
    if not polygon.is_valid:
        polygon = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    return shapely.clip_by_rect(polygon, *window)


def _is_whole(seen: set[str], regions: Regions, home_code: str, level: RegionLevel) -> bool:
    parent = parent_of(home_code)
    siblings = {region.code for region in regions.descendants(parent, level)} - {home_code}
    held = len(siblings & seen) / max(1, len(siblings))
    beyond = level is RegionLevel.PROVINCE or any(not is_within(code, parent) for code in seen)
    return held >= LEAST_SIBLINGS and beyond


def _code_beside(feature: Feature, regions: Regions, home_code: str, level: RegionLevel) -> str:
    """Return the code, of home's level, of the region outside home that a feature is; "" for none."""
    names = [text for text in feature.properties.values() if text and not text.isdigit()]
    for text in feature.properties.values():
        code, name = split_code(text)
        if name or len(code.replace(".", "")) < 2:
            continue
        for notation in (KEMENDAGRI, BPS):
            for region in regions.of_code(code, notation):
                if region.level >= level and not is_within(region.code, home_code):
                    found = regions.get(".".join(region.code.split(".")[: int(level)]))
                    if _is_called(region, names, regions):
                        return found.code
    return ""


def _is_called(region: Region, names: Sequence[str], regions: Regions) -> bool:
    """Tell whether any property of a feature names the region that its code is taken for."""
    parent = region.parent_code
    found = (regions.find(name, within=parent, level=region.level) for name in names)
    return any(match is not None and match.region.code == region.code for match in found)
