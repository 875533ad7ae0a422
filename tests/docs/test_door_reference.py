"""The reference of what is tried at the door names tests that there are."""

from __future__ import annotations

import re

from pages import ROOT

NAMED = re.compile(r"`(test_\w+)`")


def test_every_kind_is_tried_by_a_test_that_there_is() -> None:
    rows = [
        line for line in (ROOT / "docs/reference/door.md").read_text().splitlines() if line.startswith("| ")
    ]
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    for row in rows[1:]:
        named = NAMED.findall(row)
        assert named, row
        assert [name for name in named if f"def {name}(" not in tests] == []
