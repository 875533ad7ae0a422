"""Typst, kept ready: one compiler a process with our fonts loaded once and no others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock
from typing import Literal

import typst

from rupadata.errors import BrokenPromiseError
from rupadata.language import say
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import OwnFamily, font_folder, needs_wide_fonts, own_font_folder, wide_font_folders

Standard = Literal["a-2a", "ua-1"]
_LOCK = Lock()


def compile_page(
    source: str,
    *,
    fonts: Sequence[OwnFamily] = (),
    standards: Sequence[Standard] = (),
    timestamp: int = 0,
    tags: bool = True,
) -> bytes:
    """Return the PDF that Typst makes of a source of pages; `tags` are for readers who cannot see it.

    *fonts* are the families of an office's own that stand in it. The fonts behind those of pages are opened
    for a source only that needs them.

    A refusal is a BrokenPromiseError: our sources are generated, so it is never the reader's mistake.
    """
    try:
        with _LOCK:
            made = _compiler(os.getpid(), needs_wide_fonts(source), tuple(fonts)).compile(
                input=source.encode(),
                format="pdf",
                pdf_standards=list(standards),
                timestamp=timestamp,
                pdf_tags=tags,
            )
    except typst.TypstError as error:
        raise BrokenPromiseError(
            say(id=f"Halaman gagal disusun: {error}", en=f"The page could not be typeset: {error}"),
            code="typesetting-failed",
        ) from error
    assert isinstance(made, bytes)
    return made


def string(text: str) -> str:
    """Return a Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def own_families(scenes: Iterable[Scene]) -> tuple[OwnFamily, ...]:
    """Return the families of an office's own that scenes are set in, in the order of their names."""
    found = {text.style.family for scene in scenes for text in texts(scene)}
    return tuple(sorted(one for one in found if isinstance(one, OwnFamily)))


@lru_cache(maxsize=4)
def _compiler(_process: int, wide: bool, fonts: tuple[OwnFamily, ...]) -> typst.Compiler:
    folders = wide_font_folders() if wide else (font_folder(),)
    if fonts:
        folders = *folders, own_font_folder(fonts)
    return typst.Compiler(font_paths=[str(folder) for folder in folders], ignore_system_fonts=True)
