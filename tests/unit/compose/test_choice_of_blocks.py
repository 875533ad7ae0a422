"""Which blocks a page gets, how firmly they are kept, and what other blocks make them say."""

import pytest
from msgspec.structs import replace

from rupadata.compose import plan_page
from rupadata.compose.content import gather_content
from rupadata.compose.open_books import OpenBooks
from rupadata.office import default_office
from rupadata.pagespec import BlockSpec
from rupadata.scene.scene import texts
from tests.golden.golden_blocks import BlockCase
from tests.unit.analysis.analysis_books import Row, indicator
from tests.unit.compose.test_blocks import REGIONS, YEARS, book_of, draw, sexes_book


def content(**changed):
    book = sexes_book()
    spec = replace(plan_page(book, *book.pages[0]), architecture="", **changed)
    return gather_content(spec, book, default_office(), OpenBooks(), lang="id")


def test_a_hero_that_cannot_be_drawn_does_not_choose_the_architecture():
    assert content(hero=BlockSpec(kind="map")).architecture == content(hero=None).architecture
    assert content(hero=BlockSpec(kind="years")).architecture != content(hero=None).architecture


@pytest.mark.parametrize(("options", "keep"), [({}, 2), ({"companion": True}, 0)])
def test_a_chart_over_time_is_owed_but_not_that_of_a_companion(options, keep):
    (years,) = content(hero=None, blocks=(BlockSpec(kind="years", options=options),)).items
    assert years.keep == keep


@pytest.mark.parametrize(("unit", "kind"), [("jiwa", "pictogram"), ("ekor", "breakdown")])
def test_people_in_parts_are_rows_of_symbols_and_animals_are_not(unit, kind):
    rows = []
    for place, year in enumerate(YEARS):
        parts = {f"jenis {name}": (1000.0 + 137 * place) * size for size, name in enumerate("abc", 1)}
        rows.append(Row("99", "Kota Uji", str(year), sum(parts.values())))
        rows += [Row("99", "Kota Uji", str(year), n, dims={"kategori": part}) for part, n in parts.items()]
    book = book_of(rows, indicator("Jumlah Pekerja", unit))
    kinds = [block.kind for block in plan_page(book, *book.pages[0]).blocks]
    assert {"pictogram", "breakdown"} & set(kinds) == {kind}


@pytest.mark.parametrize(
    ("beside", "value", "year"),
    [((), "700", "2024"), ((BlockSpec(kind="regions", keep=True),), "650", "2023")],
)
def test_a_sum_stands_beside_its_parts_only_in_their_year(beside, value, year):
    sums = (("2022", 600.0), ("2023", 650.0), ("2024", 700.0))
    rows = [Row("32", "Jawa Barat", period, total) for period, total in sums]
    rows += [
        Row(region.code, region.name, "2023", 110.0 + 10 * place)
        for place, region in enumerate(REGIONS.children("32")[:5])
    ]
    book = book_of(rows, indicator("Jumlah Sapi", "ekor"), region="Jawa Barat", code="32")
    said = {text.text for text in texts(draw(book, BlockSpec(kind="huge-number", keep=True), *beside))}
    assert {value, f"Jumlah sapi, {year}"} <= said


@pytest.mark.parametrize(
    ("unit", "said"),
    [("kilogram", "15,6 kilogram, tertinggi"), ("kilogram per kapita per tahun", "15,6, tertinggi")],
)
def test_comments_on_a_map_say_a_short_unit_and_leave_out_a_long_one(unit, said):
    figures = (15.6, 11.7, 15.2, 7.5, 6.3)
    rows = [
        Row(region.code, region.name, "2024", value, decimals=1)
        for region, value in zip(REGIONS.children("34"), figures, strict=True)
    ]
    book = book_of(rows, indicator("Konsumsi Beras", unit, "mean"), region="DI Yogyakarta", code="34")
    case = BlockCase(lambda: book, BlockSpec(kind="map", keep=True, options={"large": True}), outlined=True)
    content = case.content("id")
    blocks = [item.block for item in (content.hero, *content.items) if item is not None]
    assert said in [comment.more.text for block in blocks for comment in getattr(block, "comments", ())]
