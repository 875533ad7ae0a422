"""The worker as a process of its own: `python -m rupadata.web.jobs.worker`; it ends when it is asked to."""

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
    work(stop)


if __name__ == "__main__":
    main()
