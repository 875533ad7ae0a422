"""Make the tile grids that ship with `rupadata.regions` from open boundaries.

    python tools/make_tiles.py HOME=BOUNDARIES.geojson [HOME=...]

Each argument gives one grid, `*=FILE` one for every region two levels up that the file is complete for. Grids
that tiles.csv has and no argument names stay as they are: a grid may be edited by hand. So do short names.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from msgspec.structs import replace

from rupadata.errors import InputRefusedError
from rupadata.model.region import RegionLevel
from rupadata.regions import TileGrid, official_regions, open_boundaries
from rupadata.regions.boundaries import load_outlines
from rupadata.regions.tiles import load_tiles
from rupadata.regions.tiling import grid_from_boundaries

REGIONS = official_regions()

TARGET = Path(__file__).parent.parent / "src/rupadata/regions/data/tiles.csv"


def make(home: str, path: str) -> TileGrid | None:
    """Return the grid of one home; None when the file lacks some of its children."""
    try:
        found = load_outlines(open_boundaries(path), REGIONS, home)
    except InputRefusedError:
        return None
    if len(found.outlines) != len(REGIONS.children(home)) or len(found.outlines) < 2:
        print(
            "incomplete:",
            home,
            REGIONS.get(home).name,
            len(found.outlines),
            "of",
            len(REGIONS.children(home)),
        )
        return None
    return grid_from_boundaries(REGIONS, found)


def main(*arguments: str) -> None:
    """Write tiles.csv."""
    grids = load_tiles(TARGET)
    shorts = {tile.code: tile.short for grid in grids.values() for tile in grid.tiles}
    for argument in arguments:
        home, _, path = argument.partition("=")
        homes = [r.code for r in REGIONS.descendants("00", RegionLevel.PROVINCE)] if home == "*" else [home]
        for code in homes:
            grid = make(code, path)
            if grid is not None:
                tiles = tuple(replace(tile, short=shorts.get(tile.code, tile.short)) for tile in grid.tiles)
                grids[code] = TileGrid(code, tiles)
                print(code, REGIONS.get(code).name, len(tiles), "tiles", grid.rows, "x", grid.cols)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["home", "code", "row", "col", "short"])
        for code in sorted(grids):
            for tile in grids[code].tiles:
                writer.writerow([code, tile.code, tile.row, tile.col, tile.short])


if __name__ == "__main__":
    main(*sys.argv[1:])
