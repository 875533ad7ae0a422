"""An edit of a page's spec to its SVG, in one process, over the demo's pages: what a preview waits for."""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path

from msgspec.structs import replace

from benchmarks.timing import Row, budgeted, row

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = ("kota-contoh", "banten", "kota-tangerang")
EDITS = 24
"""Edits of each page; each one is another spec, so that no content is known from before."""


def run() -> list[Row]:
    """Return the CPU time of an edit, the median and the slowest twentieth."""
    from rupadata.build import BuildRequest, group_reading
    from rupadata.compose import OpenBooks
    from rupadata.edition import DrawRequest, draw_edition
    from rupadata.office import default_office
    from rupadata.page_sets import plan_pages
    from rupadata.render import render_svg
    from rupadata.tables import read_tables

    pages = []
    for name in NAMES:
        reading = read_tables([EXAMPLES / name])
        office = default_office().with_region_lists(reading.region_lists)
        grouping = group_reading(reading, BuildRequest(use_memory=False), office)
        pages += [
            (*found, office) for found in plan_pages(grouping.books, BuildRequest(), office, OpenBooks())
        ]
    opened, request = OpenBooks(), DrawRequest()
    taken = []
    for number in range(EDITS + 1):
        gc.collect()
        for book, spec, office in pages:
            edited = replace(spec, title=replace(spec.title, subtitle={"id": f"Anak judul {number}"}))
            begin = time.process_time()
            drawing = draw_edition(edited, book, office, request, opened)
            render_svg(drawing.scenes["portrait"], text="text")
            if number:  # The first drawing opens the books.
                taken.append((time.process_time() - begin) * 1000)
    median, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    name = f"an edit to SVG over {len(pages)} pages, CPU"
    return [
        budgeted(row(f"{name}, median", median), "at most 5 ms", median <= 5),
        budgeted(row(f"{name}, slowest twentieth", slow), "at most 10 ms", slow <= 10),
    ]
