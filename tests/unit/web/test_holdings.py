"""The library of data: what was read for the orders of an official, and of nobody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import web_home

from rupadata.holdings import EXPORTS


@pytest.fixture
def held(workplace: dict[str, Any], tmp_path: Path) -> str:
    """Two work orders: a table of population, and a later one that gives a figure differently."""
    from rupadata.build import build_pages
    from rupadata.request import BuildRequest
    from rupadata.web.cases.bench import Bench

    web_home.make_studio(tmp_path)
    key = web_home.begin_case("008-2026", "Infografis Kedua")
    build = Bench(key).build
    build.mkdir(parents=True, exist_ok=True)
    source = tmp_path / "baru.csv"
    changed = web_home.TABLE.replace("2021,2022,2023,2024", "2022,2023,2024,2025").replace("94981", "95555")
    source.write_text(changed, encoding="utf-8")
    build_pages([source], build, BuildRequest(formats=("svg",)))
    return key


def test_figures_of_all_orders_are_found_shown_and_taken_away(
    held: str, browser: Callable[[str], Any]
) -> None:
    client = browser("analis")
    told = client.get("/pustaka/").content.decode()
    assert "1 indikator, 32 angka" in told
    assert "Jumlah Penduduk" in told
    assert "Tidak ada yang cocok" in client.get("/pustaka/?q=padi").content.decode()
    assert "1 indikator, 8 angka" in client.get("/pustaka/?q=ciledug").content.decode()
    assert "1 indikator, 4 angka" in client.get("/pustaka/?lihat=baru").content.decode()
    rows = pl.read_parquet(io.BytesIO(client.get("/pustaka/unduh/parquet/?tahun=2025").content))
    assert set(rows["period"]) == {"2025"}
    for form in EXPORTS:
        answer = client.get(f"/pustaka/unduh/{form}/")
        assert answer["Content-Disposition"] == f'attachment; filename="pustaka-data.{form}"'
    assert client.get("/pustaka/unduh/pdf/").status_code == 422


def test_sources_that_differ_and_what_is_missing_are_told(held: str, browser: Callable[[str], Any]) -> None:
    client = browser("analis")
    conflicts = client.get("/pustaka/?lihat=bentrok").content.decode()
    assert "94.981" in conflicts
    assert "93.310" in conflicts
    assert "baru.csv" in conflicts
    missing = client.get("/pustaka/?lihat=kurang").content.decode()
    assert "buku tahunan 2025" in missing
    assert "belum ada tabel" in missing
    key = client.get("/pustaka/").content.decode().partition('href="/pustaka/')[2]
    address = next(
        part.partition('"')[0]
        for part in client.get("/pustaka/").content.decode().split('href="')
        if part.startswith("/pustaka/") and len(part.partition('"')[0]) == len("/pustaka/0123456789abcdef/")
    )
    assert key
    one = client.get(address).content.decode()
    assert "32 angka" in one
    assert "Sumber yang berbeda" in one
    assert client.get("/pustaka/0123456789abcdef/").status_code == 404
    rows = client.get(f"/pustaka/unduh/csv/?indikator={address.split('/')[2]}").content
    assert rows.count(b"\n") == 33


def test_only_who_takes_part_sees_the_data(held: str, browser: Callable[[str], Any]) -> None:
    for name in ("kabid", "kasie", "analis", "perancang"):
        assert browser(name).get("/pustaka/").status_code == 200
    for name in ("orang-luar", "admin"):
        for path in ("/pustaka/", "/pustaka/unduh/csv/", "/pustaka/0123456789abcdef/"):
            assert browser(name).get(path).status_code == 404
    assert browser("").get("/pustaka/").status_code == 302


def test_without_a_reading_the_library_says_so(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    assert "Belum ada tabel yang dibaca" in browser("analis").get("/pustaka/").content.decode()


def test_a_damaged_reading_does_not_hide_the_others(held: str, browser: Callable[[str], Any]) -> None:
    from rupadata.web.cases.bench import Bench

    (Bench(held).build / "observations.parquet").write_bytes(b"PAR1")
    assert "16 angka" in browser("analis").get("/pustaka/").content.decode()
