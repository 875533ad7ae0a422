"""The code of the Python guide and of the README runs as it stands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pages import FENCE, ROOT

from tools.make_notebook import make_notebook


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


def test_the_notebook_is_the_guide_and_runs_from_its_own_folder(
    workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = (ROOT / "docs/guide/python.ipynb").read_text(encoding="utf-8")
    guide = (ROOT / "docs/guide/python.md").read_text(encoding="utf-8")
    assert make_notebook(guide) == kept
    cells = json.loads(kept)["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert [block.strip("\n") for block in python_blocks("docs/guide/python.md")] == code[1:]
    assert len({cell["id"] for cell in cells}) == len(cells)
    (workplace / "docs/guide").mkdir(parents=True)
    monkeypatch.chdir(workplace / "docs/guide")
    names: dict[str, object] = {}
    for block in code:
        exec(compile(block, "python.ipynb", "exec"), names)
    assert (workplace / "penduduk.pdf").read_bytes().startswith(b"%PDF")


def test_the_code_of_the_readme_runs(workplace: Path) -> None:
    for block in python_blocks("README.md"):
        exec(compile(block, "README.md", "exec"), {})
    assert list(workplace.glob("*.pdf"))
