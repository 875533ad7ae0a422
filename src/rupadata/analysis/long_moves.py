"""Long moves: which region grew or fell most since the first period, and which least."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.over_both import PeriodPair
from rupadata.analysis.over_regions import number_of
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.voice import Voice
from rupadata.model.subject import Direction

Pieces = Sequence[Piece]

_LEAST_REGIONS = 4
_SMALL_BASE = 50
_MOST_TIMES = 4.0
"""From which multiple on a region oftener was counted anew than grew."""
_APART = 0.02
"""How far the most and the least are apart at least: as growth, or as a part of the highest figure."""


def find_long_move(step: PeriodPair, drafts: Drafts) -> Draft | None:
    """Find the region that moved most since the first period, and the one that moved least or against it."""
    if not step.same_regions or len(step.pairs) < _LEAST_REGIONS:
        return None
    if any(len(point.cells) != 1 for pair in step.pairs for point in pair):
        return None
    voice = drafts.voices[0]
    moves: list[tuple[float, Point, Point]] = []
    for before, now in step.pairs:
        old, new = number_of(before), number_of(now)
        if voice.relative:
            if old <= 0 or new <= 0 or (old < _SMALL_BASE and not voice.unit.power):
                return None
            moves.append((new / old - 1, before, now))
        else:
            moves.append((round(new - old, 9), before, now))
    # What most of them did is the course; what went against it is the "but".
    rose, fell = (sum(sign * move > 0 for move, _, _ in moves) for sign in (1, -1))
    lower = fell > rose or (fell == rose and drafts.indicator.direction == Direction.LOWER_IS_BETTER)
    moves.sort(key=lambda move: (move[0] if lower else -move[0], move[2].key))
    (most, before, now), (second, *_), (least, before_last, last) = moves[0], moves[1], moves[-1]
    scale = 1.0 if voice.relative else max(abs(number_of(point)) for _, _, point in moves)
    wrong_way = most >= 0 if lower else most <= 0
    if wrong_way or most == second or abs(most - least) < _APART * scale or abs(most) > _MOST_TIMES * scale:
        return None
    if any(v.change(*pair) is None for v in drafts.voices for pair in ((now, before), (last, before_last))):
        return None
    against = most * least < 0
    rising = most > 0

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, now)
        by, by_last = cast(SaidFigure, v.change(now, before)), cast(SaidFigure, v.change(last, before_last))
        way, way_last = v.verb(most), v.verb(least)
        if v.id:
            return ("dari ", step.since(v), " ke ", step.until(v), ", ", v.name, f" {way} paling besar di ",
                    step.now.name(now), ": ", by, ", dari ", old, " menjadi ", new, "; di ",
                    step.now.name(last), f" {way_last} ", by_last)  # fmt: skip
        return ("from ", step.since(v), " to ", step.until(v), ", ", v.the_name, f" {way} most in ",
                step.now.name(now), ": by ", by, ", from ", old, " to ", new, "; in ", step.now.name(last),
                f" {'they' if v.many else 'it'} {way_last} by ", by_last)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        since = ("sejak " if v.id else "since ", step.since(v))
        if v.id:
            verb = (
                ("tumbuh paling cepat" if rising else "turun paling cepat")
                if v.relative
                else (f"{v.verb(most)} paling besar")
            )
            start: Pieces = (v.topic, f" {verb} di ", step.now.name(now))
            but: Pieces = (f", tetapi {v.verb(least)} di ", step.now.name(last)) if against else ()
            return (*start, *(but or (" ", *since)))
        verb = ("grew fastest" if rising else "fell fastest") if v.relative else f"{v.verb(most)} most"
        start = (v.topic, f" {verb} in ", step.now.name(now))
        but = (f" but {v.verb(least)} in ", step.now.name(last)) if against else ()
        return (*start, *(but or (" ", *since)))

    return drafts.make(
        "fastest", "long-but" if against else "long-fastest", 0.68 if against else 0.58, headline, sentence,
        family="fastest", focus_region=now.key, focus_period=step.now.series.period,
        sign=1 if rising else -1,
    )  # fmt: skip
