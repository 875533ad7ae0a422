"""Builds of many books: pages a minute, two workers against one, a cluster of two, memory, other engines.

`python -m benchmarks.bench_scale [BOOKS ...]` prints a line a measure; 60 and 514 books when none are named.
On a machine that does something else besides, only the processor times say anything. Pages are written into
memory where there is a folder in it: what a file costs is the disk's, from 0.02 to 0.5 ms each.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.content import CONTENT
from benchmarks.regencies import TABLES, write_regencies
from benchmarks.timing import Row, as_installed, budgeted, row

BOOKS = (60, 514)
PEER_PAGES = 16
"""How many pages of another engine are drawn to tell how many it draws in a minute."""
_PER_PAGE_MS = 15.0
_CORES = 2
_IN_MEMORY = Path("/dev/shm")


def build(tables: Path, workers: int, *, cluster: bool = False) -> dict[str, Any]:
    """Return the measures of one build in a new process; see `scale_run`."""
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as output:
        words = [str(tables), f"{output}/build", str(workers), *(["cluster"] if cluster else [])]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.scale_run", *words],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=as_installed(),
        )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def run(books: tuple[int, ...] = BOOKS) -> list[Row]:
    """Return the rows of all measures: for each number of books, then those of other engines."""
    rows: list[Row] = []
    per_page: dict[int, float] = {}
    minute = 0.0
    with tempfile.TemporaryDirectory() as folder:
        build(write_tables(Path(folder, "first"), 4), 1)  # Writes the bytecode.
        for count in books:
            tables = write_tables(Path(folder, str(count)), count)
            alone, two, far = build(tables, 1), build(tables, _CORES), build(tables, _CORES, cluster=True)
            per_page[count] = alone["cpu"] * 1000 / alone["pages"]
            minute = alone["pages"] * 60 / alone["seconds"]
            rows += rows_of(count, alone, two, far)
    if len(per_page) > 1:
        most, least = max(per_page.values()), min(per_page.values())
        rows.append(
            budgeted(
                row(
                    f"processor time a page, most {most:.1f} and least {least:.1f} ms over these sizes", most
                ),
                "within 10 percent of each other",
                most <= 1.1 * least,
            )
        )
    for name, pages, promised in (
        ("matplotlib, one page after the other", matplotlib_minute(), 30),
        (f"Altair, vl-convert in {_CORES} processes", altair_minute(), 10),
    ):
        rows.append(
            budgeted(
                row(f"{minute:.0f} pages a minute on one core, against {pages:.0f}", 60_000 / minute, name,
                    60_000 / pages),
                f"at least {promised} times as many",
                minute >= promised * pages,
            )
        )  # fmt: skip
    return rows


def rows_of(books: int, alone: dict[str, Any], two: dict[str, Any], far: dict[str, Any]) -> list[Row]:
    """Return the rows of one number of books: alone, with two workers, on a cluster of two."""
    pages = alone["pages"]
    spent = alone["cpu"] * 1000 / pages
    stages = ", ".join(f"{name} {value * 1000 / pages:.1f}" for name, value in alone["stages"].items())
    speed_up, far_up = alone["seconds"] / two["seconds"], alone["seconds"] / far["seconds"]
    share = two["cpu"] / (two["cpu"] + two["workers_cpu"])
    return [
        budgeted(
            row(f"{books} books, {pages} pages: processor time a page ({stages})", spent),
            f"at most {_PER_PAGE_MS:.0f} ms",
            spent <= _PER_PAGE_MS,
        ),
        budgeted(
            row(f"{books} books, two workers: {speed_up:.2f} times one, the caller {share:.0%} of the work",
                two["seconds"] * 1000, "one worker", alone["seconds"] * 1000),
            "at least 1.8 times",
            speed_up >= 1.8,
        ),
        budgeted(
            row(f"{books} books, a cluster of two: {far_up:.2f} times one worker", far["seconds"] * 1000,
                "one worker", alone["seconds"] * 1000),
            "at least 1.7 times",
            far_up >= 1.7,
        ),
        row(f"{books} books, peak memory: one process {alone['peak_mb']:.0f} MB, with two workers the caller"
            f" {two['peak_mb']:.0f} and a worker {two['worker_peak_mb']:.0f} MB", two["seconds"] * 1000),
    ]  # fmt: skip


def write_tables(folder: Path, books: int) -> Path:
    """Write tables of so many books, or a few more where they make whole regencies, and return the folder."""
    write_regencies(folder, math.ceil(books / len(TABLES)))
    return folder


def matplotlib_minute() -> float:
    """Return how many pages a loop over matplotlib draws in a minute."""
    from benchmarks.peers import with_matplotlib as peer

    peer.warm_up()
    peer.draw(CONTENT, "svg")
    begin = time.perf_counter()
    for number in range(PEER_PAGES):
        peer.draw(CONTENT.vary(number), "svg")
    return PEER_PAGES * 60 / (time.perf_counter() - begin)


def altair_minute() -> float:
    """Return how many pages Altair draws in a minute, with vl-convert in a process for each core."""
    with ProcessPoolExecutor(_CORES, get_context("spawn")) as pool:
        list(pool.map(draw_with_altair, range(_CORES * 2)))
        begin = time.perf_counter()
        list(pool.map(draw_with_altair, range(PEER_PAGES)))
        return PEER_PAGES * 60 / (time.perf_counter() - begin)


def draw_with_altair(number: int) -> int:
    """Draw one page and return how long it is; a function of a module, so that a process can be sent it."""
    from benchmarks.peers import with_altair as peer

    if number < _CORES * 2:
        peer.warm_up()
    return len(peer.draw(CONTENT.vary(number), "svg"))


def main(words: list[str]) -> int:
    for found in run(tuple(map(int, words)) or BOOKS):
        kept = {True: "kept", False: "NOT KEPT", None: ""}[found.get("within")]
        print(f"{found['name']}: {found['ours_ms']:.1f} ms {found.get('budget', '')} {kept}".rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
