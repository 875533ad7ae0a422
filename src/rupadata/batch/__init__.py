"""Many pages at once: a process pool on this machine or a Dask cluster."""

from rupadata.batch.pool import run_jobs

__all__ = ["run_jobs"]
