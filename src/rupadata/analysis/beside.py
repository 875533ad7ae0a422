"""Findings beside earlier builds: among peers, against a target, and figures that were revised since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.facts import Fact, IndicatorFacts
from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import number_of, superlatives
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.series import YearSeries
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.model.subject import Direction
from rupadata.wording import format_number

Pieces = Sequence[Piece]

_LEAST_PEERS = 3


def find_beside(
    facts: IndicatorFacts, series: YearSeries, drafts: Drafts, period: str | None
) -> Iterator[Draft]:
    """Yield what earlier builds let one say of the newest figure at home."""
    known = [point for point in series.known if period is None or point.key <= period]
    if not known or len(known[-1].cells) != 1:
        return
    now = known[-1]
    for draft in (_among_peers(facts, now, drafts), _against_target(facts, now, drafts)):
        if draft is not None:
            yield draft
    yield from _revisions(facts, known, drafts)


def _point(period: str, fact: Fact) -> Point:
    return Point(period, period, fact.value, fact.decimals, "", fact.flags, (fact.cell,))


def _among_peers(facts: IndicatorFacts, now: Point, drafts: Drafts) -> Draft | None:
    """Find the place of home among regions of its level: of rates and means, not of amounts."""
    if facts.additive:
        return None
    peers = [
        _point(code, held[now.key])
        for code, held in sorted(facts.peers.items())
        if now.key in held and held[now.key].value is not None
    ]
    if len(peers) < _LEAST_PEERS:
        return None
    values = [number_of(point) for point in peers]
    above = sum(value > number_of(now) for value in values)
    below = sum(value < number_of(now) for value in values)
    if above + below < len(values):
        return None  # A place that is shared is none.
    total = len(values) + 1
    low = drafts.indicator.direction == Direction.LOWER_IS_BETTER or above > below
    place = 1 + (below if low else above)
    cells = (*now.cells, *(cell for point in peers for cell in point.cells))
    extreme = place == 1

    def rank(v: Voice) -> SaidFigure:
        text = format_number(place, v.lang, decimals=0)
        return SaidFigure(text, (Evidence(text, float(place), "", "rank-low" if low else "rank", cells),))

    def all_of_them(v: Voice) -> SaidFigure:
        return v.count(total, cells)

    def sentence(v: Voice) -> Pieces:
        most = superlatives(v, high=not low)
        value = v.value(now)
        if v.id:
            return (*v.name_home(), " ", v.at(now), " (", value, ") menempati urutan ", rank(v),
                    f" {most} dari ", all_of_them(v), " wilayah setingkat yang dibandingkan")  # fmt: skip
        return (*v.name_home(), " ", v.at(now), " (", value, f") {v.was} number ", rank(v),
                f" from the {most} of ", all_of_them(v), " areas compared")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        most = superlatives(v, high=not low)
        if v.id:
            return (*v.topic_home(), f" {most} dari ", all_of_them(v), " wilayah setingkat")
        return (*v.topic_home(), f" {most} of ", all_of_them(v), " areas compared")

    away = abs(number_of(now) - median(values))
    weight = 0.72 if extreme else 0.5 if away else 0.4
    return drafts.make(
        "gap", "among-peers", weight, headline if extreme else None, sentence, family="peers",
        focus_period=now.key,
    )  # fmt: skip


def _against_target(facts: IndicatorFacts, now: Point, drafts: Drafts) -> Draft | None:
    """Find whether the figure reaches the target of its period."""
    held = facts.targets.get(now.key)
    if held is None or held.value is None:
        return None
    target = _point(now.key, held)
    apart = round(number_of(now) - number_of(target), 9)
    direction = drafts.indicator.direction
    if apart == 0 or any(v.points(now, target, formula="difference") is None for v in drafts.voices):
        return None
    better = {Direction.HIGHER_IS_BETTER: apart > 0, Direction.LOWER_IS_BETTER: apart < 0}.get(direction)

    def sentence(v: Voice) -> Pieces:
        value, aim = v.pair(now, target)
        by = cast(SaidFigure, v.points(now, target, formula="difference"))
        if v.id:
            return (*v.name_home(), " ", v.at(now), " mencapai ", value, ", ", by,
                    f" di {'atas' if apart > 0 else 'bawah'} target (", aim, ")")  # fmt: skip
        return (*v.name_home(), " ", v.at(now), " (", value, f") {v.was} ", by,
                f" {'above' if apart > 0 else 'below'} the target (", aim, ")")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if better is None:
            side = ("di atas" if apart > 0 else "di bawah") if v.id else ("above" if apart > 0 else "below")
            return (*v.topic_home(), f" {side} target ", v.period(now))
        if v.id:
            return (
                *v.topic_home(),
                " memenuhi target " if better else " belum mencapai target ",
                v.period(now),
            )
        verb = ("meet" if v.many else "meets") if better else ("miss" if v.many else "misses")
        return (*v.topic_home(), f" {verb} the target of ", v.period(now))

    return drafts.make(
        "gap", "against-target", 0.74, headline, sentence, family="target", focus_period=now.key,
    )  # fmt: skip


def _revisions(facts: IndicatorFacts, known: Sequence[Point], drafts: Drafts) -> Iterator[Draft]:
    """Yield a note on the newest figure that an earlier build gave differently."""
    for point in reversed(known):
        held = facts.earlier.get(point.key)
        if held is None or held.value is None or len(point.cells) != 1:
            continue
        before = _point(point.key, held)
        if round(number_of(point), held.decimals) == number_of(before):
            continue

        def sentence(v: Voice, new: Point = point, old: Point = before) -> Pieces:
            first, second = v.pair(old, new)
            if v.id:
                return ("angka ", *v.name_home(), " untuk ", v.period(new), " direvisi dari ", first,
                        " menjadi ", second, " sejak edisi sebelumnya")  # fmt: skip
            return ("the figure for ", *v.name_home(), " for ", v.period(new), " was revised from ", first,
                    " to ", second, " since the last edition")  # fmt: skip

        yield drafts.make("revision", "revision", 0.3, None, sentence, focus_period=point.key, family="note")
        return
