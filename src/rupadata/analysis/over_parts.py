"""Findings over the parts of a dimension in one period: which part is the greatest, and how great."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    said = part_name(point.name, v.lang)
    if said[:1].isdigit():
        # "15-64" alone could be anything.
        said = f"{part_name(dimension, v.lang)} {said}"
    elif v.id and dimension.startswith("kondisi") and not said.casefold().startswith("kondisi"):
        said = f"kondisi {said}"  # "baik" alone is no thing
    return show_name(said, point.cells)


def _greatest(
    series: BreakdownSeries, drafts: Drafts, ranked: Sequence[Point], share: Evidence | None
) -> Draft:
    first, second = ranked[0], ranked[1]
    counts = drafts.indicator.measure.startswith(("count", "money"))

    def name(v: Voice, point: Point) -> SaidFigure:
        return part_said(v, point, series.dimension)

    def sentence(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        part: Pieces = ()
        if share is not None:
            part = (" (", v.percent(share), ")")
        unnamed = says_nothing(series.dimension)
        if unnamed and counts:
            start: Pieces = ("bagian terbesar " if v.id else "the largest part of ", *v.name_home(), " ", at)
            return (*start, " ialah " if v.id else " was ", name(v, first), ": ", v.value(first), *part)
        by: Pieces = () if unnamed else (show_name(part_name(series.dimension, v.lang)), ", ")
        if v.id:
            where: Pieces = (*v.name_home(), " ", at, f" {superlatives(v, high=True)} pada ", name(v, first))
            return (*(("menurut ", *by) if by else ()), *where, ": ", v.value(first), *part)
        most = "largest" if counts else "highest"
        where = (*v.name_home(), " ", at, f" was {most} for ", name(v, first))
        return (*(("by ", *by) if by else ()), *where, ": ", v.value(first), *part)

    def by_percent(v: Voice) -> Pieces:
        assert share is not None  # offered only where it is known
        if v.id:
            return (name(v, first), " mengisi ", v.percent(share), " ", v.topic)
        return (name(v, first), " made up ", v.percent(share), " of ", v.topic)

    def leads(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, f" {superlatives(v, high=True)} pada ", name(v, first))
        return (f"{'largest' if counts else 'highest'} ", v.topic, ": ", name(v, first))

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
    pattern, leading = headlines[0]
    weight = 0.5 + (0.12 if share is not None and share.value > 50 and len(ranked) > 2 else 0.0)
    if (
        series.whole is None
        and len(ranked) >= _MANY
        and not any(point.name[:1].isdigit() for point in ranked)
    ):
        weight = 0.68  # Of many sectors without a whole, which leads is the news; ages follow one another.
    return drafts.make(
        "breakdown", pattern, weight, leading, sentence, headlines[1:], family=f"part-{series.dimension}",
        focus_part=first.key, focus_period=series.period,
    )  # fmt: skip
