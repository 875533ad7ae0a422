"""Names of regions to codes, as a column of a long table asks for them, beside fuzzy matching."""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.timing import Row, row

CELLS = 100_000
_LOAD = (
    "import time; from rupadata.regions import official_regions; start = time.perf_counter(); "
    "r = official_regions(); r.get('36.71.05'); "
    "r.children('36'); print(1000 * (time.perf_counter() - start))"
)
_PEER = "rapidfuzz extractOne over the same names (no context, no score that can be trusted)"


def run() -> list[Row]:
    """Return the time to load the list and to look up a column of names."""
    loads = [
        float(
            subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True).stdout
        )
        for _ in range(5)
    ]
    ours, peer = _look_up(), _peer()
    return [
        row("list of regions, first use in a process", min(loads)),
        row(f"{CELLS} cells with names of districts", ours, _PEER, peer),
    ]


def _names() -> list[str]:
    from rupadata.regions import official_regions

    names = [region.name.upper() for region in official_regions().children("36.71")]
    return [names[i % len(names)] for i in range(CELLS)]


def _look_up() -> float:
    from rupadata.regions import official_regions

    names = _names()
    begin = time.perf_counter()
    for name in names:
        official_regions().find(name, within="36.71")
    return (time.perf_counter() - begin) * 1000


def _peer() -> float:
    from rapidfuzz import process

    from rupadata.regions import official_regions

    known, names = [region.name.upper() for region in official_regions().children("36.71")], _names()
    begin = time.perf_counter()
    for name in names:
        process.extractOne(name, known)
    return (time.perf_counter() - begin) * 1000
