"""Tile grids: every region one tile of the same size, neighbours kept neighbours."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rupadata.model.region import RegionLevel, level_of
from rupadata.regions.gazetteer import read_data


@dataclass(frozen=True, slots=True)
class Tile:
    """One region's place: rows counted from the north, columns from the west, and its short name."""

    code: str
    row: int
    col: int
    short: str


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The tiles of all children of a home region."""

    home_code: str
    tiles: tuple[Tile, ...]

    @property
    def rows(self) -> int:
        """Return how many rows the grid has."""
        return 1 + max(tile.row for tile in self.tiles)

    @property
    def cols(self) -> int:
        """Return how many columns the grid has."""
        return 1 + max(tile.col for tile in self.tiles)


def parse_tiles(lines: Iterable[str]) -> dict[str, TileGrid]:
    """Return the grids of a CSV with the columns home,code,row,col,short, by home."""
    found: dict[str, list[Tile]] = {}
    for row in csv.DictReader(lines):
        tile = Tile(row["code"], int(row["row"]), int(row["col"]), row["short"])
        found.setdefault(row["home"], []).append(tile)
    return {home: TileGrid(home, tuple(tiles)) for home, tiles in found.items()}


def load_tiles(path: Path) -> dict[str, TileGrid]:
    """Return the grids of an office's own CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return parse_tiles(file)


@cache
def _own_grids() -> dict[str, TileGrid]:
    return parse_tiles(read_data("tiles.csv").splitlines())


def add_grids(grids: dict[str, TileGrid]) -> None:
    """Add grids of an office's own for this process."""
    _own_grids().update(grids)


def forget_own_grids() -> None:
    """Take back the grids of an office's own: the shipped ones are read again."""
    _own_grids.cache_clear()


def tile_grid(home_code: str, *, level: RegionLevel | None = None) -> TileGrid | None:
    """Return the grid of a region's children; None when there is none, or the level is not the children's."""
    if level is not None and level != level_of(home_code) + 1:
        return None
    return _own_grids().get(home_code)
