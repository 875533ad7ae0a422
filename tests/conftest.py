"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the published tables: RUPADATA_SHARED, else `shared` beside the checkout."""
    folder = Path(os.environ.get("RUPADATA_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"the published tables are not in {folder}; name their folder in RUPADATA_SHARED")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden pages be written anew."""
    parser.addoption("--update-golden", action="store_true", help="write golden pages as they are drawn now")
