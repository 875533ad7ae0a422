"""Each block shows what it says, keeps its limits, and leaves what it cannot show to another."""

import polars as pl
import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings, year_series
from rupadata.checks import check_scene
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks.mapping import without_far_islands
from rupadata.compose.blocks.then_now import compared_points
from rupadata.compose.blocks.years import TimeStep, year_form
from rupadata.compose.pen import Writing
from rupadata.pagespec import BlockSpec
from rupadata.regions import official_regions
from rupadata.regions.boundaries import BoundarySet, Outline
from rupadata.scene.nodes import Circle, Group, Line, Path, Rect
from rupadata.scene.scene import texts, walk
from tests.unit.analysis.analysis_books import Row, indicator, make_book

REGIONS = official_regions()

YEARS = range(2019, 2025)


def book_of(rows, one, *, region="Kota Uji", code="99", notes=""):
    """Return a book of one page."""
    book = make_book(rows, (one,), region=region, code=code)
    frame = book.observations.with_columns(pl.lit(notes).alias("notes"))
    return replace(book, observations=frame, pages=(("uji", (one.key,)),))


def service_book(note=""):
    """Return how many days complaints of three kinds took, over six years."""
    kinds = {"jalan rusak": 12.0, "sampah": 2.0, "ketertiban umum": 6.0}
    rows = [
        Row(
            "99",
            "Kota Uji",
            str(year),
            days + (2024 - year),
            dims={"pengaduan": kind},
            decimals=1,
        )
        for year in YEARS
        for kind, days in kinds.items()
    ]
    return book_of(rows, indicator("Rata-rata Waktu Penyelesaian", "hari", "mean"), notes=note)


def sexes_book():
    """Return a rate of two sexes over six years."""
    rows = [Row("99", "Kota Uji", str(year), 5.0 + 0.1 * (year - 2019), decimals=2) for year in YEARS]
    rows += [
        Row("99", "Kota Uji", str(year), value + 0.1 * (year - 2019), dims={"jenis kelamin": sex}, decimals=2)
        for year in YEARS
        for sex, value in (("laki-laki", 4.5), ("perempuan", 5.5))
    ]
    return book_of(rows, indicator("Tingkat Pengangguran", "persen", "rate"))


def regions_book(measure="count-stock"):
    """Return a figure of every regency of East Java, each different."""
    rows = [
        Row(region.code, region.name, "2024", 1000.0 + 37 * place)
        for place, region in enumerate(REGIONS.children("35"))
    ]
    unit = "jiwa" if measure == "count-stock" else "persen"
    return book_of(rows, indicator("Jumlah Penduduk", unit, measure), region="Jawa Timur", code="35")


def draw(book, *blocks, size="portrait", **options):
    page, keys = book.pages[0]
    spec = replace(plan_page(book, page, keys), hero=None, blocks=blocks, missing_elements=())
    return compose_page(spec, book, size=size, **options)


def nodes(scene, kind, role):
    return [node for node in walk(scene.nodes) if isinstance(node, kind) and node.role == role]


def faults(scene):
    return [p.code for p in check_scene(scene) if p.severity == "error" and "sop" not in p.code]


def test_services_beyond_their_standard_are_told_from_those_that_keep_it():
    book = service_book("Hari kerja; Standar: jalan rusak 14; sampah 3; ketertiban umum 5")
    scene = draw(book, BlockSpec(kind="standard", keep=True))
    said = {text.text for text in texts(scene)}
    assert {"standar 14", "standar 3", "standar 5", "standar; 2 dari 3 memenuhi"} <= said
    bars = nodes(scene, Rect, "bar")
    assert len({bar.paint.fill for bar in bars}) == 2
    assert bars[0].value == 6.0, "the service furthest beyond its standard comes first"
    assert len(nodes(scene, Line, "limit")) == 3
    assert not faults(scene)


def test_without_a_standard_there_is_no_chart_against_it():
    assert not nodes(draw(service_book(), BlockSpec(kind="standard", keep=True)), Line, "limit")


def test_a_standard_given_in_the_spec_holds_for_all_services():
    block = BlockSpec(kind="standard", keep=True, options={"standard": 5})
    said = {text.text for text in texts(draw(service_book(), block))}
    assert "standar; 1 dari 3 memenuhi" in said


def test_parts_of_a_rate_stand_side_by_side_over_the_years_that_have_room():
    scene = draw(sexes_book(), BlockSpec(kind="grouped", keep=True))
    bars = nodes(scene, Rect, "bar")
    assert len(bars) == 2 * len(YEARS)
    assert len({bar.paint.fill for bar in bars}) == 2
    assert not faults(scene)


def test_a_page_of_a_rate_by_sex_shows_the_sexes_over_time():
    book = sexes_book()
    page, keys = book.pages[0]
    assert "grouped" in [block.kind for block in plan_page(book, page, keys).blocks]


def test_a_row_of_symbols_is_as_long_as_its_figure():
    rows = [Row("99", "Kota Uji", "2024", 600.0)]
    rows += [
        Row("99", "Kota Uji", "2024", value, dims={"kelompok": name})
        for name, value in (("anak", 100.0), ("dewasa", 400.0), ("lansia", 100.0))
    ]
    book = book_of(rows, indicator("Jumlah Penduduk", "jiwa"))
    scene = draw(book, BlockSpec(kind="pictogram", keep=True))
    symbols = [node.id for node in nodes(scene, Path, "symbol") if "figure" in node.id]
    assert len(symbols) == 12
    assert "= 50 jiwa" in {text.text for text in texts(scene)}
    assert not faults(scene)


def test_a_part_too_small_for_a_symbol_leaves_the_parts_to_the_breakdown():
    rows = [Row("99", "Kota Uji", "2024", 1001.0)]
    rows += [
        Row("99", "Kota Uji", "2024", value, dims={"kelompok": name})
        for name, value in (("a", 1000.0), ("b", 1.0))
    ]
    book = book_of(rows, indicator("Jumlah Penduduk", "jiwa"))
    assert nodes(draw(book, BlockSpec(kind="pictogram", keep=True)), Rect, "part")


def test_every_region_has_its_dot_and_the_ends_are_named():
    scene = draw(regions_book(), BlockSpec(kind="strip", keep=True))
    assert len(nodes(scene, Circle, "dot")) == len(REGIONS.children("35"))
    names = [text.text for text in texts(scene) if "strip_name" in text.id]
    assert len(names) >= 2
    assert not faults(scene)


def test_a_page_of_many_regions_names_each_of_them():
    book = regions_book()
    page, keys = book.pages[0]
    spec = plan_page(book, page, keys)
    assert "map" in {block.kind for block in (*spec.blocks, spec.hero) if block is not None}
    listed = [text for text in texts(compose_page(spec, book, size="story")) if "_name" in text.id]
    assert len({text.text for text in listed}) >= len(REGIONS.children("35"))


def test_regions_that_differ_in_size_show_their_change_as_bars_to_both_sides():
    codes = [region.code for region in REGIONS.children("32")][:8]
    rows = [
        Row(code, REGIONS.get(code).name, year, 1000.0 * 4**place * (1 + grown * (place - 3) / 100))
        for place, code in enumerate(codes)
        for year, grown in (("2023", 0), ("2024", 1))
    ]
    book = book_of(rows, indicator("Jumlah Sapi", "ekor"), region="Jawa Barat", code="32")
    scene = draw(book, BlockSpec(kind="change", keep=True))
    bars = [node.value for node in nodes(scene, Rect, "bar")]
    assert min(bars) < 0 < max(bars)
    assert not nodes(scene, Circle, "dot")
    assert not faults(scene)


def test_rates_are_dots_on_sticks_and_amounts_are_bars():
    bars = draw(regions_book(), BlockSpec(kind="regions", keep=True, options={"map": False}))
    sticks = draw(regions_book("rate"), BlockSpec(kind="regions", keep=True, options={"map": False}))
    assert nodes(bars, Rect, "bar")
    assert not nodes(bars, Line, "stick")
    assert nodes(sticks, Line, "stick")
    assert not nodes(sticks, Rect, "bar")


def test_a_change_is_led_by_the_two_figures_that_it_compares():
    rows = [
        Row("99", "Kota Uji", str(year), value) for year, value in zip(YEARS, (90, 100, 120, 110, 130, 156))
    ]
    book = book_of(rows, indicator("Jumlah Kendaraan", "unit"))
    _, keys = book.pages[0]
    change = next(f for f in find_findings(book, keys) if f.kind == "change")
    then, now = compared_points(change, year_series(book, keys[0]))
    assert (then.value, now.value) == (130, 156)
    scene = draw(book, BlockSpec(kind="then-now", findings=(change.id,)))
    assert {"130", "156"} <= {text.text for text in texts(scene) if text.role == "value"}
    assert not faults(scene)


def steps(*values, breaks=()):
    return [
        TimeStep(Writing(str(place)), value, Writing(str(value)), breaks=place in breaks)
        for place, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("found", "form"),
    [
        (steps(1.0, 3.0), "slope"),
        (steps(1.0, 3.0, breaks=(1,)), "columns"),
        (steps(1.0, 3.0, 2.0), "columns"),
        (steps(1.0, 1.01, 1.02), "line"),
        (steps(1.0, None, 1.02, None, 1.01), "columns"),
    ],
)
def test_the_form_follows_from_how_many_years_can_be_joined(found, form):
    assert year_form(found) == form


def test_a_cut_series_says_so_at_the_cut():
    rows = [
        Row("99", "Kota Uji", str(year), 100.0 + year, flags="break" if year == 2022 else "")
        for year in YEARS
    ]
    book = book_of(rows, indicator("Jumlah Kendaraan", "unit"))
    scene = draw(book, BlockSpec(kind="years", keep=True))
    assert nodes(scene, Line, "break")
    assert "deret terputus" in {text.text for text in texts(scene)}


def test_islets_far_off_do_not_make_the_rest_of_a_map_small():
    land = ((0.0, 300.0), (100.0, 300.0), (100.0, 400.0), (0.0, 400.0))
    islet = ((900.0, 0.0), (902.0, 0.0), (902.0, 2.0))
    found = BoundarySet("35", (Outline("35.01", (land, islet), (50.0, 350.0), 40.0),), 902.0, 400.0)
    kept = without_far_islands(found)
    assert (kept.width, kept.height) == (100.0, 100.0)
    assert kept.outlines[0].label == (50.0, 50.0)


def test_date_and_source_share_a_line_where_there_is_room():
    scene = draw(sexes_book(), BlockSpec(kind="grouped", keep=True), date="2024")
    places = {text.role: text.y for text in texts(scene) if text.role in ("source", "date")}
    assert places["source"] == places["date"]
    assert any(text.text == "Data sampai 2024" for text in texts(scene))


def test_findings_carry_a_symbol_of_what_they_tell():
    book = sexes_book()
    spec = plan_page(book, *book.pages[0])
    spec = replace(spec, title=replace(spec.title, standfirst={"id": "Ditulis kantor."}))
    told = tuple(block for block in spec.blocks if block.kind == "findings")
    scene = compose_page(replace(spec, hero=None, blocks=told), book, size="story")
    section = next(node for node in walk(scene.nodes) if isinstance(node, Group) and node.id == "findings")
    assert [node for node in section.children if node.role == "symbol"]
