"""Scenes as PDF: tagged, archivable, the same bytes for the same scene."""

from __future__ import annotations

import datetime
import io

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.render.engine import compile_page, own_families
from rupadata.render.tagged import PaperSheet, typst_source
from rupadata.scene.scene import Scene

_POINT_PER_MM = 72 / 25.4
_POINT_PER_PIXEL = 0.75
_MARK_MM = 8.0
"""Room for crop marks beyond the bleed."""


def render_pdf(
    scene: Scene, *, date: datetime.date | None = None, bleed_mm: float = 0.0, crop_marks: bool = False
) -> bytes:
    """Return a scene as a PDF that follows PDF/A-2a and PDF/UA-1.

    `date` is the day that the file says it was made on; unless told, it is the scene's metadata `date`, else
    the first day of 2000, never today. `bleed_mm` lets what touches the edge run over it; `crop_marks` adds
    the marks that a print shop cuts at.
    """
    if not 0 <= bleed_mm <= 50:
        raise UsageError(
            say(id=f"Bleed {bleed_mm} mm tidak masuk akal.", en=f"A bleed of {bleed_mm} mm is absurd."),
            code="bleed-unusable",
            hint=say(id="Percetakan biasanya meminta 3 mm.", en="Print shops usually ask for 3 mm."),
        )
    point = page_point(scene)
    bleed = bleed_mm * _POINT_PER_MM / point
    margin = bleed + (_MARK_MM * _POINT_PER_MM / point if crop_marks else 0.0)
    day = date or _date_of(scene)
    made = compile_page(
        typst_source(scene, PaperSheet(point, bleed, margin, crop_marks, page_height(scene)), day),
        fonts=own_families((scene,)),
        standards=("a-2a", "ua-1"),
        timestamp=int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()),
    )
    return _with_boxes(made, bleed * point, margin * point) if margin else made


def page_point(scene: Scene) -> float:
    """Return how many points a unit of a scene is on paper."""
    return scene.width_mm * _POINT_PER_MM / scene.width if scene.width_mm else _POINT_PER_PIXEL


def page_height(scene: Scene) -> float:
    """Return how high a page is in points: a printed one as its paper, which is no whole number of units."""
    return scene.height_mm * _POINT_PER_MM or scene.height * _POINT_PER_PIXEL


def _date_of(scene: Scene) -> datetime.date:
    try:
        return datetime.date.fromisoformat(dict(scene.metadata).get("date", ""))
    except ValueError:
        return datetime.date(2000, 1, 1)


def _with_boxes(pdf: bytes, bleed: float, margin: float) -> bytes:
    """Return the PDF with the boxes that tell a print shop where the page ends and where the bleed does."""
    import pikepdf  # Here, because few pages bleed and every worker starts.

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            _, _, width, height = (float(side) for side in page.mediabox)
            for box, edge in (("/TrimBox", margin), ("/BleedBox", margin - bleed)):
                page.obj[box] = pikepdf.Array([edge, edge, width - edge, height - edge])
        document.save(out, deterministic_id=True)
    return out.getvalue()
