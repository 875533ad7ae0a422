"""Workers beyond this process: several processes on this machine, or a Dask cluster.

Results come back in the order of the jobs, so that what is made does not depend on the number of workers.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from rupadata.errors import MissingPartError, UsageError, WorkerLostError
from rupadata.garbage import collect_rarely
from rupadata.language import message_language, messages_in, say
from rupadata.lifeline import end_with
from rupadata.render.memory import return_large_blocks
from rupadata.workers import IN_PROCESS, Workers

Job = TypeVar("Job")
Result = TypeVar("Result")
CONNECT_SECONDS = 20.0
"""How long a Dask scheduler may take to answer."""
_RETRIES = 2
"""How often a cluster tries a job again that failed; one whose worker died is begun elsewhere besides."""
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
            yield _Cluster(executor)
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

    here = False

    def __init__(self, executor: Executor, count: int) -> None:
        self._executor = executor
        self.count = count

    def sees(self, place: Path) -> bool:
        """Tell that processes of this machine see what this one sees."""
        return True

    def stream(self, function: Callable[[Job], Iterable[Result]], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield all results of each job in turn; no more jobs are under way than keep all workers busy."""
        work = _Work(function, message_language())
        coming = iter(jobs)
        waiting: deque[Future[list[Result]]] = deque(
            self._executor.submit(work, job) for job in islice(coming, self.count * _AHEAD)
        )
        try:
            while waiting:
                results = _result_of(waiting.popleft())
                waiting.extend(self._executor.submit(work, job) for job in islice(coming, 1))
                yield from results
        except BrokenExecutor as error:
            raise _worker_lost() from error
        finally:
            for future in waiting:
                future.cancel()


def _result_of(future: Future[list[Result]]) -> list[Result]:
    """Return what a worker made of a job; one that killed a cluster's workers is told as such."""
    try:
        return future.result()
    except Exception as error:
        # By its name: the class is one of Dask, which most callers do not have.
        if type(error).__name__ != "KilledWorker":
            raise
        raise _worker_lost() from error


def _worker_lost() -> WorkerLostError:
    return WorkerLostError(
        say(
            id="Sebuah proses pembantu berhenti mendadak; mungkin memori habis.",
            en="A process that shared the work ended of a sudden; perhaps memory ran out.",
        ),
        code="worker-lost",
        hint=say(
            id="Lanjutkan dengan --resume, bila perlu dengan --workers lebih sedikit.",
            en="Go on with --resume, if need be with fewer --workers.",
        ),
    )


class _Cluster(_Executed):
    """Workers of a Dask cluster, on whatever machines."""

    def __init__(self, executor: Executor) -> None:
        self._client: Any = executor._client  # type: ignore[attr-defined]
        threads: dict[str, int] = self._client.nthreads()
        super().__init__(executor, max(1, sum(threads.values())))
        self._client.run(_begin_far_work)

    def sees(self, place: Path) -> bool:
        """Tell whether each worker finds at a place what stands there for this process."""
        here = _standing(place)
        found: dict[str, object] = self._client.run(_standing, place)
        return here is not None and bool(found) and all(there == here for there in found.values())


def _standing(place: Path) -> tuple[int, int, tuple[str, ...]] | None:
    """Return what tells a file or folder from another at its place: size, time and names; None for none."""
    try:
        stat = place.stat()
        names = tuple(sorted(one.name for one in place.iterdir())) if place.is_dir() else ()
    except OSError:
        return None
    return (0 if names else stat.st_size), stat.st_mtime_ns, names


def _begin_far_work() -> None:
    """Make a process of a cluster ready for many pages."""
    return_large_blocks()
    collect_rarely()


class _Processes:
    """Processes of this machine, started when there is more than one job to do."""

    here = False

    def __init__(self, count: int) -> None:
        self.count = count
        self._executor: Executor | None = None

    def sees(self, place: Path) -> bool:
        """Tell that processes of this machine see what this one sees."""
        return True

    def stream(self, function: Callable[[Job], Iterable[Result]], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield all results of each job in turn; a single job is done here."""
        coming = iter(jobs)
        first = list(islice(coming, 2))
        if len(first) < 2 and self._executor is None:
            return IN_PROCESS.stream(function, first)
        if self._executor is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # Spawned, not forked: polars keeps threads, and a forked copy of their locks can hang.
            self._executor = ProcessPoolExecutor(
                self.count, get_context("spawn"), _begin_work, (os.getpid(),)
            )
        return _Executed(self._executor, self.count).stream(function, chain(first, coming))

    def close(self, *, wait: bool) -> None:
        """End the processes; without waiting, jobs that have not begun are dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=not wait)


def _begin_work(parent: int) -> None:
    """Make a process ready for many pages; whoever stops the call stops it, and it says nothing of that.

    polars, loaded with the first job, is given one thread: the processes share the cores already, and a
    frame of a hundred rows that is parted among threads waits for those that another process keeps busy.
    """
    end_with(parent)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return_large_blocks()
    collect_rarely()


class _Work(Generic[Job, Result]):
    """A function with what it needs of the caller's surroundings: a worker far away has none of them."""

    def __init__(self, function: Callable[[Job], Iterable[Result]], language: str) -> None:
        self._function = function
        self._language = language
        self.__name__ = getattr(function, "__name__", "work").strip("_")
        """How a cluster's dashboard calls it."""

    def __call__(self, job: Job) -> list[Result]:
        """Do one job, its messages in the caller's language."""
        with messages_in(self._language):
            return list(self._function(job))


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
        executor: Executor = client.get_executor(pure=False, retries=_RETRIES)  # type: ignore[no-untyped-call]
        with executor:
            yield executor
