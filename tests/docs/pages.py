"""What the documentation says, as data for the tests of this folder."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")


def tracked_files() -> list[Path]:
    """Return the files that git knows, or those on disk where there is no git."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        skipped = {".venv", ".git", "demo-output", "gallery", "corpus"}
        return [p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.relative_to(ROOT).parts)]
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def markdown_files() -> list[Path]:
    """Return the written documentation."""
    return [path for path in tracked_files() if path.suffix == ".md"]


def shell_lines(text: str) -> Iterator[str]:
    """Yield the commands of the fenced shell blocks and of the inline code of a page."""
    for kind, block in FENCE.findall(text):
        if kind == "sh":
            yield from (line.partition("#")[0].strip() for line in block.splitlines())
    yield from (code for code in CODE.findall(FENCE.sub("", text)) if code.startswith(("rupadata ", "make ")))


def sections(text: str) -> dict[str, str]:
    """Return the text under each second-level heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
