"""What a build is asked for, and how its files are written."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from rupadata.checked import SHORT_DATE, follows
from rupadata.errors import UsageError
from rupadata.language import say

_MONTH_OR_YEAR = re.compile(r"\d{4}(-\d{2})?")

SizeName = Literal["square", "portrait", "story", "slide", "a4", "a3", "book"]
"""The named sizes of pages; any `1200x900px` or `210x297mm` is a size as well."""
ThemeName = Literal["default", "formal", "vivid", "high-contrast", "night"]
LanguageCode = Literal["id", "en"]
SvgText = Literal["embed", "text", "outline"]
"""How the text of an SVG is written; see `docs/reference/formats.md` for which is for what."""


class FileOptions(Struct, frozen=True, kw_only=True):
    """How the files of a page are written.

    `scale` magnifies pixel formats. `dpi` is what a page for print is drawn at (0 for the usual 150) and what
    a page for screens notes. `svg_text` is embed, text or outline. `bleed_mm` lets what touches the edge of a
    PDF run over it, `crop_marks` shows a print shop where to cut; `press`, the ICC
    profile of a press, has a PDF in its inks.
    """

    scale: float = 1.0
    dpi: float = 0.0
    svg_text: str = "embed"
    bleed_mm: float = 0.0
    crop_marks: bool = False
    press: bytes = b""


class BuildRequest(Struct, frozen=True, kw_only=True):
    """The wishes of one build. Empty means everything, or the default.

    `regions` and `subjects` are ids or names; `period` the year that pages speak of; `date` ISO; `taxonomy`
    dda, csa or urusan, `edition` one of the yearbook's; `grouping` an edited grouping, `catalogue` the
    office's own copy of the catalogue; `boundaries` a file of regions' outlines; both go before those of the
    office. `compare` are folders of earlier builds whose figures stand beside those of this one, the newest
    first. `edits_from` is the folder of an earlier build whose edits of pages are laid over this
    one's. `use_memory` lets the grouping that the office has confirmed decide, and remembers an edited one.
    `files` says how files are written. `resume` takes over pages that stand in the output as they would be
    made again: of a build that was killed, or of one whose inputs have changed since.
    """

    sizes: tuple[str, ...] = ("portrait",)
    formats: tuple[str, ...] = ("svg", "png", "pdf")
    files: FileOptions = FileOptions()
    regions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    period: str = ""
    lang: str = "id"
    theme: str = "default"
    date: str = ""
    taxonomy: str = "dda"
    edition: str = ""
    grouping: Path | None = None
    catalogue: Path | None = None
    boundaries: Path | None = None
    compare: tuple[Path, ...] = ()
    edits_from: Path | None = None
    use_memory: bool = True
    drop_columns: tuple[str, ...] = ()
    small_cells: int | None = None
    resume: bool = False


def parse_date(asked: str) -> str:
    """Return a day, a month or a year as ISO writes it, as precise as it is given; refuse what is none."""
    try:
        if _MONTH_OR_YEAR.fullmatch(asked):
            return date.fromisoformat(f"{asked}-01-01"[:10]).isoformat()[: len(asked)]
        return date.fromisoformat(asked).isoformat()
    except ValueError as error:
        raise UsageError(
            say(
                id=f"Tanggal {asked[:40]!r} tidak dikenali.", en=f"The date {asked[:40]!r} is not understood."
            ),
            code="date-invalid",
            hint=say(id="Tulis seperti 2026-11-22.", en="Write it like 2026-11-22."),
        ) from error


def parse_short_date(asked: str) -> str:
    """Return a day, a month or a year as ISO writes it, empty for none; refuse what is none of them."""
    shorter = len(asked) < len("2026-11-22") and follows(asked, SHORT_DATE)
    return asked if shorter else parse_date(asked)
