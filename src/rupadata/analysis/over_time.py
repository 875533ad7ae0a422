"""Findings over time: change, trend, turns, records, milestones and what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.sentence import Piece, Shown
from rupadata.analysis.series import Point, YearSeries
from rupadata.analysis.timeline import position
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.wording import word_value

Pieces = Sequence[Piece]

_STEPPED = ("year", "school-year", "month", "quarter", "semester")
_STREAK_AT_LEAST = 3
_RECORD_AT_LEAST = 5
_STEADY_WITHIN = 0.01


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a series that the newest figure may be compared with: known points after the last break."""

    series: YearSeries
    points: tuple[Point, ...]

    @property
    def now(self) -> Point:
        """Return the newest point."""
        return self.points[-1]

    @property
    def values(self) -> tuple[float, ...]:
        """Return the values of the points."""
        return tuple(cast(float, point.value) for point in self.points)

    @property
    def stepped(self) -> bool:
        """Tell whether the points follow each other without a gap."""
        axis = self.series.axis
        places = [position(point.key, axis) for point in self.points]
        return axis in _STEPPED and all(after - before == 1 for before, after in pairwise(places))


def stretch_to(series: YearSeries, period: str | None) -> Stretch | None:
    """Return the stretch that ends at a period, or at the newest figure when there is none for it."""
    for segment in reversed(series.segments):
        known = [point for point in segment if point.value is not None]
        if period is not None:
            limit = (position(period, series.axis), period)
            known = [point for point in known if (position(point.key, series.axis), point.key) <= limit]
        if known:
            return Stretch(series, tuple(known))
    return None


def find_over_time(series: YearSeries, drafts: Drafts, *, period: str | None = None) -> Iterator[Draft]:
    """Yield the findings of one series up to a period."""
    stretch = stretch_to(series, period)
    if stretch is None:
        return
    yield _level(stretch, drafts)
    if len(stretch.points) > 1:
        for find in (
            _change,
            _streak,
            _turn,
            _record,
            _extreme,
            _long_change,
            _multiple,
            _milestone,
            _steady,
        ):
            draft = find(stretch, drafts)
            if draft is not None:
                yield draft
    yield from _notes(stretch, drafts)


def _level(stretch: Stretch, drafts: Drafts) -> Draft:
    now = stretch.now

    def sentence(v: Voice) -> Pieces:
        if v.id:
            return (*v.name_home(), " ", v.at(now), " tercatat ", v.value(now))
        return (v.at(now), ", ", *v.name_home(), " stood at ", v.value(now))

    def headline(v: Voice) -> Pieces:
        return (*v.topic_home(), " ", v.value(now)) if v.id else (*v.topic_home(), ": ", v.value(now))

    def home_first(v: Voice) -> Pieces:
        return (v.home, ": ", v.topic, " ", v.value(now)) if v.home.text else (v.topic, ": ", v.value(now))

    def there_are(v: Voice) -> Pieces:
        if v.id:
            return ("ada ", v.bare_value(now), " ", v.topic, *((" di ", v.home) if v.home.text else ()))
        return (v.bare_value(now), " ", v.topic, *((" in ", v.home) if v.home.text else ()))

    others: list[tuple[str, Callable[[Voice], Pieces]]] = [("home-first", home_first)]
    voice = drafts.voices[0]
    whole = cast(float, now.value) == int(cast(float, now.value)) and cast(float, now.value) >= 1
    if (
        voice.indicator.measure.startswith("count")
        and (voice.unit.is_counted or not voice.unit.noun)
        and whole
    ):
        others.append(("there-are", there_are))
    return drafts.make(
        "level", "level", 0.3, headline, sentence, others, focus_period=now.key, family="level"
    )


def _one_step(stretch: Stretch, before: Point, now: Point) -> bool:
    axis = stretch.series.axis
    return axis in _STEPPED and position(now.key, axis) - position(before.key, axis) == 1


def _change(stretch: Stretch, drafts: Drafts) -> Draft | None:
    before, now = stretch.points[-2:]
    change = cast(float, now.value) - cast(float, before.value)
    one_step = _one_step(stretch, before, now)
    if change == 0:
        return _no_change(stretch, drafts)

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
        by = cast(Shown, v.change(now, before))
        within = v.within(before, one_step=one_step)
        if v.is_economy:
            grew = ("tumbuh" if change > 0 else "menyusut") if v.id else ("grew" if change > 0 else "shrank")
            home: Pieces = ((" ", v.home) if v.id else (" of ", v.home)) if v.home.text else ()
            return ("ekonomi" if v.id else "economy", *home, f" {grew} ", by, " ", *within)
        return (*v.topic_home(), f" {v.verb(change)} ", by, " ", *within)

    def by_amount(v: Voice) -> Pieces:
        by = cast(Shown, v.points(now, before))
        more = ("bertambah" if change > 0 else "berkurang") if v.id else v.verb(change)
        return (*v.topic_home(), f" {more} ", *(() if v.id else ("by ",)), by, " ",
                *v.within(before, one_step=one_step))  # fmt: skip

    def direction(v: Voice) -> Pieces:
        return (*v.topic_home(), f" {v.verb(change)} ", *v.within(before, one_step=one_step))

    voice = drafts.voices[0]
    told = voice.change(now, before)
    size = abs(told.evidence[0].value) if told else 0.0
    others: list[tuple[str, Callable[[Voice], Pieces]]] = []
    if voice.relative and not voice.unit.is_money and voice.points(now, before):
        others.append(("change-amount", by_amount))
    others.append(("direction", direction))
    pattern = "change-percent" if voice.relative else "change-points"
    if told is None:
        pattern, first = others.pop()
        return drafts.make(
            "change", pattern, 0.4, first, sentence, others, focus_period=now.key, family="change"
        )
    pattern = "economy" if voice.is_economy else pattern
    reach = size / 40 if voice.relative else size / max(1.0, abs(cast(float, before.value))) * 2
    weight = 0.5 + min(0.25, reach) + (0.15 if voice.is_economy else 0)
    return drafts.make(
        "change", pattern, weight, by_share, sentence, others, focus_period=now.key, family="change"
    )


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
        return (*v.name_home(), " was the same ", v.at(now), " as ", v.at(before), ": ", v.value(now))

    def headline(v: Voice) -> Pieces:
        return (*v.topic_home(), " tetap " if v.id else " unchanged at ", v.value(now))

    return drafts.make("change", "unchanged", 0.4, headline, sentence, focus_period=now.key, family="change")


def _signs(stretch: Stretch) -> list[int]:
    """Return the direction of each step, newest last, as far back as the points follow without a gap."""
    signs: list[int] = []
    for before, now in pairwise(reversed(stretch.points)):
        # Walking backwards: `before` is the newer of the two.
        if not _one_step(stretch, now, before):
            break
        change = cast(float, before.value) - cast(float, now.value)
        signs.insert(0, (change > 0) - (change < 0))
    return signs


def _run(signs: Sequence[int]) -> int:
    """Return how many of the last steps go the same way."""
    length = 0
    for sign in reversed(signs):
        if sign == 0 or sign != signs[-1]:
            break
        length += 1
    return length


def _streak(stretch: Stretch, drafts: Drafts) -> Draft | None:
    signs = _signs(stretch)
    length = _run(signs)
    if length < _STREAK_AT_LEAST or length > 19:
        return None
    points = stretch.points[-length - 1 :]
    first, now, sign = points[0], points[-1], signs[-1]
    cells = tuple(cell for point in points for cell in point.cells)

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(first, now)
        if v.id:
            return (
                *v.name_home(), f" {v.verb(sign)} ", v.steps(length, cells), " berturut-turut, dari ", old, " ",
                v.at(first), " menjadi ", new, " ", v.at(now),
            )  # fmt: skip
        return (
            *v.name_home(), f" {v.verb(sign)} ", v.steps(length, cells), " in a row, from ", old, " ",
            v.at(first), " to ", new, " ", v.at(now),
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        row = " beruntun" if v.id else " in a row"
        return (*v.topic_home(), f" {v.verb(sign)} ", v.steps(length, cells), row)

    weight = 0.62 + min(0.2, 0.025 * (length - 2)) + drafts.welcome(-sign) * 0.03
    if _is_usual(drafts, sign):
        weight -= 0.12
    return drafts.make("trend", "streak", weight, headline, sentence, focus_period=now.key, family="trend")


def _is_usual(drafts: Drafts, sign: int) -> bool:
    """Tell whether a long rise is what everybody expects: a population grows every year."""
    return sign > 0 and drafts.voices[0].indicator.measure == "count-stock"


def _turn(stretch: Stretch, drafts: Drafts) -> Draft | None:
    signs = _signs(stretch)
    if len(signs) < 3 or signs[-1] == 0 or signs[-2] != -signs[-1]:
        return None
    length = _run(signs[:-1])
    if length < 2 or length > 19:
        return None
    points = stretch.points[-length - 2 : -1]
    now, sign = stretch.now, signs[-1]
    cells = tuple(cell for point in points for cell in point.cells)

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(points[-1], now)
        if v.id:
            return (
                "setelah ", v.steps(length, cells), f" {v.verb(-sign)}, ", *v.name_home(), f" {v.verb(sign)} dari ",
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

    weight = 0.66 + min(0.15, 0.03 * length)
    return drafts.make("turn", "turn", weight, headline, sentence, focus_period=now.key, family="trend")


def _record(stretch: Stretch, drafts: Drafts) -> Draft | None:
    values = stretch.values
    if len(values) < _RECORD_AT_LEAST or not stretch.stepped:
        return None
    high = values[-1] > max(values[:-1])
    if not high and not values[-1] < min(values[:-1]):
        return None
    first, now = stretch.points[0], stretch.now

    def sentence(v: Voice) -> Pieces:
        if v.id:
            most = "tertinggi" if high else "terendah"
            return (*v.name_home(), " ", v.at(now), ", yaitu ", v.value(now), f", adalah yang {most} ",
                    *v.since(first))  # fmt: skip
        most = "highest" if high else "lowest"
        return (
            "at ",
            v.value(now),
            ", ",
            *v.name_home(),
            " ",
            v.at(now),
            f" was the {most} ",
            *v.since(first),
        )

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (*v.topic_home(), f" {'tertinggi' if high else 'terendah'} ", *v.since(first))
        return (*v.topic_home(), f" {'highest' if high else 'lowest'} ", *v.since(first))

    weight = 0.6 + min(0.12, 0.01 * len(values))
    if _is_usual(drafts, 1 if high else -1):
        weight -= 0.15
    return drafts.make("record", "record", weight, headline, sentence, focus_period=now.key, family="trend")


def _extreme(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a peak or a low between the ends of the stretch."""
    values = stretch.values
    if len(values) < 4:
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
        if v.id:
            most = "paling tinggi" if high else "paling rendah"
            return (*v.name_home(), f" {most} ", v.at(extreme), ", yaitu ", v.value(extreme), *limit)
        most = "highest" if high else "lowest"
        return (*v.name_home(), f" was {most} ", v.at(extreme), ", at ", v.value(extreme), *limit)

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (*v.topic_home(), " memuncak " if high else " paling rendah ", v.at(extreme))
        return (*v.topic_home(), " peaked " if high else " was lowest ", v.at(extreme))

    def below_peak(v: Voice) -> Pieces:
        if v.id:
            return (*v.topic_home(), " belum kembali ke puncak ", v.period(extreme))
        return (*v.topic_home(), " still below the peak of ", v.period(extreme))

    others = [("below-peak", below_peak)] if high and stretch.stepped else []
    kind = "peak" if high else "low"
    leading = headline if stretch.stepped else None
    return drafts.make(kind, kind, 0.5, leading, sentence, others, focus_period=extreme.key, family=kind)


def _long_change(stretch: Stretch, drafts: Drafts) -> Draft | None:
    if len(stretch.points) < 4:
        return None
    first, now = stretch.points[0], stretch.now
    change = cast(float, now.value) - cast(float, first.value)
    if change == 0:
        return None

    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(first, now)
        mean = _mean_change(stretch, v)
        if v.id:
            how: Pieces = (" rata-rata ", mean, " per tahun,") if mean else ()
            return (
                "sejak ", v.period(first), ", ", *v.name_home(), f" {v.verb(change)}", *how, " dari ", old,
                " menjadi ", new, " ", v.at(now),
            )  # fmt: skip
        how = (" by an average of ", mean, " a year,") if mean else ()
        return (
            "since ", v.period(first), ", ", *v.name_home(), f" {v.verb(change)}", *how, " from ", old, " to ",
            new, " ", v.at(now),
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        by = cast(Shown, v.change(now, first))
        return (*v.topic_home(), f" {v.verb(change)} ", by, " ", *v.since(first))

    told = drafts.voices[0].change(now, first)
    pattern = "long-percent" if drafts.voices[0].relative else "long-points"
    leading = headline if told else None
    return drafts.make("growth", pattern, 0.52, leading, sentence, focus_period=now.key, family="trend")


def _mean_change(stretch: Stretch, v: Voice) -> Shown | None:
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
        return Shown(shown.text, (Evidence(evidence.shown, growth, "persen", "mean-growth", cells, years),))
    mean = (new - old) / years
    text = word_value(abs(mean), "", v.lang, decimals=min(3, max(now.decimals, first.decimals))).number
    if not text.strip("0,."):
        return None
    evidence = Evidence(text, mean, v.indicator.unit, "mean-change", cells, years)
    return Shown(f"{text} {v.point_noun()}".strip(), (evidence,))


def _multiple(stretch: Stretch, drafts: Drafts) -> Draft | None:
    first, now = stretch.points[0], stretch.now
    new, old = cast(float, now.value), cast(float, first.value)
    voice = drafts.voices[0]
    if not voice.relative or old <= 0 or (old < 30 and not voice.unit.power) or new < 1.9 * old:
        return None
    if voice.ratio(now, first) is None:
        return None

    def sentence(v: Voice) -> Pieces:
        ratio = cast(Shown, v.ratio(now, first))
        old, new = v.pair(first, now)
        if v.id:
            return (
                *v.name_home(), " ", v.at(now), " (", new, ") setara ", ratio, " angka ", v.period(first),
                " (", old, ")",
            )  # fmt: skip
        return (
            *v.name_home(), " ", v.at(now), " (", new, ") was ", ratio, " the figure for ", v.period(first),
            " (", old, ")",
        )  # fmt: skip

    def headline(v: Voice) -> Pieces:
        ratio = cast(Shown, v.ratio(now, first))
        if v.id:
            return (*v.topic_home(), " menjadi ", ratio, " lipat ", *v.since(first))
        return (*v.topic_home(), " ", ratio, " the level of ", v.period(first))

    return drafts.make("ratio", "multiple", 0.7, headline, sentence, focus_period=now.key, family="trend")


def _round_steps(value: float) -> tuple[float, ...]:
    """Return the distances of round numbers near a value, the roundest first."""
    power = 10.0 ** _digits(value)
    return (power, power / 2, power / 10)


def _digits(value: float) -> int:
    return len(str(int(abs(value)))) - 1


def _milestone(stretch: Stretch, drafts: Drafts) -> Draft | None:
    """Find a round number that the newest figure has passed for the first time."""
    voice = drafts.voices[0]
    values = stretch.values
    now = values[-1]
    if voice.indicator.measure not in ("count-stock", "count-flow", "money-nominal", "rate"):
        return None
    falling = now < min(values[:-1])
    if (not falling and not now > max(values[:-1])) or now <= 0 or min(values) < 0:
        return None
    if voice.relative and (falling or now * 10**voice.unit.power < 1000):
        return None
    passed = _passed(values, falling, rate=not voice.relative)
    if passed is None:
        return None
    threshold, roundness = passed
    first, before, point = stretch.points[0], stretch.points[-2], stretch.now
    cells = point.cells

    def bound(v: Voice) -> Shown:
        unit = v.indicator.unit
        worded = word_value(threshold, unit, v.lang, decimals=None, compact=v.relative)
        said = worded.number if v.unit.is_persons else str(worded)
        return Shown(said, (Evidence(worded.number, threshold, unit, "bound", cells),))

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
    weight = (0.9, 0.82, 0.68)[roundness]
    return drafts.make(
        "milestone", pattern, weight, headline, sentence, focus_period=point.key, family="milestone"
    )


def _passed(values: Sequence[float], falling: bool, *, rate: bool) -> tuple[float, int] | None:
    now = values[-1]
    steps = (10.0, 5.0, 1.0) if rate else _round_steps(now)
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


def _steady(stretch: Stretch, drafts: Drafts) -> Draft | None:
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

    return drafts.make("steady", "steady", 0.48, headline, sentence, focus_period=now.key, family="trend")


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
            return ("angka ", *v.name_home(), " sebelum ", v.period(point), " tidak sebanding dengan angka sejak ",
                    v.period(point))  # fmt: skip
        return ("figures for ", *v.name_home(), " before ", v.period(point),
                " cannot be compared with those since ", v.period(point))  # fmt: skip

    return drafts.make("break", "break", 0.2, None, sentence, focus_period=point.key, family="note")


def _periods_note(kind: str, points: Sequence[Point], drafts: Drafts) -> Draft:
    def sentence(v: Voice) -> Pieces:
        periods = v.periods(points)
        if v.id:
            said = "tidak tersedia" if kind == "missing" else "bersifat sementara"
            return ("angka ", *v.name_home(), " untuk ", periods, f" {said}")
        said = "are not available" if kind == "missing" else "are provisional"
        return ("figures for ", *v.name_home(), " for ", periods, f" {said}")

    return drafts.make(kind, kind, 0.15, None, sentence, focus_period=points[-1].key, family="note")
