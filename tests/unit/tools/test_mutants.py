"""Faults are put where they mean something, one at a time, and change nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.mutation.covering import Covering
from tools.mutation.mutants import count_mutants, get_mutant

SOURCE = '''
"""A module."""
from functools import cache

@cache
def check(a: int, b: float) -> bool:
    """Return something."""
    if a < 3 and b:
        raise ValueError(7)
    return a == b
'''


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "module.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_each_fault_changes_one_place_and_words_of_errors_are_left_alone(module: Path) -> None:
    found = [get_mutant(module, number, module)[0] for number in range(count_mutants(module))]
    assert [(mutant.kind, mutant.after) for mutant in found if mutant.kind in ("number", "comparison")] == [
        ("comparison", "a != b"),
        ("comparison", "a <= 3"),
        ("number", "4"),
    ]
    assert {mutant.kind for mutant in found} == {
        "number",
        "comparison",
        "boolean",
        "condition dropped",
        "return value",
    }


def test_every_fault_can_be_compiled_and_differs_from_the_module(module: Path) -> None:
    whole = ast.unparse(ast.parse(SOURCE))
    for number in range(count_mutants(module)):
        _, tree = get_mutant(module, number, module)
        compile(tree, "module.py", "exec")
        assert ast.unparse(tree) != whole


def test_the_quickest_tests_of_a_line_come_first_then_those_of_their_file() -> None:
    covering = Covering(
        {"m.py": {1: [""], 2: ["a.py::slow", "a.py::quick"]}},
        {"a.py::slow": 2.0, "a.py::quick": 0.1, "a.py::beside": 0.01, "b.py::other": 0.01},
    )
    wanted = ["a.py::quick", "a.py::slow", "a.py::beside"]
    assert covering.tests_of(Path("m.py"), 2) == wanted
    assert covering.tests_of(Path("m.py"), 1) == wanted
    assert covering.tests_of(Path("m.py"), 3) == []
