"""What grouping gives: where each indicator went and why, and the books that came of it."""

from __future__ import annotations

from dataclasses import dataclass

from rupadata.model.subject import SubjectBook
from rupadata.problems import Problem
from rupadata.subjects.catalogue import Catalogue
from rupadata.subjects.matching import Candidate


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where one indicator of one table went, and why; `subject` is the best guess even when undecided.

    `decided_by` is `matcher`, or `office` where a confirmed grouping says so.
    """

    file: str
    sheet: str
    table: str
    indicator: str
    name: str
    unit: str
    producer: str
    region_code: str
    region: str
    subject: Candidate
    decided: bool
    reason: str
    alternatives: tuple[Candidate, ...] = ()
    decided_by: str = "matcher"
    observations: int = 0


@dataclass(frozen=True, slots=True)
class Grouping:
    """Books in the order of region and subject, where each indicator went, and what is imperfect."""

    taxonomy: str
    books: tuple[SubjectBook, ...]
    assignments: tuple[Assignment, ...]
    problems: tuple[Problem, ...] = ()
    catalogue: Catalogue | None = None
    """The subjects that were chosen from; the ones that ship when none is named."""
