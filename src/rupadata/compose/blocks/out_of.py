"""A rate as people: one figure in colour out of so many, at home and around it.

For percentages of people between 3.5 and 50. The N is rounded and says so where it is not close.
"""

from __future__ import annotations

import re
from typing import ClassVar

from msgspec import Struct

from rupadata.analysis import Point
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.gap import shared_points
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.page_data import Source
from rupadata.compose.pen import CAP, Pen, Writing, plain, write
from rupadata.model.evidence import Evidence
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import ChartData, ChartSeries, Group
from rupadata.typeset import measure
from rupadata.wording import capitalised, number_word, parse_unit

LEAST, MOST = 3.5, 50.0
CLOSE = 0.03
LARGEST, LARGEST_ALONE = 46.0, 72.0
"""How wide a figure is at most on the type scale, in several rows and in one."""
_PEOPLE = re.compile(
    r"penganggur|miskin|stunting|buta huruf|sekolah|bekerja|merokok|sakit|keluhan|disabilitas|setengah|"
    r"poverty|"
    r"unemploy|illitera",
    re.IGNORECASE,
)


class Crowd(Struct, frozen=True):
    """One row: who, and one in how many."""

    name: Writing
    said: Writing
    count: int
    rate: float
    strong: bool


class OutOf(Struct, frozen=True):
    """Rows of figures, the first of each in colour."""

    heading: Heading
    crowds: tuple[Crowd, ...]
    label: str
    alt: str
    name: str = "out-of"
    kind: ClassVar[str] = "out-of"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the rows; refused where figures would be too small, or words find no room."""
        if self._side(width, look) < 18 * look.u or min(self._name_rooms(width, look)) < 60 * look.u:
            return None
        head = self.heading.height(width, look)
        row = (24 + 16) * look.u + min(self._side(width, look) * 2.05, 2 * self._largest * look.u)
        count = len(self.crowds)
        return Fit(head + count * row * 0.86, head + count * row, head + count * row * 1.25, 0.6)

    @property
    def _largest(self) -> float:
        """Return how wide a figure stands at most: one row alone has the room of two."""
        return LARGEST_ALONE if len(self.crowds) == 1 else LARGEST

    def _side(self, width: float, look: Look) -> float:
        return width / max(crowd.count for crowd in self.crowds)

    def _name_rooms(self, width: float, look: Look) -> list[float]:
        """Return how much of each row is left for its name."""
        style = look.text(24, weight=700)
        return [width - measure(crowd.said.text, style) - 8 * look.u for crowd in self.crowds]

    def draw(self, box: Box, look: Look) -> Group:
        """Draw words and figures row by row."""
        pen = Pen(self.name, look, self.kind)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        u = look.u
        pitch = area.height / len(self.crowds)
        side = min(self._side(area.width, look), (pitch - 44 * u) / 1.9, self._largest * u)
        for index, (crowd, room) in enumerate(zip(self.crowds, self._name_rooms(area.width, look))):
            y = area.y + index * pitch
            colour = look.palette.accent if crowd.strong else look.palette.counter
            style = look.text(24, colour, 700)
            baseline = y + style.size * CAP
            pen.text("said", "value", area.x, baseline, crowd.said, style)
            name = write(crowd.name, look.text(24, look.palette.ink), room, max_lines=1)
            pen.lines("name", "label", area.right - room, y, name)
            top = baseline + 15 * u
            first = len(pen.nodes)
            for place in range(crowd.count):
                fill = colour if place == 0 else look.palette.hairline
                _draw_person(pen, area.x + (place + 0.5) * side, top, side, fill)
            pen.tell_drawn(index, first)
        data = ChartData(
            "pictogram",
            tuple(crowd.name.text for crowd in self.crowds),
            (ChartSeries(self.label, tuple(crowd.rate for crowd in self.crowds)),),
            "0.0",
            "%",
        )
        return pen.group("figure", label=self.label, alt=self.alt, chart=data)


def _draw_person(pen: Pen, middle: float, top: float, side: float, fill: str) -> None:
    """Draw a standing figure, twice as high as its place is wide."""
    head = side * 0.26
    pen.circle("person", "symbol", middle, top + head, head, fill)
    body = side * 0.74
    pen.rect("person-body", "symbol", middle - body / 2, top + 2.2 * head, body, side * 0.72, fill,
             radius=side * 0.24)  # fmt: skip
    legs = side * 0.44
    pen.rect(
        "person-legs",
        "symbol",
        middle - legs / 2,
        top + 2.2 * head + side * 0.5,
        legs,
        side * 0.8,
        fill,
        radius=side * 0.1,
    )


def gather_out_of(block: BlockSpec, source: Source) -> OutOf | None:
    """Return the people of a rate at home, and of the region around it where the table has it."""
    indicator = source.indicator(block)
    if (
        not parse_unit(indicator.unit).percent
        or indicator.measure != "rate"
        or not _PEOPLE.search(indicator.name)
    ):
        return None
    series, mine = source.home_point(block)
    if mine is None or len(mine.cells) != 1:
        return None
    around, pairs = shared_points(block, source)
    theirs = pairs[-1][1] if pairs and pairs[-1][0].key == mine.key else None
    rows = [(source.book.region, mine, True)]
    if theirs is not None and len(theirs.cells) == 1:
        rows.append((around, theirs, False))
    crowds = [
        crowd for name, point, strong in rows if (crowd := _crowd(name, point, strong, source)) is not None
    ]
    if len(crowds) != len(rows) or len({crowd.count for crowd in crowds}) != len(crowds):
        return None
    source.mark_points([point for _, point, _ in rows])
    period = source.period(mine.key, series.axis)
    topic = capitalised(source.topic(indicator))
    title = source.words(block.title, f"{topic}: {crowds[0].said.text[:1].lower()}{crowds[0].said.text[1:]}")
    said = crowds[0].said
    proof = tuple(
        Evidence(e.shown[:1].lower() + e.shown[1:], e.value, e.unit, e.formula, e.cells)
        for e in said.evidence
    )
    heading = Heading(Writing(title, (*plain(topic).evidence, *proof)), source.heading_note(period))
    alt = "; ".join(f"{crowd.said.text} {crowd.name.text}" for crowd in crowds)
    return OutOf(heading, tuple(crowds), title, alt)


def _crowd(name: str, point: Point, strong: bool, source: Source) -> Crowd | None:
    rate = point.value or 0.0
    if not LEAST <= rate <= MOST:
        return None
    exact = 100 / rate
    count = round(exact)
    shown = number_word(count, source.lang) if count < 12 else str(count)
    about = "" if abs(exact - count) <= CLOSE * count else source.say("sekitar ", "about ")
    text = capitalised(about + source.say(f"satu dari {shown}", f"one in {shown}"))
    proof = Evidence(shown, exact, "", "one-in-of-rate", point.cells)
    return Crowd(
        Writing(source.say(f"di {name}", f"in {name}"), plain(name).evidence),
        Writing(text, (proof,)),
        count,
        rate,
        strong,
    )
