"""A region: a place with an official code."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct


class RegionLevel(IntEnum):
    """The levels of Indonesian administration, counted by the parts of a Kemendagri code."""

    COUNTRY = 0
    PROVINCE = 1
    REGENCY = 2  # kabupaten or kota
    DISTRICT = 3  # kecamatan
    VILLAGE = 4  # kelurahan or desa


class Region(Struct, frozen=True):
    """A place by its dotted Kemendagri code: 00, 36, 36.71, 36.71.05, 36.71.05.1001.

    `name` is written as people write it: "Kota Tangerang", "Kabupaten Lebak", "Cipondoh", "Banten".
    """

    code: str
    name: str
    bps_code: str = ""

    @property
    def level(self) -> RegionLevel:
        """Return the level told by the code."""
        return level_of(self.code)

    @property
    def parent_code(self) -> str:
        """Return the code of the region above; a province's is 00, the country's is empty."""
        return parent_of(self.code)


def level_of(code: str) -> RegionLevel:
    """Return the level of a dotted Kemendagri code."""
    return RegionLevel.COUNTRY if code == "00" else RegionLevel(code.count(".") + 1)


def parent_of(code: str) -> str:
    """Return the code of the region above a dotted Kemendagri code."""
    if code == "00":
        return ""
    return code.rpartition(".")[0] or "00"
