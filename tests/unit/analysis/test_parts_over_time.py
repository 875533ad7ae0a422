"""What is told of parts over many periods, against the figure of all, and of those that are behind."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.analysis.contributions import find_contribution
from rupadata.analysis.over_parts import share_a_word
from rupadata.model.subject import Direction
from rupadata.model.wholes import lists_the_greatest
from tests.unit.analysis.analysis_books import Row, indicator, make_book

ROADS = indicator("Panjang Jalan", "km", "count-stock")
YEARS = ("2021", "2022", "2023", "2024")


def parts_book(parts, one=ROADS, dimension="kondisi jalan", periods=YEARS, whole=None):
    """Return a book of parts over periods; the whole is their sum where none is given, none for False."""
    rows = [
        Row("99", "Banten", period, values[place], 2, dims={dimension: name})
        for name, values in parts.items()
        for place, period in enumerate(periods)
    ]
    totals = whole
    if whole is None:
        totals = [round(sum(values[place] for values in parts.values()), 2) for place in range(len(periods))]
    if totals:
        rows += [Row("99", "Banten", period, value, 2) for period, value in zip(periods, totals, strict=True)]
    return make_book(rows, [one])


def told(book, pattern):
    return next((f for f in find_findings(book, ["penduduk"]) if f.pattern == pattern), None)


def test_a_part_that_rose_over_all_years_is_told_with_what_the_whole_did():
    roads = {
        "baik": (380, 379, 378, 376.0),
        "sedang": (200, 199, 198, 197.0),
        "rusak berat": (30, 32, 34, 38.4),
    }
    since = told(parts_book(roads), "part-since")
    assert since.headline["id"].text == "Jalan rusak berat naik 28 persen sejak 2021"
    assert since.headline["en"].text.endswith("since 2021")
    assert since.sentence["id"].text == (
        "Jalan rusak berat naik 28 persen, dari 30 km pada 2021 menjadi 38,40 km pada 2024, sedangkan "
        "seluruhnya naik 0,2 persen."
    )


@pytest.mark.parametrize(("last", "found"), [(124.9, False), (125.0, True)])
def test_over_many_years_a_part_moves_by_a_quarter_at_least(last, found):
    parts = {"a": (100, 105, 110, last), "b": (300, 300, 300, 300.0), "c": (200, 200, 200, 200.0)}
    assert (told(parts_book(parts), "part-since") is not None) == found


def test_three_years_and_months_are_no_long_stretch():
    parts = {"a": (100, 110, 130.0), "b": (300, 300, 300.0), "c": (200, 200, 200.0)}
    assert told(parts_book(parts, periods=YEARS[1:]), "part-since") is None
    months = ("2024-01", "2024-02", "2024-03", "2024-04")
    flow = indicator("Kunjungan", "orang", "count-flow")
    long = {name: (*values, values[-1]) for name, values in parts.items()}
    assert told(parts_book(long, flow, "asal", months), "part-since") is None


@pytest.mark.parametrize(("last", "found"), [(33.5, False), (33.6, True)])
def test_where_the_whole_stood_still_half_a_percent_of_it_is_a_move(last, found):
    roads = {"baik": (400, 400.0), "sedang": (270, 270.0), "rusak": (30, last), "lain": (0.1, 0.1)}
    book = parts_book(roads, periods=YEARS[2:], whole=(700.1, round(670.1 + last, 2)))
    assert (told(book, "part-moves") is not None) == found


def test_a_move_within_a_month_waits_for_what_is_no_season():
    parts = {"a": (100, 200.0), "b": (300, 300.0), "c": (200, 200.0)}
    flow = indicator("Kunjungan", "orang", "count-flow")
    assert told(parts_book(parts, flow, "asal", ("2024-01", "2024-02")), "part-moves").weight == 0.42
    assert told(parts_book(parts, flow, "asal", ("2023", "2024")), "part-moves").weight > 0.5


def test_what_is_made_of_each_kind_is_told_of_the_kind_alone():
    catch = {
        "layur": (890, 900, 950, 1620.0),
        "tuna": (1411, 1400, 1400, 1500.0),
        "udang": (702, 690, 680, 650.0),
    }
    one = indicator("Produksi Perikanan Tangkap di Laut", "ton", "count-flow")
    since = told(parts_book(catch, one, "jenis ikan"), "part-since")
    assert since.headline["id"].text == "Produksi layur naik 82 persen sejak 2021"


RATE = indicator("Tingkat Pengangguran Terbuka", "persen", "rate", direction=Direction.LOWER_IS_BETTER)
BY_SCHOOL = "pendidikan tertinggi"


def test_the_part_of_a_rate_that_went_against_all_is_told():
    rates = {"smp": (2.55, 2.32), "sma umum": (4.02, 3.88), "universitas": (4.28, 5.61)}
    apart = told(parts_book(rates, RATE, BY_SCHOOL, YEARS[2:], (2.8, 2.6)), "part-apart")
    assert (
        apart.headline["id"].text == "Pengangguran turun, tetapi lulusan universitas naik menjadi 5,61 persen"
    )
    assert apart.sentence["id"].text == (
        "Tingkat pengangguran terbuka Banten turun dari 2,80 persen pada 2023 menjadi 2,60 persen pada 2024, "
        "tetapi untuk lulusan universitas naik dari 4,28 persen menjadi 5,61 persen."
    )
    assert apart.headline["en"].text.startswith("Unemployment fell, but rose for ")
    assert apart.focus_part == "universitas"
    assert any(why.startswith("told-with-but") for why in apart.why)


@pytest.mark.parametrize(
    ("rates", "whole"),
    [
        ({"a": (2.0, 1.9), "b": (4.0, 3.9), "c": (4.0, 4.39)}, (3.0, 2.8)),  # not a tenth of itself
        ({"a": (2.0, 1.9), "b": (4.0, 5.0), "c": (4.0, 5.0)}, (3.0, 2.8)),  # most went the other way
        ({"a": (2.0, 1.9), "c": (4.0, 5.0)}, (3.0, 2.8)),  # of two parts none is an exception
        ({"a": (2.0, 1.9), "b": (4.0, 3.9), "c": (4.0, 5.0)}, (3.0, 2.99)),  # all hardly moved
        ({"a": (2.0, 1.9), "b": (4.0, 3.9), "c": (4.0, 5.0)}, (3.0, 3.2)),  # all went with it
    ],
)
def test_no_exception_is_told_where_there_is_none(rates, whole):
    assert told(parts_book(rates, RATE, "daerah", YEARS[2:], whole), "part-apart") is None


def test_a_tenth_of_itself_is_an_exception_and_the_farthest_is_named():
    rates = {"a": (2.0, 1.9), "b": (4.0, 3.9), "c": (4.0, 4.4), "d": (5.0, 5.6), "e": (3.0, 2.9)}
    assert told(parts_book(rates, RATE, "daerah", YEARS[2:], (3.0, 2.8)), "part-apart").focus_part == "d"


COVER = indicator("Cakupan Imunisasi", "persen", "rate", direction=Direction.HIGHER_IS_BETTER)


def test_of_what_is_hoped_to_be_high_the_last_is_told_with_its_place():
    cover = {
        "puskesmas wedi": (99.0,),
        "puskesmas bayat": (93.0,),
        "puskesmas tulung": (80.2,),
        "rs x": (97.0,),
    }
    weakest = told(parts_book(cover, COVER, "puskesmas", ("2024",), (95.0,)), "part-weakest")
    assert weakest.headline["id"].text == "Cakupan imunisasi terendah di Puskesmas Tulung"
    assert weakest.sentence["id"].text == (
        "Dari empat puskesmas, Puskesmas Tulung mencatat cakupan imunisasi Banten terendah pada 2024: "
        "80,20 persen."
    )
    assert weakest.focus_part == "puskesmas tulung"


@pytest.mark.parametrize(
    "cover",
    [
        {"a": (99.0,), "b": (93.0,), "c": (80.2,)},  # of three each is seen at once
        {"a": (99.0,), "b": (93.0,), "c": (80.2,), "d": (80.2,)},  # two are last
        {"a": (99.0,), "b": (93.0,), "c": (80.2,), "d": (0.0,)},  # nothing at all is oftener not told
    ],
)
def test_nobody_is_behind_where_nobody_is_last_alone(cover):
    assert told(parts_book(cover, COVER, "unit", ("2024",), (95.0,)), "part-weakest") is None


def test_of_what_is_hoped_to_be_low_nobody_is_behind():
    cover = {"a": (9.0,), "b": (3.0,), "c": (2.0,), "d": (1.0,)}
    assert told(parts_book(cover, RATE, "unit", ("2024",), (4.0,)), "part-weakest") is None


def test_seven_parts_and_more_have_one_that_made_the_change():
    catch = dict.fromkeys("abcdef", (100.0, 101.0)) | {"tuna": (100.0, 180.0)}
    one = indicator("Produksi Ikan", "ton", "count-flow")
    made = told(parts_book(catch, one, "jenis ikan", YEARS[2:]), "contribution")
    assert made.focus_part == "tuna"
    gathers = dict.fromkeys("abcdef", (100.0, 101.0)) | {"lainnya": (100.0, 180.0)}
    assert told(parts_book(gathers, one, "jenis ikan", YEARS[2:]), "contribution") is None
    assert find_contribution([], YEARS[2:], None, None, by_region=False) is None


def test_tonnes_do_not_come_one_by_one_and_people_do():
    change = {"a": (40.0, 41.0), "b": (40.0, 40.0), "c": (40.0, 52.0)}
    tonnes = indicator("Produksi Ikan", "ton", "count-flow")
    people = indicator("Pengunjung", "orang", "count-flow")
    assert told(parts_book(change, tonnes, "jenis ikan", YEARS[2:]), "contribution") is not None
    assert told(parts_book(change, people, "asal", YEARS[2:]), "contribution") is None


def test_tonnes_a_day_add_up_over_places_and_not_over_months():
    waste = indicator("Timbulan Sampah", "ton/hari", "count-flow")
    rows = [Row(f"99.{place:02}", name, year, value, 1) for place, name in enumerate("AB")
            for year, value in (("2023", 10.0 + place), ("2024", 12.0 + place))]  # fmt: skip
    change = told(make_book(rows, [waste]), "change-percent")
    assert "21 ton per hari" in change.sentence["id"].text
    months = [Row("99", "Banten", f"2024-{month:02}", 10.0, 1) for month in range(1, 13)]
    months += [Row("99", "Banten", "2023-12", 9.0, 1)]
    assert "120" not in " ".join(
        f.sentence["id"].text for f in find_findings(make_book(months, [waste]), ["penduduk"])
    )


def test_an_economy_tells_whether_it_grows_faster():
    one = indicator("PDRB Atas Dasar Harga Konstan", "miliar rupiah", "money-real")

    def grown(*values):
        rows = [Row("99", "Banten", str(2020 + place), value, 1) for place, value in enumerate(values)]
        return told(make_book(rows, [one]), "economy").headline["id"].text

    assert grown(100.0, 102.0, 106.0) == "Ekonomi Banten tumbuh 3,9 persen, naik dari 2 persen"
    assert grown(100.0, 104.0, 106.0) == "Ekonomi Banten tumbuh 1,9 persen, melambat dari 4 persen"
    assert grown(100.0, 98.0, 99.0) == "Ekonomi Banten tumbuh 1 persen, setelah menyusut 2 persen"
    assert grown(100.0, 102.0, 101.0) == "Ekonomi Banten menyusut 1 persen, setelah tumbuh 2 persen"
    assert grown(100.0, 102.0, 104.1) == "Ekonomi Banten tumbuh 2,1 persen dalam setahun"
    assert grown(100.0, 102.0) == "Ekonomi Banten tumbuh 2 persen dalam setahun"


def test_what_only_ever_rose_is_told_by_its_way_and_not_as_a_record():
    life = indicator("Umur Harapan Hidup", "tahun", "mean")

    def ranked(*values):
        rows = [Row("99", "Banten", str(2010 + place), value, 1) for place, value in enumerate(values)]
        found = find_findings(make_book(rows, [life]), ["penduduk"])
        return [f.pattern for f in found if f.pattern in ("record", "long-points")]

    assert ranked(65.0, 65.1, 65.9, 66.0, 66.0, 66.7, 67.9) == ["long-points", "record"]
    assert ranked(65.0, 65.9, 65.1, 66.0, 66.0, 66.7, 67.9) == ["record", "long-points"]


def test_months_of_one_year_are_named_without_it_in_headlines_alone():
    one = indicator("Harga Beras", "rupiah", "money-nominal")

    def heads(periods):
        rows = [
            Row("99", "Banten", period, 100.0 + place * (20 - place)) for place, period in enumerate(periods)
        ]
        found = find_findings(make_book(rows, [one]), ["penduduk"])
        return next(f for f in found if f.pattern == "long-percent")

    one_year = heads([f"2024-{month:02}" for month in range(1, 7)])
    assert one_year.headline["id"].text.endswith(" sejak Januari")
    assert "Januari 2024" in one_year.sentence["id"].text
    two_years = heads(["2023-11", "2023-12", "2024-01", "2024-02", "2024-03"])
    assert two_years.headline["id"].text.endswith(" sejak November 2023")


def test_a_month_stands_beside_the_same_month_of_last_year_and_turns_in_between_are_the_seasons():
    rooms = indicator(
        "Tingkat Penghunian Kamar Hotel", "persen", "rate", direction=Direction.HIGHER_IS_BETTER
    )
    values = [38.2, 40.1, 35.2, 28.8, 34.0, 37.3, 42.2, 39.0, 45.1, 47.2, 43.3, 40.4, 36.0, 39.3, 27.9, 41.0]

    def of(values, one=rooms):
        rows = [Row("99", "Banten", f"{2023 + place // 12}-{place % 12 + 1:02}", value, 1)
                for place, value in enumerate(values)]  # fmt: skip
        return make_book(rows, [one])

    beside = told(of(values), "year-on-year")
    assert beside.headline["id"].text.endswith(" naik 12,2 poin persen dibanding April 2023")
    assert beside.headline["en"].text.endswith(" up 12.2 percentage points on April 2023")
    assert beside.sentence["id"].text.endswith(
        "pada April 2024 mencapai 41,0 persen, naik 12,2 poin persen dari 28,8 persen pada April 2023."
    )
    assert told(of(values[:12]), "year-on-year") is None
    assert told(of([*values[:12], 38.2]), "year-on-year") is None
    fallen = told(of(values[:15]), "year-on-year")
    assert " turun 7,3 poin persen dibanding Maret 2023" in fallen.headline["id"].text
    turned = [*values[:13], 35.0, 30.0, 41.0]
    assert told(of(turned), "turn").weight < told(of(turned), "year-on-year").weight
    assert told(of([50.0, 48.0, 44.0, 40.0, 45.0]), "turn").weight > 0.7


def test_inflation_that_passes_zero_within_a_year_is_no_turn_of_the_times():
    inflation = indicator("Inflasi Bulanan", "persen", "rate")
    balance = indicator("Neraca Perdagangan", "juta USD", "money-nominal")

    def weight(one):
        rows = [Row("99", "Banten", f"2024-{month:02}", value, 2)
                for month, value in ((10, -0.31), (11, 0.92), (12, 1.61))]  # fmt: skip
        return told(make_book(rows, [one]), "side").weight

    assert weight(inflation) < 0.5 < weight(balance)


def test_what_happened_for_a_cause_is_told_with_it():
    causes = {"judi": (12, 20, 55, 188.0), "ekonomi": (2344, 2300, 2190, 1902.0), "mabuk": (41, 40, 38, 33.0)}
    one = indicator("Perkara Perceraian", "perkara", "count-flow")
    since = told(parts_book(causes, one, "faktor penyebab"), "part-moves")
    assert since.headline["id"].text == "Perkara perceraian karena judi naik 242 persen dalam setahun"


def test_no_part_goes_against_a_whole_that_hardly_moved():
    parts = {"kesehatan": (18000, 18400.0), "pekerjaan umum": (8122, 7200.0), "sosial": (16000, 16900.0)}
    one = indicator("Izin dan Nonizin", "izin", "count-flow")
    assert told(parts_book(parts, one, "jenis izin", YEARS[2:]), "but-part") is not None
    assert (
        told(parts_book({**parts, "sosial": (16000, 16600.0)}, one, "jenis izin", YEARS[2:]), "but-part")
        is None
    )


def test_a_joint_is_no_word_that_two_names_share():
    assert share_a_word("pajak hiburan", "pajak daerah")
    assert not share_a_word("pekerjaan umum dan tata ruang", "izin dan nonizin yang diterbitkan")


def test_the_ten_greatest_are_no_whole_of_which_one_is_a_share():
    cases = {"ispa": (21432,), "gastritis": (9877,), "diare": (3977,), "dermatitis": (6544,)}
    greatest = "Sepuluh Penyakit Terbanyak di Puskesmas, 2024"
    rows = [
        Row("99", "Banten", "2024", value[0], dims={"jenis penyakit": name}, table=greatest)
        for name, value in cases.items()
    ]
    one = indicator("Jumlah Kasus", "", "count-flow")
    assert told(make_book(rows, [one]), "part-share") is None
    plain = [replace(row, table="Kasus Penyakit Menurut Jenis, 2024") for row in rows]
    assert told(make_book(plain, [one]), "part-share") is not None


@pytest.mark.parametrize(
    ("title", "greatest"),
    [
        ("Sepuluh Penyakit Terbanyak di Puskesmas Kota Singkawang, 2024", True),
        ("10 Besar Penyakit", True),
        ("5 Negara Tujuan Ekspor Utama", True),
        ("Lima Kasus Kejahatan Tertinggi", True),
        ("Penduduk Umur 15 Tahun ke Atas Menurut Pendidikan Tertinggi yang Ditamatkan", False),
        ("Jumlah Penyakit Menular, 2024", False),
        ("Usaha Mikro, Kecil, dan Besar, 2020", False),
    ],
)
def test_titles_say_that_they_list_the_greatest(title, greatest):
    assert lists_the_greatest(title) == greatest
