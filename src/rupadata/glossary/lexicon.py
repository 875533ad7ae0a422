"""The words that the room knows by kind, as data: one file, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def read_words() -> dict[str, Any]:
    """Return the tables of `authored/words.lexicon.toml`."""
    data = resources.files("rupadata.glossary") / "authored/words.lexicon.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))
