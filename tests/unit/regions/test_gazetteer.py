from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rupadata.model.region import RegionLevel
from rupadata.regions import common_region, official_regions

REGIONS = official_regions()


def test_the_list_is_complete_at_every_level() -> None:
    counts = {level: len(REGIONS.descendants("00", level)) for level in RegionLevel}
    assert counts == {0: 1, 1: 38, 2: 514, 3: 7285, 4: 83762}


def test_the_two_notations_order_districts_differently() -> None:
    assert REGIONS.get("36.71.01").name == "Tangerang"
    assert REGIONS.by_bps_code("3671010") == REGIONS.get("36.71.06")
    assert REGIONS.get("36.71.06").name == "Ciledug"


@pytest.mark.parametrize(
    ("kemendagri", "bps", "name"),
    [
        ("36.71.04", "3671060", "Benda"),
        ("36.71.10", "3671051", "Neglasari"),
        ("36.71.03", "3671050", "Batuceper"),
        ("36.71.08", "3671042", "Periuk"),
        ("36.71.07", "3671031", "Karawaci"),
        ("36.71.01", "3671030", "Tangerang"),
        ("36.71.05", "3671020", "Cipondoh"),
        ("36.71.02", "3671040", "Jatiuwung"),
        ("36.71.09", "3671041", "Cibodas"),
        ("36.71.11", "3671021", "Pinang"),
        ("36.71.12", "3671012", "Karang Tengah"),
        ("36.71.06", "3671010", "Ciledug"),
        ("36.71.13", "3671011", "Larangan"),
        ("31.74", "3171", "Kota Jakarta Selatan"),
        ("11.01", "1103", "Kabupaten Aceh Selatan"),
    ],
)
def test_codes_of_both_offices_mean_the_same_region(kemendagri: str, bps: str, name: str) -> None:
    region = REGIONS.get(kemendagri)
    assert (region.name, region.bps_code) == (name, bps)
    assert REGIONS.by_bps_code(bps) is region


def test_the_new_provinces_of_papua_are_numbered_by_each_office_its_own_way() -> None:
    assert REGIONS.get("91").name == "Papua"
    assert REGIONS.get("92").name == "Papua Barat"
    by_bps = {code: REGIONS.by_bps_code(code) for code in ("91", "92", "94", "95", "96", "97")}
    names = {code: region.name for code, region in by_bps.items() if region}
    assert names == {
        "91": "Papua Barat",
        "92": "Papua Barat Daya",
        "94": "Papua",
        "95": "Papua Selatan",
        "96": "Papua Tengah",
        "97": "Papua Pegunungan",
    }


def test_codes_from_before_the_split_of_papua_mean_the_region_of_today() -> None:
    assert REGIONS.get("91.01") is REGIONS.get("93.01")
    assert REGIONS.get("91.01").name == "Kabupaten Merauke"
    assert REGIONS.get("92.71").code == "96.71"
    assert REGIONS.get("91.01.01").code == "93.01.01"
    assert REGIONS.get("91.01.01.2001").parent_code == "93.01.01"


def test_an_unknown_code_is_a_key_error() -> None:
    for code in ("99", "36.99", "36.71.99", "36.71.05.9999", "abc", ""):
        with pytest.raises(KeyError):
            REGIONS.get(code)
    assert REGIONS.by_bps_code("3671130") is None


def test_no_bps_code_stands_twice() -> None:
    listed = [r for level in (1, 2, 3) for r in REGIONS.descendants("00", RegionLevel(level)) if r.bps_code]
    assert len({r.bps_code for r in listed}) == len(listed)
    assert all(REGIONS.by_bps_code(r.bps_code) is r for r in listed)


def test_names_are_written_as_people_write_them() -> None:
    names = [r.name for level in (1, 2, 3) for r in REGIONS.descendants("00", RegionLevel(level))]
    assert not [name for name in names if name != " ".join(name.split())]
    assert not [name for name in names if name.isupper() and len(name) > 3]
    assert not [name for name in names if "Administrasi" in name or "Kep." in name]
    regencies = [r.name for r in REGIONS.descendants("00", RegionLevel.REGENCY)]
    assert all(name.startswith(("Kabupaten ", "Kota ")) for name in regencies)


def test_children_stand_in_the_order_of_their_codes() -> None:
    assert [r.code for r in REGIONS.children("36")] == [
        f"36.{n}" for n in ("01", "02", "03", "04", "71", "72", "73", "74")
    ]
    assert len(REGIONS.children("36.71")) == 13
    assert len(REGIONS.descendants("36.71", RegionLevel.VILLAGE)) == 104
    assert REGIONS.children("36.71.05.1001") == ()


def test_common_region_is_the_lowest_that_holds_them_all() -> None:
    assert common_region(["36.71.01", "36.71.13"]) == "36.71"
    assert common_region(["36.71.01", "36.71"]) == "36.71"
    assert common_region(["36.71", "36.03"]) == "36"
    assert common_region(["36.71", "32.01"]) == "00"
    assert common_region(["36.71"]) == "36.71"
    assert common_region([]) == ""


def test_the_list_of_the_ministry_of_2025_is_ours(shared: Path) -> None:
    with (shared / "data/codes/kode_wilayah_kemendagri_2025.csv").open(encoding="utf-8") as file:
        published = {row["kode"] for row in csv.DictReader(file)}
    ours = {r.code for level in (1, 2, 3, 4) for r in REGIONS.descendants("00", RegionLevel(level))}
    assert ours == published


def test_the_bridge_of_2020_is_ours(shared: Path) -> None:
    with (shared / "data/codes/kode_bps_kemendagri_2020_kecamatan.csv").open(encoding="utf-8") as file:
        bridge = list(csv.DictReader(file))
    wrong = []
    for row in bridge:
        digits = row["kode_dagri"]
        region = REGIONS.get(f"{digits[:2]}.{digits[2:4]}.{digits[4:]}")
        if REGIONS.by_bps_code(row["kode_bps"]) is not region:
            wrong.append(row)
    assert wrong == []
