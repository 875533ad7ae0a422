"""An SVG brought by somebody, reduced to its shapes: what is not known to draw is left out.

Drawing programs write metadata, layers of their own and whole type declarations; an attacker writes scripts,
handlers and addresses. Neither is needed to show a logo.
"""

from __future__ import annotations

import re

from lxml import etree

from rupadata.errors import InputRefusedError
from rupadata.language import say

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "style", "linearGradient", "radialGradient", "stop",
    "clipPath", "mask", "pattern", "image",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "id", "class", "style", "transform", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
    "fx", "fy", "width", "height", "d", "points", "viewBox", "dx", "dy", "rotate", "preserveAspectRatio",
    "offset", "version", "gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits",
    "maskUnits", "maskContentUnits", "patternUnits", "patternContentUnits", "patternTransform",
    "pathLength", "textLength", "lengthAdjust", "fill", "fill-opacity", "fill-rule", "stroke",
    "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
    "stroke-dashoffset", "stroke-opacity", "opacity", "color", "clip-path", "clip-rule", "mask", "display",
    "visibility", "stop-color", "stop-opacity", "font-family", "font-size", "font-weight", "font-style",
    "text-anchor", "letter-spacing", "vector-effect", "paint-order",
})  # fmt: skip
_OUTSIDE = re.compile(
    r"url\s*\(\s*['\"]?\s*(?!['\"]?#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE
)
_OWN_LINK = re.compile(r"#[\w.:-]+\Z|data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+\Z")


def clean_svg(content: bytes) -> bytes:
    """Return the shapes of an SVG; refuse what is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_svg() from error
    if root.tag != f"{{{_SVG}}}svg":
        raise _no_svg()
    clean: bytes = etree.tostring(_copy(root), encoding="utf-8")
    return clean


def _copy(element: etree._Element) -> etree._Element:
    """Return an element with its known attributes and children alone."""
    name = etree.QName(element).localname
    made = etree.Element(f"{{{_SVG}}}{name}", nsmap={None: _SVG, "xlink": _XLINK})
    for key, value in element.attrib.items():
        plain = str(key).removeprefix(f"{{{_XLINK}}}")
        if plain == "href" and _OWN_LINK.fullmatch(str(value).strip()):
            made.set(f"{{{_XLINK}}}href", str(value).strip())
        elif key in _ATTRIBUTES and not _OUTSIDE.search(str(value)):
            made.set(str(key), str(value))
    if name != "style" or not _OUTSIDE.search(element.text or ""):
        made.text = element.text
    for child in element:
        if isinstance(child.tag, str) and _is_known(child.tag):
            copied = _copy(child)
            copied.tail = child.tail
            made.append(copied)
    return made


def _is_known(tag: str) -> bool:
    name = etree.QName(tag)
    return name.namespace == _SVG and name.localname in _ELEMENTS


def _no_svg() -> InputRefusedError:
    return InputRefusedError(
        say(id="Gambar itu bukan SVG yang utuh.", en="That picture is no whole SVG."),
        code="logo-unreadable",
        hint=say(id="Simpan lagi sebagai SVG atau PNG.", en="Save it again as SVG or PNG."),
    )
