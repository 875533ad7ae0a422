"""Parts of a whole: shares as they stand, shares that moved, runs, ages of a population, recoveries."""

from __future__ import annotations

import pytest

from rupadata.analysis import find_findings, rank_headlines
from rupadata.model.subject import Direction
from tests.unit.analysis.analysis_books import Row, indicator, make_book

ROADS = indicator("Panjang Jalan", "km", "count-stock")
WASTE = indicator("Persentase Komposisi Sampah", "persen", "rate")
KINDS = ("sisa makanan", "plastik", "kertas", "lainnya")


def over_parts(dimension, table, of=ROADS, whole=True, decimals=1, region="Kabupaten Garut"):
    """Return the findings of parts over periods, by pattern; `table` has the values of each part."""
    rows = []
    for period in next(iter(table.values())):
        for part, values in table.items():
            rows.append(Row("99", region, period, values[period], decimals, dims={dimension: part}))
        if whole:
            total = round(sum(values[period] for values in table.values()), decimals)
            rows.append(Row("99", region, period, total, decimals))
    book = make_book(rows, [of], region=region)
    return {finding.pattern: finding for finding in find_findings(book, ["penduduk"])}


def waste(*shares, years=("2023",)):
    return {kind: dict.fromkeys(years, share + 0.0) for kind, share in zip(KINDS, shares, strict=True)}


def roads(good, bad, rest):
    names = ("baik", "rusak berat", "sedang")
    return {
        name: {str(2020 + place): value for place, value in enumerate(values)}
        for name, values in zip(names, (good, bad, rest), strict=True)
    }


def said(finding, lang="id"):
    return finding.headline[lang].text, finding.sentence[lang].text


def test_percentages_that_add_up_to_a_hundred_are_shares_of_what_they_compose():
    found = over_parts("jenis sampah", waste(46.5, 30.0, 18.3, 5.2), WASTE, whole=False)
    assert said(found["part-share"]) == (
        "Sisa makanan mencakup 46,5 persen sampah",
        "Sisa makanan mencakup 46,5 persen sampah Kabupaten Garut pada 2023, bagian terbesar.",
    )
    assert found["part-share"].headline["en"].text.endswith("makes up 46.5 percent of waste")


@pytest.mark.parametrize(("last", "composed"), [(5.2, True), (5.4, True), (5.5, False), (4.8, False)])
def test_only_rounding_may_part_them_from_a_hundred(last, composed):
    found = over_parts("jenis sampah", waste(46.5, 30.0, 18.3, last), WASTE, whole=False)
    assert ("part-share" in found) == composed


def test_two_percentages_or_one_below_zero_are_no_composition():
    two = {"sisa makanan": {"2023": 60.0}, "plastik": {"2023": 40.0}}
    assert "part-share" not in over_parts("jenis sampah", two, WASTE, whole=False)
    below = waste(80.0, 30.0, -15.0, 5.0)
    assert "part-share" not in over_parts("jenis sampah", below, WASTE, whole=False)


def test_a_share_that_moved_is_told_with_what_it_was():
    found = over_parts("kondisi jalan", roads((400.0, 470.0), (120.0, 120.0), (309.0, 239.0)))
    assert said(found["share-moves"]) == (
        "Jalan berkondisi baik kini 56,7 persen panjang jalan, dari 48,3 persen pada 2020",
        "Jalan berkondisi baik mencakup 56,7 persen panjang jalan Kabupaten Garut pada 2021, naik dari 48,3 "
        "persen pada 2020.",
    )
    in_en = found["share-moves"].headline["en"].text
    assert (
        in_en
        == "Roads in good condition now 56.7 percent of the length of roads, up from 48.3 percent in 2020"
    )
    proofs = found["share-moves"].sentence["id"].evidence
    assert sum(one.formula == "share" for one in proofs) == 2


@pytest.mark.parametrize(("moved", "told"), [(3.0, True), (2.9, False)])
def test_a_share_moves_by_three_points_at_least(moved, told):
    table = roads((50.0, 50.0 + moved), (20.0, 20.0), (30.0, 30.0 - moved))
    assert ("share-moves" in over_parts("kondisi jalan", table)) == told


def test_what_gathers_the_rest_and_what_is_small_moves_no_share():
    table = {
        kind: {"2023": a, "2024": b}
        for kind, a, b in (
            ("sisa makanan", 50.0, 49.0),
            ("plastik", 46.0, 42.0),
            ("lainnya", 2.0, 8.9),
            ("kaca", 2.0, 0.1),
        )
    }
    found = over_parts("jenis sampah", table, WASTE, whole=False)
    assert found["share-moves"].focus_part == "plastik"


def test_a_part_that_fell_every_year_is_told_by_its_run():
    table = roads((400.0, 410.0, 405.0, 420.0, 425.0), (150.0, 140.0, 130.0, 120.0, 110.0),
                  (250.0, 250.0, 265.0, 260.0, 265.0))  # fmt: skip
    assert said(over_parts("kondisi jalan", table)["part-streak"]) == (
        "Jalan rusak berat turun empat tahun beruntun",
        "Jalan rusak berat turun setiap tahun sejak 2020, dari 150 km menjadi 110 km pada 2024.",
    )


@pytest.mark.parametrize("bad", [(150.0, 140.0, 140.0, 120.0, 110.0), (150.0, 149.0, 148.0, 147.0, 146.0),
                                 (100.0, 140.0, 130.0, 120.0, 110.0)])  # fmt: skip
def test_a_run_that_was_broken_or_led_nowhere_is_none(bad):
    table = roads((400.0, 410.0, 405.0, 420.0, 425.0), bad, (250.0, 250.0, 265.0, 260.0, 265.0))
    assert "part-streak" not in over_parts("kondisi jalan", table)


def test_a_part_that_went_as_its_whole_went_says_nothing_new():
    table = roads((400.0, 390.0, 380.0, 370.0, 360.0), (150.0, 140.0, 130.0, 120.0, 110.0),
                  (250.0, 250.0, 250.0, 250.0, 250.0))  # fmt: skip
    assert "part-streak" not in over_parts("kondisi jalan", table)


AGES = ("0-4", "5-14", "15-24", "25-44", "45-64", "65+")
PEOPLE = indicator()


def ages(*counts, names=AGES):
    return {name: {"2024": count + 0.0} for name, count in zip(names, counts, strict=True)}


def test_ages_tell_who_works_who_is_a_child_and_who_is_old():
    found = over_parts("kelompok umur", ages(70, 130, 150, 300, 220, 130), PEOPLE, decimals=0)
    assert said(found["ageing"]) == (
        "13 persen warga Kabupaten Garut berusia 65 tahun ke atas",
        "Pada 2024, 67 persen warga Kabupaten Garut berusia 15–64 tahun, 20 persen anak di bawah 15 tahun, "
        "dan 13 persen berusia 65 tahun ke atas.",
    )


@pytest.mark.parametrize(
    ("counts", "pattern"),
    [((70, 130, 180, 320, 210, 90), "working-age"), ((70, 130, 180, 320, 200, 100), "ageing"),
     ((100, 200, 160, 300, 160, 80), "young"), ((100, 199, 161, 300, 160, 80), "working-age")],
)  # fmt: skip
def test_a_population_is_told_by_what_stands_out_of_its_ages(counts, pattern):
    found = over_parts("kelompok umur", ages(*counts), PEOPLE, decimals=0)
    assert found.keys() & {"working-age", "ageing", "young"} == {pattern}


@pytest.mark.parametrize("names", [
    ("0-4", "5-14", "15-24", "25-44", "45-59", "60+"), ("0-4", "5-14", "15-24", "30-44", "45-64", "65+"),
    ("1-4", "5-14", "15-24", "25-44", "45-64", "65+"), ("0-4", "5-14", "15-24", "25-44", "45-64", "65-74"),
    ("0-4", "5-14", "15-24", "25-44", "45-64", "tidak diketahui"),
])  # fmt: skip
def test_ages_with_a_gap_or_other_limits_tell_nothing_of_work(names):
    found = over_parts("kelompok umur", ages(70, 130, 150, 300, 220, 130, names=names), PEOPLE, decimals=0)
    assert not found.keys() & {"working-age", "ageing", "young"}


def test_who_is_behind_leads_where_more_is_hoped_for():
    of = indicator("Cakupan Imunisasi", "persen", "rate", direction=Direction.HIGHER_IS_BETTER)
    table = {name: {"2024": value} for name, value in
             (("puskesmas demak i", 98.0), ("puskesmas guntur i", 98.0), ("puskesmas sayung i", 71.4),
              ("puskesmas bonang i", 93.0))}  # fmt: skip
    rows = [Row("99", "Demak", "2024", v["2024"], 1, dims={"puskesmas": name}) for name, v in table.items()]
    first = rank_headlines(find_findings(make_book(rows, [of], region="Demak"), ["penduduk"]))[0]
    assert first.finding.focus_part == "puskesmas sayung i"


def guests(*values, direction=Direction.NEUTRAL, measure="count-flow"):
    of = indicator("Jumlah Pengunjung", "orang", measure, direction=direction)
    rows = [Row("99", "Salatiga", str(2019 + place), float(value)) for place, value in enumerate(values)]
    return {f.pattern: f for f in find_findings(make_book(rows, [of], region="Salatiga"), ["penduduk"])}


def test_what_fell_far_and_rises_is_told_beside_what_it_was():
    found = guests(48_210, 9_120, 7_430, 21_877, 36_904, 41_233)
    assert said(found["recovering"]) == (
        "Pengunjung Salatiga pulih, tetapi belum menyamai 2019",
        "Setelah turun dari 48.210 orang pada 2019 menjadi 7.430 orang pada 2021, jumlah pengunjung Salatiga "
        "pada 2024 mencapai 41.233 orang, atau 85,5 persen dari angka 2019.",
    )


@pytest.mark.parametrize(("values", "told"), [
    ((100_000, 70_000, 80_000, 90_000), True), ((100_000, 71_000, 80_000, 90_000), False),
    ((100_000, 50_000, 55_000, 59_900), False), ((100_000, 50_000, 55_000, 60_000), True),
    ((100_000, 50_000, 70_000, 98_000), False), ((100_000, 50_000, 70_000, 97_900), True),
    ((100_000, 50_000, 80_000, 70_000), False), ((40_000, 50_000, 70_000, 90_000), False),
])  # fmt: skip
def test_a_recovery_needs_a_fall_and_a_way_back(values, told):
    assert ("recovering" in guests(*values)) == told


def test_what_is_back_is_said_to_be_above_what_it_was_once():
    assert said(guests(100_000, 50_000, 80_000, 110_000)["recovered"])[0] == (
        "Pengunjung Salatiga kini melampaui tingkat 2019"
    )
    assert "recovered" not in guests(100_000, 50_000, 105_000, 110_000)


def test_what_is_feared_does_not_recover():
    assert "recovering" not in guests(48_210, 9_120, 21_877, 36_904, direction=Direction.LOWER_IS_BETTER)


def months(*values):
    rows = [Row("99", "Kota", f"2024-{place:02d}", float(value)) for place, value in enumerate(values, 1)]
    of = indicator("Jumlah Kecelakaan", "kejadian", "count-flow", direction=Direction.LOWER_IS_BETTER)
    return {f.pattern: f for f in find_findings(make_book(rows, [of], region="Kota"), ["penduduk"])}


def test_the_month_that_stands_out_is_what_a_year_is_told_by():
    calm, busy = months(70, 72, 71, 97, 70, 72, 69), months(70, 72, 71, 98, 70, 69, 68)
    assert busy["peak"].weight > 0.6 > calm["peak"].weight
    assert "below-peak" not in busy


def test_a_step_of_a_month_that_has_its_like_is_the_season_and_no_change_of_what_was_counted():
    once = months(4_000, 4_100, 4_050, 4_020, 100, 110)
    again = months(4_000, 100, 110, 4_050, 4_020, 100, 110)
    assert "not-comparable" in once
    assert "not-comparable" not in again


def test_a_step_back_that_is_small_beside_the_run_is_no_turn():
    of = indicator("Air Disalurkan", "m3", "count-flow")

    def turned(last):
        values = (7_000_000, 7_100_000, 7_200_000, 7_300_000, last)
        rows = [Row("99", "Kota", str(2020 + place), float(value)) for place, value in enumerate(values)]
        return "turn" in {
            f.pattern for f in find_findings(make_book(rows, [of], region="Kota"), ["penduduk"])
        }

    assert turned(7_275_000)
    assert not turned(7_276_000)
