"""Findings over the parts of a dimension in one period: which part is the greatest, and how great."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import cast

from rupadata.analysis.drafting import Draft, Drafts, Words
from rupadata.analysis.facts import is_additive
from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import number_of, of_home, superlatives
from rupadata.analysis.sentence import Piece, SaidFigure, show_name
from rupadata.analysis.series import BreakdownSeries
from rupadata.analysis.shares import share_of
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.model.subject import Direction, Indicator
from rupadata.wording import PLACES_OF_WORK, called, is_plural, parse_unit, part_name, says_nothing, topic
from rupadata.wording.translation import translate
from rupadata.wording.vocabulary import FUNCTION_WORDS

Pieces = Sequence[Piece]

GATHERS = re.compile(r"^(?:dan )?(?:lain|yang lain|sisa|other)", re.IGNORECASE)
"""How a part begins that holds all that has no line of its own."""
_MOST_PARTS = 1000
_MANY = 4
_MOST_WORDS = 3
_KINDS_EN = {
    "age group": "age groups", "industry": "industries", "religion": "religions", "type": "types",
    "level of education": "levels of education", "commodity": "commodities", "service unit": "service units",
    "type of expenditure": "types of expenditure", "type of revenue": "types of revenue",
}  # fmt: skip
_PEOPLE_EN = {"male": "men", "female": "women"}
_COUNTING = re.compile(r"^(?:jumlah|number of)\s+(?=\w)", re.IGNORECASE)
_STATUS = re.compile(r"^status\s+(?=\w)", re.IGNORECASE)
_FIELDS = frozenset({"bidang", "sektor", "urusan", "koridor", "rute", "trayek"})
_EXTENT = re.compile(r"(?:panjang|luas) (\w+)", re.IGNORECASE)
_SIZED = re.compile(
    r"^(?:skala|kelas|ukuran|kategori|jenis|kelompok|klasifikasi) (usaha|industri|perusahaan|koperasi)\b"
)
_SIZES = frozenset(
    {"mikro", "kecil", "menengah", "besar", "kecil dan menengah", "menengah dan besar", "sedang"}
)
_SCHOOLING = re.compile(r"\bpendidikan (?:tertinggi|terakhir|yang ditamatkan)|ijazah")
_SCHOOLED = re.compile(r"(?:tidak|belum|tamat|lulus|tak|sekolah|pendidikan|\d)", re.IGNORECASE)
"""Classes that are people who went to a school, and those that say so themselves."""
_OWNERS = frozenset({"negeri", "swasta", "public", "private"})
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_NEAR_HALF, _NO_NEWS = 55.0, 0.22
_PRICE_INDEX = re.compile(r"\b(?:ihk|indeks harga|price index)\b", re.IGNORECASE)
_PRICE = re.compile(r"^(?:(?:re|rata-)?rata(?:-rata)?\s+)?(?:harga|price)\b|^average price\b", re.IGNORECASE)
"""What costs something, each thing its own: an order of them is that of the things."""
_OF_GOODS = re.compile(r"\b(?:inflasi|deflasi|harga|ihk|inflation|deflation|price)\b|^inf\b", re.IGNORECASE)
_CONTRIBUTION = re.compile(
    r"(?:andil|kontribusi|sumbangan|sumber|contributions? to|sources? of) (?:(?:terhadap|pada) )?(.+)",
    re.IGNORECASE,
)
"""What parts push up and hold back: `andil inflasi bulanan`."""
_POLES, _MAIN_LOW, _LESSER_LOW, _SIGNS = 0.7, 0.66, 0.5, 0.6
_BEHIND, _AHEAD = 0.6, 0.5
_LEAST_COMPOSED, _HUNDRED, _OF_ROUNDING = 3, 100.0, 0.15
"""Of how many shares on parts are a whole; what they add up to, and what rounding takes at least."""
_COMPOSED = re.compile(
    r"^(?:(?:persentase|proporsi|distribusi|komposisi|struktur|sebaran)\b\s*)+(?:dari\s+)?(\w.*)$",
    re.IGNORECASE,
)
"""How a name begins whose parts are shares of what stands after it."""
_FAR_BEHIND = 0.14
"""What is added at most where the lowest is so much of the middle figure below it."""
_AT = re.compile(
    r"(?:puskesmas|pkm|rsud|rumah sakit|dinas|kantor|kecamatan|kelurahan|sekolah|pasar|balai|uptd?)\b",
    re.IGNORECASE,
)
"""Parts that are places where something is done."""
_SHORT_PLACE = 44
"""Up to which length, in letters, what is held back stands with its place."""
_LEAST_SIGNED = 10
"""From how many parts on it says something how many of them are above zero."""


def find_over_parts(series: BreakdownSeries, drafts: Drafts, *, additive: bool) -> Iterator[Draft]:
    """Yield the findings of one breakdown."""
    ranked = sorted(series.known, key=lambda point: (-number_of(point), point.name))
    if not series.complete or not 2 <= len(ranked) <= _MOST_PARTS:
        return
    if additive and number_of(ranked[-1]) < 0:
        return
    first, second = ranked[0], ranked[1]
    share = share_in(series, first)
    if number_of(first) > number_of(second):
        yield _greatest(series, drafts, ranked, share)
    least = _weakest(series, drafts, ranked) if not additive and share is None else None
    if least is not None:
        yield least
    alone = number_of(first) > number_of(second)
    if (
        alone
        and number_of(first) > 0 > number_of(ranked[-1])
        and not _PRICE_INDEX.search(drafts.indicator.name)
    ):
        yield from _on_both_sides(series, drafts, ranked)


def _on_both_sides(series: BreakdownSeries, drafts: Drafts, ranked: Sequence[Point]) -> Iterator[Draft]:
    """Yield what is to be said of parts above and below zero: both ends, the lower end, how many of each."""
    first, last = ranked[0], ranked[-1]
    if number_of(last) == number_of(ranked[-2]):
        return
    dimension = series.dimension
    above = [point for point in ranked if number_of(point) > 0]
    below = [point for point in ranked if number_of(point) < 0]
    outweighs = -number_of(last) > number_of(first)

    def ends(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        high, low = v.pair(first, last)
        if v.id:
            return (*v.name_home(), " ", at, " tertinggi dari ", part_said(v, first, dimension), " (", high,
                    "), terendah dari ", part_said(v, last, dimension), " (", low, ")")  # fmt: skip
        return (*v.name_home(), " ", at, ": highest for ", part_said(v, first, dimension), " (", high,
                "), lowest for ", part_said(v, last, dimension), " (", low, ")")  # fmt: skip

    def poles(v: Voice) -> Pieces:
        up, down = part_said(v, first, dimension), part_said(v, last, dimension)
        what = _pushed(v)
        if v.id:
            if what:
                return (up, f" paling mendorong {what}, ", down, " paling menahannya")
            return (v.topic, ": ", up, " tertinggi, ", down, " terendah")
        if what:
            return (up, f" drove {what} most, ", down, " held it back most")
        return (v.topic, ": ", up, " highest, ", down, " lowest")

    def lowest(v: Voice) -> Pieces:
        down, what = part_said(v, last, dimension), _pushed(v)
        if v.id:
            if not what:
                return (v.topic, " terendah: ", down)
            return (down, f" paling menahan {what}", *_at_home(v, what))
        return (down, f" held back {what} most") if what else ("lowest ", v.topic, ": ", down)

    def least(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        many = v.count(len(ranked), tuple(cell for point in ranked for cell in point.cells))
        kinds, down = _kinds_of(dimension, v.indicator, ranked, v.lang), part_said(v, last, dimension)
        if v.id:
            return ("di antara ", many, f" {kinds}, ", down, " mencatat ", *v.name_home(), " terendah ", at,
                    ": ", v.value(last))  # fmt: skip
        return (at, ", ", down, " had the lowest ", v.name, " in ", v.home, " of ", many, f" {kinds}: ",
                v.value(last))  # fmt: skip

    def counted(v: Voice, points: Sequence[Point]) -> SaidFigure:
        return v.count(len(points), tuple(cell for point in points for cell in point.cells))

    def signs(v: Voice) -> Pieces:
        kinds, what = _kinds_of(dimension, v.indicator, ranked, v.lang), _pushed(v)
        up, down = counted(v, above), counted(v, below)
        of: Pieces = (" dari " if v.id else " of ", counted(v, ranked), f" {kinds}")
        if v.id:
            if what:
                return (up, *of, f" mendorong {what}, ", down, " menahannya")
            return (v.topic, " positif di ", up, *of, ", negatif di ", down)
        if what:
            return (up, *of, f" drove {what}, ", down, " held it back")
        return (v.topic, " positive in ", up, *of, ", negative in ", down)

    def signs_told(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        kinds, up, down = (
            _kinds_of(dimension, v.indicator, ranked, v.lang),
            counted(v, above),
            counted(v, below),
        )
        if v.id:
            return (*v.name_home(), " ", at, " positif pada ", up, " dari ", counted(v, ranked),
                    f" {kinds} dan negatif pada ", down)  # fmt: skip
        return (*v.name_home(), " ", at, f" {v.was} positive for ", up, " of ", counted(v, ranked),
                f" {kinds} and negative for ", down)  # fmt: skip

    yield drafts.make(
        "breakdown", "part-poles", _POLES, poles, ends, family=f"part-poles-{dimension}",
        focus_part=(last if outweighs else first).key, focus_period=series.period,
    )  # fmt: skip
    yield drafts.make(
        "breakdown", "part-low", _MAIN_LOW if outweighs else _LESSER_LOW, lowest, least,
        family=f"part-low-{dimension}", focus_part=last.key, focus_period=series.period,
    )  # fmt: skip
    if len(ranked) >= _LEAST_SIGNED:
        yield drafts.make(
            "breakdown", "part-signs", _SIGNS, signs, signs_told, family=f"part-signs-{dimension}",
            focus_period=series.period,
        )  # fmt: skip


def _pushed(v: Voice) -> str:
    """Return what the parts push up and hold back, where they are contributions: `inflasi bulanan`."""
    found = _CONTRIBUTION.fullmatch(v.topic.text)
    return found[1] if found else ""


def _at_home(v: Voice, what: str) -> Pieces:
    return (" ", v.home) if v.home.text and len(what) + len(v.home.text) <= _SHORT_PLACE else ()


def share_in(series: BreakdownSeries, first: Point) -> Evidence | None:
    """Return the evidence of a part's share of its whole; None where the parts do not make one up.

    Amounts are divided by their printed or summed whole, all of which the parts are within half a percent.
    Percentages that add up to a hundred, within what rounding takes, are shares as they stand.
    """
    if is_composition(series):
        return Evidence("", number_of(first), "persen", "value", first.cells)
    whole = series.whole
    if not is_additive(series.indicator):
        return None
    if whole is None or whole.value is None or whole.value <= 0:
        return None
    total = sum(number_of(point) for point in series.known)
    if not 0.995 * whole.value <= total <= 1.005 * whole.value:
        return None
    return share_of(first, whole, series.known)


def is_composition(series: BreakdownSeries) -> bool:
    """Tell whether the parts of a percentage are shares of one whole: none below zero, a hundred together."""
    values = [number_of(point) for point in series.known]
    if not parse_unit(series.indicator.unit).percent or len(values) < _LEAST_COMPOSED or min(values) < 0:
        return False
    if not series.complete or any(len(point.cells) != 1 for point in series.points):
        return False
    rounded = 0.5 * 10.0 ** -min(point.decimals for point in series.known)
    return abs(math.fsum(values) - _HUNDRED) <= max(_OF_ROUNDING, rounded * len(values)) + 1e-9


def whole_said(v: Voice) -> SaidFigure:
    """Return what a share is of: `sampah` of the `komposisi sampah`, the topic itself elsewhere."""
    composed = _COMPOSED.match(v.indicator.name)
    if composed is None:
        return v.topic if v.id else v.the_topic
    return show_name(called(composed[1], "", v.lang, without=v.home.text)[0])


def share_a_word(one: str, other: str) -> bool:
    """Tell whether two names have a word in common that is not only a joint."""
    said = set(one.casefold().split()) & set(other.casefold().split())
    return bool(said - FUNCTION_WORDS)


def part_said(v: Voice, point: Point, dimension: str) -> SaidFigure:
    """Return a part's name as it is said in a sentence."""
    said = _RANGE.sub("–", _COUNTING.sub("", part_name(point.name, v.lang, of=dimension)))
    kind = dimension.casefold()
    if kind in PLACES_OF_WORK and point.name.islower() and not said.casefold().startswith(kind):
        return show_name(f"{kind.capitalize()} {said}", point.cells)
    if said[:1].isdigit():
        # "15-64" alone could be anything.
        said = f"{part_name(dimension, v.lang)} {said}"
    elif v.id and dimension.startswith("kondisi") and not said.casefold().startswith("kondisi"):
        said = _in_state(v, said)  # "baik" alone is no thing
    elif not v.id and dimension.startswith("kondisi"):
        said = _in_state_en(v, said)
    elif v.id and kind in _FIELDS and not said.casefold().startswith(kind):
        said = f"{kind} {said}"  # "Kesehatan" alone is the health of somebody.
    elif v.id and said.casefold() in _SIZES and (thing := _SIZED.match(dimension)):
        said = f"{thing[1]} {said}"  # "Mikro" alone is no thing: it is firms that are tiny.
    elif v.id and _SCHOOLING.search(dimension) and not _SCHOOLED.match(said):
        said = f"lulusan {said}"
    elif _STATUS.match(dimension) and said.casefold() in _OWNERS:
        # "Negeri" alone is no thing: it is schools that are public.
        noun = part_name(_STATUS.sub("", dimension), v.lang)
        said = f"{noun} {said}" if v.id else f"{said} {noun}"
    elif not v.id and v.of_people:
        said = _PEOPLE_EN.get(said, said)
    return show_name(said, point.cells)


def _in_state(v: Voice, state: str) -> str:
    """Return a state with what is in it: `jalan rusak berat`, `jalan berkondisi baik` of `panjang jalan`."""
    extent = _EXTENT.fullmatch(v.topic.text)
    if extent is None:
        return f"kondisi {state}"
    return f"{extent[1]} {state}" if state.startswith("rusak") else f"{extent[1]} berkondisi {state}"


def _in_state_en(v: Voice, state: str) -> str:
    """Return the same in English: `severely damaged roads`, `roads in good condition`."""
    extent = _EXTENT.fullmatch(topic(v.indicator.name, without=v.home.text))
    noun = translate(extent[1]) if extent else ""
    if not noun:
        return state if "condition" in state else f"{state} condition"
    return f"{state} {noun}" if "damaged" in state else f"{noun} in {state} condition"


def _greatest(
    series: BreakdownSeries, drafts: Drafts, ranked: Sequence[Point], share: Evidence | None
) -> Draft:
    first, second = ranked[0], ranked[1]
    sizes = drafts.indicator.measure.startswith(("count", "money"))

    def name(v: Voice, point: Point) -> SaidFigure:
        return part_said(v, point, series.dimension)

    def of_whole(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        by = v.percent(cast(Evidence, share))
        largest: Pieces = ()
        if len(ranked) > 2:
            largest = (", bagian terbesar",) if v.id else (", the largest part",)
        composed = is_composition(series)
        of: Pieces = (whole_said(v), *of_home(v)) if composed else v.name_home()
        amount: Pieces = () if composed else (" (", v.value(first), ")")
        if v.id:
            return (name(v, first), " mencakup ", by, " ", *of, " ", at, *amount, *largest)
        return (name(v, first), " made up ", by, " of ", *of, " ", at, *amount, *largest)

    def among_parts(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        many = v.count(len(ranked), tuple(cell for point in ranked for cell in point.cells))
        most = superlatives(v, high=True)
        kinds = _kinds_of(series.dimension, v.indicator, ranked, v.lang)
        if v.id:
            return ("di antara ", many, f" {kinds}, ", name(v, first), " mencatat ", *v.name_home(),
                    f" {most} ", at, ": ", v.value(first))  # fmt: skip
        return (at, ", ", name(v, first), f" had the {most} ", v.name, " in ", v.home, " of ", many,
                f" {kinds}: ", v.value(first))  # fmt: skip

    def by_percent(v: Voice) -> Pieces:
        by = v.percent(cast(Evidence, share))
        if v.id:
            return (name(v, first), " mencakup ", by, " ", whole_said(v))
        makes = "make up" if is_plural(name(v, first).text) else "makes up"
        return (name(v, first), f" {makes} ", by, " of ", whole_said(v))

    def largest_part(v: Voice) -> Pieces:
        if v.id:
            return ("bagian terbesar ", whole_said(v), ": ", name(v, first))
        return ("largest part of ", whole_said(v), ": ", name(v, first))

    def leads(v: Voice) -> Pieces:
        most, what = superlatives(v, high=True), _pushed(v) if number_of(first) > 0 else ""
        if what and v.id:
            return (name(v, first), f" paling mendorong {what}", *_at_home(v, what))
        if what:
            return (name(v, first), f" drove {what} most")
        if v.id:
            return (v.topic, f" {most}: ", name(v, first))
        return (f"{most} ", v.topic, ": ", name(v, first))

    def with_value(v: Voice) -> Pieces:
        start: Pieces = (v.topic, f" {superlatives(v, high=True)}: ", name(v, first))
        if not v.id:
            start = (f"{superlatives(v, high=True)} ", v.topic, ": ", name(v, first))
        return (*start, ", ", v.value(first))

    def records(v: Voice) -> Pieces:
        most = superlatives(v, high=True)
        if v.id:
            return (name(v, first), " mencatat ", v.topic, f" {most}")
        return (name(v, first), f" had the {most} ", v.topic)

    def both_parts(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        larger, smaller = v.pair(first, second)
        if v.id:
            return (*v.name_home(), " ", at, ": ", name(v, first), " ", larger, ", ", name(v, second), " ",
                    smaller)  # fmt: skip
        return (*v.name_home(), " ", at, ": ", name(v, first), " ", larger, ", ", name(v, second), " ",
                smaller)  # fmt: skip

    def two(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, " ", name(v, first), " lebih banyak daripada ", name(v, second))
        return (v.topic, ": more ", name(v, first), " than ", name(v, second))

    headlines: list[tuple[str, Words]] = []
    if share is not None:
        headlines.append(("part-share", by_percent))
    if len(ranked) == 2 and drafts.indicator.measure.startswith("count"):
        headlines.append(("two-parts", two))
    composed = is_composition(series)
    headlines.append(("part-lead", largest_part if composed else leads))
    if not sizes and not composed:
        headlines += [("part-value", with_value), ("part-records", records)]
    pattern, leading = headlines[0]
    weight = 0.5 + (0.12 if share is not None and share.value > 50 and len(ranked) > 2 else 0.0)
    if (
        series.whole is None
        and len(ranked) >= _MANY
        and not any(point.name[:1].isdigit() for point in ranked)
    ):
        weight = 0.68  # Of many sectors without a whole, which leads is the news; ages follow one another.
    if drafts.indicator.direction == Direction.HIGHER_IS_BETTER and share is None and len(ranked) >= _MANY:
        weight = min(weight, _AHEAD)  # Where more is hoped for, who is behind is the news.
    if share is not None and first.name[:1].isdigit():
        weight = _NO_NEWS  # Groups of ages are as large as somebody has cut them.
    told = of_whole if share is not None else both_parts if len(ranked) == 2 else among_parts
    total = number_of(first) + number_of(second)
    if len(ranked) == 2 and sizes and total > 0 and 100 * number_of(first) / total < _NEAR_HALF:
        weight = _NO_NEWS  # Half are men and half are women.
    elif _PRICE.search(drafts.indicator.name) and len(ranked) > 2:
        weight = _NO_NEWS  # That beef costs more than rice is no news.
    elif _PRICE_INDEX.search(drafts.indicator.name) and len(ranked) > 2:
        weight = _NO_NEWS  # Which price rose most since the year of reference is another question.
    return drafts.make(
        "breakdown", pattern, weight, leading, told, headlines[1:],
        family=f"part-{series.dimension}", focus_part=first.key, focus_period=series.period,
    )  # fmt: skip


def _weakest(series: BreakdownSeries, drafts: Drafts, ranked: Sequence[Point]) -> Draft | None:
    """Find the part with the lowest of what is hoped to be high: which is behind, not which is ahead."""
    last = ranked[-1]
    alone = len(ranked) >= _MANY and number_of(last) < number_of(ranked[-2])
    if drafts.indicator.direction != Direction.HIGHER_IS_BETTER or not alone or number_of(last) <= 0:
        return None

    def name(v: Voice) -> SaidFigure:
        return part_said(v, last, series.dimension)

    def sentence(v: Voice) -> Pieces:
        at = v.at_period(series.period, ranked)
        many = v.count(len(ranked), tuple(cell for point in ranked for cell in point.cells))
        kinds = _kinds_of(series.dimension, v.indicator, ranked, v.lang)
        if v.id:
            return ("dari ", many, f" {kinds}, ", name(v), " mencatat ", *v.name_home(), " terendah ", at,
                    ": ", v.value(last))  # fmt: skip
        return (at, ", ", name(v), " had the lowest ", v.name, " of ", many, f" {kinds}: ", v.value(last))

    def headline(v: Voice) -> Pieces:
        if v.id:
            return (v.topic, " terendah di " if _AT.match(name(v).text) else " terendah: ", name(v))
        return ("lowest ", v.topic, " at " if _AT.match(name(v).text) else ": ", name(v))

    middle = median(number_of(point) for point in ranked)
    behind = (middle - number_of(last)) / middle if middle > 0 else 0.0
    weight = _BEHIND + min(_FAR_BEHIND, behind)
    return drafts.make(
        "breakdown", "part-weakest", weight, headline, sentence, family=f"part-{series.dimension}",
        focus_part=last.key, focus_period=series.period,
    )  # fmt: skip


def _kinds_by_name(indicator: Indicator, points: Sequence[Point], lang: str) -> str:
    """Return what parts are whose table does not name them: goods, or the word they all begin with."""
    if _OF_GOODS.search(indicator.name):
        return "komoditas" if lang == "id" else "commodities"
    first = {point.name.split()[0].casefold() for point in points if point.name.split()}
    if lang == "id" and len(first) == 1 and all(len(point.name.split()) > 1 for point in points):
        return f"jenis {first.pop()}"
    return "kategori" if lang == "id" else "categories"


def _kinds_of(dimension: str, indicator: Indicator, points: Sequence[Point], lang: str) -> str:
    """Return what the parts of a dimension are together: `kelompok umur`, else `komoditas`."""
    if says_nothing(dimension) or len(dimension.split()) > _MOST_WORDS or "," in dimension:
        return _kinds_by_name(indicator, points, lang)
    said = part_name(dimension, lang)
    if lang == "id":
        return said
    usual = _KINDS_EN.get(said)
    if usual is None and said.casefold() != dimension.casefold():
        usual = said if is_plural(said) else f"{said}s"
    return usual or "categories"
