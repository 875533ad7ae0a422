"""A hero in figures with the course that led there: the figure large, its chart over time in one band."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.blocks.base import Block, Heading
from rupadata.compose.blocks.huge_number import HugeNumber
from rupadata.compose.blocks.pair import named
from rupadata.compose.blocks.then_now import ThenNow
from rupadata.compose.blocks.years import YearChart
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.pen import NOTHING
from rupadata.scene.nodes import Group

LEAST_STEPS = 3
"""How many steps of time make a course; two are two bars, or a slope where they lie close together."""
BESIDE = 1250.0
"""From which width on, on the type scale, the chart stands beside the figure instead of under it."""
SHORT_BESIDE, MOST_BESIDE = 760.0, 7
"""From which width on a slope stands there, and a course of few steps where a page has no height below."""
_FIGURE, _TWO_FIGURES, _FIGURE_BY_SHORT = 0.40, 0.48, 0.54
"""Which part of a width the figure takes: one alone, then and now, one beside a short course."""
_LEAST, _LIKED, _MOST = 118.0, 270.0, 430.0
_SLOPE = (150.0, 220.0, 300.0)
"""The heights of a slope beside a figure: the least, the liked, the most."""
_TALL, _UPPER = 1.5, 0.46
"""From how many times the height that both fill beside each other on they stand one over the other, and which
part of the height the figure takes then."""
_SHARE, _SHORT_SHARE, _BESIDE_SHARE = 0.37, 0.31, 0.26
_SHORT = 4
"""Up to how many figures a course is told in little height."""
_PAIR_GROWS = 130.0
"""By how much two bars may grow beyond the least."""


class WithCourse(Struct, frozen=True):
    """A figure and its chart over time."""

    figure: Block
    course: YearChart

    @property
    def page_share(self) -> float:
        """Return how much of the page's height both want together: less beside each other."""
        if self.course.is_slope:
            return _BESIDE_SHARE
        return _SHORT_SHARE if sum(step.value is not None for step in self.course.steps) <= _SHORT else _SHARE

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
        beside = self._fit_beside(width, look)
        if beside is not None and (self.course.is_slope or width >= BESIDE * look.u):
            return beside
        u = look.u
        figure, course = self.figure.fit(width, look), self.course.fit(width, look)
        if figure is None or course is None:
            return None
        head = self.course.heading.height(width, look)
        least, liked, most = (head + part * u for part in (_LEAST, _LIKED, _MOST))
        if self.course.is_pair:
            least, liked, most = course.least, course.ideal, course.least + _PAIR_GROWS * u
        above = figure.least + self._gap(look)
        low = min(above + least, beside.least if beside is not None else above + least)
        return Fit(low, above + liked, above + most, 0.5 if self.course.is_pair else 1.2)

    def _fit_beside(self, width: float, look: Look) -> Fit | None:
        """Return the heights of both beside each other; None where one of them has no room so."""
        first, second = self._widths(width, look)
        if first == 0:
            return None
        figure, course = self.figure.fit(first, look), self.course.fit(second, look)
        if figure is None or course is None:
            return None
        head = self.course.heading.height(second, look)
        short = second < width / 2
        heights = _SLOPE if self.course.is_slope or short else (_LEAST, _LIKED, _MOST)
        least, liked, most = (head + part * look.u for part in heights)
        if self.course.is_pair:
            least, liked, most = course.least, course.ideal, course.least + _PAIR_GROWS * look.u
        return Fit(*(max(figure.least, height) for height in (least, liked, most)))

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the figure, and the chart in the rest: beside it where there is no height for both."""
        beside = self._fit_beside(box.width, look)
        figure = self.figure.fit(box.width, look)
        top = figure.least + self._gap(look) if figure is not None else box.height
        high = self.course.heading.height(box.width, look) + _LEAST * look.u
        large: Block = self.figure
        wanted = self.course.is_slope or box.width >= BESIDE * look.u
        if beside is not None and figure is not None and box.height > _TALL * beside.most:
            # On a page with nothing else both are as large as it allows, one over the other.
            wanted = False
            if isinstance(self.figure, HugeNumber):
                large = replace(self.figure, sideways=False)
                figure = large.fit(box.width, look) or figure
            top = max(figure.least + self._gap(look), _UPPER * box.height)
        if beside is not None and (wanted or top + high > box.height + 0.5):
            first, second = self._widths(box.width, look)
            places = (
                Box(box.x, box.y, first, box.height),
                Box(box.right - second, box.y, second, box.height),
            )
        else:
            assert figure is not None
            places = (
                Box(box.x, box.y, box.width, top - self._gap(look)),
                Box(box.x, box.y + top, box.width, box.height - top),
            )
        drawn = (large.draw(places[0], look), self.course.draw(places[1], look))
        return Group(f"{self.name}_pair", "section", drawn)

    def _widths(self, width: float, look: Look) -> tuple[float, float]:
        """Return the widths of both beside each other; nothing where that is too narrow for them."""
        part = 0.0
        if width >= BESIDE * look.u:
            part = _FIGURE if isinstance(self.figure, HugeNumber) else _TWO_FIGURES
        elif (
            isinstance(self.figure, HugeNumber)
            and width >= SHORT_BESIDE * look.u
            and len(self.course.steps) <= MOST_BESIDE
        ):
            part = _FIGURE_BY_SHORT
        if part == 0.0:
            return 0.0, 0.0
        return part * width, (1 - part) * width - 1.4 * look.gutter

    def _gap(self, look: Look) -> float:
        return (34.0 if look.bare else 20.0) * look.u


def has_course(block: Block) -> bool:
    """Tell whether a block is a chart over time that stands with a figure: a course, two bars, a slope."""
    if not isinstance(block, YearChart):
        return False
    known = sum(step.value is not None for step in block.steps)
    return known >= LEAST_STEPS or block.is_pair or block.is_slope


def with_course(figure: HugeNumber | ThenNow, course: YearChart) -> WithCourse:
    """Return a figure with its course; its symbol gives way to the chart.

    A heading over the course that says the change beside the figure once more is left out, as is a unit that
    stands behind the figure.
    """
    title, note = course.heading.title, course.heading.note
    words = figure.remark if isinstance(figure, HugeNumber) else figure.caption
    told = {proof.value for proof in words.evidence if proof.formula != "period"}
    said = {proof.value for proof in title.evidence if proof.formula != "period"}
    if said and said <= told:
        title = NOTHING
    if note.text == figure.unit.text:
        note = NOTHING
    plainly = replace(figure, symbol="", sideways=True) if isinstance(figure, HugeNumber) else figure
    return WithCourse(plainly, replace(course, heading=Heading(title, note)))
