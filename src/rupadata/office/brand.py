"""How an office signs its pages: its name, logo, colour and addresses, and which pictures can be a logo."""

from __future__ import annotations

import io
from pathlib import Path, PurePath
from warnings import catch_warnings, simplefilter

from msgspec import Struct

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.limits import current_limits
from rupadata.office.settings import BrandSettings

_MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_RASTERS = (".png", ".jpg", ".jpeg", ".webp")
_WIDEST = 512
"""Pixels of a logo on pages: more than print at 600 dpi shows of it."""
_MOST_BYTES = 200_000
"""A logo lies in every page.json; a larger picture is made smaller."""


class Brand(Struct, frozen=True):
    """What stands on every page of an office; `logo` is a PNG, JPEG or SVG, `colour` like `#0b5fa5`."""

    office: str = ""
    logo: bytes = b""
    logo_media_type: str = ""
    web: str = ""
    social: tuple[str, ...] = ()
    hashtag: str = ""
    colour: str = ""


def load_brand(said: BrandSettings, folder: Path) -> Brand:
    """Return the brand of an office's settings, with the logo that lies in its folder; refuse a bad one."""
    logo, media_type = b"", ""
    if said.logo:
        logo, media_type = _prepare(said.logo, read_logo(folder / said.logo))
    return Brand(said.office, logo, media_type, said.web, said.social, said.hashtag, said.colour)


def read_logo(path: Path) -> bytes:
    """Return the bytes of a logo's file; refuse one that is not there."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputRefusedError(
            say(id=f"Lambang {path} tidak ada.", en=f"There is no logo {path}."),
            code="logo-unreadable",
            hint=_mend(),
        ) from error


def check_logo(name: str, content: bytes) -> None:
    """Refuse a logo that no paper and no page could show."""
    if not is_picture(PurePath(name).suffix, content):
        raise InputRefusedError(
            say(
                id=f"Lambang {name} bukan gambar PNG, JPG, WebP, atau SVG.",
                en=f"The logo {name} is no PNG, JPG, WebP or SVG picture.",
            ),
            code="logo-unreadable",
            hint=_mend(),
        )


def is_picture(ending: str, content: bytes) -> bool:
    """Tell whether pages and papers can show a picture, whose file would end like `.png`."""
    from PIL import Image, UnidentifiedImageError

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        if ending.lower() == ".svg":
            return _is_harmless_svg(content)
        # What a picture library says of odd pictures is not for whoever called us.
        with catch_warnings(action="ignore"):
            simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                small = image.width * image.height <= current_limits().pixels
                if small:
                    image.load()
        return small and ending.lower() in _RASTERS
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, *bombs):
        return False


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


def _mend() -> str:
    return say(
        id="Perbaiki logo dalam office.toml, atau kosongkan.",
        en="Mend logo in office.toml, or leave it empty.",
    )


def _prepare(name: str, content: bytes) -> tuple[bytes, str]:
    """Return a logo as pages hold it, and its media type."""
    from PIL import Image  # Few builds have a logo.

    check_logo(name, content)
    media_type = _MEDIA_TYPES.get(PurePath(name).suffix.lower(), "")
    if media_type == "image/svg+xml":
        return content, media_type
    with Image.open(io.BytesIO(content)) as image:
        if media_type and max(image.size) <= _WIDEST and len(content) <= _MOST_BYTES:
            return content, media_type
        small = image.convert("RGBA")
        small.thumbnail((_WIDEST, _WIDEST), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
    return out.getvalue(), "image/png"
