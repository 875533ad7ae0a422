"""No function, method or class stands in the product that neither it, its tests nor its tools call."""

from __future__ import annotations

import vulture
from pages import ROOT

CALLED_BY_OTHERS = {
    "__getattr__",
    "__dir__",
    "_repr_html_",
    "list_commands",  # click
    "get_command",
    "format_commands",
    "ckan",
    "read_apart",  # the guarded process finds it by name
    "set_png",  # the writer of papers chooses it by the ending of a picture
    "_repr_mimebundle_",  # notebooks
    "to_json",  # a public name of a page, see docs/guide/python.md
}
DJANGO = "web"
"""The room whose classes and functions Django names in settings, addresses and templates."""


def test_nothing_is_written_that_nothing_calls() -> None:
    seen = vulture.Vulture()
    seen.scavenge([str(ROOT / name) for name in ("src", "tests", "tools", "benchmarks", "examples")])
    dead = [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno} {item.name}"
        for item in seen.get_unused_code(min_confidence=60)
        if item.typ in ("function", "method", "class", "property")
        and item.filename.is_relative_to(ROOT / "src")
        and DJANGO not in item.filename.parts
        and item.name not in CALLED_BY_OTHERS
    ]
    assert dead == []
