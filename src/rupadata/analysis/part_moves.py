"""Moves of parts: which part of a dimension rose or fell most within a step, whatever the whole did."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.jumps import find_jumps
from rupadata.analysis.over_parts import GATHERS, share_a_word
from rupadata.analysis.over_regions import number_of
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.voice import Voice

Pieces = Sequence[Piece]
Pair = tuple[Point, Point]

_LEAST_PARTS = 3
_LEAST_MOVE = 0.1
"""What share of itself a part rose or fell by at least."""
_LEAST_APART = 0.02
"""How far the move of a part and that of its whole lie apart, that one may be told beside the other."""
_OF_WHOLE = 0.01
"""What share of the whole that is at least, where parts add up to one."""
_STEADY = 0.02
"""Up to which share of itself the whole moved where it stood still and its parts did not."""
_WEIGHT, _STEADIER, _EACH_ITS_OWN = 0.6, 0.1, 0.08
"""What such a move is worth; what it gains where the whole stood still, and where there is no whole."""
_LEAST_LONG_MOVE, _LONG_WEIGHT = 0.25, 0.63
"""What share of itself a part rose or fell by at least over many periods, and what that is worth."""
_OF_STEADY_WHOLE = 0.005
"""What share of the whole a move is at least where the whole stood still: then parts are all that moved."""
_SHIFTED = 0.05
"""What share of a whole that stood still went from some parts to another, for that to be news by itself."""
_PRICE = re.compile(r"^(?:(?:re|rata-)?rata(?:-rata)?\s+)?harga\b.*$", re.IGNORECASE)

_OF_KINDS = re.compile(r"^(produksi|populasi|ekspor|impor|konsumsi|penjualan)\b.*$", re.IGNORECASE)
"""What there is of each kind by itself: `produksi layur`, whatever the title says of all of them."""
_TOO_LONG = 44
"""From how many letters on a part that is called by several words stands without what it is a part of."""
SEASONAL_PART = 0.42
"""The most that a move from one month to the next is worth of amounts: guests come with the season."""


def find_part_move(
    pairs: Sequence[Pair],
    periods: tuple[str, str],
    drafts: Drafts,
    name_of: Callable[[Voice, Point], SaidFigure],
    whole: Pair | None = None,
    *,
    one_step: bool = True,
    cause: bool = False,
) -> Draft | None:
    """Find the part of an amount that moved most in proportion, and by what matters to the whole.

    `pairs` are the parts, each with its earlier and its later figure, one step of the table apart or, without
    `one_step`, many. Without a `whole` each is told by itself: prices are no sum. What is likelier counted
    anew than moved, and what gathers the rest, is passed over. `cause` tells that the parts are what things
    happened for: divorces *karena judi*.
    """
    voice = drafts.voices[0]
    if (
        not voice.relative
        or len(pairs) < _LEAST_PARTS
        or any(len(p.cells) != 1 for pair in pairs for p in pair)
    ):
        return None
    least = _LEAST_MOVE if one_step else _LEAST_LONG_MOVE
    moved = [pair for pair in pairs if _counts(pair, periods, drafts, whole, least)]
    if not moved:
        return None
    before, now = max(moved, key=lambda pair: (_shifted(pair, whole), _worth(pair, whole), pair[1].key))
    change = number_of(now) - number_of(before)
    steady = _stood_still(whole)

    def subject(v: Voice) -> Pieces:
        return part_in_full(v, name_of(v, now), cause=cause)

    def span(v: Voice) -> tuple[SaidFigure, SaidFigure]:
        first, last = (v.period_of(period, point.cells, provisional=point.provisional)
                       for period, point in zip(periods, (before, now), strict=True))  # fmt: skip
        return first, last

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, now)
        by, (first, last) = cast(SaidFigure, v.growth(now, before)), span(v)
        together = _of_whole(v, whole, name_of(v, now))
        if v.id:
            return (*subject(v), f" {v.verb(change)} ", by, ", dari ", old, " pada ", first, " menjadi ", new,
                    " pada ", last, *together)  # fmt: skip
        return (*subject(v), f" {v.verb(change)} by ", by, ", from ", old, " in ", first, " to ", new, " in ",
                last, *together)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        by = cast(SaidFigure, v.growth(now, before))
        if one_step:
            return (*subject(v), f" {v.verb(change)} ", by, " ", *v.within(before, one_step=True))
        since = (" sejak " if v.id else " since ", span(v)[0])
        return (*subject(v), f" {v.up_or_down(change)} ", by, *since)

    base = _WEIGHT if one_step else _LONG_WEIGHT
    weight = base + (_EACH_ITS_OWN if whole is None else _STEADIER if steady else 0.0)
    if whole is not None and drafts.voices[0].axis in ("month", "quarter"):
        weight = min(weight, SEASONAL_PART)
    return drafts.make(
        "breakdown", "part-moves" if one_step else "part-since", weight, headline, sentence,
        family="part-moves", focus_part=now.key, focus_period=periods[1],
    )  # fmt: skip


def part_in_full(v: Voice, part: SaidFigure, *, cause: bool = False) -> Pieces:
    """Return a part with what it is a part of, where its name does not say so itself: `harga beras`."""
    topic = v.topic.text
    if v.id:
        topic = _PRICE.sub("harga", topic)
        topic = _OF_KINDS.sub(r"\1", topic)
    long = len(topic) + len(part.text) > _TOO_LONG and " " in part.text
    if share_a_word(topic, part.text) or long:
        return (part,)
    if v.id and cause:
        return (topic, " karena ", part)
    if topic != v.topic.text:
        return (f"{topic} ", part)
    if not v.id and " " in part.text:
        return (part,)
    return (v.topic, " ", part) if v.id else (v.topic, " (", part, ")")


def _stood_still(whole: Pair | None) -> bool:
    """Tell whether there is a whole, and one that hardly moved."""
    return whole is not None and abs(number_of(whole[1]) / number_of(whole[0]) - 1) < _STEADY


def _of_whole(v: Voice, whole: Pair | None, part: SaidFigure) -> Pieces:
    """Return what the whole did meanwhile, where there is one; by its name where the part does not say it.

    Of two amounts by the same parts, cases reported and cases solved, one would else be taken for the other.
    """
    by = v.growth(whole[1], whole[0]) if whole is not None else None
    if whole is None or by is None:
        return ()
    change = number_of(whole[1]) - number_of(whole[0])
    named = part_in_full(v, part) == (part,) and not share_a_word(v.topic.text, part.text)
    if v.id:
        what: Pieces = (v.topic, " secara keseluruhan") if named else ("seluruhnya",)
        return (", sedangkan ", *what, f" {v.verb(change)} ", by)
    what = (v.the_topic, " as a whole") if named else ("the total",)
    return (", while ", *what, f" {v.verb(change)} by ", by)


def _counts(pair: Pair, periods: tuple[str, str], drafts: Drafts, whole: Pair | None, least: float) -> bool:
    """Tell whether a part moved enough, by itself and for the whole, and not by being counted anew."""
    before, now = pair
    old, new = number_of(before), number_of(now)
    if old <= 0 or new <= 0 or GATHERS.match(now.name):
        return False
    if abs(new / old - 1) < least and not _shifted(pair, whole):
        return False
    of_whole = _OF_STEADY_WHOLE if _stood_still(whole) else _OF_WHOLE
    if whole is not None and (
        abs(new - old) < of_whole * abs(number_of(whole[1])) or _moved_alike(new / old, whole)
    ):
        return False
    dated = (_at(before, periods[0]), _at(now, periods[1]))
    if find_jumps(dated, drafts.indicator, drafts.voices[0].axis):
        return False
    return all(v.growth(now, before) is not None for v in drafts.voices)


def _moved_alike(ratio: float, whole: Pair) -> bool:
    """Tell whether a part moved as its whole did: then it is the whole that there is something to say of."""
    before = number_of(whole[0])
    return before > 0 and abs(ratio / (number_of(whole[1]) / before) - 1) < _LEAST_APART


def _at(point: Point, period: str) -> Point:
    return Point(period, point.name, point.value, point.decimals, cells=point.cells)


def _shifted(pair: Pair, whole: Pair | None) -> float:
    """Return what share of a whole that stood still a part gained or lost, 0 for little and other wholes.

    What one part of such a whole gains the others lose, so that the greatest shift is what happened.
    """
    if whole is None or not _stood_still(whole):
        return 0.0
    share = abs(number_of(pair[1]) - number_of(pair[0])) / number_of(whole[1])
    return share if share >= _SHIFTED else 0.0


def _worth(pair: Pair, whole: Pair | None) -> float:
    """Return how much a part moved, in logarithms; of a whole, more where it is a larger part."""
    old, new = number_of(pair[0]), number_of(pair[1])
    moved = abs(math.log(new / old))
    return moved if whole is None else moved * (new / number_of(whole[1])) ** 0.25
