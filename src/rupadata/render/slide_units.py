"""The units of slides."""

from __future__ import annotations

from typing import Any

EMU = 9525
"""English Metric Units of one scene unit: a CSS pixel."""


def rgb(colour: str) -> Any:
    """Return `#rrggbb` as the colour that a presentation's library takes."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#")[:6].upper())
