"""Findings with a "but": what holds on the whole and does not hold of a part, a year, or a neighbour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import cast

from rupadata.analysis.comparable_span import Stretch, is_one_step, stretch_to
from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.over_parts import share_a_word
from rupadata.analysis.over_regions import Regions, number_of, superlatives
from rupadata.analysis.sentence import Piece, SaidFigure, show_name
from rupadata.analysis.series import YearSeries
from rupadata.analysis.voice import Voice

Pieces = Sequence[Piece]

_LEAST_YEARS = 5
_PART_SHARE, _PART_AGAINST = 0.03, 0.1
"""Which share of the whole a part is, and by which share of itself it moves against it, to be told."""
_LEAST_OF_WHOLE = 0.005
"""By which share of itself a whole rose or fell for a part to have gone against it."""
_LEAST_APART = 3
"""Of how many parts on one that went the other way is an exception."""
_LEAST_SHARED = 4
_OF_MONTHS = 0.4
_CLEARLY = 3.0
"""How many times the noise the long change is at least; the last step is twice."""
_NARROWED, _WIDENED = 0.8, 1.25
"""What the gap now is of the gap then, at most or at least, for the distance to have moved."""


def find_but_turn(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a long course that the last year went against."""
    if len(stretch.points) < _LEAST_YEARS or not stretch.stepped:
        return None
    first, before, now = stretch.points[0], *stretch.points[-2:]
    long, last = number_of(now) - number_of(first), number_of(now) - number_of(before)
    noise = stretch.noise
    if long * last >= 0 or abs(long) < _CLEARLY * noise or abs(last) < 2 * noise:
        return None
    if not is_one_step(stretch, before, now) or abs(last) > 0.8 * abs(long):
        return None
    again = any((number_of(b) - number_of(a)) * last > 0 for a, b in pairwise(stretch.points[:-1]))

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(first, now)
        recent, _ = v.pair(before, now)
        if v.id:
            return (
                "dibanding ",
                v.period(first),
                " (",
                old,
                "), ",
                *v.name_home(),
                f" {v.verb(long)} menjadi ",
                new,
                " ",
                v.at(now),
                f", tetapi {v.verb(last)} dari ",
                recent,
                " ",
                v.at(before),
            )
        return (
            "against ",
            v.period(first),
            " (",
            old,
            "), ",
            *v.name_home(),
            f" {v.verb(long)} to ",
            new,
            " ",
            v.at(now),
            f", but {v.verb(last)} from ",
            recent,
            " ",
            v.at(before),
        )

    def headline(v: Voice) -> Pieces:
        if v.id:
            lagi = " lagi" if again else ""
            return (*v.topic_home(), f" {v.verb(long)} ", *v.since(first), f", tetapi {v.verb(last)}{lagi} ",
                    v.at(now))  # fmt: skip
        return (*v.topic_home(), f" {v.up_or_down(long)} ", *v.since(first), f" but {v.verb(last)}",
                " again " if again else " ", v.at(now))  # fmt: skip

    way = 1 if last > 0 else -1
    # From month to month a course goes back and forth with the season.
    weight = _OF_MONTHS if stretch.series.axis in ("month", "quarter") else 0.66
    return drafts.make(
        "turn", "but-turn", weight, headline, sentence, focus_period=now.key, family="trend", sign=way
    )


def find_against_larger(
    series: YearSeries, larger: YearSeries, drafts: Drafts, period: str | None
) -> Draft | None:
    """Find where home stands beside the region around it, and whether the distance moves."""
    stretch = stretch_to(series, period)
    others = stretch_to(larger, period)
    if stretch is None or others is None or drafts.voices[0].relative:
        return None
    theirs = {point.key: point for point in others.points}
    pairs = [(point, theirs[point.key]) for point in stretch.points if point.key in theirs]
    if not pairs or pairs[-1][0] is not stretch.now or any(len(p.cells) != 1 for pair in pairs for p in pair):
        return None
    noise = 2 * max(stretch.noise, others.noise)
    gaps = [number_of(mine) - number_of(their) for mine, their in pairs]
    if abs(gaps[-1]) <= noise:
        return None
    if len(pairs) >= _LEAST_SHARED and all(gap * gaps[-1] > 0 and abs(gap) > noise for gap in gaps):
        widest = max(range(len(gaps)), key=lambda place: abs(gaps[place]))
        # What widened far and has come back is told from where it was widest.
        since = widest if abs(gaps[-1]) <= _NARROWED * abs(gaps[widest]) else 0
        moved = abs(gaps[-1]) / abs(gaps[since])
        if moved <= _NARROWED or (since == 0 and moved >= _WIDENED):
            return _gap_moves(pairs[since], pairs[-1], larger.region, drafts, narrows=moved < 1)
    crossed = len(gaps) > 1 and gaps[-1] * gaps[-2] < 0 and abs(gaps[-2]) > noise
    return _against(pairs[-1], larger.region, drafts, crossed=crossed)


def _apart(v: Voice, pair: tuple[Point, Point]) -> SaidFigure:
    return cast(SaidFigure, v.points(*pair, formula="difference"))


def _gap_moves(
    then: tuple[Point, Point], now: tuple[Point, Point], larger: str, drafts: Drafts, *, narrows: bool
) -> Draft | None:
    if any(v.points(*pair, formula="difference") is None for pair in (then, now) for v in drafts.voices):
        return None
    below = number_of(now[0]) < number_of(now[1])
    around = show_name(larger)

    def sentence(v: Voice) -> Pieces:
        mine, theirs = v.pair(*now)
        if v.id:
            moved = "menyempit" if narrows else "melebar"
            return (v.name, " ", v.home, " ", v.at(now[0]), " mencapai ", mine, ", ", around, " ", theirs,
                    f"; selisihnya {moved} dari ", _apart(v, then), " ", v.at(then[0]), " menjadi ",
                    _apart(v, now))  # fmt: skip
        moved = "narrowed" if narrows else "widened"
        return (v.the_name, " ", v.at(now[0]), f" {v.was} ", mine, " in ", v.home, " and ", theirs, " in ",
                around, f"; the gap {moved} from ", _apart(v, then), " ", v.at(then[0]), " to ",
                _apart(v, now))  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            side = "bawah" if below else "atas"
            moved = "menyempit" if narrows else "melebar"
            return (v.topic, " ", v.home, f" tetap di {side} ", around, f", tetapi jaraknya {moved}")
        side = "below" if below else "above"
        moved = "narrows" if narrows else "widens"
        return (v.topic, " in ", v.home, f" stays {side} ", around, f", but the gap {moved}")

    return drafts.make(
        "gap", "gap-moves", 0.8, headline, sentence, focus_period=now[0].key, family="gap-larger"
    )


def _against(pair: tuple[Point, Point], larger: str, drafts: Drafts, *, crossed: bool) -> Draft | None:
    if any(v.points(*pair, formula="difference") is None for v in drafts.voices):
        return None
    below = number_of(pair[0]) < number_of(pair[1])
    around = show_name(larger)

    def sentence(v: Voice) -> Pieces:
        mine, theirs = v.pair(*pair)
        if v.id:
            return (v.name, " ", v.home, " ", v.at(pair[0]), " mencapai ", mine, ", ", _apart(v, pair),
                    f" di {'bawah' if below else 'atas'} ", around, " (", theirs, ")")  # fmt: skip
        return (v.the_name, " in ", v.home, " ", v.at(pair[0]), " (", mine, f") {v.was} ", _apart(v, pair),
                f" {'below' if below else 'above'} ", around, " (", theirs, ")")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            kini = "kini " if crossed else ""
            return (v.topic, " ", v.home, f" {kini}di {'bawah' if below else 'atas'} ", around)
        now = "now " if crossed else ""
        return (v.topic, " in ", v.home, f" {now}{'below' if below else 'above'} ", around)

    pattern = "crossed" if crossed else "against-larger"
    return drafts.make(
        "gap", pattern, 0.78 if crossed else 0.6, headline, sentence, focus_period=pair[0].key,
        family="gap-larger",
    )  # fmt: skip


def find_count_and_rate(counts: Regions, rates: Regions, drafts: Drafts, rate_drafts: Drafts) -> Draft | None:
    """Find that there are most of something in one region, and the highest share of it in another."""
    most, highest = counts.ranked[0], rates.ranked[0]
    alone = all(number_of(one.ranked[0]) > number_of(one.ranked[1]) for one in (counts, rates))
    if most.key == highest.key or not (counts.complete and rates.complete and alone):
        return None
    if counts.series.period != rates.series.period:
        return None

    def other(v: Voice) -> Voice:
        return rate_drafts.voices[drafts.voices.index(v)]

    def sentence(v: Voice) -> Pieces:
        r = other(v)
        if v.id:
            return (
                v.name,
                f" {superlatives(v, high=True)} ",
                counts.at(v),
                " ada di ",
                counts.name(most),
                " (",
                v.value(most),
                "), tetapi ",
                r.name,
                " tertinggi di ",
                rates.name(highest),
                " (",
                r.value(highest),
                ")",
            )
        return (counts.at(v), ", ", counts.name(most), f" had the {superlatives(v, high=True)} ", v.name,
                " (", v.value(most),
                "), but ", rates.name(highest), " the highest ", r.name, " (", r.value(highest),
                ")")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, f" {superlatives(v, high=True)} di ", counts.name(most),
                    ", tetapi persentasenya tertinggi di ", rates.name(highest))  # fmt: skip
        return ("most ", v.topic, " in ", counts.name(most), ", but the highest rate in ",
                rates.name(highest))  # fmt: skip

    return drafts.make(
        "rank", "count-and-rate", 0.74, headline, sentence, family="top", focus_region=highest.key,
        focus_period=counts.series.period,
    )  # fmt: skip


def find_but_part(
    whole: tuple[Point, Point],
    parts: Sequence[tuple[Point, Point]],
    drafts: Drafts,
    name_of: Callable[[Voice, Point], SaidFigure],
) -> Draft | None:
    """Find the one part that went clearly against a whole that rose or fell."""
    before, now = whole
    change = number_of(now) - number_of(before)
    against = [
        (old, new)
        for old, new in parts
        if (number_of(new) - number_of(old)) * change < 0
        and number_of(old) >= _PART_SHARE * number_of(before) > 0
        and abs(number_of(new) / number_of(old) - 1) >= _PART_AGAINST
    ]
    if abs(change) < _LEAST_OF_WHOLE * number_of(before) or len(against) != 1 or len(parts) < 2:
        return None
    old, new = against[0]
    total = math.fsum(number_of(part) for _, part in parts)
    if abs(total - number_of(now)) > 0.005 * abs(number_of(now)):
        return None
    if any(v.growth(now, before) is None or v.growth(new, old) is None for v in drafts.voices):
        return None
    sign = 1 if change > 0 else -1

    def sentence(v: Voice) -> Pieces:
        by, other = cast(SaidFigure, v.growth(now, before)), cast(SaidFigure, v.growth(new, old))
        first, second = v.pair(old, new)
        part = name_of(v, new)
        if v.id:
            return (*v.name_home(), f" {v.verb(sign)} ", by, " dari ", v.period(before), " ke ",
                    v.period(now), ", tetapi ", part, f" {v.verb(-sign)} ", other, ", dari ", first,
                    " menjadi ", second)  # fmt: skip
        return (*v.name_home(), f" {v.verb(sign)} by ", by, " from ", v.period(before), " to ", v.period(now),
                ", but ", part, f" {v.verb(-sign)} by ", other, ", from ", first, " to ", second)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        by, other = cast(SaidFigure, v.growth(now, before)), cast(SaidFigure, v.growth(new, old))
        part = name_of(v, new)
        if v.id:
            return (v.topic, f" {v.verb(sign)} ", by, ", tetapi ", part, f" {v.verb(-sign)} ", other)
        return (v.topic, f" {v.verb(sign)} ", by, ", but ", part, f" {v.verb(-sign)} ", other)

    def part_first(v: Voice) -> Pieces:
        by, other = cast(SaidFigure, v.growth(now, before)), cast(SaidFigure, v.growth(new, old))
        part = name_of(v, new)
        # "Laki-laki naik" says nothing; "pajak hiburan" says by itself what it is a part of.
        same = share_a_word(part.text, v.topic.text)
        if v.id:
            subject: Pieces = (part,) if same else (v.topic, " ", part)
            return (*subject, f" {v.verb(-sign)} ", other, f", padahal totalnya {v.verb(sign)} ", by)
        subject = (part,) if same else (v.topic, ", ", part, ",")
        return (*subject, f" {v.verb(-sign)} ", other, f" while the total {v.verb(sign)} ", by)

    return drafts.make(
        "breakdown", "but-part", 0.74, headline, sentence, [("part-against", part_first)], family="change",
        focus_period=now.key, focus_part=new.key,
    )  # fmt: skip


def find_part_apart(
    stretch: Stretch,
    parts: Sequence[tuple[Point, Point]],
    drafts: Drafts,
    name_of: Callable[[Voice, Point], SaidFigure],
) -> Draft | None:
    """Find the part of a rate, an index or a mean that went clearly against the figure of all.

    The whole moved by more than its noise, and most parts did not go the other way; of those that did the one
    that moved farthest is told, where that is a tenth of its level.
    """
    before, now = stretch.points[-2:]
    change = number_of(now) - number_of(before)
    if drafts.voices[0].relative or abs(change) <= stretch.noise or len(parts) < _LEAST_APART:
        return None
    against = [(old, new) for old, new in parts if (number_of(new) - number_of(old)) * change < 0]
    if not against or len(against) * 2 > len(parts):
        return None
    old, new = max(against, key=lambda pair: (abs(number_of(pair[1]) - number_of(pair[0])), pair[1].key))
    if abs(number_of(new) - number_of(old)) < _PART_AGAINST * abs(number_of(old)):
        return None
    sign = 1 if change > 0 else -1

    def sentence(v: Voice) -> Pieces:
        (first, last), (was, is_now) = v.pair(old, new), v.pair(before, now)
        part = name_of(v, new)
        if v.id:
            return (*v.name_home(), f" {v.verb(sign)} dari ", was, " ", v.at(before), " menjadi ", is_now,
                    " ", v.at(now), ", tetapi untuk ", part, f" {v.verb(-sign)} dari ", first, " menjadi ",
                    last)  # fmt: skip
        return (*v.name_home(), f" {v.verb(sign)} from ", was, " ", v.at(before), " to ", is_now, " ",
                v.at(now), ", but for ", part, f" {v.verb(-sign)} from ", first, " to ", last)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        part = name_of(v, new)
        if v.id:
            return (v.topic, f" {v.verb(sign)}, tetapi ", part, f" {v.verb(-sign)} menjadi ", v.value(new))
        return (v.topic, f" {v.verb(sign)}, but {v.verb(-sign)} for ", part, " to ", v.value(new))

    return drafts.make(
        "breakdown", "part-apart", 0.74, headline, sentence, family="change", focus_period=now.key,
        focus_part=new.key,
    )  # fmt: skip
