"""Places that the system denies: one sentence in the asked language, nothing lost and nothing left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS = {"id": "tidak diizinkan; periksa hak aksesnya", "en": "not permitted; check its rights"}
ABSENT = {
    ("import of nothing", "id"): "bukan folder perintah kerja",
    ("import of nothing", "en"): "is no case folder",
    ("restore of nothing", "id"): "tidak ada; periksa ejaannya",
    ("restore of nothing", "en"): "it does not exist; check its spelling",
}


@pytest.mark.skipif(sys.platform != "linux", reason="takes rights away as Linux does")
@pytest.mark.parametrize(
    "names",
    [["export there", "backup there", "restore there"], pytest.param([], marks=pytest.mark.full)],
    ids=["some", "all"],
)
def test_what_the_system_denies_is_told_in_one_sentence_and_nothing_is_lost(
    names: list[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.denied_places", str(tmp_path), *names],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    told = result["told"]
    mounted = result["mounts"] * (len(names) or 6)
    assert len(told) == (mounted + 3 if names else 2 * (mounted + 12))
    for one in told:
        assert one["code"] == 2, one
        assert len(one["said"].splitlines()) == 1, one
        expected = ABSENT.get((one["call"], one["lang"])) or WORDS[one["lang"]]
        assert expected in one["said"], one
        assert ".part" not in one["said"], one
        assert one["changed"] == [], one
