"""Forged backups are refused in a sentence and leave nothing, or show what they brought without a fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 5.0, 1000.0


@pytest.mark.parametrize("count", [8, pytest.param(600, marks=pytest.mark.full)])
def test_forged_backups_are_read_or_refused(
    count: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    paths = [str(ROOT / "src"), str(ROOT), str(ROOT / "tests/journeys")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.forging_backups", str(count), str(count), str(tmp_path / "a")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    record_property("cases", told["cases"])
    record_property("worst", f"{told['seconds']:.1f} s ({told['slowest']}), {told['mb']:.0f} MB")
    assert told["failures"] == []
    assert sum(told["ends"].values()) == count
    assert told["seconds"] < SECONDS
    assert told["mb"] < MEGABYTES
