"""Numbers that decide what is said, tried on both sides: fractions, grades, multiples, one in so many."""

from __future__ import annotations

import pytest

from rupadata.analysis import Finding, find_findings, part_periods, region_series, year_series
from rupadata.analysis.drafting import Drafts
from rupadata.analysis.findings import elements_of
from rupadata.analysis.grades import find_grade, grade_of, is_satisfaction_index
from rupadata.analysis.jumps import find_jumps
from rupadata.analysis.shares import name_fraction
from rupadata.analysis.voice import Voice
from rupadata.model.subject import Indicator
from tests.unit.analysis.analysis_books import Row, indicator, make_book

SATISFACTION = indicator("Indeks Kepuasan Masyarakat", "indeks", "index")
RATE = indicator("Tingkat Kemiskinan", "persen", "rate")


@pytest.mark.parametrize(
    ("share", "named"),
    [
        (0.75, "tiga perempat"),
        (0.755, "tiga perempat"),
        (0.7551, "lebih dari tiga perempat"),
        (0.77, "lebih dari tiga perempat"),
        (0.7701, None),
        (0.73, "hampir tiga perempat"),
        (0.7299, None),
        (2 / 3, "dua pertiga"),
        (0.5, "separuh"),
        (0.505, "separuh"),
        (0.5051, "lebih dari separuh"),
        (0.495, "separuh"),
        (0.4949, "hampir separuh"),
        (0.48, "hampir separuh"),
        (0.4799, None),
        (1 / 3, "sepertiga"),
        (0.25, "seperempat"),
        (0.27, "lebih dari seperempat"),
        (0.2701, None),
        (0.2, "seperlima"),
        (0.18, "hampir seperlima"),
        (0.1799, None),
    ],
)
def test_a_share_is_called_a_fraction_within_half_a_point_and_nearly_one_within_two(
    share: float, named: str | None
) -> None:
    found = name_fraction(share)
    assert (found and found[0]["id"] + found[1]["id"]) == named


@pytest.mark.parametrize(
    ("index", "letter"),
    [
        (24.99, None),
        (24.994, None),
        (24.995, "D"),
        (25.0, "D"),
        (64.99, "D"),
        (65.0, "C"),
        (76.60, "C"),
        (76.61, "B"),
        (88.30, "B"),
        (88.31, "A"),
        (100.0, "A"),
        (100.004, "A"),
        (100.01, None),
    ],
)
def test_an_index_from_25_to_100_rounded_to_two_decimals_has_a_grade(
    index: float, letter: str | None
) -> None:
    found = grade_of(index)
    assert (found and found[0]) == letter


def survey(values: list[float], elements: list[float], *, flags: str = "") -> Finding | None:
    """Return what is found of the grades of a survey, whose elements are of the last year."""
    rows = [Row("99", "Banten", str(2020 + n), value, 2) for n, value in enumerate(values[:-1])]
    last = str(2020 + len(values) - 1)
    rows.append(Row("99", "Banten", last, values[-1], 2, flags=flags))
    rows += [Row("99", "Banten", last, value, 2, dims={"unsur": f"U{n}"}) for n, value in enumerate(elements)]
    book = make_book(rows, [SATISFACTION])
    series = year_series(book, "penduduk")
    found = find_grade(series, elements_of(book, "penduduk", series), Drafts(SATISFACTION, "Banten"))
    return found.finding if found else None


def said(finding: Finding | None, lang: str = "id") -> str:
    assert finding is not None
    assert finding.headline
    return finding.headline[lang].text


def test_another_grade_is_news_and_the_same_one_is_not() -> None:
    assert survey([85.0], []) is None
    assert survey([85.0, 88.0], []) is None
    assert "naik ke mutu A" in said(survey([85.0, 89.0], []))
    assert "turun ke mutu B" in said(survey([89.0, 85.0], []))
    assert survey([85.0, 89.0], [], flags="break") is None
    assert survey([20.0, 89.0], []) is None


def test_elements_below_a_grade_that_was_reached_are_counted() -> None:
    enough, weak = 3.6, 3.5  # 90 and 87.5 of a hundred
    assert "belum" not in said(survey([85.0, 89.0], [enough, enough, enough]))
    one = survey([85.0, 89.0], [enough, enough, weak])
    assert "tetapi satu unsur belum" in said(one)
    assert "one element does not" in said(one, "en")
    two = survey([85.0, 89.0], [enough, weak, weak])
    assert "tetapi dua unsur belum" in said(two)
    assert "two elements do not" in said(two, "en")
    assert "unsur" not in said(survey([85.0, 89.0], [enough, weak])), "two elements are no survey"
    assert "unsur" not in said(survey([89.0, 85.0], [3.0, 3.0, 3.0])), "of a fall nothing is promised"


def two(before: float, now: float) -> tuple[object, object]:
    rows = [Row("99", "Banten", "2020", before), Row("99", "Banten", "2021", now)]
    one, other = year_series(make_book(rows), "penduduk").points
    return one, other


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (1_000, "sepuluh kali"),
        (1_029, "sekitar sepuluh kali"),
        (1_031, "10,3 kali"),
        (1_100, "11,0 kali"),
        (200, "dua kali"),
        (195, "sekitar dua kali"),
        (193, "1,9 kali"),
        (150, "1,5 kali"),
    ],
)
def test_a_multiple_up_to_ten_is_a_word_where_it_is_near_a_whole_one(now: float, text: str) -> None:
    low, high = two(100, now)
    told = Voice(indicator(), "Banten", "id").ratio(high, low)  # type: ignore[arg-type]
    assert told is not None
    assert told.text == text


@pytest.mark.parametrize(("number", "text"), [(1, "one year"), (2, "two years")])
def test_one_step_is_in_the_singular(number: int, text: str) -> None:
    assert Voice(indicator(), "Banten", "en").steps(number, ()).text == text


@pytest.mark.parametrize(
    ("period", "year"), [("2024", 2024.0), ("2024-03", 2024.0), ("", 0.0), ("triwulan", 0.0)]
)
def test_a_period_proves_its_year(period: str, year: float) -> None:
    [proof] = Voice(indicator(), "Banten", "id").period_of(period, ()).evidence
    assert (proof.value, proof.formula) == (year, "period")


@pytest.mark.parametrize(("count", "text"), [(3, "2020, 2021, dan 2022"), (4, "2020 sampai 2023")])
def test_from_four_periods_in_a_row_on_the_first_and_the_last_are_named(count: int, text: str) -> None:
    rows = [Row("99", "Banten", str(2020 + n), 100.0 + n) for n in range(count)]
    points = year_series(make_book(rows), "penduduk").points
    assert Voice(indicator(), "Banten", "id", axis="year").periods(points).text == text


def beside(*codes: str) -> set[str]:
    """Return the names of larger regions that something is said of beside a city of West Java."""
    names = {"32": "Jawa Barat", "00": "Indonesia"}
    rows = [Row("32.79", "Kota Banjar", str(year), 5.0 + 0.1 * (year % 3), 1) for year in range(2018, 2025)]
    rows += [
        Row(code, names[code], str(year), 9.0 - 0.1 * (year % 3), 1)
        for code in codes
        for year in range(2018, 2025)
    ]
    book = make_book(rows, [RATE], code="32.79", region="Kota Banjar")
    words = " ".join(one.sentence["id"].text for one in find_findings(book, ["penduduk"]))
    return {name for name in ("Jawa Barat", "Indonesia") if name in words}


def test_a_region_is_held_against_its_province_and_the_country_where_the_table_has_them() -> None:
    assert beside("32", "00") == {"Jawa Barat", "Indonesia"}
    assert beside("00") == {"Indonesia"}
    assert beside() == set()


def regions_of(values: list[float], *, whole: float | None = None) -> list[Finding]:
    rows = [Row(f"99.{n:02}", f"Distrik {chr(65 + n)}", "2024", value) for n, value in enumerate(values)]
    rows.append(Row("99", "Banten", "2024", sum(values) if whole is None else whole))
    return list(find_findings(make_book(rows), ["penduduk"]))


@pytest.mark.parametrize(
    ("largest", "told"),
    [(250, True), (256, True), (257, False), (230, True), (229, False)],
)
def test_one_in_four_is_told_from_a_little_below_a_quarter_to_hardly_above(
    largest: float, told: bool
) -> None:
    # Nearly one in four is eight hundredths less at most, one in four two and a half hundredths more.
    rest = (1000 - largest) / 6
    words = [f.sentence["id"].text for f in regions_of([largest, *[rest + n - 2.5 for n in range(6)]])]
    heads = [
        h.text["id"].text
        for f in regions_of([largest, *[rest + n - 2.5 for n in range(6)]])
        for h in f.headlines
    ]
    assert any("satu dari empat" in text.casefold() for text in [*words, *heads]) is told


def test_the_whole_country_is_no_region_of_a_table_without_a_home() -> None:
    rows = [Row(code, name, "2024", value) for code, name, value in (
        ("00", "Indonesia", 900.0), ("31", "DKI Jakarta", 100.0), ("32", "Jawa Barat", 300.0))]  # fmt: skip
    book = make_book(rows, code="", region="")
    assert {point.key for point in region_series(book, "penduduk", "2024").points} == {"31", "32"}


def pair(measure: str, unit: str) -> bool:
    """Tell whether a count and another figure of the same thing are told together."""
    count = indicator("Jumlah Kemiskinan", "jiwa", "count-stock", key="jumlah")
    other = Indicator("lain", "Tingkat Kemiskinan", unit, measure)
    rows = []
    for n, (people, rate) in enumerate(((900.0, 3.0), (500.0, 5.0), (300.0, 9.0), (200.0, 7.0))):
        rows += [
            Row(f"99.{n:02}", f"Distrik {chr(65 + n)}", "2024", people, key="jumlah"),
            Row(f"99.{n:02}", f"Distrik {chr(65 + n)}", "2024", rate, 1, key="lain"),
        ]
    found = find_findings(make_book(rows, [count, other]), ["jumlah", "lain"])
    return any(
        {proof.cells[0].cell for proof in f.sentence["id"].evidence if proof.cells} >= {"A1", "A6"}
        for f in found
    )


def test_a_count_is_told_beside_a_rate_in_percent_alone() -> None:
    assert pair("rate", "persen")
    assert not pair("index", "persen")
    assert not pair("rate", "per 1.000 penduduk")


def over_time(values: list[float], one: Indicator) -> set[str]:
    rows = [Row("99", "Banten", str(2010 + n), value, 1) for n, value in enumerate(values)]
    return {one.pattern for one in find_findings(make_book(rows, [one]), ["penduduk"])}


def test_a_pace_is_told_of_a_mean_below_zero_and_not_of_an_amount() -> None:
    values = [-100.0, -99.0, -98.0, -97.0, -96.0, -92.0, -88.0, -84.0, -80.0]
    assert "pace" in over_time(values, indicator("Suhu Rata-rata", "derajat", "mean"))
    assert "pace" not in over_time(values, indicator("Neraca", "miliar rupiah", "money-nominal"))


def moving(count: int, against: int) -> dict[str, Finding]:
    """Return the findings of regions of which so many fall while all others rise."""
    rows = []
    for n in range(count):
        before, now = 50.0 + 0.5 * n, 50.0 + 0.5 * n + (-0.5 if n < against else 0.2 + 0.1 * n)
        for year, value in (("2020", before), ("2021", now)):
            rows.append(Row(f"99.{n:02}", f"Distrik {n:02}", year, round(value, 2), 2))
    book = make_book(rows, [indicator("Persentase Rumah Layak", "persen", "rate")])
    return {one.pattern: one for one in find_findings(book, ["penduduk"])}


@pytest.mark.parametrize(("count", "told"), [(2, False), (3, True), (60, True), (61, False)])
def test_how_many_regions_rose_is_told_of_three_to_sixty(count: int, told: bool) -> None:
    assert ("all-move" in moving(count, 0)) is told


def test_one_region_against_all_others_weighs_more_among_fourteen_than_among_more() -> None:
    few, many = moving(14, 1)["one-against"], moving(15, 1)["one-against"]
    assert few.weight > many.weight


def far(values: list[float], one: Indicator) -> bool:
    rows = [Row("99", "Banten", str(2010 + n), value, 2) for n, value in enumerate(values)]
    series = year_series(make_book(rows, [one]), "penduduk")
    return bool(find_jumps(series.known, one, "year"))


@pytest.mark.parametrize(
    ("values", "one", "jump"),
    [
        ([40.0, 55.0], RATE, False),  # fifteen points of a percentage, and more
        ([40.0, 55.1], RATE, True),
        (
            [100.0, 85.0],
            indicator("Indeks Harga", "indeks", "index"),
            False,
        ),  # fifteen hundredths of an index
        ([100.0, 84.9], indicator("Indeks Harga", "indeks", "index"), True),
        ([9.0, 5.0], indicator("Indeks Lain", "indeks", "index"), False),  # of less than ten nothing is known
        ([10.0, 5.6], indicator("Lama Sekolah", "tahun", "mean"), False),
        ([10.0, 5.4], indicator("Lama Sekolah", "tahun", "mean"), True),
        ([0.9, 0.1], indicator("Lama Sekolah", "tahun", "mean"), False),
        ([-2.0, 2.0], indicator("Neraca Rata-rata", "ton", "mean"), True),
        ([1000.0, 1200.0], indicator(), False),  # residents grow by a fifth at most
        ([1000.0, 1201.0], indicator(), True),
        ([29.0, 5.0], indicator("Jumlah Sekolah", "unit", "count-stock"), False),
        ([100.0, 0.0], indicator("Jumlah Sekolah", "unit", "count-stock"), True),
        ([100.0, 250.0], indicator("Jumlah Sekolah", "unit", "count-stock"), False),
        ([100.0, 251.0], indicator("Jumlah Sekolah", "unit", "count-stock"), True),
    ],
)
def test_a_step_beyond_what_such_a_thing_does_is_a_jump(
    values: list[float], one: Indicator, jump: bool
) -> None:
    assert far(values, one) is jump


def outlier(values: list[float], measure: str = "rate") -> bool:
    rows = [Row(f"99.{n:02}", f"Distrik {n:02}", "2024", value, 1) for n, value in enumerate(values)]
    one = indicator("Tingkat Kemiskinan", "persen", measure)
    return "outlier" in {f.kind for f in find_findings(make_book(rows, [one]), ["penduduk"])}


def test_one_region_far_above_the_next_is_told_of_four_and_more_that_lie_above_zero() -> None:
    assert outlier([30.0, 5.0, 4.0, 3.0])
    assert not outlier([30.0, 5.0, 4.0])
    assert not outlier([6.0, 5.0, 4.0, 3.0])
    assert not outlier([30.0, 5.0, -4.0, -9.0, -8.0]), "half of them lie below zero"
    assert not outlier([30.0, 0.0, 0.0, 0.0])
    assert not outlier([30.0, 5.0, 4.0, 3.0], "index")


def test_amounts_are_not_held_against_those_of_a_larger_region() -> None:
    def told(one: Indicator) -> bool:
        rows = [Row("32.79", "Kota Banjar", str(year), 50.0 + year % 3, 1) for year in range(2018, 2025)]
        rows += [Row("32", "Jawa Barat", str(year), 90.0 - year % 3, 1) for year in range(2018, 2025)]
        book = make_book(rows, [one], code="32.79", region="Kota Banjar")
        return any("Jawa Barat" in f.sentence["id"].text for f in find_findings(book, ["penduduk"]))

    assert told(RATE)
    assert not told(indicator())


def test_a_period_has_parts_where_two_categories_are_known() -> None:
    def parts(count: int) -> tuple[str, ...]:
        rows = [Row("99", "Banten", "2024", 10.0 + n, dims={"jenis": f"Jenis {n}"}) for n in range(count)]
        return part_periods(make_book(rows), "penduduk")

    assert parts(1) == ()
    assert parts(2) == ("2024",)
    assert parts(3) == ("2024",)


@pytest.mark.parametrize(
    ("name", "measure", "survey_index"),
    [
        ("Indeks Kepuasan Masyarakat", "index", True),
        ("Indeks Kepuasan Masyarakat", "mean", False),
        ("Indeks Harga Konsumen", "index", False),
    ],
)
def test_the_index_of_a_survey_is_an_index_and_of_satisfaction(
    name: str, measure: str, survey_index: bool
) -> None:
    assert is_satisfaction_index(indicator(name, "indeks", measure)) is survey_index
