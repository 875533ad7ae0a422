"""Every code that the source can say is documented, and every problem has its words in the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from pages import ROOT

from rupadata.problems.catalogue import load_catalogue

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([a-z, ]+) \|", re.MULTILINE)
SOURCES = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in (ROOT / "src").rglob("*.py")]
MAKERS = ("of", "with_arguments", "of_error")
"""The ways to make a `Problem`."""
NOT_ARGUMENTS = {"severity", "variant", "cell"}
"""Keywords of those calls that are no arguments of the sentence."""


def texts_in(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def codes_in(node: ast.AST) -> set[str]:
    return {text for text in texts_in(node) if KEBAB.fullmatch(text)}


def called(node: ast.Call) -> str:
    target = node.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def says(node: ast.Call) -> bool:
    name = called(node)
    ours = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in ("Problem", "cls")
    return name.endswith("Error") or (ours and name in MAKERS)


def code_places() -> dict[str, int]:
    """Return the functions that make a problem or an error from a parameter `code`, and its position.

    One that hands its code on to such a function is one as well.
    """
    found = {"of": 0, "with_arguments": 0}
    taking = {}
    for _, tree in SOURCES:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name not in MAKERS:
                names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
                if "code" in names:
                    inner = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
                    taking[node.name] = names.index("code"), inner
    before = 0
    while len(found) > before:
        before = len(found)
        for name, (position, inner) in taking.items():
            if any(says(call) or called(call) in set(found) - set(MAKERS) for call in inner):
                found[name] = position
    return found


PLACES = code_places()


def calls() -> Iterator[tuple[Path, ast.Call, set[str]]]:
    """Yield each call that makes a problem or an error, with the codes it names."""
    for path, tree in SOURCES:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = called(node)
            known = says(node) or (name in PLACES and name not in MAKERS)
            given = [word.value for word in node.keywords if word.arg == "code"] if known else []
            if known and name in PLACES and len(node.args) > PLACES[name]:
                given.append(node.args[PLACES[name]])
            codes = set().union(*map(codes_in, given))
            if codes:
                yield path, node, codes


def codes_said() -> dict[str, set[str]]:
    said: dict[str, set[str]] = {}
    for path, _, codes in calls():
        for code in codes:
            said.setdefault(code, set()).add(path.name)
    return said


def documents() -> list[Path]:
    return sorted((ROOT / "docs/reference/problems").glob("*.md"))


def codes_documented() -> dict[str, str]:
    """Return the severities of each documented code; a code may stand in several rooms."""
    found: dict[str, str] = {}
    for path in documents():
        for code, severity in ROW.findall(path.read_text(encoding="utf-8")):
            found[code] = f"{found.get(code, '')} {severity.strip()}".strip()
    return found


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


def test_every_problem_is_documented_with_its_ordinary_severity() -> None:
    documented = codes_documented()
    ordinary = {code: wording.severity for (code, _), wording in load_catalogue().items()}
    assert {c: s for c, s in ordinary.items() if s not in documented.get(c, "")} == {}


def test_no_words_are_kept_for_a_problem_that_nothing_says() -> None:
    assert sorted({code for code, _ in load_catalogue()} - set(codes_said())) == []


def test_every_problem_has_words_for_exactly_the_arguments_that_it_is_given() -> None:
    wordings = load_catalogue()
    wrong = []
    for path, node, codes in calls():
        words = {word.arg: word.value for word in node.keywords}
        if called(node) == "of_error" or called(node).endswith("Error") or None in words:
            continue
        variants = set(texts_in(words["variant"])) if "variant" in words else {""}
        by_name = called(node) != "with_arguments" and not any(isinstance(a, ast.Dict) for a in node.args)
        given = {str(name) for name in words} - NOT_ARGUMENTS
        for code, variant in product(codes, variants):
            wording = wordings.get((code, variant))
            at = f"{path.name}:{node.lineno} {code} {variant}"
            if wording is None and (variant or called(node) in MAKERS):
                wrong.append(f"{at}: no such words")
            elif wording is not None and by_name and given != wording.arguments:
                wrong.append(f"{at}: {sorted(given)} for {sorted(wording.arguments)}")
    assert wrong == []


def test_every_code_is_raised_by_a_test_that_names_it() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    named = {text for path in tests for text in texts_in(ast.parse(path.read_text(encoding="utf-8")))}
    assert sorted(set(codes_said()) - named) == []
