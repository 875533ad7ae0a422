"""The command line: one thin file a command, each loaded when it is called."""

from __future__ import annotations

import os
import signal
import sys

from rupadata.garbage import collect_rarely


def main() -> None:
    """Run the `rupadata` command."""
    _open_streams()
    collect_rarely()
    from rupadata.cli.app import run

    code = run()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # All is done and said: nothing is left to interrupt.
    raise SystemExit(code)


def _open_streams() -> None:
    """Let what a caller closed lead nowhere, before a file is opened under the number of a closed stream."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is the one that is closed.
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: SIM115
