from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("pages", [200, pytest.param(10_000, marks=pytest.mark.full)])
def test_memory_does_not_grow_over_many_pages(pages: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_batch"],
        cwd=ROOT,
        env={**os.environ, "BENCH_PAGES": str(pages), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        check=True,
        capture_output=True,
    )
    told = json.loads(done.stdout)
    assert told["late"] < 300
    assert told["late"] <= told["early"] * 1.05
