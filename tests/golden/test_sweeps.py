"""What is said where one thing grows step by step: a limit moves only on purpose.

`limits.txt` keeps a line a step, by the findings in their order with what each weighs, and a digest of all
that is said; `pytest tests/golden --update-golden` keeps it anew. Look where a finding comes and goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from rupadata.analysis import find_findings, rank_headlines
from rupadata.model.subject import SubjectBook
from tests.golden.golden_sweeps import SWEEPS
from tests.golden.kept_parts import look_at

KEPT = Path(__file__).parent / "limits.txt"


def said_of(book: SubjectBook) -> str:
    """Return the findings of a book by kind, pattern and weight, and a digest of their words and figures."""
    keys = [one.key for one in book.indicators]
    findings = find_findings(book, keys)
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
    whole = repr((rest, ranked, said_earlier(book, keys)))
    return f"{', '.join(kinds)} | {hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def said_earlier(book: SubjectBook, keys: Sequence[str]) -> list[tuple[str, str, float]]:
    """Return what was to be said in the period before the newest, which a page may be asked to speak of."""
    earlier = sorted(set(book.observations["period"]))[:-1]
    if not earlier:
        return []
    found = find_findings(book, keys, period=earlier[-1])
    return [(one.id, one.sentence["id"], round(one.weight, 4)) for one in found]


def look(name: str, *, update: bool) -> None:
    lines = [f"{step}: {said_of(book)}" for step, book in SWEEPS[name].books()]
    look_at(KEPT, name, lines, update=update)


def from_to(first: str, last: str) -> list[str]:
    names = list(SWEEPS)
    return names[names.index(first) : names.index(last) + 1]


@pytest.mark.parametrize("name", from_to("times the year before", "years since a turn"))
def test_the_same_is_said_of_steps_and_runs_of_years_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", from_to("a steady course", "months"))
def test_the_same_is_said_of_courses_over_years_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", from_to("so many regions", "half of them within"))
def test_the_same_is_said_of_regions_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", from_to("overtaken at a place", "so many years of regions"))
def test_the_same_is_said_of_regions_over_years_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", from_to("of the rise", "regions of the same kind"))
def test_the_same_is_said_of_parts_grades_and_peers_as_before(name, request):
    look(name, update=request.config.getoption("--update-golden"))


def test_every_sweep_is_looked_at():
    """The last of each group of names stands right before the first of the next."""
    names = list(SWEEPS)
    ends = ("years since a turn", "months", "half of them within", "so many years of regions", names[-1])
    begins = (names[0], "a steady course", "so many regions", "overtaken at a place", "of the rise")
    assert [name for pair in zip(begins, ends) for name in from_to(*pair)] == names
