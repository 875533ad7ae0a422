"""Contributions: which region, or which part, made the change of a whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts, Words
from rupadata.analysis.figures import Point
from rupadata.analysis.over_parts import GATHERS
from rupadata.analysis.over_regions import number_of
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.wording import word_value

Pieces = Sequence[Piece]
Pairs = Sequence[tuple[Point, Point]]
"""The parts of a whole, each with its earlier and its later figure."""

_LEAST_PARTS = 3
_LEAST_SHARE = 30.0
"""What part of the change in percent one of them made at least to be told."""
_TIMES_ITS_SIZE = 1.4
"""How many times its own part of the whole that is at least: the largest makes most of any change."""
_LEAST_CHANGE = 0.003
"""Below which part of the whole a change is none whose makers are told."""
_BY_CHANCE = 2.0
"""How many times the square root of two counts of events together they differ by chance alone: events that
come one by one spread by the root of their number (Poisson)."""
_MOST_SHARE = 400.0
_COMPACT_FROM = 100_000
_ALL, _CLEARLY_ALL = 100.0, 105.0
"""From which share of the change on all others together went the other way, and not by a rounding."""


def find_contribution(
    pairs: Pairs,
    periods: tuple[str, str],
    drafts: Drafts,
    name_of: Callable[[Voice, Point], SaidFigure],
    *,
    by_region: bool,
    events: float = 0.0,
) -> Draft | None:
    """Find the part that made much more of a rise or fall than its size, or the whole of it.

    The parts must be all of the whole: their sums are the whole in both periods. `events` says how
    many events one of them is where they count what happened, which changes by chance too; else 0.
    """
    if len(pairs) < _LEAST_PARTS or any(len(point.cells) != 1 for pair in pairs for point in pair):
        return None
    old_sum = math.fsum(number_of(before) for before, _ in pairs)
    new_sum = math.fsum(number_of(now) for _, now in pairs)
    change = new_sum - old_sum
    if old_sum <= 0 or abs(change) < _LEAST_CHANGE * old_sum:
        return None
    if events and _may_be_chance(events * old_sum, events * new_sum):
        return None
    ranked = sorted(
        pairs, key=lambda pair: (-(number_of(pair[1]) - number_of(pair[0])) / change, pair[1].key)
    )
    before, now = ranked[0]
    if not by_region and GATHERS.match(now.name):
        return None  # What gathers the rest is no maker that a reader can name.
    share = 100 * (number_of(now) - number_of(before)) / change
    size = 100 * number_of(before) / old_sum
    if not _LEAST_SHARE <= share <= _MOST_SHARE or share < _TIMES_ITS_SIZE * size:
        return None
    if any(v.points(now, before) is None for v in drafts.voices):
        return None
    alone = share >= _CLEARLY_ALL
    rest = (events * (old_sum - number_of(before)), events * (new_sum - number_of(now)))
    if events and alone and _may_be_chance(*rest):
        return None
    if share > _ALL and not alone:
        return None  # What the others lost is too little to speak of.
    sign = 1 if change > 0 else -1
    cells = tuple(cell for place in (1, 0) for pair in ranked for cell in pair[place].cells)
    proof = Evidence("", share, "persen", "contribution", cells, len(ranked))

    def rise(v: Voice) -> str:
        if v.id:
            return "kenaikan" if sign > 0 else "penurunan"
        return "rise" if sign > 0 else "fall"

    def sentence(v: Voice) -> Pieces:
        by = cast(SaidFigure, v.points(now, before))
        span = [
            v.period_of(period, point.cells, provisional=any(pair[place].provisional for pair in pairs))
            for place, (period, point) in enumerate(zip(periods, (before, now), strict=True))
        ]
        more = ("bertambah" if sign > 0 else "berkurang") if v.id else v.verb(sign)
        if v.id:
            return (name_of(v, now), " menyumbang ", v.percent(proof), f" {rise(v)} ", *v.name_home(),
                    " dari ", span[0], " ke ", span[1], f": {more} ", by)  # fmt: skip
        return (name_of(v, now), " made ", v.percent(proof), f" of the {rise(v)} in ", *v.name_home(),
                " from ", span[0], " to ", span[1], f": it {more} by ", by)  # fmt: skip

    def without(v: Voice) -> Pieces:
        """Say what all others did together, then the one that went the other way."""
        by, rest = cast(SaidFigure, v.points(now, before)), _rest(v, ranked[1:])
        span = [
            v.period_of(period, point.cells, provisional=any(pair[place].provisional for pair in pairs))
            for place, (period, point) in enumerate(zip(periods, (before, now), strict=True))
        ]
        more = ("bertambah" if sign > 0 else "berkurang") if v.id else v.verb(sign)
        if v.id:
            place = ("di luar ", "di ") if by_region else ("tanpa ", "")
            return ("dari ", span[0], " ke ", span[1], ", ", v.name, f" {place[0]}", name_of(v, now),
                    f" {v.verb(-sign)} ", rest, f", sedangkan {place[1]}", name_of(v, now), f" {more} ",
                    by)  # fmt: skip
        place = ("outside ", "in ") if by_region else ("without ", "")
        return ("from ", span[0], " to ", span[1], ", ", v.the_name, f" {place[0]}", name_of(v, now),
                f" {v.verb(-sign)} by ", rest, f", while {place[1]}", name_of(v, now),
                f" {'they' if v.many else 'it'} {more} by ", by)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (name_of(v, now), " menyumbang ", v.percent(proof), f" {rise(v)} ", v.topic)
        return (name_of(v, now), " made ", v.percent(proof), f" of the {rise(v)} in ", v.the_topic)

    def all_of_it(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, f" {v.verb(sign)} hanya karena ", name_of(v, now))
        return (v.topic, f" {v.verb(sign)} only because of ", name_of(v, now))

    leading: list[tuple[str, Words]] = [("contribution", headline)]
    weight = 0.56 + min(0.14, 0.06 * (share / max(size, 1.0) - 1))
    if alone:
        leading, weight = [("but-outside", all_of_it)], 0.72
    pattern, words = leading[0]
    return drafts.make(
        "contribution", pattern, weight, words, without if alone else sentence, family="contribution",
        focus_region=now.key if by_region else "", focus_part="" if by_region else now.key,
        focus_period=periods[1], sign=sign,
    )  # fmt: skip


def _may_be_chance(before: float, now: float) -> bool:
    """Tell whether two counts of events may differ by chance alone."""
    return abs(now - before) <= _BY_CHANCE * math.sqrt(before + now)


def _rest(v: Voice, others: Pairs) -> SaidFigure:
    """Return by how much all other parts together rose or fell."""
    change = math.fsum(number_of(now) for _, now in others) - math.fsum(number_of(old) for old, _ in others)
    decimals = max(point.decimals for pair in others for point in pair)
    unit = v.indicator.unit
    large = abs(change) * 10.0**v.unit.power >= _COMPACT_FROM
    worded = word_value(abs(change), unit, v.lang, decimals=decimals, compact=large)
    cells = tuple(cell for place in (1, 0) for pair in others for cell in pair[place].cells)
    proof = Evidence(worded.number, change, unit, "change-of-sums", cells, len(others))
    return SaidFigure(str(worded), (proof,))
