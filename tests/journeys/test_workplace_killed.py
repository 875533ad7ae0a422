"""Server and worker die at any moment: no decision, table or edit is lost or doubled, and work goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("rounds", [6, pytest.param(100, marks=pytest.mark.full)])
def test_nothing_is_lost_or_doubled_when_server_and_worker_are_killed(
    rounds: int, record_property: Callable[[str, object], None]
) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "killing.py"), str(rounds), "20261130"],
        env={**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=1500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["kills"] == 2 * rounds
    assert min(seen[one] for one in ("decisions", "tables", "edits", "corrections", "cut")) > 0
    record_property("cases", seen["kills"])
    record_property(
        "worst",
        f"{seen['decisions']} decisions, {seen['tables']} tables, {seen['edits']} edits and "
        f"{seen['corrections']} corrected tables kept, {seen['cut']} cut short, "
        f"{seen['jobs']} jobs, {seen['resumed']} resumed",
    )
