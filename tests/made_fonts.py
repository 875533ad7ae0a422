"""Fonts of an office that exist in tests only, made of the packaged ones."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files

from fontTools.ttLib import TTFont

from rupadata.typeset.fonts import subset_font, subset_for_pages


@cache
def made_font(
    weight: int = 400,
    *,
    name: str = "Huruf Kantor",
    wider: float = 1.0,
    without: str = "",
    forbids: int = 0,
    italic: bool = False,
    compact: bool = False,
) -> bytes:
    """Return a font of one weight: its letters so much further apart, some characters left out.

    `forbids` is its fsType. `compact` has the outlines of PostScript.
    """
    style = "Bold" if weight >= 600 else "Regular"
    ending = "otf" if compact else "ttf"
    content = (files("font_source_sans_pro") / "files" / f"SourceSansPro-{style}.{ending}").read_bytes()
    font = TTFont(io.BytesIO(subset_for_pages(content)), recalcTimestamp=False)
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = name
        elif record.nameID == 6:
            record.string = f"{name.replace(' ', '')}-{style}"
    metrics = font["OS/2"]
    metrics.usWeightClass, metrics.fsType = weight, forbids
    metrics.fsSelection = (metrics.fsSelection & ~1) | int(italic)
    for glyph, (advance, side) in font["hmtx"].metrics.items():
        font["hmtx"].metrics[glyph] = round(advance * wider), side
    for table in font["cmap"].tables:
        for character in without:
            table.cmap.pop(ord(character), None)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def variable_font() -> bytes:
    """Return a font of basic letters, not kerned, with an axis of weights from 200 to 800."""
    content = (files("font_manrope") / "files" / "Manrope-VariableFont_wght.ttf").read_bytes()
    font = TTFont(
        io.BytesIO(subset_font(content, "".join(map(chr, range(0x20, 0x7F))))), recalcTimestamp=False
    )
    for tag in ("GPOS", "GSUB", "GDEF"):
        del font[tag]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
