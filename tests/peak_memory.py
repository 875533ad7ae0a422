"""The most memory that this program took since it was started."""

from __future__ import annotations

import re
from pathlib import Path


def peak_megabytes() -> float:
    """Return the peak of resident memory in MB; unlike `ru_maxrss` not that of who started the program."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024
