"""Findings over regions in one period: who leads, how much of the whole, how far apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import cast

from msgspec import Struct

from rupadata.analysis.drafting import Draft, Drafts, Words
from rupadata.analysis.facts import is_additive
from rupadata.analysis.figures import Point
from rupadata.analysis.sentence import Piece, SaidFigure, show_name
from rupadata.analysis.series import RegionSeries
from rupadata.analysis.shares import name_fraction, share_of, share_of_several
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.model.subject import Direction
from rupadata.wording import number_word, region_noun, short_region_names

Pieces = Sequence[Piece]

_FAR = 1.5
_MOST_TIMES, _MOST_TIMES_OF_RATES = 100, 20
"""From how many times the lowest on the highest is likelier a slip, or another kind of place."""
_WORTH_SAYING = 0.08
_SIZE_ALONE = 0.18
"""What it costs that a headline only says how much there is, and where most of it."""
_NAMED_TIES = 3
_FEW = 30
_TINY = 0.1
_LEAST_SHARE = 0.03
_LEAST_QUARTERED = 8
_MOST_WITHIN = 0.65
_LEAST_ALIKE, _ALIKE = 3, 0.02
"""Of how many regions on it is told that their figures lie within so small a part of the highest."""
_COUNTS = ("count-stock", "count-flow", "count")
_HIGH_OR_LOW = re.compile(
    r"(?:re|rata-)?rata(?:-rata)?\b|harga\b|upah\b|gaji\b|tarif\b|umk\b|ump\b|biaya hidup|garis kemiskinan|"
    r"curah hujan|suhu\b|kelembapan|tekanan\b|ketinggian|kecepatan|kepadatan|nilai tukar|produktivitas|"
    r"average|mean\b|price|wage|rainfall|temperature|density"
)
"""What is high or low, whatever unit it is told in; amounts are large or small."""


class Regions(Struct, frozen=True):
    """A region series with the words that speak of its regions."""

    series: RegionSeries
    ranked: tuple[Point, ...]
    short: dict[str, str]

    @property
    def complete(self) -> bool:
        """Tell whether every region has a value, so that `highest` needs no limit."""
        return self.series.complete

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """Return the cells of all figures."""
        return tuple(cell for point in self.ranked for cell in point.cells)

    def noun(self, v: Voice) -> str:
        """Return what the regions are called together."""
        names = [point.name for point in self.series.points]
        return region_noun(self.series.level, names, [point.key for point in self.series.points], v.lang)

    def noun_of_all(self, v: Voice) -> str:
        """Return what all regions of the level are called together, those without figures among them."""
        return region_noun(self.series.level, (), (), v.lang)

    def name(self, point: Point) -> SaidFigure:
        """Return a region's name as it may be called among the others."""
        return show_name(self.short.get(point.name, point.name), point.cells)

    def at(self, v: Voice) -> SaidFigure:
        """Return `pada 2024`."""
        return v.at_period(self.series.period, self.ranked)


def number_of(point: Point) -> float:
    """Return the value of a point that is known to have one."""
    return cast(float, point.value)


def regions_of(series: RegionSeries) -> Regions:
    """Return a region series ready to be spoken of."""
    return Regions(series, series.ranked, short_region_names(point.name for point in series.points))


def superlatives(v: Voice, *, high: bool) -> str:
    """Return the word for the greatest or the smallest, as it is said of the measure."""
    name = v.indicator.name.casefold()
    if _HIGH_OR_LOW.match(name):
        low = ("terendah", "lowest")
        return ("tertinggi", "highest")[not v.id] if high else low[not v.id]
    if not v.id:
        sized = v.indicator.measure in _COUNTS or v.unit.is_money
        if name.startswith(("jarak ", "distance")):
            return "farthest" if high else "nearest"
        if v.indicator.measure in _COUNTS and v.many:
            return "most" if high else "fewest"
        return ("largest" if high else "smallest") if sized else ("highest" if high else "lowest")
    if re.match(r"(total )?luas\b", name):
        return "terluas" if high else "tersempit"
    if name.startswith("jarak "):
        return "terjauh" if high else "terdekat"
    money = v.unit.is_money or v.indicator.measure.startswith("money")
    if money or (v.indicator.measure in _COUNTS and v.unit.noun and not v.unit.is_counted):
        return "terbesar" if high else "terkecil"
    if v.indicator.measure in _COUNTS:
        return "terbanyak" if high else "paling sedikit"
    return "tertinggi" if high else "terendah"


def find_over_regions(series: RegionSeries, drafts: Drafts) -> Iterator[Draft]:
    """Yield the findings of one region series."""
    regions = regions_of(series)
    if len(regions.ranked) < 2:
        return
    if number_of(regions.ranked[0]) == number_of(regions.ranked[-1]):
        if number_of(regions.ranked[0]):
            yield _all_equal(regions, drafts)
        return
    yield _top(regions, drafts)
    for find in (_nearly_equal, _share, _concentration, _gap, _outlier, _against_whole, _middle_half):
        draft = find(regions, drafts)
        if draft is not None:
            yield draft


def _all_equal(regions: Regions, drafts: Drafts) -> Draft:
    ranked = regions.ranked

    def sentence(v: Voice) -> Pieces:
        many = v.count(len(ranked), regions.cells)
        value = v.value(ranked[0])
        if v.id:
            return (v.name, " ", regions.at(v), " sama besar di ", many, " ", regions.noun(v), ": ", value)
        return (
            regions.at(v),
            ", ",
            v.the_name,
            " stood at ",
            value,
            " in ",
            many,
            " ",
            regions.noun(v),
            " alike",
        )

    return drafts.make(
        "spread", "all-equal", 0.3, None, sentence, family="top", focus_period=regions.series.period
    )


def _nearly_equal(regions: Regions, drafts: Drafts) -> Draft | None:
    """Find that all regions have nearly the same figure: then no order of them is news."""
    ranked = regions.ranked
    first, last = ranked[0], ranked[-1]
    if len(ranked) < _LEAST_ALIKE or number_of(first) - number_of(last) >= _ALIKE * number_of(first):
        return None

    def in_all(v: Voice) -> Pieces:
        return (v.count(len(ranked), regions.cells), f" {regions.noun(v)}")

    def sentence(v: Voice) -> Pieces:
        low, high = v.pair(last, first)
        if v.id:
            return (v.name, " ", regions.at(v), " hampir sama di ", *in_all(v), ": antara ", low, " dan ",
                    high)  # fmt: skip
        return (regions.at(v), ", ", v.the_name, f" {v.was} nearly the same in ", *in_all(v), ": between ",
                low, " and ", high)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        return (v.topic, " hampir sama di " if v.id else " nearly the same in ", *in_all(v))

    return drafts.make(
        "spread", "nearly-equal", 0.5, headline, sentence, family="top", focus_period=regions.series.period
    )


def _ties(ranked: Sequence[Point], value: float) -> tuple[Point, ...]:
    return tuple(point for point in ranked if point.value == value)


def _called(v: Voice, regions: Regions, points: Sequence[Point]) -> SaidFigure:
    """Return the names of regions that share a place, or how many they are."""
    if len(points) <= _NAMED_TIES:
        return v.names(points, regions.short)
    cells = tuple(cell for point in points for cell in point.cells)
    many = v.count(len(points), cells)
    return SaidFigure(f"{many.text} {regions.noun(v)}", many.evidence)


def _top(regions: Regions, drafts: Drafts) -> Draft:
    ranked = regions.ranked
    first, last = ranked[0], ranked[-1]
    top, bottom = _ties(ranked, number_of(first)), _ties(ranked, number_of(last))
    # The least of counts is often a region that has none, or of which none was told: no news either way.
    has_low = number_of(last) != 0 or not drafts.voices[0].relative

    def sentence(v: Voice) -> Pieces:
        high, low = v.pair(first, last)
        limit: Pieces = ()
        if not regions.complete:
            many = v.count(len(ranked), regions.cells)
            limit = (
                (", di antara ", many, f" {regions.noun(v)} yang datanya tersedia")
                if v.id
                else (", among the ", many, f" {regions.noun(v)} with data")
            )
        least: Pieces = ()
        if v.id:
            if has_low:
                least = (f", {superlatives(v, high=False)} di ", _called(v, regions, bottom), " (", low, ")")
            return (
                v.name, f" {superlatives(v, high=True)} ", regions.at(v), " ada di ",
                _called(v, regions, top), " (", high, ")", *least, *limit,
            )  # fmt: skip
        if has_low:
            least = (" and ", _called(v, regions, bottom), f" the {superlatives(v, high=False)} (", low, ")")
        return (
            regions.at(v), ", ", _called(v, regions, top), f" had the {superlatives(v, high=True)} ", v.name,
            " (", high, ")", *least, *limit,
        )  # fmt: skip

    def highest(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, f" {superlatives(v, high=True)} di ", regions.name(first))
        return (superlatives(v, high=True), " ", v.topic, ": ", regions.name(first))

    def lowest(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, f" {superlatives(v, high=False)} di ", regions.name(last))
        return (superlatives(v, high=False), " ", v.topic, ": ", regions.name(last))

    def both(v: Voice) -> Pieces:
        return (
            v.topic, ": ", regions.name(first), f" {superlatives(v, high=True)}, ", regions.name(last),
            f" {superlatives(v, high=False)}",
        )  # fmt: skip

    def highest_known(v: Voice) -> Pieces:
        every: Pieces = (v.count(len(ranked), regions.cells), f" {regions.noun(v)}")
        if v.id:
            return (v.topic, f" {superlatives(v, high=True)} dari ", *every, " yang tercatat: ",
                    regions.name(first))  # fmt: skip
        return (superlatives(v, high=True), " ", v.topic, " of ", *every, " with data: ", regions.name(first))

    additive = is_additive(drafts.indicator)
    whole = _wholes(regions) if additive else regions.series.whole
    # Of rates the end that is feared is told; of amounts where there is most.
    low_end = not additive and drafts.indicator.direction == Direction.HIGHER_IS_BETTER
    end, shared = (last, bottom) if low_end else (first, top)

    def of_whole(v: Voice) -> Pieces:
        most = superlatives(v, high=not low_end)
        value = v.value(cast(Point, whole))
        if v.id:
            return (*v.topic_home(), " ", value, f", {most} di ", regions.name(end))
        return (*v.topic_home(), ": ", value, f", {most} in ", regions.name(end))

    headlines: list[tuple[str, Words]] = []
    told_whole = regions.complete and len(shared) == 1 and whole is not None and whole.value is not None
    if told_whole and drafts.voices[0].home.text:
        headlines.append(("whole-top", of_whole))
    if not regions.complete and len(top) == 1:
        headlines.append(("top-known", highest_known))
    if regions.complete:
        if len(top) == 1:
            headlines.append(("top", highest))
        if len(bottom) == 1 and has_low:
            headlines.append(("bottom", lowest))
        if len(top) == len(bottom) == 1 and has_low:
            headlines.append(("top-bottom", both))
    if low_end:
        headlines.sort(key=lambda named: named[0] not in ("whole-top", "bottom"))
    pattern, leading = headlines[0] if headlines else ("top", None)
    weight = (0.56 if regions.complete else 0.4) - (_SIZE_ALONE if additive and told_whole else 0)
    return drafts.make(
        "rank", pattern, weight, leading, sentence, headlines[1:], family="top",
        focus_region=last.key if low_end else first.key, focus_period=regions.series.period,
    )  # fmt: skip


def _wholes(regions: Regions) -> Point | None:
    """Return the whole that shares may be taken of: known, and in keeping with its parts."""
    whole = regions.series.whole
    if whole is None or whole.value is None or whole.value <= 0 or not is_additive(regions.series.indicator):
        return None
    values = [number_of(point) for point in regions.ranked]
    total = sum(values)
    if min(values) < 0 or total > whole.value * 1.005 or "parts-differ" in whole.flags:
        return None
    if regions.complete and total < whole.value * 0.995:
        return None
    return whole


def _share(regions: Regions, drafts: Drafts) -> Draft | None:
    whole = _wholes(regions)
    first = regions.ranked[0]
    voice = drafts.voices[0]
    if whole is None or not regions.complete or len(_ties(regions.ranked, number_of(first))) > 1:
        return None
    proof = share_of(first, whole, regions.ranked)
    if proof is None:
        return None
    share = proof.value / 100
    if share < _LEAST_SHARE:
        return None
    one_in = _one_in(proof, share)
    counted = voice.of_single and one_in is not None
    fraction = name_fraction(share)

    def sentence(v: Voice) -> Pieces:
        if v.id:
            so_much = "sebanyak " if v.of_single else "sebesar "
            return (so_much, v.percent(proof), " ", v.topic, *of_home(v), " ", regions.at(v), " ada di ",
                    regions.name(first))  # fmt: skip
        return (regions.name(first), " accounted for ", v.percent(proof), " of ", v.the_topic, *of_home(v),
                " ", regions.at(v))  # fmt: skip

    def one_in_many(v: Voice) -> Pieces:
        number, evidence = cast("tuple[int, Evidence]", one_in)
        about, words = _one_in_words(v, number, share)
        shown = SaidFigure(words, (Evidence(words, evidence.value, "", evidence.formula, evidence.cells),))
        return (about, shown, " ", v.crowd, v.stays(single=True), regions.name(first))

    def by_fraction(v: Voice) -> Pieces:
        about, name = cast("tuple[dict[str, str], dict[str, str]]", fraction)
        said = Evidence(name[v.lang], proof.value, "persen", proof.formula, proof.cells, proof.of)
        shown = SaidFigure(name[v.lang], (said,))
        if v.id:
            return (about["id"], shown, " ", v.crowd, *of_home(v), v.stays(), regions.name(first))
        return (about["en"], shown, " of ", v.crowd, *of_home(v), v.stays(), regions.name(first))

    def by_percent(v: Voice) -> Pieces:
        if v.id:
            return (regions.name(first), f" {v.holds} ", v.percent(proof), " ", v.topic)
        return (regions.name(first), " holds ", v.percent(proof), " of ", v.crowd)

    headlines: list[tuple[str, Words]] = []
    if counted:
        headlines.append(("one-in", one_in_many))
    if fraction is not None:
        headlines.append(("fraction", by_fraction))
    if share >= _WORTH_SAYING:
        headlines.append(("share-percent", by_percent))
    even = 1 / len(regions.ranked)
    weight = 0.6 + min(0.24, 0.12 * max(0.0, share / even - 1)) - (0 if len(headlines) > 1 else 0.08)
    if number_of(whole) * 10.0**voice.unit.power < _FEW and not voice.unit.is_money:
        weight -= 0.25
    pattern, leading = headlines[0] if headlines else ("share-percent", None)
    return drafts.make(
        "share", pattern, weight, leading, sentence, headlines[1:], family="share",
        focus_region=first.key, focus_period=regions.series.period,
    )  # fmt: skip


def of_home(v: Voice) -> Pieces:
    """Return the home region behind what is in it."""
    if not v.home.text:
        return ()
    return (" ", v.home) if v.id else (" in ", v.home)


def _one_in(proof: Evidence, share: float) -> tuple[int, Evidence] | None:
    number = round(1 / share)
    if not 2 <= number <= 10 or not -0.08 <= round(share * number - 1, 9) <= 0.025:
        return None
    # Of a region whose figure is itself a sum there is no such proof.
    formula = {"share": "one-in", "share-of-sum": "one-in-of-sum"}.get(proof.formula)
    return (number, Evidence("", 1 / share, "", formula, proof.cells)) if formula else None


def _one_in_words(v: Voice, number: int, share: float) -> tuple[str, str]:
    apart = share * number - 1
    about = ("hampir ", "nearly ") if apart < -0.025 else ("", "")
    if v.id:
        return about[0], f"satu dari {number_word(number, 'id')}"
    return about[1], f"one in {number_word(number, 'en')}"


def _concentration(regions: Regions, drafts: Drafts) -> Draft | None:
    """Find few regions that together hold a nameable part of the whole."""
    whole = _wholes(regions)
    count = len(regions.ranked)
    if whole is None or not regions.complete or count < 5:
        return None
    found = None
    for number in range(2, min(10, count // 2) + 1):
        if regions.ranked[number - 1].value == regions.ranked[number].value:
            continue
        proof = share_of_several(regions.ranked[:number], whole, regions.ranked)
        fraction = name_fraction(proof.value / 100) if proof else None
        if proof and fraction and proof.value / 100 > 1.15 * number / count:
            found = (number, proof, fraction)
            break
    if found is None:
        return None
    number, proof, (about, name) = found
    few = regions.ranked[:number]
    cells = tuple(cell for point in few for cell in point.cells)

    def part(v: Voice) -> SaidFigure:
        evidence = Evidence(name[v.lang], proof.value, "persen", proof.formula, proof.cells, proof.of)
        return SaidFigure(name[v.lang], (evidence,))

    def few_of_all(v: Voice) -> Pieces:
        every = v.count(count, regions.cells)
        return (v.count(number, cells), " dari " if v.id else " of ", every, f" {regions.noun(v)}")

    def sentence(v: Voice) -> Pieces:
        named: Pieces = (v.names(few, regions.short),)
        if number > 5:
            named = (v.count(number, cells), f" {regions.noun(v)} ", "teratas" if v.id else "at the top")
        if v.id:
            return (*named, f" bersama-sama {v.holds} ", v.percent(proof), " ", v.topic, *of_home(v), " ",
                    regions.at(v))  # fmt: skip
        return (
            *named,
            " together held ",
            v.percent(proof),
            " of ",
            v.the_topic,
            *of_home(v),
            " ",
            regions.at(v),
        )

    def few_hold(v: Voice) -> Pieces:
        if v.id:
            return (*few_of_all(v), f" {v.holds} {about['id']}", part(v), " ", v.crowd)
        return (*few_of_all(v), f" hold {about['en']}", part(v), " of ", v.crowd)

    def part_in_few(v: Voice) -> Pieces:
        if v.id:
            return (about["id"], part(v), " ", v.crowd, v.stays(), *few_of_all(v))
        return (about["en"], part(v), " of ", v.crowd, v.stays(), *few_of_all(v))

    # That two of eight hold a third is how sizes differ; that two of twenty do is news.
    weight = 0.36 + min(0.42, 0.2 * (proof.value / 100 / (number / count) - 1))
    return drafts.make(
        "concentration", "few-hold", weight, few_hold, sentence, [("part-in-few", part_in_few)],
        family="share", focus_region=few[0].key, focus_period=regions.series.period,
    )  # fmt: skip


def _gap(regions: Regions, drafts: Drafts) -> Draft | None:
    """Find how far the first and the last are apart: a ratio where it says something, else a difference."""
    first, last = regions.ranked[0], regions.ranked[-1]
    if len(_ties(regions.ranked, number_of(first))) > 1 or len(_ties(regions.ranked, number_of(last))) > 1:
        return None
    voice = drafts.voices[0]
    if voice.indicator.measure != "index" and _may_be_divided(regions, voice) and voice.ratio(first, last):
        return _ratio_gap(regions, drafts, first, last)
    if voice.relative or voice.points(first, last, formula="difference") is None:
        return None

    def sentence(v: Voice) -> Pieces:
        apart = cast(SaidFigure, v.points(first, last, formula="difference"))
        upper, lower = v.pair(first, last)
        if v.id:
            return ("selisih ", v.name, " antara ", regions.name(first), " (", upper, ") dan ",
                    regions.name(last), " (", lower, ") ", regions.at(v), " mencapai ", apart)  # fmt: skip
        return ("the gap in ", v.the_name, " between ", regions.name(first), " (", upper, ") and ",
                regions.name(last), " (", lower, ") ", regions.at(v), " came to ", apart)  # fmt: skip

    def headline(v: Voice) -> Pieces:
        apart = cast(SaidFigure, v.points(first, last, formula="difference"))
        if v.id:
            return ("selisih ", v.topic, " ", regions.name(first), " dan ", regions.name(last), " ", apart)
        return (v.topic, ": ", regions.name(first), " and ", regions.name(last), " ", apart, " apart")

    leading = headline if regions.complete else None
    return drafts.make(
        "spread", "gap-points", 0.54, leading, sentence, family="gap", focus_region=first.key,
        focus_period=regions.series.period,
    )  # fmt: skip


def _may_be_divided(regions: Regions, voice: Voice) -> bool:
    """Tell whether the highest as a multiple of the lowest says something.

    A region with next to nothing makes everything else a large multiple: then the lowest is the exception.
    """
    values = [number_of(point) for point in regions.ranked]
    high, low = values[0], values[-1]
    few = voice.relative and not voice.unit.is_money and not voice.unit.power and low < _FEW
    most = _MOST_TIMES if voice.relative else _MOST_TIMES_OF_RATES
    return low > 0 and 1.5 * low <= high < most * low and not few and low >= _TINY * median(values)


def _ratio_gap(regions: Regions, drafts: Drafts, first: Point, last: Point) -> Draft:
    def sentence(v: Voice) -> Pieces:
        ratio = cast(SaidFigure, v.ratio(first, last))
        upper, lower = v.pair(first, last)
        if v.id:
            return (v.name, " di ", regions.name(first), " (", upper, ") ", regions.at(v), " mencapai ",
                    ratio,
                    " ", regions.name(last), " (", lower, ")")  # fmt: skip
        return (v.the_name, " in ", regions.name(first), " (", upper, ") ", regions.at(v), " came to ", ratio,
                " those of " if v.many else " that of ", regions.name(last), " (", lower, ")")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        ratio = cast(SaidFigure, v.ratio(first, last))
        if v.id:
            return (v.topic, " ", regions.name(first), " ", ratio, " ", regions.name(last))
        that = " those of " if v.many else " that of "
        return (v.topic, " in ", regions.name(first), " ", ratio, that, regions.name(last))

    leading = headline if regions.complete else None
    # Where more live there is more of everything; between rates a multiple is a difference in kind.
    weight = 0.42 if is_additive(drafts.indicator) else 0.6
    return drafts.make(
        "ratio", "gap-ratio", weight, leading, sentence, family="gap", focus_region=first.key,
        focus_period=regions.series.period,
    )  # fmt: skip


def _outlier(regions: Regions, drafts: Drafts) -> Draft | None:
    ranked = regions.ranked
    if len(ranked) < 4 or drafts.indicator.measure == "index":
        return None
    first, second = ranked[0], ranked[1]
    middle = median(number_of(point) for point in ranked)
    if number_of(second) <= 0 or number_of(first) < _FAR * number_of(second) or middle <= 0:
        return None

    def sentence(v: Voice) -> Pieces:
        upper, lower = v.pair(first, second)
        if v.id:
            return (v.name, " di ", regions.name(first), " (", upper, ") ", regions.at(v), " jauh di atas ",
                    regions.name(second), " (", lower, ") di urutan berikutnya")  # fmt: skip
        return (v.the_name, " in ", regions.name(first), " (", upper, ") ", regions.at(v),
                " came in far above ",
                regions.name(second), " (", lower, "), the next highest")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, " ", regions.name(first), f" jauh di atas {regions.noun(v)} lain")
        return (v.topic, " in ", regions.name(first), f" far above other {regions.noun(v)}")

    leading = headline if regions.complete else None
    return drafts.make(
        "outlier", "outlier", 0.7, leading, sentence, family="top", focus_region=first.key,
        focus_period=regions.series.period,
    )  # fmt: skip


def _against_whole(regions: Regions, drafts: Drafts) -> Draft | None:
    """Compare regions with the figure of the whole: only rates, indices and means, which are not summed."""
    whole = regions.series.whole
    voice = drafts.voices[0]
    if whole is None or whole.value is None or voice.relative or not voice.home.text or not regions.complete:
        return None
    above = [point for point in regions.ranked if number_of(point) > number_of(whole)]
    below = [point for point in regions.ranked if number_of(point) < number_of(whole)]
    many = below if drafts.indicator.direction == Direction.HIGHER_IS_BETTER else above
    total = len(regions.ranked)
    if not 0 < len(many) < total or total > 60:
        return None
    over = many is above
    cells = tuple(cell for point in many for cell in point.cells)

    def sentence(v: Voice) -> Pieces:
        if v.id:
            side = "lebih tinggi" if over else "lebih rendah"
            return (v.name, " di ", v.count(len(many), cells), " dari ", v.count(total, regions.cells),
                    f" {regions.noun(v)} ", regions.at(v), f" {side} daripada angka ", v.home, " (",
                    v.value(whole), ")")  # fmt: skip
        side = "exceeded" if over else "fell short of"
        return (regions.at(v), ", ", v.the_name, f" {side} the figure for ", v.home, " (", v.value(whole),
                ") in ",
                v.count(len(many), cells), " of ", v.count(total, regions.cells),
                f" {regions.noun(v)}")  # fmt: skip

    def headline(v: Voice) -> Pieces:
        if v.id:
            side = "di atas" if over else "di bawah"
            return ("di ", v.count(len(many), cells), " dari ", v.count(total, regions.cells),
                    f" {regions.noun(v)}, ", v.topic, f" {side} angka ", v.home)  # fmt: skip
        side = "above" if over else "below"
        return (v.topic, f" {side} the ", v.home, " figure in ", v.count(len(many), cells), " of ",
                v.count(total, regions.cells), f" {regions.noun(v)}")  # fmt: skip

    return drafts.make(
        "whole", "against-whole", 0.55, headline, sentence, family="whole",
        focus_period=regions.series.period,
    )  # fmt: skip


def _middle_half(regions: Regions, drafts: Drafts) -> Draft | None:
    """Find between which figures the middle half of the regions lies, and the median."""
    ranked = regions.ranked
    count = len(ranked)
    if not regions.complete or count < _LEAST_QUARTERED:
        return None
    cut = count // 4
    high, low = ranked[cut], ranked[count - 1 - cut]
    within = [point for point in ranked if number_of(low) <= number_of(point) <= number_of(high)]
    if number_of(high) == number_of(low) or len(within) > _MOST_WITHIN * count:
        return None
    middle = _median(ranked)
    if middle is None:
        return None

    def sentence(v: Voice) -> Pieces:
        lower, upper = v.pair(low, high)
        inside = v.count(len(within), tuple(cell for point in within for cell in point.cells))
        every = v.count(count, regions.cells)
        noun = regions.noun(v)
        if v.id:
            between: Pieces = (" antara ", lower, " dan ", upper, " ", regions.at(v))
            of: Pieces = ("di ", inside, " dari ", every, f" {noun}, ", v.name)
            return (*of, *between, "; nilai tengahnya ", v.value(middle))
        of = (regions.at(v), ", ", v.the_name, " lay between ", lower, " and ", upper, " in ", inside, " of ")
        return (*of, every, f" {noun}; the median was ", v.value(middle))

    return drafts.make(
        "spread", "middle-half", 0.2, None, sentence, family="gap", focus_period=regions.series.period
    )


def _median(ranked: Sequence[Point]) -> Point | None:
    """Return the middle of ranked points: one of them, or the mean of the two in the middle.

    None where one of the two is a sum, whose parts would count one by one in the mean.
    """
    count = len(ranked)
    if count % 2:
        return ranked[count // 2]
    pair = ranked[count // 2 - 1 : count // 2 + 1]
    if any(len(point.cells) != 1 for point in pair):
        return None
    value = math.fsum(number_of(point) for point in pair) / 2
    decimals = max(point.decimals for point in pair)
    cells = tuple(cell for point in pair for cell in point.cells)
    return Point(
        pair[0].key, "", value, decimals + (value != round(value, decimals)), cells=cells, formula="mean"
    )
