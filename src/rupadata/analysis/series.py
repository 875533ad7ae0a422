"""Series: the figures of an indicator over time, over regions and over parts, with their gaps and breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import cast

from msgspec import Struct

from rupadata.analysis.facts import Dims, Fact, IndicatorFacts, read_facts
from rupadata.analysis.figures import NO_ROW, Point, figure, is_elsewhere, regions_below, shown_level
from rupadata.analysis.timeline import AXES, axis_of, fill_gaps, position
from rupadata.model.region import RegionLevel
from rupadata.model.subject import Indicator, SubjectBook


class YearSeries(Struct, frozen=True):
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


class RegionSeries(Struct, frozen=True):
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


class BreakdownSeries(Struct, frozen=True):
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
    return facts.once(("years", region, dims), lambda: _year_series(facts, region, dims))


def region_series(
    book: SubjectBook, indicator_key: str, period: str, *, where: Mapping[str, str] | None = None
) -> RegionSeries:
    """Return an indicator over the regions below the home region in one period, its total apart."""
    facts = read_facts(book, indicator_key)
    dims = _dims(where)
    return facts.once(("regions", period, dims), lambda: _region_series(facts, period, dims))


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
    parts: list[Point] = []
    subtotals: list[Point] = []
    for category in _categories(facts, dimension, dims):
        inside = tuple(sorted((*dims, (dimension, category))))
        point = figure(facts, region, period, inside)
        if point is not None:
            held = facts.of(inside, region).get(period)
            into = subtotals if held is not None and held.role == "subtotal" else parts
            into.append(_named(point, category, category))
    # Where the parts of a subtotal are listed, the subtotal beside them would show the same twice.
    points = parts if len(parts) > 1 else [*parts, *subtotals]
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


def part_periods(book: SubjectBook, indicator_key: str) -> tuple[str, ...]:
    """Return the periods in which two categories of one dimension or more have a value at home, in order."""
    facts = read_facts(book, indicator_key)

    def periods() -> tuple[str, ...]:
        known: dict[tuple[str, str], int] = {}
        for dims, regions in facts.table.items():
            if len(dims) != 1:
                continue
            for period, fact in regions.get(facts.home, {}).items():
                if fact.value is not None:
                    key = dims[0][0], period
                    known[key] = known.get(key, 0) + 1
        return _one_axis(facts, {text for (_, text), n in known.items() if n > 1})

    return facts.once("part-periods", periods)


def newest_of_parts(book: SubjectBook, indicator_key: str, *, region_code: str | None = None) -> str:
    """Return the newest period to break an indicator down in: that of its whole, else of its categories."""
    latest = year_series(book, indicator_key, region_code=region_code).latest
    return latest.key if latest is not None else next(reversed(part_periods(book, indicator_key)), "")


def region_periods(book: SubjectBook, indicator_key: str) -> tuple[str, ...]:
    """Return the periods of the year series' kind in which two regions or more have a value, in order."""
    facts = read_facts(book, indicator_key)

    def periods() -> tuple[str, ...]:
        return _one_axis(facts, [text for text in _candidate_periods(facts, ()) if _knows_two(facts, text)])

    return facts.once("region-periods", periods)


def school_years(book: SubjectBook, indicator_keys: Iterable[str]) -> frozenset[str]:
    """Return the periods of some indicators that are school years: 2025/2026 is no stretch of two years."""
    return frozenset[str]().union(*(_school_years(read_facts(book, key)) for key in indicator_keys))


def has_figures(book: SubjectBook, indicator_key: str) -> bool:
    """Tell whether an indicator has a figure that a page can show: over time, by region, or of a part."""
    return bool(
        year_series(book, indicator_key).latest
        or region_periods(book, indicator_key)
        or part_periods(book, indicator_key)
    )


def _knows_two(facts: IndicatorFacts, period: str) -> bool:
    known = 0
    for code in regions_below(facts, (), shown_level(facts, ())):
        point = figure(facts, code, period)
        known += point is not None and point.value is not None
        if known == 2:
            return True
    return False


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
    if not facts.once("breaks", lambda: _may_be_cut(facts)):
        return False
    axis = _axis(facts, now)
    low, high = position(before, axis), position(now, axis)
    steps = [text for text in _candidate_periods(facts, ()) if _axis(facts, text) == axis]
    between = sorted(text for text in steps if low <= position(text, axis) <= high)
    held = [fact for text in between if (fact := facts.of((), region).get(text)) and fact.value is not None]
    if any(_differs(earlier, later) for earlier, later in pairwise(held)):
        return True
    points = (figure(facts, region, text) for text in between if text != before)
    return any(point is not None and point.breaks for point in points)


def _may_be_cut(facts: IndicatorFacts) -> bool:
    """Tell whether any two figures differ in what cuts a series, or one is marked as cut before."""
    held = [fact for regions in facts.table.values() for known in regions.values() for fact in known.values()]
    flags = frozenset[str]().union(*(fact.flags for fact in held))
    return "break" in flags or "projection" in flags or len({fact.producer for fact in held} - {""}) > 1


def _candidate_periods(facts: IndicatorFacts, dims: Dims) -> frozenset[str]:
    return facts.once(("periods", dims), lambda: _spoken_of(facts, dims))


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
    axis = facts.axes.get(period)
    if axis is None:
        axis = facts.axes[period] = axis_of(period, school_year=period in _school_years(facts))
    return axis


def _school_years(facts: IndicatorFacts) -> set[str]:
    def schools() -> set[str]:
        return {
            text
            for regions in facts.table.values()
            for held in regions.values()
            for text, fact in held.items()
            if "school-year" in fact.flags
        }

    return facts.once("school-years", schools)


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
    level = shown_level(facts, dims)
    points = []
    for code in regions_below(facts, dims, level):
        if not code[:1].isdigit() and is_elsewhere(facts.names[code]):
            continue
        point = figure(facts, code, period, dims) or Point(period, period, None, missing=NO_ROW)
        points.append(_named(point, code, facts.names[code]))
    if all(not point.cells for point in points):
        points = []
    whole = figure(facts, facts.home, period, dims)
    return RegionSeries(
        facts.indicator, period, facts.home, facts.home_name, level, tuple(points), whole, dims
    )


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
