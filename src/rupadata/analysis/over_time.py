"""Findings over time: level, change, all that trends and milestones tell, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import cast

from rupadata.analysis.bends import find_bend, find_pace
from rupadata.analysis.comparable_span import Stretch, is_one_step, stretch_to
from rupadata.analysis.contrasts import find_but_turn
from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.milestones import find_milestone, find_sign
from rupadata.analysis.recovery import find_recovery
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.series import YearSeries
from rupadata.analysis.timeline import position
from rupadata.analysis.trends import (
    WITHIN_SEASON,
    count_run,
    find_extreme,
    find_long_change,
    find_multiple,
    find_record,
    find_signs,
    find_steady,
    find_streak,
    find_turn,
    is_seasonal,
    is_usual,
)
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.wording import word_value

Pieces = Sequence[Piece]

_WORTH_COUNTING = 5
_NOISE = 2
_SHORT_TOPIC = 30
_SEASONAL = 0.42
"""The most that a change of amounts from one month or quarter to the next is worth: rain and guests come with
the season."""
_PARTS_OF_YEAR = {"month": 12, "quarter": 4}
_SAME_SEASON = 0.68
_RUNNING_TOTAL = re.compile(r"kumulatif|cumulative|tahun kalender|year.to.date|y-?t-?d", re.IGNORECASE)
_LEAST_RUN, _UNLIKE_ITS_RUN, _WITHIN_RUN = 3, 1.8, 0.56
"""From how many steps on a run is told and not its last step, unless that is so much larger than the others;
what such a step is worth at most."""
_GROWS: dict[str, tuple[str, str]] = {
    "pertumbuhan ekonomi": ("ekonomi", "the economy"),
    "pertumbuhan penduduk": ("penduduk", "the population"),
}
"""What grows where a rate of growth is told, by the topic of the indicator."""
_ECONOMY_NEWS, _GROWTH_NEWS = 0.72, 0.62
_NEARLY_AS_FAST = 0.2
"""By how many points two rates of growth differ at least for one to be told as faster."""
_HARDLY = 0.3
"""A change in percent below which a reader sees none."""


def find_over_time(series: YearSeries, drafts: Drafts, *, period: str | None = None) -> Iterator[Draft]:
    """Yield the findings of one series up to a period."""
    stretch = stretch_to(series, period)
    if stretch is None:
        return
    yield _level(stretch, drafts)
    if len(stretch.points) > 1 and not _runs_up(stretch):
        for find in _FINDERS:
            draft = find(stretch, drafts)
            if draft is not None:
                yield draft
    yield from _notes(stretch, drafts)


def _runs_up(stretch: Stretch) -> bool:
    """Tell whether a series sums up the year so far: it rises by itself and falls back in January."""
    within = stretch.series.axis in ("month", "quarter")
    return within and bool(_RUNNING_TOTAL.search(stretch.series.indicator.name))


def _level(stretch: Stretch, drafts: Drafts) -> Draft:
    now = stretch.now

    def sentence(v: Voice) -> Pieces:
        if v.id:
            return (*v.name_home(), " ", v.at(now), " tercatat ", v.value(now))
        return (v.at(now), ", ", *v.name_home(), " stood at ", v.value(now))

    def headline(v: Voice) -> Pieces:
        # Two figures side by side are read as one: "umur 40–44 197.069".
        close = v.id and len(v.topic.text) <= _SHORT_TOPIC and not any(c.isdigit() for c in v.topic.text)
        return (*v.topic_home(), " " if close else ": ", v.value(now))

    def home_first(v: Voice) -> Pieces:
        return (v.home, ": ", v.topic, " ", v.value(now)) if v.home.text else (v.topic, ": ", v.value(now))

    def there_are(v: Voice) -> Pieces:
        if v.id:
            return ("ada ", v.bare_value(now), " ", v.crowd, *((" di ", v.home) if v.home.text else ()))
        return (v.bare_value(now), " ", v.crowd, *((" in ", v.home) if v.home.text else ()))

    def none(v: Voice) -> Pieces:
        home: Pieces = ((" di " if v.id else " in "), v.home) if len(v.topic_home()) > 1 else ()
        return ("tidak tercatat ", v.crowd, *home) if v.id else ("no ", v.crowd, " recorded", *home)

    voice = drafts.voices[0]
    value = cast(float, now.value)
    counts = voice.indicator.measure.startswith("count")
    if value == 0 and (counts or voice.unit.is_money):
        leading = [("none-recorded", none)] if counts else []
        return drafts.make(
            "level", "none-recorded", 0.08, None, sentence, leading, focus_period=now.key, family="level"
        )
    others: list[tuple[str, Callable[[Voice], Pieces]]] = []
    single = voice.unit.is_counted or not voice.unit.noun
    plain = not any(mark in voice.topic.text for mark in ":–(,")
    if counts and single and plain and value == int(value) and value >= _WORTH_COUNTING:
        others.append(("there-are", there_are))
    others.append(("home-first", home_first))
    return drafts.make(
        "level", "level", 0.3, headline, sentence, others, focus_period=now.key, family="level"
    )


def _change(stretch: Stretch, drafts: Drafts) -> Draft | None:
    before, now = stretch.points[-2:]
    change = cast(float, now.value) - cast(float, before.value)
    one_step = is_one_step(stretch, before, now)
    way = 1 if change > 0 else -1
    if change == 0:
        return _no_change(stretch, drafts) if now.value else None
    pace = _pace_of_growth(stretch, drafts)
    if pace is not None:
        return pace
    if abs(change) <= stretch.noise:
        return _hardly(stretch, drafts)

    def sentence(v: Voice) -> Pieces:
        first, second = v.pair(before, now)
        by = v.change(now, before)
        if v.id:
            how: Pieces = (" ", by) if by else ()
            return (
                *v.name_home(), " ", v.verb(change), *how, " dari ", first, " ", v.at(before),
                " menjadi ", second, " ", v.at(now),
            )  # fmt: skip
        how = (" by ", by) if by else ()
        return (
            *v.name_home(), " ", v.verb(change), *how, " from ", first, " ", v.at(before), " to ", second,
            " ", v.at(now),
        )  # fmt: skip

    def by_share(v: Voice) -> Pieces:
        by = cast(SaidFigure, v.change(now, before))
        within = v.within(before, one_step=one_step)
        if v.is_economy:
            grew = ("tumbuh" if change > 0 else "menyusut") if v.id else ("grew" if change > 0 else "shrank")
            home: Pieces = ((" ", v.home) if v.id else (" of ", v.home)) if v.home.text else ()
            return (
                "ekonomi" if v.id else "economy",
                *home,
                f" {grew} ",
                by,
                *_beside_last(v, stretch, within),
            )
        verb = v.verb(change) if one_step else v.up_or_down(change)
        return (*v.topic_home(), f" {verb} ", by, " ", *within)

    def by_amount(v: Voice) -> Pieces:
        by = cast(SaidFigure, v.points(now, before))
        more = ("bertambah" if change > 0 else "berkurang") if v.id else v.verb(change)
        return (*v.topic_home(), f" {more} ", *(() if v.id else ("by ",)), by, " ",
                *v.within(before, one_step=one_step))  # fmt: skip

    def to_level(v: Voice) -> Pieces:
        _, second = v.pair(before, now)
        return (*v.topic_home(), f" {v.verb(change)} ", "menjadi " if v.id else "to ", second)

    voice = drafts.voices[0]
    told = voice.change(now, before)
    size = abs(told.evidence[0].value) if told else 0.0
    others: list[tuple[str, Callable[[Voice], Pieces]]] = []
    if voice.relative and not voice.unit.is_money and voice.points(now, before):
        others.append(("change-amount", by_amount))
    pattern, leading = ("change-percent", by_share) if voice.relative else ("change-to", to_level)
    # Where a rate stands says more than by how many points it moved.
    others.append(("change-to", to_level) if voice.relative else ("change-points", by_share))
    if told is None:
        # So few, or so little, that no percentage is told.
        weight = 0.3 if abs(change) > _NOISE else 0.22
        return drafts.make(
            "change", "change-to", weight, to_level, sentence, focus_period=now.key, family="change", sign=way
        )
    if voice.is_economy:
        pattern, leading = "economy", by_share
    reach = size / 40 if voice.relative else size / max(1.0, abs(cast(float, before.value))) * 2
    weight = 0.46 + min(0.24, reach) + (0.22 if voice.is_economy else 0)
    if voice.relative and size < _HARDLY:
        weight -= 0.12
    if voice.relative and stretch.series.axis in ("month", "quarter"):
        weight = min(weight, _SEASONAL)
    elif is_seasonal(stretch):
        weight = min(weight, WITHIN_SEASON)
    if not voice.is_economy and not is_usual(drafts, way) and _is_one_of_a_run(stretch):
        weight = min(weight, _WITHIN_RUN)
    return drafts.make(
        "change", pattern, weight, leading, sentence, others, focus_period=now.key, family="change", sign=way
    )


def _beside_last(v: Voice, stretch: Stretch, within: Pieces) -> Pieces:
    """Return how the last growth of an economy stands beside the one before, else how long it took."""
    if stretch.series.axis != "year" or len(stretch.points) < 3:
        return (" ", *within)
    first, before, now = stretch.points[-3:]
    last, new = v.growth(before, first), v.growth(now, before)
    steps = is_one_step(stretch, first, before) and is_one_step(stretch, before, now)
    if not steps or last is None or new is None or last.text == new.text:
        return (" ", *within)
    old, growth = last.evidence[0].value, new.evidence[0].value
    if abs(growth - old) < _NEARLY_AS_FAST:
        return (" ", *within)
    if old < 0 or growth < 0:
        grew = (
            ("tumbuh " if old > 0 else "menyusut ") if v.id else ("growth of " if old > 0 else "a fall of ")
        )
        return (f", {'setelah' if v.id else 'after'} {grew}", last)
    if v.id:
        return (", naik dari " if growth > old else ", melambat dari ", last)
    return (", up from " if growth > old else ", down from ", last)


def _year_on_year(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find how the newest month or quarter stands beside the same one a year ago: the season is in both."""
    many = _PARTS_OF_YEAR.get(stretch.series.axis, 0)
    now = stretch.now
    place = position(now.key, stretch.series.axis) - many
    before = next((p for p in stretch.points if position(p.key, stretch.series.axis) == place), None)
    if not many or before is None:
        return None
    change = cast(float, now.value) - cast(float, before.value)
    if abs(change) <= stretch.noise or any(v.change(now, before) is None for v in drafts.voices):
        return None

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, now)
        by = cast(SaidFigure, v.change(now, before))
        if v.id:
            return (*v.name_home(), " ", v.at(now), " mencapai ", new, f", {v.verb(change)} ", by, " dari ",
                    old, " ", v.at(before))  # fmt: skip
        return (v.at(now), ", ", *v.name_home(), " reached ", new, f", {v.up_or_down(change)} ", by,
                " from ", old, " ", v.at(before))  # fmt: skip

    def headline(v: Voice) -> Pieces:
        by = cast(SaidFigure, v.change(now, before))
        beside = " dibanding " if v.id else " on "
        return (*v.topic_home(), f" {v.up_or_down(change)} ", by, beside, v.period(before))

    return drafts.make(
        "change", "year-on-year", _SAME_SEASON, headline, sentence, focus_period=now.key, family="change",
        sign=1 if change > 0 else -1,
    )  # fmt: skip


def _is_one_of_a_run(stretch: Stretch) -> bool:
    """Tell whether the last step is one of several alike: then the run is the news, and not the step."""
    length = count_run(find_signs(stretch))
    if length < _LEAST_RUN:
        return False
    steps = [abs(new - old) for old, new in pairwise(stretch.values[-length - 1 :])]
    return steps[-1] <= _UNLIKE_ITS_RUN * median(steps[:-1])


def _pace_of_growth(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Say of a rate of growth what grows, how fast, and whether faster than before; None for other rates."""
    before, now = stretch.points[-2:]
    old, new = cast(float, before.value), cast(float, now.value)
    topic = drafts.voices[0].topic.text
    if topic not in _GROWS or not drafts.voices[0].unit.percent or not is_one_step(stretch, before, now):
        return None

    def what(v: Voice) -> Pieces:
        said = _GROWS[topic][0 if v.id else 1]
        home: Pieces = () if not v.home.text else (" ", v.home) if v.id else (" of ", v.home)
        return (said, *home)

    def size(v: Voice, point: Point) -> SaidFigure:
        worded = word_value(abs(cast(float, point.value)), v.indicator.unit, v.lang, decimals=point.decimals)
        proof = Evidence(
            worded.number, cast(float, point.value), v.indicator.unit, point.formula, point.cells
        )
        return SaidFigure(str(worded), (proof,))

    def grew(v: Voice, value: float) -> str:
        if v.id:
            return "tumbuh" if value >= 0 else "menyusut"
        return "grew" if value >= 0 else "shrank"

    worth = _ECONOMY_NEWS if topic == "pertumbuhan ekonomi" else _GROWTH_NEWS

    def against(v: Voice, *, told: bool) -> Pieces:
        if old < 0 or new < 0:
            between = " setelah " if v.id else " after "
            back = f"{grew(v, old)} " if v.id else ("growth of " if old >= 0 else "a fall of ")
            return (f",{between}{back}", size(v, before))
        if abs(new - old) <= stretch.noise:
            near = ", hampir sama dengan " if v.id else ", nearly as fast as "
            earlier = f"{v.step} sebelumnya" if v.id else f"the {v.step} before"
            return (near, size(v, before) if told else earlier)
        faster = ("naik dari" if new > old else "melambat dari") if v.id else (
            "up from" if new > old else "down from")  # fmt: skip
        return (f", {faster} ", size(v, before))

    def sentence(v: Voice) -> Pieces:
        return (
            *what(v),
            f" {grew(v, new)} ",
            size(v, now),
            " ",
            v.at(now),
            *against(v, told=True),
            " ",
            v.at(before),
        )

    def headline(v: Voice) -> Pieces:
        return (*what(v), f" {grew(v, new)} ", size(v, now), *against(v, told=False))

    return drafts.make(
        "change", "pace-of-growth", worth, headline, sentence, focus_period=now.key,
        family="change", sign=1 if new > old else -1,
    )  # fmt: skip


def _no_change(stretch: Stretch, drafts: Drafts) -> Draft:
    before, now = stretch.points[-2:]

    def sentence(v: Voice) -> Pieces:
        if v.id:
            return (
                *v.name_home(),
                " ",
                v.at(now),
                " sama dengan ",
                v.period(before),
                ", yaitu ",
                v.value(now),
            )
        return (
            *v.name_home(),
            " stayed at ",
            v.value(now),
            " from ",
            v.period(before),
            " to ",
            v.period(now),
        )

    def headline(v: Voice) -> Pieces:
        return (*v.topic_home(), " tetap " if v.id else " unchanged at ", v.value(now))

    return drafts.make("change", "unchanged", 0.24, headline, sentence, focus_period=now.key, family="change")


def _hardly(stretch: Stretch, drafts: Drafts) -> Draft:
    """Say that a figure stayed where it was, both figures named: the step is too small to be called one."""
    before, now = stretch.points[-2:]

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, now)
        if v.id:
            return (
                *v.name_home(),
                " ",
                v.at(now),
                " (",
                new,
                ") hampir sama dengan ",
                v.period(before),
                " (",
                old,
                ")",
            )
        return (*v.name_home(), " ", v.at(now), " (", new, f") {v.was} nearly the same as in ",
                v.period(before), " (", old, ")")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        holds = "hold" if v.many else "holds"
        return (*v.topic_home(), " bertahan di " if v.id else f" {holds} at ", v.value(now))

    return drafts.make("change", "hardly", 0.26, headline, sentence, focus_period=now.key, family="change")


def _notes(stretch: Stretch, drafts: Drafts) -> Iterator[Draft]:
    series = stretch.series
    for point in series.points:
        if point.breaks and point is not series.points[0]:
            yield _break_note(point, drafts)
    missing = [point for point in series.points if point.value is None]
    if missing and len(series.points) > 1:
        yield _periods_note("missing", missing, drafts)
    provisional = [point for point in series.known if point.provisional]
    if provisional:
        yield _periods_note("provisional", provisional, drafts)


def _break_note(point: Point, drafts: Drafts) -> Draft:
    def sentence(v: Voice) -> Pieces:
        if v.id:
            told: Pieces = ("data ", *v.name_home(), " sebelum ", v.period(point))
            return (*told, " tidak sebanding dengan data sejak ", v.period(point))
        return ("figures for ", *v.name_home(), " before ", v.period(point),
                " cannot be compared with those since ", v.period(point))  # fmt: skip

    return drafts.make("break", "break", 0.2, None, sentence, focus_period=point.key, family="note")


def _periods_note(kind: str, points: Sequence[Point], drafts: Drafts) -> Draft:
    def sentence(v: Voice) -> Pieces:
        periods = v.periods(points)
        if v.id:
            said = "tidak tersedia" if kind == "missing" else "bersifat sementara"
            return ("data ", *v.name_home(), " untuk ", periods, f" {said}")
        said = "are not available" if kind == "missing" else "are provisional"
        return ("figures for ", *v.name_home(), " for ", periods, f" {said}")

    return drafts.make(kind, kind, 0.15, None, sentence, focus_period=points[-1].key, family="note")


_FINDERS = (
    _change,
    _year_on_year,
    find_streak,
    find_turn,
    find_bend,
    find_pace,
    find_record,
    find_extreme,
    find_long_change,
    find_multiple,
    find_milestone,
    find_sign,
    find_steady,
    find_but_turn,
    find_recovery,
)
