"""A page tells each figure once, whole and of its own time."""

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.choropleth import LEAST_SHRUNK, Area, Choropleth
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.page_data import Source
from rupadata.compose.pen import Writing
from rupadata.compose.sizes import parse_size
from rupadata.office import default_office
from rupadata.pagespec import TitleSpec
from rupadata.regions.boundaries import Outline
from rupadata.scene.nodes import Group
from rupadata.scene.scene import texts, walk
from tests.unit.analysis.analysis_books import Row, indicator, make_book


def twins(*, second_until=2024):
    """Return a book whose two indicators hold the same figures, the second perhaps only long ago."""
    rows = [
        Row("99", "Kota Uji", str(year), 1000.0 * year - 2_000_000, key="a") for year in range(2015, 2025)
    ]
    rows += [
        Row("99", "Kota Uji", str(year), 1000.0 * year - 2_000_000, key="b")
        for year in range(2010, second_until + 1)
    ]
    both = (indicator("Jumlah Kendaraan", "unit", key="a"), indicator("Jumlah Motor", "unit", key="b"))
    return make_book(rows, both, region="Kota Uji")


def big_numbers(book, keys, lang="id"):
    scene = compose_page(plan_page(book, "uji", keys), book, lang=lang)
    return [
        text.text for text in texts(scene) if text.role == "value" and text.id.startswith(("numbers", "hero"))
    ]


def test_the_same_figure_stands_once_among_the_big_numbers():
    found = big_numbers(twins(), ("a", "b"))
    assert "24.000" in found
    assert len(found) == len(set(found))


def test_a_figure_of_long_ago_does_not_stand_beside_the_newest():
    assert "14.000" not in big_numbers(twins(second_until=2014), ("a", "b"))


def test_sentences_without_a_new_figure_are_left_out():
    book = twins()
    scene = compose_page(plan_page(book, "uji", ("a", "b")), book, size="a4")
    said = " ".join(text.text for text in texts(scene) if text.role == "sentence")
    findings = find_findings(book, ("a", "b"))
    levels = [finding.sentence["id"].text for finding in findings if finding.kind == "level"]
    assert levels
    assert not any(level in said for level in levels)


def test_money_without_a_unit_passes_no_round_number_and_says_that_it_has_none():
    rows = [
        Row("99", "Kota Uji", str(year), 4000.0 + 260 * (year - 2020), key="m") for year in range(2020, 2025)
    ]
    book = make_book(rows, [indicator("PDRB", "", "money-nominal", key="m")], region="Kota Uji")
    assert not [f for f in find_findings(book, ("m",)) if f.kind == "milestone"]
    scene = compose_page(plan_page(book, "uji", ("m",)), book)
    subtitle = " ".join(text.text for text in texts(scene) if text.role == "subtitle")
    assert "satuan tidak disebut" in subtitle


def test_parts_keep_the_capitals_of_abbreviations():
    rows = [Row("99", "Kota Uji", "2024", 60.0), Row("99", "Kota Uji", "2023", 50.0)]
    rows += [
        Row("99", "Kota Uji", "2024", value, dims={"jenis izin": name}, role="part")
        for name, value in (("nomor induk berusaha (nib)", 40.0), ("lainnya", 20.0))
    ]
    book = make_book(rows, [indicator("Jumlah Izin", "")], region="Kota Uji")
    for lang, other in (("id", "Lainnya"), ("en", "Other")):
        scene = compose_page(plan_page(book, "uji", ("penduduk",)), book, size="story", lang=lang)
        said = [text.text for text in texts(scene)]
        assert any("(NIB)" in text for text in said)
        assert any(text.startswith(other) for text in said)


@pytest.mark.parametrize("width", [260, 400, 800])
def test_labels_beside_a_map_do_not_shrink_it(width):
    look = make_look(parse_size("portrait"), "default", 200.0, "id")
    ring = ((0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0))
    areas = tuple(
        Area(Outline(str(n), (tuple((x + 20 * n, y) for x, y in ring),), (10.0 + 20 * n, 10.0), 8.0),
             Writing("Kecamatan Bernama Panjang"), 1.0 + n, Writing(str(n)), told=n == 0)
        for n in range(5)
    )  # fmt: skip
    chart = Choropleth(
        Heading(Writing("")), areas, 100.0, 20.0, NumberForm("", "id", 0, 0, ""), "peta", "peta"
    )
    scale, *_ = chart._place(Box(0, 0, width, 400), look)
    assert scale >= LEAST_SHRUNK * width / 100 - 1e-9


def test_charts_of_regions_go_by_one_region_in_english():
    rows = [Row(f"36.71.0{n}", f"Kecamatan {n}", "2024", 10.0 * n) for n in range(1, 5)]
    book = make_book(
        [Row("36.71", "Kota Tangerang", "2024", 100.0), *rows], code="36.71", region="Kota Tangerang"
    )
    scene = compose_page(plan_page(book, "uji", ("penduduk",)), book, lang="en")
    labels = [node.label for node in walk(scene.nodes) if isinstance(node, Group)]
    assert any(label.startswith("By district") for label in labels)


def test_charts_are_named_where_the_headline_speaks_of_another_indicator():
    book = twins()
    findings = find_findings(book, ("a", "b"))
    spec = plan_page(book, "uji", ("a", "b"))
    other = next(finding for finding in findings if finding.indicator != spec.indicators[0])
    told = Source(replace(spec, title=TitleSpec(finding=other.id)), book, findings, "id", default_office())
    first = book.indicator(spec.indicators[0])
    assert told.about(first) == {"a": "kendaraan", "b": "motor"}[first.key]
    own = next(finding for finding in findings if finding.indicator == first.key)
    assert (
        Source(replace(spec, title=TitleSpec(finding=own.id)), book, findings, "id", default_office()).about(
            first
        )
        == ""
    )
