"""Elements stand against the best grade, goods are called goods, a category has its own years drawn."""

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.analysis.figures import Point
from rupadata.compose import compose_page, plan_page
from rupadata.compose.number_format import big_number
from rupadata.model.subject import Direction
from rupadata.scene.nodes import Group, Rect, Text
from rupadata.scene.scene import walk
from tests.unit.analysis.analysis_books import Row, indicator, make_book

SKM = indicator("Nilai Unsur SKM", "", "mean", direction=Direction.HIGHER_IS_BETTER)


def elements(values, dimension="unsur pelayanan"):
    rows = [Row("99", "Banten", "2025", value, 2, dims={dimension: name}) for name, value in values.items()]
    return make_book(rows, [SKM])


def drawn(book, size="portrait"):
    keys = [one.key for one in book.indicators]
    spec = plan_page(book, "p", keys)
    return spec, compose_page(spec, book, size=size)


def test_elements_without_their_index_stand_on_both_sides_of_the_best_grade():
    values = {"persyaratan": 3.77, "biaya": 3.31, "prosedur": 3.6}
    spec, scene = drawn(elements(values))
    assert spec.hero.kind == "deviation"
    hero = next(n for n in walk(scene.nodes) if isinstance(n, Group) and n.block == "deviation")
    bars = {round(n.value, 4) for n in walk((hero,)) if isinstance(n, Rect) and n.role == "bar"}
    assert bars == {round(value - 88.31 / 25, 4) for value in values.values()}


def test_parts_that_are_no_elements_are_no_deviation():
    spec, _ = drawn(elements({"pagi": 3.77, "siang": 3.31, "sore": 3.6}, "waktu"))
    assert spec.hero is None or spec.hero.kind != "deviation"


@pytest.mark.parametrize(
    ("name", "parts", "kinds"),
    [
        ("Andil Inflasi Bulanan", ("beras", "cabai", "emas", "telur"), "komoditas"),
        (
            "Realisasi Anggaran",
            ("belanja modal", "belanja hibah", "belanja jasa", "belanja bunga"),
            "jenis belanja",
        ),
        ("Nilai Rapor", ("beras", "cabai", "emas", "telur"), "kategori"),
        ("Nilai Rapor", ("belanja", "belanja hibah", "belanja jasa", "belanja bunga"), "kategori"),
    ],
)  # fmt: skip
def test_parts_that_no_table_names_are_called_by_what_they_are(name, parts, kinds):
    rows = [
        Row("99", "Banten", "2025", 9.5 - 2.25 * n, 2, dims={"rincian": part}) for n, part in enumerate(parts)
    ]
    book = make_book(rows, [indicator(name, "poin", "mean")])
    keys = [one.key for one in book.indicators]
    said = [f.sentence["id"].text for f in find_findings(book, keys) if f.kind == "breakdown"]
    assert any(f"di antara empat {kinds}," in text.casefold() for text in said), said


def test_the_category_of_the_headline_has_its_years_drawn():
    prices = {"Beras": (15200.0, 15900.0), "Cabai Rawit": (48000.0, 92000.0), "Gula": (17500.0, 18500.0)}
    all_of_them = indicator("Rata-rata Harga Eceran", "rupiah", "money-nominal", key="harga")
    indicators, rows = [replace(all_of_them, family="harga")], []
    for name, values in prices.items():
        key = name.casefold().replace(" ", "-")
        one = indicator(f"Rata-rata Harga Eceran: {name}", "rupiah", "money-nominal", key=key)
        indicators.append(replace(one, family="harga"))
        for year, value in zip(("2024", "2025"), values, strict=True):
            rows.append(Row("99", "Banten", year, value, key=key))
            rows.append(Row("99", "Banten", year, value, dims={"komoditas": name.casefold()}, key="harga"))
    book = make_book(rows, indicators)
    spec = plan_page(book, "p", ["beras", "harga", "cabai-rawit", "gula"])
    assert spec.title.pattern == "part-moves"
    assert spec.indicators == ("cabai-rawit", "beras", "harga", "gula")
    years = next(
        n for n in walk(compose_page(spec, book).nodes) if isinstance(n, Group) and n.block == "years"
    )
    assert {"48,0", "92,0"} <= {n.text for n in walk((years,)) if isinstance(n, Text)}


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "said"),
    [
        (44_824.04, 2, "ton", "44.824"),
        (1_000.4, 1, "ton", "1.000"),
        (999.44, 2, "ton", "999,4"),
        (99.44, 2, "ton", "99,44"),
        (88.02, 2, "persen", "88,02"),
        (1_211.9, 1, "ribu jiwa", "1,21 juta"),
    ],
)
def test_a_headline_number_has_the_decimals_that_a_reader_takes_in(value, decimals, unit, said):
    shown, _ = big_number(Point("2025", "2025", value, decimals), unit, "id")
    assert shown.text == said


def test_a_school_year_stands_in_the_head_as_one():
    rows = [Row("99", "Banten", "2025/2026", 500.0, flags="school-year"),
            Row("99.01", "Alfa", "2025/2026", 200.0, flags="school-year"),
            Row("99.02", "Beta", "2025/2026", 300.0, flags="school-year")]  # fmt: skip
    _, scene = drawn(make_book(rows, [indicator("Jumlah Sekolah", "unit", "count-stock")]))
    texts = [n.text for n in walk(scene.nodes) if isinstance(n, Text)]
    assert any(text == "Banten, tahun ajaran 2025/2026" for text in texts), texts
    assert not any("2025–2026" in text for text in texts)
