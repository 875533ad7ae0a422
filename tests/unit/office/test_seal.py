"""Tests are sealed from the settings of whoever runs them, and a home folder changes no page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rupadata.build import build_pages
from rupadata.errors import InputRefusedError
from rupadata.office import load_office
from rupadata.request import BuildRequest
from rupadata.subjects.decisions import load_memory
from tests.conftest import FOLDERS, MISLEADING, SEALED

SETTINGS = Path(os.environ[SEALED]) / "home/.config/rupadata"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Jumlah Penduduk Menurut Kecamatan di Kota Tangerang.csv"
    path.write_text("Kecamatan,2022,2023\nCipondoh,250,252\nCiledug,150,151\nPinang,180,182\n")
    return path


def test_home_and_its_folders_are_those_of_the_session() -> None:
    root = Path(os.environ[SEALED])
    assert Path.home() == root / "home"
    assert {name: os.environ[name] for name in FOLDERS} == {n: str(root / f) for n, f in FOLDERS.items()}
    said = subprocess.run(
        [sys.executable, "-c", "from pathlib import Path; print(Path.home())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == str(root / "home")


def test_what_lies_there_would_mislead_if_it_were_named() -> None:
    assert {entry.subject for entry in load_memory(SETTINGS / "grouping.json").entries} == {MISLEADING}
    with pytest.raises(InputRefusedError, match="catalogue"):
        load_office(SETTINGS)


def test_a_home_folder_changes_no_build(table: Path, tmp_path: Path) -> None:
    manifest = build_pages([table], tmp_path / "out", BuildRequest(formats=("svg",)))
    assert {edition.subject for edition in manifest.editions} == {"kependudukan"}
    assert all("Umat" not in edition.title for edition in manifest.editions)
