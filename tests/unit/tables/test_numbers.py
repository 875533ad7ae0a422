from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.tables.lexicon.cell_numbers import DecimalMark, decide_mark, mark_of, read_text


def written(value: float, decimals: int, mark: DecimalMark) -> str:
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if mark is DecimalMark.COMMA else text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=3, max_size=30),
    st.sampled_from([1, 2, 4]),
    st.sampled_from([DecimalMark.COMMA, DecimalMark.DOT]),
)
def test_a_column_written_with_one_mark_is_read_back_whatever_the_mark(
    values: list[float], decimals: int, mark: DecimalMark
) -> None:
    texts = [written(value, decimals, mark) for value in values]
    decided = decide_mark(texts).mark
    for value, text in zip(values, texts, strict=True):
        figure = read_text(text, decided)
        assert figure is not None
        assert figure.value == pytest.approx(round(value, decimals), abs=1e-9)
        assert figure.decimals == decimals


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1.234,5", DecimalMark.COMMA),
        ("1,234.5", DecimalMark.DOT),
        ("4,39", DecimalMark.COMMA),
        ("0.460", DecimalMark.DOT),
        ("2.421.753", DecimalMark.COMMA),
        ("1.217", DecimalMark.UNKNOWN),
        ("12", None),
    ],
)
def test_a_text_proves_its_mark_only_where_it_can(text: str, mark: DecimalMark | None) -> None:
    assert mark_of(text) is mark


def test_whole_figures_beside_prove_that_a_dot_parts_thousands() -> None:
    decision = decide_mark(["985", "1.217", "12.305"])
    assert (decision.mark, decision.doubtful) == (DecimalMark.COMMA, False)


def test_a_column_that_nothing_proves_is_doubtful() -> None:
    assert decide_mark(["1.217", "3.305"]).doubtful


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("1.948.300*", 1948300.0, ("provisional",)),
        ("12,5r", 12.5, ("revised",)),
        ("(1.554,5)", -1554.5, ()),
        ("-1,3", -1.3, ()),
        ("Rp1.234,56", 1234.56, ()),
        ("60\u00a0439", 60439.0, ()),
        ("~0", 0.0, ("negligible",)),
        ("12,5 %", 12.5, ()),
    ],
)
def test_marks_around_a_figure_become_flags(text: str, value: float, flags: tuple[str, ...]) -> None:
    figure = read_text(text, DecimalMark.COMMA)
    assert figure is not None
    assert (figure.value, figure.flags) == (value, flags)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("-", "nil"),
        ("–", "nil"),
        ("...", "not-available"),
        ("…", "not-available"),
        ("NA", "not-available"),
        ("x", "suppressed"),
        ("", "blank"),
        ("#DIV/0!", "unreadable"),
    ],
)
def test_each_symbol_says_why_there_is_no_figure(text: str, missing: str) -> None:
    figure = read_text(text, DecimalMark.COMMA)
    assert figure is not None
    assert (figure.value, figure.missing) == (None, missing)


def test_misplaced_marks_give_the_likeliest_figure_and_say_so() -> None:
    figure = read_text("36.741.35", DecimalMark.COMMA)
    assert figure is not None
    assert (figure.value, figure.damaged) == (36741.35, True)


@pytest.mark.parametrize("text", ["36.71.05", "3.1.2", "010.", "1)", "5-9", "75+", "Cipondoh"])
def test_codes_list_numbers_and_age_groups_are_no_figures(text: str) -> None:
    assert read_text(text, DecimalMark.COMMA) is None
