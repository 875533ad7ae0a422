"""What an office holds over its orders: found, compared between sources, new, missing, given away."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence

import polars as pl
import pytest

from rupadata.errors import UsageError
from rupadata.holdings import (
    EXPORTS,
    Filters,
    Reading,
    export,
    filtered,
    find_conflicts,
    find_gaps,
    gather,
    holdings_of,
    series_of,
)
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.subject import Subject

Row = tuple[str, str, str, str, float | None]
"""Indicator, unit, region, period, value."""


def frame(file: str, producer: str, rows: Sequence[Row], decimals: int = 0) -> pl.DataFrame:
    blank = {name: "" for name, kind in OBSERVATION_SCHEMA.items() if kind == pl.String()}
    data = [
        {
            **blank, "table": f"Tabel {indicator}", "indicator": indicator, "unit": unit,
            "region_code": "99.71.01" if region else "99.71", "region": region, "period": period,
            "dimensions": "{}", "value": value, "decimals": None if value is None else decimals,
            "missing": "blank" if value is None else "", "producer": producer, "file": file,
            "cell": f"B{at + 2}",
        }
        for at, (indicator, unit, region, period, value) in enumerate(rows)
    ]  # fmt: skip
    return pl.DataFrame(data, schema=OBSERVATION_SCHEMA)


PEOPLE = [
    ("Jumlah Penduduk", "jiwa", "", "2021", 100.0),
    ("Jumlah Penduduk", "jiwa", "", "2023", 110.0),
    ("Jumlah Penduduk", "jiwa", "Rawa", "2023", 60.0),
    ("Jumlah Penduduk", "jiwa", "Pasar", "2023", None),
]
LATER = [
    ("jumlah penduduk", "Jiwa", "", "2023", 115.0),
    ("Jumlah Penduduk", "jiwa", "", "2024", 120.0),
    ("Persentase Miskin", "persen", "", "2024", 12.4),
]
PLACES = {("a.xlsx", "", "Jumlah Penduduk", "jiwa"): "kependudukan"}


def office() -> pl.DataFrame:
    return gather(
        (
            Reading("001", "Lama", frame("a.xlsx", "BPS", PEOPLE), PLACES),
            Reading("002", "Baru", frame("b.xlsx", "Dinas", LATER)),
        )
    )


def test_an_indicator_is_one_over_orders_however_it_is_spelt() -> None:
    people, poor = sorted(holdings_of(office()), key=lambda one: one.name.casefold())
    assert (people.first, people.last, people.regions, people.figures) == ("2021", "2024", 1, 5)
    assert (people.producers, people.files, people.orders) == (
        ("BPS", "Dinas"), ("a.xlsx", "b.xlsx"), ("001", "002"),
    )  # fmt: skip
    assert people.course == (("2021", 100.0), ("2023", 115.0), ("2024", 120.0))
    assert (poor.name, poor.unit, poor.course) == ("Persentase Miskin", "persen", (("2024", 12.4),))


def test_what_no_earlier_order_had_is_new_and_nothing_is_in_the_first_order() -> None:
    fresh = filtered(office(), Filters(only="new"))
    assert fresh.select("indicator", "period").rows() == [
        ("Jumlah Penduduk", "2024"), ("Persentase Miskin", "2024"),
    ]  # fmt: skip
    alone = gather((Reading("001", "Lama", frame("a.xlsx", "BPS", PEOPLE)),))
    assert filtered(alone, Filters(only="new")).is_empty()
    assert gather(()).is_empty()
    assert holdings_of(gather(())) == ()


def test_the_same_cell_read_again_stands_once() -> None:
    twice = gather(
        tuple(Reading(order, order, frame("a.xlsx", "BPS", PEOPLE), PLACES) for order in ("001", "002"))
    )
    assert twice.height == len(PEOPLE)
    assert set(twice["order"]) == {"002"}
    assert not twice["is_new"].any()
    assert find_conflicts(twice) == ()


@pytest.mark.parametrize(
    ("filters", "height"),
    [
        (Filters(), 7),
        (Filters(words="penduduk"), 6),
        (Filters(words="miskin persentase"), 1),
        (Filters(words="rawa"), 1),
        (Filters(words="dinas penduduk"), 2),
        (Filters(words="tiada"), 0),
        (Filters(subject="kependudukan"), 4),
        (Filters(region="99.71.01"), 2),
        (Filters(region="99.7"), 0),
        (Filters(region="99.71"), 7),
        (Filters(period="2023"), 4),
        (Filters(producer="BPS"), 4),
        (Filters(words="penduduk", period="2024"), 1),
    ],
)
def test_filters_leave_what_is_looked_for(filters: Filters, height: int) -> None:
    assert filtered(office(), filters).height == height


def test_sources_that_disagree_are_named_with_their_cells_the_widest_first() -> None:
    rawa = ("Jumlah Penduduk", "jiwa", "Rawa", "2023", 30.0)
    rows = gather(
        (
            Reading("001", "Lama", frame("a.xlsx", "BPS", PEOPLE)),
            Reading("002", "Baru", frame("b.xlsx", "Dinas", [*LATER, rawa])),
        )
    )  # fmt: skip
    wide, near = find_conflicts(rows)
    assert (wide.region, wide.period, round(wide.apart, 3)) == ("Rawa", "2023", 0.5)
    assert [(one.value, one.producer, one.file, one.cell) for one in near.told] == [
        (115.0, "Dinas", "b.xlsx", "B2"),
        (110.0, "BPS", "a.xlsx", "B3"),
    ]
    assert round(near.apart, 4) == round(5 / 115, 4)


def test_a_coarser_figure_is_no_conflict_and_an_equally_fine_one_is() -> None:
    def of(one: float, decimals: int, other: float, others: int) -> int:
        rows = [("IPM", "", "", "2024", one)], [("IPM", "", "", "2024", other)]
        readings = (
            Reading("1", "1", frame("a", "BPS", rows[0], decimals)),
            Reading("2", "2", frame("b", "Dinas", rows[1], others)),
        )
        return len(find_conflicts(gather(readings)))

    assert of(12.43, 2, 12.4, 1) == 0
    assert of(12.43, 2, 12.5, 1) == 1
    assert of(12.43, 2, 12.44, 2) == 1
    assert of(0.0, 0, -0.0, 0) == 0


def test_what_a_yearbook_lacks_is_told_by_subject() -> None:
    subjects = [
        Subject(key, key.title(), key, at, 0.0, "leaf") for at, key in enumerate(("kependudukan", "gizi"))
    ]
    rows = gather((Reading("001", "Lama", frame("a.xlsx", "BPS", PEOPLE), PLACES),))
    people, bare = find_gaps(holdings_of(rows), subjects, "2024", rows)
    assert (people.subject.key, people.bare, people.held) == ("kependudukan", False, 1)
    assert [one.name for one in people.behind] == ["Jumlah Penduduk"]
    assert [(one.name, years) for one, years in people.broken] == [("Jumlah Penduduk", ("2022",))]
    assert (bare.subject.key, bare.bare, bare.held) == ("gizi", True, 0)
    full = [("Jumlah Penduduk", "jiwa", "", year, 1.0) for year in ("2023", "2024")]
    rows = gather((Reading("001", "Lama", frame("a.xlsx", "BPS", full), PLACES),))
    assert [gap.subject.key for gap in find_gaps(holdings_of(rows), subjects, "2024", rows)] == ["gizi"]


def test_a_school_year_counts_as_the_year_that_it_ends_in_and_an_empty_period_as_none() -> None:
    subjects = [Subject("kependudukan", "K", "K", 0, 0.0, "leaf")]
    for period, behind in (("2023/2024", False), ("2022/2023", True), ("2024-03", False), ("", True)):
        rows = gather(
            (
                Reading(
                    "1", "1", frame("a.xlsx", "BPS", [("Jumlah Penduduk", "jiwa", "", period, 1.0)]), PLACES
                ),
            )
        )
        gaps = find_gaps(holdings_of(rows), subjects, "2024", rows)
        assert bool(gaps and gaps[0].behind) is behind, period


def test_regions_side_by_side_have_no_course_and_the_whole_above_them_has_one() -> None:
    def course(*codes: str) -> tuple[int, int]:
        data = frame("a.xlsx", "BPS", [("Padi", "ton", f"W{code}", "2024", 1.0) for code in codes])
        data = data.with_columns(region_code=pl.Series(codes))
        (one,) = holdings_of(gather((Reading("1", "1", data),)))
        return len(one.course), one.regions

    assert course("99.71.01", "99.71.02") == (0, 0)
    assert course("99.71", "99.71.01", "99.71.02") == (1, 2)
    assert course("99.71.01") == (1, 0)


def test_every_form_gives_back_the_same_figures() -> None:
    rows = office()
    assert pl.read_parquet(io.BytesIO(export(rows, "parquet", "Data"))).equals(
        rows.select(*OBSERVATION_SCHEMA)
    )
    csv = pl.read_csv(io.BytesIO(export(rows, "csv", "Data")))
    assert csv["value"].to_list() == rows["value"].to_list()
    assert export(rows, "xlsx", "Data")[:2] == b"PK"
    parcel = zipfile.ZipFile(io.BytesIO(export(rows, "zip", "Data kota")))
    described = json.loads(parcel.read("datapackage.json"))
    assert {one["path"] for one in described["resources"]} <= set(parcel.namelist())
    assert described["title"] == "Data kota"
    assert set(EXPORTS) == {"xlsx", "csv", "parquet", "zip"}
    assert export(rows, "zip", "Data kota") == export(rows, "zip", "Data kota")
    with pytest.raises(UsageError):
        export(rows, "pdf", "Data")


def test_the_figures_of_one_indicator_are_given_newest_first() -> None:
    rows = office()
    key = holdings_of(filtered(rows, Filters(words="penduduk")))[0].key
    assert series_of(rows, key)["period"].to_list() == ["2024", "2023", "2023", "2023", "2023", "2021"]
