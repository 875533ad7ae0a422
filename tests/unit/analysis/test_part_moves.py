"""What is told of the part that moved most, of the elements of a survey, and of rates of growth."""

import pytest

from rupadata.analysis import find_findings, rank_headlines
from rupadata.model.subject import Direction
from tests.unit.analysis.analysis_books import Row, indicator, make_book

ROADS = indicator("Panjang Jalan", "km", "count-stock")
STATES = {
    "baik": (1102.4, 1098.7),
    "sedang": (301.2, 265.9),
    "rusak ringan": (142.7, 170.4),
    "rusak berat": (31.9, 58.6),
}


def parts_book(parts, one=ROADS, dimension="kondisi jalan", years=("2024", "2025"), whole=True):
    rows = [
        Row("99", "Banten", year, values[place], 1, dims={dimension: name})
        for name, values in parts.items()
        for place, year in enumerate(years)
    ]
    if whole:
        rows += [
            Row("99", "Banten", year, round(sum(v[place] for v in parts.values()), 1), 1)
            for place, year in enumerate(years)
        ]
    return make_book(rows, [one])


def told(book, pattern="part-moves"):
    return next((f for f in find_findings(book, ["penduduk"]) if f.pattern == pattern), None)


def test_the_part_that_moved_most_is_told_where_the_whole_stood_still():
    move = told(parts_book(STATES))
    assert move.headline["id"].text == "Jalan rusak berat naik 83,7 persen dalam setahun"
    assert move.sentence["id"].text == (
        "Jalan rusak berat naik 83,7 persen, dari 31,9 km pada 2024 menjadi 58,6 km pada "
        "2025, sedangkan seluruhnya naik 1 persen."
    )
    assert move.headline["en"].text.endswith(" rose 83.7 percent in a year")
    assert move.focus_part == "rusak berat"


def test_a_part_that_moved_less_than_a_tenth_of_itself_is_not_told():
    assert told(parts_book({"a": (100.0, 109.9), "b": (100.0, 100.0), "c": (100.0, 100.0)})) is None
    assert told(parts_book({"a": (100.0, 110.0), "b": (100.0, 100.0), "c": (100.0, 100.0)})) is not None


def test_a_part_that_matters_nothing_to_the_whole_is_not_told():
    parts = {"a": (50.0, 58.0), "b": (1000.0, 1000.0), "c": (1000.0, 1000.0)}
    assert told(parts_book(parts)) is None
    assert told(parts_book({**parts, "a": (50.0, 72.0)})) is not None


def test_what_gathers_the_rest_or_was_counted_anew_is_passed_over():
    rest = {"lainnya": (100.0, 200.0), "b": (500.0, 500.0), "c": (500.0, 560.0)}
    assert told(parts_book(rest)).focus_part == "c"
    anew = {"a": (100.0, 300.0), "b": (500.0, 500.0), "c": (500.0, 560.0)}
    assert told(parts_book(anew)).focus_part == "c"


def test_a_part_that_moved_as_its_whole_did_is_not_told():
    alike = {"a": (100.0, 125.0), "b": (500.0, 625.0), "c": (50.0, 62.0)}
    assert told(parts_book(alike)) is None
    assert told(parts_book({**alike, "b": (500.0, 600.0), "c": (50.0, 87.0)})) is not None


def test_two_parts_or_two_years_apart_tell_nothing():
    assert told(parts_book({"a": (100.0, 150.0), "b": (100.0, 100.0)})) is None
    assert told(parts_book(STATES, years=("2023", "2025"))) is None


def test_the_larger_of_two_parts_that_moved_alike_is_told():
    parts = {"a": (100.0, 130.0), "b": (600.0, 780.0), "c": (500.0, 500.0)}
    assert told(parts_book(parts)).focus_part == "b"


def test_prices_are_told_by_what_rose_most_and_not_by_which_thing_is_dear():
    prices = {"beras": (15200.0, 15900.0), "cabai rawit": (48000.0, 92000.0), 
              "daging sapi": (135000.0, 137000.0), "gula pasir": (17500.0, 18500.0)}  # fmt: skip
    one = indicator("Rata-rata Harga Eceran", "rupiah", "money-nominal")
    book = parts_book(prices, one, "komoditas", whole=False)
    choices = rank_headlines(
        find_findings(book, [i.key for i in book.indicators if i.parts_only] or ["penduduk"])
    )
    assert choices[0].headline.text["id"].text == "Harga cabai rawit naik 91,7 persen dalam setahun"


ELEMENTS = {"persyaratan": 3.77, "prosedur": 3.6, "biaya": 3.31, "perilaku pelaksana": 3.52}


def survey(elements):
    one = indicator("Nilai Unsur SKM", "", "mean", direction=Direction.HIGHER_IS_BETTER)
    rows = [
        Row("99", "Banten", "2025", value, 2, dims={"unsur pelayanan": name})
        for name, value in elements.items()
    ]
    return make_book(rows, [one])


def elements_of(elements):
    return told(survey(elements), "elements")


def test_elements_below_the_best_grade_are_counted_and_the_weakest_named():
    found = elements_of(ELEMENTS)
    assert found.headline["id"].text == "Dua dari empat unsur pelayanan belum bermutu A, terendah biaya"
    assert found.sentence["id"].text == (
        "Unsur terendah pada 2025 ialah biaya (3,31), tertinggi persyaratan (3,77)."
    )
    assert found.focus_part == "biaya"


@pytest.mark.parametrize(
    ("elements", "headline"),
    [
        # The limit of grade A is 88.31, on the scale of elements 3.5324.
        ({"a": 3.53, "b": 3.54, "c": 3.8}, "Satu dari tiga unsur pelayanan belum bermutu A, terendah a"),
        ({"a": 3.54, "b": 3.6, "c": 3.8}, "Semua unsur pelayanan bermutu A, terendah a"),
        ({"a": 3.1, "b": 3.2, "c": 3.3}, "Semua unsur pelayanan belum bermutu A, terendah a"),
    ],
)
def test_elements_at_the_limit(elements, headline):
    assert elements_of(elements).headline["id"].text == headline


@pytest.mark.parametrize(
    "elements",
    [
        {"a": 3.1, "b": 3.1, "c": 3.3},
        {"a": 3.1, "b": 3.2},
        {"a": 0.9, "b": 3.2, "c": 3.3},
        {"a": 3.1, "b": 3.2, "c": 4.1},
    ],
)
def test_no_element_is_told_of_ties_two_or_another_scale(elements):
    assert elements_of(elements) is None


def growth(name, values):
    rows = [Row("99", "Banten", str(2024 + place), value, 2) for place, value in enumerate(values)]
    return told(make_book(rows, [indicator(name, "persen", "rate")]), "pace-of-growth")


@pytest.mark.parametrize(
    ("name", "values", "headline"),
    [
        ("Laju Pertumbuhan PDRB Atas Dasar Harga Konstan 2010", (4.46, 4.02),
         "Ekonomi Banten tumbuh 4,02 persen, melambat dari 4,46 persen"),
        ("Laju Pertumbuhan Ekonomi", (4.02, 4.46),
         "Ekonomi Banten tumbuh 4,46 persen, naik dari 4,02 persen"),
        ("Laju Pertumbuhan Ekonomi", (4.02, -1.5),
         "Ekonomi Banten menyusut 1,50 persen, setelah tumbuh 4,02 persen"),
        ("Laju Pertumbuhan Ekonomi", (-1.5, 2.0),
         "Ekonomi Banten tumbuh 2,00 persen, setelah menyusut 1,50 persen"),
        ("Laju Pertumbuhan Penduduk", (1.3, 1.14),
         "Penduduk Banten tumbuh 1,14 persen, melambat dari 1,30 persen"),
    ],
)  # fmt: skip
def test_a_rate_of_growth_says_what_grows_and_whether_faster(name, values, headline):
    assert growth(name, values).headline["id"].text == headline


def test_an_economy_that_grew_nearly_as_before_is_told_so():
    rows = [Row("99", "Banten", str(2016 + place), value, 2) for place, value in
            enumerate((6.33, 5.57, 6.31, 5.6, 5.48, 5.52))]  # fmt: skip
    found = told(make_book(rows, [indicator("Laju Pertumbuhan Ekonomi", "persen", "rate")]), "pace-of-growth")
    assert (
        found.headline["id"].text == "Ekonomi Banten tumbuh 5,52 persen, hampir sama dengan tahun sebelumnya"
    )
    assert "hampir sama dengan 5,48 persen pada 2020" in found.sentence["id"].text


def test_regions_contribute_what_is_weighed_and_own_what_stands():
    def few(name, unit):
        values = (300.0, 200.0, 20.0, 20.0, 20.0, 20.0, 20.0)
        rows = [Row(f"99.0{place}", f"Wilayah {place}", "2024", 100 * v) for place, v in enumerate(values, 1)]
        book = make_book(rows, [indicator(name, unit, "count-stock")])
        return next(f for f in find_findings(book, ["penduduk"]) if f.kind in ("share", "concentration"))

    assert " menyumbang " in few("Jagung", "ton").headlines[-1].text["id"].text
    assert " memiliki " in few("Jumlah Pasar", "unit").headlines[-1].text["id"].text


def test_a_rate_of_growth_of_something_else_is_a_rate_like_others():
    assert growth("Laju Pertumbuhan PDRB per Kapita", (4.46, 4.02)) is None
    assert growth("Laju Pertumbuhan Ekonomi", (4.46, 4.46)) is None


def test_what_lies_abroad_is_no_region_of_a_list():
    rows = [Row(f"99.{i:02d}", name, "2024", value) for i, (name, value) in
            enumerate((("Alfa", 50.0), ("Beta", 70.0), ("Gama", 90.0)), 1)]  # fmt: skip
    rows += [Row("", "Luar Negeri", "2024", 3.0), Row("99", "Banten", "2024", 213.0)]
    sentences = [f.sentence["id"].text for f in find_findings(make_book(rows, [ROADS]), ["penduduk"])]
    assert sentences
    assert not any("Luar Negeri" in text for text in sentences)
    assert any("paling sedikit di Alfa" in text or "terkecil di Alfa" in text for text in sentences)


def test_a_village_by_the_name_of_the_rest_keeps_its_code_and_place():
    rows = [
        Row("99.01", "Lainnya", "2024", 3.0),
        Row("99.02", "Alfa", "2024", 7.0),
        Row("99.03", "Beta", "2024", 9.0),
    ]
    sentences = [f.sentence["id"].text for f in find_findings(make_book(rows, [ROADS]), ["penduduk"])]
    assert any("Lainnya" in text for text in sentences)


@pytest.mark.parametrize(
    ("direction", "headline"),
    [
        (Direction.HIGHER_IS_BETTER, "Cakupan imunisasi Banten 83,0 persen, terendah di Beta"),
        (Direction.LOWER_IS_BETTER, "Cakupan imunisasi Banten 83,0 persen, tertinggi di Alfa"),
        (Direction.NEUTRAL, "Cakupan imunisasi Banten 83,0 persen, tertinggi di Alfa"),
    ],
)
def test_where_a_rate_stands_and_the_end_that_is_feared(direction, headline):
    one = indicator("Persentase Cakupan Imunisasi", "persen", "rate", direction=direction)
    rows = [Row("99", "Banten", "2024", 83.0, 1), Row("99.01", "Alfa", "2024", 93.9, 1),
            Row("99.02", "Beta", "2024", 63.2, 1), Row("99.03", "Gama", "2024", 80.1, 1)]  # fmt: skip
    finding = told(make_book(rows, [one]), "whole-top")
    assert finding.headline["id"].text == headline
    assert finding.focus_region == ("99.02" if "terendah" in headline else "99.01")


def test_how_many_live_at_home_and_where_most_of_them():
    rows = [Row("99", "Banten", "2024", 457_705.0), Row("99.01", "Alfa", "2024", 200_705.0),
            Row("99.02", "Beta", "2024", 130_000.0), Row("99.03", "Gama", "2024", 127_000.0)]  # fmt: skip
    finding = told(make_book(rows), "whole-top")
    assert finding.headline["id"].text == "Penduduk Banten 457.705 jiwa, terbanyak di Alfa"
    assert finding.headline["en"].text == "Population in Banten: 457,705 people, largest in Alfa"


@pytest.mark.parametrize(
    ("name", "unit", "measure", "most"),
    [
        ("Curah Hujan", "mm", "count-flow", "tertinggi"),
        ("Rata-rata Upah Sebulan", "rupiah", "money-nominal", "tertinggi"),
        ("Harga Beras", "rupiah", "money-nominal", "tertinggi"),
        ("Produksi Padi", "ton", "count-flow", "terbesar"),
        ("Pajak Daerah", "rupiah", "money-nominal", "terbesar"),
    ],
)
def test_rain_wages_and_prices_are_high_and_amounts_large(name, unit, measure, most):
    rows = [Row(f"99.0{place}", region, "2024", value, 0) for place, (region, value) in
            enumerate((("Alfa", 900_000.0), ("Beta", 100_000.0), ("Gama", 300_000.0)), 1)]  # fmt: skip
    findings = find_findings(make_book(rows, [indicator(name, unit, measure)]), ["penduduk"])
    finding = next(one for one in findings if one.kind == "rank")
    assert f" {most} " in finding.sentence["id"].text


def test_of_a_whole_that_stood_still_the_part_that_gained_most_of_it_is_told():
    shifted = {"baik": (500.0, 550.0), "sedang": (400.0, 370.0), "rusak berat": (100.0, 80.0)}
    assert told(parts_book(shifted)).focus_part == "baik"
    assert told(parts_book({**shifted, "baik": (500.0, 549.0)})).focus_part == "rusak berat"
    growing = {"baik": (500.0, 580.0), "sedang": (400.0, 400.0), "rusak berat": (100.0, 70.0)}
    assert told(parts_book(growing)).focus_part == "rusak berat"


def test_what_the_whole_did_is_said_by_its_name_where_the_part_does_not_say_it():
    solved = indicator("Jumlah Tindak Pidana yang Diselesaikan", "kasus", "count-flow")
    kinds = {
        "pencurian dengan pemberatan": (141.0, 120.0),
        "penganiayaan": (190.0, 188.0),
        "lain": (300.0, 300.0),
    }
    said = told(parts_book(kinds, solved, "jenis tindak pidana")).sentence
    assert said["id"].text.endswith(
        ", sedangkan tindak pidana yang diselesaikan secara keseluruhan turun 3,6 persen."
    )
    assert " as a whole fell by 3.6 percent." in said["en"].text
