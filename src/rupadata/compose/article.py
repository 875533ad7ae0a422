"""From what a page says to an article: texts that a browser sets, figures drawn for its columns.

Every block of the page is in it: a browser scrolls, so nothing is left out for want of room. A figure is
drawn without its heading, which is a text of the article, at the height that shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rupadata.compose.blocks.base import Block, Heading, without_heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.head import Head
from rupadata.compose.layout import WaitingBlock
from rupadata.compose.look import Look, make_look
from rupadata.compose.page import PageContent
from rupadata.compose.pen import Writing
from rupadata.compose.rich_text import stressed_stretches
from rupadata.compose.sizes import PageSize
from rupadata.compose.themes import Palette, get_theme
from rupadata.office import Office
from rupadata.scene.article import Article, ArticleFigure, ArticlePalette, Passage
from rupadata.scene.nodes import ChartData, Group
from rupadata.scene.scene import Scene, texts

NARROW, HALF, WIDE = 360.0, 540.0, 720.0
"""Widths in CSS pixels: a phone's column, one of two columns on a desk, the column of a hero."""
BODY_PX = 15.0
"""The size of a figure's texts in CSS pixels, whatever the column."""
LEAST_PX = 11.5
_DARK_THEME = "night"
_WIDEST = 1.3
"""How much wider than its column a figure may be drawn that cannot stand in it; the browser shrinks it."""


def write_article(content: PageContent, theme: str, office: Office) -> Article:
    """Return a page's content as an article in one theme."""
    look = _look(content, theme, office, NARROW)
    dark = None if theme in (_DARK_THEME, "high-contrast") else _look(content, _DARK_THEME, office, NARROW)
    head, foot = content.head, content.foot
    heroes = () if content.hero is None else (content.hero,)
    figures = [
        *(_figure(item, content, theme, office, hero=True) for item in heroes),
        *(_figure(item, content, theme, office, hero=False) for item in content.items),
    ]
    return Article(
        lang=content.lang,
        title=content.title,
        description=content.description,
        kicker=_passage(head.kicker),
        place=_passage(head.place),
        headline=_passage(head.headlines[0]),
        standfirst=_standfirst(head),
        figures=tuple(figure for figure in figures if figure is not None),
        formal=_passage(foot.formal),
        lacking=_passage(foot.lacking),
        source=foot.source,
        notes=foot.notes_in_line,
        made_by=foot.made_by,
        credits=foot.credits,
        address=foot.address,
        light=_palette(look.palette),
        dark=_palette(dark.palette) if dark is not None else None,
        head=_palette(look.on(content.architecture.head).palette),
        head_dark=_palette(dark.on(content.architecture.head).palette) if dark is not None else None,
        notice=head.band,
        data_url=foot.qr,
        logo=foot.logo,
        logo_media_type=foot.logo_media_type,
        office=foot.office,
        metadata=content.metadata,
        fonts=office.fonts,
    )


def _look(
    content: PageContent,
    theme: str,
    office: Office,
    width: float,
    ground: str = "paper",
    *,
    bare: bool | None = None,
) -> Look:
    unit = BODY_PX / 24
    size = PageSize(f"column-{width:g}", width, width * 2, unit=unit, head_unit=unit, least_text=LEAST_PX)
    return make_look(
        size,
        theme,
        content.hue,
        content.lang,
        office.symbols,
        ground,
        office.fonts,
        bare=ground != "paper" if bare is None else bare,
    )


def _palette(palette: Palette) -> ArticlePalette:
    return ArticlePalette(
        palette.paper, palette.ink, palette.muted, palette.accent, palette.tint, palette.hairline
    )


def _passage(shown: Writing) -> Passage:
    return Passage(shown.text, shown.evidence)


def _standfirst(head: Head) -> Passage:
    shown = head.standfirst
    return Passage(shown.text, shown.evidence, stressed_stretches(shown))


def _figure(
    item: WaitingBlock, content: PageContent, theme: str, office: Office, *, hero: bool
) -> ArticleFigure | None:
    block, heading = without_heading(item.block)
    ground = content.architecture.hero if hero else "paper"
    wide = WIDE if hero or not hasattr(block, "alt") else HALF
    scenes = [_draw(block, content, _look(content, theme, office, width, ground)) for width in (NARROW, wide)]
    narrow, broad = (scenes[0] or scenes[1]), (scenes[1] or scenes[0])
    if narrow is None or broad is None:
        return None
    dark: tuple[Scene | None, Scene | None] = (None, None)
    grounds = get_theme(theme).grounds
    own_ground, in_dark = grounds.of(ground) not in ("paper", "tint"), ground
    if hero and grounds.of(ground) == grounds.of(content.architecture.head):
        # It stands on the band of the head, which is another one on dark screens.
        own_ground, in_dark = False, content.architecture.head
    if not own_ground and theme not in (_DARK_THEME, "high-contrast"):
        dark = (
            _in_the_dark(narrow, block, content, office, in_dark, bare=ground != "paper"),
            _in_the_dark(broad, block, content, office, in_dark, bare=ground != "paper"),
        )
    drawn = next(node for node in narrow.nodes if isinstance(node, Group))
    figures = [node for node in narrow.every if isinstance(node, Group) and node.alt]
    charts = tuple(_charts(figures))
    return ArticleFigure(
        name=item.block.name,
        block=item.block.kind,
        heading=_passage(heading.title) if heading.title else _passage(_title_in(narrow)),
        note=_passage(heading.note),
        label=next((figure.label for figure in figures if figure.label), drawn.label),
        alt=" ".join(dict.fromkeys(figure.alt for figure in figures)),
        narrow=narrow,
        wide=broad,
        dark_narrow=dark[0],
        dark_wide=dark[1],
        charts=charts,
        hero=hero,
        titled=not heading.title and bool(_title_in(narrow)),
        period=_period(charts, heading, narrow),
    )


def _period(charts: Sequence[ChartData], heading: Heading, scene: Scene) -> str:
    """Return the one period that a figure speaks of; nothing where its charts name periods themselves."""
    named = {name for chart in charts for name in (*chart.categories, *(one.name for one in chart.series))}
    said = [*heading.title.evidence, *heading.note.evidence]
    said += [one for node in texts(scene) for one in node.evidence]
    periods = {one.shown for one in said if one.formula == "period"}
    return periods.pop() if len(periods) == 1 and not periods & named else ""


def _title_in(scene: Scene) -> Writing:
    """Return the first title that a picture has in it, its lines as one."""
    lines = [node for node in texts(scene) if node.role == "section-heading"]
    first = [line for line in lines if line is lines[0] or line.paragraph == lines[0].paragraph != ""]
    return Writing(" ".join(line.text for line in first), tuple(e for line in first for e in line.evidence))


def _charts(figures: Iterable[Group]) -> Iterable[ChartData]:
    """Yield the charts whose values stand in a table, each once; a picture of one in some has none."""
    found: dict[ChartData, None] = {}
    for figure in figures:
        chart = figure.chart
        if chart is not None and (chart.unit or len(chart.categories) > 1):
            found.setdefault(chart)
    return found


def _draw(block: Block, content: PageContent, look: Look) -> Scene | None:
    """Return a block alone on a scene as wide as its column, or a little wider where it needs that."""
    width = look.size.width
    fit = block.fit(width, look)
    while fit is None and width < look.size.width * _WIDEST:
        width += 20
        fit = block.fit(width, look)
    return None if fit is None else _scene(block, content, look, width, _height(fit))


def _height(fit: Fit) -> float:
    return round(max(fit.least, min(max(fit.ideal, fit.whole), max(fit.most, fit.whole))), 1)


def _scene(block: Block, content: PageContent, look: Look, width: float, height: float) -> Scene:
    drawn = block.draw(Box(0.0, 0.0, width, height), look)
    return Scene(
        width=width,
        height=height,
        background=look.palette.paper,
        title=content.title,
        description=drawn.alt,
        lang=content.lang,
        nodes=(drawn,),
    )


def _in_the_dark(
    scene: Scene, block: Block, content: PageContent, office: Office, ground: str, *, bare: bool
) -> Scene | None:
    """Return the same drawing in the colours for dark screens; None where it has other nodes there."""
    column = scene.width
    look = _look(content, _DARK_THEME, office, column, ground, bare=bare)
    found = _scene(block, content, look, scene.width, scene.height)
    same = [node.id for node in scene.every] == [node.id for node in found.every]
    return found if same else None
