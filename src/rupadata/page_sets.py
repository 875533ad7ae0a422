"""Sets of pages: what people see together, planned together so that none is stamped.

A set is the pages of a home region, and of those beside it while there are few. It depends on the data alone,
so that what is made does not depend on who makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rupadata.analysis import choose_headlines, has_figures
from rupadata.compose import OpenBooks, plan_page
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.pagespec import PageSpec
from rupadata.request import BuildRequest
from rupadata.workers import IN_PROCESS, Workers

LEAST_OF_SET = 64
"""A set of pages takes in further home regions until it is of so many books."""


class SetJob(Struct, frozen=True):
    """The books of one set of pages, and where this process keeps their findings (none where they travel)."""

    books: Sequence[SubjectBook]
    request: BuildRequest
    office: Office
    opened: OpenBooks | None = None
    before: int = 0
    """How many pages the sets before this one have: headlines take turns over all of them."""


class PlannedBook(Struct, frozen=True):
    """The pages of one book that have something to show, and their specs."""

    pages: tuple[tuple[str, tuple[str, ...]], ...]
    specs: tuple[PageSpec, ...]


def sets_of_books(books: Sequence[SubjectBook]) -> list[list[SubjectBook]]:
    """Return the books by sets: whole home regions, joined until a set has enough books to be one."""
    sets: list[list[SubjectBook]] = [[]]
    for book in books:
        last = sets[-1]
        if len(last) >= LEAST_OF_SET and last[-1].region_code != book.region_code:
            sets.append([])
        sets[-1].append(book)
    return sets


def with_place(sets: Iterable[Sequence[SubjectBook]]) -> Iterator[tuple[int, Sequence[SubjectBook]]]:
    """Yield each set with the number of pages of those before it."""
    before = 0
    for one in sets:
        yield before, one
        before += sum(len(book.pages) for book in one)


def shown_pages(book: SubjectBook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the pages of a book with only the pages and indicators that have a figure to show.

    What is known only of single places inside several breakdowns at once gives no picture.
    """
    drawn = ((page, tuple(key for key in keys if has_figures(book, key))) for page, keys in book.pages)
    return tuple((page, keys) for page, keys in drawn if keys)


def with_pages(book: SubjectBook, pages: tuple[tuple[str, tuple[str, ...]], ...]) -> SubjectBook:
    """Return a book with these pages: itself, with all that was worked out of it, where it has them."""
    return book if pages == book.pages else replace(book, pages=pages)


def plan_set(job: SetJob) -> Iterator[PlannedBook]:
    """Yield what the pages of each book of a set say, headlines and architectures chosen over the set."""
    request, opened = job.request, job.opened or OpenBooks()
    pages_of = [shown_pages(book) for book in job.books]
    pages = [
        (book, page, keys, opened.findings(book, keys, request.period, job.office))
        for book, shown in zip(job.books, pages_of, strict=True)
        for page, keys in shown
    ]
    headlines = choose_headlines([findings for *_, findings in pages], lang=request.lang, before=job.before)
    before: list[str] = []
    specs: list[PageSpec] = []
    for (book, page, keys, findings), headline in zip(pages, headlines, strict=True):
        spec = plan_page(
            book, page, keys, period=request.period or None, findings=findings, headline=headline,
            before=before, regions=job.office.regions, brand=job.office.brand,
            outlined=job.office.boundaries is not None,
        )  # fmt: skip
        before.append(spec.architecture)
        specs.append(spec)
    coming = iter(specs)
    for shown in pages_of:
        yield PlannedBook(shown, tuple(next(coming) for _ in shown))


def plan_pages(
    books: Sequence[SubjectBook],
    request: BuildRequest,
    office: Office,
    opened: OpenBooks,
    workers: Workers = IN_PROCESS,
) -> Iterator[tuple[SubjectBook, PageSpec]]:
    """Yield the spec of every page with its book, in the order of the books; a set at a time.

    Findings made in this process are kept in `opened`, so that drawing does not look for them again.
    """
    kept = opened if workers.here else None
    jobs = (SetJob(one, request, office, kept, before) for before, one in with_place(sets_of_books(books)))
    for book, planned in zip(books, workers.stream(plan_set, jobs), strict=True):
        book = with_pages(book, planned.pages)
        for spec in planned.specs:
            yield book, spec
