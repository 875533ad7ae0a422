"""Scenes as files. Renderers see finished shapes only; they decide nothing about a page."""

from rupadata.render.book import BookCover, Chapter, render_book
from rupadata.render.html import render_html
from rupadata.render.pdf import render_pdf
from rupadata.render.raster import RASTER_FORMATS, pixel_size, render_png, render_raster
from rupadata.render.reading_text import render_docx
from rupadata.render.slides import render_pptx
from rupadata.render.svg import TEXT_MODES, render_svg
from rupadata.render.tables import DataTable, Figure, render_csv, render_xlsx

DATA_FORMATS = ("xlsx", "csv")
"""Formats that hold the data behind a page, not its picture."""
ARTICLE_FORMATS = ("html", "docx")
"""Formats that hold a page's texts and values, to be set by the program that shows them."""
PAGE_FORMATS = (*ARTICLE_FORMATS, "carousel")
"""Formats that hold a page whole, once for all its sizes."""
FORMATS = ("svg", *RASTER_FORMATS, "pdf", "pptx", *PAGE_FORMATS, *DATA_FORMATS)

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
