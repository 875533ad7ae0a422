"""Findings of a book: everything worth saying about its indicators, the most interesting first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import fsum
from typing import cast

from msgspec.structs import replace

from rupadata.analysis.ages import find_ages
from rupadata.analysis.beside import find_beside
from rupadata.analysis.cautions import find_cautions
from rupadata.analysis.clusters import find_cluster
from rupadata.analysis.comparable_span import is_one_step, stretch_to
from rupadata.analysis.contrasts import (
    find_against_larger,
    find_but_part,
    find_count_and_rate,
    find_part_apart,
)
from rupadata.analysis.contributions import find_contribution
from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.editor import Desk, judge
from rupadata.analysis.facts import read_facts
from rupadata.analysis.figures import Point
from rupadata.analysis.finding import Finding
from rupadata.analysis.grades import find_elements, find_grade, is_element, is_satisfaction_index
from rupadata.analysis.jumps import find_jumps
from rupadata.analysis.loads import find_load, serve
from rupadata.analysis.long_moves import find_long_move
from rupadata.analysis.over_both import PeriodPair, find_over_both, find_spread_moves
from rupadata.analysis.over_parts import find_over_parts, part_said
from rupadata.analysis.over_regions import find_over_regions, regions_of
from rupadata.analysis.over_time import find_over_time
from rupadata.analysis.part_courses import find_part_streak, find_share_move
from rupadata.analysis.part_moves import SEASONAL_PART, find_part_move
from rupadata.analysis.sentence import SaidFigure
from rupadata.analysis.series import (
    BreakdownSeries,
    RegionSeries,
    YearSeries,
    breakdown_series,
    dimensions_of,
    is_cut,
    part_periods,
    region_periods,
    region_series,
    year_series,
)
from rupadata.analysis.timeline import axis_of, position
from rupadata.analysis.voice import Voice
from rupadata.analysis.weak_elements import find_weak_element
from rupadata.model.neighbourhood import Neighbours
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.wording import parse_unit

_OF_CAUSES = re.compile(r"(?:faktor )?(?:penyebab|sebab|alasan)\b")
"""A dimension whose parts are what things happened for."""
_FADES = 0.7
_FOLLOWING = 0.92
_STALE = 0.75
_OLDER = 0.75
_MOST_AGE = 4
"""What each year that an indicator is behind the newest of its page costs, after the first."""
_DOUBTFUL = 0.2
_MOST_PERCENT = 400
_MOST_DIMENSIONS = 4
_MOST_AROUND = 2
"""The regions around home that it is compared with: its province and the country."""
_NOTES = "note"
_LEAST_PERIODS = 4
_LEAST_SHARED_PERIODS = 2
_WITHIN_YEAR = frozenset({"month", "quarter"})
_WHOLE_YEARS = frozenset({"year", "school-year"})
_ROUNDED = 0.002
"""How far the sum of regions may be from the printed whole, as a part of it."""
_SHORT_WORD = 4
_LEAST_ELEMENTS = 3
_FEW_LEAPS = 0.15
"""Up to which share of the regions a leap is one region's, and a question about its figure."""
_MOST_PARTS, _MOST_MAKERS = 6, 40
"""Up to how many parts one that goes against the whole is news, and one that makes its change."""
_OF_ANY = frozenset(
    {"jumlah", "persentase", "tingkat", "angka", "penduduk", "rasio", "total", "orang", "menurut"}
)
"""Words that many indicators share and that make no pair of them."""


def find_findings(
    book: SubjectBook,
    indicator_keys: Sequence[str],
    *,
    period: str | None = None,
    neighbours: Neighbours | None = None,
) -> tuple[Finding, ...]:
    """Return what is worth saying about some indicators, the most interesting first.

    `period` is what the page speaks of; without it,
    the newest figures. The first indicator leads: those after
    it weigh a little less. `neighbours` tell which regions touch; without them no cluster is found. Of
    findings that say nearly the same, the later ones weigh less and less.
    """
    drafts: list[Draft] = []
    years = {key: _newest_year(book, key, period) for key in indicator_keys}
    newest = max(years.values(), default=0)
    factors: dict[str, float] = {}
    for place, key in enumerate(indicator_keys):
        age = min(_MOST_AGE, max(0, newest - years[key] - 1))
        factors[key] = _FOLLOWING**place * _OLDER**age
        desk = replace(_desk_of(book, key, period), beside=_greatest_beside(book, indicator_keys, key))
        drafts += [judge(draft, desk) for draft in _find(book, key, period, factors[key], neighbours)]
    drafts += _pairs(book, indicator_keys, period, factors)
    surveyed = _of_survey(book, indicator_keys) if period is None else ""
    weak = find_weak_element(book, Drafts(book.indicator(surveyed), book.region)) if surveyed else None
    if weak is not None:
        drafts.append(weak)
    return order_findings(drafts)


def _desk_of(book: SubjectBook, key: str, period: str | None) -> Desk:
    """Return what the editor knows of an indicator besides its findings."""
    series = year_series(book, key)
    periods = _up_to(region_periods(book, key), period)
    values = [point.value or 0.0 for point in region_series(book, key, periods[-1]).known] if periods else []
    provisional = frozenset(point.key for point in series.points if point.provisional)
    latest = series.latest.value if series.latest is not None else None
    doubtful = frozenset(cell for _, point in _last_leaps(book, key, periods) for cell in point.cells)
    return Desk(book.indicator(key), len(series.known), tuple(values), provisional, latest, doubtful)


def _of_survey(book: SubjectBook, keys: Sequence[str]) -> str:
    """Return the index of satisfaction that a page tells of, that of all units first; "" for none."""
    surveys = [key for key in keys if is_satisfaction_index(book.indicator(key))]
    return next((key for key in surveys if book.indicator(key).parts_only), next(iter(surveys), ""))


def _greatest_beside(book: SubjectBook, keys: Sequence[str], key: str) -> float:
    """Return the greatest figure at home of the indicators of a page in the unit of one of them."""
    unit = book.indicator(key).unit
    held = (year_series(book, one).latest for one in keys if book.indicator(one).unit == unit)
    return max((abs(point.value or 0.0) for point in held if point is not None), default=0.0)


def _pairs(
    book: SubjectBook, keys: Sequence[str], period: str | None, factors: Mapping[str, float]
) -> Iterator[Draft]:
    """Yield what a count and a rate of the same thing say of regions together."""
    told = [(key, _up_to(region_periods(book, key), period)) for key in keys]
    held = [
        (book.indicator(key), regions_of(region_series(book, key, periods[-1])))
        for key, periods in told
        if periods
    ]
    for count, counts in held:
        for rate, rates in held:
            same = stem_of(count.name) & stem_of(rate.name)
            if not count.measure.startswith("count") or rate.measure != "rate" or not same:
                continue
            if len(counts.ranked) > 2 and len(rates.ranked) > 2 and parse_unit(rate.unit).percent:
                drafts = Drafts(count, book.region, factor=factors[count.key])
                found = find_count_and_rate(counts, rates, drafts, Drafts(rate, book.region))
                if found is not None:
                    yield judge(found, _desk_of(book, count.key, period))
    for one, numbers in held:
        for other, others in held:
            if serve(one.name, other.name):
                axis = _axis_of(year_series(book, one.key).axis, numbers.series.period)
                factor = max(factors[one.key], factors[other.key])
                drafts = Drafts(one, book.region, axis=axis, factor=factor)
                load = find_load(numbers, others, drafts, Drafts(other, book.region, axis=axis))
                if load is not None:
                    yield load


def elements_of(book: SubjectBook, key: str, series: YearSeries) -> BreakdownSeries | None:
    """Return the elements of a survey in the newest period of its index, from whichever table gives them."""
    latest = series.latest
    if latest is None:
        return None
    others = [one.key for one in book.indicators if one.key != key and one.measure in ("index", "mean")]
    for one in (key, *others):
        for dimension in dimensions_of(book, one):
            if is_element(dimension):
                found = breakdown_series(book, one, latest.key, dimension)
                if len(found.known) >= _LEAST_ELEMENTS:
                    return found
    return None


def stem_of(name: str) -> set[str]:
    """Return the words that say what an indicator is of."""
    return {word for word in name.casefold().split() if len(word) > _SHORT_WORD} - _OF_ANY


def _larger_regions(book: SubjectBook, key: str) -> list[str]:
    """Return the regions around home that the indicator has figures of, the nearest first."""
    home = book.region_code
    parts = home.split(".")
    around = [".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
    return [
        code for code in (*around, "00") if code != home and year_series(book, key, region_code=code).known
    ]


def order_findings(drafts: Sequence[Draft]) -> tuple[Finding, ...]:
    """Return findings by weight, each further one of a family counting for less."""
    waiting = sorted(drafts, key=lambda draft: (-draft.finding.weight, draft.finding.id))
    seen: dict[tuple[str, str], int] = {}
    ordered: list[tuple[float, Finding]] = []
    for draft in waiting:
        family = (draft.finding.indicator, draft.family)
        times = seen.get(family, 0)
        seen[family] = times + 1
        faded = draft.finding.weight * (1.0 if draft.family == _NOTES else _FADES**times)
        ordered.append((faded, draft.finding))
    ordered.sort(key=lambda weighed: (-weighed[0], weighed[1].id))
    return tuple(replace(finding, weight=round(weight, 4)) for weight, finding in ordered)


def _find(
    book: SubjectBook, key: str, period: str | None, factor: float, neighbours: Neighbours | None
) -> Iterator[Draft]:
    facts = read_facts(book, key)
    series = year_series(book, key)
    if _is_no_percentage(facts.indicator, series.latest):
        factor *= _DOUBTFUL
    told = Drafts(
        facts.indicator, book.region, axis=series.axis, factor=factor, said_year=_one_year_of_months(series)
    )
    yield from find_over_time(series, told, period=period)

    if is_satisfaction_index(facts.indicator):
        graded = find_grade(
            series, elements_of(book, key, series), Drafts(facts.indicator, book.region, factor=factor)
        )
        if graded is not None and period is None:
            yield graded
    yield from find_beside(
        facts, series, Drafts(facts.indicator, book.region, axis=series.axis, factor=factor), period
    )
    for code in _larger_regions(book, key)[:_MOST_AROUND]:
        drafts = Drafts(facts.indicator, book.region, axis=series.axis, factor=factor)
        against = find_against_larger(series, year_series(book, key, region_code=code), drafts, period)
        if against is not None:
            yield against

    periods = _up_to(region_periods(book, key), period)
    if periods:
        now = region_series(book, key, periods[-1])
        newest = _spoken_period(series.points, period)
        stale = newest is not None and periods[-1] < newest
        drafts = Drafts(
            facts.indicator,
            book.region,
            axis=_axis_of(series.axis, periods[-1]),
            factor=factor * (_STALE if stale else 1),
        )
        yield from find_over_regions(now, drafts)
        around = neighbours(now.level) if neighbours is not None and now.level is not None else None
        cluster = find_cluster(regions_of(now), around, drafts) if around is not None else None
        if cluster is not None:
            yield cluster
        if len(periods) > 1:
            before = region_series(book, key, periods[-2])
            step = PeriodPair(regions_of(before), regions_of(now), _comparable(book, before, now))
            yield from find_over_both(step, drafts)
            made = _contribution(book, key, step, drafts) if facts.additive else None
            if made is not None:
                yield made
        first = region_series(book, key, periods[0])
        if len(periods) >= _LEAST_PERIODS and len(_comparable(book, first, now)) == len(now.points):
            since = PeriodPair(regions_of(first), regions_of(now), _comparable(book, first, now))
            moves = (find_spread_moves(since.before, since.now, drafts), find_long_move(since, drafts))
            yield from (moved for moved in moves if moved is not None)

    asked = stretch_to(series, period)
    newest_regions = regions_of(region_series(book, key, periods[-1])) if periods else None
    level = newest_regions.series.level if newest_regions else None
    listed = facts.regions_listed.get(int(level), 0) if level is not None else 0
    leaps = _last_leaps(book, key, periods)
    yield from find_cautions(
        asked,
        newest_regions,
        Drafts(
            facts.indicator,
            book.region,
            axis=_axis_of(series.axis, periods[-1]) if asked is None and periods else series.axis,
            factor=factor,
        ),
        listed,
        (periods[-2], leaps) if leaps else None,
    )

    parted = _up_to(part_periods(book, key), period)
    spoken = _spoken_period(series.points, period) or next(reversed(periods or parted), period)
    if spoken:
        drafts = Drafts(facts.indicator, book.region, axis=_axis_of(series.axis, spoken), factor=factor)
        for dimension in dimensions_of(book, key)[:_MOST_DIMENSIONS]:
            parts = breakdown_series(book, key, spoken, dimension)
            yield from find_over_parts(parts, drafts, additive=facts.additive)
            ages = find_ages(parts, drafts) if facts.additive else None
            if ages is not None:
                yield ages
            elements = find_elements(parts, drafts) if is_element(dimension) else None
            if elements is not None:
                yield elements
            yield from _part_moves(book, key, parted, dimension, drafts)
            yield from _part_courses(book, key, parted, dimension, drafts)
            if spoken != "":
                against = _part_against(book, key, series, spoken, dimension, drafts)
                if against is not None:
                    yield against


def _one_year_of_months(series: YearSeries) -> str:
    """Return the year that all known months of a series lie in; "" for several years and other axes."""
    years = {point.key[:4] for point in series.known}
    return years.pop() if series.axis == "month" and len(years) == 1 else ""


def _contribution(book: SubjectBook, key: str, step: PeriodPair, drafts: Drafts) -> Draft | None:
    """Return which region made the change of the home region between two periods of all its regions."""
    same = {point.key for point in step.before.ranked} == {point.key for point in step.now.ranked}
    if not same or len(step.pairs) < len(step.now.ranked) or step.now.series.level is None:
        return None
    spoken = (step.before.series.period, step.now.series.period)
    wholes = [year_series(book, key).point(period) for period in spoken]
    for whole, place in zip(wholes, (0, 1), strict=True):
        total = fsum(cast(float, pair[place].value) for pair in step.pairs)
        if whole is None or whole.value is None or abs(total - whole.value) > _ROUNDED * abs(whole.value):
            return None
    return find_contribution(
        step.pairs,
        spoken,
        drafts,
        lambda v, point: step.now.name(point),
        by_region=True,
        events=_events_in_one(book.indicator(key)),
    )


def _events_in_one(indicator: Indicator) -> float:
    """Return how many events one of an indicator is, 1,000 in 'ribu orang'; 0 where it counts none:

    tonnes of fish do not come one by one.
    """
    unit = parse_unit(indicator.unit)
    single = unit.is_counted or unit.is_persons or not unit.noun
    return 10.0**unit.power if indicator.measure == "count-flow" and single else 0.0


def _part_against(
    book: SubjectBook, key: str, series: YearSeries, spoken: str, dimension: str, drafts: Drafts
) -> Draft | None:
    """Return what is to be said of the part of a dimension that went against the whole in the last step."""
    stretch = stretch_to(series, spoken)
    if stretch is None or len(stretch.points) < 2 or stretch.now.key != spoken:
        return None
    before, now = stretch.points[-2:]
    pairs = _paired_parts(book, key, dimension, before.key, now.key)
    if not 2 <= len(pairs) <= _MOST_MAKERS or not is_one_step(stretch, before, now):
        return None
    called = partial(_part_called, dimension)
    if not read_facts(book, key).additive:
        return find_part_apart(stretch, pairs, drafts, called)
    against = find_but_part((before, now), pairs, drafts, called) if len(pairs) <= _MOST_PARTS else None
    if against is not None and series.axis in _WITHIN_YEAR:
        # From one month to the next some part always goes against the others.
        weight = min(against.finding.weight, SEASONAL_PART)
        against = replace(against, finding=replace(against.finding, weight=weight))
    if against is not None or not _make_up(pairs, (before, now)):
        return against
    events = _events_in_one(book.indicator(key))
    return find_contribution(pairs, (before.key, now.key), drafts, called, by_region=False, events=events)


def _paired_parts(
    book: SubjectBook, key: str, dimension: str, before: str, now: str
) -> list[tuple[Point, Point]]:
    """Return the parts of a dimension in two periods, each a printed figure; none where they differ."""
    old = {point.key: point for point in breakdown_series(book, key, before, dimension).known}
    new = breakdown_series(book, key, now, dimension)
    if not new.complete or set(old) != {point.key for point in new.points}:
        return []
    pairs = [(old[point.key], point) for point in new.points]
    return [] if any(len(point.cells) != 1 for pair in pairs for point in pair) else pairs


def _make_up(pairs: Sequence[tuple[Point, Point]], wholes: tuple[Point | None, Point | None]) -> bool:
    """Tell whether parts are all of their wholes in both periods, but for what rounding takes."""
    for whole, place in zip(wholes, (0, 1), strict=True):
        if whole is None or not whole.value:
            return False
        total = fsum(cast(float, pair[place].value) for pair in pairs)
        if abs(total - whole.value) > _ROUNDED * abs(whole.value):
            return False
    return True


def _part_moves(
    book: SubjectBook, key: str, periods: Sequence[str], dimension: str, drafts: Drafts
) -> Iterator[Draft]:
    """Yield which part of a dimension moved most: in the last step, and since the first period."""
    if len(periods) < 2:
        return
    axis = axis_of(periods[-1])
    spans = [(periods[-2], periods[-1], True)]
    if len(periods) >= _LEAST_PERIODS and axis == "year":
        spans.append((periods[0], periods[-1], False))
    for first, last, one_step in spans:
        if axis_of(first) != axis or (one_step and position(last, axis) - position(first, axis) != 1):
            continue
        found = _part_move(book, key, (first, last), dimension, drafts, one_step=one_step)
        if found is not None:
            yield found


def _part_move(
    book: SubjectBook, key: str, spoken: tuple[str, str], dimension: str, drafts: Drafts, *, one_step: bool
) -> Draft | None:
    """Return which part of a dimension moved most between two periods."""
    pairs = _paired_parts(book, key, dimension, *spoken)
    whole = None
    if pairs and read_facts(book, key).additive:
        before, now = (year_series(book, key).point(period) for period in spoken)
        stretch = stretch_to(year_series(book, key), spoken[1])
        if before is None or now is None or stretch is None or before not in stretch.points:
            return None
        if not _make_up(pairs, (before, now)):
            return None
        whole = (before, now)
    called = partial(_part_called, dimension)
    cause = _OF_CAUSES.match(dimension) is not None
    return find_part_move(pairs, spoken, drafts, called, whole, one_step=one_step, cause=cause)


def _part_courses(
    book: SubjectBook, key: str, periods: Sequence[str], dimension: str, drafts: Drafts
) -> Iterator[Draft]:
    """Yield the part whose share moved most since the first period, and one that went one way all along."""
    called = partial(_part_called, dimension)
    axis = axis_of(periods[-1]) if periods else ""
    alike = [text for text in periods if axis_of(text) == axis]
    if len(alike) >= _LEAST_SHARED_PERIODS and axis in _WHOLE_YEARS:
        first, last = (breakdown_series(book, key, text, dimension) for text in (alike[0], alike[-1]))
        moved = find_share_move(first, last, drafts, called)
        if moved is not None:
            yield moved
    rows = _rows_of_parts(book, key, alike, dimension)
    wholes = [year_series(book, key).point(text) for text in alike] if rows else []
    streak = find_part_streak(rows, alike, drafts, called, whole=_way_of(wholes)) if rows else None
    if streak is not None:
        yield streak


def _rows_of_parts(
    book: SubjectBook, key: str, periods: Sequence[str], dimension: str
) -> list[tuple[Point, ...]]:
    """Return the parts of a dimension over periods one step apart; none where one lacks a printed figure."""
    if len(periods) < _LEAST_PERIODS:
        return []
    axis = axis_of(periods[-1])
    places = [position(text, axis) for text in periods]
    columns = [breakdown_series(book, key, text, dimension) for text in periods]
    known = {point.key for point in columns[-1].points}
    if any(after - before != 1 for before, after in pairwise(places)) or not known:
        return []
    if any(not one.complete or {point.key for point in one.points} != known for one in columns):
        return []
    held = [{point.key: point for point in one.points} for one in columns]
    rows = [tuple(one[point.key] for one in held) for point in columns[-1].points]
    return [] if any(len(point.cells) != 1 for row in rows for point in row) else rows


def _way_of(points: Sequence[Point | None]) -> int:
    """Return 1 for figures that never fell, -1 for such that never rose, 0 for all else."""
    values = [point.value for point in points if point is not None and point.value is not None]
    if len(values) < len(points) or len(values) < 2 or values[0] == values[-1]:
        return 0
    signs = {(new > old) - (new < old) for old, new in pairwise(values)} - {0}
    return signs.pop() if len(signs) == 1 else 0


def _part_called(dimension: str, v: Voice, point: Point) -> SaidFigure:
    return part_said(v, point, dimension)


def _is_no_percentage(indicator: Indicator, latest: Point | None) -> bool:
    """Tell whether what is called a percentage can be none: 1.792 percent of cooperatives."""
    if latest is None or latest.value is None or not parse_unit(indicator.unit).percent:
        return False
    return indicator.measure == "rate" and abs(latest.value) > _MOST_PERCENT


def _newest_year(book: SubjectBook, key: str, period: str | None) -> int:
    """Return the year of an indicator's newest figure up to a period; 0 for none."""
    spoken = _spoken_period(year_series(book, key).points, period)
    periods = _up_to(region_periods(book, key), period)
    parted = _up_to(part_periods(book, key), period)
    found = max([spoken or "", *periods[-1:], *parted[-1:]])
    return int(found[:4]) if found[:4].isdigit() else 0


def _axis_of(axis: str, period: str) -> str:
    return axis_of(period, school_year=axis == "school-year")


def _spoken_period(points: Sequence[Point], period: str | None) -> str | None:
    known = _up_to([point.key for point in points if point.value is not None], period)
    return known[-1] if known else None


def _up_to(periods: Sequence[str], period: str | None) -> list[str]:
    """Return the periods up to one, all of them where none is asked for."""
    return [text for text in periods if period is None or text <= period]


def _comparable(
    book: SubjectBook, before: RegionSeries, now: RegionSeries
) -> tuple[tuple[Point, Point], ...]:
    """Return the regions known in both periods whose series is not cut in between."""
    return tuple(
        (old, point)
        for old, point in _in_both(before, now)
        if not _leapt(before, now, old, point)
        and not is_cut(book, now.indicator.key, point.key, before.period, now.period)
    )


def _in_both(before: RegionSeries, now: RegionSeries) -> Iterator[tuple[Point, Point]]:
    earlier = {point.key: point for point in before.known}
    return ((earlier[point.key], point) for point in now.known if point.key in earlier)


def _leapt(before: RegionSeries, now: RegionSeries, old: Point, point: Point) -> bool:
    steps = (old._replace(key=before.period), point._replace(key=now.period))
    return bool(find_jumps(steps, now.indicator, axis_of(now.period)))


def _last_leaps(book: SubjectBook, key: str, periods: Sequence[str]) -> tuple[tuple[Point, Point], ...]:
    """Return what leapt between the last two of some periods."""
    if len(periods) < 2:
        return ()
    before, now = periods[-2:]
    return read_facts(book, key).once(
        ("leaps", before, now),
        lambda: _leaps(region_series(book, key, before), region_series(book, key, now)),
    )


def _leaps(before: RegionSeries, now: RegionSeries) -> tuple[tuple[Point, Point], ...]:
    """Return the few regions whose figure is likelier counted anew than moved; none where many leapt."""
    held = list(_in_both(before, now))
    found = [(old, point) for old, point in held if _leapt(before, now, old, point)]
    return tuple(found) if len(found) <= _FEW_LEAPS * len(held) else ()
