"""The names of the formats, for whoever asks by name and draws nothing yet."""

RASTER_FORMATS = ("png", "jpg", "webp")
DATA_FORMATS = ("xlsx", "csv")
"""Formats that hold the data behind a page, not its picture."""
ARTICLE_FORMATS = ("html", "docx")
"""Formats that hold a page's texts and values, to be set by the program that shows them."""
PAGE_FORMATS = (*ARTICLE_FORMATS, "carousel")
"""Formats that hold a page whole, once for all its sizes."""
FORMATS = ("svg", *RASTER_FORMATS, "pdf", "pptx", *PAGE_FORMATS, *DATA_FORMATS)
TEXT_MODES = ("embed", "text", "outline")
"""How the text of an SVG is written."""
