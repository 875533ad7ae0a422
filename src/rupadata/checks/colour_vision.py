"""Colours for all eyes: marks of one chart that mean different things can be told apart, also in grey."""

from __future__ import annotations

from itertools import combinations

from rupadata.compose.colour import VISIONS, distance, luminance
from rupadata.problems import Place, Problem
from rupadata.scene.nodes import Circle, Group, Path, Rect
from rupadata.scene.scene import Scene, walk

LEAST_DISTANCE = 6.0
"""OKLab distance (x100) that two meanings need for every kind of sight; about three just noticeable steps."""
LEAST_GREY = 0.015
"""Difference of luminance that they need in print without colour, unless names stand at the marks."""
_MARK_ROLES = frozenset({"bar", "part", "dot", "waffle"})


def check_colour_vision(scene: Scene, where: str = "") -> list[Problem]:
    """Return the charts with two to six colours of marks that some eyes cannot tell apart."""
    found = []
    for node in scene.every:
        if not isinstance(node, Group) or node.role != "figure":
            continue
        fills = {
            mark.paint.fill
            for mark in walk(node.children)
            if isinstance(mark, Rect | Circle | Path) and mark.role in _MARK_ROLES and mark.paint.fill
        }
        if not 2 <= len(fills) <= 6:
            continue
        for one, other in combinations(sorted(fills), 2):
            nearest = min(distance(one, other, vision=vision) for vision in VISIONS)
            if nearest < LEAST_DISTANCE or abs(luminance(one) - luminance(other)) < LEAST_GREY:
                found.append(
                    Problem.of(
                        "colours-too-near", Place(where, "", node.id), one=one, other=other, chart=node.label
                    )
                )
                break
    return found
