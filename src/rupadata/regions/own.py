"""Regions of an office's own that the official list does not hold: fictional, planned, of its own cutting.

A `regions.csv` with the columns code,name,bps_code,row,col,short adds to the official list, as a locale does;
it never changes what the list holds. `row`, `col` and `short` may be empty; where a home's regions have them,
they are its tile grid.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping

from msgspec import Struct

from rupadata.decoding import decode_text, unreadable
from rupadata.errors import InputRefusedError
from rupadata.language import in_both
from rupadata.model.region import parent_of
from rupadata.regions.gazetteer import is_official
from rupadata.regions.tiles import Tile, TileGrid

FILE_NAME = "regions.csv"
_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}){0,2}(?:\.[0-9]{4})?")
_TILE_PLACE = re.compile(r"[0-9]{1,3}")


class OwnRegions(Struct, frozen=True):
    """What one list adds: "bps_code,name" by code, and the tile grids of the homes that have one."""

    lines: Mapping[str, str]
    grids: Mapping[str, TileGrid]


def is_region_list(name: str, content: bytes) -> bool:
    """Tell whether a file is such a list, by its name and its first line."""
    return name.rpartition("/")[2] == FILE_NAME and content.lstrip(b"\xef\xbb\xbf").startswith(b"code,name")


def parse_own_regions(content: bytes, name: str = FILE_NAME) -> OwnRegions:
    """Return the regions of a list; one that has no code or takes an official one is refused."""
    text = decode_text(content, name, "own-region-invalid")
    try:
        rows = list(csv.DictReader(text.splitlines()))
    except csv.Error as error:
        raise unreadable(name, error, "own-region-invalid") from error
    lines: dict[str, str] = {}
    grids: dict[str, list[Tile]] = {}
    for number, row in enumerate(rows, 2):
        code, region_name = (row.get("code") or "").strip(), (row.get("name") or "").strip()
        if not _CODE.fullmatch(code) or not region_name or is_official(code):
            shown = code[:40]
            raise InputRefusedError(
                in_both(
                    id=f"{name}, baris {number}: kode {code[:40]!r} tidak sah, sudah resmi, atau tanpa nama.",
                    en=f"{name}, row {number}: the code {shown!r} is not valid, is official, or has no name.",
                ),
                code="own-region-invalid",
                hint=in_both(
                    id="Pakai kode seperti 99.71.01 yang tidak dimiliki wilayah resmi.",
                    en="Use a code such as 99.71.01 that no official region has.",
                ),
            )
        lines[code] = f"{(row.get('bps_code') or '').strip()},{region_name}"
        at_row, at_col = (row.get("row") or "").strip(), (row.get("col") or "").strip()
        if _TILE_PLACE.fullmatch(at_row) and _TILE_PLACE.fullmatch(at_col):
            tile = Tile(code, int(at_row), int(at_col), (row.get("short") or region_name[:3].upper()).strip())
            grids.setdefault(parent_of(code), []).append(tile)
    return OwnRegions(lines, {home: TileGrid(home, tuple(found)) for home, found in grids.items()})
