"""What is said where one thing grows step by step: a limit moves only on purpose.

`limits.txt` keeps a line a step, by the findings in their order with what each weighs, and a digest of all
that is said; `pytest tests/golden --update-golden` keeps it anew. Look where a finding comes and goes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rupadata.analysis import find_findings, rank_headlines
from rupadata.model.subject import SubjectBook
from tests.golden.golden_sweeps import SWEEPS
from tests.golden.kept_parts import look_at

KEPT = Path(__file__).parent / "limits.txt"


def said_of(book: SubjectBook) -> str:
    """Return the findings of a book by kind, pattern and weight, and a digest of their words and figures."""
    findings = find_findings(book, [one.key for one in book.indicators])
    kinds = [
        f"{one.kind} {one.pattern} {one.weight:.4g}{'' if one.headline else ' unsung'}" for one in findings
    ]
    rest = [
        (
            dict(one.sentence),
            [(headline.pattern, dict(headline.text)) for headline in one.headlines],
            (one.id, one.focus_region, one.focus_period, one.focus_part, one.course, one.why),
        )
        for one in findings
    ]
    ranked = [(one.finding.id, one.headline.pattern, round(one.worth, 6)) for one in rank_headlines(findings)]
    whole = repr((rest, ranked))
    return f"{', '.join(kinds)} | {hashlib.sha256(whole.encode()).hexdigest()[:8]}"


@pytest.mark.parametrize("name", SWEEPS)
def test_the_same_is_said_on_both_sides_of_each_limit_as_before(name, request):
    lines = [f"{step}: {said_of(book)}" for step, book in SWEEPS[name].books()]
    look_at(KEPT, name, lines, update=request.config.getoption("--update-golden"))
