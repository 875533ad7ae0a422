"""The readings of an office's work orders as one frame: what was read, for which order, what is new in it.

The frame has the columns of the observations and four more: `order` and `order_title` say which work order a
figure was read for, `subject` the key of the subject it was put in ("" for none), `holding` what tells an
indicator of a home region from all others. `is_new` marks figures that no earlier order had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

import polars as pl
from msgspec import Struct, field

from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.subjects.title_words import fold

Place = tuple[str, str, str, str]
"""What a reading puts in a subject: file, sheet, indicator, unit."""
SAME = ("holding", "region_code", "region", "period", "dimensions")
"""What makes two figures say the same thing."""


class Reading(Struct, frozen=True):
    """What was read for one work order: its key and title, the observations, where each indicator was put."""

    order: str
    title: str
    observations: pl.DataFrame
    subjects: Mapping[Place, str] = field(default_factory=dict)


def gather(readings: Sequence[Reading]) -> pl.DataFrame:
    """Return all observations of some readings, given from the first order to the last.

    An order that read the same figure from the same cell of the same file again adds nothing to the frame.
    """
    if not readings:
        return pl.DataFrame(schema={**OBSERVATION_SCHEMA, **_ADDED})
    frames = [_of_order(number, reading) for number, reading in enumerate(readings)]
    whole = pl.concat(frames)
    first = pl.col("_at").min().over(*SAME)
    last = len(readings) - 1
    whole = whole.with_columns(is_new=(first == last) & (last > 0))
    cell = ("file", "sheet", "cell", "indicator", "unit", *SAME[1:], "value")
    return whole.unique(cell, keep="last", maintain_order=True).drop("_at")


_ADDED: dict[str, pl.DataType] = {
    "order": pl.String(),
    "order_title": pl.String(),
    "subject": pl.String(),
    "holding": pl.String(),
    "is_new": pl.Boolean(),
}


def _of_order(number: int, reading: Reading) -> pl.DataFrame:
    rows = reading.observations.select(*OBSERVATION_SCHEMA)
    named = rows.select("file", "sheet", "indicator", "unit").unique(maintain_order=True)
    told = named.with_columns(
        subject=pl.Series(
            [reading.subjects.get(place, "") for place in named.iter_rows()], dtype=pl.String()
        ),
        holding=pl.Series(
            [holding_key(name, unit) for _, _, name, unit in named.iter_rows()], dtype=pl.String()
        ),
    )
    joined = rows.join(told, on=["file", "sheet", "indicator", "unit"], how="left", maintain_order="left")
    return joined.with_columns(
        order=pl.lit(reading.order),
        order_title=pl.lit(reading.title),
        is_new=pl.lit(value=False),
        _at=pl.lit(number),
    ).select(*OBSERVATION_SCHEMA, *_ADDED, "_at")


def holding_key(indicator: str, unit: str) -> str:
    """Return what tells an indicator from others: its folded name and unit, short enough for an address."""
    return sha256(f"{fold(indicator)}\x1f{fold(unit)}".encode()).hexdigest()[:16]
