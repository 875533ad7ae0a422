"""What a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """The wishes of one build. Empty means everything, or the default.

    `regions` and `subjects` are ids or names; `period` the year that pages speak of; `date` ISO; `taxonomy`
    dda, csa or urusan; `grouping` an edited grouping to obey; `boundaries` a file of regions' outlines;
    `svg_text` embed, text or outline.
    """

    sizes: tuple[str, ...] = ("portrait",)
    formats: tuple[str, ...] = ("svg", "png", "pdf")
    scale: float = 1.0
    regions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    period: str = ""
    lang: str = "id"
    theme: str = "default"
    date: str = ""
    taxonomy: str = "dda"
    grouping: Path | None = None
    boundaries: Path | None = None
    drop_columns: tuple[str, ...] = ()
    svg_text: str = "embed"
