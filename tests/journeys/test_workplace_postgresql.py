"""The whole procedure on PostgreSQL, and a workplace carried from SQLite to it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from postgres_server import MISSING, WHY, postgresql
from served import CALL

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(MISSING, reason=WHY)


def call(home: Path, *words: str | Path, **variables: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"RUPADATA_HOME": str(home), "PYTHONWARNINGS": "ignore", **variables}
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def told(home: Path, **variables: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call(home, sys.executable, HERE / "seed_case.py", "tell", **variables))
    return found


def test_a_backup_from_sqlite_is_restored_to_postgresql_with_the_same_history(tmp_path: Path) -> None:
    here, there, kept = tmp_path / "sqlite", tmp_path / "postgresql", tmp_path / "cadangan.zip"
    here.mkdir()
    there.mkdir()
    call(here, sys.executable, HERE / "seed_case.py", "make")
    call(here, *CALL, "backup", kept, "--home", here)
    before = told(here)
    assert before.pop("database") == "sqlite"
    assert before["heads"]
    assert before["files"]
    with postgresql() as address:
        call(there, *CALL, "restore", kept, "--home", there, DATABASE_URL=address)
        after = told(there, DATABASE_URL=address)
    assert after.pop("database") == "postgresql"
    assert after == before
    assert set(map(tuple, after["faults"].values())) == {()}


@pytest.mark.full
@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system")
def test_four_people_carry_a_case_through_all_ten_steps_on_postgresql() -> None:
    with postgresql() as address:
        words = ("-q", "-n", "0", "-p", "no:cacheprovider", "-k", "all_ten_steps")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", HERE / "test_workplace.py", *words],
            cwd=HERE.parents[1],
            env={**os.environ, "DATABASE_URL": address},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.startswith("."), "it was skipped"
