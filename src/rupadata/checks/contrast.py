"""Contrast: text against what lies under it, by the formula of WCAG 2.2 (1.4.3)."""

from __future__ import annotations

from functools import lru_cache

from rupadata.checks.drawing import Drawn, DrawnBox, drawn
from rupadata.compose.colour import contrast
from rupadata.problems import Place, Problem
from rupadata.scene.scene import Scene

TEXT_CONTRAST = 4.5


@lru_cache(maxsize=4096)
def blend(colour: str, under: str, opacity: float) -> str:
    """Return the colour seen where one lies over another."""
    mixed = (
        round(int(colour[i : i + 2], 16) * opacity + int(under[i : i + 2], 16) * (1 - opacity))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def check_contrast(scene: Scene, where: str = "", picture: Drawn | None = None) -> list[Problem]:
    """Return the texts that are too faint on what they stand on, at the worst of three points of each.

    `picture` is what `drawn` gives of the scene, where a caller has it.
    """
    picture = picture or drawn(scene)
    found = []
    for text, order, box in picture.texts:
        worst = min(contrast(text.style.fill, under) for under in _colours_under(picture, box, order))
        if worst < TEXT_CONTRAST - 0.01:
            found.append(
                Problem.of(
                    "contrast-low",
                    Place(where, "", text.id),
                    text=text.text[:40],
                    contrast=worst,
                    least=TEXT_CONTRAST,
                )
            )
    return found


def _colours_under(picture: Drawn, box: DrawnBox, order: int) -> set[str]:
    middle = (box.top + box.bottom) / 2
    inset = min(2.0, (box.right - box.left) / 2)
    colours = set()
    below = [
        mark
        for mark in picture.marks
        if mark.order < order and mark.fill and mark.box.top <= middle <= mark.box.bottom
    ]
    for x in (box.left + inset, (box.left + box.right) / 2, box.right - inset):
        under = picture.background
        for mark in below:
            if mark.covers(x, middle):
                under = blend(mark.fill, under, mark.opacity)
        colours.add(under)
    return colours
