"""Findings over the parts of a dimension in one period: which part is the greatest, and how great."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts, Words
from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import number_of, superlatives
from rupadata.analysis.sentence import Piece, SaidFigure, show_name
from rupadata.analysis.series import BreakdownSeries
from rupadata.analysis.shares import share_of
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.wording import part_name, says_nothing

Pieces = Sequence[Piece]

_MOST_PARTS = 1000
_MANY = 4
_MOST_WORDS = 3
_KINDS_EN = {
    "age group": "age groups", "industry": "industries", "religion": "religions", "type": "types",
    "level of education": "levels of education", "commodity": "commodities", "service unit": "service units",
    "type of expenditure": "types of expenditure", "type of revenue": "types of revenue",
}  # fmt: skip
_PEOPLE_EN = {"male": "men", "female": "women"}
_COUNTING = re.compile(r"^(?:jumlah|number of)\s+(?=\w)", re.IGNORECASE)
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_NEAR_HALF, _NO_NEWS = 55.0, 0.22
_PRICE_INDEX = re.compile(r"\b(?:ihk|indeks harga|price index)\b", re.IGNORECASE)


def find_over_parts(series: BreakdownSeries, drafts: Drafts, *, additive: bool) -> Iterator[Draft]:
    """Yield the findings of one breakdown."""
    ranked = sorted(series.known, key=lambda point: (-number_of(point), point.name))
    if not series.complete or not 2 <= len(ranked) <= _MOST_PARTS:
        return
    if additive and number_of(ranked[-1]) < 0:
        return
    first, second = ranked[0], ranked[1]
    if number_of(first) == number_of(second):
        return
    yield _greatest(series, drafts, ranked, _share(series, first) if additive else None)


def _share(series: BreakdownSeries, first: Point) -> Evidence | None:
    whole = series.whole
    if whole is None or whole.value is None or whole.value <= 0:
        return None
    total = sum(number_of(point) for point in series.known)
    if not 0.995 * whole.value <= total <= 1.005 * whole.value:
        return None
    return share_of(first, whole, series.known)


def part_said(v: Voice, point: Point, dimension: str) -> SaidFigure:
    """Return a part's name as it is said in a sentence."""
    said = _RANGE.sub("–", _COUNTING.sub("", part_name(point.name, v.lang)))
    if said[:1].isdigit():
        # "15-64" alone could be anything.
        said = f"{part_name(dimension, v.lang)} {said}"
    elif v.id and dimension.startswith("kondisi") and not said.casefold().startswith("kondisi"):
        said = f"kondisi {said}"  # "baik" alone is no thing
    elif not v.id and v.of_people:
        said = _PEOPLE_EN.get(said, said)
    return show_name(said, point.cells)


def _greatest(
    series: BreakdownSeries, drafts: Drafts, ranked: Sequence[Point], share: Evidence | None
) -> Draft:
    first, second = ranked[0], ranked[1]
    sizes = drafts.indicator.measure.startswith(("count", "money"))

    def name(v: Voice, point: Point) -> SaidFigure:
        return part_said(v, point, series.dimension)

    def of_whole(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        by = v.percent(cast(Evidence, share))
        largest: Pieces = ()
        if len(ranked) > 2:
            largest = (", bagian terbesar",) if v.id else (", the largest part",)
        if v.id:
            return (name(v, first), " mencakup ", by, " ", *v.name_home(), " ", at, " (", v.value(first), ")",
                    *largest)  # fmt: skip
        return (name(v, first), " made up ", by, " of ", *v.name_home(), " ", at, " (", v.value(first), ")",
                *largest)  # fmt: skip

    def among_parts(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        many = v.count(len(ranked), tuple(cell for point in ranked for cell in point.cells))
        most = superlatives(v, high=True)
        kinds = _kinds_of(series.dimension, v.lang)
        if v.id:
            return ("di antara ", many, f" {kinds}, ", name(v, first), " mencatat ", *v.name_home(),
                    f" {most} ", at, ": ", v.value(first))  # fmt: skip
        return (at, ", ", name(v, first), f" had the {most} ", v.name, " in ", v.home, " of ", many,
                f" {kinds}: ", v.value(first))  # fmt: skip

    def by_percent(v: Voice) -> Pieces:
        by = v.percent(cast(Evidence, share))
        return (
            name(v, first),
            " mencakup " if v.id else " made up ",
            by,
            " " if v.id else " of ",
            v.the_topic,
        )

    def leads(v: Voice) -> Pieces:
        most = superlatives(v, high=True)
        if v.id:
            return (v.topic, f" {most}: ", name(v, first))
        return (f"{most} ", v.topic, ": ", name(v, first))

    def with_value(v: Voice) -> Pieces:
        return (*leads(v), ", ", v.value(first))

    def records(v: Voice) -> Pieces:
        most = superlatives(v, high=True)
        if v.id:
            return (name(v, first), " mencatat ", v.topic, f" {most}")
        return (name(v, first), f" had the {most} ", v.topic)

    def both_parts(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        larger, smaller = v.pair(first, second)
        if v.id:
            return (*v.name_home(), " ", at, ": ", name(v, first), " ", larger, ", ", name(v, second), " ",
                    smaller)  # fmt: skip
        return (*v.name_home(), " ", at, ": ", name(v, first), " ", larger, ", ", name(v, second), " ",
                smaller)  # fmt: skip

    def two(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, " ", name(v, first), " lebih banyak daripada ", name(v, second))
        return (v.topic, ": more ", name(v, first), " than ", name(v, second))

    headlines: list[tuple[str, Words]] = []
    if share is not None:
        headlines.append(("part-share", by_percent))
    if len(ranked) == 2 and drafts.indicator.measure.startswith("count"):
        headlines.append(("two-parts", two))
    headlines.append(("part-lead", leads))
    if not sizes:
        headlines += [("part-value", with_value), ("part-records", records)]
    pattern, leading = headlines[0]
    weight = 0.5 + (0.12 if share is not None and share.value > 50 and len(ranked) > 2 else 0.0)
    if (
        series.whole is None
        and len(ranked) >= _MANY
        and not any(point.name[:1].isdigit() for point in ranked)
    ):
        weight = 0.68  # Of many sectors without a whole, which leads is the news; ages follow one another.
    told = of_whole if share is not None else both_parts if len(ranked) == 2 else among_parts
    total = number_of(first) + number_of(second)
    if len(ranked) == 2 and sizes and total > 0 and 100 * number_of(first) / total < _NEAR_HALF:
        weight = _NO_NEWS  # Half are men and half are women.
    elif _PRICE_INDEX.search(drafts.indicator.name) and len(ranked) > 2:
        weight = _NO_NEWS  # Which price rose most since the year of reference is another question.
    return drafts.make(
        "breakdown", pattern, weight, leading, told, headlines[1:],
        family=f"part-{series.dimension}", focus_part=first.key, focus_period=series.period,
    )  # fmt: skip


def _kinds_of(dimension: str, lang: str) -> str:
    """Return what the parts of a dimension are together: `kelompok umur`, else `kategori`."""
    if says_nothing(dimension) or len(dimension.split()) > _MOST_WORDS or "," in dimension:
        return "kategori" if lang == "id" else "categories"
    said = part_name(dimension, lang)
    return said if lang == "id" else _KINDS_EN.get(said, "categories")
