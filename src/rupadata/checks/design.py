"""Design: heroes that are one, figures and names in their place, no emptiness, no stamped sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from rupadata.checks.drawing import DrawnBox, DrawnMark, drawn
from rupadata.model.source import CellRef
from rupadata.pagespec import PageSpec
from rupadata.problems import Place, Problem
from rupadata.scene.geometry import group_box, node_box
from rupadata.scene.nodes import Circle, Group, Path, Rect, Text
from rupadata.scene.scene import Scene, walk

HERO = "hero"
LEAST_HERO = 0.045
"""The least share of the page's height that a hero on a ground of its own takes."""
REACH = 60.0
"""How far from a mark an arrow may end, on a page 1080 wide with its ordinary type."""
ARROW_STROKE = 2.2
"""How wide an arrow's line is there; with larger type, whose figures stand higher over marks, it is wider."""
MOST_EMPTY = 0.24
"""The share of the page's height that nothing but ground may take in one piece."""
LEAST_ARCHITECTURES = {12: 6, 6: 3}
"""How many architectures so many pages of a set have at least, where their data allow."""
_LAND = frozenset({"area", "area-missing"})
_MARKS = frozenset({"dot", "bar", "area", "line", "tile"})


def check_design(scene: Scene, where: str = "") -> list[Problem]:
    """Return where a hero is small, a figure stands twice in large type, or an arrow points at nothing."""
    return [
        *_check_hero(scene, where),
        *_check_repeats(scene, where),
        *_check_arrows(scene, where),
        *_check_map_names(scene, where),
        *_check_emptiness(scene, where),
    ]


def _check_hero(scene: Scene, where: str) -> Iterator[Problem]:
    grounds = [node for node in scene.every if isinstance(node, Rect) and node.id.startswith("ground_")]
    for group in scene.nodes:
        if not isinstance(group, Group) or group.id != HERO or not grounds:
            continue
        box = group_box(group.children)
        if box is not None and box.height < LEAST_HERO * scene.height:
            yield Problem.of("hero-small", Place(where, "", group.id))


def _check_repeats(scene: Scene, where: str) -> Iterator[Problem]:
    """Find a cell's figure that headline numbers say after the standfirst has said it."""
    said: set[tuple[CellRef, ...]] = set()
    for node in scene.every:
        if isinstance(node, Text) and node.role == "standfirst":
            said |= {one.cells for one in node.evidence if one.formula == "value" and one.cells}
    for group in scene.every:
        if not isinstance(group, Group) or group.block != "numbers":
            continue
        for node in walk(group.children):
            if isinstance(node, Text) and node.role == "value":
                twice = [one.shown for one in node.evidence if one.formula == "value" and one.cells in said]
                for shown in twice[:1]:
                    yield Problem.of("figure-twice", Place(where, "", node.id), shown=shown)


def _check_arrows(scene: Scene, where: str) -> Iterator[Problem]:
    page = min(scene.width, scene.height) / 1080
    for group in scene.every:
        if not isinstance(group, Group) or group.role != "figure":
            continue
        inside = list(walk(group.children))
        heads = [node for node in inside if isinstance(node, Path) and "arrow-head" in node.id]
        marks = [node for node in inside if isinstance(node, Rect | Circle | Path) and node.role in _MARKS]
        for head in heads:
            x, y = head.box[0] + head.box[2] / 2, head.box[1] + head.box[3] / 2
            reach = REACH * max(page, head.paint.stroke_width / ARROW_STROKE)
            if not any(_away(mark, x, y) <= reach for mark in marks):
                yield Problem.of("comment-astray", Place(where, "", head.id))


def _away(mark: Rect | Circle | Path, x: float, y: float) -> float:
    box = node_box(mark)
    assert box is not None
    return hypot(max(box.x - x, 0.0, x - box.right), max(box.y - y, 0.0, y - box.bottom))


def _check_map_names(scene: Scene, where: str) -> Iterator[Problem]:
    """Find names on maps that lie half inside a region: what they name cannot be told."""
    if not any(isinstance(node, Text) and node.role == "map-label" for node in scene.every):
        return
    picture = drawn(scene)
    areas = [mark for mark in picture.marks if mark.role in _LAND]
    for text, _, box in picture.texts:
        if text.role != "map-label":
            continue
        held = [_region_at(areas, x, y) for x, y in _corners(box)]
        if len(set(held)) > 1:
            yield Problem.of("map-name-across", Place(where, "", text.id), text=text.text)


def _corners(box: DrawnBox) -> list[tuple[float, float]]:
    """Return points just inside a box's corners and in the middle of its sides."""
    left, right, top, bottom = box.left + 3, box.right - 3, box.top + 3, box.bottom - 3
    middle = (left + right) / 2
    return [(x, y) for y in (top, bottom) for x in (left, middle, right)]


def _region_at(areas: Sequence[DrawnMark], x: float, y: float) -> str:
    """Return the region that is painted last at a point, "" for none."""
    return next((mark.id for mark in reversed(areas) if mark.covers(x, y)), "")


def _check_emptiness(scene: Scene, where: str) -> Iterator[Problem]:
    """Find a band from side to side with nothing on it but ground, on a page that has its source."""
    if not any(isinstance(node, Text) and node.role == "source" for node in scene.every):
        return
    spans = sorted(
        (box.y, box.bottom)
        for node in scene.every
        if not isinstance(node, Group)
        and node.role not in ("background", "ornament")
        and (box := node_box(node)) is not None
    )
    end, gaps = 0.0, []
    for top, bottom in [*spans, (scene.height, scene.height)]:
        gaps.append(top - end)
        end = max(end, bottom)
    if max(gaps) > MOST_EMPTY * scene.height:
        yield Problem.of("page-empty", Place(where, "", HERO))


class PageOfSet(NamedTuple):
    """What a set of pages is checked by: a page's name, and how it is built."""

    page: str
    architecture: str


def check_set(specs: Sequence[PageSpec | PageOfSet]) -> list[Problem]:
    """Return where neighbours of a set are built alike, or a set of pages has too few architectures."""
    found = [
        Problem.of("neighbours-alike", Place(now.page), other=before.page, architecture=now.architecture)
        for before, now in pairwise(specs)
        if now.architecture and now.architecture == before.architecture
    ]
    for size, least in LEAST_ARCHITECTURES.items():
        if len(specs) >= size:
            kinds = {spec.architecture for spec in specs[:size]}
            if len(kinds) < least:
                found.append(
                    Problem.of("set-monotonous", Place(specs[0].page), count=len(kinds), least=least)
                )
            break
    return found
