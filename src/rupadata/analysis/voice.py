"""Voice: how one language speaks of one indicator, its figures with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import cast

from rupadata.analysis.figures import Point
from rupadata.analysis.sentence import SaidFigure, join_shown, show_name
from rupadata.analysis.timeline import position
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.model.subject import Indicator
from rupadata.wording import (
    called,
    format_number,
    format_period,
    is_plural,
    members,
    natural_decimals,
    number_word,
    parse_unit,
    presence,
    speaks_of_people,
    topic,
    unit_name,
    with_article,
    word_value,
)

_RELATIVE = frozenset({"count-stock", "count-flow", "count", "money-nominal", "money-real"})
_STEPS = {
    "year": ("tahun", "year"), "school-year": ("tahun ajaran", "school year"), "month": ("bulan", "month"),
    "quarter": ("triwulan", "quarter"), "semester": ("semester", "half-year"), "range": ("periode", "period"),
    "day": ("hari", "day"), "other": ("periode", "period"),
}  # fmt: skip
_WITHIN = {"year": "setahun", "month": "sebulan", "quarter": "satu triwulan", "semester": "satu semester"}
_ECONOMY = re.compile(
    r"(total )?(pdrb|pdb) (adhk|(atas dasar )?harga konstan)( (tahun )?\d{4})?|real g(r)?dp", re.I
)
_WEIGHED = frozenset({"ton", "kuintal", "kg", "liter"})
"""Units of what is brought in or made, whose parts regions contribute."""
_MADE = re.compile(r"(produksi|hasil|panen|luas panen)\b", re.IGNORECASE)
_HAPPENS = re.compile(
    r"(?:kasus|kejadian|korban|kecelakaan|kebakaran|bencana|kejahatan|tindak pidana|pelanggaran|perceraian|"
    r"kematian|kelahiran|pernikahan|pengaduan)\b",
    re.IGNORECASE,
)
"""What happens in a place, which then records it and contributes nothing."""
_WITH_ARTICLE = ("quarter", "semester", "school-year")
_SHORT_ENOUGH = 28
_FULL_BELOW = 1e6
_SMALL_BASE = 50
"""Below so many things, a percentage of change misleads: ten more are a fifth."""
_ONE_DECIMAL_FROM, _NO_DECIMALS_FROM = 100, 1000


class Voice:
    """One language speaking of one indicator of one home region."""

    def __init__(
        self, indicator: Indicator, home: str, lang: str, *, axis: str = "year", said_year: str = ""
    ) -> None:
        self.lang = lang
        self.said_year = said_year
        """The year that all months told lie in, which the page names above: `sejak September`."""
        self.indicator = indicator
        self.axis = axis
        self.unit = parse_unit(indicator.unit)
        about, name = called(
            indicator.name,
            indicator.name_en,
            lang,
            without=home,
            unit=indicator.unit,
            measure=indicator.measure,
        )
        self.topic, self.name = show_name(about or indicator.name), show_name(name)
        self.home = show_name(home)
        self.the_topic = self.topic
        if lang == "en":
            self.the_topic = SaidFigure(with_article(self.topic.text), self.topic.evidence)
        self.the_name = self.name if lang == "id" else SaidFigure(with_article(name), self.name.evidence)
        """The name as a sentence speaks of it: `the poverty rate`."""
        # "Pengaduan naik menjadi 15.469 pengaduan" says the unit twice.
        noun = unit_name(indicator.unit, lang)
        self._counts = indicator.measure.startswith("count")
        self._names_unit = self._counts and bool(noun) and noun.casefold() in self.topic.text.casefold()
        self._values: dict[tuple[Point, int, bool], SaidFigure] = {}
        self.step = _STEPS[axis][0 if lang == "id" else 1]

    @property
    def id(self) -> bool:
        """Tell whether this is the Indonesian voice."""
        return self.lang == "id"

    @property
    def relative(self) -> bool:
        """Tell whether changes are told in percent; rates, indices, means and ratios change in points."""
        return self.indicator.measure in _RELATIVE

    @property
    def says_no_noun(self) -> bool:
        """Tell whether a round number needs no unit behind it: people, or what the topic names already."""
        return self.unit.is_persons or self._names_unit

    @property
    def is_economy(self) -> bool:
        """Tell whether a rise means that the economy grew: a gross product at constant prices."""
        whole = topic(self.indicator.name, without=self.home.text)
        return self.indicator.measure == "money-real" and bool(_ECONOMY.fullmatch(whole))

    @property
    def of_people(self) -> bool:
        """Tell whether the indicator counts people, by its unit or by its name."""
        return self.unit.is_persons or (self._counts and speaks_of_people(self.topic.text))

    @property
    def of_single(self) -> bool:
        """Tell whether single things are counted, of which one can speak as 'one in eight'."""
        return self.unit.is_counted or (self._counts and not self.unit.power and self.of_people)

    @property
    def crowd(self) -> SaidFigure:
        """Return the topic as one speaks of its members: the population are `warga`."""
        said = members(self.topic.text, self.lang)
        return self.topic if said == self.topic.text else SaidFigure(said)

    def stays(self, *, single: bool = False) -> str:
        """Return the verb for being in a place: people live there, pupils go to school there, things are."""
        joint = "di" if self.id else "in"
        return f" {presence(self.topic.text, self.lang, single=single)} {joint} "

    @property
    def holds(self) -> str:
        """Return the Indonesian verb of a region that has a share: of people, of what is made, of things."""
        if self.of_people:
            return "menampung"
        if _HAPPENS.match(self.topic.text):
            return "mencatat"
        made = self.indicator.measure in ("count-flow", "money-nominal", "money-real")
        weighed = self.unit.noun in _WEIGHED
        return "menyumbang" if made or weighed or _MADE.match(self.topic.text) else "memiliki"

    def topic_home(self) -> tuple[str | SaidFigure, ...]:
        """Return the topic with the home region, or the topic alone where both together are too long."""
        if not self.home.text or len(self.topic.text) + len(self.home.text) > _SHORT_ENOUGH:
            return (self.topic,)
        return (self.topic, " ", self.home) if self.id else (self.topic, " in ", self.home)

    def name_home(self) -> tuple[str | SaidFigure, ...]:
        """Return the indicator's name with the home region."""
        if not self.home.text:
            return (self.the_name,)
        return (self.the_name, " " if self.id else " in ", self.home)

    @property
    def many(self) -> bool:
        """Tell whether English speaks of the indicator in the plural: `complaints`."""
        return is_plural(self.name.text)

    @property
    def was(self) -> str:
        """Return the English verb of its state."""
        return "were" if self.many else "was"

    def value(self, point: Point, *, decimals: int = 0, full: bool = False) -> SaidFigure:
        """Return a point's figure with its unit: whole up to a million, with three figures above.

        `decimals` are at least those of the point; two figures side by side have the same number.
        """
        decimals = max(decimals, point.decimals)
        key = (point, decimals, full)
        if key not in self._values:
            self._values[key] = self._value(point, decimals, full=full)
        return self._values[key]

    def _value(self, point: Point, decimals: int, *, full: bool) -> SaidFigure:
        value = cast(float, point.value)
        unit = self.indicator.unit
        if full or self._huge(value):
            worded = word_value(value, unit, self.lang, decimals=decimals, compact=not full)
        else:
            if self.relative and value == int(value):
                decimals = 0
            few = min(decimals, self._decimals_read(value))
            worded = word_value(value, unit, self.lang, decimals=few)
        text = worded.number if self._names_unit else str(worded)
        return SaidFigure(text, (Evidence(worded.number, value, unit, point.formula, point.cells),))

    def _decimals_read(self, value: float) -> int:
        """Return how many decimals a reader takes in: none of thousands of tonnes, two of a rate."""
        if abs(value) < 1:
            return max(2, natural_decimals(value))
        if self.relative and abs(value) >= _NO_DECIMALS_FROM:
            return 0
        return 1 if self.relative and abs(value) >= _ONE_DECIMAL_FROM else 2

    def bare_value(self, point: Point) -> SaidFigure:
        """Return a point's figure without the noun of its unit."""
        shown = self.value(point)
        return SaidFigure(shown.evidence[0].shown, shown.evidence)

    def pair(self, one: Point, other: Point) -> tuple[SaidFigure, SaidFigure]:
        """Return two figures side by side, as long as it takes where the short form makes them look equal."""
        decimals = max(one.decimals, other.decimals)
        first, second = self.value(one, decimals=decimals), self.value(other, decimals=decimals)
        if first.text == second.text and one.value != other.value:
            for apart in range(decimals + 1):
                first, second = self._value(one, apart, full=True), self._value(other, apart, full=True)
                if first.text != second.text:
                    break
        return first, second

    def period(self, point: Point) -> SaidFigure:
        """Return the period of a point over time, with the mark of a provisional figure."""
        return self.period_of(point.key, point.cells, provisional=point.provisional)

    def period_of(self, text: str, cells: tuple[CellRef, ...], *, provisional: bool = False) -> SaidFigure:
        """Return a period in words."""
        shown = format_period(
            text, self.lang, school_year=self.axis == "school-year", provisional=provisional
        )
        year = float(text[:4]) if text[:4].isdigit() else 0.0
        if self.said_year and text.startswith(f"{self.said_year}-"):
            shown = shown.replace(f" {self.said_year}", "", 1)
        article = "the " if not self.id and self.axis in _WITH_ARTICLE else ""
        return SaidFigure(article + shown, (Evidence(shown, year, "", "period", cells),))

    def periods(self, points: Sequence[Point]) -> SaidFigure:
        """Return several periods: a list, or where they follow each other the first and the last."""
        places = [position(point.key, self.axis) for point in points]
        follow = all(after - before == 1 for before, after in pairwise(places))
        if len(points) > 3 and follow and self.axis in ("year", "month", "quarter", "semester"):
            first, last = self.period(points[0]), self.period(points[-1])
            joint = " sampai " if self.id else " to "
            return SaidFigure(f"{first.text}{joint}{last.text}", (*first.evidence, *last.evidence))
        return join_shown([self.period(point) for point in points], self.lang)

    def at(self, point: Point) -> SaidFigure:
        """Return `pada 2024`, `in 2024` for a point over time."""
        return self._at(self.period(point), point.key)

    def at_period(self, text: str, points: Iterable[Point]) -> SaidFigure:
        """Return `pada 2024` for points that share a period."""
        points = tuple(points)
        provisional = any(point.provisional for point in points)
        cells = tuple(cell for point in points for cell in point.cells)[:1]
        return self._at(self.period_of(text, cells, provisional=provisional), text)

    def _at(self, period: SaidFigure, text: str) -> SaidFigure:
        if not text:
            return SaidFigure(
                period.text.strip()
            )  # no period is told: at most the mark of what is provisional
        if self.id:
            return SaidFigure(f"pada {period.text}", period.evidence)
        return SaidFigure(f"{'on' if self.axis == 'day' else 'in'} {period.text}", period.evidence)

    def since(self, point: Point) -> tuple[str, SaidFigure]:
        """Return `sejak 2010`, `since 2010`."""
        return ("sejak " if self.id else "since ", self.period(point))

    def within(self, before: Point, *, one_step: bool) -> tuple[str | SaidFigure, ...]:
        """Return how long a change took: `dalam setahun` for one step, else since when."""
        if not one_step or self.axis not in _WITHIN:
            return self.since(before)
        return (f"dalam {_WITHIN[self.axis]}" if self.id else f"in a {self.step}",)

    def count(self, number: int, cells: tuple[CellRef, ...], formula: str = "count") -> SaidFigure:
        """Return a small number in words: how many, or over how many years."""
        word = number_word(number, self.lang)
        return SaidFigure(word, (Evidence(word, float(number), "", formula, cells),))

    def steps(self, number: int, cells: tuple[CellRef, ...]) -> SaidFigure:
        """Return `tujuh tahun`, `seven years`."""
        word = number_word(number, self.lang)
        noun = self.step if self.id or number == 1 else f"{self.step}s"
        return SaidFigure(f"{word} {noun}", (Evidence(word, float(number), self.step, "years", cells),))

    def verb(self, change: float) -> str:
        """Return the verb of a rise or a fall."""
        if self.id:
            return "naik" if change > 0 else "turun"
        return "rose" if change > 0 else "fell"

    def course(self, course: str) -> str:
        """Return the verb of a change that is hoped for (`better`) or feared (`worse`)."""
        if self.id:
            return "membaik" if course == "better" else "memburuk"
        return "improved" if course == "better" else "worsened"

    def up_or_down(self, change: float) -> str:
        """Return how a headline tells what holds since a year: `naik`, `up`."""
        if self.id:
            return self.verb(change)
        return "up" if change > 0 else "down"

    def change(self, now: Point, before: Point) -> SaidFigure | None:
        """Return by how much a figure changed, without its sign: percent for amounts, points for the rest.

        None where it cannot be told: amounts zero, negative or few, or a change too small to show.
        """
        return self.growth(now, before) if self.relative else self.points(now, before)

    def growth(self, now: Point, before: Point) -> SaidFigure | None:
        """Return the growth in percent, without its sign."""
        new, old = cast(float, now.value), cast(float, before.value)
        if old <= 0 or new < 0 or self._are_few(old, before.decimals):
            return None
        growth = 100 * (new / old - 1)
        if abs(growth) >= 1000:
            return None
        decimals = 0 if abs(growth) >= 100 else 1 if abs(growth) >= 0.05 else 2
        text = _without_zero(format_number(abs(growth), self.lang, decimals=decimals))
        if not text.strip("0,."):
            return None
        singles = len(now.cells) == len(before.cells) == 1
        formula, of = ("growth", 0) if singles else ("growth-of-sums", len(now.cells))
        evidence = Evidence(text, growth, "persen", formula, (*now.cells, *before.cells), of)
        return SaidFigure(f"{text} {'persen' if self.id else 'percent'}", (evidence,))

    def _are_few(self, value: float, decimals: int) -> bool:
        """Tell whether so few things are counted that a percentage would mislead."""
        return decimals == 0 and not self.unit.power and not self.unit.is_money and value < _SMALL_BASE

    def points(self, now: Point, before: Point, *, formula: str = "change") -> SaidFigure | None:
        """Return the difference of two figures without its sign: in percentage points, points or the unit."""
        new, old = cast(float, now.value), cast(float, before.value)
        decimals = max(now.decimals, before.decimals)
        change = round(new - old, min(decimals + 6, 15))
        text = format_number(abs(change), self.lang, decimals=min(decimals, 3))
        if not text.strip("0,."):
            return None
        unit, of = self.indicator.unit, 0
        if len(now.cells) != 1 or len(before.cells) != 1:
            formula, of = "change-of-sums", len(now.cells)
        noun = self.point_noun(abs(change))
        if self.relative or self.unit.is_money:
            worded = word_value(abs(change), unit, self.lang, decimals=decimals, compact=self._big(change))
            text, noun = worded.number, worded.unit
        evidence = Evidence(text, change, unit, formula, (*now.cells, *before.cells), of)
        return SaidFigure(f"{text} {noun}".strip(), (evidence,))

    def _huge(self, value: float) -> bool:
        return abs(value) * float(10**self.unit.power) >= _FULL_BELOW

    def _big(self, value: float) -> bool:
        return abs(value) * float(10**self.unit.power) >= _FULL_BELOW / 10

    def point_noun(self, size: float = 2) -> str:
        """Return what differences of the measure are counted in: `poin persen`, `poin`, `tahun`."""
        if self.unit.percent:
            return "poin persen" if self.id else "percentage points"
        if self.unit.noun and (self.indicator.measure in ("mean", "ratio") or self.unit.is_counted):
            return word_value(size, self.indicator.unit, self.lang).unit
        return "poin" if self.id else "points"

    def ratio(self, one: Point, other: Point) -> SaidFigure | None:
        """Return how many times one figure is the other: `tiga kali` where that is near, else `2,6 kali`."""
        ratio = cast(float, one.value) / cast(float, other.value)
        whole = round(ratio)
        if 2 <= whole <= 10 and abs(ratio - whole) <= 0.03 * whole:
            text = number_word(whole, self.lang)
        elif ratio >= 1000:
            return None
        else:
            text = format_number(ratio, self.lang, decimals=0 if ratio >= 20 else 1)
        singles = len(one.cells) == len(other.cells) == 1
        formula, of = ("ratio", 0) if singles else ("ratio-of-sums", len(one.cells))
        evidence = Evidence(text, ratio, "", formula, (*one.cells, *other.cells), of)
        about = "" if abs(ratio - whole) <= 0.005 * whole or not text.isalpha() else self._about()
        return SaidFigure(f"{about}{text} {'kali' if self.id else 'times'}", (evidence,))

    def _about(self) -> str:
        return "sekitar " if self.id else "about "

    def percent(self, evidence: Evidence) -> SaidFigure:
        """Return a share in percent for an evidence whose `shown` is still to be written."""
        decimals = 1 if evidence.value >= 0.05 else 2
        text = _without_zero(format_number(evidence.value, self.lang, decimals=decimals))
        shown = Evidence(text, evidence.value, "persen", evidence.formula, evidence.cells, evidence.of)
        return SaidFigure(f"{text} {'persen' if self.id else 'percent'}", (shown,))

    def names(self, points: Sequence[Point], short: dict[str, str] | None = None) -> SaidFigure:
        """Return the names of regions or parts as a list in words."""
        called = short or {}
        return join_shown((show_name(called.get(p.name, p.name), p.cells) for p in points), self.lang)


def _without_zero(text: str) -> str:
    """Return a percentage as one says it: `25 persen` for 25,0."""
    return text[:-2] if text.endswith((",0", ".0")) else text
