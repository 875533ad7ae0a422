"""The workplace under fifty people for two minutes, in an office of a thousand work orders.

Each waits a second, then asks for a page: tasks, a work order, the schedule, the overview, the list, an
infographic in review, a search, notices. Every sixth time somebody changes the headline of a page in the
studio and asks for its picture: never one that was drawn before. Clients and server share the machine.

`python -m benchmarks.bench_workplace` runs it alone and prints medians and 95th percentiles of each kind,
errors, CPU time a request, and the memory of a worker; `--cases`, `--people` and `--seconds` make it smaller.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.timing import Row, budgeted, row

CASES, PEOPLE, SECONDS, THINK = 1000, 50, 120.0, 1.0
DESIGNER, SHARE_OF_PREVIEWS = "perancang", 2 / 3
"""One of four is a designer: of all that is asked for, one in six is a page changed and drawn anew."""
TOKEN = "0" * 32
PAGES_MS, PREVIEWS_MS, LISTS_MS, MEMORY_MB = 200.0, 150.0, 200.0, 300.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: a page, an edit or a preview, which one, milliseconds, and whether it was answered."""

    kind: str
    what: str
    ms: float
    ok: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one run: lists asked for alone, all requests of the crowd, megabytes of the largest
    process, and CPU seconds of all that serve."""

    lists: dict[str, list[float]]
    asked: list[Asked]
    memory_mb: float
    cpu_seconds: float

    def ms(self, kind: str) -> list[float]:
        """Return the milliseconds of the answered requests of a kind."""
        return [one.ms for one in self.asked if one.ok and one.kind == kind]

    @property
    def errors(self) -> int:
        """Return how many requests were not answered."""
        return sum(not one.ok for one in self.asked)


def run(cases: int = CASES, people: int = PEOPLE, seconds: float = SECONDS) -> list[Row]:
    """Return the 95th percentiles, the errors and the memory of a worker."""
    found = measure(cases, people, seconds)
    office = f"{cases:,} work orders"
    crowd = f"{people} people, {seconds:.0f} s"
    kinds = (
        ("pages", "page", PAGES_MS),
        ("edits in the studio", "edit", PAGES_MS),
        ("previews", "preview", PREVIEWS_MS),
    )
    return [
        kept(f"inbox, {office}, p95", p95(found.lists["/"]), LISTS_MS),
        kept(f"overview, {office}, p95", p95(found.lists["/ikhtisar/"]), LISTS_MS),
        *(
            kept(f"{name}, {crowd}, p95 of {len(found.ms(kind)):,}", p95(found.ms(kind)), budget)
            for name, kind, budget in kinds
        ),
        budgeted(row(f"errors, {crowd} (a number)", float(found.errors)), "0", found.errors == 0),
        budgeted(
            row("memory of a worker (MB)", found.memory_mb),
            f"at most {MEMORY_MB:.0f} MB",
            found.memory_mb <= MEMORY_MB,
        ),
    ]


def measure(cases: int, people: int, seconds: float) -> Measured:
    """Return what a crowd met in an office of so many work orders."""
    home = Path(tempfile.mkdtemp(prefix="rupadata-bench-"))
    try:
        with served(home, cases, people) as (port, found, server):
            lists = _lists(port, found)
            before = used(server.pid)
            asked = _work(port, found, seconds)
            cpu = used(server.pid) - before
            memory = _largest_mb(server.pid)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return Measured(lists, asked, memory, cpu)


def tell(found: Measured) -> str:
    """Return a measurement as lines: median, 95th percentile and number of each kind and address."""
    lines = [f"{'':42}{'p50 ms':>9}{'p95 ms':>9}{'n':>8}"]
    for path, taken in found.lists.items():
        lines.append(_line(f"alone {path}", taken))
    for kind in ("page", "edit", "preview"):
        lines.append(_line(f"{kind}s", found.ms(kind)))
        whats = sorted({one.what for one in found.asked if one.kind == kind})
        for what in whats if len(whats) > 1 else ():
            lines.append(_line(f"  {what}", [one.ms for one in found.asked if one.ok and one.what == what]))
    answered = len(found.asked) - found.errors
    lines += [
        f"errors {found.errors} of {len(found.asked)}",
        f"CPU a request {1000 * found.cpu_seconds / max(1, answered):.1f} ms",
        f"memory of a worker {found.memory_mb:.0f} MB",
    ]
    return "\n".join(lines)


def _line(name: str, taken: list[float]) -> str:
    if not taken:
        return f"{name[:42]:42}{'-':>9}{'-':>9}{0:>8}"
    return f"{name[:42]:42}{statistics.median(taken):>9.1f}{p95(taken):>9.1f}{len(taken):>8}"


def kept(name: str, ms: float, budget: float) -> Row:
    """Return a row that tells whether a time is within its budget."""
    return budgeted(row(name, ms), f"at most {budget:.0f} ms", ms <= budget)


def p95(taken: list[float]) -> float:
    """Return the 95th percentile; 0 of nothing."""
    if not taken:
        return 0.0
    return sorted(taken)[min(len(taken) - 1, int(0.95 * len(taken)))]


@contextmanager
def served(
    home: Path, cases: int, people: int, role: str = ""
) -> Iterator[tuple[int, dict[str, Any], subprocess.Popen[bytes]]]:
    environment = {**os.environ, "RUPADATA_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    """Serve an office of so many work orders and people, all of one role where it is named, to the block."""
    script = str(Path(__file__).with_name("workplace_seed.py"))
    seed = [sys.executable, script, str(cases), str(people), *([role] if role else ())]
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
    cookie = found["overseer"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken: dict[str, list[float]] = {"/": [], "/ikhtisar/": []}
    for path in taken:
        ask(connection, path, cookie)
        taken[path] = [ask(connection, path, cookie)[0] for _ in range(40)]
    connection.close()
    return taken


def _work(port: int, found: dict[str, Any], seconds: float) -> list[Asked]:
    """Return what everybody asked for."""
    asked: list[Asked] = []
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
    asked: list[Asked],
    number: int,
) -> None:
    """Be one person until the end."""
    chance = random.Random(number)
    key = found["key"]
    drawn = f"/perintah/{key}/infografis/{found['drawn'][number % len(found['drawn'])]}/rancangan/"
    pages = [
        "/", "/", f"/perintah/{key}/", f"/perintah/{key}/jadwal/", "/perintah/", "/cari/?q=infografis",
        "/pemberitahuan/",
        f"/perintah/{key}/infografis/{found['reviewed']}/periksa/",
        "/ikhtisar/" if role in ("kabid", "kasie") else "/saya/",
    ]  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(chance.random() * THINK)
    while time.monotonic() < end:
        if role == DESIGNER and chance.random() < SHARE_OF_PREVIEWS:
            words = f"Judul uji {number} {time.monotonic_ns()}"
            form = {"op": "headline-text", "part": "id", "value": words}
            asked.append(Asked("edit", "edit", *ask(connection, f"{drawn}ubah/", cookie, form)))
            asked.append(Asked("preview", "preview", *ask(connection, f"{drawn}portrait.svg", cookie)))
        else:
            path = chance.choice(pages)
            asked.append(Asked("page", _plain(path, found), *ask(connection, path, cookie)))
        time.sleep(THINK)
    connection.close()


def ask(
    connection: http.client.HTTPConnection, path: str, cookie: str, form: dict[str, str] | None = None
) -> tuple[float, bool]:
    """Ask for a page, or send a form as pages do; return milliseconds and whether it was answered."""
    headers = {"Cookie": f"rupadata={cookie}; rupadata-csrf={TOKEN}", "Host": "localhost"}
    if form is not None:
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "X-CSRFToken": TOKEN,
        }
    body = urlencode(form) if form is not None else None
    begin = time.perf_counter()
    try:
        connection.request("POST" if body else "GET", path, body=body, headers=headers)
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


def told(connection: http.client.HTTPConnection, path: str, cookie: str) -> str:
    """Return a page as somebody who has signed in gets it."""
    connection.request("GET", path, headers={"Cookie": f"rupadata={cookie}", "Host": "localhost"})
    return connection.getresponse().read().decode()


def _plain(path: str, found: dict[str, Any]) -> str:
    """Return an address as a kind of page."""
    return path.replace(found["key"], "*").replace(found["reviewed"], "*").partition("?")[0]


def used(parent: int) -> float:
    """Return the CPU seconds of a process and its descendants so far."""
    return sum(cpu for cpu, _ in _family(parent).values())


def _largest_mb(parent: int) -> float:
    """Return the resident megabytes of the largest process that serves, the parent's descendants included."""
    return max(size for _, size in _family(parent).values())


def _family(parent: int) -> dict[int, tuple[float, float]]:
    """Return CPU seconds and resident megabytes of a process and its descendants."""
    parents: dict[int, int] = {}
    facts: dict[int, tuple[float, float]] = {}
    ticks = os.sysconf("SC_CLK_TCK")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            pages = int((folder / "statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
        parents[int(folder.name)] = int(fields[1])
        cpu = (int(fields[11]) + int(fields[12])) / ticks
        facts[int(folder.name)] = (cpu, pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
    family = {parent}
    while children := {pid for pid, above in parents.items() if above in family} - family:
        family |= children
    return {pid: facts[pid] for pid in family if pid in facts}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked_for = parser.parse_args()
    print(tell(measure(asked_for.cases, asked_for.people, asked_for.seconds)))
