"""Run one function over many jobs, in order, on one process, several, or a cluster.

Results come back in the order of the jobs, so that what is made does not depend on the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from rupadata.errors import MissingPartError
from rupadata.language import message_language, say, set_message_language

Job = TypeVar("Job")
Result = TypeVar("Result")


def run_jobs(
    function: Callable[[Job], Result], jobs: Sequence[Job], *, workers: int = 1, cluster: str = ""
) -> Iterator[Result]:
    """Yield `function(job)` for each job in order.

    `workers` above 1 uses that many processes, never more than there are jobs; `cluster` is the address of a
    Dask scheduler and needs the extra `scale`.
    """
    workers = min(workers, len(jobs))
    if cluster:
        with _cluster_executor(cluster) as executor:
            yield from executor.map(function, jobs)
    elif workers > 1:
        # Spawned, not forked: polars keeps threads, and a forked copy of their locks can hang.
        with ProcessPoolExecutor(
            workers, get_context("spawn"), set_message_language, (message_language(),)
        ) as executor:
            yield from executor.map(function, jobs)
    else:
        yield from map(function, jobs)


def _cluster_executor(address: str) -> Executor:
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
    executor: Executor = Client(address).get_executor()  # type: ignore[no-untyped-call]
    return executor
