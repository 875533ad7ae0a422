"""The demo carries every page of a build to the end, with one round of correction."""

from __future__ import annotations

from pathlib import Path

import pytest
from casework import make_build

from rupadata.procedure import FolderStore, load_case
from tools import demo_case

PAGES = ("layanan-publik/pengaduan", "kesehatan/puskesmas", "pendidikan/sekolah")
PROBLEMS = {PAGES[1]: ["sop-element-not-in-data"], PAGES[2]: ["figure-untrue"]}


def test_the_demo_prints_the_timeline_and_leaves_all_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = make_build(tmp_path / "build", PAGES, problems=PROBLEMS)
    better = make_build(tmp_path / "better", PAGES, edition="2", problems=PROBLEMS)
    demo_case.run(build, tmp_path / "kasus", rebuild=lambda *_: better)
    told = capsys.readouterr().out
    assert "disimulasikan" in told
    assert " 4 design koreksi" in told
    assert "07-dokumentasi.zip" in told
    case = load_case(FolderStore(tmp_path), "kasus")
    assert case.status == "closed"
    assert [item.round for item in case.progress.items.values()] == [1, 0, 0]
    assert case.progress.items["pendidikan-sekolah"].withdrawn
    assert case.progress.items["kesehatan-puskesmas"].consent
    assert (tmp_path / "kasus" / "papers" / "09-skp-perancang.pdf").is_file()
