"""The folder where things that can be made or fetched again are kept."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from rupadata.whole_files import write_whole


def cache_folder() -> Path:
    """Return RUPADATA_CACHE, else the user's cache folder; it need not exist yet."""
    own = os.environ.get("RUPADATA_CACHE")
    if own:
        return Path(own)
    return user_cache_path("rupadata", appauthor=False)


def keep(path: Path, content: bytes) -> None:
    """Write a file of the cache whole or not at all; a folder that cannot be written is no harm."""
    with suppress(OSError):
        write_whole(path, content)
