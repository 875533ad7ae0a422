from __future__ import annotations

from pathlib import Path

import pytest

from tools import test_full


def test_a_part_takes_its_own_place_in_the_report_and_leaves_the_others(tmp_path, monkeypatch) -> None:
    report = tmp_path / "RESULTS.md"
    monkeypatch.setattr(test_full, "REPORT", report)
    test_full.keep("truth", "## truth: about\n\nfirst\n")
    test_full.keep("hostile", "## hostile: about\n\n## a heading of its own\n\n| a |\n")
    test_full.keep("truth", "## truth: about\n\nsecond\n")
    said = report.read_text(encoding="utf-8")
    assert said.startswith(test_full.INTRODUCTION)
    assert said.index("## hostile: about") < said.index("## truth: about")
    assert "## a heading of its own\n\n| a |" in said
    assert "first" not in said
    assert said.count("## truth") == 1


def test_parts_name_tests_that_are_there_and_none_twice() -> None:
    paths = [path for part in test_full.PARTS for path in part.paths]
    assert len(paths) == len(set(paths))
    for path in paths:
        assert Path(test_full.ROOT, path).exists(), path


def test_an_unknown_part_is_refused_with_the_names_of_those_there_are(capsys) -> None:
    with pytest.raises(SystemExit):
        test_full.main(["everything"])
    assert "hostile" in capsys.readouterr().err
