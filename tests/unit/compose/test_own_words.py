"""Words that a person wrote: each figure is borne out by a finding, a period or a cell, or it is unproven."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.analysis.finding import Finding
from rupadata.checks import read_cells
from rupadata.checks.truth import check_evidence
from rupadata.compose.own_words import find_unproven, prove_words
from rupadata.model.evidence import Evidence, ProvenFigure
from rupadata.model.subject import SubjectBook
from tests.golden.golden_books import city_book


@cache
def book() -> SubjectBook:
    return city_book()


@cache
def findings() -> tuple[Finding, ...]:
    return find_findings(book(), ("penduduk",))


def prove(text: str, lang: str = "id") -> tuple[Evidence, ...]:
    return prove_words(text, lang, book(), ("penduduk",), findings())


def unproven(text: str, lang: str = "id") -> tuple[str, ...]:
    return find_unproven(text, prove(text, lang))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Warga bertambah", "id"),
        ("Ada 184.388 orang di Karawaci", "id"),
        ("184,388 people live in Karawaci", "en"),
        ("Sekitar 184 ribu di Karawaci", "id"),
        ("About 184.4 thousand in Karawaci", "en"),
        ("Pada 2018 dan 2020*", "id"),
        ("Sebanyak 13,1 persen di Cipondoh", "id"),
    ],
)
def test_figures_of_the_data_are_proven_and_the_proof_computes(text: str, lang: str) -> None:
    proofs = prove(text, lang)
    assert find_unproven(text, proofs) == ()
    entries = [ProvenFigure("x", e.shown, e.value, e.unit, e.formula, e.cells, e.of, e.scale) for e in proofs]
    assert check_evidence(entries, read_cells(book()).values, lang) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ada 184.389 orang", ("184.389",)),
        ("Ada 1.184.388 orang", ("1.184.388",)),
        ("Ada 184.388,5 orang", ("184.388,5",)),
        ("Sekitar 185 ribu", ("185",)),
        ("Sebanyak 184.388 persen", ("184.388",)),
        ("Pada 2031", ("2031",)),
        ("Naik 3 kali", ("3",)),
        ("Ada 248.212248.212 orang", ("248.212248.212",)),
    ],
)
def test_other_figures_stay_unproven(text: str, left: tuple[str, ...]) -> None:
    assert unproven(text) == left


def test_a_figure_names_its_cell_and_how_it_was_scaled() -> None:
    (plain,) = prove("184.388 orang")
    (scaled,) = prove("184 ribu orang")
    assert (plain.value, plain.formula, plain.scale, len(plain.cells)) == (184388.0, "value", 1.0, 1)
    assert (scaled.value, scaled.scale, scaled.cells) == (184388.0, 1000.0, plain.cells)
    (year,) = prove("Pada 2018")
    assert (year.formula, year.value) == ("period", 2018.0)


@pytest.mark.parametrize(("words", "scale"), [("{:,.0f} orang", 1.0), ("{:.1f} ribu orang", 1000.0)])
def test_a_sum_that_charts_show_is_proven_by_its_cells(words: str, scale: float) -> None:
    whole = city_book()
    districts = whole.observations.filter(pl.col("region_code") != "36.71")
    apart = replace(whole, observations=districts)
    total = districts["value"].sum()
    text = words.format(total / scale).translate(str.maketrans(",.", ".,"))
    (proof,) = prove_words(text, "id", apart, ("penduduk",), ())
    assert (proof.formula, proof.value, proof.scale, len(proof.cells)) == ("sum", total, scale, 13)
    entry = ProvenFigure("x", *(getattr(proof, name) for name in proof.__struct_fields__))
    assert check_evidence([entry], read_cells(apart).values, "id") == []
    assert prove_words(f"{total + 10:.0f} orang", "id", apart, ("penduduk",), ()) == ()
    assert prove_words(f"{total:.0f} persen", "id", apart, ("penduduk",), ()) == ()
