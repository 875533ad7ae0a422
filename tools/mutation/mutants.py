"""Small faults in a syntax tree: another number, comparison, condition or answer, a check dropped."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
NOTHING = {"list": "[]", "tuple": "()", "str": "''", "float": "0.0", "int": "0", "dict": "{}", "set": "set()"}
"""What stands for no answer, by the beginning of a function's annotation."""

Change = Callable[[ast.AST], None]


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, what kind, and how the line reads with it."""

    path: Path
    line: int
    kind: str
    before: str
    after: str
    number: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}: `{self.before}` -> `{self.after}`"


@dataclass(frozen=True)
class _Site:
    """A place in a tree, by the number of its node in the order of `ast.walk`, and the change there."""

    node: int
    kind: str
    change: Change


def count_mutants(path: Path) -> int:
    """Return how many faults can be put into a module."""
    return len(_sites(_parsed(path)))


def get_mutant(path: Path, number: int, shown: Path) -> tuple[Mutant, ast.Module]:
    """Return one of a module's faults, and the module's tree with it; `shown` is how reports name it."""
    tree = _parsed(path)
    site = _sites(tree)[number]
    node = list(ast.walk(tree))[site.node]
    line = getattr(node, "lineno", 0)
    before = _words(node)
    site.change(node)
    return Mutant(shown, line, site.kind, before, _words(node), number), ast.fix_missing_locations(tree)


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _words(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 90 else words[:89] + "…"


def _sites(tree: ast.Module) -> list[_Site]:
    left_out = _left_out(tree)
    returns = {
        id(node): function.returns
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Return)
    }
    return [
        _Site(at, kind, change)
        for at, node in enumerate(ast.walk(tree))
        if id(node) not in left_out
        for kind, change in _changes(node, returns.get(id(node)))
    ]


def _left_out(tree: ast.Module) -> set[int]:
    """Return nodes where a fault means nothing: annotations, decorators, public names, words of errors."""
    skipped: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            skipped += [*node.decorator_list, *filter(None, [node.returns])]
            skipped += [a.annotation for a in ast.walk(node.args) if isinstance(a, ast.arg) and a.annotation]
        elif isinstance(node, ast.ClassDef):
            skipped += node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            skipped.append(node.annotation)
        elif isinstance(node, ast.Raise) and node.exc is not None:
            skipped.append(node.exc)
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            skipped.append(node.format_spec)
        elif (isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING") or (
            isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("debug", "info", "warning")
        ):
            skipped.append(node)
    return {id(inner) for node in skipped for inner in ast.walk(node)}


def _changes(node: ast.AST, returns: ast.expr | None) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Constant(value=int() as whole) if not isinstance(whole, bool):
            yield "number", _put("value", whole + 1)
        case ast.Constant(value=float() as number):
            yield "number", _put("value", number * 1.5 + 0.1)
        case ast.Compare(ops=[operator]) if type(operator) in COMPARISONS:
            yield "comparison", _put("ops", [COMPARISONS[type(operator)]()])
        case ast.BoolOp(op=joint, values=values):
            yield "boolean", _put("op", ast.Or() if isinstance(joint, ast.And) else ast.And())
            for i, value in enumerate(values):
                # Nought is False: `a or 0` and `a or False` are one.
                if isinstance(joint, ast.Or) and isinstance(value, ast.Constant) and value.value == 0:
                    continue
                yield "condition dropped", _instead("values", i, ast.Constant(isinstance(joint, ast.And)))
        case ast.If():
            yield "condition dropped", _put("test", ast.Constant(True))
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for i, part in enumerate(parts):
                if isinstance(part, ast.Starred) and isinstance(part.value, ast.Call):
                    yield "check dropped", _without("elts", i)
        case ast.Expr(value=ast.Call() | ast.Yield()):
            yield "check dropped", _put("value", ast.Constant(None))
        case ast.AugAssign(op=ast.Add(), value=ast.Call()):
            yield "check dropped", _put("value", ast.Tuple([], ast.Load()))
        case ast.Return(value=ast.expr() as answer) if returns is not None:
            said = ast.unparse(returns)
            nothing = NOTHING.get(said.partition("[")[0], "")
            if said == "bool":
                yield "return value", _put("value", ast.UnaryOp(ast.Not(), answer))
            elif nothing and ast.unparse(answer) != nothing:
                yield "return value", _put("value", ast.parse(nothing, mode="eval").body)


def _put(name: str, value: object) -> Change:
    return lambda node: setattr(node, name, value)


def _instead(name: str, at: int, part: ast.expr) -> Change:
    def change(node: ast.AST) -> None:
        getattr(node, name)[at] = part

    return change


def _without(name: str, at: int) -> Change:
    def drop(node: ast.AST) -> None:
        getattr(node, name).pop(at)

    return drop
