"""A run of rises is told in words, so only as long as people count in words."""

from __future__ import annotations

import pytest

from rupadata.analysis import find_findings
from rupadata.analysis.trends import LONGEST_IN_WORDS
from tests.unit.analysis.analysis_books import Row, make_book


@pytest.mark.parametrize(("steps", "told"), [(2, False), (3, True), (19, True), (20, False)])
def test_runs_of_three_to_nineteen_steps_are_told(steps: int, told: bool) -> None:
    assert LONGEST_IN_WORDS == 19
    rows = [Row("99", "Banten", "2000", 120.0)]
    rows += [Row("99", "Banten", str(2001 + step), 100.0 + step) for step in range(steps + 1)]
    said = [finding.sentence["id"].text for finding in find_findings(make_book(rows), ("penduduk",))]
    assert any("berturut-turut" in text for text in said) is told
