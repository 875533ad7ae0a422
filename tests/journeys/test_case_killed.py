"""The plug is pulled while papers are written: the next run completes them, byte for byte."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from casework import case, make_build, new_case, prepare_items

from rupadata.cli.case.arguments import open_service

ITEM = "layanan-publik-pengaduan"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of one approved item; its papers are complete."""
    root = tmp_path_factory.mktemp("killed")
    build = make_build(root / "build", ("layanan-publik/pengaduan",))
    folder = new_case(root / "cases" / "kasus")
    prepare_items(folder, build)
    for action, person in (("design", "perancang"), ("submit", "perancang"), ("approve", "kasie")):
        words = ("--from", build) if action == "design" else ()
        assert (
            case("do", folder, action, "--item", ITEM, *words, "--as", person, "--at", "2026-09-09T09:00")
            == 0
        )
    return folder


@pytest.mark.parametrize("points", [6, pytest.param(200, marks=pytest.mark.full)])
def test_papers_are_complete_after_a_kill_at_any_point(prepared: Path, tmp_path: Path, points: int) -> None:
    whole = {path.name: path.read_bytes() for path in (prepared / "papers").iterdir() if path.is_file()}
    count = int(_run(_bare(prepared, tmp_path / "counted"), 0).stdout)
    for point in random.Random(7).sample(range(1, count), points):
        folder = _bare(prepared, tmp_path / str(point))
        assert _run(folder, point).returncode == 9
        service, key = open_service(folder)
        service.make_papers(key)
        found = {path.name: path.read_bytes() for path in (folder / "papers").iterdir() if path.is_file()}
        assert {name: found.get(name) == content for name, content in whole.items()} == dict.fromkeys(
            whole, True
        )
        shutil.rmtree(folder)


def _bare(prepared: Path, folder: Path) -> Path:
    shutil.copytree(prepared, folder)
    shutil.rmtree(folder / "papers")
    return folder


def _run(folder: Path, point: int) -> subprocess.CompletedProcess[str]:
    """Write the papers in a process of its own, killed at its nth call; it prints how many calls it made.

    A fork would do for plain Python, but the typesetter's threads do not live on in a fork.
    """
    words = [sys.executable, "-c", _PROGRAM, str(folder), str(point)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)


_PROGRAM = """
import os, sys
from pathlib import Path
from rupadata.cli.case.arguments import open_service
folder, point = Path(sys.argv[1]), int(sys.argv[2])
service, key = open_service(folder)
counted = 0
def tick(*_):
    global counted
    counted += 1
    if counted == point:
        os._exit(9)
sys.setprofile(tick)
service.make_papers(key)
sys.setprofile(None)
print(counted)
"""
