"""How much work the reading of one file may be: one value, lower for servers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of reading one file in a guarded process: a base for a megabyte, and what each further one adds.

    `guard_all` reads every file there, as a server should that is sent files by people it does not know;
    otherwise only files out of the ordinary are. What a file may hold (cells, columns, what an archive
    unpacks to) is bounded for all alike, in `tables.refusals` and `tables.files`.
    """

    seconds: float = 4.0
    seconds_per_megabyte: float = 20.0
    memory_bytes: int = 900_000_000
    memory_bytes_per_megabyte: int = 100_000_000
    guard_all: bool = False

    def seconds_for(self, size: int) -> float:
        """Return how long a file of so many bytes may be read for."""
        return self.seconds + self.seconds_per_megabyte * max(0.0, size / 1e6 - 1)

    def memory_for(self, size: int) -> int:
        """Return how many bytes of memory a process may take that reads a file of so many bytes."""
        return self.memory_bytes + int(self.memory_bytes_per_megabyte * max(0.0, size / 1e6 - 1))


DEFAULT_LIMITS = Limits()

SERVER_LIMITS = Limits(
    seconds_per_megabyte=5.0,
    memory_bytes_per_megabyte=20_000_000,
    guard_all=True,
)
"""For files that people send: what one of them asks for cannot take the others along."""
