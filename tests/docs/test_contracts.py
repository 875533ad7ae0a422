"""The reference lists exactly what the public contracts hold."""

from __future__ import annotations

import re

import pytest
from pages import ROOT, sections

from rupadata.model.evidence import FORMULAS
from rupadata.model.observations import FLAGS, MEASURES, MISSING_REASONS, OBSERVATION_SCHEMA, ROLES

OBSERVATIONS = (ROOT / "docs/reference/observations.md").read_text(encoding="utf-8")
EVIDENCE = (ROOT / "docs/reference/evidence.md").read_text(encoding="utf-8")


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)


def test_the_columns_of_observations_stand_in_their_order() -> None:
    assert first_cells(OBSERVATIONS.partition("## ")[0]) == list(OBSERVATION_SCHEMA)


@pytest.mark.parametrize(("column", "words"), [("role", ROLES), ("missing", MISSING_REASONS)])
def test_the_words_of_a_column_are_listed_with_it(column: str, words: tuple[str, ...]) -> None:
    row = next(line for line in OBSERVATIONS.splitlines() if line.startswith(f"| `{column}` |"))
    assert set(re.findall(r"`([^`]+)`", row)) == {column, *words}


def test_every_measure_is_described() -> None:
    assert first_cells(sections(OBSERVATIONS)["Measures"]) == list(MEASURES)


def test_every_flag_is_described() -> None:
    assert sorted(first_cells(sections(OBSERVATIONS)["Flags"])) == sorted(FLAGS)


def test_every_formula_is_described_as_the_engine_means_it() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", sections(EVIDENCE)["Formulas"], flags=re.MULTILINE)
    assert dict(rows) == FORMULAS
