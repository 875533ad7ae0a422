"""Findings over regions between two periods: who overtook whom, who rose, who rose most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import cast

from msgspec import Struct

from rupadata.analysis.drafting import Draft, Drafts, Words
from rupadata.analysis.facts import is_additive
from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import Regions, number_of, superlatives
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.model.subject import Direction
from rupadata.wording import format_number

Pieces = Sequence[Piece]

_CLEAR = 0.03
"""How far apart two neighbours are at least, as a share of the higher, for their order to be told as news."""
_RESHUFFLED = 0.4
"""From which share of regions that moved two places and more on an order is no order."""
_NAMED = 3
"""How many regions that went against the others are named."""
_LEAST_SPREAD = 5
_FEW_ENOUGH = 14
_CLEARLY_MOST = 0.66
_ALIKE = 4.0
"""How many times the spread of all others a region lies off them where its figure is likelier a slip."""
_UPPER_RANKS = 5
"""To which rank a region must have climbed at least for a headline."""
_NO_STEP, _NO_STEP_OF_LEVEL, _NO_STEP_OF_AMOUNT = 0.1, 0.03, 0.001
"""Up to which size a step is none: of percentages so many points, or so much of their level where less;
of all else so much of the level."""
_BUT_FOR_A_SLIP = 0.5
"""What it is worth that all moved one way but for one whose figure is likelier a slip."""
_AGAINST_MOST = 0.42
"""The most that the greatest fall is worth where most regions rose."""
_TOGETHER, _APART = 0.8, 1.25
"""What the distance now is of the distance then, at most or at least, to be told."""


class PeriodPair(Struct, frozen=True):
    """The regions that have comparable figures in two periods, the earlier and the later of each."""

    before: Regions
    now: Regions
    pairs: tuple[tuple[Point, Point], ...]

    @property
    def same_regions(self) -> bool:
        """Tell whether both periods know the same regions completely, so that ranks may be compared."""
        return (
            self.before.complete
            and self.now.complete
            and self._keys(self.before) == self._keys(self.now)
            and (len(self.pairs) == len(self.now.ranked))
        )

    @staticmethod
    def _keys(regions: Regions) -> set[str]:
        return {point.key for point in regions.series.points}

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """Return all cells of both periods, the later first in each pair."""
        return tuple(cell for before, now in self.pairs for cell in (*now.cells, *before.cells))

    def since(self, v: Voice) -> SaidFigure:
        """Return the earlier period."""
        points = self.before.ranked
        provisional = any(point.provisional for point in points)
        return v.period_of(self.before.series.period, points[0].cells, provisional=provisional)

    def until(self, v: Voice) -> SaidFigure:
        """Return the later period."""
        points = self.now.ranked
        provisional = any(point.provisional for point in points)
        return v.period_of(self.now.series.period, points[0].cells, provisional=provisional)


def find_over_both(step: PeriodPair, drafts: Drafts) -> Iterator[Draft]:
    """Yield the findings between two periods."""
    if len(step.pairs) < 2:
        return
    for find in (_overtake, _rank_move, _breadth, _fastest):
        draft = find(step, drafts)
        if draft is not None:
            yield draft


def _overtake(step: PeriodPair, drafts: Drafts) -> Draft | None:
    """Find the highest place that changed hands between two neighbours."""
    old = {now.key: before for before, now in step.pairs}
    for winner, loser in zip(step.now.ranked, step.now.ranked[1:]):
        if winner.key not in old or loser.key not in old:
            continue
        before_winner, before_loser = old[winner.key], old[loser.key]
        if number_of(winner) > number_of(loser) and number_of(before_winner) < number_of(before_loser):
            place = 1 + sum(number_of(point) > number_of(winner) for point in step.now.ranked)
            return _overtaking(step, drafts, (winner, loser, before_winner, before_loser), place)
    return None


def _overtaking(
    step: PeriodPair, drafts: Drafts, four: tuple[Point, Point, Point, Point], place: int
) -> Draft:
    winner, loser, before_winner, before_loser = four

    def sentence(v: Voice) -> Pieces:
        new_win, new_lose = v.pair(winner, loser)
        old_win, old_lose = v.pair(before_winner, before_loser)
        first, second = step.now.name(winner), step.now.name(loser)
        if v.id:
            return (v.name, " di ", first, " (", new_win, ") ", step.now.at(v), " melampaui ", second, " (",
                    new_lose, "); ", step.before.at(v), " masih di bawahnya (", old_win, " dan ", old_lose,
                    ")")  # fmt: skip
        return (v.the_name, " in ", first, " (", new_win, ") ", step.now.at(v), " exceeded ", second, " (",
                new_lose, "); ", step.before.at(v), " the order was the reverse (", old_win, " and ",
                old_lose,
                ")")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        first, second = step.now.name(winner), step.now.name(loser)
        most = superlatives(v, high=True)
        if v.id:
            return (v.topic, f" kini {most} di ", first, ", menggeser ", second)
        return (most, " ", v.topic, " now in ", first, ", no longer in ", second)

    # Who leads is news where the order is firm: not by a few thousandths, not where it is new every year.
    clear = all(_is_clear(*pair) for pair in ((winner, loser), (before_winner, before_loser)))
    firm = clear and not _is_reshuffled(step)
    sizes = is_additive(drafts.indicator)
    weight = 0.3 if not firm else 0.62 if sizes else 0.72
    if place > 1:
        weight = min(weight, 0.45 if place <= _UPPER_RANKS else 0.36)
    alone = sum(number_of(point) == number_of(winner) for point in step.now.ranked) == 1
    leading = headline if place == 1 and firm and alone else None
    return drafts.make(
        "rank-change", "overtake", weight, leading, sentence, family="rank-change",
        focus_region=winner.key, focus_period=step.now.series.period,
    )  # fmt: skip


def _is_clear(one: Point, other: Point) -> bool:
    """Tell whether two neighbours are further apart than figures of this kind wobble."""
    high, low = number_of(one), number_of(other)
    return abs(high - low) >= _CLEAR * max(abs(high), abs(low))


def _is_reshuffled(step: PeriodPair) -> bool:
    """Tell whether so many regions changed places that an order tells of chance: rain, harvests, prices."""
    if len(step.pairs) < _LEAST_SPREAD:
        return False
    prior = [number_of(before) for before, _ in step.pairs]
    after = [number_of(now) for _, now in step.pairs]
    moved = sum(abs(_rank(prior, place) - _rank(after, place)) >= 2 for place in range(len(step.pairs)))
    return moved > _RESHUFFLED * len(step.pairs)


def _rank_move(step: PeriodPair, drafts: Drafts) -> Draft | None:
    """Find the region that climbed most places."""
    if not step.same_regions or any(len(p.cells) != 1 for pair in step.pairs for p in pair):
        return None
    after = [now for _, now in step.pairs]
    prior = [before for before, _ in step.pairs]
    values_after = [number_of(point) for point in after]
    values_prior = [number_of(point) for point in prior]
    if len(set(values_after)) < len(after) or len(set(values_prior)) < len(prior):
        return None
    moves = [
        (_rank(values_prior, place) - _rank(values_after, place), place) for place in range(len(step.pairs))
    ]
    climbed, place = max(moves, key=lambda move: (move[0], -move[1]))
    if climbed < 2 or [move for move, _ in moves].count(climbed) > 1:
        return None
    region = after[place]
    new, old = _rank(values_after, place), _rank(values_prior, place)

    def rank(v: Voice, number: int, points: Sequence[Point]) -> SaidFigure:
        cells = tuple(cell for index, p in enumerate(points) if index != place for cell in p.cells)
        text = format_number(number, v.lang, decimals=0)
        return SaidFigure(text, (Evidence(text, float(number), "", "rank", (*points[place].cells, *cells)),))

    def sentence(v: Voice) -> Pieces:
        if v.id:
            return (step.now.name(region), " naik dari peringkat ", rank(v, old, prior), " ",
                    step.before.at(v),
                    " ke peringkat ", rank(v, new, after), " ", step.now.at(v), " menurut ",
                    v.name)  # fmt: skip
        return (step.now.name(region), " moved from rank ", rank(v, old, prior), " ", step.before.at(v),
                " to rank ", rank(v, new, after), " ", step.now.at(v), " by ", v.name)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (step.now.name(region), " naik ke peringkat ", rank(v, new, after), " ", v.topic)
        return (step.now.name(region), " climbed to rank ", rank(v, new, after), " by ", v.topic)

    weight = 0.5 + min(0.15, 0.03 * climbed)
    leading = headline if new <= _UPPER_RANKS else None
    return drafts.make(
        "rank-change", "rank-move", weight, leading, sentence, family="rank-change", focus_region=region.key,
        focus_period=step.now.series.period,
    )  # fmt: skip


def _rank(values: Sequence[float], place: int) -> int:
    return 1 + sum(value > values[place] for value in values)


def _breadth(step: PeriodPair, drafts: Drafts) -> Draft | None:
    """Find in how many regions the figure rose, or fell where that is the greater number."""
    total = len(step.pairs)
    if total < 3 or total > 60 or not step.same_regions:
        return None
    rose = [now for before, now in step.pairs if number_of(now) > number_of(before)]
    fell = [now for before, now in step.pairs if number_of(now) < number_of(before)]
    up = len(rose) >= len(fell)
    many = rose if up else fell
    clear = {now.key for before, now in step.pairs if _is_step(step, drafts, before, now)}
    if len(many) <= total / 2 or sum(now.key in clear for now in many) < _CLEARLY_MOST * len(many):
        return None
    sign = 1 if up else -1
    others = [now for _, now in step.pairs if now not in many]
    contrary = fell if up else rose
    contrary_one = len(contrary) == 1
    contrary = [now for now in contrary if now.key in clear or contrary_one]
    if not 2 <= len(contrary) <= _NAMED or len(contrary) < len(others) or 4 * len(contrary) > total:
        contrary = []

    def sentence(v: Voice) -> Pieces:
        number: Pieces = (v.count(len(many), step.cells), " dari " if v.id else " of ",
                          v.count(total, step.cells))  # fmt: skip
        if len(many) == total:
            number = ("semua" if v.id else "all",)
        contrast = exception(v)
        if v.id:
            return ("dari ", step.since(v), " ke ", step.until(v), ", ", v.name, f" {v.verb(sign)} di ",
                    *number,
                    f" {step.now.noun(v)}", *contrast)  # fmt: skip
        return ("from ", step.since(v), " to ", step.until(v), ", ", v.the_name, f" {v.verb(sign)} in ",
                *number, f" {step.now.noun(v)}", *contrast)  # fmt: skip

    def exception(v: Voice) -> Pieces:
        """Return the one region that went the other way, with its two figures."""
        if len(others) != 1 or not contrary_one:
            return ()
        one = others[0]
        before = next(old for old, now in step.pairs if now.key == one.key)
        old, new = v.pair(before, one)
        if v.id:
            return (", sedangkan di ", step.now.name(one), f" {v.verb(-sign)} dari ", old, " menjadi ", new)
        return (", while in ", step.now.name(one), f" {'they' if v.many else 'it'} {v.verb(-sign)} from ",
                old, " to ", new)  # fmt: skip

    def where_moved(v: Voice) -> Pieces:
        if len(many) == total:
            return (f"di semua {step.now.noun(v)}" if v.id else f"in all {step.now.noun(v)}",)
        return (
            "di " if v.id else "in ",
            v.count(len(many), step.cells),
            " dari " if v.id else " of ",
            v.count(total, step.cells),
            f" {step.now.noun(v)}",
        )

    def headline(v: Voice) -> Pieces:
        start: Pieces = (v.topic, f" {v.verb(sign)} ", *where_moved(v))
        if len(others) == 1:
            name = step.now.name(others[0])
            start = (v.topic, f" {v.verb(sign)}")
            return (*start, ", kecuali di ", name) if v.id else (*start, " everywhere except in ", name)
        if not contrary:
            return start
        named = v.names(contrary, step.now.short)
        but = f", tetapi {v.verb(-sign)} di " if v.id else f", but {v.verb(-sign)} in "
        return (*start, but, named)

    def in_most(v: Voice) -> Pieces:
        return (v.topic, f" {v.verb(sign)} ", *where_moved(v))

    # Little more than half of them is no direction.
    def by_course(v: Voice) -> Pieces:
        return (v.topic, f" {v.course(drafts.course(sign))} ", *where_moved(v))

    pattern, weight = "most-move", 0.5 if len(many) >= _CLEARLY_MOST * total else 0.34
    leading: Words | None = headline
    if len(many) == total:
        pattern, weight = "all-move", 0.58
    elif len(others) == 1:
        # One of a few goes against all others; one of very many is a detail.
        pattern, weight = "one-against", 0.7 if total <= _FEW_ENOUGH and contrary_one else 0.56
        if _is_likely_slip(step, others[0]) or (contrary_one and others[0].key not in clear):
            # The one that went the other way is a question; what the others did is not.
            pattern, weight, leading = "most-move", _BUT_FOR_A_SLIP, in_most
    elif contrary:
        pattern, weight = "but-some", 0.66
    if up and drafts.indicator.measure == "count-stock":
        weight -= 0.12
    plainly = bool(leading) and not contrary and len(others) != 1
    others_said = [("course", by_course)] if drafts.has_course and plainly else []
    return drafts.make(
        "breadth", pattern, weight, leading, sentence, others_said, family="breadth", sign=sign,
        focus_region=others[0].key if len(others) == 1 else "", focus_period=step.now.series.period,
    )  # fmt: skip


def _is_step(step: PeriodPair, drafts: Drafts, before: Point, now: Point) -> bool:
    """Tell whether a figure moved so far that a reader would call it a rise or a fall."""
    old, new = number_of(before), number_of(now)
    level = median(abs(number_of(point)) for _, point in step.pairs)
    percent = drafts.indicator.measure == "rate" and drafts.voices[0].unit.percent
    least = min(_NO_STEP, _NO_STEP_OF_LEVEL * level) if percent else _NO_STEP_OF_AMOUNT * level
    return abs(new - old) > least


def _is_likely_slip(step: PeriodPair, one: Point) -> bool:
    """Tell whether one region moved against others that all moved alike: it asks for a look at the source."""
    moves = {now.key: number_of(now) / number_of(old) - 1 for old, now in step.pairs if number_of(old)}
    others = [move for key, move in moves.items() if key != one.key]
    if one.key not in moves or len(others) < _LEAST_SPREAD:
        return False
    return abs(moves[one.key] - median(others)) > _ALIKE * (max(others) - min(others))


def _fastest(step: PeriodPair, drafts: Drafts) -> Draft | None:
    """Find the region with the greatest rise, or fall where a fall is hoped_for."""
    if not step.same_regions:
        return None
    voice = drafts.voices[0]
    lower = drafts.indicator.direction == Direction.LOWER_IS_BETTER
    changes: list[tuple[float, Point, Point]] = []
    for before, now in step.pairs:
        old, new = number_of(before), number_of(now)
        if voice.relative:
            if old <= 0 or new < 0 or (old < 30 and not voice.unit.power):
                return None
            changes.append((new / old - 1, before, now))
        else:
            changes.append((round(new - old, 9), before, now))
    ordered = sorted(changes, key=lambda change: change[0], reverse=not lower)
    (best, before, now), (second, *_) = ordered[0], ordered[1]
    if best == second or (best >= 0 if lower else best <= 0) or voice.change(now, before) is None:
        return None
    rising = best > 0
    # What more than doubles within one step recovers from a bad year, or is a slip.
    weight = 0.42 if voice.relative and best > 1 else 0.6
    if best < 0 < median(change for change, _, _ in changes):
        weight = min(weight, _AGAINST_MOST)

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, now)
        by = cast(SaidFigure, v.change(now, before))
        if v.id:
            what = ("pertumbuhan " if v.relative else "kenaikan ") if rising else "penurunan "
            most = " tercepat" if v.relative else " terbesar"
            return (what, v.name, most, " dari ", step.since(v), " ke ", step.until(v), " ada di ",
                    step.now.name(now), ": ", by, ", dari ", old, " menjadi ", new)  # fmt: skip
        what = "rise" if rising else "fall"
        most = "fastest" if v.relative else "largest"
        return (f"the {most} {what} in ", v.the_name, " from ", step.since(v), " to ", step.until(v),
                " was in ", step.now.name(now), ": ", by, ", from ", old, " to ", new)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            what = ("pertumbuhan " if v.relative else "kenaikan ") if rising else "penurunan "
            most = " tercepat di " if v.relative else " terbesar di "
            return (what, v.topic, most, step.now.name(now))
        what = ("growth" if v.relative else "rise") if rising else "fall"
        return (f"{'fastest' if v.relative else 'largest'} {what} in ", v.topic, ": ", step.now.name(now))

    return drafts.make(
        "fastest", "fastest", weight, headline, sentence, family="fastest", focus_region=now.key,
        sign=1 if rising else -1,
        focus_period=step.now.series.period,
    )  # fmt: skip


def find_spread_moves(first: Regions, now: Regions, drafts: Drafts) -> Draft | None:
    """Find that the highest and the lowest region moved apart, or together, since the first period."""
    same = {point.key for point in first.ranked} == {point.key for point in now.ranked}
    if not (first.complete and now.complete and same) or len(now.ranked) < _LEAST_SPREAD:
        return None
    if drafts.indicator.measure.startswith("count"):
        return None
    ends = [(regions.ranked[0], regions.ranked[-1]) for regions in (first, now)]
    then, later = (number_of(high) - number_of(low) for high, low in ends)
    if then <= 0 or later <= 0 or _TOGETHER < later / then < _APART:
        return None
    if any(v.points(*pair, formula="difference") is None for pair in ends for v in drafts.voices):
        return None
    wider = later > then

    def apart(v: Voice, pair: tuple[Point, Point]) -> SaidFigure:
        return cast(SaidFigure, v.points(*pair, formula="difference"))

    def sentence(v: Voice) -> Pieces:
        if v.id:
            moved = "melebar" if wider else "menyempit"
            return ("jarak ", v.name, f" tertinggi dan terendah {moved} dari ", apart(v, ends[0]), " ",
                    first.at(v), " menjadi ", apart(v, ends[1]), " ", now.at(v))  # fmt: skip
        moved = "widened" if wider else "narrowed"
        return ("the distance between the highest and the lowest ", v.name, f" {moved} from ",
                apart(v, ends[0]), " ", first.at(v), " to ", apart(v, ends[1]), " ", now.at(v))  # fmt: skip

    def headline(v: Voice) -> Pieces:
        since = v.period_of(first.series.period, first.ranked[0].cells)
        if v.id:
            moved = "melebar" if wider else "menyempit"
            return ("jarak ", v.topic, f" tertinggi dan terendah {moved} sejak ", since)
        return (
            "gap between highest and lowest ",
            v.topic,
            " wider" if wider else " narrower",
            " since ",
            since,
        )

    return drafts.make(
        "spread", "spread-moves", 0.6, headline, sentence, family="gap", focus_region=now.ranked[0].key,
        focus_period=now.series.period,
    )  # fmt: skip
