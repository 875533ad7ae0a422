"""The books that golden pages are drawn from: small tables written here, drawn again and again."""

from __future__ import annotations

import json

import polars as pl

from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.subject import Indicator, Subject, SubjectBook

DISTRICTS = """
36.71.05 Cipondoh      248212
36.71.07 Karawaci      184388
36.71.11 Pinang        183123
36.71.06 Ciledug       164151
36.71.13 Larangan      163901
36.71.01 Tangerang     152145
36.71.09 Cibodas       147279
36.71.08 Periuk        141003
36.71.12 Karang_Tengah 118473
36.71.10 Neglasari     116571
36.71.02 Jatiuwung     101287
36.71.03 Batuceper      91427
36.71.04 Benda          83526
"""
# Figures between the two censuses are invented, with a gap, a break and a provisional year to draw.
YEARS = {"2014": 1_999_894, "2015": 2_047_105, "2016": None, "2018": 2_185_304, "2020": 1_895_486}
GROWTH = {"2010/2016": (("36.71.05", "Cipondoh", 5.05), ("36.71.06", "Ciledug", 4.04),
                        ("36.71.04", "Benda", 2.83), ("36.71.02", "Jatiuwung", -0.44)),
          "2000/2010": (("36.71.05", "Cipondoh", 5.57), ("36.71.06", "Ciledug", 4.89),
                        ("36.71.04", "Benda", 2.70), ("36.71.02", "Jatiuwung", 0.44))}  # fmt: skip


def city_book() -> SubjectBook:
    """Return the population of a city by district, year and sex."""
    rows = []
    for line in DISTRICTS.split("\n"):
        if line:
            code, name, people = line.split()
            rows.append(_row("penduduk", code, name.replace("_", " "), "2020", {}, float(people), len(rows)))
    for period, value in YEARS.items():
        flags = "break;provisional" if period == "2020" else ""
        rows.append(_row("penduduk", "36.71", "Kota Tangerang", period, {}, value, len(rows), flags=flags))
    for sex, value in (("laki-laki", 960_113), ("perempuan", 935_373)):
        rows.append(
            _row("penduduk", "36.71", "Kota Tangerang", "2020", {"jenis kelamin": sex}, value, len(rows))
        )
    return _book(rows, Indicator("penduduk", "Jumlah Penduduk", "jiwa", "count-stock", "Population"))


def growth_book() -> SubjectBook:
    """Return rates of growth of districts over two periods, one of them negative."""
    rows = []
    for period, found in GROWTH.items():
        for code, name, value in found:
            rows.append(_row("laju", code, name, period, {}, value, len(rows), decimals=2))
        rows.append(_row("laju", "36.71", "Kota Tangerang", period, {}, 2.56 if "2016" in period else 3.04,
                         len(rows), decimals=2))  # fmt: skip
    name = "Laju Pertumbuhan Penduduk per Tahun"
    return _book(rows, Indicator("laju", name, "persen", "rate", "Population growth rate"))


def _book(rows: list[dict[str, object]], indicator: Indicator) -> SubjectBook:
    frame = pl.DataFrame(rows, schema={**OBSERVATION_SCHEMA, "indicator_key": pl.String()})
    subject = Subject("kependudukan", "Kependudukan", "Population", 3, 250.0, "users-three")
    pages = (("kependudukan", (indicator.key,)),)
    return SubjectBook(subject, "36.71", "Kota Tangerang", (indicator,), frame, pages, ((3, 13),))


def _row(
    key: str, code: str, name: str, period: str, dims: dict[str, str], value: float | None, place: int,
    *, flags: str = "", decimals: int = 0,
) -> dict[str, object]:  # fmt: skip
    return {
        "table": "Tabel 3.1.1",
        "indicator": key,
        "measure": "",
        "unit": "",
        "region_code": code,
        "region": name,
        "period": period,
        "dimensions": json.dumps(dims),
        "role": "part" if dims else "single",
        "value": value,
        "decimals": None if value is None else decimals,
        "missing": "" if value is not None else "not-available",
        "flags": flags,
        "producer": "BPS Kota Tangerang",
        "notes": "",
        "file": "penduduk.xlsx",
        "sheet": "3.1.1",
        "cell": f"B{place + 5}",
        "indicator_key": key,
    }
