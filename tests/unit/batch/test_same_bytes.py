"""Many regencies, loose and in an archive: two workers make what one process makes, byte for byte."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

import rupadata.making as making
import rupadata.page_sets as page_sets
from benchmarks.regencies import write_regencies
from rupadata.batch import open_workers
from rupadata.build import build_pages
from rupadata.progress import BuildEvent
from rupadata.request import BuildRequest
from rupadata.sink import MemorySink
from rupadata.tables import read_tables

REGENCIES = 6


def test_two_workers_read_group_plan_and_draw_what_one_does(tmp_path: Path) -> None:
    files = write_regencies(tmp_path / "tables", REGENCIES)
    with zipfile.ZipFile(tmp_path / "tables" / "kiriman.zip", "w") as archive:
        for path in files[:7]:
            archive.write(path, path.relative_to(tmp_path / "tables"))
            path.unlink()
        archive.writestr("rusak.xlsx", b"PK\x03\x04 no workbook")
    alone, together = MemorySink(), MemorySink()
    said: dict[int, list[tuple[str, int, str]]] = {1: [], 2: []}
    for count, sink in ((1, alone), (2, together)):
        with open_workers(count) as workers:
            build_pages(
                [tmp_path / "tables"],
                sink,
                BuildRequest(formats=("svg",)),
                workers=workers,
                tell=lambda event, count=count: said[count].append((event.stage, event.done, event.item)),
            )
    assert together.files == alone.files
    assert said[2] == said[1]
    assert sum(name.endswith("portrait.svg") for name in alone.files) == 4 * REGENCIES


def test_workers_that_reach_the_folder_plan_draw_and_put_away_whole_sets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_sets, "LEAST_OF_SET", 3)
    write_regencies(tmp_path / "tables", 4)
    request = BuildRequest(formats=("svg",), use_memory=False)
    build_pages([tmp_path / "tables"], tmp_path / "alone", request)
    said: list[BuildEvent] = []

    def never(*_: object) -> None:
        raise AssertionError("pages were prepared one by one")

    monkeypatch.setattr(making, "_make_apart", never)
    with open_workers(2) as workers:
        for asked in (request, replace(request, resume=True)):
            build_pages([tmp_path / "tables"], tmp_path / "sets", asked, workers=workers, tell=said.append)
            assert content(tmp_path / "sets") == content(tmp_path / "alone")
    drawn = [event for event in said if event.stage == "draw" and event.item]
    assert [event.reused for event in drawn] == [False] * 16 + [True] * 16
    assert [event.done for event in drawn] == [*range(1, 17)] * 2


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_recipe_beside_a_file_counts_for_whoever_reads_it(tmp_path: Path) -> None:
    for path in write_regencies(tmp_path, 5):
        path.with_suffix(".recipe.toml").write_text("[sheet]\nyear = 2019\n", encoding="utf-8")
    alone = read_tables([tmp_path])
    with open_workers(2) as workers:
        assert read_tables([tmp_path], workers=workers).observations.equals(alone.observations)
