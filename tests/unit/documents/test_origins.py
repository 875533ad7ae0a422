"""Where figures come from, in words."""

from __future__ import annotations

import json

import pytest

from rupadata.documents.origins import formula_words, origin_page
from rupadata.model.evidence import FORMULAS


def test_every_formula_has_words_of_its_own() -> None:
    words = [formula_words(formula, 3) for formula in FORMULAS]
    assert not {word for word in words if word in FORMULAS or "{" in word}


def test_a_figure_is_told_with_its_cells_and_markup_stays_text() -> None:
    entry = {
        "node": "a",
        "shown": "12,5",
        "value": 12.5,
        "unit": "persen",
        "formula": "growth",
        "from": [
            {"file": "a<b>.xlsx", "sheet": "1", "cell": f"C{row}", "part": "X | 2024"} for row in range(20)
        ],
    }
    page = origin_page("Judul <b>", json.dumps([entry]).encode())
    assert "perubahan sel pertama terhadap sel kedua" in page
    assert "a&lt;b&gt;.xlsx, 1, C0 (X | 2024)" in page
    assert "dan 8 sel lain" in page
    assert "12,5 persen" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (3.1563, "3,16"),
        (1034100.0, "1.034.100"),
        (200.0, "200"),
        (0.5, "0,5"),
        (0.031563, "0,032"),
        (-12.0049, "-12"),
        (0.0, "0"),
    ],
)
def test_a_figure_has_the_decimals_that_a_reader_needs(value: float, told: str) -> None:
    entry = {"node": "a", "shown": "x", "value": value, "unit": "persen", "formula": "value", "from": []}
    assert f"<td>{told} persen</td>" in origin_page("Judul", json.dumps([entry]).encode())


def test_evidence_that_cannot_be_read_gives_an_empty_table() -> None:
    assert "<tbody>" in origin_page("Judul", b"{")
