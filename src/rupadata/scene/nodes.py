"""The nodes of a scene. Coordinates are in scene units from the top left; nothing is relative."""

from __future__ import annotations

import msgspec

from rupadata.model.evidence import Evidence


class TextStyle(msgspec.Struct, frozen=True, gc=False):
    """How a line of text is set. `size` in scene units, `weight` is one that the family has."""

    family: str  # "Manrope", "Source Sans Pro", or an office's own with what draws it
    weight: int
    size: float
    fill: str
    anchor: str = "start"  # start, middle, end
    letter_spacing: float = 0.0


class Text(msgspec.Struct, frozen=True, gc=False):
    """One line of text; `y` is the baseline. Longer text is broken into several nodes before it gets here.

    `id` is unique and stable; `role` says what the text is for ("headline", "subtitle", "kicker", "value",
    "label", "sentence", "source", "note", "date", "credit" ...). Every digit shown has its evidence, but for
    the exempt roles source, note, date and credit.
    """

    id: str
    role: str
    x: float
    y: float
    text: str
    style: TextStyle
    width: float
    """The measured advance of the line, in scene units."""
    evidence: tuple[Evidence, ...] = ()
    lang: str = ""
    """Set where it differs from the scene's language."""
    paragraph: str = ""
    """Lines of one paragraph share this name, so that a reader hears them as one."""


class Paint(msgspec.Struct, frozen=True, gc=False):
    """Fill and stroke of a shape; an empty colour means none. Colours are `#rrggbb`."""

    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    round_caps: bool = False


class Rect(msgspec.Struct, frozen=True, gc=False):
    """A rectangle, its corners rounded by `radius`."""

    id: str
    role: str
    x: float
    y: float
    width: float
    height: float
    paint: Paint
    radius: float = 0.0
    value: float | None = None
    """What the length or colour encodes, so that a check can compare bars with their figures."""


class Circle(msgspec.Struct, frozen=True, gc=False):
    """A circle."""

    id: str
    role: str
    cx: float
    cy: float
    r: float
    paint: Paint
    value: float | None = None


class Line(msgspec.Struct, frozen=True, gc=False):
    """A straight line."""

    id: str
    role: str
    x1: float
    y1: float
    x2: float
    y2: float
    paint: Paint


class Path(msgspec.Struct, frozen=True, gc=False):
    """A path in SVG syntax (absolute commands), moved and scaled by `place` = (dx, dy, factor).

    `box` is its bounding box (x, y, width, height) in scene units, after placing.
    """

    id: str
    role: str
    d: str
    paint: Paint
    box: tuple[float, float, float, float]
    place: tuple[float, float, float] = (0.0, 0.0, 1.0)
    value: float | None = None


class Image(msgspec.Struct, frozen=True, gc=False):
    """A picture file such as the office's logo; `media_type` image/png, image/jpeg or image/svg+xml."""

    id: str
    role: str
    x: float
    y: float
    width: float
    height: float
    media_type: str
    content: bytes
    alt: str


class ChartSeries(msgspec.Struct, frozen=True, gc=False):
    """One series of a chart as plain values; None is a gap."""

    name: str
    values: tuple[float | None, ...]


class ChartData(msgspec.Struct, frozen=True, gc=False):
    """What formats with native charts need beyond shapes: kind, categories, series, number format.

    Values are as the table has them. `number_format` is a spreadsheet's and may end in commas, each of which
    divides by a thousand: the figures so shown are in `unit`, as on the page.
    """

    kind: str  # column, line, bar, map, pyramid, ...
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    number_format: str = "General"
    unit: str = ""


class Mark(msgspec.Struct, frozen=True, gc=False):
    """Where a picture shows a value of its chart: an upright box in scene units, with no ink of its own.

    `series` and `category` are places in the chart. Said only where no shape stands for just this value: at a
    point of a line, around the symbols of a row, at a figure in words.
    """

    series: int
    category: int
    x: float
    y: float
    width: float
    height: float


class Group(msgspec.Struct, frozen=True, gc=False):
    """Nodes that belong together: a block, a chart, the header.

    A group with `alt` is one figure to a reader who cannot see: `label` names it, `alt` tells its trend, peak
    and low in words. `heading` groups (role "section") hold a section's heading text and its content.
    `block` names the kind of block that it draws ("years", "map" ...), nothing for head, foot and pairs.
    """

    id: str
    role: str  # header, numbers, section, figure, footer, ornament ...
    children: tuple[Node, ...]
    label: str = ""
    alt: str = ""
    chart: ChartData | None = None
    block: str = ""
    marks: tuple[Mark, ...] = ()
    """Where the values of `chart` are shown; empty where the values of its shapes tell that."""


Node = Group | Text | Rect | Circle | Line | Path | Image
