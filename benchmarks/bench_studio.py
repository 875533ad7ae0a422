"""The studio under twenty designers for a minute: each changes a page, waits for its picture, and thinks.

What a browser asks for besides is asked for as well: the element beside the page, and, where the hand rests,
the other sizes and the checks. No picture was drawn before. Clients and server share the machine.

`python -m benchmarks.bench_studio` runs it alone; `--people` and `--seconds` make it smaller.
"""

from __future__ import annotations

import argparse
import http.client
import random
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.bench_workplace import DESIGNER, Asked, Measured, ask, kept, p95, served, tell, used
from benchmarks.timing import Row, budgeted, row

PEOPLE, SECONDS = 20, 60.0
THINK = (1.0, 5.0)
"""A designer looks at the page for so many seconds before the next change, from and to."""
REST = 2.0
"""Who thinks longer than this has the other sizes and the checks drawn meanwhile."""
SIZES = ("square", "story", "slide", "a4", "a3", "book")
PREVIEW_MS, EDIT_MS = 100.0, 200.0


def run(people: int = PEOPLE, seconds: float = SECONDS) -> list[Row]:
    """Return the 95th percentiles of edits, of previews and of both together, and CPU time a change."""
    found = measure(people, seconds)
    crowd = f"{people} designers, {seconds:.0f} s"
    both = [one + other for one, other in zip(found.ms("edit"), found.ms("preview"), strict=False)]
    changes = max(1, len(found.ms("edit")))
    return [
        kept(f"previews, {crowd}, p95 of {len(found.ms('preview')):,}", p95(found.ms("preview")), PREVIEW_MS),
        kept(f"edits, {crowd}, p95 of {changes:,}", p95(found.ms("edit")), EDIT_MS),
        row(f"edit and preview, {crowd}, p95", p95(both)),
        row("CPU of a change with all that follows it", 1000 * found.cpu_seconds / changes),
        budgeted(row(f"errors, {crowd} (a number)", float(found.errors)), "0", found.errors == 0),
    ]


def measure(people: int, seconds: float) -> Measured:
    """Return what designers met."""
    home = Path(tempfile.mkdtemp(prefix="rupadata-bench-"))
    try:
        with served(home, 1, people, DESIGNER) as (port, found, server):
            _sit(port, found, 0, time.monotonic() + 3, [])  # The first pages open their books.
            before, asked = used(server.pid), list[Asked]()
            end = time.monotonic() + seconds
            crowd = [
                threading.Thread(target=_sit, args=(port, found, number, end, asked))
                for number in range(people)
            ]
            for one in crowd:
                one.start()
            for one in crowd:
                one.join()
            return Measured({}, asked, 0.0, used(server.pid) - before)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _sit(port: int, found: dict[str, Any], number: int, end: float, asked: list[Asked]) -> None:
    """Be one designer until the end."""
    chance = random.Random(number)
    _, cookie = found["sessions"][number]
    page = f"/perintah/{found['key']}/infografis/{found['drawn'][number % len(found['drawn'])]}/rancangan/"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    ask(connection, page, cookie)
    time.sleep(chance.random() * THINK[1])
    while time.monotonic() < end:
        form = {"op": "headline-text", "value": f"Judul uji {number} {time.monotonic_ns()}"}
        asked.append(Asked("edit", "edit", *ask(connection, f"{page}ubah/", cookie, form)))
        asked.append(Asked("preview", "preview", *ask(connection, f"{page}portrait.svg", cookie)))
        asked.append(Asked("page", "element", *ask(connection, f"{page}unsur/?id=head_headline", cookie)))
        thinks = chance.uniform(*THINK)
        if thinks > REST:
            for size in SIZES:
                asked.append(Asked("page", "other size", *ask(connection, f"{page}{size}.svg", cookie)))
            asked.append(Asked("page", "checks", *ask(connection, f"{page}galat/", cookie)))
        time.sleep(thinks)
    connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked_for = parser.parse_args()
    print(tell(measure(asked_for.people, asked_for.seconds)))
