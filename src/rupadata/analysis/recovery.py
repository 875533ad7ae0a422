"""Recoveries: what fell far and is on its way back, or is back, beside the figure before the fall."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rupadata.analysis.comparable_span import Stretch
from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.model.subject import Direction

Pieces = Sequence[Piece]

_FELL_TO = 0.7
"""What part of the figure before it a low is at most, for what follows to be a recovery."""
_LEAST_BACK = 0.2
"""What part of the fall has been made up at least."""
_NEARLY, _BEYOND = 0.98, 1.02
"""Up to which part of the figure before the fall one has not come back; from which on one is above it."""
_LEAST_POINTS = 4
_LONGEST_AGO = 8
"""Over how many steps a figure is still one that readers remember."""
_NOT_YET, _PASSED = 0.76, 0.74


def find_recovery(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find that an amount fell far, rose at every step since its low, and is so much of what it was before.

    Only over years without a gap; the figure before the fall is the highest before the low.
    """
    points, values = stretch.points, stretch.values
    if stretch.series.axis not in ("year", "school-year") or not stretch.stepped:
        return None
    if len(points) < _LEAST_POINTS or not drafts.voices[0].relative or min(values) <= 0:
        return None
    if drafts.indicator.direction == Direction.LOWER_IS_BETTER:
        return None  # What is feared does not recover: it comes back.
    low = values.index(min(values))
    if not 0 < low < len(values) - 1:
        return None
    top = max(range(low), key=lambda place: (values[place], place))
    before, now = points[top], points[-1]
    old, new, least = values[top], values[-1], values[low]
    rising = all(later > earlier for earlier, later in pairwise(values[low:]))
    if not rising or least > _FELL_TO * old or new - least < _LEAST_BACK * (old - least):
        return None
    if len(points) - 1 - top > _LONGEST_AGO or _NEARLY <= new / old < _BEYOND:
        return None
    if any(len(point.cells) != 1 for point in (before, now)):
        return None
    back = new > old
    if back and max(values[low:-1]) > old:
        return None  # It was above that already last year.
    part = Evidence("", 100 * new / old, "persen", "share", (*now.cells, *before.cells))

    def sentence(v: Voice) -> Pieces:
        was, bottom = v.pair(before, points[low])
        is_now = v.value(now)
        if v.id:
            then: Pieces = (
                "setelah turun dari ",
                was,
                " ",
                v.at(before),
                " menjadi ",
                bottom,
                " ",
                v.at(points[low]),
                ", ",
                *v.name_home(),
                " ",
                v.at(now),
                " mencapai ",
                is_now,
            )
            return then if back else (*then, ", atau ", v.percent(part), " dari angka ", v.period(before))
        then = ("after falling from ", was, " ", v.at(before), " to ", bottom, " ", v.at(points[low]), ", ",
                *v.name_home(), f" {v.was} back at ", is_now, " ", v.at(now))  # fmt: skip
        return then if back else (*then, ", ", v.percent(part), " of the figure for ", v.period(before))

    def headline(v: Voice) -> Pieces:
        if back:
            return (*v.topic_home(), " kini melampaui tingkat " if v.id else " now above the level of ",
                    v.period(before))  # fmt: skip
        if v.id:
            return (*v.topic_home(), " pulih, tetapi belum menyamai ", v.period(before))
        return (*v.topic_home(), " recovering but still below ", v.period(before))

    def in_percent(v: Voice) -> Pieces:
        share: SaidFigure = v.percent(part)
        if v.id:
            return (*v.topic_home(), " baru ", share, " dari tingkat ", v.period(before))
        return (*v.topic_home(), " only ", share, " of the level of ", v.period(before))

    pattern, others = ("recovered", []) if back else ("recovering", [("recovered-part", in_percent)])
    weight = _PASSED if back else _NOT_YET
    return drafts.make(
        "turn", pattern, weight, headline, sentence, others, focus_period=now.key, family="trend", sign=1
    )
