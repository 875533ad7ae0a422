"""Headline numbers: two to four large figures in cards beside each other, or stacked without boxes."""

from __future__ import annotations

from dataclasses import dataclass

from rupadata.analysis import Point, YearSeries
from rupadata.analysis.voice import Voice
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.figures import big_number
from rupadata.compose.look import BODY, NUMBER, Look
from rupadata.compose.pen import NOTHING, Pen, Shown, Written, plain, recolour, resize, write
from rupadata.compose.source import Source
from rupadata.scene.nodes import Group
from rupadata.spec import BlockSpec
from rupadata.subjects.symbols import has_symbol
from rupadata.typeset import measure
from rupadata.wording import parse_unit

MOST_CARDS = 4
OLDEST = 2
"""How many years before the page's own period a figure may be of."""


@dataclass(frozen=True, slots=True)
class Card:
    """One headline number: the figure, what it is, and one remark."""

    value: Shown
    label: Shown
    remark: Shown = NOTHING
    symbol: str = ""
    short: Shown = NOTHING
    """The figure in short form, for narrow places."""


@dataclass(frozen=True, slots=True)
class HeadlineNumbers:
    """Cards of headline numbers."""

    cards: tuple[Card, ...]
    name: str = "numbers"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the highest card."""
        if not self.cards:
            return None
        if _stacks(width, look):
            least = sum(_stack_height(card, width, look) for card in self.cards)
            gaps = len(self.cards) - 1
            return Fit(
                least + gaps * 22 * look.u, least + gaps * 34 * look.u, least + gaps * 80 * look.u, 0.2
            )
        if len(self.cards) == 1:
            height = _banner_height(self.cards[0], width, look)
            return Fit(height, height + 8 * look.u, height + 30 * look.u, 0.15)
        count, card_width = self._columns(width, look)
        if count == 0:
            return None
        height = max(_card_height(card, card_width, look) for card in self.cards[:count])
        return Fit(height, height + 8 * look.u, height + 30 * look.u, 0.15)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the cards."""
        pen = Pen(self.name, look)
        if _stacks(box.width, look):
            self._draw_stack(pen, box, look)
        elif len(self.cards) == 1:
            _draw_banner(pen, self.cards[0], box, look)
        else:
            count, _ = self._columns(box.width, look)
            gutter = 20 * look.u
            places = box.columns([1.0] * count, gutter)
            highest = max(_card_height(card, places[0].width, look) for card in self.cards[:count])
            for card, place in zip(self.cards, places):
                _draw_card(pen, card, place, (box.height - highest) / 2, look)
        return pen.group("numbers")

    def _columns(self, width: float, look: Look) -> tuple[int, float]:
        gutter = 20 * look.u
        for count in range(min(MOST_CARDS, len(self.cards)), 0, -1):
            card_width = (width - gutter * (count - 1)) / count
            if card_width >= 216 * look.u and all(
                _figure(card, card_width - 44 * look.u, look) is not None for card in self.cards[:count]
            ):
                return count, card_width
        return 0, 0.0

    def _draw_stack(self, pen: Pen, box: Box, look: Look) -> None:
        texts = [_stack_texts(card, box.width, look) for card in self.cards]
        heights = [_texts_height(*lines, look) for lines in texts]
        gap = 0.0
        if len(self.cards) > 1:
            gap = min((box.height - sum(heights)) / (len(self.cards) - 1), 80 * look.u)
        y = box.y + max(0.0, (box.height - sum(heights) - gap * (len(self.cards) - 1)) / 2)
        for index, ((value, label, remark), height) in enumerate(zip(texts, heights)):
            fill = look.palette.accent if index == 0 else look.palette.ink
            value = value._replace(
                style=look.heading(value.style.size / look.u, fill, look.theme.type.number_weight)
            )
            at = pen.lines("value", "value", box.x, y, value)
            at = pen.lines("label", "label", box.x, at + 8 * look.u, label)
            pen.lines("remark", "label", box.x, at + 6 * look.u, remark)
            y += height + gap


def _stacks(width: float, look: Look) -> bool:
    """Tell whether a place is so narrow that numbers stand under each other, without boxes."""
    return width < 560 * look.u


def _figure(card: Card, width: float, look: Look) -> Written | None:
    """Return the figure as large as the width allows, in short form when it must; None when neither fits."""
    weight = look.theme.type.number_weight
    for shown in (card.value, card.short):
        for size in (NUMBER, 42.0, 38.0, 34.0):
            style = look.heading(size, weight=weight)
            if shown and measure(shown.text, style) <= width:
                return write(shown, style, width, leading=1.1)
    return None


def _card_texts(card: Card, width: float, look: Look) -> tuple[Written, Written, Written]:
    inner = width - 44 * look.u
    value = _figure(card, inner, look)
    assert value is not None
    label = write(card.label, look.text(weight=600), inner, max_lines=4, leading=1.16)
    remark = write(card.remark, look.text(), inner, max_lines=4, leading=1.16)
    return value, label, remark


def _card_height(card: Card, width: float, look: Look) -> float:
    value, label, remark = _card_texts(card, width, look)
    height = 22 * look.u + value.height + 10 * look.u + label.height
    if remark.lines:
        height += 6 * look.u + remark.height
    return height + 16 * look.u


def _draw_card(pen: Pen, card: Card, box: Box, room: float, look: Look) -> None:
    """Draw a card, its figure as far from the top as those beside it."""
    palette = look.palette
    pen.rect(
        "card", "card", box.x, box.y, box.width, box.height, palette.card,
        radius=look.theme.card.radius * look.u, stroke=palette.card_border, stroke_width=1.5 * look.u,
    )  # fmt: skip
    value, label, remark = _card_texts(card, box.width, look)
    x = box.x + 22 * look.u
    y = box.y + 22 * look.u + room
    if card.symbol and value.width <= box.width - 44 * look.u - 46 * look.u:
        size = 38 * look.u
        pen.symbol(
            "symbol", card.symbol, box.right - 22 * look.u - size, y - 2 * look.u, size, palette.accent
        )
    at = pen.lines("value", "value", x, y, value)
    at = pen.lines("label", "label", x, at + 10 * look.u, label)
    pen.lines("remark", "label", x, at + 6 * look.u, remark)


def _banner_texts(card: Card, width: float, look: Look) -> tuple[Written, Written, Written]:
    value, _, _ = _stack_texts(card, width * 0.5, look)
    rest = width - 56 * look.u - value.width - 36 * look.u
    label = write(card.label, look.text(fill=look.palette.ink, weight=600), rest, max_lines=4, leading=1.16)
    return value, label, write(card.remark, look.text(), rest, max_lines=4, leading=1.16)


def _banner_height(card: Card, width: float, look: Look) -> float:
    value, label, remark = _banner_texts(card, width, look)
    words = label.height + (6 * look.u + remark.height if remark.lines else 0.0)
    return max(value.height, words) + 44 * look.u


def _draw_banner(pen: Pen, card: Card, box: Box, look: Look) -> None:
    """Draw one number across the page: the figure at the left, its words beside it."""
    palette, u = look.palette, look.u
    pen.rect("card", "background", box.x, box.y, box.width, box.height, palette.card,
             radius=look.theme.card.radius * u, stroke=palette.card_border, stroke_width=1.5 * u)  # fmt: skip
    value, label, remark = _banner_texts(card, box.width, look)
    value = value._replace(style=recolour(value.style, palette.accent))
    pen.lines("value", "value", box.x + 28 * u, box.y + (box.height - value.height) / 2 + 2 * u, value)
    words = label.height + (6 * u + remark.height if remark.lines else 0.0)
    x = box.x + 28 * u + value.width + 36 * u
    at = pen.lines("label", "label", x, box.y + (box.height - words) / 2, label)
    pen.lines("remark", "label", x, at + 6 * u, remark)


def _stack_texts(card: Card, width: float, look: Look) -> tuple[Written, Written, Written]:
    value = None
    for size in (54.0, NUMBER, 40.0, 34.0):
        for shown in (card.value, card.short):
            style = look.heading(size, weight=look.theme.type.number_weight)
            if value is None and shown and measure(shown.text, style) <= width:
                value = write(shown, style, width, leading=1.1)
    if value is None:
        value = write(card.short or card.value, resize(look.heading(BODY), BODY * look.u), width, max_lines=2)
    label = write(card.label, look.text(fill=look.palette.ink, weight=600), width, max_lines=4, leading=1.16)
    remark = write(card.remark, look.text(), width, max_lines=4, leading=1.16)
    return value, label, remark


def _stack_height(card: Card, width: float, look: Look) -> float:
    return _texts_height(*_stack_texts(card, width, look), look)


def _texts_height(value: Written, label: Written, remark: Written, look: Look) -> float:
    height = value.height + 8 * look.u + label.height
    return height + (6 * look.u + remark.height if remark.lines else 0.0)


def gather_numbers(block: BlockSpec, source: Source) -> HeadlineNumbers | None:
    """Return the headline numbers: the lead's level and change, other indicators, the highest region."""
    wanted = int(block.options.get("count", 3))
    skip_lead = bool(block.options.get("skip-lead"))
    cards: list[Card] = []
    keys = [block.indicator] if block.indicator else list(source.spec.indicators)
    first = keys[0]
    spoken = source.lead.indicator if source.lead else first
    if spoken in keys and not skip_lead:
        keys.sort(key=lambda key: key != spoken)  # What the headline speaks of comes first.
    told: set[float] = set()
    for index, key in enumerate(keys):
        card = _level_card(key, source, old=index == 0)
        if card is None or card.value.evidence[0].value in told:
            continue  # Two tables may hold the same figure; a reader needs it once.
        told.add(card.value.evidence[0].value)
        if index > 0 or not skip_lead:
            cards.append(card)
    extremes = _extreme_cards(first, source)
    if len(cards) < wanted:
        cards += extremes[: wanted - len(cards)]
    elif extremes and wanted >= 3 and not block.indicator:
        cards = [*cards[: wanted - 1], extremes[0]]
    return HeadlineNumbers(tuple(cards[:wanted])) if cards else None


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
    if point is None or point.value is None:
        return None
    if not old and (_is_old(point.key, source) or point.value == 0):
        return None
    if point.value == 100 and parse_unit(indicator.unit).percent:
        return None  # The whole of a distribution is no news.
    source.mark_points([point])
    value, unit = big_number(point, indicator.unit, source.lang)
    short, _ = big_number(point, indicator.unit, source.lang, short=True)
    if point.provisional:
        value, short = Shown(f"{value.text}*", value.evidence), Shown(f"{short.text}*", short.evidence)
    about = source.topic(indicator) if len(source.name(indicator)) > 34 else source.name(indicator)
    said = f"{unit}, {about}" if unit and unit.casefold() not in about.casefold() else about
    period = source.period(point.key, series.axis)
    proof = (*plain(about).evidence, *period.evidence, *source.unit_labels(key))
    label = Shown(f"{said} {period.text}", proof)
    symbol = "trend-up" if not indicator.symbol or not has_symbol(indicator.symbol) else indicator.symbol
    change = change_remark(series, point, source)
    if change is not None and (not indicator.symbol or symbol.startswith("trend-")):
        symbol = change[1]
    return Card(value, label, change[0] if change else NOTHING, symbol, short)


def change_remark(series: YearSeries, point: Point, source: Source) -> tuple[Shown, str] | None:
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
    source.mark_points([before])
    voice = Voice(series.indicator, source.book.region, source.lang, axis=series.axis)
    if before.value == point.value:
        said = source.say("sama dengan", "the same as in")
        period = voice.period(before)
        return Shown(f"{said} {period.text}", period.evidence), "equals"
    change = voice.change(point, before)
    if change is None:
        return None
    rises = point.value > before.value
    verb = source.say("naik" if rises else "turun", "up" if rises else "down")
    period = voice.period(before)
    text = f"{verb} {change.text} {source.say('dari', 'from')} {period.text}"
    return Shown(text, (*change.evidence, *period.evidence)), "trend-up" if rises else "trend-down"


def _extreme_cards(key: str, source: Source) -> list[Card]:
    """Return the cards of the highest and the lowest region."""
    series = source.regions(BlockSpec(kind="regions", indicator=key))
    if series is None or len(series.known) < 3:
        return []
    indicator = source.book.indicator(key)
    cards = []
    ranked = series.ranked
    names = source.short_names(series.points)
    words = (
        (ranked[0], source.say("tertinggi", "highest"), "arrow-line-up"),
        (ranked[-1], source.say("terendah", "lowest"), "arrow-line-down"),
    )
    for point, word, symbol in words:
        if not point.value or sum(other.value == point.value for other in ranked) > 1:
            continue  # None at all, or the same as others, is no extreme worth a card.
        value, unit = big_number(point, indicator.unit, source.lang)
        short, _ = big_number(point, indicator.unit, source.lang, short=True)
        period = source.period(series.period)
        name = plain(names[point.name])
        said = f"{unit}, " if unit else ""
        label = Shown(f"{said}{name.text}", (*name.evidence, *source.unit_labels(key)))
        noun = source.region_word(series)
        tail = f", {period.text}" if period.text else ""
        remark = Shown(source.say(f"{word} per {noun}{tail}", f"{word} of {noun}{tail}"), period.evidence)
        cards.append(Card(value, label, remark, symbol, short))
    return cards
