"""Every line of the security standard is answered, and the tests that the answers name are there."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "security.md").read_text(encoding="utf-8")
LINES = ROOT.parent / "shared" / "security" / "asvs5-level1-2.csv"
STATES = {"holds", "in part", "does not hold", "the office's", "n/a"}
ANSWERS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| V\d", line)
]
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}


@pytest.mark.skipif(not LINES.is_file(), reason="the list of the standard lies outside of the repository")
def test_every_line_of_the_standard_is_answered_once() -> None:
    with LINES.open(encoding="utf-8") as file:
        wanted = [row["req_id"] for row in csv.DictReader(file)]
    assert [answer[0] for answer in ANSWERS] == wanted


def test_every_answer_has_a_state_words_and_a_proof() -> None:
    assert len(ANSWERS) > 200
    for answer in ANSWERS:
        assert len(answer) == 4, answer
        assert answer[1] in STATES, answer
        assert all(answer), answer


def test_every_test_and_file_that_an_answer_names_is_there() -> None:
    named = {one for answer in ANSWERS for one in re.findall(r"`(test_\w+)`", answer[3])}
    assert len(named) > 30
    assert named <= TESTS, named - TESTS
    files = {one for answer in ANSWERS for one in re.findall(r"`([\w./]+[/.][\w./]+)`", answer[3])}
    places = (ROOT, ROOT / "src" / "rupadata", ROOT / "src" / "rupadata" / "web", ROOT / "docs" / "guide")
    lost = {one for one in files if not any((place / one).exists() for place in places)}
    assert lost == set()


def test_what_holds_is_held_by_something() -> None:
    bare = [answer[0] for answer in ANSWERS if answer[1] == "holds" and answer[3] == "none"]
    assert bare == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_unit_of_the_service_is_understood_by_systemd(tmp_path: Path) -> None:
    unit = tmp_path / "rupadata.service"
    text = (ROOT / "examples" / "deploy" / "rupadata.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/srv/rupadata/venv/bin/rupadata", "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    about = [line for line in done.stderr.splitlines() if "rupadata.service" in line]
    assert (done.returncode, about) == (0, [])


def test_the_unit_sets_only_variables_that_the_workplace_knows() -> None:
    text = (ROOT / "examples" / "deploy" / "rupadata.service").read_text(encoding="utf-8")
    settings = (ROOT / "src" / "rupadata" / "web" / "settings.py").read_text(encoding="utf-8")
    named = re.findall(r"Environment=(RUPADATA_\w+)=", text)
    assert len(named) > 3
    assert [one for one in named if one not in settings] == []
