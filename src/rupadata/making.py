"""Pages made: prepared with what a person made of them, drawn, and put away where the build goes.

Either one worker does all of that for a set of pages, or this process prepares the pages and puts away what
workers drew: where there are few sets, or where workers do not reach the place that the build goes to. The
bytes are the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from rupadata.checks import PageOfSet
from rupadata.compose import OpenBooks
from rupadata.edition import page_date, page_folder
from rupadata.folder import (
    RECORD_FILE,
    EarlierPages,
    KeptSpec,
    PageJob,
    draw_page,
    keep_edits,
    made_names,
)
from rupadata.model.edition import Edition, Manifest
from rupadata.model.source import SourceFile
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.page_records import PageRecord, encode_record, find_record, page_key
from rupadata.page_sets import PlannedBook, SetJob, plan_set, sets_of_books, with_pages, with_place
from rupadata.pagespec import PageSpec
from rupadata.problems import Problem
from rupadata.request import BuildRequest
from rupadata.sink import Sink
from rupadata.workers import Workers

Item = TypeVar("Item")
ByFile = Mapping[str, Sequence[tuple[int, Item]]]
"""What each file has, with its place among all."""
_AT_ONCE = 4
"""How many pages a worker draws at once: they share the bytes of their book."""


class Making(Struct, frozen=True):
    """What the pages of one build share: the wishes, where it goes, what stood there, and what was read."""

    request: BuildRequest
    date: str
    office: Office
    sink: Sink
    before: Manifest | None
    sources: ByFile[SourceFile]
    problems: ByFile[Problem]

    def of(self, books: Iterable[SubjectBook]) -> Making:
        """Return what some books need of it, to travel with them."""
        homes = {book.region_code for book in books}
        files = {file for book in books for file in book.observations["file"].unique()}
        before = self.before
        if before is not None:
            kept = tuple(edition for edition in before.editions if edition.region in homes)
            before = replace(before, editions=kept, problems=(), sources=(), files=(), left_out=())
        return replace(
            self,
            before=before,
            sources={file: self.sources[file] for file in files & self.sources.keys()},
            problems={file: self.problems[file] for file in files & self.problems.keys()},
        )


class PageMade(Struct, frozen=True):
    """A page as it was made, or `reused` where it had been made the same before; how it was planned."""

    planned: PageOfSet
    edition: Edition
    reused: bool = False


class _SetToMake(Struct, frozen=True):
    """A set of pages to plan, draw and put away, as plain values that can travel to another process."""

    planning: SetJob
    making: Making


class _PageToDraw(Struct, frozen=True):
    """A page to draw: what a person made of it, its record where one stands, the names that stood there.

    It is put into `sink` by whoever draws it, where that can be reached from there.
    """

    planned: PageOfSet
    page: PageJob
    kept: KeptSpec
    names: frozenset[str]
    record: PageRecord | None
    sink: Sink | None


class _Drawn(Struct, frozen=True):
    """A page as it was drawn, and its files where they are still to be put away."""

    made: PageMade
    files: Mapping[str, bytes] | None


def make_pages(
    books: Sequence[SubjectBook], making: Making, earlier: EarlierPages | None, workers: Workers
) -> Iterator[SubjectBook | PageMade]:
    """Make the pages of books; yield each book with the pages that show something, then these pages.

    A book is let go once its pages are made: who wants the memory of a set back keeps none of them.
    """
    sets = deque(sets_of_books(books))
    del books
    reached = making.sink.reached_by(workers)
    if reached and earlier is None and not workers.here and len(sets) >= 2 * workers.count:
        waiting: deque[SubjectBook] = deque()
        jobs = (
            _SetToMake(SetJob(one, making.request, making.office, before=before), making.of(one))
            for before, one in with_place(_handed_over(sets, waiting))
        )
        for made in workers.stream(_make_set, jobs):
            yield with_pages(waiting.popleft(), made.pages) if isinstance(made, PlannedBook) else made
    else:
        yield from _make_apart(sets, making, earlier, workers)


def _handed_over(
    sets: deque[list[SubjectBook]], waiting: deque[SubjectBook]
) -> Iterator[Sequence[SubjectBook]]:
    """Take the sets one by one out of those that are left, their books to those that wait for their pages."""
    while sets:
        waiting.extend(sets[0])
        yield sets.popleft()


def _make_set(job: _SetToMake) -> Iterator[PlannedBook | PageMade]:
    """Plan, draw and put away the pages of a set."""
    books, making = job.planning.books, job.making
    opened = OpenBooks(sum(len(book.pages) for book in books))
    for book, planned in zip(books, plan_set(replace(job.planning, opened=opened)), strict=True):
        book = with_pages(book, planned.pages)
        yield planned
        for spec in planned.specs:
            yield _draw(_prepare(book, spec, making, opened, None, making.sink)).made
        book.forget()


def _make_apart(
    sets: deque[list[SubjectBook]],
    making: Making,
    earlier: EarlierPages | None,
    workers: Workers,
) -> Iterator[SubjectBook | PageMade]:
    """Prepare pages here, a set planned when its turn comes; workers plan and draw them."""
    opened = OpenBooks(max(sum(len(book.pages) for book in one) for one in sets))
    kept = opened if workers.here else None
    sink = making.sink if making.sink.reached_by(workers) else None
    waiting: deque[SubjectBook] = deque()
    jobs = (
        SetJob(one, making.request, making.office, kept, before)
        for before, one in with_place(_handed_over(sets, waiting))
    )
    plans = workers.stream(plan_set, jobs)
    coming: deque[SubjectBook | _PageToDraw] = deque()

    def prepared() -> Iterator[_PageToDraw]:
        for planned in plans:
            book = with_pages(waiting.popleft(), planned.pages)
            coming.append(book)
            for spec in planned.specs:
                page = _prepare(book, spec, making, opened, earlier, sink)
                coming.append(page)
                yield page
            book.forget()

    runs = _in_runs(prepared(), 1 if workers.here else _AT_ONCE)
    for drawn in workers.stream(_draw_each, runs):
        while isinstance(page := coming.popleft(), SubjectBook):
            yield page
        if drawn.files is not None:
            making.sink.put_page(drawn.made.edition.path, drawn.files, page.kept.seen, page.names)
        yield drawn.made
    yield from (book for book in coming if isinstance(book, SubjectBook))


def _in_runs(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield items in runs of `size`, each run taken when it is asked for."""
    rest = iter(items)
    while run := tuple(islice(rest, size)):
        yield run


def _prepare(
    book: SubjectBook,
    spec: PageSpec,
    making: Making,
    opened: OpenBooks,
    earlier: EarlierPages | None,
    sink: Sink | None,
) -> _PageToDraw:
    """Return the job of drawing a page, with the sources and problems of the files of its book."""
    place = page_folder(spec)
    kept = keep_edits(
        making.sink, spec, making.before, book, opened, earlier, making.office.symbols.names, making.office
    )
    files = list(dict.fromkeys(book.plain["file"]))
    page = PageJob(
        kept.spec,
        book,
        making.request,
        making.date or page_date(book, kept.spec),
        _of_files(making.sources, files),
        _of_files(making.problems, files),
        kept.edited,
        making.office,
        opened.known_findings(book, kept.spec.indicators, kept.spec.until, making.office),
        kept.misfits,
    )
    record = find_record(making.sink, place) if making.request.resume else None
    planned = PageOfSet(spec.page, spec.architecture)
    return _PageToDraw(planned, page, kept, made_names(making.before, place), record, sink)


def _draw_each(run: Sequence[_PageToDraw]) -> Iterator[_Drawn]:
    for page in run:
        yield _draw(page)


def _draw(job: _PageToDraw) -> _Drawn:
    """Draw a page and put it away, unless its record says that it stands as it would be drawn."""
    record = job.record
    if record is not None and page_key(job.page, job.kept.files) == record.key:
        return _Drawn(PageMade(job.planned, record.edition, reused=True), None)
    made = draw_page(job.page)
    edition = made.edition
    record_file = encode_record(page_key(job.page, job.kept.files, edition.digest), edition)
    files = {**made.files, **job.kept.files, RECORD_FILE: record_file}
    if job.sink is None:
        return _Drawn(PageMade(job.planned, edition), files)
    job.sink.put_page(edition.path, files, job.kept.seen, job.names)
    return _Drawn(PageMade(job.planned, edition), None)


def by_file(items: Iterable[Item], file_of: Callable[[Item], str]) -> ByFile[Item]:
    """Return items by their file, each with its place among all."""
    found: dict[str, list[tuple[int, Item]]] = {}
    for place, item in enumerate(items):
        found.setdefault(file_of(item), []).append((place, item))
    return found


def _of_files(held: ByFile[Item], files: Iterable[str]) -> tuple[Item, ...]:
    """Return what some files have, in the order in which all stand."""
    placed = [one for file in files for one in held.get(file, ())]
    return tuple(item for _, item in sorted(placed, key=itemgetter(0)))
