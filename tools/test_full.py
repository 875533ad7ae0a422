"""Run every test over everything and write what came out to tests/RESULTS.md.

A test may say what its worst case was with pytest's `record_property("worst", ...)` and how many cases it ran
with `record_property("cases", ...)`; both go into the report.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261122


def main() -> int:
    """Run pytest with the long tests, put faults in, and write the report; 0 when both went well."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder, "junit.xml")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "2", f"--hypothesis-seed={SEED}", f"--junitxml={junit}"],
            cwd=ROOT,
            check=False,
        )
        cases = etree.parse(junit).getroot().findall(".//testcase") if junit.exists() else []
        report = write_report(cases, time.perf_counter() - start)
        faults, seen = Path(folder, "faults.md"), Path(folder, "covering.json")
        words = [sys.executable, "-m", "tools.mutation", "--report", str(faults), "--covering", str(seen)]
        tried = subprocess.run(words, cwd=ROOT, check=False)
        if faults.exists():
            report += "\n" + faults.read_text(encoding="utf-8")
    (ROOT / "tests" / "RESULTS.md").write_text(report, encoding="utf-8")
    return done.returncode or tried.returncode


def outcome(case: etree._Element) -> str:
    """Return how a test ended."""
    for name in ("failure", "error", "skipped"):
        if case.find(name) is not None:
            return {"failure": "failed", "error": "failed"}.get(name, name)
    return "passed"


def write_report(cases: list[etree._Element], seconds: float) -> str:
    """Return the text of RESULTS.md."""
    total = Counter(outcome(case) for case in cases)
    rooms: dict[str, Counter[str]] = {}
    for case in cases:
        room = ".".join(case.get("classname", "").split(".")[1:3])
        rooms.setdefault(room, Counter())[outcome(case)] += 1
    lines = [
        "# Results of the full run",
        "",
        "Written by `make test-full`; not edited by hand.",
        "",
        f"Python {platform.python_version()}, seed {SEED}, {seconds:.0f} s.",
        f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped.",
        "",
        "| room | passed | failed | skipped |",
        "|---|---|---|---|",
        *(
            f"| {room} | {n['passed']} | {n['failed']} | {n['skipped']} |"
            for room, n in sorted(rooms.items())
        ),
        "",
        "## Cases and worst cases",
        "",
        "| test | cases | worst |",
        "|---|---|---|",
    ]
    for case in cases:
        told = {p.get("name"): p.get("value") for p in case.findall("properties/property")}
        if told:
            lines.append(f"| {case.get('name')} | {told.get('cases', '')} | {told.get('worst', '')} |")
    for kind in ("failed", "skipped"):
        named = [case for case in cases if outcome(case) == kind]
        if named:
            lines += ["", f"## {kind.capitalize()}", ""]
            lines += [f"- {case.get('classname')}: {case.get('name')}" for case in named]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
