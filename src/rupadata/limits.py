"""How much an input may ask for: one value, lower for servers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of what is read; beyond them an input is refused with the bound named, or cut where told.

    `cells`, `columns` and `cell_characters` are of one sheet; `unpacked_bytes` of one archive, and
    `unpack_ratio` is how many times its size an archive may unpack to once that is much; `archive_depth` and
    `archive_files` of archives within archives. `seconds` and `memory_bytes` bound the reading of one file in
    a guarded process: a base, and what each megabyte of the file adds to it. `guard_all` reads every file
    there, as a server should that is sent files by people it does not know; otherwise only files out of the
    ordinary are.
    """

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 600_000_000
    unpack_ratio: int = 400
    cells: int = 40_000_000
    columns: int = 2_000
    cell_characters: int = 32_767
    archive_depth: int = 3
    archive_files: int = 5_000
    nested_archive_bytes: int = 300_000_000
    json_depth: int = 60
    pixels: int = 50_000_000
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
    file_bytes=25_000_000,
    unpacked_bytes=250_000_000,
    cells=5_000_000,
    archive_files=500,
    nested_archive_bytes=100_000_000,
    seconds_per_megabyte=5.0,
    memory_bytes_per_megabyte=20_000_000,
    guard_all=True,
)
"""For files that people send: what one of them asks for cannot take the others along."""
