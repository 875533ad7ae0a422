"""The studio under twenty designers for a minute: each changes a page, waits for its picture, and thinks.

A change is answered with the picture of the size that is looked at, so that one answer is the whole way from
input to picture. What a browser asks for besides is asked for as well: the element beside the page, and,
where the hand rests, the other sizes, the checks, and the page with each lead picture that it could have. No
picture was drawn before. Clients and server share the machine.

`python -m benchmarks.bench_studio` runs it alone; `--people` and `--seconds` make it smaller.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.bench_workplace import DESIGNER, Asked, Measured, ask, kept, p95, served, tell, told, used
from benchmarks.timing import Row, budgeted, row

PEOPLE, SECONDS = 20, 60.0
THINK = (1.0, 5.0)
"""A designer looks at the page for so many seconds before the next change, from and to."""
REST, LONG_REST = 0.9, 3.4
"""Who thinks longer than this has the other sizes and the checks drawn meanwhile, then the other heroes: as
the studio's script waits."""
SIZES = ("square", "story", "slide", "a4", "a3", "book")
PREVIEW_MS = 100.0
HERO = re.compile(r'data-do="(hero\|\|\|[a-z-]*)"')


def run(people: int = PEOPLE, seconds: float = SECONDS) -> list[Row]:
    """Return the 95th percentile from input to picture, and CPU time a change and a request."""
    found = measure(people, seconds)
    crowd = f"{people} designers, {seconds:.0f} s"
    taken = found.ms("preview")
    return [
        kept(f"input to picture, {crowd}, p95 of {len(taken):,}", p95(taken), PREVIEW_MS),
        row("CPU of a change with all that follows it", 1000 * found.cpu_seconds / max(1, len(taken))),
        row("CPU of a request", 1000 * found.cpu_seconds / max(1, len(found.asked))),
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
    heroes = HERO.findall(told(connection, page, cookie))
    time.sleep(chance.random() * THINK[1])
    while time.monotonic() < end:
        words = f"Judul uji {number} {time.monotonic_ns()}"
        form = {"op": "headline-text", "value": words, "view": "portrait"}
        asked.append(Asked("preview", "input to picture", *ask(connection, f"{page}ubah/", cookie, form)))
        changed = time.monotonic()
        asked.append(Asked("page", "element", *ask(connection, f"{page}unsur/?id=head_headline", cookie)))
        thinks = chance.uniform(*THINK)
        if thinks > REST:
            time.sleep(max(0.0, changed + REST - time.monotonic()))
            for size in SIZES:
                asked.append(Asked("page", "other size", *ask(connection, f"{page}{size}.svg", cookie)))
            asked.append(Asked("page", "checks", *ask(connection, f"{page}galat/", cookie)))
        if thinks > LONG_REST:
            time.sleep(max(0.0, changed + LONG_REST - time.monotonic()))
            for hero in heroes:
                path = f"{page}portrait.svg?{urlencode({'do': hero})}"
                asked.append(Asked("page", "other hero", *ask(connection, path, cookie)))
        time.sleep(max(0.0, changed + thinks - time.monotonic()))
    connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked_for = parser.parse_args()
    print(tell(measure(asked_for.people, asked_for.seconds)))
