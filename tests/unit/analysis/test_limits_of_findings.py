"""Where a finding begins and what it is worth: figures just below and just above each limit.

Weights are worked out by hand beside each case; the finders are asked directly, before the editor.
"""

import re

import pytest

from rupadata.analysis.drafting import Drafts, brevity, fits
from rupadata.analysis.editor import RULES, Desk
from rupadata.analysis.finding import Headline
from rupadata.analysis.findings import find_findings
from rupadata.analysis.over_both import PeriodPair, find_over_both, find_spread_moves
from rupadata.analysis.over_regions import regions_of, superlatives
from rupadata.analysis.over_time import find_over_time
from rupadata.analysis.sentence import write_sentence
from rupadata.analysis.series import region_series, year_series
from rupadata.analysis.voice import Voice
from rupadata.model.subject import Direction
from tests.unit.analysis.analysis_books import Row, indicator, make_book

PEOPLE = indicator()
RATE = indicator("Tingkat Pengangguran", "persen", "rate")
SCHOOLING = indicator("Rata-rata Lama Sekolah", "tahun", "mean")
MONEY = indicator("Pendapatan Daerah", "miliar rupiah", "money-nominal")
LETTERS = "ABCDEFGHIJKLMNOPQRST"


def over_time(values, one=PEOPLE, *, first=2010, decimals=0, periods=None, axis="year"):
    """Return the findings of one series by their patterns, as the finders weigh them."""
    periods = periods or [str(first + place) for place in range(len(values))]
    rows = [Row("99", "Banten", period, value, decimals) for period, value in zip(periods, values)]
    series = year_series(make_book(rows, [one]), one.key)
    drafts = find_over_time(series, Drafts(one, "Banten", axis=axis))
    return {draft.finding.pattern: draft.finding for draft in drafts}


def regions(values, period, decimals):
    """Return regions called A, B and so on with one figure each."""
    return [
        Row(f"99.{number:02}", LETTERS[number], period, value, decimals)
        for number, value in enumerate(values)
    ]


def between(before, now, one=PEOPLE, *, decimals=0):
    """Return the findings between two periods, and both periods."""
    rows = [
        *regions(before, "2020", decimals),
        *regions(now, "2021", decimals),
    ]
    book = make_book(rows, [one])
    old, new = (regions_of(region_series(book, one.key, period)) for period in ("2020", "2021"))
    earlier = {point.key: point for point in old.ranked}
    pairs = tuple((earlier[point.key], point) for point in new.ranked if point.key in earlier)
    drafts = Drafts(one, "Banten")
    found = {d.finding.pattern: d.finding for d in find_over_both(PeriodPair(old, new, pairs), drafts)}
    moved = find_spread_moves(old, new, drafts)
    return found | ({} if moved is None else {moved.finding.pattern: moved.finding})


def say(pieces):
    return write_sentence(pieces, end="").text


@pytest.mark.parametrize(
    ("values", "one", "pattern", "weight"),
    [
        # 0.46, and for amounts a fortieth of the percentage.
        ((100_000, 104_000), PEOPLE, "change-percent", 0.46 + 4 / 40),
        # Never more than 0.24 for its size.
        ((100_000, 120_000), PEOPLE, "change-percent", 0.70),
        # A change of less than 0.3 percent is hardly seen.
        ((100_000, 100_200), PEOPLE, "change-percent", 0.46 + 0.2 / 40 - 0.12),
        ((100_000, 100_301), PEOPLE, "change-percent", 0.46 + 0.301 / 40),
        # Points of a rate: twice their part of the rate before, and of 1 where that is smaller.
        ((50.0, 55.0), RATE, "change-to", 0.46 + 2 * 5 / 50),
        ((0.5, 0.6), RATE, "change-to", 0.46 + 2 * 0.1 / 1),
        ((40.0, 40.2), RATE, "change-to", 0.46 + 2 * 0.2 / 40),
        # No percentage of fewer than thirty; more than two in number weigh more.
        ((29, 26), PEOPLE, "change-to", 0.30),
        ((29, 27), PEOPLE, "change-to", 0.22),
    ],
)
def test_a_change_is_worth_its_size(values, one, pattern, weight):
    found = over_time(values, one, decimals=0 if one is PEOPLE else 2)
    assert found[pattern].weight == pytest.approx(weight, abs=1e-4)


def test_a_change_from_month_to_month_is_worth_no_more_than_a_season():
    found = over_time((1000, 1200), periods=("2024-01", "2024-02"), axis="month")
    assert found["change-percent"].weight == 0.42


@pytest.mark.parametrize(("people", "told"), [(5, True), (4, False)])
def test_only_five_and_more_are_worth_counting(people, told):
    [level] = [one for one in over_time([people]).values() if one.kind == "level"]
    assert ("there-are" in [headline.pattern for headline in level.headlines]) == told


@pytest.mark.parametrize(("topic", "mark"), [("x" * 30, " "), ("x" * 31, ": ")])
def test_a_figure_stands_close_to_a_short_topic_only(topic, mark):
    level = over_time([40], indicator(topic, "unit"))["level"]
    assert f"{topic}{mark}40".casefold() in level.headlines[0].text["id"].text.casefold()


def test_where_nothing_is_counted_a_count_is_told_without_its_figure_and_money_not_at_all():
    assert over_time([0])["none-recorded"].weight == 0.08
    assert over_time([0])["none-recorded"].headline
    assert not over_time([0], MONEY)["none-recorded"].headline
    assert "none-recorded" not in over_time([0.0], RATE, decimals=1)


@pytest.mark.parametrize(
    ("values", "weight"),
    [
        ((40, 45, 50, 45, 40), None),  # two years of rising are too few
        ((40, 45, 50, 55, 50), None),  # one of falling
        ((40, 45, 50, 55, 50, 45), 0.68 + 0.02 * 3),
        ((35, 40, 45, 50, 55, 50, 45), 0.68 + 0.02 * 4),
        ((20, 25, 30, 35, 40, 45, 50, 45, 40), 0.68 + 0.1),  # more than five years add nothing
    ],
)
def test_a_bend_has_three_years_before_it_and_two_since(values, weight):
    found = over_time([float(value) for value in values], RATE, decimals=1)
    if weight is None:
        assert "bend" not in found
    else:
        assert found["bend"].weight == pytest.approx(weight)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((10, 11, 12, 13, 14, 17, 20, 23, 26), True),
        ((10, 11, 12, 13, 14, 17, 20, 23), False),  # four steps and three
        ((10, 12, 14, 16, 18, 22, 26, 30, 34), True),  # twice as fast
        ((10, 12, 14, 16, 18, 21.9, 25.8, 29.7, 33.6), False),
        ((10, 11, 12, 13, 14, 13, 12, 11, 10), False),  # a bend, and no pace
        ((10, 12, 14, 13, 14, 17, 20, 23, 26), True),
    ],
)
def test_a_pace_needs_four_steps_twice_as_fast(values, told):
    assert ("pace" in over_time([float(value) for value in values], SCHOOLING, decimals=1)) == told


def test_a_pace_is_told_of_years_that_follow_each_other():
    values = [float(value) for value in (10, 11, 12, 13, 14, 17, 20, 23, 26)]
    apart = [str(year) for year in (2001, 2003, 2004, 2008, 2009, 2012, 2013, 2019, 2020)]
    assert "pace" not in over_time(values, SCHOOLING, decimals=1, periods=apart)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((10, 12, 14, 16, 15), True),
        ((10, 13, 16, 15), False),  # four years
        ((10, 12, 14, 20, 15.6), True),  # 4.4 back after 5.6: less than 0.8 of it
        ((10, 12, 14, 20, 15.5), False),  # 4.5 back after 5.5: more than 0.8 of it
        ((10, 12, 14, 16, 17), False),
    ],
)
def test_a_last_year_that_goes_against_the_course_is_told_where_it_undoes_less_than_the_course(values, told):
    assert ("but-turn" in over_time([float(value) for value in values], RATE, decimals=1)) == told


def test_a_year_against_the_course_is_one_again_where_there_was_one_before():
    once = over_time([10.0, 12.0, 14.0, 16.0, 15.0], RATE, decimals=1)["but-turn"]
    again = over_time([10.0, 12.0, 11.0, 16.0, 15.0], RATE, decimals=1)["but-turn"]
    assert "lagi" not in once.headline["id"].text
    assert "lagi" in again.headline["id"].text


@pytest.mark.parametrize(
    ("values", "one", "bound", "weight"),
    [
        ((990_000, 1_010_000), PEOPLE, "1 juta", 0.86),  # 1, 2 and 5 are the roundest
        ((3_990_000, 4_010_000), PEOPLE, "4 juta", 0.72),
        ((1_490_000, 1_510_000), PEOPLE, "1,5 juta", 0.56),  # half of the power of ten
        ((1_290_000, 1_310_000), PEOPLE, "1,3 juta", 0.5),  # a tenth, below two only
        ((2_290_000, 2_310_000), PEOPLE, None, 0),
        ((999, 1_001), PEOPLE, "1.000", 0.86),
        ((899, 901), PEOPLE, None, 0),  # below a thousand nothing is round
        ((10.4, 9.8), RATE, "10", 0.82),
        ((15.4, 14.8), RATE, "15", 0.7),
        ((13.4, 12.8), RATE, None, 0),  # a whole percent only below ten
        ((8.4, 7.8), RATE, "8", 0.44),
        ((8.4, 8.1), RATE, None, 0),
    ],
)
def test_a_round_number_is_worth_its_roundness(values, one, bound, weight):
    found = over_time((values[0], *values), one, decimals=0 if one is PEOPLE else 1)
    assert not [
        f for f in over_time(values, one).values() if f.kind == "milestone"
    ]  # nothing to look back to
    [told] = [f for f in found.values() if f.kind == "milestone"] or [None]
    if bound is None:
        assert told is None
    else:
        assert told.weight == pytest.approx(weight)
        assert bound in told.headline["id"].text


def test_a_number_passed_before_a_gap_is_no_first_time():
    assert "milestone" not in over_time((1_010_000, 990_000, 1_020_000))
    assert "milestone" in over_time((990_000, 980_000, 1_020_000))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (100, 200, "100 persen"),  # no decimals from twice as much on
        (1000, 1999, "99,9 persen"),
        (10_000, 10_006, "0,1 persen"),  # from 0,05 on one decimal
        (10_000, 10_004, "0,04 persen"),
        (50, 55, "10 persen"),
        (49, 55, None),
        (100, 1_099, "999 persen"),
        (100, 1_100, None),
        (0, 100, None),
    ],
)
def test_growth_is_told_with_as_many_decimals_as_say_something(old, new, said):
    one, other = _two(old, new)
    told = Voice(PEOPLE, "Banten", "id").growth(other, one)
    assert (told and told.text) == said


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (200, 100, "dua kali"),
        (1_009, 1_000 / 5, "sekitar lima kali"),  # more than 0.5 percent off is about
        (1_004, 1_000 / 5, "lima kali"),
        (260, 100, "2,6 kali"),
        (1_040, 100, "10,4 kali"),
        (1_990, 100, "19,9 kali"),
        (2_040, 100, "20 kali"),
        (99_900, 100, "999 kali"),
        (100_000, 100, None),
    ],
)
def test_a_multiple_is_told_as_exactly_as_it_is_near_to_a_whole_one(one, other, said):
    low, high = _two(other, one)
    told = Voice(PEOPLE, "Banten", "id").ratio(high, low)
    assert (told and told.text) == said


def _two(before, now, one=PEOPLE, decimals=0):
    rows = [Row("99", "Banten", "2020", before, decimals), Row("99", "Banten", "2021", now, decimals)]
    return year_series(make_book(rows, [one]), one.key).points


def test_a_headline_names_its_home_where_both_take_28_characters():
    short, long = (Voice(indicator("Kunjungan", "unit"), "x" * count, "id") for count in (19, 20))
    assert say(short.topic_home()) == f"Kunjungan {'x' * 19}"
    assert say(long.topic_home()) == "Kunjungan"


def test_a_headline_loses_six_thousandths_for_each_character_beyond_62():
    def long(count):
        return Headline("level", {"id": write_sentence(("x" * count,), end="")})

    assert brevity(long(62)) == 0
    assert brevity(long(63)) == pytest.approx(0.006)
    assert brevity(long(72)) == pytest.approx(0.06)
    assert fits(long(92))
    assert not fits(long(93))


@pytest.mark.parametrize(
    ("before", "now", "weight"),
    [
        ((10, 20, 3, 2, 1), (25, 20, 3, 2, 1), 0.72),  # the first place
        ((50, 20, 10, 2, 1), (50, 20, 30, 2, 1), 0.45),  # the second
        ((50, 40, 30, 20, 10), (50, 40, 30, 20, 25), 0.45),  # the fourth
        ((50, 40, 30.0, 20, 10), (50, 40, 30, 25, 25.1), 0.3),  # by a hair of the whole distance
    ],
)
def test_an_overtaking_is_worth_its_place(before, now, weight):
    found = between(before, now, SCHOOLING, decimals=1)
    assert found["overtake"].weight == pytest.approx(weight)


@pytest.mark.parametrize(
    ("now", "weight"),
    [
        ((50, 40, 30, 20, 45), 0.5 + 0.03 * 3),
        ((50, 40, 30, 20, 25), None),  # one place only
    ],
)
def test_a_climb_is_worth_its_places(now, weight):
    found = between((50, 40, 30, 20, 10), now, SCHOOLING, decimals=1)
    if weight is None:
        assert "rank-move" not in found
    else:
        assert found["rank-move"].weight == pytest.approx(weight)


def test_a_climb_leads_a_page_up_to_the_fifth_place():
    ten = (100, 90, 80, 70, 60, 50, 40, 30, 20, 10)
    fifth = between(ten, (100, 90, 80, 70, 60, 50, 40, 30, 20, 65), SCHOOLING, decimals=1)
    sixth = between(ten, (100, 90, 80, 70, 60, 50, 40, 30, 20, 55), SCHOOLING, decimals=1)
    assert fifth["rank-move"].headline
    assert not sixth["rank-move"].headline
    assert fifth["rank-move"].weight == pytest.approx(0.65)  # five places, and no more than 0.15


@pytest.mark.parametrize(
    ("now", "pattern", "weight"),
    [
        ((11, 21, 31, 41), "all-move", 0.58),
        ((11, 21, 31, 39), "one-against", 0.7),
        ((11, 21, 29, 39), None, 0),  # as many rose as fell
        ((11, 21, 31, 41, 49, 61, 71, 79), "but-some", 0.66),  # two of eight fell
        ((11, 21, 31, 41, 49, 61, 79), "most-move", 0.5),
        ((11, 21, 31, 41, 49, 59, 69), "most-move", 0.34),  # hardly more than half
    ],
)
def test_what_most_regions_did_is_worth_who_did_not(now, pattern, weight):
    before = (10, 20, 30, 40, 50, 60, 70, 80)[: len(now)]
    if now == (11, 21, 31, 41, 49, 61, 79):
        before = (10, 20, 30, 40, 50, 60, 80)
    found = between(before, now, SCHOOLING, decimals=1)
    told = [one for one in found.values() if one.kind == "breadth"]
    if pattern is None:
        assert not told
    else:
        assert (told[0].pattern, told[0].weight) == (pattern, pytest.approx(weight))


def test_that_people_become_more_everywhere_is_less_of_a_finding():
    assert between((100, 200, 300), (110, 210, 310))["all-move"].weight == pytest.approx(0.46)
    assert between((110, 210, 310), (100, 200, 300))["all-move"].weight == pytest.approx(0.58)


@pytest.mark.parametrize(("highest", "told"), [(18.0, True), (18.1, False), (22.4, False), (22.5, True)])
def test_the_ends_have_moved_where_their_distance_lost_a_fifth_or_won_a_quarter(highest, told):
    before, now = (20.0, 18.0, 16.0, 14.0, 10.0), (highest, 17.0, 16.0, 14.0, 10.0)
    assert ("spread-moves" in between(before, now, SCHOOLING, decimals=1)) == told


def test_the_ends_of_fewer_than_five_regions_and_of_counts_are_not_compared():
    assert "spread-moves" not in between((20.0, 18.0, 16.0, 10.0), (15.0, 14.0, 13.0, 10.0), SCHOOLING)
    assert "spread-moves" not in between((200, 180, 160, 140, 100), (150, 140, 130, 120, 100))


def test_the_ends_are_compared_where_all_regions_are_known_in_both_periods():
    before, now = (20.0, 18.0, 16.0, 14.0, 10.0), (15.0, 14.0, 13.0, 12.0, 10.0)
    for one, other in ((before, (*now, None)), ((*before, None), now), ((*before, 11.0), now)):
        assert "spread-moves" not in between(one, other, SCHOOLING, decimals=1)


@pytest.mark.parametrize(
    ("values", "told"),
    [((125, 100, 100), True), ((124, 100, 100), False), ((), False)],
)
def test_sizes_alone_rank_regions_where_the_largest_is_a_quarter_above_the_middle(values, told):
    assert Desk(PEOPLE, 5, values).uneven == told


@pytest.mark.parametrize(
    ("values", "told"),
    [((61.0, 10.0, 9.0), True), ((60.0, 10.0, 9.0), False), ((61.0, 10.0), False), ((61.0, 0.0, 0.0), False)],
)
def test_a_rate_six_times_the_next_is_likelier_a_slip(values, told):
    assert Desk(RATE, 5, values).has_outlier == told
    assert not Desk(PEOPLE, 5, values).has_outlier


def test_the_fastest_is_the_greatest_fall_where_a_fall_is_hoped_for():
    down = indicator("Tingkat Pengangguran", "persen", "rate", direction=Direction.LOWER_IS_BETTER)
    before, now = (10.0, 20.0, 30.0), (12.0, 15.0, 29.0)
    assert between(before, now, down, decimals=1)["fastest"].focus_region == "99.01"
    assert between(before, now, RATE, decimals=1)["fastest"].focus_region == "99.00"


def test_a_course_with_years_left_out_has_no_last_year_that_goes_against_it():
    values, years = [10.0, 12.0, 14.0, 16.0, 15.0], ["2010", "2012", "2013", "2014", "2015"]
    assert "but-turn" not in over_time(values, RATE, decimals=1, periods=years)
    assert "but-turn" in over_time(values, RATE, decimals=1)


def test_one_of_something_is_not_nothing():
    assert "level" in over_time([1])
    assert "none-recorded" not in over_time([1])


@pytest.mark.parametrize(
    ("years", "held"),
    [(10, {"long-record"}), (9, set()), (7, set()), (6, {"short-record"})],
)
def test_a_record_is_long_from_ten_figures_on_and_short_below_seven(years, held):
    record = next(
        one for one in over_time([10.0, 13.0, 12.0, 11.0, 15.0], RATE).values() if one.kind == "record"
    )
    desk = Desk(RATE, years)
    assert {name for name in ("long-record", "short-record") if RULES[name](record, desk)} == held


@pytest.mark.parametrize(
    ("value", "said"),
    [(193, "1,9 kali"), (195, "sekitar dua kali"), (205, "sekitar dua kali"), (207, "2,1 kali")],
)
def test_a_multiple_is_about_a_whole_one_up_to_three_hundredths_off(value, said):
    low, high = _two(100, value)
    assert Voice(PEOPLE, "Banten", "id").ratio(high, low).text == said


@pytest.mark.parametrize(
    ("one", "verb"),
    [
        (PEOPLE, "menampung"),
        (indicator("Produksi Padi", "ton", "count-stock"), "menyumbang"),
        (indicator("Jumlah Kunjungan", "kunjungan", "count-flow"), "menyumbang"),
        (indicator("Jumlah Sekolah", "unit", "count-stock"), "memiliki"),
        (MONEY, "menyumbang"),
    ],
)
def test_a_share_is_held_as_people_what_is_made_and_things_are(one, verb):
    assert Voice(one, "Banten", "id").holds == verb


@pytest.mark.parametrize(
    ("name", "unit", "measure", "words"),
    [
        ("Luas Sawah", "hektare", "count-stock", ("terluas", "tersempit", "largest", "smallest")),
        ("Jarak ke Ibu Kota", "km", "mean", ("terjauh", "terdekat", "farthest", "nearest")),
        ("Jumlah Penduduk", "jiwa", "count-stock", ("terbanyak", "paling sedikit", "largest", "smallest")),
        ("Produksi Padi", "ton", "count-flow", ("terbesar", "terkecil", "largest", "smallest")),
        ("Pendapatan", "rupiah", "money-nominal", ("terbesar", "terkecil", "largest", "smallest")),
        ("Angka Harapan Hidup", "tahun", "mean", ("tertinggi", "terendah", "highest", "lowest")),
    ],
)
def test_the_greatest_and_the_smallest_are_called_after_what_is_measured(name, unit, measure, words):
    voices = [Voice(indicator(name, unit, measure), "Banten", lang) for lang in ("id", "en")]
    assert tuple(superlatives(v, high=high) for v in voices for high in (True, False)) == words


@pytest.mark.parametrize(
    ("direction", "of_a_fall"),
    [(Direction.LOWER_IS_BETTER, 1), (Direction.HIGHER_IS_BETTER, -1), (Direction.NEUTRAL, 0)],
)
def test_a_fall_is_hoped_for_where_lower_is_better(direction, of_a_fall):
    drafts = Drafts(indicator("Angka", "persen", "rate", direction=direction), "Banten")
    assert drafts.hoped_for(1) == of_a_fall
    assert drafts.hoped_for(-1) == -of_a_fall


def test_a_table_without_a_period_leaves_no_word_for_one_behind() -> None:
    sizes = (900.0, 800.0, 50.0, 40.0, 30.0, 20.0, 10.0)
    rows = [Row(f"99.0{at}", f"Tempat {at}", "", size) for at, size in enumerate(sizes, 1)]
    found = find_findings(make_book(rows), ("penduduk",))
    said = [
        texts[lang].text for one in found for texts in (one.sentence, one.headline) for lang in ("id", "en")
    ]
    assert said
    assert not [text for text in said if re.search(r"\b(?:pada|in|on)\s*[.,;)]|\s[.,;)]|  ", text)]


def test_a_provisional_figure_without_a_period_keeps_its_mark() -> None:
    rows = [Row("99", "Banten", "", 900.0, flags="provisional")]
    found = {one.pattern: one for one in find_findings(make_book(rows), ("penduduk",))}
    said = found["level"].sentence["id"].text
    assert "*" in said
    assert "pada" not in said
