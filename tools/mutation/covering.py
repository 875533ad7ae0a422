"""Which tests run which lines, and how long each takes: measured once by coverage, one context a test."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest

IMPORTING = ""
"""The context of lines that run when a module is imported."""


@dataclass
class Covering:
    """The tests of each line of each file, and the seconds of each test."""

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def tests_of(self, path: Path, line: int) -> list[str]:
        """Return the tests that a fault in a line should fail, the quickest of the surest first.

        First those that run the line; a line that runs at import is used by all tests of its module. Then the
        others of their files, because a fixture of a whole file runs the line for its first test only.
        """
        lines = self.lines.get(str(path), {})
        sure = {test for test in lines.get(line, ()) if test != IMPORTING}
        if not sure and IMPORTING in lines.get(line, ()):
            sure = {test for tests in lines.values() for test in tests if test != IMPORTING}
        files = {test.partition("::")[0] for test in sure}
        beside = {test for test in self.seconds if test.partition("::")[0] in files} - sure
        return [
            *sorted(sure, key=lambda test: self.seconds.get(test, 0.0)),
            *sorted(beside, key=lambda test: self.seconds[test]),
        ]


class _Contexts:
    """A plugin of pytest that tells coverage whose lines run."""

    def __init__(self, measured: coverage.Coverage, covering: Covering) -> None:
        self._measured = measured
        self._covering = covering

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        # All cases of one test together: their names in brackets may be no words for pytest's command line.
        name = item.nodeid.partition("[")[0]
        self._measured.switch_context(name)
        start = time.perf_counter()
        try:
            return (yield)
        finally:
            self._covering.seconds[name] = self._covering.seconds.get(name, 0.0) + time.perf_counter() - start
            self._measured.switch_context(IMPORTING)


def measure(tests: Sequence[str], sources: Sequence[Path], options: Sequence[str]) -> Covering:
    """Run tests and return which lines of the sources each runs. Failing tests are left out."""
    covering = Covering()
    measured = coverage.Coverage(data_file=None, include=[f"{source}/*" for source in sources])
    measured.start()
    failed = _Failed()
    pytest.main([*options, *tests], plugins=[_Contexts(measured, covering), failed])
    measured.stop()
    data = measured.get_data()
    for file in data.measured_files():
        by_line: dict[int, list[str]] = defaultdict(list)
        for line, contexts in data.contexts_by_lineno(file).items():
            by_line[line] = [context for context in contexts if context not in failed.tests]
        covering.lines[file] = dict(by_line)
    for test in failed.tests:
        covering.seconds.pop(test, None)
    return covering


class _Failed:
    """A plugin of pytest that keeps the names of the tests that fail without any fault put in."""

    def __init__(self) -> None:
        self.tests: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome != "passed":
            self.tests.add(report.nodeid.partition("[")[0])
