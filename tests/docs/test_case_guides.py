"""Every guide runs word for word in both languages: the first pages, and the procedure to its archive."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from pages import FENCE, ROOT, shell_lines
from PIL import Image

from rupadata.cli.app import run


@pytest.mark.parametrize(("guide", "scan"), [("prosedur.md", "kembali.jpg"), ("procedure.md", "back.jpg")])
def test_the_guide_runs_word_for_word(
    guide: str, scan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    Image.new("RGB", (40, 60), "white").save(tmp_path / scan)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs/guide" / guide).read_text(encoding="utf-8")
    lines = [line for line in shell_lines(text) if line.startswith("rupadata ")]
    assert sum(" case do " in line for line in lines) >= 13
    for line in lines:
        assert run(shlex.split(line)[1:]) == 0, (line, capsys.readouterr().err)


GUIDES = sorted(path.name for path in (ROOT / "docs/guide").glob("*.md"))
PROCEDURE = ("prosedur.md", "procedure.md")


def blocks(guide: str) -> list[str]:
    text = (ROOT / "docs/guide" / guide).read_text(encoding="utf-8")
    fenced = [block for kind, block in FENCE.findall(text) if kind == "sh"]
    lines = [line.partition("#")[0].strip() for block in fenced for line in block.splitlines()]
    return [line for line in lines if line.startswith("rupadata ") and "serve" not in line]


@pytest.mark.parametrize("guide", [name for name in GUIDES if name not in PROCEDURE and blocks(name)])
def test_the_blocks_of_every_other_guide_run_word_for_word(
    guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "tables").symlink_to(ROOT / "examples/kota-contoh")
    monkeypatch.chdir(tmp_path)
    for line in blocks(guide):
        assert run(shlex.split(line)[1:]) == 0, (line, capsys.readouterr().err)
