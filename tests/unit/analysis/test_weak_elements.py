"""The element that is weakest in most units of a survey."""

from __future__ import annotations

import json

import polars as pl
import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.model.subject import PRINTED, Direction
from tests.unit.analysis.analysis_books import Row, indicator, make_book

IKM = indicator("Indeks Kepuasan Masyarakat", "indeks", "index", direction=Direction.HIGHER_IS_BETTER)
SCORE = indicator("Nilai Rata-rata Unsur Pelayanan", "skor", "mean", key="unsur")
ELEMENTS = ("persyaratan", "waktu penyelesaian", "biaya/tarif", "kompetensi pelaksana")
SCORES = {
    "Dinas Sosial": (3.4, 3.1, 3.6, 3.5), "RSUD Cibabat": (3.3, 2.7, 3.5, 3.4),
    "Dinas Perhubungan": (3.0, 3.2, 3.7, 3.6), "Kecamatan Utara": (3.5, 3.0, 3.8, 3.4),
}  # fmt: skip


def survey(scores=SCORES, elements=ELEMENTS, period="2024"):
    rows = [
        Row("99", "Kota", period, 86.0 + place, dims={"unit layanan": unit})
        for place, unit in enumerate(scores)
    ]
    told = [{"unit layanan": unit} for unit in scores]
    for unit, values in scores.items():
        for element, value in zip(elements, values, strict=True):
            rows.append(Row("99", "Kota", period, value, 2, key="unsur"))
            told.append({"unit layanan": unit, "unsur": element})
    book = make_book(rows, [IKM, SCORE], region="Kota")
    printed = pl.Series(PRINTED, [json.dumps(one) for one in told])
    return replace(book, observations=book.observations.with_columns(printed))


def weak(book, **asked):
    found = [one for one in find_findings(book, ["penduduk"], **asked) if one.pattern == "weak-element"]
    return found[0] if found else None


def test_the_element_that_is_weakest_in_most_units_is_told_with_where_it_is_lowest():
    finding = weak(survey())
    assert finding.headline["id"].text == "Waktu penyelesaian unsur terlemah di tiga dari empat unit layanan"
    assert finding.sentence["id"].text == (
        "Pada 2024, waktu penyelesaian menjadi unsur terendah di tiga dari empat unit layanan; paling rendah "
        "di RSUD Cibabat, dengan nilai 2,70 pada skala 1–4."
    )
    assert finding.headline["en"].text.endswith("the weakest element in three of four service units")
    assert finding.focus_part == "RSUD Cibabat"
    counted = [one for one in finding.sentence["id"].evidence if one.formula == "count"]
    assert [len(one.cells) for one in counted] == [3, 4]


@pytest.mark.parametrize(
    "changed",
    [
        {"RSUD Cibabat": (2.6, 2.7, 3.5, 3.4)},
        {"RSUD Cibabat": (3.3, 3.0, 3.5, 3.4)},
        {"RSUD Cibabat": (3.3, 2.7, 3.5, 4.1)},
        {"RSUD Cibabat": (3.3, 0.9, 3.5, 3.4)},
        {"RSUD Cibabat": (3.3, None, 3.5, 3.4)},
    ],
)
def test_no_element_is_told_where_none_stands_out_or_the_scores_are_no_survey(changed):
    assert weak(survey({**SCORES, **changed})) is None


def test_an_element_that_is_weakest_in_half_of_the_units_is_told_and_two_that_share_them_are_not():
    half = {**SCORES, "Kecamatan Utara": (3.5, 3.6, 3.3, 3.4)}
    assert weak(survey(half)) is not None
    assert weak(survey({**half, "Dinas Perhubungan": (3.4, 3.5, 3.3, 3.6)})) is None


def test_two_units_are_no_survey_of_many_and_earlier_pages_tell_of_their_own_period():
    two = dict(list(SCORES.items())[:2])
    assert weak(survey(two)) is None
    assert weak(survey(), period="2024") is None
