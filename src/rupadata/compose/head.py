"""The head of a page: subject, region and period, the headline, the formal title, the symbol."""

from __future__ import annotations

from dataclasses import dataclass

from rupadata.compose.boxes import Box
from rupadata.compose.look import HEADLINE_STEPS, Look
from rupadata.compose.pen import CAP, Pen, Writing, Written, recolour, resize, write
from rupadata.scene.nodes import Group, TextStyle
from rupadata.typeset import measure

MOST_HEADLINE_LINES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The texts of the head. `headlines` are in order of preference; the first that fits two lines is set."""

    kicker: str
    place: Writing
    headlines: tuple[Writing, ...]
    subtitle: Writing
    symbol: str
    symbol_label: str
    band: str = ""
    """The words across the head of a page with invented figures."""


@dataclass(frozen=True, slots=True)
class SetHead:
    """A head whose texts are broken: what is needed to draw it, and how high it is."""

    head: Head
    bar: float
    band: float
    top: float
    kicker: TextStyle
    place_below: bool
    headline: Written
    subtitle: Written
    circle: float
    height: float


def set_head(head: Head, width: float, look: Look) -> SetHead:
    """Break the texts of a head for a content width and return its height from the top of the page."""
    u, hu = look.u, look.size.head_unit
    block = look.theme.ornament.head == "block"
    bar = 0.0 if block else 12 * hu
    band = 46 * u if head.band else 0.0
    top = bar + band + (44 if look.size.aspect >= 1 else 34) * hu
    kicker = look.heading(24, look.palette.accent, 700, 2.4)
    place_below = measure(head.kicker, kicker) + measure(head.place.text, look.value) + 40 * u > width
    circle = min(152 * hu, 0.16 * width, 0.2 * look.size.height)
    text_width = width - circle - 28 * u
    headline = _set_headline(head.headlines, text_width, look)
    subtitle = write(head.subtitle, look.text(25), min(text_width, 860 * u), max_lines=3, leading=1.22,
                     balance=True)  # fmt: skip
    height = top + kicker.size * CAP + 26 * u + headline.height + 14 * u + subtitle.height
    if place_below:
        height += kicker.size * 1.3
    low = top + kicker.size * CAP + 22 * u + circle
    return SetHead(
        head,
        bar,
        band,
        top,
        kicker,
        place_below,
        headline,
        subtitle,
        circle,
        max(height, low) + (26 * u if block else 0),
    )


def _set_headline(headlines: tuple[Writing, ...], width: float, look: Look) -> Written:
    """Return the first headline that stands whole in two lines, as large as it can; else the first, cut."""
    base = look.heading(60, weight=look.theme.type.headline_weight)
    factor = look.size.head_unit
    for lower in (HEADLINE_STEPS[:-2], HEADLINE_STEPS[-2:], (32.0, 29.0, 26.0)):
        for shown in headlines:
            for step in lower:
                style = _headline_style(base, max(step * factor, 24 * look.u))
                written = write(shown, style, width, leading=1.12, balance=True)
                whole = " ".join(written.lines).split() == shown.text.split()
                if len(written.lines) <= MOST_HEADLINE_LINES and whole:
                    return written
    style = _headline_style(base, max(26.0 * factor, 24 * look.u))
    return write(headlines[0], style, width, max_lines=MOST_HEADLINE_LINES, leading=1.12)


def _headline_style(base: TextStyle, size: float) -> TextStyle:
    styled = resize(base, round(size, 2))
    return TextStyle(styled.family, styled.weight, styled.size, styled.fill, "start", round(-0.012 * size, 3))


def draw_head(found: SetHead, look: Look) -> list[Group]:
    """Draw the head; ornaments first, then texts in the order of reading."""
    head, size, palette, u = found.head, look.size, look.palette, look.u
    margin = size.margin
    block = look.theme.ornament.head == "block"
    ornament = Pen("ornament", look)
    if block:
        ornament.rect("block", "background", 0, 0, size.width, found.height, palette.accent)
    elif look.theme.ornament.head == "rule":
        ornament.rect("bar", "ornament", 0, 0, size.width, found.bar * 0.5, palette.ink)
    else:
        ornament.rect("bar", "ornament", 0, 0, size.width, found.bar, palette.accent)

    groups: list[Group] = []
    pen = Pen("head", look)
    ink, muted = (palette.on_accent, palette.on_accent) if block else (palette.ink, palette.muted)
    if head.band:
        _draw_band(pen, found, look, block=block)
    y = found.top + found.kicker.size * CAP
    kicker = recolour(found.kicker, palette.on_accent) if block else found.kicker
    pen.text("kicker", "kicker", margin, y, head.kicker, kicker)
    place = recolour(look.value, muted)
    if found.place_below:
        y += found.kicker.size * 1.3
        fitted = write(head.place, place, size.width - 2 * margin, max_lines=1)
        pen.lines("place", "place", margin, y - place.size * CAP, fitted)
    else:
        pen.text("place", "place", size.width - margin, y, head.place, place, "end")
    headline = found.headline._replace(style=recolour(found.headline.style, ink))
    at = pen.lines("headline", "headline", margin, y + 26 * u, headline)
    subtitle = found.subtitle._replace(style=recolour(found.subtitle.style, muted))
    pen.lines("subtitle", "subtitle", margin, at + 14 * u, subtitle)
    groups.append(ornament.group("ornament"))
    groups.append(pen.group("header"))
    groups.append(_draw_symbol(found, look, y + 22 * u, block=block))
    return groups


def _draw_band(pen: Pen, found: SetHead, look: Look, *, block: bool) -> None:
    palette = look.palette
    fill, ink = (palette.paper, palette.ink) if block else (palette.ink, "#ffffff")
    pen.rect("band", "band", 0, found.bar, look.size.width, found.band, fill)
    style = look.heading(24, ink, 700, 1.6)
    words = write(Writing(found.head.band), style, look.size.width - 24 * look.u, max_lines=1)
    y = found.bar + (found.band - style.size * CAP) / 2
    pen.lines("band-text", "illustrative", look.size.width / 2, y, words, "middle")


def _draw_symbol(found: SetHead, look: Look, top: float, *, block: bool) -> Group:
    pen = Pen("symbol", look)
    palette = look.palette
    radius = found.circle / 2
    cx, cy = look.size.width - look.size.margin - radius, top + radius
    if look.theme.ornament.circle:
        pen.circle("circle", "ornament", cx, cy, radius, palette.tint)
    side = found.circle * 0.66
    if found.head.symbol:
        pen.symbol("shape", found.head.symbol, cx - side / 2, cy - side / 2, side, palette.accent)
    return pen.group("symbol", label=found.head.symbol_label, alt=found.head.symbol_label)


def head_box(found: SetHead, look: Look) -> Box:
    """Return what the head takes of the page."""
    return Box(0, 0, look.size.width, found.height)
