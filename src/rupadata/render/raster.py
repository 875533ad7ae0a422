"""Scenes as pixels: what Typst sets and PDFium draws, as PNG, JPEG or WebP."""

from __future__ import annotations

import datetime
import io
import struct
import zlib

from isal import isal_zlib

from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.render.engine import compile_page, own_families
from rupadata.render.names import RASTER_FORMATS
from rupadata.render.pixels import Pixels, draw_pixels
from rupadata.render.tagged import PaperSheet, typst_source
from rupadata.render.xml_text import escape
from rupadata.scene.scene import Scene

PRINT_DPI = 150
"""What a page for print is drawn at when nobody says otherwise."""
_MM_PER_INCH = 25.4
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2
"""PNG's number for three colours a pixel."""
_EFFORT = 1
"""igzip's level: on flat colours the higher ones cost more and save nothing."""
_DAY = datetime.date(2000, 1, 1)
"""A PDF has a date; its pixels do not show it."""


def pixel_size(scene: Scene, *, scale: float = 1.0, dpi: float | None = None) -> tuple[int, int]:
    """Return the size in pixels that a scene is drawn at."""
    factor = _factor(scene, scale, dpi)
    return round(scene.width * factor), round(scene.height * factor)


def render_png(scene: Scene, *, scale: float = 1.0, dpi: float | None = None) -> bytes:
    """Return a scene as a PNG.

    A page for screens has a pixel a unit, times `scale`; `dpi` is only noted in the file. A page for print is
    drawn at `dpi`, 150 unless said, times `scale`.
    """
    pixels = _draw(scene, scale, dpi)
    header = struct.pack(">IIBBBBB", pixels.width, pixels.height, 8, _RGB, 0, 0, 0)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            *_notes(scene, _dpi(scene, scale, dpi)),
            _chunk(b"IDAT", isal_zlib.compress(pixels.scanlines, _EFFORT)),
            _chunk(b"IEND", b""),
        )
    )


def _draw(scene: Scene, scale: float, dpi: float | None) -> Pixels:
    size = pixel_size(scene, scale=scale, dpi=dpi)
    source = typst_source(scene, PaperSheet(1.0), _DAY)
    return draw_pixels(compile_page(source, fonts=own_families((scene,)), tags=False), *size)


def render_raster(
    scene: Scene, format: str, *, scale: float = 1.0, dpi: float | None = None, quality: int = 90
) -> bytes:
    """Return a scene as `png`, `jpg` or `webp`."""
    if format not in RASTER_FORMATS:
        nearest = nearest_name(format, RASTER_FORMATS) or RASTER_FORMATS[0]
        raise UsageError(
            say(
                id=f'Format gambar "{format}" tidak dikenal.',
                en=f'The picture format "{format}" is not known.',
            ),
            code="format-unknown",
            hint=say(id=f'Maksudnya "{nearest}"?', en=f'Did you mean "{nearest}"?'),
        )
    if format == "png":
        return render_png(scene, scale=scale, dpi=dpi)
    from PIL import Image as Picture

    pixels = _draw(scene, scale, dpi)
    size, rows = (pixels.width, pixels.height), memoryview(pixels.scanlines)[1:]
    picture = Picture.frombytes("RGB", size, rows, "raw", "RGB", pixels.stride, 1)
    out = io.BytesIO()
    if format == "jpg":
        noted = _dpi(scene, scale, dpi)
        # No colour is thinned out: small coloured text frays otherwise.
        picture.save(
            out, "JPEG", quality=quality, subsampling=0, optimize=True, dpi=(noted, noted), xmp=_xmp(scene)
        )
    else:
        picture.save(out, "WEBP", quality=quality, method=4, xmp=_xmp(scene))
    return out.getvalue()


def _factor(scene: Scene, scale: float, dpi: float | None) -> float:
    if not 0 < scale <= 20 or (dpi is not None and not 1 <= dpi <= 2400):
        raise UsageError(
            say(
                id=f"Skala {scale} atau dpi {dpi} tidak masuk akal.",
                en=f"Scale {scale} or dpi {dpi} is absurd.",
            ),
            code="scale-unusable",
            hint=say(id="Skala 0 sampai 20, dpi 1 sampai 2400.", en="Scale 0 to 20, dpi 1 to 2400."),
        )
    if scene.width_mm:
        return (dpi or PRINT_DPI) * scale * scene.width_mm / _MM_PER_INCH / scene.width
    return scale


def _dpi(scene: Scene, scale: float, dpi: float | None) -> float:
    if scene.width_mm:
        return (dpi or PRINT_DPI) * scale
    return dpi or 96 * scale


def _notes(scene: Scene, dpi: float) -> list[bytes]:
    """Return the chunks of a PNG that tell its density, title and metadata."""
    per_metre = round(dpi / _MM_PER_INCH * 1000)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))]
    notes = (("Title", scene.title), ("Description", scene.description), *scene.metadata)
    for key, value in notes:
        keyword = "".join(c for c in key if 32 <= ord(c) < 127).strip()[:79]
        if keyword and value:
            chunks.append(
                _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + value.encode("utf-8", "replace"))
            )
    return chunks


def _xmp(scene: Scene) -> bytes:
    """Return the title, description and metadata as XMP, which JPEG and WebP carry."""
    title, description, lang = escape(scene.title), escape(scene.description), escape(scene.lang)
    subjects = "".join(f"<rdf:li>{escape(f'{key}: {value}')}</rdf:li>" for key, value in scene.metadata)
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt>'
        f"</dc:description><dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>"
        f"<dc:subject><rdf:Bag>{subjects}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
