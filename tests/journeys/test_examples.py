"""The examples are read as what they are: real, broken where they say so, or invented."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from rupadata.model.observations import Reading
from rupadata.tables import read_tables

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@cache
def reading(name: str) -> Reading:
    return read_tables(EXAMPLES / name)


@pytest.mark.parametrize("name", ["banten", "kota-tangerang", "kota-contoh"])
def test_every_figure_has_a_region_a_period_and_a_producer(name: str) -> None:
    found = reading(name)
    for column in ("region_code", "period", "producer", "indicator"):
        assert found.observations.filter(pl.col(column) == "").is_empty(), column
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    assert found.refused == ()


def test_every_invented_figure_is_illustrative_and_no_real_one_is() -> None:
    flagged = pl.col("flags").str.split(";").list.contains("illustrative")
    assert reading("kota-contoh").observations.filter(~flagged).is_empty()
    for name in ("banten", "kota-tangerang"):
        assert reading(name).observations.filter(flagged).is_empty()


def test_the_missing_years_of_banten_stay_missing() -> None:
    periods = set(reading("banten").observations["period"].to_list())
    assert periods == {"2019", "2020", "2023", "2024", "2025"}


def breaks(name: str, indicator: str) -> set[str]:
    """Return the periods before which a city's or province's series of an indicator is cut."""
    found = reading(name).observations.filter(
        pl.col("indicator").str.contains(indicator) & pl.col("flags").str.split(";").list.contains("break")
    )
    return set(found["period"].to_list())


@pytest.mark.parametrize("name", ["banten", "kota-tangerang"])
def test_the_population_is_cut_at_the_census(name: str) -> None:
    assert breaks(name, "Jumlah Penduduk") == {"2020"}


@pytest.mark.parametrize("name", ["banten", "kota-tangerang"])
def test_the_density_is_also_cut_where_its_area_changes(name: str) -> None:
    assert breaks(name, "Kepadatan") == {"2020", "2023"}


def test_provisional_and_revised_figures_keep_their_marks() -> None:
    flags = reading("kota-contoh").observations.filter(pl.col("indicator").str.contains("Bantuan Sosial"))
    by_year = dict(flags.group_by("period").agg(pl.col("flags").first()).iter_rows())
    assert "provisional" in by_year["2025"]
    assert "revised" in by_year["2024"]
    assert "revised" not in by_year["2023"]


def test_the_whole_of_kota_contoh_is_the_sum_of_its_districts() -> None:
    people = reading("kota-contoh").observations.filter(
        (pl.col("sheet") == "3.1.1") & (pl.col("period") == "2025")
    )
    whole = people.filter(pl.col("role") == "total")["value"].to_list()
    assert people.filter(pl.col("role") == "part").height == 13
    assert whole == [people.filter(pl.col("role") == "part")["value"].sum()]
