from __future__ import annotations

import pytest

from rupadata.regions import official_regions
from rupadata.subjects.grouping import home_of_path
from rupadata.subjects.home_region import find_home


@pytest.mark.parametrize(
    ("codes", "home"),
    [
        (["36.01", "36.02", "36.71"], "36"),
        (["00", "36", "36.01", "36.71"], "36"),
        (["36.71"], "36.71"),
        (["36.71", "36"], "36.71"),
        (["36.71.01", "36.71.02", "36.71"], "36.71"),
        (["36.71.01.1001", "36.71.01.1002"], "36.71.01"),
        (["11", "36", "91"], "00"),
        ([], ""),
        (["", "36.71"], "36.71"),
    ],
)
def test_the_home_of_a_table_is_the_lowest_region_that_holds_its_finest_rows(
    codes: list[str], home: str
) -> None:
    assert find_home(codes) == home


def test_one_stray_finer_row_does_not_move_the_home() -> None:
    assert find_home(["36.01", "36.02", "36.03", "36.71.05"]) == "36"


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("bps_kota_banjar/ipm.xlsx", "32.79"),
        ("opendata_kota_tangerang_selatan/datastore_rasio_belanja.csv", "36.74"),
        ("bps_provinsi_jawa_barat_makro/ihk.csv", "32"),
        ("tabel/ipm.xlsx", ""),
        ("opendata_surabaya/kecelakaan.csv", "35.78"),
        ("opendata_bandung/kecelakaan.csv", ""),
    ],
)
def test_a_folder_may_name_the_home_of_a_table_without_regions(path: str, home: str) -> None:
    assert home_of_path(path, official_regions()) == home
