"""Notes below a table that speak of one cell, row or column, told by the mark before them: 1) or *."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_LEAD = re.compile(r"^(?:(?:catatan|keterangan|ket|note|notes)\b[^:]{0,12}[:.]?\s*)?", re.I)
_MARKED = re.compile(
    r"(?:\(?(?P<number>[1-9])\)\s*|(?P<bare>[1-9])\s+(?=[A-Z])|(?P<star>\*{1,3})\)?\s*)(?=\S)"
)
_AT_END = re.compile(
    r"(?:(?<=[^\W\d_])\s*(?P<number>[1-9])\)?|\s(?P<spaced>[1-9])\)|(?P<star>\*{1,3})\)?)\s*$"
)
_UNIT_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
_STATES = re.compile(r"sementara|preliminary|provisional|estimasi|estimate|revisi|revised|diperbaiki", re.I)


class Footnotes(Struct, frozen=True):
    """The notes of a table: those of all of it, and those of a mark."""

    whole: tuple[str, ...] = ()
    marked: tuple[tuple[str, str], ...] = ()

    def of(self, marks: Iterable[str], used: frozenset[str]) -> str:
        """Return the notes that a figure stands under, given its marks and those used anywhere."""
        wanted = set(marks)
        own = [text for mark, text in self.marked if mark in wanted or mark not in used]
        return "; ".join([*self.whole, *own])

    def says_state(self, mark: str) -> bool:
        """Tell whether a mark means what it usually does (provisional, revised): no note says otherwise."""
        texts = [text for own, text in self.marked if own == mark]
        return not texts or any(_STATES.search(text) for text in texts)


def read_footnotes(notes: Iterable[str]) -> Footnotes:
    """Part the notes of a table into those of all of it and those of a mark."""
    whole: list[str] = []
    marked: list[tuple[str, str]] = []
    for note in notes:
        text = note.translate(_SUPERSCRIPTS)
        lead = _LEAD.match(text)
        match = _MARKED.match(text, lead.end() if lead else 0)
        if match is None:
            whole.append(note)
        else:
            marked.append((match["number"] or match["bare"] or match["star"], text[match.end() :].strip()))
    return Footnotes(tuple(whole), tuple(marked))


@lru_cache(maxsize=16384)
def marks_of(text: str) -> frozenset[str]:
    """Return the marks of notes at the end of the lines of a label or header, or of a figure's text."""
    found: set[str] = set()
    for line in re.split(r"\n|(?<=\S)/(?=\s*[A-Z])", text):
        raised = _UNIT_AT_END.sub("", line.strip())
        if tail := re.search(r"[¹²³⁴⁵⁶⁷⁸⁹]+$", raised):
            found.update(tail[0].translate(_SUPERSCRIPTS))
        elif match := _AT_END.search(raised):
            found.add(match["number"] or match["spaced"] or match["star"])
    return frozenset(found)
