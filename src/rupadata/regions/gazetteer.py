"""The official list of regions: codes of both notations, names, who lies in whom, codes of former editions.

Provinces, regencies and districts are read at the first question, villages at the first question for one.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping, Set
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from rupadata.model.region import Region, RegionLevel, parent_of

EDITION = "Kepmendagri 300.2.2-2138/2025"
"""Where the Kemendagri codes and names come from."""

BPS_EDITION = "BPS 2020; provinces as of 2022"
"""Where the BPS codes come from. Districts that are younger have none here."""

COUNTRY = Region("00", "Indonesia", "0000")


def read_data(name: str) -> str:
    """Return the text of a data file of this package, unpacked."""
    content = (files("rupadata.regions") / "data" / name).read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")


@cache
def _official_lines() -> dict[str, str]:
    lines = read_data("regions.csv.gz").splitlines()[1:]
    return {code: rest for code, _, rest in (line.partition(",") for line in lines)}


@cache
def _former_codes() -> dict[str, str]:
    return dict(line.split(",") for line in read_data("former.csv").splitlines()[1:])


@cache
def _village_lines() -> dict[str, str]:
    lines = read_data("villages.csv.gz").splitlines()
    return {line[: line.index(",")]: line[line.index(",") + 1 :] for line in lines}


@cache
def _villages(district: str) -> dict[str, Region]:
    found = {}
    for entry in filter(None, _village_lines().get(district, "").split(",")):
        code = f"{district}.{entry[:4]}"
        found[code] = Region(code, entry[4:])
    return found


def is_official(code: str) -> bool:
    """Tell whether a code stands in the official list."""
    return code == COUNTRY.code or code in _official_lines()


class Gazetteer:
    """A list of regions: the official one, and what an office adds to it as "bps_code,name" by code.

    The official data are read once and shared; nothing of a gazetteer ever changes.
    """

    def __init__(self, own_lines: Mapping[str, str] = MappingProxyType({})) -> None:
        official = _official_lines()
        self._lines = {**official, **own_lines} if own_lines else official
        self._known: dict[str, Region] = {COUNTRY.code: COUNTRY}

    @cached_property
    def _child_codes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code in self._lines:
            found.setdefault(code.rpartition(".")[0] or "00", []).append(code)
        return found

    @cached_property
    def _codes_by_bps_code(self) -> dict[str, str]:
        return {
            rest.partition(",")[0]: code for code, rest in self._lines.items() if not rest.startswith(",")
        }

    def _listed(self, code: str) -> Region | None:
        region = self._known.get(code)
        if region is None and (rest := self._lines.get(code)) is not None:
            bps_code, _, name = rest.partition(",")
            region = self._known[code] = Region(code, name, bps_code)
        return region

    def get(self, code: str) -> Region:
        """Return the region of a dotted Kemendagri code, also a former one; KeyError when there is none."""
        region = self._listed(code)
        if region is not None:
            return region
        if code.count(".") == 3:
            district = code.rpartition(".")[0]
            district_now = _former_codes().get(district, district)
            return _villages(district_now)[f"{district_now}{code[len(district) :]}"]
        return self.get(_former_codes()[code])

    def by_bps_code(self, code: str) -> Region | None:
        """Return the province, regency or district of an undotted BPS code; None when there is none."""
        if code in ("0000", "9999"):
            return COUNTRY
        current = self._codes_by_bps_code.get(code)
        return None if current is None else self._listed(current)

    def children(self, code: str) -> tuple[Region, ...]:
        """Return the regions directly below one, in the order of their codes; none for a village."""
        region = self.get(code)
        if region.level == RegionLevel.DISTRICT:
            return tuple(_villages(region.code).values())
        return tuple(self.get(child) for child in self._child_codes.get(region.code, ()))

    def descendants(self, code: str, level: RegionLevel) -> tuple[Region, ...]:
        """Return the regions of one level inside a region."""
        found: tuple[Region, ...] = (self.get(code),)
        while found and found[0].level < level:
            found = tuple(child for region in found for child in self.children(region.code))
        return found


def ancestors(code: str) -> tuple[str, ...]:
    """Return the codes of the regions above one, the nearest first, the country last."""
    found = []
    while code := parent_of(code):
        found.append(code)
    return tuple(found)


def is_within(code: str, home: str) -> bool:
    """Tell whether a region is another or lies in it."""
    return home == "00" or code == home or code.startswith(home + ".")


def outer_codes(codes: Iterable[str]) -> set[str]:
    """Return those of some codes that others of them lie in; the country's is left out."""
    known = set(codes) - {COUNTRY.code}
    return {outer for code in known for outer in ancestors(code) if outer in known}


def whole_codes(codes: Iterable[str]) -> set[str]:
    """Return those of some codes that two and more others lie in; a region beside a single part of it is no
    whole of what is listed: a province beside one of its cities."""
    known = set(codes)
    return {code for code in outer_codes(known) if sum(code in ancestors(other) for other in known) > 1}


def is_within_any(code: str, homes: Set[str]) -> bool:
    """Tell whether a region lies in one of others, itself left out."""
    return not homes.isdisjoint(ancestors(code))


def common_region(codes: Iterable[str]) -> str:
    """Return the code of the lowest region that holds all of these as children or deeper.

    For one region alone that is the region itself; for regions of several provinces 00; "" for none.
    """
    unique = sorted(set(codes))
    if not unique:
        return ""
    home = unique[0]
    while not all(is_within(code, home) for code in unique):
        home = parent_of(home)
    return home


@cache
def extra_spellings() -> dict[str, tuple[str, ...]]:
    """Return the other names of regions by code: of BPS, of former times, shortened."""
    found: dict[str, list[str]] = {}
    for name in ("spellings.csv", "short_names.csv"):
        for row in csv.DictReader(read_data(name).splitlines()):
            found.setdefault(row["code"], []).append(row["name"])
    return {code: tuple(names) for code, names in found.items()}
