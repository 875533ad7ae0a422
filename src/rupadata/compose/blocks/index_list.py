"""An index for paper: every region by name and figure under the larger region that it belongs to.

For sheets with room for small type. Larger regions stand in the order of the alphabet, their parts by size;
no group is parted between two columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from msgspec import Struct

from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import CAP, Pen, Writing, recolour
from rupadata.scene.nodes import ChartData, ChartSeries, Group, TextStyle
from rupadata.typeset import measure, measure_widest

MOST_COLUMNS = 6
HEAD = 1.35
"""How many rows the name of a larger region takes, with the rule over it."""
BETWEEN = 0.55
"""How many rows stand free between two groups."""
_ROW, _MOST_ROW = 1.24, 1.5
"""The height of a row against the size of its type: the least, the most."""


class Listing(NamedTuple):
    """One region: its name, figure, and whether it is the one told of."""

    name: Writing
    value: float
    shown: Writing
    strong: bool = False


class Chapter(NamedTuple):
    """A larger region and its parts."""

    name: Writing
    listings: tuple[Listing, ...]

    @property
    def rows(self) -> float:
        """Return how many rows it takes."""
        return HEAD + len(self.listings)


class IndexList(Struct, frozen=True):
    """All regions by name in columns."""

    kind: ClassVar[str] = "regions"
    heading: Heading
    chapters: tuple[Chapter, ...]
    form: NumberForm
    label: str
    alt: str
    name: str = "regions"

    @property
    def many(self) -> int:
        """Return how many regions are shown."""
        return sum(len(chapter.listings) for chapter in self.chapters)

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights of the longest column; refused on screens, whose type is larger than that."""
        columns = self._columns(width, look) if look.size.is_print else 0
        if columns == 0:
            return None
        rows = max(map(_rows, self._laid(columns)))
        head, size = self.heading.height(width, look), look.quiet.size
        least, most = (head + rows * row * size for row in (_ROW, _MOST_ROW))
        return Fit(least, least, most, 0.6, least)

    def draw(self, box: Box, look: Look) -> Group:
        """Draw the columns."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        columns = self._columns(box.width, look)
        laid = self._laid(columns)
        pitch = min(area.height / max(map(_rows, laid)), _MOST_ROW * look.quiet.size)
        for place, column in zip(area.columns([1.0] * columns, look.gutter * 0.8), laid):
            y = place.y
            for chapter in column:
                self._draw_chapter(pen, place, y, pitch, chapter, look)
                y += pitch * (chapter.rows + BETWEEN)
        listings = [listing for chapter in self.chapters for listing in chapter.listings]
        data = ChartData(
            "table",
            tuple(listing.name.text for listing in listings),
            (ChartSeries(self.label, tuple(listing.value for listing in listings)),),
            self.form.number_format,
            self.form.words,
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)

    def _draw_chapter(
        self, pen: Pen, place: Box, y: float, pitch: float, chapter: Chapter, look: Look
    ) -> None:
        u, palette = look.u, look.palette
        pen.line("rule", "ornament", place.x, y + u, place.right, y + u, palette.mark, 2 * u)
        plain, strong = _styles(look)
        baseline = y + pitch * HEAD * 0.56 + strong.size * CAP / 2
        pen.text("above", "label", place.x, baseline, chapter.name, strong)
        y += pitch * HEAD
        for listing in chapter.listings:
            style = recolour(strong, palette.accent) if listing.strong else plain
            baseline = y + (pitch + style.size * CAP) / 2
            pen.text("name", "label", place.x, baseline, listing.name, style)
            pen.text("value", "value", place.right, baseline, listing.shown, style, "end")
            y += pitch

    def _columns(self, width: float, look: Look) -> int:
        """Return in how many columns names and figures have room beside each other; 0 where in none."""
        _, strong = _styles(look)
        listings = [listing for chapter in self.chapters for listing in chapter.listings]
        names = measure_widest(tuple(listing.name.text for listing in listings), strong)
        figures = measure_widest(tuple(listing.shown.text for listing in listings), strong)
        heads = max(measure(chapter.name.text, strong) for chapter in self.chapters)
        least, gap = max(heads, names + figures + 16 * look.u), look.gutter * 0.8
        return min(MOST_COLUMNS, int((width + gap) // (least + gap)))

    def _laid(self, columns: int) -> list[list[Chapter]]:
        """Return the groups in columns as short as they can be."""
        total = _rows(self.chapters)
        rows = max(total / columns, *(chapter.rows for chapter in self.chapters))
        while len(laid := list(_filled(self.chapters, rows))) > columns:
            rows += 0.5
        return laid


def _filled(chapters: tuple[Chapter, ...], rows: float) -> Iterator[list[Chapter]]:
    """Yield columns of at most so many rows."""
    column: list[Chapter] = []
    for chapter in chapters:
        if column and _rows((*column, chapter)) > rows + 1e-9:
            yield column
            column = []
        column.append(chapter)
    yield column


def _rows(column: list[Chapter] | tuple[Chapter, ...]) -> float:
    """Return how many rows groups take one under the other."""
    return sum(chapter.rows for chapter in column) + BETWEEN * (len(column) - 1)


def _styles(look: Look) -> tuple[TextStyle, TextStyle]:
    """Return the small type of paper in ink, plain and strong."""
    size = look.quiet.size / look.u
    return look.text(size, look.palette.ink), look.text(size, look.palette.ink, 700)
