"""Small books for the tests of this room, written as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import polars as pl
from msgspec import Struct, field

from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.source import cell_name
from rupadata.model.subject import Direction, Indicator, Subject, SubjectBook
from rupadata.regions import official_regions
from rupadata.subjects.books import count_regions

SUBJECT = Subject("kependudukan", "Kependudukan", "Population", 3, 250.0, "users-three")


class Row(Struct, frozen=True):
    """One observation of a test table; what is not said is usual."""

    region_code: str
    region: str
    period: str
    value: float | None
    decimals: int = 0
    missing: str = "not-available"
    flags: str = ""
    dims: Mapping[str, str] = field(default_factory=dict)
    role: str = ""
    key: str = "penduduk"
    producer: str = ""
    table: str = "t"


def make_book(
    rows: Iterable[Row],
    indicators: Iterable[Indicator] = (),
    *,
    code: str = "99",
    region: str = "Banten",
) -> SubjectBook:
    """Return a book whose cells lie one under the other in column A."""
    indicators = tuple(indicators) or (indicator(),)
    named = {one.key: one for one in indicators}
    records = [
        {
            "table": row.table,
            "indicator": named[row.key].name,
            "measure": named[row.key].measure,
            "unit": named[row.key].unit,
            "region_code": row.region_code,
            "region": row.region,
            "period": row.period,
            "dimensions": json.dumps(dict(sorted(row.dims.items())), ensure_ascii=False),
            "role": row.role or ("total" if row.region_code == code and not row.dims else "part"),
            "value": row.value,
            "decimals": row.decimals if row.value is not None else None,
            "missing": row.missing if row.value is None else "",
            "flags": row.flags,
            "producer": row.producer,
            "notes": "",
            "file": "t.csv",
            "sheet": "",
            "cell": cell_name(place, 0),
            "indicator_key": row.key,
        }
        for place, row in enumerate(rows)
    ]
    frame = pl.DataFrame(records, schema={**OBSERVATION_SCHEMA, "indicator_key": pl.String()})
    listed = count_regions(official_regions(), code, frame["region_code"].unique())
    return SubjectBook(SUBJECT, code, region, indicators, frame, regions_listed=listed)


def indicator(
    name: str = "Jumlah Penduduk",
    unit: str = "jiwa",
    measure: str = "count-stock",
    *,
    key: str = "penduduk",
    direction: Direction = Direction.NEUTRAL,
    name_en: str = "",
) -> Indicator:
    """Return an indicator, by default the population."""
    return Indicator(key, name, unit, measure, name_en=name_en, direction=direction)
