"""Which figures are the headline numbers: those that complement each other, each told once.

First the level of what the headline speaks of with its change, then companions (a rate beside a count), then
the leading region, and where few are known what a finding computed: a share, the average growth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose

from rupadata.analysis import Finding, Point, YearSeries, breakdown_series, dimensions_of
from rupadata.analysis.comparable_span import stretch_to
from rupadata.analysis.jumps import find_jumps
from rupadata.analysis.over_regions import superlatives
from rupadata.analysis.voice import Voice
from rupadata.compose.blocks.headline_numbers import Card, HeadlineNumbers
from rupadata.compose.course_colours import course_of
from rupadata.compose.number_format import big_number
from rupadata.compose.page_data import Source
from rupadata.compose.pen import NOTHING, Writing, plain
from rupadata.model.evidence import Evidence
from rupadata.pagespec import BlockSpec
from rupadata.subjects.symbols import has_symbol
from rupadata.wording import number_word, parse_unit

OLDEST = 2
"""How many years before the page's own period a figure may be of."""
_ALIKE = 0.002
_LONGEST_NAME = 34
_LEAST_REGIONS = 3
_LEAST_SHARE = 5.0
_LEAST_GROWTH = 0.3
_MOVED_SHARES = frozenset({"share-moves", "share-since"})


def gather_numbers(block: BlockSpec, source: Source) -> HeadlineNumbers | None:
    """Return the headline numbers that a block asks for."""
    wanted = int(block.options.get("count", 3))
    skip_lead = bool(block.options.get("skip-lead"))
    keys = [block.indicator] if block.indicator else list(source.spec.indicators)
    first = keys[0]
    spoken = source.lead.indicator if source.lead else first
    if spoken in keys and not skip_lead:
        keys.sort(key=lambda key: key != spoken)  # What the headline speaks of comes first.
    told: list[Evidence] = []
    levels: list[Card] = []
    labels: set[str] = set()
    for index, key in enumerate(keys):
        card = _level_card(key, source, old=index == 0)
        if card is None or _is_told(card.value.evidence[0], told) or card.label.text in labels:
            continue  # Two tables may hold the same figure; a reader needs it once.
        told.append(card.value.evidence[0])
        labels.add(card.label.text)
        if (index > 0 or not skip_lead) and not _stands_above(card, source):
            levels.append(card)
    others = [
        card
        for card in _other_cards(first, source)
        if not _is_told(card.value.evidence[0], told) and not _stands_above(card, source)
    ]
    cards = levels[:wanted]
    if others and wanted >= _LEAST_REGIONS and not block.indicator:
        cards = [*levels[: wanted - 1], *others][:wanted]
    if len(cards) < wanted:
        cards += [card for card in others if card not in cards][: wanted - len(cards)]
    for card in cards:
        source.told |= {one.value for one in (*card.value.evidence, *card.remark.evidence)}
    return HeadlineNumbers(tuple(cards)) if cards else None


def _stands_above(card: Card, source: Source) -> bool:
    """Tell whether headline, standfirst or hero have said the figure already."""
    return any(isclose(card.value.evidence[0].value, one, rel_tol=1e-9) for one in source.told)


def _is_told(one: Evidence, told: Sequence[Evidence]) -> bool:
    """Tell whether a figure is there already, or one that a reader would take for the same."""
    return any(
        one.value == other.value
        or (one.unit == other.unit and abs(one.value - other.value) <= _ALIKE * abs(other.value))
        for other in told
    )


def _is_old(period: str, source: Source) -> bool:
    """Tell whether a period lies so long before the page's that a reader would take it for a mistake."""
    years = [int(text[:4]) for text in (period.rpartition("/")[2], source.spec.period) if text[:4].isdigit()]
    return len(years) == 2 and years[0] < years[1] - OLDEST


def _level_card(key: str, source: Source, *, old: bool = False) -> Card | None:
    """Return the card of an indicator's figure at home in the page's period, else its latest.

    A figure much older than the page is shown only where `old` ones are wished.
    """
    indicator = source.book.indicator(key)
    series, point = source.home_point(BlockSpec(kind="numbers", indicator=key))
    if point is None or not point.value:
        return None  # Nothing, or a cell that says none: no figure to set in large type.
    if not old and _is_old(point.key, source):
        return None
    if point.value == 100 and parse_unit(indicator.unit).percent:
        return None  # The whole of a distribution is no news.
    source.mark_points([point])
    value, short, unit = _figure(point, indicator.unit, source)
    if point.provisional:
        value, short = Writing(f"{value.text}*", value.evidence), Writing(f"{short.text}*", short.evidence)
    name = source.name(indicator)
    about = source.topic(indicator) if len(name) > _LONGEST_NAME else name
    said = f"{unit}, {about}" if unit and unit.casefold() not in about.casefold() else about
    period = source.period(point.key, series.axis)
    proof = (*plain(about).evidence, *period.evidence, *source.unit_labels(key))
    between = ", " if about[-1:].isdigit() else " "
    label = Writing(f"{said}{between}{period.text}" if period.text else said, proof)
    symbol = "trend-up" if not indicator.symbol or not has_symbol(indicator.symbol) else indicator.symbol
    change = change_remark(series, point, source)
    if change is not None and (not indicator.symbol or symbol.startswith("trend-")):
        symbol = change[1]
    way = {"trend-up": 1, "trend-down": -1}.get(change[1] if change else "", 0)
    return Card(
        value, label, change[0] if change else NOTHING, symbol, short, course=course_of(indicator, way)
    )


def _figure(point: Point, unit: str, source: Source) -> tuple[Writing, Writing, str]:
    value, said = big_number(point, unit, source.lang)
    short, _ = big_number(point, unit, source.lang, short=True)
    return value, short, said


def change_remark(series: YearSeries, point: Point, source: Source) -> tuple[Writing, str] | None:
    """Return `naik 1,1 persen dari 2024` and its symbol; None where no step before may be compared."""
    before: Point | None = None
    for other in series.points:
        if other.key == point.key:
            break
        if other.breaks:
            before = None
        if other.value is not None:
            before = other
    if before is None or point.breaks or before.value is None or point.value is None:
        return None
    if find_jumps((before, point), series.indicator, series.axis):
        return None
    source.mark_points([before])
    voice = Voice(series.indicator, source.book.region, source.lang, axis=series.axis)
    if before.value == point.value:
        said = source.say("sama dengan", "the same as in")
        period = voice.period(before)
        return Writing(f"{said} {period.text}", period.evidence), "equals"
    change = voice.change(point, before)
    if change is None:
        return None
    stretch = stretch_to(series, point.key)
    if stretch is not None and abs(point.value - before.value) <= stretch.noise:
        said = source.say("hampir sama dengan", "nearly the same as in")
        period = voice.period(before)
        return Writing(f"{said} {period.text}", period.evidence), "equals"
    rises = point.value > before.value
    verb = source.say("naik" if rises else "turun", "up" if rises else "down")
    period = voice.period(before)
    text = f"{verb} {change.text} {source.say('dari', 'from')} {period.text}"
    return Writing(text, (*change.evidence, *period.evidence)), "trend-up" if rises else "trend-down"


def _other_cards(key: str, source: Source) -> Iterator[Card]:
    """Yield the leading region, what a finding computed, then of rates the lowest region."""
    highest, lowest = _extreme_cards(key, source)
    if highest is not None:
        yield highest
    for finding in source.findings.values():
        if finding.indicator != key or finding is source.lead:
            continue
        card = _computed_card(finding, source)
        if card is not None and card.value.evidence[0].value not in source.told:
            yield card
    if lowest is not None:
        yield lowest


def _computed_card(finding: Finding, source: Source) -> Card | None:
    """Return the card of a share or of an average growth, in percent."""
    if finding.pattern in _MOVED_SHARES:
        return None  # It names the part that moved, which need not be the largest.
    if finding.kind == "breakdown":
        return _part_card(finding, source)
    formulas = {"share": ("share", "share-of-sum"), "growth": ("mean-growth",)}.get(finding.kind, ())
    evidence = finding.sentence[source.lang].evidence
    proof = next((one for one in evidence if one.formula in formulas and one.shown[:1].isdigit()), None)
    if proof is None or abs(proof.value) < {"share": _LEAST_SHARE}.get(finding.kind, _LEAST_GROWTH):
        return None
    indicator = source.book.indicator(finding.indicator)
    topic = source.topic(indicator)
    percent = source.say("persen", "percent")
    if finding.kind == "share":
        regions = source.regions(BlockSpec(kind="regions", indicator=finding.indicator))
        point = next((p for p in regions.points if p.key == finding.focus_region), None) if regions else None
        if regions is None or point is None or regions.period != finding.focus_period:
            return None
        name = plain(source.short_names(regions.points)[point.name])
        said = source.say(f"{percent} {topic} di {name.text}", f"{percent} of {topic} in {name.text}")
        symbol = "chart-pie-slice"
        remark = NOTHING
        labels = (*plain(topic).evidence, *name.evidence)
    else:
        rises = proof.value > 0
        verb = source.say("kenaikan" if rises else "penurunan", "rise" if rises else "fall")
        said = source.say(f"{percent}, rata-rata {verb} per tahun", f"{percent}, average {verb} a year")
        since = next(one for one in evidence if one.formula == "period")
        remark = Writing(source.say(f"{topic}, sejak {since.shown}", f"{topic}, since {since.shown}"),
                       (*plain(topic).evidence, since))  # fmt: skip
        symbol = "trend-up" if rises else "trend-down"
        labels = ()
    value = Writing(proof.shown, (proof,))
    return Card(value, Writing(said, labels), remark, symbol, value)


def _dimension_of(finding: Finding, source: Source) -> str:
    """Return the dimension that the part of a finding belongs to; empty where none holds it in its period."""
    for dimension in dimensions_of(source.book, finding.indicator):
        series = breakdown_series(source.book, finding.indicator, finding.focus_period, dimension)
        if any(point.key == finding.focus_part for point in series.points):
            return dimension
    return ""


def _part_card(finding: Finding, source: Source) -> Card | None:
    """Return the card of the greatest part, where its share of the whole is known."""
    evidence = finding.sentence[source.lang].evidence
    share = next((one for one in evidence if one.formula in ("share", "share-of-sum")), None)
    if share is None or not share.shown[:1].isdigit():
        return None
    if finding.focus_part[:1].isdigit():
        return None  # Groups of ages are as large as somebody has cut them.
    part = plain(source.part(finding.focus_part, _dimension_of(finding, source)))
    topic = source.topic(source.book.indicator(finding.indicator))
    percent = source.say("persen", "percent")
    period = source.period(finding.focus_period)
    label = Writing(source.say(f"{percent} {topic}: {part.text}", f"{percent} of {topic}: {part.text}"),
                  (*plain(topic).evidence, *part.evidence))  # fmt: skip
    largest = source.say("bagian terbesar", "largest part")
    remark = Writing(f"{largest}, {period.text}", period.evidence)
    value = Writing(share.shown, (share,))
    return Card(value, label, remark, "chart-pie-slice", value)


def _extreme_cards(key: str, source: Source) -> tuple[Card | None, Card | None]:
    """Return the cards of the highest and the lowest region; of amounts the lowest is no news."""
    series = source.regions(BlockSpec(kind="regions", indicator=key))
    if series is None or len(series.known) < _LEAST_REGIONS:
        return None, None
    indicator = source.book.indicator(key)
    voice = Voice(indicator, source.book.region, source.lang)
    names = source.short_names(series.points)
    ranked = series.ranked
    cards: list[Card | None] = []
    for point, high in ((ranked[0], True), (ranked[-1], False)):
        tied = sum(other.value == point.value for other in ranked) > 1
        if tied or not point.value or (voice.relative and not high):
            cards.append(None)
            continue
        value, short, unit = _figure(point, indicator.unit, source)
        name = plain(names[point.name])
        what = unit or source.topic(indicator)
        joint = source.say("di", "in")
        label = Writing(f"{what} {joint} {name.text}",
                      (*plain(what).evidence, *name.evidence, *source.unit_labels(key)))  # fmt: skip
        cells = tuple(cell for other in ranked for cell in other.cells)
        many = number_word(len(ranked), source.lang)
        source.mark_points([point])
        period = source.period(series.period, provisional=point.provisional)
        word = superlatives(voice, high=high)
        noun = source.region_word(series)
        text = source.say(f"{word} dari {many} {noun}", f"{word} of {many} {noun}")
        counted = Evidence(many, float(len(ranked)), "", "count", cells)
        remark = Writing(f"{text}, {period.text}" if period.text else text, (counted, *period.evidence))
        cards.append(Card(value, label, remark, "arrow-line-up" if high else "arrow-line-down", short))
    return cards[0], cards[1]
