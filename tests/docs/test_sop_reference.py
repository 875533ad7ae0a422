"""The page on the SOP names every row of the definition and only tests that exist."""

from __future__ import annotations

import re

from pages import ROOT

from rupadata.procedure import load_procedure

PAGE = (ROOT / "docs/reference/sop.md").read_text(encoding="utf-8")
IN_INDONESIAN = (ROOT / "docs/reference/id/sop.md").read_text(encoding="utf-8")


def test_both_languages_name_the_same_tests_row_by_row() -> None:
    told = [
        [re.findall(r"`(test_\w+)`", line) for line in page.splitlines() if line.startswith("| ")]
        for page in (PAGE, IN_INDONESIAN)
    ]
    assert told[0] == told[1]


def test_every_row_of_the_sop_is_told_with_a_test() -> None:
    rows = re.findall(r"^\| (\d+) \|.*$", PAGE, flags=re.MULTILINE)
    assert [int(row) for row in rows] == [
        step.row for step in load_procedure("infografis-layanan-publik").steps
    ]
    lines = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]
    assert all("`test_" in line for line in lines)


def test_every_paper_of_the_sop_is_named() -> None:
    procedure = load_procedure("infografis-layanan-publik")
    files = {paper.file for step in procedure.steps for paper in step.papers}
    assert {file for file in files if file not in PAGE} == set()


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    known = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert named - known == set()


def test_every_fault_that_officials_met_is_told_with_a_test() -> None:
    lines = re.findall(r"^\| F(\d+) \|.*`test_\w+`.*$", PAGE, flags=re.MULTILINE)
    assert [int(number) for number in lines] == list(range(1, 29))


def test_first_pages_tell_of_environment_windows_and_terms() -> None:
    for name, terms in (("README.id.md", "istilah.md"), ("README.md", "terms.md")):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "-m venv" in text, name
        assert "Windows" in text, name
        assert terms in text, name
    assert {
        path.name for path in (ROOT / "docs/guide").glob("*.md") if "Windows" in path.read_text("utf-8")
    } >= {
        "mulai.md",
        "start.md",
    }
    assert {path.name for path in (ROOT / "docs/reference/id").glob("*.md")} >= {
        "perintah.md",
        "sop.md",
        "pengaturan.md",
    }
