"""Cautions: what the figures do not let one say, in a reader's words, with the figure that shows why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rupadata.analysis.comparable_span import Stretch, is_one_step
from rupadata.analysis.drafting import Draft, Drafts, Words
from rupadata.analysis.facts import is_additive
from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import Regions, number_of
from rupadata.analysis.sentence import Piece
from rupadata.analysis.voice import Voice
from rupadata.wording import parse_unit

Pieces = Sequence[Piece]

_LEAP = 1.5
"""From which multiple within one step on a rise of a count asks first whether the same was counted."""
_VERY_FEW = 10
_ALL_OF_THEM = 100.0
_A_SHARE = re.compile(r"^(?:persentase|proporsi|cakupan|tingkat (?:partisipasi|penyelesaian|hunian))\b", re.I)
_FAR_OFF = 6.0
_MEASURED = frozenset({"ha", "hektar", "hektare", "km", "km²", "m²", "ton", "kuintal", "kg", "liter"})
"""Units of what is measured and not counted one by one."""


def find_cautions(
    stretch: Stretch | None,
    regions: Regions | None,
    drafts: Drafts,
    listed: int,
    leaps: tuple[str, Sequence[tuple[Point, Point]]] | None = None,
) -> Iterator[Draft]:
    """Yield what is to be kept in mind; `listed` is how many regions of the level home has, 0 if unknown.

    `leaps` are the regions whose figure leapt since the period before, which is named first.
    """
    if stretch is not None:
        yield from _over_time(stretch, drafts)
    if regions is not None:
        yield from _over_regions(regions, drafts, listed)
    if regions is not None and leaps is not None:
        ends = {regions.ranked[0].key, regions.ranked[-1].key}
        found = next((pair for pair in leaps[1] if pair[1].key in ends), None)
        if found is not None:
            words = _leap_of_region(regions, leaps[0], *found)
            yield _note("leap-region", drafts, words, regions.series.period, 0.45)


def _over_time(stretch: Stretch, drafts: Drafts) -> Iterator[Draft]:
    now = stretch.now
    cut = stretch.series.known[: stretch.series.known.index(stretch.points[0])]
    if cut and not stretch.points[0].breaks:
        yield _note("not-comparable", drafts, _before_jump(cut[-1], stretch.points[0]), now.key, 0.42)
    elif len(stretch.points) > 1:
        before = stretch.points[-2]
        old, new = number_of(before), number_of(now)
        counted = drafts.indicator.measure.startswith("count")
        if counted and is_one_step(stretch, before, now) and 0 < old * _LEAP <= new and old >= _VERY_FEW:
            yield _note("leap", drafts, _leap(before, now), now.key, 0.44)
    unit = parse_unit(drafts.indicator.unit)
    if unit.is_persons and not unit.power and now.decimals and now.value != int(number_of(now)):
        yield _note("parts-of-people", drafts, _parts_of_people(now), now.key, 0.46)


def _over_regions(regions: Regions, drafts: Drafts, listed: int) -> Iterator[Draft]:
    period = regions.series.period
    known, first = len(regions.ranked), regions.ranked[0]
    unit = parse_unit(drafts.indicator.unit)
    least = regions.ranked[-1]
    if unit.is_persons and not unit.power and number_of(least) != int(number_of(least)):
        yield _note("parts-of-people", drafts, _parts_of_people(least, regions), period, 0.46)
    if known < listed:
        yield _note("coverage", drafts, _coverage(regions, listed), period, 0.4)
    if unit.percent and number_of(first) > _ALL_OF_THEM and _A_SHARE.match(drafts.indicator.name):
        yield _note("over-hundred", drafts, _over_hundred(regions, first), period, 0.46)
    elif known > 2 and not is_additive(drafts.indicator):
        second = number_of(regions.ranked[1])
        if second > 0 and number_of(first) > _FAR_OFF * second:
            yield _note("far-off", drafts, _far_off(regions, first, regions.ranked[1]), period, 0.45)
    single = is_additive(drafts.indicator) and not unit.is_money and not unit.power and first.decimals == 0
    if single and unit.noun not in _MEASURED and known > 2 and 0 < number_of(first) < _VERY_FEW:
        yield _note("very-few", drafts, _very_few(regions, first), period, 0.43)


def _note(pattern: str, drafts: Drafts, words: Words, period: str, weight: float) -> Draft:
    return drafts.make("caution", pattern, weight, None, words, focus_period=period, family="note")


def _before_jump(before: Point, first: Point) -> Words:
    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, first)
        if v.id:
            return ("angka ", *v.name_home(), " sebelum ", v.period(first), " tidak dibandingkan: dari ", old,
                    " ", v.at(before), " ke ", new, " ", v.at(first),
                    " lebih mungkin karena cara atau cakupan pencatatan berubah")  # fmt: skip
        return ("figures for ", *v.name_home(), " before ", v.period(first), " are not compared: from ", old,
                " ", v.at(before), " to ", new, " ", v.at(first),
                " is likelier a change of what was recorded, or how")  # fmt: skip

    return sentence


def _leap(before: Point, now: Point) -> Words:
    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, now)
        if v.id:
            return ("kenaikan dari ", old, " ", v.at(before), " menjadi ", new, " ", v.at(now),
                    " jangan langsung dibaca sebagai lonjakan: tabel tidak menyebut apakah cakupan"
                    " pendataannya sama")  # fmt: skip
        return ("the rise from ", old, " ", v.at(before), " to ", new, " ", v.at(now),
                " should not be read as a surge at once: the table does not say whether as many were"
                " covered")  # fmt: skip

    return sentence


def _parts_of_people(now: Point, regions: Regions | None = None) -> Words:
    def sentence(v: Voice) -> Pieces:
        value = v.value(now, full=True)
        # A point of a region is called by its code: the period is that of all regions.
        at = regions.at(v) if regions is not None else v.at(now)
        if v.id:
            return ("tabel menyebut satuan orang, padahal angkanya pecahan (", value, " ", at,
                    "); mungkin yang dimaksud ribuan")  # fmt: skip
        return ("the table counts people, yet its figures are fractions (", value, " ", at,
                "); thousands may be meant")  # fmt: skip

    return sentence


def _coverage(regions: Regions, listed: int) -> Words:
    def sentence(v: Voice) -> Pieces:
        many = v.count(len(regions.ranked), regions.cells)
        every = v.count(listed, (), "bound")
        if v.id:
            return ("data ", v.name, " ", regions.at(v), " mencakup ", many, " dari ", every,
                    f" {regions.noun_of_all(v)}; wilayah lain belum dapat dibandingkan")  # fmt: skip
        return (regions.at(v), ", figures for ", v.the_name, " cover ", many, " of ", every,
                f" {regions.noun_of_all(v)}; the others cannot be compared yet")  # fmt: skip

    return sentence


def _over_hundred(regions: Regions, first: Point) -> Words:
    def sentence(v: Voice) -> Pieces:
        if v.id:
            return (v.name, " di ", regions.name(first), " (", v.value(first),
                    ") melebihi seratus; periksa cara menghitungnya sebelum mengutip")  # fmt: skip
        return (v.the_name, " in ", regions.name(first), " (", v.value(first),
                ") exceeds a hundred; check how it was computed before quoting it")  # fmt: skip

    return sentence


def _far_off(regions: Regions, first: Point, second: Point) -> Words:
    def sentence(v: Voice) -> Pieces:
        upper, lower = v.pair(first, second)
        if v.id:
            return (v.name, " di ", regions.name(first), " (", upper,
                    ") terpaut sangat jauh dari yang berikutnya (", lower,
                    "); periksa angkanya sebelum mengutip")  # fmt: skip
        return (v.the_name, " in ", regions.name(first), " (", upper, ") is very far from the next (",
                lower, "); check the figure before quoting it")  # fmt: skip

    return sentence


def _leap_of_region(regions: Regions, earlier: str, before: Point, now: Point) -> Words:
    def sentence(v: Voice) -> Pieces:
        old, new = v.pair(before, now)
        first = v.period_of(earlier, before.cells, provisional=before.provisional)
        if v.id:
            return (v.name, " di ", regions.name(now), " berubah dari ", old, " pada ", first, " menjadi ",
                    new, " ", regions.at(v),
                    ": periksa dulu apakah dihitung dengan cara yang sama")  # fmt: skip
        return (v.the_name, " in ", regions.name(now), " went from ", old, " in ", first, " to ", new, " ",
                regions.at(v), ": check first whether it was counted in the same way")  # fmt: skip

    return sentence


def _very_few(regions: Regions, first: Point) -> Words:
    def sentence(v: Voice) -> Pieces:
        if v.id:
            return ("angka ", v.topic, " kecil (paling banyak ", v.value(first),
                    "), sehingga satu kejadian saja sudah dapat mengubah urutan wilayah")  # fmt: skip
        return ("the figures for ", v.topic, " are small (at most ", v.value(first),
                "), so that a single case can change the order of areas")  # fmt: skip

    return sentence
