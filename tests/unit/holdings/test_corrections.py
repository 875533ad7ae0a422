"""A source that says something else now: each figure by its place, whatever moved around it."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.data_files import technical_csv
from rupadata.errors import InputRefusedError
from rupadata.holdings import find_corrections, read_csv
from rupadata.model.observations import OBSERVATION_SCHEMA

Figure = tuple[str, str, float | None, str]
"""Region, period, value, cell."""


def frame(*figures: Figure) -> pl.DataFrame:
    blank = {name: "" for name, kind in OBSERVATION_SCHEMA.items() if kind == pl.String()}
    rows = [
        {
            **blank, "indicator": "Penduduk", "unit": "jiwa", "region_code": "99.71", "region": region,
            "period": period, "dimensions": "{}", "value": value, "file": "a.xlsx", "sheet": "1",
            "cell": cell,
            "decimals": None if value is None else 0,
        }
        for region, period, value, cell in figures
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=OBSERVATION_SCHEMA)


def test_a_figure_that_changed_is_named_with_both_values_and_where_it_stands_now() -> None:
    before = frame(("Rawa", "2024", 10.0, "B3"), ("Pasar", "2024", 20.0, "B4"))
    after = frame(("Baru", "2024", 5.0, "B3"), ("Rawa", "2024", 11.0, "B4"), ("Pasar", "2024", 20.0, "B5"))
    (one,) = find_corrections(before, after)
    assert (one.region, one.before, one.after, one.gone, one.cell) == ("Rawa", 10.0, 11.0, False, "B4")
    assert (one.indicator, one.unit, one.period, one.file) == ("Penduduk", "jiwa", "2024", "a.xlsx")


def test_a_figure_that_is_gone_or_blank_now_and_one_that_was_blank_are_corrections() -> None:
    before = frame(("A", "2024", 1.0, "B1"), ("B", "2024", 2.0, "B2"), ("C", "2024", None, "B3"))
    after = frame(("B", "2024", None, "B2"), ("C", "2024", 3.0, "B3"))
    found = find_corrections(before, after)
    assert [(one.region, one.before, one.after, one.gone, one.cell) for one in found] == [
        ("A", 1.0, None, True, "B1"),
        ("B", 2.0, None, False, "B2"),
        ("C", None, 3.0, False, "B3"),
    ]


def test_several_figures_of_one_place_are_met_in_the_order_of_the_table() -> None:
    twice = frame(("A", "2024", 1.0, "B1"), ("A", "2024", 2.0, "C1"))
    assert find_corrections(twice, twice) == ()
    (one,) = find_corrections(twice, frame(("A", "2024", 1.0, "B1"), ("A", "2024", 9.0, "C1")))
    assert (one.before, one.after) == (2.0, 9.0)
    (gone,) = find_corrections(twice, frame(("A", "2024", 1.0, "B1")))
    assert (gone.before, gone.gone) == (2.0, True)


_figures = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", ""]), st.sampled_from(["2023", "2024"]),
        st.none() | st.floats(-1e6, 1e6), st.sampled_from(["B1", "B2"]),
    ),
    max_size=6, unique_by=lambda one: one[:2],
)  # fmt: skip


@given(before=_figures, after=_figures)
def test_corrections_are_what_differs_and_a_kept_csv_gives_the_same(
    before: list[Figure], after: list[Figure]
) -> None:
    found = find_corrections(frame(*before), frame(*after))
    now = {one[:2]: one[2] for one in after}
    differing = [one[:2] for one in before if one[:2] not in now or now[one[:2]] != one[2]]
    assert [(one.region, one.period) for one in found] == differing
    kept = read_csv(technical_csv(frame(*before)), "data.csv")
    assert find_corrections(kept, frame(*after)) == found
    assert find_corrections(kept, frame(*before)) == ()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"indicator\nx\n"])
def test_what_is_no_csv_of_observations_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefusedError) as refused:
        read_csv(content, "data.csv")
    assert refused.value.code == "observations-unreadable"
