"""A hero in figures with the course that led there: the figure large, its chart over time in one band."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from rupadata.compose.blocks.base import Block
from rupadata.compose.blocks.pair import named
from rupadata.compose.blocks.years import YearChart
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.scene.nodes import Group

LEAST_STEPS = 3
"""How many steps of time make a course; two that lie far apart are two bars."""
BESIDE = 1250.0
"""From which width on, on the type scale, the chart stands beside the figure instead of under it."""
_FIGURE = 0.40
_LEAST, _LIKED, _MOST = 118.0, 270.0, 430.0
_PAIR_GROWS = 130.0
"""By how much two bars may grow beyond the least."""


@dataclass(frozen=True, slots=True)
class WithCourse:
    """A figure and its chart over time."""

    figure: Block
    course: YearChart
    page_share: ClassVar[float] = 0.37
    """How much of the page's height both want together."""

    @property
    def kind(self) -> str:
        """Return what the figure is: a huge number, or then and now."""
        return self.figure.kind

    @property
    def name(self) -> str:
        """Return the name of the figure."""
        return self.figure.name

    @property
    def alt(self) -> str:
        """Return the course in words."""
        return self.course.alt

    def named(self, name: str) -> WithCourse:
        """Return both under other names."""
        return replace(
            self, figure=named(self.figure, name), course=replace(self.course, name=f"{name}_years")
        )

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of both, under or beside each other."""
        u = look.u
        first, second = self._widths(width, look)
        figure, course = self.figure.fit(first, look), self.course.fit(second, look)
        if figure is None or course is None:
            return None
        head = self.course.heading.height(second, look)
        least, liked, most = (head + part * u for part in (_LEAST, _LIKED, _MOST))
        if self.course.is_pair:
            least, liked, most = course.least, course.ideal, course.least + _PAIR_GROWS * u
        if second < width:
            return Fit(max(figure.least, least), max(figure.least, liked), max(figure.least, most))
        gap = self._gap(look)
        above = figure.least + gap
        return Fit(above + least, above + liked, above + most, 0.5 if self.course.is_pair else 1.2)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the figure, and the chart in the rest of the box."""
        first, second = self._widths(box.width, look)
        figure = self.figure.fit(first, look)
        assert figure is not None
        if second < box.width:
            places = (
                Box(box.x, box.y, first, box.height),
                Box(box.right - second, box.y, second, box.height),
            )
        else:
            top = figure.least + self._gap(look)
            places = (
                Box(box.x, box.y, box.width, figure.least),
                Box(box.x, box.y + top, box.width, box.height - top),
            )
        drawn = (self.figure.draw(places[0], look), self.course.draw(places[1], look))
        return Group(f"{self.name}_pair", "section", drawn)

    def _widths(self, width: float, look: Look) -> tuple[float, float]:
        if width >= BESIDE * look.u:
            return _FIGURE * width, (1 - _FIGURE) * width - 1.4 * look.gutter
        return width, width

    def _gap(self, look: Look) -> float:
        return (34.0 if look.bare else 20.0) * look.u


def has_course(block: Block) -> bool:
    """Tell whether a block is a chart of enough steps of time to stand with a figure, or of two as bars."""
    if not isinstance(block, YearChart):
        return False
    return sum(step.value is not None for step in block.steps) >= LEAST_STEPS or block.is_pair
