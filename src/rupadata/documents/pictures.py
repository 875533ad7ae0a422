"""Small pictures of editions for approval sheets and reports."""

from __future__ import annotations

import io
from collections.abc import Callable
from warnings import catch_warnings, simplefilter

from PIL import Image

from rupadata.errors import InputRefusedError
from rupadata.logs import get_log
from rupadata.office.brand import check_logo
from rupadata.procedure.decision import FrozenEdition

log = get_log(__name__)

_WIDTH = 520
_RASTERS = (".png", ".jpg", ".jpeg", ".webp")
_FAVOURITES = ("portrait", "square", "a4", "slide", "story")


def small_picture(edition: FrozenEdition, load: Callable[[str], bytes]) -> tuple[str, bytes] | None:
    """Return the ending and the bytes of a picture of an edition; None when it holds none.

    `load` gives a file of the edition by its name. A raster is scaled down; an SVG alone is taken as it is.
    What is damaged is passed over: a paper can always be made.
    """
    named = sorted(
        (file.name for file in edition.files if "/" not in file.name), key=lambda name: (_order(name), name)
    )
    for name in named:
        if name.lower().endswith(_RASTERS) and (small := _scaled_down(name, load(name))) is not None:
            return ".jpg", small
    for name in named:
        if name.lower().endswith(".svg") and _can_be_shown(name, content := load(name)):
            return ".svg", content
    return None


def _scaled_down(name: str, content: bytes) -> bytes | None:
    """Return a raster as a small JPEG; None for one that was recorded damaged."""
    small = io.BytesIO()
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content))
        with opened as image:
            image.draft("RGB", (_WIDTH, _WIDTH * 2))
            flat = image.convert("RGB")
        flat.thumbnail((_WIDTH, _WIDTH * 2), Image.Resampling.BILINEAR, reducing_gap=2.0)
        flat.save(small, "JPEG", quality=85)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        log.warning("the picture %s is damaged; papers go without it", name, exc_info=True)
        return None
    return small.getvalue()


def _can_be_shown(name: str, content: bytes) -> bool:
    try:
        check_logo(name, content)
    except InputRefusedError:
        log.warning("the picture %s is damaged; papers go without it", name, exc_info=True)
        return False
    return True


def _order(name: str) -> int:
    stem = name.split(".", 1)[0]
    return _FAVOURITES.index(stem) if stem in _FAVOURITES else len(_FAVOURITES)
