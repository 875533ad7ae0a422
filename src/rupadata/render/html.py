"""Articles as HTML: one file that works from a disk, on a phone, in print and inside another page.

It carries its fonts (only the characters that it shows), asks nothing of any network, and allows nothing but
its own style sheet and its own script, each by its hash. Without the script it is read in full: texts,
pictures with their alternative texts, tables.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from msgspec import structs

from rupadata.render.chart_values import (
    CellPlace,
    MarkPlaces,
    at_one_place,
    mark_places,
    scaled_value,
    shown_value,
    told_areas,
    written_format,
)
from rupadata.render.html_policy import content_policy, read_asset
from rupadata.render.svg import Drawing, behind_font_faces
from rupadata.render.xml_text import clean, clean_part, escape, number
from rupadata.scene.article import Article, ArticleFigure, ArticlePalette, Passage
from rupadata.scene.geometry import Bounds, node_box
from rupadata.scene.nodes import ChartData, Circle, Group, Line, Node, Paint, Path, Rect, Text
from rupadata.scene.scene import Scene
from rupadata.typeset import (
    TEXT_FAMILY,
    OwnFamily,
    families_behind,
    font_subset_uri,
    nearest_weight,
    plain_name,
    printable,
    weight_behind,
    weights_served,
)

_IDENTITY = re.compile(r' id="([^"]*)" data-role="[^"]*"(?: data-value="[^"]*")?')
_VALUE = re.compile(r' data-value="[^"]*"')
"""The cell of a mark has its value."""
_SET_IN = re.compile(
    r' (font-family="[^"]*" font-weight="[^"]*" font-size="[^"]*" fill="[^"]*"'
    r'(?: text-anchor="[^"]*")?(?: letter-spacing="[^"]*")?)'
)
"""How a text of a picture is set; many are set alike, and each says it at length."""
_PAINTED = re.compile(
    r' (fill="[^"]*"(?: (?:stroke|stroke-width|stroke-linejoin|stroke-linecap|stroke-dasharray)="[^"]*")*)'
)
"""How a shape is painted; the same holds of them."""
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_LENGTHS = ("font-size", "letter-spacing")
LEAST_SEARCHED = 12
"""From how many rows on a table can be searched."""
_DISPLAY_WEIGHTS, _READING_WEIGHTS = (600, 700, 800), (400, 600, 700)
"""What the style sheet asks of the two families."""
_SAID = {
    "id": {
        "table": "Tabel angka dan unduhan",
        "csv": "Unduh data (CSV)",
        "svg": "Unduh gambar (SVG)",
        "search": "Cari dalam tabel",
        "published": "Data diterbitkan di",
    },
    "en": {
        "table": "Figures and downloads",
        "csv": "Download data (CSV)",
        "svg": "Download picture (SVG)",
        "search": "Search the table",
        "published": "Data published at",
    },
}


def render_html(article: Article) -> str:
    """Return an article as one self-contained HTML document."""
    page = _Page(article)
    body = page.body()
    style = page.style_sheet() + read_asset(__package__, "html.css")
    script = read_asset(__package__, "html.js")
    policy = content_policy(style, script)
    lang = escape(article.lang)
    data = "".join(
        f'<meta name="rupadata:{escape(key)}" content="{escape(value)}">' for key, value in article.metadata
    )
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="description" content="{escape(article.description)}">{data}'
        f"<title>{escape(article.title)}</title><style>{style}</style></head>"
        f"<body>{body}<script>{script}</script></body></html>\n"
    )


class _Page:
    """A document under way: the colours and letters that it uses."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.said = _SAID.get(article.lang, _SAID["en"])
        self._pairs: dict[tuple[str, str], str] = {}
        self._grounds: dict[str, str] = {}
        fonts = article.fonts
        self._faces = {(fonts.heading, nearest_weight(fonts.heading, one)) for one in _DISPLAY_WEIGHTS}
        self._faces |= {(fonts.text, nearest_weight(fonts.text, one)) for one in _READING_WEIGHTS}
        self._letters: set[str] = set("0123456789 .,-–")
        self._behind: dict[tuple[str, int], set[str]] = {}
        self._settings: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def body(self) -> str:
        """Return everything between the tags of the body."""
        article = self.article
        heroes = [figure for figure in article.figures if figure.hero]
        parts = [figure for figure in article.figures if not figure.hero]
        notice = f'<p class="notice">{self._say(article.notice)}</p>' if article.notice else ""
        kicker = "".join(
            f"<span>{self._say(one.text)}</span>" for one in (article.kicker, article.place) if one.text
        )
        lead = (
            f'<header><p class="kicker">{kicker}</p><h1>{self._say(article.headline.text)}</h1>'
            f"{self._standfirst(article.standfirst)}</header>"
        )
        shown = "".join(self._figure(figure) for figure in heroes)
        rest = "".join(self._figure(figure) for figure in parts)
        below = f'<div class="parts column">{rest}</div>' if rest else ""
        band = "band" if article.head.paper == article.light.paper else "band inked"
        return (
            f'<main>{notice}<div class="{band}"><div class="lead column">{lead}{shown}</div></div>'
            f"{below}</main>{self._foot()}"
        )

    def style_sheet(self) -> str:
        """Return the fonts and colours of this document; to be asked for after its body."""
        letters = "".join(sorted(self._letters))
        faces = "".join(
            f"@font-face{{font-family:'{family}';font-weight:{_served(family, weight)};font-display:swap;"
            f"src:url({font_subset_uri(family, weight, letters)}) format('woff')}}"
            for family, weight in sorted(self._faces)
        )
        article = self.article
        light = _colours(article.light) + "".join(
            f"--{name}:{pair[0]};" for pair, name in self._pairs.items()
        )
        faces += behind_font_faces(self._behind)
        behind = "".join(f"'{one}'," for one in dict.fromkeys(family for family, _ in self._behind))
        reading, display = (_named(one) for one in (article.fonts.text, article.fonts.heading))
        reading = ",".join(dict.fromkeys((reading, f"'{TEXT_FAMILY}'")))
        light += f"--reading:{reading},{behind}sans-serif;"
        light += f"--display:{display},{reading},{behind}sans-serif;"
        settings = "".join(f".{name}{{{_as_style(told)}}}" for told, name in self._settings.items())
        grounds = "".join(f".{name}{{background:{colour}}}" for colour, name in self._grounds.items())
        sheet = f"{faces}{grounds}{settings}:root{{{light}}}.band{{{_colours(article.head)}}}"
        if article.dark is not None:
            dark = _colours(article.dark)
            dark += "".join(
                f"--{name}:{pair[1]};" for pair, name in self._pairs.items() if pair[0] != pair[1]
            )
            band = _colours(article.head_dark or article.dark)
            sheet += f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}.band{{{band}}}}}"
        return sheet

    def _say(self, text: str) -> str:
        return self._shown(clean(text))

    def _shown(self, text: str) -> str:
        fonts = self.article.fonts
        shown = printable(text, fonts.text)
        self._letters.update(shown, shown.upper())
        for family in dict.fromkeys((fonts.text, *fonts.own)):
            self._carry(shown.upper() + shown, family, (400, 700))
        return escape(shown)

    def _carry(self, shown: str, family: str, weights: Iterable[int]) -> None:
        """Remember the fonts that a text needs behind its own, and their letters."""
        for behind in families_behind(shown, family):
            for weight in weights:
                drawn = weight_behind(behind, weight)
                if behind == TEXT_FAMILY:
                    self._faces.add((behind, drawn))
                else:
                    self._behind.setdefault((behind, drawn), set()).update(shown)

    def _standfirst(self, passage: Passage) -> str:
        if not passage.text:
            return ""
        parts, place = [], 0
        for start, end in passage.strong:
            parts += [
                self._shown(clean_part(passage.text[place:start])),
                f"<strong>{self._shown(clean_part(passage.text[start:end]))}</strong>",
            ]
            place = end
        parts.append(self._shown(clean_part(passage.text[place:])))
        return f'<p class="standfirst">{"".join(parts)}</p>'

    def _figure(self, figure: ArticleFigure) -> str:
        name = escape(figure.name)
        title = figure.heading.text or figure.label
        unseen = ' class="unseen"' if figure.titled else ""
        heading = f"<h2{unseen}>{self._say(title)}</h2>" if title else ""
        note = f'<p class="sub">{self._say(figure.note.text)}</p>' if figure.note.text else ""
        said = [told_areas(scene, figure.charts) for scene in (figure.narrow, figure.wide)]
        names = {cell: f"@{place}" for place, cell in enumerate(sorted({*said[0], *said[1]}))}
        told = {"n": _told(figure, figure.narrow, names), "w": _told(figure, figure.wide, names)}
        narrow = self._svg(figure, figure.narrow, figure.dark_narrow, "n", told["n"])
        wide = self._svg(figure, figure.wide, figure.dark_wide, "w", told["w"])
        table = self._tables(figure, {column: one.marks for column, one in told.items()})
        kind = "hero" if figure.hero else "part" if figure.charts else "part whole"
        picture = f"{narrow}{wide}"
        around = self.article.head if figure.hero else self.article.light
        band = self.article.head_dark or self.article.head
        left_light = figure.hero and figure.dark_narrow is None and band.paper != around.paper
        if figure.narrow.background != around.paper or left_light:
            ground = self._colour(figure.narrow.background, _background(figure.dark_narrow, figure.narrow))
            picture = f'<div class="ground {self._ground(ground)}">{picture}</div>'
        period = f' data-period="{escape(figure.period)}"' if figure.period else ""
        return f'<figure id="{name}" class="{kind}"{period}>{heading}{note}{picture}{table}</figure>'

    def _svg(
        self, figure: ArticleFigure, scene: Scene, dark: Scene | None, column: str, told_there: _Told
    ) -> str:
        """Return a figure's picture for a column; only marks keep their ids, which begin with its letter."""
        texts = [node for node in scene.every if isinstance(node, Text)]
        for text in texts:
            shown = printable(text.text, text.style.family)
            self._letters.update(shown)
            self._carry(shown, text.style.family, (text.style.weight,))
            self._faces.add((text.style.family, text.style.weight))
        # The fonts are on board; what leaves the page as a file is told its widths then.
        drawing = Drawing("embed", f"{column}-", squeezed=False)
        shown = drawing.draw(_plain_groups(self._coloured(scene.nodes, dark.nodes if dark else scene.nodes)))
        kept = {
            f"{column}-{node}": f"{column}-{self._name(node)}"
            for nodes in told_there.marks.values()
            for node in nodes
        }
        shown = shown.replace(' role="heading" aria-level="2"', "")
        shown = _IDENTITY.sub(lambda found: f' id="{kept[found[1]]}"' if found[1] in kept else "", shown)
        shown = _VALUE.sub("", shown)
        for told_alike in (_SET_IN, _PAINTED):
            shown = told_alike.sub(lambda found: f' class="{self._setting(found[1])}"', shown)
        shown += _areas(told_there.areas)
        told = figure.alt or figure.label
        named = f'role="img" aria-label="{escape(clean(told))}"' if told else 'role="group"'
        size = f'viewBox="0 0 {number(scene.width)} {number(scene.height)}"'
        alone = (
            told and not figure.charts and any(isinstance(one, Group) and one.chart for one in scene.every)
        )
        kind = f"{column} told" if alone else column
        return f'<svg class="{kind}" {size} {named} text-rendering="geometricPrecision">{shown}</svg>'

    def _coloured(self, nodes: Sequence[Node], dark: Sequence[Node]) -> Iterator[Node]:
        """Yield nodes with names of this document's colours in place of their own."""
        for node, other in zip(nodes, dark, strict=True):
            match node, other:
                case Group(), Group():
                    yield structs.replace(node, children=tuple(self._coloured(node.children, other.children)))
                case Text(), Text():
                    fill = self._colour(node.style.fill, other.style.fill)
                    yield structs.replace(node, style=structs.replace(node.style, fill=fill))
                case ((Rect() | Circle() | Line() | Path()), (Rect() | Circle() | Line() | Path())):
                    yield structs.replace(node, paint=self._painted(node.paint, other.paint))
                case _:
                    yield node

    def _painted(self, paint: Paint, dark: Paint) -> Paint:
        fill = self._colour(paint.fill, dark.fill or paint.fill) if paint.fill else ""
        stroke = self._colour(paint.stroke, dark.stroke or paint.stroke) if paint.stroke else ""
        return structs.replace(paint, fill=fill, stroke=stroke)

    def _colour(self, light: str, dark: str) -> str:
        name = self._pairs.setdefault((light, dark), f"c{len(self._pairs)}")
        return f"var(--{name})"

    def _setting(self, told: str) -> str:
        """Return the class of texts that are set alike, or of shapes that are painted so."""
        return self._settings.setdefault(told, f"t{len(self._settings)}")

    def _name(self, mark: str) -> str:
        """Return a short name of a mark, as large pictures have a thousand of them."""
        return mark if mark[0] == "@" else self._names.setdefault(mark, f"m{len(self._names)}")

    def _ground(self, colour: str) -> str:
        name = self._grounds.setdefault(colour, f"g{len(self._grounds)}")
        return name

    def _tables(self, figure: ArticleFigure, marks: dict[str, MarkPlaces]) -> str:
        """Return the tables of a figure's charts, closed, with what can be done with them."""
        tables = "".join(self._table(chart, place, marks) for place, chart in enumerate(figure.charts))
        if not tables:
            return ""
        search = ""
        if max(len(chart.categories) for chart in figure.charts) >= LEAST_SEARCHED:
            said = escape(self.said["search"])
            search = f'<label hidden>{said}<input type="search" autocomplete="off"></label>'
        buttons = "".join(
            f'<button type="button" data-get="{kind}" hidden>{self._say(self.said[kind])}</button>'
            for kind in ("csv", "svg")
        )
        return (
            f"<details><summary>{self._say(self.said['table'])}</summary>{search}"
            f'<div class="scroll" tabindex="0">{tables}</div><div class="tools">{buttons}</div></details>'
        )

    def _table(self, chart: ChartData, place: int, marks: dict[str, MarkPlaces]) -> str:
        unit, names = self._say(chart.unit), [self._say(series.name) for series in chart.series]
        several, form = len(names) > 1, written_format(chart)
        heads = names if several else [unit or names[0]]
        rows = []
        for row, category in enumerate(chart.categories):
            cells = []
            for column, series in enumerate(chart.series):
                cell = (place, column, row)
                ids = dict.fromkeys(
                    self._name(node) for found in marks.values() for node in found.get(cell, ())
                )
                told = f' data-marks="{escape(" ".join(ids))}"' if ids else ""
                cells.append(f"<td{told}>{self._value(series.values[row], form)}</td>")
            rows.append(f'<tr><th scope="row">{self._say(category)}</th>{"".join(cells)}</tr>')
        top = "".join(f'<th scope="col">{head}</th>' for head in heads)
        caption = unit if several else names[0]
        return (
            f'<table data-unit="{unit}"><caption>{caption}</caption><thead><tr><td></td>{top}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table>"
        )

    def _value(self, value: float | None, number_format: str) -> str:
        if value is None:
            return "–"
        shown = self._say(shown_value(value, number_format, self.article.lang))
        return f'<data value="{scaled_value(value, number_format)}">{shown}</data>'

    def _foot(self) -> str:
        article = self.article
        logo = ""
        if article.logo:
            content = base64.b64encode(article.logo).decode("ascii")
            kind, name = escape(article.logo_media_type), self._say(article.office)
            logo = f'<img src="data:{kind};base64,{content}" alt="{name}">'
        lines = (
            ("formal", article.formal.text),
            ("lacking", article.lacking.text),
            ("source", article.source),
            ("notes", article.notes),
            ("made-by", article.made_by),
            ("aside", article.address),
            ("aside", article.credits),
        )
        said = "".join(f'<p class="{kind}">{self._say(text)}</p>' for kind, text in lines if text)
        return f'<footer><div class="column">{logo}{said}{self._published()}</div></footer>'

    def _published(self) -> str:
        """Return where the data are published, as a link where it is the address of a page."""
        address = self.article.data_url
        if not address:
            return ""
        shown = self._say(address)
        if address.startswith(("https://", "http://")):
            shown = f'<a href="{escape(address)}" rel="noopener">{shown}</a>'
        return f'<p class="aside">{self._say(self.said["published"])} {shown}</p>'


class _Told(NamedTuple):
    """What can be pointed at in a picture: the names of marks by cell, and where those without ink lie."""

    marks: MarkPlaces
    areas: dict[str, Bounds | None]


def _told(figure: ArticleFigure, scene: Scene, names: dict[CellPlace, str]) -> _Told:
    """Return the marks of a picture by the cells whose values they show.

    Where boxes are said for a chart they tell its values, under their `names` in the document. Marks upon one
    another tell the values of all.
    """
    said = told_areas(scene, figure.charts)
    areas = {name: said.get(cell) for cell, name in names.items()}
    marks = {cell: [names[cell]] for cell in said}
    with_areas = {chart for chart, *_ in said}
    matched = mark_places(scene, figure.charts)
    marks |= {cell: names for cell, names in matched.items() if cell[0] not in with_areas}
    boxes = {node.id: node_box(node) for node in scene.every if not isinstance(node, Group)} | areas
    told = [(cell, name, box) for cell, names in marks.items() for name in names if (box := boxes[name])]
    shared: dict[CellPlace, dict[str, None]] = {}
    for here, found in enumerate(at_one_place([box for *_, box in told])):
        shared.setdefault(told[here][0], {}).update((told[one][1], None) for one in found)
    return _Told({cell: list(names) for cell, names in shared.items()}, areas)


def _areas(areas: dict[str, Bounds | None]) -> str:
    """Return in short the boxes of values that no shape tells alone; the script makes them.

    A size is left out where it is that of the box before.
    """
    if not areas:
        return ""
    told, before = [], ""
    for box in areas.values():
        place, size = (
            ("", "") if box is None else (f"{box.x:.0f} {box.y:.0f}", f"{box.width:.0f} {box.height:.0f}")
        )
        told.append(place if size in ("", before) else f"{place} {size}")
        before = size or before
    return f'<g data-at="{",".join(told)}" fill="none" pointer-events="all"/>'


def _as_style(attributes: str) -> str:
    """Return attributes of an SVG text or shape as rules of a style sheet."""
    return "".join(
        f"{name}:{unescape(value)}{'px' if name in _LENGTHS else ''};"
        for name, value in _ATTRIBUTE.findall(attributes)
    )


def _plain_groups(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes whose groups name nothing themselves: the drawing as a whole is one picture."""
    return tuple(
        structs.replace(node, label="", alt="", children=_plain_groups(node.children))
        if isinstance(node, Group)
        else node
        for node in nodes
    )


def _served(family: str, weight: int) -> str:
    """Return the weights of a style sheet that a font draws: its own, or all those near it."""
    return weights_served(family, weight) if isinstance(family, OwnFamily) else str(weight)


def _named(family: str) -> str:
    """Return the names of a family in a style sheet: as it is carried along, then as it is installed."""
    names = dict.fromkeys((family, plain_name(family)))
    return ",".join(one if one.isalpha() else f"'{one}'" for one in map(str, names))


def _background(dark: Scene | None, light: Scene) -> str:
    return light.background if dark is None else dark.background


def _colours(palette: ArticlePalette) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in structs.asdict(palette).items())
