"""Sheets without regions give their figures in full: a row for each period, a column for each indicator."""

from __future__ import annotations

import pytest

from rupadata.checks import check_scene, check_truth
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.figure_table import (
    LEAST_ROWS,
    MOST_COLUMNS,
    MOST_IN_ONE,
    MOST_ROWS,
    Column,
    FigureTable,
)
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.pen import NOTHING, plain
from rupadata.compose.sizes import parse_size
from rupadata.scene.nodes import Group, Line, Text
from rupadata.scene.scene import walk
from tests.unit.analysis.analysis_books import Row as Told
from tests.unit.analysis.analysis_books import indicator, make_book

LOOK = make_look(parse_size("a3"), "default", 200.0, "id")
HOME = "53.04"


def years(values, keys=("penduduk",), first=2001, decimals=1):
    names = {"penduduk": "Tingkat pengangguran terbuka", "lain": "Tingkat partisipasi angkatan kerja"}
    held = [indicator(names.get(key, f"Angka {key}"), "persen", "rate", key=key) for key in keys]
    rows = [
        Told(HOME, "Kabupaten Belu", str(first + n), value + 7 * place, decimals, key=key)
        for place, key in enumerate(keys)
        for n, value in enumerate(values)
    ]
    return make_book(rows, held, code=HOME, region="Kabupaten Belu")


def table_of(book, size="a3", keys=("penduduk",), lang="id"):
    scene = compose_page(plan_page(book, "uji", keys), book, size=size, lang=lang)
    assert [p for p in (*check_scene(scene), *check_truth(scene, book)) if p.severity == "error"] == []
    return next((n for n in walk(scene.nodes) if isinstance(n, Group) and n.id.startswith("figures")), None)


def said(group, part):
    return [n.text for n in walk((group,)) if isinstance(n, Text) and part in n.id.rpartition("_")[2]]


VALUES = [5.0, 5.5, 4.9, 6.2, 6.1, 7.4]


def test_a_sheet_gives_every_figure_in_full_and_its_change():
    group = table_of(years(VALUES))
    assert said(group, "period") == [str(2001 + n) for n in range(6)]
    assert said(group, "value") == [
        "5,0", "–", "5,5", "+0,5", "4,9", "−0,6", "6,2", "+1,3", "6,1", "−0,1", "7,4", "+1,3",
    ]  # fmt: skip
    assert said(group, "unit") == ["persen", "poin"]
    assert group.chart.series[0].values == tuple(VALUES)
    assert len(group.chart.series) == 1


@pytest.mark.parametrize("size", ["portrait", "story", "slide", "square"])
def test_a_screen_has_no_table_of_figures(size):
    assert table_of(years(VALUES), size) is None


@pytest.mark.parametrize(
    ("many", "there"),
    [(LEAST_ROWS - 1, False), (LEAST_ROWS, True), (MOST_ROWS, True), (MOST_ROWS + 1, False)],
)
def test_too_few_and_too_many_periods_make_no_table(many, there):
    book = years([5.0 + (n * 7 % 5) / 2 for n in range(many)], first=1970)
    assert (table_of(book) is not None) is there


def test_companions_have_a_column_each_and_the_change_is_of_the_first_alone():
    keys = ("penduduk", "lain", "c", "d", "e")
    book = years(VALUES, keys)
    group = table_of(book, keys=keys)
    heads = said(group, "header")
    assert len([head for head in heads if head]) >= MOST_COLUMNS
    assert len(group.chart.series) == MOST_COLUMNS - 1
    assert group.chart.series[1].values == tuple(value + 7 for value in VALUES)


def months(years_, lacking=0):
    visits = indicator("Jumlah kunjungan", "kunjungan", "count-flow")
    rows = [
        Told(HOME, "Kabupaten Belu", f"{year}-{month:02d}", 1000.0 + 100 * month + 37 * n, 0)
        for n, year in enumerate(years_)
        for month in range(1, 13 - (lacking if n else 0))
    ]
    return make_book(rows, [visits], code=HOME, region="Kabupaten Belu")


def test_months_of_several_years_stand_as_months_by_years():
    group = table_of(months(("2023", "2024")))
    assert said(group, "period")[:2] == ["Januari", "Februari"]
    assert said(group, "header") == ["2023", "2024"]
    assert said(group, "value")[:4] == ["1.100", "1.137", "1.200", "1.237"]
    lines = [n for n in walk((group,)) if isinstance(n, Line) and "faint" in n.id]
    assert len(lines) == 3


def test_a_year_with_few_of_its_months_makes_no_months_by_years():
    for book in (months(("2023", "2024"), lacking=3), months(("2024",))):
        group = table_of(book)
        assert group is None or "Januari" not in said(group, "period")
    assert "Januari" in said(table_of(months(("2023", "2024"), lacking=2)), "period")


def table(rows, columns, head="Kepala"):
    return FigureTable(
        Heading(NOTHING), tuple(plain(f"{2000 + n}") for n in range(rows)),
        tuple(
            Column(plain(head), NOTHING, (plain("12,5"),) * rows, (12.5,) * rows) for _ in range(columns)
        ),
        "Tabel", "Tabel", "General",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "columns", "halves"),
    [(MOST_IN_ONE, 1, 1), (MOST_IN_ONE + 1, 1, 2), (MOST_IN_ONE + 1, 2, 2), (MOST_IN_ONE + 1, 3, 1)],
)
def test_a_long_table_of_few_columns_stands_in_two_halves(rows, columns, halves):
    block = table(rows, columns)
    fit = block.fit(1400, LOOK)
    group = block.draw(Box(0, 0, 1400, fit.least), LOOK)
    periods = [n for n in walk((group,)) if isinstance(n, Text) and "period" in n.id]
    assert len(periods) == rows
    assert len({round(n.x) for n in periods}) == halves
    assert max(n.y for n in periods) <= fit.least


def test_a_table_whose_heads_have_no_room_is_refused():
    assert table(6, 4).fit(900, LOOK) is not None
    assert table(6, 4, "Persentasependuduktanpaakseskelayanankesehatan").fit(900, LOOK) is None
    assert table(6, 1).fit(600, LOOK) is None


def by_region(keys=("penduduk", "lain"), many=6, parts=(), period="2024"):
    held = [indicator(f"Angka {key}", "persen" if not parts else "ekor",
                      "rate" if not parts else "count-stock", key=key) for key in keys]  # fmt: skip
    rows = [
        Told(f"{HOME}.{n + 1:02d}", f"Wilayah {chr(65 + n)}", period if key == "penduduk" else "2024",
             10.0 * (place + 1) + n, 1, key=key)
        for place, key in enumerate(keys)
        for n in range(many)
    ]  # fmt: skip
    rows += [
        Told(
            f"{HOME}.{n + 1:02d}",
            f"Wilayah {chr(65 + n)}",
            period,
            float(n + 3 * place),
            0,
            dims={"jenis": part},
        )
        for place, part in enumerate(parts)
        for n in range(many)
    ]
    return make_book(rows, held, code=HOME, region="Kabupaten Belu")


def test_a_sheet_of_one_period_gives_the_regions_with_all_indicators():
    group = table_of(by_region(), keys=("penduduk", "lain"))
    assert said(group, "period") == [f"Wilayah {letter}" for letter in "FEDCBA"]
    assert said(group, "value")[:4] == ["15,0", "25,0", "14,0", "24,0"]
    strong = [n for n in walk((group,)) if isinstance(n, Text) and "period" in n.id and n.style.weight > 600]
    assert not strong


def test_indicators_of_another_period_stand_in_no_column():
    book = by_region(period="2023")
    assert table_of(book, keys=("penduduk", "lain")) is None


@pytest.mark.parametrize(("many", "there"), [(LEAST_ROWS - 1, False), (LEAST_ROWS, True)])
def test_few_regions_make_no_table(many, there):
    assert (table_of(by_region(many=many), keys=("penduduk", "lain")) is not None) is there


def test_one_indicator_alone_is_given_with_its_parts_and_not_without():
    assert table_of(by_region(("penduduk",))) is None
    group = table_of(by_region(("penduduk",), parts=("sapi", "kuda")))
    assert {"Sapi", "Kuda"} <= set(said(group, "header"))
    assert [one.values[0] for one in group.chart.series] == [15.0, 5.0, 8.0]


def test_the_newest_period_stands_out():
    group = table_of(years(VALUES))
    strong = [n for n in walk((group,)) if isinstance(n, Text) and "period" in n.id and n.style.weight > 600]
    assert [n.text for n in strong] == ["2006"]
