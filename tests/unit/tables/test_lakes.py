"""A lake of Parquet: what its folders say of their files is read as the columns that it is."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from rupadata.regions import official_regions
from rupadata.tables import read_tables
from rupadata.tables.opening.parquet import parts_of_lake
from rupadata.tables.read_files import understand

DISTRICTS = {
    "33.21": ("Mranggen", "Karangawen", "Guntur", "Sayung"),
    "33.74": ("Semarang Tengah", "Semarang Utara", "Semarang Timur", "Gayamsari"),
}
NAMES = {"33.21": "Kabupaten Demak", "33.74": "Kota Semarang"}
PLACES = {
    "codes": dict(zip(DISTRICTS, DISTRICTS, strict=True)),
    "codes of BPS": {"33.21": "3321", "33.74": "3374"},
    "names": NAMES,
}


def long_table(places: dict[str, str]) -> pl.DataFrame:
    rows = [
        (places[code], year, district, 9000 + 371 * at + 13 * year)
        for code, districts in DISTRICTS.items()
        for year in (2022, 2023, 2024)
        for at, district in enumerate(districts)
    ]
    return pl.DataFrame(rows, ["region", "tahun", "kecamatan", "jumlah_penduduk"], orient="row")


def figures(folder: Path) -> list[tuple[object, ...]]:
    columns = ("indicator", "unit", "measure", "region_code", "region", "period", "dimensions", "value")
    reading = read_tables(folder)
    assert not reading.refused
    assert not list(reading.problems)
    return sorted(reading.observations.select(columns).iter_rows())


@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES)
def test_a_lake_gives_what_its_rows_give_in_one_file(tmp_path: Path, places: dict[str, str]) -> None:
    table = long_table(places)
    Path(tmp_path, "whole").mkdir()
    table.write_parquet(Path(tmp_path, "whole", "penduduk.parquet"))
    Path(tmp_path, "lake").mkdir()
    table.write_parquet(Path(tmp_path, "lake"), partition_by=["region", "tahun"])
    found = figures(Path(tmp_path, "lake"))
    assert found == figures(Path(tmp_path, "whole"))
    assert {(row[3], row[5]) for row in found} >= {("33.21.01", "2022"), ("33.74.01", "2024")}


def test_one_folder_of_a_lake_keeps_what_its_name_says(tmp_path: Path) -> None:
    long_table(NAMES).write_parquet(Path(tmp_path, "lake"), partition_by=["region", "tahun"], mkdir=True)
    found = figures(next(Path(tmp_path, "lake").glob("region=*Demak")) / "tahun=2023")
    assert {(row[3][:5], row[5]) for row in found} == {("33.21", "2023")}
    assert len(found) == 4


def test_the_cells_of_a_file_keep_their_names_and_its_own_column_wins(tmp_path: Path) -> None:
    folder = Path(tmp_path, "region=33.21", "tahun=2019")
    folder.mkdir(parents=True)
    rows = (
        long_table(NAMES).filter(pl.col("region") == NAMES["33.21"], pl.col("tahun") == 2024).drop("region")
    )
    rows.write_parquet(folder / "penduduk.parquet")
    found = read_tables(tmp_path).observations
    assert set(found["period"]) == {"2024"}
    assert set(found["cell"]) == {"C2", "C3", "C4", "C5"}
    (sheet, _), *_ = understand(tmp_path, official_regions())[0]
    assert sheet.rows[0] == ["tahun", "kecamatan", "jumlah_penduduk", "region"]
    assert [row[3] for row in sheet.rows[1:]] == ["33.21"] * 4


def test_folders_are_read_as_their_writers_meant_them() -> None:
    near_to_far = ("tahun=2024", "kelompok%20umur=0%2D4", "kode=0301", "tanpa", "=x", "b=", "luar=1")
    assert parts_of_lake(near_to_far) == (
        ("luar", 1),
        ("b", ""),
        ("kode", "0301"),
        ("kelompok umur", "0-4"),
        ("tahun", 2024),
    )
    assert parts_of_lake(["wilayah=__HIVE_DEFAULT_PARTITION__"]) == (("wilayah", None),)
    assert parts_of_lake(["nomor=0", "besar=1234567890123456"]) == (
        ("besar", "1234567890123456"),
        ("nomor", 0),
    )
