"""Many pages at once: a process pool on this machine or a Dask cluster."""

from rupadata.batch.pool import open_workers

__all__ = ["open_workers"]
