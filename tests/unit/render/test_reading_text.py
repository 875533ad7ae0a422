"""Pages to be read: what the picture says, in headings, paragraphs and tables of a word processor."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from msgspec import structs
from msgspec.structs import replace

from rupadata.model.subject import SubjectBook
from rupadata.render import render_docx
from rupadata.render.reading_text import figure_words
from rupadata.render.xml_text import clean, clean_part
from rupadata.scene.nodes import ChartData, ChartSeries
from tests.golden.golden_books import city_book, growth_book
from tests.unit.render.test_html import article_of

BOOKS: tuple[Callable[[], SubjectBook], ...] = (city_book, growth_book)


def opened(make: Callable[[], SubjectBook], lang: str = "id") -> Document:
    return docx.Document(io.BytesIO(render_docx(article_of(make, lang=lang), date=dt.date(2026, 11, 22))))


@pytest.mark.parametrize("make", BOOKS)
def test_headings_are_those_of_the_page_in_its_order(make: Callable[[], SubjectBook]) -> None:
    article = article_of(make)
    found = [p for p in opened(make).paragraphs if p.style.name.startswith("Heading")]
    assert [p.text for p in found if p.style.name == "Heading 1"] == [article.headline.text]
    wanted = [clean(figure.heading.text or figure.label) for figure in article.figures]
    assert [p.text for p in found if p.style.name == "Heading 2"] == [one for one in wanted if one]


@pytest.mark.parametrize("make", BOOKS)
def test_every_sentence_stands_in_it_with_its_spaces(make: Callable[[], SubjectBook]) -> None:
    article = article_of(make)
    said = [p.text for p in opened(make).paragraphs]
    for text in (article.standfirst.text, article.source, article.notes, article.made_by):
        assert not text or clean(text) in said
    for figure in article.figures:
        for words in figure_words(figure):
            assert clean(words) in said


@pytest.mark.parametrize("make", BOOKS)
def test_every_value_of_every_chart_stands_in_a_table(make: Callable[[], SubjectBook]) -> None:
    charts = [chart for figure in article_of(make).figures for chart in figure.charts]
    tables = opened(make).tables
    assert len(tables) == len(charts)
    for chart, table in zip(charts, tables, strict=True):
        cells = [cell.text for row in table.rows[1:] for cell in row.cells[1:]]
        assert len(cells) == len(chart.categories) * len(chart.series)
        known = sum(value is not None for series in chart.series for value in series.values)
        assert sum(text != "–" for text in cells) == known
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_table_of_more_series_than_a_sheet_is_wide_is_turned() -> None:
    names = [f"Kecamatan {n}" for n in range(7)]
    chart = ChartData(
        "line", ("2024", "2025"), tuple(ChartSeries(n, (1.0, None)) for n in names), "0.0", "jiwa"
    )
    article = article_of(city_book)
    first = article.figures[0]
    made = replace(article, figures=(structs.replace(first, charts=(chart,)),))
    (table,) = docx.Document(io.BytesIO(render_docx(made))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["", "2024", "2025"]
    assert [row.cells[0].text for row in table.rows[1:]] == names
    assert [cell.text for cell in table.rows[1].cells[1:]] == ["1,0", "–"]


def test_the_same_page_gives_the_same_bytes_with_its_own_date_and_language() -> None:
    article = article_of(city_book, lang="en")
    made = render_docx(article, date=dt.date(2026, 11, 22))
    assert made == render_docx(article, date=dt.date(2026, 11, 22))
    about = docx.Document(io.BytesIO(made)).core_properties
    assert (about.title, about.language, about.created.date()) == (
        article.title, "en-GB", dt.date(2026, 11, 22),
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 11, 22, 0, 0, 0)}


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("a  b", "a b"), (" a ", " a "), ("", ""), (" ", " "), ("\x00a\t", "a "), ("a", "a")],
)
def test_a_part_of_a_sentence_keeps_a_space_at_its_ends(text: str, cleaned: str) -> None:
    assert clean_part(text) == cleaned
