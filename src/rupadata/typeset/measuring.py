"""How wide and how high text is, shaped by the same fonts that draw it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz as hb

from rupadata.typeset.characters import printable
from rupadata.typeset.fonts import TEXT_FAMILY, font_bytes
from rupadata.typeset.style import SetStyle


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """Heights above and below the baseline, all positive, in the units of the size asked for."""

    ascender: float
    descender: float
    cap_height: float
    x_height: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph: its number in the font and where it stands, in font units."""

    number: int
    x: float
    y: float


@cache
def shaping_font(family: str, weight: int) -> hb.Font:
    """Return the font object that texts are shaped with."""
    return hb.Font(hb.Face(font_bytes(family, weight)))


@lru_cache(maxsize=256)
def font_metrics(style: SetStyle) -> FontMetrics:
    """Return the heights of a style's font in scene units."""
    em = _em_metrics(style.family, style.weight)
    return FontMetrics(*(value * style.size for value in em))


@cache
def _em_metrics(family: str, weight: int) -> tuple[float, float, float, float]:
    font = shaping_font(family, weight)
    extents = font.get_font_extents("ltr")
    upem = font.face.upem
    cap = font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    x = font.get_metric_position_with_fallback(hb.OTMetricsTag.X_HEIGHT)
    return extents.ascender / upem, -extents.descender / upem, cap / upem, x / upem


def line_height(style: SetStyle) -> float:
    """Return the distance between two baselines: tight for headings, open for reading text."""
    return style.size * (1.3 if style.family == TEXT_FAMILY else 1.14)


@lru_cache(maxsize=32768)
def measure(text: str, style: SetStyle) -> float:
    """Return the advance of one line of text in scene units, kerning and letter spacing included."""
    em = _em_width(text, style.family, style.weight, bool(style.letter_spacing))
    if style.letter_spacing:
        return em * style.size + style.letter_spacing * len(printable(text, style.family))
    return em * style.size


@lru_cache(maxsize=1024)
def measure_widest(texts: tuple[str, ...], style: SetStyle) -> float:
    """Return the advance of the widest of several lines, 0 for none."""
    return max((measure(text, style) for text in texts), default=0.0)


@lru_cache(maxsize=32768)
def _em_width(text: str, family: str, weight: int, spaced: bool) -> float:
    font = shaping_font(family, weight)
    buffer = _shape(printable(text, family), font, spaced)
    advance: int = sum(position.x_advance for position in buffer.glyph_positions or ())
    return advance / float(font.face.upem)


def shape(text: str, style: SetStyle) -> tuple[Glyph, ...]:
    """Return the glyphs of one line of text in font units, the pen starting at 0."""
    font = shaping_font(style.family, style.weight)
    buffer = _shape(printable(text, style.family), font, bool(style.letter_spacing))
    spacing = style.letter_spacing / style.size * font.face.upem
    glyphs: list[Glyph] = []
    pen = 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions or ()):
        glyphs.append(Glyph(info.codepoint, pen + position.x_offset, float(position.y_offset)))
        pen += position.x_advance + spacing
    return tuple(glyphs)


def _shape(text: str, font: hb.Font, spaced: bool) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = "Latn"
    buffer.language = "id"
    # Browsers and Typst leave out ligatures where letters are spaced.
    hb.shape(font, buffer, {"liga": False, "clig": False} if spaced else None)
    return buffer
