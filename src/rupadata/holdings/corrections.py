"""What a source says differently now: the figures of an earlier reading beside those of the present one."""

from __future__ import annotations

import io

import polars as pl
from msgspec import Struct

from rupadata.decoding import unreadable
from rupadata.model.observations import OBSERVATION_SCHEMA

_SAME = ("file", "sheet", "indicator", "unit", "region_code", "region", "period", "dimensions")
"""What tells a figure of a source from its others: its cell may move when a row is put in above it."""


class Correction(Struct, frozen=True):
    """One figure that a source gives differently now.

    `before` and `after` are None where the source had, or has, no figure; `gone` tells that it does not even
    have the row any more. `cell` is where the figure stands now, or stood.
    """

    indicator: str
    unit: str
    region: str
    period: str
    dimensions: str
    before: float | None
    after: float | None
    gone: bool
    file: str
    sheet: str
    cell: str


def find_corrections(before: pl.DataFrame, after: pl.DataFrame) -> tuple[Correction, ...]:
    """Return the figures of an earlier reading that a later one gives differently, in the earlier order.

    What the later one has beside them is no correction.
    """
    now: dict[tuple[str, ...], list[tuple[float | None, str]]] = {}
    for *same, value, cell in after.select(*_SAME, "value", "cell").iter_rows():
        now.setdefault(tuple(same), []).append((value, cell))
    found = []
    for *same, value, cell in before.select(*_SAME, "value", "cell").iter_rows():
        left = now.get(tuple(same))
        # Of several figures of one place each is met once, in the order of the table.
        later = left.pop(0) if left else None
        if later is not None and later[0] == value:
            continue
        file, sheet, indicator, unit, _, region, period, dimensions = same
        found.append(
            Correction(
                indicator, unit, region, period, dimensions, value,
                later[0] if later else None, later is None, file, sheet, later[1] if later else cell,
            )
        )  # fmt: skip
    return tuple(found)


def read_csv(content: bytes, where: str) -> pl.DataFrame:
    """Return the observations of a `data.csv` that was kept with an edition; refuse what is none."""
    try:
        rows = pl.read_csv(io.BytesIO(content), schema_overrides=OBSERVATION_SCHEMA)
        texts = pl.col(pl.String).fill_null("")
        return rows.select(*OBSERVATION_SCHEMA).with_columns(texts)
    except (pl.exceptions.PolarsError, ValueError) as error:
        raise unreadable(where, error, code="observations-unreadable") from error
