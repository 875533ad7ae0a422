"""Run one function over many jobs, in order, on one process, several, or a cluster.

Results come back in the order of the jobs, so that what is made does not depend on the number of workers.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Generic, TypeVar

from rupadata.errors import MissingPartError, UsageError
from rupadata.language import message_language, messages_in, say
from rupadata.render.memory import return_large_blocks

Job = TypeVar("Job")
Result = TypeVar("Result")
CONNECT_SECONDS = 20.0
"""How long a Dask scheduler may take to answer."""


def run_jobs(
    function: Callable[[Job], Result], jobs: Sequence[Job], *, workers: int = 1, cluster: str = ""
) -> Iterator[Result]:
    """Yield `function(job)` for each job in order.

    `workers` above 1 uses that many processes, never more than there are jobs; `cluster` is the address of a
    Dask scheduler and needs the extra `scale`.
    """
    work = _Work(function, message_language())
    workers = min(workers, len(jobs))
    if cluster:
        with _connected(cluster) as executor:
            yield from executor.map(work, jobs)
    elif workers > 1:
        # Spawned, not forked: polars keeps threads, and a forked copy of their locks can hang.
        with ProcessPoolExecutor(workers, get_context("spawn"), _begin_work) as executor:
            try:
                yield from executor.map(work, jobs)
            except KeyboardInterrupt:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
    else:
        yield from map(function, jobs)


def _begin_work() -> None:
    """Make a process ready for many pages; whoever stops the call stops it, and it says nothing of that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return_large_blocks()


class _Work(Generic[Job, Result]):
    """A function with what it needs of the caller's surroundings: a worker far away has none of them."""

    def __init__(self, function: Callable[[Job], Result], language: str) -> None:
        self._function = function
        self._language = language

    def __call__(self, job: Job) -> Result:
        """Do one job, its messages in the caller's language."""
        with messages_in(self._language):
            return self._function(job)


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
