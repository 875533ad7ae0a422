"""Small pictures of editions for approval sheets and reports."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import PurePath
from warnings import catch_warnings, simplefilter

from PIL import Image, UnidentifiedImageError

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.procedure.decision import FrozenEdition

_WIDTH = 520
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_MOST_PIXELS = 25_000_000
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
            readable = _is_harmless_svg(content)
        else:
            with catch_warnings():
                simplefilter("error", Image.DecompressionBombWarning)
                opened = Image.open(io.BytesIO(content))
            with opened as image:
                small = image.width * image.height <= _MOST_PIXELS
                if small:
                    image.load()
            readable = small and path.suffix.lower() in _RASTERS
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, *_BOMBS):
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


def _is_harmless_svg(content: bytes) -> bool:
    """Tell whether a picture is an SVG that stands by itself: without entities, scripts and outer files."""
    from lxml import etree  # Few offices have a logo in SVG.

    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return False
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    names = {etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)}
    links = [
        str(value) for one in root.iter() for key, value in one.items() if key.rpartition("}")[2] == "href"
    ]
    outside = any(not link.startswith(("#", "data:image/")) for link in links)
    return etree.QName(root).localname == "svg" and not outside and not names & {"script", "foreignObject"}


def _order(name: str) -> int:
    stem = name.split(".", 1)[0]
    return _FAVOURITES.index(stem) if stem in _FAVOURITES else len(_FAVOURITES)
