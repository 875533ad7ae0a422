"""Scenes as SVG: plain string building, the same bytes for the same scene."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import isfinite
from typing import Any

from msgspec.structs import replace

from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.render.names import TEXT_MODES
from rupadata.render.text_outlines import text_outline
from rupadata.render.xml_text import escape, not_finite, number
from rupadata.scene.nodes import Circle, Group, Image, Line, Node, Paint, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene
from rupadata.typeset import (
    BASIC_CHARACTERS,
    HEADING_FAMILY,
    TABULAR_FAMILY,
    TEXT_FAMILY,
    OwnFamily,
    character_set,
    families_behind,
    font_data_uri,
    plain_name,
    printable,
    weight_behind,
    wide_font_face,
)

HEADING_LEVELS = {"headline": 1, "section-heading": 2, "heading": 2}
"""Roles of texts that are headings, and how deep."""
BESIDE_FIGURES = frozenset({"source", "note", "credit", "section-note", "sentence", *HEADING_LEVELS})
"""Roles of texts in a chart's group that are read as text, not as part of the picture."""
NARROW_FAMILIES = "'Arial Narrow', 'Liberation Sans Narrow', 'Nimbus Sans Narrow', sans-serif"
"""What stands in for our fonts: all narrower than them, for programs that squeeze no text into its room."""
ANCHOR_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of its width a text stands left of its place."""
_SAME_DESIGN = {TEXT_FAMILY: "'Source Sans 3', "}
"""Families that are another edition of ours."""


def render_svg(scene: Scene, *, text: str = "embed", id_prefix: str = "") -> str:
    """Return a scene as an SVG document.

    `text` is `embed` (real text, the fonts carried along: for browsers), `text` (real text for drawing
    programs where the fonts are installed) or `outline` (letters as paths: for print shops, and for Word,
    PowerPoint and others that know no web fonts). `id_prefix` stands before every id, so that several
    drawings can share a document.
    """
    if text not in TEXT_MODES:
        nearest = nearest_name(text, TEXT_MODES) or TEXT_MODES[0]
        raise UsageError(
            say(id=f'Cara teks SVG "{text}" tidak dikenal.', en=f'The SVG text mode "{text}" is not known.'),
            code="svg-text-unknown",
            hint=say(id=f'Maksudnya "{nearest}"?', en=f'Did you mean "{nearest}"?'),
        )
    drawing = Drawing(text, id_prefix)
    body = drawing.draw(scene.nodes)
    return "".join((_opening(scene, escape(id_prefix)), drawing.style_sheet(), body, "</svg>\n"))


def _opening(scene: Scene, prefix: str) -> str:
    width, height = number(scene.width), number(scene.height)
    if scene.width_mm and scene.height_mm:
        size = f'width="{number(scene.width_mm)}mm" height="{number(scene.height_mm)}mm"'
    else:
        size = f'width="{width}" height="{height}"'
    data = "".join(f' data-{_data_name(key)}="{escape(value)}"' for key, value in scene.metadata)
    lang = escape(scene.lang)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}"',
        f' lang="{lang}" xml:lang="{lang}" role="graphics-document" aria-labelledby="{prefix}page-title"',
        f' aria-describedby="{prefix}page-description" text-rendering="geometricPrecision"{data}>',
        f'<title id="{prefix}page-title">{escape(scene.title)}</title>',
        f'<desc id="{prefix}page-description">{escape(scene.description)}</desc>',
    ]
    if scene.background:
        parts.append(
            f'<rect id="{prefix}page-background" data-role="background" width="{width}" height="{height}"'
            f' fill="{escape(scene.background)}"/>'
        )
    return "".join(parts)


@lru_cache(maxsize=256)
def _data_name(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.casefold()).strip("-") or "x"


class Drawing:
    """One drawing under way: what it has written, and the fonts that it used."""

    __slots__ = ("_basic", "_behind", "_faces", "_mode", "_out", "_prefix", "_squeezed", "_styles")

    def __init__(self, mode: str, id_prefix: str = "", *, squeezed: bool = True) -> None:
        """*mode* is one of TEXT_MODES, or `set` for Typst, which has our fonts under our names.

        *squeezed* has each text say how wide it may be, for programs that lack our fonts.
        """
        self._mode = mode
        self._prefix = id_prefix
        self._squeezed = squeezed
        self._out: list[str] = []
        self._faces: set[tuple[str, int]] = set()
        self._behind: dict[tuple[str, int], set[str]] = {}
        self._styles: dict[tuple[TextStyle, tuple[str, ...]], str] = {}
        self._basic = True

    def draw(self, nodes: Iterable[Node]) -> str:
        """Return the markup of nodes in painting order."""
        self._out = []
        self._all(tuple(nodes))
        return "".join(self._out)

    def _all(self, nodes: Sequence[Node]) -> None:
        """Write nodes in their order; the lines of one heading are one heading to who hears the page."""
        place = 0
        while place < len(nodes):
            node = nodes[place]
            level = HEADING_LEVELS.get(node.role, 0) if isinstance(node, Text) else 0
            if not level:
                _DRAW[type(node)](self, node)
                place += 1
                continue
            end = place + 1
            while end < len(nodes) and _same_heading(node, nodes[end]):
                end += 1
            self._out.append(f'<g role="heading" aria-level="{level}">')
            for line in nodes[place:end]:
                _DRAW[type(line)](self, line)
            self._out.append("</g>")
            place = end

    def style_sheet(self) -> str:
        """Return the fonts that what was drawn needs, or nothing where they are not carried along."""
        if self._mode != "embed" or not self._faces:
            return ""
        carried = _font_faces(tuple(sorted(self._faces)), self._basic)
        return f"<style>{carried}{behind_font_faces(self._behind)}</style>"

    def _group(self, node: Group) -> None:
        out = self._out
        out.append(f"<g{_identity(self._prefix, node.id, node.role)}")
        if node.block:
            out.append(f' data-block="{escape(node.block)}"')
        if node.label and not node.alt:
            out.append(f' role="group" aria-label="{escape(node.label)}"')
        out.append(">")
        if node.alt:
            self._figure(node)
        else:
            self._all(node.children)
        out.append("</g>")

    def _figure(self, node: Group) -> None:
        """Write a figure: what is picture in it is one picture, its title and sentences stand beside that.

        Nothing inside a picture is read, so a heading in it would be lost.
        """
        for told, run in _parts_of_figure(node.children):
            if told == "text":
                self._all(run)
                continue
            if told == "picture":
                named = f' role="img" aria-label="{escape(_name(node))}">'
                told_more = f"<desc>{escape(node.alt)}</desc>" if node.alt != _name(node) else ""
                self._out.append(f"<g{named}{told_more}")
            else:
                self._out.append('<g aria-hidden="true">')
            self._all(run)
            self._out.append("</g>")

    def _text(self, node: Text) -> None:
        style = node.style
        words, behind, basic = _words(node.text, style.family)
        if self._mode == "outline":
            path, transform = text_outline(node)
            self._out.append(
                f'<path{_identity(self._prefix, node.id, node.role)} role="img" aria-label="{words}"'
                f' d="{path}" transform="{transform}" fill="{escape(style.fill)}"/>'
            )
            return
        if not basic:
            self._basic = False
        extra = ""
        if node.paragraph:
            extra += f' data-paragraph="{escape(node.paragraph)}"'
        if node.lang:
            extra += f' lang="{escape(node.lang)}" xml:lang="{escape(node.lang)}"'
        x, y = node.x, node.y
        if self._mode == "set":
            # A real space ends the text: what stands beside it is another word to who reads the PDF.
            style, x = replace(style, anchor="start"), x - ANCHOR_SHARE[style.anchor] * node.width
            words, extra = f"{words} ", f'{extra} xml:space="preserve"'
        elif node.width > 0 and self._squeezed:
            # Where our fonts are missing, a wider one is squeezed into the room that was measured.
            extra += f' textLength="{number(node.width)}" lengthAdjust="spacingAndGlyphs"'
        if not isfinite(x + y):
            raise not_finite(node.id)
        attributes = self._styles.get((style, behind))
        if attributes is None:
            attributes = self._styles[style, behind] = _text_attributes(style, self._mode, behind)
            self._faces.add((style.family, style.weight))
        if behind:
            self._carry(node.text, style, behind)
        self._out.append(
            '<text%s x="%.6g" y="%.6g"%s%s>%s</text>'
            % (_identity(self._prefix, node.id, node.role), x, y, attributes, extra, words)
        )

    def _carry(self, text: str, style: TextStyle, behind: tuple[str, ...]) -> None:
        """Remember the fonts that a text needs behind its own, and their letters."""
        for family in behind:
            weight = weight_behind(family, style.weight)
            if family == TEXT_FAMILY:
                self._faces.add((family, weight))
            else:
                self._behind.setdefault((family, weight), set()).update(printable(text, style.family))

    def _rect(self, node: Rect) -> None:
        x, y, width, height, radius = node.x, node.y, node.width, node.height, node.radius
        if not isfinite(x + y + width + height + radius):
            raise not_finite(node.id)
        rounded = ' rx="%.6g"' % radius if radius else ""
        identity, paint, told = (
            _identity(self._prefix, node.id, node.role),
            _paint(node.paint),
            _value(node.value),
        )
        self._out.append(
            '<rect%s x="%.6g" y="%.6g" width="%.6g" height="%.6g"%s%s%s/>'
            % (identity, x, y, width, height, rounded, paint, told)
        )

    def _circle(self, node: Circle) -> None:
        cx, cy, r = node.cx, node.cy, node.r
        if not isfinite(cx + cy + r):
            raise not_finite(node.id)
        identity, paint, told = (
            _identity(self._prefix, node.id, node.role),
            _paint(node.paint),
            _value(node.value),
        )
        self._out.append('<circle%s cx="%.6g" cy="%.6g" r="%.6g"%s%s/>' % (identity, cx, cy, r, paint, told))

    def _line(self, node: Line) -> None:
        x1, y1, x2, y2 = node.x1, node.y1, node.x2, node.y2
        if not isfinite(x1 + y1 + x2 + y2):
            raise not_finite(node.id)
        self._out.append(
            '<line%s x1="%.6g" y1="%.6g" x2="%.6g" y2="%.6g"%s/>'
            % (_identity(self._prefix, node.id, node.role), x1, y1, x2, y2, _paint(node.paint))
        )

    def _path(self, node: Path) -> None:
        dx, dy, factor = node.place
        placing = ""
        if (dx, dy, factor) != (0.0, 0.0, 1.0):
            placing = f' transform="translate({number(dx)} {number(dy)}) scale({number(factor)})"'
        self._out.append(
            f'<path{_identity(self._prefix, node.id, node.role)} d="{escape(node.d)}"{placing}'
            f"{_paint(node.paint, 1 / (factor or 1))}{_value(node.value)}/>"
        )

    def _image(self, node: Image) -> None:
        self._out.append(
            f'<image{_identity(self._prefix, node.id, node.role)} x="{number(node.x)}" y="{number(node.y)}"'
            f' width="{number(node.width)}" height="{number(node.height)}"'
            f' href="{_data_uri(node.media_type, node.content)}"'
        )
        self._out.append(
            f' role="img" aria-label="{escape(node.alt)}"/>' if node.alt else ' aria-hidden="true"/>'
        )


_DRAW: dict[type, Callable[[Drawing, Any], None]] = {
    Group: Drawing._group,
    Text: Drawing._text,
    Rect: Drawing._rect,
    Circle: Drawing._circle,
    Line: Drawing._line,
    Path: Drawing._path,
    Image: Drawing._image,
}


def _same_heading(first: Node, node: Node) -> bool:
    return (
        isinstance(first, Text)
        and isinstance(node, Text)
        and node.role == first.role
        and node.paragraph == first.paragraph
        and bool(node.paragraph or node.role == "headline")
    )


def _parts_of_figure(children: Sequence[Node]) -> list[tuple[str, list[Node]]]:
    """Return the children in their painting order as runs: `text`, `picture` or `silent`.

    The picture is the run with the most in it; what little is painted before or after is silent.
    """
    runs: list[tuple[str, list[Node]]] = []
    for child in children:
        kind = "text" if isinstance(child, Text) and child.role in BESIDE_FIGURES else "silent"
        if not runs or runs[-1][0] != kind:
            runs.append((kind, []))
        runs[-1][1].append(child)
    drawn = [place for place, (kind, _) in enumerate(runs) if kind == "silent"]
    if drawn:
        most = max(drawn, key=lambda place: len(runs[place][1]))
        runs[most] = ("picture", runs[most][1])
    return runs


def _name(node: Group) -> str:
    return node.label or node.alt


@lru_cache(maxsize=8192)
def _identity(prefix: str, node_id: str, role: str) -> str:
    return f' id="{escape(prefix + node_id)}" data-role="{escape(role)}"'


@lru_cache(maxsize=8192)
def _words(text: str, family: str) -> tuple[str, tuple[str, ...], bool]:
    """Return a text as markup, the families behind its own, and whether the small fonts show it."""
    shown = printable(text, family)
    if BASIC_CHARACTERS.issuperset(shown) and character_set(family).issuperset(shown):
        return escape(shown), (), True
    return escape(shown), families_behind(shown, family), False


def behind_font_faces(letters: Mapping[tuple[str, int], Iterable[str]]) -> str:
    """Return the style rules that carry letters of fonts along, by the family and weight behind a page's."""
    return "".join(
        wide_font_face(family, weight, "".join(sorted(shown)))
        for (family, weight), shown in sorted(letters.items())
    )


@lru_cache(maxsize=1024)
def _text_attributes(style: TextStyle, mode: str, behind: tuple[str, ...]) -> str:
    family, features = escape(style.family), ""
    if mode == "text" and family == TABULAR_FAMILY:
        # Drawing programs know the installed font by its own name.
        family, features = HEADING_FAMILY, " style=\"font-feature-settings:'tnum'\""
    same = _SAME_DESIGN.get(family, "")
    if isinstance(style.family, OwnFamily) and mode != "set":
        # Carried along under a name of its own, installed under its plain one.
        name = escape(plain_name(style.family))
        family, same = (name, "") if mode == "text" else (family, f"'{name}', ")
    others = "sans-serif" if mode == "set" else f"{same}{NARROW_FAMILIES}"
    others = "".join(f"'{one}', " for one in behind) + others
    anchor = f' text-anchor="{escape(style.anchor)}"' if style.anchor != "start" else ""
    spacing = f' letter-spacing="{number(style.letter_spacing)}"' if style.letter_spacing else ""
    return (
        f' font-family="\'{family}\', {others}" font-weight="{style.weight}"'
        f' font-size="{number(style.size)}" fill="{escape(style.fill)}"{anchor}{spacing}{features}'
    )


@lru_cache(maxsize=1024)
def _paint(paint: Paint, stroke_scale: float = 1.0) -> str:
    parts = [f' fill="{escape(paint.fill) or "none"}"']
    if paint.stroke and paint.stroke_width:
        parts.append(f' stroke="{escape(paint.stroke)}"')
        parts.append(f' stroke-width="{number(paint.stroke_width * stroke_scale)}" stroke-linejoin="round"')
        if paint.dash:
            dashes = " ".join(number(length * stroke_scale) for length in paint.dash)
            parts.append(f' stroke-dasharray="{dashes}"')
        if paint.round_caps:
            parts.append(' stroke-linecap="round"')
    if paint.opacity != 1.0:
        parts.append(f' opacity="{number(paint.opacity)}"')
    return "".join(parts)


def _value(value: float | None) -> str:
    return "" if value is None else f' data-value="{value!r}"'


@lru_cache(maxsize=16)
def _data_uri(media_type: str, content: bytes) -> str:
    return f"data:{escape(media_type)};base64,{base64.b64encode(content).decode('ascii')}"


@lru_cache(maxsize=64)
def _font_faces(faces: tuple[tuple[str, int], ...], basic: bool) -> str:
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:normal;"
        f"src:url({font_data_uri(family, weight, basic=basic)}) format('woff')}}"
        for family, weight in faces
    )
