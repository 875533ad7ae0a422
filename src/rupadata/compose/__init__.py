"""From findings to finished pages: plan what a page says, compose where it says it."""

from __future__ import annotations

from importlib import resources

from rupadata.compose.article import write_article
from rupadata.compose.blocks import get_kind
from rupadata.compose.carousel import make_carousel
from rupadata.compose.content import gather_content
from rupadata.compose.look import make_look
from rupadata.compose.open_books import OpenBooks
from rupadata.compose.page import set_page
from rupadata.compose.plan import plan_page
from rupadata.compose.sizes import NAMED_SIZES, PageSize, parse_size
from rupadata.compose.themes import THEMES, get_theme, page_hue
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import PageSpec
from rupadata.scene.article import Article
from rupadata.scene.scene import Scene

__all__ = [
    "NAMED_SIZES",
    "THEMES",
    "OpenBooks",
    "PageSize",
    "check_block",
    "compose_article",
    "compose_carousel",
    "compose_page",
    "get_theme",
    "page_hue",
    "parse_size",
    "plan_page",
    "theme_source",
]


def compose_page(
    spec: PageSpec,
    book: SubjectBook,
    *,
    office: Office | None = None,
    size: str = "portrait",
    theme: str = "default",
    lang: str = "id",
    date: str | None = None,
    opened: OpenBooks | None = None,
) -> Scene:
    """Return a page as a scene in one size, theme and language.

    `office` lends its regions, symbols and boundaries, `default_office()` when none is given. `date` is ISO,
    as precise as it is known. `opened` is what the caller keeps for pages drawn again and again.
    """
    opened = opened or OpenBooks()
    office = office or default_office()
    look = make_look(parse_size(size), theme, page_hue(spec), lang, office.symbols, fonts=office.fonts)
    return set_page(gather_content(spec, book, office, opened, lang=lang, date=date or ""), look, opened)


def compose_article(
    spec: PageSpec,
    book: SubjectBook,
    *,
    office: Office | None = None,
    theme: str = "default",
    lang: str = "id",
    date: str | None = None,
    opened: OpenBooks | None = None,
) -> Article:
    """Return a page as an article for browsers in one theme and language; arguments as in `compose_page`."""
    opened = opened or OpenBooks()
    office = office or default_office()
    content = gather_content(spec, book, office, opened, lang=lang, date=date or "")
    return write_article(content, theme, office)


def compose_carousel(
    spec: PageSpec,
    book: SubjectBook,
    *,
    office: Office | None = None,
    theme: str = "default",
    lang: str = "id",
    date: str | None = None,
    opened: OpenBooks | None = None,
) -> tuple[Scene, ...]:
    """Return a page as 1 to 10 pictures for social media, the cover first; arguments as in `compose_page`."""
    opened = opened or OpenBooks()
    office = office or default_office()
    content = gather_content(spec, book, office, opened, lang=lang, date=date or "", alone=True)
    return make_carousel(content, theme, office, opened)


def theme_source(name: str) -> bytes:
    """Return the TOML of a theme, for digests."""
    theme = get_theme(name)
    return resources.files("rupadata.compose.themes").joinpath(f"{theme.name}.toml").read_bytes()


def check_block(kind: str) -> None:
    """Refuse a kind of block that is unknown, naming the nearest."""
    get_kind(kind)
