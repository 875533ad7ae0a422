"""Scenes as pixels: PNG by Typst, JPEG and WebP from it."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image as Picture

from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.render.engine import compile_page, string
from rupadata.render.markup import escape
from rupadata.render.svg import typst_svg
from rupadata.scene.scene import Scene

RASTER_FORMATS = ("png", "jpg", "webp")
PRINT_DPI = 150
"""What a page for print is drawn at when nobody says otherwise."""
_MM_PER_INCH = 25.4
_SIGNATURE_AND_HEADER = 33
"""Bytes of the PNG signature and its first chunk, which further chunks follow."""


def pixel_size(scene: Scene, *, scale: float = 1.0, dpi: float | None = None) -> tuple[int, int]:
    """Return the size in pixels that a scene is drawn at."""
    factor = _factor(scene, scale, dpi)
    return round(scene.width * factor), round(scene.height * factor)


def render_png(scene: Scene, *, scale: float = 1.0, dpi: float | None = None) -> bytes:
    """Return a scene as a PNG.

    A page for screens has a pixel a unit, times `scale`; `dpi` is only noted in the file. A page for print is
    drawn at `dpi`, 150 unless said, times `scale`.
    """
    factor = _factor(scene, scale, dpi)
    made = rasterise(typst_svg(scene), scene.width, scene.height, factor)
    return _with_notes(made, scene, _dpi(scene, scale, dpi))


def rasterise(svg: str, width: float, height: float, factor: float) -> bytes:
    """Return the pixels of a finished SVG of some size in units, `factor` pixels a unit."""
    source = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#image(bytes({string(svg)}), format: "svg", width: {width}pt, height: {height}pt)\n'
    )
    return compile_page(source, "png", ppi=72 * factor)


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
    png = render_png(scene, scale=scale, dpi=dpi)
    if format == "png":
        return png
    out = io.BytesIO()
    with Picture.open(io.BytesIO(png)) as picture:
        noted = _dpi(scene, scale, dpi)
        if format == "jpg":
            # No colour is thinned out: small coloured text frays otherwise.
            picture.convert("RGB").save(
                out,
                "JPEG",
                quality=quality,
                subsampling=0,
                optimize=True,
                dpi=(noted, noted),
                xmp=_xmp(scene),
            )
        else:
            picture.convert("RGB").save(out, "WEBP", quality=quality, method=4, xmp=_xmp(scene))
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


def _with_notes(png: bytes, scene: Scene, dpi: float) -> bytes:
    """Return the PNG with its density, title and metadata in chunks after the first."""
    per_metre = round(dpi / _MM_PER_INCH * 1000)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))]
    notes = (("Title", scene.title), ("Description", scene.description), *scene.metadata)
    for key, value in notes:
        keyword = "".join(c for c in key if 32 <= ord(c) < 127).strip()[:79]
        if keyword and value:
            chunks.append(
                _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + value.encode("utf-8", "replace"))
            )
    return b"".join((png[:_SIGNATURE_AND_HEADER], *chunks, png[_SIGNATURE_AND_HEADER:]))


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
