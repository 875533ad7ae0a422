"""The guides to the procedure run word for word, from the settings to the archive."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from pages import ROOT, shell_lines
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
