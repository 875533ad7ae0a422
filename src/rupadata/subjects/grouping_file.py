"""The grouping as a file: where each indicator of each table was put, and the books that stand on them.

A build keeps it beside its observations (`grouping.json`), so that its pages are opened again from
the very same books, whatever the matcher, an edited grouping or the office's memory would say later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import polars as pl

from rupadata.errors import InputRefusedError
from rupadata.glossary import Glossary, load_glossary
from rupadata.language import say
from rupadata.model.subject import SubjectBook
from rupadata.problems import Problem
from rupadata.regions import Regions
from rupadata.subjects.assignments import Assignment, Grouping
from rupadata.subjects.books import make_book
from rupadata.subjects.catalogue import UNGROUPED, Catalogue, load_catalogues, shipped_catalogues

_VERSION = 1


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """One indicator of one table under its cleaned name, with its subject and home region."""

    file: str
    sheet: str
    table: str
    indicator: str
    unit: str
    name: str
    subject: str
    home: str


class _KeptGrouping(msgspec.Struct):
    version: int
    taxonomy: str
    edition: str
    catalogue: str
    placed: list[Placed]


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
        )
        for each in assignments
        if each.region_code and (each.decided or each.decided_by == "matcher")
    ]


def make_books(
    observations: pl.DataFrame,
    placed: Sequence[Placed],
    catalogue: Catalogue,
    regions: Regions,
    glossary: Glossary,
) -> tuple[tuple[SubjectBook, ...], tuple[Problem, ...]]:
    """Return the books in the order of region and subject, and what is imperfect in them."""
    by_book: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for each in placed:
        by_book[each.home, each.subject].append(each)
    order = {entry.subject.key: at for at, entry in enumerate((*catalogue.subjects, UNGROUPED))}
    books: list[SubjectBook] = []
    problems: list[Problem] = []
    for (home, subject), placed in sorted(by_book.items(), key=lambda item: (item[0][0], order[item[0][1]])):
        wanted = pl.DataFrame(
            [(each.file, each.sheet, each.table, each.indicator, each.unit, each.name) for each in placed],
            schema=["file", "sheet", "table", "indicator", "unit", "name"],
            orient="row",
        )
        keys = ["file", "sheet", "table", "indicator", "unit"]
        rows = observations.join(wanted, on=keys, how="inner", maintain_order="left")
        book, found = make_book(catalogue.get(subject), regions, home, rows, glossary)
        books.append(book)
        problems += found
    return tuple(books), tuple(problems)


def encode_grouping(grouping: Grouping, catalogue: str = "") -> bytes:
    """Return a grouping as a build keeps it; `catalogue` names the office's own copy beside it."""
    edition = grouping.catalogue.edition if grouping.catalogue else ""
    kept = _KeptGrouping(_VERSION, grouping.taxonomy, edition, catalogue, place(grouping.assignments))
    return msgspec.json.encode(kept) + b"\n"


def open_books(
    observations: pl.DataFrame, path: Path, regions: Regions, glossary: Glossary | None = None
) -> tuple[SubjectBook, ...]:
    """Return the books of a build from its observations and its kept grouping, with an office's glossary."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_KeptGrouping)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputRefusedError(
            say(id=f"{path} tidak dapat dibaca.", en=f"{path} cannot be read."),
            code="grouping-unreadable",
            hint=say(id="Bangun ulang dengan rupadata build.", en="Build it again with rupadata build."),
        ) from error
    catalogues = load_catalogues(path.with_name(kept.catalogue)) if kept.catalogue else shipped_catalogues()
    catalogue = catalogues.choose(kept.taxonomy, kept.edition)
    return make_books(observations, kept.placed, catalogue, regions, glossary or load_glossary())[0]
