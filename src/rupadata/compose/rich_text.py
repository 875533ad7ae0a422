"""Paragraphs whose figures stand out: lines broken as one text, their figures set in another weight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from rupadata.compose.pen import CAP, Pen, Writing, evidence_in
from rupadata.model.evidence import Evidence
from rupadata.scene.nodes import TextStyle
from rupadata.typeset import break_lines, measure

_UNSTRESSED = frozenset({"period", "years", "bound", "label", "count"})
_UNIT = re.compile(
    r"\s(?:persen|percent|juta|ribu|miliar|triliun|million|thousand|billion|trillion|poin|points?|kali|times)"
    r"(?:\s(?:persen|jiwa|kali))?\b"
)
_RUPIAH = "Rp"
_IN_FIGURE = re.compile(r"[\d.,]")
_GOES_ON = re.compile(r"[.,]?\d")
_WIDER = 0.985
"""Bold figures take more room than the text that lines are broken with."""


class RichText(Struct, frozen=True):
    """Lines of one paragraph, with the stretches of each that stand out."""

    lines: tuple[str, ...]
    stressed: tuple[tuple[tuple[int, int], ...], ...]
    style: TextStyle
    strong: TextStyle
    evidence: tuple[Evidence, ...]

    @property
    def leading(self) -> float:
        """Return the distance of baselines."""
        return self.style.size * 1.26

    @property
    def height(self) -> float:
        """Return the height from the top of the capitals to below the last line."""
        if not self.lines:
            return 0.0
        return self.leading * (len(self.lines) - 1) + self.style.size * (CAP + 0.22)


def set_rich(shown: Writing, style: TextStyle, strong: TextStyle, width: float, most: int) -> RichText:
    """Break a text into lines; whole sentences at the end are left out where it would take too many."""
    text = shown.text
    stressed = _stressed(shown)
    lines: tuple[str, ...] = ()
    while text:
        lines = break_lines(text, style, width * _WIDER, balance=False)
        if len(lines) <= most:
            break
        shorter = text.rpartition(". ")[0]
        text = f"{shorter}." if shorter else ""
    if not text:
        lines = ()
    spans = tuple(tuple(_spans(line, stressed)) for line in lines)
    return RichText(lines, spans, style, strong, shown.evidence)


def stressed_stretches(shown: Writing) -> tuple[tuple[int, int], ...]:
    """Return where the figures of a text stand out, each as (start, end), its unit with it."""
    return tuple(_spans(shown.text, _stressed(shown)))


def _stressed(shown: Writing) -> list[str]:
    return [one.shown for one in shown.evidence if one.formula not in _UNSTRESSED and _has_digit(one.shown)]


def _spans(line: str, stressed: list[str]) -> Iterator[tuple[int, int]]:
    end = 0
    found = sorted(place for text in set(stressed) for place in whole_figures(text, line))
    for start, stop in found:
        if start < end:
            continue
        unit = _UNIT.match(line, stop)
        end = unit.end() if unit else stop
        yield start, end


def whole_figures(shown: str, line: str) -> Iterator[tuple[int, int]]:
    """Yield where a shown figure stands in a line as one, its `Rp` with it, each as (start, end)."""
    done, at = 0, line.find(shown)
    while at >= 0:
        end = at + len(shown)
        start = at - 2 if line.startswith(_RUPIAH, max(done, at - 2), at) else at
        if start < at and _IN_FIGURE.match(line[start - 1 : start]):
            start = at
        if _IN_FIGURE.match(line[start - 1 : start] if start else "") or _GOES_ON.match(line, end):
            at = line.find(shown, at + 1)
            continue
        yield start, end
        done, at = end, line.find(shown, end)


def draw_rich(pen: Pen, name: str, role: str, x: float, top: float, found: RichText) -> float:
    """Write the lines from the top of their capitals; return the lower end."""
    y = top + found.style.size * CAP
    paragraph = f"{pen.prefix}-{name}"
    for line, spans in zip(found.lines, found.stressed):
        at, place = x, 0
        proof = evidence_in(line, found.evidence)
        for start, end in (*spans, (len(line), len(line))):
            for part, style in ((line[place:start], found.style), (line[start:end], found.strong)):
                if not part:
                    continue
                said = part.strip()
                at += measure(part[: len(part) - len(part.lstrip())], style)
                if said:
                    mine = tuple(one for one in proof if one.shown in said)
                    pen.text(name, role, at, y, Writing(said, mine), style, paragraph=paragraph)
                    at += measure(said, style)
                at += measure(part[len(part.rstrip()) :], style) if said else 0.0
            place = end
        y += found.leading
    return top + found.height


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
