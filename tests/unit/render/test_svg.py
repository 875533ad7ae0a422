from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import structs

from rupadata.errors import BrokenPromiseError, UsageError
from rupadata.render import TEXT_MODES, render_svg
from rupadata.scene.nodes import Group, Image, Paint, Rect, Text, TextStyle
from rupadata.scene.scene import Scene, texts, walk

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def one_text(words: str, **more: object) -> Scene:
    style = TextStyle("Manrope", 400, 20, "#000000")
    return Scene(100, 100, "", words, words, "id", (Text("t", "label", 1, 2, words, style, 10, **more),))  # type: ignore[arg-type]


def test_every_text_of_the_scene_is_one_text_element(page: Scene) -> None:
    drawn = {e.get("id"): e.text for e in parsed(render_svg(page)).iter(f"{SVG}text")}
    assert drawn == {text.id: text.text for text in texts(page)}


def test_ids_are_unique_and_every_node_has_its_role(page: Scene) -> None:
    root = parsed(render_svg(page))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    roles = {e.get("id"): e.get("data-role") for e in root.iter() if e.get("data-role")}
    assert {node.id: node.role for node in walk(page.nodes)}.items() <= roles.items()


def test_the_page_names_itself(page: Scene) -> None:
    root = parsed(render_svg(page))
    assert root.findtext(f"{SVG}title") == page.title
    assert root.findtext(f"{SVG}desc") == page.description
    assert root.get("lang") == "id"
    assert root.get("data-subject") == "kependudukan"


def test_a_chart_is_one_named_figure_and_headings_are_headings(page: Scene) -> None:
    root = parsed(render_svg(page))
    figure = root.find(f".//{SVG}g[@id='year-chart']/{SVG}g[@role='img']")
    assert figure is not None
    assert figure.get("aria-label") == "Penduduk per tahun"
    assert (figure.findtext(f"{SVG}desc") or "").startswith("Penduduk naik")
    levels = [(e.get("data-role"), e.get("aria-level")) for e in root.iter() if e.get("aria-level")]
    assert levels == [(None, "1"), (None, "2"), (None, "2")]
    headline = root.find(f".//{SVG}g[@aria-level='1']")
    assert headline is not None
    assert [e.text for e in headline] == ["Satu dari delapan warga", "tinggal di Cipondoh"]


def test_no_heading_and_no_sentence_stands_inside_a_picture(page: Scene) -> None:
    style = TextStyle("Manrope", 700, 20, "#000000")
    title = Text("t", "section-heading", 1, 20, "Per tahun", style, 90, paragraph="t")
    told = Text("n", "section-note", 1, 40, "ribu jiwa", style, 90)
    back = Rect("back", "background", 0, 0, 100, 100, Paint("#ffffff"))
    bars = tuple(Rect(f"b{i}", "bar", i, 50, 1, 5, Paint("#000000")) for i in range(3))
    figure = Group("f", "figure", (back, title, told, *bars), "Per tahun: jiwa", "Naik dari 1 ke 3.")
    for mode in TEXT_MODES:
        root = parsed(render_svg(Scene(100, 100, "", "t", "d", "id", (figure,)), text=mode))
        pictures = root.findall(f".//{SVG}g[@role='img']")
        assert [picture.get("aria-label") for picture in pictures] == ["Per tahun: jiwa"]
        assert [e.get("id") for e in pictures[0] if e.get("id")] == ["b0", "b1", "b2"]
        silent = [e.get("id") for g in root.findall(f".//{SVG}g[@aria-hidden='true']") for e in g]
        assert silent == ["back"]
        order = [e.get("id") for e in root.iter() if e.get("id") in {"back", "t", "n", "b0"}]
        assert order == ["back", "t", "n", "b0"]


def test_two_pages_of_one_document_share_no_id(page: Scene) -> None:
    both = [parsed(render_svg(page, id_prefix=prefix)) for prefix in ("a-", "b-")]
    ids = [[e.get("id") for e in root.iter() if e.get("id")] for root in both]
    assert not set(ids[0]) & set(ids[1])
    for root, own in zip(both, ids, strict=True):
        named = [root.get("aria-labelledby"), root.get("aria-describedby")]
        assert set(named) <= set(own)


def test_fonts_are_carried_along_only_where_asked_and_only_those_used(page: Scene) -> None:
    embedded = render_svg(page)
    used = {(text.style.family, text.style.weight) for text in texts(page)}
    faces = re.findall(r"@font-face\{font-family:'([^']+)';font-weight:(\d+)", embedded)
    assert {(family, int(weight)) for family, weight in faces} == used
    for mode in ("text", "outline"):
        assert "@font-face" not in render_svg(page, text=mode)
    assert len(embedded) < 130_000


def test_a_rarer_letter_brings_the_larger_font() -> None:
    assert len(render_svg(one_text("Łódź"))) > 1.5 * len(render_svg(one_text("Lodz")))


def test_drawing_programs_get_plain_text_elements(page: Scene) -> None:
    root = parsed(render_svg(page, text="text"))
    tags = {e.tag.removeprefix(SVG) for e in root.iter() if isinstance(e.tag, str)}
    assert not tags & {"tspan", "style", "foreignObject", "use", "symbol"}
    assert len(list(root.iter(f"{SVG}svg"))) == 1


def test_tabular_figures_are_a_feature_of_the_installed_font_for_drawing_programs() -> None:
    scene = one_text("12")
    text = scene.nodes[0]
    assert isinstance(text, Text)
    tabular = structs.replace(text, style=structs.replace(text.style, family="Manrope Tabular"))
    scene = structs.replace(scene, nodes=(tabular,))
    assert "font-family=\"'Manrope', " in render_svg(scene, text="text")
    assert "tnum" in render_svg(scene, text="text")
    assert "font-family:'Manrope Tabular'" in render_svg(scene)


def test_outlined_pages_have_no_text_but_say_it(page: Scene) -> None:
    root = parsed(render_svg(page, text="outline"))
    assert not list(root.iter(f"{SVG}text"))
    outline = root.find(f".//{SVG}path[@id='headline-1']")
    assert outline is not None
    assert outline.get("aria-label") == "Satu dari delapan warga"
    assert len(outline.get("d", "")) > 1000


def test_a_page_for_print_has_its_size_in_millimetres() -> None:
    scene = Scene(1080, 1528, "", "t", "d", "id", (), width_mm=210, height_mm=297)
    root = parsed(render_svg(scene))
    assert (root.get("width"), root.get("height")) == ("210mm", "297mm")
    assert root.get("viewBox") == "0 0 1080 1528"


def test_the_same_scene_gives_the_same_bytes(page: Scene) -> None:
    for mode in TEXT_MODES:
        assert render_svg(page, text=mode) == render_svg(page, text=mode)


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_well_formed_svg(words: str) -> None:
    scene = one_text(words, paragraph=words, lang=words)
    picture = Image(words, words, 0, 0, 1, 1, "image/png", b"x", words)
    scene = structs.replace(
        scene, nodes=(Group(words, words, (*scene.nodes, picture), words, words),), metadata=((words, words),)
    )
    for mode in TEXT_MODES:
        parsed(render_svg(scene, text=mode))


def test_markup_in_data_stays_text() -> None:
    root = parsed(render_svg(one_text("<script>alert(1)</script> & \"x\" 'y'")))
    assert root.findtext(f"{SVG}text") == "<script>alert(1)</script> & \"x\" 'y'"
    assert not list(root.iter(f"{SVG}script"))


def test_what_a_bar_encodes_is_written_in_full() -> None:
    bar = Rect("r", "bar", 0, 0, 10, 10, Paint("#000000"), value=0.1 + 0.2)
    root = parsed(render_svg(Scene(10, 10, "", "", "", "id", (bar,))))
    assert float(root.find(f"{SVG}rect").get("data-value")) == 0.1 + 0.2  # type: ignore[union-attr,arg-type]


def test_a_coordinate_that_is_no_number_stops() -> None:
    bar = Rect("r", "bar", float("nan"), 0, 10, 10, Paint("#000000"))
    with pytest.raises(BrokenPromiseError):
        render_svg(Scene(10, 10, "", "", "", "id", (bar,)))


def test_an_unknown_text_mode_is_refused_with_the_nearest_name(page: Scene) -> None:
    with pytest.raises(UsageError, match="outline"):
        render_svg(page, text="outlines")
