"""The hundred percent under a list of shares is no figure of a page; a rate that reached it is."""

import polars as pl
import pytest

from rupadata.subjects.parts import drop_hundreds


def rows(parts, whole=100.0, unit="persen", dimension="jenis"):
    given = [(f'{{"{dimension}": "{name}"}}', value) for name, value in parts.items()]
    return pl.DataFrame(
        [
            ("Komposisi Sampah", unit, "36.71", "Kota Tangerang", "2024", *one)
            for one in (*given, ("{}", whole))
        ],
        schema=["name", "unit", "region_code", "region", "period", "dimensions", "value"],
        orient="row",
    )


SHARES = {"plastik": 20.3, "kertas": 11.9, "lainnya": 67.8}


def test_the_hundred_of_shares_goes_and_the_shares_stay():
    left = drop_hundreds(rows(SHARES))
    assert left["value"].to_list() == list(SHARES.values())
    assert left.columns == rows(SHARES).columns


@pytest.mark.parametrize("rest", [67.64, 67.96])
def test_shares_may_be_rounded(rest):
    assert drop_hundreds(rows({**SHARES, "lainnya": rest})).height == 3


@pytest.mark.parametrize(
    "given",
    [
        rows({**SHARES, "lainnya": 67.5}),
        rows({"laki-laki": 99.0, "perempuan": 100.0}),
        rows(SHARES, whole=99.9),
        rows(SHARES, unit="ton"),
        rows({"plastik": 99.99}),
        rows({}),
    ],
    ids=["no sum", "a rate", "no hundred", "an amount", "one part", "no parts"],
)
def test_any_other_whole_stays(given):
    assert drop_hundreds(given).equals(given)
