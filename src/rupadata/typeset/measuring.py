"""How wide and how high text is, shaped by the same fonts that draw it."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb
from msgspec import Struct

from rupadata.typeset.characters import printable
from rupadata.typeset.fonts import character_set
from rupadata.typeset.own_fonts import is_reading
from rupadata.typeset.style import SetStyle
from rupadata.typeset.wide import Part, any_font_bytes, letters, parts, weight_behind


class FontMetrics(Struct, frozen=True):
    """Heights above and below the baseline, all positive, in the units of the size asked for."""

    ascender: float
    descender: float
    cap_height: float
    x_height: float


class Glyph(Struct, frozen=True):
    """One shaped glyph: its number in the font that draws it, and where it stands.

    Places are in units of the style's own font, of which a unit of the drawing font is `scale`.
    """

    number: int
    x: float
    y: float
    family: str
    weight: int
    scale: float = 1.0


@lru_cache(maxsize=256)
def shaping_font(family: str, weight: int) -> hb.Font:
    """Return the font object that texts are shaped with: one of pages, or one behind them."""
    return hb.Font(hb.Face(any_font_bytes(family, weight)))


@lru_cache(maxsize=256)
def font_metrics(style: SetStyle) -> FontMetrics:
    """Return the heights of a style's font in scene units."""
    em = _em_metrics(style.family, style.weight)
    return FontMetrics(*(value * style.size for value in em))


@lru_cache(maxsize=256)
def _em_metrics(family: str, weight: int) -> tuple[float, float, float, float]:
    font = shaping_font(family, weight)
    extents = font.get_font_extents("ltr")
    upem = font.face.upem
    cap = font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    x = font.get_metric_position_with_fallback(hb.OTMetricsTag.X_HEIGHT)
    return extents.ascender / upem, -extents.descender / upem, cap / upem, x / upem


def line_height(style: SetStyle) -> float:
    """Return the distance between two baselines: tight for headings, open for reading text."""
    return style.size * (1.3 if is_reading(style.family) else 1.14)


@lru_cache(maxsize=32768)
def measure(text: str, style: SetStyle) -> float:
    """Return the advance of one line of text in scene units, kerning and letter spacing included."""
    em = _em_width(text, style.family, style.weight, bool(style.letter_spacing))
    if style.letter_spacing:
        return em * style.size + style.letter_spacing * len(letters(printable(text, style.family)))
    return em * style.size


@lru_cache(maxsize=1024)
def measure_widest(texts: tuple[str, ...], style: SetStyle) -> float:
    """Return the advance of the widest of several lines, 0 for none."""
    return max((measure(text, style) for text in texts), default=0.0)


@lru_cache(maxsize=32768)
def _em_width(text: str, family: str, weight: int, spaced: bool) -> float:
    shown = printable(text, family)
    if character_set(family).issuperset(shown):
        font = shaping_font(family, weight)
        return _advance(_shape(shown, font, spaced)) / float(font.face.upem)
    width = 0.0
    for part in parts(shown, family):
        font, _ = _font_of(part, family, weight)
        width += _advance(_shape_part(part, font, family, spaced)) / float(font.face.upem)
    return width


def _advance(buffer: hb.Buffer) -> int:
    total: int = sum([position.x_advance for position in buffer.glyph_positions or ()])
    return total


def shape(text: str, style: SetStyle) -> tuple[Glyph, ...]:
    """Return the glyphs of one line of text from left to right, the pen starting at 0."""
    own = shaping_font(style.family, style.weight)
    spacing = style.letter_spacing / style.size * own.face.upem
    glyphs: list[Glyph] = []
    pen = 0.0
    for part in parts(printable(text, style.family), style.family):
        font, weight = _font_of(part, style.family, style.weight)
        buffer = _shape_part(part, font, style.family, bool(style.letter_spacing))
        scale = own.face.upem / font.face.upem
        letter = -1
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions or ()):
            if letter not in (-1, info.cluster):
                pen += spacing
            letter = info.cluster
            x, y = pen + position.x_offset * scale, position.y_offset * scale
            glyphs.append(Glyph(info.codepoint, x, y, part.family, weight, scale))
            pen += position.x_advance * scale
        pen += spacing
    return tuple(glyphs)


def _font_of(part: Part, family: str, weight: int) -> tuple[hb.Font, int]:
    """Return the font that draws a part of a line set in a family and weight, and its own weight."""
    drawn = weight if part.family == family else weight_behind(part.family, weight)
    return shaping_font(part.family, drawn), drawn


def _shape_part(part: Part, font: hb.Font, family: str, spaced: bool) -> hb.Buffer:
    if part.family == family and not part.leftward:
        return _shape(part.text, font, spaced)
    buffer = hb.Buffer()
    buffer.add_str(part.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if part.leftward else "ltr"
    buffer.language = "id"
    hb.shape(font, buffer, {"liga": False, "clig": False} if spaced else None)
    return buffer


def _shape(text: str, font: hb.Font, spaced: bool) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = "Latn"
    buffer.language = "id"
    # Browsers and Typst leave out ligatures where letters are spaced.
    hb.shape(font, buffer, {"liga": False, "clig": False} if spaced else None)
    return buffer
