"""Jumps: steps of a series that are likelier a change of what was counted than news.

No table says that its definition changed, but the number of residents does not fall by half in a year. A jump
cuts what may be said of a series as a break does; the figures themselves stay in the charts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import cast

from rupadata.analysis.figures import Point
from rupadata.analysis.timeline import position
from rupadata.model.subject import Indicator
from rupadata.wording import parse_unit

_PEOPLE = re.compile(
    r"^(jumlah |total )?(penduduk|angkatan kerja|rumah tangga|kepala keluarga|keluarga|kartu keluarga|"
    r"population|households)\b",
    re.IGNORECASE,
)
_OF_A_KIND = re.compile(
    r"miskin|disabilitas|cacat|terlantar|penerima|pindah|datang|poor|migra", re.IGNORECASE
)
_OF_THE_WEATHER = re.compile(r"\b(?:curah hujan|hari hujan|debit|rainfall|rainy days)\b", re.IGNORECASE)
"""What changes many times over from one month to the next."""
_MOST_PEOPLE = 1.2
_MOST = {"count-stock": 2.5, "money-real": 2.0, "money-nominal": 5.0, "count-flow": 8.0, "count": 8.0}
_FEW = 30
_MOST_OF_LEVEL = 0.45
_MOST_OF_INDEX = 0.15
_OF_A_HUNDRED = 10
_MOST_POINTS = 15.0
_WITHIN_YEAR = frozenset({"month", "quarter"})
_NEARLY_AS_LARGE = 0.6
"""What part of a step another one of the same series is at least for both to be the swing of its season."""
_UNLIKE_THE_REST = 25.0
_LEAST_LOG = math.log(1.5)


def find_jumps(points: Sequence[Point], indicator: Indicator, axis: str) -> tuple[int, ...]:
    """Return the places of the points that are too far from the one before; of known points in order.

    A balance in money passes zero and is many times the last one without anything else being counted.
    """
    if axis in ("month", "quarter") and _OF_THE_WEATHER.search(indicator.name):
        return ()
    if indicator.measure.startswith("money") and any(cast(float, point.value) < 0 for point in points):
        return ()
    found = []
    usual = _usual_step(points)
    swings = _swings(points, indicator) if axis in _WITHIN_YEAR else []
    for place, (before, now) in enumerate(pairwise(points), 1):
        years = max(1, position(now.key, axis) - position(before.key, axis)) if axis != "other" else 1
        if _is_jump(before, now, indicator, years, usual) and not _has_its_like(swings, place):
            found.append(place)
    return tuple(found)


def _swings(points: Sequence[Point], indicator: Indicator) -> list[float]:
    """Return the size of each step: of amounts above zero in logarithms, of all else as it is."""
    values = [cast(float, point.value) for point in points]
    if indicator.measure in _MOST and all(value > 0 for value in values):
        values = [math.log(value) for value in values]
    return [abs(new - old) for old, new in pairwise(values)]


def _has_its_like(swings: Sequence[float], place: int) -> bool:
    """Tell whether another step of a series is nearly as large: months go up and down with the season."""
    return (
        any(
            other >= _NEARLY_AS_LARGE * swings[place - 1] for at, other in enumerate(swings, 1) if at != place
        )
        if swings
        else False
    )


def _is_jump(before: Point, now: Point, indicator: Indicator, steps: int, usual: float | None) -> bool:
    old, new = cast(float, before.value), cast(float, now.value)
    most = _MOST.get(indicator.measure)
    if most is None:
        return _is_far(old, new, indicator, steps)
    unit = parse_unit(indicator.unit)
    if not unit.is_money and max(abs(old), abs(new)) * 10.0**unit.power < _FEW:
        return False  # Of few things, two more are many.
    if old <= 0 or new <= 0:
        # A zero beside large figures is oftener a cell left empty than nothing.
        return (old < 0) != (new < 0) or (old == 0) != (new == 0)
    apart = abs(math.log(new / old))
    if _PEOPLE.search(indicator.name) and not _OF_A_KIND.search(indicator.name):
        most = _MOST_PEOPLE
    if apart > math.log(most) * steps:
        return True
    return (
        usual is not None
        and apart > max(_LEAST_LOG, _UNLIKE_THE_REST * usual)
        and "flow" not in indicator.measure
    )


def _is_far(old: float, new: float, indicator: Indicator, steps: int) -> bool:
    """Tell whether a rate, an index or a mean moved farther than such a thing does."""
    change = abs(new - old)
    level = max(abs(old), abs(new))
    if parse_unit(indicator.unit).percent and indicator.measure != "index":
        return change > _MOST_POINTS * steps
    if old * new < 0:
        return True  # Through zero, a ratio turns from one meaning to another.
    if indicator.measure == "index":
        return change > _MOST_OF_INDEX * level * steps and level > _OF_A_HUNDRED
    return change > _MOST_OF_LEVEL * level * (1 if steps == 1 else 1.6) and level > 1


def _usual_step(points: Sequence[Point]) -> float | None:
    """Return how far apart neighbours usually are, as a logarithm; None where few are known."""
    values = [point.value for point in points]
    if len(values) < 5 or any(value is None or value <= 0 for value in values):
        return None
    steps = [abs(math.log(cast(float, new) / cast(float, old))) for old, new in pairwise(values)]
    return max(median(steps), 1e-4)
