"""Small pictures of editions for approval sheets and reports."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from rupadata.procedure.decision import FrozenEdition

_WIDTH = 520
_RASTERS = (".png", ".jpg", ".jpeg", ".webp")
_FAVOURITES = ("portrait", "square", "a4", "slide", "story")


def small_picture(edition: FrozenEdition, load: Callable[[str], bytes]) -> tuple[str, bytes] | None:
    """Return the ending and the bytes of a picture of an edition; None when it holds none.

    `load` gives a file of the edition by its name. A raster is scaled down; an SVG alone is taken as it is.
    """
    named = sorted(
        (file.name for file in edition.files if "/" not in file.name), key=lambda name: (_order(name), name)
    )
    for name in named:
        if name.lower().endswith(_RASTERS):
            with Image.open(io.BytesIO(load(name))) as image:
                image.draft("RGB", (_WIDTH, _WIDTH * 2))
                flat = image.convert("RGB")
                flat.thumbnail((_WIDTH, _WIDTH * 2), Image.Resampling.BILINEAR, reducing_gap=2.0)
                content = io.BytesIO()
                flat.save(content, "JPEG", quality=85)
                return ".jpg", content.getvalue()
    for name in named:
        if name.lower().endswith(".svg"):
            return ".svg", load(name)
    return None


def _order(name: str) -> int:
    stem = name.split(".", 1)[0]
    return _FAVOURITES.index(stem) if stem in _FAVOURITES else len(_FAVOURITES)
