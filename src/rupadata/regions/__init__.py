"""Regions: codes and names, matching of spellings, boundaries, tile grids."""

from rupadata.model.region import Region, RegionLevel
from rupadata.regions.gazetteer import (
    EDITION,
    ancestors,
    children,
    common_region,
    descendants,
    get_region,
    is_within,
    region_by_bps_code,
)
from rupadata.regions.name_search import RegionMatch, find_region
from rupadata.regions.own import add_own_regions, is_region_list
from rupadata.regions.tiles import Tile, TileGrid, load_tiles, tile_grid

__all__ = [
    "EDITION",
    "Region",
    "RegionLevel",
    "RegionMatch",
    "Tile",
    "TileGrid",
    "add_own_regions",
    "ancestors",
    "children",
    "common_region",
    "descendants",
    "find_region",
    "get_region",
    "is_region_list",
    "is_within",
    "load_tiles",
    "region_by_bps_code",
    "tile_grid",
]
