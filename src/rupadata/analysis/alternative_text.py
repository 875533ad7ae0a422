"""Alternative texts of charts: the trend, the peak and the low in words, with evidence."""

from __future__ import annotations

from collections.abc import Sequence

from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import Regions, number_of, regions_of, superlatives
from rupadata.analysis.sentence import Piece, SaidFigure, Sentence, show_name, write_sentence
from rupadata.analysis.series import BreakdownSeries, RegionSeries, YearSeries
from rupadata.analysis.timeline import axis_of
from rupadata.analysis.voice import Voice
from rupadata.wording import part_name

Pieces = Sequence[Piece]


def describe_years(series: YearSeries, lang: str = "id") -> Sentence:
    """Return what a chart over time shows: from where to where, the extremes, gaps and breaks."""
    v = Voice(series.indicator, series.region, lang, axis=series.axis)
    known = series.known
    if not known:
        return write_sentence(("tidak ada angka" if v.id else "no figures",))
    if len(known) == 1:
        return write_sentence((*v.name_home(), " ", v.at(known[0]), ": ", v.value(known[0])))

    sentences = [_span(v, known[0], known[-1], compared=len(series.segments) == 1)]
    last = [point for point in series.segments[-1] if point.value is not None]
    if len(last) > 2 and len({point.value for point in last}) > 1:
        sentences.append(_extremes(v, last, since=None if last[0] is known[0] else last[0]))
    missing = [point for point in series.points if point.value is None]
    if missing:
        said = " tidak tersedia" if v.id else " not available"
        sentences.append(write_sentence(("data " if v.id else "figures for ", v.periods(missing), said)))
    for point in series.points:
        if point.breaks and point is not series.points[0]:
            sentences.append(_break(v, point))
    return _joined(sentences)


def describe_regions(series: RegionSeries, lang: str = "id") -> Sentence:
    """Return what a chart over regions shows: how many, the highest, the lowest, the whole."""
    v = _voice(series, lang)
    regions = regions_of(series)
    ranked = regions.ranked
    if not ranked:
        return write_sentence(("tidak ada angka" if v.id else "no figures",))
    many = v.count(len(ranked), regions.cells)
    opening = write_sentence((v.name, " ", regions.at(v), " di " if v.id else " in ", many,
                              f" {regions.noun(v)}"))  # fmt: skip
    sentences = [opening]
    if number_of(ranked[0]) == number_of(ranked[-1]):
        alike = "semua sama, " if v.id else "all alike, "
        sentences.append(write_sentence((alike, v.value(ranked[0]))))
    else:
        sentences.append(_highest_lowest(v, regions))
    if series.whole is not None and series.whole.value is not None and v.home.text:
        sentences.append(write_sentence((v.home, ": ", v.value(series.whole))))
    return _joined(sentences)


def describe_parts(series: BreakdownSeries, lang: str = "id") -> Sentence:
    """Return what a chart over parts shows: each part with its figure, or the greatest and the smallest."""
    v = _voice(series, lang)
    known = series.known
    if not known:
        return write_sentence(("tidak ada angka" if v.id else "no figures",))
    at = v.at_period(series.period, known)
    opening = (
        *v.name_home(),
        " ",
        at,
        " menurut " if v.id else " by ",
        show_name(part_name(series.dimension, lang)),
    )
    if len(known) <= 6:
        listed: list[Piece] = []
        for point in known:
            listed += ["; " if listed else ": ", *_named(v, point, series.dimension)]
        return write_sentence((*opening, *listed))
    first = max(known, key=number_of)
    last = min(known, key=number_of)
    most, least = superlatives(v, high=True), superlatives(v, high=False)
    return write_sentence(
        (
            *opening,
            f": {most} ",
            *_named(v, first, series.dimension),
            f", {least} ",
            *_named(v, last, series.dimension),
        )
    )


def _voice(series: RegionSeries | BreakdownSeries, lang: str) -> Voice:
    flags = frozenset[str]().union(*(point.flags for point in series.points))
    axis = axis_of(series.period, school_year="school-year" in flags)
    return Voice(series.indicator, series.region, lang, axis=axis)


def _span(v: Voice, first: Point, last: Point, *, compared: bool) -> Sentence:
    old, new = v.pair(first, last)
    change = number_of(last) - number_of(first)
    if v.id:
        how = "tetap" if change == 0 else v.verb(change)
        start: Pieces = (*v.name_home(), f" {how}") if compared else v.name_home()
        return write_sentence((*start, " dari ", old, " ", v.at(first), " menjadi ", new, " ", v.at(last)))
    how = "stayed" if change == 0 else v.verb(change)
    start = (*v.name_home(), f" {how}") if compared else (*v.name_home(), ":")
    return write_sentence((*start, " from ", old, " ", v.at(first), " to ", new, " ", v.at(last)))


def _extremes(v: Voice, known: Sequence[Point], *, since: Point | None) -> Sentence:
    """Return the highest and the lowest of the last stretch; `since` names where a break begins it."""
    values = [number_of(point) for point in known]
    highs = [point for point in known if point.value == max(values)]
    lows = [point for point in known if point.value == min(values)]
    start: Pieces = () if since is None else (*v.since(since), ", ")
    if v.id:
        return write_sentence((*start, "tertinggi ", *_when(v, highs), ", terendah ", *_when(v, lows)))
    return write_sentence((*start, "highest ", *_when(v, highs), ", lowest ", *_when(v, lows)))


def _when(v: Voice, points: Sequence[Point]) -> Pieces:
    before = "pada " if v.id else "in "
    return (v.value(points[0]), f" {before}", v.periods(points))


def _highest_lowest(v: Voice, regions: Regions) -> Sentence:
    ranked = regions.ranked
    first, last = ranked[0], ranked[-1]
    highs = [point for point in ranked if point.value == first.value][:3]
    lows = [point for point in ranked if point.value == last.value][:3]
    most, least = superlatives(v, high=True), superlatives(v, high=False)
    high, low = v.pair(first, last)
    return write_sentence(
        (f"{most} ", v.names(highs, regions.short), " ", high, f", {least} ", v.names(lows, regions.short),
         " ", low)
    )  # fmt: skip


def _named(v: Voice, point: Point, dimension: str) -> tuple[SaidFigure, str, SaidFigure]:
    return show_name(part_name(point.name, v.lang, of=dimension), point.cells), " ", v.value(point)


def _break(v: Voice, point: Point) -> Sentence:
    if v.id:
        return write_sentence(("data sejak ", v.period(point), " tidak sebanding dengan sebelumnya"))
    return write_sentence(("figures since ", v.period(point), " cannot be compared with those before"))


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    text = " ".join(sentence.text for sentence in sentences)
    evidence = (one for sentence in sentences for one in sentence.evidence)
    return Sentence(text, tuple(dict.fromkeys(evidence)))
