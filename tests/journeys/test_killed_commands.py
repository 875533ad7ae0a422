"""kill -9 at any touch of the disk, over all writing commands: nothing lost, doubled or left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from casework import OFFICE, case, new_case

from rupadata.documents import PaperDesk
from rupadata.procedure import CaseService, FolderStore, Request
from rupadata.procedure.service import OfficeFiles

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs forks")
@pytest.mark.parametrize("count", [30, pytest.param(1000, marks=pytest.mark.full)])
def test_a_killed_command_made_again_gives_the_same(
    count: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    paths = [str(ROOT / "src"), str(ROOT)]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.journeys.killing_commands",
            str(20261122 + count),
            str(count),
            str(tmp_path),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    record_property("cases", told["cases"])
    record_property("worst", f"{told['seconds']:.1f} s ({told['slowest']}), {len(told['failures'])} lost")
    assert told["failures"] == []
    assert told["cases"] >= count


def test_a_repeated_call_is_recognised_and_another_one_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = new_case(tmp_path / "kasus")
    header = (folder / "case.json").read_bytes()
    new = ("new", "--office", OFFICE, "--as", "kabid", "-o", folder, "--at")
    assert case(*new, "2026-09-07T07:30") == 0
    assert "sudah dimulai" in capsys.readouterr().err
    assert (folder / "case.json").read_bytes() == header
    assert case(*new, "2026-09-07T07:31") == 2
    assert case(*new[:-1], "--title", "Lain") == 2
    order = ("do", folder, "order", "--as", "kabid")
    assert case(*order, "--at", "2026-09-07T08:00") == 0
    history = (folder / "decisions.jsonl").read_bytes()
    (folder / "papers/01-surat-perintah.pdf").unlink()
    for again in ((*order, "--at", "2026-09-07T08:00"), order):
        assert case(*again) == 0
        assert "sudah tercatat" in capsys.readouterr().err
    assert (folder / "papers/01-surat-perintah.pdf").exists()
    assert case(*order, "--at", "2026-09-07T08:05") == 4
    assert case(*order, "--note", "lain") == 4
    assert (folder / "decisions.jsonl").read_bytes() == history
    assert case(*new, "2026-09-07T07:30") == 2


def test_a_repeated_call_is_told_under_its_code(tmp_path: Path) -> None:
    service = CaseService(FolderStore(tmp_path), PaperDesk())
    office = OfficeFiles(OFFICE.read_text(encoding="utf-8"), None)
    order = Request("order", "kabid")
    for said in ((), ("case-begun-already",)):
        outcome = service.create("kasus", office, person="kabid", with_papers=False)
        assert tuple(warning.code for warning in outcome.warnings) == said
    for codes in ((), ("decision-recorded-already",)):
        outcome = service.decide("kasus", order, with_papers=False)
        assert tuple(warning.code for warning in outcome.warnings) == codes
    assert len(outcome.case.decisions) == 1
