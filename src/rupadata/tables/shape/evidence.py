"""What speaks for a reading: named terms with weights, weighed into one score."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

SMALL_LEAD = 0.06
"""Two readings nearer than this are both possible: somebody is asked."""


class Term(Struct, frozen=True):
    """One kind of evidence: how far it holds, 0 to 1, and how much it weighs."""

    name: str
    holds: float
    weight: float


class Evidence(Struct, frozen=True):
    """All that speaks for and against one reading."""

    terms: tuple[Term, ...] = ()

    @property
    def score(self) -> float:
        """Return the weighed mean of the terms, 0 to 1; 0 without any."""
        weight = sum(term.weight for term in self.terms)
        return sum(term.holds * term.weight for term in self.terms) / weight if weight else 0.0

    def holds(self, name: str) -> float | None:
        """Return how far one kind of evidence holds; None where nothing speaks of it."""
        return next((term.holds for term in self.terms if term.name == name), None)


def share(answers: Iterable[bool]) -> float:
    """Return the share of answers that are yes; 0 for none."""
    given = list(answers)
    return sum(given) / len(given) if given else 0.0
