"""What people who cannot see a chart are told of it, where regions are alike, few or without a whole."""

from __future__ import annotations

import pytest

from rupadata.analysis import describe_regions, region_series
from tests.unit.analysis.analysis_books import Row, make_book


def said(values: dict[str, float | None], whole: float | None = 12.0, lang: str = "id") -> str:
    rows = [Row("99", "Banten", "2018", whole)]
    rows += [Row(f"99.{i:02d}", name, "2018", value) for i, (name, value) in enumerate(values.items(), 1)]
    return describe_regions(region_series(make_book(rows), "penduduk", "2018"), lang).text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", "Jumlah penduduk pada 2018 di tiga kabupaten. Semua sama, 4 jiwa. Banten: 12 jiwa."),
        ("en", "All alike, 4 people."),
    ],
)
def test_regions_that_are_alike_have_no_highest(lang: str, words: str) -> None:
    told = said({"Alfa": 4.0, "Beta": 4.0, "Gama": 4.0}, lang=lang)
    assert words in told
    assert "erbanyak" not in told


@pytest.mark.parametrize("whole", [12.0, None])
def test_the_whole_is_the_stated_figure_or_the_sum_of_the_regions(whole: float | None) -> None:
    told = said({"Alfa": 5.0, "Beta": 4.0, "Gama": 3.0}, whole=whole)
    assert told.endswith("Terbanyak Alfa 5 jiwa, paling sedikit Gama 3 jiwa. Banten: 12 jiwa.")


def test_a_chart_without_figures_says_so() -> None:
    assert said({"Alfa": None, "Beta": None}) == "Tidak ada angka."
