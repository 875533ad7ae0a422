"""Every command and option with odd values: a known code, one sentence in the asked language, no harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MEGABYTES = 1000
SECONDS = 30
"""Processor time of one call."""


def make_calls(seed: int, count: int, folder: Path) -> dict[str, Any]:
    paths = [str(ROOT / "src"), str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.calling", str(seed), str(count), str(folder / "asal")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("count", [120, pytest.param(2000, marks=pytest.mark.full)])
def test_odd_calls_end_in_a_sentence(
    count: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    told = make_calls(20261122 + count, count, tmp_path)
    record_property("cases", told["cases"])
    record_property("worst", f"{told['seconds']:.1f} s ({told['slowest']}), {told['mb']:.0f} MB")
    assert told["failures"] == []
    assert told["seconds"] < SECONDS
    assert told["mb"] < MEGABYTES
