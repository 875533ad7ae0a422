"""Rectangles, and how height is shared among the things that want it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

STRETCH = 1.3
"""How far beyond its liking a block may grow before a page is left empty."""


class Box(NamedTuple):
    """A rectangle in scene units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.height

    def inset(self, left: float = 0.0, top: float = 0.0, right: float = 0.0, bottom: float = 0.0) -> Box:
        """Return the box with its edges moved inwards."""
        return Box(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)

    def columns(self, weights: Sequence[float], gutter: float) -> list[Box]:
        """Return boxes side by side whose widths follow the weights."""
        room = self.width - gutter * (len(weights) - 1)
        total = sum(weights)
        boxes, x = [], self.x
        for weight in weights:
            width = room * weight / total
            boxes.append(Box(x, self.y, width, self.height))
            x += width + gutter
        return boxes


class Fit(NamedTuple):
    """The heights a block can use at some width: what it needs, likes, and can still fill well."""

    least: float
    ideal: float
    most: float
    stretch: float = 1.0
    """How strongly it takes from what is left over, against its neighbours."""
    whole: float = 0.0
    """From which height on nothing of its content is left out."""
    bonus: float = 0.0
    """What the block shows at this width beyond its own content, 0 to 1; under 0 what it loses of it."""
    lost: float = 0.0
    """What it loses of its weight, the less of its whole stands: a list with regions hidden."""
    named: float = 0.0
    """The height in which the form that hides some would show them all, where the whole is another form."""


def share_height(room: float, fits: Sequence[Fit]) -> list[float]:
    """Return a height for each fit: the least, then what shows all of it, then the ideal, then the most.

    What nobody can use stays over; less room than the sum of leasts is the caller's to prevent.
    """
    heights = [fit.least for fit in fits]
    for target in (
        [max(fit.least, min(fit.whole, fit.most)) for fit in fits],
        [max(fit.ideal, fit.least) for fit in fits],
        [max(fit.most, fit.least) for fit in fits],
    ):
        rest = room - sum(heights)
        if rest <= 0:
            break
        wants = [max(0.0, goal - height) for goal, height in zip(target, heights)]
        if sum(wants) <= rest:
            heights = [height + want for height, want in zip(heights, wants)]
            continue
        heights = _pour(rest, heights, wants, [fit.stretch for fit in fits])
        break
    return heights


def _pour(rest: float, heights: list[float], wants: list[float], stretches: list[float]) -> list[float]:
    """Share the rest by want and stretch; who is full passes the remainder on."""
    open_ = [index for index, want in enumerate(wants) if want > 0]
    given = [0.0] * len(heights)
    while open_ and rest > 0.01:
        weight = sum(wants[index] * stretches[index] for index in open_)
        full = []
        for index in open_:
            part = rest * wants[index] * stretches[index] / weight
            if given[index] + part >= wants[index]:
                full.append(index)
        if not full:
            for index in open_:
                given[index] += rest * wants[index] * stretches[index] / weight
            break
        for index in full:
            rest -= wants[index] - given[index]
            given[index] = wants[index]
            open_.remove(index)
    return [height + extra for height, extra in zip(heights, given)]
