"""How much work reading may be: one value for all bounds, lower for servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of what is read. Every reader asks `current_limits()`; `bounded_by` says which those are.

    Of time, memory and files in an archive there is a base for a megabyte, and what each further one adds.
    """

    # One file in a guarded process
    seconds: float = 4.3
    seconds_per_megabyte: float = 20.0
    memory_bytes: int = 900_000_000
    memory_bytes_per_megabyte: int = 100_000_000
    guard_all: bool = False
    """Every file is read in a guarded process, not only those out of the ordinary."""

    # One table
    cells: int = 40_000_000
    """Cells that a sheet may span, empty ones too."""
    columns: int = 2_000
    rows: int = 3_000_000
    """Rows of a Parquet file; those of sheets are bounded by `cells`."""
    text_letters: int = 10_000_000
    """Letters of one cell of a text table."""
    tables: int = 1_000
    """Tables on one page of HTML."""

    # Archives
    unpacked_bytes: int = 600_000_000
    """Bytes that an archive, or a workbook that is one, may unpack to."""
    unpacked_ratio: int = 400
    """How many times its size an archive may unpack to, from 80 MB on."""
    archive_files: int = 300
    archive_files_per_megabyte: int = 700
    archive_depth: int = 3
    """How deep archives may lie in archives."""
    archive_bytes: int = 300_000_000
    """Bytes that archives within an archive may have together."""

    # Everything else that is read back, received or written by hand
    nesting: int = 60
    """How deep JSON of tables may be nested."""
    settings_bytes: int = 64_000_000
    """Bytes of a file of settings, a manifest or a case."""
    pixels: int = 25_000_000
    """Pixels of a logo."""
    symbol_bytes: int = 200_000
    """Bytes of a symbol of the office's own."""

    def seconds_for(self, size: int) -> float:
        """Return how long a file of so many bytes may be read for."""
        return self.seconds + self.seconds_per_megabyte * _further(size)

    def memory_for(self, size: int) -> int:
        """Return how many bytes of memory a process may take that reads a file of so many bytes."""
        return self.memory_bytes + int(self.memory_bytes_per_megabyte * _further(size))

    def files_for(self, size: int) -> int:
        """Return how many files an archive of so many bytes may hold."""
        return self.archive_files + int(self.archive_files_per_megabyte * _further(size))


def _further(size: int) -> float:
    return max(0.0, size / 1e6 - 1)


DEFAULT_LIMITS = Limits()

SERVER_LIMITS = Limits(
    seconds_per_megabyte=5.0,
    memory_bytes_per_megabyte=20_000_000,
    guard_all=True,
    cells=10_000_000,
    rows=1_000_000,
    unpacked_bytes=200_000_000,
    unpacked_ratio=100,
    archive_files_per_megabyte=100,
    archive_depth=1,
    archive_bytes=50_000_000,
    settings_bytes=16_000_000,
    pixels=16_000_000,
)
"""For files that people send: what one of them asks for cannot take the others along."""

_current: ContextVar[Limits] = ContextVar("limits", default=DEFAULT_LIMITS)


def current_limits() -> Limits:
    """Return the bounds that hold here."""
    return _current.get()


@contextmanager
def bounded_by(limits: Limits) -> Iterator[None]:
    """Let these bounds hold inside; a guarded process is told them with each call."""
    token = _current.set(limits)
    try:
        yield
    finally:
        _current.reset(token)
