"""Symbols as path data: absolute commands in a square of 256 units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from msgspec import Struct

SIZE = 256.0
_ARGUMENTS = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_PLAIN = r"(?>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
_NUMBER = re.compile(_PLAIN)
# Nothing is taken back once it was read: digits without end could be parted in as many ways as there are.
_ARC = re.compile(r"[\s,]*+" + r"[\s,]*+".join([f"({_PLAIN})"] * 3 + ["([01])"] * 2 + [f"({_PLAIN})"] * 2))
_FARTHEST = 1e9
"""No coordinate of a picture lies farther out."""


class SymbolLayer(Struct, frozen=True):
    """One path of a symbol in absolute commands, to be filled with the symbol's colour at `opacity`."""

    d: str
    opacity: float = 1.0


class SymbolShape(Struct, frozen=True):
    """A symbol as filled paths in a square of 256 units, painted in order."""

    name: str
    weight: str
    layers: tuple[SymbolLayer, ...]
    size: float = SIZE


def svg_layers(content: bytes) -> tuple[SymbolLayer, ...]:
    """Return the filled shapes of a plain SVG with viewBox 0 0 256 256 as layers."""
    layers: list[SymbolLayer] = []
    _collect(ElementTree.fromstring(content), 1.0, layers)
    return tuple(layers)


def _collect(element: ElementTree.Element, opacity: float, layers: list[SymbolLayer]) -> None:
    opacity *= float(element.get("opacity", "1"))
    tag = element.tag.rpartition("}")[2]
    outline = outline_of(tag, element.attrib)
    if outline:
        layers.append(SymbolLayer(absolute_path(outline), round(opacity, 4)))
    for child in element:
        _collect(child, opacity, layers)


def outline_of(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the path data of a plain shape; empty for anything else."""

    def number(name: str, default: float = 0.0) -> float:
        return float(attributes.get(name) or default)

    if tag == "path":
        return attributes.get("d", "")
    if tag == "polygon":
        points = _NUMBER.findall(attributes.get("points", ""))
        return "M" + "L".join(f"{x} {y}" for x, y in zip(points[::2], points[1::2])) + "Z"
    if tag == "circle":
        return _ellipse(number("cx"), number("cy"), number("r"), number("r"))
    if tag == "ellipse":
        return _ellipse(number("cx"), number("cy"), number("rx"), number("ry"))
    if tag == "rect":
        return _rectangle(number("x"), number("y"), number("width"), number("height"), number("rx"))
    return ""


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    return f"M{cx - rx} {cy}A{rx} {ry} 0 1 1 {cx + rx} {cy}A{rx} {ry} 0 1 1 {cx - rx} {cy}Z"


def _rectangle(x: float, y: float, width: float, height: float, radius: float) -> str:
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return f"M{x} {y}H{x + width}V{y + height}H{x}Z"
    corner = f"A{r} {r} 0 0 1"
    return (
        f"M{x + r} {y}H{x + width - r}{corner} {x + width} {y + r}"
        f"V{y + height - r}{corner} {x + width - r} {y + height}"
        f"H{x + r}{corner} {x} {y + height - r}V{y + r}{corner} {x + r} {y}Z"
    )


def absolute_path(d: str) -> str:
    """Return path data with absolute commands only, rounded to hundredths."""
    out: list[str] = []
    x = y = start_x = start_y = 0.0
    for letter, rest in _COMMAND.findall(d):
        command = letter.upper()
        relative = letter.islower()
        if command == "Z":
            out.append("Z")
            x, y = start_x, start_y
            continue
        for i, numbers in enumerate(_arguments(command, rest)):
            # A move followed by more pairs draws lines to them.
            name = "L" if command == "M" and i else command
            placed = _placed(name, numbers, x, y) if relative else numbers
            out.append(name + " ".join(_short(value) for value in placed))
            if name == "H":
                x = placed[0]
            elif name == "V":
                y = placed[0]
            else:
                x, y = placed[-2], placed[-1]
            if name == "M":
                start_x, start_y = x, y
    return "".join(out)


def _arguments(command: str, text: str) -> list[list[float]]:
    if command == "A":
        # The two flags of an arc may stand without a space between them and what follows.
        arcs: list[list[float]] = []
        at = 0
        while (match := _ARC.match(text, at)) is not None:
            arcs.append([float(part) for part in match.groups()])
            at = match.end()
        return arcs
    numbers = [float(part) for part in _NUMBER.findall(text)]
    count = _ARGUMENTS[command]
    return [numbers[i : i + count] for i in range(0, len(numbers) - count + 1, count)]


def _placed(command: str, numbers: list[float], x: float, y: float) -> list[float]:
    if command == "H":
        return [numbers[0] + x]
    if command == "V":
        return [numbers[0] + y]
    if command == "A":
        return [*numbers[:5], numbers[5] + x, numbers[6] + y]
    return [value + (x if i % 2 == 0 else y) for i, value in enumerate(numbers)]


def _short(value: float) -> str:
    if not abs(value) < _FARTHEST:
        raise ValueError("a number that no picture has")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def move_path(d: str, place: tuple[float, float, float]) -> str:
    """Return path data scaled and then moved: `place` is (dx, dy, factor)."""
    dx, dy, factor = place
    out = []
    for command, rest in _COMMAND.findall(absolute_path(d)):
        if command == "Z":
            out.append("Z")
        for numbers in _arguments(command, rest) if command != "Z" else ():
            out.append(
                command + " ".join(_short(value) for value in _scaled(command, numbers, dx, dy, factor))
            )
    return "".join(out)


def _scaled(command: str, numbers: list[float], dx: float, dy: float, factor: float) -> list[float]:
    if command == "H":
        return [numbers[0] * factor + dx]
    if command == "V":
        return [numbers[0] * factor + dy]
    if command == "A":
        rx, ry, turn, large, sweep, x, y = numbers
        return [rx * factor, ry * factor, turn, large, sweep, x * factor + dx, y * factor + dy]
    return [value * factor + (dx if i % 2 == 0 else dy) for i, value in enumerate(numbers)]
