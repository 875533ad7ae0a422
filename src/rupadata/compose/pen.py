"""The pen: puts nodes on a page with stable ids and measured text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from rupadata.compose.look import Look
from rupadata.model.evidence import Evidence
from rupadata.scene.geometry import group_box
from rupadata.scene.nodes import (
    ChartData,
    Circle,
    Group,
    Line,
    Mark,
    Node,
    Paint,
    Path,
    Rect,
    Text,
    TextStyle,
)
from rupadata.subjects.symbols import symbol_path
from rupadata.typeset import break_lines, measure
from rupadata.wording import parse_unit

_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a line stands before the place that it is written at."""
CAP = 0.70
"""Height of capitals and figures of both families, as a share of the size."""


class Writing(msgspec.Struct, frozen=True, gc=False):
    """A text with the evidence of the figures in it."""

    text: str
    evidence: tuple[Evidence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Writing("")


def plain(text: str, formula: str = "label") -> Writing:
    """Return a text whose digits need no computing: a period, a bound, or a name as found."""
    if not _has_digit(text):
        return Writing(text)
    return Writing(text, (Evidence(text, 0.0, "", formula),))


def joined(parts: Iterable[Writing], between: str = " ") -> Writing:
    """Return several texts as one; empty ones are left out."""
    held = [part for part in parts if part.text]
    return Writing(between.join(p.text for p in held), tuple(e for p in held for e in p.evidence))


class Written(NamedTuple):
    """Lines of one text in one style, broken to a width."""

    lines: tuple[str, ...]
    style: TextStyle
    leading: float
    evidence: tuple[Evidence, ...]

    @property
    def height(self) -> float:
        """Return the height from the top of the first line's capitals to the last baseline, plus descent."""
        if not self.lines:
            return 0.0
        return self.leading * (len(self.lines) - 1) + self.style.size * (CAP + 0.22)

    @property
    def width(self) -> float:
        """Return the width of the longest line."""
        return max((measure(line, self.style) for line in self.lines), default=0.0)


def write(
    shown: Writing,
    style: TextStyle,
    width: float,
    *,
    max_lines: int | None = None,
    leading: float = 1.25,
    balance: bool = False,
) -> Written:
    """Return a text broken into lines no wider than `width`."""
    lines = break_lines(shown.text, style, width, max_lines=max_lines, balance=balance) if shown.text else ()
    return Written(lines, style, style.size * leading, shown.evidence)


@lru_cache(maxsize=1024)
def _anchored(style: TextStyle, anchor: str) -> TextStyle:
    return TextStyle(style.family, style.weight, style.size, style.fill, anchor, style.letter_spacing)


@lru_cache(maxsize=1024)
def recolour(style: TextStyle, fill: str) -> TextStyle:
    """Return the style in another colour."""
    return TextStyle(style.family, style.weight, style.size, fill, style.anchor, style.letter_spacing)


@lru_cache(maxsize=1024)
def resize(style: TextStyle, size: float) -> TextStyle:
    """Return the style in another size, in scene units."""
    return TextStyle(style.family, style.weight, size, style.fill, style.anchor, style.letter_spacing)


class Pen:
    """Collects the nodes of one block, at hundredths of a unit; ids are its prefix, `_` and a name."""

    __slots__ = ("_counts", "block", "look", "marks", "nodes", "prefix")

    def __init__(self, prefix: str, look: Look, block: str = "") -> None:
        self.prefix = prefix
        self.block = block
        self.look = look
        self.nodes: list[Node] = []
        self.marks: list[Mark] = []
        self._counts: dict[str, int] = {}

    def id(self, name: str) -> str:
        """Return an id that nothing else in the block has."""
        count = self._counts.get(name, 0) + 1
        self._counts[name] = count
        return f"{self.prefix}_{name}" if count == 1 else f"{self.prefix}_{name}-{count}"

    def text(
        self,
        name: str,
        role: str,
        x: float,
        y: float,
        shown: Writing | str,
        style: TextStyle,
        anchor: str = "start",
        paragraph: str = "",
    ) -> float:
        """Write one line with its baseline at `y`; return its width."""
        if isinstance(shown, str):
            shown = Writing(shown)
        return self._line_of_text(name, role, x, y, shown.text, shown.evidence, style, anchor, paragraph)

    def read_across(self, since: int) -> None:
        """Have the texts written since so many nodes read from left to right; shapes stay where they are."""
        places = [i for i in range(since, len(self.nodes)) if isinstance(self.nodes[i], Text)]
        across = sorted((node for node in self.nodes[since:] if isinstance(node, Text)), key=_left)
        for place, text in zip(places, across):
            self.nodes[place] = text

    def _line_of_text(
        self,
        name: str,
        role: str,
        x: float,
        y: float,
        text: str,
        evidence: tuple[Evidence, ...],
        style: TextStyle,
        anchor: str,
        paragraph: str,
    ) -> float:
        width = measure(text, style)
        if anchor != "start":
            style = _anchored(style, anchor)
        self.nodes.append(
            Text(
                self.id(name), role, round(x * 100) / 100, round(y * 100) / 100, text, style,
                round(width * 100) / 100, evidence, "", paragraph,
            )
        )  # fmt: skip
        return width

    def lines(
        self, name: str, role: str, x: float, top: float, written: Written, anchor: str = "start"
    ) -> float:
        """Write broken lines from the top of their capitals; return the lower end of the text."""
        lines, style, leading, evidence = written
        y = top + style.size * CAP
        paragraph = ""
        if len(lines) > 1:
            paragraph = f"{self.prefix}_{name}-{self._counts.get(name, 0) + 1}"
        for line in lines:
            proof = evidence_in(line, evidence) if evidence else ()
            self._line_of_text(name, role, x, y, line, proof, style, anchor, paragraph)
            y += leading
        return top + written.height

    def is_clear(self, x: float, y: float, width: float, size: float) -> bool:
        """Tell whether a centred line with its baseline at `y` keeps clear of the block's texts and dots."""
        left, right, top, bottom = x - width / 2 - 2, x + width / 2 + 2, y - 0.78 * size, y + 0.22 * size
        for node in self.nodes:
            if isinstance(node, Text):
                high, wide = node.style.size, node.width
                if not (node.y - 0.78 * high < bottom and top < node.y + 0.22 * high):
                    continue
                start = node.x - _BEFORE[node.style.anchor] * wide
                if start < right and left < start + wide:
                    return False
            elif isinstance(node, Circle):
                cx, cy, r = node.cx, node.cy, node.r
                if cx - r < right and left < cx + r and cy - r < bottom and top < cy + r:
                    return False
        return True

    def rect(
        self,
        name: str,
        role: str,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        radius: float = 0.0,
        value: float | None = None,
        stroke: str = "",
        stroke_width: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a rectangle."""
        self.nodes.append(
            Rect(
                self.id(name), role, round(x * 100) / 100, round(y * 100) / 100,
                round(width * 100) / 100, round(height * 100) / 100,
                Paint(fill, stroke, stroke_width, 1.0, dash),
                round(min(radius, width / 2, height / 2) * 100) / 100 if radius else 0.0, value,
            )
        )  # fmt: skip

    def circle(
        self,
        name: str,
        role: str,
        cx: float,
        cy: float,
        r: float,
        fill: str,
        *,
        stroke: str = "",
        stroke_width: float = 0.0,
        value: float | None = None,
    ) -> None:
        """Draw a circle."""
        self.nodes.append(
            Circle(
                self.id(name), role, round(cx * 100) / 100, round(cy * 100) / 100,
                round(r * 100) / 100,
                Paint(fill, stroke, stroke_width), value,
            )
        )  # fmt: skip

    def line(
        self,
        name: str,
        role: str,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str,
        width: float,
        *,
        dash: tuple[float, ...] = (),
        round_caps: bool = False,
    ) -> None:
        """Draw a straight line."""
        self.nodes.append(
            Line(
                self.id(name), role, round(x1 * 100) / 100, round(y1 * 100) / 100,
                round(x2 * 100) / 100, round(y2 * 100) / 100,
                Paint("", colour, round(width, 2), 1.0, dash, round_caps),
            )
        )  # fmt: skip

    def path(
        self,
        name: str,
        role: str,
        d: str,
        paint: Paint,
        box: tuple[float, float, float, float],
        *,
        place: tuple[float, float, float] = (0.0, 0.0, 1.0),
        value: float | None = None,
    ) -> None:
        """Draw a path."""
        x, y, width, height = box
        self.nodes.append(
            Path(
                self.id(name), role, d, paint,
                (round(x, 2), round(y, 2), round(width, 2), round(height, 2)), place, value,
            )
        )  # fmt: skip

    def symbol(
        self, name: str, symbol: str, x: float, y: float, size: float, colour: str, weight: str = "duotone"
    ) -> None:
        """Draw a symbol in a square; a name that is no symbol draws nothing."""
        shape = symbol_path(symbol, weight, self.look.symbols)
        factor = size / shape.size
        for layer in shape.layers:
            self.nodes.append(
                Path(
                    self.id(name), "symbol", layer.d, Paint(colour, opacity=layer.opacity),
                    (round(x, 2), round(y, 2), round(size, 2), round(size, 2)),
                    (round(x, 2), round(y, 2), round(factor, 5)),
                )
            )  # fmt: skip

    def tell(
        self, category: int, x: float, y: float, width: float, height: float, *, series: int = 0
    ) -> None:
        """Say that a box shows a value of the chart, by the places of its series and category."""
        self.marks.append(Mark(series, category, round(x, 1), round(y, 1), round(width, 1), round(height, 1)))

    def tell_points(self, points: Iterable[tuple[int, float, float]], *, series: int = 0) -> None:
        """Say which categories the points of a line show; a box ends half-way to the next point."""
        found = list(points)
        wide = [18 * self.look.u, *(b[1] - a[1] for a, b in pairwise(found))]
        side, high = max(2.0, min(wide)), 18 * self.look.u
        for category, x, y in found:
            self.tell(category, x - side / 2, y - high / 2, side, high, series=series)

    def tell_drawn(self, category: int, since: int, *, series: int = 0) -> None:
        """Say that what was drawn since so many nodes shows a value, all of it together."""
        box = group_box(self.nodes[since:])
        if box is not None:
            self.tell(category, *box, series=series)

    def group(
        self,
        role: str,
        *,
        label: str = "",
        alt: str = "",
        chart: ChartData | None = None,
        name: str = "",
    ) -> Group:
        """Return what was drawn so far as one group."""
        return Group(
            name or self.prefix, role, tuple(self.nodes), label, alt, chart, self.block, tuple(self.marks)
        )


_SCALE_WORDS = {
    "ribu": 3, "juta": 6, "miliar": 9, "triliun": 12,
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip


_IN_FIGURES = (".", ",", "/")


def evidence_in(line: str, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the evidence of the figures in a line; a figure broken at a line's end keeps its own part."""
    if len(evidence) == 1 and evidence[0].shown == line:
        return evidence
    whole, rest = [], line
    for one in sorted(evidence, key=lambda one: -len(one.shown)):
        place = _place_in(one.shown, rest)
        if place >= 0:
            whole.append(one)
            rest = f"{rest[:place]} {rest[place + len(one.shown) :]}"
    parts = [
        _part_of(one, part)
        for one in (evidence if _has_digit(rest) else ())
        for part in one.shown.split()
        if part in rest and _has_digit(part)
    ]
    return tuple(dict.fromkeys((*(one for one in evidence if one in whole), *parts)))


def _place_in(shown: str, line: str) -> int:
    """Return where a figure stands by itself in a line, -1 where it does not: "24" does not in "2024"."""
    place = line.find(shown)
    while place >= 0:
        before, after = line[max(0, place - 2) : place], line[place + len(shown) : place + len(shown) + 2]
        if not (shown[:1].isdigit() and _goes_on(before[::-1])) and not (
            shown[-1:].isdigit() and _goes_on(after)
        ):
            return place
        place = line.find(shown, place + 1)
    return -1


def _goes_on(beside: str) -> bool:
    """Tell whether the characters beside a digit, the nearest first, belong to the same figure."""
    return beside[:1].isdigit() or (beside[:1] in _IN_FIGURES and beside[1:2].isdigit())


def _part_of(evidence: Evidence, part: str) -> Evidence:
    """Return the evidence of a part of a shown figure that lost its word of scale to the other line."""
    words = evidence.shown.casefold().split()
    power = next((power for word, power in _SCALE_WORDS.items() if word in words), None)
    if power is None:
        return replace(evidence, shown=part)
    scale = 10.0 ** (power - parse_unit(evidence.unit).power)
    return replace(evidence, shown=part, scale=evidence.scale * scale)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _left(text: Text) -> float:
    return text.x - _BEFORE[text.style.anchor] * text.width
