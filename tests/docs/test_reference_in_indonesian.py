"""The Indonesian reference is what the program itself says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pages import ROOT

from rupadata.problems.catalogue import load_catalogue


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    subprocess.run([sys.executable, "-m", "tools.make_reference", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.mark.parametrize("name", ["perintah.md", "pengaturan.md", "masalah.md"])
def test_the_reference_is_up_to_date(name: str, made: Path) -> None:
    kept = (ROOT / "docs/reference/id" / name).read_text(encoding="utf-8")
    assert kept == (made / name).read_text(encoding="utf-8"), "run: python -m tools.make_reference"


def test_every_problem_of_the_catalogue_stands_in_it(made: Path) -> None:
    page = (made / "masalah.md").read_text(encoding="utf-8")
    ordinary = {code for code, variant in load_catalogue() if not variant}
    assert {code for code in ordinary if f"| `{code}` |" not in page} == {"as-said"} & ordinary
