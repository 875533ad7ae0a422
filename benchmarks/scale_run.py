"""One build of a folder of tables, measured from outside: run as a module, it prints its measures as JSON.

`python -m benchmarks.scale_run TABLES OUTPUT WORKERS [cluster]`; with `cluster` the workers are those of a
Dask cluster of that many processes, started before the clock.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rupadata.batch import open_workers
from rupadata.build import build_pages
from rupadata.garbage import collect_rarely
from rupadata.progress import BuildEvent
from rupadata.render.memory import return_large_blocks
from rupadata.request import BuildRequest


def measure(tables: Path, output: Path, workers: int, cluster: str = "") -> dict[str, object]:
    """Return pages, seconds, and for this process and its workers the processor time and the peak memory.

    Times in seconds, memory in MB; `stages` are the processor seconds of this process by stage.
    """
    return_large_blocks()
    collect_rarely()
    stages: dict[str, float] = {}
    stage, since = "read", time.process_time()

    def tell(event: BuildEvent) -> None:
        nonlocal stage, since
        now = time.process_time()
        stages[stage] = stages.get(stage, 0.0) + now - since
        stage, since = event.stage, now

    begin, cpu = time.perf_counter(), time.process_time()
    with open_workers(workers, cluster) as hands:
        manifest = build_pages([tables], output, BuildRequest(formats=("svg",), use_memory=False),
                               workers=hands, tell=tell)  # fmt: skip
    taken = time.perf_counter() - begin
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "pages": len(manifest.editions),
        "seconds": taken,
        "cpu": time.process_time() - cpu,
        "workers_cpu": children.ru_utime + children.ru_stime,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker_peak_mb": children.ru_maxrss / 1024,
        "stages": {stage: round(spent, 3) for stage, spent in stages.items()},
    }


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    """Give the address of a Dask cluster of so many processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made.scheduler_address


def main() -> None:
    tables, output, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    if "cluster" in sys.argv[4:]:
        with local_cluster(workers) as address:
            told = measure(tables, output, workers, address)
    else:
        told = measure(tables, output, workers)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
