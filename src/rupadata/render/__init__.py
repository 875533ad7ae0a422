"""Scenes as files. Renderers see finished shapes only; they decide nothing about a page."""

from rupadata.render.raster import RASTER_FORMATS, pixel_size, render_png, render_raster
from rupadata.render.svg import TEXT_MODES, render_svg

__all__ = ["RASTER_FORMATS", "TEXT_MODES", "pixel_size", "render_png", "render_raster", "render_svg"]
