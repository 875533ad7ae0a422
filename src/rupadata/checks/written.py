"""Checks of a drawn SVG alone: what a person may have changed by hand after it was built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path as FilePath

from lxml import etree
from msgspec.structs import replace

from rupadata.checks.contrast import check_contrast
from rupadata.checks.elements import check_elements
from rupadata.checks.marks import check_marks
from rupadata.checks.overlaps import check_geometry
from rupadata.checks.truth import check_digits_proven
from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.model.evidence import Evidence, ProvenFigure, load_evidence
from rupadata.problems import Problem
from rupadata.scene.nodes import Circle, Group, Node, Paint, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene
from rupadata.typeset import FACES, HOUSE_FONTS, TEXT_FAMILY, OwnFamily, PageFonts, measure

_SVG = "{http://www.w3.org/2000/svg}"
_PACKAGED = frozenset(face.family for face in FACES)
_PLACE = re.compile(r"translate\(([-\d.e]+)[ ,]([-\d.e]+)\)(?:\s*scale\(([-\d.e]+)\))?")


def check_svg(path: FilePath, where: str = "", fonts: PageFonts = HOUSE_FONTS) -> list[Problem]:
    """Return the problems of a page's SVG, with the evidence.json beside it where there is one.

    *fonts* are those that the page was set in. Texts in fonts that are not at hand are taken to be as wide as
    the SVG says that they were measured.
    """
    scene = parse_svg(path, fonts)
    where = where or path.name
    found = [
        *check_elements(scene, where),
        *check_geometry(scene, where),
        *check_contrast(scene, where),
        *check_marks(scene, where),
    ]
    proven = path.with_name("evidence.json")
    if proven.exists():
        found += _check_evidence(scene, load_evidence(proven), where)
    return found


def _check_evidence(scene: Scene, entries: Sequence[ProvenFigure], where: str) -> list[Problem]:
    by_node: dict[str, list[Evidence]] = {}
    for entry in entries:
        by_node.setdefault(entry.node, []).append(entry.as_evidence())

    def proven(nodes: tuple[Node, ...]) -> list[Problem]:
        found: list[Problem] = []
        for node in nodes:
            if isinstance(node, Group):
                found += proven(node.children)
            elif isinstance(node, Text):
                found += check_digits_proven(replace(node, evidence=tuple(by_node.get(node.id, ()))), where)
        return found

    return proven(scene.nodes)


def parse_svg(path: FilePath, fonts: PageFonts = HOUSE_FONTS) -> Scene:
    """Return the texts and shapes of one of our SVGs as a scene; other files are refused."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, OSError) as error:
        raise InputRefusedError(
            say(id=f"{path} bukan SVG yang utuh.", en=f"{path} is not a whole SVG."), code="svg-unreadable"
        ) from error
    view = [float(n) for n in root.get("viewBox", "").split()]
    if root.tag != f"{_SVG}svg" or len(view) != 4:
        raise InputRefusedError(
            say(id=f"{path} bukan halaman SVG buatan Rupadata.", en=f"{path} is no SVG page of Rupadata's."),
            code="svg-unreadable",
        )
    mm = root.get("width", "").endswith("mm")
    background = root.find(f"{_SVG}rect[@id='page-background']")
    return Scene(
        width=view[2],
        height=view[3],
        background=background.get("fill", "#ffffff") if background is not None else "#ffffff",
        title=root.findtext(f"{_SVG}title", ""),
        description=root.findtext(f"{_SVG}desc", ""),
        lang=root.get("lang", "id"),
        nodes=_nodes(root, fonts),
        width_mm=float(root.get("width", "0mm")[:-2]) if mm else 0.0,
        height_mm=float(root.get("height", "0mm")[:-2]) if mm else 0.0,
        metadata=tuple((k.removeprefix("data-"), v) for k, v in root.items() if k.startswith("data-")),
    )


def _nodes(element: etree._Element, fonts: PageFonts) -> tuple[Node, ...]:
    """Return the nodes in an element; groups without a role of ours only part what is read from pictures."""
    found: list[Node] = []
    for child in element:
        if child.tag == f"{_SVG}g" and not child.get("data-role"):
            found += _nodes(child, fonts)
        elif (node := _node(child, fonts)) is not None:
            found.append(node)
    return tuple(found)


def _node(element: etree._Element, fonts: PageFonts) -> Node | None:
    get = element.get
    node_id, role = get("id", ""), get("data-role", "")
    if node_id == "page-background":
        return None
    match element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else "":
        case "g":
            picture = element.find(f"{_SVG}g[@role='img']")
            named = element if picture is None else picture
            label = named.get("aria-label", "")
            alt = named.findtext(f"{_SVG}desc", "") or ("" if picture is None else label)
            return Group(node_id, role, _nodes(element, fonts), label, alt, block=get("data-block", ""))
        case "text":
            return _text(element, node_id, role, fonts)
        case "rect":
            x, y, width, height = (float(get(name, "0")) for name in ("x", "y", "width", "height"))
            return Rect(node_id, role, x, y, width, height, _paint(element), value=_value(element))
        case "circle":
            cx, cy, r = (float(get(name, "0")) for name in ("cx", "cy", "r"))
            return Circle(node_id, role, cx, cy, r, _paint(element), _value(element))
        case "path":
            return _path(element, node_id, role)
    return None


def _text(element: etree._Element, node_id: str, role: str, fonts: PageFonts) -> Text:
    get = element.get
    named = fonts.find(get("font-family", "").split(",")[0].strip("'\" "))
    is_at_hand = isinstance(named, OwnFamily) or named in _PACKAGED or not get("textLength")
    style = TextStyle(
        family=named if is_at_hand else TEXT_FAMILY,
        weight=int(get("font-weight", "400")),
        size=float(get("font-size", "16")),
        fill=get("fill", "#000000"),
        anchor=get("text-anchor", "start"),
        letter_spacing=float(get("letter-spacing", "0")),
    )
    shown = "".join(element.itertext())
    width = measure(shown, style) if is_at_hand else float(get("textLength", "0"))
    return Text(node_id, role, float(get("x", "0")), float(get("y", "0")), shown, style, width)


def _path(element: etree._Element, node_id: str, role: str) -> Path:
    d = element.get("d", "")
    place = (0.0, 0.0, 1.0)
    if moved := _PLACE.search(element.get("transform", "")):
        place = (float(moved[1]), float(moved[2]), float(moved[3] or 1))
    numbers = [float(n) for n in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", d)]
    straight = re.fullmatch(r"[MLZ\d\s.,+\-e]*", d) is not None
    box = (0.0, 0.0, 0.0, 0.0)
    if straight and len(numbers) >= 4:
        xs = [place[0] + place[2] * x for x in numbers[::2]]
        ys = [place[1] + place[2] * y for y in numbers[1::2]]
        box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return Path(node_id, role, d, _paint(element), box, place, _value(element))


def _paint(element: etree._Element) -> Paint:
    fill = element.get("fill", "none")
    return Paint(
        fill="" if fill == "none" else fill,
        stroke=element.get("stroke", ""),
        opacity=float(element.get("opacity", "1")),
    )


def _value(element: etree._Element) -> float | None:
    text = element.get("data-value")
    return None if text is None else float(text)
