"""Colours in OKLCH: from a subject's hue to accent, tints and ramps whose contrast is known."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cbrt, cos, dist, hypot, radians, sin

Rgb = tuple[float, float, float]


def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """Return `#rrggbb` of an OKLCH colour; chroma is lowered until sRGB can show it."""
    low, high = 0.0, chroma
    if _in_gamut(_linear_rgb(lightness, chroma, hue)):
        return _hex(_linear_rgb(lightness, chroma, hue))
    for _ in range(16):
        middle = (low + high) / 2
        if _in_gamut(_linear_rgb(lightness, middle, hue)):
            low = middle
        else:
            high = middle
    return _hex(_linear_rgb(lightness, low, hue))


def oklch_of(colour: str) -> tuple[float, float, float]:
    """Return lightness, chroma and hue (degrees) of `#rrggbb`."""
    lightness, a, b = _oklab(linear_of(colour))
    return lightness, hypot(a, b), atan2(b, a) * 180 / 3.141592653589793 % 360


@lru_cache(maxsize=4096)
def linear_of(colour: str) -> Rgb:
    """Return the linear-light red, green and blue of `#rrggbb`, each 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


@lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours, 1 to 21."""
    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    red, green, blue = linear_of(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def darken_until(lightness: float, chroma: float, hue: float, against: str, wanted: float) -> str:
    """Return the lightest colour at or below a lightness whose contrast against another is as wanted."""
    while lightness > 0:
        colour = hex_of(lightness, chroma, hue)
        if contrast(colour, against) >= wanted:
            return colour
        lightness -= 0.005
    return "#000000"


def lighten_until(lightness: float, chroma: float, hue: float, against: str, wanted: float) -> str:
    """Return the darkest colour at or above a lightness whose contrast against another is as wanted."""
    while lightness < 1:
        colour = hex_of(lightness, chroma, hue)
        if contrast(colour, against) >= wanted:
            return colour
        lightness += 0.005
    return "#ffffff"


def text_on(background: str, dark: str, light: str = "#ffffff") -> str:
    """Return whichever of two text colours reads better on a background."""
    return dark if contrast(dark, background) >= contrast(light, background) else light


_BLINDNESS: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    # Machado, Oliveira and Fernandes (2009), severity 1, on linear light.
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


VISIONS = ("", *_BLINDNESS)
"""Normal sight and three kinds of colour blindness."""


def distance(one: str, other: str, *, vision: str = "") -> float:
    """Return the OKLab distance of two colours (x100), as seen by normal, protan, deutan or tritan eyes."""
    first, second = linear_of(one), linear_of(other)
    if vision:
        first, second = as_seen(first, vision), as_seen(second, vision)
    a, b = _oklab(first), _oklab(second)
    return 100 * dist(a, b)


def as_seen(rgb: Rgb, vision: str) -> Rgb:
    """Return a colour in linear light as it looks to one kind of eyes."""
    rows = _BLINDNESS[vision]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, rgb)))) for row in rows
    )
    return red, green, blue


def _linear_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
    )


def _oklab(rgb: Rgb) -> Rgb:
    red, green, blue = rgb
    long = _root(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = _root(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = _root(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    )


def _root(x: float) -> float:
    return float(cbrt(x))


def _in_gamut(rgb: Rgb) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in rgb)


def _hex(rgb: Rgb) -> str:
    def channel(part: float) -> int:
        part = min(1.0, max(0.0, part))
        encoded = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        return round(encoded * 255)

    red, green, blue = (channel(part) for part in rgb)
    return f"#{red:02x}{green:02x}{blue:02x}"
