"""The file formats by name: a scene as a picture, observations as the data beside it."""

from __future__ import annotations

import datetime as dt

import polars as pl

from rupadata import render
from rupadata.data_files import technical_csv, workbook
from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.render import DATA_FORMATS, FORMATS, PAGE_FORMATS, RASTER_FORMATS
from rupadata.request import FileOptions
from rupadata.scene.scene import Scene

PICTURE_FORMATS = tuple(name for name in FORMATS if name not in (*DATA_FORMATS, *PAGE_FORMATS))


def picture(scene: Scene, name: str, options: FileOptions | None = None, *, date: str = "") -> bytes:
    """Return a scene in a picture format; `date` is ISO and may be as short as a year."""
    options = options or FileOptions()
    if name == "svg":
        return render.render_svg(scene, text=options.svg_text).encode("utf-8")
    if name == "pdf":
        made = render.render_pdf(
            scene, date=last_day(date), bleed_mm=options.bleed_mm, crop_marks=options.crop_marks
        )
        if not options.press:
            return made
        from rupadata.render.press_colours import in_press_colours, open_profile

        return in_press_colours(made, open_profile(options.press))
    if name == "pptx":
        return render.render_pptx([scene], date=last_day(date))
    if name in RASTER_FORMATS:
        return render.render_raster(scene, name, scale=options.scale, dpi=options.dpi or None)
    near = nearest_name(name, PICTURE_FORMATS)
    raise UsageError(
        say(id=f"Format {name!r} tidak dikenal.", en=f"The format {name!r} is unknown."),
        code="option-unknown",
        hint=say(
            id=f"Maksudnya {near}?" if near else f"Pilihannya: {', '.join(PICTURE_FORMATS)}.",
            en=f"Did you mean {near}?" if near else f"Choose from: {', '.join(PICTURE_FORMATS)}.",
        ),
    )


def data_file(observations: pl.DataFrame, name: str, *, title: str = "", date: str = "") -> bytes:
    """Return observations as `xlsx` for people or as `csv` for programs."""
    if name == "csv":
        return technical_csv(observations)
    return workbook(observations, title=title, day=last_day(date))


def last_day(date: str) -> dt.date | None:
    """Return the last day of an ISO date that may be only a year or a month; None for none."""
    if not date:
        return None
    year, *rest = (int(part) for part in date.split("-"))
    if len(rest) == 2:
        return dt.date(year, rest[0], rest[1])
    month = rest[0] if rest else 12
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
