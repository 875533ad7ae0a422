"""Facts are read once for a book and kept with it: no other book, call or process ever sees them."""

from __future__ import annotations

import pickle

import polars as pl
import pytest
from msgspec.structs import replace

import rupadata.model.subject as subject
from rupadata.analysis import year_series
from rupadata.analysis.facts import read_facts
from rupadata.model.subject import SubjectBook
from tests.unit.analysis.analysis_books import Row, make_book


def small_book() -> SubjectBook:
    return make_book([Row("99", "Banten", "2023", 10.0), Row("99", "Banten", "2024", 12.0)])


def test_the_frame_is_read_once_until_the_book_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[pl.DataFrame] = []
    real = subject.refer_rows
    monkeypatch.setattr(subject, "refer_rows", lambda frame: (read.append(frame), real(frame))[1])
    book = small_book()
    first = year_series(book, "penduduk")
    assert year_series(book, "penduduk") is first
    assert len(read) == 1
    book.forget()
    assert year_series(book, "penduduk") == first
    assert len(read) == 2


def test_a_book_with_other_figures_has_facts_of_its_own() -> None:
    book = small_book()
    assert [point.value for point in year_series(book, "penduduk").known] == [10.0, 12.0]
    doubled = replace(book, observations=book.observations.with_columns(pl.col("value") * 2))
    assert [point.value for point in year_series(doubled, "penduduk").known] == [20.0, 24.0]


def test_what_was_worked_out_does_not_travel_with_the_book() -> None:
    book = small_book()
    before = len(pickle.dumps(book))
    facts = read_facts(book, "penduduk")
    assert len(pickle.dumps(book)) == before
    other = pickle.loads(pickle.dumps(book))
    assert other.derived == {}
    assert read_facts(other, "penduduk") is not facts
    assert read_facts(other, "penduduk").table == facts.table
