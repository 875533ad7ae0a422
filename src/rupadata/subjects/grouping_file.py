"""The grouping as a file: where each indicator of each table was put, and the books that stand on them.

A build keeps it beside its observations (`grouping.json`), so that its pages are opened again from
the very same books, whatever the matcher, an edited grouping or the office's memory would say later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import polars as pl

from rupadata.glossary import Glossary, load_glossary
from rupadata.model.subject import SubjectBook
from rupadata.problems import Problem
from rupadata.regions import Regions
from rupadata.subjects.assignments import Assignment, Grouping
from rupadata.subjects.books import make_book
from rupadata.subjects.catalogue import (
    UNGROUPED,
    Catalogue,
    CatalogueSubject,
    load_catalogues,
    shipped_catalogues,
)
from rupadata.subjects.compared import attach, part_compared
from rupadata.subjects.kept_grouping import KeptGrouping, Placed, load_grouping
from rupadata.workers import IN_PROCESS, Workers, in_chunks

_VERSION = 1
_TABLE_KEYS = ("file", "sheet", "table", "indicator", "unit")
_CHUNK = 16
"""How many books a worker makes at once."""


def place(assignments: Iterable[Assignment]) -> list[Placed]:
    """Return where assignments put their indicators; what has no home or was taken out stands nowhere."""
    return [
        Placed(
            file=each.file,
            sheet=each.sheet,
            table=each.table,
            indicator=each.indicator,
            unit=each.unit,
            name=each.name,
            subject=each.subject.key if each.decided else UNGROUPED.subject.key,
            home=each.region_code,
            reason=each.reason,
        )
        for each in assignments
        if each.region_code and (each.decided or each.decided_by == "matcher")
    ]


class _BooksJob(msgspec.Struct, frozen=True):
    """Some books to make, as plain values that can travel to another process."""

    rows: Sequence[tuple[CatalogueSubject, str, pl.DataFrame]]
    """Subject, home, and its observations with a cleaned `name`."""
    regions: Regions
    glossary: Glossary


def make_books(
    observations: pl.DataFrame,
    placed: Sequence[Placed],
    catalogue: Catalogue,
    regions: Regions,
    glossary: Glossary,
    workers: Workers = IN_PROCESS,
) -> tuple[tuple[SubjectBook, ...], tuple[Problem, ...]]:
    """Return the books in the order of region and subject, and what is imperfect in them."""
    observations, compared = part_compared(observations)
    order = {entry.subject.key: at for at, entry in enumerate((*catalogue.subjects, UNGROUPED))}
    # A kept grouping may come from anywhere: a subject that the catalogue lacks is refused by its name.
    place_of = {key: order[catalogue.get(key).subject.key] for key in {each.subject for each in placed}}
    placed = sorted(placed, key=lambda each: (each.home, place_of[each.subject]))
    wanted = pl.DataFrame(
        [
            (each.file, each.sheet, each.table, each.indicator, each.unit, each.name, each.home, each.subject)
            for each in placed
        ],
        schema=dict.fromkeys((*_TABLE_KEYS, "name", "home", "subject"), pl.String),
        orient="row",
    )
    joined = observations.join(wanted, on=_TABLE_KEYS, how="inner", maintain_order="left")
    none = joined.clear().drop("home", "subject")
    parts = joined.partition_by(["home", "subject"], include_key=False, as_dict=True)
    del joined
    homes = list(dict.fromkeys((each.home, each.subject) for each in placed))
    # Rows are taken out where they are needed: no more than a few books are held twice.
    jobs = (
        _BooksJob(
            [(catalogue.get(subject), home, parts.pop((home, subject), none)) for home, subject in chunk],
            regions,
            glossary,
        )
        for chunk in in_chunks(homes, _CHUNK)
    )
    books: list[SubjectBook] = []
    problems: list[Problem] = []
    for book, found in workers.stream(_make_each, jobs):
        books.append(book)
        problems += found
    return tuple(attach(books, compared)), tuple(problems)


def _make_each(job: _BooksJob) -> Iterator[tuple[SubjectBook, tuple[Problem, ...]]]:
    for entry, home, rows in job.rows:
        yield make_book(entry, job.regions, home, rows, job.glossary)


def encode_grouping(grouping: Grouping, catalogue: str = "") -> bytes:
    """Return a grouping as a build keeps it; `catalogue` names the office's own copy beside it."""
    edition = grouping.catalogue.edition if grouping.catalogue else ""
    kept = KeptGrouping(_VERSION, grouping.taxonomy, edition, catalogue, place(grouping.assignments))
    return msgspec.json.encode(kept) + b"\n"


def open_books(
    observations: pl.DataFrame, path: Path, regions: Regions, glossary: Glossary | None = None
) -> tuple[SubjectBook, ...]:
    """Return the books of a build from its observations and its kept grouping, with an office's glossary."""
    kept = load_grouping(path)
    catalogues = load_catalogues(path.with_name(kept.catalogue)) if kept.catalogue else shipped_catalogues()
    catalogue = catalogues.choose(kept.taxonomy, kept.edition)
    return make_books(observations, kept.placed, catalogue, regions, glossary or load_glossary())[0]
