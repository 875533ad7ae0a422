"""From findings to finished pages: plan what a page says, compose where it says it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from rupadata.compose.content import gather_content
from rupadata.compose.look import make_look
from rupadata.compose.page import set_page
from rupadata.compose.plan import plan_page
from rupadata.compose.sizes import NAMED_SIZES, PageSize, parse_size
from rupadata.compose.themes import THEMES, get_theme
from rupadata.model.subject import SubjectBook
from rupadata.pagespec import PageSpec
from rupadata.scene.scene import Scene

__all__ = [
    "NAMED_SIZES",
    "THEMES",
    "PageSize",
    "compose_page",
    "get_theme",
    "parse_size",
    "plan_page",
    "theme_source",
]


def compose_page(
    spec: PageSpec,
    book: SubjectBook,
    *,
    size: str = "portrait",
    theme: str = "default",
    lang: str = "id",
    date: str | None = None,
    boundaries: Path | None = None,
) -> Scene:
    """Return a page as a scene in one size, theme and language.

    `date` is ISO, as precise as it is known; `boundaries` a file with the outlines of regions.
    """
    look = make_look(parse_size(size), theme, spec.subject.hue, lang)
    return set_page(gather_content(spec, book, lang=lang, date=date or "", boundaries=boundaries), look)


def theme_source(name: str) -> bytes:
    """Return the TOML of a theme, for digests."""
    theme = get_theme(name)
    return resources.files("rupadata.compose.themes").joinpath(f"{theme.name}.toml").read_bytes()
