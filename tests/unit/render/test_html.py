"""Pages as HTML: one document that asks nothing of a network and says what the page says."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from rupadata.compose import compose_article, plan_page
from rupadata.compose.architectures import ARCHITECTURES
from rupadata.compose.article import write_article
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.render import render_html
from rupadata.render.chart_values import at_one_place, mark_places, scaled_value, shown_value, told_areas
from rupadata.render.xml_text import number
from rupadata.scene.article import Article
from rupadata.scene.geometry import Bounds, group_box
from rupadata.scene.nodes import ChartData, ChartSeries, Circle, Group, Mark, Paint, Path, Rect
from rupadata.scene.scene import Scene, texts, walk
from tests.golden.golden_blocks import CASES
from tests.golden.golden_books import city_book, growth_book
from tests.unit.analysis.analysis_books import Row, make_book

BOOKS: tuple[Callable[[], SubjectBook], ...] = (city_book, growth_book)
MOST_BYTES = 250_000


@cache
def article_of(make: Callable[[], SubjectBook], theme: str = "default", lang: str = "id") -> Article:
    book = make()
    page, keys = book.pages[0]
    return compose_article(plan_page(book, page, keys), book, theme=theme, lang=lang, date="2026-11-22")


@cache
def shown(make: Callable[[], SubjectBook], theme: str = "default", lang: str = "id") -> html.HtmlElement:
    return html.document_fromstring(render_html(article_of(make, theme, lang)))


@pytest.mark.parametrize("make", BOOKS)
def test_only_its_own_style_and_script_are_allowed_and_nothing_is_fetched(make) -> None:
    document = shown(make)
    policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for kind in ("style", "script"):
        (content,) = document.xpath(f"//{kind}/text()")
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not document.xpath("//link | //iframe | //object | //*[@onclick] | //*[@style]")
    assert all(source.startswith("data:") for source in document.xpath("//*/@src"))
    assert not re.findall(r"url\((?!data:)", document.xpath("//style/text()")[0])


@pytest.mark.parametrize("make", BOOKS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_document_says_all_that_the_page_says(make, lang: str) -> None:
    article, document = article_of(make, lang=lang), shown(make, lang=lang)
    assert document.get("lang") == lang
    assert [one.text_content() for one in document.xpath("//h1")] == [article.headline.text]
    assert document.xpath("string(//*[@class='standfirst'])") == article.standfirst.text
    headings = [one.text_content() for one in document.xpath("//h2")]
    assert headings == [figure.heading.text or figure.label for figure in article.figures
                        if figure.heading.text or figure.label]  # fmt: skip
    said = document.xpath("string(//footer)")
    assert article.source in said
    assert article.formal.text in said


@pytest.mark.parametrize("make", BOOKS)
def test_every_block_of_the_page_is_a_figure_with_its_words_and_its_table(make) -> None:
    article, document = article_of(make), shown(make)
    assert [one.get("id") for one in document.xpath("//figure")] == [one.name for one in article.figures]
    for figure, drawn in zip(article.figures, document.xpath("//figure"), strict=True):
        assert {one.get("class") for one in drawn.xpath(".//svg")} == {"n", "w"}
        if figure.alt:
            assert set(drawn.xpath(".//svg/@aria-label")) == {" ".join(figure.alt.split())}
        assert len(drawn.xpath(".//table")) == len(figure.charts)


@pytest.mark.parametrize("make", BOOKS)
def test_tables_hold_the_values_of_the_data(make) -> None:
    values = {Decimal(repr(value)) for value in make().observations["value"].drop_nulls()}
    for figure in article_of(make).figures:
        for chart in figure.charts:
            scale = len(chart.number_format) - len(chart.number_format.rstrip(","))
            for series in chart.series:
                told = [Decimal(scaled_value(v, chart.number_format)) for v in series.values if v is not None]
                if chart.kind not in ("share", "waffle", "pictogram"):
                    assert {value.scaleb(3 * scale) for value in told} <= values, figure.name


@pytest.mark.parametrize("make", BOOKS)
def test_a_mark_is_told_by_the_cell_with_its_value(make) -> None:
    article, document = article_of(make), shown(make)
    told = 0
    for figure, drawn in zip(article.figures, document.xpath("//figure"), strict=True):
        for scene, letter in ((figure.narrow, "n"), (figure.wide, "w")):
            for (place, column, row), names in mark_places(scene, figure.charts).items():
                chart = figure.charts[place]
                table = drawn.xpath(".//table")[place]
                cell = table.xpath(".//tbody/tr")[row].xpath("./td")[column]
                for name in names:
                    ids = [f"{letter}-{one}" for one in cell.get("data-marks").split()]
                    shown_there = [one for name_of in ids for one in document.xpath(f"//*[@id='{name_of}']")]
                    (mark,) = [node for node in _marks(scene) if node.id == name]
                    assert _where(mark) in [_where_shown(one) for one in shown_there]
                    assert mark.value == chart.series[column].values[row]
                    told += 1
    assert told


@pytest.mark.parametrize("make", BOOKS)
def test_ids_stand_once_and_the_file_stays_small(make) -> None:
    document = shown(make)
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(render_html(article_of(make)).encode()) < MOST_BYTES


def test_dark_screens_have_colours_of_their_own_and_a_dark_theme_needs_none() -> None:
    day, night = shown(city_book), shown(city_book, theme="night")
    assert "prefers-color-scheme:dark" in day.xpath("//style/text()")[0]
    assert "prefers-color-scheme:dark" not in night.xpath("//style/text()")[0]


def test_a_text_of_the_office_is_text_and_no_markup() -> None:
    article = replace(
        article_of(city_book), source='</footer><script>alert("x")</script>', data_url="javascript:x"
    )
    document = html.document_fromstring(render_html(article))
    assert len(document.xpath("//script")) == 1
    assert 'alert("x")' in document.xpath("string(//footer)")
    assert not document.xpath("//a")


def bars(values: list[float]) -> Scene:
    marks = tuple(
        Rect(f"bar-{place}", "bar", 0, 0, 1, 1, Paint("#000000"), value=value)
        for place, value in enumerate(values)
    )
    return Scene(1, 1, "", "", "", "id", marks)


def chart(values: list[float]) -> ChartData:
    return ChartData("bar", tuple(map(str, range(len(values)))), (ChartSeries("s", tuple(values)),))


def test_marks_in_the_order_of_the_chart_are_told_even_where_values_repeat() -> None:
    found = mark_places(bars([5.0, 5.0, 3.0]), [chart([5.0, 5.0, 3.0])])
    assert found == {(0, 0, 0): ["bar-0"], (0, 0, 1): ["bar-1"], (0, 0, 2): ["bar-2"]}


def test_a_mark_that_could_show_two_cells_is_not_told() -> None:
    found = mark_places(bars([3.0, 5.0]), [chart([5.0, 5.0, 3.0])])
    assert found == {(0, 0, 2): ["bar-0"]}


@given(st.floats(-1e12, 1e12, allow_nan=False), st.integers(0, 3), st.integers(0, 4))
def test_figures_are_those_of_a_spreadsheet(value: float, commas: int, decimals: int) -> None:
    number_format = "#,##0" + ("." + "0" * decimals if decimals else "") + "," * commas
    exact = Decimal(scaled_value(value, number_format))
    assert exact * Decimal(1000) ** commas == Decimal(repr(value))
    shown = shown_value(value, number_format, "en").replace(",", "").replace("−", "-").replace("\u2212", "-")
    assert abs(Decimal(shown) - exact) * 2 <= Decimal(10) ** -decimals


def _where(mark: Rect | Circle | Path) -> tuple[str, ...]:
    if isinstance(mark, Path):
        return (mark.d,)
    place = (mark.x, mark.y) if isinstance(mark, Rect) else (mark.cx, mark.cy)
    return tuple(number(one) for one in place)


def _where_shown(mark: html.HtmlElement) -> tuple[str, ...]:
    keys = {"rect": ("x", "y"), "circle": ("cx", "cy")}.get(mark.tag, ("d",))
    return tuple(mark.get(key) for key in keys)


def _marks(scene: Scene):
    from rupadata.scene.scene import walk

    return [node for node in walk(scene.nodes) if getattr(node, "value", None) is not None]


@pytest.mark.parametrize("make", BOOKS)
def test_texts_that_are_set_alike_say_it_once(make) -> None:
    from rupadata.scene.scene import texts

    article, document = article_of(make), shown(make)
    style = "".join(document.xpath("//style/text()"))
    rules = dict(re.findall(r"\.(t\d+)\{([^}]*)\}", style))
    assert len(set(rules.values())) == len(rules)
    drawn = document.xpath("//svg//text")
    assert not [one for one in drawn if one.get("font-family") or one.get("fill")]
    wanted = [
        text for figure in article.figures for scene in (figure.narrow, figure.wide) for text in texts(scene)
    ]
    assert len(drawn) == len(wanted)
    for text, found in zip(wanted, drawn, strict=True):
        rule = rules[found.get("class")]
        assert f"font-size:{text.style.size:g}px;" in rule
        assert f"font-weight:{text.style.weight};" in rule
        assert rule.startswith(f"font-family:'{text.style.family}', ")
        assert ("text-anchor:" in rule) is (text.style.anchor != "start")
        if text.style.letter_spacing:
            assert f"letter-spacing:{text.style.letter_spacing:g}px" in rule


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
@pytest.mark.parametrize("theme", ["default", "vivid", "formal"])
def test_a_hero_on_the_band_of_the_head_turns_dark_with_it(architecture: str, theme: str) -> None:
    book = city_book()
    name, keys = book.pages[0]
    spec = replace(plan_page(book, name, keys), architecture=architecture)
    article = compose_article(spec, book, theme=theme, date="2026-11-22")
    for figure in article.figures:
        if figure.hero and figure.narrow.background == article.head.paper and article.head_dark is not None:
            assert figure.dark_narrow is not None
            assert figure.dark_narrow.background == article.head_dark.paper


def marks_scene(values: tuple[float, ...], role: str = "dot") -> Scene:
    nodes = tuple(
        Rect(f"{role}-{at}", role, 10 * at, 0, 5, 5, Paint("#336699"), value=value)
        for at, value in enumerate(values)
    )
    return Scene(100, 100, "#ffffff", "", "", "id", nodes)


def test_marks_are_known_series_by_series_from_either_end() -> None:
    chart = ChartData("line", ("a", "b"), (ChartSeries("x", (1.0, 2.0)), ChartSeries("y", (2.0, 1.0))))
    first = mark_places(marks_scene((1.0, 2.0, 2.0, 1.0)), [chart])
    assert first == {(0, 0, 0): ["dot-0"], (0, 0, 1): ["dot-1"], (0, 1, 0): ["dot-2"], (0, 1, 1): ["dot-3"]}
    unlike = ChartData("line", ("a", "b"), (ChartSeries("x", (1.0, 2.0)), ChartSeries("y", (3.0, 1.0))))
    last = mark_places(marks_scene((3.0, 1.0, 1.0, 2.0)), [unlike])
    assert last == {(0, 1, 0): ["dot-0"], (0, 1, 1): ["dot-1"], (0, 0, 0): ["dot-2"], (0, 0, 1): ["dot-3"]}
    rows = mark_places(marks_scene((1.0, 3.0, 2.0, 1.0)), [unlike])
    assert rows == {(0, 0, 0): ["dot-0"], (0, 1, 0): ["dot-1"], (0, 0, 1): ["dot-2"], (0, 1, 1): ["dot-3"]}


def test_every_dot_of_a_gap_tells_its_figure_as_precisely_as_it_stands_there() -> None:
    scene, chart = gap_of_jobs()
    found = mark_places(scene, [chart])
    dots = [node for node in _marks(scene) if node.role == "dot"]
    assert sorted(name for names in found.values() for name in names) == sorted(one.id for one in dots)
    assert len(dots) == sum(len(series.values) for series in chart.series)
    figures = {text.text for text in texts(scene) if text.role == "value"}
    for series in chart.series:
        assert {shown_value(value, chart.number_format, "id") for value in series.values if value} <= figures


def gap_of_jobs() -> tuple[Scene, ChartData]:
    scene = CASES["gap"].draw()
    chart = next(node.chart for node in walk(scene.nodes) if isinstance(node, Group) and node.chart)
    return scene, chart


def districts_book(count: int) -> SubjectBook:
    rows = [
        Row(f"99.71.{at:02d}", f"Kelurahan Nomor {at} Sukamaju", str(year), 9000.0 - 37 * at + 11 * year % 97)
        for at in range(count)
        for year in range(2018, 2025)
    ]
    return make_book(rows, code="99.71", region="Kota Contoh")


def test_a_page_of_many_regions_stays_small() -> None:
    book = districts_book(99)
    article = compose_article(plan_page(book, "kependudukan", ("penduduk",)), book, date="2026-11-22")
    made = render_html(article)
    assert len(html.document_fromstring(made).xpath("//tbody/tr")) >= 99
    assert len(made.encode()) < 220_000


def without_areas(scene: Scene, charts: tuple[ChartData, ...]) -> set[tuple[int, int, int]]:
    """Return the values of charts that neither a shape nor a box of a scene tells."""
    areas = told_areas(scene, charts)
    by_shape = {cell for cell in mark_places(scene, charts) if cell[0] not in {chart for chart, *_ in areas}}
    return {
        (place, column, row)
        for place, chart in enumerate(charts)
        for column, series in enumerate(chart.series)
        for row, value in enumerate(series.values)
        if value is not None
    } - (set(areas) | by_shape)


@pytest.mark.parametrize("name", CASES)
def test_every_value_of_every_kind_of_block_can_be_pointed_at(name: str) -> None:
    scene = CASES[name].draw()
    drawn = [node for node in scene.every if isinstance(node, Group) and node.chart]
    charts = tuple(dict.fromkeys(node.chart for node in drawn))
    assert not without_areas(scene, charts)
    for figure in drawn:
        within = group_box(figure.children)
        for mark in figure.marks:
            assert mark.width > 0
            assert mark.height > 0
            assert within.grown(20).contains(Bounds(mark.x, mark.y, mark.width, mark.height))


@pytest.mark.parametrize("name", ["small-multiples", "years-long"])
def test_the_points_of_a_line_are_told_where_they_are_drawn(name: str) -> None:
    scene = CASES[name].draw()
    figure = next(node for node in scene.every if isinstance(node, Group) and node.marks)
    drawn = [
        tuple(map(float, point.split()))
        for line in figure.children
        if getattr(line, "role", "") == "line"
        for point in line.d[1:].split("L")
    ]
    middles = [(one.x + one.width / 2, one.y + one.height / 2) for one in figure.marks]
    for x, y in drawn:
        assert any(abs(x - at) < 0.2 and abs(y - up) < 0.2 for at, up in middles)
    for one, other in pairwise(figure.marks):
        assert other.series > one.series or other.x >= one.x + one.width - 0.2


def test_marks_upon_one_another_are_told_as_one_and_neighbours_are_not() -> None:
    dot = Bounds(10, 10, 10, 10)
    boxes = [
        dot,
        Bounds(13, 10, 10, 10),
        Bounds(14, 10, 10, 10),
        Bounds(10, 14, 10, 10),
        Bounds(10, 10, 30, 10),
        dot,
    ]
    found = [sorted(one) for one in at_one_place(boxes)]
    assert found == [[0, 1, 5], [0, 1, 2, 5], [1, 2], [3], [4], [0, 1, 5]]


def test_equal_figures_at_one_place_are_told_by_every_dot_there() -> None:
    paint = Paint("#336699")
    dots = tuple(Circle(f"dot-{at}", "dot", x, 10.0, 5.0, paint, v) for at, (x, v) in enumerate(SPOTS))
    scene = Scene(100, 20, "#ffffff", "", "", "id", dots)
    told = ChartData("strip", ("Awan", "Bintang", "Cemara"), (ChartSeries("x", tuple(v for _, v in SPOTS)),))
    article = article_of(city_book)
    figure = replace(
        article.figures[0], narrow=scene, wide=scene, dark_narrow=None, dark_wide=None, charts=(told,),
        period="2024",
    )  # fmt: skip
    document = html.document_fromstring(render_html(replace(article, figures=(figure,))))
    marks = [set(cell.split()) for cell in document.xpath("//td/@data-marks")]
    assert marks == [{"m0", "m1"}, {"m0", "m1"}, {"m2"}]
    assert document.xpath("//figure/@data-period") == ["2024"]


SPOTS = ((10.0, 5.0), (10.5, 5.0), (60.0, 9.0))


def test_boxes_without_ink_stand_in_short_in_the_document() -> None:
    told = ChartData("line", ("a", "b", "c"), (ChartSeries("x", (1.0, None, 3.0)),), unit="%")
    marks = (Mark(0, 0, 1.0, 2.0, 10.0, 5.0), Mark(0, 2, 30.0, 4.0, 10.0, 5.0))
    drawn = Group("f", "figure", (Rect("r", "background", 0, 0, 60, 20, Paint("#eeeeee")),), "x", "x", told,
                  "years", marks)  # fmt: skip
    wide = Group("f", "figure", drawn.children, "x", "x", told, "years", marks[1:])
    article = article_of(city_book)
    figure = replace(
        article.figures[0], narrow=Scene(60, 20, "#ffffff", "", "", "id", (drawn,)), dark_narrow=None,
        wide=Scene(60, 20, "#ffffff", "", "", "id", (wide,)), dark_wide=None, charts=(told,),
    )  # fmt: skip
    document = html.document_fromstring(render_html(replace(article, figures=(figure,))))
    assert document.xpath("//*/@data-at") == ["1 2 10 5,30 4", ",30 4 10 5"]
    assert [cell.get("data-marks") for cell in document.xpath("//td[data]|//tbody//td")] == ["@0", None, "@1"]


def test_a_picture_without_a_table_is_told_as_a_whole() -> None:
    case = CASES["one-in"]
    article = write_article(case.content("id"), "default", Office())
    document = html.document_fromstring(render_html(article))
    hero = document.xpath("//figure[.//*[contains(@class, 'told')]]")
    assert hero
    assert not hero[0].xpath(".//table")
    assert all(hero[0].xpath(".//*[contains(@class, 'told')]/@aria-label"))
    assert not document.xpath("//figure[.//table]//*[contains(@class, 'told')]")


def test_a_figure_names_its_period_where_its_chart_does_not() -> None:
    for make in BOOKS:
        for figure in article_of(make).figures:
            if figure.charts:
                named = [
                    one
                    for chart in figure.charts
                    for one in (*chart.categories, *(s.name for s in chart.series))
                ]
                assert bool(figure.period) != any(re.search(r"\d{4}", one) for one in named), figure.name
