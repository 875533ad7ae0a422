"""Which tests run which lines, and how long each takes: measured once by coverage, and kept."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import coverage
import pytest

from tools.mutation.users import first_line, lines_using

IMPORTING = ""
"""The context of lines that run when a module is imported."""
AT_ONCE = 2
"""Processes that measure; twice as many tests are no quicker on two processors."""


@dataclass
class Covering:
    """The tests of each line of each file, and the seconds of each test."""

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def tests_of(self, path: Path, line: int) -> list[str]:
        """Return the tests that a fault in a line should fail, the surest first.

        First those that run the line, before all those that run few others: they are about it. What a line
        sets at import is used by the tests of the lines that name it, and else by all tests of its module.
        Then the others of their files, because a fixture of a whole file runs the line for its first test
        only.
        """
        lines = self.lines.get(str(path), {})
        # Of a statement over several lines, those without an instruction of their own run with its first.
        line = line if line in lines else first_line(path, line)
        sure = {test for test in lines.get(line, ()) if test != IMPORTING}
        if not sure and IMPORTING in lines.get(line, ()):
            sure = self._using(path, line)
            sure = sure or {test for tests in lines.values() for test in tests if test != IMPORTING}
        files = {test.partition("::")[0] for test in sure}
        beside = {test for test in self.seconds if test.partition("::")[0] in files} - sure
        return [
            *sorted(sure, key=lambda test: (self._breadth[test], self.seconds.get(test, 0.0))),
            *sorted(beside, key=lambda test: self.seconds[test]),
        ]

    @cached_property
    def _breadth(self) -> Counter[str]:
        """How many lines each test runs."""
        return Counter(test for lines in self.lines.values() for tests in lines.values() for test in tests)

    def _using(self, path: Path, line: int) -> set[str]:
        found: set[str] = set()
        for file, at in lines_using(path, line, [Path(name) for name in self.lines]):
            found |= {test for test in self.lines[str(file)].get(at, ()) if test != IMPORTING}
        return found


@dataclass
class Kept:
    """What one file of tests ran: lines by source file and test, seconds by test, lines run at import."""

    digest: str
    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def covering_of(
    kept: Path, tests: Sequence[Path], sources: Sequence[Path], options: Sequence[str], root: Path
) -> Covering:
    """Return which tests run which lines; only files of tests that changed are measured anew.

    `kept` is the file that holds what was measured before; a change of a source file makes all of it void.
    """
    files = sorted(file for place in tests for file in _python(place, "test_*.py"))
    of_sources = _digest([file for place in sources for file in _python(place, "*.py")])
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if known.get("sources") != of_sources:
        known = {"sources": of_sources, "files": {}}
    held = {name: one for name, one in known["files"].items() if one["digest"] == _digest([root / name])}
    missing = [file.relative_to(root).as_posix() for file in files]
    missing = [name for name in missing if name not in held]
    if missing:
        held |= _measure_apart(missing, sources, options, root)
        kept.write_text(json.dumps({"sources": of_sources, "files": held}), encoding="utf-8")
    return _joined(held)


def _python(place: Path, pattern: str) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob(pattern))


def _digest(files: Sequence[Path]) -> str:
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files if file.exists())).hexdigest()


def _measure_apart(
    names: Sequence[str], sources: Sequence[Path], options: Sequence[str], root: Path
) -> dict[str, Any]:
    """Measure files of tests in processes of their own, so that this one imports nothing of the product."""
    shares = [list(names[i::AT_ONCE]) for i in range(AT_ONCE)]
    context = get_context("fork")
    answers = context.Queue()
    running = [
        context.Process(target=lambda share=share: answers.put(measure(share, sources, options, root)))
        for share in shares
        if share
    ]
    for process in running:
        process.start()
    measured = {name: one for _ in running for name, one in answers.get().items()}
    for process in running:
        process.join()
    return measured


def _joined(held: Mapping[str, Mapping[str, Any]]) -> Covering:
    covering = Covering()
    for one in held.values():
        covering.seconds |= one["seconds"]
        for file, by_line in one["lines"].items():
            known = covering.lines.setdefault(file, {})
            for line, tests in by_line.items():
                known.setdefault(int(line), []).extend(tests)
    return covering


class _Contexts:
    """A plugin of pytest that tells coverage whose lines run, and keeps which tests fail without a fault."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self._measured = measured
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        # All cases of one test together: a test is tried with all of them.
        name = item.nodeid.partition("[")[0]
        self._measured.switch_context(name)
        start = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[name] += time.process_time() - start
            self._measured.switch_context(IMPORTING)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome != "passed":
            self.failed.add(report.nodeid.partition("[")[0])


def measure(
    names: Sequence[str], sources: Sequence[Path], options: Sequence[str], root: Path
) -> dict[str, Any]:
    """Run files of tests and return what each runs of the sources. Failing tests are left out."""
    measured = coverage.Coverage(data_file=None, include=[f"{source}/*" for source in sources])
    measured.start()
    contexts = _Contexts(measured)
    pytest.main([*options, *(str(root / name) for name in names)], plugins=[contexts])
    measured.stop()
    held = {name: Kept(_digest([root / name])) for name in names}
    for test, seconds in contexts.seconds.items():
        if test not in contexts.failed:
            held[test.partition("::")[0]].seconds[test] = seconds
    data = measured.get_data()
    for file in data.measured_files():
        for line, tests in data.contexts_by_lineno(file).items():
            for name in names:
                of_file = [t for t in tests if t.partition("::")[0] in (name, IMPORTING)]
                if ran := [test for test in of_file if test not in contexts.failed]:
                    held[name].lines.setdefault(file, {})[line] = ran
    return {name: vars(one) for name, one in held.items()}
