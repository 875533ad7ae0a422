"""No false sentence over months and quarters: read back as if each step were a year.

A table of years is told as one of months (2000 becomes January 2020, 2001 February 2020 ...); the words of
what is said are turned back into years, and the reader of `analysis_claims` checks them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from msgspec import Struct

from rupadata.analysis import find_findings
from rupadata.wording import month_name
from tests.unit.analysis import analysis_forms as forms
from tests.unit.analysis.analysis_claims import OVER_MONTHS, ClaimError, Reader
from tests.unit.analysis.test_truth_of_findings import (
    KINDS,
    Table,
    book_of,
    check_evidence,
    likely_table,
    world_of,
)

FIRST, BASE = 2000, 2020
ROMAN = ("I", "II", "III", "IV")
ORDINAL = ("first", "second", "third", "fourth")
# Of counts, months become years: flows are summed, stocks take the last. Those have tests of their own.
KEEP_THEIR_AXIS = tuple(kind for kind in KINDS if not kind.measure.startswith("count"))


class Steps(Struct, frozen=True):
    """A kind of part of a year, and its words."""

    many: int
    mark: str
    names: dict[str, tuple[str, ...]]
    noun: dict[str, str]

    def period(self, year: str) -> str:
        index = int(year) - FIRST
        part = index % self.many + 1
        return f"{BASE + index // self.many}-{self.mark}{part:02d}" if not self.mark else (
            f"{BASE + index // self.many}-{self.mark}{part}"
        )  # fmt: skip

    def year(self, period: str) -> str:
        if not period:
            return ""
        year, _, part = period.partition("-")
        return str(FIRST + (int(year) - BASE) * self.many + int(part.lstrip("QS")) - 1)

    def in_years(self, text: str, lang: str) -> str:
        for part, name in enumerate(self.names[lang], 1):
            pattern = re.compile(rf"{re.escape(name)} (?P<year>20\d\d)", re.IGNORECASE)
            text = pattern.sub(
                lambda m, part=part: str(FIRST + (int(m["year"]) - BASE) * self.many + part - 1), text
            )
        if not self.mark:
            # A headline over months of one year, which stands above it, names months alone.
            for part, name in enumerate(self.names[lang], 1):
                text = re.sub(
                    rf"\b(sejak|since|pada|in|of|puncak) {name}\b",
                    rf"\g<1> {FIRST + part - 1}",
                    text,
                )
        noun = self.noun[lang]
        if lang == "id":
            return re.sub(rf"\b{noun}\b", "tahun", re.sub(rf"\b(?:satu |se){noun}\b", "setahun", text))
        # Elsewhere "a quarter" is a fraction.
        steps = re.compile(rf"\b{noun}(s?)(?= in a row| of (?:falling|rising|improving|worsening)| to )")
        return steps.sub(r"year\1", text.replace(f"in a {noun}", "in a year"))


MONTHS = Steps(
    12, "",
    {lang: tuple(month_name(month, lang) for month in range(1, 13)) for lang in ("id", "en")},
    {"id": "bulan", "en": "month"},
)  # fmt: skip
QUARTERS = Steps(
    4, "Q",
    {"id": tuple(f"triwulan {roman}" for roman in ROMAN),
     "en": tuple(f"the {word} quarter of" for word in ORDINAL)},
    {"id": "triwulan", "en": "quarter"},
)  # fmt: skip


def table_of(seed: int) -> Table:
    table = likely_table(seed)
    kind = KEEP_THEIR_AXIS[seed % len(KEEP_THEIR_AXIS)]
    shift = {str(year): str(year - 2010 + FIRST) for year in range(2010, 2030)}

    def moved(held: dict[str, tuple[float | None, str]]) -> dict[str, tuple[float | None, str]]:
        return {shift[year]: point for year, point in held.items()}

    return Table(kind, table.decimals, moved(table.home), {k: moved(v) for k, v in table.regions.items()})


def check_steps(table: Table, steps: Steps) -> set[str]:
    told_by_steps = replace(
        table,
        home={steps.period(year): point for year, point in table.home.items()},
        regions={
            name: {steps.period(year): point for year, point in held.items()}
            for name, held in table.regions.items()
        },
    )
    book, _ = book_of(told_by_steps)
    cells = dict(zip(book.observations["cell"].to_list(), book.observations["value"].to_list()))
    world = world_of(table)
    told = set()
    nouns = {"id": ("kabupaten",), "en": ("regencies",)}
    for finding in find_findings(book, ["penduduk"]):
        focus = steps.year(finding.focus_period)
        newest = world.known()[-1] if finding.kind in ("peak", "low") else focus
        for lang, sentences, headlines in (
            ("id", forms.SENTENCES_ID, forms.HEADLINES_ID),
            ("en", forms.SENTENCES_EN, forms.HEADLINES_EN),
        ):
            reader = Reader(world, lang, *table.kind.said[lang], "Contoh", nouns[lang])
            reader.direction = table.kind.direction.partition("-")[0].replace("neutral", "")
            said = [(finding.sentence[lang], focus, sentences)]
            said += [(headline.text[lang], newest, headlines) for headline in finding.headlines]
            for sentence, at, known in said:
                text = steps.in_years(sentence.text, lang)
                try:
                    told.add(reader.read(text, at, known))
                except ClaimError as error:
                    raise AssertionError(f"{sentence.text}: {error}\n{table}") from error
                check_evidence(sentence.text, sentence.evidence, cells, lang)
    return told


def told_over(seeds: range, steps: Steps) -> Counter[str]:
    told: Counter[str] = Counter()
    for seed in seeds:
        told.update(check_steps(table_of(seed), steps))
    return told


@pytest.mark.parametrize("steps", [MONTHS, QUARTERS], ids=["months", "quarters"])
def test_no_sentence_over_parts_of_a_year_is_false(steps):
    assert len(told_over(range(60), steps)) > 60


@pytest.mark.full
@pytest.mark.parametrize("steps", [MONTHS, QUARTERS], ids=["months", "quarters"])
def test_no_sentence_over_thousands_of_months_and_quarters_is_false(steps):
    told = told_over(range(1_000, 4_000), steps)
    assert len(told) > 80
    every = (forms.SENTENCES_ID, forms.HEADLINES_ID, forms.SENTENCES_EN, forms.HEADLINES_EN)
    untold = [form for group in every for form, claim in group if claim in OVER_MONTHS and not told[form]]
    assert not untold or steps is MONTHS  # These tables have no month of the year before.
