"""Sentences: text put together from words and figures, each figure with its evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from rupadata.language import LANGUAGES
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.wording import capitalised

_DIGIT_WORD = re.compile(r"[^\s()\[\]\"“”]*\d[^\s()\[\]\"“”]*")


class Sentence(Struct, frozen=True):
    """A text that people read, and what stands behind every figure in it, number words included."""

    text: str
    evidence: tuple[Evidence, ...] = ()

    def __str__(self) -> str:
        return self.text


class SaidFigure(NamedTuple):
    """A stretch of a sentence that says a figure: the words and their evidence."""

    text: str
    evidence: tuple[Evidence, ...] = ()


class Texts(Mapping[str, Sentence]):
    """A sentence in each language, written when it is first asked for; pickled and compared as a dict."""

    __slots__ = ("_write", "_written")

    def __init__(self, write: Callable[[str], Sentence]) -> None:
        self._write = write
        self._written: dict[str, Sentence] = {}

    def __getitem__(self, lang: str) -> Sentence:
        if lang not in self._written:
            if lang not in LANGUAGES:
                raise KeyError(lang)
            self._written[lang] = self._write(lang)
        return self._written[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)

    def __reduce__(self) -> tuple[type[dict[str, Sentence]], tuple[dict[str, Sentence]]]:
        return dict, (dict(self),)


Piece = str | SaidFigure


def write_sentence(pieces: Iterable[Piece], *, end: str = ".") -> Sentence:
    """Return the pieces as one sentence, with a capital first letter; empty `end` for a headline."""
    texts: list[str] = []
    evidence: list[Evidence] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        elif piece.text:
            texts.append(piece.text)
            evidence += piece.evidence
        elif texts:
            texts[-1] = texts[-1].rstrip()
    text = capitalised("".join(texts).strip()) + end
    if evidence and not text.startswith(evidence[0].shown):
        # A number word that opens the sentence is shown with its capital.
        opening = capitalised(evidence[0].shown)
        if text.startswith(opening):
            first = evidence[0]
            evidence[0] = Evidence(opening, first.value, first.unit, first.formula, first.cells, first.of)
    return Sentence(text, tuple(dict.fromkeys(evidence)))


def show_name(name: str, cells: tuple[CellRef, ...] = ()) -> SaidFigure:
    """Return a name as found; a digit in it ("umur 0-4", "P1") is a label and no computed figure."""
    if not _has_digit(name):
        return SaidFigure(name)
    labels = tuple(
        Evidence(found.strip(".,;:"), 0.0, "", "label", cells) for found in _DIGIT_WORD.findall(name)
    )
    return SaidFigure(name, labels)


def join_shown(pieces: Iterable[SaidFigure], lang: str) -> SaidFigure:
    """Return several shown stretches as a list in words."""
    shown = tuple(pieces)
    last = "dan" if lang == "id" else "and"
    texts = [piece.text for piece in shown]
    joined = f" {last} ".join(texts) if len(texts) <= 2 else f"{', '.join(texts[:-1])}, {last} {texts[-1]}"
    return SaidFigure(joined, tuple(evidence for piece in shown for evidence in piece.evidence))


@lru_cache(maxsize=4096)
def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
