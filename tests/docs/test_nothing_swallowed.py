"""A fault of the program is never taken for a fault of the data in silence."""

from __future__ import annotations

import ast

from pages import ROOT

FAULTS = {"TypeError", "MemoryError", "Exception", "BaseException"}


def names_of(clause: ast.ExceptHandler) -> set[str]:
    if clause.type is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(clause.type) if isinstance(node, ast.Name)}


def is_told(clause: ast.ExceptHandler) -> bool:
    """Tell whether a clause raises again, with its cause, or keeps the traceback in the log."""
    for node in ast.walk(clause):
        if isinstance(node, ast.Raise) and (node.exc is None or node.cause is not None):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            kept = node.func.attr in ("exception", "format_exception")
            if kept or any(word.arg == "exc_info" for word in node.keywords):
                return True
    return False


def test_no_type_error_and_no_lack_of_memory_is_swallowed() -> None:
    silent = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and names_of(node) & FAULTS and not is_told(node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
                given = {
                    name.id for part in node.args for name in ast.walk(part) if isinstance(name, ast.Name)
                }
                silent += [f"{path.relative_to(ROOT)}:{node.lineno}"] * bool(given & FAULTS)
    assert silent == []
