"""Page sizes: the named ones and any `WxH` in px or mm, each with the type that people can read on it."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from rupadata.errors import UsageError, nearest_name
from rupadata.language import say

PRINT_DPI = 150
"""Scene units per inch of a printed page."""

NAMED_SIZES: dict[str, str] = {
    "square": "1080x1080px",
    "portrait": "1080x1350px",
    "story": "1080x1920px",
    "slide": "1920x1080px",
    "a4": "210x297mm",
    "a3": "297x420mm",
    "book": "176x250mm",
}


class PageSize(Struct, frozen=True):
    """A page in scene units; `unit` is how large its body type is against 24 units on a page 1080 wide."""

    name: str
    width: float
    height: float
    width_mm: float = 0.0
    height_mm: float = 0.0
    unit: float = 1.0
    head_unit: float = 1.0
    """The same for the headline, which grows with the page where the body type need not."""
    least_text: float = 18.0
    """No text may be smaller, in scene units."""

    @property
    def is_print(self) -> bool:
        """Tell whether the page has a physical size."""
        return self.width_mm > 0

    @property
    def aspect(self) -> float:
        """Return height over width."""
        return self.height / self.width

    @property
    def margin(self) -> float:
        """Return the side margins: 6 % of the width, less on wide pages."""
        return round(0.06 * min(self.width, 1.25 * self.height), 1)


_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(px|mm|cm)?")


@lru_cache(maxsize=64)
def parse_size(text: str) -> PageSize:
    """Return the size of a name or of `WxH`, `WxHpx`, `WxHmm`, `WxHcm`."""
    name = text.strip().casefold()
    match = _SIZE.fullmatch(NAMED_SIZES.get(name, name))
    if match is None:
        near = nearest_name(name, NAMED_SIZES)
        raise UsageError(
            say(id=f'Ukuran "{text}" tidak dikenal.', en=f'The size "{text}" is unknown.'),
            code="size-unknown",
            hint=say(
                id=f"Pakai {', '.join(NAMED_SIZES)}, atau LxT seperti 1200x900px atau 210x297mm."
                + (f' Maksudnya "{near}"?' if near else ""),
                en=f"Use {', '.join(NAMED_SIZES)}, or WxH such as 1200x900px or 210x297mm."
                + (f' Did you mean "{near}"?' if near else ""),
            ),
        )
    width, height, measure = float(match[1]), float(match[2]), match[3] or "px"
    if measure == "cm":
        width, height, measure = width * 10, height * 10, "mm"
    _refuse_unusable(text, width, height, measure)
    return _print_size(name, width, height) if measure == "mm" else _screen_size(name, width, height)


def _refuse_unusable(text: str, width: float, height: float, measure: str) -> None:
    least, most = (320.0, 20_000.0) if measure == "px" else (95.0, 3_000.0)
    ratio = max(width, height) / max(1e-9, min(width, height))
    if least <= min(width, height) and max(width, height) <= most and ratio <= 3:
        return
    raise UsageError(
        say(
            id=f'Ukuran "{text}" tidak dapat memuat infografis.',
            en=f'The size "{text}" cannot hold an infographic.',
        ),
        code="size-unusable",
        hint=say(
            id=f"Sisi antara {least:g} dan {most:g} {measure}, perbandingan sisi paling besar 3:1.",
            en=f"Sides between {least:g} and {most:g} {measure}, no longer than 3:1.",
        ),
    )


def _screen_size(name: str, width: float, height: float) -> PageSize:
    unit = min(width, height) / 1080
    if 1000 <= width <= 1100:
        # Seen on a phone at a third of its size: body type stays 24 whatever the height.
        unit = max(unit, 1.0)
    return PageSize(
        name,
        round(width, 2),
        round(height, 2),
        unit=unit,
        head_unit=unit,
        least_text=18 * unit,
    )


def _print_size(name: str, width_mm: float, height_mm: float) -> PageSize:
    units_per_mm = PRINT_DPI / 25.4
    units_per_pt = PRINT_DPI / 72
    short_mm = min(width_mm, height_mm)
    # Body type grows with the distance a sheet is read from: 8 pt on A5, 10 on A4, 13 on A3.
    body_pt = max(7.4, 8.2 + (short_mm - 148) * 0.0335)
    width, height = round(width_mm * units_per_mm), round(height_mm * units_per_mm)
    least = max(7.3, 0.76 * body_pt) * units_per_pt
    if 1000 <= width <= 1100:
        least = max(least, 17.6)
    unit = max(body_pt * units_per_pt, least) / 24
    head_unit = max(unit, min(width, height) / 1080)
    return PageSize(name, width, height, width_mm, height_mm, unit, head_unit, least)
