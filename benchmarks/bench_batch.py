"""Twelve subjects in all sizes as SVG, PNG and PDF, on two cores from a cold start; and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.timing import Row, budgeted, row

PAGES = int(os.environ.get("BENCH_PAGES", "1000"))
"""How many pages the search for growing memory draws; the promise is about 10,000."""


def run() -> list[Row]:
    """Return the time of the set, the memory of a worker, and what memory grew by over many pages."""
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.batch_worker"], check=True, stdout=subprocess.PIPE
    )
    taken = (time.perf_counter() - begin) * 1000
    told = json.loads(done.stdout)
    peak = told["peak_mb"]
    grown = json.loads(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.bench_batch"], check=True, stdout=subprocess.PIPE
        ).stdout
    )
    return [
        budgeted(
            row(f"12 subjects in all sizes, {told['files']} files, two cores, cold", taken),
            "under 20 s",
            taken < 20_000,
        ),
        budgeted(row(f"memory of a worker at its peak: {peak:.0f} MB", taken), "under 300 MB", peak < 300),
        budgeted(
            row(
                f"memory over {PAGES} pages: {grown['early']:.0f} MB, then {grown['late']:.0f} MB",
                grown["ms"],
            ),
            "no growth (at most 5 percent)",
            grown["late"] <= grown["early"] * 1.05,
        ),
    ]


def watch_memory() -> dict[str, float]:
    """Draw many different pages and return the resident memory early, when caches are full, and at the end.

    Every page as SVG and PDF, every tenth as PNG.
    """
    from benchmarks.book import book_of
    from benchmarks.content import CONTENT
    from rupadata.compose import compose_page, plan_page
    from rupadata.render import render_pdf, render_png, render_svg
    from rupadata.render.memory import return_large_blocks

    return_large_blocks()
    early = 0.0
    begin = time.perf_counter()
    for number in range(PAGES):
        book = book_of(CONTENT.vary(number))
        scene = compose_page(plan_page(book, *book.pages[0]), book)
        render_svg(scene)
        render_pdf(scene)
        if number % 10 == 0:
            render_png(scene)
        if number == max(PAGES // 10, min(PAGES // 2, 100)):
            early = _resident_mb()
    return {"early": early, "late": _resident_mb(), "ms": (time.perf_counter() - begin) * 1000}


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


if __name__ == "__main__":
    json.dump(watch_memory(), sys.stdout)
