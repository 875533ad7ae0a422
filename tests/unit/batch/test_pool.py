from __future__ import annotations

import os
import time

import pytest

from rupadata.batch import run_jobs
from rupadata.language import messages_in, say


def slow_first(number: int) -> tuple[int, int]:
    time.sleep(0.3 if number == 0 else 0.0)
    return number, os.getpid()


def speak(_: int) -> str:
    return say(id="halaman", en="page")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_jobs(workers: int) -> None:
    done = list(run_jobs(slow_first, range(6), workers=workers))
    assert [number for number, _ in done] == list(range(6))
    assert (os.getpid() in {worker for _, worker in done}) == (workers == 1)


def test_no_process_is_started_for_a_single_job() -> None:
    assert list(run_jobs(slow_first, [1], workers=8)) == [(1, os.getpid())]


def test_workers_speak_the_language_of_the_call() -> None:
    with messages_in("en"):
        assert list(run_jobs(speak, [1, 2], workers=2)) == ["page", "page"]
    assert list(run_jobs(speak, [1], workers=1)) == ["halaman"]
