"""Every formula of evidence gives the figure that its sentence in the reference says, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rupadata.checks.truth import UNCOMPUTED, check_figures, recompute, shown_values, unit_factor
from rupadata.model.evidence import FORMULAS, Evidence
from rupadata.model.source import CellRef
from rupadata.scene.nodes import Text, TextStyle
from rupadata.scene.scene import Scene

WORKED = [
    ("value", (7.5, 3.0), 0, 7.5),
    ("sum", (1.5, 2.5, 4.0), 0, 8.0),
    ("mean", (2.0, 4.0, 9.0), 0, 5.0),
    ("share", (30.0, 120.0), 0, 25.0),
    ("share-of-sum", (30.0, 50.0, 20.0, 100.0), 0, 15.0),
    ("shares-of-sum", (30.0, 50.0, 20.0, 100.0), 2, 40.0),
    ("shares-of-total", (30.0, 50.0, 160.0), 0, 50.0),
    ("one-in", (25.0, 40.0, 200.0), 0, 8.0),
    ("one-in-of-sum", (25.0, 75.0, 100.0), 0, 8.0),
    ("one-in-of-rate", (12.5,), 0, 8.0),
    ("above-limit", (96.5,), 950_000, 1.5),
    ("change", (120.0, 150.0), 0, -30.0),
    ("difference", (150.0, 120.0), 0, 30.0),
    ("growth", (150.0, 120.0), 0, 25.0),
    ("mean-growth", (121.0, 100.0), 2, 10.0),
    ("mean-change", (160.0, 100.0), 4, 15.0),
    ("ratio", (150.0, 60.0), 0, 2.5),
    ("change-of-sums", (10.0, 20.0, 4.0, 5.0), 2, 21.0),
    ("growth-of-sums", (10.0, 20.0, 4.0, 6.0, 5.0), 2, 100.0),
    ("ratio-of-sums", (10.0, 20.0, 4.0, 6.0), 2, 3.0),
    ("contribution", (30.0, 20.0, 10.0, 20.0), 2, 100 * 20 / 20),
    ("rank", (5.0, 9.0, 5.0, 7.0, 1.0), 0, 3.0),
    ("rank-low", (5.0, 9.0, 5.0, 7.0, 1.0), 0, 2.0),
    ("max", (5.0, 9.0, 1.0), 0, 9.0),
    ("min", (5.0, 9.0, 1.0), 0, 1.0),
]


def cells(values: Sequence[float]) -> dict[CellRef, Sequence[float]]:
    return {CellRef("a.csv", "", f"B{place}"): [value] for place, value in enumerate(values)}


@pytest.mark.parametrize(("formula", "values", "of", "figure"), WORKED)
def test_a_formula_gives_what_its_sentence_says(
    formula: str, values: Sequence[float], of: int, figure: float
) -> None:
    held = cells(values)
    assert recompute(Evidence("", 0.0, "", formula, tuple(held), of), held) == pytest.approx(figure)


def test_every_formula_that_follows_from_cells_is_worked_out_above() -> None:
    assert {formula for formula, *_ in WORKED} == set(FORMULAS) - UNCOMPUTED


@pytest.mark.parametrize("formula", ["share", "growth", "ratio", "one-in", "mean-growth"])
def test_a_formula_that_divides_by_nothing_gives_no_figure(formula: str) -> None:
    held = cells((0.0, 0.0))
    assert recompute(Evidence("", 0.0, "", formula, tuple(held), 1), held) is None


def told(
    shown: str, value: float, unit: str = "jiwa", *, held: Sequence[float] = (), scale: float = 1.0
) -> list[str]:
    cell = CellRef("a.csv", "", "B2")
    proof = Evidence(shown, value, unit, "value", (cell,), scale=scale)
    words = Text("t", "value", 0, 0, shown, TextStyle("Source Sans Pro", 400, 24, "#000000"), 10, (proof,))
    scene = Scene(1080, 1350, "#ffffff", "J", "U", "id", (words,))
    return [problem.code for problem in check_figures(scene, {cell: list(held) or [value]})]


def test_a_fall_may_be_shown_without_its_sign_but_no_rise_as_a_fall() -> None:
    assert told("12", -12.0) == []
    assert told("−12", 12.0) == ["figure-shown-wrong"]


def test_digits_count_in_the_unit_or_in_the_scale_that_stands_once_on_a_chart() -> None:
    assert told("1,95 juta", 1950.0, "ribu jiwa") == []
    assert told("1.950", 1_950_000.0, scale=1000.0) == []
    assert told("1.950", 1_950_000.0) == ["figure-shown-wrong"]
    assert told("1.950", 1_950_000.0, scale=100.0) == ["figure-shown-wrong"]


def test_a_cell_with_several_values_bears_out_each_of_them_and_no_other() -> None:
    assert told("7", 7.0, held=(5.0, 7.0)) == []
    assert told("6", 6.0, held=(5.0, 7.0)) == ["figure-wrong"]


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("ribu jiwa", 1e3), ("Juta Rupiah", 1e6), ("milyar rupiah", 1e9), ("triliun", 1e12), ("jiwa", 1.0)],
)
def test_a_unit_multiplies_by_its_word_of_scale(unit: str, factor: float) -> None:
    assert unit_factor(unit) == factor


@pytest.mark.parametrize(
    ("shown", "lang", "readings"),
    [
        ("12", "id", ((12.0, 0.5),)),
        ("12,34", "id", ((12.34, 0.005),)),
        ("12.34", "en", ((12.34, 0.005),)),
        ("-3,5 rb", "id", ((-3.5, 0.05), (-3500.0, 50.0))),
        ("tanpa angka", "id", ()),
    ],
)
def test_a_shown_figure_stands_for_its_digits_and_half_of_the_last(
    shown: str, lang: str, readings: tuple[tuple[float, float], ...]
) -> None:
    read = [number for reading in shown_values(shown, lang) for number in reading]
    assert read == pytest.approx([number for reading in readings for number in reading])
