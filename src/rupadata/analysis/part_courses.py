"""Courses of parts over many periods: whose share of the whole moved, and what went one way all along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.jumps import find_jumps
from rupadata.analysis.over_parts import GATHERS, is_composition, share_in, whole_said
from rupadata.analysis.over_regions import number_of, of_home
from rupadata.analysis.part_moves import part_in_full
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.series import BreakdownSeries
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence

Pieces = Sequence[Piece]
Named = Callable[[Voice, Point], SaidFigure]

_LEAST_MOVED, _LEAST_NAMED = 3.0, 8.0
"""By how many points a share moved at least, and how large it is at one of the two ends, to be told."""
_SHARE_WEIGHT, _PER_POINT, _MOST_GAINED = 0.62, 0.01, 0.08
"""What a moved share is worth, and what each point beyond the least adds."""
_LEAST_STEPS = {"year": 4, "school-year": 4, "month": 6, "quarter": 5, "semester": 4}
"""How many steps one way in a row are a course: by chance alone one part in some hundred has it."""
_LEAST_CHANGE = 0.1
_STREAK_WEIGHT, _PER_STEP, _MOST_FOR_LENGTH = 0.66, 0.01, 0.06
_MOST_PARTS = 40


def find_share_move(
    first: BreakdownSeries, last: BreakdownSeries, drafts: Drafts, name_of: Named
) -> Draft | None:
    """Find the part whose share of the whole moved most between two periods, by three points and more.

    Both periods know the same parts, which make up their whole. What gathers the rest is passed over.
    """
    before = {point.key: point for point in first.points}
    if not last.complete or not first.complete or set(before) != {point.key for point in last.points}:
        return None
    moved: list[tuple[float, Point, Evidence, Evidence]] = []
    for now in last.points:
        old, new = share_in(first, before[now.key]), share_in(last, now)
        if old is None or new is None or GATHERS.match(now.name):
            continue
        if max(old.value, new.value) >= _LEAST_NAMED:
            moved.append((new.value - old.value, now, old, new))
    if not moved:
        return None
    by, now, old, new = max(moved, key=lambda one: (round(abs(one[0]), 9), one[3].value, one[1].key))
    if abs(by) < _LEAST_MOVED:
        return None
    composed = is_composition(last)

    def then(v: Voice) -> SaidFigure:
        cells = before[now.key].cells
        return v.period_of(first.period, cells, provisional=before[now.key].provisional)

    def sentence(v: Voice) -> Pieces:
        part, at = name_of(v, now), v.at_period(last.period, [now])
        of: Pieces = (whole_said(v), *of_home(v)) if composed else v.name_home()
        if v.id:
            return (part, " mencakup ", v.percent(new), " ", *of, " ", at, f", {v.verb(by)} dari ",
                    v.percent(old), " pada ", then(v))  # fmt: skip
        return (part, " made up ", v.percent(new), " of ", *of, " ", at, f", {v.up_or_down(by)} from ",
                v.percent(old), " in ", then(v))  # fmt: skip

    def headline(v: Voice) -> Pieces:
        part = name_of(v, now)
        if v.id:
            return (part, " kini ", v.percent(new), " ", whole_said(v), ", dari ", v.percent(old), " pada ",
                    then(v))  # fmt: skip
        return (part, " now ", v.percent(new), " of ", whole_said(v), f", {v.up_or_down(by)} from ",
                v.percent(old), " in ", then(v))  # fmt: skip

    def short(v: Voice) -> Pieces:
        part = name_of(v, now)
        if v.id:
            return ("bagian ", part, f" {v.verb(by)} menjadi ", v.percent(new), " sejak ", then(v))
        return ("share of ", part, f" {v.up_or_down(by)} to ", v.percent(new), " since ", then(v))

    weight = _SHARE_WEIGHT + min(_MOST_GAINED, _PER_POINT * (abs(by) - _LEAST_MOVED))
    return drafts.make(
        "breakdown", "share-moves", weight, headline, sentence, [("share-since", short)],
        family="share-moves", focus_part=now.key, focus_period=last.period, sign=1 if by > 0 else -1,
    )  # fmt: skip


def find_part_streak(
    rows: Sequence[Sequence[Point]], periods: Sequence[str], drafts: Drafts, name_of: Named, *, whole: int = 0
) -> Draft | None:
    """Find the part that rose or fell at every step to the newest period, over the most steps.

    `rows` are the parts, each with one printed figure for each of `periods`, one step apart. `whole` is the
    way that all together went all along, 1 or -1, 0 for none: a part that went the same way says nothing new.
    """
    axis = drafts.voices[0].axis
    least = _LEAST_STEPS.get(axis)
    if least is None or not 2 <= len(rows) <= _MOST_PARTS or len(periods) <= least:
        return None
    found: list[tuple[int, float, Sequence[Point]]] = []
    for row in rows:
        steps = _steps_one_way(row)
        start = row[len(row) - 1 - steps] if steps >= least else None
        if start is None or GATHERS.match(row[-1].name) or number_of(start) <= 0:
            continue
        held = row[len(row) - 1 - steps :]
        dated = [
            point._replace(key=period) for point, period in zip(held, periods[-len(held) :], strict=True)
        ]
        change = number_of(row[-1]) / number_of(start) - 1
        if abs(change) < _LEAST_CHANGE or change * whole > 0 or find_jumps(dated, drafts.indicator, axis):
            continue
        found.append((steps, abs(change), held))
    if not found:
        return None
    steps, _, held = max(found, key=lambda one: (one[0], one[1], one[2][-1].key))
    start, now = held[0], held[-1]
    first, last = periods[-len(held)], periods[-1]
    by = number_of(now) - number_of(start)
    cells = tuple(cell for point in held for cell in point.cells)

    def span(v: Voice) -> tuple[SaidFigure, SaidFigure]:
        one, other = (
            v.period_of(period, point.cells, provisional=point.provisional)
            for period, point in ((first, start), (last, now))
        )
        return one, other

    def sentence(v: Voice) -> Pieces:
        (old, new), (since, until) = v.pair(start, now), span(v)
        subject = part_in_full(v, name_of(v, now))
        joint = "pada " if v.id else "in "
        if v.id:
            return (*subject, f" {v.verb(by)} setiap {v.step} sejak ", since, ", dari ", old, " menjadi ",
                    new, f" {joint}", until)  # fmt: skip
        return (*subject, f" {v.verb(by)} every {v.step} since ", since, ", from ", old, " to ", new,
                f" {joint}", until)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        subject = part_in_full(v, name_of(v, now))
        if v.id:
            return (*subject, f" {v.verb(by)} ", v.steps(steps, cells), " beruntun")
        return (*subject, f" {v.up_or_down(by)} for ", v.steps(steps, cells), " in a row")

    weight = _STREAK_WEIGHT + min(_MOST_FOR_LENGTH, _PER_STEP * (steps - least))
    return drafts.make(
        "breakdown", "part-streak", weight, headline, sentence, family="part-moves", focus_part=now.key,
        focus_period=last, sign=1 if by > 0 else -1,
    )  # fmt: skip


def _steps_one_way(row: Sequence[Point]) -> int:
    """Return over how many steps up to the last figure a row rose, or fell, at each."""
    values = [cast(float, point.value) for point in row]
    signs = [(new > old) - (new < old) for old, new in pairwise(values)]
    way, steps = signs[-1] if signs else 0, 0
    for sign in reversed(signs):
        if sign != way or not way:
            break
        steps += 1
    return steps
