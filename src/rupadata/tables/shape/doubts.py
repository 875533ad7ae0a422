"""Doubts: what can be read in two ways that are about as good, with the words that a person chooses by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from rupadata.errors import UsageError
from rupadata.language import Said, in_language, message_language, say
from rupadata.problems import Place, Problem


class Choice(Struct, frozen=True):
    """One of two readings: what it says in words, and the words of a recipe that settle it."""

    words: Said
    recipe: tuple[tuple[str, str], ...]
    """Words and values of a recipe; the value as TOML writes it."""


class Doubt(Struct, frozen=True):
    """A small lead of one reading over another: the one that was taken comes first."""

    where: Place
    taken: Choice
    other: Choice
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    """The rows and columns of the figures that it speaks of, counted from 0; no row stands for all."""

    told_elsewhere: bool = False
    """Another problem tells of it already; it is only asked about."""

    def speaks_of(self, row: int, column: int) -> bool:
        """Tell whether a figure is read one way or the other by this doubt."""
        return (not self.rows or row in self.rows) and column in self.columns

    @property
    def choices(self) -> tuple[Choice, Choice]:
        """Return both readings, the one that was taken first."""
        return self.taken, self.other

    def problem(self) -> Problem:
        """Return the problem that asks."""
        return Problem.of("reading-doubtful", self.where, taken=self.taken.words, other=self.other.words)


def question_lines(doubts: Sequence[Doubt]) -> list[str]:
    """Return the questions as people read them, numbered, each with its two answers."""
    if not doubts:
        return []
    lines = [
        say(
            id="Pertanyaan (jawab dengan --answer NOMOR=HURUF):",
            en="Questions (answer with --answer NUMBER=LETTER):",
        )
    ]
    for number, doubt in enumerate(doubts, 1):
        lines.append(f"{number}. {doubt.where}")
        for letter, choice in zip("ab", doubt.choices):
            lines.append(f"   {letter}) {in_language(choice.words, message_language())}")
    return lines


def chosen(doubts: Sequence[Doubt], answers: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the words of a recipe by sheet that settle doubts as answered ('1=b')."""
    out: dict[str, dict[str, str]] = {}
    for answer in answers:
        match = re.fullmatch(r"\s*(\d+)\s*=\s*([abAB])\s*", answer)
        if match is None or not 1 <= int(match[1]) <= len(doubts):
            raise UsageError(
                say(
                    id=f"Jawaban {answer!r} tidak dikenal: ada {len(doubts)} pertanyaan; tulis seperti 1=b.",
                    en=f"The answer {answer!r} is unknown: there are {len(doubts)} questions; write 1=b.",
                ),
                code="answer-invalid",
                hint=say(
                    id="Pertanyaannya: rupadata read BERKAS --explain.",
                    en="The questions: rupadata read FILE --explain.",
                ),
            )
        doubt = doubts[int(match[1]) - 1]
        choice = doubt.choices["ab".index(match[2].lower())]
        out.setdefault(doubt.where.sheet, {}).update(choice.recipe)
    return out
