"""A picture of the office's own, whole and in its proportions."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from functools import lru_cache
from typing import ClassVar

from msgspec import Struct

from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import Source
from rupadata.compose.pen import Pen
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Group, Image

LEAST, LIKED, MOST = 150.0, 300.0, 520.0
"""Heights of a picture, in units of a page of 1080."""
_FLATTEST, _TALLEST = 6.0, 1 / 3
"""Beyond these proportions a picture is a strip: it is shown, in a box of these."""


class Illustration(Struct, frozen=True):
    """A picture; `aspect` is its width over its height, `alt` what it shows."""

    kind: ClassVar[str] = "illustration"
    content: bytes
    media_type: str
    aspect: float
    alt: str = ""
    name: str = "illustration"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights that show the picture well, at most as wide as the place."""
        u = look.u
        if width < 160 * u:
            return None
        highest = min(MOST * u, width / self.aspect)
        least = min(LEAST * u, highest)
        return Fit(least, min(LIKED * u, highest), highest, 0.6)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the picture as large as it stands in the box, in its middle."""
        pen = Pen(self.name, look, self.kind)
        self.draw_on(pen, box)
        return pen.group("illustration")

    def draw_on(self, pen: Pen, box: Box) -> None:
        """Put the picture on a block of others, as large as it stands in the box, in its middle."""
        width = min(box.width, box.height * self.aspect)
        height = width / self.aspect
        x, y = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
        pen.nodes.append(
            Image(pen.id("picture"), "illustration", round(x, 2), round(y, 2), round(width, 2),
                  round(height, 2), self.media_type, self.content, self.alt)
        )  # fmt: skip


def gather_illustration(block: BlockSpec, source: Source) -> Illustration | None:
    """Return the picture that the page holds; None where it has none."""
    held = source.spec.illustration
    if not held.picture:
        return None
    content = b64decode(held.picture)
    aspect = picture_aspect(content, held.media_type)
    return Illustration(content, held.media_type, aspect, held.alt.get(source.lang, ""))


@lru_cache(maxsize=16)
def picture_aspect(content: bytes, media_type: str) -> float:
    """Return the width of a picture over its height; 1 where an SVG says neither size nor view box."""
    if media_type == "image/svg+xml":
        width, height = _svg_size(content)
    else:
        from PIL import Image as Picture  # Few pages have one.

        with Picture.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    return min(_FLATTEST, max(_TALLEST, width / height)) if width > 0 and height > 0 else 1.0


def _svg_size(content: bytes) -> tuple[float, float]:
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    if len(box) == 4:
        return box[2], box[3]
    sides = [re.match(r"\d+(?:\.\d+)?", root.get(name, "")) for name in ("width", "height")]
    return (float(sides[0][0]), float(sides[1][0])) if sides[0] and sides[1] else (1.0, 1.0)
