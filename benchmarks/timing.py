"""Times and the rows that they are written as."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NotRequired, TypedDict


class Row(TypedDict):
    """One comparison. `ratio` is how many times faster ours is: peer_ms / ours_ms."""

    name: str
    ours_ms: float
    peer: str
    peer_ms: float | None
    ratio: float | None
    budget: NotRequired[str]
    within: NotRequired[bool]


def row(name: str, ours_ms: float, peer: str = "", peer_ms: float | None = None) -> Row:
    """Return a row with its ratio."""
    ratio = round(peer_ms / ours_ms, 2) if peer_ms is not None else None
    rounded = round(peer_ms, 3) if peer_ms is not None else None
    return {"name": name, "ours_ms": round(ours_ms, 3), "peer": peer, "peer_ms": rounded, "ratio": ratio}


def budgeted(measured: Row, budget: str, within: bool) -> Row:
    """Return a row with what was promised and whether it holds."""
    return {**measured, "budget": budget, "within": within}


def median_ms(
    draw: Callable[[int], object],
    times: int,
    *,
    warm: int = 2,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the median time of a call in milliseconds; calls are numbered, so that none repeats another.

    `clock` gives seconds: `time.process_time` those of the processor alone, whatever else the machine does.
    """
    for number in range(warm):
        draw(number)
    gc.collect()
    taken = []
    for number in range(warm, warm + times):
        begin = clock()
        draw(number)
        taken.append((clock() - begin) * 1000)
    return statistics.median(taken)


def interleaved_ms(draws: dict[str, Callable[[int], object]], times: int) -> dict[str, float]:
    """Return the medians of several calls made in turn, so that a busy moment hits all of them alike."""
    for number in range(2):
        for draw in draws.values():
            draw(number)
    gc.collect()
    taken: dict[str, list[float]] = {name: [] for name in draws}
    for number in range(2, times + 2):
        for name, draw in draws.items():
            begin = time.perf_counter()
            draw(number)
            taken[name].append((time.perf_counter() - begin) * 1000)
    return {name: statistics.median(values) for name, values in taken.items()}


def as_installed() -> dict[str, str]:
    """Return the surroundings of a process that keeps bytecode, as that of an installed package is kept.

    Peers are installed; without this, ours alone would be compiled anew in every process.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "rupadata-bench-bytecode"))}


def process_ms(arguments: list[str], times: int = 3) -> float:
    """Return the median time of a whole Python process, from start to exit, in milliseconds."""
    taken = []
    for _ in range(times + 1):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=as_installed()
        )
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken[1:])  # The first one writes bytecode.
