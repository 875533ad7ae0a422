"""Pages are the same whoever makes them: here, far away one by one, or far away by whole sets."""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import rupadata.making as making
import rupadata.page_sets as page_sets
from benchmarks.regencies import write_regencies
from rupadata.build import build_pages
from rupadata.compose import OpenBooks
from rupadata.model.subject import SubjectBook
from rupadata.office import default_office
from rupadata.progress import BuildEvent
from rupadata.request import BuildRequest
from rupadata.sink import FolderSink, MemorySink, Sink
from rupadata.subjects import group
from rupadata.tables import read_tables
from rupadata.workers import IN_PROCESS, Workers

SVG = BuildRequest(formats=("svg",), use_memory=False)


class Far:
    """Workers to whom everything travels as bytes, though they sit in this process."""

    here = False

    def __init__(self, count: int, *, sees: bool = True) -> None:
        self.count = count
        self.asked: list[str] = []
        self._sees = sees

    def sees(self, place: Path) -> bool:
        return self._sees

    def stream(self, function: Callable[[Any], Iterable[Any]], jobs: Iterable[Any]) -> Iterator[Any]:
        for job in jobs:
            self.asked.append(function.__name__)
            yield from pickle.loads(pickle.dumps(list(function(pickle.loads(pickle.dumps(job))))))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tabel")
    write_regencies(folder, 3)
    return folder


@pytest.fixture
def small_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets of a single regency, so that three of them are three."""
    monkeypatch.setattr(page_sets, "LEAST_OF_SET", 2)


@pytest.fixture
def alone(tables: Path, small_sets: None, tmp_path: Path) -> dict[str, bytes]:
    return built(tables, FolderSink(tmp_path / "sendiri"), IN_PROCESS)


def built(tables: Path, sink: Sink, workers: Workers, request: BuildRequest = SVG) -> dict[str, bytes]:
    said: list[BuildEvent] = []
    build_pages([tables], sink, request, workers=workers, tell=said.append)
    drawn = [event for event in said if event.stage == "draw"]
    assert [(event.done, event.of) for event in drawn] == [(number, 12) for number in range(13)]
    if isinstance(sink, MemorySink):
        return dict(sink.files)
    assert isinstance(sink, FolderSink)
    files = (path for path in sink.folder.rglob("*") if path.is_file() and path.name != ".build.lock")
    return {path.relative_to(sink.folder).as_posix(): path.read_bytes() for path in files}


def test_workers_that_reach_the_folder_make_whole_sets(
    tables: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    far = Far(1)
    assert built(tables, FolderSink(tmp_path / "jauh"), far) == alone
    assert far.asked.count("_make_set") == 3
    assert "_draw_each" not in far.asked


@pytest.mark.parametrize("sees", [True, False])
def test_pages_of_few_sets_are_drawn_one_by_one(
    tables: Path, alone: dict[str, bytes], tmp_path: Path, sees: bool
) -> None:
    far = Far(2, sees=sees)
    assert built(tables, FolderSink(tmp_path / "jauh"), far) == alone
    assert "_make_set" not in far.asked
    assert far.asked.count("plan_set") == 3
    assert far.asked.count("_draw_each") == 3
    assert ("_read_each" in far.asked) == sees


def test_workers_that_do_not_reach_the_place_leave_the_writing_to_the_caller(
    tables: Path, alone: dict[str, bytes]
) -> None:
    far = Far(1)
    assert built(tables, MemorySink(), far) == alone
    assert "_make_set" not in far.asked


def test_one_worker_far_away_gets_nothing_that_cannot_travel(tables: Path, tmp_path: Path) -> None:
    assert built(tables, FolderSink(tmp_path / "jauh"), Far(1))  # One set: pages are drawn one by one.


def test_a_second_build_over_the_first_finds_edits_and_what_stands_wherever_it_is_made(
    tables: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    folder = FolderSink(tmp_path / "jauh")
    built(tables, folder, Far(1))
    page = next(folder.folder.rglob("page.json"))
    page.write_bytes(page.read_bytes().replace(b'"period"', b'"period" '))
    again = replace(SVG, resume=True)
    kept = built(tables, folder, Far(1), again)
    plain = FolderSink(tmp_path / "dekat")
    built(tables, plain, IN_PROCESS)
    same = next(plain.folder.rglob("page.json"))
    same.write_bytes(same.read_bytes().replace(b'"period"', b'"period" '))
    assert built(tables, plain, IN_PROCESS, again) == kept


def test_what_a_set_needs_of_a_build_travels_with_it_and_nothing_else(
    tables: Path, small_sets: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = FolderSink(tmp_path / "jauh")
    built(tables, sink, IN_PROCESS)
    jobs: list[making._SetToMake] = []
    real = making._make_set

    def kept(job: making._SetToMake) -> Iterator[object]:
        jobs.append(job)
        return real(job)

    kept.__name__ = "_make_set"
    monkeypatch.setattr(making, "_make_set", kept)
    built(tables, sink, Far(1))
    homes = [{book.region_code for book in job.planning.books} for job in jobs]
    assert [len(home) for home in homes] == [1, 1, 1]
    for job, home in zip(jobs, homes, strict=True):
        assert job.making.before is not None
        assert {edition.region for edition in job.making.before.editions} == home
        files = {file for book in job.planning.books for file in book.plain["file"]}
        assert set(job.making.sources) == files
        assert set(job.making.problems) <= files


@pytest.mark.parametrize("workers", [IN_PROCESS, Far(1), Far(2)], ids=["here", "sets", "pages"])
def test_each_set_knows_how_many_pages_stand_before_it(
    tables: Path, small_sets: None, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before: list[int] = []
    real = page_sets.choose_headlines

    def watched(pages: Any, **wishes: Any) -> Any:
        before.append(wishes["before"])
        return real(pages, **wishes)

    monkeypatch.setattr(page_sets, "choose_headlines", watched)
    built(tables, FolderSink(tmp_path / "hasil"), workers)
    assert before == [0, 4, 8]
    before.clear()
    books = group(read_tables(tables).observations).books
    assert len(list(page_sets.plan_pages(books, SVG, default_office(), OpenBooks()))) == 12
    assert before == [0, 4, 8]


@pytest.mark.parametrize("workers", [IN_PROCESS, Far(1), Far(2)], ids=["here", "sets", "pages"])
def test_a_build_lets_go_of_the_books_whose_pages_are_made(
    tables: Path, small_sets: None, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[weakref.ref[object]] = []
    real = making.make_pages

    def watched(books: Sequence[SubjectBook], *rest: Any) -> Iterator[SubjectBook | making.PageMade]:
        held.extend(weakref.ref(book.observations) for book in books)
        return real(books, *rest)

    monkeypatch.setattr("rupadata.build.make_pages", watched)
    left: list[int] = []

    def tell(event: BuildEvent) -> None:
        if event.stage == "draw" and event.done:
            left.append(sum(frame() is not None for frame in held))

    build_pages([tables], MemorySink(), SVG, workers=workers, tell=tell)
    assert len(held) == len(left) == 12
    # Of three sets of four, one is at hand and those before it are gone.
    assert left[4] <= 8
    assert left[8] <= 4
