"""Typst, set up once for a set of papers: house templates, pinned fonts, pictures beside them."""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

import typst

from rupadata.documents.printing import change_texts, texts_of
from rupadata.errors import BrokenPromiseError
from rupadata.logs import get_log
from rupadata.typeset.fonts import TEXT_FAMILY
from rupadata.typeset.paper_text import (
    fallback_folder,
    lost_characters,
    make_printable,
    text_characters,
    text_font_files,
)

log = get_log(__name__)

# PDF/A-2a: for archives, and tagged for readers who listen. Typst itself refuses what it sees to break it; a
# validator of PDF/A-1b has judged the same templates, none of PDF/A-2a is at hand.
_STANDARDS: tuple[str, ...] = ("a-2a", "ua-1")

_TRIES: tuple[dict[str, Any], ...] = (
    *({"tight": tight} for tight in range(4)),
    *({"tight": tight, "last_try": True} for tight in range(2)),
)
"""How a paper is set until its signature stands with something else: ever closer, then its end moved on."""
_TOP_PT = 75.0
"""Above this, in points from the top, a page has nothing else before the words of the signature."""
_LONG_WORD = re.compile(r"\w{7,}")
_DIGEST = re.compile("[0-9a-f]{16,64}")
_SNUGGEST = 3
"""How much closer a chart is set at most so that it stands on the first page."""


@cache
def _fonts(*, wide: bool) -> typst.Fonts:
    """Return the text font straight from its pinned package: papers need no prepared figures, as pages do.

    Wide, the fonts of all scripts stand behind it. Typst takes folders only, and the package's holds weights
    and formats that papers must not fall into.
    """
    folder = Path(tempfile.mkdtemp(prefix="rupadata-paper-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in text_font_files():
        (folder / name).write_bytes(content)
    paths = [str(folder), *([str(fallback_folder())] if wide else [])]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    if TEXT_FAMILY not in fonts.families():
        raise BrokenPromiseError(f"The font {TEXT_FAMILY} is missing.", code="font-missing")
    return fonts


def _is_plain(data: Any) -> bool:
    """Tell whether the text font alone shows all that a template reads, as nearly always."""
    return all(text_characters().issuperset(text.replace("\n", "")) for text in texts_of(data))


class Typesetter:
    """A folder with the templates and pictures, and a compiler over it; use it in a `with` block."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rupadata-papers-"))
        for template in (files("rupadata.documents") / "templates").iterdir():
            (self.folder / template.name).write_bytes(template.read_bytes())
        self._compilers: dict[bool, typst.Compiler] = {}
        self._lost: dict[str, None] = {}

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def add_picture(self, name: str, content: bytes) -> str:
        """Put a picture where templates find it and return the name that they use."""
        (self.folder / name).write_bytes(content)
        return name

    def take_lost(self) -> str:
        """Return the characters that could not be printed since the last call, each once."""
        lost = "".join(self._lost)
        self._lost.clear()
        return lost

    def set_pdf(self, template: str, data: Mapping[str, Any], when: datetime) -> bytes:
        """Return a paper as tagged PDF/A and PDF/UA; the same data gives the same bytes.

        A signature that would begin a page of its own is avoided: the paper is set closer, and if that does
        not help, the end of its contents goes to that page as well. A chart stands on one page where it can.
        """
        printable = self._printable(data)
        try:
            return self._set_fitting(template, printable, when)
        except typst.TypstError:
            # A sequence that its font cannot draw although it has each character.
            log.warning("set in the text font alone: %s", template, exc_info=True)
            return self._set_fitting(template, self._printable(data, plain=True), when)

    def _set_fitting(self, template: str, data: Mapping[str, Any], when: datetime) -> bytes:
        data = self._fit_chart(template, data)
        fitting = next((one for one in _TRIES if not self._signature_alone(template, {**data, **one})), {})
        made = self._compile(
            template, {**data, **fitting}, format="pdf", pdf_standards=list(_STANDARDS), timestamp=when
        )
        assert isinstance(made, bytes)
        return made

    def set_png(self, template: str, data: Mapping[str, Any], *, ppi: float = 80) -> tuple[bytes, ...]:
        """Return the pages of a paper as pictures."""
        made = self._compile(template, self._printable(data), format="png", ppi=ppi)
        return (made,) if isinstance(made, bytes) else tuple(made)

    def _fit_chart(self, template: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the data of a paper with how close its chart must be to end on the first page, if it can."""
        for snug in range(_SNUGGEST + 1):
            closer = {**data, "snug": snug}
            charts = [place for place in self._find_placed(template, closer) if place["what"] == "chart"]
            if all(place["page"] == 1 for place in charts):
                return closer
        return data

    def _printable(self, data: Mapping[str, Any], *, plain: bool = False) -> dict[str, Any]:
        """Return what a template reads in characters that papers can print, and remember what was lost."""
        for text in texts_of(data):
            self._lost.update(dict.fromkeys(lost_characters(text, plain=plain)))
        printable = change_texts(data, lambda text: make_printable(text, plain=plain))
        assert isinstance(printable, dict)
        return printable

    def _signature_alone(self, template: str, data: Mapping[str, Any]) -> bool:
        """Return whether the words before the signature begin a page after the first."""
        return any(
            place["what"] == "closing" and place["page"] > 1 and place["y"] < _TOP_PT
            for place in self._find_placed(template, data)
        )

    def _find_placed(self, template: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return where the parts of a paper that tell of their place come to stand."""
        file = self.folder / f"{template}.typ"
        compiler = typst.Compiler(
            input=str(file),
            root=str(self.folder),
            font_paths=_fonts(wide=not _is_plain(data)),
            ignore_system_fonts=True,
            sys_inputs=_inputs(data),
        )
        found: list[dict[str, Any]] = json.loads(compiler.query("<placed>", field="value"))
        return found

    def _compile(self, template: str, data: Mapping[str, Any], **options: Any) -> bytes | list[bytes]:
        wide = not _is_plain(data)
        if wide not in self._compilers:
            self._compilers[wide] = typst.Compiler(
                root=str(self.folder), font_paths=_fonts(wide=wide), ignore_system_fonts=True
            )
        made = self._compilers[wide].compile(
            input=str(self.folder / f"{template}.typ"), sys_inputs=_inputs(data), **options
        )
        assert isinstance(made, bytes | list)
        return made


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what a template reads, and the words in it that may be parted anywhere."""
    words = {word for text in texts_of(data) for word in _LONG_WORD.findall(text)}
    long = sorted(word for word in words if not _DIGEST.fullmatch(word))
    return {"data": json.dumps({**data, "long_words": long}, ensure_ascii=False)}
