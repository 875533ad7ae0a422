"""Figures: one number of an indicator, by its own cell or by a sum that the measure allows."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rupadata.analysis.facts import Dims, Fact, IndicatorFacts
from rupadata.analysis.timeline import PARTS_OF_YEAR, axis_of
from rupadata.model.region import RegionLevel, level_of
from rupadata.model.source import CellRef
from rupadata.model.wholes import is_per_time, make_whole

NO_ROW = "no-row"
"""The missing reason of a place in a series that no table speaks of, besides those of the observations."""


class Point(NamedTuple):
    """One figure of a series. `key` is the period, the region's code or the part's name; `name` what to show.

    `value` is None exactly where `missing` says why. `formula` is `value` or `sum`, over `cells`.
    """

    key: str
    name: str
    value: float | None
    decimals: int = 0
    missing: str = ""
    flags: frozenset[str] = frozenset()
    cells: tuple[CellRef, ...] = ()
    formula: str = "value"

    @property
    def provisional(self) -> bool:
        """Tell whether the figure is marked as one that may still change."""
        return "provisional" in self.flags

    @property
    def breaks(self) -> bool:
        """Tell whether the series is cut before this point."""
        return "break" in self.flags


def figure(facts: IndicatorFacts, region: str, period: str, dims: Dims = ()) -> Point | None:
    """Return one figure by the shortest way that is allowed: its own cell, else a sum.

    None where no table speaks of it; a sum that lacks a part is missing for the reason of that part.
    """
    key = ("figure", region, period, dims)
    return facts.once(key, lambda: _figure(facts, region, period, dims))


def _figure(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    fact = facts.of(dims, region).get(period)
    if fact is not None:
        if fact.value == 0 and _has_more_in_parts(facts, region, period, dims):
            flags = fact.flags | {"parts-differ"}
            return Point(period, period, None, missing="not-available", flags=flags, cells=(fact.cell,))
        # Where the whole is printed in no period, a cell left open does not keep its sum away.
        summed = _from_regions(facts, region, period, dims) if fact.value is None else None
        return summed if summed is not None and summed.value is not None else _point(period, fact)
    return (
        _from_parts_of_year(facts, region, period, dims)
        or _from_dimension(facts, region, period, dims)
        or _from_regions(facts, region, period, dims)
    )


def _has_more_in_parts(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> bool:
    """Tell whether a total of zero stands beside parts that are not: then a cell was left empty."""
    parts = _from_dimension(facts, region, period, dims)
    return parts is not None and bool(parts.value)


def _point(period: str, fact: Fact) -> Point:
    return Point(period, period, fact.value, fact.decimals, fact.missing, fact.flags, (fact.cell,))


def _from_parts_of_year(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    if facts.indicator.measure not in ("count-flow", "count-stock") or axis_of(period) != "year":
        return None
    held, unit = facts.of(dims, region), facts.indicator.unit
    for parts in PARTS_OF_YEAR.values():
        found = [held.get(f"{period}-{part}") for part in parts]
        if facts.indicator.measure == "count-stock":
            last = found[-1]
            if last is not None:
                return _point(period, last)
        elif all(fact is not None for fact in found) and facts.additive and not is_per_time(unit):
            return _sum(period, [_point(period, fact) for fact in found if fact is not None])
    return None


def _from_dimension(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    if not facts.additive or facts.of_the_greatest:
        return None
    for parts in _parts_of(facts, region, dims):
        found = [held.get(period) for held in parts]
        if all(fact is not None for fact in found):
            return _sum(period, [_point(period, fact) for fact in found if fact is not None])
    return None


def _parts_of(facts: IndicatorFacts, region: str, dims: Dims) -> list[list[Mapping[str, Fact]]]:
    """Return the breakdowns of a region that may be summed to its whole, each as its parts by period."""

    def summable() -> list[list[Mapping[str, Fact]]]:
        found = []
        for keys, members in facts.extensions(dims):
            mine = [member for member in members if _has_parts(facts.of(member, region))]
            name = facts.indicator.name
            for some in (mine, _usual(facts, region, mine)):
                if len(some) > 1 and all(make_whole(name, k, {dict(each)[k] for each in some}) for k in keys):
                    found.append([facts.of(member, region) for member in some])
        return found

    return facts.once(("parts", region, dims), summable)


def _usual(facts: IndicatorFacts, region: str, members: Sequence[Dims]) -> list[Dims]:
    """Return the parts that most periods have, none where that are all or where other parts stand beside
    them in one of those periods: where a table classifies anew, its earlier years keep their whole."""
    held_by = [facts.of(member, region) for member in members]
    if all(held.keys() == held_by[0].keys() for held in held_by):
        return []
    there = Counter(
        frozenset(at for at, held in enumerate(held_by) if period in held)
        for period in frozenset().union(*held_by)
    )
    usual, periods = max(there.items(), key=lambda item: (item[1], sorted(item[0])), default=(frozenset(), 0))
    mixed = any(usual < others for others in there)
    if mixed or periods * 2 <= there.total() or len(usual) == len(members):
        return []
    return [member for at, member in enumerate(members) if at in usual]


def _has_parts(held: Mapping[str, Fact]) -> bool:
    # A subtotal would count its own parts twice.
    return bool(held) and not any(fact.role == "subtotal" for fact in held.values())


def _from_regions(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    if not facts.additive or region != facts.home:
        return None
    # A series is either as printed or summed by us, never now one and then the other.
    if any(fact.value is not None for fact in facts.of(dims, region).values()):
        return None
    level = shown_level(facts, dims)
    if not _covers_home(facts, dims, level):
        return None
    parts = [figure(facts, code, period, dims) for code in regions_below(facts, dims, level)]
    if len(parts) < 2 or not any(part is not None for part in parts):
        return None
    found = [part or Point(period, period, None, missing=NO_ROW) for part in parts]
    return _sum(period, found)


def _sum(period: str, parts: list[Point]) -> Point:
    flags = frozenset[str]().union(*(part.flags for part in parts))
    lacking = next((part for part in parts if part.value is None), None)
    if lacking is not None:
        return Point(period, period, None, missing=lacking.missing, flags=flags, cells=lacking.cells)
    if "parts-differ" in flags:
        return Point(period, period, None, missing="not-available", flags=flags)
    decimals = max(part.decimals for part in parts)
    # Six decimals beyond the printed ones: the cells' own digits stay, the noise of binary addition goes.
    value = round(math.fsum(part.value for part in parts if part.value is not None), decimals + 6)
    cells = tuple(cell for part in parts for cell in part.cells)
    return Point(period, period, value, decimals, "", flags, cells, "sum")


def shown_level(facts: IndicatorFacts, dims: Dims) -> RegionLevel | None:
    """Return the level that regional charts show: the one right below home, else the fullest."""

    def level() -> RegionLevel | None:
        sizes: dict[RegionLevel, int] = {}
        for code in _coded_below(facts, dims):
            sizes[level_of(code)] = sizes.get(level_of(code), 0) + 1
        direct = RegionLevel(min(level_of(facts.home) + 1, 4)) if facts.home else None
        if direct in sizes:
            return direct
        return max(sizes, key=lambda one: (sizes[one], -one), default=None)

    return facts.once(("level", dims), level)


_ELSEWHERE = re.compile(
    r"(?:di )?luar (?:negeri|negara|kota|kabupaten|kab\.?|provinsi|daerah|wilayah|jawa)\b.*|"
    r"(?:tidak|belum) (?:diketahui|terdata|terjawab|teridentifikasi)|lain[- ]?(?:nya|lain)|"
    r"(?:overseas|abroad|unknown)",
    re.IGNORECASE,
)


def is_elsewhere(name: str) -> bool:
    """Tell whether a row among regions is none of them: `Luar Negeri` is no province."""
    return _ELSEWHERE.fullmatch(name.strip()) is not None


def regions_below(facts: IndicatorFacts, dims: Dims, level: RegionLevel | None) -> tuple[str, ...]:
    """Return the regions of a level below home in the order of their codes, then those without a code."""

    def below() -> tuple[str, ...]:
        coded = sorted(code for code in _coded_below(facts, dims) if level_of(code) == level)
        named = sorted(
            region
            for region in _all_regions(facts, dims)
            if not region[:1].isdigit() and region not in (facts.home, facts.home_name)
        )
        return (*coded, *named)

    return facts.once(("below", dims), below)


def _covers_home(facts: IndicatorFacts, dims: Dims, level: RegionLevel | None) -> bool:
    """Tell whether the regions are all that the home region has, as far as the office's list knows it.

    Lists of earlier years had fewer regions; then the sum of those listed is not called the whole.
    """
    listed = len(regions_below(facts, dims, level))
    if not facts.home:
        return True
    return listed >= facts.regions_listed.get(level or min(level_of(facts.home) + 1, 4), 0)


def _coded_below(facts: IndicatorFacts, dims: Dims) -> set[str]:
    above = "" if facts.home in ("", "00") else f"{facts.home}."
    return {
        region
        for region in _all_regions(facts, dims)
        if region[:1].isdigit() and region not in (facts.home, "00") and region.startswith(above)
    }


def _all_regions(facts: IndicatorFacts, dims: Dims) -> set[str]:
    fixed = set(dims)
    return {region for member, regions in facts.table.items() if fixed <= set(member) for region in regions}
