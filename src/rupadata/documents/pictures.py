"""Small pictures of editions for approval sheets and reports."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import PurePath

from PIL import Image, UnidentifiedImageError

from rupadata.errors import InputRefusedError
from rupadata.language import say
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


def check_logo(name: str, content: bytes) -> None:
    """Refuse a logo that no paper could show."""
    path = PurePath(name)
    try:
        if path.suffix.lower() == ".svg":
            readable = b"<svg" in content
        else:
            with Image.open(io.BytesIO(content)) as image:
                image.load()
            readable = path.suffix.lower() in _RASTERS
    except (OSError, UnidentifiedImageError):
        readable = False
    if not readable:
        raise InputRefusedError(
            say(
                id=f"Lambang {name} bukan gambar PNG, JPG, WebP, atau SVG.",
                en=f"The logo {name} is no PNG, JPG, WebP or SVG picture.",
            ),
            code="logo-unreadable",
            hint=say(
                id="Perbaiki logo dalam office.toml, atau kosongkan.",
                en="Mend logo in office.toml, or leave it empty.",
            ),
        )


def _order(name: str) -> int:
    stem = name.split(".", 1)[0]
    return _FAVOURITES.index(stem) if stem in _FAVOURITES else len(_FAVOURITES)
