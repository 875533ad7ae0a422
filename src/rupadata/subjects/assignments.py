"""What grouping gives: where each indicator went and why, and the books that came of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.model.subject import SubjectBook
from rupadata.problems import Problems
from rupadata.subjects.catalogue import Catalogue
from rupadata.subjects.matching import Candidate


class Assignment(Struct, frozen=True):
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


class Grouping(Struct, frozen=True):
    """Books in the order of region and subject, where each indicator went, and what is imperfect."""

    taxonomy: str
    books: tuple[SubjectBook, ...]
    assignments: tuple[Assignment, ...]
    problems: Problems = field(default_factory=Problems)
    catalogue: Catalogue | None = None
    """The subjects that were chosen from; the ones that ship when none is named."""

    def __getitem__(self, asked: str | tuple[str, str]) -> SubjectBook:
        """Return the book of a subject, by key or name; `grouping[subject, region]` where several have it.

        A region is its code or its name. What is unknown, or leaves a choice, is a `UsageError`.
        """
        subject, region = (asked, "") if isinstance(asked, str) else asked
        found = [book for book in self.books if _is_called(subject, book.subject.key, book.subject.name)]
        if not found:
            raise _unknown(
                subject, [name for book in self.books for name in (book.subject.key, book.subject.name)]
            )
        here = [book for book in found if not region or _is_called(region, book.region_code, book.region)]
        if not here:
            raise _unknown(region, [name for book in found for name in (book.region_code, book.region)])
        if len(here) > 1:
            places = ", ".join(f"{book.region_code} {book.region}" for book in here)
            raise UsageError(
                say(
                    id=f"{subject!r} ada di beberapa wilayah: {places}.",
                    en=f"{subject!r} is there for several regions: {places}.",
                ),
                code="unknown-name",
                hint=say(
                    id="Sebut wilayahnya: grouping[substansi, wilayah].",
                    en="Name the region: grouping[subject, region].",
                ),
            )
        return here[0]

    def __iter__(self) -> Iterator[SubjectBook]:
        return iter(self.books)

    def __repr__(self) -> str:
        named = ", ".join(f"{book.region_code} {book.subject.key}" for book in self.books[:6])
        more = f", ... ({len(self.books)})" if len(self.books) > 6 else ""
        return f"Grouping({named}{more})"


def _is_called(asked: str, *names: str) -> bool:
    return asked.casefold() in {name.casefold() for name in names}


def _unknown(asked: str, known: list[str]) -> UsageError:
    near = nearest_name(asked, known)
    listed = ", ".join(dict.fromkeys(known[::2]))
    return UsageError(
        say(id=f"{asked!r} tidak ada dalam data.", en=f"{asked!r} is not in the data."),
        code="unknown-name",
        hint=say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?")
        if near
        else say(id=f"Yang ada: {listed}.", en=f"There are: {listed}."),
    )
