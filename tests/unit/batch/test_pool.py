from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from rupadata.batch import open_workers
from rupadata.batch.pool import _Executed, _result_of, _standing
from rupadata.errors import WorkerLostError
from rupadata.language import messages_in, say


def slow_first(number: int) -> Iterator[tuple[int, int]]:
    time.sleep(0.3 if number == 0 else 0.0)
    yield number, os.getpid()
    yield number + 100, os.getpid()


def speak(_: int) -> list[str]:
    return [say(id="halaman", en="page")]


def fail_at_two(number: int) -> list[int]:
    if number == 2:
        raise KeyError(number)
    return [number]


def die_at_two(number: int) -> list[int]:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return [number]


def threads_of_frames(_: int) -> list[int]:
    import polars as pl  # Where it is loaded in a worker: with its first job.

    return [pl.thread_pool_size()]


def test_frames_of_a_worker_wait_for_no_other_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLARS_MAX_THREADS", raising=False)
    with open_workers(2) as workers:
        assert list(workers.stream(threads_of_frames, [1, 2])) == [1, 1]


def test_a_process_that_is_killed_is_told_as_such() -> None:
    with pytest.raises(WorkerLostError) as lost, open_workers(2) as workers:
        list(workers.stream(die_at_two, range(4)))
    assert lost.value.code == "worker-lost"
    assert "--resume" in lost.value.hint


def test_a_job_that_kills_one_worker_of_a_cluster_after_the_other_is_told_alike() -> None:
    killed = type("KilledWorker", (Exception,), {})  # As Dask calls it.
    for error, told in ((killed(), WorkerLostError), (KeyError(), KeyError)):
        future: Future[list[int]] = Future()
        future.set_exception(error)
        with pytest.raises(told):
            _result_of(future)


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_the_order_of_the_jobs(count: int) -> None:
    with open_workers(count) as workers:
        done = list(workers.stream(slow_first, range(6)))
    assert [number for number, _ in done] == [
        shown for number in range(6) for shown in (number, number + 100)
    ]
    assert (os.getpid() in {worker for _, worker in done}) == (count == 1)


def test_no_process_is_started_for_a_single_job() -> None:
    with open_workers(8) as workers:
        assert {worker for _, worker in workers.stream(slow_first, [1])} == {os.getpid()}


def test_processes_stay_for_the_next_stage() -> None:
    with open_workers(2) as workers:
        first = {worker for _, worker in workers.stream(slow_first, range(8))}
        second = {worker for _, worker in workers.stream(slow_first, [1])}
    assert second <= first
    assert os.getpid() not in first


def test_no_more_jobs_are_taken_than_keep_the_workers_busy() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with open_workers(2) as workers:
        results = workers.stream(fail_at_two, jobs())
        assert next(results) == 0
        assert len(taken) <= 10
        with pytest.raises(KeyError):
            list(results)
    assert len(taken) <= 12


def test_workers_speak_the_language_of_the_call() -> None:
    with messages_in("en"), open_workers(2) as workers:
        assert list(workers.stream(speak, [1, 2])) == ["page", "page"]
    with open_workers() as workers:
        assert list(workers.stream(speak, [1])) == ["halaman"]


def test_what_stands_at_a_place_is_told_by_its_size_its_time_and_its_names(tmp_path: Path) -> None:
    folder, file = tmp_path / "tabel", tmp_path / "tabel/satu.csv"
    assert _standing(folder) is None
    folder.mkdir()
    file.write_text("1", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    os.utime(folder, ns=(1, 1))
    seen = [_standing(file), _standing(folder)]
    assert [_standing(file), _standing(folder)] == seen
    assert seen[0] != seen[1]
    file.write_text("12", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert _standing(file) != seen[0]
    file.write_text("1", encoding="utf-8")
    os.utime(file, ns=(1, 2))
    assert _standing(file) != seen[0]
    (folder / "dua.csv").touch()
    os.utime(folder, ns=(1, 1))
    assert _standing(folder) != seen[1]


def test_this_process_and_its_own_see_what_it_sees(tmp_path: Path) -> None:
    with open_workers() as here, open_workers(2) as others:
        assert (here.here, others.here) == (True, False)
        assert here.sees(tmp_path)
        assert others.sees(tmp_path)
        assert _Executed(ThreadPoolExecutor(1), 1).sees(tmp_path)
