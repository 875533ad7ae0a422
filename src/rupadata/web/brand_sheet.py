"""The office's colour on the pages of the workplace: as near to it as reading allows, light and dark.

The colour itself stands on the infographics. Here it marks what can be done, so each shade keeps the contrast
that the interface promises against what lies under it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rupadata.compose.colour import contrast, darken_until, hex_of, lighten_until, oklch_of

COLOUR = re.compile(r"[0-9a-f]{6}")
LIGHT = {"surface": "#ffffff", "ground": "#f5f4f0", "sunken": "#edebe5"}
DARK = {"surface": "#1d2027", "ground": "#14161b", "sunken": "#272b34"}
WANTED = 7.0
"""The contrast of what people read in the office's colour, on every ground of a page."""
_MOST_CHROMA = 0.19


def brand_name(colour: str) -> str:
    """Return how a colour of the settings is asked for; empty for none."""
    name = colour.removeprefix("#").lower()
    return name if COLOUR.fullmatch(name) else ""


@lru_cache(maxsize=16)
def brand_sheet(name: str) -> str:
    """Return the style sheet that puts a colour in the place of the interface's own."""
    light, dark = _sides(f"#{name}")
    return (
        "@layer tokens {\n"
        f"  :root {{ {light} }}\n"
        f'  @media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}\n'
        f'  :root[data-theme="dark"] {{ {dark} }}\n'
        "}\n"
    )


def brand_shades(colour: str, *, dark: bool) -> dict[str, str]:
    """Return the shades of a colour for one side: to act, to read stronger, soft ground, line, text on it."""
    lightness, chroma, hue = oklch_of(colour)
    chroma = min(chroma, _MOST_CHROMA)
    if dark:
        accent = lighten_until(max(lightness, 0.7), min(chroma, 0.12), hue, DARK["sunken"], WANTED)
        strong = lighten_until(oklch_of(accent)[0] + 0.06, min(chroma, 0.09), hue, DARK["sunken"], WANTED)
        soft = hex_of(0.3, min(chroma, 0.06), hue)
        strong = strong if contrast(strong, soft) >= WANTED else "#ffffff"
        line = lighten_until(0.45, min(chroma, 0.09), hue, soft, 1.5)
        return _named(accent, strong, soft, line, hex_of(0.2, min(chroma, 0.04), hue))
    accent = darken_until(min(lightness, 0.55), chroma, hue, LIGHT["sunken"], WANTED)
    strong = darken_until(oklch_of(accent)[0] - 0.05, chroma, hue, LIGHT["sunken"], WANTED)
    soft = hex_of(0.945, min(chroma, 0.03), hue)
    strong = strong if contrast(strong, soft) >= WANTED else "#000000"
    return _named(accent, strong, soft, hex_of(0.8, min(chroma, 0.08), hue), "#ffffff")


def _named(accent: str, strong: str, soft: str, line: str, on: str) -> dict[str, str]:
    return {
        "accent": accent,
        "accent-strong": strong,
        "on-accent": on,
        "accent-soft": soft,
        "accent-line": line,
    }


def _sides(colour: str) -> tuple[str, str]:
    light, dark = (
        " ".join(f"--{name}: {shade};" for name, shade in brand_shades(colour, dark=side).items())
        for side in (False, True)
    )
    return light, dark
