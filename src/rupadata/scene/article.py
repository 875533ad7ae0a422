"""An article: one page for reading in a browser, its texts to be set by the browser, its figures drawn.

A scene has one size and fixed places; an article flows. It holds the same texts and the same blocks, every
figure drawn for a narrow and a wide column, on light and on dark ground.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rupadata.model.evidence import Evidence
from rupadata.scene.nodes import ChartData, Text, TextStyle
from rupadata.scene.scene import Scene
from rupadata.typeset import HOUSE_FONTS, TEXT_FAMILY, PageFonts


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A text that the browser breaks into lines, with the evidence of its figures.

    `strong` are the stretches (start, end) that stand out.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()


NO_PASSAGE = Passage("")


class ArticlePalette(msgspec.Struct, frozen=True, gc=False):
    """Colours `#rrggbb` of the texts around the figures."""

    paper: str
    ink: str
    muted: str
    accent: str
    tint: str
    rule: str


class ArticleFigure(msgspec.Struct, frozen=True, gc=False):
    """One block: its heading and note as texts, its picture as scenes by column and ground.

    `narrow` and `wide` have their width in CSS pixels. `dark_narrow` and `dark_wide` are the same nodes, by
    their ids, in the colours for dark screens; None where the figure keeps its own ground.
    """

    name: str
    block: str
    heading: Passage
    note: Passage
    label: str
    alt: str
    narrow: Scene
    wide: Scene
    dark_narrow: Scene | None = None
    dark_wide: Scene | None = None
    charts: tuple[ChartData, ...] = ()
    hero: bool = False
    titled: bool = False
    """Whether the picture has a title of its own in it."""
    period: str = ""
    """The one period of all its values; empty where its charts name the period of each."""


class Article(msgspec.Struct, frozen=True):
    """Everything of a page in one language, in the order of reading."""

    lang: str
    title: str
    description: str
    kicker: Passage
    place: Passage
    headline: Passage
    standfirst: Passage
    figures: tuple[ArticleFigure, ...]
    formal: Passage
    lacking: Passage
    source: str
    notes: str
    made_by: str
    credits: str
    address: str
    light: ArticlePalette
    dark: ArticlePalette | None
    """None where the theme has one ground only."""
    head: ArticlePalette
    """Of the band that head and hero stand on; that of the page where it has none."""
    head_dark: ArticlePalette | None
    notice: str = ""
    """What stands over a page with invented figures."""
    data_url: str = ""
    logo: bytes = b""
    logo_media_type: str = ""
    office: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    fonts: PageFonts = HOUSE_FONTS
    """What its texts are set in."""


def figure_scenes(article: Article) -> Iterator[Scene]:
    """Yield every picture of an article, each to be checked for what it shows and where."""
    for figure in article.figures:
        yield figure.narrow
        yield figure.wide


def said_scenes(article: Article) -> Iterator[Scene]:
    """Yield all that an article says, by column, as scenes whose places mean nothing: for proofs alone."""
    style = TextStyle(TEXT_FAMILY, 400, 17.0, article.light.ink)
    shown = [("sentence", passage) for passage in _passages(article)]
    shown += [("note", Passage(article.notes)), ("source", Passage(article.source))]
    texts = tuple(
        Text(f"article-{place}", role, 0.0, 0.0, passage.text, style, 0.0, passage.evidence)
        for place, (role, passage) in enumerate(shown, 1)
        if passage.text
    )
    for column in ("narrow", "wide"):
        drawn = tuple(node for figure in article.figures for node in getattr(figure, column).nodes)
        yield Scene(
            width=0.0,
            height=0.0,
            background=article.light.paper,
            title=article.title,
            description=article.description,
            lang=article.lang,
            nodes=(*texts, *drawn),
            metadata=article.metadata,
        )


def _passages(article: Article) -> Iterator[Passage]:
    """Yield the texts in the order of reading, but for source, notes and credits."""
    yield from (article.kicker, article.place, article.headline, article.standfirst)
    for figure in article.figures:
        yield from (figure.heading, figure.note)
    yield from (article.formal, article.lacking)
