"""Many regencies, loose and in an archive: two workers make what one process makes, byte for byte."""

from __future__ import annotations

import zipfile
from pathlib import Path

from benchmarks.regencies import write_regencies
from rupadata.batch import open_workers
from rupadata.build import build_pages
from rupadata.request import BuildRequest
from rupadata.sink import MemorySink
from rupadata.tables import read_tables

REGENCIES = 20


def test_two_workers_read_group_plan_and_draw_what_one_does(tmp_path: Path) -> None:
    files = write_regencies(tmp_path / "tables", REGENCIES)
    with zipfile.ZipFile(tmp_path / "tables" / "kiriman.zip", "w") as archive:
        for path in files[:12]:
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


def test_a_recipe_beside_a_file_counts_for_whoever_reads_it(tmp_path: Path) -> None:
    for path in write_regencies(tmp_path, 5):
        path.with_suffix(".recipe.toml").write_text("[sheet]\nyear = 2019\n", encoding="utf-8")
    alone = read_tables([tmp_path])
    with open_workers(2) as workers:
        assert read_tables([tmp_path], workers=workers).observations.equals(alone.observations)
