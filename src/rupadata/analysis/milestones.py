"""Milestones: round numbers that the newest figure has passed for the first time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rupadata.analysis.comparable_span import Stretch
from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.wording import word_value

Pieces = Sequence[Piece]

_COMPACT_FROM = 10_000
_WHOLE = 100
_LEAST_FIGURES = 3
"""From how many figures on one may say that a number was never passed before."""
_SMALL_RATE = 10
"""Below which a rate that passes a whole percent passes something: that 83 percent is passed is nothing."""
_BALANCE = re.compile(r"\b(?:neraca|saldo|balance)\b", re.IGNORECASE)
_RATE_OF_CHANGE = re.compile(
    r"\b(?:inflasi|deflasi|laju|pertumbuhan|perubahan|andil|inflation|growth)\b", re.IGNORECASE
)
_OFTEN_TURNED = 0.35
"""Rates of change within a year pass zero every few months."""
_TURNED, _LONG_TURNED, _STILL_NEW = 0.95, 0.5, 3
"""What a change of sides is worth, and for how many periods it is news."""


def find_milestone(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a round number that the newest figure has passed for the first time."""
    voice = drafts.voices[0]
    values = stretch.values
    now = values[-1]
    if len(values) < _LEAST_FIGURES or voice.indicator.measure not in (
        "count-stock",
        "count-flow",
        "count",
        "money-nominal",
        "rate",
    ):
        return None
    if voice.indicator.measure == "money-nominal" and not voice.unit.is_money:
        return None  # A round number of what is no news.
    falling = now < min(values[:-1])
    if (not falling and not now > max(values[:-1])) or now <= 0 or min(values) < 0:
        return None
    if not voice.relative and now > _WHOLE:
        return None
    if voice.relative and (falling or now * 10**voice.unit.power < 1000):
        return None
    passed = _passed(values, falling, rate=not voice.relative)
    if passed is None:
        return None
    threshold, roundness = passed
    if any(_is_beyond(earlier, threshold, falling) for earlier in _figures_before(stretch)):
        return None
    first, before, point = stretch.points[0], stretch.points[-2], stretch.now
    cells = point.cells

    def bound(v: Voice) -> SaidFigure:
        unit = v.indicator.unit
        large = threshold * 10**v.unit.power >= _COMPACT_FROM
        worded = word_value(threshold, unit, v.lang, compact=v.relative and large)
        said = worded.number if v.says_no_noun else str(worded)
        return SaidFigure(said, (Evidence(worded.number, threshold, unit, "bound", cells),))

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, point)
        if v.id:
            beyond = "di bawah " if falling else "melewati "
            reached = " turun menjadi " if falling else " mencapai "
            start = (*v.name_home(), " ", v.at(point), reached, new)
            if stretch.stepped:
                return (*start, ", untuk pertama kali ", beyond, bound(v), " dalam data ", *v.since(first))
            return (*start, ", ", beyond, bound(v), "; angka sebelumnya ", old, " ", v.at(before))
        beyond = "below " if falling else "above "
        start = (*v.name_home(), " fell to " if falling else " reached ", new, " ", v.at(point))
        if stretch.stepped:
            return (*start, ", ", beyond, bound(v), " for the first time in figures ", *v.since(first))
        return (*start, ", ", beyond, bound(v), "; the figure before was ", old, " ", v.at(before))

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (*v.topic_home(), " di bawah " if falling else " tembus ", bound(v))
        return (*v.topic_home(), " below " if falling else " passed ", bound(v))

    pattern = "milestone-below" if falling else "milestone"
    weight = _weight(threshold, roundness, rate=not voice.relative)
    return drafts.make(
        "milestone", pattern, weight, headline, sentence, focus_period=point.key, family="milestone",
        sign=-1 if falling else 1,
    )  # fmt: skip


def find_sign(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find that a figure which may be above or below zero has changed sides: a surplus became a deficit."""
    values = stretch.values
    now = values[-1]
    run = next((n for n, value in enumerate(reversed(values)) if value * now <= 0), len(values))
    if run == len(values) or values[-run - 1] * now >= 0 or abs(now) <= stretch.noise:
        return None
    before, first, point = stretch.points[-run - 1], stretch.points[-run], stretch.now
    voice = drafts.voices[0]
    side = 1 if now > 0 else -1

    def side_of(v: Voice) -> str:
        balance = _BALANCE.search(v.indicator.name) is not None
        if v.id:
            return (
                ("surplus" if side > 0 else "defisit") if balance else ("positif" if side > 0 else "negatif")
            )
        if balance:
            return "in surplus" if side > 0 else "in deficit"
        return "positive" if side > 0 else "negative"

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, point)
        if v.id:
            return (*v.name_home(), f" berbalik {side_of(v)}, dari ", old, " ", v.at(before), " menjadi ",
                    new, " ", v.at(point))  # fmt: skip
        return (*v.name_home(), f" turned {side_of(v)}, from ", old, " ", v.at(before), " to ", new, " ",
                v.at(point))  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if run == 1:
            return (*v.topic_home(), f" {'berbalik' if v.id else 'turned'} {side_of(v)}")
        return (*v.topic_home(), f" {side_of(v)} ", *v.since(first))

    weight = _TURNED if run <= _STILL_NEW else _LONG_TURNED
    if stretch.series.axis in ("month", "quarter") and _RATE_OF_CHANGE.search(voice.indicator.name):
        weight = _OFTEN_TURNED
    return drafts.make(
        "turn", "side", weight, headline, sentence, focus_period=point.key, family="side", sign=side
    )


def _weight(threshold: float, roundness: int, *, rate: bool) -> float:
    """Return what a round number is worth: 2 million is an event, 35 thousand hardly one."""
    if rate:
        return (0.82, 0.7, 0.44)[roundness]
    first = str(int(abs(threshold)))[:1]
    return (0.86 if first in "125" else 0.72, 0.56, 0.5)[roundness]


def _figures_before(stretch: Stretch) -> list[float]:
    """Return all earlier figures, those before a break too: a number passed long ago is no news."""
    known = stretch.series.known
    return [point.value for point in known[: known.index(stretch.now)] if point.value is not None]


def _is_beyond(value: float, threshold: float, falling: bool) -> bool:
    return value < threshold if falling else value >= threshold


def _passed(values: Sequence[float], falling: bool, *, rate: bool) -> tuple[float, int] | None:
    now = values[-1]
    steps = ((10.0, 5.0, 1.0) if now < _SMALL_RATE else (10.0, 5.0)) if rate else _round_steps(now)
    for roundness, step in enumerate(steps):
        if falling:
            threshold = step * -(-now // step)
            passed = now < threshold <= min(values[:-1])
        else:
            threshold = step * (now // step)
            passed = max(values[:-1]) < threshold < now
        if threshold > 0 and passed:
            return round(threshold, 6), roundness
    return None


def _round_steps(value: float) -> tuple[float, ...]:
    """Return the distances of round numbers near a value, the roundest first."""
    power = 10.0 ** _digits(value)
    # 1,8 million is a round number, 6,8 million is none.
    return (power, power / 2, power / 10) if value < 2 * power else (power, power / 2)


def _digits(value: float) -> int:
    return len(str(int(abs(value)))) - 1
