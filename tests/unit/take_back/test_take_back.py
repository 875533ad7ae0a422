"""Edited pictures come back: words are taken, figures refused with their cells, the rest told and left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from math import hypot
from pathlib import Path as Files
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from pptx import Presentation
from pptx.chart.data import CategoryChartData

from rupadata.compose import plan_page
from rupadata.errors import InputRefusedError
from rupadata.pages import Page
from rupadata.pagespec import CommentSpec
from rupadata.scene.nodes import Circle, Path, Rect, Text
from rupadata.scene.scene import texts, walk
from rupadata.take_back import TakenBack, take_back
from tests.golden.golden_books import city_book, growth_book

SVG = "{http://www.w3.org/2000/svg}"


@cache
def page(size: str = "portrait", lang: str = "id") -> Page:
    book = city_book()
    name, keys = book.pages[0]
    spec = plan_page(book, name, keys)
    comment = CommentSpec(at="2018", strong={"id": "Puncak jumlah warga", "en": "Most people"}, x=0.3, y=0.2)
    blocks = tuple(
        replace(block, comments=(comment,)) if block.kind == "years" else block for block in spec.blocks
    )
    hero = spec.hero
    if hero is not None and hero.kind == "years":
        hero = replace(hero, comments=(comment,))
    return Page(replace(spec, hero=hero, blocks=blocks), book, size=size, lang=lang)


@cache
def page_with_a_chart() -> Page:
    """Return a page with a chart that presentations know."""
    book = growth_book()
    name, keys = book.pages[0]
    return Page(plan_page(book, name, keys), book)


def opened(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def element(root: etree._Element, id: str) -> etree._Element:
    (found,) = root.xpath(f"//*[@id='{id}']")
    return found


def first(role: str, digits: bool | None = None, of: Page | None = None) -> Text:
    return next(
        text
        for text in texts((of or page()).scene)
        if text.role == role and (digits is None or bool(re.search(r"\d", text.text)) is digits)
    )


def back(root: etree._Element, of: Page | None = None) -> TakenBack:
    return take_back(of or page(), "a.svg", etree.tostring(root))


def edited(changes: dict[str, str]) -> TakenBack:
    root = opened(page().to_svg(text="text"))
    for id, words in changes.items():
        element(root, id).text = words
    return back(root)


@pytest.mark.parametrize("size", ["portrait", "story", "slide", "a4", "900x1200px"])
@pytest.mark.parametrize("kind", ["svg", "pptx"])
def test_an_unedited_picture_changes_nothing(size: str, kind: str, tmp_path: Files) -> None:
    of = page(size)
    content = of.save(tmp_path / f"a.{kind}", svg_text="text").read_bytes()
    found = take_back(page(), f"a.{kind}", content)
    assert (found.taken, found.refused, found.left) == ((), (), ())
    assert found.spec == page().spec


def test_words_of_the_head_become_the_page_s_own_and_are_drawn_by_it() -> None:
    head = [text for text in texts(page().scene) if text.role == "headline"]
    found = edited({head[0].id: "Warga kota ini", **{text.id: "" for text in head[1:]}})
    assert [(one.what, one.after) for one in found.taken] == [("judul", "Warga kota ini")]
    assert found.spec.title.headline == {"id": "Warga kota ini"}
    assert Page(found.spec, page().book).title == "Warga kota ini"


def test_a_heading_belongs_to_its_block() -> None:
    heading = first("section-heading", digits=False)
    block = heading.id.partition("_")[0]
    found = edited({heading.id: "Menurut saya"})
    assert not found.refused
    changed = found.spec.hero if block == "hero" else found.spec.block(block)
    assert changed is not None
    assert changed.title == {"id": "Menurut saya"}
    assert replace(found.spec, hero=None, blocks=()) == replace(page().spec, hero=None, blocks=())


def test_a_figure_that_is_changed_is_refused_with_its_cell() -> None:
    value = first("value", digits=True)
    found = edited({value.id: "999.999"})
    (refused,) = found.refused
    assert (refused.before, refused.after) == (value.text, "999.999")
    cell = value.evidence[0].cells[0]
    assert any(cell.cell in told for told in refused.cells)
    assert found.spec == page().spec


def test_own_words_may_say_what_the_data_say_and_nothing_else() -> None:
    head = [text for text in texts(page().scene) if text.role == "headline"]
    rest = {text.id: "" for text in head[1:]}
    (refused,) = edited({head[0].id: "Ada 7.654.321 warga", **rest}).refused
    assert "7.654.321" in refused.why
    assert edited({head[0].id: "Warga pada 2018", **rest}).taken


def test_words_of_the_data_are_left_as_they_are() -> None:
    place = first("place")
    found = edited({place.id: re.sub(r"[^\d,]+", "Kota Lain", place.text)})
    assert [(one.before, one.what) for one in found.left] == [(place.text, "wilayah")]
    assert not found.taken
    assert not found.refused


def comment_of(found: TakenBack) -> CommentSpec:
    held = (*((found.spec.hero,) if found.spec.hero else ()), *found.spec.blocks)
    (comment,) = (one for block in held for one in block.comments)
    return comment


def test_a_comment_of_a_person_is_reworded_and_moved_to_where_it_has_room_nearest() -> None:
    comment = next(text for text in texts(page().scene) if text.text == "Puncak jumlah warga")
    assert comment_of(edited({comment.id: "Paling ramai"})).strong["id"] == "Paling ramai"
    root = opened(page().to_svg(text="text"))
    element(root, comment.id).set("transform", "translate(-40,30)")
    found = back(root)
    assert [one.what for one in found.taken] == ["tempat catatan"]
    moved = comment_of(found)
    now = next(text for text in texts(Page(found.spec, page().book).scene) if text.text == comment.text)
    assert (moved.x, moved.y) != (0.3, 0.2)
    away = hypot(now.x - (comment.x - 40), now.y - (comment.y + 30))
    assert away < 0.6 * hypot(40, 30), "it goes at least the way across, where there is no room below"
    element(root, comment.id).set("transform", "translate(2,-2)")
    assert not back(root).taken


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda mark: mark.getparent().remove(mark), "bentuk dihapus"),
        (lambda mark: mark.set("transform", "translate(0,50)"), "bentuk diubah"),
        (lambda mark: mark.set("style", "fill:#ff0000"), "warna diubah"),
    ],
)
def test_shapes_stand_for_figures_and_are_left(change: Callable[[etree._Element], object], what: str) -> None:
    mark = next(
        node
        for node in walk(page().scene.nodes)
        if isinstance(node, Rect | Circle | Path) and node.role in ("bar", "dot")
    )
    root = opened(page().to_svg(text="text"))
    change(element(root, mark.id))
    found = back(root)
    assert [(one.what, one.before) for one in found.left] == [(what, mark.id)]
    assert found.spec == page().spec


def test_a_new_text_is_told_and_left() -> None:
    root = opened(page().to_svg(text="text"))
    etree.SubElement(root, f"{SVG}text", x="10", y="20").text = "Halo"
    assert [one.after for one in back(root).left] == ["Halo"]


def test_lines_and_moves_as_inkscape_writes_them_are_read() -> None:
    head = first("headline")
    root = opened(page().to_svg(text="text"))
    text = element(root, head.id)
    words = text.text or ""
    text.text = None
    line = etree.SubElement(text, f"{SVG}tspan", x=text.get("x"), y=text.get("y"))
    line.set("{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}role", "line")
    line.text = words
    around = element(root, "head")
    around.set("transform", "matrix(1,0,0,1,5,5) translate(-5,-5) scale(1)")
    assert back(root).taken == ()


@pytest.mark.parametrize("named", [True, False])
def test_lines_without_a_role_are_words_apart(named: bool) -> None:
    head = [text for text in texts(page().scene) if text.role == "headline"]
    root = opened(page().to_svg(text="text"))
    text = element(root, head[0].id)
    text.text = None
    for place, words in enumerate(("Warga kota", "makin banyak")):
        line = etree.SubElement(text, f"{SVG}tspan", x="10", y=str(90 + 60 * place))
        line.text = words
        if named:
            line.set("{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}role", "line")
    for other in head[1:]:
        element(root, other.id).getparent().remove(element(root, other.id))
    assert back(root).spec.title.headline == {"id": "Warga kota makin banyak"}


def test_a_text_that_is_gone_stays_on_the_page_and_is_told() -> None:
    for role in ("headline", "section-heading", "source"):
        gone = first(role)
        same = [text for text in texts(page().scene) if text.role == role and role == "headline"] or [gone]
        root = opened(page().to_svg(text="text"))
        for text in same:
            element(root, text.id).getparent().remove(element(root, text.id))
        found = back(root)
        assert [one.what for one in found.left] == ["teks dihapus"], role
        assert found.left[0].before.startswith(gone.text)
        assert found.spec == page().spec


def test_a_comment_of_a_person_that_is_gone_leaves_the_page() -> None:
    comment = next(text for text in texts(page().scene) if text.text == "Puncak jumlah warga")
    root = opened(page().to_svg(text="text"))
    element(root, comment.id).getparent().remove(element(root, comment.id))
    found = back(root)
    assert [one.what for one in found.taken] == ["catatan dihapus"]
    held = (*((found.spec.hero,) if found.spec.hero else ()), *found.spec.blocks)
    assert not [comment for block in held for comment in block.comments]


@pytest.mark.parametrize(
    ("step", "told"), [("translate(0,2)", False), ("translate(0,9)", True), ("translate(9,0)", True)]
)
def test_a_text_that_the_layout_places_is_told_when_it_is_moved(step: str, told: bool) -> None:
    text = first("value")
    root = opened(page().to_svg(text="text"))
    element(root, text.id).set("transform", step)
    found = back(root)
    assert [(one.what, one.before) for one in found.left] == ([("teks digeser", text.text)] if told else [])
    assert found.spec == page().spec


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("style", "font-family:Arial", "arial"),
        ("style", "font-size:99px", " 99 "),
        ("style", "fill:#FF0000", "#ff0000"),
        ("font-family", "'Source Sans Pro', serif", ""),
        ("transform", "matrix(2,0,0,2,{x},{y})", ""),
    ],
)
def test_other_letters_are_told_and_left(name: str, value: str, told: str) -> None:
    text = first("source")
    root = opened(page().to_svg(text="text"))
    element(root, text.id).set(name, value.format(x=-text.x, y=-text.y))
    found = back(root)
    if name == "transform":
        assert [one.after.split()[-2] for one in found.left] == [f"{2 * text.style.size:.0f}"]
    else:
        assert [told in one.after for one in found.left] == ([True] if told else [])
    assert found.spec == page().spec
    part = etree.SubElement(element(root, text.id), f"{SVG}tspan", style="font-family:Georgia")
    part.text, element(root, text.id).text = element(root, text.id).text, None
    assert "georgia" in back(root).left[0].after


def test_a_slide_whose_title_has_another_name_keeps_its_headline(tmp_path: Files) -> None:
    made = Presentation(str(page().save(tmp_path / "a.pptx")))
    made.slides[0].shapes.title.name = "PlaceHolder 1"  # As LibreOffice names it.
    made.save(str(tmp_path / "b.pptx"))
    found = take_back(page(), "b.pptx", (tmp_path / "b.pptx").read_bytes())
    assert (found.taken, found.refused, found.left) == ((), (), ())
    title = made.slides[0].shapes.title
    for run in title.text_frame.paragraphs[0].runs[1:]:
        run.text = ""
    title.text_frame.paragraphs[0].runs[0].text = "Warga kota"
    title.text_frame.paragraphs[0].runs[0].font.name = "Arial"
    made.save(str(tmp_path / "b.pptx"))
    found = take_back(page(), "b.pptx", (tmp_path / "b.pptx").read_bytes())
    assert found.spec.title.headline == {"id": "Warga kota"}
    assert [one.after.split()[0] for one in found.left] == ["arial"]


def test_a_slide_comes_back_with_its_words_and_without_its_figures(tmp_path: Files) -> None:
    made = Presentation(str(page_with_a_chart().save(tmp_path / "a.pptx")))
    head = first("headline", of=page_with_a_chart())
    sheets = 0
    for shape in every_shape(made.slides[0].shapes):
        if shape.name == head.id:
            for run in shape.text_frame.paragraphs[0].runs:
                run.text = ""
            shape.text_frame.paragraphs[0].runs[0].text = "Warga kota"
        if getattr(shape, "has_chart", False):
            data = CategoryChartData()
            data.categories = list(shape.chart.plots[0].categories)
            for series in shape.chart.series:
                data.add_series(series.name, [1.0 for _ in series.values])
            shape.chart.replace_data(data)
            sheets += 1
    made.save(str(tmp_path / "b.pptx"))
    found = take_back(page_with_a_chart(), "b.pptx", (tmp_path / "b.pptx").read_bytes())
    assert found.spec.title.headline == {"id": "Warga kota"}
    assert [one.what for one in found.refused] == [f"lembar data grafik {n}" for n in range(1, sheets + 1)]
    assert sheets


def every_shape(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from every_shape(shape.shapes)
        else:
            yield shape


def test_the_language_of_the_file_is_that_of_its_words() -> None:
    english = page(lang="en")
    head = [text for text in texts(english.scene) if text.role == "headline"]
    root = opened(english.to_svg(text="text"))
    element(root, head[0].id).text = "More people than ever"
    for text in head[1:]:
        element(root, text.id).text = ""
    assert back(root).spec.title.headline == {"en": "More people than ever"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"", "take-back-type"),
        ("a.svg", b"<svg", "take-back-unreadable"),
        ("a.svg", b"<html/>", "take-back-unreadable"),
        ("a.pptx", b"PK", "take-back-unreadable"),
        (
            "a.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1350"/>',
            "take-back-other-page",
        ),
    ],
)
def test_what_is_no_picture_of_the_page_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        take_back(page(), name, content)
    assert refused.value.code == code


def test_outlines_are_no_words() -> None:
    with pytest.raises(InputRefusedError) as refused:
        take_back(page(), "a.svg", page().to_svg(text="outline").encode())
    assert refused.value.code == "take-back-other-page"
