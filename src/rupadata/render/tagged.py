"""The Typst source of a scene, set so that a reader who cannot see it hears it in order.

Texts are set natively: the headline is the first heading, section titles the second, lines of one paragraph
are one paragraph. A group with alternative text is one figure. Everything else is an artifact. Source, notes
and credits come last.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from rupadata.render.engine import string
from rupadata.render.svg import ANCHOR_SHARE, BESIDE_FIGURES, HEADING_LEVELS, Drawing
from rupadata.render.xml_text import clean, number
from rupadata.scene.geometry import Bounds, group_box
from rupadata.scene.nodes import Circle, Group, Image, Line, Node, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene, walk
from rupadata.typeset import check_face, families_behind, measure, printable

LAST_ROLES = frozenset({"source", "note", "credit"})
"""Roles of texts that are read last, wherever they stand; so are all texts of a footer."""

_LANGUAGE = re.compile("[a-z]{2,3}")
N = TypeVar("N", bound=Node)
_Shape = Rect | Circle | Line | Path | Image
_ALIGN = {"start": "left", "middle": "center", "end": "right"}
_GAP = 0.1
"""Stretches of a line that stand further apart than this, in font sizes, are two words."""
_KEPT_SPACE = '(" "); box()'
"""A space with an empty box behind it: without the box Typst drops what stands last in a line."""
_EDGE = 0.5
"""A shape this near to the page's edge is meant to touch it, in scene units."""

_PREAMBLE = """
#set text(lang: {lang}, fallback: false, hyphenate: false, overhang: false,
  top-edge: "baseline", bottom-edge: "baseline")
#set par(spacing: 0pt, justify: false, linebreaks: "simple")
#show heading: it => it.body
#let skip = h
#let at(x, y, body) = place(top + left, dx: x * {unit}, dy: y * {unit}, body)
#let lines(w, a, l, body) = block(width: w * {unit}, {{ set par(leading: l * {unit}); set align(a); body }})
#let p(x, y, w, a, l, body) = at(x, y, lines(w, a, l, par(body)))
#let h(n, x, y, w, a, l, body) = at(x, y, heading(level: n, lines(w, a, l, body)))
#let drawing(w, h, svg) = image(bytes(svg), format: "svg", width: w * {unit}, height: h * {unit})
#let backing(x, w, h, fill) = at(x, x, pdf.artifact(rect(width: w * {unit}, height: h * {unit}, fill: fill)))
#let shapes(x, y, w, h, svg) = at(x, y, pdf.artifact(drawing(w, h, svg)))
#let figure-at(x, y, w, h, alt, svg, ..texts) = at(x, y, figure(alt: alt, box(width: w * {unit},
  height: h * {unit}, {{ place(top + left, drawing(w, h, svg)); texts.pos().join() }})))
"""


class PaperSheet(Struct, frozen=True):
    """The paper around a page, in scene units: how far shapes bleed, and the margin with the crop marks."""

    point: float
    """How many points a scene unit is."""
    bleed: float = 0.0
    margin: float = 0.0
    """From the edge of the paper to the edge of the page, the bleed included."""
    marks: bool = False
    high: float = 0.0
    """The page's height in points where it is not that of its whole units."""


def typst_source(scene: Scene, sheet: PaperSheet, date: datetime.date) -> str:
    """Return the Typst source of a scene on its sheet, dated as told."""
    keywords = tuple(f"{key}: {value}" for key, value in scene.metadata)
    about = document_source(scene.title, scene.description, keywords, date)
    return f"{about}#set page({_paper(scene, sheet)})\n{_Source(scene, sheet).write()}"


def page_source(scene: Scene, sheet: PaperSheet, label: str) -> str:
    """Return the Typst source of a scene as one page of a document of several, found by a label."""
    inner = _Source(scene, sheet).write()
    return f"#page({_paper(scene, sheet)})[\n#metadata(none) <{label}>\n{inner}\n]\n"


def document_source(title: str, description: str, keywords: Sequence[str], date: datetime.date) -> str:
    """Return the Typst source that says what a document is."""
    words = "".join(string(clean(word)) + ", " for word in keywords)
    return (
        f"#set document(title: {string(clean(title) or 'Infografis')},"
        f" description: {string(clean(description))}, keywords: ({words}),"
        f" date: datetime(year: {date.year}, month: {date.month}, day: {date.day}))\n"
    )


def _paper(scene: Scene, sheet: PaperSheet) -> str:
    """Return the arguments of Typst's page."""
    high = sheet.high or scene.height * sheet.point
    width, height = (
        number(side + 2 * sheet.margin * sheet.point) for side in (scene.width * sheet.point, high)
    )
    fill = f", fill: rgb({string(scene.background)})" if scene.background and not sheet.margin else ""
    return f"width: {width}pt, height: {height}pt, margin: 0pt{fill}"


class _Source:
    """A source under way: what is written, and what waits because it may still grow."""

    def __init__(self, scene: Scene, sheet: PaperSheet) -> None:
        self._scene = scene
        self._sheet = sheet
        self._styles: dict[tuple[TextStyle, tuple[str, ...]], str] = {}
        self._body: list[str] = []
        self._shapes: list[_Shape] = []
        self._lines: list[Text] = []
        self._last: list[Text] = []
        self._has_title = False

    def write(self) -> str:
        """Return the source of what stands on the page."""
        scene, sheet = self._scene, self._sheet
        self._background()
        self._set(scene.nodes)
        self._flush()
        for text in self._last:
            self._add_line(text)
        self._flush()
        if sheet.marks:
            self._crop_marks()
        unit = f"{sheet.point:.9g}pt"
        lang = scene.lang if _LANGUAGE.fullmatch(scene.lang) else "id"
        return "".join(
            (
                _PREAMBLE.format(lang=string(lang), unit=unit),
                *(f"#let {name} = {_text_function(*kind, unit)}\n" for kind, name in self._styles.items()),
                *self._body,
            )
        )

    def _set(self, nodes: Iterable[Node], *, last: bool = False) -> None:
        for node in nodes:
            if isinstance(node, Text):
                if not _is_shown(node):
                    continue  # PDF/UA allows no empty heading, and a reader needs no empty paragraph.
                if last or node.role in LAST_ROLES:
                    self._last.append(node)
                else:
                    self._add_line(node)
            elif isinstance(node, Group):
                if clean(node.alt):
                    self._chart(node)
                else:
                    self._set(node.children, last=last or node.role == "footer")
            elif isinstance(node, Image) and clean(node.alt):
                self._figure((node,), node.alt)
            else:
                if self._lines:
                    self._flush()
                self._shapes.append(self._bled(node))

    def _chart(self, group: Group) -> None:
        """Set a chart's title and sentence as such, and what remains as one figure."""
        rest: list[Node] = []
        for node in group.children:
            if isinstance(node, Text) and node.role in BESIDE_FIGURES:
                self._set((node,))
            else:
                rest.append(node)
        told = f"{group.label}. {group.alt}" if group.label and group.label != group.alt else group.alt
        self._figure(rest, told)

    def _add_line(self, text: Text) -> None:
        if self._shapes or (self._lines and not _continues(self._lines, text)):
            self._flush()
        self._lines.append(text)

    def _flush(self) -> None:
        """Write what waits. Shapes and lines never wait together, so the painting order stays."""
        if self._lines:
            self._paragraph(self._lines)
            self._lines = []
        if self._shapes:
            box = Bounds(0.0, 0.0, self._scene.width, self._scene.height)
            found = (group_box(self._shapes) or box).grown(1.0).overlap(box.grown(self._sheet.bleed))
            if found is not None:
                self._body.append(f"#shapes({', '.join(self._placed(self._shapes, found))})\n")
            self._shapes = []

    def _paragraph(self, texts: list[Text]) -> None:
        lines = _in_lines(texts)
        first = texts[0]
        anchor = first.style.anchor
        leading = lines[1][0].y - first.y if len(lines) > 1 else 0.0
        widest = max(line[-1].x + line[-1].width - line[0].x for line in lines)
        room = widest + 2 * first.style.size  # so that rounding never breaks a line anew
        x = first.x - ANCHOR_SHARE[anchor] * room
        align = _ALIGN[anchor]
        if len(texts) == 1:
            x, align = first.x - ANCHOR_SHARE[anchor] * first.width, "left"
        body = "; [ ]; linebreak(); ".join(self._line(line) for line in lines)
        level = self._heading_level(first.role)
        if align == "left" and not level:
            # What stands close beside it is another word, whoever reads the file: a real space ends the text.
            body += f"; {self._style(texts[-1])}{_KEPT_SPACE}"
        if _LANGUAGE.fullmatch(first.lang):
            body = f"set text(lang: {string(first.lang)}); {body}"
        place = f"{self._x(x)}, {self._x(first.y)}, {number(room)}, {align}, {number(leading)}"
        opening = f"#h({level}, " if level else "#p("
        self._body.append(f"{opening}{place}, {{ {body} }})\n")

    def _line(self, line: list[Text]) -> str:
        """Return a line: its one text, or its stretches, each beginning where it was measured to."""
        words = [f"{self._style(text)}({string(printable(text.text, text.style.family))})" for text in line]
        for place, (text, after) in enumerate(pairwise(line)):
            gap = after.x - text.x - text.width
            if gap > _GAP * text.style.size:
                gap -= measure(" ", text.style)
                words[place] += f'; {self._style(text)}(" ")'
            words[place] += f"; skip({number(gap * self._sheet.point)}pt)"
        return "; ".join(words)

    def _style(self, text: Text) -> str:
        """Return the name of the function that sets a text's style."""
        kind = text.style, _behind(text)
        name = self._styles.get(kind)
        if name is None:
            check_face(text.style.family, text.style.weight)
            name = self._styles[kind] = f"s{len(self._styles)}"
        return name

    def _heading_level(self, role: str) -> int:
        """Return how deep a heading is, 0 for none: one title a page, and nothing above it."""
        level = HEADING_LEVELS.get(role, 0)
        if not level:
            return 0
        if not self._has_title:
            self._has_title = True
            return 1
        return level if level > 1 else 0

    def _figure(self, nodes: Iterable[Node], alt: str) -> None:
        self._flush()
        page = Bounds(0.0, 0.0, self._scene.width, self._scene.height)
        children = tuple(self._bled(node) for node in nodes)
        box = (group_box(children) or page).grown(2.0).overlap(page.grown(self._sheet.bleed))
        if box is not None:
            over = ""
            shown = [node for node in walk(children) if isinstance(node, Text) and _is_shown(node)]
            if any(text.style.letter_spacing or _behind(text) for text in shown):
                # In a drawing each spaced letter stands alone, and who reads the file guesses at words; and
                # the letters of a script are drawn one by one, each by whatever font is first.
                over = "".join(f", {self._over(text, box)}" for text in shown)
                children = tuple(_without_texts(children))
            place, svg = self._placed(children, box)
            self._body.append(f"#figure-at({place}, {string(clean(alt))}, {svg}{over})\n")

    def _over(self, text: Text, box: Bounds) -> str:
        """Return a text on a figure, set by Typst itself."""
        x = text.x - ANCHOR_SHARE[text.style.anchor] * text.width - box.x
        words = f"{self._line([text])}; {self._style(text)}{_KEPT_SPACE}"
        return f"at({number(x)}, {number(text.y - box.y)}, {{ {words} }})"

    def _placed(self, nodes: Iterable[Node], box: Bounds) -> tuple[str, str]:
        """Return where a drawing stands, and its SVG as a Typst string."""
        width, height = number(box.width), number(box.height)
        view = f"{number(box.x)} {number(box.y)} {width} {height}"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{view}">'
            f"{Drawing('set').draw(nodes)}</svg>"
        )
        return f"{self._x(box.x)}, {self._x(box.y)}, {width}, {height}", string(svg)

    def _x(self, value: float) -> str:
        return number(value + self._sheet.margin)

    def _background(self) -> None:
        scene, bleed = self._scene, self._sheet.bleed
        if scene.background:
            side, down = number(scene.width + 2 * bleed), number(scene.height + 2 * bleed)
            self._body.append(
                f"#backing({self._x(-bleed)}, {side}, {down}, rgb({string(scene.background)}))\n"
            )

    def _bled(self, node: N) -> N:
        """Return a node whose sides at the page's edge reach through the bleed."""
        bleed = self._sheet.bleed
        if not bleed:
            return node
        if isinstance(node, Group):
            return replace(node, children=tuple(self._bled(child) for child in node.children))
        if not isinstance(node, Rect):
            return node
        left = bleed if node.x <= _EDGE else 0.0
        top = bleed if node.y <= _EDGE else 0.0
        right = bleed if node.x + node.width >= self._scene.width - _EDGE else 0.0
        bottom = bleed if node.y + node.height >= self._scene.height - _EDGE else 0.0
        return replace(
            node,
            x=node.x - left,
            y=node.y - top,
            width=node.width + left + right,
            height=node.height + top + bottom,
        )

    def _crop_marks(self) -> None:
        """Write two lines a corner, outside the bleed, where the paper is cut."""
        scene, sheet = self._scene, self._sheet
        gap, end = sheet.bleed, sheet.margin
        marks: list[str] = []
        for x, outward in ((0.0, -1), (scene.width, 1)):
            for y, downward in ((0.0, -1), (scene.height, 1)):
                for x1, y1, x2, y2 in (
                    (x + outward * gap, y, x + outward * end, y),
                    (x, y + downward * gap, x, y + downward * end),
                ):
                    marks.append(f"M{self._x(x1)} {self._x(y1)}L{self._x(x2)} {self._x(y2)}")
        width, height = (number(side + 2 * sheet.margin) for side in (scene.width, scene.height))
        stroke = number(0.25 / sheet.point)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
            f' viewBox="0 0 {width} {height}"><path d="{"".join(marks)}" stroke="#000000"'
            f' stroke-width="{stroke}" fill="none"/></svg>'
        )
        self._body.append(f"#shapes(0, 0, {width}, {height}, {string(svg)})\n")


def _is_shown(text: Text) -> bool:
    return bool(printable(text.text, text.style.family).strip())


def _behind(text: Text) -> tuple[str, ...]:
    """Return the families that draw what a text's own lacks."""
    family = text.style.family
    return families_behind(printable(text.text, family), family)


def _without_texts(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Group):
            yield replace(node, children=tuple(_without_texts(node.children)))
        elif not isinstance(node, Text):
            yield node


def _continues(before: list[Text], text: Text) -> bool:
    """Tell whether a text goes on with the paragraph that waits: on its last line, or on the next."""
    first, last = before[0], before[-1]
    if (
        not (text.paragraph or text.role == "headline")
        or (text.paragraph, text.role, text.lang) != (first.paragraph, first.role, first.lang)
        or text.style.anchor != first.style.anchor
    ):
        return False
    step = text.y - last.y
    if abs(step) < 0.01:
        return first.style.anchor == "start" and text.x >= last.x + last.width - 0.5
    lines = _in_lines(before)
    return (
        abs(text.x - first.x) < 0.01
        and step > 0
        and (len(lines) == 1 or abs(step - (lines[1][0].y - first.y)) < 0.02)
    )


def _in_lines(texts: list[Text]) -> list[list[Text]]:
    """Return the texts of a paragraph line by line."""
    return [list(line) for _, line in groupby(texts, key=lambda text: round(text.y, 1))]


def font_source(family: str, behind: Sequence[str]) -> str:
    """Return the arguments of Typst's text that name a font and those behind it.

    The fonts of scripts are left to Typst's choice: each letter is in one of them only.
    """
    if not behind:
        return f"font: {string(family)}"
    return f"font: ({', '.join(map(string, (family, *behind)))}), fallback: true"


def _text_function(style: TextStyle, behind: tuple[str, ...], unit: str) -> str:
    tracking = f", tracking: {number(style.letter_spacing)} * {unit}" if style.letter_spacing else ""
    return (
        f"text.with({font_source(style.family, behind)}, weight: {style.weight},"
        f" size: {number(style.size)} * {unit}, fill: rgb({string(style.fill)}){tracking})"
    )
