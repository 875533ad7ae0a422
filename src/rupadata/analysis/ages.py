"""Ages: how many of a population are of working age, children or old, where a table gives age groups."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.over_regions import number_of, of_home
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.series import BreakdownSeries
from rupadata.analysis.shares import share_of_several
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence

Pieces = Sequence[Piece]

_AGES = re.compile(
    r"^(?:umur |usia )?(\d{1,3})\s*(?:[-–—]\s*(\d{1,3})|(\+| ke atas| tahun ke atas))?(?: tahun)?$"
)
_WORKS_FROM, _WORKS_TO, _OLD_FROM = 15, 64, 65
"""Working age as the United Nations and Statistics Indonesia count it in the dependency ratio."""
_AGEING, _YOUNG = 10.0, 30.0
"""From which share in percent the old, and the children, are what a population is told by: a tenth of people
of sixty-five is twice the threshold of an ageing population (7 percent would be one that begins to age)."""
_LEAST_GROUPS = 6
_MOST_APART = 0.005
_WEIGHT, _AT_AN_END = 0.62, 0.06


def find_ages(series: BreakdownSeries, drafts: Drafts) -> Draft | None:
    """Find what share of a population is of working age, with the children and the old beside it.

    Only where the groups are in years, follow each other from zero to an open end, part at 15 and at 65, and
    make up the printed whole.
    """
    groups = [(_ages_of(point.name), point) for point in series.points]
    known = sorted((ages, point) for ages, point in groups if ages is not None)
    whole = series.whole
    if (
        len(known) < max(_LEAST_GROUPS, len(groups))
        or not series.complete
        or whole is None
        or not whole.value
    ):
        return None
    bounds = [ages for ages, _ in known]
    follow = all(high + 1 == low for (_, high), (low, _) in pairwise(bounds))
    if bounds[0][0] != 0 or not math.isinf(bounds[-1][1]) or not follow or not drafts.voices[0].of_people:
        return None
    if not {_WORKS_FROM, _OLD_FROM} <= {low for low, _ in bounds}:
        return None
    points = [point for _, point in known]
    if abs(math.fsum(map(number_of, points)) - whole.value) > _MOST_APART * whole.value:
        return None
    working = [p for (low, high), p in known if low >= _WORKS_FROM and high <= _WORKS_TO]
    children = [p for (_, high), p in known if high < _WORKS_FROM]
    old = [p for (low, _), p in known if low >= _OLD_FROM]
    shares = [share_of_several(some, whole, points) for some in (working, children, old)]
    if any(share is None for share in shares):
        return None
    of_working, of_children, of_old = (share for share in shares if share is not None)

    def sentence(v: Voice) -> Pieces:
        at = v.at_period(series.period, points)
        work, kids, aged = (v.percent(share) for share in (of_working, of_children, of_old))
        if v.id:
            return (at, ", ", work, " ", v.crowd, *of_home(v), " berusia ", *_span(v), ", ", kids,
                    " anak di bawah ", _limit(_WORKS_FROM), " tahun, dan ", aged, " berusia ",
                    _limit(_OLD_FROM), " tahun ke atas")  # fmt: skip
        return (at, ", ", work, " of ", v.crowd, *of_home(v), " were aged ", *_span(v), ", ", kids,
                " were children under ", _limit(_WORKS_FROM), ", and ", aged, " were ", _limit(_OLD_FROM),
                " or older")  # fmt: skip

    def at_work(v: Voice) -> Pieces:
        share = v.percent(of_working)
        if v.id:
            return (share, " ", v.crowd, *of_home(v), " berusia kerja")
        return (share, " of ", v.crowd, *of_home(v), " are of working age")

    def ageing(v: Voice) -> Pieces:
        share = v.percent(of_old)
        if v.id:
            return (share, " ", v.crowd, *of_home(v), " berusia ", _limit(_OLD_FROM), " tahun ke atas")
        return (share, " of ", v.crowd, *of_home(v), " are ", _limit(_OLD_FROM), " or older")

    def young(v: Voice) -> Pieces:
        share = v.percent(of_children)
        if v.id:
            return (share, " ", v.crowd, *of_home(v), " anak di bawah ", _limit(_WORKS_FROM), " tahun")
        return (share, " of ", v.crowd, *of_home(v), " are children under ", _limit(_WORKS_FROM))

    pattern, leading, weight = "working-age", at_work, _WEIGHT
    if of_old.value >= _AGEING:
        pattern, leading, weight = "ageing", ageing, _WEIGHT + _AT_AN_END
    elif of_children.value >= _YOUNG:
        pattern, leading, weight = "young", young, _WEIGHT + _AT_AN_END
    others = [("working-age", at_work)] if pattern != "working-age" else []
    return drafts.make(
        "breakdown", pattern, weight, leading, sentence, others, family="ages", focus_period=series.period
    )


def _ages_of(name: str) -> tuple[int, float] | None:
    """Return the first and the last year of an age group; endless for an open one."""
    found = _AGES.match(name.strip().casefold())
    if found is None:
        return None
    low = int(found[1])
    return low, math.inf if found[3] else float(found[2] or low)


def _limit(age: int) -> SaidFigure:
    """Return an age that parts groups of a population."""
    return SaidFigure(str(age), (Evidence(str(age), float(age), "tahun", "bound"),))


def _span(v: Voice) -> Pieces:
    return (_limit(_WORKS_FROM), "–", _limit(_WORKS_TO), " tahun" if v.id else "")
