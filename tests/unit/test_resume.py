"""A build that resumes makes what is missing or would look otherwise, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import rupadata.making as making
from benchmarks.regencies import write_regencies
from rupadata.build import build_pages
from rupadata.errors import BuildCancelledError
from rupadata.language import messages_in
from rupadata.progress import BuildEvent, CancelToken
from rupadata.request import BuildRequest, FileOptions
from rupadata.sink import MemorySink

AGAIN = BuildRequest(formats=("svg",), resume=True, use_memory=False)
PAGES = 8


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    write_regencies(tmp_path / "tabel", 2)
    return tmp_path / "tabel"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were really drawn, in their order."""
    found: list[str] = []
    real = making.draw_page

    def counted(job: making.PageJob) -> object:
        made = real(job)
        found.append(made.edition.path)
        return made

    monkeypatch.setattr(making, "draw_page", counted)
    return found


def made(tables: Path, sink: MemorySink, request: BuildRequest = AGAIN) -> list[BuildEvent]:
    events: list[BuildEvent] = []
    build_pages([tables], sink, request, tell=events.append)
    return [event for event in events if event.stage == "draw" and event.item]


def test_what_stands_complete_is_not_made_again_and_the_build_is_the_same(
    tables: Path, drawn: list[str]
) -> None:
    sink, fresh = MemorySink(), MemorySink()
    made(tables, sink)
    before = dict(sink.files)
    assert len(drawn) == PAGES
    events = made(tables, sink)
    assert len(drawn) == PAGES
    assert [event.reused for event in events] == [True] * PAGES
    assert sink.files == before
    made(tables, fresh, replace(AGAIN, resume=False))
    assert fresh.files == before


def test_a_changed_source_makes_only_the_pages_that_use_it(tables: Path, drawn: list[str]) -> None:
    sink, fresh = MemorySink(), MemorySink()
    made(tables, sink)
    drawn.clear()
    changed = sorted(tables.rglob("padi.csv"))[0]
    lines = changed.read_text(encoding="utf-8").splitlines()
    cells = lines[2].split(",")
    lines[2] = ",".join((*cells[:-1], str(float(cells[-1]) + 1.5)))
    changed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    events = made(tables, sink)
    (page,) = drawn
    assert page.startswith(f"{changed.parent.name}/pertanian")
    assert [event.item for event in events if not event.reused] == drawn
    made(tables, fresh)
    assert fresh.files == sink.files


@pytest.mark.parametrize("after", [1, 3])
def test_a_build_stopped_in_the_middle_goes_on_where_it_stopped(
    tables: Path, drawn: list[str], after: int
) -> None:
    sink, fresh, cancel = MemorySink(), MemorySink(), CancelToken()

    def stop(event: BuildEvent) -> None:
        if event.stage == "draw" and event.done == after:
            cancel.cancel()

    with pytest.raises(BuildCancelledError):
        build_pages([tables], sink, AGAIN, tell=stop, cancel=cancel)
    done = list(drawn)
    assert "manifest.json" not in sink.files
    assert after <= len(done) < PAGES
    made(tables, sink)
    assert len(drawn) == PAGES
    assert len(set(drawn)) == PAGES
    made(tables, fresh)
    assert fresh.files == sink.files


@pytest.mark.parametrize(
    "harm",
    [
        lambda files, page: files.pop(f"{page}/portrait.svg"),
        lambda files, page: files.update({f"{page}/data.csv": b"x"}),
        lambda files, page: files.update({f"{page}/.made.json": b"{"}),
        lambda files, page: files.update({f"{page}/.made.json": b"\xff"}),
        lambda files, page: files.pop(f"{page}/.made.json"),
        lambda files, page: files.update({f"{page}/.made.json": files[other_of(files, page)]}),
    ],
)
def test_a_page_that_is_not_whole_is_made_again(
    tables: Path, drawn: list[str], harm: Callable[[dict[str, bytes], str], object]
) -> None:
    sink = MemorySink()
    made(tables, sink)
    before, page = dict(sink.files), drawn[2]
    drawn.clear()
    harm(sink.files, page)
    made(tables, sink)
    assert drawn == [page]
    assert sink.files == before


def other_of(files: dict[str, bytes], page: str) -> str:
    return next(name for name in files if name.endswith("/.made.json") and not name.startswith(page))


@pytest.mark.parametrize(
    "otherwise",
    [
        {"formats": ("svg", "csv", "xlsx")},
        {"sizes": ("square",)},
        {"files": FileOptions(svg_text="outline")},
        {"theme": "vivid"},
        {"lang": "en"},
        {"date": "2026-11"},
    ],
)
def test_other_wishes_make_every_page_again(
    tables: Path, drawn: list[str], otherwise: dict[str, object]
) -> None:
    sink, fresh = MemorySink(), MemorySink()
    one = [next(tables.rglob("padi.csv"))]
    build_pages(one, sink, AGAIN)
    build_pages(one, sink, replace(AGAIN, **otherwise))  # type: ignore[arg-type]
    assert len(drawn) == 2
    build_pages(one, fresh, replace(AGAIN, **otherwise))  # type: ignore[arg-type]
    assert fresh.files == sink.files


def test_messages_in_another_language_are_made_again(tables: Path, drawn: list[str]) -> None:
    sink = MemorySink()
    one = [next(tables.rglob("padi.csv"))]
    build_pages(one, sink, AGAIN)
    with messages_in("en"):
        build_pages(one, sink, AGAIN)
    assert len(drawn) == 2


def test_an_edit_since_then_is_drawn(tables: Path, drawn: list[str]) -> None:
    sink = MemorySink()
    made(tables, sink)
    name = f"{drawn[1]}/page.json"
    spec = json.loads(sink.files[name])
    spec["title"]["headline"] = {"id": "Ditulis tangan"}
    sink.files[name] = json.dumps(spec).encode()
    drawn.clear()
    made(tables, sink)
    assert drawn == [name.removesuffix("/page.json")]
    drawn.clear()
    made(tables, sink)
    assert not drawn


def test_without_being_asked_every_page_is_made(tables: Path, drawn: list[str]) -> None:
    sink = MemorySink()
    made(tables, sink)
    events = made(tables, sink, replace(AGAIN, resume=False))
    assert len(drawn) == 2 * PAGES
    assert not any(event.reused for event in events)


def test_a_page_beside_which_an_indicator_is_left_out_is_made_and_kept(
    tmp_path: Path, drawn: list[str]
) -> None:
    """Why one stands on no page is said in both languages, and belongs to what the page is made from."""
    table = """Jumlah Puskesmas dan Rumah Sakit di Kota Tangerang, 2024
Kecamatan,Puskesmas (unit),Rumah Sakit (unit)
Benda,3,0
Ciledug,5,0
Cipondoh,4,0
"""
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    sink = MemorySink()
    made(tmp_path / "a.csv", sink)
    first = len(drawn)
    assert first > 0
    assert all(event.reused for event in made(tmp_path / "a.csv", sink))
    assert len(drawn) == first


def test_a_build_whose_process_is_killed_goes_on_where_it_stopped(tables: Path, tmp_path: Path) -> None:
    output, fresh = tmp_path / "hasil", tmp_path / "baru"
    script = (
        "import sys; from rupadata.build import build_pages; from rupadata.request import BuildRequest;"
        "build_pages([sys.argv[1]], sys.argv[2], BuildRequest(formats=('svg',), use_memory=False))"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tables), str(output)])
    deadline = time.monotonic() + 120
    while not finished(output) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    process.kill()
    process.wait()
    stood = finished(output)
    assert stood
    events: list[BuildEvent] = []
    build_pages([tables], output, AGAIN, tell=events.append)
    build_pages([tables], fresh, AGAIN)
    drawn = [event for event in events if event.stage == "draw" and event.item]
    assert {event.item for event in drawn if event.reused} == stood
    assert len(drawn) == PAGES
    assert content(output) == content(fresh)


def finished(folder: Path) -> set[str]:
    """Return the pages that stand under their own names, not under that of a growing part."""
    places = (path.parent for path in folder.rglob(".made.json"))
    return {str(place.relative_to(folder)) for place in places if not place.name.startswith(".")}


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
