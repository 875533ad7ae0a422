"""A book's observations as plain values and by indicator: what its frame holds, read once."""

from __future__ import annotations

import polars as pl

from rupadata.model.observations import with_parts
from rupadata.model.subject import PRINTED, SubjectBook, refer_rows
from tests.unit.analysis.analysis_books import Row, indicator, make_book


def _book() -> SubjectBook:
    rows = [
        Row("99", "Banten", year, value, key=key)
        for key, value in (("penduduk", 10.0), ("murid", 3.0))
        for year in ("2023", "2024")
    ]
    return make_book(rows, [indicator(), indicator("Jumlah Murid", "orang", key="murid")])


def test_plain_columns_are_those_of_the_frame_and_read_once() -> None:
    book = _book()
    assert book.plain == refer_rows(book.observations).to_dict(as_series=False)
    assert book.plain is book.plain
    book.forget()
    assert book.plain["period"] == ["2023", "2024", "2023", "2024"]


def test_values_are_those_of_the_indicators_asked_for() -> None:
    book = _book()
    assert book.values_of("value", ("murid",)) == [3.0, 3.0]
    assert book.values_of("value", ("murid", "penduduk")) == [10.0, 10.0, 3.0, 3.0]
    assert book.values_of("value", ()) == []


def test_rows_of_some_indicators_are_kept_for_these_alone() -> None:
    book = _book()
    assert book.rows_of(("murid",))["value"].to_list() == [3.0, 3.0]
    assert book.rows_of(iter(("penduduk",)))["value"].to_list() == [10.0, 10.0]
    assert book.rows_of(("murid",)) is book.rows_of(["murid"])
    assert book.rows_of(("murid", "penduduk")).height == 4


def test_an_observation_under_two_indicators_is_one_row_with_its_printed_dimensions() -> None:
    book = _book()
    same = book.observations.with_columns(
        indicator=pl.lit("x"), cell=pl.lit("A1"), dimensions=pl.lit("{}"), period=pl.lit("2024")
    ).with_columns(pl.lit('{"umur": "7"}').alias(PRINTED))
    doubled = SubjectBook(book.subject, "99", "Banten", book.indicators, same)
    rows = doubled.rows_of(("murid", "penduduk"))
    assert rows["dimensions"].to_list() == ['{"umur": "7"}']
    assert PRINTED not in rows.columns


def test_only_a_cell_with_two_values_names_its_parts() -> None:
    frame = _book().observations
    assert with_parts(frame)["part"].to_list() == [""] * 4
    one_cell = frame.with_columns(cell=pl.lit("A1"))
    assert with_parts(one_cell)["part"][0] == "Jumlah Penduduk | 99 Banten | 2023 | {}"
    alike = one_cell.with_columns(value=pl.lit(1.0))
    assert with_parts(alike)["part"].to_list() == [""] * 4
