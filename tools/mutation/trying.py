"""Run the tests of each fault in a process forked for it, which stops at the first test that fails.

Most faults are put into a process that has imported everything and collected the tests: in a function by
exchanging its code wherever it lives, in a value that a module sets by giving the other value to all that
took it. Other faults, and those of values that no test saw, need a process that has imported nothing of the
product.
"""

from __future__ import annotations

import ast
import importlib
import os
import resource
import select
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from pathlib import Path
from types import CodeType

import pytest
from _pytest.runner import runtestprotocol

from tools.mutation.putting import Fault, is_in_function, living_functions, put_in_functions, put_in_values

HEAVY = (
    "polars",
    "numpy",
    "msgspec",
    "lxml.etree",
    "babel",
    "uharfbuzz",
    "fontTools.ttLib",
    "click",
)
"""Imported once before any fork, so that each fault costs its tests alone."""
OPTIONS = (
    "-x",
    "-q",
    "-n",
    "0",
    "-p",
    "no:cacheprovider",
    "-m",
    "not full",
    "--hypothesis-seed=1",
    "--no-header",
)
AT_ONCE = 2
"""Processes that try faults."""
APART = "apart"
"""Stands for the name of a test where a fault could not be put into a process that has all."""
COLLECTING = "collecting"
"""Stands for the name of a test where a module with a fault could not even be imported."""
SLOWER_THAN_MEASURED = 5.0
START_SECONDS = 15.0
WALL_PER_SECOND = 20.0
"""A process that waits for nothing is ended after so many times the seconds that it may compute."""


@dataclass(frozen=True)
class Ended:
    """How a fault ended: `killed` by a test, `time` (as with an endless loop) or `survived`."""

    how: str
    test: str = ""


def warm_up() -> None:
    """Import what is heavy and not ours."""
    for name in HEAVY:
        importlib.import_module(name)


class _StopsEarly:
    """A plugin of pytest that lets hypothesis stop at the first failing example."""

    def pytest_collection(self) -> None:
        import hypothesis  # Not before pytest: it prepares what it imports first.

        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("faults", phases=phases, database=None, deadline=None)
        hypothesis.settings.load_profile("faults")


class _Loader(SourceFileLoader):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name, str(fault.path))
        self._fault = fault

    def get_code(self, fullname: str) -> CodeType:
        return self._fault.compiled()


class _Finder:
    """Gives one module with a fault in place of the one on disk."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if name != self._fault.name:
            return None
        return spec_from_file_location(name, self._fault.path, loader=_Loader(self._fault))


class _Running(_StopsEarly):
    """Runs chosen tests of a session one after the other and tells the first that fails."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._tests = tests
        self.failed = ""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.failed = next(_failing(_by_name(session), self._tests), "")
        return True


def _by_name(session: pytest.Session) -> Mapping[str, list[pytest.Item]]:
    found: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in session.items:
        found[item.nodeid.partition("[")[0]].append(item)
    return found


def _failing(items: Mapping[str, list[pytest.Item]], tests: Sequence[str]) -> Iterator[str]:
    """Run tests in their order, and yield the names of those that fail."""
    chosen = [(test, item) for test in tests for item in items.get(test, ())]
    if not chosen:
        raise RuntimeError(f"pytest found none of {tests[:3]}")
    for at, (test, item) in enumerate(chosen):
        after = chosen[at + 1][1] if at + 1 < len(chosen) else None
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
            yield test


def try_at_import(faults: Sequence[Fault]) -> list[Ended]:
    """Try faults each in a process that imports the product anew; to be called before it was imported."""

    def run(fault: Fault) -> str:
        sys.meta_path.insert(0, _Finder(fault))
        running = _Running(fault.tests)
        files = sorted({test.partition("::")[0] for test in fault.tests})
        code = pytest.main([*OPTIONS, *files], plugins=[running])
        if code == pytest.ExitCode.INTERNAL_ERROR:
            raise RuntimeError(f"pytest ran none of {fault.tests[:3]}")
        return running.failed or ("" if code in (0, 5) else COLLECTING)

    return list(_each_forked(faults, run))


def try_collected(faults: Sequence[Fault]) -> list[Ended]:
    """Try faults each in a fork of one process that has collected all tests; in a process of its own.

    Those that could not be put in there end as `apart`. A test that fails without a fault as well counts what
    it cannot see: what it found ends as `survived`.
    """
    answers = get_context("fork").SimpleQueue()
    process = get_context("fork").Process(target=lambda: answers.put(_try_collected(faults)))
    process.start()
    ended: list[Ended] = answers.get()
    process.join()
    return ended


def _try_collected(faults: Sequence[Fault]) -> list[Ended]:
    ended: list[Ended] = []

    class Loop(_StopsEarly):
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            items = _by_name(session)
            living = living_functions()
            # Made here once: forks would each make their own.
            session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]

            def run(fault: Fault) -> str:
                put = put_in_functions(fault, living) if is_in_function(fault) else put_in_values(fault)
                return next(_failing(items, fault.tests), "") if put else APART

            ended.extend(_each_forked(faults, run))
            found = {one.test for one in ended}
            found |= {test for i, one in enumerate(ended) if one.how == "time" for test in faults[i].tests}
            unsound = _failing_without(items, found - {"", APART})
            print(*(f"fails without a fault: {test}" for test in unsound), sep="\n")
            ended[:] = [Ended("survived") if one.test in unsound else one for one in ended]
            return True

    files = sorted({test.partition("::")[0] for fault in faults for test in fault.tests})
    if files:
        pytest.main([*OPTIONS, *files], plugins=[Loop()])
    return [Ended("apart") if one.test == APART else one for one in ended]


def _failing_without(items: Mapping[str, list[pytest.Item]], tests: set[str]) -> set[str]:
    if not tests:
        return set()
    none = Fault("", Path(), ast.Module([], []), tuple(sorted(tests)), 600)
    [answer] = _each_forked([none], lambda fault: " ".join(_failing(items, fault.tests)))
    return tests if answer.how == "time" else set(answer.test.split())


def _each_forked(faults: Sequence[Fault], run: Callable[[Fault], str]) -> Iterator[Ended]:
    """Run faults in processes of their own, some at once, and yield how they ended in their order."""
    ended: dict[int, Ended] = {}
    running: dict[int, _Child] = {}
    waiting = list(enumerate(faults))[::-1]
    for number in range(len(faults)):
        while number not in ended:
            while waiting and len(running) < AT_ONCE:
                at, fault = waiting.pop()
                running[at] = _Child(fault, run)
            for at, child in [*running.items()]:
                if (end := child.ended()) is not None:
                    ended[at] = end
                    print(f"{end.how}: {faults[at].words} {end.test}", file=sys.stderr, flush=True)
                    del running[at]
            time.sleep(0.02)
        yield ended[number]


class _Child:
    """A forked process that tries one fault; what it says goes through a pipe."""

    def __init__(self, fault: Fault, run: Callable[[Fault], str]) -> None:
        limit = START_SECONDS + SLOWER_THAN_MEASURED * fault.seconds
        self._deadline = time.monotonic() + WALL_PER_SECOND * limit
        self._read, write = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _be_child(fault, run, write, int(limit))
        os.close(write)

    def ended(self) -> Ended | None:
        late = time.monotonic() > self._deadline
        if late:
            os.killpg(self._pid, signal.SIGKILL)
        elif not select.select([self._read], [], [], 0)[0]:
            return None
        with os.fdopen(self._read, "rb") as pipe:
            said = pipe.readline().decode()
        os.waitpid(self._pid, 0)
        if not said:
            return Ended("time")
        kind, _, words = said.rstrip("\n").partition(" ")
        if kind == "error":
            raise RuntimeError(words)
        return Ended(kind, words)


def _be_child(fault: Fault, run: Callable[[Fault], str], write: int, limit: int) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        test = run(fault)
        said = f"killed {test}" if test else "survived"
    except BaseException as error:  # Whatever happened, the parent is to hear of it.
        said = f"error {fault.path.name}: {error!r}".replace("\n", " ")
    os.write(write, f"{said}\n".encode())
    os._exit(0)
