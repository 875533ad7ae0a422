"""Files to observations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rupadata.model.observations import Reading


def read_tables(inputs: Sequence[str | Path] | str | Path) -> Reading:
    """Read files and folders into observations."""
    raise NotImplementedError
