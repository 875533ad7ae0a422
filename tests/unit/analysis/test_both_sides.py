"""What is above and below zero, what hardly differs, and what a set of pages tells only once."""

import pytest

from rupadata.analysis import choose_headlines, find_findings
from rupadata.model.subject import Direction
from tests.unit.analysis.analysis_books import Row, indicator, make_book

SHARE = indicator("Andil Inflasi Bulanan", "persen", "rate")
PARTS = {"cabai rawit": 0.541, "beras": 0.1, "telur": 0.0, "tomat": -0.02, "tarif listrik": -0.872}


def parts(values=PARTS, one=SHARE, region="Jember"):
    rows = [Row("99", region, "2025-01", v, 3, dims={"komoditas": n}) for n, v in values.items()]
    return find_findings(make_book(rows, [one], region=region), ["penduduk"])


def said(findings, lang="id"):
    return {f.pattern: f.headline[lang].text for f in findings if f.headline}


def test_contributions_tell_what_pushes_and_what_holds_back():
    told = said(parts())
    assert (
        told["part-poles"] == "Cabai rawit paling mendorong inflasi bulanan, tarif listrik paling menahannya"
    )
    assert told["part-low"] == "Tarif listrik paling menahan inflasi bulanan Jember"
    assert told["part-lead"] == "Cabai rawit paling mendorong inflasi bulanan Jember"
    assert said(parts(), "en")["part-low"] == "Electricity tariff held back monthly inflation most"


def test_other_rates_on_both_sides_name_both_ends():
    told = said(parts(one=indicator("Pertumbuhan Harga", "persen", "rate")))
    assert told["part-poles"] == "Pertumbuhan harga: cabai rawit tertinggi, tarif listrik terendah"
    assert told["part-low"] == "Pertumbuhan harga terendah: tarif listrik"


def test_the_longer_way_from_zero_is_the_point_of_the_picture():
    focus = {f.pattern: f.focus_part for f in parts()}
    assert focus["part-poles"] == "tarif listrik"
    lighter = {f.pattern: (f.focus_part, f.weight) for f in parts(PARTS | {"tarif listrik": -0.541})}
    assert lighter["part-poles"][0] == "cabai rawit"
    heavy = {f.pattern: f.weight for f in parts()}
    assert heavy["part-low"] > lighter["part-low"][1]


@pytest.mark.parametrize("least", [0.0, 0.01])
def test_parts_on_one_side_have_no_poles(least):
    assert not {"part-poles", "part-low", "part-signs"} & set(
        said(parts({"A": 0.5, "B": 0.2, "C": 0.1, "D": least}))
    )


def test_two_equal_lowest_parts_are_not_told_apart():
    assert "part-low" not in said(parts(PARTS | {"tomat": -0.872}))


@pytest.mark.parametrize(("count", "told"), [(9, False), (10, True)])
def test_ten_parts_on_are_counted_by_their_side_of_zero(count, told):
    values = {f"Barang {'ABCDEFGHIJ'[n]}": 0.5 - 0.1 * n - (0.01 if n == 9 else 0.0) for n in range(count)}
    found = said(parts(values))
    assert ("part-signs" in found) is told
    if told:
        assert (
            found["part-signs"] == "Lima dari sepuluh komoditas mendorong inflasi bulanan, empat menahannya"
        )


def test_a_set_does_not_tell_of_one_part_on_every_page():
    pages = [parts(PARTS | {"beras": 0.1 + 0.01 * n}, region=f"Kota {'ABCDEF'[n]}") for n in range(6)]
    chosen = [choice for choice in choose_headlines(pages) if choice]
    about = [choice.message for choice in chosen]
    assert max(about.count(one) for one in about if one) <= 3
    assert {m[1] for m in about if m} == {"cabai rawit", "tarif listrik"}


JOBLESS = indicator("Tingkat Pengangguran Terbuka", "persen", "rate", direction=Direction.LOWER_IS_BETTER)
PLACES = ("Alfa", "Beta", "Gama", "Delta", "Eta")


def breadth(moves, level=5.0, one=JOBLESS, decimals=2):
    rows = []
    for n, (name, move) in enumerate(zip(PLACES, moves, strict=True), 1):
        start = level * (1 + n / 5)
        rows += [
            Row(f"99.{n:02d}", name, y, v, decimals) for y, v in (("2023", start), ("2024", start + move))
        ]
    return [f for f in find_findings(make_book(rows, [one]), ["penduduk"]) if f.kind == "breadth"]


def test_steps_that_nobody_would_call_a_fall_are_no_fall_everywhere_but_one():
    assert not breadth((-0.01, -0.05, -0.06, -0.08, 0.13))


def test_one_that_hardly_rose_is_no_exception_to_a_fall():
    told = breadth((-0.5, -0.4, -0.6, -0.8, 0.05))
    assert [f.pattern for f in told] == ["most-move"]
    assert all("kecuali" not in f.headline["id"].text for f in told)
    assert (
        breadth((-0.5, -0.4, -0.6, -0.8, 0.2))[0].headline["id"].text == "Pengangguran turun, kecuali di Eta"
    )


@pytest.mark.parametrize(("step", "told"), [(0.1, False), (0.11, True)])
def test_a_step_of_a_percentage_is_one_above_a_tenth_of_a_point(step, told):
    assert bool(breadth((step,) * 5)) is told


@pytest.mark.parametrize(("step", "told"), [(0.014, False), (0.02, True)])
def test_of_a_low_percentage_three_percent_of_its_level_are_a_step(step, told):
    assert bool(breadth((step,) * 5, level=0.3, decimals=3)) is told


BALANCE = indicator("Neraca Perdagangan", "juta US$", "money-nominal")


def over_years(values, one=BALANCE):
    rows = [Row("99", "Banten", str(2016 + n), v, 1) for n, v in enumerate(values)]
    return find_findings(make_book(rows, [one]), ["penduduk"])


def test_a_surplus_that_became_a_deficit_is_the_news():
    findings = over_years((-13.7, 52.8, 903.7, 2589.4, 2880.2, -181.6, -314.4))
    assert findings[0].headline["id"].text == "Neraca perdagangan Banten defisit sejak 2021"
    assert not any(f.pattern == "not-comparable" for f in findings)
    assert said(over_years((50.0, 40.0, 30.0, -20.0)))["side"] == "Neraca perdagangan Banten berbalik defisit"
    assert said(over_years((-50.0, -40.0, 20.0, 30.0)), "en")["side"].endswith("in surplus since 2018")


def test_a_change_of_sides_long_ago_is_less_news():
    late, early = ({f.pattern: f.weight for f in over_years(v)}["side"] for v in
                   ((9.0, 8.0, 7.0, -5.0, -6.0, -7.0), (9.0, 8.0, -4.0, -5.0, -6.0, -7.0)))  # fmt: skip
    assert late > early


def test_other_figures_are_called_negative():
    one = indicator("Pertumbuhan Ekonomi", "persen", "rate")
    assert (
        said(over_years((5.1, 5.0, 4.9, -2.2), one))["side"] == "Pertumbuhan ekonomi Banten berbalik negatif"
    )
    assert "side" not in said(over_years((5.1, 0.0, -1.0, -2.2), one))
    assert "side" not in said(over_years((-1.0, -2.0, -3.0, -2.2), one))


def test_what_rose_far_and_came_back_is_not_told_by_its_ends():
    one = indicator("Tingkat Pengangguran Terbuka", "persen", "rate")
    back = {f.pattern: f.weight for f in over_years((3.0, 3.4, 3.2, 4.6, 4.5, 3.5), one)}
    gone = {f.pattern: f.weight for f in over_years((3.0, 3.4, 3.2, 4.6, 4.5, 4.2), one)}
    assert gone["long-points"] > back["long-points"]


def test_where_all_regions_are_nearly_equal_no_order_leads():
    rows = [Row(f"99.{n:02d}", name, "2024", 369.1 + 0.2 * n, 1) for n, name in enumerate(PLACES)]
    findings = find_findings(make_book(rows, [indicator("Harga Beras", "rupiah", "mean")]), ["penduduk"])
    assert findings[0].headline["id"].text == "Harga beras hampir sama di lima kabupaten"
    rows = [Row(f"99.{n:02d}", name, "2024", 100.0 + 0.5 * n, 1) for n, name in enumerate(PLACES)]
    exactly = find_findings(make_book(rows, [indicator("Harga Beras", "rupiah", "mean")]), ["penduduk"])
    assert "nearly-equal" in {f.pattern for f in exactly}
    rows = [Row(f"99.{n:02d}", name, "2024", 98.0 + 0.5 * n, 1) for n, name in enumerate(PLACES)]
    apart = find_findings(make_book(rows, [indicator("Harga Beras", "rupiah", "mean")]), ["penduduk"])
    assert "nearly-equal" not in {f.pattern for f in apart}
