"""Every problem code that the code can say is documented, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from pages import ROOT

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([a-z, ]+) \|", re.MULTILINE)
SOURCES = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in (ROOT / "src").rglob("*.py")]


def texts_in(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and KEBAB.fullmatch(part.value):
            yield part.value


def called(node: ast.Call) -> str:
    target = node.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def says(name: str) -> bool:
    return name == "Problem" or name.endswith("Error")


def code_places() -> dict[str, int]:
    """Return the functions that make a problem or an error from a parameter `code`, and its position."""
    found = {"Problem": 0}
    for _, tree in SOURCES:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
                makes = any(isinstance(part, ast.Call) and says(called(part)) for part in ast.walk(node))
                if "code" in names and makes:
                    found[node.name] = names.index("code")
    return found


def codes_said() -> dict[str, set[str]]:
    places = code_places()
    said: dict[str, set[str]] = {}
    for path, tree in SOURCES:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = called(node)
            given = (
                [word.value for word in node.keywords if word.arg == "code"]
                if says(name) or name in places
                else []
            )
            if name in places and len(node.args) > places[name]:
                given.append(node.args[places[name]])
            for value in given:
                for code in texts_in(value):
                    said.setdefault(code, set()).add(path.name)
    return said


def documents() -> list[Path]:
    return sorted((ROOT / "docs/reference/problems").glob("*.md"))


def codes_documented() -> dict[str, str]:
    rows = [row for path in documents() for row in ROW.findall(path.read_text(encoding="utf-8"))]
    return {code: severity.strip() for code, severity in rows}


def test_every_code_that_can_be_said_is_documented() -> None:
    said = codes_said()
    assert {code: said[code] for code in sorted(set(said) - set(codes_documented()))} == {}


def test_no_code_is_documented_that_nothing_says() -> None:
    constants = {text for _, tree in SOURCES for text in texts_in(tree)}
    assert sorted(set(codes_documented()) - constants) == []


def test_every_documented_code_names_its_severity() -> None:
    known = {"error", "warning", "info"}
    wrong = {c: s for c, s in codes_documented().items() if not set(s.replace(",", " ").split()) <= known}
    assert wrong == {}


def test_a_code_is_documented_once_a_room() -> None:
    for path in documents():
        codes = [code for code, _ in ROW.findall(path.read_text(encoding="utf-8"))]
        assert sorted({code for code in codes if codes.count(code) > 1}) == [], path.name
