from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from rupadata.model.observations import Reading
from rupadata.tables import long as long_tables
from tests.unit.tables.lookup import at, codes

Reader = Callable[..., Reading]
HEADER = (
    "id,kode_provinsi,nama_provinsi,bps_kode_kecamatan,bps_nama_kecamatan,kemendagri_kode_kecamatan,"
    "jenis_kelamin,jumlah_penduduk,satuan,semester,tahun\n"
)


def test_the_dotted_code_decides_between_two_notations(read_text_table: Reader) -> None:
    text = (
        HEADER
        + "1,36,BANTEN,3671010,CILEDUG,36.71.06,LAKI-LAKI,12,ORANG,2,2023\n2,36,BANTEN,3671010,CILEDUG,36.71.06,PEREMPUAN,13,ORANG,2,2023\n"  # noqa: E501
    )
    row = at(read_text_table(text, "jumlah_penduduk.csv"), "H2")
    assert (row["region_code"], row["period"], row["unit"], row["value"]) == (
        "36.71.06",
        "2023-S2",
        "orang",
        12.0,
    )
    assert row["dimensions"] == '{"jenis kelamin": "laki-laki"}'


def test_indicators_in_rows_take_their_unit_from_the_unit_column(read_text_table: Reader) -> None:
    text = (
        "uraian,satuan,tahun,nilai\n"
        "Jumlah Puskesmas,Unit,2022,4\n"
        'Luas Sawah,Ha,2022,"1.250,5"\n'
        'Panjang Jalan,Km,2022,"30,25"\n'
        "Jumlah Dokter,Orang,2022,12\n"
    )
    reading = read_text_table(text, "data_kota_mojokerto.csv")
    luas = at(reading, "D3")
    assert (luas["indicator"], luas["unit"], luas["value"], luas["decimals"]) == (
        "Luas Sawah",
        "hektare",
        1250.5,
        1,
    )


def test_ambiguous_thousands_are_decided_and_told(read_text_table: Reader) -> None:
    text = "kategori;tahun;volume\nA;2022;1.217\nB;2022;2.305\n"
    reading = read_text_table(text, "sampah_kota_mojokerto.csv")
    assert "number-mark-ambiguous" in codes(reading)
    assert at(reading, "C2")["flags"] == "decimals-inferred"


def test_years_that_are_the_only_figures_are_no_observations(read_text_table: Reader) -> None:
    reading = read_text_table("nama_dataset,tahun\nSatu,2020\nDua,2021\n")
    assert reading.observations.is_empty()
    assert reading.refused == ("tabel.csv",)


@pytest.mark.parametrize("mark", [".", ","])
def test_the_way_for_millions_of_rows_gives_the_same_as_the_ordinary_way(
    read_text_table: Reader, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    lines = ["kode_kecamatan;nama_kecamatan;tahun;kelompok_umur;nilai_rata;satuan"]
    for i in range(240):
        value = "-" if i % 97 == 0 else f"{i}{mark}{i % 10}"
        name, code = (("Ciledug", "36.71.06"), ("Benda", "36.71.04"))[i % 2]
        lines.append(f"{code};{name};{1960 + i // 4};{('0-4', '5-9', 'Jumlah')[i % 3]};{value};tahun")
    text = "\n".join(lines) + "\n"
    ordinary = read_text_table(text, "rata.csv").observations
    monkeypatch.setattr(long_tables, "MIN_BYTES", 0)
    monkeypatch.setattr(long_tables, "MIN_ROWS", 0)
    fast = read_text_table(text, "rata.csv").observations
    differing = [name for name in ordinary.columns if not ordinary[name].equals(fast[name], null_equal=True)]
    assert differing == []
    assert fast.filter(pl.col("value").is_null()).height == 3
