"""How the index of a site looks: in the fonts of its pages, the colour and the logo of the office."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from msgspec import Struct

from rupadata.compose.colour import darken_until, lighten_until, oklch_of
from rupadata.typeset import (
    HOUSE_FONTS,
    TEXT_FAMILY,
    OwnFamily,
    PageFonts,
    font_subset_uri,
    nearest_weight,
    plain_name,
    weights_served,
)

_LIGHT_PAPER, _DARK_PAPER = "#fbfaf7", "#1d2130"
"""What links stand on: the paper of `index.css` by day, its cards by night."""
_READABLE = 4.5
"""The contrast of texts, WCAG 2.2, 1.4.3."""
_WEIGHTS = (400, 700)


class SiteLook(Struct, frozen=True):
    """The fonts of the pages, the office's colour (`#rrggbb`) and its logo; empty where it has none."""

    fonts: PageFonts = HOUSE_FONTS
    colour: str = ""
    logo: bytes = b""
    logo_media_type: str = ""


def look_sheet(look: SiteLook, shown: str) -> str:
    """Return the style rules of a look; its fonts hold the characters that are `shown` and no others."""
    fonts, letters = look.fonts, "".join(sorted(set(shown)))
    faces = {(fonts.heading, nearest_weight(fonts.heading, 700))}
    faces |= {(fonts.text, nearest_weight(fonts.text, weight)) for weight in _WEIGHTS}
    carried = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{_served(family, weight)};font-display:swap;"
        f"src:url({font_subset_uri(family, weight, letters)}) format('woff')}}"
        for family, weight in sorted(faces)
    )
    reading = ",".join(
        f"'{name}'" for name in dict.fromkeys((fonts.text, plain_name(fonts.text), TEXT_FAMILY))
    )
    display = f"'{fonts.heading}','{plain_name(fonts.heading)}',{reading}"
    rules = f":root{{--reading:{reading},sans-serif;--display:{display},sans-serif}}"
    if look.colour:
        lightness, chroma, hue = oklch_of(look.colour)
        day = darken_until(min(lightness, 0.6), chroma, hue, _LIGHT_PAPER, _READABLE)
        night = lighten_until(max(lightness, 0.7), min(chroma, 0.12), hue, _DARK_PAPER, _READABLE)
        rules += f":root{{--accent:{day}}}@media (prefers-color-scheme:dark){{:root{{--accent:{night}}}}}"
    return carried + rules


def logo_picture(look: SiteLook, name: str) -> str:
    """Return the office's logo as a picture of the document; nothing where it has none."""
    if not look.logo:
        return ""
    content = b64encode(look.logo).decode("ascii")
    return (
        f'<img class="logo" src="data:{escape(look.logo_media_type)};base64,{content}" alt="{escape(name)}">'
    )


def _served(family: str, weight: int) -> str:
    return weights_served(family, weight) if isinstance(family, OwnFamily) else str(weight)
