"""Where a name that a module sets at its top is used: a fault in it shows there."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path


def lines_using(path: Path, line: int, files: Sequence[Path]) -> list[tuple[Path, int]]:
    """Return files and lines that read what the statement of a line sets when its module is imported."""
    names = _set_at(path).get(line, ())
    return [(file, at) for file in files for name in names for at in _read_in(file).get(name, ())]


def first_line(path: Path, line: int) -> int:
    """Return where the innermost statement of a line begins; the line itself where none holds it."""
    return _beginnings(path).get(line, line)


@cache
def _beginnings(path: Path) -> Mapping[int, int]:
    found: dict[int, int] = {}
    # Outer statements come first in the walk: those within take their lines from them.
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt):
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.lineno)
    return found


@cache
def _set_at(path: Path) -> Mapping[int, tuple[str, ...]]:
    """Return the names that each line of a module or of a class body sets."""
    found: dict[int, tuple[str, ...]] = {}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    for statement in (statement for body in bodies for statement in body):
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        names = tuple(target.id for target in targets if isinstance(target, ast.Name))
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1):
            found[line] = names
    return found


@cache
def _read_in(path: Path) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id] += (node.lineno,)
        elif isinstance(node, ast.Attribute):
            found[node.attr] += (node.lineno,)
    return found
