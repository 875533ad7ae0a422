"""The foot of a page: source, notes, date, credits, addresses, and a QR code when the data is published."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.boxes import Box
from rupadata.compose.colour import luminance
from rupadata.compose.look import Look
from rupadata.compose.pen import NOTHING, Pen, Writing, Written, recolour, write
from rupadata.scene.nodes import Group, Image, Paint, TextStyle

_DARK = 0.2
"""Paper darker than this (relative luminance) carries a logo on a white plate."""
MOST_LINES = {"source": 3, "note": 3, "credit": 2, "subtitle": 2}


class FootNote(NamedTuple):
    """A note of the foot, and what it is called where only blocks ask for it; else empty text."""

    text: str
    of_blocks: str = ""


class Foot(Struct, frozen=True):
    """What the foot says, in its order: the formal title, source, notes, then who made it and when."""

    source: str
    notes: tuple[FootNote, ...]
    made_by: str
    credits: str = ""
    address: str = ""
    qr: str = ""
    logo: bytes = b""
    logo_media_type: str = ""
    office: str = ""
    formal: Writing = NOTHING
    """The formal title of what the page shows."""
    lacking: Writing = NOTHING
    """What the data cannot give."""

    def beside(self, asked: Collection[str]) -> Foot:
        """Return the foot of a page whose blocks ask for some notes: what nothing shows needs none."""
        notes = tuple(note for note in self.notes if not note.of_blocks or note.of_blocks in asked)
        return self if notes == self.notes else replace(self, notes=notes)

    @property
    def notes_in_line(self) -> str:
        """Return the notes as one text."""
        return " · ".join(note.text for note in self.notes)


class SetFoot(Struct, frozen=True):
    """A foot whose texts are broken, and its height with the rule above it."""

    foot: Foot
    texts: tuple[tuple[str, Written, float], ...]
    """Roles and lines; how far to the right a text stands that shares the line of the one before."""
    address: Written
    qr_side: float
    logo_width: float
    height: float


def set_foot(foot: Foot, width: float, look: Look) -> SetFoot:
    """Break the texts of a foot for a content width."""
    u = look.u
    style = look.quiet
    qr_side = 104 * u if foot.qr else 0.0
    logo_width = 84 * u if foot.logo else 0.0
    aside = max(qr_side and qr_side + 24 * u, logo_width and logo_width + 24 * u)
    if qr_side and logo_width:
        aside = qr_side + logo_width + 48 * u
    text_width = min(width - aside, style.size * 62)
    entries = [
        ("subtitle", foot.formal),
        ("source", Writing(foot.source)),
        ("note", Writing(foot.notes_in_line)),
    ]
    entries.insert(1, ("sop-missing", foot.lacking))
    entries.append(("date", Writing(foot.made_by)))
    if look.size.is_print:
        entries.append(("credit", Writing(foot.credits)))
    texts = _set_texts([entry for entry in entries if entry[1]], style, text_width, 22 * u, look.palette.ink)
    address = write(Writing(foot.address), recolour(style, look.palette.ink), text_width, max_lines=2)
    height = sum(written.height + 7 * u for _, written, shift in texts if not shift)
    if address.lines:
        height += address.height + 7 * u
    return SetFoot(foot, texts, address, qr_side, logo_width, max(height, qr_side, logo_width) + 18 * u)


def _set_texts(
    entries: list[tuple[str, Writing]], style: TextStyle, width: float, gap: float, ink: str
) -> tuple[tuple[str, Written, float], ...]:
    """Break the texts; one that has room on the last line of the one before goes there."""
    found: list[tuple[str, Written, float]] = []
    end = width
    for role, text in entries:
        lines = MOST_LINES.get(role, 2)
        face = recolour(style, ink) if role == "subtitle" else style
        written = write(text, face, width, max_lines=lines, leading=1.3, balance=role == "source")
        alone = len(written.lines) == 1
        shares = alone and bool(found) and len(found[-1][1].lines) == 1
        if shares and end + gap + written.width <= width:
            found.append((role, written, end + gap))
            end += gap + written.width
        else:
            found.append((role, written, 0.0))
            end = written.width
    return tuple(found)


def draw_foot(found: SetFoot, box: Box, look: Look) -> Group:
    """Draw the foot from the top of its box."""
    pen = Pen("footer", look)
    u = look.u
    pen.line("rule", "ornament", box.x, box.y, box.right, box.y, look.palette.hairline, 1.6 * u)
    y = box.y + 18 * u
    line = y
    for role, written, shift in found.texts:
        line = line if shift else y
        y = pen.lines(role, role, box.x + shift, line, written) + 7 * u
    if found.address.lines:
        pen.lines("address", "credit", box.x, y, found.address)
    x = box.right
    if found.qr_side:
        x -= found.qr_side
        _draw_qr(pen, found.foot.qr, Box(x, box.y + 18 * u, found.qr_side, found.qr_side), look)
        x -= 24 * u
    if found.logo_width:
        side = found.logo_width
        foot = found.foot
        if luminance(look.palette.paper) < _DARK:
            # Logos are drawn for white paper; most are lost on a dark one.
            rim = 6 * u
            plate = Box(x - side - rim, box.y + 18 * u - rim, side + 2 * rim, side + 2 * rim)
            pen.rect(
                "plate",
                "ornament",
                plate.x,
                plate.y,
                plate.width,
                plate.height,
                "#ffffff",
                radius=look.corner,
            )
        pen.nodes.append(
            Image("footer_logo", "logo", round(x - side, 2), round(box.y + 18 * u, 2), round(side, 2),
                  round(side, 2), foot.logo_media_type, foot.logo, foot.office)
        )  # fmt: skip
    return pen.group("footer")


def _draw_qr(pen: Pen, address: str, box: Box, look: Look) -> None:
    """Draw a QR code of an address as one path of squares."""
    import segno  # Few pages have one.

    code = segno.make(address, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    cell = box.width / len(rows)
    parts = []
    for row, line in enumerate(rows):
        start = None
        for col in range(len(line) + 1):
            dark = col < len(line) and line[col]
            if dark and start is None:
                start = col
            if not dark and start is not None:
                x1, x2 = box.x + start * cell, box.x + col * cell
                y1, y2 = box.y + row * cell, box.y + (row + 1) * cell
                parts.append(f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}L{x1:.2f} {y2:.2f}Z")
                start = None
    pen.path("qr", "qr", "".join(parts), Paint(look.palette.ink), (box.x, box.y, box.width, box.height))
