from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path as FilePath

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image as Picture

from rupadata.compose.sizes import parse_size
from rupadata.errors import UsageError
from rupadata.render import render_pdf, render_png
from rupadata.scene.geometry import text_box
from rupadata.scene.nodes import Group, Image, Node, Paint, Rect, Text, TextStyle
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import measure

needs_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs poppler-utils")


@pytest.fixture(scope="module")
def document(page: Scene) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(render_pdf(page))) as pdf:
        yield pdf


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, str, set[int]]]:
    """Return (kind, alternative text, marked content ids) of the structure elements in reading order."""
    found: list[tuple[str, str, set[int]]] = []

    def visit(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:  # type: ignore[attr-defined]
                visit(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kids = node.get("/K", pikepdf.Array())
            kids = kids if isinstance(kids, pikepdf.Array) else pikepdf.Array([kids])
            marks = {int(kid) for kid in kids if isinstance(kid, int)}  # type: ignore[call-overload]
            found.append((str(node.S), str(node.get("/Alt", "")), marks))
            visit(kids)

    visit(pdf.Root.StructTreeRoot.K)
    return found


def shown_outside_tags(pdf: pikepdf.Pdf) -> tuple[int, set[int]]:
    """Return how many text operators stand in no tagged content, and the marked content that holds text."""
    untagged, tagged = 0, set()

    def visit(holder: pikepdf.Object, inherited: int | None) -> None:
        nonlocal untagged
        stack: list[int | None] = []
        forms = holder.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
        for operands, operator in pikepdf.parse_content_stream(holder):
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 else None
                mark = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                stack.append(int(mark) if mark is not None else None)  # type: ignore[call-overload]
            elif name == "EMC":
                stack.pop()
            elif name in ("Tj", "TJ", "'", '"'):
                inside = next((mark for mark in reversed(stack) if mark is not None), inherited)
                if inside is None:
                    untagged += 1
                else:
                    tagged.add(inside)
            elif name == "Do" and forms.get(operands[0], pikepdf.Dictionary()).get("/Subtype") == "/Form":
                visit(forms[operands[0]], next((m for m in reversed(stack) if m is not None), inherited))

    visit(pdf.pages[0].obj, None)
    return untagged, tagged


def test_there_is_one_title_a_heading_a_section_and_a_figure_a_chart(document: pikepdf.Pdf) -> None:
    kinds = [kind for kind, _, _ in elements(document)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 2
    assert kinds.count("/Figure") == 3


def test_a_figure_tells_its_name_and_its_trend(document: pikepdf.Pdf) -> None:
    told = [alt for kind, alt, _ in elements(document) if kind == "/Figure"]
    assert told[0].startswith("Penduduk per tahun. Penduduk naik dari 1,75 juta pada 2017")
    assert all(told)


def test_every_word_stands_in_tagged_content(document: pikepdf.Pdf) -> None:
    untagged, tagged = shown_outside_tags(document)
    assert untagged == 0
    assert len(tagged) > 15
    assert tagged <= set().union(*(marks for _, _, marks in elements(document)))


def test_lines_of_a_headline_are_heard_as_one_sentence(document: pikepdf.Pdf) -> None:
    outline = document.Root.Outlines.First
    assert str(outline.Title) == "Satu dari delapan warga tinggal di Cipondoh"


def test_a_title_within_a_chart_is_a_heading_before_the_figure() -> None:
    style = TextStyle("Manrope", 700, 20, "#000000")

    def words(name: str, role: str, y: float) -> Text:
        return Text(name, role, 10, y, name, style, measure(name, style))

    chart = Group(
        "c", "figure", (words("Per tahun", "section-heading", 80), words("2025", "label", 99)), "c", "naik"
    )
    scene = Scene(600, 400, "#ffffff", "t", "", "id", (words("Judul", "headline", 30), chart))
    with pikepdf.open(io.BytesIO(render_pdf(scene))) as pdf:
        assert [kind for kind, _, _ in elements(pdf)][-3:] == ["/H1", "/H2", "/Figure"]


def test_source_and_notes_are_read_last(page: Scene) -> None:
    header, *rest = page.nodes
    footer_first = structs.replace(page, nodes=(rest[-1], header, *rest[:-1]))
    with pikepdf.open(io.BytesIO(render_pdf(footer_first))) as pdf:
        kinds = [kind for kind, _, _ in elements(pdf)]
    assert kinds[-2:] == ["/P", "/P"]
    assert kinds.index("/H1") < 4


def test_the_file_says_its_standards_language_and_title(document: pikepdf.Pdf) -> None:
    assert str(document.Root.Lang) == "id"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    metadata = document.Root.Metadata.read_bytes().decode()
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", metadata, re.DOTALL)
    assert "pdfuaid:part>1<" in metadata
    assert "Satu dari delapan warga tinggal di Cipondoh" in metadata
    assert "region: 36.71" in str(document.docinfo.Keywords)


def test_all_fonts_are_embedded(document: pikepdf.Pdf) -> None:
    descriptors = [
        thing
        for thing in document.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    ]
    assert len(descriptors) == 5
    assert all("/FontFile2" in found or "/FontFile3" in found for found in descriptors)


def test_the_same_scene_gives_the_same_bytes_and_the_date_is_the_one_told(page: Scene) -> None:
    assert render_pdf(page) == render_pdf(page)
    dated = render_pdf(page, date=datetime.date(2026, 11, 22))
    with pikepdf.open(io.BytesIO(dated)) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20261122000000")
    noted = structs.replace(page, metadata=(("date", "2026-11-22"),))
    with pikepdf.open(io.BytesIO(render_pdf(noted))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20261122000000")


@pytest.mark.parametrize("marks", [False, True])
@pytest.mark.parametrize("name", ["a4", "a3", "book"])
def test_a_page_for_print_has_its_physical_size(name: str, marks: bool) -> None:
    size = parse_size(name)
    scene = Scene(
        size.width, size.height, "#ffffff", "Judul", "d", "id", (),
        width_mm=size.width_mm, height_mm=size.height_mm,
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(render_pdf(scene, crop_marks=marks))) as pdf:
        page = pdf.pages[0]
        left, low, right, high = (
            float(side) / 72 * 25.4 for side in (page.trimbox if marks else page.mediabox)
        )
    assert right - left == pytest.approx(size.width_mm, abs=0.002)
    assert high - low == pytest.approx(size.height_mm, abs=0.002)


def test_bleed_and_crop_marks_lie_around_the_page(page: Scene) -> None:
    content = render_pdf(page, bleed_mm=3, crop_marks=True)
    assert content == render_pdf(page, bleed_mm=3, crop_marks=True)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        trim, bleed, media = (
            [float(side) for side in pdf.pages[0].obj[box]] for box in ("/TrimBox", "/BleedBox", "/MediaBox")
        )
    assert trim[2] - trim[0] == pytest.approx(1080 * 0.75, abs=0.1)
    assert trim[0] - bleed[0] == pytest.approx(3 / 25.4 * 72, abs=0.1)
    assert media[0] < bleed[0] < trim[0] < trim[2] < bleed[2] < media[2]


def test_an_absurd_bleed_is_refused(page: Scene) -> None:
    with pytest.raises(UsageError):
        render_pdf(page, bleed_mm=-1)


def hard_scenes() -> dict[str, tuple[Node, ...]]:
    body = TextStyle("Source Sans Pro", 400, 20, "#000000")

    def words(name: str, role: str, y: float, text: str, lang: str = "", anchor: str = "start") -> Text:
        style = structs.replace(body, anchor=anchor)
        return Text(
            name, role, 60, y, text, style, measure(text, style), lang=lang, paragraph="p" if lang else ""
        )

    odd = words(
        "a", "label", 50, 'tanda "petik" \\ # $ * _ <b> @x ~ – [ ] { } // /* `a` = + - 1. https://a.b'
    )
    return {
        "nothing": (),
        "odd characters": (odd,),
        "no glyph": (words("a", "label", 50, "中文 \u202e ✚"),),
        "no headline": (words("a", "heading", 50, "Per tahun"), words("b", "heading", 90, "Per kecamatan")),
        "two headlines": (
            words("a", "headline", 50, "Satu"),
            Rect("r", "", 0, 60, 9, 9, Paint("#000000")),
            words("b", "headline", 90, "Dua"),
        ),
        "another language": (
            words("a", "sentence", 50, "Satu", "en", "end"),
            words("b", "sentence", 80, "Dua tiga", "en", "end"),
        ),
        "empty figure": (Group("f", "figure", (), "x", "y"),),
        "figure off the page": (Group("f", "figure", (words("a", "label", -500, "jauh"),), "x", "y"),),
        "empty text": (words("a", "label", 50, ""),),
        "empty headline": (words("a", "headline", 50, ""),),
        "picture": (
            Image("i", "logo", 0, 0, 50, 50, "image/png", png(), "Lambang"),
            Image("j", "ornament", 60, 0, 9, 9, "image/png", png(), ""),
        ),
        "nested figures": (Group("f", "figure", (Group("g", "figure", (odd,), "x", "y"),), "x", "y"),),
    }


def png() -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (4, 4), "#0b7a72").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("name", hard_scenes())
def test_unusual_scenes_still_give_a_tagged_document(name: str) -> None:
    scene = Scene(600, 400, "#ffffff", "", "", "id", hard_scenes()[name])
    with pikepdf.open(io.BytesIO(render_pdf(scene))) as pdf:
        untagged, _ = shown_outside_tags(pdf)
        assert untagged == 0
        assert [kind for kind, _, _ in elements(pdf)].count("/H1") <= 1


@given(st.text(max_size=30), st.sampled_from(["headline", "section-heading", "sentence", "source"]))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_document(words: str, role: str) -> None:
    style = TextStyle("Manrope", 700, 20, "#000000", "middle", 1.5)
    text = Text("t", role, 60, 60, words, style, 99, lang=words[:3], paragraph="p")
    chart = Group("c", "figure", (structs.replace(text, role="label"),), words, words)
    scene = Scene(600, 400, "#ffffff", words, words, "id", (text, chart), metadata=((words, words),))
    assert render_pdf(scene).startswith(b"%PDF-1.7")


@needs_poppler
def test_words_stand_where_the_scene_says(page: Scene, tmp_path: FilePath) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(render_pdf(page))
    listed = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    boxes = re.findall(
        r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)</word>', listed
    )
    placed = {(word, round(float(left) / 0.75), round(float(right) / 0.75)) for left, right, word in boxes}
    for text in texts(page):
        if " " not in text.text and not text.style.letter_spacing:
            box = text_box(text)
            assert any(
                word == text.text and abs(left - box.x) <= 1 and abs(right - box.right) <= 1
                for word, left, right in placed
            ), text.text


@needs_poppler
def test_the_pdf_looks_like_the_png(page: Scene, tmp_path: FilePath) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(render_pdf(page))
    subprocess.run(
        ["pdftoppm", "-r", "192", "-png", "-singlefile", file, tmp_path / "page"],
        check=True,
        capture_output=True,
    )
    with Picture.open(tmp_path / "page.png") as printed, Picture.open(io.BytesIO(render_png(page))) as drawn:
        ours = np.asarray(drawn.convert("L"), dtype=float)
        theirs = np.asarray(printed.convert("L").resize(drawn.size, Picture.Resampling.BOX), dtype=float)
    difference = np.abs(ours - theirs)
    assert difference.mean() < 1.0
    assert (difference > 100).mean() < 0.002
