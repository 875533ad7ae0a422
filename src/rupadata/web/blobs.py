"""Files by their content: each is kept once under its SHA-256, whole or not at all, and never changed."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from rupadata.errors import InputRefusedError
from rupadata.language import say


def keep_blob(content: bytes) -> str:
    """Keep a content and return its SHA-256."""
    digest = sha256(content).hexdigest()
    target = blob_path(digest)
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        growing = target.with_name(f".{digest[:16]}-{secrets.token_hex(6)}")
        with open(growing, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        growing.chmod(0o440)
        growing.replace(target)
    return digest


def read_blob(digest: str) -> bytes:
    """Return a content, which must still be what was kept."""
    try:
        content = blob_path(digest).read_bytes()
    except OSError as error:
        raise _lost(digest) from error
    if sha256(content).hexdigest() != digest:
        raise _lost(digest)
    return content


def blob_path(digest: str) -> Path:
    """Return where a content of this digest lies."""
    return Path(settings.STORAGE) / "blobs" / digest[:2] / digest


def _lost(digest: str) -> InputRefusedError:
    return InputRefusedError(
        say(
            id=f"Berkas tersimpan {digest[:12]} hilang atau berubah.",
            en=f"The stored file {digest[:12]} is missing or was changed.",
        ),
        code="stored-file-lost",
        hint=say(id="Pulihkan folder berkas dari cadangan.", en="Restore the folder of files from a backup."),
    )
