"""Grounds: the colours of a page on dark, deep, bright or tinted bands, each with contrasts that hold."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from rupadata.compose.colour import (
    VISIONS,
    contrast,
    darken_until,
    distance,
    hex_of,
    lighten_until,
    luminance,
)
from rupadata.compose.themes import (
    MARK_CONTRAST,
    PAPER_HUE,
    RAMP_CLASSES,
    SERIES,
    SERIES_DISTANCE,
    SERIES_GREY,
    TEXT_CONTRAST,
    Ink,
    Palette,
    Theme,
    Tone,
    make_palette,
)

GROUNDS = ("paper", "tint", "bright", "dark", "deep")
AMBER, TEAL = 78.0, 190.0
"""The accents on dark grounds: amber, and what is set against it."""
MUDDY = (50.0, 130.0)
"""The hues between which dark grounds carry less colour: brown and olive look like mud."""
KHAKI, BRONZE, MOSS = (76.0, 128.0), 58.0, 145.0
"""The hues that no dark ground has, and the two nearest that one has in their place."""


@lru_cache(maxsize=1024)
def ground_palette(theme: Theme, hue: float, wanted: str) -> Palette:
    """Return the colours on a ground; the theme decides what the ground wanted becomes."""
    ground = theme.grounds.of(wanted)
    if ground == "dark":
        return _dark(theme, hue, theme.grounds.dark_lightness, theme.grounds.dark_chroma)
    if ground == "deep":
        return _dark(theme, hue, theme.grounds.deep_lightness, theme.grounds.deep_chroma)
    if ground == "tint":
        return make_palette(replace(theme, paper=Tone(0.955, min(0.02, theme.tint.chroma))), hue, hue)
    if ground == "bright":
        return _bright(theme, hue)
    return make_palette(theme, hue, hue if theme.paper_hue == "subject" else PAPER_HUE)


def _bright(theme: Theme, hue: float) -> Palette:
    """Return dark ink on a light ground of full colour; yellows carry more of it than blues."""
    near_yellow = abs((hue - 90 + 180) % 360 - 180) <= 50
    paper = Tone(0.87, 0.15 if near_yellow else 0.085)
    ink = Ink(hex_of(0.20, 0.03, hue), darken_until(0.40, 0.05, hue, hex_of(*_of(paper), hue), 5.2))
    deep = replace(theme.accent, lightness=0.42, chroma=0.13, text_contrast=5.4)
    tint = Tone(0.945, 0.05)
    card = replace(theme.card, fill=hex_of(0.965, 0.03, hue), border_lightness=0.74, border_chroma=0.08)
    mark = Tone(0.55, 0.10)
    palette = make_palette(
        replace(theme, paper=paper, ink=ink, accent=deep, tint=tint, card=card, mark=mark), hue, hue
    )
    return replace(palette, mark=_apart(palette.mark, palette.accent, palette.paper))


def _of(tone: Tone) -> tuple[float, float]:
    return tone.lightness, tone.chroma


def _apart(mark: str, accent: str, paper: str) -> str:
    """Return the mark, or where it is as dark as the accent a paler one that the paper still sets off."""
    if abs(luminance(mark) - luminance(accent)) >= SERIES_GREY:
        return mark
    return darken_until(0.62, 0.05, 0.0, paper, 2.0)


def _dark(theme: Theme, hue: float, lightness: float, chroma: float) -> Palette:
    """Return white ink and an amber accent on a dark ground of the subject's hue."""
    hue = hue % 360
    if KHAKI[0] < hue < KHAKI[1]:
        hue = BRONZE if hue < sum(KHAKI) / 2 else MOSS
    if MUDDY[0] <= hue <= MUDDY[1]:
        chroma *= 0.6
    paper = hex_of(lightness, chroma, hue)
    tint = hex_of(lightness + 0.075, chroma * 1.05, hue)
    accent = lighten_until(0.80, 0.150, AMBER, tint, TEXT_CONTRAST + 0.3)
    mark = lighten_until(max(0.56, lightness + 0.2), min(0.08, chroma * 1.6), hue, paper, MARK_CONTRAST)
    muted = lighten_until(0.84, min(0.03, chroma), hue, tint, 5.6)
    counter = lighten_until(0.82, 0.10, TEAL, tint, TEXT_CONTRAST + 0.3)
    dark = hex_of(min(lightness, 0.24), min(chroma, 0.05), hue)
    hairline = hex_of(lightness + 0.17, chroma, hue)
    return Palette(
        paper=paper,
        ink="#ffffff",
        muted=muted,
        accent=accent,
        on_accent=dark,
        mark=mark,
        tint=tint,
        hairline=hairline,
        card=tint,
        card_border=hairline,
        counter=counter,
        counter_mark=lighten_until(0.62, 0.09, TEAL, paper, MARK_CONTRAST),
        ghost=hex_of(lightness + 0.13, chroma, hue),
        ramp=_ramp(hue, dark),
        series=_series(accent, hue, dark),
        dark=dark,
    )


def _ramp(hue: float, dark: str) -> tuple[str, ...]:
    """Return the steps of a map from pale to strong, the strongest still lighter than the ground."""
    steps = []
    for index in range(RAMP_CLASSES):
        part = index / (RAMP_CLASSES - 1)
        steps.append(_legible(0.95 - 0.40 * part, 0.02 + 0.11 * part, hue, dark))
    return tuple(steps)


def _series(accent: str, hue: float, dark: str) -> tuple[str, ...]:
    """Return colours for the parts of a whole on a dark ground: the accent, then tints of the hue."""
    steps = [accent]
    lightness = 0.60
    for index in range(1, SERIES):
        colour = _legible(lightness, 0.12 - 0.02 * index, hue, dark)
        while lightness < 0.99 and not all(_told_apart(colour, other) for other in steps):
            lightness += 0.004
            colour = _legible(lightness, 0.12 - 0.02 * index, hue, dark)
        steps.append(colour)
        lightness += 0.07
    return tuple(steps)


def _told_apart(one: str, other: str) -> bool:
    return (
        min(distance(one, other, vision=vision) for vision in VISIONS) >= SERIES_DISTANCE
        and abs(luminance(one) - luminance(other)) >= SERIES_GREY
    )


def _legible(lightness: float, chroma: float, hue: float, dark: str) -> str:
    while True:
        colour = hex_of(lightness, chroma, hue)
        if lightness >= 1 or max(contrast(colour, dark), contrast(colour, "#ffffff")) >= TEXT_CONTRAST + 0.05:
            return colour
        lightness += 0.004
