"""Logging by the standard library under `rupadata`, silent unless somebody listens.

A program that uses the library sets handlers as it likes. On its own, `RUPADATA_LOG` decides in every
process that is started, workers included: a level (`debug`, `info`, `warning`, `error`) writes to standard
error, anything else is the name of a file that gets all there is to tell. `rupadata --verbose` is
`RUPADATA_LOG=debug`.
"""

from __future__ import annotations

import logging
import os

VARIABLE = "RUPADATA_LOG"
_LEVELS = ("debug", "info", "warning", "error")
_FORM = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def get_log(name: str) -> logging.Logger:
    """Return the logger of a module, by its `__name__`."""
    return logging.getLogger(name)


def log_file() -> str:
    """Return the file that everything is written to; empty where there is none."""
    asked = os.environ.get(VARIABLE, "")
    return "" if asked.lower() in _LEVELS else asked


def set_up_logs() -> None:
    """Listen as `RUPADATA_LOG` asks; a file that cannot be opened is an OSError."""
    root = logging.getLogger("rupadata")
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    asked = os.environ.get(VARIABLE, "")
    if not asked:
        root.addHandler(logging.NullHandler())
        return
    file = log_file()
    listener = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    listener.setFormatter(logging.Formatter(_FORM))
    root.addHandler(listener)
    root.setLevel(logging.DEBUG if file else asked.upper())


set_up_logs()
