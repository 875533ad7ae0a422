"""Themes: how pages look, as data. A theme and a subject's hue give a palette whose contrasts hold."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from itertools import product

import msgspec

from rupadata.compose.colour import (
    VISIONS,
    contrast,
    darken_until,
    distance,
    hex_of,
    luminance,
    oklch_of,
    text_on,
)
from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.pagespec import PageSpec

TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0
RAMP_CLASSES = 5
SERIES = 5
"""How many parts of a whole have a colour of their own."""
SERIES_DISTANCE, SERIES_GREY = 6.5, 0.03
"""How far neighbouring parts lie apart (OKLab x 100) for every kind of sight, and in luminance."""
PAPER_HUE = 85.0
_LEAST_CHROMA = 0.03
"""Below this a colour is grey: its hue is an accident."""
_WRITTEN_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
COUNTER_HUES = (255.0, 50.0, 25.0, 290.0, 140.0)


class Tone(msgspec.Struct, frozen=True):
    """A colour before its hue is known; contrasts are against the paper."""

    lightness: float
    chroma: float
    contrast: float = 1.0
    text_contrast: float = TEXT_CONTRAST


class Ink(msgspec.Struct, frozen=True):
    """Colours of text."""

    strong: str
    muted: str
    chroma: float = 0.0


class CardStyle(msgspec.Struct, frozen=True):
    """Boxes of headline numbers."""

    fill: str
    border_lightness: float
    border_chroma: float
    radius: float
    shape: str = "box"
    """`box` is drawn around a number, `rule` stands over it, `plate` is a tinted box without a border."""


class Ornament(msgspec.Struct, frozen=True):
    """What panels stand on and how round corners are."""

    corner: float
    panel: str = "tint"
    """What a hero in figures stands on: `fill` of the accent, or `tint`."""


class Weights(msgspec.Struct, frozen=True):
    """Font weights."""

    headline_weight: int = 800
    number_weight: int = 800
    section_weight: int = 700


class Grounds(msgspec.Struct, frozen=True):
    """What the grounds that architectures ask for become in a theme, and how dark the dark ones are.

    `body` is the ground of everything outside of a band.
    """

    dark: str = "dark"
    deep: str = "deep"
    bright: str = "bright"
    tint: str = "tint"
    body: str = "paper"
    dark_lightness: float = 0.27
    dark_chroma: float = 0.055
    deep_lightness: float = 0.37
    deep_chroma: float = 0.105

    def of(self, wanted: str) -> str:
        """Return the ground that a theme gives for one that is wanted."""
        return self.body if wanted == "paper" else str(getattr(self, wanted))


class Theme(msgspec.Struct, frozen=True):
    """One theme as written in its TOML file."""

    name: str
    paper: Tone
    ink: Ink
    accent: Tone
    mark: Tone
    tint: Tone
    card: CardStyle
    ornament: Ornament
    type: Weights = Weights()
    grounds: Grounds = Grounds()
    paper_hue: str = "warm"
    """`subject` gives the paper the hue of its subject."""


class Palette(msgspec.Struct, frozen=True):
    """The colours of one page. `ramp` runs from light to dark; `counter` stands against the accent."""

    paper: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    mark: str
    tint: str
    hairline: str
    card: str
    card_border: str
    counter: str
    counter_mark: str
    ghost: str
    """A shade between the accent and its marks, for ornaments on the accent."""
    ramp: tuple[str, ...]
    series: tuple[str, ...]
    dark: str = "#14203a"
    """The dark text colour on filled marks, also where the ink itself is white."""

    def text_on(self, background: str) -> str:
        """Return the text colour for a filled mark."""
        return text_on(background, self.dark)


THEMES = ("default", "formal", "vivid", "high-contrast", "night")


@lru_cache(maxsize=16)
def get_theme(name: str) -> Theme:
    """Return a theme by name; an unknown one is a UsageError with the nearest."""
    if name not in THEMES:
        near = nearest_name(name, THEMES)
        raise UsageError(
            say(id=f'Tema "{name}" tidak dikenal.', en=f'The theme "{name}" is unknown.'),
            code="theme-unknown",
            hint=say(id=f"Pilih {', '.join(THEMES)}.", en=f"Choose one of {', '.join(THEMES)}.")
            + (say(id=f' Maksudnya "{near}"?', en=f' Did you mean "{near}"?') if near else ""),
        )
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=Theme)


def page_hue(spec: PageSpec) -> float:
    """Return the hue of a page: that of its brand's colour, else its subject's; a grey colour has none.

    A colour that cannot be read is a UsageError.
    """
    colour = spec.brand.colour
    if not colour:
        return spec.subject.hue
    if _WRITTEN_COLOUR.fullmatch(colour) is None:
        raise UsageError(
            say(id=f"Warna {colour!r} tidak terbaca.", en=f"The colour {colour!r} cannot be read."),
            code="colour-unreadable",
            hint=say(id="Tulis seperti #0b5fa5.", en="Write it like #0b5fa5."),
        )
    _, chroma, hue = oklch_of(colour)
    return hue if chroma >= _LEAST_CHROMA else spec.subject.hue


@lru_cache(maxsize=512)
def make_palette(theme: Theme, hue: float, paper_hue: float = PAPER_HUE) -> Palette:
    """Return the colours that a theme gives a subject of some hue on light paper.

    The lightness written in the theme is where the search begins; contrast decides where it ends.
    """
    paper = hex_of(theme.paper.lightness, theme.paper.chroma, paper_hue)
    tint = hex_of(theme.tint.lightness, theme.tint.chroma, hue)
    accent = darken_until(theme.accent.lightness, theme.accent.chroma, hue, paper, theme.accent.text_contrast)
    accent = darken_until(oklch_of(accent)[0], theme.accent.chroma, hue, tint, TEXT_CONTRAST + 0.05)
    mark = darken_until(theme.mark.lightness, theme.mark.chroma, hue, paper, MARK_CONTRAST)
    counter, counter_hue = _counter(theme, paper, accent)
    ramp = _ramp(theme, hue, accent)
    return Palette(
        paper=paper,
        ink=theme.ink.strong,
        muted=theme.ink.muted,
        accent=accent,
        on_accent="#ffffff",
        mark=mark,
        tint=tint,
        hairline=hex_of(theme.card.border_lightness, theme.card.border_chroma, hue),
        card=theme.card.fill,
        card_border=hex_of(theme.card.border_lightness, theme.card.border_chroma, hue),
        counter=counter,
        counter_mark=darken_until(theme.mark.lightness, theme.mark.chroma, counter_hue, paper, MARK_CONTRAST),
        ghost=_ghost(accent),
        ramp=ramp,
        series=_series(theme, hue, accent),
        dark=theme.ink.strong,
    )


def ramp_of(palette: Palette, classes: int) -> tuple[str, ...]:
    """Return so many steps of the ramp, from light to dark, the ends kept."""
    if classes <= 1:
        return (palette.ramp[-2],)
    last = len(palette.ramp) - 1
    return tuple(palette.ramp[round(index * last / (classes - 1))] for index in range(classes))


def counter_ramp(palette: Palette, classes: int) -> tuple[str, ...]:
    """Return so many steps from a pale counter colour to the whole one, for what lies below zero.

    They darken with the amount as the ramp's do, on dark grounds too.
    """
    lightness, chroma, hue = oklch_of(palette.counter)
    pale = max(oklch_of(palette.paper)[0], oklch_of(palette.ramp[0])[0])
    return tuple(
        palette.counter
        if step == classes
        else _legible(pale + (lightness - pale) * step / classes, chroma * step / classes, hue, palette.dark)
        for step in range(1, classes + 1)
    )


def _counter(theme: Theme, paper: str, accent: str) -> tuple[str, float]:
    """Return the colour that eyes of every kind tell best from the accent, and its hue."""
    best, best_hue, best_distance = "", 0.0, -1.0
    lighter, darker = theme.accent.lightness, theme.accent.lightness - 0.14
    for hue, lightness in product(COUNTER_HUES, (lighter, darker)):
        colour = darken_until(lightness, theme.accent.chroma * 1.1, hue, paper, theme.accent.text_contrast)
        told_apart = min(distance(colour, accent, vision=vision) for vision in VISIONS)
        if told_apart > best_distance + 1:
            best, best_hue, best_distance = colour, hue, told_apart
    return best, best_hue


def _ghost(accent: str) -> str:
    lightness, chroma, hue = oklch_of(accent)
    return hex_of(lightness + 0.09, chroma, hue)


def _ramp(theme: Theme, hue: float, accent: str) -> tuple[str, ...]:
    dark_lightness, dark_chroma, _ = oklch_of(accent)
    light, light_chroma = 0.93, min(0.035, theme.tint.chroma * 1.1)
    steps = []
    for index in range(RAMP_CLASSES):
        part = index / (RAMP_CLASSES - 1)
        chroma = light_chroma + (dark_chroma - light_chroma) * part**0.7
        steps.append(_legible(light + (dark_lightness - 0.02 - light) * part, chroma, hue, theme.ink.strong))
    return tuple(steps)


def _series(theme: Theme, hue: float, accent: str) -> tuple[str, ...]:
    """Return colours for the parts of a whole: one hue from strong to faint, told apart by lightness.

    A step that legibility has pushed into its neighbour moves on until eyes of every kind tell them apart.
    """
    lightness, chroma, _ = oklch_of(accent)
    steps = [accent]
    for index in range(1, SERIES):
        part = index / (SERIES - 1)
        wanted = lightness + (0.91 - lightness) * part
        faded = chroma * (1 - 0.7 * part)
        colour = _legible(wanted, faded, hue, theme.ink.strong)
        while wanted < 0.99 and not _told_apart(colour, steps[-1]):
            wanted += 0.004
            colour = _legible(wanted, faded, hue, theme.ink.strong)
        steps.append(colour)
    return tuple(steps)


def _told_apart(one: str, other: str) -> bool:
    return (
        min(distance(one, other, vision=vision) for vision in VISIONS) >= SERIES_DISTANCE
        and abs(luminance(one) - luminance(other)) >= SERIES_GREY
    )


def _legible(lightness: float, chroma: float, hue: float, ink: str) -> str:
    """Return the colour, lightened out of the band where neither ink nor white reads on it."""
    while True:
        colour = hex_of(lightness, chroma, hue)
        if lightness >= 1 or max(contrast(colour, ink), contrast(colour, "#ffffff")) >= TEXT_CONTRAST + 0.05:
            return colour
        lightness += 0.004


def palette_faults(palette: Palette) -> list[str]:
    """Return which promises of contrast a palette breaks; empty when it keeps all."""
    wanted = [
        ("ink on paper", contrast(palette.ink, palette.paper), 7.0),
        ("muted on paper", contrast(palette.muted, palette.paper), TEXT_CONTRAST),
        ("muted on card", contrast(palette.muted, palette.card), TEXT_CONTRAST),
        ("muted on tint", contrast(palette.muted, palette.tint), TEXT_CONTRAST),
        ("accent on paper", contrast(palette.accent, palette.paper), TEXT_CONTRAST),
        ("accent on tint", contrast(palette.accent, palette.tint), TEXT_CONTRAST),
        ("ink on tint", contrast(palette.ink, palette.tint), 7.0),
        ("accent on card", contrast(palette.accent, palette.card), TEXT_CONTRAST),
        ("white on accent", contrast(palette.on_accent, palette.accent), TEXT_CONTRAST),
        ("counter on paper", contrast(palette.counter, palette.paper), TEXT_CONTRAST),
        ("mark on paper", contrast(palette.mark, palette.paper), MARK_CONTRAST),
        *((f"text on ramp {c}", contrast(palette.text_on(c), c), TEXT_CONTRAST) for c in palette.ramp),
        *((f"text on series {c}", contrast(palette.text_on(c), c), TEXT_CONTRAST) for c in palette.series),
    ]
    return [f"{name}: {found:.2f}" for name, found, least in wanted if found < least]
