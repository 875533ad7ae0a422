"""Which regions touch, out of their outlines."""

from __future__ import annotations

from functools import lru_cache

import shapely

from rupadata.errors import InputRefusedError
from rupadata.model.neighbourhood import Neighbourhood
from rupadata.model.region import RegionLevel
from rupadata.regions.boundaries import BoundarySet, load_outlines
from rupadata.regions.boundary_file import BoundaryFile
from rupadata.regions.regions import Regions

GAP = 3.0
"""How far apart two outlines may be and still touch, of the 1000 of the longer side: what drawing them
simpler moves a border by, and rivers between two."""


@lru_cache(maxsize=64)
def load_neighbourhood(
    source: BoundaryFile, regions: Regions, home_code: str, level: RegionLevel
) -> Neighbourhood | None:
    """Return who touches whom among the regions of a level in a home; None where the file has none of it."""
    try:
        return find_touching(load_outlines(source, regions, home_code, level=level))
    except InputRefusedError as error:
        if error.code == "boundaries-no-match":
            return None
        raise


def find_touching(outlines: BoundarySet) -> Neighbourhood:
    """Return the pairs of outlines that share a border, or nearly."""
    shapes = [
        shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in one.rings if len(ring) > 2])
        for one in outlines.outlines
    ]
    codes = [one.code for one in outlines.outlines]
    near = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=GAP)
    pairs = {
        (min(codes[a], codes[b]), max(codes[a], codes[b]))
        for a, b in zip(*near.tolist(), strict=True)
        if a != b
    }
    return Neighbourhood(frozenset(pairs), tuple((one.code, *one.label) for one in outlines.outlines))
