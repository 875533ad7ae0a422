"""Pages as slides: every text of the page stands on them, and charts carry their data."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache
from typing import Any

import pytest
from lxml import etree
from msgspec import structs
from msgspec.structs import replace
from pptx import Presentation

from rupadata.compose import compose_page, plan_page
from rupadata.render import render_pptx
from rupadata.render.chart_values import written_format
from rupadata.render.slide_charts import beside_chart, is_native
from rupadata.render.slide_paths import path_geometry
from rupadata.render.slide_units import EMU
from rupadata.scene.geometry import group_box
from rupadata.scene.nodes import (
    ChartData,
    ChartSeries,
    Circle,
    Group,
    Image,
    Line,
    Paint,
    Path,
    Rect,
    Text,
    TextStyle,
)
from rupadata.scene.scene import Scene, texts, walk
from rupadata.typeset.own_fonts import prepare_family
from tests.golden.golden_books import city_book, growth_book
from tests.made_fonts import made_font

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
    found = [shape for shape in shapes(slide_of(growth_book, size).shapes) if shape.has_chart]
    wanted = charts(scene_of(growth_book, size))
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
        assert plot.data_labels.number_format.startswith("[$-421]")


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


@pytest.mark.parametrize("size", SIZES)
def test_the_headline_is_the_title_of_the_slide_and_stands_where_it_stood(size: str) -> None:
    scene, slide = scene_of(city_book, size), slide_of(city_book, size)
    lines = [text for text in texts(scene) if text.role == "headline"]
    title = slide.shapes.title
    assert title.text_frame.text.replace("\v", " ") == " ".join(line.text for line in lines)
    assert title.left == pytest.approx(lines[0].x * EMU, abs=1)
    assert title.top < lines[0].y * EMU < lines[-1].y * EMU < title.top + title.height
    assert title.text_frame.paragraphs[0].alignment is not None, "the master's would be in the middle"
    assert [shape.placeholder_format.type for shape in slide.placeholders] == [
        title.placeholder_format.type
    ], "no empty place is left"


def test_the_master_follows_the_fonts_and_colours_of_the_page() -> None:
    scene = scene_of(city_book, "slide")
    family = prepare_family([("x", made_font(700))], reading=False)
    own = replace(scene, nodes=tuple(_in_family(node, family) for node in scene.nodes))
    for drawn, heading in ((scene, "Manrope"), (own, "Huruf Kantor")):
        made = Presentation(io.BytesIO(render_pptx([drawn])))
        theme = next(
            one.target_part.blob.decode()
            for one in made.slide_master.part.rels.values()
            if one.reltype.endswith("/theme")
        )
        fonts = re.findall(r'<a:(major|minor)Font><a:latin typeface="([^"]+)"', theme)
        assert fonts == [("major", heading), ("minor", "Source Sans Pro")]
        marks = {
            (node.paint.fill or node.paint.stroke).lstrip("#").upper()
            for node in walk(drawn.nodes)
            if isinstance(node, Rect | Circle | Path) and node.value is not None
        }
        accents = re.findall(r'<a:accent\d><a:srgbClr val="([0-9A-F]{6})"/>', theme)
        assert len(set(accents)) == 6
        assert accents[0] in marks
        assert f'<a:lt1><a:srgbClr val="{drawn.background.lstrip("#").upper()}"/>' in theme
        assert len(made.slide_layouts) == 1
        widest = max(shape.left + shape.width for shape in made.slide_master.placeholders)
        assert 0.8 < widest / (made.slide_width or 1) <= 1


def _in_family(node: Any, family: str) -> Any:
    if isinstance(node, Group):
        return structs.replace(node, children=tuple(_in_family(child, family) for child in node.children))
    if isinstance(node, Text) and node.role == "headline":
        return structs.replace(node, style=structs.replace(node.style, family=family, weight=700))
    return node


def test_a_presentation_tells_nothing_of_the_library_that_wrote_it() -> None:
    with zipfile.ZipFile(io.BytesIO(render_pptx([scene_of(city_book, "slide")]))) as package:
        names = package.namelist()
        told = b"".join(package.read(name) for name in names if name.startswith("docProps"))
        presentation = package.read("ppt/presentation.xml").decode()
    assert not [name for name in names if "thumbnail" in name or "printer" in name]
    assert b"PowerPoint" not in told
    assert "notesMasterId " in presentation
    assert "screen4x3" not in presentation


def test_numbers_of_axes_are_ones_that_the_schema_allows() -> None:
    found = [shape.chart for shape in shapes(slide_of(growth_book, "portrait").shapes) if shape.has_chart]
    assert found
    for one in found:
        axes = [int(axis.get("val")) for axis in one._chartSpace.iter("{*}axId")]
        crossed = [int(axis.get("val")) for axis in one._chartSpace.iter("{*}crossAx")]
        assert min(axes) >= 0
        assert set(axes) == set(crossed)
        assert len(set(axes)) == 2


def figure_of(kind: str, values: tuple[float, ...], *marks: Any, number_format: str = "General") -> Group:
    names = tuple("Kecamatan Panjang"[: 9 + place] for place in range(len(values)))
    told = ChartData(kind, names, (ChartSeries("nilai", values),), number_format)
    label = Text("name", "label", 10, 380, names[0], TextStyle("Source Sans Pro", 400, 20, "#222222"), 80)
    return Group("chart", "figure", (*marks, label), label="Nilai", alt="Naik.", chart=told)


def columns(values: tuple[float, ...]) -> tuple[Rect, ...]:
    return tuple(
        Rect(f"bar-{place}", "bar", 10 + 60 * place, 300 - value, 40, value, Paint("#336699"), value=value)
        for place, value in enumerate(values)
    )


def chart_of(group: Group) -> Any:
    scene = Scene(600, 400, "#ffffff", "Judul", "", "id", (group,))
    slide = Presentation(io.BytesIO(render_pptx([scene]))).slides[0]
    return next((shape.chart for shape in shapes(slide.shapes) if shape.has_chart), None)


def test_a_figure_without_marks_stays_the_words_that_it_is() -> None:
    values = (100.0, 140.0)
    assert chart_of(figure_of("column", values, *columns(values))) is not None
    assert chart_of(figure_of("column", values)) is None
    assert chart_of(figure_of("column", values, Rect("r", "panel", 0, 0, 9, 9, Paint("#336699")))) is None


def test_values_that_were_worked_out_are_written_without_their_noise() -> None:
    values = (131.5, 129.5, 0.749999999999984)
    made = chart_of(figure_of("column", values, *columns(values)))
    assert made.plots[0].data_labels.number_format == "[$-421]#,##0.00"
    assert [body.get("wrap") for body in made.plots[0].data_labels._element.iter("{*}bodyPr")] == ["none"]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ((1.0, -2.0), "#,##0"),
        ((131.5, -1.9999999999999907), "#,##0.0"),
        ((0.749999999999984, None), "#,##0.00"),
        ((1 / 3, 1.0), "#,##0.00"),
        ((0.1234, 5.0), "#,##0.0000"),
        ((12345678.9000001,), "#,##0.0"),
    ],
)
def test_a_format_has_the_decimals_that_its_values_need(values: Any, written: str) -> None:
    told = ChartData("column", ("a",) * len(values), (ChartSeries("x", values),))
    assert written_format(told) == written
    assert written_format(structs.replace(told, number_format="0.0,")) == "0.0,"


def test_a_line_without_a_floor_rises_as_much_as_ours() -> None:
    dots = tuple(
        Circle(f"dot-{place}", "point", x, y, 4, Paint("#336699"), value)
        for place, (x, y, value) in enumerate(((100, 250, 300.0), (500, 150, 340.0)))
    )
    upright = Line("a", "axis", 100, 50, 100, 350, Paint(stroke="#cccccc", stroke_width=1))
    made = chart_of(figure_of("line", (300.0, 340.0), upright, *dots))
    assert made.value_axis.minimum_scale < 300
    assert made.value_axis.maximum_scale > 340
    reach = made.value_axis.maximum_scale - made.value_axis.minimum_scale
    box = group_box((upright, *dots, figure_of("line", (1.0, 2.0)).children[0]))
    assert box is not None
    assert 40 / reach == pytest.approx(100 / box.height, rel=0.02), "as steep as the drawing"


def test_names_along_an_axis_are_left_out_by_their_width() -> None:
    def skipped(values: tuple[float, ...], family: str) -> int:
        group = figure_of("column", values, *columns(values))
        label = group.children[-1]
        assert isinstance(label, Text)
        label = structs.replace(label, style=structs.replace(label.style, family=family))
        made = chart_of(structs.replace(group, children=(*group.children[:-1], label)))
        found = made.category_axis._element.find("{*}tickLblSkip")
        return 1 if found is None else int(found.get("val"))

    wide = prepare_family([("x", made_font(weight, wider=2.2)) for weight in (400, 700)], reading=True)
    values = (10.0, 20.0, 30.0, 40.0)
    assert 1 < skipped(values, "Source Sans Pro") < skipped(values, wide)


FLOOR = Line("floor", "axis", 0, 300, 300, 300, Paint(stroke="#222222", stroke_width=1))
YEARS = ("2019", "2020", "2021")


def line_of(
    values: tuple[float | None, ...], figures: dict[int, tuple[float, str]], *more: Any, names: Any = YEARS
) -> Group:
    """Return a line over years, 100 units apart; `figures` has the height of each figure over its dot."""
    dots, words = [], []
    for place, value in enumerate(values):
        x = 50 + 100 * place
        if value is not None:
            dots.append(Circle(f"dot-{place}", "point", x, 300 - value, 4, Paint("#336699"), value))
        words.append(said(f"year-{place}", "label", x, 325, names[place]))
        if place in figures:
            over, text = figures[place]
            words.append(said(f"value-{place}", "value", x, 300 - (value or 0) - over, text))
    told = ChartData("line", tuple(names), (ChartSeries("nilai", values),), "0.00")
    return Group("chart", "figure", (FLOOR, *dots, *words, *more), label="Nilai", alt="Naik.", chart=told)


def said(name: str, role: str, x: float, y: float, text: str) -> Text:
    return Text(name, role, x, y, text, TextStyle("Source Sans Pro", 400, 20, "#222222", anchor="middle"), 40)


def slide_with(*nodes: Any) -> Any:
    scene = Scene(600, 400, "#ffffff", "Judul", "", "id", nodes)
    return Presentation(io.BytesIO(render_pptx([scene]))).slides[0]


def words_on(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in shapes(slide.shapes) if shape.has_text_frame]


def test_a_broken_line_is_never_joined_by_the_program() -> None:
    group = line_of((100.0, 80.0, 120.0), {})
    broken = Line("cut", "break", 100, 50, 100, 300, Paint(stroke="#222222", stroke_width=1))
    assert is_native(group)
    assert not is_native(structs.replace(group, children=(*group.children, broken)))
    bars = figure_of("column", (100.0, 140.0), *columns((100.0, 140.0)), broken)
    assert is_native(bars), "columns are joined by nobody"


def test_a_figure_that_draws_more_than_its_chart_has_stays_a_drawing() -> None:
    group = line_of((100.0, 80.0, 120.0), {})
    gap = Rect("gap", "bar", 40, 280, 20, 20, Paint("#336699"), value=20.0)
    assert not is_native(structs.replace(group, children=(*group.children, gap)))


def test_figures_stand_at_the_marks_that_have_them_in_the_drawing_and_on_their_side() -> None:
    made = chart_of(line_of((100.0, 80.0, 120.0), {1: (-30, "80"), 2: (10, "120")}))
    labels = made.plots[0].series[0].data_labels._element
    told = {
        int(one.find("{*}idx").get("val")): (
            one.find("{*}delete") is not None,
            [position.get("val") for position in one.iter("{*}dLblPos")],
        )
        for one in labels.findall("{*}dLbl")
    }
    assert told == {0: (True, []), 1: (False, ["b"])}, "the last one stands as all do"
    assert labels.find("{*}dLblPos").get("val") == "t"
    under = next(one for one in labels.findall("{*}dLbl") if one.find("{*}delete") is None)
    assert under.find("{*}showVal").get("val") == "1"
    assert under.find("{*}numFmt").get("formatCode") == made.plots[0].data_labels.number_format
    order = [child.tag.rpartition("}")[2] for child in under]
    assert order.index("txPr") < order.index("dLblPos") < order.index("showLegendKey")
    assert "showLeaderLines" not in order, "the schema knows it of all figures only"


@pytest.mark.parametrize(
    ("texts_shown", "written"),
    [
        (
            {0: (10, "+1,5"), 1: (10, "+1,1"), 2: (10, "\u22120,4")},
            "[$-421]+#,##0.0;[$-421]-#,##0.0;[$-421]#,##0.0",
        ),
        ({0: (10, "1,46"), 1: (10, "1,05"), 2: (10, "\u22120,39")}, "[$-421]0.00"),
        ({0: (10, "1"), 1: (10, "1"), 2: (10, "0")}, "[$-421]#,##0"),
        ({}, "[$-421]0.00"),
    ],
)
def test_figures_at_marks_have_the_decimals_and_signs_of_the_drawing(texts_shown: Any, written: str) -> None:
    made = chart_of(line_of((1.46, 1.05, -0.39), texts_shown))
    assert made.plots[0].data_labels.number_format == written


def test_names_that_have_no_room_are_ours_and_all_others_the_program_s() -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION as AT

    roomy = slide_with(line_of((100.0, 80.0, 120.0), {}))
    assert words_on(roomy) == []
    wide = ("tahun 2019 sampai 2020", "2020", "2021")
    narrow = slide_with(line_of((100.0, 80.0, 120.0), {}, names=wide))
    assert words_on(narrow) == list(wide)
    hanging = slide_with(line_of((100.0, -20.0, 120.0), {}))
    assert words_on(hanging) == list(YEARS), "a column that hangs down would lie on them"
    places = [
        next(
            shape for shape in shapes(slide.shapes) if shape.has_chart
        ).chart.category_axis.tick_label_position
        for slide in (roomy, narrow, hanging)
    ]
    assert places == [AT.NEXT_TO_AXIS, AT.NONE, AT.NONE]


def test_words_about_missing_years_stay_in_the_chart() -> None:
    words = said("gap", "label", 150, 280, "tidak ada data")
    assert words_on(slide_with(line_of((100.0, None, 120.0), {}, words))) == ["tidak ada data"]


def lying(values: tuple[float, ...], step: float = 50.0, *, x: float = 200.0) -> Group:
    bars = tuple(
        Rect(f"bar-{at}", "bar", x, 20 + step * at, value, 30, Paint("#336699"), value=value)
        for at, value in enumerate(values)
    )
    return figure_of("bar", values, *bars)


def layout_of(group: Group) -> dict[str, float]:
    found = chart_of(group)._chartSpace.chart.plotArea.find("{*}layout")
    box = group_box(group.children)
    assert box is not None
    if found is None or found.find("{*}manualLayout") is None:
        return {}
    held = {one.tag.rpartition("}")[2]: one.get("val") for one in found.find("{*}manualLayout")}
    return {
        "x": float(held["x"]) * box.width + box.x, "y": float(held["y"]) * box.height + box.y,
        "w": float(held["w"]) * box.width, "h": float(held["h"]) * box.height,
    }  # fmt: skip


def test_bars_under_each_other_lie_where_ours_do() -> None:
    assert layout_of(lying((300.0, 200.0, 100.0))) == pytest.approx(
        {"x": 200, "y": 10, "w": 300, "h": 150}, abs=0.1
    )
    assert chart_of(lying((300.0, 200.0, 100.0))).value_axis.maximum_scale == 300
    group = lying((300.0, 200.0, 100.0))
    moved = structs.replace(group.children[1], y=95.0)
    assert layout_of(structs.replace(group, children=(group.children[0], moved, *group.children[2:]))) == {}
    aside = structs.replace(group.children[1], x=260.0)
    assert layout_of(structs.replace(group, children=(group.children[0], aside, *group.children[2:]))) == {}


WIDE_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path fill="#c00000" d="M0 0H100V99H0Z"/>'
    b'<path fill="#0000c0" fill-opacity="0.5" d="M100 0H200V100H100Z"/></svg>'
)


def picture_on(node: Image, *under: Any) -> Any:
    slide = slide_with(Group("foot", "footer", (*under, node)))
    return slide, next(shape for shape in slide.shapes if shape.shape_type == 13)


def test_a_drawn_logo_stands_on_slides_with_its_colours_and_a_clear_ground() -> None:
    from PIL import Image as Picture

    node = Image("logo", "logo", 50, 40, 100, 100, "image/svg+xml", WIDE_DRAWING, "Dinas")
    _, shape = picture_on(node)
    assert (shape.left, shape.top, shape.width, shape.height) == tuple(
        side * EMU for side in (50, 40, 100, 100)
    )
    assert shape._element.nvPicPr.cNvPr.get("descr") == "Dinas"
    shown = Picture.open(io.BytesIO(shape.image.blob)).convert("RGBA")
    assert shown.size == (800, 800)
    assert shown.getpixel((200, 400)) == (0xC0, 0, 0, 255)
    red, green, blue, covered = shown.getpixel((600, 400))
    assert (red, green, blue) == pytest.approx((0, 0, 0xC0), abs=2)
    assert covered == pytest.approx(128, abs=2)
    assert shown.getpixel((400, 100))[3] == 0, "beside the drawing nothing lies"


@pytest.mark.parametrize(
    ("size", "place"),
    [((200, 100), (50, 65, 100, 50)), ((50, 100), (75, 40, 50, 100)), ((9, 9), (50, 40, 100, 100))],
)
def test_a_picture_is_not_stretched(size: tuple[int, int], place: tuple[int, ...]) -> None:
    from PIL import Image as Picture

    out = io.BytesIO()
    Picture.new("RGB", size, "#c00000").save(out, "PNG")
    node = Image("logo", "logo", 50, 40, 100, 100, "image/png", out.getvalue(), "Dinas")
    _, shape = picture_on(node)
    assert (shape.left, shape.top, shape.width, shape.height) == tuple(side * EMU for side in place)
    assert shape.image.blob == out.getvalue()


def test_a_logo_lies_over_its_plate() -> None:
    plate = Rect("plate", "ornament", 40, 30, 120, 120, Paint("#ffffff"))
    slide, shape = picture_on(
        Image("logo", "logo", 50, 40, 100, 100, "image/svg+xml", WIDE_DRAWING, ""), plate
    )
    assert list(slide.shapes)[-1].shape_id == shape.shape_id


def test_where_a_mark_is_not_known_by_its_place_all_have_their_figures() -> None:
    group = line_of((100.0, 100.0, 120.0), {2: (10, "120")})
    first, second = (child for child in group.children if isinstance(child, Circle) and child.value == 100.0)
    mixed = [child for child in group.children if child is not first and child is not second]
    made = chart_of(structs.replace(group, children=(*mixed, second, first)))
    assert made.plots[0].series[0].data_labels._element.findall("{*}dLbl") == []
    assert made.plots[0].data_labels.show_value


def test_figures_of_a_stack_stand_in_their_parts_in_an_ink_that_is_read_there() -> None:
    values = ((40.0, 60.0), (100.0, 90.0))
    nodes = [
        Rect(f"part-{row}-{at}", "part", 100 + at * values[0][row], 50 + 60 * row, values[at][row], 40,
             Paint("#336699"), value=values[at][row])
        for at in (0, 1) for row in (0, 1)
    ]  # fmt: skip
    words = (said("v", "value", 190, 75, "100"), said("total", "value", 400, 75, "140"))
    inked = structs.replace(words[0], style=structs.replace(words[0].style, fill="#ffffff"))
    told = ChartData("stacked-bar", ("2023", "2024"), tuple(map(ChartSeries, "ab", values)))
    label = said("name", "label", 20, 75, "2023")
    made = chart_of(Group("c", "figure", (*nodes, inked, words[1], label), label="x", alt="y", chart=told))
    shown = {
        (place, int(one.find("{*}idx").get("val"))): [ink.get("val") for ink in one.iter("{*}srgbClr")]
        for place, series in enumerate(made.plots[0].series)
        for one in series.data_labels._element.findall("{*}dLbl")
        if one.find("{*}delete") is None
    }
    assert shown == {(1, 0): ["FFFFFF"]}
