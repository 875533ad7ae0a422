"""Beside earlier builds: peers, targets, the region around, revisions; none of them is a figure of home."""

import polars as pl
import pytest

from rupadata.analysis import find_findings, rank_headlines, region_series, year_series
from rupadata.comparison import with_comparison
from rupadata.errors import UsageError
from rupadata.model.observations import COMPARED, OBSERVATION_SCHEMA, Reading
from rupadata.model.subject import Direction, SubjectBook
from rupadata.subjects.compared import part_compared, with_compared
from tests.unit.analysis.analysis_books import Row, indicator, make_book

RATE = indicator("Tingkat Pengangguran Terbuka", "persen", "rate", direction=Direction.LOWER_IS_BETTER)
OWN = (Row("32.79", "Kota Banjar", "2023", 5.43, 2), Row("32.79", "Kota Banjar", "2024", 5.44, 2))
PEERS = {"32.07": 6.37, "32.06": 6.74, "32.18": 5.58, "32.78": 6.5}


def earlier(rows, name="Tingkat Pengangguran Terbuka", unit="persen"):
    """Rows of an earlier build, as a build takes them in."""
    frame = make_book(rows, [RATE], code="32.79", region="Kota Banjar").observations
    return frame.select(*OBSERVATION_SCHEMA).with_columns(
        indicator=pl.lit(name),
        unit=pl.lit(unit),
        flags=pl.lit(COMPARED),
        file=pl.lit("2023/") + pl.col("file"),
    )


def book_with(*frames, own=OWN) -> SubjectBook:
    book = make_book(own, [RATE], code="32.79", region="Kota Banjar")
    for frame in frames:
        book = with_compared(book, frame)
    return book


def told(book):
    return {finding.pattern: finding for finding in find_findings(book, ["penduduk"])}


def peers(at="2024", **values):
    return [Row(code, code, at, value, 2) for code, value in (values or PEERS).items()]


def test_home_with_the_lowest_rate_of_its_peers_is_said_to_have_it():
    found = told(book_with(earlier(peers())))["among-peers"]
    assert found.headline["id"].text == "Pengangguran Kota Banjar terendah dari lima wilayah setingkat"
    assert found.headline["en"].text == "Unemployment in Kota Banjar lowest of five areas compared"
    ranks = [one for one in found.sentence["id"].evidence if one.formula == "rank-low"]
    assert [one.value for one in ranks] == [1.0]
    assert len(ranks[0].cells) == 5


def test_peers_of_another_year_or_too_few_of_them_say_nothing():
    assert "among-peers" not in told(book_with(earlier(peers("2022"))))
    few = earlier([Row("32.07", "Ciamis", "2024", 6.0, 2), Row("32.06", "Tasikmalaya", "2024", 6.1, 2)])
    assert "among-peers" not in told(book_with(few))


def test_a_place_that_is_shared_is_no_place():
    same = earlier([*peers(), Row("32.09", "Cirebon", "2024", 5.44, 2)])
    assert "among-peers" not in told(book_with(same))


@pytest.mark.parametrize(
    ("target", "headline"),
    [(5.2, "Pengangguran Kota Banjar belum mencapai target 2024"),
     (5.6, "Pengangguran Kota Banjar memenuhi target 2024"), (5.44, None)],
)  # fmt: skip
def test_a_target_is_reached_or_not_by_the_direction_that_is_hoped_for(target, headline):
    aim = earlier([Row("32.79", "Kota Banjar", "2024", target, 2)], "Target Tingkat Pengangguran Terbuka")
    found = told(book_with(aim)).get("against-target")
    assert (found and found.headline["id"].text) == headline


def test_a_figure_that_was_given_differently_before_is_a_note_and_the_new_one_stands():
    before = earlier([Row("32.79", "Kota Banjar", "2023", 5.40, 2)])
    book = book_with(before)
    assert told(book)["revision"].sentence["id"].text == (
        "Angka tingkat pengangguran terbuka Kota Banjar untuk 2023 direvisi dari 5,40 persen "
        "menjadi 5,43 persen sejak edisi sebelumnya."
    )
    assert [point.value for point in year_series(book, "penduduk").points] == [5.43, 5.44]
    assert not told(book)["revision"].headlines


def test_years_that_the_table_lacks_are_taken_from_the_last_edition():
    before = earlier([Row("32.79", "Kota Banjar", "2022", 6.0, 2)])
    assert [point.key for point in year_series(book_with(before), "penduduk").points] == [
        "2022",
        "2023",
        "2024",
    ]


def test_the_province_of_an_earlier_build_is_compared_with():
    around = earlier([Row("32", "Jawa Barat", "2024", 6.75, 2)])
    assert "against-larger" in told(book_with(around))


def test_peers_are_no_regions_of_home():
    book = book_with(earlier(peers()))
    assert region_series(book, "penduduk", "2024").points == ()


def test_only_rows_of_the_same_name_and_unit_are_taken():
    assert book_with(earlier(peers(), "Tingkat Kemiskinan")).observations.height == len(OWN)
    assert book_with(earlier(peers(), unit="orang")).observations.height == len(OWN)
    far = earlier([Row("51.71", "Denpasar", "2024", 2.0, 2)])
    assert book_with(far).observations.height == len(OWN)


def reading_of(book):
    return Reading(book.observations.select(*OBSERVATION_SCHEMA))


def test_an_earlier_build_lends_the_rows_of_the_same_indicators(tmp_path):
    frame = make_book(peers(), [RATE], code="32", region="Jawa Barat").observations
    kept = frame.select(*OBSERVATION_SCHEMA).with_columns(indicator=pl.lit(RATE.name))
    other = kept.with_columns(indicator=pl.lit("Jumlah Sekolah"))
    doubtful = kept.with_columns(flags=pl.lit("doubtful"))
    folder = tmp_path / "edisi-2023"
    folder.mkdir()
    pl.concat([kept, other, doubtful]).write_parquet(folder / "observations.parquet")
    own = reading_of(make_book(OWN, [RATE], code="32.79")).observations
    own = own.with_columns(indicator=pl.lit(RATE.name))
    inputs, compared = part_compared(with_comparison(Reading(own), [folder]).observations)
    assert inputs.height == len(OWN)
    assert compared["indicator"].unique().to_list() == [RATE.name]
    assert compared.height == len(PEERS)
    assert all(file.startswith("edisi-2023/") for file in compared["file"])


def test_a_folder_that_is_no_build_is_refused(tmp_path):
    with pytest.raises(UsageError) as refused:
        with_comparison(reading_of(make_book(OWN, [RATE])), [tmp_path])
    assert refused.value.code == "comparison-not-a-build"


def test_the_headline_of_a_missed_target_leads():
    aim = earlier([Row("32.79", "Kota Banjar", "2024", 5.2, 2)], "Target Tingkat Pengangguran Terbuka")
    first = rank_headlines(find_findings(book_with(aim), ["penduduk"]))[0]
    assert first.headline.pattern == "against-target"
