"""Run the tests of each fault in a process forked for it, which stops at the first test that fails.

A fault inside a function is put into a process that has imported everything and collected the tests, by
exchanging the code of the function wherever it lives. A fault in what a module sets when it is imported needs
a process that has imported nothing of the product yet.
"""

from __future__ import annotations

import ast
import gc
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
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

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
COLLECTING = "collecting"
"""Stands for the name of a test where a module with a fault could not even be imported."""
SLOWER_THAN_MEASURED = 5.0
START_SECONDS = 15.0
WALL_PER_SECOND = 20.0
"""A process that waits for nothing is ended after so many times the seconds that it may compute."""


@dataclass(frozen=True)
class Fault:
    """A module with a fault: its dotted name, its file, its tree, and the tests that should see it."""

    name: str
    path: Path
    tree: ast.Module
    tests: tuple[str, ...]
    seconds: float
    """Seconds that the tests take without the fault."""

    def compiled(self) -> CodeType:
        """Return the code of the module with the fault."""
        return compile(self.tree, str(self.path), "exec")


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


def try_in_functions(faults: Sequence[Fault], blamed: Sequence[str]) -> tuple[list[Ended], set[str]]:
    """Try faults each in a fork of one process that has collected all tests.

    Returns how they ended, and which of the tests that failed (or that are `blamed` already) fail without a
    fault as well.
    """
    ended: list[Ended] = []
    unsound: set[str] = set()

    class Loop(_StopsEarly):
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            items = _by_name(session)
            living = _living_functions()
            # Made here once: forks would each make their own.
            session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]

            def run(fault: Fault) -> str:
                _put_in(fault, living)
                return next(_failing(items, fault.tests), "")

            ended.extend(_each_forked(faults, run))
            unsound.update(
                _failing_without(items, {*blamed, *(one.test for one in ended)} - {"", COLLECTING})
            )
            return True

    tests = [*blamed, *(test for fault in faults for test in fault.tests)]
    files = sorted({test.partition("::")[0] for test in tests if test != COLLECTING})
    if files:
        pytest.main([*OPTIONS, *files], plugins=[Loop()])
    if len(ended) < len(faults):
        raise RuntimeError("pytest ended before all faults were tried")
    return ended, unsound


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
                    print(f"{end.how}: {faults[at].path.name} {end.test}", file=sys.stderr, flush=True)
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


Living = Mapping[tuple[str, str, int], list[FunctionType]]


def _living_functions() -> Living:
    """Return all functions that live, by file, qualified name and line."""
    found: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            found[_key(one.__code__)].append(one)
    return found


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _put_in(fault: Fault, living: Living) -> None:
    """Exchange the code of every function of a module by that with the fault."""
    found = False
    for sound, faulty in _pairs(_sound(fault.path), fault.compiled()):
        for function in living.get(_key(sound), ()):
            # Several functions without a name may stand in one line.
            if function.__code__ == sound:
                function.__code__ = faulty
                found = True
    if not found:
        raise RuntimeError(f"no living function has the fault of {fault.path}")


def _pairs(one: CodeType, other: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Return the code of functions that differs, each beside what it becomes."""
    for a, b in zip(_inner(one), _inner(other), strict=False):
        if not _alike(a, b):
            yield a, b
            yield from _pairs(a, b)


def is_in_function(fault: Fault) -> bool:
    """Tell whether a fault changes nothing but what functions do when they are called."""
    return _same_outside(fault.compiled(), _sound(fault.path))


def _sound(path: Path) -> CodeType:
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def _same_outside(one: CodeType, other: CodeType) -> bool:
    if not _same_here(one, other):
        return False
    pairs = zip(_inner(one), _inner(other), strict=True)
    return all(_is_called(a) or _same_outside(a, b) for a, b in pairs)


def _is_called(code: CodeType) -> bool:
    """Tell whether code is that of a function that lives on: no class body and no comprehension."""
    passing = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
    return "__module__" not in code.co_names[:2] and code.co_name not in passing


def _inner(code: CodeType) -> list[CodeType]:
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def _same_here(one: CodeType, other: CodeType) -> bool:
    def plain(code: CodeType) -> object:
        constants = [repr(c) for c in code.co_consts if not isinstance(c, CodeType)]
        return code.co_code, constants, code.co_names, code.co_varnames, len(_inner(code))

    return plain(one) == plain(other)


def _alike(one: CodeType, other: CodeType) -> bool:
    return _same_here(one, other) and all(
        _alike(a, b) for a, b in zip(_inner(one), _inner(other), strict=True)
    )
