"""What stands in a page's SVG or slide after somebody edited it: texts, marks and charts by our own ids.

A page drawn anew is read the same way, so that two readings differ where somebody changed something.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree
from msgspec import Struct, field

from rupadata.errors import InputRefusedError
from rupadata.language import say

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape

_SVG = "{http://www.w3.org/2000/svg}"
_LINE = "{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}role"
_TRANSFORM = re.compile(r"(translate|matrix|scale)\(([^)]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_GEOMETRY = {
    "rect": ("x", "y", "width", "height"),
    "circle": ("cx", "cy", "r"),
    "line": ("x1", "y1", "x2", "y2"),
    "path": (),
}
_PAINTS = ("fill", "stroke")
_LETTERS = ("font-family", "font-size", "fill")
_PIXELS_PER_POINT = 4 / 3
_SOLID = _RGB = 1
"""The numbers that the library has for one colour of a fill, and for one that is told as such."""
_PIXELS_PER_EMU = 1 / 9525
_WIDEST = 100_000_000
"""Bytes of an edited file, unpacked; no page comes near it."""
Matrix = tuple[float, float, float, float, float, float]
_HERE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Letters(Struct, frozen=True):
    """What a text is set in: the first family named, its size in scene units, its colour."""

    family: str = ""
    size: float = 0.0
    colour: str = ""


class EditedText(Struct, frozen=True):
    """A text as it stands, where, in scene units, and in which letters."""

    text: str
    x: float
    y: float
    letters: Letters = Letters()


class EditedMark(Struct, frozen=True):
    """A shape: its numbers after all moves, and its colours."""

    numbers: tuple[float, ...]
    colours: tuple[str, ...]


class EditedFile(Struct):
    """All of a page that is known again by its id, and what is new."""

    width: float
    height: float
    lang: str = ""
    texts: dict[str, EditedText] = field(default_factory=dict)
    marks: dict[str, EditedMark] = field(default_factory=dict)
    charts: list[tuple[tuple[str, ...], tuple[tuple[float | None, ...], ...]]] = field(default_factory=list)
    """Of each native chart its categories and its series' values."""
    others: list[str] = field(default_factory=list)
    """Texts that have no id."""
    title: str = ""
    """The id of the text that is a slide's title; programs give titles names of their own."""


def read_edited(name: str, content: bytes) -> EditedFile:
    """Return what stands in an SVG or PPTX; `name` tells which it is.

    Raises an InputRefusedError where it is neither, or cannot be read.
    """
    kind = Path(name).suffix.lower()
    if kind not in (".svg", ".pptx"):
        raise InputRefusedError(
            say(
                id=f"{name}: yang dapat diambil kembali adalah SVG atau PPTX.",
                en=f"{name}: an SVG or a PPTX can be taken back.",
            ),
            code="take-back-type",
        )
    try:
        return _read_svg(content) if kind == ".svg" else _read_pptx(content)
    except Exception as error:
        raise InputRefusedError(
            say(
                id=f"{name} tidak dapat dibaca sebagai {kind[1:].upper()}.",
                en=f"{name} cannot be read as {kind[1:].upper()}.",
            ),
            code="take-back-unreadable",
            hint=say(
                id="Simpan lagi dari program gambarnya, lalu ulangi.",
                en="Save it again from the drawing program, then repeat.",
            ),
        ) from error


def _read_svg(content: bytes) -> EditedFile:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=len(content) <= _WIDEST)
    root = etree.fromstring(content, parser)
    view = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    if root.tag != f"{_SVG}svg" or len(view) != 4:
        raise ValueError("no page")
    found = EditedFile(view[2], view[3], root.get("lang", ""))
    _take_svg(root, _HERE, found)
    return found


def _take_svg(element: etree._Element, around: Matrix, found: EditedFile) -> None:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        tag = child.tag.removeprefix(_SVG)
        matrix = _joined(around, _transform(child.get("transform", "")))
        if tag == "text":
            _take_svg_text(child, matrix, found)
        elif tag in _GEOMETRY:
            _take_svg_mark(child, tag, matrix, found)
        elif tag in ("g", "svg", "a"):
            _take_svg(child, matrix, found)


def _take_svg_text(element: etree._Element, matrix: Matrix, found: EditedFile) -> None:
    lines = [child for child in element if child.get(_LINE) == "line" or {"x", "y"} <= set(child.keys())]
    shown = " ".join("".join(line.itertext()) for line in lines) if lines else "".join(element.itertext())
    text = " ".join(shown.split())
    first = lines[0] if lines else element
    x, y = (_first_number(first.get(side) or element.get(side) or "0") for side in ("x", "y"))
    place = _moved(matrix, x, y)
    name = element.get("id", "")
    if element.get("data-role"):
        a, b, c, d, _, _ = matrix
        scale = abs(a * d - b * c) ** 0.5
        found.texts[name] = EditedText(text, *place, _letters_of((element, *element.iter()), scale))
    elif text:
        found.others.append(text)


def _letters_of(elements: Iterable[etree._Element], scale: float) -> Letters:
    """Return the letters of a text, what is said of its parts before what is said of the whole."""
    said: dict[str, str] = {}
    for one in elements:
        said |= {name: one.get(name, "") for name in _LETTERS if one.get(name)}
        said |= {name: value for name, value in _style_of(one).items() if name in _LETTERS}
    family = said.get("font-family", "").split(",")[0].strip(" '\"").casefold()
    return Letters(family, _first_number(said.get("font-size", "0")) * scale, said.get("fill", "").casefold())


def _style_of(element: etree._Element) -> dict[str, str]:
    parts = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in parts if name.strip()}


def _take_svg_mark(element: etree._Element, tag: str, matrix: Matrix, found: EditedFile) -> None:
    if not element.get("data-role"):
        return
    if tag == "path":
        numbers = tuple(float(number) for number in _NUMBER.findall(element.get("d", "")))
    else:
        numbers = tuple(_first_number(element.get(name, "0")) for name in _GEOMETRY[tag])
    style = _style_of(element)
    colours = tuple((style.get(name) or element.get(name, "")).casefold() for name in _PAINTS)
    found.marks[element.get("id", "")] = EditedMark((*numbers, *matrix), colours)


def _transform(text: str) -> Matrix:
    matrix = _HERE
    for kind, inner in _TRANSFORM.findall(text):
        numbers = [float(number) for number in _NUMBER.findall(inner)]
        if kind == "translate":
            step = (1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
        elif kind == "scale":
            step = (numbers[0], 0.0, 0.0, numbers[-1], 0.0, 0.0)
        else:
            a, b, c, d, e, f = numbers
            step = (a, b, c, d, e, f)
        matrix = _joined(matrix, step)
    return matrix


def _joined(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, l = inner  # noqa: E741
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _first_number(text: str) -> float:
    found = _NUMBER.search(text)
    return float(found.group()) if found else 0.0


def _read_pptx(content: bytes) -> EditedFile:
    from pptx import Presentation

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(entry.file_size for entry in package.infolist()) > _WIDEST:
            raise ValueError("too large")
    made: Any = Presentation(io.BytesIO(content))
    slide = next(iter(made.slides))
    found = EditedFile(
        made.slide_width * _PIXELS_PER_EMU,
        made.slide_height * _PIXELS_PER_EMU,
        (made.core_properties.language or "").partition("-")[0],
    )
    for shape in _all_shapes(slide.shapes):
        if getattr(shape, "has_chart", False):
            chart: Any = shape.chart
            plots = list(chart.plots)
            categories = tuple(str(category) for category in plots[0].categories) if plots else ()
            values = tuple(tuple(series.values) for plot in plots for series in plot.series)
            found.charts.append((categories, values))
        elif shape.has_text_frame:
            frame: Any = shape.text_frame
            text = " ".join(frame.text.replace("\v", " ").split())
            left, top = shape.left or 0, shape.top or 0
            if not text:
                continue
            is_title = shape.is_placeholder and shape == slide.shapes.title
            if "_" in shape.name or is_title:
                found.texts[shape.name] = EditedText(
                    text, left * _PIXELS_PER_EMU, top * _PIXELS_PER_EMU, _letters_of_frame(frame)
                )
            else:
                found.others.append(text)
            if is_title:
                found.title = shape.name
    return found


def _letters_of_frame(frame: Any) -> Letters:
    """Return the letters of a text box: those of the first of its runs."""
    runs = [run for paragraph in frame.paragraphs for run in paragraph.runs if run.text.strip()]
    if not runs:
        return Letters()
    font = runs[0].font
    size = font.size.pt * _PIXELS_PER_POINT if font.size is not None else 0.0
    told = font.fill.fore_color if font.fill.type == _SOLID else None
    colour = f"#{told.rgb}".casefold() if told is not None and told.type == _RGB else ""
    return Letters((font.name or "").casefold(), size, colour)


def _all_shapes(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _all_shapes(shape.shapes)
        else:
            yield shape
