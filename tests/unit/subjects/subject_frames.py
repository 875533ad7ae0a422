"""Small frames of observations, written as the reader would give them."""

from __future__ import annotations

from typing import Any

import polars as pl

from rupadata.model.observations import OBSERVATION_SCHEMA

_BLANK: dict[str, Any] = {
    "table": "",
    "indicator": "Jumlah Penduduk",
    "measure": "count-stock",
    "unit": "jiwa",
    "region_code": "36.71",
    "region": "Kota Tangerang",
    "period": "2024",
    "dimensions": "{}",
    "role": "single",
    "value": 1.0,
    "decimals": 0,
    "missing": "",
    "flags": "",
    "producer": "",
    "notes": "",
    "file": "a.xlsx",
    "sheet": "1",
    "cell": "",
}


def observations(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a frame of rows that name only what matters."""
    numbered = [{**_BLANK, "cell": f"B{number}", **row} for number, row in enumerate(rows, start=1)]
    return pl.DataFrame(numbered, schema=OBSERVATION_SCHEMA)
