"""The figure of a part that a chart of the page shows is no sentence of its own."""

from msgspec.structs import replace

from rupadata.compose import compose_page, plan_page
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Text
from rupadata.scene.scene import walk
from tests.unit.analysis.analysis_books import Row, indicator, make_book

VALUES = {"Dinas Sosial": 88.31, "RSUD": 84.27, "Kecamatan Utara": 86.45, "Perizinan": 85.12}


def survey():
    whole = indicator("Indeks Kepuasan Masyarakat", "indeks", "index", key="ikm")
    indicators, rows = [replace(whole, family="ikm")], []
    for name, value in VALUES.items():
        key = name.casefold().replace(" ", "-")
        one = indicator(f"Indeks Kepuasan Masyarakat: {name}", "indeks", "index", key=key)
        indicators.append(replace(one, family="ikm"))
        rows.append(Row("99", "Banten", "2025", value, 2, key=key))
        rows.append(Row("99", "Banten", "2025", value, 2, dims={"unit layanan": name.casefold()}, key="ikm"))
    return make_book(rows, indicators)


def levels(spec, book):
    said = "".join(n.text + " " for n in walk(compose_page(spec, book).nodes) if isinstance(n, Text))
    return said.count("tercatat")


def test_levels_of_parts_are_sentences_only_where_no_chart_shows_the_parts():
    book = survey()
    spec = plan_page(book, "p", ["ikm", "dinas-sosial", "rsud", "kecamatan-utara", "perizinan"])
    assert any(block.indicator == "ikm" for block in (spec.hero, *spec.blocks) if block)
    only_said = replace(spec, hero=None, blocks=(BlockSpec(kind="findings", id="findings"),))
    assert levels(only_said, book) > levels(spec, book)
