"""The worker as a process of its own: `python -m rupadata.web.jobs.worker`.

It ends when it is asked to, and when whoever started it is gone.
"""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupadata.web.settings")
    import django

    django.setup()
    from rupadata.web.jobs.queue import work

    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    threading.Thread(target=_follow, args=(os.getppid(), stop), daemon=True).start()
    work(stop)


def _follow(parent: int, stop: threading.Event) -> None:
    """End the work when the process that started it has gone."""
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()


if __name__ == "__main__":
    main()
