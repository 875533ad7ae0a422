"""The regions that one office knows, as a value: the official list, and the lists that the office adds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType

from rupadata.model.region import Region, RegionLevel, level_of
from rupadata.regions.codes import regions_of_code
from rupadata.regions.gazetteer import EDITION, Gazetteer
from rupadata.regions.name_search import NameSearch, RegionMatch
from rupadata.regions.own import FILE_NAME, parse_own_regions
from rupadata.regions.tiles import TileGrid, shipped_grids


class Regions:
    """Regions by code and by name, and their tile grids. Never changes; equal when the added lists are.

    `lists` are the contents of the `regions.csv` files that were added, in their order: of a code that two of
    them name, the later says what it is called. The official data are shared by all values of a process;
    what a value remembers of its own searches goes with it.
    """

    def __init__(self, lists: Iterable[bytes] = ()) -> None:
        self.lists = tuple(dict.fromkeys(lists))
        lines: dict[str, str] = {}
        grids: dict[str, TileGrid] = {}
        for content in self.lists:
            own = parse_own_regions(content)
            lines.update(own.lines)
            grids.update(own.grids)
        self._gazetteer = Gazetteer(lines)
        self._search = NameSearch(self._gazetteer)
        self._grids: Mapping[str, TileGrid] = MappingProxyType({**shipped_grids(), **grids})

    @cached_property
    def digest(self) -> str:
        """The digest of what these regions are: the official edition and the added lists."""
        parts = (EDITION.encode(), *(hashlib.sha256(content).digest() for content in self.lists))
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regions) and self.lists == other.lists

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Regions({len(self.lists)} own lists, {self.digest[:12]})"

    def __reduce__(self) -> tuple[object, ...]:
        return (regions_of, (self.lists,))

    def with_list(self, content: bytes, name: str = FILE_NAME) -> Regions:
        """Return these regions and those of one more list; a faulty one is refused under its `name`."""
        if content in self.lists:
            return self
        parse_own_regions(content, name)
        return Regions((*self.lists, content))

    def get(self, code: str) -> Region:
        """Return the region of a dotted Kemendagri code, also a former one; KeyError when there is none."""
        return self._gazetteer.get(code)

    def by_bps_code(self, code: str) -> Region | None:
        """Return the province, regency or district of an undotted BPS code; None when there is none."""
        return self._gazetteer.by_bps_code(code)

    def of_code(self, code: str, notation: str = "") -> tuple[Region, ...]:
        """Return the regions that a code can mean, the likelier first: undotted, BPS before Kemendagri."""
        return regions_of_code(self._gazetteer, code, notation)

    def children(self, code: str) -> tuple[Region, ...]:
        """Return the regions directly below one, in the order of their codes; none for a village."""
        return self._gazetteer.children(code)

    def descendants(self, code: str, level: RegionLevel) -> tuple[Region, ...]:
        """Return the regions of one level inside a region."""
        return self._gazetteer.descendants(code, level)

    def find(
        self,
        text: str,
        *,
        within: str = "",
        level: RegionLevel | None = None,
        kind: str = "",
        notation: str = "",
    ) -> RegionMatch | None:
        """Return the region that a text means, or None when it means none.

        `within` is the code of the home region, `level` the level asked for, `kind` kabupaten or kota where a
        heading says so, `notation` kemendagri or bps where undotted codes are known to be of one.
        """
        return self._search.find(text, within=within, level=level, kind=kind, notation=notation)

    def tile_grid(self, home_code: str, *, level: RegionLevel | None = None) -> TileGrid | None:
        """Return the grid of a region's children; None without one, or at another level."""
        if level is not None and level != level_of(home_code) + 1:
            return None
        return self._grids.get(home_code)


@lru_cache(maxsize=8)
def regions_of(lists: tuple[bytes, ...] = ()) -> Regions:
    """Return the regions of some lists; equal lists give one value with what it remembers."""
    return Regions(lists)


def official_regions() -> Regions:
    """Return the official regions alone."""
    return regions_of()
