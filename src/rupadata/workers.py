"""Who does the many jobs of a build: this process, or the workers that `rupadata.batch` opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class Workers(Protocol):
    """Whoever does jobs. Results come in the order of the jobs, whoever is done first."""

    @property
    def count(self) -> int:
        """How many jobs are done at once."""
        ...

    @property
    def here(self) -> bool:
        """Whether this process does the jobs: then nothing travels, and what it keeps is at hand."""
        ...

    def sees(self, place: Path) -> bool:
        """Tell whether all of them find at a place what this process finds there."""
        ...

    def stream(self, function: Callable[[Job], Iterable[Result]], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield all results of each job in turn.

        Where they are not `here`, function, jobs and results must travel between processes.
        """
        ...


class InProcess:
    """This process alone, one job after the other, each result as soon as it is there."""

    count = 1
    here = True

    def sees(self, place: Path) -> bool:
        """Tell that this process sees what it sees."""
        return True

    def stream(self, function: Callable[[Job], Iterable[Result]], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield all results of each job in turn."""
        for job in jobs:
            yield from function(job)


IN_PROCESS = InProcess()


def in_chunks(items: Sequence[Job], size: int) -> list[Sequence[Job]]:
    """Return items in runs of at most `size`, in their order."""
    return [items[at : at + size] for at in range(0, len(items), size)]
