"""Scenes as files. Renderers see finished shapes only; they decide nothing about a page.

A renderer is loaded when it is first used: who writes SVG alone waits for no maker of papers and slides.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from rupadata.render.names import (
    ARTICLE_FORMATS,
    DATA_FORMATS,
    FORMATS,
    PAGE_FORMATS,
    RASTER_FORMATS,
    TEXT_MODES,
)

if TYPE_CHECKING:
    from rupadata.render.book import BookCover as BookCover
    from rupadata.render.book import Chapter as Chapter
    from rupadata.render.book import render_book as render_book
    from rupadata.render.html import render_html as render_html
    from rupadata.render.pdf import render_pdf as render_pdf
    from rupadata.render.raster import pixel_size as pixel_size
    from rupadata.render.raster import render_png as render_png
    from rupadata.render.raster import render_raster as render_raster
    from rupadata.render.reading_text import render_docx as render_docx
    from rupadata.render.slides import render_pptx as render_pptx
    from rupadata.render.svg import render_svg as render_svg
    from rupadata.render.tables import DataTable as DataTable
    from rupadata.render.tables import Figure as Figure
    from rupadata.render.tables import render_csv as render_csv
    from rupadata.render.tables import render_xlsx as render_xlsx

_WHERE = {
    "BookCover": "book",
    "Chapter": "book",
    "DataTable": "tables",
    "Figure": "tables",
    "pixel_size": "raster",
    "render_book": "book",
    "render_csv": "tables",
    "render_docx": "reading_text",
    "render_html": "html",
    "render_pdf": "pdf",
    "render_png": "raster",
    "render_pptx": "slides",
    "render_raster": "raster",
    "render_svg": "svg",
    "render_xlsx": "tables",
}

__all__ = [
    "ARTICLE_FORMATS",
    "DATA_FORMATS",
    "FORMATS",
    "PAGE_FORMATS",
    "RASTER_FORMATS",
    "TEXT_MODES",
    "BookCover",
    "Chapter",
    "DataTable",
    "Figure",
    "pixel_size",
    "render_book",
    "render_csv",
    "render_docx",
    "render_html",
    "render_pdf",
    "render_png",
    "render_pptx",
    "render_raster",
    "render_svg",
    "render_xlsx",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'rupadata.render' has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(f"rupadata.render.{_WHERE[name]}"), name)
    return found
