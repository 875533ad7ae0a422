"""Workers beyond this process: several processes on this machine, or a Dask cluster.

Results come back in the order of the jobs, so that what is made does not depend on the number of workers.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from typing import Generic, TypeVar

from rupadata.errors import MissingPartError, UsageError
from rupadata.garbage import collect_rarely
from rupadata.language import message_language, messages_in, say
from rupadata.lifeline import end_with
from rupadata.render.memory import return_large_blocks
from rupadata.workers import IN_PROCESS, Workers

Job = TypeVar("Job")
Result = TypeVar("Result")
CONNECT_SECONDS = 20.0
"""How long a Dask scheduler may take to answer."""
_AHEAD = 4
"""How many jobs wait for each worker: none is idle, and no more than these are held as bytes."""


@contextmanager
def open_workers(count: int = 1, cluster: str = "") -> Iterator[Workers]:
    """Give the workers of a call, and let them go at its end.

    `count` above 1 uses that many processes, started at the first stage with more than one job; `cluster` is
    the address of a Dask scheduler and needs the extra `scale`.
    """
    if cluster:
        with _connected(cluster) as executor:
            yield _Executed(executor, _workers_of(executor), see_files=False)
    elif count > 1:
        pool = _Processes(count)
        try:
            yield pool
        except BaseException:
            pool.close(wait=False)
            raise
        pool.close(wait=True)
    else:
        yield IN_PROCESS


class _Executed:
    """Workers behind an executor."""

    def __init__(self, executor: Executor, count: int, *, see_files: bool) -> None:
        self._executor = executor
        self.count = count
        self.see_files = see_files

    def stream(self, function: Callable[[Job], Iterable[Result]], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield all results of each job in turn; no more jobs are under way than keep all workers busy."""
        work = _Work(function, message_language())
        coming = iter(jobs)
        waiting: deque[Future[list[Result]]] = deque(
            self._executor.submit(work, job) for job in islice(coming, self.count * _AHEAD)
        )
        try:
            while waiting:
                results = waiting.popleft().result()
                waiting.extend(self._executor.submit(work, job) for job in islice(coming, 1))
                yield from results
        finally:
            for future in waiting:
                future.cancel()


class _Processes:
    """Processes of this machine, started when there is more than one job to do."""

    see_files = True

    def __init__(self, count: int) -> None:
        self.count = count
        self._executor: ProcessPoolExecutor | None = None

    def stream(self, function: Callable[[Job], Iterable[Result]], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield all results of each job in turn; a single job is done here."""
        coming = iter(jobs)
        first = list(islice(coming, 2))
        if len(first) < 2 and self._executor is None:
            return IN_PROCESS.stream(function, first)
        if self._executor is None:
            # Spawned, not forked: polars keeps threads, and a forked copy of their locks can hang.
            self._executor = ProcessPoolExecutor(
                self.count, get_context("spawn"), _begin_work, (os.getpid(),)
            )
        return _Executed(self._executor, self.count, see_files=True).stream(function, chain(first, coming))

    def close(self, *, wait: bool) -> None:
        """End the processes; without waiting, jobs that have not begun are dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=not wait)


def _begin_work(parent: int) -> None:
    """Make a process ready for many pages; whoever stops the call stops it, and it says nothing of that."""
    end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return_large_blocks()
    collect_rarely()


class _Work(Generic[Job, Result]):
    """A function with what it needs of the caller's surroundings: a worker far away has none of them."""

    def __init__(self, function: Callable[[Job], Iterable[Result]], language: str) -> None:
        self._function = function
        self._language = language

    def __call__(self, job: Job) -> list[Result]:
        """Do one job, its messages in the caller's language."""
        with messages_in(self._language):
            return list(self._function(job))


def _workers_of(executor: Executor) -> int:
    """Return how many jobs a cluster does at once; one where it has no worker yet."""
    client = executor._client  # type: ignore[attr-defined]
    threads: dict[str, int] = client.nthreads()
    return max(1, sum(threads.values()))


@contextmanager
def _connected(address: str) -> Iterator[Executor]:
    """Give an executor on a Dask cluster; the connection ends with the context, whatever happens."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingPartError(
            say(
                id="Bagian untuk klaster belum terpasang.",
                en="The part for clusters is not installed.",
            ),
            code="part-missing",
            hint=say(id="Jalankan: pip install 'rupadata[scale]'.", en="Run: pip install 'rupadata[scale]'."),
        ) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            say(
                id=f"Penjadwal Dask di {address!r} tidak menjawab.",
                en=f"The Dask scheduler at {address!r} does not answer.",
            ),
            code="cluster-unreachable",
            hint=say(id="Periksa --cluster.", en="Check --cluster."),
        ) from error
    with client:
        executor: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        with executor:
            yield executor
