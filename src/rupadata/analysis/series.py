"""Series: the figures of an indicator over time, over regions and over parts, with their gaps and breaks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from rupadata.analysis.facts import Dims, Fact, IndicatorFacts, are_disjoint, read_facts
from rupadata.analysis.timeline import AXES, PARTS_OF_YEAR, axis_of, fill_gaps, position
from rupadata.model.region import RegionLevel, level_of
from rupadata.model.source import CellRef
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.regions import children

NO_ROW = "no-row"
"""The missing reason of a place in a series that no table speaks of, besides those of the observations."""


@dataclass(frozen=True, slots=True)
class Point:
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
        """Tell whether the figure may still change: provisional, an estimate or a projection."""
        return "provisional" in self.flags

    @property
    def breaks(self) -> bool:
        """Tell whether the series is cut before this point."""
        return "break" in self.flags


@dataclass(frozen=True, slots=True)
class YearSeries:
    """One indicator in one region over time, every step of the axis in its place.

    `axis` is one of `timeline.AXES`: years where they exist, else months as they are.
    """

    indicator: Indicator
    region_code: str
    region: str
    axis: str
    points: tuple[Point, ...]
    where: Dims = ()

    @property
    def known(self) -> tuple[Point, ...]:
        """Return the points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def latest(self) -> Point | None:
        """Return the last point that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def segments(self) -> tuple[tuple[Point, ...], ...]:
        """Return the points between breaks: only within one may figures be compared. Gaps do not cut."""
        cut: list[list[Point]] = [[]]
        for point in self.points:
            if point.breaks and cut[-1]:
                cut.append([])
            cut[-1].append(point)
        return tuple(tuple(points) for points in cut if any(point.value is not None for point in points))

    def point(self, period: str) -> Point | None:
        """Return the point of a period."""
        return next((point for point in self.points if point.key == period), None)


@dataclass(frozen=True, slots=True)
class RegionSeries:
    """One indicator in one period over the regions of one level, in the order of their codes.

    `whole` is the home region's own figure (or the sum of its parts where that is allowed), never among the
    points. `complete` says that no region of the points lacks a value.
    """

    indicator: Indicator
    period: str
    region_code: str
    region: str
    level: RegionLevel | None
    points: tuple[Point, ...]
    whole: Point | None
    where: Dims = ()

    @property
    def known(self) -> tuple[Point, ...]:
        """Return the points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def complete(self) -> bool:
        """Tell whether every region has a value."""
        return bool(self.points) and all(point.value is not None for point in self.points)

    @property
    def ranked(self) -> tuple[Point, ...]:
        """Return the points that have a value, the greatest first; equal ones by name."""
        return tuple(sorted(self.known, key=lambda point: (-cast(float, point.value), point.name)))


@dataclass(frozen=True, slots=True)
class BreakdownSeries:
    """One indicator in one region and period over the parts of one dimension, in the table's order."""

    indicator: Indicator
    period: str
    region_code: str
    region: str
    dimension: str
    points: tuple[Point, ...]
    whole: Point | None
    where: Dims = ()

    @property
    def known(self) -> tuple[Point, ...]:
        """Return the points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def complete(self) -> bool:
        """Tell whether every part has a value."""
        return bool(self.points) and all(point.value is not None for point in self.points)


def year_series(
    book: SubjectBook,
    indicator_key: str,
    *,
    region_code: str | None = None,
    where: Mapping[str, str] | None = None,
) -> YearSeries:
    """Return an indicator over time, of the home region or another one; no points where nothing is known.

    Months, quarters and semesters become years where the measure allows it: flows sum the whole year, stocks
    take its last part; rates, indices and money keep their own axis.
    """
    facts = read_facts(book, indicator_key)
    region = book.region_code if region_code is None else region_code
    dims = _dims(where)
    key = ("years", region, dims)
    if key not in facts.results:
        facts.results[key] = _year_series(facts, region, dims)
    return cast(YearSeries, facts.results[key])


def region_series(
    book: SubjectBook, indicator_key: str, period: str, *, where: Mapping[str, str] | None = None
) -> RegionSeries:
    """Return an indicator over the regions below the home region in one period, its total apart."""
    facts = read_facts(book, indicator_key)
    dims = _dims(where)
    key = ("regions", period, dims)
    if key not in facts.results:
        facts.results[key] = _region_series(facts, period, dims)
    return cast(RegionSeries, facts.results[key])


def breakdown_series(
    book: SubjectBook,
    indicator_key: str,
    period: str,
    dimension: str,
    *,
    region_code: str | None = None,
    where: Mapping[str, str] | None = None,
) -> BreakdownSeries:
    """Return an indicator over the parts of a dimension (`kelompok umur`) in one period, its total apart.

    `where` fixes other dimensions: a population pyramid is two breakdowns by age, one per sex.
    """
    facts = read_facts(book, indicator_key)
    region = book.region_code if region_code is None else region_code
    dims = _dims(where)
    points = []
    for category in _categories(facts, dimension, dims):
        inside = tuple(sorted((*dims, (dimension, category))))
        point = figure(facts, region, period, inside)
        if point is not None:
            points.append(_named(point, category, category))
    whole = figure(facts, region, period, dims) if points else None
    name = facts.names.get(region, book.region)
    return BreakdownSeries(facts.indicator, period, region, name, dimension, tuple(points), whole, dims)


def dimensions_of(book: SubjectBook, indicator_key: str) -> tuple[str, ...]:
    """Return the dimensions that an indicator is broken down by, that with the fewest parts first."""
    facts = read_facts(book, indicator_key)
    parts: dict[str, set[str]] = {}
    for dims in facts.table:
        for key, value in dims:
            parts.setdefault(key, set()).add(value)
    return tuple(sorted(parts, key=lambda key: (len(parts[key]), key)))


def region_periods(book: SubjectBook, indicator_key: str) -> tuple[str, ...]:
    """Return the periods of the year series' kind in which two regions or more have a value, in order."""
    facts = read_facts(book, indicator_key)
    if "region-periods" not in facts.results:
        candidates = sorted(_candidate_periods(facts, ()))
        several = [text for text in candidates if _knows_two(facts, text)]
        facts.results["region-periods"] = _one_axis(facts, several)
    return cast("tuple[str, ...]", facts.results["region-periods"])


def _knows_two(facts: IndicatorFacts, period: str) -> bool:
    known = 0
    for code in _regions_below(facts, (), _shown_level(facts, ())):
        point = figure(facts, code, period)
        known += point is not None and point.value is not None
        if known == 2:
            return True
    return False


def figure(facts: IndicatorFacts, region: str, period: str, dims: Dims = ()) -> Point | None:
    """Return one figure, by the shortest way that is allowed: its own cell, else a sum. None where no table

    speaks of it; a figure that cannot be summed because a part is missing has the reason of that part.
    """
    key = ("figure", region, period, dims)
    if key not in facts.results:
        facts.results[key] = _figure(facts, region, period, dims)
    return cast("Point | None", facts.results[key])


def _figure(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    fact = facts.of(dims, region).get(period)
    if fact is not None:
        return _point(period, fact)
    return (
        _from_parts_of_year(facts, region, period, dims)
        or _from_dimension(facts, region, period, dims)
        or _from_regions(facts, region, period, dims)
    )


def _point(period: str, fact: Fact) -> Point:
    return Point(period, period, fact.value, fact.decimals, fact.missing, fact.flags, (fact.cell,))


def _from_parts_of_year(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    if facts.indicator.measure not in ("count-flow", "count-stock") or axis_of(period) != "year":
        return None
    held = facts.of(dims, region)
    for parts in PARTS_OF_YEAR.values():
        found = [held.get(f"{period}-{part}") for part in parts]
        if facts.indicator.measure == "count-stock":
            last = found[-1]
            if last is not None:
                return _point(period, last)
        elif all(fact is not None for fact in found) and facts.additive:
            return _sum(period, [_point(period, fact) for fact in found if fact is not None])
    return None


def _from_dimension(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    if not facts.additive:
        return None
    for keys, members in facts.extensions(dims):
        mine = [member for member in members if _has_parts(facts.of(member, region))]
        found = [facts.of(member, region).get(period) for member in mine]
        if not any(fact is not None for fact in found):
            continue
        if not all(are_disjoint({dict(member)[key] for member in mine}) for key in keys):
            continue
        if len(mine) > 1 and all(fact is not None for fact in found):
            return _sum(period, [_point(period, fact) for fact in found if fact is not None])
    return None


def _has_parts(held: Mapping[str, Fact]) -> bool:
    # A subtotal would count its own parts twice.
    return bool(held) and not any(fact.role == "subtotal" for fact in held.values())


def _from_regions(facts: IndicatorFacts, region: str, period: str, dims: Dims) -> Point | None:
    if not facts.additive or region != facts.home:
        return None
    # A series is either as printed or summed by us, never now one and then the other.
    if any(fact.value is not None for fact in facts.of(dims, region).values()):
        return None
    level = _shown_level(facts, dims)
    if not _covers_home(facts, dims, level):
        return None
    parts = [figure(facts, code, period, dims) for code in _regions_below(facts, dims, level)]
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


def _year_series(facts: IndicatorFacts, region: str, dims: Dims) -> YearSeries:
    found = {text: figure(facts, region, text, dims) for text in _candidate_periods(facts, dims)}
    points = {text: point for text, point in found.items() if point is not None}
    known = [text for text, point in points.items() if point.value is not None]
    periods = _one_axis(facts, known)
    axis = _axis(facts, periods[0]) if periods else "year"
    # A missing figure that the table has a cell for stands in its place, at the ends too.
    spoken = [text for text, point in points.items() if point.cells or point.flags]
    filled = fill_gaps({*periods, *(text for text in spoken if _axis(facts, text) == axis)}, axis)
    steps = [points.get(text) or Point(text, text, None, missing=NO_ROW) for text in filled]
    name = facts.names.get(region, facts.home_name if region == facts.home else region)
    return YearSeries(facts.indicator, region, name, axis, _cut(facts, region, dims, steps), dims)


def is_cut(book: SubjectBook, indicator_key: str, region: str, before: str, now: str) -> bool:
    """Tell whether a break lies between two periods of a region, so that they cannot be compared."""
    facts = read_facts(book, indicator_key)
    axis = _axis(facts, now)
    low, high = position(before, axis), position(now, axis)
    steps = [text for text in _candidate_periods(facts, ()) if _axis(facts, text) == axis]
    between = sorted(text for text in steps if low <= position(text, axis) <= high)
    held = [fact for text in between if (fact := facts.of((), region).get(text)) and fact.value is not None]
    if any(_differs(earlier, later) for earlier, later in pairwise(held)):
        return True
    points = (figure(facts, region, text) for text in between if text != before)
    return any(point is not None and point.breaks for point in points)


def _candidate_periods(facts: IndicatorFacts, dims: Dims) -> frozenset[str]:
    key = ("periods", dims)
    if key not in facts.results:
        facts.results[key] = _spoken_of(facts, dims)
    return cast("frozenset[str]", facts.results[key])


def _spoken_of(facts: IndicatorFacts, dims: Dims) -> frozenset[str]:
    fixed = set(dims)
    periods = {
        period
        for member, regions in facts.table.items()
        if fixed <= set(member)
        for held in regions.values()
        for period in held
    }
    return frozenset(periods | {period[:4] for period in periods if period[4:5] == "-"})


def _one_axis(facts: IndicatorFacts, periods: Iterable[str]) -> tuple[str, ...]:
    by_axis: dict[str, list[str]] = {}
    for text in sorted(periods):
        by_axis.setdefault(_axis(facts, text), []).append(text)
    for at_least in (2, 1):
        for axis in AXES:
            if len(by_axis.get(axis, ())) >= at_least:
                return tuple(by_axis[axis])
    return ()


def _axis(facts: IndicatorFacts, period: str) -> str:
    schools = facts.results.get("school-years")
    if schools is None:
        schools = {
            text
            for regions in facts.table.values()
            for held in regions.values()
            for text, fact in held.items()
            if "school-year" in fact.flags
        }
        facts.results["school-years"] = schools
    return axis_of(period, school_year=period in cast("set[str]", schools))


def _cut(facts: IndicatorFacts, region: str, dims: Dims, points: list[Point]) -> tuple[Point, ...]:
    """Mark as breaks the changes of producer and the steps between figures and projections."""
    held = facts.of(dims, region)
    before: Fact | None = None
    cut = []
    for point in points:
        fact = held.get(point.key)
        if fact is not None and fact.value is not None:
            if before is not None and _differs(before, fact):
                point = _flagged(point, "break")
            before = fact
        cut.append(point)
    return tuple(cut)


def _differs(before: Fact, after: Fact) -> bool:
    other_producer = bool(before.producer and after.producer and before.producer != after.producer)
    return other_producer or ("projection" in before.flags) != ("projection" in after.flags)


def _flagged(point: Point, flag: str) -> Point:
    return Point(
        point.key, point.name, point.value, point.decimals, point.missing,
        point.flags | {flag}, point.cells, point.formula,
    )  # fmt: skip


def _named(point: Point, key: str, name: str) -> Point:
    return Point(
        key, name, point.value, point.decimals, point.missing, point.flags, point.cells, point.formula
    )


def _region_series(facts: IndicatorFacts, period: str, dims: Dims) -> RegionSeries:
    level = _shown_level(facts, dims)
    points = []
    for code in _regions_below(facts, dims, level):
        point = figure(facts, code, period, dims) or Point(period, period, None, missing=NO_ROW)
        points.append(_named(point, code, facts.names[code]))
    if all(not point.cells for point in points):
        points = []
    whole = figure(facts, facts.home, period, dims)
    return RegionSeries(
        facts.indicator, period, facts.home, facts.home_name, level, tuple(points), whole, dims
    )


def _shown_level(facts: IndicatorFacts, dims: Dims) -> RegionLevel | None:
    """Return the level that regional charts show: the one right below home, else the fullest."""
    key = ("level", dims)
    if key not in facts.results:
        sizes: dict[RegionLevel, int] = {}
        for code in _coded_below(facts, dims):
            sizes[level_of(code)] = sizes.get(level_of(code), 0) + 1
        direct = RegionLevel(min(level_of(facts.home) + 1, 4)) if facts.home else None
        if direct in sizes:
            facts.results[key] = direct
        else:
            facts.results[key] = max(sizes, key=lambda level: (sizes[level], -level)) if sizes else None
    return cast("RegionLevel | None", facts.results[key])


def _regions_below(facts: IndicatorFacts, dims: Dims, level: RegionLevel | None) -> tuple[str, ...]:
    key = ("below", dims)
    if key not in facts.results:
        coded = sorted(code for code in _coded_below(facts, dims) if level_of(code) == level)
        named = sorted(
            region
            for region in _all_regions(facts, dims)
            if not region[:1].isdigit() and region not in (facts.home, facts.home_name)
        )
        facts.results[key] = (*coded, *named)
    return cast("tuple[str, ...]", facts.results[key])


def _covers_home(facts: IndicatorFacts, dims: Dims, level: RegionLevel | None) -> bool:
    """Tell whether the regions are all that the home region has, as far as the official list knows it.

    Lists of earlier years had fewer regions; then the sum of those listed is not called the whole.
    """
    listed = len(_regions_below(facts, dims, level))
    if level is None or not facts.home or level != level_of(facts.home) + 1:
        return True
    try:
        return listed >= len(children(facts.home))
    except KeyError:
        return True


def _coded_below(facts: IndicatorFacts, dims: Dims) -> set[str]:
    above = "" if facts.home in ("", "00") else f"{facts.home}."
    return {
        region
        for region in _all_regions(facts, dims)
        if region[:1].isdigit() and region != facts.home and region != "00" and region.startswith(above)
    }


def _all_regions(facts: IndicatorFacts, dims: Dims) -> set[str]:
    fixed = set(dims)
    return {region for member, regions in facts.table.items() if fixed <= set(member) for region in regions}


def _categories(facts: IndicatorFacts, dimension: str, dims: Dims) -> tuple[str, ...]:
    keys = {key for key, _ in dims} | {dimension}
    exact: dict[str, None] = {}
    wider: dict[str, None] = {}
    for member in facts.table:
        said = dict(member)
        if dimension in said and set(dims) <= set(member):
            (exact if set(said) == keys else wider).setdefault(said[dimension])
    return tuple(exact or wider)


def _dims(where: Mapping[str, str] | None) -> Dims:
    return tuple(sorted(where.items())) if where else ()
