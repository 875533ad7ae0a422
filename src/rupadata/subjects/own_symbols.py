"""An office's own symbols: SVG files made harmless, in the same form as the others.

Only filled shapes are taken over, as path data; whatever else a file holds (scripts, pictures, links, texts,
styles) never gets further. A file that would look different without what is left out is refused.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.limits import current_limits
from rupadata.subjects.symbol_paths import SIZE, SymbolLayer, SymbolShape, move_path, outline_of
from rupadata.subjects.title_words import slug
from rupadata.whole_files import write_whole

if TYPE_CHECKING:
    from lxml import etree

PREFIX = "own/"
_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "polygon"))
_QUIET = frozenset(("svg", "g", "title", "desc", "metadata", "defs"))
_MOVE = re.compile(r"\s*(translate|scale)\(([^)]*)\)")


class OwnSymbols(Struct, frozen=True):
    """The symbols of one office: names without `own/` and the files' contents, in the order of names."""

    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def digest(self) -> str:
        """The digest of all files."""
        digest = hashlib.sha256()
        for key, content in self.files:
            digest.update(f"{key}\0{hashlib.sha256(content).hexdigest()}\n".encode())
        return digest.hexdigest()

    @property
    def names(self) -> tuple[str, ...]:
        """The names, each with its prefix `own/`."""
        return tuple(PREFIX + key for key, _ in self.files)

    def get(self, name: str) -> SymbolShape:
        """Return a symbol by its name with or without `own/`; refuse one that is not there or faulty."""
        wanted = slug(name.removeprefix(PREFIX))
        for key, content in self.files:
            if key == wanted:
                return _parse(key, content)
        raise _refused(name, say(id="tidak ada", en="does not exist"), ", ".join(self.names))


def load_own_symbols(folder: Path) -> OwnSymbols:
    """Return the symbols that lie in a folder, as they are now; none where there is no folder."""
    found = {}
    for path in sorted(folder.glob("*.svg")) if folder.is_dir() else ():
        try:
            found[path.stem] = path.read_bytes()
        except OSError as error:
            raise _refused(path.stem, say(id="tidak terbaca", en="cannot be read")) from error
    return OwnSymbols(tuple(sorted(found.items())))


def add_own_symbol(folder: Path, source: Path, name: str = "") -> str:
    """Take a file into an office's folder of symbols, as plain paths only; return its name."""
    try:
        content = source.read_bytes()
    except OSError as error:
        raise _refused(str(source), say(id="tidak terbaca", en="cannot be read")) from error
    key = slug(name or source.stem)
    shape = parse_own_symbol(key, content)
    write_whole(folder / f"{key}.svg", (as_svg(shape) + "\n").encode())
    return PREFIX + key


def as_svg(shape: SymbolShape) -> str:
    """Return a symbol as a plain SVG document."""
    paths = "".join(
        f'<path d="{layer.d}"' + (f' opacity="{layer.opacity:g}"' if layer.opacity < 1 else "") + "/>"
        for layer in shape.layers
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" fill="currentColor">{paths}</svg>'


@lru_cache(maxsize=128)
def _parse(key: str, content: bytes) -> SymbolShape:
    return parse_own_symbol(key, content)


def parse_own_symbol(name: str, content: bytes) -> SymbolShape:
    """Return the filled shapes of an SVG, fitted into the square of all symbols."""
    if len(content) > (most := current_limits().symbol_bytes):
        most //= 1000
        raise _refused(name, say(id=f"lebih besar dari {most} kB", en=f"is larger than {most} kB"))
    from lxml import etree  # Nearly all symbols come from the pack.

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(
            name, say(id=f"bukan SVG yang benar: {error}", en=f"is no proper SVG: {error}")
        ) from error
    if _tag(root) != "svg":
        raise _refused(name, say(id="bukan SVG", en="is no SVG"))
    layers: list[SymbolLayer] = []
    try:
        _collect(name, root, _fit(name, root), 1.0, "black", layers)
    except (ValueError, OverflowError, RecursionError) as error:
        raise _refused(name, say(id="memuat angka yang salah", en="holds a wrong number")) from error
    if not layers:
        raise _refused(name, say(id="tidak memuat bidang berisi", en="holds no filled shape"))
    return SymbolShape(PREFIX + name, "own", tuple(layers))


def _fit(name: str, root: etree._Element) -> tuple[float, float, float]:
    """Return the move and factor that bring the viewBox into the square, centred."""
    numbers = [float(part) for part in re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))]
    if len(numbers) != 4:
        size = [
            float(match[0])
            for match in (re.match(r"[\d.]+", root.get(k, "")) for k in ("width", "height"))
            if match
        ]
        if len(size) != 2:
            raise _refused(name, say(id="tidak punya viewBox", en="has no viewBox"))
        numbers = [0.0, 0.0, *size]
    x, y, width, height = numbers
    if width <= 0 or height <= 0:
        raise _refused(name, say(id="berukuran nol", en="has no size"))
    factor = SIZE / max(width, height)
    return (
        (SIZE - width * factor) / 2 - x * factor,
        (SIZE - height * factor) / 2 - y * factor,
        factor,
    )


def _collect(
    name: str,
    element: etree._Element,
    place: tuple[float, float, float],
    opacity: float,
    fill: str,
    layers: list[SymbolLayer],
) -> None:
    tag = _tag(element)
    if tag not in _SHAPES and tag not in _QUIET:
        return
    style = dict(
        part.split(":", 1) for part in element.get("style", "").replace(" ", "").split(";") if ":" in part
    )
    fill = style.get("fill") or element.get("fill") or fill
    opacity *= float(style.get("opacity") or element.get("opacity") or 1)
    stroke = style.get("stroke") or element.get("stroke") or "none"
    if stroke != "none" and tag in _SHAPES:
        raise _refused(
            name,
            say(id="memakai garis tepi (stroke)", en="uses strokes"),
            say(
                id="ubah garis menjadi bidang di program gambar",
                en="outline the strokes in the drawing program",
            ),
        )
    place = _moved(name, element.get("transform", ""), place)
    if tag in _SHAPES and fill != "none":
        outline = outline_of(tag, dict(element.attrib))
        if outline:
            layers.append(SymbolLayer(move_path(outline, place), round(opacity, 4)))
    if tag in ("svg", "g"):
        for child in element:
            _collect(name, child, place, opacity, fill, layers)


def _moved(name: str, transform: str, place: tuple[float, float, float]) -> tuple[float, float, float]:
    rest = transform
    while rest.strip():
        match = _MOVE.match(rest)
        numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", match[2])] if match else []
        even = bool(match) and (match[1] == "translate" or len(set(numbers)) == 1)  # type: ignore[index]
        if match is None or not numbers or not even:
            raise _refused(
                name,
                say(id=f"memakai transform {transform!r}", en=f"uses the transform {transform!r}"),
                say(id="ratakan bentuknya di program gambar", en="flatten the shapes in the drawing program"),
            )
        dx, dy, factor = place
        if match[1] == "translate":
            across, down = numbers[0], numbers[1] if len(numbers) > 1 else 0.0
            place = (dx + across * factor, dy + down * factor, factor)
        else:
            place = (dx, dy, factor * numbers[0])
        rest = rest[match.end() :].lstrip(" ,")
    return place


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _refused(name: str, why: str, hint: str = "") -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Simbol {name!r} {why}.", en=f"The symbol {name!r} {why}."),
        code="symbol-refused",
        hint=f"{hint[0].upper()}{hint[1:]}." if hint else "",
    )
