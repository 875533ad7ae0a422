"""A child process that ends when the process that started it is gone, however that one ended."""

from __future__ import annotations

import os
import threading
import time

_LOOK_SECONDS = 0.5


def end_with(parent: int) -> None:
    """End this process soon after the process `parent`, which started it, has ended.

    A parent that is killed closes nothing and tells nobody; its children go to another process. Windows
    does not tell that: there a child ends with its work.
    """
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)
