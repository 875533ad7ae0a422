"""The code of the Python guide and of the README runs as it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pages import FENCE, ROOT


def python_blocks(name: str) -> list[str]:
    return [
        block for kind, block in FENCE.findall((ROOT / name).read_text(encoding="utf-8")) if kind == "python"
    ]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for example in ("banten", "kota-contoh"):
        shutil.copytree(ROOT / "examples" / example, tmp_path / "examples" / example)
    shutil.copytree(ROOT / "examples/banten", tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_guide_runs_from_top_to_bottom(workplace: Path) -> None:
    names: dict[str, object] = {}
    for block in python_blocks("docs/guide/python.md"):
        exec(compile(block, "python.md", "exec"), names)
    assert (workplace / "penduduk.pdf").read_bytes().startswith(b"%PDF")
    assert (workplace / "pages/manifest.json").exists()


def test_the_code_of_the_readme_runs(workplace: Path) -> None:
    for block in python_blocks("README.md"):
        exec(compile(block, "README.md", "exec"), {})
    assert list(workplace.glob("*.pdf"))
