"""Pictures on slides: where they stand in their box, and drawings as pixels that every program shows."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from rupadata.render.raster import render_png
from rupadata.scene.geometry import Bounds
from rupadata.scene.nodes import Image
from rupadata.scene.scene import Scene

_DRAWING = "image/svg+xml"
_PIXELS = 800.0
"""How many pixels the longer side of a drawing gets."""


def slide_picture(node: Image) -> tuple[bytes, Bounds]:
    """Return a picture as a slide takes it, and where it stands: in the middle of its box, not stretched.

    A drawing (SVG) becomes pixels on a clear ground, as older programs show no other.
    """
    if node.media_type == _DRAWING:
        drawn = _drawn(node.content, round(node.width, 2), round(node.height, 2))
        return drawn, Bounds(node.x, node.y, node.width, node.height)
    wide, high = _open(node.content).size
    scale = min(node.width / wide, node.height / high)
    width, height = wide * scale, high * scale
    x, y = node.x + (node.width - width) / 2, node.y + (node.height - height) / 2
    return node.content, Bounds(x, y, width, height)


@lru_cache(maxsize=8)
def _drawn(content: bytes, width: float, height: float) -> bytes:
    """Return the box of a drawing as a PNG whose ground is clear.

    What shines through is the difference between the drawing on white and on black paper.
    """
    from PIL import Image as Picture
    from PIL import ImageChops

    node = Image("drawing", "logo", 0.0, 0.0, width, height, _DRAWING, content, "")
    scale = _PIXELS / max(width, height)
    white, black = (
        _open(render_png(Scene(width, height, ground, "", "", "", (node,)), scale=scale)).convert("RGB")
        for ground in ("#ffffff", "#000000")
    )
    red, green, blue = ImageChops.subtract(white, black).split()
    covered = ImageChops.invert(ImageChops.lighter(ImageChops.lighter(red, green), blue))
    made = Picture.merge("RGBa", (*black.split(), covered)).convert("RGBA")
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True)
    return out.getvalue()


def _open(content: bytes) -> Any:
    from PIL import Image as Picture  # Few slides have a picture.

    return Picture.open(io.BytesIO(content))
