"""A kept file of lines in parts, each under a title: read, compared, and written anew where that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def read_parts(file: Path) -> dict[str, str]:
    """Return the parts of a kept file by their titles."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    parts = (part.partition("\n") for part in f"\n{text}".split("\n# ")[1:])
    return {title: body.strip("\n") for title, _, body in parts}


def look_at(file: Path, title: str, lines: Sequence[str], *, update: bool) -> None:
    """Assert that lines are those kept under a title; with `update`, keep them first."""
    known = read_parts(file)
    if update:
        known[title] = "\n".join(lines)
        file.write_text("".join(f"# {one}\n{known[one]}\n" for one in sorted(known)), encoding="utf-8")
    assert list(lines) == known.get(title, "").split("\n")
