"""Names and notes in any script come out of every renderer as they were measured."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile

import numpy as np
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image as Picture

from rupadata.compose import compose_article, plan_page
from rupadata.render import (
    BookCover,
    Chapter,
    render_book,
    render_html,
    render_pdf,
    render_png,
    render_pptx,
    render_svg,
)
from rupadata.render.text_outlines import text_outline
from rupadata.scene.nodes import Group, Node, Paint, Path, Text, TextStyle
from rupadata.scene.scene import Scene
from rupadata.typeset import measure
from tests.golden.golden_books import city_book
from tests.unit.typeset.test_paper_text import WRITTEN

HEAD = TextStyle("Manrope", 700, 40, "#000000")
BODY = TextStyle("Source Sans Pro", 400, 40, "#000000")
SCRIPTS = [unicodedata.normalize("NFC", text) for text in WRITTEN.values()]
MIXED = ["Kota السلام (abc) 12,5 ribu", "Nguyễn ḥadīṡ ▲ ♀", "👨‍👩‍👧 ya", "Jawa ꦗꦮ 2024"]


def text(words: str, y: float = 100, style: TextStyle = HEAD) -> Text:
    return Text(f"t{y:g}", "label", 50, y, words, style, measure(words, style))


def scene(*nodes: Node, width: int = 700) -> Scene:
    high = max((node.y for node in nodes if isinstance(node, Text)), default=100) + 100
    return Scene(width, int(high), "#ffffff", "Judul", "Uraian", "id", nodes)


def figure(*nodes: Node) -> Group:
    return Group("g", "figure", nodes, label="Grafik", alt="Naik")


def ink(png: bytes) -> np.ndarray:
    return np.asarray(Picture.open(io.BytesIO(png)).convert("L"), dtype=float)


def rows(words: list[str]) -> tuple[Text, ...]:
    return tuple(text(one, 100 * (place + 1)) for place, one in enumerate(words))


def outlined(page: Scene) -> Scene:
    """Return a scene with its texts as the outlines that were measured."""
    nodes = []
    for node in page.nodes:
        assert isinstance(node, Text)
        path, transform = text_outline(node)
        x, y, scale = (float(value) for value in re.findall(r"-?[\d.]+(?:e-?\d+)?", transform)[:3])
        turned = re.sub(r"([MmLlQqCc])([^A-Za-z]*)", lambda found: found[1] + _turned(found[2]), path)
        box = (node.x, node.y - 60, node.width, 100)
        nodes.append(Path(node.id, "shape", turned, Paint("#000000"), box, (x, y, scale)))
    return Scene(page.width, page.height, page.background, "J", "U", "id", tuple(nodes))


def _turned(numbers: str) -> str:
    values = [float(value) for value in re.findall(r"-?[\d.]+(?:e-?\d+)?", numbers)]
    return " ".join(f"{-value if place % 2 else value:g}" for place, value in enumerate(values))


@pytest.mark.parametrize("within", [False, True], ids=["alone", "in a figure"])
def test_pixels_show_the_letters_that_were_measured(within: bool) -> None:
    words = [*SCRIPTS, *MIXED]
    lines = rows(words)
    page = scene(*lines)
    drawn = ink(render_png(with_nodes(page, (figure(*lines),)) if within else page))
    expected = ink(render_png(outlined(page)))
    for place, one in enumerate(words):
        band = slice(100 * place + 40, 100 * place + 140)
        ours, theirs = 255 - drawn[band], 255 - expected[band]
        assert theirs.sum() > 0, one
        assert np.abs(ours - theirs).sum() < 0.25 * theirs.sum(), one


def with_nodes(page: Scene, nodes: tuple[Node, ...]) -> Scene:
    return Scene(page.width, page.height, page.background, page.title, page.description, page.lang, nodes)


@pytest.mark.parametrize("within", [False, True], ids=["alone", "in a figure"])
def test_a_pdf_holds_the_letters_as_text(within: bool) -> None:
    lines = rows(["中文說明", "Русский", "Jawa ꦗꦮ"])
    page = scene(*lines)
    made = render_pdf(with_nodes(page, (figure(*lines),)) if within else page)
    said = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    for words in ("中文說明", "Русский", "ꦗꦮ"):
        assert words in said
    assert made == render_pdf(with_nodes(page, (figure(*lines),)) if within else page)


def test_an_svg_carries_only_the_fonts_that_its_letters_need() -> None:
    made = render_svg(scene(*rows(["Kota 中文", "ไทย ▲ ж", "Kota"])))
    faces = re.findall(r"@font-face\{font-family:'([^']+)';font-weight:([\d ]+);", made)
    assert faces == [
        ("Manrope", "700"),
        ("Source Sans Pro", "700"),
        ("Droid Sans Fallback", "1 1000"),
        ("Noto Sans Thai", "1 1000"),
        ("Rupadata Sans", "600 1000"),
    ]
    assert "font-family=\"'Manrope', 'Droid Sans Fallback', " in made
    assert "font-family=\"'Manrope', 'Noto Sans Thai', 'Source Sans Pro', 'Rupadata Sans', " in made
    assert ">Kota 中文<" in made
    assert ">ไทย ▲ ж<" in made
    assert len(made) < 150_000


def test_an_ordinary_svg_names_and_carries_no_other_font() -> None:
    made = render_svg(scene(*rows(["Kota “Çé” ≥ 12"])))
    assert re.findall(r"@font-face\{font-family:'([^']+)'", made) == ["Manrope"]
    assert "Noto" not in made
    assert "Rupadata Sans" not in made


def test_a_drawing_program_is_told_the_fonts_and_gets_none() -> None:
    made = render_svg(scene(*rows(["Kota 中文"])), text="text")
    assert "'Manrope', 'Droid Sans Fallback', " in made
    assert "@font-face" not in made


def test_outlines_of_two_fonts_are_of_one_size() -> None:
    made = render_svg(scene(*rows(["ж"]), *rows(["H"])), text="outline")
    heights = []
    for path in re.findall(r' d="([^"]+)"', made):
        y, reached = 0.0, [0.0]
        for command, numbers in re.findall(r"([MmLlQqCc])([^A-Za-z]*)", path):
            values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
            y = values[1] if command == "M" else y + values[-1]
            reached.append(y)
        heights.append(max(reached))
    assert 0.5 < heights[0] / heights[1] < 0.85


def test_an_article_carries_the_letters_of_its_words_and_pictures() -> None:
    book = city_book()
    page, keys = book.pages[0]
    article = compose_article(plan_page(book, page, keys), book, lang="id", date="2026-11-22")
    plain = render_html(article)
    assert "Noto" not in plain
    assert "Droid" not in plain
    made = render_html(replace(article, source="Dinas 中文", notes="Catatan ж ไทย"))
    style = made[made.index("<style>") : made.index("</style>")]
    faces = re.findall(r"font-family:'((?:Droid|Noto|Rupadata)[^']+)';font-weight:([\d ]+);", style)
    assert faces == [
        ("Droid Sans Fallback", "1 1000"),
        ("Noto Sans Thai", "1 1000"),
        ("Rupadata Sans", "1 599"),
        ("Rupadata Sans", "600 1000"),
    ]
    [reading] = re.findall(r"--reading:([^;]+);", style)
    assert reading == "'Source Sans Pro','Droid Sans Fallback','Rupadata Sans','Noto Sans Thai',sans-serif"
    assert "Dinas 中文" in made
    assert "Catatan ж ไทย" in made


def test_a_slide_names_the_font_of_a_script_and_keeps_its_letters() -> None:
    made = render_pptx([scene(*rows(["Kota ไทย", "Kota ж"]))])
    slide = zipfile.ZipFile(io.BytesIO(made)).read("ppt/slides/slide1.xml").decode()
    assert ">Kota ไทย<" in slide
    assert ">Kota ж<" in slide
    named = '<a:ea typeface="Noto Sans Thai"/><a:cs typeface="Noto Sans Thai"/>'
    assert slide.count(named) == slide.count("<a:ea ") == 1


def test_a_book_names_its_pages_in_their_script() -> None:
    chapter = Chapter(region="Jawa", subject="Penduduk", headline="ꦗꦮ 中文", scene=scene(*rows(["Kota"])))
    made = render_book(BookCover(title="Buku ж"), [chapter], lang="id", date=dt.date(2026, 1, 1))
    said = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert "ж" in said
    assert "ꦗꦮ" in said
    assert "中文" in said
