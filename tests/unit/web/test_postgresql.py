"""The same promises on PostgreSQL: the tests of store, two at once and backup, against a real server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import MISSING, WHY, postgresql

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(MISSING, reason=WHY)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgresql() as address:
        yield address


@pytest.mark.parametrize("name", ["test_case_store", "test_two_at_once", "test_backup", "test_background"])
def test_it_holds_on_postgresql_as_well(database: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", HERE / f"{name}.py"],
        cwd=HERE.parents[2],
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
