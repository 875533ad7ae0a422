"""Processes of ours look for rings of garbage rarely; a program that uses the library keeps its own way."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from rupadata import cli
from rupadata.batch import pool
from rupadata.garbage import OBJECTS
from rupadata.guarded import GuardedProcess

RARELY = (OBJECTS, 10, 10)


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)


def test_a_program_that_takes_the_library_keeps_its_own_way() -> None:
    script = "import gc; usual = gc.get_threshold(); import rupadata; assert gc.get_threshold() == usual"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_command_looks_rarely_and_still_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["rupadata", "--version"])
    with pytest.raises(SystemExit):
        cli.main()
    assert gc.get_threshold() == RARELY
    assert gc.isenabled()


def test_a_worker_looks_rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("end_with", "return_large_blocks"):
        monkeypatch.setattr(pool, name, lambda *_: None)
    monkeypatch.setattr(pool.signal, "signal", lambda *_: None)
    pool._begin_work(0)
    assert gc.get_threshold() == RARELY


def test_a_guarded_process_looks_rarely() -> None:
    with GuardedProcess() as guard:
        asked = "repr(__import__('gc').get_threshold()).encode()"
        told = guard.call("builtins:eval", asked, seconds=20, memory_bytes=1 << 40)
    assert told.decode() == repr(RARELY)
