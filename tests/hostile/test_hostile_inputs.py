"""Thousands of inputs made to harm: read or refused in a sentence, in little time and memory, touching nothing."""

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
PARTS = 12


def read(first: int, count: int, folder: Path, *kinds: str) -> dict[str, Any]:
    paths = [str(ROOT / "src"), str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.corpus", str(first), str(count), str(folder), *kinds],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"the process ended at {done.stderr[-300:]}"
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_sample_of_hostile_inputs_does_no_harm(tmp_path: Path) -> None:
    told = read(900_000, 126, tmp_path)
    assert told["failures"] == []


@pytest.mark.full
@pytest.mark.parametrize("part", range(PARTS))
def test_thousands_of_hostile_inputs_do_no_harm(
    part: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    told = read(1_000_000 + part * 1000, 1000, tmp_path)
    record_property("cases", told["cases"])
    record_property(
        "worst", f"{told['seconds']:.1f} s ({told['slowest']}), {told['mb']:.0f} MB ({told['largest']})"
    )
    assert told["failures"] == []
