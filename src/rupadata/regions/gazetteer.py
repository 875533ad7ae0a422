"""The official list of regions: codes of both notations, names, who lies in whom, codes of former editions.

Provinces, regencies and districts are read at the first question, villages at the first question for one.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Set
from functools import cache
from importlib.resources import files

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


_own_lines: dict[str, str] = {}
"""What an office added for this process; see `regions.own`."""


@cache
def _lines() -> dict[str, str]:
    """Return "bps_code,name" of every province, regency and district by code, in the order of codes."""
    return {**_official_lines(), **_own_lines}


def is_official(code: str) -> bool:
    """Tell whether a code stands in the official list."""
    return code == COUNTRY.code or code in _official_lines()


def add_lines(lines: dict[str, str]) -> None:
    """Add regions of an office's own, as "bps_code,name" by code, for this process."""
    _own_lines.update(lines)
    _forget()


def forget_own_lines() -> None:
    """Take back the regions of an office's own."""
    _own_lines.clear()
    _forget()


def _forget() -> None:
    for remembered in (_lines, _child_codes, _codes_by_bps_code, _listed):
        remembered.cache_clear()


@cache
def _child_codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in _lines():
        found.setdefault(code.rpartition(".")[0] or "00", []).append(code)
    return found


@cache
def _codes_by_bps_code() -> dict[str, str]:
    return {rest.partition(",")[0]: code for code, rest in _lines().items() if not rest.startswith(",")}


@cache
def _former_codes() -> dict[str, str]:
    return dict(line.split(",") for line in read_data("former.csv").splitlines()[1:])


@cache
def _listed(code: str) -> Region | None:
    if code == COUNTRY.code:
        return COUNTRY
    rest = _lines().get(code)
    if rest is None:
        return None
    bps_code, _, name = rest.partition(",")
    return Region(code, name, bps_code)


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


def get_region(code: str) -> Region:
    """Return the region of a dotted Kemendagri code, also a former one; KeyError when there is none."""
    region = _listed(code)
    if region is not None:
        return region
    if code.count(".") == 3:
        district = code.rpartition(".")[0]
        district_now = _former_codes().get(district, district)
        return _villages(district_now)[f"{district_now}{code[len(district) :]}"]
    return get_region(_former_codes()[code])


def region_by_bps_code(code: str) -> Region | None:
    """Return the province, regency or district of an undotted BPS code; None when the edition has none."""
    if code in ("0000", "9999"):
        return COUNTRY
    current = _codes_by_bps_code().get(code)
    return None if current is None else _listed(current)


def children(code: str) -> tuple[Region, ...]:
    """Return the regions directly below one, in the order of their codes; none for a village."""
    region = get_region(code)
    if region.level == RegionLevel.DISTRICT:
        return tuple(_villages(region.code).values())
    return tuple(get_region(child) for child in _child_codes().get(region.code, ()))


def descendants(code: str, level: RegionLevel) -> tuple[Region, ...]:
    """Return the regions of one level inside a region."""
    found: tuple[Region, ...] = (get_region(code),)
    while found and found[0].level < level:
        found = tuple(child for region in found for child in children(region.code))
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
