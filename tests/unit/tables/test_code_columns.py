"""Codes of regions are read as a column: notation and spelling decided by all rows and their names."""

from __future__ import annotations

import pytest

from rupadata.regions import official_regions
from rupadata.tables.shape.code_columns import CodeColumn, plain_code, read_codes
from rupadata.tables.shape.columns import RegionHeader

ANY = RegionHeader(True, ())


def read(pairs: list[tuple[str, str]], home: str = "", header: RegionHeader = ANY) -> CodeColumn:
    return read_codes(official_regions(), pairs, home, header)


def codes(column: CodeColumn) -> list[str]:
    return [region.code if region else "" for region in column.regions.values()]


@pytest.mark.parametrize(
    ("written", "plain"),
    [("36. 03", "36.03"), ("3671.0", "3671"), ("36 71 05", "36.71.05"), ("ID3671", "3671")],
)
def test_a_code_is_written_with_dots_or_none(written: str, plain: str) -> None:
    assert plain_code(written) == plain


def test_codes_with_a_space_behind_the_dot_are_read() -> None:
    assert codes(read([("36. 01", ""), ("36. 03", ""), ("36. 71", "")], "36")) == ["36.01", "36.03", "36.71"]


def test_two_regions_of_one_name_are_told_apart_by_their_codes() -> None:
    pairs = [("3603", "TANGERANG"), ("3671", "TANGERANG"), ("3604", "SERANG"), ("3673", "SERANG")]
    assert codes(read(pairs, "36")) == ["36.03", "36.71", "36.04", "36.73"]


def test_names_tell_villages_of_bps_from_those_of_kemendagri() -> None:
    pairs = [("3278071005", "CIBUNIGEULIS"), ("3278071006", "BANTARSARI"), ("3278041003", "PURBARATU")]
    column = read(pairs, "32.78")
    assert column.reading.notation == "bps"
    assert codes(column) == ["32.78.09.1005", "32.78.09.1006", "32.78.10.1003"]


def test_a_lost_zero_is_restored_where_the_names_say_so() -> None:
    pairs = [("32.1", "Majalengka"), ("32.11", "Sumedang"), ("32.12", "Indramayu"), ("32.09", "Cirebon")]
    column = read(pairs, "32")
    assert column.reading.spelling == "right-zeros"
    assert codes(column)[0] == "32.10"


def test_numbers_below_the_home_region_are_its_codes_where_the_names_agree() -> None:
    pairs = [("1", "Pandeglang"), ("2", "Lebak"), ("71", "Kota Tangerang"), ("72", "Kota Cilegon")]
    column = read(pairs, "36")
    assert column.reading.spelling == "below"
    assert codes(column) == ["36.01", "36.02", "36.71", "36.72"]


def test_one_wrong_name_in_a_reliable_column_is_told_and_the_code_stands() -> None:
    pairs = [
        ("36.71.01", "Tangerang"),
        ("36.71.06", "Larangan"),
        ("36.71.05", "Cipondoh"),
        ("36.71.04", "Benda"),
    ]
    column = read(pairs, "36.71")
    assert ("36.71.06", "Larangan") in column.against
    assert column.regions["36.71.06", "Larangan"] == official_regions().get("36.71.06")


def test_codes_of_two_notations_without_a_name_are_doubtful() -> None:
    column = read([("1101", ""), ("1102", ""), ("1103", "")])
    assert set(column.doubtful) == {("1101", ""), ("1102", ""), ("1103", "")}
    assert {region.code for region in column.doubtful["1101", ""]} == {"11.09", "11.01"}
