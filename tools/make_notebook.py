"""The Python guide as a notebook: its texts and its code in the same order, nothing run yet.

    python -m tools.make_notebook [OUTPUT]

Written to docs/guide/python.ipynb. The code runs in a checkout, where the examples lie.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE, TARGET = ROOT / "docs/guide/python.md", ROOT / "docs/guide/python.ipynb"
_CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WORK = 'import os\n\nwhile not os.path.isdir("examples") and os.getcwd() != "/":\n    os.chdir("..")\n'
"""The first cell: a notebook starts in its own folder, the guide speaks from the checkout's."""


def main(target: Path) -> int:
    """Write the notebook."""
    target.write_text(make_notebook(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def make_notebook(guide: str) -> str:
    """Return a guide in Markdown as a notebook (nbformat 4.5)."""
    cells = [_code("start", _WORK), *_cells(guide)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, indent=1, ensure_ascii=False) + "\n"


def _cells(guide: str) -> Iterator[dict[str, object]]:
    for number, part in enumerate(_CODE.split(guide)):
        text = part.strip("\n")
        if not text:
            continue
        if number % 2:
            yield _code(f"code-{number}", text)
        else:
            yield {"cell_type": "markdown", "id": f"text-{number}", "metadata": {}, "source": _lines(text)}


def _code(name: str, text: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": _lines(text),
    }


def _lines(text: str) -> list[str]:
    return text.strip("\n").splitlines(keepends=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET))
