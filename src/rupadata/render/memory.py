"""Large pictures give their memory back at once, in processes that are the product's own.

This changes how the whole process allocates, so only who owns the process calls it: the command line, a
worker of the pool, the web server. Drawing in somebody else's process leaves it as it is.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of glibc's mallopt."""
_LARGE = 1 << 20


def return_large_blocks() -> None:
    """Have the C library map blocks over a megabyte apart, so that freeing them gives them back.

    By itself glibc raises its threshold with every picture drawn, until the holes that pictures leave stay
    with the process: 60 MB a worker over a set of pages. Other C libraries are left as they are.
    """
    if os.name != "posix":
        return
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
