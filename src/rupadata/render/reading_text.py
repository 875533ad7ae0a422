"""Articles as documents to be read: what a page says in words and tables, without a picture, as DOCX.

For people who hear a page or feel it, who need other letters, or who quote it: every figure is told by its
alternative text, then its values stand in a table. Headings, lists and tables are those of the word
processor, so that a screen reader can jump between them.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lxml import etree

from rupadata.render.chart_values import shown_value, written_format
from rupadata.render.dated_package import dated_package
from rupadata.render.xml_text import clean, clean_part, escape
from rupadata.scene.article import Article, ArticleFigure, Passage
from rupadata.scene.nodes import ChartData, Text
from rupadata.scene.scene import Scene
from rupadata.typeset import OwnFamily, plain_name

if TYPE_CHECKING:
    from docx.document import Document

_USUAL_FONT = "Arial"
"""What every word processor has, or has a stand-in for."""
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_WIDTH_MM = 160.0
"""Of the text on a sheet of A4."""
_COLUMN_MM = 15.0
"""The least width of a column of figures; names at the side take what more columns leave."""
_MOST_COLUMNS = 4
"""How many columns of figures have room on paper; a table of more is turned where it is higher so."""
_LONGEST_PROPERTY = 255
"""Of a property of a DOCX file, in letters."""


def render_docx(article: Article, *, date: dt.date | None = None) -> bytes:
    """Return what an article says as a DOCX document; `date` is what its properties say."""
    import docx  # Few pages are wanted so, and every worker starts.
    from docx.shared import Mm, Pt

    document = docx.Document()
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm((210 - _WIDTH_MM) / 2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _USUAL_FONT, Pt(12)
    normal.paragraph_format.line_spacing = 1.3
    _set_own_fonts(document, article)
    _tell_properties(document, article, date)
    _Writer(document, article).write()
    out = io.BytesIO()
    document.save(out)
    when = dt.datetime.combine(date or dt.date(2000, 1, 1), dt.time())
    return dated_package(out.getvalue(), when)


def _set_own_fonts(document: Document, article: Article) -> None:
    """Set the document in the office's own fonts where they are installed; its font table names what else."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    fonts = article.fonts
    parts = (("Normal", fonts.text), *((f"Heading {level}", fonts.heading) for level in (1, 2)))
    for style, family in parts:
        if isinstance(family, OwnFamily):
            font = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                font.attrib.pop(qn(f"w:{theme}"), None)
            for kind in ("ascii", "hAnsi", "cs"):
                font.set(qn(f"w:{kind}"), plain_name(family))
    if not fonts.own:
        return
    package: Any = document.part.package
    table = next(one for one in package.iter_parts() if one.partname.endswith("fontTable.xml"))
    listed = parse_xml(table.blob)
    for name in dict.fromkeys(map(plain_name, fonts.own)):
        listed.append(
            parse_xml(
                f'<w:font {nsdecls("w")} w:name="{escape(name)}"><w:altName w:val="{_USUAL_FONT}"/>'
                '<w:family w:val="swiss"/></w:font>'
            )
        )
    table._blob = etree.tostring(listed, xml_declaration=True, encoding="UTF-8", standalone=True)


def figure_words(figure: ArticleFigure) -> Iterator[str]:
    """Yield what a figure says in words: its alternative text, or, where it is all words, its paragraphs."""
    if figure.charts or figure.alt:
        if figure.alt:
            yield figure.alt
        return
    yield from _paragraphs(figure.narrow)


def _paragraphs(scene: Scene) -> Iterator[str]:
    """Yield the texts of a scene in the order of reading, a figure with what it is the figure of."""
    texts = (node for node in scene.every if isinstance(node, Text))
    said = [
        (role, " ".join(line.text for line in lines))
        for (role, _), lines in groupby(texts, key=lambda text: (text.role, text.paragraph or text.id))
    ]
    held: list[str] = []
    figures = any(role == "value" for role, _ in said)
    for role, text in said:
        if held and (role == "value" or not figures):
            yield held[0] + (" " if figures else "") + "; ".join(held[1:])
            held = []
        held.append(text)
    if held:
        yield held[0] + (" " if figures else "") + "; ".join(held[1:])


class _Writer:
    """A document under way."""

    def __init__(self, document: Document, article: Article) -> None:
        self.document = document
        self.article = article

    def write(self) -> None:
        """Write the article in the order of reading."""
        article = self.article
        if article.notice:
            self._paragraph(article.notice, strong=True)
        self._paragraph(" · ".join(one.text for one in (article.kicker, article.place) if one.text))
        self.document.add_heading(clean(article.headline.text), 1)
        self._passage(article.standfirst)
        for figure in article.figures:
            self._figure(figure)
        for text in (
            article.formal.text,
            article.lacking.text,
            article.source,
            article.notes,
            article.made_by,
            article.address,
            article.data_url,
        ):
            self._paragraph(text)

    def _paragraph(self, text: str, *, strong: bool = False, leads: bool = False) -> None:
        """Write a paragraph; one that leads stays on the sheet of the next."""
        if text:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = leads
            paragraph.add_run(clean(text)).bold = strong or None

    def _passage(self, passage: Passage) -> None:
        if not passage.text:
            return
        paragraph, place = self.document.add_paragraph(), 0
        for start, end in (*passage.strong, (len(passage.text), len(passage.text))):
            paragraph.add_run(clean_part(passage.text[place:start]))
            paragraph.add_run(clean_part(passage.text[start:end])).bold = True
            place = end

    def _figure(self, figure: ArticleFigure) -> None:
        title = figure.heading.text or figure.label
        if title:
            self.document.add_heading(clean(title), 2)
        self._paragraph(figure.note.text, leads=True)
        for words in figure_words(figure):
            self._paragraph(words)
        for chart in figure.charts:
            self._table(chart)

    def _table(self, chart: ChartData) -> None:
        """Write a chart's values: a row a category, its head repeated on every sheet."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        several, form = len(chart.series) > 1, written_format(chart)
        names = [series.name for series in chart.series] if several else [chart.unit or chart.series[0].name]
        values = [
            [self._value(series.values[row], form) for series in chart.series]
            for row in range(len(chart.categories))
        ]
        sides, heads = list(chart.categories), names
        if len(heads) > max(_MOST_COLUMNS, len(sides)):
            sides, heads, values = heads, sides, [list(column) for column in zip(*values, strict=True)]
        if several and chart.unit:
            self._paragraph(chart.unit, leads=True)
        table = self.document.add_table(rows=1, cols=1 + len(heads), style="Table Grid")
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for cell, head in zip(table.rows[0].cells, ("", *heads), strict=True):
            cell.paragraphs[0].add_run(clean(head)).bold = True
        for side, row in zip(sides, values, strict=True):
            cells = table.add_row().cells
            cells[0].text = clean(side)
            for cell, shown in zip(cells[1:], row, strict=True):
                cell.text = shown
        side_mm = max(_WIDTH_MM / 5, min(_WIDTH_MM / 2, _WIDTH_MM - _COLUMN_MM * len(heads)))
        widths = (side_mm, *[(_WIDTH_MM - side_mm) / len(heads)] * len(heads))
        table.autofit = False
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            for cell in row.cells[1:]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.document.add_paragraph()

    def _value(self, value: float | None, number_format: str) -> str:
        return "–" if value is None else shown_value(value, number_format, self.article.lang)


def _tell_properties(document: Document, article: Article, date: dt.date | None) -> None:
    from docx.oxml.ns import qn

    language = _LANGUAGES.get(article.lang, article.lang)
    for told in document.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), language)
    about = document.core_properties
    when = dt.datetime.combine(date or dt.date(2000, 1, 1), dt.time())
    about.title, about.author, about.language = article.title[:_LONGEST_PROPERTY], "Rupadata", language
    about.comments, about.last_modified_by = "", "Rupadata"
    about.created, about.modified, about.revision = when, when, 1
