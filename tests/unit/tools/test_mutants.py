"""Faults are put where they mean something, one at a time, and change nothing else."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from tools.mutation.__main__ import MOST_SECONDS_OF_TESTS, ROOT, make_fault
from tools.mutation.covering import Covering
from tools.mutation.mutants import count_mutants, get_mutant
from tools.mutation.putting import Fault, is_in_function, living_functions, put_in_functions, put_in_values
from tools.mutation.users import lines_using

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


def test_nought_after_or_is_no_condition_to_drop(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("x = a or 0.0\ny = a or b\n", encoding="utf-8")
    found = [get_mutant(path, number, path)[0] for number in range(count_mutants(path))]
    assert [mutant.after for mutant in found if mutant.kind == "condition dropped"] == [
        "False or 0.0",
        "False or b",
        "a or False",
    ]


FAULTY = """
LIMIT = 3
SHORT = tuple(n for n in (1, 2))


class Box:
    high: int = 4

    def holds(self, n):
        return n < self.high


def within(n, most=5):
    return (lambda m: m < LIMIT)(n) and n < most
"""


@pytest.fixture
def living(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module that was imported already, beside another that took a value from it."""
    path = tmp_path / "faulty_module.py"
    path.write_text(FAULTY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("faulty_module")
    user = ModuleType("faulty_user")
    user.LIMIT = module.LIMIT  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "faulty_user", user)
    yield module
    del sys.modules["faulty_module"]


def fault(module: ModuleType, before: str, after: str) -> Fault:
    path = Path(str(module.__file__))
    return Fault(module.__name__, path, ast.parse(FAULTY.replace(before, after)), (), 0.0)


def test_a_fault_in_a_function_reaches_it_wherever_it_lives(living: ModuleType) -> None:
    kept = living.within, living.Box().holds
    functions = living_functions()
    assert put_in_functions(fault(living, "m < LIMIT", "m <= LIMIT"), functions)
    assert put_in_functions(fault(living, "n < self.high", "n <= self.high"), functions)
    assert (kept[0](3), kept[1](4), kept[0](4)) == (True, True, False)


def test_a_fault_in_a_value_reaches_all_that_took_it(living: ModuleType) -> None:
    assert put_in_values(fault(living, "LIMIT = 3", "LIMIT = 4"))
    assert sys.modules["faulty_user"].LIMIT == 4
    assert living.within(3)


@pytest.mark.parametrize(("before", "after"), [("high: int = 4", "high: int = 5"), ("most=5", "most=6")])
def test_a_fault_that_cannot_be_exchanged_is_left_to_a_process_of_its_own(
    living: ModuleType, before: str, after: str
) -> None:
    made = fault(living, before, after)
    assert not is_in_function(made)
    assert not put_in_values(made)


@pytest.mark.parametrize(
    ("before", "after", "inside"),
    [
        ("m < LIMIT", "m > LIMIT", True),
        ("n < self.high", "n > self.high", True),
        ("LIMIT = 3", "LIMIT = 4", False),
        ("(1, 2)", "(1, 3)", False),
    ],
)
def test_what_functions_do_when_called_is_told_from_what_a_module_sets(
    living: ModuleType, before: str, after: str, inside: bool
) -> None:
    assert is_in_function(fault(living, before, after)) is inside


def test_a_value_is_tried_by_the_tests_of_the_lines_that_read_it(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(FAULTY, encoding="utf-8")
    reading = FAULTY.splitlines().index("    return (lambda m: m < LIMIT)(n) and n < most") + 1
    assert lines_using(path, 2, [path]) == [(path, reading)]
    lines = {2: [""], 11: ["a.py::of_box"], reading: ["a.py::of_limit"]}
    covering = Covering({str(path): lines}, {"a.py::of_box": 0.1, "a.py::of_limit": 0.2})
    assert covering.tests_of(path, 2) == ["a.py::of_limit", "a.py::of_box"]


def test_the_quickest_tests_of_a_line_come_first_then_those_of_their_file(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text("x = 1\n", encoding="utf-8")
    covering = Covering(
        {str(path): {1: [""], 2: ["a.py::slow", "a.py::quick"]}},
        {"a.py::slow": 2.0, "a.py::quick": 0.1, "a.py::beside": 0.01, "b.py::other": 0.01},
    )
    wanted = ["a.py::quick", "a.py::slow", "a.py::beside"]
    assert covering.tests_of(path, 2) == wanted
    assert covering.tests_of(path, 1) == wanted
    assert covering.tests_of(path, 3) == []


def test_a_line_within_a_statement_is_tried_by_the_tests_of_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text("def f(n):\n    return (\n        n,\n        2,\n    )\n", encoding="utf-8")
    covering = Covering({str(path): {1: [""], 2: ["a.py::of_f"]}}, {"a.py::of_f": 0.1})
    assert covering.tests_of(path, 4) == covering.tests_of(path, 2) == ["a.py::of_f"]


def test_tests_that_are_about_a_line_are_taken_before_quicker_ones_that_run_everything() -> None:
    path = ROOT / "src/rupadata/checks/marks.py"
    about, broad = "a.py::about", [f"b.py::broad_{n}" for n in range(30)]
    lines = {at: list(broad) for at in range(100, 140)} | {20: [*broad, about]}
    covering = Covering({str(path): lines}, dict.fromkeys(broad, 1.0) | {about: 5.0})
    mutant, tree = get_mutant(path, 0, Path("src/rupadata/checks/marks.py"))
    tests = make_fault(replace(mutant, line=20), tree, covering).tests
    assert tests[-1] == about, "the quickest is tried first"
    assert len(tests) == 1 + int(MOST_SECONDS_OF_TESTS - 5)
