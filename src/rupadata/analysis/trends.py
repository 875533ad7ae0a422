"""Trends: runs, turns, records, peaks and what changed over the whole stretch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import cast

from rupadata.analysis.comparable_span import Stretch, is_one_step
from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.timeline import position
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.model.subject import Direction
from rupadata.wording import word_value

Pieces = Sequence[Piece]

LONGEST_IN_WORDS = 19
_STREAK_AT_LEAST = 3
WITHIN_SEASON = 0.5
"""The most that a turn from one month to the next is worth where the same month of last year is known."""
_RECORD_AT_LEAST = 5
_STEADY_WITHIN = 0.01
_RECENT, _LONG_ENOUGH = 3, 7
"""Within how many steps a peak is news, in a series of at least so many figures."""
_COURSES_EN = {"better": "improving", "worse": "worsening"}

_NO_SURPRISE, _ALL_THE_WAY = 0.16, 0.12
"""What a record loses, and the whole way gains, where a series only ever went one way."""
_STANDS_OUT = 1.4
"""How many times the usual month of a year its highest is at least to be what the year is told by."""
_OF_ITS_RUN = 0.25
"""What part of the usual step of the run before a step back is at least, to be called a turn."""
_OF_ITS_WAY = 0.5
"""What part of its whole range a series has gone where first and last say how it went: what rose far and fell
again has come back."""


def find_streak(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a run of rises or falls that ends at the newest figure."""
    signs = find_signs(stretch)
    length = count_run(signs)
    if length < _STREAK_AT_LEAST or length > LONGEST_IN_WORDS:
        return None
    points = stretch.points[-length - 1 :]
    first, now, sign = points[0], points[-1], signs[-1]
    cells = tuple(cell for point in points for cell in point.cells)

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(first, now)
        if v.id:
            return (
                *v.name_home(), f" {v.verb(sign)} ", v.steps(length, cells), " berturut-turut, dari ",
                old, " ",
                v.at(first), " menjadi ", new, " ", v.at(now),
            )  # fmt: skip
        return (
            *v.name_home(), f" {v.verb(sign)} ", v.steps(length, cells), " in a row, from ", old, " ",
            v.at(first), " to ", new, " ", v.at(now),
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        row = " beruntun" if v.id else " in a row"
        return (*v.topic_home(), f" {v.verb(sign)} ", v.steps(length, cells), row)

    weight = 0.6 + min(0.14, 0.02 * (length - 2)) + drafts.hoped_for(-sign) * 0.03
    if is_usual(drafts, sign):
        weight -= 0.24
    return drafts.make(
        "trend", "streak", weight, headline, sentence, focus_period=now.key, family="trend", sign=sign
    )


def is_seasonal(stretch: Stretch) -> bool:
    """Tell whether a series of months or quarters is longer than a year: a turn in it may be the season's."""
    return len(stretch.points) > {"month": 12, "quarter": 4}.get(stretch.series.axis, len(stretch.points))


def find_turn(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a rise after years of falling, or a fall after years of rising."""
    signs = find_signs(stretch)
    if len(signs) < 3 or signs[-1] == 0 or signs[-2] != -signs[-1]:
        return None
    length = count_run(signs[:-1])
    if length < 2 or length > LONGEST_IN_WORDS:
        return None
    points = stretch.points[-length - 2 : -1]
    now, sign = stretch.now, signs[-1]
    run = [abs(after - before) for before, after in pairwise(stretch.values[-length - 2 : -1])]
    if abs(stretch.values[-1] - stretch.values[-2]) < _OF_ITS_RUN * median(run):
        return None
    cells = tuple(cell for point in points for cell in point.cells)

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(points[-1], now)
        if v.id:
            return (
                "setelah ", v.steps(length, cells), f" {v.verb(-sign)}, ", *v.name_home(),
                f" {v.verb(sign)} dari ",
                old, " ", v.at(points[-1]), " menjadi ", new, " ", v.at(now),
            )  # fmt: skip
        falling = "falling" if sign > 0 else "rising"
        return (
            "after ", v.steps(length, cells), f" of {falling}, ", *v.name_home(), f" {v.verb(sign)} from ",
            old, " ", v.at(points[-1]), " to ", new, " ", v.at(now),
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        steps = v.steps(length, cells)
        if v.id:
            return (*v.topic_home(), f" {v.verb(sign)} setelah ", steps, f" {v.verb(-sign)}")
        return (
            *v.topic_home(),
            f" {v.verb(sign)} after ",
            steps,
            f" of {'falling' if sign > 0 else 'rising'}",
        )

    def by_course(v: Voice) -> Pieces:
        steps = v.steps(length, cells)
        now_so, before = v.course(drafts.course(sign)), v.course(drafts.course(-sign))
        if v.id:
            return (*v.topic_home(), f" {now_so} setelah ", steps, f" {before}")
        return (*v.topic_home(), f" {now_so} after ", steps, f" of {_COURSES_EN[drafts.course(-sign)]}")

    weight = 0.66 + min(0.15, 0.03 * length)
    if is_seasonal(stretch):
        weight = min(weight, WITHIN_SEASON)
    others = [("turn-course", by_course)] if drafts.has_course else []
    return drafts.make(
        "turn", "turn", weight, headline, sentence, others, focus_period=now.key, family="trend", sign=sign
    )


def find_signs(stretch: Stretch) -> list[int]:
    """Return the direction of each step, newest last, as far back as the points follow without a gap.

    A step no greater than the noise of the series has none.
    """
    signs: list[int] = []
    noise = stretch.noise
    for before, now in pairwise(reversed(stretch.points)):
        # Walking backwards: `before` is the newer of the two.
        if not is_one_step(stretch, now, before):
            break
        change = cast(float, before.value) - cast(float, now.value)
        signs.insert(0, 0 if abs(change) <= noise else 1 if change > 0 else -1)
    return signs


def count_run(signs: Sequence[int]) -> int:
    """Return how many of the last steps go the same way."""
    length = 0
    for sign in reversed(signs):
        if sign == 0 or sign != signs[-1]:
            break
        length += 1
    return length


def is_usual(drafts: Drafts, sign: int) -> bool:
    """Tell whether a long rise is what everybody expects: people and prices become more every year."""
    prices = "harga" in drafts.indicator.name.casefold() and drafts.indicator.measure == "index"
    return sign > 0 and (prices or drafts.indicator.measure in ("count-stock", "money-nominal"))


def _goes_one_way(stretch: Stretch) -> bool:
    """Tell whether a long series without gaps never went back by more than its noise."""
    steps = [after - before for before, after in pairwise(stretch.values)]
    if len(stretch.values) < _LONG_ENOUGH or not stretch.stepped:
        return False
    way = 1 if stretch.values[-1] > stretch.values[0] else -1
    return all(way * step >= -stretch.noise for step in steps)


def find_record(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find whether the newest figure is the highest or lowest of a series without gaps."""
    values = stretch.values
    if len(values) < _RECORD_AT_LEAST or not stretch.stepped:
        return None
    noise = stretch.noise
    high = values[-1] > max(values[:-1]) + noise
    if not high and not values[-1] < min(values[:-1]) - noise:
        return None
    first, now = stretch.points[0], stretch.now

    def sentence(v: Voice) -> Pieces:
        if v.id:
            most = superlative(v, high=high)
            return (*v.name_home(), " ", v.at(now), " mencapai ", v.value(now), f", {most} ", *v.since(first))
        most = "highest" if high else "lowest"
        return (v.at(now), ", ", *v.name_home(), " reached ", v.value(now), f", the {most} level ",
                *v.since(first))  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (*v.topic_home(), f" {superlative(v, high=high)} ", *v.since(first))
        return (*v.topic_home(), f" {'highest' if high else 'lowest'} ", *v.since(first))

    weight = 0.6 + min(0.1, 0.01 * len(values))
    if is_usual(drafts, 1 if high else -1):
        weight -= 0.24
    elif _goes_one_way(stretch):
        weight -= _NO_SURPRISE  # What always rises is highest every year.
    return drafts.make(
        "record", "record", weight, headline, sentence, focus_period=now.key, family="trend",
        sign=1 if high else -1,
    )  # fmt: skip


def superlative(v: Voice, *, high: bool) -> str:
    """Return the Indonesian word for the highest or lowest of a series: cases are many or few."""
    if v.of_single or (v.relative and not v.unit.noun and not v.unit.is_money):
        return "terbanyak" if high else "paling sedikit"
    return "tertinggi" if high else "terendah"


def _extremely(v: Voice, *, high: bool) -> str:
    if superlative(v, high=high) in ("terbanyak", "paling sedikit"):
        return "paling banyak" if high else "paling sedikit"
    return "paling tinggi" if high else "paling rendah"


def find_extreme(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a peak or a low between the ends of the stretch."""
    values = stretch.values
    if len(values) < 4 or not stretch.is_whole:
        return None
    top = values.index(max(values))
    high = 0 < top < len(values) - 1 and values.count(values[top]) == 1
    place = top if high else values.index(min(values))
    if not 0 < place < len(values) - 1 or values.count(values[place]) != 1:
        return None
    extreme = stretch.points[place]

    def sentence(v: Voice) -> Pieces:
        limit: Pieces = ()
        if not stretch.stepped:
            limit = (", di antara angka yang tersedia",) if v.id else (", among the figures available",)
        then, later = v.pair(extreme, stretch.now)
        if v.id:
            most = _extremely(v, high=high)
            return (*v.name_home(), f" {most} ", v.at(extreme), ", yaitu ", then, *limit, "; ",
                    v.at(stretch.now), " tercatat ", later)  # fmt: skip
        did = "peaked" if high else "bottomed out"
        return (*v.name_home(), f" {did} ", v.at(extreme), ", at ", then, *limit, "; ", v.at(stretch.now),
                f" {'they were' if v.many else 'it was'} ", later)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (
                *v.topic_home(),
                " memuncak " if high else f" {_extremely(v, high=False)} ",
                v.at(extreme),
            )
        return (*v.topic_home(), " peaked " if high else " bottomed out ", v.at(extreme))

    def below_peak(v: Voice) -> Pieces:
        if v.id:
            return (*v.topic_home(), " belum kembali ke puncak ", v.period(extreme))
        return (*v.topic_home(), " still below the peak of ", v.period(extreme))

    back = high and stretch.stepped and stretch.series.axis not in ("month", "quarter")
    # Nobody waits for what is feared to come back.
    back = back and drafts.indicator.direction != Direction.LOWER_IS_BETTER
    others = [("below-peak", below_peak)] if back else []
    kind = "peak" if high else "low"
    leading = headline if stretch.stepped else None
    gone = len(values) - 1 - place
    stands_out = (
        stretch.series.axis in ("month", "quarter")
        and high
        and (values[place] >= _STANDS_OUT * median(values) > 0 and not is_seasonal(stretch))
    )
    weight = 0.66 if stands_out else 0.5 if gone <= _RECENT and len(values) >= _LONG_ENOUGH else 0.4
    return drafts.make(kind, kind, weight, leading, sentence, others, focus_period=extreme.key, family=kind)


def find_long_change(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find the change since the beginning, with the average a year."""
    if len(stretch.points) < 4:
        return None
    first, now = stretch.points[0], stretch.now
    change = cast(float, now.value) - cast(float, first.value)
    if change == 0:
        return None

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(first, now)
        mean = mean_change(stretch, v)
        if v.id:
            how: Pieces = (" rata-rata ", mean, " per tahun,") if mean else ()
            return (
                "sejak ", v.period(first), ", ", *v.name_home(), f" {v.verb(change)}", *how, " dari ", old,
                " menjadi ", new, " ", v.at(now),
            )  # fmt: skip
        how = (" by an average of ", mean, " a year,") if mean else ()
        return (
            "between ", v.period(first), " and ", v.period(now), ", ", *v.name_home(), f" {v.verb(change)}",
            *how, " from ", old, " to ", new,
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        by = cast(SaidFigure, v.change(now, first))
        return (*v.topic_home(), f" {v.up_or_down(change)} ", by, " ", *v.since(first))

    told = drafts.voices[0].change(now, first)
    pattern = "long-percent" if drafts.voices[0].relative else "long-points"
    leading = headline if told else None
    span = max(stretch.values) - min(stretch.values)
    weight = 0.5 if abs(change) >= _OF_ITS_WAY * span else 0.3
    if _goes_one_way(stretch) and not is_usual(drafts, 1 if change > 0 else -1):
        weight += _ALL_THE_WAY
    return drafts.make(
        "growth", pattern, weight, leading, sentence, focus_period=now.key, family="trend",
        sign=1 if change > 0 else -1,
    )  # fmt: skip


def mean_change(stretch: Stretch, v: Voice) -> SaidFigure | None:
    """Return the average change a year: growth of amounts, points of the rest; only over whole years."""
    first, now = stretch.points[0], stretch.now
    if stretch.series.axis != "year" or len(first.cells) != 1 or len(now.cells) != 1:
        return None
    years = position(now.key, "year") - position(first.key, "year")
    new, old = cast(float, now.value), cast(float, first.value)
    cells = (*now.cells, *first.cells)
    if v.relative:
        if old <= 0 or new <= 0:
            return None
        growth = 100 * ((new / old) ** (1 / years) - 1)
        shown = v.percent(Evidence("", abs(growth), "persen", "mean-growth", cells, years))
        evidence = shown.evidence[0]
        if not evidence.shown.strip("0,.") or abs(growth) >= 1000:
            return None
        return SaidFigure(
            shown.text, (Evidence(evidence.shown, growth, "persen", "mean-growth", cells, years),)
        )
    mean = (new - old) / years
    text = word_value(abs(mean), "", v.lang, decimals=min(3, max(now.decimals, first.decimals))).number
    if not text.strip("0,."):
        return None
    evidence = Evidence(text, mean, v.indicator.unit, "mean-change", cells, years)
    return SaidFigure(f"{text} {v.point_noun()}".strip(), (evidence,))


def find_multiple(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find how many times the first figure the newest one is."""
    first, now = stretch.points[0], stretch.now
    new, old = cast(float, now.value), cast(float, first.value)
    voice = drafts.voices[0]
    if not voice.relative or old <= 0 or (old < 30 and not voice.unit.power) or new < 1.9 * old:
        return None
    if voice.ratio(now, first) is None:
        return None

    def sentence(v: Voice) -> Pieces:
        ratio = cast(SaidFigure, v.ratio(now, first))
        old, new = v.pair(first, now)
        if v.id:
            return (
                *v.name_home(), " ", v.at(now), " (", new, ") setara ", ratio, " angka ", v.period(first),
                " (", old, ")",
            )  # fmt: skip
        return (
            *v.name_home(), " ", v.at(now), " (", new, ") came to ", ratio, " the figure for ",
            v.period(first),
            " (", old, ")",
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        ratio = cast(SaidFigure, v.ratio(now, first))
        if v.id:
            return (*v.topic_home(), " menjadi ", ratio, " lipat ", *v.since(first))
        return (*v.topic_home(), " ", ratio, " the level of ", v.period(first))

    # Tenfold and more is oftener a table that grew than a thing that did.
    weight = 0.66 if new < 10 * old else 0.3
    return drafts.make("ratio", "multiple", weight, headline, sentence, focus_period=now.key, family="trend")


def find_steady(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a series that stays within one percent."""
    values = stretch.values
    low, high = min(values), max(values)
    if len(values) < 4 or low <= 0 or high - low > _STEADY_WITHIN * low or low == high:
        return None
    first, now = stretch.points[0], stretch.now
    least = stretch.points[values.index(low)]
    most = stretch.points[values.index(high)]

    def sentence(v: Voice) -> Pieces:
        lower, upper = v.pair(least, most)
        if v.id:
            return ("sejak ", v.period(first), " sampai ", v.period(now), ", ", *v.name_home(),
                    " bergerak antara ", lower, " dan ", upper)  # fmt: skip
        return ("from ", v.period(first), " to ", v.period(now), ", ", *v.name_home(), " stayed between ",
                lower, " and ", upper)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (*v.topic_home(), " nyaris tak berubah ", *v.since(first))
        return (*v.topic_home(), " hardly changed ", *v.since(first))

    return drafts.make("steady", "steady", 0.4, headline, sentence, focus_period=now.key, family="trend")
