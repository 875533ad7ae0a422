"""The editor: what is noise is no news, and each rule holds where it says."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings, rank_headlines
from rupadata.analysis.comparable_span import stretch_to
from rupadata.analysis.drafting import Draft
from rupadata.analysis.editor import RULES, Desk, judge, rule_amounts
from rupadata.analysis.sentence import Sentence
from rupadata.analysis.series import year_series
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.model.subject import Direction
from tests.unit.analysis.analysis_books import Row, indicator, make_book

RATE = indicator("Tingkat Pengangguran Terbuka", "persen", "rate", direction=Direction.LOWER_IS_BETTER)
# BPS Kota Banjar, TPT 2018 to 2024, with Jawa Barat beside it.
BANJAR = (5.95, 6.16, 6.73, 6.09, 5.53, 5.43, 5.44)
AROUND = (8.23, 8.04, 10.46, 9.82, 8.31, 7.44, 6.75)


def banjar(values=BANJAR, around=AROUND):
    rows = [Row("32.79", "Kota Banjar", str(2018 + i), v, 2) for i, v in enumerate(values)]
    rows += [Row("32", "Jawa Barat", str(2018 + i), v, 2) for i, v in enumerate(around)]
    return make_book(rows, [RATE], code="32.79", region="Kota Banjar")


def patterns(book):
    return {finding.pattern for finding in find_findings(book, ["penduduk"])}


def test_one_unit_of_the_last_digit_is_no_turn():
    found = patterns(banjar())
    assert "turn" not in found
    assert "hardly" in found


def test_a_real_step_is_a_turn():
    assert "turn" in patterns(banjar(values=(*BANJAR[:-1], 5.93)))


def test_the_noise_is_a_tenth_of_the_usual_step_or_a_unit_of_the_last_digit():
    stretch = stretch_to(year_series(banjar(), "penduduk"), None)
    steps = sorted(abs(b - a) for a, b in pairwise(BANJAR))
    assert stretch.noise == pytest.approx(0.1 * (steps[2] + steps[3]) / 2)


def test_a_run_stops_at_a_step_that_is_noise():
    values = (9.0, 8.0, 7.0, 6.0, 5.99)
    rows = [Row("99", "Banten", str(2020 + i), v, 2) for i, v in enumerate(values)]
    assert "streak" not in patterns(make_book(rows, [RATE]))


def test_home_stays_below_the_province_but_the_distance_narrows():
    findings = find_findings(banjar(), ["penduduk"])
    first = rank_headlines(findings)[0]
    assert first.headline.text["id"].text == (
        "Pengangguran Kota Banjar tetap di bawah Jawa Barat, tetapi jaraknya menyempit"
    )
    said = first.finding.sentence["id"]
    assert {"3,73", "1,31"} <= {one.shown for one in said.evidence if one.formula == "difference"}


def test_a_distance_that_keeps_is_not_said_to_move():
    around = tuple(value + 2 for value in BANJAR)
    found = patterns(banjar(around=around))
    assert "gap-moves" not in found
    assert "against-larger" in found


def test_home_that_passes_the_province_is_said_to():
    around = (4.0, 4.5, 5.0, 5.2, 5.3, 5.9, 4.9)
    assert "crossed" in patterns(banjar(around=around))


def test_every_rule_has_an_amount_and_every_amount_a_rule():
    assert set(rule_amounts()) == set(RULES)


def one_finding(**changes):
    return replace(find_findings(banjar(), ["penduduk"])[0], **changes)


COUNT = indicator("Jumlah Penduduk", "jiwa", "count-stock")
SCHOOLS = indicator("Jumlah Sekolah", "unit", "count-stock")
TAX = indicator("Pajak Hiburan", "juta rupiah", "money-nominal")
UNTOLD = indicator("Ekspor", "", "money-nominal")
BOJONEGORO, MALANG = CellRef("jaminan.xlsx", "2020", 9, 2), CellRef("jaminan.xlsx", "2020", 12, 2)
TOLD_OF_BOJONEGORO = {
    "id": Sentence("87,1 persen", (Evidence("87,1", 87.1, "persen", "value", (BOJONEGORO,)),))
}
EVEN, UNEVEN = (10.0, 10.0, 11.0, 12.0), (10.0, 11.0, 12.0, 40.0)
CASES = {
    "size-follows-people": ({"pattern": "top"}, Desk(COUNT, 5, UNEVEN), Desk(SCHOOLS, 5, EVEN)),
    "rate-over-regions": ({"kind": "rank"}, Desk(RATE, 5, UNEVEN), Desk(COUNT, 5, UNEVEN)),
    "very-few": ({}, Desk(SCHOOLS, 5, (4.0, 9.0)), Desk(SCHOOLS, 5, (4.0, 10.0))),
    "few": ({}, Desk(SCHOOLS, 5, latest=49.0), Desk(SCHOOLS, 5, latest=50.0)),
    "small-beside": ({}, Desk(TAX, 5, latest=1.9, beside=100.0), Desk(TAX, 5, latest=2.0, beside=100.0)),
    "unit-unknown": ({}, Desk(UNTOLD, 5), Desk(COUNT, 5)),
    "turning-point": ({"kind": "turn"}, Desk(RATE, 5), None),
    "told-with-but": ({"pattern": "but-turn"}, Desk(RATE, 5), None),
    "against-larger": ({"kind": "gap"}, Desk(RATE, 5), None),
    "has-direction": ({}, Desk(RATE, 5), Desk(COUNT, 5)),
    "long-record": ({"kind": "record"}, Desk(RATE, 12), Desk(RATE, 9)),
    "short-record": ({"kind": "record"}, Desk(RATE, 6), Desk(RATE, 7)),
    "short-milestone": ({"kind": "milestone"}, Desk(RATE, 4), Desk(RATE, 5)),
    "small-milestone": (
        {"kind": "milestone", "pattern": "milestone"},
        Desk(SCHOOLS, 5, latest=9_999.0),
        Desk(SCHOOLS, 5, latest=10_000.0),
    ),
    "within-chance": ({"kind": "rank"}, Desk(SCHOOLS, 5, (80.0, 97.0)), Desk(SCHOOLS, 5, (80.0, 100.0))),
    "provisional": ({"focus_period": "2024"}, Desk(RATE, 5, (), frozenset({"2024"})), Desk(RATE, 5)),
    "neighbours-alike": ({"kind": "concentration", "pattern": "cluster"}, Desk(RATE, 5), None),
    "likely-error": ({"kind": "rank"}, Desk(RATE, 5, (1.0, 2.0, 50.0)), Desk(RATE, 5, (1.0, 2.0, 11.0))),
    "leap-of-region": (
        {"kind": "rank", "sentence": TOLD_OF_BOJONEGORO},
        Desk(RATE, 5, doubtful=frozenset({BOJONEGORO})),
        Desk(RATE, 5, doubtful=frozenset({MALANG})),
    ),
    "plain-level": ({"kind": "level"}, Desk(RATE, 5), None),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_holds_where_it_says_and_adds_its_amount(name):
    changes, holds, not_there = CASES[name]
    finding = one_finding(kind="none", pattern="none", focus_period="", why=(), weight=0.5)
    finding = replace(finding, **changes)
    judged = judge(Draft(finding, "x"), holds).finding
    assert any(why.startswith(f"{name} ") for why in judged.why)
    if not_there is not None:
        others = judge(Draft(finding, "x"), not_there).finding.why
        assert not any(why.startswith(f"{name} ") for why in others)
    amounts = sum(rule_amounts()[why.split()[0]] for why in judged.why)
    assert judged.weight == pytest.approx(max(0.0, min(1.0, 0.5 + amounts)), abs=1e-4)


def test_a_likely_error_of_the_source_leads_no_page():
    rows = [Row(f"99.{i:02d}", name, "2024", value, 1) for i, (name, value) in
            enumerate((("Alfa", 4.1), ("Beta", 5.2), ("Gama", 93.0), ("Delta", 3.9)), 1)]  # fmt: skip
    findings = find_findings(make_book(rows, [RATE]), ["penduduk"])
    assert not any("Gama" in choice.headline.text["id"].text for choice in rank_headlines(findings))


def test_most_in_the_largest_region_is_no_headline_where_another_finding_stands():
    rows = [Row("99", "Banten", str(2018 + i), 1000.0 + 40 * (i % 3) - 30 * i, 0) for i in range(7)]
    rows += [Row(f"99.{i:02d}", name, "2024", value, 0) for i, (name, value) in
             enumerate((("Alfa", 600.0), ("Beta", 150.0), ("Gama", 110.0)), 1)]  # fmt: skip
    first = rank_headlines(find_findings(make_book(rows), ["penduduk"]))[0]
    assert first.headline.pattern not in ("top", "outlier", "one-in", "share-percent")


INSURED = indicator("Persentase Penerima Jaminan", "persen", "rate")


def insured(bojonegoro, others=(40.0, 41.0, 45.0, 52.8, 51.9, 66.6)):
    rows = []
    names = ("Bojonegoro", "Malang", "Blitar", "Kediri", "Madiun", "Ngawi", "Pasuruan")
    for place, (name, now) in enumerate(zip(names, (bojonegoro, *others), strict=True), 1):
        before = 34.7 if place == 1 else now - 1
        rows += [
            Row(f"99.{place:02d}", name, "2019", before, 1),
            Row(f"99.{place:02d}", name, "2020", now, 1),
        ]
    return find_findings(make_book(rows, [INSURED]), ["penduduk"])


def test_a_region_whose_figure_leapt_leads_no_page_and_becomes_a_question():
    findings = insured(87.1)
    assert not any("Bojonegoro" in c.headline.text["id"].text for c in rank_headlines(findings))
    [question] = [f for f in findings if f.pattern == "leap-region"]
    assert question.sentence["id"].text == (
        "Persentase penerima jaminan di Bojonegoro berubah dari 34,7 persen pada 2019 menjadi 87,1 persen "
        "pada 2020: periksa dulu apakah dihitung dengan cara yang sama."
    )
    assert not question.headlines


def test_a_region_that_rose_as_such_things_do_may_lead():
    findings = insured(48.0, others=(40.0, 41.0, 42.0, 43.0, 44.0, 30.0))
    assert "leap-region" not in {finding.pattern for finding in findings}
    assert any("Bojonegoro" in c.headline.text["id"].text for c in rank_headlines(findings))


def test_where_most_regions_leapt_none_of_them_is_asked_about():
    rows = []
    for place in range(1, 8):
        code, name = f"99.{place:02d}", f"Wilayah {place}"
        rows += [Row(code, name, "2019", 20.0 + place, 1), Row(code, name, "2020", 60.0 + place, 1)]
    findings = find_findings(make_book(rows, [INSURED]), ["penduduk"])
    assert "leap-region" not in {finding.pattern for finding in findings}


def test_a_step_of_a_run_is_worth_less_than_the_run_unless_it_is_much_larger():
    def change(values):
        rows = [Row("99", "Banten", str(2020 + i), v, 0) for i, v in enumerate(values)]
        book = make_book(rows, [indicator("Kasus DBD", "kasus", "count-flow")])
        findings = find_findings(book, ["penduduk"])
        return {finding.pattern: finding.weight for finding in findings}

    run = change((1000.0, 1100.0, 1210.0, 1331.0))
    assert run["change-percent"] < run["streak"]
    leap = change((1000.0, 1100.0, 1210.0, 1510.0))
    assert leap["change-percent"] > run["change-percent"]


@pytest.mark.parametrize(
    ("latest", "unit", "held"),
    [
        (1_011.0, "unit", True),
        (10_000.0, "unit", False),
        (12.0, "ribu unit", False),
        (2_000.0, "miliar rupiah", False),
    ],
)
def test_a_round_number_of_few_things_is_worth_less(latest, unit, held):
    measure = "money-nominal" if "rupiah" in unit else "count-stock"
    found = one_finding(kind="milestone", pattern="milestone")
    desk = Desk(indicator("Bank Sampah Aktif", unit, measure), 9, latest=latest)
    assert RULES["small-milestone"](found, desk) == held
    assert not RULES["small-milestone"](replace(found, pattern="milestone-below"), desk)
