"""Tables to finished pages: the whole flow on one screen.

`build_pages` reads, groups, plans, draws and writes; each step below is one room of the house. Drawing one
page is a function of plain values (`draw_page`), so that many can be drawn at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from rupadata.analysis import choose_headlines, has_figures
from rupadata.asked import books_of_period, check_wishes, choose_books, date_asked, home_asked
from rupadata.checks import check_set
from rupadata.comparison import with_comparison
from rupadata.compose import OpenBooks, plan_page
from rupadata.edition import page_date
from rupadata.errors import InputRefusedError, UsageError
from rupadata.folder import (
    BOUNDARIES_STEM,
    CATALOGUE_FILE,
    GROUPING_FILE,
    EarlierPages,
    KeptSpec,
    MadePage,
    PageJob,
    draw_page,
    keep_edits,
    last_manifest,
    made_names,
    write_build,
)
from rupadata.language import say
from rupadata.limits import Limits
from rupadata.model.edition import LeftOut, Manifest
from rupadata.model.observations import Reading
from rupadata.model.source import SourceFile
from rupadata.model.subject import SubjectBook
from rupadata.model.thresholds import SMALL_CELL
from rupadata.office import Office, default_office, remember_decisions
from rupadata.office.own_fonts import fonts_as_files
from rupadata.pagespec import PageSpec
from rupadata.problems import Place, Problem
from rupadata.progress import BuildEvent, CancelToken, Teller
from rupadata.regions import open_boundaries
from rupadata.request import BuildRequest
from rupadata.sink import FolderSink, Sink
from rupadata.subjects import (
    Grouping,
    GroupingDecisions,
    encode_grouping,
    find_left_out,
    group,
    read_decisions,
)
from rupadata.subjects.catalogue import load_catalogues, shipped_catalogues
from rupadata.tables import read_tables
from rupadata.workers import IN_PROCESS, Workers

LEAST_OF_SET = 64
"""A set of pages takes in further home regions until it is of so many books."""
Item = TypeVar("Item")
_ByFile = dict[str, list[tuple[int, Item]]]
"""What each file has, with its place among all."""


def build_pages(
    inputs: Sequence[str | Path],
    output: str | Path | Sink,
    request: BuildRequest | None = None,
    *,
    office: Office | None = None,
    workers: Workers = IN_PROCESS,
    tell: Callable[[BuildEvent], None] = lambda event: None,
    cancel: CancelToken | None = None,
    limits: Limits | None = None,
) -> Manifest:
    """Build every page that the inputs give into `output` and return the manifest.

    `output` is a folder or another sink; while one build holds it, a second one waits. `office` is whose
    regions, subjects, decisions, symbols and boundaries count; `default_office()` when none is given.
    `workers` do the work, this process where none are given; what is made does not depend on them. `tell` is
    called with every step; `cancel` stops the build at its next step with `BuildCancelledError`. Inputs that
    cannot be used are named in the manifest and among its problems; the rest is built. When nothing can be
    built, `InputRefusedError` says why. `limits` bound what one file may ask for.
    """
    request = request or BuildRequest()
    told = Teller(tell, cancel or CancelToken())
    asked = date_asked(request.date)
    check_wishes(request.sizes, request.theme, request.lang, request.formats)
    check_places(output, request)
    office = office_asked(office or default_office(), request)
    sink = FolderSink(Path(output)) if isinstance(output, (str, Path)) else output
    told("read", 0, 0)
    reading = read_tables(
        inputs,
        drop_columns=request.drop_columns,
        small_cell=SMALL_CELL if request.small_cells is None else request.small_cells,
        progress=lambda done, total, name: told("read", done, total, name),
        regions=office.regions,
        glossary=office.glossary,
        workers=workers,
        limits=limits,
    )
    reading = with_comparison(reading, request.compare)
    told("group", 0, 1)
    office = office.with_region_lists(reading.region_lists)
    grouping = group_reading(reading, request, office, workers)
    if not grouping.books:
        raise nothing_to_build((*reading.problems, *grouping.problems))
    books = choose_books(grouping.books, request)
    if request.period:
        books = books_of_period(books, request.period)
    problems = (*reading.problems, *grouping.problems)
    books = without_empty_pages(books)
    told("plan", 0, 1)
    opened = OpenBooks(most=sum(len(book.pages) for book in books))
    planned = plan_pages(books, request, office, opened, workers)
    if not planned:
        raise nothing_to_build(problems)
    problems = (*problems, *check_set([spec for _, spec in planned]))
    told("wait", 0, 1)
    with sink.held():
        before = last_manifest(sink)
        earlier = EarlierPages(request.edits_from) if request.edits_from is not None else None
        own = office.symbols.names
        kept = [(book, keep_edits(sink, spec, before, book, opened, earlier, own)) for book, spec in planned]
        problems = (*problems, *(pages_left(earlier) if earlier is not None else ()))
        sources = _by_file(reading.sources, lambda source: source.file)
        found_in = _by_file(problems, lambda problem: problem.where.file)
        jobs = (
            page_job(book, found, sources, found_in, request, asked, office, opened) for book, found in kept
        )
        editions = []
        told("draw", 0, len(kept))
        ends = _ends_of_books([book for book, _ in kept])
        made_pages = zip(workers.stream(_draw_each, jobs), kept, ends, strict=True)
        for done, (made, (book, found), is_last) in enumerate(made_pages, 1):
            if is_last:
                book.forget()
            files = {**made.files, **found.files}
            place = made.edition.path
            sink.put_page(place, files, found.seen, made_names(before, place))
            editions.append(made.edition)
            told("draw", done, len(kept), made.edition.path, made.edition.title)
        told("write", 0, 1)
        manifest = write_build(
            sink, reading, problems, editions, request, asked, keep_inputs(grouping, office),
            list_left_out(books),
        )  # fmt: skip
    told("write", 1, 1)
    return manifest


def _draw_each(job: PageJob) -> Iterator[MadePage]:
    yield draw_page(job)


def page_job(
    book: SubjectBook,
    kept: KeptSpec,
    sources: _ByFile[SourceFile],
    problems: _ByFile[Problem],
    request: BuildRequest,
    date: str,
    office: Office,
    opened: OpenBooks,
) -> PageJob:
    """Return the job of drawing one page, with the sources and problems of the files that it is made of."""
    files = list(dict.fromkeys(book.plain["file"]))
    return PageJob(
        kept.spec,
        book,
        request,
        date or page_date(book, kept.spec),
        _of_files(sources, files),
        _of_files(problems, files),
        kept.edited,
        office,
        opened.known_findings(book, kept.spec.indicators, kept.spec.until),
        kept.misfits,
    )


def _by_file(items: Iterable[Item], file_of: Callable[[Item], str]) -> _ByFile[Item]:
    found: _ByFile[Item] = {}
    for place, item in enumerate(items):
        found.setdefault(file_of(item), []).append((place, item))
    return found


def _of_files(by_file: _ByFile[Item], files: Iterable[str]) -> tuple[Item, ...]:
    """Return what some files have, in the order in which all stand."""
    placed = [one for file in files for one in by_file.get(file, ())]
    return tuple(item for _, item in sorted(placed, key=itemgetter(0)))


def check_places(output: str | Path | Sink, request: BuildRequest) -> None:
    """Refuse an output that is a file, and outlines that cannot be read, before any work is done."""
    if isinstance(output, (str, Path)) and Path(output).exists() and not Path(output).is_dir():
        raise UsageError(
            say(id=f"{output} adalah berkas.", en=f"{output} is a file."),
            code="output-not-a-folder",
            hint=say(id="Sebut sebuah folder dengan --output.", en="Name a folder with --output."),
        )
    if request.boundaries is not None:
        from rupadata.regions.outline_files import read_features  # Brings shapely, which few builds need.

        read_features(request.boundaries)


def office_asked(office: Office, request: BuildRequest) -> Office:
    """Return the office with the catalogue and the boundaries that a request names in place of its own."""
    if request.catalogue is not None:
        office = replace(office, catalogues=load_catalogues(request.catalogue))
    if request.boundaries is not None:
        office = replace(office, boundaries=open_boundaries(request.boundaries))
    return office


def group_reading(
    reading: Reading, request: BuildRequest, office: Office, workers: Workers = IN_PROCESS
) -> Grouping:
    """Group what was read by home region and subject, as the office has decided.

    An edited grouping wins and is remembered where the office has a folder; what is remembered comes next.
    """
    if reading.observations.is_empty():
        raise nothing_to_build(reading.problems)
    decisions = office.decisions if request.use_memory else GroupingDecisions()
    if request.grouping is not None:
        edited = read_decisions(request.grouping, office.catalogues.choose(request.taxonomy, request.edition))
        if request.use_memory:
            decisions = remember_decisions(office, edited)
        decisions = edited.over(decisions)
    return group(
        reading.observations,
        reading.sources,
        taxonomy=request.taxonomy,
        region=home_asked(request, office.regions),
        decisions=decisions,
        catalogue=office.catalogues,
        edition=request.edition,
        regions=office.regions,
        glossary=office.glossary,
        workers=workers,
    )


def pages_left(earlier: EarlierPages) -> list[Problem]:
    """Return what is to be said of edited pages of an earlier build that this one has no page for."""
    return [Problem.of("edits-without-page", Place(one.path), page=one.title) for one in earlier.left]


def list_left_out(books: Sequence[SubjectBook]) -> list[LeftOut]:
    """Return the indicators of the books that stand on no page, so that none is lost in silence."""
    return [
        LeftOut(
            book.region_code,
            book.subject.key,
            indicator.key,
            indicator.name,
            str(why),
            book.tables_of(indicator.key),
        )
        for book in books
        for indicator, why in find_left_out(book)
    ]


def keep_inputs(grouping: Grouping, office: Office) -> dict[str, bytes]:
    """Return the files by which the build's pages are opened again as they were built."""
    kept = {GROUPING_FILE: encode_grouping(grouping)}
    if office.catalogues != shipped_catalogues():
        kept = {
            GROUPING_FILE: encode_grouping(grouping, CATALOGUE_FILE),
            CATALOGUE_FILE: office.catalogues.content,
        }
    if office.boundaries is not None:
        office.boundaries.check_unchanged()
        for file in office.boundaries.files:
            kept[f"{BOUNDARIES_STEM}{file.suffix.casefold()}"] = file.read_bytes()
    return kept | fonts_as_files(office.fonts)


def without_empty_pages(books: Sequence[SubjectBook]) -> list[SubjectBook]:
    """Return the books with only the pages and indicators that have a figure to show.

    What is known only of single places inside several breakdowns at once gives no picture.
    """
    found = []
    for book in books:
        drawn = ((page, tuple(key for key in keys if has_figures(book, key))) for page, keys in book.pages)
        pages = tuple((page, keys) for page, keys in drawn if keys)
        if pages:
            found.append(book if pages == book.pages else replace(book, pages=pages))
        if len(books) > LEAST_OF_SET:
            book.forget()
    return found


def plan_pages(
    books: Sequence[SubjectBook],
    request: BuildRequest,
    office: Office,
    opened: OpenBooks,
    workers: Workers = IN_PROCESS,
) -> list[tuple[SubjectBook, PageSpec]]:
    """Return the spec of every page, headlines and architectures chosen over a set so that none is stamped.

    A set is what people see together: the pages of a home region, and of those beside it while there are few.
    Findings made in this process are kept in `opened`, so that drawing does not look for them again.
    """
    sets = _sets_of_books(books)
    kept = opened if workers.count == 1 else None
    jobs = (_SetJob(one, request, office, kept, is_only=len(sets) == 1) for one in sets)
    pages = [(book, page) for one in sets for book in one for page in book.pages]
    specs = workers.stream(_plan_set, jobs)
    return [(book, spec) for (book, _), spec in zip(pages, specs, strict=True)]


@dataclass(frozen=True, slots=True)
class _SetJob:
    """The books of one set of pages, and where this process keeps their findings (none where they travel)."""

    books: Sequence[SubjectBook]
    request: BuildRequest
    office: Office
    opened: OpenBooks | None
    is_only: bool


def _sets_of_books(books: Sequence[SubjectBook]) -> list[list[SubjectBook]]:
    """Return the books by sets: whole home regions, joined until a set has enough books to be one."""
    sets: list[list[SubjectBook]] = [[]]
    for book in books:
        last = sets[-1]
        if len(last) >= LEAST_OF_SET and last[-1].region_code != book.region_code:
            sets.append([])
        sets[-1].append(book)
    return sets


def _plan_set(job: _SetJob) -> Iterator[PageSpec]:
    request, opened = job.request, job.opened or OpenBooks()
    pages = [
        (book, page, keys, opened.findings(book, keys, request.period))
        for book in job.books
        for page, keys in book.pages
    ]
    headlines = choose_headlines([findings for *_, findings in pages], lang=request.lang)
    before: list[str] = []
    for (book, page, keys, findings), headline in zip(pages, headlines, strict=True):
        spec = plan_page(
            book, page, keys, period=request.period or None, findings=findings, headline=headline,
            before=before, regions=job.office.regions, brand=job.office.brand,
            outlined=job.office.boundaries is not None,
        )  # fmt: skip
        before.append(spec.architecture)
        yield spec
    if not job.is_only:
        for book in job.books:
            book.forget()


def _ends_of_books(books: Sequence[SubjectBook]) -> list[bool]:
    """Tell for the book of each page whether the next page is of another one."""
    return [book is not following for book, following in zip_longest(books, books[1:])]


def nothing_to_build(problems: Sequence[Problem]) -> InputRefusedError:
    """Return the reason why there is no page: the first error, else the table without a home."""
    first = next(
        (p for p in problems if p.severity == "error"),
        next((p for p in problems if p.code == "home-region-unknown"), None),
    )
    if first is not None:
        return InputRefusedError(f"{first.where}: {first.message}", code=first.code, hint=first.hint)
    return InputRefusedError(
        say(
            id="Tidak ada data yang dapat dijadikan halaman: wilayah, periode atau angka tidak ditemukan.",
            en="Nothing to make a page of: no region, no period or no figures were found.",
        ),
        code="nothing-to-build",
        hint=say(
            id="Lihat apa yang terbaca dengan: rupadata read --explain BERKAS.",
            en="See what was read with: rupadata read --explain FILE.",
        ),
    )
