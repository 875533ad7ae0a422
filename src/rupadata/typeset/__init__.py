"""Fonts, shaping, measuring and line breaking: how wide a text is, and where its lines end."""

from rupadata.typeset.breaking import break_lines, ellipsise, fits
from rupadata.typeset.characters import character_set, missing_glyphs, printable
from rupadata.typeset.fonts import (
    BASIC_CHARACTERS,
    FACES,
    HEADING_FAMILY,
    TABULAR_FAMILY,
    TEXT_FAMILY,
    FontFace,
    font_bytes,
    font_data_uri,
    font_files,
    font_folder,
    font_subset_uri,
    fonts_digest,
    get_face,
)
from rupadata.typeset.measuring import (
    FontMetrics,
    font_metrics,
    line_height,
    measure,
    measure_widest,
    shape,
    shaping_font,
)
from rupadata.typeset.style import SetStyle

__all__ = [
    "BASIC_CHARACTERS",
    "FACES",
    "HEADING_FAMILY",
    "TABULAR_FAMILY",
    "TEXT_FAMILY",
    "FontFace",
    "FontMetrics",
    "SetStyle",
    "break_lines",
    "character_set",
    "ellipsise",
    "fits",
    "font_bytes",
    "font_data_uri",
    "font_files",
    "font_folder",
    "font_metrics",
    "font_subset_uri",
    "fonts_digest",
    "get_face",
    "line_height",
    "measure",
    "measure_widest",
    "missing_glyphs",
    "printable",
    "shape",
    "shaping_font",
]
