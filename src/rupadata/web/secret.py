"""Secrets of an installation: from the environment or a key store; its key is made where neither has it.

systemd unseals credentials for its service alone, in a folder that it names in `CREDENTIALS_DIRECTORY`
(`LoadCredentialEncrypted=`, systemd.exec(5)); other key stores hand over files in the same way.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def find_secret(name: str) -> str:
    """Return a secret by the name of its variable: from the environment, else from the credential so called;
    empty where nobody hands one over."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    given = os.environ.get(name, "")
    if given or not folder or not Path(folder, name).is_file():
        return given
    return Path(folder, name).read_text(encoding="utf-8").strip()


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
