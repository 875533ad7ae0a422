"""Small rules of what is said: parts that are all named, differences of sums, and what a change weighs."""

from __future__ import annotations

import pytest

from rupadata.analysis import breakdown_series, describe_parts
from rupadata.analysis.figures import Point
from rupadata.analysis.voice import Voice
from rupadata.model.source import CellRef
from tests.unit.analysis.analysis_books import Row, indicator, make_book


@pytest.mark.parametrize(("count", "listed"), [(5, True), (6, True), (7, False)])
def test_up_to_six_parts_are_all_named_and_of_more_the_ends(count: int, listed: bool) -> None:
    rows = [Row("99", "Banten", "2018", 100.0)]
    rows += [Row("99", "Banten", "2018", 10.0 + n, dims={"bagian": f"Bagian {n}"}) for n in range(count)]
    said = describe_parts(breakdown_series(make_book(rows), "penduduk", "2018", "bagian"), "id").text
    assert [f"Bagian {n}".casefold() in said.casefold() for n in range(count)] == [
        listed or n in (0, count - 1) for n in range(count)
    ]


def point(value: float, *cells: str, decimals: int = 0) -> Point:
    return Point("2024", "2024", value, decimals, cells=tuple(CellRef("a.csv", "", cell) for cell in cells))


def voice(unit: str = "jiwa", measure: str = "count-stock") -> Voice:
    return Voice(indicator("Jumlah Penduduk", unit, measure), "Banten", "id", axis="year")


@pytest.mark.parametrize(
    ("now", "before", "formula", "of"),
    [
        (("A1",), ("B1",), "change", 0),
        (("A1", "A2"), ("B1", "B2"), "change-of-sums", 2),
        (("A1", "A2"), ("B1",), "change-of-sums", 2),
        (("A1",), ("B1", "B2"), "change-of-sums", 1),
    ],
)
def test_a_difference_says_whether_it_is_of_cells_or_of_sums(
    now: tuple[str, ...], before: tuple[str, ...], formula: str, of: int
) -> None:
    said = voice().points(point(150, *now), point(120, *before))
    assert said is not None
    [proof] = said.evidence
    assert (proof.formula, proof.of, proof.value) == (formula, of, 30)
    assert len(proof.cells) == len(now) + len(before)


def test_no_difference_is_nothing_to_say() -> None:
    assert voice().points(point(120, "A1"), point(120, "B1")) is None
    assert voice("persen", "rate").points(point(1.2, "A1", decimals=1), point(1.2, "B1", decimals=1)) is None
