"""What every block has: its share of the height, and the section it stands in."""

from __future__ import annotations

from typing import Any, Protocol, cast

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import SECTION, Look
from rupadata.compose.pen import CAP, NOTHING, Pen, Writing, Written, write
from rupadata.scene.nodes import Group, TextStyle
from rupadata.typeset import measure

MOST_TITLE_LINES = 3
"""An answer in a narrow column takes a third line before a word of it is cut."""
MOST_NOTE_LINES = 2


class Block(Protocol):
    """One part of a page, its content gathered, its place not yet known."""

    @property
    def kind(self) -> str:
        """Return what it shows: a name of `BLOCKS`, `multiples` for its three forms, or `missing`."""

    @property
    def name(self) -> str:
        """Return the id of its block in the spec, with which its nodes' ids begin."""

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the heights it can use at a width, or None when it cannot stand in it."""

    def draw(self, box: Box, look: Look) -> Group:
        """Return its nodes, all inside the box."""


class _Composed(Protocol):
    """A block of several that share a heading."""

    def without_heading(self) -> tuple[Block, Heading]:
        """Return the block without its heading, and that heading."""


class Heading(Struct, frozen=True):
    """A section's title and the note that stands beside or under it."""

    title: Writing
    note: Writing = NOTHING

    def height(self, width: float, look: Look) -> float:
        """Return the height with the space under it."""
        if not self.title and not self.note:
            return 0.0
        title, note_lines, beside = self._set(width, look)
        height = title.height
        if note_lines is not None and not beside:
            height += note_lines.height + 6 * look.u
        return height + 18 * look.u

    def draw(self, pen: Pen, box: Box, look: Look) -> None:
        """Write title and note from the top of the box."""
        if not self.title and not self.note:
            return
        title, note, beside = self._set(box.width, look)
        bottom = pen.lines("title", "section-heading", box.x, box.y, title)
        if note is None:
            return
        if beside:
            x = box.x + title.width + 16 * look.u
            pen.lines("note", "section-note", x, box.y + (title.style.size - note.style.size) * CAP, note)
        else:
            pen.lines("note", "section-note", box.x, bottom + 6 * look.u, note)

    def _set(self, width: float, look: Look) -> tuple[Written, Written | None, bool]:
        # Over a hero the page's headline has said the answer: there the title only names what is drawn.
        style = look.text(24, look.palette.ink, 700) if look.bare else look.heading(SECTION)
        title = write(self.title, style, width, max_lines=MOST_TITLE_LINES, leading=1.2)
        if not self.note:
            return title, None, False
        style = look.text()
        rest = width - title.width - 16 * look.u
        if len(title.lines) == 1 and measure(self.note.text, style) <= rest:
            return title, write(self.note, style, rest), True
        return title, _note_lines(self.note, style, width), False


def _note_lines(note: Writing, style: TextStyle, width: float) -> Written:
    """Return a note in two lines; where it is too long its name is cut, never its unit and period."""
    whole = write(note, style, width)
    if len(whole.lines) <= MOST_NOTE_LINES:
        return whole
    name, *tail = note.text.rsplit(", ", 2)
    words = name.split()
    while tail and len(words) > 1:
        words.pop()
        shorter = write(Writing(", ".join((" ".join(words) + "…", *tail)), note.evidence), style, width)
        if len(shorter.lines) <= MOST_NOTE_LINES:
            return shorter
    return write(note, style, width, max_lines=MOST_NOTE_LINES)


def without_heading(block: Block) -> tuple[Block, Heading]:
    """Return a block without the heading that it draws, and that heading; an empty one where it has none."""
    if hasattr(block, "without_heading"):
        return cast(_Composed, block).without_heading()
    own: object = getattr(block, "heading", None)
    if isinstance(own, Heading):
        bare: Block = replace(cast(Any, block), heading=Heading(NOTHING))
        return bare, own
    return block, Heading(NOTHING)
