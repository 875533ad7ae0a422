"""Tables to finished pages: the whole flow on one screen.

`build_pages` reads, groups, plans, draws and writes; each step below is one room of the house. Drawing one
page is a function of plain values (`draw_page`), so that many can be drawn at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from rupadata.asked import books_of_period, check_wishes, choose_books, date_asked, home_asked
from rupadata.checks import check_set
from rupadata.comparison import with_comparison
from rupadata.errors import InputRefusedError, UsageError
from rupadata.folder import (
    BOUNDARIES_STEM,
    CATALOGUE_FILE,
    GROUPING_FILE,
    EarlierPages,
    last_manifest,
    write_build,
)
from rupadata.language import say
from rupadata.limits import Limits
from rupadata.making import Making, PageMade, by_file, make_pages
from rupadata.model.edition import LeftOut, Manifest
from rupadata.model.observations import Reading
from rupadata.model.subject import SubjectBook
from rupadata.model.thresholds import SMALL_CELL
from rupadata.object_sink import ObjectSink, is_address
from rupadata.office import Office, default_office, remember_decisions
from rupadata.office.own_fonts import fonts_as_files
from rupadata.page_sets import shown_pages
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

    `output` is a folder, the address of an object store or another sink; while one build holds a folder, a
    second one waits. `office` is whose regions, subjects, decisions, symbols and boundaries count;
    `default_office()` when none is given. `workers` do the work, this process where none are given; what is
    made does not depend on them. `tell` is called with every step; `cancel` stops the build at its next step
    with `BuildCancelledError`. Inputs that cannot be used are named in the manifest and among its problems;
    the rest is built. When nothing can be built, `InputRefusedError` says why. `limits` bound what one file
    may ask for.
    """
    request = request or BuildRequest()
    told = Teller(tell, cancel or CancelToken())
    asked = date_asked(request.date)
    check_wishes(request.sizes, request.theme, request.lang, request.formats)
    check_places(output, request)
    office = office_asked(office or default_office(), request)
    sink = open_sink(output)
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
    problems = (*reading.problems, *grouping.problems)
    if not grouping.books:
        raise nothing_to_build(problems)
    books = choose_books(grouping.books, request)
    if request.period:
        books = books_of_period(books, request.period)
    if not any(shown_pages(book) for book in books):
        raise nothing_to_build(problems)
    grouping = replace(grouping, books=())
    told("plan", 0, 1)
    told("wait", 0, 1)
    with sink.held():
        earlier = EarlierPages(request.edits_from) if request.edits_from is not None else None
        making = Making(
            request, asked, office, sink, last_manifest(sink),
            by_file(reading.sources, lambda source: source.file),
            by_file(problems, lambda problem: problem.where.file),
        )  # fmt: skip
        pages: list[PageMade] = []
        left_out: list[LeftOut] = []
        planned = [len(book.pages) for book in books]
        expected, coming = sum(planned), iter(planned)
        told("draw", 0, expected)
        making_pages = make_pages(books, making, earlier, workers)
        del books  # From here on each set is let go once it is made.
        for made in making_pages:
            if isinstance(made, SubjectBook):
                expected += len(made.pages) - next(coming)
                left_out += list_left_out([made]) if made.pages else []
            else:
                pages.append(made)
                edition = made.edition
                told("draw", len(pages), expected, edition.path, edition.title, reused=made.reused)
        told("write", 0, 1)
        editions = [page.edition for page in pages]
        problems = (*problems, *check_set([page.planned for page in pages]), *pages_left(earlier))
        manifest = write_build(
            sink, reading, problems, editions, request, asked, keep_inputs(grouping, office), left_out
        )
    told("write", 1, 1)
    return manifest


def open_sink(output: str | Path | Sink) -> Sink:
    """Return the sink of an output: a folder, the address of an object store, or a sink already."""
    if is_address(output):
        return ObjectSink(str(output))
    return FolderSink(Path(output)) if isinstance(output, (str, Path)) else output


def check_places(output: str | Path | Sink, request: BuildRequest) -> None:
    """Refuse an output that is a file, and outlines that cannot be read, before any work is done."""
    is_folder = isinstance(output, (str, Path)) and not is_address(output)
    if is_folder and Path(str(output)).exists() and not Path(str(output)).is_dir():
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


def pages_left(earlier: EarlierPages | None) -> list[Problem]:
    """Return what is to be said of edited pages of an earlier build that this one has no page for."""
    left = earlier.left if earlier is not None else ()
    return [Problem.of("edits-without-page", Place(one.path), page=one.title) for one in left]


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


def nothing_to_build(problems: Sequence[Problem]) -> InputRefusedError:
    """Return the reason why there is no page: the first error, else the table without a home."""
    first = next(
        (p for p in problems if p.severity == "error"),
        next((p for p in problems if p.code == "home-region-unknown"), None),
    )
    if first is not None:
        return InputRefusedError(first.message_with_place, code=first.code, hint=first.hint)
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
