"""Pages as slides: every text of the page stands on them, and charts carry their data."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from rupadata.compose import compose_page, plan_page
from rupadata.render import render_pptx
from rupadata.render.slide_charts import beside_chart, is_native
from rupadata.render.slide_paths import path_geometry
from rupadata.render.slide_units import EMU
from rupadata.scene.nodes import Group, Paint, Path, Text
from rupadata.scene.scene import Scene, texts, walk
from tests.golden.golden_books import city_book, growth_book

SIZES = ("portrait", "slide", "a4", "story")
DAY = dt.date(2026, 11, 22)


@cache
def scene_of(make: Any, size: str) -> Scene:
    book = make()
    page, keys = book.pages[0]
    return compose_page(plan_page(book, page, keys), book, size=size, date="2026-11-22")


@cache
def slide_of(make: Any, size: str) -> Any:
    return Presentation(io.BytesIO(render_pptx([scene_of(make, size)], date=DAY))).slides[0]


def shapes(found: Any) -> list[Any]:
    listed = []
    for shape in found:
        listed.append(shape)
        if shape.shape_type == 6:
            listed += shapes(shape.shapes)
    return listed


def charts(scene: Scene) -> list[Group]:
    return [node for node in walk(scene.nodes) if isinstance(node, Group) and is_native(node)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [city_book, growth_book])
def test_every_text_stands_on_the_slide_but_those_that_a_chart_writes_itself(make, size: str) -> None:
    scene = scene_of(make, size)
    inside: set[str] = set()
    for group in charts(scene):
        kept = {node.id for node in walk(beside_chart(group))}
        inside |= {node.id for node in walk(group.children) if isinstance(node, Text)} - kept
    wanted = ["".join(text.text.split()) for text in texts(scene) if text.id not in inside]
    shown = [shape.text_frame.text for shape in shapes(slide_of(make, size).shapes) if shape.has_text_frame]
    told = "".join("".join(shown).split())
    assert all(text in told for text in wanted)
    assert len(told) == sum(map(len, wanted))


@pytest.mark.parametrize("size", SIZES)
def test_a_chart_carries_the_values_of_ours_and_its_words(size: str) -> None:
    found = [shape for shape in shapes(slide_of(city_book, size).shapes) if shape.has_chart]
    wanted = charts(scene_of(city_book, size))
    assert found
    assert len(found) == len(wanted)
    for shape, group in zip(found, wanted, strict=True):
        told = group.chart
        assert told is not None
        plot = shape.chart.plots[0]
        assert list(plot.categories) == list(told.categories)
        assert [tuple(series.values) for series in plot.series] == [series.values for series in told.series]
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == group.alt
        assert shape.chart.part.chart_workbook.xlsx_part is not None
        assert plot.data_labels.number_format == told.number_format


@pytest.mark.parametrize("size", SIZES)
def test_a_slide_is_as_large_as_the_page_and_nothing_lies_beyond_it(size: str) -> None:
    scene = scene_of(city_book, size)
    made = Presentation(io.BytesIO(render_pptx([scene], date=DAY)))
    assert made.slide_width == pytest.approx(scene.width * EMU, abs=1)
    assert made.slide_height == pytest.approx(scene.height * EMU, abs=1)
    for shape in shapes(made.slides[0].shapes):
        assert shape.left >= -EMU
        assert shape.top >= -EMU
        assert shape.left + shape.width <= made.slide_width + 4 * EMU, shape.name
        assert shape.top + shape.height <= made.slide_height + 4 * EMU, shape.name


def test_the_same_page_gives_the_same_bytes_and_carries_its_own_date() -> None:
    scene = scene_of(city_book, "slide")
    first, second = render_pptx([scene], date=DAY), render_pptx([scene], date=DAY)
    assert first == second
    about = Presentation(io.BytesIO(first)).core_properties
    assert about.title == scene.title
    assert about.created == dt.datetime(2026, 11, 22)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 11, 22, 0, 0, 0)}


def test_figures_have_alternative_texts_and_sources_stand_in_the_notes() -> None:
    scene, slide = scene_of(city_book, "slide"), slide_of(city_book, "slide")
    told = {element.get("descr") for element in slide._element.iter("{*}cNvPr") if element.get("descr")}
    figures = {
        " ".join(node.alt.split()) for node in walk(scene.nodes) if isinstance(node, Group) and node.alt
    }
    assert figures <= told
    notes = slide.notes_slide.notes_text_frame.text
    assert scene.title in notes
    for text in texts(scene):
        if text.role == "source":
            assert text.text in notes


def test_ids_of_shapes_stand_once() -> None:
    ids = [element.get("id") for element in slide_of(city_book, "portrait")._element.iter("{*}cNvPr")]
    assert len(ids) == len(set(ids))


def test_a_set_is_one_presentation_and_sizes_do_not_mix() -> None:
    first, second = scene_of(city_book, "slide"), scene_of(growth_book, "slide")
    assert len(Presentation(io.BytesIO(render_pptx([first, second]))).slides) == 2
    with pytest.raises(ValueError, match="one size"):
        render_pptx([first, scene_of(city_book, "portrait")])


def test_paths_keep_their_place_and_their_curves() -> None:
    drawn = Path("p", "line", "M10 10L20 10Q30 10 30 20C30 30 20 30 10 30Z", Paint("#000000"), (0, 0, 0, 0),
                 place=(5.0, 0.0, 2.0))  # fmt: skip
    found = path_geometry(drawn)
    assert found is not None
    box, markup = found
    assert (box.x, box.y, box.width, box.height) == (25.0, 20.0, 40.0, 40.0)
    root = etree.fromstring(f'<r xmlns:a="a">{markup}</r>'.encode())
    kinds = [element.tag.split("}")[1] for element in root.find(".//{a}path")]
    assert kinds == ["moveTo", "lnTo", "quadBezTo", "cubicBezTo", "lnTo", "close"]
    assert path_geometry(Path("p", "line", "", Paint("#000000"), (0, 0, 0, 0))) is None
