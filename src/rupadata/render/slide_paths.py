"""Paths in SVG syntax as shapes of a slide."""

from __future__ import annotations

from functools import lru_cache

from rupadata.render.slide_units import EMU
from rupadata.scene.geometry import Bounds
from rupadata.scene.nodes import Path

_NAMES = {"moveTo": "moveTo", "lineTo": "lnTo", "curveTo": "cubicBezTo", "qCurveTo": "quadBezTo"}


_Step = tuple[str, tuple[tuple[float, float], ...]]


@lru_cache(maxsize=256)
def _steps(path: str) -> tuple[_Step, ...]:
    """Return what a path draws, step by step; symbols stand on many pages."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(path, pen)
    return tuple((name, tuple(points)) for name, points in pen.value)


def path_geometry(node: Path) -> tuple[Bounds, str] | None:
    """Return where a path stands and its geometry in DrawingML; None for a path that draws nothing."""
    dx, dy, factor = node.place
    steps = [
        (name, [(x * factor + dx, y * factor + dy) for x, y in points]) for name, points in _steps(node.d)
    ]
    spots = [spot for _, points in steps for spot in points]
    if len(spots) < 2:
        return None
    left, top = min(x for x, _ in spots), min(y for _, y in spots)
    right, bottom = max(x for x, _ in spots), max(y for _, y in spots)
    box = Bounds(left, top, right - left, bottom - top)
    parts = []
    for name, points in steps:
        if name == "closePath":
            parts.append("<a:close/>")
        elif name in _NAMES:
            told = "".join(
                f'<a:pt x="{round((x - left) * EMU)}" y="{round((y - top) * EMU)}"/>' for x, y in points
            )
            parts.append(f"<a:{_NAMES[name]}>{told}</a:{_NAMES[name]}>")
    wide, high = round(box.width * EMU), round(box.height * EMU)
    return box, (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{high}">{"".join(parts)}</a:path></a:pathLst></a:custGeom>'
    )
