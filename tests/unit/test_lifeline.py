"""Children end with the process that started them, also when it is killed and can tell nobody."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

GUARDED = """
from rupadata.guarded import GuardedProcess
with GuardedProcess() as guard:
    guard.call("builtins:bytes", b"", seconds=5, memory_bytes=1 << 40)
    print(guard._child.pid, flush=True)
    guard.call({place!r}, *{arguments!r}, seconds={seconds}, memory_bytes=1 << 40)
"""
WORKERS = """
import time
from multiprocessing import active_children
from threading import Timer
from rupadata.batch import open_workers
def pause(job):
    time.sleep(job)
    yield 0
if __name__ == "__main__":
    with open_workers(2) as workers:
        Timer(6, lambda: print(*[child.pid for child in active_children()], flush=True)).start()
        list(workers.stream(pause, [60, 60, 60]))
"""
READER = """
import json, os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {child!r}], stdin=subprocess.PIPE, text=True)
child.stdin.write(json.dumps({{"parent": os.getpid(), "folder": "."}}))
child.stdin.close()
print(child.pid, flush=True)
time.sleep(60)
"""
CHILD = (
    "import time; from rupadata.web.cases import reading_child as child; "
    "child._build = lambda folder, request: time.sleep(60); child.main()"
)
LONG_WORK = ("builtins:pow", (7, 10**9))
"""Work that lets no other thread of its process run: only the system can end it."""


@pytest.mark.parametrize(
    "program",
    [
        GUARDED.format(place="time:sleep", arguments=(60,), seconds=100),
        WORKERS,
        READER.format(child=CHILD),
    ],
    ids=["guarded reading", "workers", "reading of a case"],
)
def test_a_child_ends_soon_after_its_parent_was_killed(program: str, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(program, encoding="utf-8")
    children = kill_parent([sys.executable, str(script)])
    assert children
    assert gone_within(30, children)


def test_a_child_in_the_midst_of_a_native_call_is_ended_by_the_system() -> None:
    place, arguments = LONG_WORK
    program = GUARDED.format(place=place, arguments=arguments, seconds=3)
    assert gone_within(60, kill_parent([sys.executable, "-c", program], after_seconds=1.5))


def kill_parent(command: list[str], after_seconds: float = 0.0) -> list[int]:
    """Start a process that tells of its children, kill it, and return them."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        time.sleep(after_seconds)
        assert all(map(is_alive, children))
        parent.kill()
    return children


def gone_within(seconds: float, children: list[int]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(map(is_alive, children)):
            return True
        time.sleep(0.1)
    return False


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
