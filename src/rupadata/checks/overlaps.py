"""Geometry: no text overlaps, leaves the page, crosses a mark it does not belong to, or is too small."""

from __future__ import annotations

from collections import Counter

from rupadata.checks.drawing import Drawn, DrawnBox, drawn
from rupadata.problems import Place, Problem
from rupadata.scene.nodes import Text
from rupadata.scene.scene import Scene
from rupadata.typeset import OwnFamily, character_set, missing_glyphs, plain_name

QUIET_ROLES = frozenset(
    {"source", "note", "date", "credit", "subtitle", "sop-missing", "map-label", "map-context"}
)
MESSAGE_PX = 24.0
QUIET_PX = 18.0
PRINT_PT = 7.0
FIGURE_PX = 11.5
"""In figures of articles, whose unit is a pixel of the browser however wide and high they are."""
_TOUCH = 1.5
"""Overlaps up to this many units are rounding, not faults."""
_STANDS = 3.0
"""A text stands on a mark from so many units of both on each other, across and down."""
_MM_PER_PT = 25.4 / 72


def check_geometry(
    scene: Scene, where: str = "", picture: Drawn | None = None, *, is_figure: bool = False
) -> list[Problem]:
    """Return the faults of geometry of a scene; `picture` is what `drawn` gives of it, where known.

    `is_figure` says that it is one of an article, and no page that is seen whole.
    """
    picture = picture or drawn(scene)
    return [
        *_check_ids(scene, where),
        *_check_page_edge(picture, where),
        *_check_overlaps(picture, where),
        *_check_crossings(picture, where),
        *_check_sizes(scene, picture, where, is_figure=is_figure),
        *_check_glyphs(picture, where),
        *_check_own_fonts(picture, where),
    ]


def _check_ids(scene: Scene, where: str) -> list[Problem]:
    counts = Counter(node.id for node in scene.every)
    return [
        Problem.of("duplicate-id", Place(where, "", node_id), count=count, node=node_id)
        for node_id, count in counts.items()
        if count > 1
    ]


def _short(text: Text) -> str:
    return text.text if len(text.text) <= 40 else text.text[:39] + "…"


def _check_page_edge(picture: Drawn, where: str) -> list[Problem]:
    page = DrawnBox(0, 0, picture.width, picture.height)
    return [
        Problem.of("text-outside-page", Place(where, "", text.id), text=_short(text))
        for text, _, box in picture.texts
        if not page.holds(box, slack=1.0)
    ]


def _check_overlaps(picture: Drawn, where: str) -> list[Problem]:
    found = []
    boxes = sorted(((box, text) for text, _, box in picture.texts), key=lambda pair: pair[0].top)
    for i, (box, text) in enumerate(boxes):
        for other_box, other in boxes[i + 1 :]:
            if other_box.top >= box.bottom:
                break
            wide, high = box.overlap(other_box)
            if wide > _TOUCH and high > _TOUCH:
                found.append(
                    Problem.of(
                        "text-overlap", Place(where, "", text.id), text=_short(text), other=_short(other)
                    )
                )
    return found


def _check_crossings(picture: Drawn, where: str) -> list[Problem]:
    """Find text that stands half on a mark: neither inside it nor beside it."""
    found = []
    page_area = picture.width * picture.height
    marks = [
        m
        for m in picture.marks
        if not m.rings and m.box.area < 0.5 * page_area and m.role != "background" and m.box.high > _STANDS
    ]
    for text, order, box in picture.texts:
        near = [m for m in marks if m.box.top < box.bottom - _STANDS and m.box.bottom > box.top + _STANDS]
        for mark in near:
            wide, _ = box.overlap(mark.box)
            if wide <= _STANDS or mark.box.holds(box, slack=2.0):
                continue
            hidden = mark.order > order
            across = mark.box.left > box.left + 2 or mark.box.right < box.right - 2
            if hidden or across:
                found.append(
                    Problem.of(
                        "text-crosses-mark",
                        Place(where, "", text.id),
                        text=_short(text),
                        mark=mark.role or mark.id,
                    )
                )
                break
    return found


def _check_glyphs(picture: Drawn, where: str) -> list[Problem]:
    """Find characters that the fonts do not have: they are drawn as a near one or as a question mark."""
    return [
        Problem.of("glyph-missing", Place(where, "", text.id), letters=", ".join(lacking), text=_short(text))
        for text, _, _ in picture.texts
        if (lacking := sorted(missing_glyphs(text.text, text.style.family)))
    ]


def _check_own_fonts(picture: Drawn, where: str) -> list[Problem]:
    """Find letters that an office's own fonts lack: another font draws them, which looks unlike."""
    lacking: dict[str, set[str]] = {}
    for text, _, _ in picture.texts:
        family = text.style.family
        if isinstance(family, OwnFamily):
            lacking.setdefault(family, set()).update(set(text.text) - character_set(family))
    return [
        Problem.of("own-font-letters", Place(where), font=plain_name(family), letters=" ".join(sorted(found)))
        for family, found in lacking.items()
        if found
    ]


def _check_sizes(scene: Scene, picture: Drawn, where: str, *, is_figure: bool) -> list[Problem]:
    if is_figure:
        least = least_quiet = FIGURE_PX
        limit = f"{FIGURE_PX:g} px"
    elif scene.width_mm:
        least = least_quiet = PRINT_PT * _MM_PER_PT * scene.width / scene.width_mm
        limit = f"{PRINT_PT:g} pt"
    else:
        factor = min(scene.width, scene.height) / 1080
        least, least_quiet = MESSAGE_PX * factor, QUIET_PX * factor
        limit = f"{MESSAGE_PX:g}/{QUIET_PX:g} px"
    return [
        Problem.of(
            "text-too-small", Place(where, "", text.id), text=_short(text), size=text.style.size, limit=limit
        )
        for text, _, _ in picture.texts
        if text.style.size < (least_quiet if text.role in QUIET_ROLES else least) - 0.05
    ]
