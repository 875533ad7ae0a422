"""The head of a page: subject, region and period, the headline, the standfirst under it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.look import HEADLINE_STEPS, Look
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, Written, recolour, resize, write
from rupadata.compose.rich_text import RichText, draw_rich, set_rich
from rupadata.scene.nodes import Group, TextStyle
from rupadata.typeset import measure

MOST_HEADLINE_LINES = 3
"""On pages as wide as high, or wider, one less."""
STANDFIRST = 27.0
WIDE_SET, CLOSE_SET = 1.8, 0.3
"""The space between the letters of the subject's name, and how close they stand where its line is full."""
_THREE_LINES = 0.86
"""A headline takes a third line where two would be set smaller than this share of it."""
_STAND_IN = 0.7
"""A headline set smaller than this share of the largest gives way to a shorter one."""


class Head(Struct, frozen=True):
    """The texts of the head. `headlines` are in order of preference; the first that stands large is set."""

    kicker: Writing
    place: Writing
    headlines: tuple[Writing, ...]
    standfirst: Writing = NOTHING
    symbol: str = ""
    band: str = ""
    """The words across the head of a page with invented figures."""


class SetHead(Struct, frozen=True):
    """A head whose texts are broken: what is needed to draw it, and how high it is."""

    head: Head
    band: float
    top: float
    kicker: TextStyle
    place_below: bool
    headline: Written
    standfirst: RichText
    height: float


def set_head(head: Head, width: float, look: Look, largest: float) -> SetHead:
    """Break the texts of a head for a content width and return its height from the top of the page."""
    u, size = look.u, look.size
    band = 46 * u if head.band else 0.0
    # A phone lays its own signs over the top of a story.
    top = band + max(46 * u, 0.052 * size.height if size.aspect > 1.6 else 0.0)
    head, kicker, place_below = _set_kicker(head, width, look)
    most = MOST_HEADLINE_LINES if size.aspect > 1.05 else MOST_HEADLINE_LINES - 1
    headline = _set_headline(head.headlines, width, look, largest, most)
    style = look.text(STANDFIRST, look.palette.ink if look.palette.ink != "#ffffff" else look.palette.muted)
    strong = look.text(STANDFIRST, look.palette.ink, 700)
    standfirst = set_rich(head.standfirst, style, strong, min(width, style.size * 40), 3 if most > 2 else 2)
    height = top + kicker.size * CAP + 30 * u + headline.height
    if standfirst.lines:
        height += 18 * u + standfirst.height
    if place_below:
        height += kicker.size * 1.3
    return SetHead(head, band, top, kicker, place_below, headline, standfirst, height + 22 * u)


def _set_kicker(head: Head, width: float, look: Look) -> tuple[Head, TextStyle, bool]:
    """Return the head, how its subject is set, and whether region and period go under it for want of room.

    A long name stands closer, then gives up its symbol, before region and period leave its line.
    """
    wide, close = (look.heading(24, look.palette.accent, 700, space) for space in (WIDE_SET, CLOSE_SET))
    room = width - measure(head.place.text, look.value) - 34 * look.u
    for shown, style in ((head, wide), (head, close), (replace(head, symbol=""), close)):
        if _kicker_width(shown, style, look) <= room:
            return shown, style, False
    return head, wide, True


def _kicker_width(head: Head, style: TextStyle, look: Look) -> float:
    return measure(head.kicker.text, style) + (46 * look.u if head.symbol else 0.0)


def _set_headline(
    headlines: tuple[Writing, ...], width: float, look: Look, largest: float, most: int
) -> Written:
    """Return the first headline that stands whole and large, in two lines or three; else the first, cut."""
    found = [one for shown in headlines if (one := _largest(shown, width, look, largest, most)) is not None]
    if found:
        enough = _STAND_IN * largest * look.size.head_unit
        best = max(one.style.size for one in found)
        return next((one for one in found if one.style.size >= min(enough, best) - 0.01), found[0])
    style = _headline_style(look, 27.0 * look.u)
    return write(headlines[0], style, width, max_lines=most, leading=1.12)


def _largest(shown: Writing, width: float, look: Look, largest: float, most: int) -> Written | None:
    """Return a headline as large as it stands in two lines, or in one more where that is much larger."""
    found: dict[int, Written] = {}
    for step in HEADLINE_STEPS:
        if step > largest:
            continue
        style = _headline_style(look, max(step * look.size.head_unit, 24 * look.u))
        written = write(shown, style, width, leading=1.1, balance=True)
        if " ".join(written.lines).split() != shown.text.split() or len(written.lines) > most:
            continue
        found.setdefault(len(written.lines), written)
        if len(written.lines) <= 2:
            break
    if not found:
        return None
    short = min(found, key=lambda lines: (lines > 2, -found[lines].style.size))
    long = found.get(3)
    if long is not None and found[short].style.size < _THREE_LINES * long.style.size:
        return long
    return found[short]


def _headline_style(look: Look, size: float) -> TextStyle:
    base = resize(look.heading(60, weight=look.theme.type.headline_weight), round(size, 2))
    return TextStyle(base.family, base.weight, base.size, base.fill, "start", round(-0.012 * size, 3))


def draw_head(found: SetHead, left: float, right: float, look: Look) -> list[Group]:
    """Draw the head between two edges, in the order of reading."""
    head, palette, u = found.head, look.palette, look.u
    pen = Pen("head", look)
    y = found.top + found.kicker.size * CAP
    symbol = _draw_symbol(found, left, y, look)
    x = left + (46 * u if head.symbol else 0.0)
    kicker = write(head.kicker, found.kicker, right - x, max_lines=1)
    pen.lines("kicker", "kicker", x, y - found.kicker.size * CAP, kicker)
    place = recolour(look.value, palette.muted)
    if found.place_below:
        y += found.kicker.size * 1.3
        fitted = write(head.place, place, right - left, max_lines=1)
        pen.lines("place", "place", left, y - place.size * CAP, fitted)
    elif head.place:
        pen.text("place", "place", right, y, head.place, place, "end")
    at = pen.lines("headline", "headline", left, y + 30 * u, found.headline)
    draw_rich(pen, "standfirst", "standfirst", left, at + 18 * u, found.standfirst)
    return [symbol, pen.group("header")]


def draw_band(found: SetHead, look: Look) -> Group:
    """Draw the notice of invented figures across the whole page."""
    pen = Pen("notice", look)
    if found.head.band:
        fill = look.palette.accent if look.palette.ink == "#ffffff" else look.palette.ink
        pen.rect("band", "background", 0, 0, look.size.width, found.band, fill)
        ink = look.palette.on_accent if fill == look.palette.accent else look.palette.paper
        style = look.heading(24, ink, 700, 1.6)
        words = write(Writing(found.head.band), style, look.size.width - 24 * look.u, max_lines=1)
        top = (found.band - style.size * CAP) / 2
        pen.lines("text", "illustrative", look.size.width / 2, top, words, "middle")
    return pen.group("notice")


def _draw_symbol(found: SetHead, left: float, baseline: float, look: Look) -> Group:
    """Draw the subject's symbol before its name, which says the same: who hears the page hears it once."""
    pen = Pen("symbol", look)
    side = 36 * look.u
    if found.head.symbol:
        top = baseline - found.kicker.size * CAP / 2 - side / 2
        pen.symbol("shape", found.head.symbol, left, top, side, look.palette.accent)
    return pen.group("symbol")
