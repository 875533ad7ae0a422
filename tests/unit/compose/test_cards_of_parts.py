"""Cards of parts: the largest part of a whole is told as such, one whose share moved is not."""

from __future__ import annotations

from rupadata.compose import compose_page, plan_page
from rupadata.scene.scene import texts
from tests.unit.analysis.analysis_books import Row, indicator, make_book

ROADS = {
    "baik": (300.0, 402.0, 410.0, 418.0),
    "sedang": (329.0, 270.0, 260.0, 250.0),
    "rusak": (200.0, 157.0, 159.0, 161.0),
}


def test_a_share_that_moved_is_no_card_of_the_largest_part():
    rows = [
        Row("99", "Kabupaten Garut", str(2021 + place), value, 1, dims={"kondisi jalan": part})
        for part, values in ROADS.items() for place, value in enumerate(values)
    ] + [Row("99", "Kabupaten Garut", str(2021 + place), 829.0, 1) for place in range(4)]  # fmt: skip
    book = make_book(rows, [indicator("Panjang Jalan", "km", "count-stock")], region="Kabupaten Garut")
    scene = compose_page(plan_page(book, "jalan", ["penduduk"]), book)
    said = [text.text for text in texts(scene) if text.id.startswith("numbers")]
    assert sum("bagian terbesar" in text for text in said) <= 1
