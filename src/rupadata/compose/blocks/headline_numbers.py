"""Headline numbers: two to four large figures in cards beside each other, or stacked without boxes."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from rupadata.compose.boxes import Box, Fit
from rupadata.compose.course_colours import course_ink
from rupadata.compose.look import BODY, NUMBER, Look
from rupadata.compose.pen import NOTHING, Pen, Writing, Written, recolour, resize, write
from rupadata.scene.nodes import Group, TextStyle
from rupadata.typeset import measure

MOST_CARDS = 4
TALL = 1.6
"""From which height on, against what cards like, the figures stand under each other instead."""


class Card(Struct, frozen=True):
    """One headline number: the figure, what it is, and one remark."""

    value: Writing
    label: Writing
    remark: Writing = NOTHING
    symbol: str = ""
    short: Writing = NOTHING
    """The figure in short form, for narrow places."""
    course: str = ""
    """`better` or `worse` where the remark tells of a change whose direction is hoped for or feared."""


class HeadlineNumbers(Struct, frozen=True):
    """Cards of headline numbers."""

    kind: ClassVar[str] = "numbers"
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
        pen = Pen(self.name, look, self.kind)
        fit = self.fit(box.width, look)
        tall = fit is not None and box.height > TALL * fit.ideal
        if _stacks(box.width, look) or (tall and self._stack_room(box.width, look) <= box.height):
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

    def _stack_room(self, width: float, look: Look) -> float:
        return sum(_stack_height(card, width, look) + 22 * look.u for card in self.cards)

    def _columns(self, width: float, look: Look) -> tuple[int, float]:
        gutter = 20 * look.u
        for count in range(min(MOST_CARDS, len(self.cards)), 0, -1):
            card_width = (width - gutter * (count - 1)) / count
            if card_width >= 216 * look.u and all(
                _figure(card, card_width - 2 * _side(look), look) is not None for card in self.cards[:count]
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
        for size in (54.0, NUMBER, 42.0, 38.0, 34.0):
            style = look.heading(size, weight=weight)
            if shown and measure(shown.text, style) <= width:
                return write(shown, style, width, leading=1.1)
    return None


def _side(look: Look) -> float:
    """Return the space between a card's sides and what stands in it; none under a rule."""
    return 0.0 if look.theme.card.shape == "rule" else 22 * look.u


def _draw_ground(pen: Pen, box: Box, look: Look) -> None:
    """Draw what the theme sets a number off with: a box, a tinted plate, or a rule over it."""
    palette, u, style = look.palette, look.u, look.theme.card
    if style.shape == "rule":
        pen.rect("card", "ornament", box.x, box.y, box.width, 5 * u, palette.accent)
        return
    plate = style.shape == "plate"
    pen.rect(
        "card", "card", box.x, box.y, box.width, box.height, palette.tint if plate else palette.card,
        radius=style.radius * u, stroke="" if plate else palette.card_border,
        stroke_width=0.0 if plate else 1.5 * u,
    )  # fmt: skip


def _remark_style(card: Card, look: Look) -> TextStyle:
    """Return the style of a remark: in the colour of its course, where it tells of one."""
    grounds = (look.palette.paper, look.palette.card)
    return look.text(fill=course_ink(card.course, look.palette.muted, grounds, look))


def _card_texts(card: Card, width: float, look: Look) -> tuple[Written, Written, Written]:
    inner = width - 2 * _side(look)
    value = _figure(card, inner, look)
    assert value is not None
    label = write(card.label, look.text(weight=600), inner, max_lines=4, leading=1.16)
    remark = write(card.remark, _remark_style(card, look), inner, max_lines=4, leading=1.16)
    return value, label, remark


def _card_height(card: Card, width: float, look: Look) -> float:
    value, label, remark = _card_texts(card, width, look)
    height = 22 * look.u + value.height + 10 * look.u + label.height
    if remark.lines:
        height += 6 * look.u + remark.height
    return height + 16 * look.u


def _draw_card(pen: Pen, card: Card, box: Box, room: float, look: Look) -> None:
    """Draw a card, its figure as far from the top as those beside it."""
    side = _side(look)
    _draw_ground(pen, box, look)
    value, label, remark = _card_texts(card, box.width, look)
    x = box.x + side
    y = box.y + 22 * look.u + (room if side else 0.0)
    if card.symbol and value.width <= box.width - 2 * side - 46 * look.u:
        size = 38 * look.u
        at = box.right - side - size
        pen.symbol("symbol", card.symbol, at, y - 2 * look.u, size, look.palette.accent)
    at = pen.lines("value", "value", x, y, value)
    at = pen.lines("label", "label", x, at + 10 * look.u, label)
    pen.lines("remark", "label", x, at + 6 * look.u, remark)


def _banner_texts(card: Card, width: float, look: Look) -> tuple[Written, Written, Written]:
    value, _, _ = _stack_texts(card, width * 0.5, look)
    rest = width - 2.5 * _side(look) - value.width - 36 * look.u
    label = write(card.label, look.text(fill=look.palette.ink, weight=600), rest, max_lines=4, leading=1.16)
    return value, label, write(card.remark, _remark_style(card, look), rest, max_lines=4, leading=1.16)


def _banner_height(card: Card, width: float, look: Look) -> float:
    value, label, remark = _banner_texts(card, width, look)
    words = label.height + (6 * look.u + remark.height if remark.lines else 0.0)
    return max(value.height, words) + 44 * look.u


def _draw_banner(pen: Pen, card: Card, box: Box, look: Look) -> None:
    """Draw one number across the page: the figure at the left, its words beside it."""
    palette, u, side = look.palette, look.u, 1.25 * _side(look)
    _draw_ground(pen, box, look)
    value, label, remark = _banner_texts(card, box.width, look)
    value = value._replace(style=recolour(value.style, palette.accent))
    pen.lines("value", "value", box.x + side, box.y + (box.height - value.height) / 2 + 2 * u, value)
    words = label.height + (6 * u + remark.height if remark.lines else 0.0)
    x = box.x + side + value.width + 36 * u
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
    remark = write(card.remark, _remark_style(card, look), width, max_lines=4, leading=1.16)
    return value, label, remark


def _stack_height(card: Card, width: float, look: Look) -> float:
    return _texts_height(*_stack_texts(card, width, look), look)


def _texts_height(value: Written, label: Written, remark: Written, look: Look) -> float:
    height = value.height + 8 * look.u + label.height
    return height + (6 * look.u + remark.height if remark.lines else 0.0)
