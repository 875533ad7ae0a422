"""Twelve subjects in all sizes in two processes; run as a module, it prints its measures as JSON."""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
from concurrent.futures import ProcessPoolExecutor

from benchmarks.content import CONTENT
from rupadata.render.memory import return_large_blocks

SUBJECTS = 12


def draw_subject(number: int) -> tuple[int, int]:
    """Draw one subject in all sizes as SVG, PNG and PDF; return the files made and the peak memory in kB."""
    from benchmarks.book import book_of
    from rupadata.compose import NAMED_SIZES, compose_page, plan_page
    from rupadata.render import render_pdf, render_png, render_svg

    book = book_of(CONTENT.vary(number))
    spec = plan_page(book, *book.pages[0])
    made = 0
    for size in NAMED_SIZES:
        scene = compose_page(spec, book, size=size)
        for content in (render_svg(scene), render_png(scene), render_pdf(scene)):
            assert len(content) > 1000
            made += 1
    return made, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, spawn, return_large_blocks) as pool:
        results = list(pool.map(draw_subject, range(SUBJECTS)))
    json.dump(
        {"files": sum(made for made, _ in results), "peak_mb": max(kb for _, kb in results) / 1024},
        sys.stdout,
    )


if __name__ == "__main__":
    main()
