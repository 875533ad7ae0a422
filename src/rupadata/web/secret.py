"""The secret key of an installation: made once, kept in the home folder for its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read_secret(home: Path) -> str:
    """Return the key of a home folder, making one when there is none."""
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # Another process of the same start was faster.
            pass
        else:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()
