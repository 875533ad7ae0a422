"""Scenes as slides of a presentation: text that can be edited, shapes in groups, charts with their own data.

A chart that PowerPoint knows (columns, bars, lines, stacked ones) becomes one of its own, with the data sheet
behind it and the colours of our marks; all other drawing becomes shapes. Presentations know no web fonts: the
fonts are named, and every line stands alone without wrapping, so that a stand-in font moves nothing.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rupadata.render.dated_package import dated_package
from rupadata.render.slide_charts import add_chart, beside_chart, is_native
from rupadata.render.slide_paths import path_geometry
from rupadata.render.slide_pictures import slide_picture
from rupadata.render.slide_template import new_presentation
from rupadata.render.slide_units import EMU, rgb
from rupadata.render.xml_text import clean, escape
from rupadata.scene.geometry import Bounds, group_box
from rupadata.scene.nodes import Circle, Group, Image, Line, Node, Paint, Path, Rect, Text
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import (
    HEADING_FAMILY,
    REST_FAMILY,
    TABULAR_FAMILY,
    TEXT_FAMILY,
    families_behind,
    font_metrics,
    plain_name,
    printable,
)

if TYPE_CHECKING:
    from pptx.slide import Slide

_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_BOLD = 600
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NOTED = ("source", "note", "date")


def render_pptx(scenes: Sequence[Scene], *, date: dt.date | None = None) -> bytes:
    """Return scenes of one size as a presentation, a slide each; `date` is what its properties say.

    Raises a ValueError where there is no scene, or where they differ in size: a presentation has one.
    """
    if len({(scene.width, scene.height) for scene in scenes}) != 1:
        raise ValueError("slides of one presentation are of one size")
    made = new_presentation(scenes)
    for scene in scenes:
        _Slide(made.slides.add_slide(made.slide_layouts[0]), scene).draw()
    when = dt.datetime.combine(date or dt.date(2000, 1, 1), dt.time())
    about = made.core_properties
    about.title, about.subject, about.author = scenes[0].title, "", "Rupadata"
    about.language, about.created, about.modified = scenes[0].lang, when, when
    about.last_modified_by, about.revision = "Rupadata", 1
    out = io.BytesIO()
    made.save(out)
    return dated_package(out.getvalue(), when)


class _Slide:
    """One slide under way."""

    def __init__(self, slide: Slide, scene: Scene) -> None:
        self.slide = slide
        self.scene = scene
        self._last = 1
        self._title: list[Text] = []
        self._titled = False

    def draw(self) -> None:
        """Put everything of the scene on the slide, in painting order, and its sources in the notes."""
        from pptx.oxml import parse_xml

        tree = self.slide.shapes._spTree
        for empty in list(self.slide.placeholders):
            tree.remove(empty._element)
        if self.scene.background:
            fill = self.slide.background.fill
            fill.solid()
            fill.fore_color.rgb = rgb(self.scene.background)
        for node in self.scene.nodes:
            over: list[Group | Image] = []
            markup = "".join((*self._node(node, over), *self._headline()))
            if markup:
                around = parse_xml(f"<p:spTree {_NAMESPACES}>{markup}</p:spTree>")
                tree.extend(list(around))
            for one in over:
                if isinstance(one, Image):
                    self._image(one)
                else:
                    add_chart(self.slide, one, self._next(), self.scene.lang)
        noted = [text.text for text in texts(self.scene) if text.role in _NOTED]
        self.slide.notes_slide.notes_text_frame.text = "\n".join(
            [clean(self.scene.title), clean(self.scene.description), *map(clean, noted)]
        )

    def _headline(self) -> Iterator[str]:
        """Yield the headline as the slide's title, over the group that it stood in: no group may hold it."""
        if self._title:
            yield from self._lines(self._title, '<p:ph type="title"/>')
            self._title = []

    def _nodes(self, nodes: Iterable[Node], over: list[Group | Image]) -> Iterator[str]:
        for paragraph, run in groupby(nodes, _paragraph):
            if paragraph:
                lines = [node for node in run if isinstance(node, Text)]
                if lines[0].role == "headline" and not self._titled:
                    self._title, self._titled = lines, True
                else:
                    yield from self._lines(lines)
            else:
                for node in run:
                    yield from self._node(node, over)

    def _node(self, node: Node, over: list[Group | Image]) -> Iterator[str]:
        """Yield the shapes of a node; what the library has to add goes over them, and waits in `over`."""
        match node:
            case Group():
                yield from self._group(node, over)
            case Text():
                yield from self._lines([node])
            case Rect():
                radius = node.radius / max(1e-9, min(node.width, node.height))
                kind, more = ("roundRect", f'<a:gd name="adj" fmla="val {round(min(0.5, radius) * 1e5)}"/>')
                if not node.radius:
                    kind, more = "rect", ""
                geometry = f'<a:prstGeom prst="{kind}"><a:avLst>{more}</a:avLst></a:prstGeom>'
                box = Bounds(node.x, node.y, node.width, node.height)
                yield self._shape(node.id, box, geometry, node.paint)
            case Circle():
                box = Bounds(node.cx - node.r, node.cy - node.r, 2 * node.r, 2 * node.r)
                geometry = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
                yield self._shape(node.id, box, geometry, node.paint)
            case Line():
                yield self._line(node)
            case Path():
                yield from self._path(node)
            case Image():
                over.append(node)

    def _group(self, node: Group, over: list[Group | Image]) -> Iterator[str]:
        children = node.children
        if is_native(node):
            over.append(node)
            children = beside_chart(node)
        inner = "".join(self._nodes(children, over))
        if not inner:
            return
        box = group_box(children) or Bounds(0, 0, 1, 1)
        place = _place(box, "a:off", "a:ext") + _place(box, "a:chOff", "a:chExt")
        yield (
            f"<p:grpSp><p:nvGrpSpPr>{self._named(node.label or node.id, node.alt)}<p:cNvGrpSpPr/><p:nvPr/>"
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
        )

    def _next(self) -> int:
        """Return an id that no shape of the slide has."""
        self._last += 1
        return self._last

    def _named(self, name: str, alt: str = "") -> str:
        told = f' descr="{escape(clean(alt))}"' if alt else ""
        return f'<p:cNvPr id="{self._next()}" name="{escape(clean(name))}"{told}/>'

    def _shape(self, name: str, box: Bounds, geometry: str, paint: Paint) -> str:
        return (
            f"<p:sp><p:nvSpPr>{self._named(name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f"<a:xfrm>{_place(box, 'a:off', 'a:ext')}</a:xfrm>{geometry}{_fill(paint)}{_stroke(paint)}"
            "</p:spPr></p:sp>"
        )

    def _line(self, node: Line) -> str:
        flips = (' flipH="1"' if node.x2 < node.x1 else "") + (' flipV="1"' if node.y2 < node.y1 else "")
        box = Bounds(
            min(node.x1, node.x2), min(node.y1, node.y2), abs(node.x2 - node.x1), abs(node.y2 - node.y1)
        )
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self._named(node.id)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>"
            f"<a:xfrm{flips}>{_place(box, 'a:off', 'a:ext')}</a:xfrm>"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_stroke(node.paint)}</p:spPr></p:cxnSp>'
        )

    def _path(self, node: Path) -> Iterator[str]:
        found = path_geometry(node)
        if found is not None:
            box, geometry = found
            yield self._shape(node.id, box, geometry, node.paint)

    def _image(self, node: Image) -> None:
        content, box = slide_picture(node)
        place = [round(value * EMU) for value in (box.x, box.y, box.width, box.height)]
        picture = self.slide.shapes.add_picture(io.BytesIO(content), *place)
        about = picture._element.nvPicPr.cNvPr
        about.set("id", str(self._next()))
        about.set("descr", clean(node.alt))

    def _lines(self, lines: Sequence[Text], placeholder: str = "") -> Iterator[str]:
        """Yield the text box of the lines of a paragraph; *placeholder* tells what it fills."""
        runs = _rows(lines)
        first = runs[0][0]
        metrics = font_metrics(first.style)
        several = len(runs) > 1
        leading = (runs[-1][0].y - first.y) / (len(runs) - 1) if several else 0.0
        # Lines of a fixed height stand on what is left of it above the letters' descent.
        above = leading - metrics.descender if several else metrics.ascender
        height = leading * len(runs) if several else metrics.ascender + metrics.descender
        width = max(row[-1].x + row[-1].width - row[0].x for row in runs)
        anchor = first.style.anchor
        left = min(_left(row[0]) for row in runs)
        if placeholder:
            # Programs wrap a title whatever its box says: it gets all the room that there is.
            width = max(width, self.scene.width - left - 4)
        box = Bounds(left, first.y - above, width + 2, height)
        align = {"middle": ' algn="ctr"', "end": ' algn="r"'}.get(anchor, ' algn="l"' if placeholder else "")
        spacing = f'<a:lnSpc><a:spcPts val="{round(leading * 75)}"/></a:lnSpc>' if several else ""
        kind = "" if placeholder else ' txBox="1"'
        lang = _LANGUAGES.get(first.lang or self.scene.lang, "id-ID")
        body = "<a:br/>".join("".join(_runs(row, lang)) for row in runs)
        yield (
            f"<p:sp><p:nvSpPr>{self._named(first.id)}<p:cNvSpPr{kind}/>"
            f"<p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>"
            f"<a:xfrm>{_place(box, 'a:off', 'a:ext')}</a:xfrm>"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
            "<a:noAutofit/></a:bodyPr>"
            f"<a:p><a:pPr{align}>{spacing}</a:pPr>{body}</a:p></p:txBody></p:sp>"
        )


def _paragraph(node: Node) -> str:
    """Return what the lines of one text box have in common."""
    if not isinstance(node, Text):
        return ""
    return node.paragraph or (node.role if node.role == "headline" else "")


def _rows(lines: Sequence[Text]) -> list[list[Text]]:
    """Return the texts of a paragraph by the line that they stand on."""
    rows: list[list[Text]] = []
    for text in lines:
        if rows and abs(rows[-1][0].y - text.y) < 0.5:
            rows[-1].append(text)
        else:
            rows.append([text])
    return rows


def _left(text: Text) -> float:
    return text.x - {"middle": 0.5, "end": 1.0}.get(text.style.anchor, 0.0) * text.width


def _runs(row: Sequence[Text], lang: str) -> Iterator[str]:
    """Yield the texts of a line, a space before each that stands apart from the one before."""
    end = row[0].x
    for text in row:
        yield _run(text, lang, " " if text.x - end > 1 else "")
        end = text.x + text.width


def _run(text: Text, lang: str, before: str = "") -> str:
    style = text.style
    family = HEADING_FAMILY if style.family == TABULAR_FAMILY else plain_name(style.family)
    bold = ' b="1"' if style.weight >= _BOLD else ""
    spaced = f' spc="{round(style.letter_spacing * 75)}"' if style.letter_spacing else ""
    shown = printable(text.text, style.family)
    others = [one for one in families_behind(shown, style.family) if one not in (TEXT_FAMILY, REST_FAMILY)]
    scripts = "".join(f'<a:{kind} typeface="{one}"/>' for one in others[:1] for kind in ("ea", "cs"))
    return (
        f'<a:r><a:rPr lang="{lang}" sz="{round(style.size * 75)}"{bold}{spaced}>{_solid(style.fill)}'
        f'<a:latin typeface="{family}" pitchFamily="34"/>{scripts}</a:rPr>'
        f"<a:t>{before}{escape(shown)}</a:t></a:r>"
    )


def _place(box: Bounds, at: str, size: str) -> str:
    x, y = round(box.x * EMU), round(box.y * EMU)
    wide, high = max(0, round(box.width * EMU)), max(0, round(box.height * EMU))
    return f'<{at} x="{x}" y="{y}"/><{size} cx="{wide}" cy="{high}"/>'


def _solid(colour: str, opacity: float = 1.0) -> str:
    alpha = f'<a:alpha val="{round(opacity * 1e5)}"/>' if opacity < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")[:6].upper()}">{alpha}</a:srgbClr></a:solidFill>'


def _fill(paint: Paint) -> str:
    return _solid(paint.fill, paint.opacity) if paint.fill else "<a:noFill/>"


def _stroke(paint: Paint) -> str:
    if not paint.stroke or not paint.stroke_width:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if paint.dash else ""
    cap = ' cap="rnd"' if paint.round_caps else ""
    width, colour = round(paint.stroke_width * EMU), _solid(paint.stroke, paint.opacity)
    return f'<a:ln w="{width}"{cap}>{colour}{dash}<a:round/></a:ln>'
