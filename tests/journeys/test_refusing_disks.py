"""Every writing command where the disk refuses: one sentence in the asked language, nothing half written."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.killing_commands import COMMANDS

ROOT = Path(__file__).parents[2]
SAMPLE = ("read", "group", "case do order", "render", "restore")
WORDS = {
    errno.EROFS: {"id": "tidak diizinkan", "en": "not permitted"},
    errno.EACCES: {"id": "tidak diizinkan", "en": "not permitted"},
    errno.ENOSPC: {"id": "penyimpanan penuh", "en": "the disk is full"},
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs forks")
@pytest.mark.parametrize(
    "names",
    [SAMPLE, pytest.param(tuple(name for name in COMMANDS if name != "recipe"), marks=pytest.mark.full)],
    ids=["some", "all"],
)
def test_a_disk_that_refuses_is_told_in_one_sentence(names: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.killing_commands", "--refuse", str(tmp_path), *names],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert {one["command"] for one in told} == set(names)
    for one in told:
        assert one["code"] == 2, one
        told_lines = [line for line in one["said"].splitlines() if not line.startswith("(")]  # of progress
        assert len(told_lines) == 1, one
        assert WORDS[one["number"]][one["lang"]] in one["said"], one
        assert ".part" not in one["said"], one
        assert one["changed"] == [], one
