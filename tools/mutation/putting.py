"""A fault put into a process that has imported the product already."""

from __future__ import annotations

import ast
import gc
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType


@dataclass(frozen=True)
class Fault:
    """A module with a fault: its dotted name, its file, its tree, and the tests that should see it."""

    name: str
    path: Path
    tree: ast.Module
    tests: tuple[str, ...]
    seconds: float
    """Seconds that the tests take without the fault."""
    words: str = ""

    def compiled(self) -> CodeType:
        """Return the code of the module with the fault."""
        return compile(self.tree, str(self.path), "exec", dont_inherit=True)


Living = Mapping[tuple[str, str, int], list[FunctionType]]


def living_functions() -> Living:
    """Return all functions that live, by file, qualified name and line."""
    found: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        # Asking some objects for their class wakes them (settings that nobody gave): their type is enough.
        if type(one) is FunctionType:
            found[_key(one.__code__)].append(one)
    return found


def put_in_functions(fault: Fault, living: Living) -> bool:
    """Exchange the code of every function that has the fault; tell whether one lives."""
    found = False
    for sound, faulty in _pairs(_sound(fault.path), fault.compiled()):
        for function in living.get(_key(sound), ()):
            # Several functions without a name may stand in one line.
            if function.__code__ == sound:
                function.__code__ = faulty
                found = True
    return found


def put_in_values(fault: Fault) -> bool:
    """Give each module that took a value the value with the fault; tell whether one differs."""
    module = sys.modules[fault.name]
    faulty = {"__name__": fault.name, "__file__": str(fault.path), "__package__": module.__package__}
    try:
        exec(fault.compiled(), faulty)
    except Exception:
        return False  # What can be imported once only is tried apart.
    kinds = (FunctionType, type, ModuleType)
    differing = {
        name: value
        for name, value in faulty.items()
        if name in vars(module)
        and not name.startswith("__")
        and not isinstance(value, kinds)
        and repr(value) != repr(vars(module)[name])
    }
    for name, value in differing.items():
        old = vars(module)[name]
        for other in [*sys.modules.values()]:
            if getattr(other, "__dict__", {}).get(name) is old:
                setattr(other, name, value)
    return bool(differing)


def is_in_function(fault: Fault) -> bool:
    """Tell whether a fault changes nothing but what functions do when they are called."""
    return _same_outside(fault.compiled(), _sound(fault.path))


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _sound(path: Path) -> CodeType:
    return compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)


def _pairs(one: CodeType, other: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Return the code of functions that differs, each beside what it becomes."""
    for a, b in zip(_inner(one), _inner(other), strict=False):
        if not _alike(a, b):
            yield a, b
            yield from _pairs(a, b)


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
