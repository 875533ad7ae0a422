"""Regions: codes and names, matching of spellings, boundaries, tile grids."""

from rupadata.model.region import Region, RegionLevel
from rupadata.regions.boundary_file import BoundaryFile, open_boundaries
from rupadata.regions.gazetteer import EDITION, ancestors, common_region, is_within
from rupadata.regions.name_search import RegionMatch
from rupadata.regions.own import is_region_list
from rupadata.regions.regions import Regions, official_regions, regions_of
from rupadata.regions.tiles import Tile, TileGrid, load_tiles

__all__ = [
    "EDITION",
    "BoundaryFile",
    "Region",
    "RegionLevel",
    "RegionMatch",
    "Regions",
    "Tile",
    "TileGrid",
    "ancestors",
    "common_region",
    "is_region_list",
    "is_within",
    "load_tiles",
    "official_regions",
    "open_boundaries",
    "regions_of",
]
