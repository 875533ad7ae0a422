"""Tile grids: every region one tile of the same size, neighbours kept neighbours."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from rupadata.regions.gazetteer import read_data


class Tile(Struct, frozen=True):
    """One region's place: rows counted from the north, columns from the west, and its short name."""

    code: str
    row: int
    col: int
    short: str


class TileGrid(Struct, frozen=True):
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
def shipped_grids() -> Mapping[str, TileGrid]:
    """Return the grids that come with the product, by home."""
    return MappingProxyType(parse_tiles(read_data("tiles.csv").splitlines()))
