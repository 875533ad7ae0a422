"""The workplace under fifty people for two minutes, in an office of a thousand work orders.

Each waits a second, then asks for a page: tasks, a work order, the overview, the list, an infographic in
review, a search, notices; every sixth time for a page being designed, drawn anew. Clients and server share
the machine.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.timing import Row, budgeted, row

CASES, PEOPLE, SECONDS, THINK = 1000, 50, 120.0, 1.0
PAGES_MS, PREVIEWS_MS, LISTS_MS, MEMORY_MB = 200.0, 150.0, 200.0, 300.0


def run(cases: int = CASES, people: int = PEOPLE, seconds: float = SECONDS) -> list[Row]:
    """Return the 95th percentiles, the errors and the memory of a worker."""
    home = Path(tempfile.mkdtemp(prefix="rupadata-bench-"))
    try:
        with _served(home, cases, people) as (port, found, server):
            lists = _lists(port, found)
            asked = _work(port, found, seconds)
            memory = _largest_mb(server.pid)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    pages = [ms for kind, ms, ok in asked if ok and kind == "page"]
    previews = [ms for kind, ms, ok in asked if ok and kind == "preview"]
    errors = sum(not ok for _, _, ok in asked)
    office = f"{cases:,} work orders"
    crowd = f"{people} people, {seconds:.0f} s"
    return [
        _kept(f"inbox, {office}, p95", _p95(lists["/"]), LISTS_MS),
        _kept(f"overview, {office}, p95", _p95(lists["/ikhtisar/"]), LISTS_MS),
        _kept(f"pages, {crowd}, p95 of {len(pages):,}", _p95(pages), PAGES_MS),
        _kept(f"previews, {crowd}, p95 of {len(previews):,}", _p95(previews), PREVIEWS_MS),
        budgeted(row(f"errors, {crowd} (a number)", float(errors)), "0", errors == 0),
        budgeted(row("memory of a worker (MB)", memory), f"at most {MEMORY_MB:.0f} MB", memory <= MEMORY_MB),
    ]


def _kept(name: str, ms: float, budget: float) -> Row:
    return budgeted(row(name, ms), f"at most {budget:.0f} ms", ms <= budget)


def _p95(taken: list[float]) -> float:
    return sorted(taken)[min(len(taken) - 1, int(0.95 * len(taken)))]


@contextmanager
def _served(
    home: Path, cases: int, people: int
) -> Iterator[tuple[int, dict[str, Any], subprocess.Popen[bytes]]]:
    environment = {**os.environ, "RUPADATA_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    seed = [sys.executable, str(Path(__file__).with_name("workplace_seed.py")), str(cases), str(people)]
    told = subprocess.run(seed, env=environment, check=True, capture_output=True, text=True).stdout
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["serve", "--demo", "--no-worker", "--home", str(home), "--port", str(port)]
    call = [sys.executable, "-c", "from rupadata.cli import main; main()", *words]
    server = subprocess.Popen(call, env=environment, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port, json.loads(told.splitlines()[-1]), server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _lists(port: int, found: dict[str, Any]) -> dict[str, list[float]]:
    """Return the times of inbox and overview, asked for one after the other by a section head."""
    cookie = next(cookie for role, cookie in found["sessions"] if role == "kasie")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken: dict[str, list[float]] = {"/": [], "/ikhtisar/": []}
    for path in taken:
        _ask(connection, path, cookie)
        taken[path] = [_ask(connection, path, cookie)[0] for _ in range(40)]
    connection.close()
    return taken


def _work(port: int, found: dict[str, Any], seconds: float) -> list[tuple[str, float, bool]]:
    """Return what everybody asked for: page or preview, milliseconds, whether it was answered."""
    asked: list[tuple[str, float, bool]] = []
    end = time.monotonic() + seconds
    people = [
        threading.Thread(target=_sit, args=(port, role, cookie, found, end, asked, number))
        for number, (role, cookie) in enumerate(found["sessions"])
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return asked


def _sit(
    port: int,
    role: str,
    cookie: str,
    found: dict[str, Any],
    end: float,
    asked: list[tuple[str, float, bool]],
    number: int,
) -> None:
    """Be one person until the end."""
    chance = random.Random(number)
    key, drawn = found["key"], f"/perintah/{found['key']}/infografis/{found['drawn']}/rancangan/"
    pages = [
        "/", "/", f"/perintah/{key}/", "/perintah/", "/cari/?q=infografis", "/pemberitahuan/",
        f"/perintah/{key}/infografis/{found['reviewed']}/periksa/",
        "/ikhtisar/" if role in ("kabid", "kasie") else "/saya/",
    ]  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(chance.random() * THINK)
    while time.monotonic() < end:
        preview = chance.random() < 1 / 6
        path = f"{drawn}portrait.svg" if preview else chance.choice(pages)
        ms, ok = _ask(connection, path, cookie)
        asked.append(("preview" if preview else "page", ms, ok))
        time.sleep(THINK)
    connection.close()


def _ask(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[float, bool]:
    begin = time.perf_counter()
    try:
        connection.request("GET", path, headers={"Cookie": f"rupadata={cookie}", "Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        ok = answer.status == 200
        if not ok:
            print(f"{answer.status} {path}", file=sys.stderr)
    except (OSError, http.client.HTTPException) as error:
        print(f"{error!r} {path}", file=sys.stderr)
        connection.close()
        ok = False
    return (time.perf_counter() - begin) * 1000, ok


def _largest_mb(parent: int) -> float:
    """Return the resident megabytes of the largest process that serves, the parent's descendants included."""
    parents: dict[int, int] = {}
    sizes: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            pages = int((folder / "statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
        parents[int(folder.name)] = int(fields[1])
        sizes[int(folder.name)] = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    family = {parent}
    while True:
        children = {pid for pid, above in parents.items() if above in family} - family
        if not children:
            return max(sizes.get(pid, 0.0) for pid in family)
        family |= children
