"""Figures found as text stand where a pattern would find them: 12 is no part of 1212 or of 12,12."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.checks.truth import without_figure
from rupadata.compose.rich_text import whole_figures

LINES = st.text(alphabet="12.,Rp x", max_size=14)
SHOWN = st.text(alphabet="12.,Rp ", min_size=1, max_size=4)


@given(LINES, SHOWN)
def test_a_figure_is_taken_out_where_its_pattern_matches(line: str, shown: str) -> None:
    before = r"(?<!\d)(?<!\d[.,])" if shown[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if shown[-1:].isdigit() else ""
    assert without_figure(line, shown) == re.sub(f"{before}{re.escape(shown)}{after}", " ", line)


@given(LINES, SHOWN)
def test_a_figure_stands_out_where_its_pattern_matches(line: str, shown: str) -> None:
    pattern = rf"(?<![\d.,])(?:Rp)?{re.escape(shown)}(?![\d]|[.,]\d)"
    assert list(whole_figures(shown, line)) == [match.span() for match in re.finditer(pattern, line)]


@pytest.mark.parametrize(
    ("text", "shown", "rest"),
    [
        ("12 dari 1212 dan 12,12", "12", "  dari 1212 dan 12,12"),
        ("3.12 dan 12.", "12", "3.12 dan  ."),
        ("naik 5 persen", "7", "naik 5 persen"),
        ("naik 5 persen", "", "naik 5 persen"),
    ],
)
def test_what_is_left_of_a_text_without_a_figure(text: str, shown: str, rest: str) -> None:
    assert without_figure(text, shown) == rest


@pytest.mark.parametrize(
    ("line", "shown", "places"),
    [
        ("Rp12 dan 12", "12", [(0, 4), (9, 11)]),
        ("5Rp12", "12", [(3, 5)]),
        ("12.5 dan 112", "12", []),
        ("12.", "12", [(0, 2)]),
    ],
)
def test_where_a_figure_stands_out(line: str, shown: str, places: list[tuple[int, int]]) -> None:
    assert list(whole_figures(shown, line)) == places
