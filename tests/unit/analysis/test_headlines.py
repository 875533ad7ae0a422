from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import pytest

from rupadata.analysis import choose_headlines, find_findings, rank_headlines
from rupadata.analysis.finding import KINDS, PATTERNS
from tests.unit.analysis.analysis_books import Row, indicator, make_book


def page(seed: int):
    """A page like any other of its set: five regions over six years, all much alike."""
    rows = [
        Row(f"99.{place:02d}", name, str(2019 + year), float(1000 * place + 17 * seed + year * (7 + place)))
        for place, name in enumerate(("Alfa", "Beta", "Gama", "Delta", "Eta"), 1)
        for year in range(6)
    ]
    return find_findings(
        make_book(rows, [indicator(f"Jumlah Sekolah {'ABCDEFGHIJKLMNOPQRSTUVWX'[seed]}")]), ["penduduk"]
    )


def single(seed: int):
    return find_findings(make_book([Row("99", "Banten", "2024", 100.0 + seed)]), ["penduduk"])


@pytest.mark.parametrize("pages", [1, 3, 12])
def test_no_pattern_stands_more_than_three_times_in_twelve(pages):
    chosen = choose_headlines([page(seed) for seed in range(pages)])
    patterns = Counter(choice.headline.pattern for choice in chosen if choice)
    assert sum(patterns.values()) == pages
    assert max(patterns.values()) <= 3


def test_sets_that_are_planned_apart_keep_to_three_in_twelve_together():
    held, before = Counter(), 0
    for size in (12, 4, 4, 4, 8, 4, 12, 24):
        alike = [page(3)] * size  # All would say the same, if they could.
        chosen = choose_headlines(alike, before=before)
        held.update(choice.headline.pattern for choice in chosen)
        before += size
        assert max(held.values()) <= 3 * before // 12
    assert held.total() == before
    assert max(held.values()) > 12  # They do what they may: no set takes less than its part.


def test_a_page_alone_at_the_end_has_its_headline():
    (alone,) = choose_headlines([page(3)], before=64)
    assert alone == choose_headlines([page(3)])[0]


def test_pages_with_few_choices_keep_them_and_the_others_move():
    chosen = choose_headlines([page(seed) for seed in range(3)] + [single(seed) for seed in range(9)])
    patterns = Counter(choice.headline.pattern for choice in chosen if choice)
    assert sum(patterns.values()) == 12
    assert max(patterns.values()) <= 3


def test_a_page_without_findings_has_no_headline():
    assert choose_headlines([()]) == (None,)


def test_every_page_offers_alternatives():
    patterns = {choice.headline.pattern for choice in rank_headlines(page(0))}
    assert len(patterns) >= 8


def test_findings_are_ordered_and_say_nothing_twice():
    findings = page(0)
    weights = [finding.weight for finding in findings]
    assert weights == sorted(weights, reverse=True)
    sentences = [finding.sentence["id"].text for finding in findings]
    assert len(sentences) == len(set(sentences))
    assert len({finding.id for finding in findings}) == len(findings)


def test_findings_survive_another_process():
    findings = page(0)
    again = pickle.loads(pickle.dumps(findings))
    assert [f.sentence["en"].text for f in again] == [f.sentence["en"].text for f in findings]


@pytest.mark.parametrize(
    ("measure", "unit", "forbidden"),
    [
        ("rate", "persen", {"share", "concentration", "milestone-above"}),
        ("index", "", {"share", "concentration", "ratio"}),
        ("mean", "tahun", {"share", "concentration"}),
    ],
)
def test_rates_indices_and_means_have_no_shares(measure, unit, forbidden):
    rows = [
        Row(f"99.{place:02d}", name, year, 10.0 * place)
        for place, name in enumerate(("Alfa", "Beta", "Gama", "Delta", "Eta"), 1)
        for year in ("2023", "2024")
    ]
    # A whole that the parts happen to sum to.
    rows += [Row("99", "Banten", year, 150.0) for year in ("2023", "2024")]
    findings = find_findings(make_book(rows, [indicator("Angka", unit, measure)]), ["penduduk"])
    assert not {finding.kind for finding in findings} & forbidden


def test_only_real_money_makes_the_economy_grow():
    for measure, grows in (("money-real", True), ("money-nominal", False)):
        rows = [Row("99", "Banten", year, value) for year, value in (("2023", 100.0), ("2024", 105.0))]
        one = indicator("PDRB Atas Dasar Harga Konstan", "miliar rupiah", measure)
        findings = find_findings(make_book(rows, [one]), ["penduduk"])
        said = [headline.text["id"].text for finding in findings for headline in finding.headlines]
        assert any(text.startswith("Ekonomi") for text in said) is grows


def test_what_is_provisional_missing_or_broken_is_said():
    rows = [
        Row("99", "Banten", "2019", 1.0),
        Row("99", "Banten", "2020", 5.0, flags="break"),
        Row("99", "Banten", "2021", None),
        Row("99", "Banten", "2022", 6.0),
        Row("99", "Banten", "2023", 7.0, flags="provisional"),
    ]
    said = {f.kind: f.sentence["id"].text for f in find_findings(make_book(rows), ["penduduk"])}
    assert said["break"] == "Data jumlah penduduk Banten sebelum 2020 tidak sebanding dengan data sejak 2020."
    assert said["missing"] == "Data jumlah penduduk Banten untuk 2021 tidak tersedia."
    assert said["provisional"] == "Data jumlah penduduk Banten untuk 2023* bersifat sementara."


def test_findings_stop_at_the_period_of_the_page():
    rows = [Row("99", "Banten", str(year), float(year)) for year in range(2015, 2025)]
    for finding in find_findings(make_book(rows), ["penduduk"], period="2020"):
        assert "2021" not in finding.sentence["id"].text
        assert "2024" not in finding.sentence["id"].text


def test_the_first_indicator_leads():
    many = [indicator(key="a"), indicator("Jumlah Rumah Tangga", "rumah tangga", key="b")]
    rows = [Row("99", "Banten", year, value, key=key) for key in "ab"
            for year, value in (("2023", 100.0), ("2024", 105.0))]  # fmt: skip
    assert find_findings(make_book(rows, many), ["b", "a"])[0].indicator == "b"


def test_every_pattern_and_kind_is_documented():
    page_text = (Path(__file__).parents[3] / "docs/reference/findings.md").read_text(encoding="utf-8")
    assert [name for name in PATTERNS if f"| `{name}` |" not in page_text] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in page_text] == []


def test_findings_use_only_the_patterns_of_the_list():
    used = {choice.headline.pattern for seed in range(6) for choice in rank_headlines(page(seed))}
    assert used <= set(PATTERNS)


def test_a_round_number_passed_before_a_break_is_no_milestone():
    values = (("2018", 2_500_000.0, ""), ("2019", 1_900_000.0, "break"), ("2020", 1_950_000.0, ""))
    rows = [Row("99", "Banten", year, value, flags=flag) for year, value, flag in values]
    rows.append(Row("99", "Banten", "2021", 2_050_000.0))
    assert "milestone" not in {finding.kind for finding in find_findings(make_book(rows), ["penduduk"])}
    fresh = make_book(rows[1:])
    said = {f.kind: f.headline["id"].text for f in find_findings(fresh, ["penduduk"]) if f.headline}
    assert said["milestone"] == "Penduduk Banten tembus 2 juta"
