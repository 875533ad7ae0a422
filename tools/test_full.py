"""Run every test over everything, a part after another, and write what came out to tests/RESULTS.md.

    python -m tools.test_full [PART ...]

Without names all parts run. A part that is named runs alone and takes its own place in the report, which says
of each part on which commit it ran: a long run can be done in pieces. A test may say what its worst case was
with pytest's `record_property("worst", ...)` and how many cases it ran with `record_property("cases", ...)`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "tests" / "RESULTS.md"
SEED = 20261122
FAULTS = "faults"
INTRODUCTION = """# Results of the full run

Written by `make test-full`, part by part (`python -m tools.test_full PART`); not edited by hand.
"""


@dataclass(frozen=True)
class Part:
    """A part of the run: its name, what it is about, and the tests in it, by what they are marked with."""

    name: str
    about: str
    marked: str
    paths: tuple[str, ...] = ()


PARTS = (
    Part("ordinary", "the tests of `make test`", "not full"),
    Part("hostile", "inputs made to do harm", "full", ("tests/hostile",)),
    Part("calls", "odd calls of the command line", "full", ("tests/journeys/test_odd_calls.py",)),
    Part("kills", "commands killed while they write", "full",
         ("tests/journeys/test_killed_commands.py", "tests/journeys/test_case_killed.py")),
    Part("forged", "builds, cases and backups that were forged", "full",
         tuple(f"tests/journeys/test_forged_{what}.py" for what in ("builds", "cases", "backups"))),
    Part("disks", "disks that refuse and places that are denied", "full",
         ("tests/journeys/test_refusing_disks.py", "tests/journeys/test_denied_places.py")),
    Part("workplace", "server and worker killed", "full", ("tests/journeys/test_workplace_killed.py",)),
    Part("screens", "every page of the workplace in a browser", "full",
         ("tests/journeys/test_workplace_pages.py",)),
    Part("foreign", "our files in programs of others", "full", ("tests/foreign",)),
    Part("pages", "pages of random tables", "full", ("tests/unit/compose",)),
    Part("tables", "random and damaged tables", "full", ("tests/unit/tables",)),
    Part("truth", "sentences about random tables", "full", ("tests/unit/analysis",)),
)  # fmt: skip
OTHERS = Part("others", "what belongs to no other part", "full")
NAMES = (*(part.name for part in PARTS), OTHERS.name, FAULTS)


def main(words: list[str]) -> int:
    """Run the parts that are named, all without names; 0 when nothing failed."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.test_full", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(NAMES))
    wanted = parser.parse_args(words).parts or list(NAMES)
    unknown = sorted(set(wanted) - set(NAMES))
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    worst = 0
    for part in (*PARTS, OTHERS):
        if part.name in wanted:
            worst = run(part) or worst
    return (put_faults_in() if FAULTS in wanted else 0) or worst


def run(part: Part) -> int:
    """Run one part and keep what came out in the report."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder, "junit.xml")
        ignored = [f"--ignore={path}" for other in PARTS for path in other.paths] if part is OTHERS else []
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "2", "-m", part.marked, f"--hypothesis-seed={SEED}",
             "-o", "junit_family=xunit1", f"--junitxml={junit}", *ignored, *part.paths],
            cwd=ROOT,
            check=False,
        )  # fmt: skip
        cases = etree.parse(junit).getroot().findall(".//testcase") if junit.exists() else []
    keep(part.name, write_part(part, cases, time.perf_counter() - start))
    return done.returncode


def put_faults_in() -> int:
    """Put faults in on purpose and keep which of them no test saw."""
    with tempfile.TemporaryDirectory() as folder:
        faults, seen = Path(folder, "faults.md"), Path(folder, "covering.json")
        words = [sys.executable, "-m", "tools.mutation", "--report", str(faults), "--covering", str(seen)]
        tried = subprocess.run(words, cwd=ROOT, check=False)
        if faults.exists():
            title, _, told = faults.read_text(encoding="utf-8").strip().partition("\n")
            about = title.lstrip("# ")
            keep(FAULTS, f"## {FAULTS}: {about[0].lower()}{about[1:]}\n\n{where_and_when()}\n{told}\n")
    return tried.returncode


def keep(name: str, section: str) -> None:
    """Put a part's section into the report, in the place of the one before; parts keep their order."""
    text = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    found = {match[1]: match[0] for match in re.finditer(r"(?ms)^## (\w+): .*?(?=^## \w+: |\Z)", text)}
    found[name] = section
    held = [found[one].strip() + "\n" for one in NAMES if one in found]
    REPORT.write_text("\n".join((INTRODUCTION, *held)), encoding="utf-8")


def where_and_when() -> str:
    """Return the commit and the day, and whether anything beside the report was changed since that commit."""
    said = [
        subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        for words in (
            ["rev-parse", "--short", "HEAD"],
            ["status", "--porcelain", "--untracked-files=no", "--", ".", ":!tests/RESULTS.md"],
        )
    ]
    changed = " with changes" if said[1] else ""
    return f"Commit {said[0]}{changed}, {dt.date.today().isoformat()}, Python {platform.python_version()}."


def outcome(case: etree._Element) -> str:
    """Return how a test ended."""
    for name in ("failure", "error", "skipped"):
        if case.find(name) is not None:
            return {"failure": "failed", "error": "failed"}.get(name, name)
    return "passed"


def write_part(part: Part, cases: list[etree._Element], seconds: float) -> str:
    """Return the section of a part: how its tests ended, by room, and what they said of their worst cases."""
    total = Counter(outcome(case) for case in cases)
    rooms: dict[str, Counter[str]] = {}
    for case in cases:
        room = ".".join(case.get("classname", "").split(".")[1:3])
        rooms.setdefault(room, Counter())[outcome(case)] += 1
    lines = [
        f"## {part.name}: {part.about}",
        "",
        f"{where_and_when()} Seed {SEED}, {seconds:.0f} s.",
        f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped.",
        "",
        "| room | passed | failed | skipped |",
        "|---|---|---|---|",
        *(
            f"| {room} | {n['passed']} | {n['failed']} | {n['skipped']} |"
            for room, n in sorted(rooms.items())
        ),
    ]
    told = [
        (case, {p.get("name"): p.get("value") for p in case.findall("properties/property")}) for case in cases
    ]
    if any(said for _, said in told):
        lines += ["", "| test | cases | worst |", "|---|---|---|"]
        lines += [
            f"| {case.get('name')} | {said.get('cases', '')} | {said.get('worst', '')} |"
            for case, said in told
            if said
        ]
    for kind in ("failed", "skipped"):
        named = [case for case in cases if outcome(case) == kind]
        if named:
            lines += ["", f"{kind.capitalize()}:", ""]
            lines += [f"- {case.get('classname')}: {case.get('name')}" for case in named]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
