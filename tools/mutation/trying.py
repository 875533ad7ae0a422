"""Run the tests of one fault in a forked process that has imported nothing of the product yet."""

from __future__ import annotations

import ast
import importlib
import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest

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


def warm_up() -> None:
    """Import what is heavy and not ours."""
    for name in HEAVY:
        importlib.import_module(name)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self._tree = tree

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._tree, self.path, "exec")


class _Finder:
    """Gives one module with a fault in place of the one on disk."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path, self._tree = name, path, tree

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        return spec_from_file_location(name, self._path, loader=_Loader(name, str(self._path), self._tree))


def try_mutant(name: str, path: Path, tree: ast.Module, tests: Sequence[str], seconds: float) -> str:
    """Return `killed`, `time` (the tests took too long, as with an endless loop) or `survived`."""
    compile(tree, str(path), "exec")  # What cannot be compiled is no fault that a test could see.
    child = os.fork()
    if child == 0:
        os.setsid()
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sys.meta_path.insert(0, _Finder(name, path, tree))  # type: ignore[arg-type]
        code = 1
        try:
            code = int(pytest.main([*OPTIONS, *tests]))
        finally:
            os._exit(code)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code == pytest.ExitCode.NO_TESTS_COLLECTED:
                raise RuntimeError(f"pytest ran nothing for {name}: {tests[:3]}")
            return "survived" if code == 0 else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "time"
